"""Neurons, nets and what happens in them, tick by tick.

As in `neurohistory.papers.mcculloch_1943`, a neuron fires at tick t if and only if at tick t - 1

    no inhibitory ending on it was active, and
    the number of active excitatory endings on it was at least its threshold.

Nets may have cycles, and then they remember.  Nothing is learned: a net is a value, and running it
gives another value, its spikes.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Net", "Neuron", "Spikes", "run"]

_LISTED = 8  # names in an error message


@dataclass(frozen=True, init=False)
class Neuron:
    """A cell with its threshold and the endings on it.

    Parameters
    ----------
    name : str
    excitatory : mapping of str to int
        The number of excitatory endings from each source.
    inhibitory : iterable of str, default=()
        The sources with an inhibitory ending; one of them active forbids firing.
    threshold : int, default=2
        Active excitatory endings needed.  It is 2 throughout the paper's Figure 1: a source that
        suffices alone makes two endings there, a source that needs a partner makes one.

    Attributes
    ----------
    excitatory : tuple of (str, int)
        Sources and their endings, in the order given.
    inhibitory : tuple of str

    Raises
    ------
    TypeError
        If the excitatory endings are no mapping, the inhibitory sources are one string, or a number is
        not whole.
    ValueError
        If the threshold or a number of endings is less than 1.

    Examples
    --------
    >>> Neuron("N3", {"N1": 2}, inhibitory=["N2"])
    Neuron(name='N3', excitatory=(('N1', 2),), inhibitory=('N2',), threshold=2)
    """

    name: str
    excitatory: tuple[tuple[str, int], ...]
    inhibitory: tuple[str, ...]
    threshold: int

    def __init__(
        self,
        name: str,
        excitatory: Mapping[str, int] | Iterable[tuple[str, int]],
        inhibitory: Iterable[str] = (),
        threshold: int = 2,
    ) -> None:
        try:
            endings = dict(excitatory)
        except (TypeError, ValueError):
            raise TypeError(
                f"the excitatory endings on neuron {name!r} are a mapping from sources to numbers, such "
                f"as {{'N1': 2}}, not {excitatory!r}"
            ) from None
        for source, count in endings.items():
            _at_least_one(count, f"the number of endings from {source!r} on neuron {name!r}")
        _at_least_one(threshold, f"the threshold of neuron {name!r}")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "excitatory", tuple(endings.items()))
        object.__setattr__(self, "inhibitory", _names(inhibitory, f"the vetoes of neuron {name!r}"))
        object.__setattr__(self, "threshold", threshold)

    @property
    def sources(self) -> tuple[str, ...]:
        """All whose endings are on this cell, each once."""
        return tuple(dict.fromkeys([*dict(self.excitatory), *self.inhibitory]))


@dataclass(frozen=True, init=False)
class Net:
    """Inputs and the neurons wired to them and to one another.

    Parameters
    ----------
    inputs : iterable of str
        The afferents: they fire when they are told to.
    neurons : iterable of Neuron
    tonic : iterable of str, default=()
        Sources that fire at every tick by themselves.  They are our addition: without one, a net that
        hears nothing stays silent, and none can say "not a".

    Raises
    ------
    TypeError
        If names are given as one string, or what should be a neuron is none.
    ValueError
        If there is no neuron, a name stands twice, or an ending comes from nowhere.

    Examples
    --------
    >>> net = Net(["N1", "N2"], [Neuron("N3", {"N1": 1, "N2": 1})])
    >>> net.names, net.delay, net.cycle
    (('N1', 'N2', 'N3'), 1, ())
    """

    inputs: tuple[str, ...]
    neurons: tuple[Neuron, ...]
    tonic: tuple[str, ...]

    def __init__(
        self, inputs: Iterable[str], neurons: Iterable[Neuron], tonic: Iterable[str] = ()
    ) -> None:
        object.__setattr__(self, "inputs", _names(inputs, "the inputs of a net"))
        object.__setattr__(self, "neurons", tuple(neurons))
        object.__setattr__(self, "tonic", _names(tonic, "the tonic sources of a net"))
        if not self.neurons:
            raise ValueError("a net needs at least one neuron")
        for neuron in self.neurons:
            if not isinstance(neuron, Neuron):
                raise TypeError(f"a net is made of Neuron(name, excitatory, ...), not of {neuron!r}")
        name, times = Counter(self.names).most_common(1)[0]
        if times > 1:
            raise ValueError(
                f"the name {name!r} stands {times} times in the net; give each cell its own"
            )
        known = set(self.names)
        for neuron in self.neurons:
            for source in neuron.sources:
                if source not in known:
                    raise ValueError(
                        f"neuron {neuron.name!r} has an ending from {source!r}, which is not in the "
                        f"net; there are {_listed(self.names)}"
                    )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The inputs, the tonic sources and the neurons, in this order."""
        return (*self.inputs, *self.tonic, *(neuron.name for neuron in self.neurons))

    @cached_property
    def cycle(self) -> tuple[str, ...]:
        """The neurons along one cycle, from the first to itself; empty if there is none."""
        return _cycle({neuron.name: list(neuron.sources) for neuron in self.neurons})

    @cached_property
    def closing(self) -> frozenset[tuple[str, str]]:
        """Links (source, target) that close a cycle: without them the net has none.

        In each cycle it is the link to the neuron that was named first.
        """
        sources = {neuron.name: list(neuron.sources) for neuron in self.neurons}
        place = {name: n for n, name in enumerate(self.names)}
        closing = set()
        while cycle := _cycle(sources):
            first = min(range(1, len(cycle)), key=lambda n: place[cycle[n]])
            closing.add((cycle[first - 1], cycle[first]))
            sources[cycle[first]].remove(cycle[first - 1])
        return frozenset(closing)

    @cached_property
    def depth(self) -> dict[str, int]:
        """Ticks of the longest way to each from the inputs, which have 0; cycles are not gone round."""
        sources = {
            neuron.name: [name for name in neuron.sources if (name, neuron.name) not in self.closing]
            for neuron in self.neurons
        }
        depth = dict.fromkeys((*self.inputs, *self.tonic), 0)
        for name in TopologicalSorter(sources).static_order():
            if name in sources:
                depth[name] = 1 + max((depth[source] for source in sources[name]), default=0)
        return {name: depth[name] for name in self.names}

    @property
    def delay(self) -> int:
        """Ticks after which an input has had its last effect: the longest way through the net.

        Raises
        ------
        ValueError
            If the net has a cycle: an effect may then last for ever.
        """
        if self.cycle:
            raise ValueError(f"the net has a cycle ({' -> '.join(self.cycle)}) and no delay of its own")
        return max(self.depth.values())

    @property
    def outputs(self) -> tuple[str, ...]:
        """The neurons that no other neuron listens to."""
        heard = {source for neuron in self.neurons for source in neuron.sources if source != neuron.name}
        return tuple(neuron.name for neuron in self.neurons if neuron.name not in heard)


