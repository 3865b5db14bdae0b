"""The generalized portrait, a plane with the widest margin."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Vapnik, V.", "Lerner, A."),
    title="Pattern recognition using generalized portrait method",
    journal="Automation and Remote Control",
    volume="24",
    pages="774-780",
    year=1963,
)
