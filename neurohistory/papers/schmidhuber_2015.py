"""Who was there before, layer by layer."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Schmidhuber, J.",),
    title="Deep learning in neural networks: an overview",
    journal="Neural Networks",
    volume="61",
    pages="85-117",
    year=2015,
)
