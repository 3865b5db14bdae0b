"""Which values go with which: every combination of a grid, or points drawn from ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import exp, isfinite, log, prod
from numbers import Integral, Real
from typing import Any

import numpy as np

from neurohistory.network.names import by_name

__all__ = ["MOST_CELLS", "combinations", "sampled"]

MOST_CELLS = 100_000

_POINTS = 1  # the kind of numbers that are drawn from a seed; those of `chunks` are 0
_OF_A_RANGE = {"low": None, "high": None, "log": None}


def combinations(grid: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every combination of the values; the last name runs fastest.

    Parameters
    ----------
    grid : mapping of str to list
        A single value, also a tuple or a text, stands for a list of one.

    Raises
    ------
    ValueError
        If a name has no values, has one twice, or there are too many combinations.

    Examples
    --------
    >>> list(combinations({"learning_rate": [0.1, 1.0], "hidden_layer_sizes": (2,)}))[0]
    {'learning_rate': 0.1, 'hidden_layer_sizes': (2,)}
    """
    values = {name: _several(value) for name, value in grid.items()}
    for name, several in values.items():
        if not several:
            raise ValueError(
                f"the grid has no values for {name!r}; give it one at least, or leave it out"
            )
        if twice := _twice(list(map(repr, several))):
            raise ValueError(f"the grid has {twice} twice for {name!r}; leave one of them out")
    n_cells = prod(map(len, values.values()))
    if n_cells > MOST_CELLS:
        raise ValueError(
            f"the grid has {n_cells:,} cells, and a study at most {MOST_CELLS:,}; leave values out, or "
            "draw a sample"
        )
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def sampled(sample: Mapping[str, Any], n_samples: int, seed: int) -> Iterator[dict[str, Any]]:
    """Points drawn from ranges and lists; the first ones are the same however many there are.

    Parameters
    ----------
    sample : mapping of str to dict or list
        A range ``{"low": 0.01, "high": 10, "log": True}``, of whole numbers if both ends are; or a list
        to choose from.
    n_samples : int
    seed : int

    Raises
    ------
    ValueError
        If a range is none.

    Examples
    --------
    >>> points = sampled({"learning_rate": {"low": 0.01, "high": 10.0, "log": True}}, 2, seed=0)
    >>> [round(point["learning_rate"], 3) for point in points]
    [6.854, 0.586]
    """
    for number in range(n_samples):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(_POINTS, number)))
        yield {name: _drawn(name, source, rng) for name, source in sample.items()}


def _twice(texts: list[str]) -> str | None:
    """The first text that there is twice."""
    return next((text for text, times in Counter(texts).items() if times > 1), None)


def _several(value: Any) -> Sequence[Any]:
    if isinstance(value, np.ndarray) and value.ndim == 1:
        return list(value.tolist())
    return value if isinstance(value, (list, range)) else [value]


def _drawn(name: str, source: Any, rng: np.random.Generator) -> Any:
    """A value from a range or a list.

    The logarithm is that of the library of C, whose last bit may differ between systems; a value is
    rounded to twelve digits, so that the same seed gives the same study everywhere.
    """
    if not isinstance(source, Mapping):
        several = _several(source)
        if not several:
            raise ValueError(f"the sample has no values for {name!r}; give it one at least")
        return several[int(rng.integers(len(several)))]
    low, high, logarithmic = _range(name, source)
    if isinstance(low, Integral) and isinstance(high, Integral) and not logarithmic:
        return int(rng.integers(int(low), int(high), endpoint=True))
    share = float(rng.random())
    between = low + share * (high - low)
    found = exp(log(low) + share * (log(high) - log(low))) if logarithmic else between
    whole = isinstance(low, Integral) and isinstance(high, Integral)
    return round(found) if whole else float(f"{found:.12g}")


def _range(name: str, source: Mapping[str, Any]) -> tuple[float, float, bool]:
    for key in source:
        by_name(f"part of the range of {name!r}", key, _OF_A_RANGE)
    low: Any = source.get("low")
    high: Any = source.get("high")
    logarithmic = source.get("log", False)
    numbers = all(
        isinstance(end, Real) and not isinstance(end, bool) and isfinite(end) for end in (low, high)
    )
    if not numbers or not low < high or (logarithmic and not low > 0):
        above = "above 0 " if logarithmic else ""
        raise ValueError(
            f"the range of {name!r} is low={low!r}, high={high!r}; make them two numbers {above}of "
            "which the first is less"
        )
    return low, high, bool(logarithmic)
