"""A cell that helps to fire another is joined to it more firmly."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Hebb, D. O.",),
    title="The Organization of Behavior",
    publisher="Wiley",
    year=1949,
)
