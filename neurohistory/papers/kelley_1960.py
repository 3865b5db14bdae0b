"""Derivatives carried backward along a flight path."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Kelley, Henry J.",),
    title="Gradient theory of optimal flight paths",
    journal="ARS Journal",
    volume="30",
    number="10",
    pages="947-954",
    year=1960,
    doi="10.2514/8.5282",
)
