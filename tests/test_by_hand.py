"""With pencil and paper: what the trace tells suffices to work out what it tells next."""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, XOR, catalog, trace
from neurohistory.contract import ContractError
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.models.perceptron import Perceptron
from neurohistory.network.activations import logistic
from neurohistory.report.rows import DERIVATIVE, trace_columns, trace_row
from neurohistory.site.by_hand import add_by_hand
from neurohistory.site.page import Page
from neurohistory.traces import Presentation


def lines_of(name: str, gate: Any = XOR, most: int = 40) -> list[Presentation[Any]]:
    model = catalog.make(name, by_hand=True)
    return list(islice(trace(model, gate.X, gate.target, rng=0), most))


def inner(entry: Presentation[Any], weight: str, working: str, n: int) -> float:
    """The sum of n products of a weight and a working, by their names."""
    return sum(entry.before[weight.format(k)] * entry.workings[working.format(k)] for k in range(n))


def fires(entry: Presentation[Any]) -> float:
    """What the cell of 1943 gives: a veto is a no."""
    if entry.workings["vetoed"]:
        return -0.5
    return entry.workings["excited"] - entry.before["threshold"] + 0.5


def through_hidden_units(entry: Presentation[Any]) -> float:
    above = sum(entry.before[f"Theta2[{j},0]"] * entry.workings[f"a2[{j}]"] for j in (1, 2))
    return entry.before["Theta2[0,0]"] + above


def turned_most_easily(entry: Presentation[Any]) -> float:
    """The net of Rule II with two units: the least abs(s) with which the answer turns, and its sign."""
    s = [entry.workings["s[0]"], entry.workings["s[1]"]]
    v = [entry.before[f"output[{u}]"] for u in range(3)]

    def total(flipped: set[int]) -> float:
        said = [(1 if s[u] > 0 else -1) * (-1 if u in flipped else 1) for u in (0, 1)]
        return v[0] + v[1] * said[0] + v[2] * said[1]

    assert entry.workings["v.y"] == pytest.approx(total(set()), abs=1e-12)
    answer = total(set()) > 0
    turning = [some for some in ({0}, {1}, {0, 1}) if (total(some) > 0) != answer]
    efforts = [max(abs(s[u]) for u in some) for some in turning]
    return (1 if answer else -1) * min(efforts, default=1 + max(map(abs, s)))


@pytest.mark.parametrize(
    ("name", "net"),
    [
        ("madaline_ii", turned_most_easily),
        ("madaline", lambda e: max(e.workings["s[0]"], e.workings["s[1]"])),
        ("mark_i", lambda e: inner(e, "weights[{},0]", "a[{}]", 8)),
        ("minsky_papert", lambda e: inner(e, "weights[{}]", "phi[{}]", 3)),
        ("svm", lambda e: inner(e, "multipliers[{}]", "K(x{}, x)", 4) + e.before["bias"]),
        ("mcculloch_pitts", fires),
        ("backprop", through_hidden_units),
    ],
)
def test_the_net_input_follows_from_the_workings(name: str, net: Any) -> None:
    entries = lines_of(name)
    assert len({entry.net for entry in entries}) > 1
    for entry in entries:
        assert entry.net == pytest.approx(net(entry), abs=1e-12)


def derivatives_by_hand(cases: list[Presentation[Any]], delta_of: Any) -> dict[str, float]:
    """The derivatives of an epoch of a 2-2-1 network, each printed number checked on the way."""
    derivatives = dict.fromkeys(cases[0].before, 0.0)
    for e in cases:
        theta, told = e.before, e.workings
        a1, a2 = [1.0, *e.input], [1.0]
        for j in (0, 1):
            z = sum(theta[f"Theta1[{i},{j}]"] * a1[i] for i in range(3))
            a2.append(float(logistic(np.array(z))))
            assert told[f"a2[{j + 1}]"] == pytest.approx(a2[-1])
        delta3 = delta_of(e)
        assert told["delta3[1]"] == pytest.approx(delta3)
        for i in range(3):
            derivatives[f"Theta2[{i},0]"] += a2[i] * delta3
        for j in (0, 1):
            delta2 = delta3 * theta[f"Theta2[{j + 1},0]"] * a2[j + 1] * (1 - a2[j + 1])
            assert told[f"delta2[{j + 1}]"] == pytest.approx(delta2)
            for i in range(3):
                derivatives[f"Theta1[{i},{j}]"] += a1[i] * delta2
    return derivatives


