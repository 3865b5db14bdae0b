"""Examples of two classes in whole numbers, and what a floating-point solver makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm
from numbers import Integral
from operator import mul
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.examples import check_unmasked
from neurohistory.theory.exact import whole

__all__ = ["SignedPoints", "nearest_of_the_hulls", "real_numbers", "two_classes", "whole_plane"]

Array = NDArray[np.float64]

_BITS = 53  # that a float has
_TOL = 1e-9  # a residual this small is rounding; where nothing balances it is 1


def two_classes(X: ArrayLike, target: ArrayLike) -> tuple[NDArray[Any], list[int]]:
    """The examples of two classes without any rounding, and the side of each, -1 or +1.

    Parameters
    ----------
    X : array of shape (example, feature)
        What `real_numbers` takes.
    target : array of shape (example,)
        The class of each example: positive, or not.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit, and what `real_numbers` raises.

    Examples
    --------
    >>> two_classes([[0.5], [2.0]], [False, True])
    (array([[0.5],
           [2. ]]), [-1, 1])
    """
    inputs, classes = real_numbers("X", X), real_numbers("target", target)
    if classes.ndim == 2:
        raise ValueError(
            f"target has {classes.shape[1]} columns, and a plane tells two classes apart; take one of "
            "them: target[:, 0]"
        )
    if inputs.ndim != 2 or classes.shape != (len(inputs),) or len(inputs) == 0:
        raise ValueError(
            "X must have the shape (example, feature) and target (example,), with an example at least, "
            f"not shapes {inputs.shape} and {classes.shape}"
        )
    return inputs, np.where(classes > 0, 1, -1).tolist()


def real_numbers(name: str, values: ArrayLike) -> NDArray[Any]:
    """Finite real numbers as they are: an array of floats, or of whole numbers and fractions.

    The latter, of type object, is for numbers of any other type, which floats need not hold.

    Parameters
    ----------
    name : str
        What to call them in an error message.
    values : array of any shape

    Raises
    ------
    TypeError
        If they are no real numbers, or masked in places.
    ValueError
        If one of them is NaN or infinite.

    Examples
    --------
    >>> real_numbers("X", [2**53, 0.5])
    array([9007199254740992, 0.5], dtype=object)
    >>> real_numbers("X", ["1"])
    Traceback (most recent call last):
        ...
    TypeError: X[0] is '1', no real number; put one there or leave the example out
    """
    check_unmasked(name, values)
    listed = isinstance(values, (list, tuple))
    for i, row in enumerate(values if listed else ()):  # type: ignore[arg-type]
        check_unmasked(f"{name}[{i}]", row)
    numbers = np.asarray(values, dtype=object if listed else None)  # a list's numbers might be rounded
    if numbers.dtype.kind not in "biufO":
        part = ".real" if numbers.dtype.kind == "c" else ".astype(float)"
        raise TypeError(f"{name} is of type {numbers.dtype}, not of real numbers; take {name}{part}")
    if numbers.dtype.kind == "f" and np.can_cast(numbers.dtype, float):
        if not (finite := np.isfinite(numbers)).all():
            raise _not_finite(_place(name, np.argwhere(~finite)[0].tolist()))
        return numbers.astype(float, copy=False)
    if numbers.dtype.kind in "biu":
        return numbers.astype(np.int64 if numbers.dtype == bool else numbers.dtype).astype(object)
    exact = np.empty(numbers.shape, dtype=object)
    for place, value in np.ndenumerate(numbers):
        exact[place] = _exactly(value, _place(name, place))
    floats = exact.size and all(isinstance(value, float) for value in exact.flat)
    return exact.astype(float) if floats else exact


def _place(name: str, place: Sequence[int]) -> str:
    return f"{name}[{', '.join(map(str, place))}]" if place else name


def _exactly(value: Any, where: str) -> float | Fraction:
    """A number that is a float, or else the whole number or fraction that it is."""
    if isinstance(value, (Integral, np.bool_)):
        return int(value)
    try:
        exact = Fraction(*map(int, value.as_integer_ratio()))
    except AttributeError:
        raise TypeError(
            f"{where} is {value!r}, no real number; put one there or leave the example out"
        ) from None
    except (OverflowError, ValueError):
        raise _not_finite(where) from None
    if isinstance(value, (float, np.floating)) and np.can_cast(type(value), float):
        return float(value)
    return exact.numerator if exact.denominator == 1 else exact


def _not_finite(where: str) -> ValueError:
    return ValueError(f"{where} is NaN or infinity; remove or fill it")


def _whole_floats(column: Array) -> tuple[list[int], int]:
    """What `whole` gives, of many floats at once: the bits of each, and how far they are moved."""
    fraction, exponent = np.frexp(column)
    bits: NDArray[np.int64] = np.ldexp(fraction, _BITS).astype(np.int64)
    lowest = np.frexp((bits & -bits).astype(float))[1] - 1  # the place of the last 1 of each
    places = _BITS - exponent - lowest  # after the point
    most = int(places.max(initial=0, where=bits != 0))
    moves = exponent + (most - _BITS)
    return [
        number << move if move >= 0 else number >> -move
        for number, move in zip(bits.tolist(), moves.tolist(), strict=True)
    ], 1 << most


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
        for column in X.T:
            numbers, power = whole(column.tolist()) if X.dtype == object else _whole_floats(column)
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

    def from_inputs(self, plane: Sequence[int]) -> list[int]:
        """A plane w.x + b as one for z, up to a factor."""
        *w, b = plane
        most = lcm(*self.scale)
        turned = [number * (most // s) for number, s in zip(w, self.scale, strict=True)]
        return [*map(mul, turned, self.common), sum(map(mul, turned, self.least)) + b * most]

    def to_inputs(self, plane: Sequence[int]) -> list[int]:
        """A plane v.z + c, times the least common multiple of `common`, as one for x."""
        *v, c = plane
        unit = lcm(*self.common)
        turned = [number * (unit // g) for number, g in zip(v, self.common, strict=True)]
        return [*map(mul, turned, self.scale), c * unit - sum(map(mul, turned, self.least))]

    def in_floats(self) -> tuple[Array, list[int]]:
        """t (z, 1) with each feature divided by a power of two, to be at most 1, and these powers."""
        powers = [max(column).bit_length() for column in zip(*self.z, strict=True)]
        if max([0, *powers]) < np.iinfo(np.int64).bits:
            z = np.array(self.z, dtype=np.int64) / [float(1 << p) for p in powers]
        else:
            z = np.array([[x / (1 << p) for x, p in zip(row, powers, strict=True)] for row in self.z])
        inputs = z.reshape(len(self.z), -1)
        return np.array(self.sign)[:, None] * np.column_stack([inputs, np.ones(len(z))]), powers

    def some(self, chosen: Iterable[int]) -> SignedPoints:
        """These examples alone."""
        chosen = list(chosen)
        return self._replace(z=[self.z[i] for i in chosen], sign=[self.sign[i] for i in chosen])

    def nearest(self) -> tuple[tuple[int, ...], dict[int, float]]:
        """A plane, or examples that clash, by what rounding suggests; either is still to be proved."""
        signed, powers = self.in_floats()
        (plane,), (multipliers,) = nearest_of_the_hulls(signed[None])
        clash = np.flatnonzero(multipliers).tolist()
        return whole_plane(plane.tolist(), powers) if plane.any() else (), dict(
            zip(clash, multipliers[clash].tolist(), strict=True)
        )


def nearest_of_the_hulls(signed: Array) -> tuple[Array, Array]:
    """For each set a plane, or multipliers of rows that balance, but for rounding; the other is 0.

    Least squares with multipliers a >= 0 looks for the point of the hull of the signed examples
    t (x, 1) that is nearest to 0.  If it is 0, the examples with multipliers clash; if not, the way to
    it is a separating plane.  Where it finds no end, both are 0.

    Parameters
    ----------
    signed : ndarray of shape (set, example, weight)

    Returns
    -------
    planes : ndarray of shape (set, weight)
    multipliers : ndarray of shape (set, example)
    """
    from scipy.optimize import nnls  # slow to import

    n_sets, n_examples, n_weights = signed.shape
    length = np.linalg.norm(signed, axis=2)
    balance = np.ones((n_sets, n_weights + 1, n_examples))
    balance[:, :-1] = (signed / length[:, :, None]).swapaxes(1, 2)
    planes, multipliers = np.zeros((n_sets, n_weights)), np.zeros((n_sets, n_examples))
    aim = np.zeros(n_weights + 1)
    aim[-1] = 1.0
    for i, lines in enumerate(balance):
        try:
            found, distance = nnls(lines, aim)
        except RuntimeError:  # it came to no end
            continue
        if distance < _TOL:
            multipliers[i] = np.where(found > _TOL * found.max(), found, 0.0) / length[i]
        else:
            planes[i] = (lines @ found)[:-1]
    return planes, multipliers


def whole_plane(plane: Sequence[float], powers: Sequence[int]) -> tuple[int, ...]:
    """A plane for features that were divided by powers of two, as one for the features themselves."""
    most = max([0, *powers])
    return tuple(n << most - p for n, p in zip(whole(plane)[0], [*powers, 0], strict=True))
