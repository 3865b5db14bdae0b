"""Networks that are grown layer by layer."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Ivakhnenko, A. G.", "Lapa, V. G."),
    title="Cybernetic Predicting Devices",
    publisher="CCM Information Corporation",
    year=1965,
)
