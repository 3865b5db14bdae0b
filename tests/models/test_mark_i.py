"""The Mark I: the random layer against its formula, what it makes answerable, and the 1958 claims."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.linear_model import Perceptron as SklearnPerceptron

from neurohistory import AND, OR, XOR, Problem, from_truth_table, get_problem, parity, run, trace, train
from neurohistory.answers import count_mistakes
from neurohistory.models.mark_i import MarkIPerceptron, MarkIState
from neurohistory.network.association import association
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.problems.patterns import SHAPES, shapes
from neurohistory.theory import Verdict
from neurohistory.theory.random_wiring import answerable_fraction, max_corrections, unit_kinds

Array = NDArray[np.floating]


# The rule ----------------------------------------------------------------------------------------


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # Three association units on a retina of two points, theta = 1.  Their connections, excitatory
    # minus inhibitory: (2, 0), (-1, 3), (1, -1); weights 1, -2, 3.
    # x = (1, 1): currents 2, 2, 0, so a = (1, 1, 0); w.a = -1: a no.  t = +1: w + a = (2, -1, 3).
    # x = (1, 0): currents 2, -1, 1, so a = (1, 0, 1); w.a = 5: a yes.  t = -1: w - a = (1, -1, 2).
    # x = (0, 1): currents 0, 3, -1, so a = (0, 1, 0); w.a = -1: a no, as it should be.
    machine = MarkIPerceptron(n_association=3, threshold=1, order="cyclic", max_epochs=1)
    wiring = np.array([[2.0, -1.0, 1.0], [0.0, 3.0, -1.0]])[..., None]
    state = MarkIState(wiring, np.array([1.0, -2.0, 3.0]).reshape(3, 1, 1), np.array([0]))
    after = []
    for x, t in [([1.0, 1.0], 1.0), ([1.0, 0.0], -1.0), ([0.0, 1.0], -1.0)]:
        state = next(machine.learn(state, np.array([x]), np.array([t]), np.random.default_rng(0)))
        after.append(state.weights[:, 0, 0].tolist())
    assert after == [[2, -1, 3], [1, -1, 2], [1, -1, 2]]
    assert state.updates.tolist() == [2]
    assert state.wiring is wiring  # the first layer is never taught


def test_several_classes_have_a_response_unit_each() -> None:
    # One unit that fires, weights (1, 0, -1); wanted is class 2.  Units 0 and 2 are wrong: 0 says yes,
    # 2 says no; unit 1 says no (its sum is 0), as it should.
    machine = MarkIPerceptron(n_association=1, order="cyclic", max_epochs=1)
    state = MarkIState(np.ones((1, 1, 1)), np.array([1.0, 0.0, -1.0]).reshape(1, 3, 1), np.array([0]))
    X, target = np.array([[1.0]]), np.array([[-1.0, -1.0, 1.0]])
    state = next(machine.learn(state, X, target, np.random.default_rng(0)))
    assert state.weights[0, :, 0].tolist() == [0, 0, 0]
    assert state.updates.tolist() == [2]


def test_tells_four_shapes_apart_and_says_their_names() -> None:
    names = np.array(list(SHAPES))
    X, y = shapes(list(names), 100, np.random.default_rng(0))
    machine = MarkIPerceptron(excitatory=5, inhibitory=5, threshold=2, random_state=0)
    machine.fit(X, names[y])
    assert machine.state_.weights.shape == (512, 4, 1)
    assert (machine.predict(X) == names[y]).all()
    assert (machine.decision_function(X).argmax(axis=1) == np.argsort(np.argsort(names))[y]).all()


def test_two_blobs_of_numbers_are_told_apart() -> None:
    # Inputs that are not light or dark; scikit-learn's own check asks for 83 %, and is told by our tag
    # not to ask for it with three blobs.
    rng = np.random.default_rng(0)
    X = np.concatenate([rng.normal((1, -1), 0.7, (60, 2)), rng.normal((-1, 1), 0.7, (60, 2))])
    y = np.repeat([0, 1], 60)
    assert MarkIPerceptron(random_state=0).fit(X, y).score(X, y) > 0.83


@pytest.mark.parametrize("order", ["cyclic", "shuffled"])
def test_resuming_is_exact(order: Any) -> None:
    machine = MarkIPerceptron(n_association=20, order=order, max_epochs=8)
    rng = np.random.default_rng(0)
    learning = machine.learn(machine.start(XOR.X, XOR.target, 30, rng), XOR.X, XOR.target, rng)
    third = [next(learning) for _ in range(3)][-1]
    later = np.random.default_rng()
    later.bit_generator.state = rng.bit_generator.state
    *_, straight = learning
    *_, resumed = MarkIPerceptron(n_association=20, order=order, max_epochs=5).learn(
        third, XOR.X, XOR.target, later
    )
    for one, other in zip(straight, resumed, strict=True):
        assert one.tobytes() == other.tobytes()


def test_the_trace_follows_one_machine_by_hand() -> None:
    by_hand: dict[str, Any] = dict(MarkIPerceptron.card.by_hand)
    machine = MarkIPerceptron(**by_hand)
    entries = list(trace(machine, AND.X, AND.target, rng=0))
    assert [entry.error for entry in entries[-4:]] == [0, 0, 0, 0]
    assert len(entries[0].after) == 8
    for entry in entries:
        moved = {entry.after[name] - entry.before[name] for name in entry.after}
        assert moved <= {0.0, float(np.sign(entry.error or 0))}


# What it can and cannot answer -------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [(1, 1, 1), (3, 5, 2), (2, 9, 30), (1, 1, 40)])
def test_several_units_of_a_kind_stand_as_one_of_the_root_of_their_number(
    numbers: tuple[int, ...],
) -> None:
    # Units that copy x1, or x2, or fire for either: numbers of each.
    machine = MarkIPerceptron(order="cyclic", max_epochs=5000)
    one_each = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    wiring = np.repeat(one_each, numbers, axis=1)[..., None]
    start = MarkIState(wiring, np.zeros((sum(numbers), 1, 1)), np.zeros(1, dtype=np.int64))
    *_, end = machine.learn(start, XOR.X, XOR.target, np.random.default_rng(0))
    assert count_mistakes(machine, machine.respond(end, XOR.X), XOR.target).tolist() == [0]
    signals = association(one_each[..., None], XOR.X, 1)[..., 0]
    assert end.updates[0] <= max_corrections(signals * np.sqrt(numbers), XOR.target)
    assert numbers != (1, 1, 40) or end.updates[0] > max_corrections(signals, XOR.target)


@pytest.mark.parametrize("asked", [AND, OR, XOR], ids=repr)
def test_solves_the_gates_with_the_units_of_the_mark_i(asked: Problem) -> None:
    assert run("mark_i", asked, starts=300).success_rate == 1
    assert run("mark_i", asked.bipolar, starts=300).success_rate == 1


@pytest.mark.parametrize("asked", [AND, OR, XOR], ids=repr)
@pytest.mark.parametrize("n", [2, 4, 8])
def test_a_machine_solves_what_its_own_units_can_answer_and_nothing_else(asked: Problem, n: int) -> None:
    # The referee looks at each machine's association units; training must find what there is.
    machine = MarkIPerceptron(n_association=n)
    history = train(machine, asked.X, asked.target, n_starts=60, rng=n)
    seen = association(history.end.wiring, asked.X, 1)
    could = [bool(np.isfinite(max_corrections(seen[..., start], asked.target))) for start in range(60)]
    assert history.solved.tolist() == could
    assert n > 2 or asked is OR or not any(could)


@pytest.mark.parametrize("n", [3, 5, 8, 16])
def test_the_share_that_solves_xor_is_the_computed_one(n: int) -> None:
    share = answerable_fraction(unit_kinds(XOR.X, 6, 4, 1), XOR.target, n)
    trial = run(MarkIPerceptron(n_association=n), XOR, starts=1000)
    interval = binomtest(trial.n_solved, 1000).proportion_ci(0.999, "wilson")
    assert interval.low <= share <= interval.high


@pytest.mark.parametrize("name", ["NOR", "NAND", "XNOR", "TRUE", "NOT_A"])
def test_cannot_say_yes_in_the_dark(name: str) -> None:
    # Silence in, silence out: with theta = 1 no unit fires for 00, and there is no bias.
    trial = run("mark_i", get_problem(name), starts=50)
    assert trial.expectation.verdict is Verdict.CANNOT
    assert "silence" in trial.expectation.reason
    assert not trial.history.ever_solved.any()


@pytest.mark.parametrize("name", ["NOR", "NAND", "NOT_A"])
def test_says_yes_in_the_dark_with_a_threshold_of_zero(name: str) -> None:
    # With more inhibition than excitation the units fire in the dark and rest in full light.
    trial = run(MarkIPerceptron(excitatory=4, inhibitory=6, threshold=0), get_problem(name), starts=50)
    assert trial.success_rate == 1
    assert trial.agrees


def test_learning_ends_where_nothing_can_be_corrected() -> None:
    # A single yes in the dark: wrong for ever, and no weight to move.
    asked = from_truth_table("DARK", np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([True, False]))
    history = train(MarkIPerceptron(), asked.X, asked.target, n_starts=5, rng=0)
    assert history.n_epochs == 1
    assert history.end.updates.tolist() == [0] * 5
    assert history.mistakes[-1].tolist() == [1] * 5


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"n_association": 2}, "it takes 3 association units at least, and there are 2"),
        ({"excitatory": 1, "inhibitory": 0}, "not even all 2 kinds"),
        ({"threshold": 7}, "silence"),
    ],
)
def test_cannot_do_xor_without_the_units_that_it_takes(parameters: dict[str, Any], reason: str) -> None:
    trial = run(MarkIPerceptron(**parameters), XOR, starts=100)
    assert trial.expectation.verdict is Verdict.CANNOT
    assert reason in trial.expectation.reason
    assert not trial.history.ever_solved.any()


def test_solves_whatever_the_wiring_where_every_unit_will_do() -> None:
    # One point: each unit has x - y = 2 connections to it, and fires exactly when it is lit.
    X, target = np.array([[0.0], [1.0]]), np.array([-1.0, 1.0])
    asked = from_truth_table("LIT", X, target > 0)
    trial = run(MarkIPerceptron(n_association=3), asked, starts=50)
    assert trial.expectation.verdict is Verdict.SOLVES
    assert trial.success_rate == 1


@pytest.mark.parametrize("parameters", [{}, {"excitatory": 400}])
def test_solves_before_it_has_learned_where_only_no_is_wanted(parameters: dict[str, Any]) -> None:
    trial = run(MarkIPerceptron(**parameters), get_problem("FALSE"), starts=20)
    assert trial.expectation.verdict is Verdict.SOLVES
    assert trial.success_rate == 1
    assert trial.history.end.updates.tolist() == [0] * 20


def test_a_kind_that_is_rare_is_weighed_slowly() -> None:
    # 75 % of machines have the units for XOR, but two of one kind among five hundred of another: what
    # the many lose by one correction, the two make up by hundreds.
    trial = run(MarkIPerceptron(excitatory=8, inhibitory=0), XOR, starts=40)
    assert not trial.history.ever_solved.any()
    assert trial.agrees is None
    slow = MarkIPerceptron(excitatory=8, inhibitory=0, max_epochs=2100, n_association=512)
    assert slow.expectation(XOR.X, XOR.target).verdict is Verdict.DEPENDS
    assert run(slow, XOR, starts=20).n_solved > 10


MANY = from_truth_table("MANY", np.tile(np.eye(4), (100, 1)), np.ones(400, dtype=bool))  # examples


@pytest.mark.parametrize(
    ("parameters", "asked"),
    [
        ({"n_association": 3}, XOR),  # rare
        ({"max_epochs": 10}, XOR),
        ({"excitatory": 8, "inhibitory": 0}, XOR),  # two of the kinds are one unit in 256 each
        ({}, MANY),
        ({}, parity(3)),  # many kinds
        ({"excitatory": 40, "inhibitory": 30}, parity(4)),  # more wirings than one goes through
    ],
)
def test_theory_is_open_where_it_cannot_tell(parameters: dict[str, Any], asked: Problem) -> None:
    expected = MarkIPerceptron(**parameters).expectation(asked.X, asked.target)
    assert expected.verdict is Verdict.OPEN


@pytest.mark.parametrize("asked", TWO_INPUT.values(), ids=list(TWO_INPUT))
@pytest.mark.parametrize("parameters", [{}, {"n_association": 4}, {"excitatory": 5, "inhibitory": 5}])
def test_no_run_disagrees_with_theory(asked: Problem, parameters: dict[str, Any]) -> None:
    for view in (asked, asked.bipolar):
        assert run(MarkIPerceptron(**parameters), view, starts=60).agrees is not False


def test_stays_within_the_bound_of_the_convergence_theorem() -> None:
    history = train(MarkIPerceptron(n_association=12), XOR.X, XOR.target, n_starts=200, rng=0)
    seen = association(history.end.wiring, XOR.X, 1)
    bounds = [max_corrections(seen[..., start], XOR.target) for start in range(200)]
    assert np.isfinite(bounds).sum() > 150
    assert (history.end.updates <= bounds).all()


def test_agrees_with_scikit_learns_perceptron_on_the_association_units() -> None:
    # Referee: the same rule on the same signals, example by example.  Its threshold says yes above 0,
    # but it corrects at 0 too, so the tie is avoided: the two start from weights that differ from 0.
    X, y = shapes(["triangle", "cross"], 80, np.random.default_rng(1))
    target = np.where(y == 1, 1.0, -1.0)
    machine = MarkIPerceptron(200, 5, 5, 2, order="cyclic", max_epochs=50)
    rng = np.random.default_rng(0)
    start = machine.start(X, target, 1, rng)
    first = rng.normal(size=start.weights.shape)
    *_, end = machine.learn(start._replace(weights=first), X, target, rng)
    referee = SklearnPerceptron(fit_intercept=False, shuffle=False, max_iter=50, tol=None)
    signals = association(start.wiring, X, 2)[..., 0].astype(float)
    referee.fit(signals, y, coef_init=first[:, :, 0].T)
    assert end.weights[:, 0, 0] == pytest.approx(referee.coef_[0], abs=1e-9)
    assert count_mistakes(machine, machine.respond(end, X), target).tolist() == [0]


# What Rosenblatt found in 1958, at small size ----------------------------------------------------


def recall_and_generalization(
    machine: MarkIPerceptron, X: Array, target: Array, counts: tuple[int, ...]
) -> tuple[Array, Array]:
    """Share of right answers to the images learned so far and to 400 others, each (count,).

    Every image is shown once; the mean of eight machines.
    """
    rng, new, done = np.random.default_rng(0), slice(len(X) - 400, None), 0
    state, scores = machine.start(X, target, 8, rng), []
    for count in counts:
        state = next(machine.learn(state, X[done:count], target[done:count], rng))
        done = count
        scores.append(
            [
                1 - count_mistakes(machine, machine.respond(state, X[own]), target[own]).mean() / size
                for own, size in ((slice(count), count), (new, 400))
            ]
        )
    recall, generalization = np.array(scores).T
    return recall, generalization


def machine_of(n_association: int, threshold: int) -> MarkIPerceptron:
    return MarkIPerceptron(n_association, 5, 5, threshold, order="cyclic", max_epochs=1)


def test_in_a_random_environment_recall_falls_and_new_stimuli_stay_at_chance() -> None:
    rng = np.random.default_rng(0)
    X = (rng.random((1200, 400)) < 0.5).astype(np.float32)
    target = rng.choice([-1.0, 1.0], size=1200).astype(np.float32)
    recall, new = recall_and_generalization(machine_of(128, 3), X, target, (30, 100, 300, 800))
    assert (np.diff(recall) < 0).all()
    assert recall[0] > 0.8
    assert recall[-1] < 0.65
    assert new == pytest.approx(0.5, abs=0.04)


def test_among_shapes_recall_and_generalization_meet_and_more_units_meet_higher() -> None:
    X, y = shapes(["triangle", "cross"], 1200, np.random.default_rng(0))
    target = np.where(y == 1, 1.0, -1.0).astype(np.float32)
    asymptotes = []
    for n in (32, 128, 512):
        recall, new = recall_and_generalization(
            machine_of(n, 2), X.astype(np.float32), target, (10, 800)
        )
        assert recall[0] > new[0] + 0.1
        assert recall[-1] == pytest.approx(new[-1], abs=0.04)
        asymptotes.append(new[-1])
    assert (np.diff(asymptotes) > 0.05).all()


def test_removing_units_degrades_every_class_little_by_little() -> None:
    names = list(SHAPES)
    X, y = shapes(names, 200, np.random.default_rng(0))
    target = np.where(y[:, None] == np.arange(4), 1.0, -1.0)
    machine, rng = MarkIPerceptron(512, 5, 5, 2, max_epochs=30), np.random.default_rng(1)
    *_, state = machine.learn(machine.start(X, target, 4, rng), X, target, rng)
    scores = []  # (share removed, class)
    for removed in (0, 64, 256, 448, 512):
        kept = np.arange(512) >= removed
        answers = machine.respond(state._replace(weights=state.weights * kept[:, None, None]), X).argmax(
            axis=1
        )
        scores.append([(answers[y == k] == k).mean() for k in range(4)])
    mean = np.mean(scores, axis=1)
    assert mean[0] > 0.95
    assert (np.diff(mean) < 0).all()
    assert (np.array(scores)[1] > 0.5).all()  # an eighth is gone, and no class with it
    assert mean[3] > 0.3
    assert mean[4] == 0.25  # without any, all sums are 0 and the first class is named


# Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: MarkIPerceptron(excitatory=0, inhibitory=0).fit(XOR.X, XOR.y),
            "leave the units unconnected",
        ),
        (lambda: MarkIPerceptron(n_association=0).fit(XOR.X, XOR.y), "n_association of MarkI"),
        (lambda: MarkIPerceptron(threshold=np.nan).fit(XOR.X, XOR.y), "threshold of MarkI"),
        (
            lambda: MarkIPerceptron(random_state=0).fit(np.eye(4), [0, 1, 0, 1]).predict(np.eye(3)),
            "X has 3 features, but MarkIPerceptron is expecting 4 features",
        ),
    ],
)
def test_bad_input_is_refused_with_the_remedy(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_images_of_another_size_than_the_retina_are_refused_by_every_way_in() -> None:
    machine, rng = MarkIPerceptron(n_association=4), np.random.default_rng(0)
    state = machine.start(XOR.X, XOR.target, 1, rng)
    X = np.zeros((4, 3))
    with pytest.raises(ValueError, match="3 points do not fit a retina of 2"):
        machine.respond(state, X)
    with pytest.raises(ValueError, match="3 points do not fit a retina of 2"):
        next(machine.learn(state, X, XOR.target, rng))
