"""A study as a record: what was asked, what came of it, and by what the same can be known again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import __version__
from neurohistory.network.names import by_name
from neurohistory.outcomes import MOST_EPOCHS
from neurohistory.report.text import plain
from neurohistory.studies.descriptions import described, digest
from neurohistory.studies.provenance import core_types, provenance
from neurohistory.studies.results import StudyResult
from neurohistory.studies.study import Study
from neurohistory.studies.survival import Survival, survival
from neurohistory.studies.table import study_rows

__all__ = ["Record", "digests", "kept", "read_record", "study_of", "study_values"]

_KEPT = Path(__file__).with_name("kept")


class Record(NamedTuple):
    """What came of a study that was run elsewhere, or at another time.

    Attributes
    ----------
    values : dict
        As `study_values` gives them.
    rows : list of dict
        Its table, a row for each cell.
    curves : list of Survival or None
        The fraction of the starts that is still unsolved, for each cell.
    """

    values: dict[str, Any]
    rows: list[dict[str, Any]]
    curves: list[Survival | None]


def study_values(result: StudyResult) -> dict[str, Any]:
    """A study whole, as JSON has it: what was asked and by which versions, each cell, the failures.

    A cell is its row of the table, with how many starts needed how many epochs, and a digest of the
    first 10, 100, 1,000 ... starts, by which it is seen whether another run gives the same.

    Examples
    --------
    >>> from neurohistory.studies.engine import study
    >>> (cell,) = study_values(study("perceptron", "AND", starts=100))["cells"]
    >>> cell["solved"], sum(count for epoch, count in cell["epochs"]), list(cell["digests"])
    (100, 100, ['10', '100'])
    """
    asked = described(result.study)
    versions = asked.pop("versions")
    cells = [
        {**row, "epochs": _counts(epochs), "digests": digests(epochs)}
        for row, epochs in zip(study_rows(result), result.epochs, strict=True)
    ]
    return {
        "neurohistory": __version__,
        "study": {"name": result.study.name, "starts": result.study.starts, **asked},
        "versions": versions,
        "cores": sorted(core_types(provenance())),
        "cells": [plain(cell) for cell in cells],
        "failures": list(map(str, result.failed)),
    }


def read_record(path: str | Path) -> Record:
    """What ``neurohistory study --format json`` has written.

    Raises
    ------
    ValueError
        If the file holds something else.
    """
    try:
        values = json.loads(Path(path).read_text(encoding="utf-8"))
        rows = [
            {k: v for k, v in cell.items() if k not in ("epochs", "digests")} for cell in values["cells"]
        ]
        return Record(values, rows, list(map(_curve, values["cells"])))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path} is no record of a study ({error!r}); make one by neurohistory study --format json"
        ) from None


def kept(name: str) -> Path:
    """Where a study of the package lies: ``"xor_rates.toml"`` was asked, ``"xor_rates.json"`` came out.

    Raises
    ------
    ValueError
        If there is none of that name; the message has the names that there are.
    """
    files = {path.name: path for path in sorted(_KEPT.iterdir())}
    return by_name("study that is kept", name, files)


def study_of(values: Mapping[str, Any], **changed: Any) -> Study:
    """The study that a record was made by.

    Raises
    ------
    ValueError
        If the record does not have all of it, such as a function of your own.
    """
    given = {name: value for name, value in values["study"].items() if value is not None}
    study = Study.from_dict(given | changed)
    again = described(study)
    again.pop("versions")
    differing = [
        name for name in again if name not in changed and again[name] != values["study"].get(name)
    ]
    if differing:
        raise ValueError(f"the record does not have the whole {differing[0]!r}; run the study anew")
    return study


def digests(epochs: NDArray[np.uint16]) -> dict[str, str]:
    """A digest of what came of the first 10, 100, 1,000 ... starts, and of all."""
    content = epochs.astype("<u2").tobytes()
    return {str(n): digest(content[: 2 * n]) for n in _powers_of_ten(epochs.size)}


def _powers_of_ten(n: int) -> Iterator[int]:
    power = 10
    while power < n:
        yield power
        power *= 10
    yield n


def _counts(epochs: NDArray[np.uint16]) -> list[list[int]]:
    """How many starts needed so many epochs, those that were never solved left out."""
    values, counts = np.unique(epochs[epochs <= MOST_EPOCHS], return_counts=True)
    return [[int(epoch), int(count)] for epoch, count in zip(values, counts, strict=True)]


def _curve(cell: Mapping[str, Any]) -> Survival | None:
    """The curve of a cell from its counts."""
    values, counts = np.array(cell["epochs"], dtype=int).reshape(-1, 2).T
    n_starts = max(cell["starts"], counts.sum())
    if not n_starts:
        return None
    epochs = np.full(n_starts, np.nan)
    epochs[: counts.sum()] = np.repeat(values, counts)
    return survival(epochs, cell["max_epochs"] or int(values.max(initial=0)))
