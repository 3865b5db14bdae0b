"""Perceptrons simulated on the IBM 704."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Rosenblatt, Frank",),
    title="Perceptron simulation experiments",
    journal="Proceedings of the IRE",
    volume="48",
    number="3",
    pages="301-309",
    year=1960,
    doi="10.1109/JRPROC.1960.287598",
)
