"""The nets of 1943, tick by tick, with switches on their inputs.

The paper: `neurohistory.papers.mcculloch_1943`.
"""

from __future__ import annotations

from typing import Any

from neurohistory.nervous_nets import FIGURE_1, Net, ring
from neurohistory.report.text import markdown_table
from neurohistory.site.toys.loading import toy

__all__ = ["cells_of", "made"]

_FIRST = "e"  # heat and cold
_CALLED = {
    "e": {
        "N1": "N1 heat", "N2": "N2 cold", "N3": "N3 feels heat", "N4": "N4 feels cold",
        "a": "a: it was cold", "b": "b: no longer",
    },
    "i": {"N1": "N1 bell", "N2": "N2 food", "a": "a: loop", "N3": "N3 answer"},
}  # fmt: skip
_RING = 5


def cells_of(net: Net) -> dict[str, Any]:
    """A net as plain values: its inputs, and of each cell its name, its endings and its threshold.

    Parameters
    ----------
    net : Net

    Examples
    --------
    >>> from neurohistory.nervous_nets import Neuron
    >>> cells_of(Net(["N1", "N2"], [Neuron("N3", {"N1": 2}, inhibitory=["N2"])]))
    {'inputs': ['N1', 'N2'], 'cells': [['N3', {'N1': 2}, ['N2'], 2]]}
    """
    cells = [
        [cell.name, dict(cell.excitatory), list(cell.inhibitory), cell.threshold] for cell in net.neurons
    ]
    return {"inputs": list(net.inputs), "cells": cells}


def made() -> str:
    """The toy, in Markdown."""
    order = [_FIRST, *(letter for letter in FIGURE_1 if letter != _FIRST)]
    nets = {
        FIGURE_1[letter].name: {
            **cells_of(FIGURE_1[letter].net),
            "words": FIGURE_1[letter].words,
            "called": _CALLED.get(letter, {}),
        }
        for letter in order
    }
    nets[f"a ring of {_RING} relays"] = {
        **cells_of(ring(_RING)),
        "words": "A spike that goes in goes round, until it is stopped.",
        "called": {},
    }
    rows = [[FIGURE_1[letter].name, "; ".join(FIGURE_1[letter].formulas)] for letter in FIGURE_1]
    still = (
        "All nets of the paper's figure, to be switched by hand. A switch says whether an input fires "
        "at the next tick, and each tick adds a column of spikes. These are the nets:\n\n"
        + markdown_table(["net", "formula"], rows)
    )
    return toy("spikes", {"nets": nets}, still)
