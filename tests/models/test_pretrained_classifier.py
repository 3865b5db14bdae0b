"""The pretrained classifier: the rule by hand, gates, digits, and the model of 1986 as its referee."""

from __future__ import annotations

from itertools import islice
from math import exp
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from neurohistory import AND, OR, XOR, Problem, get_problem, train
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.models.pretrained_classifier import PretrainedClassifier
from neurohistory.network.gradient_check import check_at_start, gradient_check
from neurohistory.network.theta import layers
from neurohistory.states import arrays_of
from neurohistory.theory import Verdict

DIGITS = get_problem("digits")
X, X_TEST = DIGITS.X.astype(np.float32), DIGITS.X_test.astype(np.float32)
LABELS, LABELS_TEST = DIGITS.target.argmax(axis=1), DIGITS.target_test.argmax(axis=1)


def test_a_stack_needs_a_hidden_layer() -> None:
    with pytest.raises(ValueError, match=r"hidden_layer_sizes of PretrainedClassifier: it is empty"):
        PretrainedClassifier(()).fit(XOR.X, XOR.y)


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # One input, one hidden unit, one output; x = 1 wanted 1.  Biases 0, w = 0, u = 2.
    # h = 1/2, z = 1, y = 0.731059; delta = y - 1 = -0.268941 at the output.
    # dJ/du = delta h = -0.134471; at the hidden unit delta u h (1 - h) = -0.134471.
    # Rate 1: d = 0.268941, u = 2.134471, c = w = 0.134471.
    y = 1 / (1 + exp(-1))
    net = PretrainedClassifier((1,), pretraining_epochs=0, learning_rate=1.0, momentum=0.0, max_epochs=1)
    blank = net.start(np.array([[0.0], [1.0]]), np.array([-1.0, 1.0]), 1, np.random.default_rng(0))
    state = blank._replace(theta=np.array([[0.0], [0.0], [0.0], [2.0]]))
    (after,) = net.learn(state, np.array([[1.0]]), np.array([1.0]), np.random.default_rng(0))
    step = (1 - y) / 2
    assert after.theta[:, 0].tolist() == pytest.approx([step, step, 1 - y, 2 + step], abs=1e-15)
    assert net.named_weights(after)["Theta2[1,0]"] == pytest.approx(2.134471, abs=1e-6)
    assert net.respond(state, np.array([[1.0]])).tolist() == [[1.0]]
    assert net.output(np.array([[1.0]])).item() == pytest.approx(y)
    assert net.loss(np.array([[1.0]]), np.array([1.0])).item() == pytest.approx(-np.log(y))


@pytest.mark.parametrize("asked", [AND, OR], ids=repr)
def test_solves_and_and_or(asked: Problem) -> None:
    history = train(
        PretrainedClassifier(), asked.X, asked.target, n_starts=100, rng=0, keep_states=False
    )
    assert history.solved.all()


@pytest.mark.parametrize("asked", [XOR, XOR.bipolar], ids=["0 and 1", "-1 and +1"])
def test_solves_xor_from_most_starts(asked: Problem) -> None:
    history = train(
        PretrainedClassifier(), asked.X, asked.target, n_starts=200, rng=0, keep_states=False
    )
    assert history.solved.mean() > 0.9
    assert PretrainedClassifier().expectation(asked.X, asked.target).verdict is Verdict.DEPENDS


def test_cannot_do_xor_through_single_units() -> None:
    chain = PretrainedClassifier((1, 1))
    assert chain.expectation(XOR.X, XOR.target).verdict is Verdict.CANNOT
    history = train(chain, XOR.X, XOR.target, n_starts=100, rng=0, keep_states=False)
    assert not history.ever_solved.any()


def test_agrees_with_back_propagation_when_nothing_is_pretrained() -> None:
    # Referee: the model of 1986 from the same first weights, the read-out at zero.
    V = DIGITS.X[:120, 20:26]
    target = DIGITS.target[:120]
    net = PretrainedClassifier((5, 4), "binary", pretraining_epochs=0, max_epochs=3, batch_size=None)
    bits = (V > 0.5).astype(float)
    start = net.start(bits, target, 1, np.random.default_rng(0))
    first = [matrix[..., 0] for matrix in layers(start.theta, (6, 5, 4, 10))]
    referee = MultilayerPerceptron(
        (5, 4), cost="softmax_cross_entropy", initialization=first, learning_rate=0.5, max_epochs=3
    )
    ours = train(net, bits, target, rng=0)
    theirs = train(referee, bits, target, rng=0)
    assert not first[-1].any()
    assert np.allclose(ours.end.theta, theirs.end.theta, rtol=0, atol=1e-12)
    assert ours.loss == pytest.approx(theirs.loss)


def test_its_gradient_is_that_of_differences() -> None:
    for target in (XOR.target, np.where(np.eye(4) == 1, 1.0, -1.0)):
        net = PretrainedClassifier((3, 2))
        rows, _ = check_at_start(net, XOR.X, target)
        assert len(rows) == 9 + 8 + 3 * (1 if target.ndim == 1 else 4)
        # From a read-out of zeros nothing comes down; so once more after some learning.
        rng = np.random.default_rng(0)
        *_, state = net.learn(net.start(XOR.X, target, 1, rng), XOR.X, target, rng)
        check = gradient_check(
            net.network(state), state.theta[:, 0], XOR.X, net.output_targets(target)[..., 0]
        )
        assert check.largest_difference < 1e-5


