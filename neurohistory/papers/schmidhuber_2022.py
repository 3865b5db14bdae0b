"""An annotated history, with Amari's student Saito in it."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Schmidhuber, J.",),
    title="Annotated history of modern AI and deep learning",
    venue="Technical Report IDSIA-22-22, arXiv:2212.11279",
    year=2022,
)
