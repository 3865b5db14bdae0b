"""Logistic regression: the probability of a yes, as a smooth function of a sum."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Cox, D. R.",),
    title="The regression analysis of binary sequences",
    journal="Journal of the Royal Statistical Society, Series B",
    volume="20",
    number="2",
    pages="215-242",
    year=1958,
    doi="10.1111/j.2517-6161.1958.tb00292.x",
)
