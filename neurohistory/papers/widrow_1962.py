"""MADALINE: several ADALINEs that share an element."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Widrow, Bernard",),
    title="Generalization and information storage in networks of adaline 'neurons'",
    booktitle="Self-Organizing Systems 1962, Spartan Books, Washington",
    pages="435-461",
    year=1962,
)
