"""How adaptive neurons in networks may share the work; a thesis under Widrow."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Hoff, Marcian E.",),
    title="Learning phenomena in networks of adaptive switching circuits",
    venue="PhD thesis, Technical Report 1554-1, Stanford Electronics Laboratories",
    year=1962,
)
