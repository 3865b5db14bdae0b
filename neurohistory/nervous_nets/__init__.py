"""Nets with time: McCulloch and Pitts's cells wired together, with cycles and memory (1943).

The nouns and how they meet:

* a `Neuron` has a threshold, excitatory endings that are counted and inhibitory ones that forbid;
* a `Net` holds inputs and neurons; `run` lets the clock tick and gives `Spikes`;
* `FIGURE_1` holds the nets of the paper's first figure, `ring` makes a circle of relays;
* `truth_table` reads an expression of logic; `compile_expression` and `compile_table` wire a net for
  it, and `check` puts every case to the net.

The single cell as a model beside the others is `neurohistory.models.mcculloch_pitts`.
"""

from neurohistory.nervous_nets.compiler import CLOCK, check, compile_expression, compile_table
from neurohistory.nervous_nets.figure_1 import FIGURE_1, Drawing
from neurohistory.nervous_nets.logic import MAX_VARIABLES, truth_table
from neurohistory.nervous_nets.net import Net, Neuron, Spikes, run
from neurohistory.nervous_nets.ring import ring

__all__ = [
    "CLOCK",
    "FIGURE_1",
    "MAX_VARIABLES",
    "Drawing",
    "Net",
    "Neuron",
    "Spikes",
    "check",
    "compile_expression",
    "compile_table",
    "ring",
    "run",
    "truth_table",
]
