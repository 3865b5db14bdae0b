"""Can any straight line answer this gate?  A plane, or the proof that there is none, both exact.

Either there are weights w and a bias b with t_i (w.x_i + b) > 0 for every example i, or there are
whole numbers a_i >= 0, not all of them zero, with

    sum_i a_i t_i x_i = 0    and    sum_i a_i t_i = 0,

never both (Gordan's theorem of the alternative, 1873).  The multipliers are a proof that anyone can
check by multiplication: whatever w and b one tries, the numbers t_i (w.x_i + b), weighted by a_i,
add up to zero, so they cannot all be positive.  For XOR each multiplier is 1.  No more than two
examples more than there are features need one.

No tolerance decides.  The floating-point numbers of the examples are taken as the fractions that they
are.  On a small set the simplex method works in whole numbers; on a large one a floating-point solver
proposes a plane, or the few examples that clash, and whole numbers decide whether it is right.  Where
examples are very many, a few are asked about, and then those that their plane gets wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm
from operator import index, mul
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.theory.exact import alternative, balance, root, smallest, whole
from neurohistory.theory.many_points import ManyPoints
from neurohistory.theory.points import SignedPoints, two_classes, whole_plane

__all__ = ["Separation", "separate"]

_MAX_EXACT_WEIGHTS = 6  # the bias counted in; with more of them, and
_SMALL = 600  # more numbers than these, a floating-point solver is asked first
_AT_ONCE = 2000  # examples that are decided together; of more
_SOME = 400  # are looked at exactly, and as many more as long as some are missed
_HELD = 2**53  # up to here floats hold every whole number
_AT_FIRST = 60  # examples that the exact method begins with
_EFFORT = 30_000_000  # steps of the exact simplex method: some seconds
_CHEAPEST = 1e-6  # the least cost that the solver is told, the dearest being 1
_SIMPLE = 1000  # the largest denominator of multipliers that are read off the solver's
_SCALES = 32  # factors that are tried to find floats for an exact plane


@dataclass(frozen=True, eq=False)
class Separation:
    """The answer of `separate`: a separating plane, or the proof that there is none, or neither.

    Attributes
    ----------
    separable : bool or None
        Whether a plane separates the two classes; None if neither could be shown.
    weights : ndarray of shape (feature,), or None
        A separating w, scaled so that the nearest example has t (w.x + b) = 1; None if there is none.
        Where floats of that size would separate no more, they are scaled to be about 1, and where no
        floats separate, these are fractions, in an array of type object.
    bias : float, Fraction or None
        The b that goes with it.
    margin : float
        Distance from this plane to the nearest example, in the units of the inputs; 0 if not
        separable.  The plane has the least sum of absolute weights (on large sets but for rounding);
        a support-vector machine's plane may have a wider Euclidean margin.
    margin_with_bias : float
        The same, the bias being one more weight and its input 1 one more feature.
    plane : tuple of int
        The proof that a plane separates: whole-number weights and, last, the bias.  Else empty.
    examples : tuple of int
        The examples, by number, that cannot be parted; empty unless there is no plane.
    multipliers : tuple of int
        The proof of it: a whole number for each of these examples, all above zero.
    """

    separable: bool | None
    weights: NDArray[Any] | None = None
    bias: float | Fraction | None = None
    margin: float = 0.0
    margin_with_bias: float = 0.0
    plane: tuple[int, ...] = ()
    examples: tuple[int, ...] = ()
    multipliers: tuple[int, ...] = ()

    def holds(self, X: ArrayLike, target: ArrayLike) -> bool:
        """Whether the proof is right for these examples, by exact multiplication alone.

        A plane proves that they are `separable`, multipliers that they are not, and nothing else does.

        Parameters
        ----------
        X : array of shape (example, feature)
        target : array of shape (example,)
            The class of each example: positive, or not.

        Examples
        --------
        >>> from neurohistory.problems.gates import AND, XOR
        >>> separate(XOR.X, XOR.target).holds(XOR.X, XOR.target)
        True
        >>> separate(XOR.X, XOR.target).holds(AND.X, AND.target)
        False
        """
        inputs, sign = two_classes(X, target)
        n_examples, n_features = inputs.shape
        try:  # whole numbers only, for anything else could round
            plane, examples, multipliers = (
                [index(n) for n in numbers] for numbers in (self.plane, self.examples, self.multipliers)
            )
        except TypeError:
            return False
        if self.separable:
            if len(plane) != n_features + 1 or examples or multipliers:
                return False
            rows = (whole([*row, 1.0])[0] for row in inputs.tolist())  # 1 for the bias, times the same
            return all(t * sum(map(mul, plane, row)) > 0 for row, t in zip(rows, sign, strict=True))
        if self.separable is None or plane or not examples or len(examples) != len(multipliers):
            return False
        proof = list(zip(examples, multipliers, strict=True))
        if not all(0 <= i < n_examples and a > 0 for i, a in proof):
            return False
        balance = [Fraction(0)] * (n_features + 1)
        for i, a in proof:
            for j, x in enumerate([*inputs[i].tolist(), 1]):
                balance[j] += a * sign[i] * Fraction(x)
        return not any(balance)

    def certificate(self, X: ArrayLike, target: ArrayLike) -> dict[str, Any]:
        """Examples and proof as plain numbers, to be written as JSON and checked by somebody else.

        Parameters
        ----------
        X : array of shape (example, feature)
        target : array of shape (example,)

        Returns
        -------
        dict
            ``X``, ``target`` (-1 and +1), and either ``plane`` or ``examples`` and ``multipliers``.
            Floats and whole numbers stand as such, other fractions as text, such as "1/3".

        Examples
        --------
        >>> from neurohistory.problems.gates import XOR
        >>> proof = separate(XOR.X, XOR.target).certificate(XOR.X, XOR.target)
        >>> proof["examples"], proof["multipliers"]
        ([0, 1, 2, 3], [1, 1, 1, 1])
        """
        inputs, sign = two_classes(X, target)
        shown = {"X": [[_plain(x) for x in row] for row in inputs.tolist()], "target": sign}
        if self.plane:
            return shown | {"plane": list(self.plane)}
        return shown | {"examples": list(self.examples), "multipliers": list(self.multipliers)}


def separate(X: ArrayLike, target: ArrayLike) -> Separation:
    """Find a plane between two classes, or prove that there is none.

    Whatever order the examples stand in, the plane is the same, and so are the examples of the proof.

    Parameters
    ----------
    X : array of shape (example, feature)
        Finite numbers; in a list, or of type object, whole numbers and fractions of any size too.
    target : array of shape (example,)
        The class of each example: positive, or not.

    Returns
    -------
    Separation

    Raises
    ------
    TypeError
        If something is masked, or no real number.
    ValueError
        If the shapes do not fit or a number is not finite.

    Examples
    --------
    >>> from neurohistory.problems.gates import AND, XOR
    >>> separate(AND.X, AND.target).weights
    array([2., 2.])
    >>> separate(XOR.X, XOR.target).multipliers
    (1, 1, 1, 1)
    """
    inputs, sign = two_classes(_in_floats_if_held(X), target)
    if inputs.dtype != object and len(inputs) > _AT_ONCE:
        return _of_many(inputs, sign)
    points, chosen = _different(inputs, sign, range(len(inputs)))
    plane, multipliers = _decide(points)
    if multipliers:
        return _clash(multipliers, chosen)
    return _separation(points, plane) if plane else Separation(None)


def _in_floats_if_held(X: ArrayLike) -> ArrayLike:
    """Many whole numbers as floats, where these hold all of their digits."""
    if not isinstance(X, np.ndarray) or X.dtype.kind not in "biu" or len(X) <= _AT_ONCE or not X.size:
        return X
    return X.astype(float) if max(-int(X.min()), int(X.max())) <= _HELD else X


def _different(
    inputs: NDArray[Any], sign: Sequence[int], among: Iterable[int]
) -> tuple[SignedPoints, list[int]]:
    """Each of these examples once, in an order of their own, and its number."""
    first: dict[tuple[float, ...], int] = {}
    among = list(among)
    for i, row in zip(among, inputs[among].tolist(), strict=True):
        first.setdefault((*row, sign[i]), i)
    chosen = [first[row] for row in sorted(first)]
    return SignedPoints.of(inputs[chosen], [sign[i] for i in chosen]), chosen


def _clash(multipliers: dict[int, int], chosen: Sequence[int]) -> Separation:
    """The answer where examples, by their number among those that were chosen, cannot be parted."""
    proof = sorted((chosen[row], number) for row, number in multipliers.items())
    examples, numbers = zip(*proof, strict=True)
    return Separation(False, examples=examples, multipliers=numbers)


def _of_many(inputs: NDArray[np.float64], sign: Sequence[int]) -> Separation:
    """The answer for very many examples: for some of them, and then for those that it gets wrong too.

    What proves that some cannot be parted proves it of all; a plane is tried on the others.
    """
    points = ManyPoints(inputs, np.array(sign, dtype=float))
    if pair := points.contradiction():
        return Separation(False, examples=pair, multipliers=(1, 1))
    working = missed = points.different[:_SOME]
    while len(missed):
        working = np.union1d(working, missed)
        few, chosen = _different(inputs, sign, working)
        found, multipliers = _decide(few)
        if multipliers:
            return _clash(multipliers, chosen)
        if not found:
            return Separation(None)
        plane = few.to_inputs(found)
        missed = points.missed(plane, working, _SOME)
        if not len(missed):
            near = np.union1d(working, points.nearest(plane))
            few, chosen = _different(inputs, sign, near)
            sides = few.sides(few.from_inputs(plane))
            worst = sorted(range(len(sides)), key=sides.__getitem__)[:_SOME]
            missed = np.array([chosen[i] for i in worst if sides[i] <= 0], dtype=np.intp)
    answer = _separation(few, few.from_inputs(plane))
    while len(wrong := points.wrong(_as_shown(answer))):
        near = np.union1d(near, wrong)  # right in whole numbers, and wrong with weights in floats
        few, _ = _different(inputs, sign, near)
        answer = _separation(few, few.from_inputs(plane))
    return answer


def _as_shown(found: Separation) -> list[int]:
    """The plane of the weights and the bias, which may be rounded, in whole numbers."""
    assert found.weights is not None
    assert found.bias is not None
    return whole([*found.weights.tolist(), found.bias])[0]


def _plain(number: float | Fraction) -> float | str:
    """A number as JSON can hold it, and no digit is lost."""
    return str(number) if isinstance(number, Fraction) else number


def _decide(points: SignedPoints) -> tuple[Sequence[int], dict[int, int]]:
    """A plane for the points, or multipliers, or neither, if both would take too much effort."""
    multipliers = points.contradiction()
    if multipliers:
        return [], multipliers
    costs = points.costs()
    n_examples, n_weights = len(points.z), len(costs)
    working = list(range(0, n_examples, max(1, n_examples // _AT_FIRST)))
    if n_weights > _MAX_EXACT_WEIGHTS and n_examples * n_weights > _SMALL:
        plane, clash = points.nearest()
        if clash:
            examples = points.some(clash)
            numbers = _in_small_numbers(examples, list(clash.values())) or balance(examples.signed())
            if numbers:
                return [], dict(zip(clash, numbers, strict=True))
            working = list(clash)
        for proposed in (_least_plane(points), plane) if plane else ():
            sides = points.sides(proposed)
            if min(sides) > 0:
                return proposed, {}
            working = sorted(range(n_examples), key=sides.__getitem__)[: n_weights + 1]
    effort = _EFFORT
    signed = points.signed()
    # What some examples prove is proved for all; a plane for some is tried on the others.
    while True:
        found = alternative([signed[i] for i in working], costs, effort)
        if not found.plane:
            return [], {working[row]: number for row, number in found.multipliers.items()}
        missed = sorted((side, i) for i, side in enumerate(points.sides(found.plane)) if side <= 0)
        if not missed:
            return found.plane, {}
        effort = found.effort
        working += [i for _, i in missed[: n_weights + 1]]


def _in_small_numbers(clash: SignedPoints, rough: list[float]) -> list[int]:
    """Multipliers of a solver as small whole numbers, if they balance."""
    ratios = [Fraction(number / max(rough)).limit_denominator(_SIMPLE) for number in rough]
    common = lcm(*(ratio.denominator for ratio in ratios))
    numbers = smallest([int(ratio * common) for ratio in ratios])
    balance = (sum(map(mul, numbers, column)) for column in zip(*clash.signed(), strict=True))
    return numbers if min(numbers) > 0 and not any(balance) else []


def _least_plane(points: SignedPoints) -> tuple[int, ...]:
    """The plane with the least sum of absolute weights, but for the rounding of a solver."""
    from scipy.optimize import linprog  # slow to import, and rarely needed

    signed, powers = points.in_floats()
    n_examples, n_weights = signed.shape
    # A weight on a feature that was divided by a power of two costs more; a solver cannot take in
    # costs that differ too much.
    dear = [Fraction(cost, 1 << p) for cost, p in zip(points.costs()[:-1], powers, strict=True)]
    dearest = max(dear)
    costs = [max(float(cost / dearest), _CHEAPEST) for cost in dear]
    # v = up - down with both parts >= 0, so that the least sum of |v| is a linear aim.
    found = linprog(
        [*costs, *costs, 0.0],
        A_ub=-np.hstack([signed[:, :-1], -signed[:, :-1], signed[:, -1:]]),
        b_ub=-np.ones(n_examples),
        bounds=[(0, None)] * (2 * n_weights - 2) + [(None, None)],
    )
    if found.status != 0:
        return tuple([0] * n_weights)
    v = found.x[: n_weights - 1] - found.x[n_weights - 1 : -1]
    plane: list[float] = [*v.tolist(), float(found.x[-1])]
    return whole_plane(plane, powers)


def _separation(points: SignedPoints, plane: Sequence[int]) -> Separation:
    """The answer for a plane v.z + c that separates, in the units of the examples."""
    *weights, bias = points.to_inputs(plane)
    nearest = min(points.sides(plane)) * lcm(*points.common)
    square = sum(w * w for w in weights)
    exact = [Fraction(number, nearest) for number in (*weights, bias)]
    shown: Sequence[float | Fraction] = _in_floats(points, [*weights, bias], nearest) or exact
    return Separation(
        True,
        np.array(shown[:-1]),
        shown[-1],
        root(Fraction(nearest**2, square)) if square else inf,
        root(Fraction(nearest**2, square + bias**2)),
        tuple(smallest([*weights, bias])),
    )


def _in_floats(points: SignedPoints, plane: list[int], nearest: int) -> list[float]:
    """Weights and bias, divided by `nearest`, as floats that separate as well; empty if none do."""
    power = max(map(abs, plane)).bit_length()
    for k in range(-1, _SCALES):  # first as they are, then with the largest about 1
        above, below = (1, nearest) if k < 0 else (_SCALES + k, _SCALES << power)
        try:
            *w, b = (above * number / below for number in plane)
            low, high = _room(points, w)
            middle = float((low + high) / 2)
        except OverflowError:  # too large for a float
            continue
        for bias in (b, middle):
            if low < bias < high:
                return [*w, bias]
    return []


def _room(points: SignedPoints, w: list[float]) -> tuple[Fraction | float, Fraction | float]:
    """Between which numbers the bias must lie with these weights."""
    numbers, below = whole(w)
    most = lcm(*points.scale)
    sides = points.sides(points.from_inputs([*numbers, 0]))
    yes = [side for side, t in zip(sides, points.sign, strict=True) if t > 0]
    no = [side for side, t in zip(sides, points.sign, strict=True) if t < 0]
    return (
        Fraction(-min(yes), most * below) if yes else -inf,
        Fraction(min(no), most * below) if no else inf,
    )