def test_pretraining_never_looks_at_the_classes() -> None:
    net, rng = PretrainedClassifier(max_epochs=2), np.random.default_rng(0)
    start = net.start(XOR.X, XOR.target, 3, rng)
    one, other = (
        list(net.learn(start, XOR.X, target, np.random.default_rng(1)))
        for target in (XOR.target, AND.target)
    )
    n_pretraining = 2 * net.pretraining_epochs
    assert len(one) == n_pretraining + 2
    for a, b in zip(one[:n_pretraining], other[:n_pretraining], strict=True):
        assert a.theta.tobytes() == b.theta.tobytes()
    assert one[-1].theta.tobytes() != other[-1].theta.tobytes()
    assert one[n_pretraining - 1].epochs.tolist() == [n_pretraining] * 3


@pytest.mark.parametrize("after", [2, 3, 5, 6, 8])
def test_the_net_goes_on_where_it_was_left(after: int) -> None:
    net = PretrainedClassifier((5, 4), pretraining_epochs=3, max_epochs=4, batch_size=2)
    rng = np.random.default_rng(0)
    start = net.start(XOR.X, XOR.target, 3, rng)
    before = rng.bit_generator.state
    straight = list(net.learn(start, XOR.X, XOR.target, rng))
    rng.bit_generator.state = before
    first = list(islice(net.learn(start, XOR.X, XOR.target, rng), after))
    resumed = first + list(net.learn(first[-1], XOR.X, XOR.target, rng))
    assert len(straight) == len(resumed) == 10
    for one, other in zip(straight, resumed, strict=True):
        due = arrays_of(other)
        assert all(array.tobytes() == due[name].tobytes() for name, array in arrays_of(one).items())


def test_fine_tuning_starts_from_rest() -> None:
    # The velocities of the machines are not carried over: the first step is the gradient's alone.
    net = PretrainedClassifier((5, 4), pretraining_epochs=3, max_epochs=1, learning_rate=0.25)
    start = net.start(XOR.X, XOR.target, 2, np.random.default_rng(0))
    *_, before, after = net.learn(start, XOR.X, XOR.target, np.random.default_rng(0))
    assert before.machines[0].weights_velocity.any()
    wanted = (XOR.target > 0).astype(float).reshape(4, 1, 1)
    slope = net.network(before).gradient(before.theta, XOR.X, wanted)
    assert np.allclose(after.theta, before.theta - 0.25 * slope, rtol=0, atol=1e-14)


def test_a_state_holds_its_machines() -> None:
    net = PretrainedClassifier((5, 4), pretraining_epochs=3)
    state = net.start(XOR.X, XOR.target, 2, np.random.default_rng(0))
    later = list(islice(net.learn(state, XOR.X, XOR.target, np.random.default_rng(0)), 4))[-1]
    low, high = later.machines
    assert low.weights.shape == (2, 5, 2)
    assert high.weights.shape == (5, 4, 2)
    assert (low.epochs.tolist(), high.epochs.tolist()) == ([3, 3], [1, 1])
    assert low.visible_bias.shape == (2, 2)
    assert np.array_equal(low.hidden_bias, layers(later.theta, (2, 5, 4, 1))[0][0])


def test_weights_that_are_given_by_name_are_those_of_the_machines_and_of_the_read_out() -> None:
    net = PretrainedClassifier((5, 4), pretraining_epochs=1)
    start = net.start(XOR.X, XOR.target, 1, np.random.default_rng(0))
    given = net.with_weights(start, {"Theta1": np.full((3, 5), 30.0), "Theta3[1,0]": 7.0})
    after, *_ = net.learn(given, XOR.X, XOR.target, np.random.default_rng(0))
    named = net.named_weights(after)
    assert named["Theta1[1,0]"] == pytest.approx(30, abs=1)
    assert named["Theta3[1,0]"] == 7  # pretraining leaves the read-out alone


def test_on_digits_pretraining_decides_from_small_weights_and_not_from_larger_ones() -> None:
    def share(**parameters: Any) -> float:
        net = PretrainedClassifier((64, 64, 64), learning_rate=0.1, **parameters)
        scores = [
            clone(net).set_params(random_state=seed).fit(X, LABELS).score(X_TEST, LABELS_TEST)
            for seed in range(3)
        ]
        return float(np.median(scores))

    small = {"initial_scale": 0.1}
    pretrained = share(pretraining_epochs=20, max_epochs=20, **small)
    # 60 epochs of pretraining take less time than 40 of fine-tuning.
    unaided = share(pretraining_epochs=0, max_epochs=60, **small)
    wider = share(pretraining_epochs=0, max_epochs=60, initial_scale=0.5)
    assert pretrained > 0.94
    assert wider > 0.94
    assert unaided < pretrained - 0.1
