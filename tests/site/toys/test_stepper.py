"""The stepper's data say what the trace says, and where the machine says yes."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, OR, XOR, catalog, load
from neurohistory.report.rows import ends_of_batches
from neurohistory.site.kinds.wires import layers_of
from neurohistory.site.toys.regions import GRID, HIGH, LOW, from_runs
from neurohistory.site.toys.stepper import MOST_STEPS, stepper
from neurohistory.traces import trace

PROBLEMS = {"AND": AND, "OR": OR, "XOR": XOR}


def told_by(name: str) -> dict[str, Any]:
    page = stepper(catalog.make(name, by_hand=True), "A table.")
    assert page.startswith('<div class="stepper" markdown>\n\nA table.')
    told: dict[str, Any] = json.loads(page.split('"application/json">')[1].split("</script>")[0])
    return told


@pytest.mark.parametrize("name", catalog.timeline().models)
def test_it_has_the_numbers_of_the_trace_and_the_answers_of_the_model(name: str) -> None:
    told = told_by(name)
    model = catalog.make(name, by_hand=True)
    for problem, steps in told["problems"].items():
        X = PROBLEMS[problem].X
        told_in_full = list(islice(trace(model, X, PROBLEMS[problem].target, rng=0), MOST_STEPS + 1))
        expected, ends = told_in_full[:MOST_STEPS], ends_of_batches(told_in_full)
        assert len(steps["answers"]) == len(expected) + 1
        cells = np.array([], dtype=bool)
        for number, row in enumerate(expected):
            epoch, example, net, output, target, weights, workings = steps["rows"][number]
            assert (epoch, example) == (row.epoch, row.example)
            shown = (row.net, row.output, row.target)
            assert (net, output, target) == pytest.approx(shown, rel=1e-5, abs=1e-9)
            now = row.after if ends[number] else row.before
            listed = [now[name] for name in steps["names"]]
            assert weights == pytest.approx(listed, rel=1e-5, abs=1e-9)
            named = dict(zip(steps.get("workings", []), workings, strict=True))
            assert named == pytest.approx(row.workings if named else {}, rel=1e-5, abs=1e-9)
        for number, (text, wrong) in enumerate(steps["answers"]):
            cells = from_runs(text) if text else cells
            if not number:
                continue
            if not ends[number - 1]:  # nothing has moved yet
                continue
            state = expected[number - 1].state
            answers = model.decide(model.respond(state, X))[:, 0]
            assert wrong == np.flatnonzero(answers != PROBLEMS[problem].truth).tolist()
        cells = cells.reshape(GRID, GRID)
        side = (HIGH - LOW) / GRID
        for row_of_cells, column in ((0, 0), (3, 30), (GRID - 1, 0), (20, 39)):
            place = [[LOW + (column + 0.5) * side, HIGH - (row_of_cells + 0.5) * side]]
            yes = model.decide(model.respond(expected[-1].state, np.array(place)))[0, 0]
            assert cells[row_of_cells, column] == yes


def test_it_is_light_and_lists_no_more_weights_than_can_be_read() -> None:
    for name in catalog.timeline().models:
        page = stepper(catalog.make(name, by_hand=True), "")
        assert len(page) < 45_000
        for steps in told_by(name)["problems"].values():
            assert len(steps["names"]) <= 15


def test_a_network_is_told_by_the_places_of_its_weights() -> None:
    told = told_by("backprop")["problems"]["XOR"]
    names = [[[told["names"][place] for place in row] for row in rows] for rows in told["layers"]]
    assert names[0][0] == ["Theta1[0,0]", "Theta1[0,1]"]
    assert [row[0] for row in names[1]] == ["Theta2[0,0]", "Theta2[1,0]", "Theta2[2,0]"]
    assert "layers" not in told_by("mcculloch_pitts")["problems"]["XOR"]


def test_a_unit_of_the_second_hidden_layer_has_a_map_of_where_its_sum_is_above_zero() -> None:
    deep = load("backprop")(hidden_layer_sizes=(2, 2), max_epochs=12, learning_rate=0.5)
    page = stepper(deep, "")
    told = json.loads(page.split('"application/json">')[1].split("</script>")[0])["problems"]["XOR"]
    assert len(told["maps"]) == len(told["rows"]) + 1
    last = list(trace(deep, XOR.X, XOR.target, rng=0))[-1]
    assert len(told["rows"]) == 48 == last.presentation
    side = (HIGH - LOW) / told["map_grid"]
    layers = layers_of(last.after)
    assert layers
    first, second, _ = layers
    for unit in (0, 1):
        last_map = [maps[unit] for maps in told["maps"] if maps[unit]][-1]
        cells = from_runs(last_map).reshape(told["map_grid"], -1)
        for row, column in np.ndindex(cells.shape):
            point = np.array([LOW + (column + 0.5) * side, HIGH - (row + 0.5) * side])
            below = 1 / (1 + np.exp(-(first[0] + point @ first[1:])))
            assert cells[row, column] == (second[0, unit] + below @ second[1:, unit] > 0)
