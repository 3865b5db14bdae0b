"""The timeline: which model came when, and who made it."""

from __future__ import annotations

from collections.abc import Iterable

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from neurohistory.card import Card
from neurohistory.plots.labels import spread, text_width
from neurohistory.plots.theme import BLUE, MUTED, PAGE_WIDTH, PAPER, STYLE

__all__ = ["draw_timeline"]

# Inches.
_ROW, _MARGIN = 0.52, 0.2
_AXIS, _BEND, _YEAR, _TITLE = 0.75, 1.35, 1.4, 1.92
_MAX_PEOPLE = 3


def draw_timeline(cards: Iterable[Card]) -> Figure:
    """Draw the years from top to bottom, true to scale, and beside them each model with its people.

    Labels keep apart where models crowd, and a line leads from each to its year.  The figure is as
    tall as the labels need.

    Parameters
    ----------
    cards : iterable of Card
        In any order.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> from neurohistory.catalog import timeline
    >>> figure = draw_timeline(model.card for model in timeline().models.values())
    >>> "Frank Rosenblatt" in [text.get_text() for text in figure.axes[0].texts]
    True
    """
    ordered = sorted(cards, key=lambda card: card.year)
    people = [_names(card.people) for card in ordered]
    widest = max(
        (
            max(text_width(card.title, 10.5, "bold"), text_width(names, 9.5))
            for card, names in zip(ordered, people, strict=True)
        ),
        default=0.0,
    )
    width = max(PAGE_WIDTH, _TITLE + widest + _MARGIN)
    height = max(2.4, _ROW * len(ordered) + 2 * _MARGIN)
    first, last = _range([card.year for card in ordered])

    def down(year: float) -> float:
        """How far below the top a year stands, in inches."""
        span = height - 2 * _MARGIN - _ROW
        return _MARGIN + _ROW / 2 + span * (year - first) / (last - first)

    places = spread(
        [down(card.year) for card in ordered], _ROW, _MARGIN + _ROW / 2, height - _MARGIN - _ROW / 2
    )
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(width, height))
        fig.set_layout_engine("none")
        ax = fig.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))  # all in inches
        ax.set_axis_off()
        ax.plot([_AXIS, _AXIS], [down(first), down(last)], color=MUTED, linewidth=1.2, zorder=1)
        for year in range(first, last + 1, _step(last - first, height)):
            ax.plot([_AXIS - 0.07, _AXIS], [down(year)] * 2, color=MUTED, linewidth=0.8, zorder=1)
            ax.text(
                _AXIS - 0.13, down(year), str(year),
                ha="right", va="center_baseline", size=9.5, color=MUTED,
            )  # fmt: skip
        for card, names, place in zip(ordered, people, places, strict=True):
            there = down(card.year)
            ax.plot(
                [_AXIS, _AXIS + 0.12, _BEND - 0.1, _BEND], [there, there, place - 0.09, place - 0.09],
                color=MUTED, linewidth=0.8, zorder=2,
            )  # fmt: skip
            ax.plot([_AXIS], [there], "o", color=BLUE, markeredgecolor=PAPER, markersize=8.5, zorder=3)
            ax.text(
                _YEAR, place - 0.09, str(card.year),
                va="center_baseline", size=10.5, color=BLUE, weight="bold",
            )  # fmt: skip
            ax.text(_TITLE, place - 0.09, card.title, va="center_baseline", size=10.5, weight="bold")
            ax.text(_TITLE, place + 0.1, names, va="center_baseline", size=9.5, color=MUTED)
    return fig


def _names(people: tuple[str, ...]) -> str:
    if len(people) > _MAX_PEOPLE:
        return f"{people[0]}, {people[1]} and {len(people) - 2} others"
    return " and ".join(filter(None, [", ".join(people[:-1]), *people[-1:]]))


def _range(years: list[int]) -> tuple[int, int]:
    """Whole decades around the years."""
    if not years:
        return (1940, 1950)
    first, last = min(years) // 10 * 10, -(-max(years) // 10) * 10
    return (first, last if last > first else first + 10)


def _step(span: int, height: float) -> int:
    """Years between ticks, such that their labels have room."""
    steps = np.array([5, 10, 20, 50, 100])
    room = height / span * steps
    return int(steps[np.argmax((room > 0.3) & ((steps >= 10) | (span <= 20)))])
