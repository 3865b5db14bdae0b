"""What can be proved before anything is trained.

* `expectation`: what theory expects of a model on a problem
* `convergence`: whether a rule finds its plane within the epochs that it is given
* `networks`: what hidden units can do, whatever the rule
* `separability`: a plane, or examples that no plane parts; `points` and `exact` are its arithmetic
* `half_spaces`: what several units can share out (1962)
* `margins`: the widest margin in the space of a kernel (1995)
* `random_wiring`: what units wired at random can be weighted to answer (1958)
* `capacity`: how many patterns one unit can learn
* `predicates`: what a machine must look at to answer (1969)
"""

from neurohistory.theory.convergence import (
    farthest_start,
    longest_with_bias,
    of_error_correction,
    of_least_disturbance,
    of_least_mean_squares,
    of_logistic_descent,
    of_too_few_epochs,
)
from neurohistory.theory.expectation import (
    Expectation,
    Verdict,
    of_contradiction,
    of_linear_rule,
    of_separation,
    of_units_line,
)

__all__ = [
    "Expectation",
    "Verdict",
    "farthest_start",
    "longest_with_bias",
    "of_contradiction",
    "of_error_correction",
    "of_least_disturbance",
    "of_least_mean_squares",
    "of_linear_rule",
    "of_logistic_descent",
    "of_separation",
    "of_too_few_epochs",
    "of_units_line",
]
