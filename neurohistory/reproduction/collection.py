"""The papers that have claims: ours, and those of any package with an entry point.

The group is ``neurohistory.papers``; an entry names a `neurohistory.reproduction.claim.Reproduction`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import NamedTuple

from neurohistory.asking import answer, one_line
from neurohistory.process import entry_points
from neurohistory.process.isolation import undisturbed
from neurohistory.reproduction.claim import Claim, ClaimError, Reproduction

__all__ = ["Collection", "LeftOut", "collection", "load", "package_of", "place_of"]

GROUP = "neurohistory.papers"


class LeftOut(NamedTuple):
    """A paper that had to be left out, and why."""

    name: str
    package: str
    reason: str

    def __str__(self) -> str:
        return f"paper {self.name!r} of package {self.package} was left out: {self.reason}"


@dataclass(frozen=True)
class Collection:
    """The papers with claims, oldest first, and what had to be left out.

    Attributes
    ----------
    papers : dict of str to Reproduction
    left_out : list of LeftOut
    """

    papers: dict[str, Reproduction]
    left_out: list[LeftOut]

    @property
    def claims(self) -> dict[str, Claim]:
        """All claims by the name of the paper, a dot and their id.

        Examples
        --------
        >>> collection().claims["rumelhart_1986.symmetry.sweeps"].printed
        '1,425'
        """
        return {
            f"{name}.{claim.id}": claim for name, each in self.papers.items() for claim in each.claims
        }

    def chosen(self, papers: list[str], claims: list[str]) -> list[str]:
        """The claims of these papers and these claims, by name; all if neither is named.

        Raises
        ------
        ClaimError
            For a name that is neither, with the nearest.
        """
        known = self.claims
        for name in papers:
            if name in known:
                raise ClaimError(f"{name!r} is a claim and no paper; write --claim {name}")
            if name not in self.papers:
                raise ClaimError(_unknown("paper", name, list(self.papers)))
        for name in claims:
            if name in self.papers:
                raise ClaimError(f"{name!r} is a paper and no claim; name it without --claim")
            if name not in known:
                raise ClaimError(_unknown("claim", name, list(known)))
        if not papers and not claims:
            return list(known)
        return [name for name in known if name.partition(".")[0] in papers or name in claims]


def collection() -> Collection:
    """All papers that can be read, in the order of their years."""
    entries, others = entry_points.by_name(entry_points.brought(GROUP))
    papers, left_out = {}, [LeftOut(*each) for each in others]
    for name, entry in entries.items():
        try:
            papers[name] = _loaded(entry)
        except ClaimError as error:
            left_out.append(LeftOut(name, package_of(name), str(error)))
    ordered = sorted(papers.items(), key=lambda each: (each[1].paper.year, each[0]))
    return Collection(dict(ordered), left_out)


def load(name: str) -> Reproduction:
    """The claims of one paper; no other is imported.

    Raises
    ------
    ClaimError
        If there is none of that name, or it cannot be read.
    """
    entries = _entries()
    if name not in entries:
        raise ClaimError(_unknown("paper", name, list(entries)))
    return _loaded(entries[name])


def package_of(name: str) -> str:
    """The package that brings the claims of a paper."""
    return entry_points.package_of(_entries()[name])


def place_of(name: str) -> Path:
    """The file of the module that the entry point of a paper names.

    Raises
    ------
    ClaimError
        As `load` does, or if the module is in no file.
    """
    load(name)
    module = _entries()[name].module
    file = getattr(sys.modules.get(module), "__file__", None)
    if file is None:
        raise ClaimError(f"the module {module} of paper {name!r} is in no file")
    return Path(file)


def _entries() -> dict[str, EntryPoint]:
    """One entry point for each name; the first to claim a name keeps it, ours before others."""
    return entry_points.by_name(entry_points.brought(GROUP))[0]


def _loaded(entry: EntryPoint) -> Reproduction:
    with undisturbed():
        try:
            found = answer(entry.value, entry.load)
        except Exception as error:
            raise ClaimError(f"importing {entry.value} raised {one_line(error)}") from error
    if not isinstance(found, Reproduction):
        raise ClaimError(f"{entry.value} is no neurohistory.reproduction.claim.Reproduction")
    return found


def _unknown(kind: str, name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=3)
    hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
    there = ""
    if not close:
        there = f"; there are {', '.join(sorted(known))}"
        if kind == "claim":
            there = "; a claim goes by its paper, a dot and its id, such as 'minsky_1969.box.order'"
    return f"no {kind} is called {name!r}{hint}{there}"