@dataclass(frozen=True, eq=False)
class Spikes:
    """What fired when.

    Attributes
    ----------
    net : Net
    fired : ndarray of bool, shape (tick, name) or (tick, name, start)
        In the order of ``net.names``.

    Examples
    --------
    >>> relay = Net(["N1"], [Neuron("N2", {"N1": 2})])
    >>> print(run(relay, {"N1": [1, 0, 1]}))
    N1  | . | .
    N2  . | . |
    """

    net: Net
    fired: NDArray[np.bool_]

    @property
    def n_ticks(self) -> int:
        """The number of ticks."""
        return len(self.fired)

    def __getitem__(self, name: str) -> NDArray[np.bool_]:
        """One row: (tick,) or (tick, start).

        Raises
        ------
        ValueError
            If there is nothing of that name in the net.
        """
        return np.asarray(self.fired[:, _place(self.net, name)])

    def ticks(self, name: str) -> list[int]:
        """The ticks at which it fired.

        Raises
        ------
        ValueError
            If the name is unknown, or there are starts: choose one with `start`.

        Examples
        --------
        >>> relay = Net(["N1"], [Neuron("N2", {"N1": 2})])
        >>> run(relay, {"N1": [1, 0, 1]}).ticks("N2")
        [1, 3]
        """
        self._needs_to_be_one()
        return [int(tick) for tick in np.flatnonzero(self[name])]

    def start(self, number: int) -> Spikes:
        """The spikes of one start alone.

        Raises
        ------
        ValueError
            If there are not so many starts.
        """
        fired = np.atleast_3d(self.fired)
        if number not in range(fired.shape[2]):
            raise ValueError(
                f"the starts have the numbers 0 to {fired.shape[2] - 1}, and there is no {number!r}"
            )
        return Spikes(self.net, fired[..., number])

    def __str__(self) -> str:
        self._needs_to_be_one()
        width = max(map(len, self.net.names))
        return "\n".join(
            f"{name:{width}}  {' '.join('|' if fired else '.' for fired in row)}"
            for name, row in zip(self.net.names, self.fired.T, strict=True)
        )

    def _needs_to_be_one(self) -> None:
        if self.fired.ndim != 2:
            raise ValueError(
                f"these are the spikes of {self.fired.shape[2]} starts; choose one, as in "
                "spikes.start(0)"
            )


