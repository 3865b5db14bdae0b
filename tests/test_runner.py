"""Trials: their figures against arrays counted by hand, and failures that stay alone."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import signature
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from neurohistory import AND, XOR, History, Trial, compare, load, parity, run, timeline, train
from neurohistory.classifier import HistoricalClassifier
from neurohistory.models.adaline import Adaline
from neurohistory.models.mcculloch_pitts import McCullochPittsNeuron
from neurohistory.models.perceptron import Perceptron, PerceptronState
from neurohistory.runner import DEFAULT_PROBLEMS, Failure, trials
from neurohistory.testing import settings
from neurohistory.theory import Expectation, Verdict


def trial_of(
    mistakes: Any, loss: Any = None, updates: Any = None, verdict: Verdict = Verdict.DEPENDS
) -> Trial:
    """A perceptron's trial with these numbers, shape (epoch, start)."""
    mistakes = np.array(mistakes)
    n = mistakes.shape[1]
    counted = np.zeros(n, dtype=np.int64) if updates is None else np.array(updates)
    state = PerceptronState(np.zeros(n), np.zeros((2, n)), counted)
    history = History(
        (state, state),
        np.array([0, len(mistakes) - 1]),
        {"mistakes": mistakes} | ({} if loss is None else {"loss": np.array(loss)}),
    )
    expectation = Expectation(verdict, "for a test")
    return Trial("test", Perceptron(), AND, 0, history, expectation, 0.5)


def test_figures_by_hand() -> None:
    # Solved after 0, 1, 2 and 3 epochs, and one that is lost again at the end.
    trial = trial_of(
        [[0, 1, 2, 2, 3], [0, 0, 1, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]],
        loss=[[9, 9, 9, 9, 9]] * 3 + [[1.0, 2.0, 3.0, 4.0, 50.0]],
        updates=[1, 2, 3, 4, 40],
    )
    assert trial.n_starts == 5
    assert trial.n_solved == 4
    assert trial.success_rate == 0.8
    assert trial.epochs == (0.75, 1.5, 2.25)
    assert trial.mistakes_by_epoch.tolist() == [8 / 5, 2 / 5, 1 / 5, 1 / 5]
    assert trial.final_loss == 3.0
    assert trial.updates == 3.0
    assert trial.n_weights == 3  # bias and two weights; the count of updates is no weight
    assert trial.agrees is True


def test_where_nothing_is_solved_there_are_no_epochs_to_speak_of() -> None:
    trial = trial_of([[1, 2], [1, 1]])
    assert trial.success_rate == 0
    assert np.isnan(trial.epochs).all()
    assert trial.final_loss is None


