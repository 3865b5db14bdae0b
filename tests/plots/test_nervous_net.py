from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Patch, PathPatch, Polygon

from neurohistory.nervous_nets import FIGURE_1, Net, Neuron, compile_expression, compile_table, ring
from neurohistory.plots import theme
from neurohistory.plots.nervous_net import draw_net
from neurohistory.plots.rendering import vector
from neurohistory.problems.gates import parity

LETTERS = sorted(FIGURE_1)


def of_kind(ax: Axes, kind: type, color: str = "") -> list[Patch]:
    """The patches of exactly that kind, if asked with that color at the edge."""
    return [
        patch
        for patch in ax.patches
        if type(patch) is kind and color in ("", to_hex(patch.get_edgecolor()))
    ]


def places(ax: Axes) -> list[np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The middles of the triangles, in the order of the neurons."""
    return [
        np.asarray(triangle.get_xy())[:3].mean(axis=0)  # type: ignore[attr-defined]
        for triangle in of_kind(ax, Polygon)
    ]


@pytest.mark.parametrize("letter", LETTERS)
def test_each_cell_line_and_ending_is_drawn(ax: Axes, letter: str) -> None:
    net = FIGURE_1[letter].net
    assert draw_net(ax, net) is ax
    dots = sum(count for cell in net.neurons for _, count in cell.excitatory)
    vetoes = sum(len(cell.inhibitory) for cell in net.neurons)
    assert len(of_kind(ax, Polygon)) == len(net.neurons)
    assert len(of_kind(ax, Circle, theme.BLUE)) == dots
    assert len(of_kind(ax, Circle, theme.VERMILLION)) == vetoes
    assert len(of_kind(ax, PathPatch)) == sum(len(cell.sources) for cell in net.neurons)
    texts = [text.get_text() for text in ax.texts]
    assert sorted(texts) == sorted([*net.names, *("2" for _ in net.neurons)])


def test_a_veto_differs_in_shape_and_dashes_too(ax: Axes) -> None:
    draw_net(ax, FIGURE_1["d"].net)
    (ring_,) = of_kind(ax, Circle, theme.VERMILLION)
    assert to_hex(ring_.get_facecolor()) == theme.PAPER
    assert len(ax.lines) == 1  # its bar
    dashes = {to_hex(line.get_edgecolor()): line.get_linestyle() for line in of_kind(ax, PathPatch)}
    assert dashes[theme.MUTED] == "solid" or dashes[theme.MUTED] == "-"
    assert dashes[theme.VERMILLION] != dashes[theme.MUTED]


def test_cells_stand_in_the_order_of_time(ax: Axes) -> None:
    net = FIGURE_1["e"].net
    draw_net(ax, net)
    x = {neuron.name: place[0] for neuron, place in zip(net.neurons, places(ax), strict=True)}
    assert x["a"] < x["b"] < x["N3"]
    assert x["b"] == pytest.approx(x["N4"])


@pytest.mark.parametrize("letter", LETTERS)
def test_lines_lead_from_the_source_to_the_ending(ax: Axes, letter: str) -> None:
    net = FIGURE_1[letter].net
    draw_net(ax, net)
    at = dict(zip([neuron.name for neuron in net.neurons], places(ax), strict=True))
    for text in ax.texts:
        if text.get_text() in net.inputs:
            at[text.get_text()] = np.array(text.get_position())
    lines = iter(of_kind(ax, PathPatch))
    for neuron in net.neurons:
        starts = set()
        for _ in neuron.sources:
            vertices = np.asarray(next(lines).get_path().vertices)
            starts.add(min(at, key=lambda name: np.hypot(*(at[name] - vertices[0]))))
            assert min(at, key=lambda name: np.hypot(*(at[name] - vertices[-1]))) == neuron.name
        assert starts == set(neuron.sources)


def test_lines_come_in_from_the_top_down(ax: Axes) -> None:
    swapped = Net(["a", "b", "c"], [Neuron("n", {"c": 1, "a": 1}, ["b"])])
    draw_net(ax, swapped)
    ends = [np.asarray(line.get_path().vertices)[[0, -1], 1] for line in of_kind(ax, PathPatch)]
    starts, slots = np.array(ends).T
    assert (np.argsort(starts) == np.argsort(slots)).all()


def test_the_relays_of_a_ring_stand_level(ax: Axes) -> None:
    draw_net(ax, ring(5))
    assert np.ptp([place[1] for place in places(ax)]) == pytest.approx(0)


def test_a_line_that_closes_a_cycle_goes_over_the_top(ax: Axes) -> None:
    draw_net(ax, ring(4))
    top = max(place[1] for place in places(ax))
    over = [
        line
        for line in of_kind(ax, PathPatch)
        if np.asarray(line.get_path().vertices)[:, 1].max() > top + 0.7
    ]
    assert len(over) == 1
    vertices = np.asarray(over[0].get_path().vertices)
    assert vertices[0, 0] > vertices[-1, 0]  # back to the left


@pytest.mark.parametrize(
    "net",
    [
        *(FIGURE_1[letter].net for letter in LETTERS),
        ring(5),
        compile_table(parity(3)),
        compile_expression("a and (b xor c) or not d"),
    ],
)
def test_cells_do_not_overlap_and_nothing_is_outside(ax: Axes, net: Net) -> None:
    draw_net(ax, net)
    boxes = [triangle.get_path().get_extents() for triangle in of_kind(ax, Polygon)]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for patch in ax.patches:
        vertices = np.asarray(patch.get_path().vertices)
        if isinstance(patch, (Polygon, PathPatch)):
            assert vertices[:, 0].max() <= ax.get_xlim()[1]
            assert ax.get_ylim()[0] <= vertices[:, 1].min()
            assert vertices[:, 1].max() <= ax.get_ylim()[1]


def test_many_endings_of_one_source_are_a_number(ax: Axes) -> None:
    draw_net(ax, Net(["a"], [Neuron("n", {"a": 100}, threshold=50)]))
    assert "×100" in [text.get_text() for text in ax.texts]
    assert "50" in [text.get_text() for text in ax.texts]
    assert len(of_kind(ax, Circle)) == 1


def test_labels_stand_for_names(ax: Axes) -> None:
    draw_net(ax, FIGURE_1["a"].net, {"N2": "a very long name of a cell that cannot be drawn"})
    assert "a very long\nname of a …" in [text.get_text() for text in ax.texts]
    with pytest.raises(ValueError, match="label for 'N7', which is not in the net"):
        draw_net(ax, FIGURE_1["a"].net, {"N7": "nobody"})


def test_a_large_net_shows_no_names_of_neurons(ax: Axes) -> None:
    net = compile_table(parity(6))
    draw_net(ax, net)
    texts = {text.get_text() for text in ax.texts}
    assert set(net.inputs) < texts
    assert not any(neuron.name in texts for neuron in net.neurons)


def test_a_tonic_source_stands_right_before_who_needs_it(ax: Axes) -> None:
    net = compile_expression("not (a and b)")
    draw_net(ax, net)
    x = {text.get_text(): text.get_position()[0] for text in ax.texts}
    assert x["a"] == x["b"] < x["clock"]


def test_a_cell_without_endings_is_drawn_too(ax: Axes) -> None:
    draw_net(ax, compile_expression("a and 0"))
    assert len(of_kind(ax, Polygon)) == 1


def test_only_the_colors_of_the_palette() -> None:
    fig = Figure()
    draw_net(fig.subplots(), FIGURE_1["d"].net)
    assert set(re.findall(r"#[0-9a-f]{6}\b", vector(fig))) <= set(theme.DARK)
