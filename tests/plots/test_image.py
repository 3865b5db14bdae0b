from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as MplPath

from neurohistory.plots import DARK, draw_image, draw_pictures, render, theme


def areas(ax: Axes, color: str) -> dict[tuple[int, int], float]:
    """The area of each square of a color, by the row and column that it stands on."""
    found = {}
    for patch in ax.patches:
        if isinstance(patch, PathPatch) and to_hex(patch.get_facecolor()) == color:
            vertices: Any = np.asarray(patch.get_path().vertices)
            for corners in vertices.reshape(-1, 5, 2)[:, :4]:
                x, y = corners.mean(axis=0).round(6)
                (x1, y1), (x2, y2), (x3, y3), (x4, y4) = corners
                area = abs((x3 - x1) * (y4 - y2) - (x4 - x2) * (y3 - y1)) / 2
                found[int(y), int(x)] = float(area)
    return found


def colors_at(ax: Axes, row: int, column: int) -> list[str]:
    """The colors that lie on a pixel, the one that is seen last."""
    return [
        to_hex(patch.get_facecolor())
        for patch in ax.patches
        if any(
            MplPath(corners).contains_point((column, row))
            for corners in np.asarray(patch.get_path().vertices).reshape(-1, 5, 2)
        )
    ]


def test_more_ink_is_a_darker_pixel(ax: Axes) -> None:
    draw_image(ax, [[1, 0.5, 0.25], [0.02, 0, -1]])
    seen = [colors_at(ax, 0, column)[-1] for column in range(3)]
    assert seen == [theme.GRAYS[8], theme.GRAYS[4], theme.GRAYS[2]]
    assert [colors_at(ax, 1, column) for column in range(3)] == [[], [], []]


def test_under_a_dark_pixel_lie_the_lighter_shades_so_no_seam_shows(ax: Axes) -> None:
    draw_image(ax, [[1, 0.5, 1]])
    assert colors_at(ax, 0, 0) == [theme.GRAYS[4], theme.INK]
    assert np.shape(ax.patches[0].get_path().vertices) == (5, 2)  # one piece from left to right


def test_a_flat_picture_is_a_square_one_and_the_first_row_is_at_the_top(ax: Axes) -> None:
    draw_image(ax, [0, 1, 0, 0, 0, 0, 0, 0, 0])
    assert areas(ax, theme.INK).keys() == {(0, 1)}
    bottom, top = ax.get_ylim()
    assert bottom > top


def test_signs_differ_in_color_and_in_shape(ax: Axes) -> None:
    draw_image(ax, [[0.64, -0.64]], signed=True)
    assert areas(ax, theme.BLUE) == {(0, 0): pytest.approx(0.64, abs=0.02)}
    assert areas(ax, theme.VERMILLION) == {(0, 1): pytest.approx(0.64, abs=0.02)}
    upright, turned = (np.asarray(patch.get_path().vertices) for patch in ax.patches)
    assert np.ptp(turned[:, 1]) > 1.3 * np.ptp(upright[:, 1])


def test_numbers_beyond_one_fill_their_pixel_and_no_more(ax: Axes) -> None:
    draw_image(ax, [[5.0, 1.0]], signed=True)
    assert set(areas(ax, theme.BLUE).values()) == {1.0}


def test_a_blank_picture_is_drawn_too(ax: Axes) -> None:
    draw_image(ax, np.zeros(64))
    assert not ax.patches


@pytest.mark.parametrize(
    ("picture", "words"), [(np.ones(8), "8 pixels make no square"), (np.ones((2, 2, 2)), r"\(2, 2, 2\)")]
)
def test_what_is_no_picture_is_refused(ax: Axes, picture: np.ndarray[Any, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        draw_image(ax, picture)


def test_the_colors_have_dark_partners() -> None:
    fig = Figure()
    draw_image(fig.subplots(), [[1.0, -1.0]], signed=True)
    dark = render(fig)
    assert DARK[theme.BLUE] in dark
    assert DARK[theme.VERMILLION] in dark


def test_rows_of_pictures_have_their_names_and_the_rest_stays_empty() -> None:
    axes = draw_pictures(Figure().subplots(2, 3), {"all": np.eye(9)[:3], "one": np.eye(9)[:1]})
    assert [ax.get_ylabel() for ax in axes.flat] == ["all", "", "", "one", "", ""]
    assert [bool(ax.axison) for ax in axes.flat] == [True] * 4 + [False] * 2
    assert [list(areas(ax, theme.INK)) for ax in axes[0]] == [[(0, 0)], [(0, 1)], [(0, 2)]]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ({"one": np.eye(4)}, "1 rows of pictures need as many rows of axes, not 2"),
        ({"one": np.eye(4), "two": np.eye(4)}, "the row 'one' has 4 pictures, and room for 3"),
    ],
)
def test_pictures_that_find_no_room_are_refused(rows: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        draw_pictures(Figure().subplots(2, 3), rows)
