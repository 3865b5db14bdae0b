"""What theory expects of a model on a problem, so that a run can be held against it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.examples import keys_of
from neurohistory.theory.separability import Separation, separate

__all__ = [
    "Expectation",
    "Verdict",
    "expect_contradiction",
    "expect_linear",
    "expect_separation",
    "expect_unit",
]

Array = NDArray[np.floating]

_MIN_STARTS = 20  # fewer, and that none succeeds says little
_MAX_SHOWN = 8  # multipliers, and the largest of them, that a reason lists


class Verdict(StrEnum):
    """What theory says that training will end in."""

    SOLVES = "solves"  # from every start
    CANNOT = "cannot"  # from no start, ever
    DEPENDS = "depends on the start"  # from some, and not from others
    OPEN = "open"  # theory does not say


class Expectation(NamedTuple):
    """A verdict and the reason for it, in one sentence."""

    verdict: Verdict
    reason: str

    def agrees(self, solved: NDArray[np.bool_], ever_solved: NDArray[np.bool_]) -> bool | None:
        """Whether a study bears the verdict out; None where theory is open or the starts too few.

        Parameters
        ----------
        solved : ndarray of bool, shape (start,)
            Which starts ended with no mistake.
        ever_solved : ndarray of bool, shape (start,)
            Which starts had an epoch with no mistake.
        """
        match self.verdict:
            case Verdict.SOLVES:
                return bool(solved.all())
            case Verdict.CANNOT:
                return not ever_solved.any()
            case Verdict.DEPENDS:
                if ever_solved.any():
                    return True
                return False if len(ever_solved) >= _MIN_STARTS else None
            case Verdict.OPEN:
                return None


def expect_contradiction(X: Array, target: Array) -> Expectation | None:
    """CANNOT for any machine, if equal inputs have different labels; else None.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        What the machine sees.
    target : ndarray of -1 and +1, shape (example,) or (example, class)

    Examples
    --------
    >>> expect_contradiction(np.array([[0.0], [1.0], [1.0]]), np.array([-1.0, -1.0, 1.0])).verdict.value
    'cannot'
    """
    labels = np.asarray(target).reshape(len(X), -1)
    alike = _perhaps_repeated(X)
    if not len(alike):
        return None
    _, first, same = np.unique(X[alike], axis=0, return_index=True, return_inverse=True)
    other = alike[first[same.ravel()]]  # the first example that looks like this one
    differs = (labels[alike] != labels[other]).any(axis=1)
    if not differs.any():
        return None
    at = int(differs.argmax())
    return Expectation(
        Verdict.CANNOT,
        f"examples {other[at]} and {alike[at]} look the same to the machine and have different labels",
    )


def _perhaps_repeated(X: Array) -> NDArray[np.intp]:
    """The examples that share a key with another one, and so all that are equal to another one."""
    keys = keys_of(X.astype(np.float64, copy=False))
    order = np.argsort(keys)
    same = np.flatnonzero(keys[order[1:]] == keys[order[:-1]])
    return np.unique(order[np.concatenate([same, same + 1])])


def expect_linear(X: NDArray[Any], target: Array, where: str = "line") -> Expectation:
    """What is expected of a rule that finds a separating plane whenever there is one.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        What the trained unit sees; for a fixed first layer, its outputs.  Of type object, they may be
        fractions.
    target : ndarray of -1 and +1, shape (example,)
    where : str, default="line"
        What to call the plane in the reason.
    """
    return expect_separation(_separated(X, target), len(X), where)


def _separated(X: NDArray[Any], target: Array) -> Separation:
    """What `separate` finds; nothing for inputs that have overflown."""
    finite = X.dtype == object or np.isfinite(X).all()
    return separate(X, target) if finite else Separation(None)


def expect_separation(found: Separation, n_examples: int, where: str = "line") -> Expectation:
    """The same from what `separate` has found.

    Parameters
    ----------
    found : Separation
    n_examples : int
        Among how many.
    where : str, default="line"
        What to call the plane in the reason.
    """
    if found.separable is None:
        return Expectation(
            Verdict.OPEN,
            f"neither a {where} that separates the classes nor a proof against it was found",
        )
    if found.separable:
        return Expectation(
            Verdict.SOLVES, f"a {where} separates the classes (margin {found.margin:.3g})"
        )
    n_clash = len(found.examples)
    examples = ", ".join(map(str, found.examples))
    if n_clash > _MAX_SHOWN:
        proof = f"{n_clash} of the {n_examples:,} examples cannot be parted, as whole numbers prove"
    elif max(found.multipliers) > _MAX_SHOWN:
        proof = f"examples {examples} cannot be parted, as whole numbers prove"
    else:
        whose = "" if n_clash == n_examples else f" of examples ({examples})"
        proof = f"multipliers ({', '.join(map(str, found.multipliers))}){whose} prove it"
    return Expectation(Verdict.CANNOT, f"no {where} separates the classes: {proof}")


def expect_unit(
    X: Array, target: Array, where: str = "line", *, at_zero: bool | None = None
) -> tuple[Separation, Expectation]:
    """What `separate` finds for a single unit, and what is expected if it finds any such plane.

    A unit without a bias needs t w.x > 0 for every example.  That is what a plane with a bias does for
    each example and, with the other label, its mirror image, so these are asked about together; the
    plane's margin is then one without the bias too, or less.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    where : str, default="line"
        What to call the plane in the reason.
    at_zero : bool or None
        For a unit without a bias: whether it says yes where its net input is zero.

    Examples
    --------
    >>> X, target = np.array([[1.0], [2.0]]), np.array([-1.0, 1.0])
    >>> [expect_unit(X, target, at_zero=at)[1].verdict.value for at in (None, True)]
    ['solves', 'cannot']
    """
    if at_zero is None:
        found = _separated(X, target)
        return found, expect_separation(found, len(X), where)
    found = _separated(np.vstack([X, -X]), np.concatenate([target, -target]))
    where = f"{where} through the origin"
    if found.separable is not False:
        return found, expect_separation(found, len(X), where)
    # Weighted, the numbers t w.x of the clashing examples sum to zero: one is negative, or all are zero.
    clash = sorted({i % len(X) for i in found.examples})
    if all((target[i] > 0) == at_zero for i in clash):
        anywhere = _separated(X, target)
        if anywhere.separable is False:  # nor does any other plane
            return anywhere, expect_separation(anywhere, len(X), where)
        reason = f"a {where} leaves some cases on it, where rounding decides"
        return found, Expectation(Verdict.OPEN, reason)
    shown = ", ".join(map(str, clash[:_MAX_SHOWN])) + (", ..." if len(clash) > _MAX_SHOWN else "")
    whose = (
        f"example {shown} and its mirror image"
        if len(clash) == 1
        else f"examples {shown} and their mirror images"
    )
    return found, Expectation(Verdict.CANNOT, f"no {where} separates the classes: {whose} prove it")
