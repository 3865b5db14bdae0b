"""The figure that a paper is known for, drawn again from the runs of its claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.axes import Axes

from neurohistory.site.papers.redrawn import deep, networks, units
from neurohistory.site.papers.redrawn.parts import Ours, Redrawn

__all__ = ["REDRAWN", "Ours", "Redrawn"]

REDRAWN: Mapping[str, Callable[[Axes, Ours], Redrawn]] = {
    "ackley_1985": networks.encoders,
    "block_1970": units.bounded,
    "cortes_1995": units.dimensions,
    "cover_1965": units.capacity,
    "hinton_2002": deep.rounds,
    "hinton_2006": deep.codes,
    "hinton_2006_belief_nets": deep.up_and_down,
    "hopfield_1982": networks.random_starts,
    "mcclelland_1988": networks.handbook,
    "mcculloch_1943": units.heat_and_cold,
    "minsky_1969": units.orders,
    "novikoff_1962": units.corrections,
    "rosenblatt_1958": units.curves,
    "rosenblatt_1962": units.convergence,
    "ruder_2016": networks.first_steps,
    "rumelhart_1986": networks.symmetry,
    "rumelhart_1986_pdp": networks.hidden_units,
    "widrow_1960": units.misadjustment,
    "widrow_1990": networks.third_rule,
}
