"""Deep belief nets: Boltzmann machines one upon the other, trained one by one."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Hinton, Geoffrey E.", "Osindero, Simon", "Teh, Yee-Whye"),
    title="A fast learning algorithm for deep belief nets",
    journal="Neural Computation",
    volume="18",
    number="7",
    pages="1527-1554",
    year=2006,
    doi="10.1162/neco.2006.18.7.1527",
)
