"""Harmony theory, whose two-layer machine is the restricted Boltzmann machine."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Smolensky, Paul",),
    title="Information processing in dynamical systems: foundations of harmony theory",
    booktitle="Parallel Distributed Processing, vol. 1, MIT Press",
    pages="194-281",
    year=1986,
)
