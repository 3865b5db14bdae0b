"""Back-propagation, in two pages and a half."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Rumelhart, David E.", "Hinton, Geoffrey E.", "Williams, Ronald J."),
    title="Learning representations by back-propagating errors",
    journal="Nature",
    volume="323",
    pages="533-536",
    year=1986,
    doi="10.1038/323533a0",
)
