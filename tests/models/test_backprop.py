"""Back-propagation: the gradient against differences, and the numbers of 1986 and 1988."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_iris

from neurohistory import AND, OR, XOR, train
from neurohistory.history import select
from neurohistory.models.backprop import MultilayerPerceptron, MultilayerPerceptronState
from neurohistory.network.parameters import layers, n_parameters
from neurohistory.theory import Verdict

Array = NDArray[np.float64]


def network(theta: Array, sizes: list[int]) -> MultilayerPerceptronState:
    """Networks with these weights, shape (parameter, replica), at rest."""
    n_replicas = theta.shape[1]
    return MultilayerPerceptronState(
        theta,
        np.zeros_like(theta),
        np.repeat(np.array(sizes)[:, None], n_replicas, axis=1),
        np.zeros(n_replicas, dtype=np.int64),
    )


def flat(*blocks: object) -> Array:
    """One network's weights as a column; each block is rows of (bias, inputs...) by unit."""
    return np.concatenate([np.ravel(np.array(block, dtype=float)) for block in blocks])[:, None]


# Explorations in Parallel Distributed Processing (McClelland and Rumelhart 1988), the XOR exercise:
# fixed first weights and a fixed rule make the whole run repeatable.
FIRST_1988 = flat(
    [-0.276589, -0.402498],  # biases of the hidden units
    [0.432171, -0.038413],  # from input 1 to hidden units 1 and 2
    [0.448781, 0.036489],  # from input 2
    [0.279299],  # bias of the output
    [0.27208, 0.081714],  # from hidden units 1 and 2
)
TSS_AFTER = {
    0: 1.050652,
    1: 1.035267,
    30: 1.001790,
    60: 1.000007,
    90: 0.999887,
    120: 0.999662,
    150: 0.998579,
    180: 0.988750,
    210: 0.896717,
    240: 0.648813,
    270: 0.146793,
    287: 0.041882,
    288: 0.039762,
}


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # 1-1-1, u = 1, d = 1, epsilon = 0.5; hidden weight 0.5, output weight -0.4, all biases 0 but
    # the output's, 0.3.  The hidden unit is at 1/(1+e^-0.5) = 0.62246; the net input of the output is
    # 0.3 - 0.4 * 0.62246 = 0.05102, so y = 0.51275 and E = (1 - y)^2 / 2 = 0.11871.
    # delta_out = (y - 1) y (1 - y) = -0.48725 * 0.24984 = -0.12173
    # output weight: -0.4 + 0.5 * 0.12173 * 0.62246 = -0.36211; output bias: 0.3 + 0.06087 = 0.36087
    # delta_hid = -0.12173 * -0.4 * 0.62246 * 0.37754 = 0.011443; 0.5 - 0.5 * 0.011443 = 0.494278
    # and the hidden bias goes from 0 to -0.005722.
    unit = MultilayerPerceptron((1,), learning_rate=0.5)
    X, target = np.array([[1.0]]), np.array([1.0])
    state = network(flat([0.0], [0.5], [0.3], [-0.4]), [1, 1, 1])
    scores = unit.respond(state, X)
    assert scores == pytest.approx(0.05102, abs=1e-5)
    assert unit.output(scores) == pytest.approx(0.51275, abs=1e-5)
    assert unit.loss(scores, target) == pytest.approx(0.11871, abs=1e-5)
    after = next(unit.learn(state, X, target, np.random.default_rng(0)))
    assert after.theta[:, 0] == pytest.approx([-0.005722, 0.494278, 0.36087, -0.36211], abs=1e-5)


def test_the_second_step_adds_the_share_alpha_of_the_first() -> None:
    # dw(t) = -epsilon dE/dw(t) + alpha dw(t - 1): a learner with momentum is one without it that is
    # moved on by 0.9 of the first change.
    rng, X, target = np.random.default_rng(0), XOR.X, XOR.target
    heavy, light = (MultilayerPerceptron(momentum=m, learning_rate=0.5) for m in (0.9, 0.0))
    start = heavy.start(X, target, 3, rng)
    first = next(heavy.learn(start, X, target, rng))
    second = next(heavy.learn(first, X, target, rng))
    plain = next(light.learn(first, X, target, rng))
    assert second.theta == pytest.approx(plain.theta + 0.9 * (first.theta - start.theta), abs=1e-14)


