"""What training leaves behind: states, and mistakes, loss and other records by epoch and start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.examples import frozen

__all__ = [
    "History", "State", "arrays_of", "epoch_quantiles", "fields_of", "n_starts_of", "select",
    "side_by_side", "with_fields",
]  # fmt: skip

# A model's state: a NamedTuple of arrays, each with the axis `start` last.  A field may also be a
# NamedTuple or a tuple of such parts, and a whole number, which all starts share and no epoch changes.
State = TypeVar("State", bound=tuple[Any, ...])


def fields_of(state: tuple[Any, ...]) -> dict[str, Any]:
    """The innermost fields of a state by place: arrays, and the whole numbers that starts share.

    Examples
    --------
    >>> from typing import NamedTuple
    >>> class Unit(NamedTuple):
    ...     weights: np.ndarray
    ...     bias: np.ndarray
    >>> class Layers(NamedTuple):
    ...     units: tuple[Unit, ...]
    ...     sizes: tuple[int, ...]
    >>> unit = Unit(np.zeros((2, 5)), np.zeros(5))  # five starts
    >>> list(fields_of(Layers((unit,), (2, 1))))
    ['units.0.weights', 'units.0.bias', 'sizes.0', 'sizes.1']
    """
    fields: dict[str, Any] = {}
    _collect(state, "", fields)
    return fields


def arrays_of(state: tuple[Any, ...], names: tuple[str, ...] = ()) -> dict[str, NDArray[Any]]:
    """The arrays of a state by place; those of the names given, if there are any."""
    fields = fields_of(state)
    if names:
        return {name: fields[name] for name in names}
    return {name: field for name, field in fields.items() if isinstance(field, np.ndarray)}


def with_fields(state: State, fields: Mapping[str, Any]) -> State:
    """The same state with other values in some places, which are those of `fields_of`."""
    return cast(State, _rebuilt(state, "", fields))


def _names(node: tuple[Any, ...]) -> Iterable[str]:
    return getattr(node, "_fields", None) or map(str, range(len(node)))


def _collect(node: tuple[Any, ...], place: str, fields: dict[str, Any]) -> None:
    for name, part in zip(_names(node), node, strict=True):
        if isinstance(part, tuple):
            _collect(part, f"{place}{name}.", fields)
        else:
            fields[place + name] = part


def _rebuilt(node: tuple[Any, ...], place: str, fields: Mapping[str, Any]) -> tuple[Any, ...]:
    parts = [
        _rebuilt(part, f"{place}{name}.", fields)
        if isinstance(part, tuple)
        else fields.get(place + name, part)
        for name, part in zip(_names(node), node, strict=True)
    ]
    return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)


def n_starts_of(state: tuple[Any, ...]) -> int:
    """How many starts a state holds: the length of its arrays' last axis."""
    return int(next(_arrays(state)).shape[-1])


def _arrays(node: tuple[Any, ...]) -> Iterator[NDArray[Any]]:
    for part in node:
        if isinstance(part, tuple):
            yield from _arrays(part)
        elif isinstance(part, np.ndarray):
            yield part


def select(state: State, starts: int | slice | NDArray[Any]) -> State:
    """Some starts of a state, by number, numbers, mask or slice; the axis stays, even for one.

    The arrays are new and in C order, as learning likes them.

    Examples
    --------
    >>> from typing import NamedTuple
    >>> class Unit(NamedTuple):
    ...     bias: np.ndarray
    >>> select(Unit(np.array([0.0, 1.0, 2.0])), slice(1, None))
    Unit(bias=array([1., 2.]))
    """
    numbers = np.atleast_1d(np.arange(n_starts_of(state))[starts])
    return with_fields(
        state, {name: array.take(numbers, axis=-1) for name, array in arrays_of(state).items()}
    )


def side_by_side(states: Sequence[State], start: int = 0) -> State:
    """The states of one start side by side, so that the last axis runs over the states.

    A model's ``respond`` takes the result like any other state and answers for all of them at once.
    """
    columns = [arrays_of(state) for state in states]
    return with_fields(
        states[0],
        {
            name: np.stack([arrays[name][..., start] for arrays in columns], axis=-1)
            for name in columns[0]
        },
    )


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
        What was recorded, by name: ``"mistakes"``; ``"loss"``, if the model minimizes something; and
        what `neurohistory.train` was asked to record.
    """

    states: tuple[State, ...]
    kept: NDArray[np.int64]
    records: Mapping[str, NDArray[Any]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept", frozen(self.kept))
        object.__setattr__(self, "records", {name: frozen(v) for name, v in self.records.items()})

    @property
    def mistakes(self) -> NDArray[np.int64]:
        """Wrongly answered examples at the end of each epoch, shape (epoch, start)."""
        return self.records["mistakes"]

    @property
    def loss(self) -> NDArray[np.floating] | None:
        """What the model minimizes, shape (epoch, start); None if it minimizes nothing."""
        return self.records.get("loss")

    @property
    def n_epochs(self) -> int:
        """Number of epochs after the start."""
        return len(self.mistakes) - 1

    @property
    def n_starts(self) -> int:
        """Number of starts."""
        return int(self.mistakes.shape[1])

    @property
    def end(self) -> State:
        """The last state."""
        return self.states[-1]

    @property
    def solved(self) -> NDArray[np.bool_]:
        """Which starts end with no mistake, shape (start,)."""
        return np.asarray(self.mistakes[-1] == 0)

    @property
    def ever_solved(self) -> NDArray[np.bool_]:
        """Which starts had an epoch that ended with no mistake, shape (start,)."""
        return np.asarray((self.mistakes == 0).any(axis=0))

    @property
    def epochs_to_solve(self) -> NDArray[np.float64]:
        """First epoch from which on a start makes no mistake, shape (start,); NaN if unsolved."""
        wrong = self.mistakes > 0
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