def test_back_propagation_can_be_followed_by_hand() -> None:
    entries = lines_of("backprop")
    velocity = dict.fromkeys(entries[0].before, 0.0)
    for epoch in range(1, 11):
        cases = [entry for entry in entries if entry.epoch == epoch]
        derivatives = derivatives_by_hand(
            cases, lambda e: (e.output - e.target) * e.output * (1 - e.output)
        )
        for name, derivative in derivatives.items():
            assert cases[0].workings[DERIVATIVE + name] == pytest.approx(derivative, abs=1e-12)
            velocity[name] = -0.5 * derivative + 0.9 * velocity[name]
            assert cases[0].after[name] == pytest.approx(cases[0].before[name] + velocity[name])


def test_fine_tuning_can_be_followed_by_hand() -> None:
    """The last line of the rule of 2006; the epoch before it has another rule, and the page says so."""
    entries = lines_of("pretrained_classifier", AND)
    settings = catalog.make("pretrained_classifier", by_hand=True).get_params()
    rate, momentum, first = (
        settings[name] for name in ("learning_rate", "momentum", "pretraining_epochs")
    )
    assert (rate, momentum, first) == (0.5, 0.9, 1)
    step = dict.fromkeys(entries[0].before, 0.0)
    for epoch in range(1, entries[-1].epoch + 1):
        cases = [entry for entry in entries if entry.epoch == epoch]
        for e in cases:
            assert e.net == pytest.approx(through_hidden_units(e), abs=1e-12)
        derivatives = derivatives_by_hand(cases, lambda e: (e.output - e.target) / 4)  # cases
        for name, derivative in derivatives.items():
            assert cases[0].workings[DERIVATIVE + name] == pytest.approx(derivative, abs=1e-12)
            if epoch > first:
                step[name] = -rate * derivative + momentum * step[name]
                moved = cases[0].after[name] - cases[0].before[name]
                assert moved == pytest.approx(step[name], abs=1e-12)


NO_WORKINGS = {  # and why none are needed
    "perceptron": "the net is the weighted sum of the inputs in the line",
    "adaline": "the net is the weighted sum of the inputs in the line",
}


@pytest.mark.parametrize("name", catalog.names())
def test_every_model_tells_its_workings_or_needs_none(name: str) -> None:
    entries = lines_of(name, AND, most=8)
    assert bool(entries[0].workings) is (name not in NO_WORKINGS)
    if name in NO_WORKINGS:
        for e in entries:
            total = e.before["bias"] + sum(e.before[f"weights[{i}]"] * x for i, x in enumerate(e.input))
            assert e.net == pytest.approx(total, abs=1e-12)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("adaline", "2μ = 0.1 / 2 = 0.05"),
        ("logistic_unit", "η = 1"),
        ("perceptron", "η = 1"),
        ("backprop", "ε = 2 / 4 cases = 0.5 and α = 0.9"),
        ("pretrained_classifier", "η = 0.5 and α = 0.9"),
        ("madaline", "α is 1"),
        ("madaline_ii", "α is 0.1"),
    ],
)
def test_a_page_tells_the_constants_of_its_rule(name: str, told: str) -> None:
    assert told in by_hand(name)


def test_the_constants_that_are_told_are_those_that_are_taken() -> None:
    """Of ADALINE, whose step depends on the cases, and of MADALINE, whose element and tie are told."""
    for e in lines_of("adaline", AND):
        for i, x in enumerate(e.input):
            name = f"weights[{i}]"
            assert e.after[name] == pytest.approx(
                e.before[name] + 0.05 * (e.target - e.net) * x, abs=1e-12
            )
    for e in lines_of("madaline", AND):
        s = [e.workings["s[0]"], e.workings["s[1]"]]
        length = 1 + sum(x * x for x in e.input)
        if e.target > 0 >= max(s):
            moved = [s.index(max(s))]  # of two alike the first
        else:
            moved = [u for u in (0, 1) if e.target <= 0 < s[u]]
        for u in (0, 1):
            step = (e.target - s[u]) / length if u in moved else 0.0
            assert e.after[f"bias[{u}]"] == pytest.approx(e.before[f"bias[{u}]"] + step, abs=1e-12)


