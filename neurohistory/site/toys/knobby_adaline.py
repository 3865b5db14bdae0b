"""The first ADALINE, taught by hand: sixteen switches, seventeen knobs, and a meter.

The paper: `neurohistory.papers.widrow_1960`.
"""

from __future__ import annotations

from itertools import islice

from neurohistory import catalog
from neurohistory.problems.patterns import LETTER_SIDE, letters
from neurohistory.report.text import markdown_table
from neurohistory.site.toys.loading import toy
from neurohistory.traces import trace

__all__ = ["made"]

_SHOWN = 8  # lessons that are told without scripts


def made() -> str:
    """The toy, in Markdown."""
    names, X, target = letters()
    told = {"side": LETTER_SIDE, "names": list(names), "X": X.tolist(), "target": target.tolist()}
    unit = catalog.make("adaline:learning_rate=1,order=cyclic,initial_scale=0")
    rows = []
    for row in islice(trace(unit, X, target), _SHOWN):
        turn = row.after["bias"] - row.before["bias"]
        rows.append([names[row.example], f"{row.net:+.2f}", f"{row.target:+.0f}", f"{turn:+.3f}"])
    still = (
        "The box of 1960: sixteen switches, a knob for each and one for the level, and a meter. Whoever "
        "sets a letter and says what it is turns all seventeen knobs by equal amounts, so that the "
        "meter then shows what it should. The first lessons are these:\n\n"
        + markdown_table(["letter", "meter", "wanted", "the level turns by"], rows)
    )
    return toy("knobby-adaline", told, still)
