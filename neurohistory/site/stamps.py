"""Stamps on pages: each machine's answer to XOR, from its own run, as a small picture."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from neurohistory.plots.describe import describe_region
from neurohistory.plots.stamps import SIDE, stamp, with_own_colors
from neurohistory.runner import run
from neurohistory.surfaces import surface

__all__ = ["Stamp", "stamp_of", "strip"]


class Stamp(NamedTuple):
    """A machine's answer to XOR, drawn and in words."""

    drawing: str  # SVG elements in a square of `plots.stamps.SIDE`
    words: str

    def markup(self, side: int = SIDE) -> str:
        """The SVG element, in the colors of the page that it stands on.

        Parameters
        ----------
        side : int, default=48
            In pixels of the page.

        Examples
        --------
        >>> Stamp("<path/>", "It fails.").markup(30)[:70]
        '<svg class="stamp" role="img" aria-label="It fails." width="30" height'
        """
        return (
            f'<svg class="stamp" role="img" aria-label="{escape(self.words)}" width="{side}" '
            f'height="{side}" viewBox="0 0 {SIDE} {SIDE}">{self.drawing}</svg>'
        )


def stamp_of(name: str) -> Stamp:
    """The stamp of a model: what one learner (seed 0) answers to XOR after training.

    Examples
    --------
    >>> stamp_of("mcculloch_pitts").words
    'XOR: the model answers yes in 75 % of the square; 00 no, 01 yes, 10 yes, 11 yes; wrong: 11.'
    """
    trial = run(name, "XOR", starts=1, loss=False)
    answer = surface(trial.model, trial.history.end, trial.problem)
    return Stamp(stamp(answer), describe_region(answer))


def strip(stamps: list[Stamp], in_a_row: int = 6) -> str:
    """A picture of many stamps that stands alone: the logo, and what a shared link shows.

    Examples
    --------
    >>> strip([Stamp("<path/>", "")] * 2).count("<path/>")
    2
    """
    step = SIDE + 4
    columns = min(in_a_row, len(stamps))
    rows = -(-len(stamps) // in_a_row)
    placed = "".join(
        f'<g transform="translate({n % in_a_row * step} {n // in_a_row * step})">{each.drawing}</g>'
        for n, each in enumerate(stamps)
    )
    size = f"0 0 {columns * step - 4} {rows * step - 4}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">{with_own_colors(placed)}</svg>'
