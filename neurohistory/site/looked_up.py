"""What every process of a page would look up again, looked up in the server that they are copies of.

It is the last module that the server imports, so that it finds the files of all the others: which models
are installed, what is loaded, and what matplotlib learns with its first figure: which file holds a font,
how to read a formula, and how wide the powers of ten are.
"""

import os

import matplotlib as mpl
from matplotlib.figure import Figure

from neurohistory.catalog import GROUP
from neurohistory.plots import render
from neurohistory.plots.theme import STYLE
from neurohistory.process.entry_points import brought
from neurohistory.process.sources import long_loaded

__all__: list[str] = []


def _drawn_once() -> None:
    """A figure that nobody sees."""
    with mpl.rc_context(STYLE):
        fig = Figure()
        ax = fig.subplots()
        ax.loglog([1, 1e6], [1e-4, 1e4], label="line")
        ax.set(title="title", xlabel="words", xticks=[10**n for n in range(7)])
        ax.set_yticks([10.0**n for n in range(-4, 5)])
        ax.legend()
    render(fig)


_drawn_once()
brought(GROUP)
long_loaded(os.getcwd())
