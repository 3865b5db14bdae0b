"""Contrastive divergence: a few steps of sampling in place of all of them."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Hinton, Geoffrey E.",),
    title="Training products of experts by minimizing contrastive divergence",
    journal="Neural Computation",
    volume="14",
    number="8",
    pages="1771-1800",
    year=2002,
    doi="10.1162/089976602760128018",
)
