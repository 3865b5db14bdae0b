"""The convergence of error correction, proved for perceptrons."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Block, H. D.",),
    title="The perceptron: a model for brain functioning. I",
    journal="Reviews of Modern Physics",
    volume="34",
    number="1",
    pages="123-135",
    year=1962,
    doi="10.1103/RevModPhys.34.123",
)
