"""The checks of the contract: a sound plug-in passes them, and its broken sisters are found out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import XOR, Card, HistoricalClassifier, load, train
from neurohistory.card import Paper
from neurohistory.checks import weights_of
from neurohistory.contract import ContractError, Order
from neurohistory.states import arrays_of
from neurohistory.testing import check_model
from neurohistory.testing.learning import (
    check_learning_does_not_change_the_model,
    check_starts_are_independent,
)
from neurohistory.testing.small_problems import problems_of

Array = NDArray[np.floating]
Model = HistoricalClassifier[Any]


class HebbState(NamedTuple):
    weights: Array  # (feature, start)
    updates: NDArray[np.int64]  # (start,)


CARD = Card(
    title="Hebb's rule",
    year=1949,
    people=("D. O. Hebb",),
    paper=Paper(
        authors=("Hebb, D. O.",), title="The Organization of Behavior", venue="Wiley", year=1949
    ),
    idea="What fires together wires together.",
    limit="It never looks at its mistakes.",
    rule="w ← w + x t",
)


class Hebb(HistoricalClassifier[HebbState]):
    """A stranger's model: correlations with the mean taken off.

    Parameters
    ----------
    max_epochs : int, default=3
        How often it looks at the examples.
    """

    max_epochs: int = 3

    card = CARD
    weight_fields = ("weights",)

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> HebbState:
        shape = (X.shape[1] + 1, n_starts)
        return HebbState(np.zeros(shape, dtype=X.dtype), np.zeros(n_starts, dtype=np.int64))

    def learn(
        self, state: HebbState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[HebbState]:
        w, updates = state
        centred, t = X - X.mean(axis=0), target - target.mean()
        for _ in range(self.max_epochs):
            slope = centred.T @ t
            w = w + np.append(slope, -(X.mean(axis=0) @ slope)).astype(X.dtype)[:, None]
            updates = updates + 1
            yield HebbState(w, updates)

    def respond(self, state: HebbState, X: Array) -> Array:
        return np.asarray(X @ state.weights[:-1] + state.weights[-1])


def test_a_sound_plugin_passes_all_checks() -> None:
    check_model(Hebb)


class NestedState(NamedTuple):
    units: tuple[HebbState, ...]
    sizes: tuple[int, ...]  # of all starts


class NestedHebb(HistoricalClassifier[NestedState]):
    """The same, with its state in a part of its own.

    Parameters
    ----------
    max_epochs : int, default=3
        How often it looks at the examples.
    """

    card = CARD
    weight_fields = ("units.0.weights",)
    max_epochs: int = 3

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> NestedState:
        return NestedState((Hebb().start(X, target, n_starts, rng),), (X.shape[1], 1))

    def learn(
        self, state: NestedState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[NestedState]:
        for unit in Hebb(self.max_epochs).learn(state.units[0], X, target, rng):
            yield state._replace(units=(unit,))

    def respond(self, state: NestedState, X: Array) -> Array:
        return Hebb().respond(state.units[0], X)


def test_a_state_may_be_made_of_parts() -> None:
    check_model(NestedHebb)
    model, plain = NestedHebb(), Hebb()
    trained = train(model, XOR.X, XOR.target, n_starts=2).end
    assert np.array_equal(
        trained.units[0].weights, train(plain, XOR.X, XOR.target, n_starts=2).end.weights
    )
    assert list(model.named_weights(trained)) == [f"units.0.weights[{i}]" for i in range(3)]
    given = model.with_weights(trained, {"units.0.weights[2]": 0.5})
    assert given.units[0].weights[:, 1].tolist() == [*trained.units[0].weights[:2, 1], 0.5]
    assert same_states(train(model, XOR.X, XOR.target, n_starts=2, initial=given).states[0], given)


def same_states(one: Any, other: Any) -> bool:
    arrays, others = arrays_of(one), arrays_of(other)
    return all(np.array_equal(array, others[place]) for place, array in arrays.items())


class NoCard(Hebb):
    card = None  # type: ignore[assignment]


class UnknownParameterOnTheCard(Hebb):
    card = Card(**{**vars(CARD), "by_hand": {"temperature": 1.0}})


class SaysNothingOfAParameter(Hebb):
    """It has grown a parameter.

    Parameters
    ----------
    max_epochs : int, default=3
        How often it looks at the examples.
    """

    decay: float = 0.5


class SaysWhatIsNoParameter(Hebb):
    """Its parameter had another name, or two.

    Parameters
    ----------
    max_epochs, max_epoch : int, default=3
        How often it looks at the examples.

    Notes
    -----
    None.
    """


class NamesItsWeightsInAText(Hebb):
    weight_fields = "weights"  # type: ignore[assignment]


class YieldsNothing(Hebb):
    def learn(self, *args: Any) -> Iterator[HebbState]:
        yield from ()


class ReplicaFirst(Hebb):
    def learn(self, *args: Any) -> Iterator[HebbState]:
        for state in super().learn(*args):
            yield HebbState(state.weights.T, state.updates)

    def respond(self, state: HebbState, X: Array) -> Array:
        return np.asarray(X @ state.weights.T[:-1] + state.weights.T[-1])


class CountsDown(Hebb):
    def learn(self, *args: Any) -> Iterator[HebbState]:
        for state in super().learn(*args):
            yield state._replace(updates=-state.updates)


class MeanOverStarts(Hebb):
    def respond(self, state: HebbState, X: Array) -> Array:
        return np.asarray(super().respond(state, X).mean(axis=-1))


class ScribblesOnX(Hebb):
    def respond(self, state: HebbState, X: Array) -> Array:
        X += 1
        return super().respond(state, X)


class ScribblesOnTheState(Hebb):
    def respond(self, state: HebbState, X: Array) -> Array:
        scores = super().respond(state, X)
        state.weights[0] += 1
        return scores


class LearnsInPlace(Hebb):
    def learn(self, state: HebbState, *args: Any) -> Iterator[HebbState]:
        for following in super().learn(state, *args):
            state.weights[...] = following.weights
            yield HebbState(state.weights, following.updates)


class ShufflesTheTarget(Hebb):
    def learn(
        self, state: HebbState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[HebbState]:
        rng.shuffle(target)
        yield from super().learn(state, X, target, rng)


class KeepsALog(Hebb):
    def learn(self, *args: Any) -> Iterator[HebbState]:
        for state in super().learn(*args):
            self.log_ = state
            yield state


class ForgetsItsStep(Hebb):
    def learn(self, *args: Any) -> Iterator[HebbState]:
        for k, state in enumerate(super().learn(*args)):
            yield HebbState(state.weights / (k + 1), state.updates)


class AnswersForTheStateAfter(Hebb):
    def passes(self, state: HebbState, X: Array, *rest: Any) -> Iterator[tuple[Array, HebbState]]:
        for following in self.learn(state, X, *rest):
            yield self.respond(following, X), following


class DrawsFromElsewhere(Hebb):
    def start(self, X: Array, target: Array, n_starts: int, rng: Any) -> HebbState:
        state = super().start(X, target, n_starts, rng)
        noise = np.random.default_rng().standard_normal(state.weights.shape)
        return state._replace(weights=noise.astype(X.dtype))


class SeesItsNeighbours(Hebb):
    def start(self, X: Array, target: Array, n_starts: int, rng: Any) -> HebbState:
        state = super().start(X, target, n_starts, rng)
        return state._replace(weights=state.weights + np.arange(n_starts, dtype=X.dtype))

    def respond(self, state: HebbState, X: Array) -> Array:
        scores = super().respond(state, X)
        return np.asarray(scores - scores.mean(axis=-1, keepdims=True))


class DrawsAndSeesItsNeighbor(Hebb):
    """It draws, and the last start answers as the one before it."""

    def learn(
        self, state: HebbState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[HebbState]:
        for after in super().learn(state, X, target, rng):
            yield after._replace(weights=after.weights + rng.random(after.weights.shape))

    def respond(self, state: HebbState, X: Array) -> Array:
        scores = super().respond(state, X)
        scores[:, -1] = scores[:, -2 % scores.shape[1]]
        return scores


class LearnsFromItsNeighbours(SeesItsNeighbours):
    def learn(self, *args: Any) -> Iterator[HebbState]:
        for state in super().learn(*args):
            best = state.weights.max(axis=-1, keepdims=True)
            yield HebbState(np.repeat(best, state.updates.size, axis=-1), state.updates)

    def respond(self, state: HebbState, X: Array) -> Array:
        return Hebb.respond(self, state, X)


class NamesCopies(Hebb):
    def weight_arrays(self, state: HebbState) -> dict[str, NDArray[Any]]:
        return {"w": state.weights.copy()}


class NamesItsWeightsAlone(Hebb):
    def named_weights(self, state: HebbState) -> dict[str, float]:
        return {f"w{i}": float(w) for i, w in enumerate(state.weights[:, 0])}


class AlwaysDouble(Hebb):
    def start(self, X: Array, target: Array, n_starts: int, rng: Any) -> HebbState:
        return super().start(X.astype(np.float64), target, n_starts, rng)


class ClaimsToGoExampleByExample(Hebb):
    """It has an order, and goes by sums.

    Parameters
    ----------
    max_epochs : int, default=3
        How often it looks at the examples.
    order : {"cyclic", "shuffled"}, default="cyclic"
        What it does not heed.
    """

    order: Order = "cyclic"


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (NoCard, "has no card"),
        (UnknownParameterOnTheCard, "sets temperature in 'by_hand'"),
        (SaysNothingOfAParameter, "does not say what its parameter decay is; write it under Parameters"),
        (SaysWhatIsNoParameter, "has max_epoch under Parameters, .* did you mean max_epochs"),
        (NamesItsWeightsInAText, r"is 'weights'; make it a tuple of names, such as \('weights',\)"),
        (YieldsNothing, "yielded nothing"),
        (ReplicaFirst, "last axis must be the start"),
        (CountsDown, "falls"),
        (MeanOverStarts, r"gives shape \(6,\)"),
        (ScribblesOnX, "answers differently when asked twice|changes X"),
        (ScribblesOnTheState, "changes the state|answers differently when asked twice"),
        (LearnsInPlace, r"write w = w \+ step"),
        (ShufflesTheTarget, "changes the target"),
        (KeepsALog, "keeps log_ on itself"),
        (ForgetsItsStep, "resumed after epoch 1"),
        (AnswersForTheStateAfter, "passes gives other scores in epoch 1"),
        (DrawsFromElsewhere, "draw from rng"),
        (SeesItsNeighbours, "entries of that axis as independent|mixes starts"),
        (LearnsFromItsNeighbours, "learn mixes starts"),
        (NamesCopies, "views of the state's fields, and not copies"),
        (NamesItsWeightsAlone, "give the arrays their names in weight_arrays"),
        (AlwaysDouble, r"start with \.astype\(X\.dtype\)"),
        (ClaimsToGoExampleByExample, "one at a time"),
    ],
)
def test_a_broken_plugin_is_told_what_is_wrong(broken: type[Model], complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        check_model(broken)


def test_where_a_rule_draws_every_start_is_asked_whether_it_answers_alone() -> None:
    with pytest.raises(AssertionError, match=r"respond mixes starts: number 6 answers differently"):
        check_starts_are_independent(DrawsAndSeesItsNeighbor())


class NamesNumbers(Hebb):
    def named_weights(self, state: HebbState) -> dict[str, float]:
        return {0: 0.5}  # type: ignore[dict-item]


class NamesTexts(Hebb):
    def named_weights(self, state: HebbState) -> dict[str, float]:
        return {"w": "0.5"}  # type: ignore[dict-item]


@pytest.mark.parametrize("broken", [NamesNumbers, NamesTexts])
def test_weights_are_numbers_and_their_names_are_texts(broken: type[Model]) -> None:
    end = train(broken(), XOR.X, XOR.target).end
    with pytest.raises(ContractError, match="it must give numbers by name"):
        weights_of(broken(), end)


# It keeps the contract, and says yes to everything.
class CannotTellBlobs(Hebb):
    def respond(self, state: HebbState, X: Array) -> Array:
        return np.asarray(1 + 0 * super().respond(state, X))


def test_a_model_that_cannot_tell_blobs_is_told_which_tag_helps() -> None:
    with pytest.raises(AssertionError, match=r"fails scikit-learn's check_\w+ .*poor_score = True"):
        check_model(CannotTellBlobs)


class SaysSo(CannotTellBlobs):
    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.poor_score = True
        return tags


def test_and_with_that_tag_it_passes() -> None:
    check_model(SaysSo)


def test_the_class_is_asked_for_and_not_an_instance() -> None:
    with pytest.raises(TypeError, match=r"takes the class, check_model\(Hebb\), and not an instance"):
        check_model(Hebb())


class Kernel:
    """A callable without words of its own."""

    def __call__(self, X: Array) -> Array:
        return X


class WithAKernel(Hebb):
    kernel: Any = None


class RemembersInAParameter(WithAKernel):
    def start(self, X: Array, target: Array, n_starts: int, rng: Any) -> HebbState:
        self.kernel.append(len(X))
        return super().start(X, target, n_starts, rng)


def test_a_parameter_is_the_same_object_before_and_after() -> None:
    check_learning_does_not_change_the_model(WithAKernel(kernel=Kernel()))
    with pytest.raises(AssertionError, match="changes its parameters while learning"):
        check_learning_does_not_change_the_model(RemembersInAParameter(kernel=[]))


def test_the_small_problems_are_targets_of_plus_and_minus_one_of_each_kind_that_is_taken() -> None:
    shapes = {
        name: [target.shape for _, target in problems_of(load(name)())]
        for name in ("perceptron", "rbm", "mark_i")
    }
    assert shapes == {"perceptron": [(6,)], "rbm": [(6,), (6, 3)], "mark_i": [(6,), (6, 3), (6, 2)]}
    for X, target in problems_of(load("mark_i")()):
        assert len(X) == 6
        assert set(np.unique(target)) == {-1.0, 1.0}


@pytest.mark.parametrize("method", ["start", "learn", "respond"])
def test_what_cannot_start_learn_or_answer_is_no_model(method: str) -> None:
    methods = {name: getattr(Hebb, name) for name in ("start", "learn", "respond") if name != method}
    unfinished: Any = type("Unfinished", (HistoricalClassifier,), {"card": CARD, **methods})
    with pytest.raises(TypeError, match=f"abstract method '?{method}"):
        unfinished()
