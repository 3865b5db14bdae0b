"""How to cite: the software, from a checkout's ``CITATION.cff``, and every paper, as BibTeX to copy."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

from neurohistory import papers
from neurohistory.card import Paper
from neurohistory.site.page import Page

__all__ = ["citations_page", "software_bibtex"]


def citations_page(cff: Path) -> Page:
    """The software and all papers with their entries, and all entries in one file; a part of a page.

    Parameters
    ----------
    cff : Path
        The ``CITATION.cff`` of the software.
    """
    cited: dict[str, Paper] = {name: getattr(papers, name).PAPER for name in papers.__all__}
    by_year = sorted(cited.items(), key=lambda each: (each[1].year, each[0]))
    page = Page(files={"papers.bib": "\n\n".join(p.entry(name) for name, p in by_year) + "\n"})
    page.add("## The software", f"```bibtex\n{software_bibtex(cff)}\n```")
    page.add(
        "## The papers",
        f"These are the {len(cited)} papers that the site cites, by year. Each opens to its entry; "
        "[all of them are in one file](papers.bib){ download }.",
    )
    for name, paper in by_year:
        page.add(
            f'<details class="entry" markdown>\n<summary>{escape(paper.citation)}</summary>\n\n'
            f"```bibtex\n{paper.entry(name)}\n```\n\n</details>"
        )
    return page


def software_bibtex(cff: Path) -> str:
    """The BibTeX entry of the software.

    Raises
    ------
    ValueError
        If the file is not there, or says too little.
    """
    try:
        told = yaml_load(io.StringIO(cff.read_text(encoding="utf-8")))
        fields = {
            "author": " and ".join(f"{{{author['name']}}}" for author in told["authors"]),
            "title": f"{{{told['title']}}}",
            "version": str(told["version"]),
            "note": f"{told['license']}; Python package",
        }
    except OSError as error:
        raise ValueError(f"cannot tell how to cite the software: {cff}: {error.strerror}") from error
    except (KeyError, TypeError) as error:
        raise ValueError(f"{cff} says too little to be cited: {error} is missing; add it") from error
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@software{{neurohistory,\n{body}\n}}"
