"""Which of many examples a threshold unit will answer wrongly, where it answers many wrongly.

scikit-learn's `Perceptron` walks through the examples in compiled code, and nothing here relies on its
having done so as our rule would.  It is told the examples times their sides, each with one more feature
that no other example has, whose weight ends away from 0 if that example was answered wrongly.  From
these mistakes follow the weights that every example met, by the additions of the rule, and from them a
margin for each.  All examples up to the first whose margin leaves any doubt were foreseen rightly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["Foreseen", "Foresight"]

Array = NDArray[np.floating]

_MOST, _MOST_NUMBERS = 32_768, 1_000_000  # examples that are foreseen together, and their inputs
_AT_ONCE = 2048  # whose margins are worked out together: they stay in the cache
_SAFE = 1e30  # margins up to it are no trouble in single precision either


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
    n_weights : int
    dtype : data type of the examples

    Examples
    --------
    >>> far = Foresight(2, float)
    >>> rows = far.room[:3]
    >>> rows[:] = [[1, 0], [1, 1], [0, 1]]
    >>> far.look(rows, np.array([-0.5, -0.25]), 1.0, 0.0, 0.0)
    Foreseen(end=3, wrong=array([0, 2]), margins=array([-0.5 , -0.25]), unit=array([0.5 , 0.75]))
    """

    def __init__(self, n_weights: int, dtype: DTypeLike) -> None:
        size = min(_MOST, _MOST_NUMBERS // n_weights)
        self._entries = np.ones((size, n_weights + 1), dtype)
        columns = np.tile(np.arange(n_weights + 1, dtype=np.int32), (size, 1))
        columns[:, -1] += np.arange(size, dtype=np.int32)  # a feature of its own
        self._columns, self._ends = columns, np.arange(size + 1, dtype=np.int32) * (n_weights + 1)

    @property
    def room(self) -> Array:
        """Where the examples are to stand, times their sides, shape (example, weight)."""
        return self._entries[:, :-1]

    def look(self, rows: Array, unit: Array, step: float, sure: float, growth: float) -> Foreseen:
        """What becomes of a unit that is moved by ``step`` times the row where its sum is not above 0.

        Parameters
        ----------
        rows : ndarray of shape (example, weight)
            The first rows of `room`.
        unit : ndarray of shape (weight,)
        step : float
        sure : float
            How far from 0 a margin must be for its rounding not to matter, and
        growth : float
            by how much more after each step.
        """
        wrong = self._foreseen(rows, unit, step)
        at = np.flatnonzero(wrong)
        steps = rows[at] if step == 1 else step * rows[at]
        units = np.add.accumulate(np.concatenate([unit[None], steps]), axis=0)
        n_before: NDArray[np.int64] = np.cumsum(wrong) - wrong
        margins = np.empty(len(rows), dtype=unit.dtype)
        for first in range(0, len(rows), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            np.einsum("ij,ij->i", rows[some], units.take(n_before[some], axis=0), out=margins[some])
        sure += growth * len(at)
        clear = np.where(wrong, -margins, margins) > sure
        end = len(rows) if clear.all() else int(clear.argmin())
        before = at[: np.searchsorted(at, end)]
        return Foreseen(end, before, margins[before], units[len(before)].copy())

    def _foreseen(self, rows: Array, unit: Array, step: float) -> NDArray[np.bool_]:
        """Which rows are answered wrongly, in all likelihood."""
        from scipy.sparse import csr_array  # slow to import, and rarely needed
        from sklearn import config_context
        from sklearn.linear_model import Perceptron

        n, n_weights = rows.shape
        sides = np.ones(n)
        sides[0] = -1  # it wants two classes
        rows[0] *= -1
        entries = (a[:n].ravel() for a in (self._entries, self._columns))
        shown = csr_array((*entries, self._ends[: n + 1]), shape=(n, n_weights + n))
        begin = np.zeros((1, n_weights + n), rows.dtype)
        begin[0, :n_weights] = unit
        walker = Perceptron(
            eta0=step, alpha=0, fit_intercept=False, shuffle=False, max_iter=1, tol=None, random_state=0
        )
        try:
            with config_context(assume_finite=True, skip_parameter_validation=True):
                end = walker.fit(shown, sides, coef_init=begin).coef_[0, n_weights:]
        finally:
            rows[0] *= -1
        return np.asarray(end != 0)
