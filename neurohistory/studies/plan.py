"""What is to be run of a study, and why: what lies in its folder already is not."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from neurohistory.outcomes import Outcomes
from neurohistory.studies.chunk_files import DamagedChunkError
from neurohistory.studies.folder import Folder, Place
from neurohistory.studies.study import Study

__all__ = ["NOT_RUN", "Missing", "Plan", "plan"]


NOT_RUN = "not run yet"


class Missing(NamedTuple):
    """A chunk that is to be run, and why."""

    place: Place
    why: str
    damaged: bool = False


class Plan(NamedTuple):
    """What there is of a study, and what is missing.

    Attributes
    ----------
    there : dict of Place to Outcomes
        The chunks that are done.
    missing : list of Missing
        In the order in which they are run: the first chunk of every cell before the second of any.
    """

    there: dict[Place, Outcomes]
    missing: list[Missing]

    @property
    def n_chunks(self) -> int:
        """How many chunks there are in all."""
        return len(self.there) + len(self.missing)

    @property
    def starts_there(self) -> int:
        """How many starts are done."""
        return sum(place.chunk.n_starts for place in self.there)

    @property
    def starts_missing(self) -> int:
        """How many starts are to be run."""
        return sum(missing.place.chunk.n_starts for missing in self.missing)

    @property
    def reasons(self) -> dict[str, int]:
        """Why chunks are to be run, and how many for each reason."""
        return dict(Counter(missing.why for missing in self.missing))


def plan(study: Study, folder: Folder | None = None) -> Plan:
    """What is to be run of a study; nothing is run and nothing written.

    Examples
    --------
    >>> found = plan(Study("backprop", "XOR", grid={"momentum": [0.0, 0.9]}, starts=1000))
    >>> found.n_chunks, found.starts_missing, found.reasons
    (4, 2000, {'not run yet': 4})
    """
    there: dict[Place, Outcomes] = {}
    missing: list[Missing] = []
    for place in _places(study):
        try:
            outcomes = folder.read(place) if folder else None
        except DamagedChunkError as error:
            missing.append(Missing(place, f"damaged: {error}", damaged=True))
            continue
        if outcomes is not None:
            there[place] = outcomes
            continue
        reason = folder.why_failed(place) if folder else None
        missing.append(Missing(place, NOT_RUN if reason is None else f"failed: {reason}"))
    return Plan(there, missing)


def _places(study: Study) -> list[Place]:
    """All chunks of all cells, in the order in which they are run."""
    found = [
        Place(number, chunk)
        for number, cell in enumerate(study.cells)
        for chunk in study.chunks_of(cell)
    ]
    return sorted(found, key=lambda place: (place.chunk.first, place.number))
