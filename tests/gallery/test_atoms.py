"""The atoms: each machine in one short file of the standard library, held equal to the package."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sklearn.svm import SVC

from neurohistory import AND, OR, XOR, load
from neurohistory.catalog import names
from neurohistory.network.boltzmann import start_machine
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.problems.problem import Problem
from neurohistory.training import train

ATOMS = Path(__file__).parents[2] / "gallery" / "atoms"
FILES = sorted(ATOMS.glob("*.py"))
GATES = pytest.mark.parametrize("gate", [AND, OR, XOR], ids=str)
# Up to rounding: sums of another order, over some hundred epochs.
assert_equal = partial(np.testing.assert_allclose, rtol=1e-9, atol=1e-12)


def atom(stem: str) -> SimpleNamespace:
    """What the file defines."""
    return SimpleNamespace(**runpy.run_path(str(ATOMS / f"{stem}.py")))


def ours(name: str, gate: Problem, start: dict[str, Any], **settings: Any) -> list[dict[str, Any]]:
    """The package's weights by name at the start and after every epoch."""
    model = load(name)(**settings)
    history = train(model, gate.X, gate.target, rng=0, initial=start)
    return [model.named_weights(state) for state in history.states]


def unit(b: float, w: Iterable[float]) -> dict[str, float]:
    """One unit's weights by name."""
    return {"bias": b} | {f"weights[{i}]": w_i for i, w_i in enumerate(w)}


def units(layer: Iterable[tuple[float, Iterable[float]]]) -> dict[str, float]:
    """The weights of several units by name."""
    named = [(f"bias[{u}]", b) for u, (b, _) in enumerate(layer)]
    return dict(named) | {
        f"weights[{u},{i}]": w_i for u, (_, w) in enumerate(layer) for i, w_i in enumerate(w)
    }


def test_every_machine_of_the_timeline_has_one() -> None:
    assert {path.stem[5:] for path in FILES} == set(names())
    assert [path.stem[:4] for path in FILES] == sorted(str(load(name).card.year) for name in names())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_short_needs_nothing_and_says_what_it_finds(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
    command = [sys.executable, "-I", "-S", "-W", "error", str(path)]  # -S: without installed packages
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert {line.split()[0] for line in ran.stdout.splitlines()} == {"AND", "OR", "XOR"}


def test_together_they_are_a_short_read() -> None:
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES) <= 530


def test_a_single_cell_does_what_the_package_says() -> None:
    cell = atom("1943_mcculloch_pitts")
    wired = list(cell.wirings())
    can = {
        truth
        for truth in product((0, 1), repeat=4)
        if any(cell.mistakes(*wiring, truth) == 0 for wiring in wired)
    }
    model = load("mcculloch_pitts")
    learned = {
        truth
        for truth in product((0, 1), repeat=4)
        if 0 < sum(truth) < 4  # a task needs both answers
        if (model().fit(XOR.X, np.array(truth)).predict(XOR.X) == truth).all()
    }
    assert can == learned | {(0, 0, 0, 0)}
    assert len(can) == 7
    assert [cell.xor(x) for x in cell.CASES] == XOR.y.tolist()


@GATES
@pytest.mark.parametrize(
    ("b", "w"), [(0.0, [0.0, 0.0]), (0.3, [-0.7, 0.1])], ids=["from zero", "from elsewhere"]
)
def test_the_perceptron_is_equal_bit_for_bit(gate: Problem, b: float, w: list[float]) -> None:
    learned = list(atom("1958_perceptron").learn(b, w, gate.y))
    expected = ours("perceptron", gate, unit(b, w), order="cyclic")[1:]
    assert [unit(*state) for state in learned] == expected


@GATES
def test_the_logistic_unit_is_equal_up_to_rounding(gate: Problem) -> None:
    learned = [unit(*state) for state in atom("1958_logistic_unit").learn(0.3, [-0.7, 0.1], gate.y)]
    expected = ours("logistic_unit", gate, unit(0.3, [-0.7, 0.1]))[1:]
    assert len(learned) == len(expected)
    assert learned[-1] == pytest.approx(expected[-1], rel=1e-12)


