"""The card of a model: who, when, where it stands in print, and what it could not do."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from inspect import getattr_static
from typing import Any

__all__ = ["KINDS", "Card", "Paper", "card_of", "check_paper"]

_FIRST_YEAR, _LAST_YEAR = 1000, 2999  # that a timeline can show beside the others

# The kinds of machines, and what all of a kind do.
KINDS = {
    "wired": "Somebody chooses the wiring, and nothing is learned.",
    "corrected by mistakes": "A wrong answer changes it, and it rests when it makes no mistake.",
    "descending": "It measures how wrong it is and goes downhill, a small step at a time.",
    "one answer": "The examples settle the answer, and it is calculated once, without trial and error.",
    "sampling": "It draws samples, and learns until they look like what it was shown.",
    "coding": "It first finds a code for its inputs, and then an answer to the code.",
}


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
        For a journal article; `pages` such as ``"386-408"``.
    booktitle : str
        For a paper in proceedings, with its `pages`.
    publisher : str
        For a book, with the place.
    venue : str
        For anything else: what a reader needs to find it, in one line.
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
    def markdown(self) -> str:
        """The citation as prose has it: ``F. Rosenblatt, "A title", *A Journal* 1 (1958) 3–4``."""
        *others, last = map(_with_initials, self.authors)
        people = f"{', '.join(others)} and {last}" if others else last
        title = f"*{self.title}*" if self.publisher else f'"{self.title}"'
        pages = self.pages.replace("-", "–")
        if self.journal:
            issue = f"{self.volume}({self.number})" if self.number else self.volume
            where = " ".join(filter(None, [f"*{self.journal}*", issue, f"({self.year})", pages]))
        elif self.booktitle:
            where = ", ".join(filter(None, [f"*{self.booktitle}* ({self.year})", pages]))
        else:
            where = f"{self.publisher} {self.year}" if self.publisher else f"{self.venue} ({self.year})"
        link = f", [doi:{self.doi}](https://doi.org/{self.doi})" if self.doi else ""
        return f"{people}, {title}, {where}{link}"

    @property
    def bibtex(self) -> str:
        """The BibTeX `entry` under the first author and the year."""
        family = self.authors[0].split(",")[0].replace(" ", "").lower()
        return self.entry(f"{family}{self.year}")

    def entry(self, key: str) -> str:
        """A BibTeX entry: an article, a paper in proceedings, a book, or anything else.

        Parameters
        ----------
        key : str
            What it is cited by.
        """
        if self.journal:
            kind = "article"
        elif self.booktitle:
            kind = "inproceedings"
        else:
            kind = "book" if self.publisher else "misc"
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
        return f"@{kind}{{{key},\n{body}\n}}"


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
    kind : str
        What kind of machine it is, one of `KINDS`; its page shows what that kind has.  Where none is
        given, the rule tells it.
    rule : str
        How it responds and learns, in Unicode, for a terminal.
    rule_tex : str
        The same in TeX, for the site; lines end with ``\\\\`` inside ``aligned``.
    symbols : str
        What the symbols of `rule_tex` stand for; Markdown, with ``$w$`` for a formula.
    departures : tuple of str
        Where our code does something else than the paper, one sentence each.
    names : str
        How to read the tables of the trace, where they do not speak for themselves: names of weights
        and workings, and what the constants of the rule are under `by_hand`; Markdown.
    by_hand : mapping of str to object
        Parameters under which the rule can be followed with pencil and paper; the trace uses them
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
    kind: str = ""
    symbols: str = ""
    departures: tuple[str, ...] = ()
    names: str = ""
    by_hand: Mapping[str, object] = field(default_factory=dict)
    variants: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    also: tuple[Paper, ...] = ()


def _with_initials(author: str) -> str:
    """``F. Rosenblatt`` of ``Rosenblatt, Frank``."""
    family, _, given = author.partition(", ")
    return " ".join(
        [*("-".join(f"{part[0]}." for part in name.split("-")) for name in given.split()), family]
    )


def card_of(model: type) -> Card:
    """The card that a class carries.

    Raises
    ------
    ValueError
        If there is none, or if a field of it is not of the kind that tables, pages and the timeline
        need; with the file and the line where that can be seen.
    """
    try:
        return _checked(model)
    except ValueError as error:
        raise ValueError(f"{error}{_place(model, str(error))}") from None


def _checked(model: type) -> Card:
    card = getattr_static(model, "card", None)  # what computes a card may do so otherwise next time
    if type(card) is not Card:
        raise ValueError(f"{model.__name__} has no card; give it a neurohistory.Card")
    _make_plain(card)
    if not isinstance(card.year, int):
        raise ValueError(f"the year on its card is {card.year!r}; make it a whole number")
    if not _FIRST_YEAR <= card.year <= _LAST_YEAR:
        raise ValueError(f"the year on its card is {card.year}; make it the year of publication")
    for name in ("title", "idea", "limit", "kind", "rule", "rule_tex", "symbols", "names"):
        _check(f"{name} on its card", getattr(card, name), str, "a text")
    _check_kind(card.kind)
    for name in ("people", "departures"):
        _check_several(f"{name} on its card", getattr(card, name), str, "texts")
    _check("paper on its card", card.paper, Paper, "a neurohistory.card.Paper")
    _check_several("also on its card", card.also, Paper, "Papers")
    for paper in (card.paper, *card.also):
        check_paper(paper)
    _check("by_hand on its card", card.by_hand, Mapping, "a dictionary of parameters")
    _check("variants on its card", card.variants, Mapping, "a dictionary of settings by label")
    for label, settings in card.variants.items():
        _check(f"the label {label!r} of a variant", label, str, "a text")
        _check(f"the variant {label!r} on its card", settings, Mapping, "a dictionary of parameters")
    return card


def _place(model: type, complaint: str) -> str:
    """Where a field of a card is written that is complained of; nothing if its source is not at hand."""
    with suppress(OSError, TypeError, ValueError, SyntaxError):
        file = inspect.getsourcefile(model)
        lines, first = inspect.getsourcelines(model)
        tree = ast.parse(textwrap.dedent("".join(lines)))
        known = "paper" if " a paper " in complaint else "|".join(each.name for each in fields(Card))
        name = re.search(rf"\b(?:{known})\b", complaint)
        told = [
            node.value.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.keyword) and name and node.arg == name[0]
        ]
        return f" ({file}, line {first + (told[0] if told else 1) - 1})"
    return ""


def _check_kind(kind: str) -> None:
    if kind in ("", *KINDS):
        return
    *others, last = map(repr, KINDS)
    close = get_close_matches(kind.lower(), KINDS, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    raise ValueError(f"kind on its card is {kind!r}; make it {', '.join(others)} or {last}{hint}")


def _make_plain(values: Card | Paper) -> None:
    """Texts, numbers and collections of the plain kinds, which are what they were when looked at."""
    for each in fields(values):
        object.__setattr__(values, each.name, _plain(getattr(values, each.name)))


def _plain(value: Any) -> Any:
    if type(value) is Paper:
        _make_plain(value)
    elif isinstance(value, str):
        return str.__str__(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        return int.__int__(value)
    elif isinstance(value, tuple):
        return tuple(map(_plain, value))
    elif isinstance(value, Mapping):  # whose settings may be anything
        kept = (str, Mapping)
        return {_plain(k): _plain(v) if isinstance(v, kept) else v for k, v in value.items()}
    return value


def check_paper(paper: Paper, which: str = "a paper on its card") -> None:
    """Make the fields of a source plain.

    Raises
    ------
    ValueError
        If a field is not of the kind that tables, pages and the timeline need; `which` names the source.
    """
    if type(paper) is not Paper:
        raise ValueError(f"{which} is a {type(paper).__name__}; make it a Paper itself")
    _make_plain(paper)
    _check_several(f"authors of {which}", paper.authors, str, "texts")
    if not paper.authors:
        raise ValueError(f"authors of {which} are none; name one at least")
    _check(f"year of {which}", paper.year, int, "a whole number")
    for name in ("title", "journal", "volume", "number", "pages", "booktitle", "publisher", "venue"):
        _check(f"{name} of {which}", getattr(paper, name), str, "a text")
    if paper.doi is not None:
        _check(f"doi of {which}", paper.doi, str, "a text or None")


def _check(what: str, value: object, kind: type, due: str) -> None:
    if not isinstance(value, kind):
        raise ValueError(f"{what} is {value!r}; make it {due}")


def _check_several(what: str, values: object, kind: type, due: str) -> None:
    if not isinstance(values, (tuple, list)) or not all(isinstance(value, kind) for value in values):
        raise ValueError(f"{what} is {values!r}; make it a tuple of {due}")
