"""The book of perceptrons: machines, rules and theorems."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Rosenblatt, Frank",),
    title="Principles of Neurodynamics: Perceptrons and the Theory of Brain Mechanisms",
    publisher="Spartan Books, Washington",
    year=1962,
)
