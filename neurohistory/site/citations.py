"""Papers in prose: ``[@rosenblatt_1958]`` becomes the citation of `neurohistory.papers.rosenblatt_1958`.

Chapters and written pages cite so, as in Pandoc; what stands in print is said once.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from neurohistory import papers
from neurohistory.card import Paper

__all__ = ["CITED", "CitationError", "with_citations"]

CITED = re.compile(r"(?<!`)\[@(\w+)\]")  # and not in code


class CitationError(ValueError):
    """A paper that is cited and has no file."""


def with_citations(markdown: str) -> str:
    """Put the citations in their places.

    Raises
    ------
    CitationError
        For a name that is no file of `neurohistory.papers`, with the nearest.

    Examples
    --------
    >>> with_citations("After [@widrow_1990], page 1425.")[:60]
    'After B. Widrow and M. A. Lehr, "30 years of adaptive neural'
    """
    return CITED.sub(lambda found: _paper(found[1]).markdown, markdown)


def _paper(name: str) -> Paper:
    if name not in papers.__all__:
        close = get_close_matches(name, papers.__all__, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise CitationError(f"[@{name}]: no paper is called {name!r}; {hint}its file goes into papers/")
    paper: Paper = getattr(papers, name).PAPER
    return paper
