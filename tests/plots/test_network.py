from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from neurohistory.plots import draw_key, draw_network, theme

XNOR = [np.array([[-30, 10], [20, -20], [20, -20]]), np.array([[-10], [20], [20]])]


def random_network(*sizes: int) -> list[np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    rng = np.random.default_rng(0)
    return [rng.normal(size=(m + 1, n)) for m, n in pairwise(sizes)]


def lines_of(ax: Axes) -> list[LineCollection]:
    return [drawn for drawn in ax.collections if isinstance(drawn, LineCollection)]


def test_every_weight_has_its_line_and_its_number(ax: Axes) -> None:
    draw_network(ax, [2, 2, 1], XNOR)
    assert sum(len(lines.get_segments()) for lines in lines_of(ax)) == 9
    texts = [text.get_text() for text in ax.texts]
    assert sorted(text for text in texts if text[0] in "+−" and text != "+1") == sorted(
        ["−30", "+20", "+20", "+10", "−20", "−20", "−10", "+20", "+20"]
    )
    assert texts.count("+1") == 2  # the bias units


def test_a_number_stands_on_its_line(ax: Axes) -> None:
    draw_network(ax, [1, 1], [np.array([[-1], [2]])])
    minus = next(text for text in ax.texts if text.get_text() == "−1")
    (_, bias_y), (_, unit_y) = lines_of(ax)[1].get_segments()[0]
    x, y = minus.get_position()
    assert y == pytest.approx(bias_y + x * (unit_y - bias_y))
    assert bias_y > unit_y  # the bias unit is on top


def test_the_sign_is_in_color_and_dashes_and_the_size_in_the_width(ax: Axes) -> None:
    draw_network(ax, [1, 1], [np.array([[-1], [4]])])
    positive, negative = lines_of(ax)
    assert positive.get_linestyle() != negative.get_linestyle()
    assert theme.BLUE in str(ax.get_legend_handles_labels()[0][0].get_color())  # type: ignore[attr-defined]
    assert positive.get_linewidth()[0] > negative.get_linewidth()[0]  # type: ignore[index]
    assert ax.get_legend_handles_labels()[1] == ["positive weight", "negative weight"]


@pytest.mark.parametrize("sizes", [(2, 2, 1), (3, 3, 1), (2, 1), (4, 4)])
def test_numbers_do_not_overlap(sizes: tuple[int, ...]) -> None:
    fig = Figure(figsize=(7.2, 4.2))
    ax = draw_network(fig.subplots(), sizes, random_network(*sizes))
    draw_key(fig)
    fig.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(fig.bbox.x0 <= box.x0 and box.x1 <= fig.bbox.x1 for box in boxes)


def test_units_say_their_numbers_and_keep_their_names(ax: Axes) -> None:
    says = [np.array([1, 0]), np.array([0.0535, 0.9999]), np.array([1e-9])]
    draw_network(ax, [2, 2, 1], XNOR, says, [["p", "q"], ["AND", "NOR"], ["XNOR"]])
    texts = [text.get_text() for text in ax.texts]
    assert {"0.05", "1", "0", "p", "q", "AND", "NOR", "XNOR"} <= set(texts)


def test_names_are_those_of_the_lecture(ax: Axes) -> None:
    draw_network(ax, [1, 1])
    assert [text.get_text() for text in ax.texts] == ["+1", "$x_{1}$", "$a_{1}^{(2)}$"]


def test_large_networks_have_lines_alone(ax: Axes) -> None:
    draw_network(ax, [64, 8, 10], random_network(64, 8, 10))
    assert [text.get_text() for text in ax.texts] == ["64"]
    assert sum(len(lines.get_segments()) for lines in lines_of(ax)) == 13 * 8 + 9 * 10


def test_what_does_not_fit_is_refused(ax: Axes) -> None:
    with pytest.raises(ValueError, match=r"\(3, 2\), \(3, 1\)"):
        draw_network(ax, [2, 2, 1], XNOR[:1])
    with pytest.raises(ValueError, match="activations"):
        draw_network(ax, [2, 2, 1], XNOR, [np.ones(2), np.ones(2)])
    with pytest.raises(ValueError, match="labels"):
        draw_network(ax, [2, 1], labels=[["a"], ["b"]])
