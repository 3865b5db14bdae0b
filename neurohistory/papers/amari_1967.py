"""Gradient training of pattern classifiers."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Amari, Shun'ichi",),
    title="A theory of adaptive pattern classifiers",
    journal="IEEE Transactions on Electronic Computers",
    volume="EC-16",
    number="3",
    pages="299-307",
    year=1967,
    doi="10.1109/PGEC.1967.264666",
)
