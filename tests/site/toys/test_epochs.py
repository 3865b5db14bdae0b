"""The player of epochs shows what the history holds, for any model."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, XOR, run
from neurohistory.checks import weights_of
from neurohistory.site.toys.epochs import MOST_FRAMES, epochs_of
from neurohistory.trial import Trial


def told_by(trial: Trial) -> dict[str, Any]:
    page = epochs_of([trial])
    told: dict[str, Any] = json.loads(page.split('"application/json">')[1].split("</script>")[0])
    return told["problems"][trial.problem.name]  # type: ignore[no-any-return]


def numbers(line: dict[str, Any]) -> np.ndarray[Any, Any]:
    return np.array(line["values"], dtype=float) / float(10 ** line["digits"])


@pytest.mark.parametrize("name", ["perceptron", "logistic_unit", "backprop", "mark_i"])
def test_its_numbers_are_those_of_the_history(name: str) -> None:
    trial = run(name, XOR, starts=1, keep_states=True)
    told, history = told_by(trial), trial.history
    shown = told["epochs"]
    assert shown[0] == 0
    assert shown[-1] == history.n_epochs
    assert len(shown) <= MOST_FRAMES
    apart = np.diff(shown)
    assert apart.max() - apart.min() <= 1
    assert [len(wrong) for _, wrong in told["answers"]] == history.mistakes[shown, 0].tolist()
    assert numbers(told["curves"]["wrong answers"]).tolist() == history.mistakes[shown, 0].tolist()
    if history.loss is not None:
        np.testing.assert_allclose(numbers(told["curves"]["loss"]), history.loss[shown, 0], atol=1e-3)
    for weight, line in told["weights"].items():
        kept = [weights_of(trial.model, history.states[epoch])[weight] for epoch in shown]
        np.testing.assert_allclose(numbers(line), kept, atol=1e-3 * np.abs(kept).max())


def test_it_lists_no_more_weights_than_have_room_and_is_light() -> None:
    trial = run("mark_i", AND, starts=1, keep_states=True)
    assert told_by(trial)["weights"] == {}
    for name in ("mark_i", "backprop"):  # the most regions, and the most weights
        assert len(epochs_of([run(name, XOR, starts=1, keep_states=True)] * 3)) < 60_000


def test_what_is_done_in_one_step_has_no_player() -> None:
    assert epochs_of([run("mcculloch_pitts", AND, starts=1, keep_states=True)]) == ""
