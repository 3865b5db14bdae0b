"""Support-vector networks: the widest margin, with a price for what falls inside."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Cortes, Corinna", "Vapnik, Vladimir"),
    title="Support-vector networks",
    journal="Machine Learning",
    volume="20",
    number="3",
    pages="273-297",
    year=1995,
    doi="10.1007/BF00994018",
)
