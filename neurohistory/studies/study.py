"""A study: a model and a problem, a grid of settings, and many starts for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from numbers import Integral
from pathlib import Path
from typing import Any

from neurohistory.network.names import by_name
from neurohistory.outcomes import MOST_EPOCHS
from neurohistory.studies.cells import Cell, ModelLike, ProblemLike, make_cells
from neurohistory.studies.chunks import Chunk, chunk_length, chunks
from neurohistory.studies.grid import MOST_CELLS, combinations, sampled

__all__ = ["Study", "check_whole", "read_toml"]


@dataclass(frozen=True, eq=False)
class Study:
    """A question about many starts: which model, on what, with which settings.

    Attributes
    ----------
    model : str, HistoricalClassifier or a class of it
        A text is read by `neurohistory.catalog.make`.
    problem : str, Problem or sequence of such
        Names are read by `neurohistory.problems.get_problem`, with the study's seed.
    grid : dict of str to list
        Values by name, every combination of which is a cell: parameters of the model, those of a part
        with a dot, ``"optimizer.beta1"``; and ``"n_examples"`` and ``"label_noise"`` of the problem.  A
        single value is the same for all.
    sample : dict of str to dict or list
        In place of values, ranges ``{"low": 0.01, "high": 10, "log": True}`` and lists to draw from.
    n_samples : int, default=0
        How many points are drawn; each is combined with the whole grid.
    starts : int, default=1000
        For each cell.
    seed : int, default=0
        The same seed gives the same study.
    max_epochs : int, optional
        In place of the model's own.
    chunk : int, optional
        How many starts are run together at most; by default what suits the number of examples.
    name : str, default="study"
    cells : tuple of Cell
        All combinations; they follow from the others.

    Raises
    ------
    TypeError, ValueError
        For an unknown name, a value that the model refuses, or a grid without cells.

    Examples
    --------
    >>> study = Study("backprop", ["XOR", "AND"], grid={"learning_rate": [0.1, 1.0]}, starts=100)
    >>> [str(cell) for cell in study.cells][:2]
    ['problem=XOR, learning_rate=0.1', 'problem=XOR, learning_rate=1.0']
    """

    model: ModelLike
    problem: ProblemLike | Sequence[ProblemLike] = "XOR"
    grid: Mapping[str, Any] = field(default_factory=dict)
    sample: Mapping[str, Any] = field(default_factory=dict)
    n_samples: int = 0
    starts: int = 1000
    seed: int = 0
    max_epochs: int | None = None
    chunk: int | None = None
    name: str = "study"
    cells: tuple[Cell, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        check_whole("starts", self.starts, 1)
        check_whole("seed", self.seed, 0)
        check_whole("n_samples", self.n_samples, 0)
        if self.max_epochs is not None:
            check_whole("max_epochs", self.max_epochs, 1, MOST_EPOCHS)
        if self.chunk is not None:
            check_whole("chunk", self.chunk, 1)
        for table in ("grid", "sample"):
            given = getattr(self, table)
            if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):
                raise TypeError(
                    f"{table} must be values by name, {{'momentum': [0, 0.9]}}, not {given!r}"
                )
        if bool(self.sample) != bool(self.n_samples):
            raise ValueError(
                f"sample has {len(self.sample)} ranges and n_samples is {self.n_samples}; give both or "
                "none"
            )
        self._check_names()
        object.__setattr__(self, "cells", tuple(self._cells()))

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Study:
        """The study that a dict describes, by the names of its attributes; lists in lists are tuples.

        Examples
        --------
        >>> Study.from_dict({"model": "perceptron", "problem": "AND", "strats": 10})
        Traceback (most recent call last):
          ...
        ValueError: no entry of a study is called 'strats'; did you mean 'starts'? There are model, \
problem, grid, sample, n_samples, starts, seed, max_epochs, chunk, name
        """
        known = {each.name: None for each in fields(cls) if each.init}
        for name in given:
            by_name("entry of a study", name, known)
        if "model" not in given:
            raise ValueError('a study needs a model; write model = "backprop"')
        return cls(**{name: _tuples_within(value) for name, value in given.items()})

    @classmethod
    def from_file(cls, path: str | Path) -> Study:
        """The study that a TOML file describes; it is called as the file unless it says otherwise.

        Raises
        ------
        ValueError
            If the file is not TOML, or describes no study; the message names the file.
        """
        given = read_toml(Path(path))
        try:
            return cls.from_dict(given)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{path}: {error}") from error

    def chunks_of(self, cell: Cell) -> list[Chunk]:
        """The chunks that hold the starts of a cell, the last of them whole."""
        return list(chunks(self.starts, self.chunk or chunk_length(len(cell.problem.X))))

    def _check_names(self) -> None:
        for name in [*self.grid, *self.sample]:
            if name == "problem":
                raise ValueError(
                    "the grid has 'problem', which a study has beside its grid; give problem=[...]"
                )
            if name == "max_epochs" and self.max_epochs is not None:
                raise ValueError("max_epochs is given twice, beside the grid and in it; leave one out")
        if twice := sorted(self.grid.keys() & self.sample.keys()):
            raise ValueError(f"{twice[0]!r} is both in the grid and in the sample; leave one out")

    def _cells(self) -> list[Cell]:
        several = self.problem if isinstance(self.problem, (list, tuple)) else [self.problem]
        fixed = {} if self.max_epochs is None else {"max_epochs": [self.max_epochs]}
        points = list(sampled(self.sample, self.n_samples, self.seed)) or [{}]
        rows = list(combinations({"problem": list(several), **self.grid, **fixed}))
        if len(rows) * len(points) > MOST_CELLS:
            raise ValueError(
                f"{len(points)} samples of {len(rows)} combinations are {len(rows) * len(points):,} "
                f"cells, and a study has at most {MOST_CELLS:,}; leave some out"
            )
        return make_cells(self.model, [{**row, **point} for row in rows for point in points], self.seed)


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file says; its ``"name"`` is that of the file unless it says otherwise.

    Raises
    ------
    ValueError
        If the file is not TOML.
    """
    import tomllib

    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(
            f"{path} cannot be read as TOML: {error}; write lines such as starts = 1000"
        ) from None
    return {"name": path.stem, **given}


def check_whole(name: str, value: object, least: int, most: int | None = None) -> None:
    """Refuse what is no whole number, or one that is too small or too large.

    Raises
    ------
    TypeError, ValueError
    """
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be a whole number, not {value!r}")
    if int(value) < least or (most is not None and int(value) > most):
        limit = f"at least {least}" if most is None else f"from {least} to {most:,}"
        raise ValueError(f"{name} must be {limit}, not {value}")


def _tuples_within(value: Any) -> Any:
    """What TOML gives as lists within lists, as a model takes it."""
    if isinstance(value, Mapping):
        return {name: _tuples_within(each) for name, each in value.items()}
    return [_tuple(each) for each in value] if isinstance(value, list) else value


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
