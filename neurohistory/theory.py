"""What theory expects of a model on a problem, so that a run can be held against it."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.separability import separate

__all__ = [
    "Expectation",
    "Verdict",
    "farthest_start",
    "margin_with_bias",
    "of_contradiction",
    "of_error_correction",
    "of_linear_rule",
]

Array = NDArray[np.floating]

_ENOUGH_STARTS = 20  # fewer, and that none succeeds says little


class Verdict(StrEnum):
    """What theory says that training will end in."""

    SOLVES = "solves"  # from every start
    CANNOT = "cannot"  # from no start, ever
    SOMETIMES = "depends on the start"  # from some, and not from others
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


def of_contradiction(X: Array, target: Array) -> Expectation | None:
    """CANNOT for any machine, if equal inputs have different labels; else None.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        What the machine sees.
    target : ndarray of -1 and +1, shape (example,) or (example, class)

    Examples
    --------
    >>> of_contradiction(np.array([[0.0], [1.0], [1.0]]), np.array([-1.0, -1.0, 1.0])).verdict.value
    'cannot'
    """
    labelled = np.column_stack([X, target])
    if len(np.unique(labelled, axis=0)) == len(np.unique(X, axis=0)):
        return None
    return Expectation(Verdict.CANNOT, "inputs that look the same to the machine have different labels")


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


def of_error_correction(
    X: Array, target: Array, epochs: int, start: float, where: str = "line"
) -> Expectation:
    """What is expected of a unit that is corrected by the whole example whenever it is wrong.

    Novikoff's argument (1962) from any start w: with a plane of unit length u, t u.x >= gamma and
    |x| <= R, bias and its input 1 counted in, k corrections bring the weights to at least k gamma - |w|
    along u and to a squared length of at most |w|^2 + k R^2.  So k <= (R^2 + 2 |w| gamma) / gamma^2,
    and an epoch that is not the last makes at least one.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        What the trained unit sees.
    target : ndarray of -1 and +1, shape (example,)
    epochs : int
        The most that are given.
    start : float
        The length of the first weights, in units of one correction.
    where : str
        What to call the plane in the reason.
    """
    line = of_linear_rule(X, target, where)
    if line.verdict is Verdict.CANNOT:
        return line
    gamma = margin_with_bias(X, target)
    longest = float((X * X).sum(axis=1).max()) + 1  # R^2
    needed = (longest + 2 * start * gamma) / gamma**2
    if needed <= epochs:
        return line
    return Expectation(
        Verdict.OPEN,
        f"a {where} separates the classes; it is found within {np.ceil(needed):,.0f} epochs, and "
        f"there are {epochs:,}",
    )


def margin_with_bias(X: Array, target: Array) -> float:
    """The least t (w.x + b) of a separating plane whose weights and bias have length 1 together."""
    found = separate(X, target)
    assert found.weights is not None
    assert found.bias is not None
    length = float(np.linalg.norm([*found.weights, found.bias]))
    return float((target * (X @ found.weights + found.bias)).min() / length)


def farthest_start(scale: float, n_weights: int) -> float:
    """The length that normal first weights of this standard deviation have at most.

    Of 100,000 starts less than ten are longer.
    """
    return scale * (math.sqrt(n_weights) + 3)
