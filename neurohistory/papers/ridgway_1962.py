"""MADALINE's Rule I and fixed output elements; a thesis under Widrow."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Ridgway, William C.",),
    title="An adaptive logic system with generalizing properties",
    venue="PhD thesis, Technical Report 1556-1, Stanford Electronics Laboratories",
    year=1962,
)
