"""What a paper is called on the site, and the links that lead to its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from neurohistory.card import Paper
from neurohistory.reproduction.bands import Verdict
from neurohistory.reproduction.claim import Reproduction
from neurohistory.reproduction.collection import load
from neurohistory.reproduction.rows import in_words
from neurohistory.reproduction.running import Result
from neurohistory.site.citations import CITED

__all__ = ["anchor_of", "links_to_numbers", "numbers_behind", "short_title", "title_of"]


def title_of(name: str, paper: Reproduction) -> str:
    """Year and authors, and whether all that is decided came out.

    Examples
    --------
    >>> title_of("minsky_1969", load("minsky_1969"))
    '1969 Minsky and Papert [Re]'
    """
    return f"{short_title(name, paper)} [{_in_a_word(paper)}]"


def short_title(name: str, paper: Reproduction) -> str:
    """Year and authors, and which of their papers of that year it is.

    Examples
    --------
    >>> short_title("rumelhart_1986_pdp", load("rumelhart_1986_pdp"))
    '1986 Rumelhart et al., PDP'
    """
    families = [author.split(",")[0] for author in paper.paper.authors]
    people = " and ".join(families) if len(families) < 3 else f"{families[0]} et al."
    which = name.partition(f"_{paper.paper.year}")[2].replace("_", " ").strip()  # PDP
    return f"{paper.paper.year} {people}" + (
        f", {which.upper() if len(which) < 4 else which}" if which else ""
    )


def _in_a_word(paper: Reproduction) -> str:
    recorded = {claim.recorded for claim in paper.claims}
    if Verdict.NOT_REPRODUCED in recorded:
        return "not Re"
    return "Re" if recorded - {Verdict.NOT_TESTABLE} else "open"


def anchor_of(result: Result) -> str:
    """Where a claim stands on the page of its paper."""
    return result.claim.id.replace(".", "-").replace("_", "-")


def links_to_numbers(cited: Sequence[Paper], titles: Mapping[str, str]) -> str:
    """From the page of a model to the papers that it cites and whose numbers stand beside ours.

    Parameters
    ----------
    cited : sequence of Paper
    titles : mapping of str to str
        The papers that have a page, by name.

    Examples
    --------
    >>> paper = load("minsky_1969").paper
    >>> links_to_numbers([paper], {"minsky_1969": "1969 Minsky and Papert [Re]"})
    'Numbers: [1969 Minsky and Papert [Re]](../papers/minsky_1969.md){ .crossing }'
    >>> links_to_numbers([], {"minsky_1969": "1969 Minsky and Papert [Re]"})
    ''
    """
    links = [
        f"[{title}](../papers/{name}.md){{ .crossing }}"
        for name, title in titles.items()
        if load(name).paper in cited
    ]
    return f"Numbers: {', '.join(links)}" if links else ""


def numbers_behind(text: str, titles: Mapping[str, str]) -> str:
    """From a chapter to the numbers of the papers that it cites.

    Parameters
    ----------
    text : str
        Its Markdown, in which ``[@minsky_1969]`` cites a paper.
    titles : mapping of str to str
        The papers that have a page, by name.

    Examples
    --------
    >>> titles = {"block_1970": "1970 Block and Levin [Re]", "cover_1965": "1965 Cover [Re]"}
    >>> print(numbers_behind("It stays within bounds [@block_1970].", titles))
    ## What the papers printed, and what we get
    <BLANKLINE>
    * [1970 Block and Levin [Re]](../papers/block_1970.md): 2 reproduced
    >>> numbers_behind("No paper.", titles)
    ''
    """
    cited = {found[1] for found in CITED.finditer(text)}
    lines = []
    for name, title in titles.items():
        if name in cited:
            counts = in_words(Counter(claim.recorded for claim in load(name).claims))
            lines.append(f"* [{title}](../papers/{name}.md): {counts}")
    return "\n".join(["## What the papers printed, and what we get\n", *lines]) if lines else ""
