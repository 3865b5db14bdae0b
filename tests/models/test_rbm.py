"""The restricted Boltzmann machine as a classifier: the rule by hand, free energies, gates, digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import BernoulliRBM

from neurohistory import AND, OR, XOR, get_problem, run, train
from neurohistory.models.rbm import RestrictedBoltzmannMachine, RestrictedBoltzmannMachineState
from neurohistory.network.boltzmann import free_energy
from neurohistory.network.enumeration import log_probability, states
from neurohistory.states import arrays_of, select, with_fields
from neurohistory.theory import Verdict, expect_linear

Array = NDArray[np.floating]
SEEDS = st.integers(0, 10**6)


def any_state(
    model: RestrictedBoltzmannMachine, X: Array, target: Array, n_starts: int, seed: int
) -> RestrictedBoltzmannMachineState:
    rng = np.random.default_rng(seed)
    state = model.start(X, target, n_starts, rng)
    _, b, c, *_ = state.machine
    biases = {"visible_bias": rng.standard_normal(b.shape), "hidden_bias": rng.standard_normal(c.shape)}
    return with_machine(state, **biases)


def with_machine(
    state: RestrictedBoltzmannMachineState, **fields: Any
) -> RestrictedBoltzmannMachineState:
    return state._replace(machine=state.machine._replace(**fields))


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # One input, one label, one hidden unit.  The example x = 1 (the range is 0 to 1), label yes:
    # v = (1, 1).  W = 0, b = (-200, 200), c = 200: h is 1, v comes back as (0, 1) for certain, h as 1.
    # <v h> = (1, 1) - (0, 1) = (1, 0), <v> the same, <h> = 0.  With rate 0.3, no momentum or decay:
    # W = (0.3, 0), b = (-199.7, 200), c = 200.  The score of x = 1 is d + softplus(c + 0.3 + u) -
    # softplus(c + 0.3) = 200 + 0.
    model = RestrictedBoltzmannMachine(
        n_hidden=1, momentum=0.0, weight_decay=0.0, learning_rate=0.3, visible="binary"
    )
    X, target, rng = np.array([[1.0]]), np.array([1.0]), np.random.default_rng(0)
    state = with_machine(
        model.start(X, target, 1, rng),
        weights=np.zeros((2, 1, 1)),
        visible_bias=np.array([[-200.0], [200.0]]),
        hidden_bias=np.array([[200.0]]),
    )
    after = next(model.learn(state, X, target, rng))
    assert after.machine.weights.ravel() == pytest.approx([0.3, 0])
    assert after.machine.visible_bias.ravel() == pytest.approx([-199.7, 200])
    assert after.machine.hidden_bias.ravel() == pytest.approx([200])
    assert model.respond(after, X).item() == pytest.approx(200)
    assert model.output(model.respond(after, X)).item() == pytest.approx(1)


@given(st.integers(1, 4), st.integers(1, 3), SEEDS)
def test_scores_are_differences_of_free_energies(n_hidden: int, n_starts: int, seed: int) -> None:
    model = RestrictedBoltzmannMachine(n_hidden=n_hidden)
    state = any_state(model, XOR.X, XOR.target, n_starts, seed)
    no, yes = (np.column_stack([XOR.X, np.full(4, label)]) for label in (0.0, 1.0))
    expected = free_energy(state.machine, no) - free_energy(state.machine, yes)
    scores = model.respond(state, XOR.X)
    assert scores == pytest.approx(expected, abs=1e-9)
    # and the output is the probability of the label given the inputs, by enumeration.
    p_no, p_yes = (np.exp(log_probability(state.machine, v)) for v in (no, yes))
    assert model.output(scores) == pytest.approx(p_yes / (p_yes + p_no), abs=1e-9)


@given(st.integers(1, 3), SEEDS)
def test_scores_of_three_classes_are_too(n_starts: int, seed: int) -> None:
    X = states(2)
    target = np.where(np.eye(3)[[0, 1, 2, 1]] == 1, 1.0, -1.0)
    model = RestrictedBoltzmannMachine(n_hidden=3)
    state = any_state(model, X, target, n_starts, seed)
    scores = model.respond(state, X)
    F = [free_energy(state.machine, np.column_stack([X, np.tile(y, (4, 1))])) for y in np.eye(3)]
    off = free_energy(state.machine, np.column_stack([X, np.zeros((4, 3))]))
    assert scores == pytest.approx(off[:, None] - np.stack(F, axis=1), abs=1e-9)
    shares = np.exp(-np.stack(F, axis=1))
    assert model.output(scores) == pytest.approx(shares / shares.sum(axis=1, keepdims=True), abs=1e-9)


@pytest.mark.parametrize("name", ["AND", "OR", "NAND", "NOR"])
@pytest.mark.parametrize("bipolar", [False, True])
def test_solves_gates_of_one_line_from_nearly_every_start(name: str, bipolar: bool) -> None:
    asked = get_problem(name).bipolar if bipolar else get_problem(name)
    trial = run("rbm", asked, starts=200)
    assert trial.success_rate > 0.95
    assert trial.expectation.verdict is Verdict.DEPENDS


@pytest.mark.parametrize("bipolar", [False, True])
def test_solves_xor_from_most_starts_slowly(bipolar: bool) -> None:
    asked = XOR.bipolar if bipolar else XOR
    trial = run("rbm", asked, starts=200)
    assert 0.85 < trial.success_rate < 1
    assert trial.agrees
    # Slowly: the machines do it in tens of epochs for AND, and in hundreds for XOR.
    right = {g.name: run("rbm", g, starts=200).history.mistakes == 0 for g in (AND, XOR)}
    assert right["AND"][50].mean() > 2 * right["XOR"][50].mean()
    assert right["XOR"][100].mean() < 0.7


def test_small_first_weights_leave_xor_unlearned() -> None:
    # No input and no pair of units tells anything in XOR: hidden units near zero get no push.
    small = run("rbm:initial_scale=0.1", "XOR", starts=200)
    assert small.success_rate < 0.1
    assert run("rbm:initial_scale=0.1", "AND", starts=200).success_rate > 0.9


@given(SEEDS, st.floats(0.1, 100))
def test_cannot_do_xor_with_one_hidden_unit(seed: int, size: float) -> None:
    # d + softplus(o + u) - softplus(o) is monotone in o = c + w.x: at most a half-plane says yes.
    model = RestrictedBoltzmannMachine(n_hidden=1)
    state = any_state(model, XOR.X, XOR.target, 50, seed)
    weights = arrays_of(state, model.weight_fields)
    state = with_fields(state, {name: size * array for name, array in weights.items()})
    assert not ((model.respond(state, XOR.X) > 0) == (XOR.target > 0)[:, None]).all(axis=0).any()


def test_expectation_of_one_hidden_unit_is_proved() -> None:
    one = RestrictedBoltzmannMachine(n_hidden=1)
    expected = one.expectation(XOR.X, XOR.target)
    assert expected.verdict is Verdict.CANNOT
    assert "one hidden unit" in expected.reason
    assert not run(one, XOR, starts=100).history.ever_solved.any()
    assert one.expectation(OR.X, OR.target).verdict is Verdict.DEPENDS
    assert run(one, OR, starts=100).success_rate > 0.5


def test_theory_is_open_beyond_two_bits() -> None:
    model = RestrictedBoltzmannMachine()
    X = np.random.default_rng(0).random((6, 3))
    assert model.expectation(X, np.where(X[:, 0] > 0.5, 1.0, -1.0)).verdict is Verdict.OPEN


@pytest.mark.parametrize("n_hidden", [1, 8])
def test_cannot_answer_what_looks_the_same_in_two_ways(n_hidden: int) -> None:
    model = RestrictedBoltzmannMachine(n_hidden)
    contradiction = np.array([[0.0, 0], [0, 0], [1, 1]]), np.array([1.0, -1, 1])
    assert model.expectation(*contradiction).verdict is Verdict.CANNOT
    # Mean 3.1, standard deviation 4.74: beyond 7.84 all inputs are 1, and 10 and 11 look the same.
    X, target = np.array([[0.0]] * 7 + [[10], [10], [11]]), np.array([1.0] * 9 + [-1])
    assert model.expectation(X, target).verdict is Verdict.CANNOT
    assert not train(model, X, target, n_starts=20, rng=0).ever_solved.any()


def test_one_hidden_unit_can_do_by_clipping_what_no_line_does() -> None:
    # OR, and three outliers.  Half way between two cases of yes, (1, -8) and (-8, 1), lies (-3.5, -3.5),
    # between the cases of no (0, 0) and (-8, -8).  Clipped, the outliers are as 0 and 1.
    X = np.array([[1.0, -8], [-8, 1], [-8, -8], *[[0, 0], [1, 0], [0, 1]] * 200])
    target = np.array([1.0, 1, -1, *[-1, 1, 1] * 200])
    model = RestrictedBoltzmannMachine(n_hidden=1, max_epochs=100)
    assert expect_linear(X, target).verdict is Verdict.CANNOT
    assert model.expectation(X, target).verdict is Verdict.OPEN
    assert train(model, X, target, n_starts=20, rng=0).ever_solved.mean() > 0.5


def test_two_hidden_units_suffice_for_xor() -> None:
    # By steep steps, one unit adds 20 on x1 + x2 > 0.5 and the other takes 40 on x1 + x2 > 1.5.
    model = RestrictedBoltzmannMachine(n_hidden=2)
    state = model.start(XOR.X, XOR.target, 1, np.random.default_rng(0))
    state = with_machine(
        state,
        weights=np.array([[200.0, 200], [200, 200], [20, -40]])[..., None],
        visible_bias=np.array([[0.0], [0], [-10]]),
        hidden_bias=np.array([[-100.0], [-280]]),
    )
    # o = (-100, -280), (100, -80), (100, -80), (300, 120): -10, -10 + 20, -10 + 20, -10 + 20 - 40.
    assert model.respond(state, XOR.X)[:, 0] == pytest.approx([-10, 10, 10, -30])


def test_agrees_with_scikit_learn_about_free_energy() -> None:
    rng = np.random.default_rng(0)
    V = rng.integers(0, 2, (40, 6)).astype(float)
    theirs = BernoulliRBM(4, n_iter=5, random_state=0).fit(V)
    model = RestrictedBoltzmannMachine(n_hidden=4)
    state = with_machine(
        model.start(V[:, :5], np.ones(40), 1, rng),
        weights=theirs.components_.T[..., None],
        visible_bias=theirs.intercept_visible_[:, None],
        hidden_bias=theirs.intercept_hidden_[:, None],
    )
    on, off = V.copy(), V.copy()
    on[:, 5], off[:, 5] = 1, 0
    expected = theirs._free_energy(off) - theirs._free_energy(on)
    assert model.respond(state, V[:, :5])[:, 0] == pytest.approx(expected, abs=1e-9)


def test_reads_digits() -> None:
    X, y = load_digits(return_X_y=True)
    split = train_test_split(X.astype(np.float32), y, test_size=0.25, random_state=0, stratify=y)
    X_train, X_test, y_train, y_test = split
    machine = RestrictedBoltzmannMachine(
        n_hidden=100, learning_rate=0.1, momentum=0.9, initial_scale=0.1, batch_size=20, max_epochs=20,
        random_state=0,
    ).fit(X_train, y_train)  # fmt: skip
    assert machine.state_.machine.weights.dtype == np.float32
    assert machine.score(X_test, y_test) > 0.9


@pytest.mark.parametrize("values", [(0.0, 1.0), (-1.0, 1.0), (3.0, 8.0), (-1e8, 1e9)])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_two_values_become_0_and_1(values: tuple[float, float], share: float) -> None:
    bits = (np.arange(20) < 20 * share).astype(float)[:, None]
    X = np.where(bits == 1, values[1], values[0])
    model = RestrictedBoltzmannMachine()
    state = model.start(X, np.ones(20), 3, np.random.default_rng(0))
    assert model.joint(state, X, np.ones(20))[:, :1] == pytest.approx(bits, abs=1e-7)


def test_inputs_are_scaled_by_the_training_data_and_clipped_beyond() -> None:
    # 0, 1, ..., 10: mean 5, standard deviation sqrt(10) = 3.162; so 1.838 becomes 0 and 8.162 becomes 1.
    X, target = np.arange(11.0)[:, None], np.ones(11)
    model = RestrictedBoltzmannMachine()
    state = model.start(X, target, 2, np.random.default_rng(0))
    new = np.array([[-50.0], [5.0], [5 + np.sqrt(10) / 2], [9.0], [1e9]])
    scaled = model.joint(state, new, np.ones(5))
    assert scaled[:, 0] == pytest.approx([0, 0.5, 0.75, 1, 1])
    # Starts with ranges of their own are answered each by its own.
    other = state._replace(low=np.array([[0.0, -10]]), high=np.array([[10.0, 10]]))
    first, second = model.joint(other, new, np.ones(5))[:, 0].T
    assert first == pytest.approx([0, 0.5, 0.658114, 0.9, 1], abs=1e-6)
    assert second == pytest.approx([0, 0.75, 0.829057, 0.95, 1], abs=1e-6)
    assert model.respond(other, new)[:, 1] == pytest.approx(model.respond(select(other, 1), new)[:, 0])


def test_a_constant_input_is_no_trouble() -> None:
    X = np.column_stack([XOR.X, np.full(4, 7.0)])
    model = RestrictedBoltzmannMachine(random_state=0, max_epochs=5).fit(X, XOR.y)
    assert np.isfinite(model.decision_function(X)).all()


@pytest.mark.parametrize("settings", [{}, {"persistent": True}, {"steps": 2, "batch_size": 3}])
def test_resuming_is_exact(settings: dict[str, Any]) -> None:
    model = RestrictedBoltzmannMachine(max_epochs=6, **settings)
    rng = np.random.default_rng(0)
    straight = []
    for state in model.learn(model.start(XOR.X, XOR.target, 4, rng), XOR.X, XOR.target, rng):
        straight.append(state)
        if len(straight) == 2:
            later = np.random.default_rng()
            later.bit_generator.state = rng.bit_generator.state
    resumed = model.learn(straight[1], XOR.X, XOR.target, later)
    for one, other in zip(straight[2:], resumed, strict=False):
        due = arrays_of(other)
        assert all((array == due[name]).all() for name, array in arrays_of(one).items())


def test_nothing_is_minimized_so_no_loss_is_recorded() -> None:
    assert train(RestrictedBoltzmannMachine(max_epochs=2), XOR.X, XOR.target, rng=0).loss is None


def test_a_binary_machine_refuses_what_is_not_binary_with_the_remedy() -> None:
    binary = RestrictedBoltzmannMachine(visible="binary", random_state=0)
    assert (binary.fit(XOR.X, XOR.y).predict(XOR.X) == XOR.y).all()
    with pytest.raises(
        ValueError, match=r"X\[0, 0\] is -1, .*threshold the inputs, or take visible='sc"
    ):
        binary.fit(XOR.bipolar.X, XOR.y)
    with pytest.raises(ValueError, match=r"X\[2, 1\] is 0\.5, "):
        binary.fit(np.array([[0, 1], [1, 1], [0, 0.5]]), [0, 1, 1])
    RestrictedBoltzmannMachine(max_epochs=1).fit(XOR.bipolar.X, XOR.y)  # the remedy


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_hidden", 0), ("steps", 0), ("learning_rate", 0.0), ("momentum", 1.0), ("weight_decay", -1.0),
        ("batch_size", 0), ("max_epochs", 0), ("initial_scale", -0.1), ("visible", "gaussian"),
        ("persistent", "yes"),
    ],
)  # fmt: skip
def test_parameters_that_make_no_sense_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} of RestrictedBoltzmannMachine must be"):
        RestrictedBoltzmannMachine(**{name: value}).fit(XOR.X, XOR.y)
