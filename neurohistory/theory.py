"""What theory expects of a model on a problem, so that a run can be held against it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.separability import separate

__all__ = ["Expectation", "Verdict", "of_linear_rule"]

_ENOUGH_STARTS = 20  # fewer, and that none succeeds says little


class Verdict(StrEnum):
    """What theory says that training will end in."""

    SOLVES = "solves"  # from every start
    CANNOT = "cannot"  # from no start, ever
    SOMETIMES = "sometimes"  # it depends on the start
    OPEN = "open"  # theory does not say


class Expectation(NamedTuple):
    """A verdict and the reason for it, in one sentence."""

    verdict: Verdict
    reason: str

    def agrees(self, solved: NDArray[np.bool_], ever_right: NDArray[np.bool_]) -> bool | None:
        """Whether a study bears the verdict out; None where theory is open or the starts too few.

        Parameters
        ----------
        solved : ndarray of bool, shape (replica,)
            Which replicas ended with no mistake.
        ever_right : ndarray of bool, shape (replica,)
            Which replicas had an epoch with no mistake.
        """
        match self.verdict:
            case Verdict.SOLVES:
                return bool(solved.all())
            case Verdict.CANNOT:
                return not ever_right.any()
            case Verdict.SOMETIMES:
                if ever_right.any():
                    return True
                return False if len(ever_right) >= _ENOUGH_STARTS else None
            case Verdict.OPEN:
                return None


def of_linear_rule(
    X: NDArray[np.floating], target: NDArray[np.floating], where: str = "line"
) -> Expectation:
    """What is expected of a rule that finds a separating plane whenever there is one.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        What the trained unit sees; for a fixed first layer, its outputs.
    target : ndarray of -1 and +1, shape (example,)
    where : str
        What to call the plane in the reason.
    """
    found = separate(X, target)
    if found.separable:
        return Expectation(
            Verdict.SOLVES, f"a {where} separates the classes (margin {found.margin:.3g})"
        )
    assert found.multipliers is not None
    shown = ", ".join(f"{a:.3g}" for a in found.multipliers[:8])
    more = ", ..." if len(found.multipliers) > 8 else ""
    return Expectation(
        Verdict.CANNOT, f"no {where} separates the classes: multipliers ({shown}{more}) prove it"
    )
