"""What can be proved before anything is trained.

* `expectation`: what theory expects of a model on a problem
* `convergence`: whether a rule finds its plane within the epochs that it is given
* `networks`: what hidden units can do, whatever the rule
* `single_cell`: what one cell of 1943 can be wired to do
* `learning_curve`: how fast a linear unit learns, and where its error ends (1960)
* `separability`: a plane, or examples that no plane parts; `points` and `exact` are its
  arithmetic, and `many_points` looks among very many for those that decide
* `half_spaces`: what several units can share out (1962)
* `margins`: the widest margin in the space of a kernel (1995)
* `random_wiring`: what units wired at random can be weighted to answer (1958)
* `capacity`: how many patterns one unit can learn
* `predicates`: what a machine must look at to answer (1969)
"""

from neurohistory.theory.convergence import (
    expect_error_correction,
    expect_least_disturbance,
    expect_least_mean_squares,
    expect_logistic_descent,
    expect_too_few_epochs,
    farthest_start,
    longest_with_bias,
)
from neurohistory.theory.expectation import (
    Expectation,
    Verdict,
    expect_contradiction,
    expect_linear,
    expect_separation,
    expect_unit,
)

__all__ = [
    "Expectation",
    "Verdict",
    "expect_contradiction",
    "expect_error_correction",
    "expect_least_disturbance",
    "expect_least_mean_squares",
    "expect_linear",
    "expect_logistic_descent",
    "expect_separation",
    "expect_too_few_epochs",
    "expect_unit",
    "farthest_start",
    "longest_with_bias",
]
