"""Cards and papers: how a source is cited."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from neurohistory import Card, timeline
from neurohistory.card import Paper, card_of

NATURE = Paper(
    authors=("Rumelhart, David E.", "Hinton, Geoffrey E.", "Williams, Ronald J."),
    title="Learning representations by back-propagating errors",
    journal="Nature",
    volume="323",
    pages="533-536",
    year=1986,
    doi="10.1038/323533a0",
)
BOOK = Paper(authors=("De Groot, A.",), title="Thought", publisher="Mouton", year=1965)
CARDS = [pytest.param(m.card, id=name) for name, m in timeline().models.items()]


def test_a_citation_is_one_line_with_people_year_title_venue_and_link() -> None:
    assert NATURE.citation == (
        "Rumelhart, David E.; Hinton, Geoffrey E. and Williams, Ronald J. (1986). Learning "
        "representations by back-propagating errors. Nature 323, 533-536. "
        "https://doi.org/10.1038/323533a0"
    )
    assert BOOK.citation == "De Groot, A. (1965). Thought. Mouton"


def test_a_bibtex_entry_has_a_key_and_its_fields() -> None:
    assert NATURE.bibtex.startswith("@article{rumelhart1986,\n")
    assert NATURE.bibtex.endswith("\n}")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", NATURE.bibtex, flags=re.MULTILINE))
    assert fields["author"] == ("Rumelhart, David E. and Hinton, Geoffrey E. and Williams, Ronald J.")
    assert fields["doi"] == "10.1038/323533a0"
    assert fields["year"] == "1986"
    assert (fields["journal"], fields["volume"], fields["pages"]) == ("Nature", "323", "533--536")
    assert "number" not in fields
    assert BOOK.bibtex.startswith("@book{degroot1965,")
    assert "doi" not in BOOK.bibtex


def test_a_card_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        NATURE.year = 1985  # type: ignore[misc]


@pytest.mark.parametrize("card", CARDS)
def test_the_year_of_a_card_is_that_of_its_paper(card: Card) -> None:
    assert card.year == card.paper.year


@pytest.mark.parametrize("card", CARDS)
def test_the_people_of_a_card_begin_with_the_authors_of_its_paper(card: Card) -> None:
    families = [author.split(",")[0] for author in card.paper.authors]
    for person, family in zip(card.people[: len(families)], families, strict=True):
        assert person.endswith(family)
    assert len(set(card.people)) == len(card.people)


@pytest.mark.parametrize("card", CARDS)
def test_texts_are_sentences(card: Card) -> None:
    for text in (card.idea, card.limit, *card.departures):
        assert text.endswith("."), text
        assert text == text.strip()
        assert "  " not in text


@pytest.mark.parametrize(
    ("name", "year", "doi"),
    [
        ("perceptron", 1958, "10.1037/h0042519"),
        ("backprop", 1986, "10.1038/323533a0"),
        ("svm", 1995, "10.1007/BF00994018"),
        ("adaline", 1960, None),
        ("minsky_papert", 1969, None),
    ],
)
def test_the_sources_are_those_of_the_literature(name: str, year: int, doi: str | None) -> None:
    paper = timeline().models[name].card.paper
    assert (paper.year, paper.doi) == (year, doi)


@pytest.mark.parametrize(
    ("name", "kind", "where"),
    [
        ("perceptron", "article", "Psychological Review 65(6), 386-408. https"),
        ("adaline", "inproceedings", "1960 IRE WESCON Convention Record, Part 4, 96-104"),
        ("minsky_papert", "book", "MIT Press, Cambridge, Massachusetts"),
    ],
)
def test_a_source_is_cited_as_what_it_is(name: str, kind: str, where: str) -> None:
    paper = timeline().models[name].card.paper
    assert paper.bibtex.startswith(f"@{kind}{{")
    assert where in paper.citation


def test_what_is_neither_article_nor_book_is_cited_in_one_line() -> None:
    paper = Paper(authors=("Sol, A.",), title="Notes", venue="Report 7, MIT", year=1965)
    assert paper.citation == "Sol, A. (1965). Notes. Report 7, MIT"
    assert paper.bibtex.startswith("@misc{sol1965,")
    assert "howpublished = {Report 7, MIT}" in paper.bibtex


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("year", 1958.0, "the year on its card is 1958.0; make it a whole number"),
        ("year", 58, "the year on its card is 58; make it the year of publication"),
        ("title", None, "title on its card"),
        ("idea", 5, "idea on its card"),
        ("limit", b"none", "limit on its card"),
        ("rule", ("w", "x"), "rule on its card"),
        ("rule_tex", None, "rule_tex on its card"),
        ("people", "Frank Rosenblatt", "people on its card"),
        ("people", (5,), "people on its card"),
        ("departures", ("one.", None), "departures on its card"),
        ("paper", None, "paper on its card"),
        ("also", (None,), "also on its card"),
        ("also", NATURE, "also on its card"),
        ("by_hand", ("order", "cyclic"), "by_hand on its card"),
        ("variants", ("fast",), "variants on its card"),
        ("variants", {5: {}}, "the label 5 of a variant"),
        ("variants", {"fast": "learning_rate=2"}, "the variant 'fast' on its card"),
        ("paper", dataclasses.replace(NATURE, authors=(5,)), "authors of a paper on its card"),  # type: ignore[arg-type]
        ("also", (dataclasses.replace(NATURE, authors=("A.", 5)),), "authors of a paper on its card"),  # type: ignore[arg-type]
    ],
)
def test_a_field_of_the_wrong_kind_is_named(field: str, value: Any, complaint: str) -> None:
    model = timeline().models["perceptron"]
    assert card_of(model) is model.card
    wrong = type("Wrong", (), {"card": dataclasses.replace(model.card, **{field: value})})
    with pytest.raises(ValueError, match=re.escape(complaint)):
        card_of(wrong)


class OfNoKind:
    """Its card is taken from another, but for a field."""

    card = dataclasses.replace(
        timeline().models["perceptron"].card,
        kind="sampler",
    )  # fmt: skip


def test_a_fault_on_a_card_is_told_with_file_and_line() -> None:
    with pytest.raises(ValueError, match="did you mean 'sampling'") as raised:
        card_of(OfNoKind)
    written = Path(__file__).read_text("utf-8").splitlines()
    line = written.index('        kind="sampler",') + 1
    assert str(raised.value).endswith(f" ({__file__}, line {line})")
