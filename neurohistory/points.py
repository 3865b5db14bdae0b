"""Examples of two classes in whole numbers, and what a floating-point solver makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd, lcm
from operator import mul
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.exact import whole

__all__ = ["SignedPoints", "nearest_of_the_hull", "whole_plane"]

Array = NDArray[np.float64]

_CLEAR = 1e-9  # of a residual that is 1 where nothing balances; multipliers of a clash are larger


class SignedPoints(NamedTuple):
    """Examples in whole numbers, z = (scale x - least) / common in each feature, as small as can be."""

    z: list[list[int]]  # (example, feature)
    sign: list[int]  # (example,)
    scale: list[int]  # (feature,): powers of two
    least: list[int]
    common: list[int]

    @classmethod
    def of(cls, X: NDArray[Any], sign: list[int]) -> SignedPoints:
        columns, scale, least, common = [], [], [], []
        for column in X.T.tolist():
            numbers, power = whole(column)
            lowest = min(numbers)
            numbers = [number - lowest for number in numbers]
            divisor = gcd(*numbers) or 1
            columns.append([number // divisor for number in numbers])
            scale.append(power)
            least.append(lowest)
            common.append(divisor)
        z = [list(row) for row in zip(*columns, strict=True)] or [[] for _ in sign]
        return cls(z, sign, scale, least, common)

    def signed(self) -> list[list[int]]:
        """t (z, 1) of each example."""
        return [
            [*row, 1] if t > 0 else [*(-x for x in row), -1]
            for row, t in zip(self.z, self.sign, strict=True)
        ]

    def costs(self) -> list[int]:
        """What a weight on each z costs: weights on all x cost the same, and the bias is free."""
        whole_cost = lcm(*self.common)
        return [s * (whole_cost // g) for s, g in zip(self.scale, self.common, strict=True)] + [0]

    def contradiction(self) -> dict[int, int]:
        """Two equal examples of different classes, if there are any: the shortest of proofs."""
        seen: dict[tuple[int, ...], int] = {}
        for i, row in enumerate(self.z):
            other = seen.setdefault(tuple(row), i)
            if other != i:  # no example stands here twice with the same class
                return {other: 1, i: 1}
        return {}

    def sides(self, plane: Sequence[int]) -> list[int]:
        """t (v.z + c) of each example: above zero where it is on its own side."""
        *v, c = plane
        return [t * (sum(map(mul, v, row)) + c) for row, t in zip(self.z, self.sign, strict=True)]

    def in_floats(self) -> tuple[Array, list[int]]:
        """t (z, 1) with each feature divided by a power of two, to be at most 1, and these powers."""
        powers = [max(column).bit_length() for column in zip(*self.z, strict=True)]
        z = [[x / (1 << p) for x, p in zip(row, powers, strict=True)] for row in self.z]
        inputs = np.array(z, dtype=float).reshape(len(self.z), -1)
        return np.array(self.sign)[:, None] * np.column_stack([inputs, np.ones(len(z))]), powers

    def some(self, chosen: Iterable[int]) -> SignedPoints:
        """These examples alone."""
        chosen = list(chosen)
        return self._replace(z=[self.z[i] for i in chosen], sign=[self.sign[i] for i in chosen])

    def nearest(self) -> tuple[tuple[int, ...], dict[int, float]]:
        """A plane, or examples that clash, by what rounding suggests; either is still to be proved."""
        signed, powers = self.in_floats()
        plane, clash = nearest_of_the_hull(signed)
        return whole_plane(plane, powers) if plane else (), clash


def nearest_of_the_hull(signed: Array) -> tuple[list[float], dict[int, float]]:
    """A plane, or rows with multipliers that balance, but for rounding; neither if it finds no end.

    Least squares with multipliers a >= 0 looks for the point of the hull of the signed examples
    t (x, 1) that is nearest to 0.  If it is 0, the examples with multipliers clash; if not, the way to
    it is a separating plane.

    Parameters
    ----------
    signed : ndarray of shape (example, weight)
    """
    from scipy.optimize import nnls  # slow to import

    length = np.linalg.norm(signed, axis=1)
    balance = np.vstack([(signed / length[:, None]).T, np.ones(len(signed))])
    aim = np.eye(len(balance))[-1]
    try:
        multipliers, distance = nnls(balance, aim)
    except RuntimeError:  # it came to no end
        return [], {}
    if distance < _CLEAR:
        clash = np.flatnonzero(multipliers > _CLEAR * multipliers.max())
        return [], dict(zip(clash.tolist(), (multipliers / length)[clash].tolist(), strict=True))
    return (balance @ multipliers - aim)[:-1].tolist(), {}


def whole_plane(plane: Sequence[float], powers: Sequence[int]) -> tuple[int, ...]:
    """A plane for features that were divided by powers of two, as one for the features themselves."""
    most = max([0, *powers])
    return tuple(n << most - p for n, p in zip(whole(plane)[0], [*powers, 0], strict=True))
