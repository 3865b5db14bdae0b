"""Derivatives accumulated backward, for rounding errors; in English, after a thesis of 1970."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Linnainmaa, Seppo",),
    title="Taylor expansion of the accumulated rounding error",
    journal="BIT",
    volume="16",
    number="2",
    pages="146-160",
    year=1976,
    doi="10.1007/BF01931367",
)
