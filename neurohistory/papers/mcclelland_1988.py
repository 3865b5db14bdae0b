"""The handbook of Parallel Distributed Processing, with worked runs to seven digits."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("McClelland, James L.", "Rumelhart, David E."),
    title="Explorations in Parallel Distributed Processing",
    publisher="MIT Press, Cambridge, Massachusetts",
    year=1988,
)
