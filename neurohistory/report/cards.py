"""A model's card for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from neurohistory.report.docstrings import parameters_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from neurohistory.classifier import HistoricalClassifier

__all__ = ["card_text"]


def card_text(name: str, model: type[HistoricalClassifier[Any]]) -> RenderableType:
    """A model's card, its parameters and how to cite the paper, for a terminal."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    card = model.card
    parts: list[RenderableType] = [
        Text(f"{card.title} ({card.year})", style="bold"),
        Text(", ".join(card.people)),
    ]
    parameters = [
        f"{name} = {default!r}\n    {meaning}" for name, default, meaning in parameters_of(model)
    ]
    sections: dict[str, Sequence[str]] = {
        "Idea": [card.idea],
        "Rule": [card.rule],
        "Limit": [card.limit],
        "Where we depart from the paper": [f"- {departure}" for departure in card.departures],
        "Parameters": parameters or ["none"],
        "By hand": [", ".join(f"{k}={v!r}" for k, v in card.by_hand.items())],
        "Source": [card.paper.citation, *(f"See also: {paper.citation}" for paper in card.also)],
        "BibTeX": [card.paper.bibtex],
        "Try": [f"neurohistory trace {name} AND", f"neurohistory compare {name}"],
    }
    for heading, lines in sections.items():
        if any(lines):
            parts += [Text(), Rule(heading, align="left", characters="-")]
            parts += [Padding.indent(Text("\n".join(lines)), 2)]
    return Group(*parts)
