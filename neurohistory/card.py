"""The card of a model: who, when, where it stands in print, and what it could not do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Card", "Paper"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A source, as one would cite it.

    Attributes
    ----------
    authors : tuple of str
        ``"Family, Given"`` each.
    title, venue : str
        `venue` is the journal or the publisher, with volume and pages.
    year : int
    doi : str or None
        Without ``https://doi.org/``; None where there is none that we could confirm.
    """

    authors: tuple[str, ...]
    title: str
    venue: str
    year: int
    doi: str | None = None

    @property
    def citation(self) -> str:
        """One line for a list of references."""
        people = " and ".join(filter(None, ["; ".join(self.authors[:-1]), self.authors[-1]]))
        link = f". https://doi.org/{self.doi}" if self.doi else ""
        return f"{people} ({self.year}). {self.title}. {self.venue}{link}"

    @property
    def bibtex(self) -> str:
        """A BibTeX entry."""
        family = self.authors[0].split(",")[0].replace(" ", "").lower()
        fields = {
            "author": " and ".join(self.authors),
            "title": self.title,
            "year": str(self.year),
            "howpublished": self.venue,
            **({"doi": self.doi} if self.doi else {}),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{family}{self.year},\n{body}\n}}"


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a reader should know of a model before the code.

    Attributes
    ----------
    title : str
        The model's name in prose, such as ``"Perceptron"``.
    year : int
        When it was published; the timeline is in this order.
    people : tuple of str
        Who made it, in the order of the paper.
    paper : Paper
        Where it stands in print.
    idea : str
        What was new against the models before it, in a sentence or two.
    limit : str
        What it could not do.
    rule : str
        How it responds and learns, in Unicode, for a terminal.
    rule_tex : str
        The same in TeX, for the site; lines end with ``\\\\`` inside ``aligned``.
    departures : tuple of str
        Where our code does something else than the paper, one sentence each.
    by_hand : mapping of str to object
        Parameters under which the rule can be followed with pencil and paper; the ledger uses them
        unless told otherwise.
    variants : mapping of str to mapping
        Settings worth standing beside the default on the scoreboard, by label.
    also : tuple of Paper
        Other sources that the text leans on.
    """

    title: str
    year: int
    people: tuple[str, ...]
    paper: Paper
    idea: str
    limit: str
    rule: str
    rule_tex: str = ""
    departures: tuple[str, ...] = ()
    by_hand: Mapping[str, object] = field(default_factory=dict)
    variants: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    also: tuple[Paper, ...] = ()
