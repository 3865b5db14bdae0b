"""The problems that have a name."""

from __future__ import annotations

import re
from difflib import get_close_matches

from neurohistory.problems.bits import (
    ADDITION_SIZES,
    ENCODER_SIZES,
    NEGATION_SIZES,
    addition,
    encoder,
    negation,
)
from neurohistory.problems.datasets import DATASETS, dataset
from neurohistory.problems.gates import PARITY_SIZES, TWO_INPUT, parity
from neurohistory.problems.problem import Problem

__all__ = ["get_problem", "problem_names"]

# Families of problems, one for each number behind the name.
_FAMILIES = {
    "PARITY": (parity, PARITY_SIZES),
    "ADDITION": (addition, ADDITION_SIZES),
    "NEGATION": (negation, NEGATION_SIZES),
    "ENCODER": (encoder, ENCODER_SIZES),
}


def problem_names() -> list[str]:
    """What `get_problem` knows; of a family of problems the first and the last.

    Examples
    --------
    >>> problem_names()[-5:]
    ['moons', 'circles', 'spirals', 'blobs', 'digits']
    """
    families = [f"{name}{sizes[0]} to {name}{sizes[-1]}" for name, (_, sizes) in _FAMILIES.items()]
    return [*TWO_INPUT, *families, *DATASETS]


def get_problem(name: str, seed: int = 0, test_fraction: float | None = None) -> Problem:
    """The problem of that name.

    Upper and lower case are one; so are blanks, hyphens and underscores within the name, and blanks
    around it do not count.

    Parameters
    ----------
    name : str
        A gate of two inputs, such as ``"XOR"``; ``"PARITY1"`` to ``"PARITY10"``; with several bits to
        answer, such as ``"ADDITION2"``, ``"NEGATION3"`` and ``"ENCODER8"``; moons, circles or spirals,
        blobs (three classes) or digits (ten).
    seed : int, default=0
        Seeds the points, and the split into examples to learn from and to be tested on.
    test_fraction : float, optional
        The fraction of the examples to set aside, at least 0 and less than 1; by default a quarter.
        A complete problem, such as a gate, takes none: every case is learned.

    Raises
    ------
    ValueError
        If there is no such problem, in which case the message lists those there are, or if the fraction
        cannot be set aside.

    Examples
    --------
    >>> get_problem("nand")
    Problem(NAND: 1110)
    >>> get_problem("moons", test_fraction=0)
    Problem(moons: 400 examples and 0 to test, 2 features, 2 classes)
    """
    if not isinstance(name, str):
        raise TypeError(f"the name of a problem is a text, such as 'XOR', and not {name!r}")
    wanted = name.strip().upper().replace("-", "_").replace(" ", "_")
    if wanted.lower() in DATASETS:
        return dataset(wanted.lower(), seed, test_fraction)
    found = _complete_problem(wanted)
    if found is None:
        near = _nearest(wanted)
        hint = f"did you mean {near.lower()!r}? " if near else ""
        raise ValueError(f"no problem is called {name!r}; {hint}there are {', '.join(problem_names())}")
    if test_fraction is not None:
        raise ValueError(
            f"test_fraction is {test_fraction}, and the examples of {found.name} are all there are: "
            "every case is learned; leave test_fraction out"
        )
    return found


def _complete_problem(wanted: str) -> Problem | None:
    if wanted in TWO_INPUT:
        return TWO_INPUT[wanted]
    numbered = re.fullmatch(r"([A-Z]+)(0|[1-9][0-9]*)", wanted)
    if numbered and numbered[1] in _FAMILIES:
        make, _ = _FAMILIES[numbered[1]]
        return make(int(numbered[2]))
    return None


def _nearest(wanted: str) -> str | None:
    """The name most like this one; in a family, with the number that was asked for, if it has it."""
    words = wanted.rstrip("0123456789")
    digits = wanted[len(words) :][:4]  # more of them are out of range already
    close = get_close_matches(
        words.rstrip("_"), [*TWO_INPUT, *map(str.upper, DATASETS), *_FAMILIES], n=1
    )
    if not close or close[0] not in _FAMILIES:
        return close[0] if close else None
    sizes = _FAMILIES[close[0]][1]
    return f"{close[0]}{min(max(int(digits or 0), sizes[0]), sizes[-1])}"