def run(
    net: Net,
    pulses: Mapping[str, ArrayLike] | None = None,
    ticks: int | None = None,
    firing: Iterable[str] = (),
) -> Spikes:
    """Let the clock tick.

    All neurons change together, each synapse costs one tick, and nothing else takes time.

    Parameters
    ----------
    net : Net
    pulses : mapping of str to array of 0 and 1, shape (tick,) or (tick, start), optional
        When each input fires, from tick 0 on; before and after, and if left out, it is silent.  With
        starts, all of them run at once.
    ticks : int, optional
        How many ticks to run.  By default an acyclic net runs until the last pulse has had its last
        effect; a net with a cycle has to be told.
    firing : iterable of str, default=()
        Neurons that fire at tick 0, when all others are silent.

    Returns
    -------
    Spikes

    Raises
    ------
    TypeError
        If `ticks` is no whole number, or the pulses are no mapping.
    ValueError
        If a net with a cycle is not told for how many ticks to run, a name is unknown, a pulse is not
        0 or 1, or the shapes do not fit.

    Examples
    --------
    Four starts are the four cases of two inputs, in one run.

    >>> both = Net(["a", "b"], [Neuron("a and b", {"a": 1, "b": 1})])
    >>> spikes = run(both, {"a": [[0, 0, 1, 1]], "b": [[0, 1, 0, 1]]})
    >>> spikes["a and b"][1].astype(int)
    array([0, 0, 0, 1])
    """
    told = _checked(net, {} if pulses is None else pulses)
    longest = max((len(pulse) for pulse in told.values()), default=0)
    if ticks is None:
        if net.cycle:
            raise ValueError(
                f"the net has a cycle ({' -> '.join(net.cycle)}) and may never come to rest: say how "
                "many ticks to run, such as ticks=20"
            )
        ticks = max(longest, 1) + net.delay
    _at_least_one(ticks, "the number of ticks")
    batched = any(pulse.ndim == 2 for pulse in told.values())
    n_starts = max((pulse.shape[1] for pulse in told.values() if pulse.ndim == 2), default=1)

    fired = np.zeros((ticks, len(net.names), n_starts), dtype=bool)
    for name, pulse in told.items():
        shown = pulse[:ticks]
        fired[: len(shown), _place(net, name)] = shown if pulse.ndim == 2 else shown[:, None]
    for name in net.tonic:
        fired[:, _place(net, name)] = True
    first = len(net.inputs) + len(net.tonic)
    for name in _names(firing, "the neurons that fire at tick 0"):
        if _place(net, name) < first:
            raise ValueError(f"{name!r} is no neuron; say in the pulses when an input fires")
        fired[0, _place(net, name)] = True

    excitatory, inhibitory, threshold = _endings(net)
    for t in range(1, ticks):
        before = fired[t - 1].astype(np.int64)  # (name, start)
        enough = excitatory @ before >= threshold[:, None]  # (neuron, start)
        fired[t, first:] = enough & (inhibitory @ before == 0)
    return Spikes(net, fired if batched else fired[:, :, 0])


def _endings(net: Net) -> tuple[Any, Any, NDArray[np.int64]]:
    """Excitatory and inhibitory endings, (neuron, name), and the thresholds, (neuron,)."""
    from scipy.sparse import csr_array  # slow to import

    shape = (len(net.neurons), len(net.names))
    place = {name: n for n, name in enumerate(net.names)}
    # More endings than the threshold do what as many as the threshold do; so the sums stay small.
    excitatory = [
        (n, place[source], min(count, cell.threshold))
        for n, cell in enumerate(net.neurons)
        for source, count in cell.excitatory
    ]
    inhibitory = [(n, place[s], 1) for n, cell in enumerate(net.neurons) for s in cell.inhibitory]
    matrices = []
    for entries in (excitatory, inhibitory):
        rows, columns, counts = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        matrices.append(csr_array((counts, (rows, columns)), shape=shape))
    return matrices[0], matrices[1], np.array([neuron.threshold for neuron in net.neurons])


def _checked(net: Net, pulses: Mapping[str, ArrayLike]) -> dict[str, NDArray[np.bool_]]:
    if not isinstance(pulses, Mapping):
        raise TypeError(
            "the pulses are a mapping from inputs to 0s and 1s, such as {'N1': [1, 0, 1]}, not "
            f"{pulses!r}"
        )
    told = {}
    for name, pulse in pulses.items():
        if name not in net.inputs:
            raise ValueError(f"the net has no input {name!r}; it has {_listed(net.inputs) or 'none'}")
        values = np.asarray(pulse)
        if values.ndim not in (1, 2):
            raise ValueError(
                f"the pulses of {name!r} need the shape (tick,) or (tick, start), not {values.shape}"
            )
        if not np.isin(values, (0, 1)).all():
            raise ValueError(f"the pulses of {name!r} must be 0 or 1; a cell is all or none")
        told[name] = values.astype(bool)
    starts = {name: pulse.shape[1] for name, pulse in told.items() if pulse.ndim == 2}
    if len(set(starts.values())) > 1:
        raise ValueError(f"the inputs need equally many starts, not {starts}")
    return told


def _cycle(sources: Mapping[str, list[str]]) -> tuple[str, ...]:
    try:
        TopologicalSorter(sources).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def _place(net: Net, name: str) -> int:
    try:
        return net.names.index(name)
    except ValueError:
        raise ValueError(
            f"nothing in the net is called {name!r}; there are {_listed(net.names)}"
        ) from None


def _names(names: Iterable[str], what: str) -> tuple[str, ...]:
    if isinstance(names, str):
        raise TypeError(f"{what} are a list of names, such as [{names!r}], not the string {names!r}")
    return tuple(names)


def _at_least_one(number: int, what: str) -> None:
    if isinstance(number, bool) or not hasattr(number, "__index__"):
        raise TypeError(f"{what} must be a whole number, not {number!r}")
    if operator.index(number) < 1:
        raise ValueError(f"{what} must be at least 1, not {number}")


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
