"""Thirty years of adaptive networks told by one of their makers."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Widrow, Bernard", "Lehr, Michael A."),
    title="30 years of adaptive neural networks: perceptron, Madaline, and backpropagation",
    journal="Proceedings of the IEEE",
    volume="78",
    number="9",
    pages="1415-1442",
    year=1990,
)
