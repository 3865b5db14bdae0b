"""Momentum, as a heavy ball has it."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Polyak, B. T.",),
    title="Some methods of speeding up the convergence of iteration methods",
    journal="USSR Computational Mathematics and Mathematical Physics",
    volume="4",
    number="5",
    pages="1-17",
    year=1964,
)
