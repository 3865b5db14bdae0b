"""What training leaves behind: states, and mistakes, loss and other records by epoch and start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.examples import frozen
from neurohistory.states import State, side_by_side

__all__ = ["History", "epoch_quantiles"]


@dataclass(frozen=True, eq=False)
class History(Generic[State]):
    """The record of `n_starts` starts over `n_epochs` epochs.  Row 0 is where they begin.

    Attributes
    ----------
    states : tuple of State
        The states that were kept: all of them, or the first and the last.
    kept : ndarray of int, shape (frame,)
        The epoch that each kept state belongs to.
    records : dict of ndarray, each of shape (epoch, start)
        What was recorded, by name: ``"mistakes"``, in the smallest whole numbers that hold them;
        ``"loss"``, if the model minimizes something; and what `neurohistory.train` was asked to record.
    """

    states: tuple[State, ...]
    kept: NDArray[np.int64]
    records: Mapping[str, NDArray[Any]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept", frozen(self.kept))
        object.__setattr__(self, "records", {name: frozen(v) for name, v in self.records.items()})

    @property
    def mistakes(self) -> NDArray[np.int64]:
        """Wrongly answered examples at the end of each epoch, shape (epoch, start).

        In the records they take no more bytes than they need; here they are made to be reckoned with.
        """
        wide = self._mistakes.astype(np.int64, copy=False)
        wide.flags.writeable = False
        return wide

    @property
    def _mistakes(self) -> NDArray[Any]:
        return self.records["mistakes"]

    @property
    def loss(self) -> NDArray[np.floating] | None:
        """What the model minimizes, shape (epoch, start); None if it minimizes nothing."""
        return self.records.get("loss")

    @property
    def n_epochs(self) -> int:
        """Number of epochs after the start."""
        return len(self._mistakes) - 1

    @property
    def n_starts(self) -> int:
        """Number of starts."""
        return int(self._mistakes.shape[1])

    @property
    def end(self) -> State:
        """The last state."""
        return self.states[-1]

    @property
    def solved(self) -> NDArray[np.bool_]:
        """Which starts end with no mistake, shape (start,)."""
        return np.asarray(self._mistakes[-1] == 0)

    @property
    def ever_solved(self) -> NDArray[np.bool_]:
        """Which starts had an epoch that ended with no mistake, shape (start,)."""
        return np.asarray((self._mistakes == 0).any(axis=0))

    @property
    def epochs_to_solve(self) -> NDArray[np.float64]:
        """First epoch from which on a start makes no mistake, shape (start,); NaN if unsolved."""
        wrong = self._mistakes > 0
        last_wrong = np.where(wrong.any(axis=0), len(wrong) - 1 - wrong[::-1].argmax(axis=0), -1)
        return np.where(self.solved, last_wrong + 1.0, np.nan)

    def frames(self, start: int = 0) -> State:
        """The kept states of one start as one state whose last axis is the frame."""
        return side_by_side(self.states, start)


def epoch_quantiles(
    epochs: ArrayLike, quantiles: Sequence[float] = (0.25, 0.5, 0.75)
) -> NDArray[np.float64]:
    """The epochs by which these fractions of all starts have arrived; infinite where fewer ever do.

    Parameters
    ----------
    epochs : array of shape (start,)
        The epoch at which each start arrives, NaN for never; such as ``history.epochs_to_solve``.
    quantiles : sequence of float, default=(0.25, 0.5, 0.75)

    Returns
    -------
    ndarray of shape (quantile,)

    Examples
    --------
    >>> epoch_quantiles([30, 10, np.nan, 20], (0.25, 0.5, 0.9)).tolist()
    [10.0, 20.0, inf]
    """
    arrivals = np.nan_to_num(np.asarray(epochs, dtype=float), nan=np.inf)
    return np.asarray(np.quantile(arrivals, quantiles, method="inverted_cdf"))
