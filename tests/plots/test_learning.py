from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes

from neurohistory import Trial, run
from neurohistory.plots import draw_loss, draw_mistakes, draw_record

NO_NORM = "no norm to draw: it was not recorded, or has no finite mean"


def test_each_trial_has_a_line_of_its_means(ax: Axes, perceptron_trials: list[Trial]) -> None:
    draw_mistakes(ax, perceptron_trials)
    for trial in perceptron_trials:
        (line,) = (line for line in ax.lines if line.get_label() == trial.problem.name)
        assert np.array_equal(np.asarray(line.get_ydata()), trial.mistakes_by_epoch)
    assert {text.get_text() for text in ax.texts} == {"AND", "OR", "XOR"}
    assert ax.get_xlabel() == "epoch"
    assert ax.get_xscale() == "linear"


def thin_lines(ax: Axes) -> list[list[float]]:
    return [np.asarray(line.get_ydata()).tolist() for line in ax.lines if line.get_alpha()]


def test_thin_lines_are_the_first_starts_and_lie_within_the_axes(ax: Axes) -> None:
    trial = run("logistic_unit", "AND", starts=20)
    draw_loss(ax, [trial])
    assert trial.history.loss is not None
    assert thin_lines(ax) == trial.history.loss[:, :12].T.tolist()
    assert max(map(max, thin_lines(ax))) <= ax.get_ylim()[1]


def test_many_trials_single_starts_and_whole_numbers_have_no_thin_lines(
    ax: Axes, perceptron_trials: list[Trial]
) -> None:
    draw_mistakes(ax, perceptron_trials)
    trial = run("logistic_unit", "AND", starts=2)
    draw_loss(ax, [trial] * 4)
    draw_loss(ax, [run("logistic_unit", "AND", starts=1)])
    assert thin_lines(ax) == []


def test_a_line_that_ends_early_goes_on_to_the_last_epoch(
    ax: Axes, perceptron_trials: list[Trial]
) -> None:
    draw_mistakes(ax, perceptron_trials)
    first = perceptron_trials[0].history.n_epochs
    assert [first, 100] in [np.asarray(line.get_xdata()).tolist() for line in ax.lines]


def test_long_trainings_have_a_logarithmic_axis_with_a_zero(ax: Axes) -> None:
    trial = run("logistic_unit", "AND", starts=2)
    draw_loss(ax, [trial])
    assert ax.get_xscale() == "symlog"
    assert ax.get_xticks().tolist() == [0, 1, 10, 100]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0", "1", "10", "100"]
    assert ax.get_xlim() == (0, 200)


def test_rules_without_a_loss_are_left_out(ax: Axes, perceptron_trials: list[Trial]) -> None:
    draw_loss(ax, [*perceptron_trials, run("logistic_unit", "AND", starts=2)])
    assert [text.get_text() for text in ax.texts] == ["logistic_unit, AND"]


def test_no_loss_at_all_is_said_in_words(ax: Axes, perceptron_trials: list[Trial]) -> None:
    assert draw_loss(ax, perceptron_trials) is ax
    assert "minimize nothing" in ax.texts[0].get_text()
    assert not ax.lines


def bias(model: Any, state: Any, X: Any, target: Any) -> Any:
    return state.bias


def test_a_record_is_drawn_like_a_loss_be_it_below_zero_or_above(ax: Axes) -> None:
    trial = run("logistic_unit", "AND", starts=5, record={"bias": bias})
    draw_record(ax, [trial, run("logistic_unit", "AND", starts=5)], "bias")
    recorded = trial.history.records["bias"]
    assert thin_lines(ax) == recorded.T.tolist()
    (line,) = (line for line in ax.lines if line.get_label() == "logistic_unit")
    assert np.array_equal(np.asarray(line.get_ydata()), recorded.mean(axis=1))
    low, high = ax.get_ylim()
    assert low <= recorded.min() < 0 < recorded.max() <= high
    assert ax.get_ylabel() == "bias, mean"


def test_where_nothing_was_recorded_there_is_a_note(ax: Axes) -> None:
    draw_record(ax, [run("logistic_unit", "AND", starts=2)], "norm")
    assert [text.get_text() for text in ax.texts] == [NO_NORM]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_record_has_gaps_where_it_has_no_finite_number(ax: Axes, value: float) -> None:
    def gives(model: Any, state: Any, X: Any, target: Any) -> Any:
        once = np.array([False, True]) & (state.updates.sum() > 0)
        return np.where(once, value, 2.0 - state.bias)

    trial = run("perceptron:order=cyclic", "AND", starts=2, record={"gives": gives})
    recorded = trial.history.records["gives"]
    finite = np.isfinite(recorded).all(axis=1)
    assert 0 < finite.sum() < len(finite)
    draw_record(ax, [trial], "gives")
    (line,) = (line for line in ax.lines if not str(line.get_label()).startswith("_"))
    means = np.asarray(line.get_ydata())
    assert means[finite].tolist() == recorded[finite].mean(axis=1).tolist()
    assert np.isnan(means[~finite]).all()
    ax.figure.canvas.draw()  # the labels at the ends find their places


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_record_that_is_never_finite_is_a_note(ax: Axes, value: float) -> None:
    def norm(*given: object) -> Any:
        return np.full(2, value)

    trial = run("perceptron", "AND", starts=2, record={"norm": norm})
    draw_record(ax, [trial], "norm")
    assert [text.get_text() for text in ax.texts] == [NO_NORM]
