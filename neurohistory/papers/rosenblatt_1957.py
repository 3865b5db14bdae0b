"""The first report on the perceptron as a machine."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Rosenblatt, Frank",),
    title="The perceptron: a perceiving and recognizing automaton (Project PARA)",
    venue="Report 85-460-1, Cornell Aeronautical Laboratory, Buffalo",
    year=1957,
)
