"""Nine ways downhill, side by side."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Ruder, Sebastian",),
    title="An overview of gradient descent optimization algorithms",
    venue="arXiv:1609.04747",
    year=2016,
)