@given(st.integers(1, 300), st.floats(0, 1))
def test_the_interval_is_wilsons(n: int, share: float) -> None:
    k = round(share * n)
    interval = trial_of([[1] * n, [0] * k + [1] * (n - k)]).interval
    assert interval is not None
    low, high = interval
    # Wilson (1927): (p + z^2/2n -+ z sqrt(p (1-p)/n + z^2/4n^2)) / (1 + z^2/n)
    z, p = 1.959963984540054, k / n
    middle = p + z * z / (2 * n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    assert low == pytest.approx(max(0.0, (middle - half) / scale), abs=1e-9)
    assert high == pytest.approx(min(1.0, (middle + half) / scale), abs=1e-9)
    assert 0 <= low <= p <= high <= 1


def test_the_same_seed_gives_the_same_trial_and_another_does_not() -> None:
    same, again, other = (run("perceptron", "XOR", starts=20, seed=s) for s in (1, 1, 2))
    assert same.history.mistakes.tolist() == again.history.mistakes.tolist()
    assert same.history.mistakes.tolist() != other.history.mistakes.tolist()
    assert same.seed == 1


@pytest.mark.parametrize(
    "model", ["perceptron", Perceptron, Perceptron()], ids=["text", "class", "instance"]
)
def test_a_model_may_be_a_text_a_class_or_an_instance(model: Any) -> None:
    trial = run(model, XOR, starts=5)
    assert isinstance(trial.model, Perceptron)
    assert trial.problem is XOR
    assert trial.label == ("perceptron" if model == "perceptron" else "Perceptron")
    assert trial.expectation.verdict is Verdict.CANNOT
    assert trial.seconds >= 0


def test_the_gate_may_be_named_or_given_and_the_label_chosen() -> None:
    assert run("svm:kernel=linear", "and", starts=1).label == "svm:kernel=linear"
    trial = run("perceptron", parity(3).bipolar, starts=3, label="Frank")
    assert (trial.problem.name, trial.label) == ("PARITY3", "Frank")


def test_without_the_loss_all_else_is_the_same() -> None:
    model = load("backprop")(max_epochs=30)
    with_loss, without = (run(model, XOR, starts=20, loss=asked) for asked in (True, False))
    assert with_loss.final_loss is not None
    assert without.history.loss is None
    assert without.final_loss is None
    np.testing.assert_array_equal(without.history.mistakes, with_loss.history.mistakes)
    np.testing.assert_array_equal(without.history.end.theta, with_loss.history.end.theta)


def test_states_are_kept_when_asked_for() -> None:
    kept = run("perceptron", "XOR", starts=2, keep_states=True).history
    assert len(kept.states) == kept.n_epochs + 1
    assert len(run("perceptron", "XOR", starts=2).history.states) == 2


@pytest.mark.parametrize("n", [0, -1])
def test_fewer_than_one_start_is_refused(n: int) -> None:
    for ask in (lambda: run("svm", "AND", starts=n), lambda: compare(["svm"], starts=n)):
        with pytest.raises(ValueError, match=f"starts must be at least 1, not {n}"):
            ask()


number: Any = 5
half: Any = 2.5
five: Any = "5"


@pytest.mark.parametrize(
    ("ask", "error", "complaint"),
    [
        (lambda: run(number, XOR), TypeError, "a model is a name, .* not 5"),
        (lambda: run("svm", number), TypeError, "a problem is a name or a Problem, not 5"),
        (lambda: compare(number), TypeError, "a model is a name, .* not 5"),
        (lambda: run("svm", XOR, starts=five), TypeError, "starts must be a whole number, not '5'"),
        (lambda: run("svm", XOR, starts=half), TypeError, "starts must be a whole number, not 2.5"),
        (lambda: run("svm", XOR, starts=True), TypeError, "starts must be a whole number, not True"),
        (lambda: run("svm", XOR, seed=True), TypeError, "seed must be a whole number, not True"),
        (lambda: run("svm", "moons", seed=True), TypeError, "seed must be a whole number, not True"),
        (lambda: run("svm", XOR, seed=-1), ValueError, "seed must be at least 0, not -1"),
        (lambda: compare("svm", seed=-1), ValueError, "seed must be at least 0, not -1"),
    ],
)
def test_what_is_no_model_problem_or_number_is_named(ask: Any, error: Any, complaint: str) -> None:
    with pytest.raises(error, match=complaint):
        ask()


@pytest.mark.parametrize("model", ["perceptron", Perceptron, Perceptron()])
@pytest.mark.parametrize("gate", ["XOR", XOR])
def test_a_comparison_takes_a_single_model_and_gate(model: Any, gate: Any) -> None:
    two: Any = np.int64(2)
    (trial,) = compare(model, gate, starts=two).trials
    assert (type(trial.model), trial.problem, trial.n_starts) == (Perceptron, XOR, 2)


def test_a_comparison_asks_every_model_every_gate() -> None:
    found = compare(starts=3)
    installed = list(timeline().models)
    asked = [(trial.label, trial.problem.name) for trial in found.trials]
    assert asked == [(name, gate) for name in installed for gate in DEFAULT_PROBLEMS]
    assert found.failures == []


def test_a_failure_stays_alone_and_says_why() -> None:
    wild = Adaline(learning_rate=1e3, max_epochs=500)
    found = compare([wild, "perceptron"], ["AND", "XOR"], starts=2)
    assert [(f.label, f.problem) for f in found.failures] == [("Adaline", "AND"), ("Adaline", "XOR")]
    assert str(found.failures[0]).startswith(
        "Adaline on AND failed: DivergenceError: Adaline diverged in epoch "
    )
    assert [trial.success_rate for trial in found.trials] == [1.0, 0.0]


def test_trials_come_one_at_a_time_in_the_same_order() -> None:
    coming = trials(["svm", Adaline(learning_rate=1e3)], ["AND"], starts=1)
    first, second = coming
    assert isinstance(first, Trial)
    assert isinstance(second, Failure)


@pytest.mark.parametrize(
    ("models", "problems", "complaint"),
    [
        (["nobody"], ["AND"], "no model is called 'nobody'"),
        (["svm"], ["MAYBE"], "no problem is called 'MAYBE'"),
    ],
)
def test_an_unknown_name_is_an_error_and_not_a_failure(
    models: list[str], problems: list[str], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        compare(models, problems)


def test_a_trial_leaves_the_model_unfitted() -> None:
    model = load("svm")()
    run(model, AND, starts=2)
    assert not hasattr(model, "classes_")
    assert not hasattr(model, "state_")


class CountState(NamedTuple):
    """What `Drawing` carries."""

    weight: NDArray[np.float64]  # (start,)


class Drawing(HistoricalClassifier[CountState]):
    """Draws where it is told to, and uses what it drew or throws it away."""

    draws_in: str = "nowhere"
    uses: bool = True
    spread: bool = False

    card = Perceptron.card

    def _drawn(self, here: str, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        drawn = rng.normal(size=n) if self.draws_in == here else np.zeros(n)
        return drawn if self.uses else np.zeros(n)

    def start(self, X: Any, target: Any, n_starts: int, rng: np.random.Generator) -> CountState:
        chosen = np.linspace(0, 1, n_starts) if self.spread else np.zeros(n_starts)
        return CountState(chosen + self._drawn("start", n_starts, rng))

    def learn(
        self, state: CountState, X: Any, target: Any, rng: np.random.Generator
    ) -> Iterator[CountState]:
        yield CountState(state.weight + self._drawn("learn", len(state.weight), rng))

    def respond(self, state: CountState, X: Any) -> Any:
        return X[:, :1] + state.weight

    def expectation(self, X: Any, target: Any) -> Expectation:
        return Expectation(Verdict.DEPENDS, "some weights do it")


@pytest.mark.parametrize("starts", [1, 2, 50])
@pytest.mark.parametrize(
    ("model", "differ"),
    [
        (Drawing(), False),
        (Drawing("start"), True),
        (Drawing("learn"), True),  # the starts are equal, what follows is not
        (Drawing("start", uses=False), False),
        (Drawing("learn", uses=False), False),
        (McCullochPittsNeuron(), False),
        (Perceptron(), True),
        (Perceptron(initial_scale=0, order="cyclic"), False),
    ],
)
def test_a_trial_knows_whether_its_starts_differ(model: Any, differ: bool, starts: int) -> None:
    trial = run(model, AND, starts=starts)
    assert trial.starts_differ is differ
    assert trial.history.n_starts == starts
    assert trial.n_starts == (starts if differ else 1)
    assert (trial.interval is None) is not differ
    assert trial.success_rate in (0, 1) or differ
    assert trial.n_solved <= trial.n_starts


@pytest.mark.parametrize("starts", [1, 5])
def test_starts_that_are_chosen_and_not_drawn_differ_too(starts: int) -> None:
    assert run(Drawing(spread=True), AND, starts=starts).starts_differ


TAME = {"initial_scale": 0, "initialization": "zeros", "order": "cyclic", "batch_size": None}


@pytest.mark.parametrize("by_start", [False, True])
@pytest.mark.parametrize(
    ("model", "parameters"),
    [
        pytest.param(model, parameters | tame, id=f"{name}-{label}-{'tame' if tame else 'usual'}")
        for name, model in timeline().models.items()
        for label, parameters in {**settings(model), "by hand": dict(model.card.by_hand)}.items()
        for tame in ({}, {key: value for key, value in TAME.items() if key in model().get_params()})
    ],
)
def test_one_learner_and_many_have_the_same_part_of_chance(
    model: type[HistoricalClassifier[Any]], parameters: dict[str, Any], by_start: bool
) -> None:
    instance = model(**parameters)
    if "max_epochs" in instance.get_params():
        instance.set_params(max_epochs=5)
    start = None
    if by_start:
        start = instance.start(AND.X, AND.target, 1, np.random.default_rng(3))
    one, two, many = (run(instance, AND, starts=n, initial=start) for n in (1, 2, 10))
    assert one.starts_differ is two.starts_differ is many.starts_differ
    assert (one.interval is None) is (two.interval is None)


@pytest.mark.parametrize(
    ("model", "lessons"),
    [
        (Drawing("start"), 0),  # the starts differ
        (Drawing("start", uses=False), 0),  # nothing more is drawn
        (Drawing("learn"), 1),
    ],
)
def test_other_learners_learn_no_longer_than_needed(model: Any, lessons: int) -> None:
    learned = []

    class Counting(Drawing):
        def learn(self, state: Any, *given: Any) -> Any:
            learned.append(len(state.weight))
            return super().learn(state, *given)

    run(Counting(model.draws_in, model.uses), AND, starts=1)
    assert learned == [1] + [10] * lessons


def test_where_nothing_is_random_nothing_depends_on_the_start() -> None:
    alike, drawn = (run(Drawing(where), AND, starts=5) for where in ("nowhere", "start"))
    assert alike.expectation == (Verdict.OPEN, "some weights do it")
    assert drawn.expectation == (Verdict.DEPENDS, "some weights do it")


@pytest.mark.parametrize(
    ("verdict", "mistakes", "proved"),
    [
        (Verdict.SOLVES, [[1, 1], [0, 0]], True),
        (Verdict.SOLVES, [[1, 1], [0, 1]], False),  # the run disagrees
        (Verdict.CANNOT, [[1, 1], [1, 1]], True),
        (Verdict.CANNOT, [[0, 1], [1, 1]], False),
        (Verdict.DEPENDS, [[1, 1], [0, 0]], False),
        (Verdict.OPEN, [[1, 1], [0, 0]], False),
    ],
)
def test_proved_is_what_theory_says_of_every_start(verdict: Any, mistakes: Any, proved: bool) -> None:
    assert trial_of(mistakes, verdict=verdict).proved is proved


def test_the_seconds_are_those_of_the_training_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 100.0

    def trained(*arguments: Any, **settings: Any) -> History[Any]:
        nonlocal clock
        clock += 2.5
        return train(*arguments, **settings)

    monkeypatch.setattr("neurohistory.runner.perf_counter", lambda: clock)
    monkeypatch.setattr("neurohistory.runner.train", trained)
    assert run("perceptron", AND, starts=1).seconds == 2.5


def test_progress_is_told_within_each_run() -> None:
    told: list[tuple[str, float]] = []
    models = ["perceptron:max_epochs=4,order=cyclic", "mcculloch_pitts"]
    for _ in trials(models, ["XOR"], starts=2, progress=lambda *news: told.append(news)):
        told.append(("done", 1.0))
    name = f"{models[0]} on XOR"
    assert told[:7] == [*((name, share) for share in (0, 0, 0.25, 0.5, 0.75, 1)), ("done", 1)]
    assert told[7:] == [*(("mcculloch_pitts on XOR", share) for share in (0, 0, 1)), ("done", 1)]


def test_whoever_is_told_of_progress_may_stop_the_run() -> None:
    def stop(share: float) -> None:
        if share >= 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("perceptron", "XOR", starts=2, progress=stop)


def test_whoever_is_not_told_how_many_starts_takes_a_hundred() -> None:
    asked = {f: signature(f).parameters["starts"].default for f in (run, compare, trials)}
    assert set(asked.values()) == {100}
