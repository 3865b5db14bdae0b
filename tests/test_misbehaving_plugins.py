"""Plug-ins that misbehave in every way the contract has: named, and without harm to anyone else.

Each stands among models of ours and is run first.  What becomes of it is one of these: it is left out
when it is loaded, it fails when it is run, it disagrees with its own theory, or nobody minds.  In each
case the numbers of all others are those of a run without it, bit for bit.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pytest
from sklearn import get_config, set_config

from neurohistory import Card, HistoricalClassifier, Trial, catalog, cli, runner
from neurohistory.card import Paper
from neurohistory.states import arrays_of
from neurohistory.theory import Expectation, Verdict

OTHERS = ["perceptron:max_epochs=9", "adaline:max_epochs=9", "svm", "backprop:max_epochs=9"]
GATES = ["AND", "XOR"]
STARTS = 5


class State(NamedTuple):
    weights: Any  # (feature, start)


class Sound(HistoricalClassifier[Any]):
    """Keeps the contract; each of its sisters below differs from it in one point."""

    card = Card(
        title="Hebb",
        year=1949,
        people=("D. O. Hebb",),
        paper=Paper(authors=("Hebb, D. O.",), title="The Organization of Behavior", year=1949),
        idea="What fires together wires together.",
        limit="It never looks at its mistakes.",
        rule="w ← w + x t",
    )

    max_epochs: int = 3

    def start(self, X: Any, target: Any, n_starts: int, rng: Any) -> Any:
        return State(np.zeros((X.shape[1], n_starts)))

    def learn(self, state: Any, X: Any, target: Any, rng: Any) -> Any:
        w = state.weights
        for _ in range(self.max_epochs):
            w = w + (X.T @ target)[:, None]
            yield State(w)

    def respond(self, state: Any, X: Any) -> Any:
        return X @ state.weights


# The grid -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Misbehaviour:
    """A plug-in, and what must be said about it; nothing is said about one that nobody minds."""

    behind: Any  # the entry point: a class, something else, or a function that is the import
    complaint: str
    left_out: bool


GRID: dict[str, Misbehaviour] = {}


def fails(complaint: str) -> Callable[[type], type]:
    """A class that can be loaded, and fails when it is run."""

    def register(behind: type) -> type:
        GRID[behind.__name__] = Misbehaviour(behind, complaint, left_out=False)
        return behind

    return register


nobody_minds = fails("")


def left_out(name: str, behind: Any, complaint: str) -> None:
    GRID[name] = Misbehaviour(behind, complaint, left_out=True)


def with_card(**fields: Any) -> type:
    return type("Carded", (Sound,), {"card": replace(Sound.card, **fields)})


def with_method(method: str, does: Callable[..., Any]) -> type:
    return type("Model", (Sound,), {method: does})


def importing(does: Callable[[], Any]) -> SimpleNamespace:
    return SimpleNamespace(imports=does)


def raising(error: BaseException) -> Callable[..., Any]:
    def raises(*given: Any) -> Any:
        raise error

    return raises


class OwnStop(BaseException):
    """No Exception."""


class UnspeakableError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")


class ExitingError(Exception):
    def __str__(self) -> str:
        raise SystemExit(0)


PAPER: Any = Sound.card.paper  # it takes anything until it is looked at
expects: Any = Expectation

# What is seen when it is loaded.
left_out("import_raises", importing(raising(RuntimeError("no device"))), "RuntimeError: no device")
left_out("import_exits", importing(raising(SystemExit(0))), "raised SystemExit: 0")
left_out("import_ends_the_process", importing(lambda: os._exit(0)), "raised SystemExit: 0")
left_out("import_raises_no_exception", importing(raising(OwnStop("enough"))), "OwnStop: enough")
left_out("import_is_no_python", importing(raising(SyntaxError("invalid"))), "SyntaxError: invalid")
left_out("a_function", lambda: Sound(), "is not a class derived from HistoricalClassifier")
left_out("an_instance", Sound(), "is not a class derived from HistoricalClassifier")
left_out("no_model", int, "is not a class derived from HistoricalClassifier")
left_out("nothing", None, "is not a class derived from HistoricalClassifier")
left_out("without_card", type("Model", (Sound,), {"card": None}), "has no card")
left_out("card_is_a_dict", type("Model", (Sound,), {"card": {"title": "Hebb"}}), "has no card")
left_out("abstract", type("Model", (HistoricalClassifier,), {"card": Sound.card}), "abstract")
left_out("title_is_a_number", with_card(title=5), "title on its card is 5; make it a text")
left_out("idea_is_none", with_card(idea=None), "idea on its card is None; make it a text")
left_out("limit_is_a_list", with_card(limit=[]), "limit on its card is []; make it a text")
left_out("rule_is_bytes", with_card(rule=b"w"), "rule on its card is b'w'; make it a text")
left_out("formula_is_none", with_card(rule_tex=None), "rule_tex on its card is None")
left_out("year_in_words", with_card(year="1949"), "the year on its card is '1949'")
left_out("year_is_a_truth", with_card(year=True), "make it the year of publication")
left_out("year_of_no_calendar", with_card(year=10**9), "make it the year of publication")
left_out("people_is_a_text", with_card(people="Hebb"), "people on its card is 'Hebb'")
left_out("people_are_numbers", with_card(people=(1,)), "make it a tuple of texts")
left_out("paper_is_none", with_card(paper=None), "paper on its card is None")
left_out(
    "paper_without_authors",
    with_card(paper=replace(PAPER, authors=())),
    "authors of a paper on its card are none; name one at least",
)
left_out(
    "authors_are_none",
    with_card(paper=replace(PAPER, authors=None)),
    "authors of a paper on its card is None",
)
left_out("doi_is_a_number", with_card(paper=replace(PAPER, doi=10)), "doi of a paper")
left_out("also_is_a_text", with_card(also=("Nature",)), "also on its card is ('Nature',)")
left_out("by_hand_is_none", with_card(by_hand=None), "by_hand on its card is None")
left_out("by_hand_is_unknown", with_card(by_hand={"tau": 1}), "its card sets 'tau' in 'by_hand'")
left_out("variants_is_a_list", with_card(variants=["fast"]), "variants on its card is ['fast']")
left_out("variant_is_none", with_card(variants={"fast": None}), "the variant 'fast' on its card")
left_out("variant_is_unknown", with_card(variants={"fast": {"tau": 1}}), "its card sets 'tau' in 'fast'")
left_out("making_raises", with_method("__post_init__", raising(OSError("no disk"))), "OSError: no disk")
left_out("making_exits", with_method("__post_init__", raising(SystemExit(3))), "raised SystemExit: 3")
left_out("get_params_raises", with_method("get_params", raising(KeyError("deep"))), "KeyError: 'deep'")
left_out("get_params_gives_a_list", with_method("get_params", lambda self: []), "get_params gives []")
left_out("refuses_itself", with_method("check_parameters", raising(ValueError("not so"))), "not so")
left_out("repr_raises", with_method("__repr__", raising(ZeroDivisionError("1 / 0"))), "1 / 0")
left_out("no_target_values", type("Model", (Sound,), {"target_values": None}), "target_values is None")
left_out(
    "one_target_value", type("Model", (Sound,), {"target_values": (1.0,)}), "is (1.0,); make it two"
)
left_out(
    "target_value_is_nan", type("Model", (Sound,), {"target_values": (np.nan, 1)}), "is (nan, 1); make"
)
for _names in ("weight_fields", "fixed_fields"):
    left_out(
        f"{_names}_is_a_text",
        type("Model", (Sound,), {_names: "weights"}),
        f"{_names} is 'weights'; make",
    )

# What it raises when it is run.
for _method in ("start", "learn", "respond", "decide", "loss", "expectation", "named_weights"):
    _cases: dict[str, tuple[BaseException, str]] = {
        "raises": (KeyError("ink"), "KeyError: 'ink'"),
        "exits": (SystemExit(0), f".{_method} raised SystemExit: 0; let it raise an ordinary"),
        "runs_out_of_memory": (MemoryError(), "MemoryError: there is not enough memory; take fewer"),
        "is_unspeakable": (UnspeakableError(), "UnspeakableError"),
        "raises_no_exception": (OwnStop("enough"), f".{_method} raised OwnStop: enough"),
        "interrupts": (KeyboardInterrupt(), f".{_method} raised KeyboardInterrupt, and nobody pressed"),
        "stops_iterating": (StopIteration(), f".{_method} raised StopIteration; let it return"),
        "speaks_in_lines": (ValueError("one\ntwo\n\nthree"), "ValueError: one two three"),
    }
    for _way, (_error, _complaint) in _cases.items():
        GRID[f"{_method}_{_way}"] = Misbehaviour(
            with_method(_method, raising(_error)), _complaint, left_out=False
        )
    GRID[f"{_method}_ends_the_process"] = Misbehaviour(
        with_method(_method, lambda *given: os._exit(0)), f".{_method} raised SystemExit: 0", False
    )


@fails("RecursionError: maximum recursion depth exceeded")
class RespondsForEver(Sound):
    def respond(self, state: Any, X: Any) -> Any:
        return self.respond(state, X)


# Where it starts.
def starting(name: str, does: Callable[..., Any], complaint: str) -> None:
    GRID[f"starts_with_{name}"] = Misbehaviour(with_method("start", does), complaint, left_out=False)


starting("none", lambda self, X, t, n, rng: None, "has a state of type NoneType; make it a NamedTuple")
starting("a_tuple", lambda self, X, t, n, rng: (X,), "has a state of type tuple; make it a NamedTuple")
starting("an_array", lambda self, X, t, n, rng: X.T, "has a state of type ndarray")
for _value in (None, 1.0, True, np.int64(1)):
    starting(
        f"{_value!r}", lambda self, X, t, n, rng, value=_value: State(value),
        f"is a {type(_value).__name__}; make it an array, or a Python whole number",
    )  # fmt: skip
for _list in ([0.0], [np.zeros(3), np.zeros((2, 3))]):
    starting(
        f"a_list_of_{len(_list)}", lambda self, X, t, n, rng, value=_list: State(value),
        "is a list; make it an array, or a tuple of parts",
    )  # fmt: skip
starting("start_first", lambda self, X, t, n, rng: State(np.zeros((n, 3))), "must be the start")
starting("one_too_many", lambda self, X, t, n, rng: State(np.zeros((2, n + 1))), "must be the start")
starting("words", lambda self, X, t, n, rng: State(np.full((2, n), "w")), "make it real numbers")
starting("objects", lambda self, X, t, n, rng: State(np.full((2, n), None)), "make it real numbers")
starting("complex", lambda self, X, t, n, rng: State(np.zeros((2, n), complex)), "make it real numbers")
starting("a_mask", lambda self, X, t, n, rng: State(np.ma.zeros((2, n))), "is a MaskedArray; make it")
starting("nan", lambda self, X, t, n, rng: State(np.full((2, n), np.nan)), "diverged in epoch 0")
starting("infinity", lambda self, X, t, n, rng: State(np.full((2, n), np.inf)), "diverged in epoch 0")


@nobody_minds
class KeepsAViewOfTheExamples(Sound):
    def start(self, X: Any, target: Any, n_starts: int, rng: Any) -> Any:
        return State(np.broadcast_to(X.mean(axis=0)[:, None], (X.shape[1], n_starts)))


# How it learns.
@fails("learn gives a list; make it a generator")
class LearnsAtOnce(Sound):
    def learn(self, *given: Any) -> Any:
        return list(super().learn(*given))


@fails("learn gives a NoneType; make it a generator")
class LearnsNothing(Sound):
    def learn(self, *given: Any) -> Any:
        return None


@fails("has a state of type NoneType; make it a NamedTuple")
class YieldsNone(Sound):
    def learn(self, *given: Any) -> Any:
        yield None
        yield from super().learn(*given)


@fails("learn goes on after 3 epochs; end it after max_epochs")
class GoesOn(Sound):
    def learn(self, state: Any, *given: Any) -> Any:
        for _ in count():
            yield state


@fails("learn goes on after 10,000 epochs; end it there, or take a parameter max_epochs")
class GoesOnForEver(HistoricalClassifier[Any]):
    card, start, learn, respond = Sound.card, Sound.start, GoesOn.learn, Sound.respond  # type: ignore


@fails("most_epochs gives 'many'; it must give a whole number, or None")
class CountsInWords(Sound):
    def most_epochs(self) -> Any:
        return "many"


class OtherState(NamedTuple):
    weights: Any


@fails("start gives a State and learn yields a OtherState; they must be of one type")
class ChangesItsKind(Sound):
    def learn(self, *given: Any) -> Any:
        for state in super().learn(*given):
            yield OtherState(state.weights)


class Counted(NamedTuple):
    weights: Any
    count: Any


class Counts(Sound):
    """With a number beside its weights."""

    def start(self, *given: Any) -> Any:
        return Counted(super().start(*given).weights, 0)

    def learn(self, state: Any, *given: Any) -> Any:
        for following in super().learn(State(state.weights), *given):
            yield state._replace(weights=following.weights)


@fails(
    "field 'count' of the state of CountsEpochs is 1 in epoch 1 and 0 at the start; what changes must"
)
class CountsEpochs(Counts):
    def learn(self, state: Any, *given: Any) -> Any:
        for following in super().learn(state, *given):
            yield following._replace(count=state.count + 1)


@fails("start gives a Counted and learn yields a Counted of other parts; they must be of one type")
class TakesItsStateApart(Counts):
    def learn(self, *given: Any) -> Any:
        for state in super().learn(*given):
            yield state._replace(weights=(state.weights, state.weights))


@fails("the state of HasNumbersOnly holds no array; give it one with the start last")
class HasNumbersOnly(Sound):
    def start(self, *given: Any) -> Any:
        return Counted(1, 2)


@fails("field 'count' of the state of SharesAFraction is a float; make it an array, or a Python whole")
class SharesAFraction(Counts):
    def start(self, *given: Any) -> Any:
        return super().start(*given)._replace(count=0.5)


@fails("has shape (3, 5) in epoch 1 and (2, 5) at the start; keep one shape")
class Grows(Sound):
    def learn(self, *given: Any) -> Any:
        for state in super().learn(*given):
            yield State(np.concatenate([state.weights, state.weights[:1]]))


@fails("of the state of TurnsComplex is of type complex128; make it real numbers")
class TurnsComplex(Sound):
    def learn(self, *given: Any) -> Any:
        for state in super().learn(*given):
            yield State(state.weights * 1j)


@fails("diverged in epoch 1: weights[0] is nan")
class LearnsNaN(Sound):
    def learn(self, *given: Any) -> Any:
        for state in super().learn(*given):
            yield State(state.weights * np.nan)


@fails("diverged in epoch 1: weights[0] is 1e+31")
class RunsAway(Sound):
    def learn(self, *given: Any) -> Any:
        for state in super().learn(*given):
            yield State(np.full_like(state.weights, 1e31))


@fails("weight_fields of MisnamesItsWeights names gains, which its state has not; it has weights")
class MisnamesItsWeights(Sound):
    weight_fields = ("gains",)


@fails("fixed_fields of MisnamesWhatIsFixed names gains, which its state has not; it has weights")
class MisnamesWhatIsFixed(Sound):
    fixed_fields = ("gains",)


@fails("learn writes into an array that is not its own")
class Centres(Sound):
    def learn(self, state: Any, X: Any, target: Any, rng: Any) -> Any:
        X -= X.mean(axis=0)
        yield from super().learn(state, X, target, rng)


@fails("learn writes into an array that is not its own")
class ShufflesTheTarget(Sound):
    def learn(self, state: Any, X: Any, target: Any, rng: Any) -> Any:
        rng.shuffle(target)
        yield from super().learn(state, X, target, rng)


@fails("start writes into an array that is not its own")
class SortsTheExamples(Sound):
    def start(self, X: Any, *given: Any) -> Any:
        X.sort(axis=0)
        return super().start(X, *given)


@fails("start writes into an array that is not its own")
class ForcesTheLock(Sound):
    def start(self, X: Any, *given: Any) -> Any:
        X.flags.writeable = True
        X[:] = 0
        return super().start(X, *given)


@nobody_minds
class BreaksTheLock(Sound):
    """Whatever it does to its examples, they are its own."""

    def learn(self, state: Any, X: Any, target: Any, rng: Any) -> Any:
        owner = X
        while owner.base is not None:
            owner = owner.base
        owner.flags.writeable = True
        owner[...] = 0
        yield from super().learn(state, X, target, rng)


@fails("respond writes into an array that is not its own")
class ScribblesOnTheExamples(Sound):
    def respond(self, state: Any, X: Any) -> Any:
        X += 1
        return super().respond(state, X)


@fails("respond writes into an array that is not its own")
class ScribblesOnTheState(Sound):
    def respond(self, state: Any, X: Any) -> Any:
        state.weights[0] += 1
        return super().respond(state, X)


@fails("decide writes into an array that is not its own")
class ScribblesOnTheScores(Sound):
    def decide(self, scores: Any) -> Any:
        scores -= 1
        return scores > 0


@fails("loss writes into an array that is not its own")
class ScribblesOnTheScoresForALoss(Sound):
    def loss(self, scores: Any, target: Any) -> Any:
        scores -= target[:, None]
        return (scores**2).mean(axis=0)


@fails("expectation writes into an array that is not its own")
class ScribblesInTheory(Sound):
    def expectation(self, X: Any, target: Any) -> Any:
        target[:] = 1
        return super().expectation(X, target)


@fails("write w = w + step, not w += step")
class LearnsInPlace(Sound):
    def learn(self, state: Any, X: Any, target: Any, rng: Any) -> Any:
        w = state.weights.copy()
        for _ in range(3):
            w += (X.T @ target)[:, None]
            yield State(w)


@nobody_minds
class LearnsInPlaceBehindAView(Sound):
    """What it has handed out stays as it was."""

    def learn(self, state: Any, X: Any, target: Any, rng: Any) -> Any:
        w = state.weights.copy()
        for _ in range(3):
            w += (X.T @ target)[:, None]
            yield State(w[:])


@fails("SystemExit: 0")
class LeavesWhenLookedAt(Sound):
    def __getattribute__(self, name: str) -> Any:
        if name == "learn":
            raise SystemExit(0)
        return super().__getattribute__(name)


@fails("ExitingError")
class LeavesWhenQuoted(Sound):
    def respond(self, state: Any, X: Any) -> Any:
        raise ExitingError


# How it responds.
def responding(name: str, does: Callable[..., Any], complaint: str) -> None:
    GRID[f"responds_with_{name}"] = Misbehaviour(with_method("respond", does), complaint, left_out=False)


responding("nan", lambda self, s, X: X @ s.weights * np.nan, "respond gives NaN for example 0 in start")
responding("complex", lambda self, s, X: X @ s.weights * 1j, "is of type complex128; make it real")
responding("objects", lambda self, s, X: (X @ s.weights).astype(object), "is of type object; make it")
responding("words", lambda self, s, X: (X @ s.weights).astype(str), "make it real numbers")
responding("a_list", lambda self, s, X: (X @ s.weights).tolist(), "is a list; make it an array")
responding("none", lambda self, s, X: None, "respond gives shape () where (4, 5) is due")
responding("start_first", lambda self, s, X: (X @ s.weights).T, "gives shape (5, 4) where (4, 5)")
responding("one_for_all", lambda self, s, X: (X @ s.weights).sum(axis=0), "gives shape (5,) where")
responding("a_mask", lambda self, s, X: np.ma.array(X @ s.weights), "is a MaskedArray; make it an array")
responding(
    "chance",
    lambda self, s, X: np.random.default_rng().standard_normal((len(X), s.weights.shape[1])),
    "respond answers differently when asked twice; it must draw nothing and keep nothing",
)


def answering(method: str, name: str, does: Callable[..., Any], complaint: str) -> None:
    GRID[f"{method}_gives_{name}"] = Misbehaviour(with_method(method, does), complaint, left_out=False)


answering("decide", "one_answer", lambda self, z: True, "decide gives shape () where (4, 5) is due")
answering("decide", "numbers", lambda self, z: z * 1.0, "decide gives float64; it must give truths")
answering("decide", "none", lambda self, z: None, "decide gives shape () where (4, 5) is due")
answering("decide", "words", lambda self, z: z.astype(str), "it must give truths, such as scores > 0")
answering("loss", "one_number", lambda self, z, t: 0.5, "loss gives shape () where (5,) is due")
answering("loss", "a_number_a_case", lambda self, z, t: np.zeros(4), "loss gives shape (4,) where (5,)")
answering("loss", "words", lambda self, z, t: np.full(5, "low"), "make it real numbers")
answering("loss", "complex", lambda self, z, t: np.full(5, 1j), "make it real numbers")
answering("loss", "nan", lambda self, z, t: np.full(5, np.nan), "the cost is nan (in 5 of 5 starts)")
answering("expectation", "a_word", lambda self, X, t: "yes", "it must give an Expectation")
answering("expectation", "none", lambda self, X, t: None, "it must give an Expectation")
answering("expectation", "no_verdict", lambda self, X, t: expects("solves", "so"), "must give a Verdict")
answering(
    "expectation", "no_reason", lambda self, X, t: expects(Verdict.OPEN, None), "a reason in words"
)
answering("named_weights", "a_list", lambda self, s: [1.0], "named_weights gives [1.0]; it must give")
answering("named_weights", "words", lambda self, s: {"w": "big"}, "it must give numbers by name")
answering("named_weights", "numbers", lambda self, s: {1: 1.0}, "it must give numbers by name")


@fails("loss gives None in some epochs and numbers in others; it must give one or the other")
class SometimesHasALoss(Sound):
    def learn(self, state: Any, *given: Any) -> Any:
        for _ in range(3):
            state = State(state.weights + 1)
            yield state

    def loss(self, scores: Any, target: Any) -> Any:
        return None if (scores[3] == 4).any() else scores.sum(axis=0)


# What it does to the process.
def doing(name: str, does: Callable[[], Any]) -> None:
    """Does it when it is imported, made, started, taught and asked; nobody minds."""

    class Model(Sound):
        def __post_init__(self) -> None:
            does()

        def start(self, *given: Any) -> Any:
            does()
            return super().start(*given)

        def learn(self, *given: Any) -> Any:
            for state in super().learn(*given):
                does()
                yield state

        def respond(self, *given: Any) -> Any:
            does()
            return super().respond(*given)

    def load() -> type:
        does()
        return Model

    GRID[name] = Misbehaviour(importing(load), "", left_out=False)


doing("prints", lambda: print("hello"))
doing("prints_bytes", lambda: sys.stdout.buffer.write(b"hello\n"))
doing("closes_the_output", lambda: sys.stdout.close())
doing("takes_the_output_away", lambda: setattr(sys, "stdout", None))
doing("raises_on_overflow", lambda: np.seterr(all="raise"))
doing("seeds_numpy", lambda: np.random.seed(1))  # noqa: NPY002
doing("seeds_python", lambda: random.seed(1))
doing("makes_warnings_errors", lambda: warnings.simplefilter("error"))
doing("forgets_the_environment", lambda: os.environ.pop("PATH", None))
doing("goes_elsewhere", lambda: os.chdir(os.sep))
doing("goes_deep", lambda: sys.setrecursionlimit(12_345))
doing("configures_scikit_learn", lambda: set_config(skip_parameter_validation=True))
doing("closes_new_files", lambda: os.umask(0o777))
doing("ignores_signals", lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN))


@nobody_minds
class KeepsALog(Sound):
    log: ClassVar[list[Any]] = []

    def learn(self, *given: Any) -> Any:
        for state in super().learn(*given):
            self.log.append(state)
            self.last_ = state
            yield state


# The tests ------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """An entry point of a package that is not installed."""

    name: str
    behind: Any
    value: str = "somewhere:Model"
    dist: Any = SimpleNamespace(name="maker")

    def load(self) -> Any:
        return getattr(self.behind, "imports", lambda: self.behind)()


OURS = [
    Entry(
        entry.name,
        SimpleNamespace(imports=entry.load),
        entry.value,
        SimpleNamespace(name="neurohistory"),
    )
    for entry in entry_points(group=catalog.GROUP)
]  # their metadata are read once


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    monkeypatch.chdir(tmp_path)

    def put(*entries: Entry) -> None:
        found = [(entry.dist.name, entry) for entry in (*OURS, *entries)]
        monkeypatch.setattr(catalog, "brought", lambda group: found)

    return put


@pytest.fixture(autouse=True)
def nobody_presses_ctrl_c() -> Iterator[None]:
    """A command answers signals itself, so a KeyboardInterrupt in it is nobody's."""
    before = signal.signal(signal.SIGINT, lambda number, frame: sys.exit(130))
    yield
    signal.signal(signal.SIGINT, before)


