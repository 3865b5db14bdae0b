"""The questions: all that a model can be asked, each of them a `Problem`.

* `problem`: the type; what its targets are, and which examples are to be tested on
* `gates`: Boolean functions with all their cases
* `bits`: addition, negation and the encoder, with several bits to answer
* `datasets`: points in the plane, and digits
* `own_data`: problems from files of one's own
* `variants`: the same with fewer examples, with wrong labels, in single precision
* `named`: a problem by its name
* `splitting`: which examples are set aside
* `scaling`: features brought to a common scale
* `files`: how a file is read
* `patterns`: pictures on a retina
"""

from neurohistory.problems.bits import addition, encoder, negation
from neurohistory.problems.datasets import DATASETS
from neurohistory.problems.gates import AND, OR, TWO_INPUT, XOR, from_truth_table, parity
from neurohistory.problems.named import get_problem, problem_names
from neurohistory.problems.own_data import TwoClasses, from_file, two_classes
from neurohistory.problems.problem import Problem

__all__ = [
    "AND",
    "DATASETS",
    "OR",
    "TWO_INPUT",
    "XOR",
    "Problem",
    "TwoClasses",
    "addition",
    "encoder",
    "from_file",
    "from_truth_table",
    "get_problem",
    "negation",
    "parity",
    "problem_names",
    "two_classes",
]
