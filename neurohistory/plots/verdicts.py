"""The signs of a verdict: what theory expects, and whether the run bears it out."""

from __future__ import annotations

from neurohistory.plots.theme import GREEN, MUTED, WRONG
from neurohistory.theory import Verdict

__all__ = ["AGREEMENT", "SIGNS"]

SIGNS: dict[Verdict, str] = {
    Verdict.SOLVES: "●",
    Verdict.DEPENDS: "◐",
    Verdict.CANNOT: "○",
    Verdict.OPEN: "?",
}

# Sign and color, by `Trial.agrees`.
AGREEMENT: dict[bool | None, tuple[str, str]] = {
    True: ("✓", GREEN),
    False: ("✗", WRONG),
    None: ("–", MUTED),
}
