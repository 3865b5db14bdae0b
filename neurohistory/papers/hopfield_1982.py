"""A net that remembers patterns as the valleys of an energy."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Hopfield, J. J.",),
    title="Neural networks and physical systems with emergent collective computational abilities",
    journal="Proceedings of the National Academy of Sciences",
    volume="79",
    pages="2554-2558",
    year=1982,
)
