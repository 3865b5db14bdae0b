"""Back-propagation in the chapter of the PDP book, with XOR and its relatives."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Rumelhart, David E.", "Hinton, Geoffrey E.", "Williams, Ronald J."),
    title="Learning internal representations by error propagation",
    booktitle="Parallel Distributed Processing, vol. 1, MIT Press",
    pages="318-362",
    year=1986,
)
