"""Ladders: from a paper's recipe to today's, one change a rung, each rung run from many starts.

Hardware is a ladder too: machines whose weights are held ever worse, see `neurohistory.hardware`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from neurohistory import __version__, catalog
from neurohistory.network.names import by_name
from neurohistory.problems import get_problem
from neurohistory.report.text import percent, plain
from neurohistory.runner import run
from neurohistory.studies.study import check_whole, read_toml
from neurohistory.trial import Trial

__all__ = [
    "Ladder",
    "Rung",
    "climbed",
    "kept_ladder",
    "ladder_names",
    "ladder_values",
    "recorded_rows",
    "rung_summary",
]

_KEPT = Path(__file__).with_name("rungs")
_ENTRIES = ("name", "problem", "rung", "hardware", "starts", "seed")


class Rung(NamedTuple):
    """A recipe, and what sets it apart from the one below it."""

    change: str
    model: str  # as `neurohistory.catalog.make` reads it
    problem: str  # as `neurohistory.problems.get_problem` reads it


@dataclass(frozen=True)
class Ladder:
    """Recipes for one problem, from a paper's to today's.

    Attributes
    ----------
    name : str
    rungs : tuple of Rung
        The paper's recipe first.
    starts : int, default=200
        For each rung.
    seed : int, default=0

    Raises
    ------
    TypeError, ValueError
        For fewer than two rungs, two that are alike, or a model or a problem that is none.

    Examples
    --------
    >>> steps = [{"change": "as printed", "model": "adaline:order=cyclic"}]
    >>> Ladder.from_dict({"name": "own", "problem": "AND", "rung": steps})
    Traceback (most recent call last):
      ...
    ValueError: a ladder needs two rungs at least, and own has 1
    """

    name: str
    rungs: tuple[Rung, ...]
    starts: int = 200
    seed: int = 0

    def __post_init__(self) -> None:
        check_whole("starts", self.starts, 1)
        check_whole("seed", self.seed, 0)
        if len(self.rungs) < 2:
            raise ValueError(f"a ladder needs two rungs at least, and {self.name} has {len(self.rungs)}")
        for below, rung in pairwise(self.rungs):
            if below[1:] == rung[1:]:
                raise ValueError(f"rung {rung.change!r} of {self.name} changes nothing: {rung.model}")
        for rung in self.rungs:
            get_problem(rung.problem, self.seed)
            catalog.make(rung.model)

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Ladder:
        """The ladder that a dict describes.

        Under ``"rung"`` it has dicts with ``"change"``, ``"model"`` and, if the ladder has none
        for all, ``"problem"``.  If it has ``"hardware"`` as well, settings of
        `neurohistory.hardware.OnHardware` with their values, each rung is followed by the same on each
        of them, one setting at a time.
        """
        for name in given:
            by_name("entry of a ladder", name, dict.fromkeys(_ENTRIES))
        if not isinstance(given.get("rung"), list):
            raise ValueError("a ladder needs rungs, and there is none; write [[rung]]")
        rungs = [_rung(number, {**given, **rung}) for number, rung in enumerate(given["rung"], start=1)]
        parts = _parts(given.get("hardware", {}))
        held = [[rung, *(_on(rung, part) for part in parts)] for rung in rungs]
        rest = {name: given[name] for name in ("name", "starts", "seed") if name in given}
        return cls(**rest, rungs=tuple(rung for each in held for rung in each))

    @classmethod
    def from_file(cls, path: str | Path) -> Ladder:
        """The ladder that a TOML file describes; it is called as the file unless it says otherwise.

        Raises
        ------
        ValueError
            If the file is not TOML, or describes no ladder; the message names the file.
        """
        given = read_toml(Path(path))
        try:
            return cls.from_dict(given)
        except (ValueError, TypeError) as error:
            raise ValueError(f"{path}: {error}") from error


def _rung(number: int, given: Mapping[str, Any]) -> Rung:
    for name in Rung._fields:
        if not isinstance(given.get(name), str):
            raise ValueError(f"rung {number} needs a {name}, a text, and has {given.get(name)!r}")
    return Rung(*(given[name] for name in Rung._fields))


def _parts(hardware: object) -> list[str]:
    """Settings of hardware, one at a time, as they stand behind an @."""
    if not isinstance(hardware, Mapping):
        raise TypeError(f"hardware must be values by name, and is {hardware!r}")
    for setting, values in hardware.items():
        if not isinstance(values, list):
            raise TypeError(f"{setting} of hardware must be a list of values, not {values!r}")
    return [f"{setting}={value}" for setting, values in hardware.items() for value in values]


def _on(rung: Rung, part: str) -> Rung:
    return rung._replace(change=f"{rung.change}, {part}", model=f"{rung.model}@{part}")


def ladder_names() -> list[str]:
    """The ladders that come with the package.

    Examples
    --------
    >>> ladder_names()
    ['adaline', 'backprop', 'deep', 'hardware', 'perceptron', 'shaky']
    """
    return sorted(path.stem for path in _KEPT.glob("*.toml"))


def kept_ladder(name: str) -> Ladder:
    """A ladder of the package.

    Raises
    ------
    ValueError
        If there is none of that name; the message has the nearest.
    """
    return Ladder.from_file(_file_of(name))


def recorded_rows(name: str) -> list[dict[str, Any]]:
    """What came of a ladder of the package when its record was made, a row for each rung.

    Raises
    ------
    ValueError
        If there is none of that name; the message has the nearest.
    """
    values = json.loads(_file_of(name).with_suffix(".json").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = values["rows"]
    return rows


def _file_of(name: str) -> Path:
    return by_name("ladder", name, {each: _KEPT / f"{each}.toml" for each in ladder_names()})


def climbed(
    ladder: Ladder,
    progress: Callable[[float, float, str], object] = lambda done, total, what: None,
) -> Iterator[dict[str, Any]]:
    """What comes of each rung, in plain values; None where there is nothing to say.

    The median of the epochs is that of the starts that end without a mistake; the share of unseen
    examples that are answered rightly has its median and quartiles over the starts.

    Parameters
    ----------
    ladder : Ladder
    progress : callable, optional
        Called with how many rungs are done, how many there are, and what is being run.

    Examples
    --------
    >>> from dataclasses import replace
    >>> row = next(climbed(replace(kept_ladder("backprop"), starts=20)))
    >>> row["change"], row["starts"], row["unseen"]
    ('the recipe of 1986', 20, None)
    """
    for number, rung in enumerate(ladder.rungs):

        def tell(part: float, number: int = number, rung: Rung = rung) -> None:
            progress(number + part, len(ladder.rungs), rung.change)

        tell(0.0)
        trial = run(
            rung.model, rung.problem, starts=ladder.starts, seed=ladder.seed, loss=False,
            label=rung.model, progress=tell,
        )  # fmt: skip
        yield {"rung": number + 1, **rung._asdict(), **_measured(trial)}


def _measured(trial: Trial) -> dict[str, Any]:
    low, high = trial.interval or (None, None)
    _, epochs, _ = trial.epochs
    quartiles: list[float | None] = [None, None, None]
    if trial.test_mistakes is not None:
        right = 1 - trial.test_mistakes / len(trial.problem.X_test)
        quartiles = np.quantile(right, [0.25, 0.5, 0.75]).tolist()
    found = {
        "starts": trial.n_starts, "solved": trial.n_solved, "success_rate": trial.success_rate,
        "success_rate_low": low, "success_rate_high": high, "median_epochs": epochs,
        "unseen": quartiles[1], "unseen_lower_quartile": quartiles[0],
        "unseen_upper_quartile": quartiles[2],
    }  # fmt: skip
    return {name: plain(value) for name, value in found.items()}


def rung_summary(row: Mapping[str, Any]) -> dict[str, str]:
    """A rung in a few short texts, for a table that people read."""
    spread = (row["success_rate_low"], row["success_rate_high"])
    unseen = (row["unseen"], row["unseen_lower_quartile"], row["unseen_upper_quartile"])
    certain = "one run, always alike" if None in spread else " to ".join(map(percent, spread))
    told = {"rung": str(row["rung"]), "change": row["change"]}
    if None in unseen:
        epochs = row["median_epochs"]
        return told | {
            "solved": percent(row["success_rate"]), "certainty": certain,
            "epochs": "-" if epochs is None else f"{epochs:.0f}",
        }  # fmt: skip
    middle, lower, upper = (f"{100 * share:.1f}" for share in unseen)
    return told | {"starts": str(row["starts"]), "unseen": f"{middle} % ({lower} to {upper})"}


def ladder_values(ladder: Ladder, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A ladder whole, as JSON has it: what was asked, and what came out."""
    asked = asdict(ladder) | {"rungs": [rung._asdict() for rung in ladder.rungs]}
    return {"neurohistory": __version__, "ladder": asked, "rows": rows}
