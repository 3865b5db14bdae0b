"""The perceptron: a machine that learns what it is not wired for."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Rosenblatt, Frank",),
    title="The perceptron: a probabilistic model for information storage and organization in the brain",
    journal="Psychological Review",
    volume="65",
    number="6",
    pages="386-408",
    year=1958,
    doi="10.1037/h0042519",
)
