"""Derivatives computed backward, for models that learn."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Werbos, Paul J.",),
    title="Beyond Regression: New Tools for Prediction and Analysis in the Behavioral Sciences",
    venue="PhD thesis, Harvard University",
    year=1974,
)
