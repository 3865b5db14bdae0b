"""Persistent contrastive divergence: chains that go on between the updates."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Tieleman, Tijmen",),
    title="Training restricted Boltzmann machines using approximations to the likelihood gradient",
    booktitle="Proceedings of the 25th International Conference on Machine Learning",
    pages="1064-1071",
    year=2008,
)
