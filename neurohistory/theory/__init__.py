"""What can be proved before anything is trained.

* `expectation`: what theory expects of a model on a problem
* `separability`: a plane, or examples that no plane parts; `points` and `exact` are its arithmetic
* `random_wiring`: what units wired at random can be weighted to answer (1958)
* `capacity`: how many patterns one unit can learn
* `predicates`: what a machine must look at to answer (1969)
"""

from neurohistory.theory.expectation import (
    Expectation,
    Verdict,
    farthest_start,
    longest_with_bias,
    of_contradiction,
    of_error_correction,
    of_linear_rule,
    of_separation,
    of_too_few_epochs,
    of_units_line,
)

__all__ = [
    "Expectation",
    "Verdict",
    "farthest_start",
    "longest_with_bias",
    "of_contradiction",
    "of_error_correction",
    "of_linear_rule",
    "of_separation",
    "of_too_few_epochs",
    "of_units_line",
]
