"""What the full form found, kept in a file beside the claims of a paper, with its day and version.

A page shows these findings and need not find them again; ``neurohistory reproduce`` always does.  An
experiment that has no record, or one with another number of starts, is carried out for the page.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from neurohistory.network.effort import Effort
from neurohistory.process.writing import check_writable, write_whole
from neurohistory.reproduction import collection
from neurohistory.reproduction.claim import ClaimError
from neurohistory.reproduction.findings import Share
from neurohistory.reproduction.running import Found, task_of
from neurohistory.work import Failed, Progress, do

__all__ = ["Record", "file_of", "record", "recorded"]

_LIBRARIES = ("neurohistory", "numpy", "scipy", "scikit-learn")


@dataclass(frozen=True)
class Record:
    """What the experiments of a paper found.

    Attributes
    ----------
    on : str
        The day, as 2026-12-02.
    versions : dict of str
        Those that it was found with: Python and the libraries.
    findings : dict of Found
        By experiment, those alone that are still what the paper's claims ask for; with what they cost.
    """

    on: str
    versions: dict[str, str]
    findings: dict[str, Found]


def file_of(paper: str) -> Path:
    """Where the record of a paper is kept: in the folder ``recorded`` beside its claims."""
    return collection.place_of(paper).parent / "recorded" / f"{paper}.json"


def recorded(paper: str) -> Record | None:
    """The record of a paper, if there is one.

    Raises
    ------
    ClaimError
        If its file is none.

    Examples
    --------
    >>> recorded("minsky_1969").findings["parity"]["order_3"]
    3
    """
    file = file_of(paper)
    try:
        kept = json.loads(file.read_bytes())
        runs = kept["experiments"]
        there = collection.load(paper).experiments
        findings = {
            name: _found(run)
            for name, run in runs.items()
            if name in there and run["starts"] == there[name].starts
        }
        return Record(kept["on"], kept["versions"], findings)
    except (FileNotFoundError, NotADirectoryError):  # the latter within a zip file
        return None
    except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        raise ClaimError(
            f"{file} is no record: {type(error).__name__}: {error}; make it again with "
            f"neurohistory reproduce {paper} --record"
        ) from error


def record(papers: Iterable[str] = (), progress: Progress = lambda done, total: None) -> list[Path]:
    """Carry out all experiments of these papers in full, by default of all, and keep what they find.

    Parameters
    ----------
    papers : iterable of str, optional
    progress : callable, optional
        Told how many experiments are done, and how many there are.

    Returns
    -------
    list of Path
        The files, one for each paper that has experiments.

    Raises
    ------
    ClaimError
        If a paper is unknown, or an experiment failed; nothing is written then.
    OSError
        If a file cannot be written.
    """
    there = collection.collection()
    chosen = dict.fromkeys(name.partition(".")[0] for name in there.chosen(list(papers), []))
    runs = {name: there.papers[name].experiments for name in chosen if there.papers[name].experiments}
    for name in runs:
        file_of(name).parent.mkdir(exist_ok=True)
        check_writable(file_of(name))
    tasks = {
        (name, each.name): task_of(name, each.name, each.starts, 0)
        for name, experiments in runs.items()
        for each in experiments.values()
    }
    work = do(tasks.values(), progress, ("neurohistory.runner",))
    answers = {place: work.answer(task) for place, task in tasks.items()}
    for (name, run), found in answers.items():
        why = [found] if isinstance(found, Failed) else found.values()
        if failed := next((each for each in why if isinstance(each, Failed)), None):
            raise ClaimError(f"{name}: {run}: {failed.reason}; nothing was recorded")
    return [_written(name, {run: answers[name, run] for run in runs[name]}) for name in runs]


def _written(paper: str, found: Mapping[str, Found]) -> Path:
    experiments = collection.load(paper).experiments
    kept = {
        "paper": paper,
        "on": date.today().isoformat(),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
        },
        "experiments": {
            name: {
                "starts": experiments[name].starts,
                "seed": 0,
                "effort": found[name].effort._asdict(),
                "seconds": round(found[name].seconds, 2),
                "findings": {key: _plain(each) for key, each in found[name].items()},
            }
            for name in found
        },
    }
    file = file_of(paper)
    write_whole(file, json.dumps(kept, indent=1, allow_nan=False, ensure_ascii=False) + "\n")
    return file


def _found(run: Mapping[str, Any]) -> Found:
    """The findings of a run and what they cost, from what was kept."""
    found = Found({key: _value(each) for key, each in run["findings"].items()})
    found.effort, found.seconds = Effort(**run["effort"]), run["seconds"]
    return found


def _plain(found: Any) -> Any:
    """A finding in the types of JSON, which has no word for infinity or for what is no number."""
    match found:
        case Share():
            return {"successes": int(found.successes), "trials": int(found.trials)}
        case np.ndarray():
            return {"array": [_plain(each) for each in found.tolist()]}
        case bool() | np.bool_():
            return bool(found)
        case int() | np.integer():
            return int(found)
        case float() | np.floating():
            return float(found) if np.isfinite(found) else {"number": str(float(found))}
        case list() | tuple():
            return [_plain(each) for each in found]
        case _:
            return str(found)


def _value(kept: Any) -> Any:
    """The finding that was kept so."""
    match kept:
        case {"successes": successes, "trials": trials}:
            return Share(successes, trials)
        case {"array": [*numbers]}:
            return np.array([_value(each) for each in numbers])
        case {"number": number}:
            return float(number)
        case [*several]:
            return tuple(_value(each) for each in several)
        case _:
            return kept
