"""Weights as machines held them: in steps, within limits, set with errors, and drifting away.

A model's arithmetic is exact; a knob, a motor-driven potentiometer or a few bits were not.  `OnHardware`
is a model whose weights are held by such parts.  It is a model like any other, so it can be run, traced,
compared, studied and fitted; the machine inside is not changed, and knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from math import inf
from types import MappingProxyType
from typing import Annotated, Any, Self

import numpy as np
from numpy.typing import NDArray

from neurohistory.checks import epochs_of, most_epochs_of, start_of
from neurohistory.classifier import HistoricalClassifier
from neurohistory.examples import frozen
from neurohistory.network.names import by_name
from neurohistory.network.online import draw_order
from neurohistory.parameters import Seed, above, at_least, at_most, blaming, plain
from neurohistory.states import arrays_of, n_starts_of, select, with_fields
from neurohistory.theory import Expectation, Verdict

__all__ = ["PARTS", "OnHardware", "get_part"]

Array = NDArray[np.floating]
State = Any  # that of the model inside

# Parts by name.  Every number is ours: they show what kind of part it is, and no machine was measured.
PARTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "knobs": {"step": 0.1, "limit": 2.0},
        "motors": {"limit": 4.0, "noise": 0.1},
        "memistors": {"limit": 2.0, "noise": 0.02, "drift": 0.02},
        "few_bits": {"bits": 6, "limit": 2.0},
    }
)


def get_part(name: str) -> dict[str, float]:
    """What a part of that name sets, for `OnHardware`.

    Raises
    ------
    ValueError
        If no part is called so; the message has the nearest.

    Examples
    --------
    >>> get_part("knobs")
    {'step': 0.1, 'limit': 2.0}
    """
    return dict(by_name("hardware", name, PARTS))


def _of_the_model(name: str) -> property:
    """What the class says of the model inside; of none, what is usual."""

    def said(self: OnHardware) -> Any:
        return getattr(HistoricalClassifier if self.model is None else self.model, name)

    return property(said, doc=f"The `{name}` of the model inside.")


def _normal(rng: np.random.Generator, like: Array) -> Array:
    return rng.standard_normal(like.shape).astype(like.dtype)


class OnHardware(HistoricalClassifier[Any]):
    """A model whose weights are held by hardware: coarse, clipped, noisy or drifting.

    Whenever the rule has moved the weights they are set anew: with an error, on the nearest position,
    within the limits.  A rule that learns example by example sets them after each presentation, any
    other rule after each epoch.  What else a rule carries, such as a velocity, stays exact, and so do
    weights that are whole numbers.

    Parameters
    ----------
    model : HistoricalClassifier
        Any taught machine, ours or somebody's; it is not changed.
    step : float, default=0.0
        The distance between two positions of a weight, in its own units; 0 for any number.
    limit : float, optional
        No weight is larger than this, nor less than its negative; by default there is no limit.
    bits : int or None, default=None
        In place of `step`: the bits of a weight, one of them its sign, so that there are
        ``2 ** bits - 1`` positions from ``-limit`` to ``limit``.
    noise : float, default=0.0
        Standard deviation of the error with which a weight is set that the rule has moved.
    drift : float, default=0.0
        Standard deviation of what is added to every weight after each epoch, moved or not.
    random_state : int, Generator or None, default=None
        For ``fit``: what the model inside and its hardware draw from.

    Raises
    ------
    ValueError
        If a parameter is not what it may be, or the model has no teacher.

    Notes
    -----
    Errors and drift are drawn from the generator of the run, so that the same seed gives the same run.
    Hardware that does nothing gives what the model gives, to the last byte.  What `weight_fields` names
    is held; of a model that names none, all numbers that are not whole.  Theory speaks of exact weights,
    so what it expects of the model is open here, unless it proves that nothing does it.

    Examples
    --------
    >>> from neurohistory import AND, load, run
    >>> coarse = OnHardware(load("adaline")(), step=0.5, limit=1.0)
    >>> run(coarse, AND, starts=200).success_rate < run("adaline", AND, starts=200).success_rate
    True
    >>> sorted(set(np.abs(run(coarse, AND, starts=200).history.end.weights).ravel().tolist()))
    [0.0, 0.5, 1.0]
    """

    model: HistoricalClassifier[Any] | None = None
    step: Annotated[float, at_least(0)] = 0.0
    limit: Annotated[float, above(0), at_most(inf)] = inf
    bits: Annotated[int, at_least(2), at_most(52)] | None = None
    noise: Annotated[float, at_least(0)] = 0.0
    drift: Annotated[float, at_least(0)] = 0.0
    random_state: Seed = None

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> State:
        return self._on_positions(start_of(self.inside, X, target, n_starts, rng))

    def respond(self, state: State, X: Array) -> Array:
        return self.inside.respond(state, X)

    def learn(self, state: State, X: Array, target: Array, rng: np.random.Generator) -> Iterator[State]:
        return (after for _, after in self.passes(state, X, target, rng))

    def passes(
        self, state: State, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[tuple[Array | None, State]]:
        most = most_epochs_of(self.inside)
        if self.is_ideal:
            yield from self.inside.passes(state, X, target, rng)
        elif most is None:  # wired or solved for at once, and not step by step
            for found in epochs_of(self.inside, state, X, target, rng):
                yield None, self._drifted(self._set(state, found, rng), rng)
        else:
            for _ in range(most):
                following = self._epoch(state, X, target, rng)
                if following is None:
                    return
                state = self._drifted(following, rng)
                yield None, state

    def _epoch(self, state: State, X: Array, target: Array, rng: np.random.Generator) -> State | None:
        """The state after an epoch; None if the rule has come to its end."""
        if self.order is None:
            after = next(epochs_of(self.inside, state, X, target, rng), None)
            return None if after is None else self._set(state, after, rng)
        n_starts = n_starts_of(state)
        order = draw_order(len(X), self.order, n_starts, rng)  # (example, start)
        for place in range(len(X)):
            shown = np.full(n_starts, place) if order is None else order[place]
            state = self._set(state, self._presented(state, shown, X, target, rng), rng)
        return state

    def _presented(
        self, state: State, shown: NDArray[np.int64], X: Array, target: Array, rng: np.random.Generator
    ) -> State:
        """The state after each start has met its example; those that meet the same do so together."""
        groups = [(example, np.flatnonzero(shown == example)) for example in np.unique(shown)]
        after = []
        for example, starts in groups:
            here = state if len(groups) == 1 else select(state, starts)
            x, t = (frozen(values[example : example + 1]) for values in (X, target))
            after.append(next(epochs_of(self.inside, here, x, t, rng), here))
        if len(groups) == 1:
            return after[0]
        back = np.argsort(np.concatenate([starts for _, starts in groups]))
        parts = [arrays_of(each) for each in after]
        together = {
            name: np.concatenate([part[name] for part in parts], axis=-1)[..., back] for name in parts[0]
        }
        return with_fields(state, together)

    # What the parts do ------------------------------------------------------------------------------

    def _set(self, before: State, after: State, rng: np.random.Generator) -> State:
        """The weights as they are set: those that were moved with an error, all on their positions."""
        if not self.noise:
            return self._on_positions(after)
        old = self._held(before)
        moved = {
            name: weights + self.noise * _normal(rng, weights) * (weights != old[name])
            for name, weights in self._held(after).items()
        }
        return self._on_positions(with_fields(after, moved))

    def _drifted(self, state: State, rng: np.random.Generator) -> State:
        """The weights after an epoch's wandering, which knows no positions, but ends at the limits."""
        if not self.drift:
            return state
        wandered = {
            name: self._within(weights + self.drift * _normal(rng, weights))
            for name, weights in self._held(state).items()
        }
        return with_fields(state, wandered)

    def _on_positions(self, state: State) -> State:
        if self.is_ideal:
            return state
        return with_fields(state, {name: self._nearest(w) for name, w in self._held(state).items()})

    def _nearest(self, weights: Array) -> Array:
        step = self.distance
        if not step:
            return self._within(weights)
        farthest = np.floor(self.limit / step * (1 + 1e-12))  # the last position within the limit
        number = np.clip(np.rint(weights / step), -farthest, farthest) + 0.0  # no -0
        return np.asarray(number * step).astype(weights.dtype)

    def _within(self, weights: Array) -> Array:
        return np.clip(weights, -self.limit, self.limit).astype(weights.dtype)

    def _held(self, state: State) -> dict[str, Array]:
        """The arrays that hardware holds, by place: weights that are no whole numbers."""
        fixed = self.inside.fixed_fields
        return {
            name: array
            for name, array in arrays_of(state, self.inside.weight_fields).items()
            if name not in fixed and np.issubdtype(array.dtype, np.floating)
        }

    # What it is, beside the model inside --------------------------------------------------------------

    @property
    def inside(self) -> HistoricalClassifier[Any]:
        """The model whose weights are held, its parameters read as Python's numbers."""
        if self.model is None:
            raise ValueError(
                "model of OnHardware is None; give the machine whose weights it holds: "
                "OnHardware(load('adaline')(), step=0.1)"
            )
        return plain(self.model)

    @property
    def distance(self) -> float:
        """The distance between two positions of a weight; 0 where any number is one."""
        return self.step if self.bits is None else self.limit / (2 ** (self.bits - 1) - 1)

    @property
    def is_ideal(self) -> bool:
        """Whether the hardware does nothing to any weight."""
        return not (self.distance or self.noise or self.drift) and self.limit == inf

    card = _of_the_model("card")
    weight_fields = _of_the_model("weight_fields")
    fixed_fields = _of_the_model("fixed_fields")
    target_values = _of_the_model("target_values")
    multi_class = _of_the_model("multi_class")
    multi_label = _of_the_model("multi_label")
    taught = _of_the_model("taught")
    start_parameters = _of_the_model("start_parameters")
    step_parameters = _of_the_model("step_parameters")
    order = _of_the_model("order")
    max_epochs = _of_the_model("max_epochs")

    @property
    def gives_probabilities(self) -> bool:  # type: ignore[override]
        """Some models say so of the classes that they were taught."""
        if self.model is None:
            return False
        taught = copy(self.model)
        vars(taught).update({n: v for n, v in vars(self).items() if n in ("classes_", "targets_")})
        return taught.gives_probabilities

    def check_parameters(self) -> None:
        super().check_parameters()
        if not self.inside.taught:
            raise ValueError(
                f"model of OnHardware is {self.inside!r}, which has no teacher; take a taught machine"
            )
        if self.bits is not None and (self.step or self.limit == inf):
            raise ValueError(
                f"bits={self.bits} of OnHardware needs a limit to divide, and no step; limit is "
                f"{self.limit}, step {self.step}; give a finite limit and no step"
            )
        if self.step > self.limit:
            raise ValueError(
                f"step={self.step} of OnHardware is more than limit={self.limit}, so that 0 is the only "
                "position; lower step"
            )
        with blaming(self, "model"):
            self.inside.check_parameters()

    def of_starts(self, numbers: NDArray[np.intp]) -> Self:
        some = copy(self)
        some.model = self.inside.of_starts(numbers)
        return some

    def decide(self, scores: Array) -> NDArray[np.bool_]:
        return self.inside.decide(scores)

    def output(self, scores: Array) -> Array:
        return self.inside.output(scores)

    def loss(self, scores: Array, target: Array) -> Array | None:
        return self.inside.loss(scores, target)

    def most_epochs(self) -> int | None:
        return self.inside.most_epochs()

    def weight_arrays(self, state: State) -> dict[str, NDArray[Any]]:
        return self.inside.weight_arrays(state)

    def workings(self, state: State, X: Array, target: Array) -> Mapping[str, Any]:
        return self.inside.workings(state, X, target)

    def expectation(self, X: Array, target: Array) -> Expectation:
        known = self.inside.expectation(X, target)
        if self.is_ideal or known.verdict is Verdict.CANNOT:
            return known
        return Expectation(Verdict.OPEN, f"for exact weights: {known.verdict}, {known.reason}")