@GATES
def test_adaline_is_equal_up_to_rounding(gate: Problem) -> None:
    machine = atom("1960_adaline")
    learned = [unit(*state) for state in machine.learn(0.3, [-0.7, 0.1], gate.bipolar.target)]
    expected = ours("adaline", gate.bipolar, unit(0.3, [-0.7, 0.1]), order="cyclic")[1:]
    assert len(learned) == len(expected)
    assert learned[-1] == pytest.approx(expected[-1], rel=1e-12)


@GATES
def test_mark_i_is_equal_bit_for_bit(gate: Problem) -> None:
    machine = load("mark_i")(order="cyclic", random_state=0)
    history = train(machine, gate.X, gate.target, rng=0)
    wiring = history.states[0].wiring[..., 0].T.tolist()  # (unit, feature)
    learned = list(atom("1960_mark_i").learn(wiring, gate.target.astype(int).tolist()))
    assert learned == [state.weights[:, 0, 0].tolist() for state in history.states[1:]]


@GATES
@pytest.mark.parametrize("seed", range(5))
def test_madaline_is_equal_up_to_rounding(gate: Problem, seed: int) -> None:
    start = [(b, [u, v]) for b, u, v in np.random.default_rng(seed).normal(size=(2, 3)).tolist()]
    learned = list(atom("1962_madaline").learn(start, gate.bipolar.target.tolist()))
    expected = ours("madaline", gate.bipolar, units(start), order="cyclic")[1:]
    assert len(learned) == len(expected)
    assert units(learned[-1]) == pytest.approx(expected[-1], rel=1e-9)


@GATES
@pytest.mark.parametrize("order", [1, 2])
def test_a_perceptron_of_bounded_order_is_equal_bit_for_bit(gate: Problem, order: int) -> None:
    learned = list(atom("1969_minsky_papert").learn([0.0] * (2 + order), gate.y, order))
    settings = {"order": "cyclic", "predicate_order": order, "initial_scale": 0.0}
    expected = ours("minsky_papert", gate, {}, **settings)[1:]
    assert learned == [list(weights.values()) for weights in expected]


@GATES
@pytest.mark.parametrize("seed", range(3))
def test_back_propagation_is_equal_up_to_rounding(gate: Problem, seed: int) -> None:
    model = load("backprop")(max_epochs=300)
    history = train(model, gate.X, gate.target, rng=seed)
    hidden, output = (theta[..., 0].T.tolist() for theta in _layers(model, history.states[0]))
    learned = list(atom("1986_backprop").learn(hidden, output[0], gate.y, epochs=300))
    assert len(learned) == len(history.states) - 1
    for (by_hand, last), state in zip(learned, history.states[1:], strict=True):
        first, second = (theta[..., 0].T for theta in _layers(model, state))
        assert_equal(by_hand, first)
        assert_equal([last], second)


def _layers(model: Any, state: Any) -> list[Any]:
    return list(model.weight_arrays(state).values())  # each (1 + input, unit, start)


@GATES
@pytest.mark.parametrize("seed", range(5))
def test_madaline_ii_is_equal_up_to_rounding(gate: Problem, seed: int) -> None:
    model = load("madaline_ii")(order="cyclic")
    history = train(model, gate.bipolar.X, gate.target, rng=seed)
    bias, weights, output, _ = history.states[0]
    start = [(b, w) for b, w in zip(bias[:, 0].tolist(), weights[..., 0].tolist(), strict=True)]
    last = (output[0, 0].item(), output[1:, 0].tolist())
    targets = gate.target.astype(int).tolist()
    learned = list(atom("1988_madaline_ii").learn(start, last, targets, epochs=model.max_epochs))
    assert len(learned) == len(history.states) - 1
    layer, (b, w) = learned[-1]
    end = history.states[-1]
    assert_equal([b_u for b_u, _ in layer], end.bias[:, 0])
    assert_equal([w_u for _, w_u in layer], end.weights[..., 0])
    assert_equal([b, *w], end.output[:, 0])