def as_bytes(trial: Trial) -> tuple[Any, ...]:
    history = trial.history
    arrays = [*history.records.values()]
    arrays += [array for state in history.states for array in arrays_of(state).values()]
    shown = [(a.dtype.str, a.shape, np.ascontiguousarray(a).tobytes()) for a in arrays]
    return trial.label, trial.problem.name, shown, trial.expectation, trial.n_weights


@pytest.fixture(scope="module")
def alone() -> list[tuple[Any, ...]]:
    """The others, when nobody disturbs them."""
    return [as_bytes(trial) for trial in runner.compare(OTHERS, GATES, starts=STARTS).trials]


def world() -> tuple[Any, ...]:
    mask = os.umask(0o077)
    os.umask(mask)
    process = dict(os.environ), Path.cwd(), mask, sys.stdout, sys.stderr, os._exit
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    generators = random.getstate(), str(np.random.get_state())  # noqa: NPY002
    libraries = np.geterr(), warnings.filters[:], get_config(), sys.getrecursionlimit()
    return process, handlers, generators, libraries


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: exit code, output, and what it says besides."""

    def run(*arguments: str) -> tuple[int, str, str]:
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            cli.main(list(arguments))
        except SystemExit as left:
            code = 0 if left.code is None else int(str(left.code))
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        out, error = capfd.readouterr()
        assert "Traceback" not in error
        return code, out, error

    return run


def test_the_grid_is_wide_enough() -> None:
    assert len(GRID) >= 60


@pytest.mark.parametrize("name", GRID)
def test_one_that_misbehaves_is_named_and_harms_nobody(
    name: str, install: Callable[..., None], alone: list[tuple[Any, ...]]
) -> None:
    way = GRID[name]
    install(Entry("spoiler", way.behind))
    before = world()
    models = catalog.timeline()
    assert ("spoiler" in models.models) is not way.left_out
    told = [str(problem) for problem in models.left_out]
    chosen = [*OTHERS] if way.left_out else ["spoiler", *OTHERS]
    compared = runner.compare(chosen, GATES, starts=STARTS)
    told += [str(failure) for failure in compared.failures]
    assert world() == before
    trials = [trial for trial in compared.trials if trial.label != "spoiler"]
    assert [as_bytes(trial) for trial in trials] == alone
    assert all("spoiler" in line and "\n" not in line for line in told)
    assert all(way.complaint in line for line in told)
    if way.left_out:
        assert len(told) == 1
        assert told[0].startswith("model 'spoiler' of package maker was left out: ")
    elif way.complaint:
        assert [line.split(" failed: ")[0] for line in told] == [f"spoiler on {gate}" for gate in GATES]
    else:
        assert told == []


@pytest.mark.parametrize("name", GRID)
def test_the_command_says_so_and_ends_accordingly(
    name: str, install: Callable[..., None], said: Callable[..., tuple[int, str, str]]
) -> None:
    way = GRID[name]
    install(Entry("spoiler", way.behind))
    code, out, error = said("compare", "spoiler", "perceptron", "-p", "AND", "-n", "5", "-f", "json")
    complaints = [line for line in error.splitlines() if line.startswith("neurohistory: ")]
    assert code == (2 if way.left_out else 1 if way.complaint else 0), error
    if way.complaint:
        (complaint,) = complaints
        assert "spoiler" in complaint
        assert way.complaint in complaint
    else:
        assert complaints == []
    if way.left_out:
        assert out == ""
        assert said("timeline", "-f", "json")[0] == 0
    else:
        assert {trial["model"] for trial in json.loads(out)["trials"]} >= {"perceptron"}


ENDINGS = (SystemExit(0), KeyboardInterrupt(), KeyError("ink"), GeneratorExit())
ATTRIBUTES = (
    "card", "target_values", "weight_fields", "taught", "multi_class", "gives_probabilities",
)  # fmt: skip


class Descriptor:
    """Raises at every look, whether at the class or at an instance."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __get__(self, instance: Any, owner: Any) -> Any:
        raise self.error


