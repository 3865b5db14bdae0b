"""Kernels, as potential functions around the examples."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Aizerman, M. A.", "Braverman, E. M.", "Rozonoer, L. I."),
    title="Theoretical foundations of the potential function method in pattern recognition learning",
    journal="Automation and Remote Control",
    volume="25",
    pages="821-837",
    year=1964,
)
