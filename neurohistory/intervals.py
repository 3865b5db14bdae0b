"""How certain a counted fraction is."""

from __future__ import annotations

__all__ = ["wilson"]


def wilson(successes: int, of: int) -> tuple[float, float]:
    """The 95 % confidence interval of a fraction by `neurohistory.papers.wilson_1927`.

    Parameters
    ----------
    successes : int
    of : int
        How many were counted, at least 1.

    Examples
    --------
    >>> low, high = wilson(8, 10)
    >>> print(f"{low:.2f} to {high:.2f}")
    0.49 to 0.94
    """
    from scipy.stats import binomtest  # slow to import

    found = binomtest(successes, of).proportion_ci(method="wilson")
    return (float(found.low), float(found.high))
