"""Boltzmann machines learn from two phases: with the data and alone."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Ackley, David H.", "Hinton, Geoffrey E.", "Sejnowski, Terrence J."),
    title="A learning algorithm for Boltzmann machines",
    journal="Cognitive Science",
    volume="9",
    pages="147-169",
    year=1985,
)
