"""The Boltzmann machine of 1985: what it printed of its encoders, which wait for their machine."""

from __future__ import annotations

from neurohistory.papers.ackley_1985 import PAPER
from neurohistory.reproduction.claim import Claim, Reproduction

__all__ = ["REPRODUCTION"]

_MACHINE = (
    "the machine of 1985 with its annealing, in a form that is quick enough; a sketch of sixty lines, "
    "outside of this package, took a minute and a half for the smallest encoder"
)

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="A network of units that fire by chance learns from two phases, with the data and alone. Two "
    "groups of units that do not see each other have to find a code for which of them is on, through a "
    "few hidden units.",
    claims=tuple(
        Claim(id=key, says=says, place=place, tier="from a text", missing=_MACHINE)
        for key, says, place in (
            ("encoder_4.found", "Runs of 4-2-4 that find a code", "pages 158-163: 250 of 250"),
            ("encoder_4.median", "The median of their cycles", "pages 158-163: 110"),
            ("encoder_4.longest", "The longest of them", "pages 158-163: 1,810"),
            ("encoder_3.median", "The median of the cycles of 4-3-4", "pages 158-163: 270"),
            ("encoder_8.found", "Runs of 8-3-8 that find all eight codes", "pages 158-163: 16 of 20"),
            ("encoder_40.right", "Right answers of 40-10-40", "pages 158-163: 98.6 %"),
        )
    ),
)  # fmt: skip
