"""A threshold unit that goes through its examples alone, from mistake to mistake.

A product gives its sums for a whole block of examples, and it goes on at the next one that it does not
surely answer rightly.  Of a unit that each mistake moves by the same step a copy goes ahead, and the
rule is told the mistakes of a block together, to be made one after the other.

Looking ahead changes no result.  Numbers of a block are added up in another order than those of one
example, and so rounded otherwise.  With d terms and unit roundoff u a sum w.x, in any order, is at most
about d u |x| |w| off (Cauchy and Schwarz), so two of them differ by no more than 2 d u |x| |w|.  Only
what is four times as far from the threshold counts as sure; nearer to it the rule's own sum decides.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.foresight import Foresight

__all__ = ["FEWEST", "Block", "Lesson", "LoneUnit", "doubt", "net_of"]

Array = NDArray[np.floating]
Ids = NDArray[np.int64]

FEWEST = 32  # examples that are looked at in one product
_MANY = 1 / 16  # the share of mistakes in a block from which it has many


def doubt(longest: float, *weights: Array) -> float:
    """How near to a threshold a sum must be for its rounding to matter.

    Parameters
    ----------
    longest : float
        A length that no example exceeds.
    *weights : ndarray
        The weights of one unit or of several, in any number of arrays of the same precision.

    Examples
    --------
    >>> doubt(5.0, np.ones(3))  # doctest: +ELLIPSIS
    3.07...e-14
    """
    n_terms = sum(w.size for w in weights)
    limits = np.finfo(weights[0].dtype)
    length = sqrt(sum(float(np.vdot(w, w)) for w in weights))
    return 4 * (n_terms + 1) * float(limits.eps) * longest * length + n_terms * float(limits.tiny)


class Lesson(NamedTuple):
    """An example for each of all units, or examples that one of them answers wrongly, one by one."""

    who: slice | int  # whose lesson it is, on the axis of starts
    x: Array  # (feature, start) or, if all meet the same, (feature, 1); or (feature, mistake)
    target: Array  # (start,), (1,) or (mistake,)
    net: Array  # (start,) or (mistake,): exact near the threshold, and else on the same side of it

    def add(self, values: NDArray[Any], changes: NDArray[Any]) -> None:
        """Add to what belongs to the units what each example changes, one after the other.

        Parameters
        ----------
        values : ndarray of shape (..., start)
            They are changed in place.
        changes : ndarray of shape (..., start) or (..., mistake)

        Examples
        --------
        >>> two_mistakes = np.array([[1.0, 3.0]])  # of the second of three units
        >>> shown, weights = Lesson(1, two_mistakes, np.ones(2), -np.ones(2)), np.zeros((1, 3))
        >>> shown.add(weights, 0.5 * shown.x)
        >>> weights
        array([[0., 2., 0.]])
        """
        if isinstance(self.who, slice):
            values += changes
            return
        in_turn = np.concatenate([values[..., self.who, None], changes], axis=-1)
        values[..., self.who] = np.add.accumulate(in_turn, axis=-1)[..., -1]


class Block(NamedTuple):
    """Examples that a unit meets one after the other."""

    X: Array  # (example, feature)
    target: Array  # (example,)
    sides: Array  # (example,): +1 for a yes and -1 for a no

    def reflected(self, room: Array) -> Array:
        """The examples, with a 1 for the bias, times their sides: above 0 is right for all of them."""
        rows = room[: len(self.X)]
        n_biases = rows.shape[1] - self.X.shape[1]
        rows[:, :n_biases] = self.sides[:, None]
        np.multiply(self.X, self.sides[:, None], out=rows[:, n_biases:])
        return rows

    def lessons(
        self, who: int, wrong: Ids | list[int], margins: Array | list[float]
    ) -> Iterator[Lesson]:
        """The lesson of the examples that were answered wrongly, if there are any."""
        if len(wrong):
            nets = np.array(margins, dtype=self.X.dtype) * self.sides[wrong]
            yield Lesson(who, self.X[wrong].T, self.target[wrong], nets)


class LoneUnit(NamedTuple):
    """A unit that goes through its examples alone, ahead of the caller's."""

    units: Array  # (weight, start): the caller's
    who: int
    unit: Array  # (weight,): the one that goes ahead, in the same steps
    step: float
    dead_zone: float
    longest: float  # a length that no example exceeds, the bias counted in
    growth: float  # by how much more a step may add to the doubt

    @property
    def sure(self) -> float:
        """How far from the threshold a sum must be for its side to be sure."""
        return self.dead_zone + doubt(self.longest, self.unit)

    def surely_right(self, block: Block) -> bool:
        """Whether all examples of a block are answered rightly."""
        n_biases = len(self.unit) - block.X.shape[1]
        bias = self.unit[0] if n_biases else 0
        return bool(((block.X.dot(self.unit[n_biases:]) + bias) * block.sides > self.sure).all())

    def walk(self, block: Block, room: Array) -> Generator[Lesson, None, tuple[int, bool]]:
        """From mistake to mistake; how far one may look ahead next, and whether mistakes are many."""
        rows, unit, sure = block.reflected(room), self.unit, self.sure
        steps = rows if self.step == 1 else self.step * rows
        wrong: list[int] = []
        margins: list[float] = []
        n_wrong, at, ahead = 0, 0, FEWEST
        while at < len(rows):
            next_margins = rows[at : at + ahead].dot(unit)
            right = next_margins > sure
            gap = int(right.argmin())
            if right[gap]:
                at, ahead = at + ahead, 2 * ahead
                continue
            at, margin, n_wrong = at + gap, float(next_margins[gap]), n_wrong + 1
            if margin < 2 * self.dead_zone - sure:
                wrong.append(at)
                margins.append(margin)
                unit += steps[at]
            else:
                yield from block.lessons(self.who, wrong, margins)
                wrong, margins = [], []
                yield from self._by_the_rule(block, at)
            sure += self.growth
            at, ahead = at + 1, max(FEWEST, 4 * gap)
        yield from block.lessons(self.who, wrong, margins)
        return ahead, n_wrong > _MANY * len(rows)

    def leap(self, block: Block, far: Foresight) -> Generator[Lesson, None, tuple[int, bool]]:
        """Over all mistakes that are foreseen; how many examples are behind it, and whether it pays."""
        seen = far.look(block.X, block.sides, self.unit, self.step, self.sure, self.growth)
        yield from block.lessons(self.who, seen.wrong, seen.margins)
        self.unit[:] = seen.unit
        if seen.end == len(block.X):
            return seen.end, len(seen.wrong) > _MANY * seen.end
        yield from self._by_the_rule(block, seen.end)
        return seen.end + 1, False

    def _by_the_rule(self, block: Block, at: int) -> Iterator[Lesson]:
        """An example so near to the threshold that the rule's own sum decides."""
        x = block.X[at, :, None]
        yield Lesson(self.who, x, block.target[[at]], net_of(self.units, x)[[self.who]])
        self.unit[:] = self.units[:, self.who]


def net_of(units: Array, x: Array) -> Array:
    """The sum of each start, shape (start,): over the inputs, and then the bias, if there is one."""
    if len(units) == len(x):
        return np.asarray((units * x).sum(axis=0))
    return np.asarray((units[1:] * x).sum(axis=0) + units[0])