def test_the_machine_of_1995_compares_with_every_case_by_its_number() -> None:
    for e in lines_of("svm", AND):
        alike = [float(np.exp(-2 * np.sum((np.array(e.input) - x) ** 2))) for x in AND.X]
        assert [e.workings[f"K(x{i}, x)"] for i in range(4)] == pytest.approx(alike)


def test_the_steps_of_every_epoch_are_shown_where_all_epochs_are() -> None:
    text = by_hand("pretrained_classifier")
    last = lines_of("pretrained_classifier", AND)[-1].epoch
    assert last == 6  # pretraining counts
    assert f"up to the last, {last}" in text
    for epoch in range(1, last + 1):
        assert f"| {epoch} | `Theta2[2,0]` |" in text


def test_what_chance_decides_is_told() -> None:
    assert "Chance decides the step" in by_hand("rbm")
    assert "Epoch 1 is pretraining" in by_hand("pretrained_classifier")


def test_the_logistic_unit_steps_down_the_derivatives_it_tells() -> None:
    rate = catalog.make("logistic_unit", by_hand=True).get_params()["learning_rate"]
    for entry in lines_of("logistic_unit", AND):
        for name, after in entry.after.items():
            derivative = entry.workings[DERIVATIVE + name]
            assert after == pytest.approx(entry.before[name] - rate * derivative)


def test_mini_batches_have_no_derivative_of_the_epoch() -> None:
    entry = next(trace(MultilayerPerceptron(batch_size=2), XOR.X, XOR.target, rng=0))
    assert not any(name.startswith(DERIVATIVE) for name in entry.workings)
    assert "delta2[1]" in entry.workings


def test_a_machine_without_a_teacher_has_a_label_and_no_error() -> None:
    entry = lines_of("rbm")[0]
    assert entry.error is None
    assert list(trace_columns(entry)) == ["net", "output", "label", "p(h1)", "p(h2)"]
    assert trace_row(entry)["error"] is None
    assert list(trace_columns(lines_of("perceptron")[0])) == ["net", "output", "target", "error"]


def test_workings_stand_in_the_row_by_name() -> None:
    row = trace_row(lines_of("madaline")[0])
    assert row["s[0]"] == 0.0
    assert "workings" not in row


@pytest.mark.parametrize(
    ("workings", "complaint"),
    [
        ([1.0], r"Working.workings gives \[1.0\]; it must give numbers by name"),
        ({1: 2.0}, "it must give numbers by name"),
        (
            {"a": [1.0, 2.0, 3.0]},
            r"gives 'a' the shape \(3,\); it must be one number, or one for",
        ),
        ({"a": "much"}, "'a' of Working.workings is of type"),
    ],
)
def test_workings_that_are_none_are_refused_by_name(workings: Any, complaint: str) -> None:
    class Working(Perceptron):
        def workings(self, state: Any, X: Any, target: Any) -> Any:
            return workings

    with pytest.raises(ContractError, match=complaint):
        next(trace(Working(), AND.X, AND.target, rng=0))


# On the pages ---------------------------------------------------------------------------------------


def by_hand(name: str) -> str:
    page = Page()
    add_by_hand(page, name)
    return page.markdown


@pytest.mark.parametrize(("name", "last"), [("perceptron", 6), ("adaline", 10), ("rbm", 5)])
def test_a_short_trace_is_shown_to_its_end(name: str, last: int) -> None:
    text = by_hand(name)
    assert f'??? note "The other epochs, up to the last, {last}"' in text
    assert text.count(f"\n    | {last} |") == 4
    assert f"The same in a terminal: `neurohistory trace {name} AND`" in text


def test_a_long_one_says_that_it_goes_on() -> None:
    text = by_hand("backprop")
    assert "It goes on: `neurohistory trace backprop AND`" in text
    assert "| epoch | weight | before | derivative | step | after |" in text
    assert "`delta2[2]`" in text


@pytest.mark.parametrize("name", ["svm", "mcculloch_pitts"])
def test_what_is_done_in_one_step_has_answers_and_no_epochs(name: str) -> None:
    text = by_hand(name)
    assert "done in one step" in text
    for word in ("| epoch", "| error", "presentation", "bold"):
        assert word not in text


def test_a_page_says_when_the_weights_change() -> None:
    assert "presentation by presentation. The weights are those after it" in by_hand("perceptron")
    assert "the weights change once, after the last" in by_hand("logistic_unit")
    machine = by_hand("rbm")
    assert "no teacher" in machine
    assert "| target |" not in machine
