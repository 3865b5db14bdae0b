"""What perceptrons of bounded order can and cannot see."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Minsky, Marvin", "Papert, Seymour"),
    title="Perceptrons: An Introduction to Computational Geometry",
    publisher="MIT Press, Cambridge, Massachusetts",
    year=1969,
)
