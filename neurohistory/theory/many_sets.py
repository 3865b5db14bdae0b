"""Many sets of examples of one shape, decided side by side: for each a plane, a proof, or neither yet.

A floating-point solver proposes, and whole numbers of 64 bits decide.  Each feature is moved and
divided until it lies between -1 and 1, which changes no answer, and cut off after 29 bits.  What was cut
off is less than a unit, and what is proved here holds whatever it was.  The few sets that are too close
for that are left to `neurohistory.theory.separability.separate`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.points import nearest_of_the_hulls

__all__ = ["quick_verdicts"]

Whole = NDArray[np.int64]

_READ = 60  # bits of a feature that are read, before it is moved
_KEPT = 29  # bits after the point that are kept of it
_HELD = 62 - _KEPT - 1  # bits that are left, in 63, for the factors of a sum of products


def quick_verdicts(X: NDArray[np.float64], sign: Whole) -> Whole:
    """For each set, 1 if a plane is sure to separate it, -1 if none is, and 0 where that is open.

    Parameters
    ----------
    X : ndarray of float, shape (set, example, feature)
    sign : ndarray of int, shape (set, example)
        The side of each example, -1 or +1.

    Examples
    --------
    >>> from neurohistory.problems.gates import AND, OR
    >>> quick_verdicts(np.array([AND.X, OR.X]), np.array([AND.target, OR.target], dtype=int))
    array([1, 1])
    >>> quick_verdicts(np.array([[[1.0], [2.0], [4.0]]]), np.array([[1, -1, 1]]))
    array([-1])
    """
    signed = sign[:, :, None] * _in_whole_numbers(X)
    planes, multipliers = nearest_of_the_hulls(signed / 2**_KEPT)
    verdicts = _surely_separate(planes, signed).astype(np.int64)
    n = signed.shape[2] + 1  # examples of a clash that balances in one way
    clashing = np.flatnonzero(np.count_nonzero(multipliers, axis=1) == n)
    examples = np.nonzero(multipliers[clashing])[1].reshape(-1, n)
    verdicts[clashing[_surely_balance(signed[clashing[:, None], examples])]] = -1
    return verdicts


def _in_whole_numbers(X: NDArray[np.float64]) -> Whole:
    """The examples and a 1 for the bias, in units of 2^-29; less than one is cut off a feature."""
    powers = np.frexp(np.abs(X).max(axis=1, keepdims=True))[1]
    z = np.floor(np.ldexp(X, _READ - powers)).astype(np.int64)
    least, most = z.min(axis=1, keepdims=True), z.max(axis=1, keepdims=True)
    surplus = np.frexp((most - least).astype(float))[1] - _KEPT - 1
    z = (z - least - (most - least) // 2) >> np.maximum(surplus, 0)
    return np.concatenate([z, np.full((*z.shape[:2], 1), 2**_KEPT)], axis=2)


def _surely_separate(planes: NDArray[np.float64], signed: Whole) -> NDArray[np.bool_]:
    """Whether each plane, in whole numbers, has all examples of its set on their own sides."""
    largest = np.abs(planes).max(axis=1, keepdims=True)
    unit = 2.0 ** (_HELD - planes.shape[1].bit_length())
    plane = np.rint(planes / np.where(largest, largest, 1.0) * unit).astype(np.int64)
    sides = (signed @ plane[:, :, None])[:, :, 0]
    return np.asarray((sides > np.abs(plane).sum(axis=1, keepdims=True)).all(axis=1))


def _surely_balance(clashes: Whole) -> NDArray[np.bool_]:
    """Whether positive multipliers make the rows of each clash, one more than weights, add up to zero.

    With the sum of the multipliers fixed to 1 they are a = B^-1 e.  For any R, however rough, with
    R B = 1 - E and |E| < 1 they differ from R e by no more than |E| / (1 - |E|) times its largest
    entry, where |E| is the largest sum of a row's absolute entries.  R B is multiplied out in whole
    numbers, and each entry of R times what was cut off from B is at most the sum of a row of R.
    """
    n_sets, _, n = (lines := clashes.swapaxes(1, 2)).shape
    B = np.concatenate([lines, np.full((n_sets, 1, n), 2**_KEPT)], axis=1)
    sure = np.linalg.slogdet(rough := B / 2**_KEPT)[0] != 0
    inverse = np.linalg.inv(rough[sure])
    bits = _HELD - n.bit_length() - np.frexp(np.abs(inverse).max(axis=(1, 2), initial=0.0))[1]
    R = np.rint(np.ldexp(inverse, bits[:, None, None])).astype(np.int64)
    unit = np.int64(1) << np.clip(bits + _KEPT, 0, 61).astype(np.int64)
    off = np.abs(R @ B[sure] - unit[:, None, None] * np.identity(n, dtype=np.int64)).max(axis=(1, 2))
    error = n * (np.minimum(off, unit // n) + np.abs(R).sum(axis=2).max(axis=1))  # |E|, in these units
    solution = R[:, :, -1]
    times = np.maximum(unit // error - 1, 0)  # (1 - |E|) / |E|, or less
    sure[sure] = solution.min(axis=1) * times > np.abs(solution).max(axis=1)
    return np.asarray(sure)
