"""Deep belief nets, 2006: what was printed, which waits for its digits."""

from __future__ import annotations

from neurohistory.papers.hinton_2006_belief_nets import PAPER
from neurohistory.reproduction.claim import Claim, Reproduction

__all__ = ["REPRODUCTION"]

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="A network that gives back digits, trained machine by machine, with the labels in its "
    "topmost pair of layers and a last pass up and down through all of it.",
    claims=(
        Claim(
            id="digits.error", says="Errors in % on 10,000 digits, after the pass up and down",
            place="the abstract: 1.25", tier="from a text",
            missing="the digits, which cannot be handed out with this package, and the pass up and down",
        ),
        Claim(
            id="digits.without_up_down", says="Errors in % without the pass up and down",
            place="a re-run of another project: 3.23", tier="run by others",
            missing="the digits, which cannot be handed out with this package",
        ),
    ),
)  # fmt: skip
