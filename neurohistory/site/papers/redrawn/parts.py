"""What the redrawn figures have in common: what they are told, what they tell, and what was printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from neurohistory.reproduction.findings import Figure, read
from neurohistory.reproduction.running import Result

__all__ = ["Ours", "Redrawn", "numbered", "printed_number"]


class Ours(NamedTuple):
    """What was judged, by the ids of the claims, and what the experiments found, by their names."""

    claims: Mapping[str, Result]
    findings: Mapping[str, Mapping[str, Any]]


class Redrawn(NamedTuple):
    """What a figure shows: the finding, the rest of its caption, and a description in words."""

    finding: str
    rest: str
    alt: str


def numbered(ours: Ours, start: str) -> list[tuple[int, Result]]:
    """The claims whose ids begin so and end in a number, in the order of these numbers."""
    by_number = {
        int(id_.removeprefix(start)): each for id_, each in ours.claims.items() if id_.startswith(start)
    }
    return sorted(by_number.items())


def printed_number(result: Result) -> float:
    """What was printed, as a number; NaN if it is words."""
    said = read(result.claim.printed)
    return said.value if isinstance(said, Figure) else float("nan")
