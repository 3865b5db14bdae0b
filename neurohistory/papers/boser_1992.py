"""The widest margin in the space of a kernel."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Boser, Bernhard E.", "Guyon, Isabelle M.", "Vapnik, Vladimir N."),
    title="A training algorithm for optimal margin classifiers",
    booktitle="Proceedings of the fifth annual workshop on computational learning theory (COLT '92)",
    pages="144-152",
    year=1992,
    doi="10.1145/130385.130401",
)
