"""The card of a model: who, when, where it stands in print, and what it could not do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Card", "Paper", "card_of"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A source, as one would cite it.

    Attributes
    ----------
    authors : tuple of str
        ``"Family, Given"`` each.
    title : str
    year : int
    journal, volume, number, pages : str
        Of a journal article; `pages` such as ``"386-408"``.
    booktitle : str
        Of a paper in proceedings, with its `pages`.
    publisher : str
        Of a book, with the place.
    venue : str
        Of anything else: what a reader needs to find it, in one line.
    doi : str or None
        Without ``https://doi.org/``; None where there is none that we could confirm.
    """

    authors: tuple[str, ...]
    title: str
    year: int
    journal: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    booktitle: str = ""
    publisher: str = ""
    venue: str = ""
    doi: str | None = None

    @property
    def citation(self) -> str:
        """One line for a list of references."""
        people = " and ".join(filter(None, ["; ".join(self.authors[:-1]), self.authors[-1]]))
        link = f". https://doi.org/{self.doi}" if self.doi else ""
        where = self.journal or self.booktitle or self.publisher or self.venue
        issue = f"{self.volume}({self.number})" if self.number else self.volume
        found = ", ".join(filter(None, [" ".join(filter(None, [where, issue])), self.pages]))
        return f"{people} ({self.year}). {self.title}. {found}{link}"

    @property
    def bibtex(self) -> str:
        """A BibTeX entry: an article, a paper in proceedings, a book, or anything else."""
        if self.journal:
            kind = "article"
        elif self.booktitle:
            kind = "inproceedings"
        else:
            kind = "book" if self.publisher else "misc"
        family = self.authors[0].split(",")[0].replace(" ", "").lower()
        fields = {
            "author": " and ".join(self.authors),
            "title": self.title,
            "journal": self.journal,
            "booktitle": self.booktitle,
            "publisher": self.publisher,
            "howpublished": self.venue,
            "volume": self.volume,
            "number": self.number,
            "pages": self.pages.replace("-", "--"),
            "year": str(self.year),
            "doi": self.doi,
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@{kind}{{{family}{self.year},\n{body}\n}}"


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
        Who made it: the authors of the paper in its order, then others who had a part in it.
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


def card_of(model: type) -> Card:
    """The card that a class carries.

    Raises
    ------
    ValueError
        If there is none, or if it has no year to stand at on the timeline.
    """
    card = getattr(model, "card", None)
    if not isinstance(card, Card):
        raise ValueError(f"{model.__name__} has no card; give it a neurohistory.Card")
    if not isinstance(card.year, int):
        raise ValueError(f"the year on its card is {card.year!r}; make it a whole number")
    return card