COMMANDS = {
    "timeline": (["timeline", "-f", "json"], 0),
    "compare": (["compare", "spoiler", "-p", "AND"], 2),
    "trace": (["trace", "spoiler", "AND"], 2),
    "show": (["show", "spoiler"], 2),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("error", ENDINGS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("kind", [Descriptor, lambda error: property(raising(error))])
@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_an_attribute_that_raises_is_named(
    attribute: str, kind: Any, error: BaseException, command: str,
    install: Callable[..., None], said: Callable[..., tuple[int, str, str]],
) -> None:  # fmt: skip
    behind = type("Model", (Sound,), {attribute: kind(error)})
    install(Entry("spoiler", behind))
    arguments, due = COMMANDS[command]
    code, out, complaint = said(*arguments)
    assert code == due
    assert bool(out) == (command == "timeline")
    assert complaint.startswith("neurohistory: model 'spoiler' of package maker ")
    assert complaint.count("\n") == 1
    assert ("has no card" if attribute == "card" else type(error).__name__) in complaint


@pytest.mark.parametrize("error", ENDINGS, ids=lambda error: type(error).__name__)
def test_an_attribute_that_raises_only_when_it_runs_is_named(
    error: BaseException, install: Callable[..., None], said: Callable[..., tuple[int, str, str]]
) -> None:
    class Later(Sound):
        def start(self, *given: Any) -> Any:
            self.started_ = True
            return super().start(*given)

        @property
        def weight_fields(self) -> Any:  # type: ignore[override]
            return raising(error)() if hasattr(self, "started_") else ()

    install(Entry("spoiler", Later))
    for arguments in (["compare", "spoiler", "perceptron", "-p", "AND"], ["trace", "spoiler", "AND"]):
        code, out, complaint = said(*arguments)
        assert code == 1
        assert bool(out) == (arguments[0] == "compare")
        assert complaint.startswith("neurohistory: spoiler on AND failed: ")
        assert type(error).__name__ in complaint


@pytest.mark.parametrize("method", ["set_params", "check_parameters"])
@pytest.mark.parametrize(
    "error", [*ENDINGS, AttributeError("ink"), AssertionError("ink")], ids=lambda e: type(e).__name__
)
def test_a_parameter_that_raises_is_named_and_the_others_go_on(
    method: str, error: BaseException,
    install: Callable[..., None], said: Callable[..., tuple[int, str, str]],
) -> None:  # fmt: skip
    def refuses(self: Any, **given: Any) -> Any:
        if given or self.max_epochs == 7:
            raise error

    install(Entry("spoiler", with_method(method, refuses)))
    spec = "spoiler:max_epochs=7"
    code, out, complaint = said("compare", spec, "perceptron", "-p", "AND", "-n", "3", "-f", "json")
    assert code == 1
    assert [trial["model"] for trial in json.loads(out)["trials"]] == ["perceptron"]
    assert complaint.startswith(f"neurohistory: {spec} on AND failed: ")
    assert type(error).__name__ in complaint
    code, out, complaint = said("trace", spec, "AND")
    assert (code, out) == (1, "")
    assert complaint.startswith("neurohistory: spoiler")
    assert complaint.count("\n") == 1


class LeavingText(str):
    """A text whose every method ends the program."""

    __str__ = __format__ = __repr__ = __len__ = __add__ = __hash__ = raising(SystemExit(0))
    split = lower = replace = partition = raising(SystemExit(0))


def test_a_text_on_a_card_is_nothing_but_a_text(
    install: Callable[..., None], said: Callable[..., tuple[int, str, str]]
) -> None:
    paper = replace(PAPER, title=LeavingText("Behavior"), authors=(LeavingText("Hebb, D. O."),))
    behind = with_card(title=LeavingText("Hebb"), people=(LeavingText("D. O. Hebb"),), paper=paper)
    install(Entry("spoiler", behind))
    for command in ("show spoiler", "timeline", "timeline -f json"):
        code, out, complaint = said(*command.split())
        assert (code, complaint) == (0, "")
        assert "D. O. Hebb" in out


@pytest.mark.parametrize("error", ENDINGS, ids=lambda error: type(error).__name__)
def test_what_raises_while_its_card_is_shown_is_named(
    error: BaseException, install: Callable[..., None], said: Callable[..., tuple[int, str, str]]
) -> None:
    unshown = type("Unshown", (), {"__repr__": raising(error)})()
    field = {"__annotations__": {"unshown": Any}, "unshown": unshown}
    install(Entry("spoiler", type("Model", (Sound,), field)))
    code, out, complaint = said("show", "spoiler")
    assert (code, out) == (2 if "model 'spoiler'" in complaint else 1, "")
    assert "spoiler" in complaint
    assert complaint.count("\n") == 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers")
def test_an_alarm_of_a_model_rings_for_nobody() -> None:
    class SetsAnAlarm(Sound):
        def learn(self, *given: Any) -> Any:
            signal.signal(signal.SIGALRM, lambda number, frame: None)
            signal.alarm(600)
            signal.setitimer(signal.ITIMER_PROF, 600.0)
            yield from super().learn(*given)

    before = signal.getsignal(signal.SIGALRM)
    signal.setitimer(signal.ITIMER_VIRTUAL, 500.0)  # somebody's own
    try:
        runner.run(SetsAnAlarm, "AND", starts=2)
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
        assert 400 < signal.getitimer(signal.ITIMER_VIRTUAL)[0] < 501
        assert signal.getsignal(signal.SIGALRM) is before
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.mark.parametrize("method", ["start", "learn", "respond", "expectation"])
def test_somebody_who_presses_ctrl_c_is_heard_and_told_where(method: str) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    model = with_method(method, lambda *given: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt) as caught:
        runner.compare([model], "AND", starts=2)
    assert caught.value.__notes__ == [f"in Model.{method}", "while Model ran on AND"]


@pytest.mark.parametrize(
    "name", ["a:b", "A", "", "1st", "../x", "é", "two words", "a-b", "a.b", "x" + chr(10)]
)
def test_a_name_that_nobody_can_type_is_refused(name: str, install: Callable[..., None]) -> None:
    install(Entry(name, Sound), Entry("sound", Sound))
    (problem,) = catalog.timeline().left_out
    assert problem.name == name
    assert "its name must be lower-case letters, digits and underscores; rename the entry point" in str(
        problem
    )
    assert name not in catalog.names()
    assert "sound" in catalog.names()


@pytest.mark.parametrize(
    ("way", "code", "complaint"),
    [
        (with_method("output", raising(SystemExit(0))), 1, "Model.output raised SystemExit: 0"),
        (with_method("output", lambda self, z: z.sum()), 1, "output gives shape () where (4, 1) is due"),
        (with_method("output", lambda self, z: z.astype(str)), 1, "make it real numbers"),
        (
            with_method("named_weights", lambda self, s: None),
            1,
            "named_weights gives None; it must give",
        ),
        (Centres, 1, "learn writes into an array that is not its own"),
        (GRID["prints"].behind, 0, ""),
        (GRID["closes_the_output"].behind, 0, ""),
    ],
)
def test_tracing_says_so_too(
    way: Any, code: int, complaint: str,
    install: Callable[..., None], said: Callable[..., tuple[int, str, str]],
) -> None:  # fmt: skip
    install(Entry("spoiler", way))
    found, out, error = said("trace", "spoiler", "AND", "-f", "json")
    assert found == code, error
    assert complaint in error
    if code == 0:
        assert json.loads(out)["model"] == "spoiler"
    else:
        assert error.startswith("neurohistory: spoiler on AND failed: ")
