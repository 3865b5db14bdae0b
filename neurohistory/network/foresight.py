"""Which of many examples a threshold unit will answer wrongly, where it answers many wrongly.

scikit-learn's `Perceptron` walks through the examples in compiled code, and nothing here relies on its
having done so as our rule would.  It is told the examples, each with one more feature that no other
example has, whose weight ends away from 0 if that example was answered wrongly.  From these mistakes
follow the weights that every example met, by the additions of the rule, and from them a margin for each.
All examples up to the first whose margin leaves any doubt were foreseen rightly.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["Foreseen", "Foresight"]

Array = NDArray[np.floating]

_MOST, _MOST_NUMBERS = 131_072, 4_000_000  # examples that are foreseen together, and their inputs
_AT_ONCE = 2048  # whose margins are worked out together: they stay in the cache


class Foreseen(NamedTuple):
    """What becomes of a unit that meets some examples, one after the other."""

    end: int  # the first example that is not sure; their number if all are
    wrong: NDArray[np.int64]  # (mistake,): which of those before are answered wrongly
    margins: Array  # (mistake,): the sum of each, times its side
    unit: Array  # (weight,): the unit after them


class Foresight:
    """The room in which a unit's next mistakes are foreseen.

    Parameters
    ----------
    n_examples : int
        How many there are to be foreseen at most.
    n_weights : int
    dtype : data type of the examples

    Attributes
    ----------
    most : int
        So many examples have room.

    Examples
    --------
    >>> far = Foresight(3, 2, float)
    >>> X, sides = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), np.ones(3)
    >>> far.look(X, sides, np.array([-0.5, -0.25]), 1.0, 0.0, 0.0)
    Foreseen(end=3, wrong=array([0, 2]), margins=array([-0.5 , -0.25]), unit=array([0.5 , 0.75]))
    """

    def __init__(self, n_examples: int, n_weights: int, dtype: DTypeLike) -> None:
        self.most = min(n_examples, _MOST, _MOST_NUMBERS // n_weights)
        self._entries = np.ones((self.most, n_weights + 1), dtype)
        columns = np.tile(np.arange(n_weights + 1, dtype=np.int32), (self.most, 1))
        columns[:, -1] += np.arange(self.most, dtype=np.int32)  # a feature of its own
        self._columns, self._ends = columns, np.arange(self.most + 1, dtype=np.int32) * (n_weights + 1)

    def look(
        self, X: Array, sides: Array, unit: Array, step: float, sure: float, growth: float
    ) -> Foreseen:
        """What becomes of a unit that is moved by ``step`` times an example where its side is not sure.

        Parameters
        ----------
        X : ndarray of shape (example, weight), or (example, weight - 1) if the first weight is a bias
            No more than `most` examples.
        sides : ndarray of shape (example,)
            +1 where the sum is to be above 0 and -1 where it is to be below; the step goes this way.
        unit : ndarray of shape (weight,)
        step : float
        sure : float
            How far from 0 a sum must be for its rounding not to matter, and
        growth : float
            by how much more after each step.
        """
        n, n_weights = len(X), len(unit)
        self._entries[:n, n_weights - X.shape[1] : -1] = X
        rows = self._entries[:n, :-1]
        wrong = self._foreseen(sides, unit, step)
        at = np.flatnonzero(wrong)
        steps = rows.take(at, axis=0) * (step * sides[at])[:, None]
        units = np.add.accumulate(np.concatenate([unit[None], steps]), axis=0)
        n_before: NDArray[np.int64] = np.cumsum(wrong) - wrong
        margins = np.empty(n, dtype=unit.dtype)
        for first in range(0, n, _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            np.einsum("ij,ij->i", rows[some], units.take(n_before[some], axis=0), out=margins[some])
        margins *= sides
        clear = np.where(wrong, -margins, margins) > sure + growth * len(at)
        end = n if clear.all() else int(clear.argmin())
        before = at[: np.searchsorted(at, end)]
        return Foreseen(end, before, margins[before], units[len(before)].copy())

    def _foreseen(self, sides: Array, unit: Array, step: float) -> NDArray[np.bool_]:
        """Which of the examples that stand in the room are answered wrongly, in all likelihood."""
        from scipy.sparse import csr_array  # slow to import, and rarely needed
        from sklearn import config_context

        n, n_weights = len(sides), len(unit)
        entries = (a[:n].ravel() for a in (self._entries, self._columns))
        shown = csr_array((*entries, self._ends[: n + 1]), shape=(n, n_weights + self.most))
        walker = self._walker
        walker.eta0, walker.coef_, walker.intercept_ = step, np.zeros((1, shown.shape[1])), np.zeros(1)
        walker.coef_[0, :n_weights] = unit
        with config_context(assume_finite=True, skip_parameter_validation=True):
            end = walker.partial_fit(shown, sides, classes=(-1, 1)).coef_[0, n_weights:]
        return np.asarray(end[:n] != 0)

    @cached_property
    def _walker(self) -> Any:
        from sklearn.linear_model import Perceptron  # slow to import

        return Perceptron(alpha=0, fit_intercept=False, shuffle=False, random_state=0)