def test_solves_the_exercise_of_1988_in_288_updates() -> None:
    unit = MultilayerPerceptron(learning_rate=0.5, momentum=0.9, max_epochs=288)
    state = network(FIRST_1988, [2, 2, 1])
    states = [state, *unit.learn(state, XOR.X, XOR.target, np.random.default_rng(0))]
    tss = [2 * unit.loss(unit.respond(s, XOR.X), XOR.target)[0] for s in states]  # E halves it
    assert {k: tss[k] for k in TSS_AFTER} == pytest.approx(TSS_AFTER, abs=1e-6)
    assert next(k for k, error in enumerate(tss) if error < 0.04) == 288
    assert states[-1].updates.tolist() == [288]
    below, above = layers(states[-1].theta, [2, 2, 1])
    assert below[0, :, 0] == pytest.approx([-2.141107, -4.783198], abs=1e-5)
    assert below[1, :, 0] == pytest.approx([5.705799, 3.151777], abs=1e-5)
    assert below[2, :, 0] == pytest.approx([5.710936, 3.154295], abs=1e-5)
    assert above[:, 0, 0] == pytest.approx([-2.813503, 6.365651, -6.906146], abs=1e-5)
    outputs = unit.output(unit.respond(states[-1], XOR.X))[:, 0]
    assert outputs == pytest.approx([0.099627, 0.904246, 0.904377, 0.107348], abs=1e-5)


def test_solves_xor_from_most_starts_and_not_from_all() -> None:
    # Computed apart from this package, first weights within +-0.5, epsilon 0.5, alpha 0.9, at most
    # 6,000 sweeps: 191 of 200, middle 261 sweeps.
    unit = MultilayerPerceptron(learning_rate=0.5, momentum=0.9, max_epochs=2000)
    history = train(unit, XOR.X, XOR.target, n_replicas=500, rng=0, keep_states=False)
    assert 0.88 <= history.solved.mean() <= 0.985
    assert 150 <= np.nanmedian(history.epochs_to_solve) <= 400
    assert unit.expectation(XOR.X, XOR.target).verdict is Verdict.SOMETIMES


@pytest.mark.parametrize("activation", ["logistic", "tanh"])
def test_solves_and_and_or_from_every_start(activation: Any) -> None:
    for asked in (AND, OR):
        unit = MultilayerPerceptron(activation=activation, max_epochs=500)
        history = train(unit, asked.X, asked.target, n_replicas=200, rng=0, keep_states=False)
        assert history.solved.all()


def test_the_stuck_starts_answer_one_half_to_two_patterns() -> None:
    # The local minimum of the chapter of 1986: 1/2 on two of the four patterns, the others right, so
    # E = 1/2 (1/4 + 1/4), and more sweeps do not lower it.
    unit = MultilayerPerceptron(learning_rate=0.5, max_epochs=3000)
    history = train(unit, XOR.X, XOR.target, n_replicas=200, rng=0, keep_states=False)
    stuck = ~history.solved
    assert history.loss is not None
    assert stuck.any()
    assert history.loss[-1, stuck] == pytest.approx(0.25, abs=0.03)
    outputs = unit.output(unit.respond(history.end, XOR.X))[:, stuck]
    near_half = np.abs(outputs - 0.5) < 0.1
    assert near_half.sum(axis=0) == pytest.approx(2)


@pytest.mark.parametrize("activation", ["logistic", "tanh"])
@pytest.mark.parametrize("hidden", [(1,), (1, 1)])
def test_cannot_do_xor_with_one_unit_a_layer(hidden: tuple[int, ...], activation: Any) -> None:
    unit = MultilayerPerceptron(hidden, activation=activation, initial_scale=1.0)
    history = train(unit, XOR.X, XOR.target, n_replicas=200, rng=0, keep_states=False)
    assert not history.ever_right.any()
    assert unit.expectation(XOR.X, XOR.target).verdict is Verdict.CANNOT


@pytest.mark.parametrize("activation", ["logistic", "tanh"])
def test_cannot_tell_hidden_units_apart_that_start_equal(activation: Any) -> None:
    unit = MultilayerPerceptron((3,), activation=activation, initial_scale=0)
    history = train(unit, AND.X, AND.target, n_replicas=2)
    for state in history.states:
        below, above = layers(state.theta, state.sizes[:, 0])
        assert (below == below[:, :1]).all()
        assert (above[1:] == above[1:2]).all()
    # The output weights start at zero, so the first step leaves the hidden units where they are ...
    first, _ = layers(history.states[1].theta, history.states[1].sizes[:, 0])
    assert not first.any()
    # ... and later steps move logistic ones, all alike; tanh units say 0 at 0, so their output
    # weights never move and neither do they.
    last, _ = layers(history.end.theta, history.end.sizes[:, 0])
    assert last.any() == (activation == "logistic")


