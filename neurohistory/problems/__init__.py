"""The questions: gates, sets of points, digits, files of one's own; all that a model can be asked.

* `gates`: Boolean functions with all their cases
* `datasets`: problems with examples to learn from and examples set aside
* `variants`: the same with fewer examples, with wrong labels, in single precision
* `files`: how a file is read
* `patterns`: pictures on a retina
* `scaling`: features brought to a common scale
"""

from neurohistory.problems.datasets import PROBLEMS, Problem, TwoClasses, from_file, problem, two_classes
from neurohistory.problems.gates import AND, OR, TWO_INPUT, XOR, Gate, gate, parity

__all__ = [
    "AND",
    "OR",
    "PROBLEMS",
    "TWO_INPUT",
    "XOR",
    "Gate",
    "Problem",
    "TwoClasses",
    "from_file",
    "gate",
    "parity",
    "problem",
    "two_classes",
]
