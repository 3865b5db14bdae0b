"""Each confirmed figure of the papers is a claim, or it is said why not; each claim has a figure."""

from __future__ import annotations

import csv
from fnmatch import fnmatchcase
from pathlib import Path

from neurohistory.reproduction.bands import Verdict
from neurohistory.reproduction.collection import collection

TABLE = Path(__file__).with_name("figures.csv")
OURS = {name: {claim.id for claim in paper.claims} for name, paper in collection().papers.items()}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_figure_has_claims_or_a_reason_why_not() -> None:
    for row in rows():
        assert bool(row["claims"]) != bool(row["why not"]), row["figure"]
        for pattern in row["claims"].split():
            assert any(fnmatchcase(each, pattern) for each in OURS[row["paper"]]), (
                row["paper"],
                pattern,
            )


def test_no_claim_of_a_figure_is_left_out() -> None:
    """A figure may be several numbers, and each of them has a claim of its own."""
    for row in rows():
        patterns = row["claims"].split()
        there = [each for each in OURS[row["paper"]] if any(fnmatchcase(each, p) for p in patterns)]
        assert len(there) == int(row["how many"] or 0), (row["paper"], row["figure"])


def test_each_claim_belongs_to_a_figure_of_the_table() -> None:
    patterns: dict[str, list[str]] = {}
    for row in rows():
        patterns.setdefault(row["paper"], []).extend(row["claims"].split())
    for name, ids in OURS.items():
        alone = {each for each in ids if not any(fnmatchcase(each, p) for p in patterns.get(name, []))}
        assert not alone, name


def test_there_are_as_many_claims_as_a_ledger_of_this_field_needs() -> None:
    decided = [
        claim for paper in collection().papers.values() for claim in paper.claims if claim.is_decided
    ]
    assert len(OURS) >= 18
    assert sum(map(len, OURS.values())) >= 250
    assert len(decided) >= 200
    assert sum(claim.recorded is Verdict.NOT_REPRODUCED for claim in decided) >= 15
