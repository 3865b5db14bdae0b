"""MADALINE Rule II: the least disturbing change first."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Winter, R.", "Widrow, Bernard"),
    title="MADALINE Rule II: a training algorithm for neural networks",
    booktitle="IEEE International Conference on Neural Networks, vol. I",
    pages="401-408",
    year=1988,
)
