"""The same, and of neural networks in so many words."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Werbos, Paul J.",),
    title="Applications of advances in nonlinear sensitivity analysis",
    booktitle="System Modeling and Optimization, Springer",
    pages="762-770",
    year=1982,
)
