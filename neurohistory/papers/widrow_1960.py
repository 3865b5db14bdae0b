"""ADALINE: the error is measured before the threshold."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Widrow, Bernard", "Hoff, Marcian E."),
    title="Adaptive switching circuits",
    booktitle="1960 IRE WESCON Convention Record, Part 4",
    pages="96-104",
    year=1960,
)