@pytest.mark.parametrize("activation", ["logistic", "tanh"])
@pytest.mark.parametrize("hidden", [(), (3,), (3, 2), (2, 3, 2)])
@pytest.mark.parametrize("n_replicas", [1, 4])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_agrees_with_a_numerical_gradient(
    hidden: tuple[int, ...], activation: Any, n_replicas: int, n_classes: int
) -> None:
    rng = np.random.default_rng(5)
    X, codes = rng.standard_normal((7, 2)), rng.integers(0, n_classes, 7)
    target = 2.0 * (codes[:, None] == np.arange(n_classes)) - 1
    if n_classes == 2:
        target = target[:, 1]
    unit = MultilayerPerceptron(
        hidden,
        activation=activation,
        learning_rate=1.0,
        initial_scale=1.0,
    )
    start = unit.start(X, target, n_replicas, rng)
    gradient = start.theta - next(unit.learn(start, X, target, rng)).theta
    step = 1e-5
    for i in range(len(start.theta)):
        nudge = step * (np.arange(len(start.theta)) == i)[:, None]
        up, down = (
            unit.loss(unit.respond(start._replace(theta=start.theta + sign * nudge), X), target)
            for sign in (1, -1)
        )
        assert gradient[i] == pytest.approx((up - down) / (2 * step), abs=1e-8)


@pytest.mark.parametrize("hidden", [(2,), (3, 2)])
def test_one_network_alone_learns_as_it_does_among_many(hidden: tuple[int, ...]) -> None:
    unit = MultilayerPerceptron(hidden, max_epochs=50)
    rng = np.random.default_rng(0)
    many = unit.start(XOR.X, XOR.target, 6, rng)
    *_, together = unit.learn(many, XOR.X, XOR.target, rng)
    for replica in range(6):
        *_, alone = unit.learn(select(many, replica), XOR.X, XOR.target, rng)
        assert alone.theta[:, 0] == pytest.approx(together.theta[:, replica], abs=1e-10)
        assert unit.respond(alone, XOR.X)[:, 0] == pytest.approx(
            unit.respond(together, XOR.X)[:, replica], abs=1e-9
        )


def test_a_tanh_unit_follows_a_logistic_unit_at_the_default_rates() -> None:
    # tanh z = 2 logistic(2 z) - 1: from half the weights and at a sixteenth of the rate, a tanh unit
    # keeps half the weights of the logistic one for ever.
    logistic = MultilayerPerceptron((), max_epochs=40)
    tanh = MultilayerPerceptron((), activation="tanh", max_epochs=40)
    rng = np.random.default_rng(0)
    start = logistic.start(AND.X, AND.target, 5, rng)
    *_, one = logistic.learn(start, AND.X, AND.target, rng)
    *_, other = tanh.learn(start._replace(theta=start.theta / 2), AND.X, AND.target, rng)
    assert other.theta == pytest.approx(one.theta / 2, abs=1e-12)


def test_solves_iris_with_three_classes() -> None:
    X, y = load_iris(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    network = MultilayerPerceptron((4,), max_epochs=500, random_state=0).fit(X, y)
    assert network.decision_function(X).shape == (150, 3)
    assert network.score(X, y) > 0.95


def test_loss_is_half_the_squared_error_summed_over_cases_and_outputs() -> None:
    # Weights zero: every logistic output is 1/2, so each of 4 x 3 outputs is off by 1/2.
    unit = MultilayerPerceptron(initial_scale=0)
    target = np.where(np.arange(4)[:, None] % 3 == np.arange(3), 1.0, -1.0)
    state = unit.start(XOR.X, target, 2, np.random.default_rng(0))
    assert unit.loss(unit.respond(state, XOR.X), target) == pytest.approx(12 * 0.25 / 2)


def test_the_default_rate_for_a_gate_is_the_half_of_1986() -> None:
    rng = np.random.default_rng(0)
    start = MultilayerPerceptron().start(XOR.X, XOR.target, 3, rng)
    default, given = (
        next(MultilayerPerceptron(learning_rate=rate).learn(start, XOR.X, XOR.target, rng))
        for rate in (None, 0.5)
    )
    assert (default.theta == given.theta).all()


def test_first_weights_fill_the_range() -> None:
    unit = MultilayerPerceptron((2,), initial_scale=0.3)
    theta = unit.start(XOR.X, XOR.target, 1000, np.random.default_rng(0)).theta
    assert theta.shape == (n_parameters([2, 2, 1]), 1000) == (9, 1000)
    assert np.abs(theta).max() <= 0.3
    assert theta.var() == pytest.approx(0.6**2 / 12, rel=0.05)


def test_named_weights_are_the_lectures_theta() -> None:
    unit = MultilayerPerceptron()
    named = unit.named_weights(network(np.arange(9.0)[:, None], [2, 2, 1]))
    assert list(named)[:3] == ["Theta1[0,0]", "Theta1[0,1]", "Theta1[1,0]"]
    assert named["Theta1[2,1]"] == 5
    assert named["Theta2[0,0]"] == 6
    assert len(named) == 9
