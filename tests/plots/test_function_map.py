from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_hex
from numpy.typing import NDArray

from neurohistory import XOR
from neurohistory.plots.function_map import draw_function_map
from neurohistory.plots.rendering import render
from neurohistory.plots.theme import DARK, PAPER, SERIES, STYLE
from neurohistory.theory.predicates.functions import all_answers, number_of, orders

NAMES = {"1": "one unit", "2": "order 2", "3": "order 3"}


def letters(n: int) -> NDArray[np.str_]:
    return np.maximum(orders(n), 1).astype(str)


def tile_colors(ax: Axes) -> list[str]:
    (tiles,) = (artist for artist in ax.collections if isinstance(artist, PatchCollection))
    return [to_hex(color) for color in tiles.get_facecolor()]  # type: ignore[arg-type]


def places(ax: Axes, letter: str) -> set[tuple[float, float]]:
    return {text.get_position() for text in ax.texts if text.get_text() == letter}


@pytest.mark.parametrize("n", [1, 2, 3])
def test_each_function_is_a_tile_with_the_letter_and_color_of_its_kind(ax: Axes, n: int) -> None:
    kinds = letters(n)
    assert draw_function_map(ax, kinds, NAMES) is ax
    color = dict(zip(NAMES, SERIES, strict=False))
    assert [text.get_text() for text in ax.texts] == kinds.tolist()
    assert tile_colors(ax) == [color[letter] for letter in kinds.tolist()]


def test_row_and_column_together_read_as_the_number(ax: Axes) -> None:
    draw_function_map(ax, letters(3), NAMES)
    rows = [label.get_text() for label in ax.get_yticklabels()]
    columns = [label.get_text() for label in ax.get_xticklabels()]
    found = {rows[int(row)] + columns[int(column)] for column, row in places(ax, "3")}
    assert found == {"01101001", "10010110"}
    bottom, top = ax.get_ylim()
    assert top < bottom  # the first row is on top, as in reading
    assert ax.get_xlabel() == "answers when x₁ = 1"
    assert ax.get_ylabel() == "answers when x₁ = 0"


def test_a_tile_of_two_inputs_shows_its_answers(ax: Axes) -> None:
    draw_function_map(ax, letters(2), NAMES)
    row, column = divmod(int(number_of(XOR.truth)), 4)
    marks = {}
    for line in ax.lines:
        x, y = np.ravel(np.asarray(line.get_xydata()))
        if abs(x - column) < 0.5 and abs(y - row) < 0.5:
            # The first input runs to the right, the second upward; rows are counted downward.
            marks[(x > column, y < row)] = (line.get_marker(), line.get_markerfacecolor())
    yes, no = ("o", PAPER), ("s", "none")
    assert marks == {(False, False): no, (False, True): yes, (True, False): yes, (True, True): no}
    assert len(ax.lines) == all_answers(2).size


def test_three_inputs_have_no_room_for_answers(ax: Axes) -> None:
    draw_function_map(ax, letters(3), NAMES)
    assert not ax.lines


def test_the_key_has_the_kinds_that_occur(ax: Axes) -> None:
    draw_function_map(ax, letters(2), NAMES)
    key = ax.get_legend()
    assert key is not None
    assert [text.get_text() for text in key.get_texts()] == ["1  one unit", "2  order 2"]


def test_the_colors_have_dark_counterparts(ax: Axes) -> None:
    draw_function_map(ax, letters(3), NAMES)
    figure = ax.get_figure(root=True)
    assert figure is not None
    drawn = render(figure)
    for color in set(tile_colors(ax)):
        assert f":{color}" in drawn
        assert f":{DARK[color]}" in drawn
    assert "<image" not in drawn
    assert len(drawn) < 150_000
    assert STYLE["svg.fonttype"] == "path"


@pytest.mark.parametrize("shape", [(15,), (4, 4), (65_536,), (0,)])
def test_another_number_of_functions_is_refused(ax: Axes, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="4, 16 or 256 functions, not an array of shape"):
        draw_function_map(ax, np.full(shape, "1"), NAMES)


def test_a_kind_without_a_name_is_refused(ax: Axes) -> None:
    with pytest.raises(ValueError, match="the kinds 2, 3 have no name; names has 1"):
        draw_function_map(ax, letters(3), {"1": "one unit"})


def test_more_kinds_than_colors_are_refused(ax: Axes) -> None:
    most = len(SERIES)
    with pytest.raises(ValueError, match=f"at most {most} kinds, not {most + 1}; join some"):
        draw_function_map(ax, letters(2), dict.fromkeys("1234567890abcdef"[: most + 1], ""))
