"""A Boltzmann machine that dreams: states of two inputs and a label, at a temperature of one's choice.

The paper: `neurohistory.papers.hinton_2002`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.network.boltzmann import Machine
from neurohistory.network.enumeration import log_probability, states
from neurohistory.report.text import markdown_table
from neurohistory.runner import run
from neurohistory.site.toys.loading import toy
from neurohistory.states import select

__all__ = ["learned", "made"]

_GATES = ("XOR", "AND", "OR")
_STARTS = 10


def learned(gate: str) -> Machine:
    """A machine that has learned the cases of a gate as patterns.

    Parameters
    ----------
    gate : str
    """
    history = run("rbm", gate, starts=_STARTS, seed=0, loss=False).history
    machine: Machine = select(history.end, int(history.solved.argmax())).machine
    return machine


def _told(machine: Machine) -> dict[str, Any]:
    return {
        "weights": machine.weights[..., 0].tolist(),
        "visible": machine.visible_bias[:, 0].tolist(),
        "hidden": machine.hidden_bias[:, 0].tolist(),
    }


def made() -> str:
    """The toy, in Markdown."""
    machines = {gate: learned(gate) for gate in _GATES}
    visible = states(3)
    likely = [np.exp(log_probability(machine, visible))[:, 0] for machine in machines.values()]
    rows = [
        ["".join(f"{bit:.0f}" for bit in state), *(f"{p[number]:.3f}" for p in likely)]
        for number, state in enumerate(visible)
    ]
    still = (
        "Three machines have learned the cases of a gate, two inputs and the label, as patterns. Left "
        "alone, a machine draws its hidden units from the visible ones, and these from the hidden ones, "
        "again and again; the warmer it is, the less it minds energy. So likely are the eight patterns "
        "at the temperature 1:\n\n" + markdown_table(["pattern", *machines], rows)
    )
    return toy("dream", {"machines": {gate: _told(each) for gate, each in machines.items()}}, still)
