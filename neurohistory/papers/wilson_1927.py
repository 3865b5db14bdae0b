"""The interval of a fraction that was counted."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Wilson, E. B.",),
    title="Probable inference, the law of succession, and statistical inference",
    journal="Journal of the American Statistical Association",
    volume="22",
    number="158",
    pages="209-212",
    year=1927,
    doi="10.1080/01621459.1927.10502953",
)
