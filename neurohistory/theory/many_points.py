"""Very many examples of two classes: which few of them decide whether a plane parts them all.

Floats, and a bound of their rounding, say which examples a plane cannot possibly get wrong; only the
others are left for whole numbers to decide.  No choice depends on the order that the examples stand in.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from operator import mul

import numpy as np
from numpy.typing import NDArray

from neurohistory.examples import keys_of
from neurohistory.theory.exact import whole

__all__ = ["ManyPoints"]

Array = NDArray[np.float64]
Chosen = NDArray[np.intp]  # numbers of examples

_ROWS = 8192  # that are looked at together: their features stay in the cache
_LEVEL = 1e-9  # as a fraction of the least distance: how much a solver's rounding may take from it


class ManyPoints:
    """Examples of two classes, most of which are looked at in floats alone.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        Finite floats.
    sign : ndarray of -1.0 and +1.0, shape (example,)

    Attributes
    ----------
    different : ndarray of int
        The first example of each kind, in an order that depends on nothing but what they are.

    Examples
    --------
    >>> points = ManyPoints(np.array([[0.0], [2.0], [0.0], [5.0]]), np.array([-1.0, 1.0, -1.0, 1.0]))
    >>> sorted(points.different.tolist()), points.contradiction()
    ([0, 1, 3], ())
    >>> points.nearest([1, -1]), points.wrong([1, -3])
    (array([0, 1, 2]), array([1]))
    """

    def __init__(self, X: Array, sign: Array) -> None:
        self.X, self.sign = X, sign
        keys = keys_of(X)
        self._order = np.argsort(keys)
        ordered = keys[self._order]
        self._begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
        self.different: Chosen = np.minimum.reduceat(self._order, self._begins)

    @cached_property
    def _origin(self) -> Array:
        """What features are counted from, shape (feature,): the least, if floats reach that far."""
        least, most = self._least_and_most
        with np.errstate(over="ignore"):
            return np.where(np.isfinite(most - least), least, 0.0)

    @cached_property
    def _spread(self) -> list[Fraction]:
        """How far a feature may be from its origin, shape (feature,)."""
        ends = (values.tolist() for values in (*self._least_and_most, self._origin))
        return [
            max(abs(Fraction(least) - Fraction(o)), abs(Fraction(most) - Fraction(o)))
            for least, most, o in zip(*ends, strict=True)
        ]

    @cached_property
    def _least_and_most(self) -> tuple[Array, Array]:
        return self.X.min(axis=0), self.X.max(axis=0)

    def contradiction(self) -> tuple[int, ...]:
        """The first two examples that are equal and of different classes; nothing if there are none.

        If several kinds of examples are of both classes, the kind with the least first feature counts,
        and so on.
        """
        sign = self.sign[self._order]
        kinds = np.flatnonzero(
            np.minimum.reduceat(sign, self._begins) != np.maximum.reduceat(sign, self._begins)
        )
        if not len(kinds):
            return ()
        rows = self.X[self.different[kinds]]
        for j in range(rows.shape[1]):
            least = rows[:, j] == rows[:, j].min()
            kinds, rows = kinds[least], rows[least]
        end = [*self._begins, len(sign)][kinds[0] + 1]
        same = self._order[self._begins[kinds[0]] : end]
        pair = sorted(int(same[self.sign[same] == side].min()) for side in (-1.0, 1.0))
        return tuple(pair) if (self.X[pair[0]] == self.X[pair[1]]).all() else ()

    def missed(self, plane: Sequence[int], some: Chosen, most: int) -> Chosen:
        """Different examples that are clearly nearer to the plane than all of `some`, or beyond it.

        Parameters
        ----------
        plane : sequence of int, shape (feature + 1,)
            The weights and, last, the bias, right for `some`.
        some : ndarray of int
        most : int
            If there are more, the worst ones are taken.
        """
        sides, error = self._sides(plane)
        least = sides[some].min()
        near = sides[self.different] < least - max(2 * error, _LEVEL * abs(least))
        found: Chosen = self.different[near]
        if len(found) <= most:
            return found
        beyond = sides[found]
        last = np.partition(beyond, most - 1)[most - 1]
        worse, equal = np.flatnonzero(beyond < last), np.flatnonzero(beyond == last)
        return np.asarray(found[np.concatenate([worse, equal[: most - len(worse)]])])

    def nearest(self, plane: Sequence[int]) -> Chosen:
        """Examples among which are, of either class, those nearest to the plane or farthest beyond."""
        sides, error = self._sides(plane)
        nearest = np.zeros(len(sides), dtype=bool)
        for side in (-1.0, 1.0):
            of_class = self.sign == side
            least = sides[of_class].min(initial=np.inf)
            nearest |= of_class & (sides <= least + 2 * error)
        found: Chosen = np.flatnonzero(nearest)
        return found

    def wrong(self, plane: Sequence[int]) -> Chosen:
        """Examples on the wrong side of the plane, or on it, to the last digit."""
        sides, error = self._sides(plane)
        doubtful: Chosen = np.flatnonzero(sides <= error)
        rows = (whole([*row, 1.0])[0] for row in self.X[doubtful].tolist())
        yes = (self.sign[doubtful] > 0).tolist()
        exact = [sum(map(mul, plane, row)) for row in rows]
        wrong = [side <= 0 if t else side >= 0 for side, t in zip(exact, yes, strict=True)]
        return np.asarray(doubtful[np.array(wrong, dtype=bool)])

    def _sides(self, plane: Sequence[int]) -> tuple[Array, float]:
        """t (w.x + b) for a multiple of the plane, and by how much rounding may have changed it.

        No product of a weight and a feature is larger than 1, nor is the bias; the number of an example
        depends on that example alone, and so not on who stands beside it.
        """
        *weights, bias = map(Fraction, plane)
        bias += sum(map(mul, weights, map(Fraction, self._origin.tolist())))
        sizes = [abs(w) * x for w, x in zip([*weights, bias], [*self._spread, 1], strict=True)]
        largest = max(sizes) or Fraction(1)
        try:
            *w, b = (float(number / largest) for number in (*weights, bias))
        except OverflowError:  # features so small that floats do not hold the weights for them
            return np.zeros(len(self.X)), np.inf
        sides = np.full(len(self.X), b)
        for first in range(0, len(self.X), _ROWS):
            rows = slice(first, first + _ROWS)
            for j, (weight, origin) in enumerate(zip(w, self._origin, strict=True)):
                sides[rows] += (self.X[rows, j] - origin) * weight
        n_weights = len(plane)
        return self.sign * sides, (n_weights + 4) * n_weights * float(np.finfo(float).eps)
