from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from neurohistory.nervous_nets import FIGURE_1, Net, Neuron, run
from neurohistory.plots import theme
from neurohistory.plots.spikes import draw_spikes

ILLUSION = run(FIGURE_1["e"].net, {"N2": [1, 1, 1]}, ticks=8)


def bars(ax: Axes) -> dict[int, list[float]]:
    """The ticks of the bars of each row, counted from the top."""
    drawn: dict[int, list[float]] = {row: [] for row in range(len(ax.get_yticks()))}
    for lines in ax.collections:
        assert isinstance(lines, LineCollection)
        for segment in lines.get_segments():
            middle = float(np.asarray(segment)[:, 1].mean())
            drawn[round(middle)].append(float(np.asarray(segment)[0, 0]))
    return drawn


def test_there_is_a_bar_for_each_spike(ax: Axes) -> None:
    assert draw_spikes(ax, ILLUSION) is ax
    rows = {name: bars(ax)[row] for row, name in enumerate(ILLUSION.net.names)}
    assert rows == {name: ILLUSION.ticks(name) for name in ILLUSION.net.names}
    assert rows["N3"] == [5]


def test_time_runs_to_the_right_and_the_first_row_is_on_top(ax: Axes) -> None:
    draw_spikes(ax, ILLUSION)
    assert ax.get_xlabel() == "tick"
    assert ax.get_xlim() == (-0.5, 7.5)
    bottom, top = ax.get_ylim()
    assert bottom > 5 > 0 > top
    assert all(tick == round(tick) for tick in ax.get_xticks())


def test_rows_can_be_chosen_and_named(ax: Axes) -> None:
    draw_spikes(ax, ILLUSION, ["N2", "N4", "N3"], {"N4": "feels cold"})
    assert [label.get_text() for label in ax.get_yticklabels()] == ["N2", "feels cold", "N3"]
    assert bars(ax) == {0: [0, 1, 2], 1: [2, 3], 2: [5]}


def test_inputs_differ_from_neurons_in_place_and_color(ax: Axes) -> None:
    net = Net(["a"], [Neuron("n", {"a": 1, "clock": 1})], tonic=["clock"])
    draw_spikes(ax, run(net, {"a": [1]}))
    colors = [np.asarray(lines.get_color())[0] for lines in ax.collections]  # type: ignore[attr-defined]
    assert (colors[0] == colors[1]).all()  # the input and the clock
    assert (colors[0] != colors[2]).any()
    frontiers = [line.get_ydata()[0] for line in ax.lines if line.get_color() == theme.MUTED]  # type: ignore[index]
    assert frontiers == [1.5]


def test_a_silent_net_has_rows_and_no_bars(ax: Axes) -> None:
    draw_spikes(ax, run(FIGURE_1["a"].net, ticks=3))
    assert bars(ax) == {0: [], 1: []}


def test_several_starts_and_unknown_names_are_refused(ax: Axes) -> None:
    with pytest.raises(ValueError, match="2 starts; choose one"):
        draw_spikes(ax, run(FIGURE_1["a"].net, {"N1": [[0, 1]]}))
    with pytest.raises(ValueError, match="nothing in the net is called 'N9'"):
        draw_spikes(ax, ILLUSION, ["N9"])
