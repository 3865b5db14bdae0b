"""The page of a machine that is corrected by its mistakes: each correction, and when there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from matplotlib.figure import Figure

from neurohistory import catalog, plots
from neurohistory.problems import AND
from neurohistory.site import findings
from neurohistory.site.by_hand import add_by_hand
from neurohistory.site.films import player
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.quiet import add_quiet
from neurohistory.site.page import Page
from neurohistory.states import side_by_side
from neurohistory.surfaces import Surface, surface
from neurohistory.traces import Presentation, trace

__all__ = ["add_corrected"]

_MAX_PRESENTATIONS = 200  # that are looked through for corrections
_MAX_FRAMES = 16  # in the film


def add_corrected(page: Page, measured: Measured) -> None:
    """Append every correction, in the plane and in numbers, and the starts that still make mistakes."""
    _show_corrections(page, measured)
    add_by_hand(page, measured.name)
    if measured.chance:
        add_quiet(page, measured)


def _show_corrections(page: Page, measured: Measured) -> None:
    model = catalog.make(measured.name, by_hand=True)
    entries = list(islice(trace(model, AND.X, AND.target, rng=0), _MAX_PRESENTATIONS))
    moved = [entry for entry in entries if entry.after != entry.before]
    if not moved:
        return
    shown = moved if len(moved) < _MAX_FRAMES else [*moved[: _MAX_FRAMES - 2], moved[-1]]
    response = surface(model, side_by_side([entry.state for entry in shown]), AND, resolution=61)
    labels = [_told(moved.index(entry) + 1, entry) for entry in shown]
    left_out = len(moved) - len(shown)
    caption = findings.of_corrections(len(moved), moved[-1].epoch, rests=_rests(entries))
    if left_out:
        caption += f" The film leaves out {left_out} of them before the last."
    page.add(
        "## Each correction",
        "One learner on AND, as it is followed by hand below. A picture shows what it answers after a "
        "correction.",
    )
    film = player(
        _frames(response), f"{measured.name}-corrections", _alt(labels), labels, caption=caption
    )
    page.add(film.markdown.rstrip())


def _frames(response: Surface) -> Iterator[Figure]:
    """The pictures of the film, one after the other in one figure, whose layout is found once."""
    figure = Figure(figsize=(3.4, 3.1), layout="constrained")
    ax = figure.subplots()
    for number in range(len(response.scores)):
        ax.clear()
        plots.draw_region(ax, response, number)
        yield figure
        figure.set_layout_engine("none")


def _told(number: int, entry: Presentation[Any]) -> str:
    case = "".join(f"{value:g}" for value in entry.input)
    return f"{number}: {case} in epoch {entry.epoch}"


def _rests(entries: Sequence[Presentation[Any]]) -> bool:
    """Whether the last epoch that was looked at changed nothing."""
    return all(entry.after == entry.before for entry in entries if entry.epoch == entries[-1].epoch)


def _alt(labels: Sequence[str]) -> str:
    return (
        "The plane of the two inputs after each correction, with the region of yes: "
        f"{'; '.join(labels)}."
    )
