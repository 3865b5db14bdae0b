"""How many epochs the starts of a study need, where some do not arrive in the epochs that they have.

A start that is not done in the end is neither dropped nor given a number: it is *censored*, known to
need more epochs than it had.  The fraction that is still unsolved after each epoch is Kaplan and Meier's
estimate (`neurohistory.papers.kaplan_1958`), as SciPy has it.
"""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Estimate", "Survival", "survival"]

_LEVEL = 0.95


class Estimate(NamedTuple):
    """A number with its 95 % interval; infinite where it lies beyond the epochs that were run."""

    value: float
    low: float
    high: float


class Survival(NamedTuple):
    """The fraction of the starts that is still unsolved after an epoch, with a 95 % interval.

    Attributes
    ----------
    epochs : ndarray of shape (step,)
        The epochs at which some start is solved, ascending; before the first all are unsolved.
    unsolved : ndarray of shape (step,)
        The fraction that is left after each of them.
    low, high : ndarray of shape (step,)
        Its interval.
    last : int
        How many epochs the starts had.
    """

    epochs: NDArray[np.float64]
    unsolved: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    last: int

    def quantile(self, fraction: float = 0.5) -> Estimate:
        """The epoch by which this fraction of all starts is solved, and its interval.

        The interval has the epochs whose own interval holds the fraction (Brookmeyer and Crowley 1982).

        Examples
        --------
        >>> survival([30, 10, np.nan, 20], last=100).quantile()
        Estimate(value=20.0, low=10.0, high=inf)
        """
        left = 1 - fraction + 1e-9  # the estimate is a product, and rounded
        return Estimate(*(self._first(curve <= left) for curve in (self.unsolved, self.low, self.high)))

    def _first(self, reached: NDArray[np.bool_]) -> float:
        return float(self.epochs[reached.argmax()]) if reached.any() else np.inf


def survival(epochs: ArrayLike, last: int) -> Survival:
    """The fraction of the starts that is still unsolved, epoch by epoch.

    Parameters
    ----------
    epochs : array of shape (start,)
        The epochs that each start needs, NaN for one that does not arrive; such as
        ``history.epochs_to_solve``.
    last : int
        How many epochs the starts had.

    Returns
    -------
    Survival
        The intervals are log-log; where none is left or none was solved yet, they are exact.

    Examples
    --------
    >>> curve = survival([30, 10, np.nan, 20], last=100)
    >>> curve.epochs.tolist(), curve.unsolved.round(2).tolist()
    ([10.0, 20.0, 30.0], [0.75, 0.5, 0.25])
    """
    from scipy.stats import CensoredData, ecdf  # slow to import

    needed = np.asarray(epochs, dtype=float)
    if not needed.size:
        raise ValueError("there are no starts to follow; give the epochs of at least one")
    never = np.isnan(needed)
    if (needed > last).any():
        raise ValueError(
            f"a start needs {np.nanmax(needed):g} epochs, and last={last}; give all that they had"
        )
    found = ecdf(CensoredData.right_censored(np.where(never, last, needed), never)).sf
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        interval = found.confidence_interval(_LEVEL, method="log-log")
    steps = np.isin(found.quantiles, needed[~never])  # the end of those censored is no step
    left = found.probabilities[steps]
    bound = ((1 - _LEVEL) / 2) ** (1 / needed.size)
    low = np.where(left > 0, interval.low.probabilities[steps], 0.0)
    high = np.where(left > 0, interval.high.probabilities[steps], 1 - bound)
    return Survival(found.quantiles[steps], left, low, high, last)
