from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from neurohistory.card import Card, Paper
from neurohistory.plots import draw_timeline


def card(year: int, title: str = "A model of that year", people: int = 2) -> Card:
    names = ("Warren S. McCulloch", "Walter Pitts", "Bernard Widrow", "Ada", "Bob")[:people]
    paper = Paper(authors=names, title=title, venue="Press", year=year)
    return Card(
        title=title, year=year, people=names, paper=paper, idea="New.", limit="Old.", rule="o = x"
    )


OURS = (1943, 1958, 1958, 1960, 1960, 1962, 1969, 1986, 1995, 2002, 2006)


@pytest.mark.parametrize(
    "years", [(), (1943,), (1958, 1958), OURS, (1958,) * 15, range(1943, 1958), (1700, 2026)]
)
def test_labels_never_overlap(years: tuple[int, ...]) -> None:
    fig = draw_timeline(card(year, people=1 + year % 3) for year in years)
    fig.draw_without_rendering()
    boxes = [text.get_window_extent() for text in fig.axes[0].texts]
    assert not any(
        a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1 for a, b in combinations(boxes, 2)
    )
    assert all(box.x0 >= 0 and box.x1 <= fig.bbox.x1 for box in boxes)
    assert all(box.y0 >= 0 and box.y1 <= fig.bbox.y1 for box in boxes)


def test_models_are_in_the_order_of_their_years() -> None:
    fig = draw_timeline([card(1986, "Back-propagation"), card(1943, "The first neuron")])
    titles = [t.get_text() for t in fig.axes[0].texts if t.get_text()[0] in "BT"]
    assert titles == ["The first neuron", "Back-propagation"]


def test_dots_are_true_to_scale() -> None:
    fig = draw_timeline(card(year) for year in (1940, 1950, 1980))
    dots = [
        float(np.asarray(line.get_ydata())[0]) for line in fig.axes[0].lines if line.get_marker() == "o"
    ]
    assert dots[2] - dots[1] == pytest.approx(3 * (dots[1] - dots[0]))


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (1, "Warren S. McCulloch"),
        (2, "Warren S. McCulloch and Walter Pitts"),
        (3, "Warren S. McCulloch, Walter Pitts and Bernard Widrow"),
        (5, "Warren S. McCulloch, Walter Pitts and 3 others"),
    ],
)
def test_people_are_named(people: int, said: str) -> None:
    texts = [text.get_text() for text in draw_timeline([card(1943, people=people)]).axes[0].texts]
    assert said in texts


def test_a_long_title_makes_the_figure_wider() -> None:
    assert draw_timeline([card(1943, "long " * 30)]).get_figwidth() > 8
