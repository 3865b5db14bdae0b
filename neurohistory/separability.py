"""Can any straight line answer this gate?  A linear programme, with a certificate both ways.

Either there are weights w and a bias b with t_i (w.x_i + b) >= 1 for every example i, or there are
multipliers a_i >= 0, adding up to 1, with

    sum_i a_i t_i x_i = 0    and    sum_i a_i t_i = 0,

never both (Gordan's theorem of the alternative, 1873).  The multipliers are a proof that anyone can
check by multiplication: whatever w and b one tries, the numbers t_i (w.x_i + b), weighted by a_i,
add up to zero, so they cannot all be positive.  For XOR each multiplier is 1/4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Separation", "separate"]


@dataclass(frozen=True, eq=False)
class Separation:
    """The answer of `separate`: a separating plane, or the proof that there is none.

    Attributes
    ----------
    separable : bool
        Whether a plane separates the two classes.
    weights : ndarray of shape (feature,), or None
        A separating w, scaled so that the nearest example has t (w.x + b) = 1; None if there is none.
    bias : float, or None
        The b that goes with it.
    margin : float
        Distance from this plane to the nearest example, in the units of the inputs; 0 if not
        separable.  The plane has the least sum of absolute weights; a support-vector machine's
        plane may have a wider Euclidean margin.
    multipliers : ndarray of shape (example,), or None
        The certificate of impossibility; None if separable.
    """

    separable: bool
    weights: NDArray[np.float64] | None
    bias: float | None
    margin: float
    multipliers: NDArray[np.float64] | None

    def residual(self, X: ArrayLike, target: ArrayLike) -> float:
        """How far the proof is from holding exactly, by multiplication alone; 0 is perfect.

        For a plane: how much the worst example falls short of t (w.x + b) = 1.  For a certificate:
        the largest of its balances that should be zero, and of the negative parts.

        Parameters
        ----------
        X : array of shape (example, feature)
        target : array of -1 and +1, shape (example,)
        """
        X, target = np.asarray(X, dtype=float), np.asarray(target, dtype=float)
        if self.weights is not None and self.bias is not None:
            return float(np.maximum(1 - target * (X @ self.weights + self.bias), 0).max())
        assert self.multipliers is not None
        balance = (self.multipliers * target) @ np.column_stack([X, np.ones(len(X))])
        wrong = [*np.abs(balance), abs(self.multipliers.sum() - 1), -self.multipliers.min()]
        return float(max(0.0, *wrong))


def separate(X: ArrayLike, target: ArrayLike) -> Separation:
    """Find a plane between two classes, or prove that there is none.

    Parameters
    ----------
    X : array of shape (example, feature)
        Finite numbers.
    target : array of shape (example,)
        The class of each example: positive, or not.

    Returns
    -------
    Separation

    Raises
    ------
    ValueError
        If the shapes do not fit or a number is not finite.

    Examples
    --------
    >>> from neurohistory.gates import AND, XOR
    >>> separate(AND.X, AND.target).weights
    array([2., 2.])
    >>> separate(XOR.X, XOR.target).multipliers
    array([0.25, 0.25, 0.25, 0.25])
    """
    from scipy.optimize import linprog  # slow to import, and rarely needed

    X = np.asarray(X, dtype=float)
    sign = np.where(np.asarray(target) > 0, 1.0, -1.0)
    if X.ndim != 2 or sign.shape != (len(X),) or len(X) == 0:
        raise ValueError(
            f"separate needs X of shape (example, feature) and one target an example, "
            f"not shapes {X.shape} and {sign.shape}"
        )
    if not np.isfinite(X).all():
        raise ValueError("separate needs finite numbers; X holds NaN or infinity")
    n_examples, n_features = X.shape
    signed = sign[:, None] * np.column_stack([X, np.ones(n_examples)])  # (example, feature + 1)

    # w = up - down with both parts >= 0, so that the least sum of |w| is a linear aim.
    plane = linprog(
        np.r_[np.ones(2 * n_features), 0.0],
        A_ub=-np.hstack([signed[:, :-1], -signed[:, :-1], signed[:, -1:]]),
        b_ub=-np.ones(n_examples),
        bounds=[(0, None)] * (2 * n_features) + [(None, None)],
    )
    if plane.status == 0:
        weights = plane.x[:n_features] - plane.x[n_features:-1] + 0.0  # + 0.0 turns -0 into 0
        length = float(np.linalg.norm(weights))
        return Separation(True, weights, float(plane.x[-1]), 1 / length if length else np.inf, None)

    # All multipliers are equally good proofs if they balance; HiGHS returns a vertex.
    proof = linprog(
        np.zeros(n_examples),
        A_eq=np.vstack([signed.T, np.ones(n_examples)]),
        b_eq=np.r_[np.zeros(n_features + 1), 1.0],
    )
    if proof.status != 0:
        raise ArithmeticError(
            "the linear programme found neither a plane nor a certificate; "
            "scale the features to similar sizes and try again"
        )
    return Separation(False, None, None, 0.0, proof.x)
