from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from neurohistory.plots import draw_weights


def ends_at(n: int, value: float = 1.0) -> dict[str, list[float]]:
    return {f"weights[{number}]": [0, value] for number in range(n)}


@pytest.mark.parametrize("n", [1, 3, 9, 12])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_labels_do_not_overlap_and_are_not_clipped(n: int, value: float) -> None:
    fig = Figure(figsize=(7.2, 3.2))
    ax = draw_weights(fig.subplots(), ends_at(n, value), [0, 1])
    ax.set_title("drawn after the labels")
    fig.draw_without_rendering()
    fig.draw_without_rendering()
    labels = [text for text in ax.texts if isinstance(text, Annotation)]
    assert len(labels) == n
    boxes = [Text.get_window_extent(label) for label in labels]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(box.x1 <= fig.bbox.x1 and box.y0 >= 0 and box.y1 <= fig.bbox.y1 for box in boxes)


def test_each_weight_has_its_line(ax: Axes) -> None:
    draw_weights(ax, {"bias": [0, -1, -1], "weights[0]": [0, 0, 2]}, np.array([0, 1, 2]))
    bias, weight = (line for line in ax.lines if not str(line.get_label()).startswith("_"))
    assert np.asarray(bias.get_ydata()).tolist() == [0, -1, -1]
    assert weight.get_label() == "weights[0]"
    assert bias.get_color() == ax.texts[0].get_color()


def test_of_many_weights_those_that_move_most_are_labelled(ax: Axes) -> None:
    draw_weights(ax, {f"w{n}": [0, n] for n in range(30)}, [0, 1])
    assert {text.get_text() for text in ax.texts} == {f"w{n}" for n in range(18, 30)}
    assert len(ax.lines) == 31  # and the zero
