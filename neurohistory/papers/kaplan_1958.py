"""How long things last, where some have not ended when one stops looking."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Kaplan, E. L.", "Meier, P."),
    title="Nonparametric estimation from incomplete observations",
    journal="Journal of the American Statistical Association",
    volume="53",
    number="282",
    pages="457-481",
    year=1958,
    doi="10.1080/01621459.1958.10501452",
)