@GATES
@pytest.mark.parametrize("C", [0.1, 100.0])
def test_the_margin_is_that_of_libsvm(gate: Problem, C: float) -> None:
    targets = gate.target.tolist()
    *_, (a, b) = atom("1995_svm").learn([0.0] * 4, targets, C=C)
    peer = SVC(kernel="poly", degree=2, gamma=1, coef0=1, C=C, tol=1e-10)
    peer.fit(gate.bipolar.X, gate.target)
    expected = np.zeros(4)
    expected[peer.support_] = np.abs(peer.dual_coef_[0])
    np.testing.assert_allclose(a, expected, atol=1e-9)
    if C == 100:
        assert b == pytest.approx(peer.intercept_[0], abs=1e-9)
        model = load("svm")(kernel="poly", gamma=1.0).fit(gate.bipolar.X, gate.y)
        np.testing.assert_allclose(a, np.abs(model.state_.multipliers[:, 0]), atol=1e-3)


@GATES
def test_the_boltzmann_machine_is_equal_up_to_rounding(gate: Problem) -> None:
    plain = {"momentum": 0.0, "weight_decay": 0.0, "batch_size": None, "max_epochs": 50}
    model = load("rbm")(**plain)
    states = train(model, gate.X, gate.target, rng=np.random.default_rng(0)).states
    # The package draws the first weights from the same generator; leave them out here.
    chance = np.random.default_rng(0)
    model.start(gate.X, gate.target, 1, chance)
    learned = list(
        atom("2002_rbm").learn(
            _with_biases(states[0].machine),
            [(*x, t) for x, t in zip(gate.X.tolist(), gate.y.tolist(), strict=True)],
            chance.random,
            epochs=50,
        )
    )
    for rows, state in zip(learned, states[1:], strict=True):
        assert_equal(rows, _with_biases(state.machine))
    yes = [atom("2002_rbm").yes(learned[-1], x) for x in gate.X.tolist()]
    np.testing.assert_allclose(yes, model.respond(states[-1], gate.X)[:, 0], rtol=1e-8)


def _with_biases(machine: Any) -> list[list[float]]:
    """Hidden units are rows; the first row and column are the biases of the others."""
    W, b, c, *_ = (field[..., 0] if field.ndim else field for field in machine)
    first = np.concatenate([[0.0], b])
    rows = np.concatenate([c[:, None], W.T], axis=1)
    return [first.tolist(), *rows.tolist()]


def test_pretraining_is_equal_up_to_rounding() -> None:
    machine = start_machine(2, 8, 1, np.random.default_rng(1), np.dtype(float), scale=1.0)
    *_, last = contrastive_divergence(
        machine, XOR.X, np.random.default_rng(2), epochs=20, learning_rate=0.1,
        momentum=0.0, weight_decay=0.0, batch_size=None, reconstruction="mean",
    )  # fmt: skip
    deep = atom("2006_pretrained_classifier")
    hidden = deep.pretrain(_with_biases(machine), XOR.X.tolist(), np.random.default_rng(2).random)
    assert_equal(hidden, _with_biases(last)[1:])


@GATES
def test_fine_tuning_is_equal_up_to_rounding(gate: Problem) -> None:
    model = load("pretrained_classifier")(
        pretraining_epochs=0, momentum=0.0, batch_size=None, max_epochs=50
    )
    states = train(model, gate.X, gate.target, rng=3).states
    layers = [theta[..., 0].T.tolist() for theta in _layers(model, states[0])]
    *_, learned = atom("2006_pretrained_classifier").learn(layers, gate.y, epochs=50)
    for units_, theta in zip(learned, _layers(model, states[-1]), strict=True):
        assert_equal(units_, theta[..., 0].T)
