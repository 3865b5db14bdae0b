from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from neurohistory import Trial, compare
from neurohistory.plots import draw_scoreboard
from neurohistory.plots.theme import BLUE
from neurohistory.problems.gates import TWO_INPUT


def overlaps(fig: Figure) -> list[tuple[str, str]]:
    fig.draw_without_rendering()
    texts = [(text.get_text(), text.get_window_extent()) for text in fig.axes[0].texts]
    assert all(box.x0 >= 0 and box.x1 <= fig.bbox.x1 for _, box in texts)
    assert all(box.y0 >= 0 and box.y1 <= fig.bbox.y1 for _, box in texts)
    return [
        (one, other)
        for (one, a), (other, b) in combinations(texts, 2)
        if a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
    ]


def test_rows_are_models_and_columns_gates_in_the_given_order() -> None:
    found = compare(["svm", "perceptron"], ["XOR", "AND"], starts=25).trials
    fig = draw_scoreboard(found)
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert texts[:4] == ["XOR", "AND", "svm", "perceptron"]
    assert texts[4:-3] == [
        "always", "✓", "●", "always", "✓", "●",
        "0 %", "✓", "○", "100 %", "✓", "●",
    ]  # fmt: skip


def test_the_bar_is_as_long_as_the_share(perceptron_trials: list[Trial]) -> None:
    ax = draw_scoreboard(perceptron_trials).axes[0]
    bars = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    tracks = [bar for bar in bars if bar.get_facecolor()[:3] != _rgb(BLUE)]
    filled = [bar for bar in bars if bar.get_facecolor()[:3] == _rgb(BLUE)]
    assert (len(tracks), len(filled)) == (3, 2)
    assert filled[0].get_width() == tracks[0].get_width()


def test_a_share_short_of_all_is_not_called_all(perceptron_trials: list[Trial]) -> None:
    mistakes = np.zeros((2, 1000), dtype=np.int64)
    mistakes[-1, 0] = 1
    history = replace(perceptron_trials[0].history, records={"mistakes": mistakes})
    texts = draw_scoreboard([replace(perceptron_trials[0], history=history)]).axes[0].texts
    assert "99.9 %" in [text.get_text() for text in texts]


def test_a_missing_trial_leaves_its_cell_empty(perceptron_trials: list[Trial]) -> None:
    other = compare(["svm"], ["XOR"], starts=5).trials
    ax = draw_scoreboard([*perceptron_trials, *other]).axes[0]
    assert sum(isinstance(patch, FancyBboxPatch) for patch in ax.patches) == 6
    assert sum(text.get_text().endswith(("%", "always")) for text in ax.texts) == 4


def test_the_same_label_and_gate_again_is_a_row_of_its_own(perceptron_trials: list[Trial]) -> None:
    ax = draw_scoreboard(perceptron_trials * 2).axes[0]
    assert [text.get_text() for text in ax.texts].count("perceptron") == 2


@pytest.mark.parametrize("models", [1, 20])
@pytest.mark.parametrize("gates", [1, 3, 16])
def test_texts_do_not_overlap(perceptron_trials: list[Trial], models: int, gates: int) -> None:
    names = [f"svm:kernel=poly,degree={number}" for number in range(models)]
    found = [
        replace(perceptron_trials[0], label=name, problem=gate)
        for name, gate in product(names, list(TWO_INPUT.values())[:gates])
    ]
    assert overlaps(draw_scoreboard(found)) == []


def test_nothing_can_be_drawn() -> None:
    assert overlaps(draw_scoreboard([])) == []


def _rgb(color: str) -> tuple[float, ...]:
    from matplotlib.colors import to_rgb

    return to_rgb(color)
