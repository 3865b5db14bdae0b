"""What a site asks for: a page for each model, chapter and paper, and what written pages show.

A written page asks by a comment of one line, see `plugin`, or by a block with a command in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from mkdocs.exceptions import PluginError

from neurohistory.site.changes import pairs_in
from neurohistory.site.consoles import commands_in
from neurohistory.site.production import Job

__all__ = ["LINK_PICTURE", "LOGO_JOB", "PART", "PARTS", "STAMP", "Asked", "asked_by"]

PART = re.compile(r"^<!-- neurohistory: (?P<kind>\w+) -->$", re.MULTILINE)
PARTS = (
    "scoreboard", "timeline", "stamps", "machines", "lineage", "kinds", "ledger", "negatives", "runs",
)  # fmt: skip
STAMP = re.compile(r"<!-- stamp: (?P<model>\w+) -->")
LOGO_JOB, LINK_PICTURE = Job("logo"), Job("link picture")


class Asked(NamedTuple):
    """The jobs that a site asks for."""

    places: dict[Job, str]  # where pages stand, in the order of the navigation
    parts: dict[str, Job]
    consoles: dict[str, Job]  # by command
    changes: dict[str, tuple[Job, str]]  # by pair of atoms, with the page that shows them
    stamps: dict[str, Job]  # by model

    @property
    def jobs(self) -> list[Job]:
        """All jobs; what takes longest begins first."""
        return [
            *sorted(self.places, key=lambda job: job.kind != "chapter"),
            *self.parts.values(),
            LOGO_JOB,
            LINK_PICTURE,
            *self.consoles.values(),
            *(job for job, _ in self.changes.values()),
            *self.stamps.values(),
        ]


def asked_by(
    texts: Mapping[str, str],
    models: Iterable[str],
    chapters: Mapping[Path, str],
    papers: Iterable[str],
    atoms: Path,
) -> Asked:
    """What all models, chapters and papers, and the written pages, ask for.

    Parameters
    ----------
    texts : mapping of str to str
        The Markdown of the written pages, by place.
    models, papers : iterable of str
    chapters : mapping of Path to str
        The place of the page of each script.
    atoms : Path
        The folder of the models in one file each.

    Raises
    ------
    PluginError
        If a page asks for the stamp of a model, or for an atom, that is not there.
    """
    models = [*models]
    places = {Job("model", name): f"models/{name}.md" for name in models}
    places |= {Job("chapter", str(path)): page for path, page in chapters.items()}
    places |= {Job("paper", name): f"papers/{name}.md" for name in papers}
    stamps = {found["model"] for text in texts.values() for found in STAMP.finditer(text)}
    if unknown := sorted(stamps - {*models}):
        raise PluginError(
            f"a page asks for the stamp of {', '.join(unknown)}, and no such model is here"
        )
    pairs = {pair: place for place, text in texts.items() for pair in pairs_in(text)}
    parts = {found["kind"] for text in texts.values() for found in PART.finditer(text)} & {*PARTS}
    commands = {command for text in texts.values() for command in commands_in(text)}
    return Asked(
        places,
        {part: Job(part) for part in sorted(parts)},
        {command: Job("console", command) for command in sorted(commands)},
        {pair: (_difference(pair, atoms), place) for pair, place in pairs.items()},
        {model: Job("stamp", model) for model in sorted(stamps)},
    )


def _difference(pair: str, atoms: Path) -> Job:
    """The job that tells two atoms apart."""
    paths = [atoms / f"{stem}.py" for stem in pair.split()]
    for path in paths:
        if not path.is_file():
            known = ", ".join(sorted(each.stem for each in atoms.glob("*.py"))) or "no file"
            raise PluginError(f"changes: {pair}: there is no {path}; the folder has {known}")
    return Job("changes", "\n".join(map(str, paths)))
