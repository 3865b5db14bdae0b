"""Why sampling with persistent chains converges."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Younes, Laurent",),
    title="On the convergence of Markovian stochastic algorithms with rapidly decreasing "
    "ergodicity rates",
    journal="Stochastics and Stochastic Reports",
    volume="65",
    pages="177-228",
    year=1999,
)
