"""The cells of a study: a model and a problem, made from settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from neurohistory import catalog
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.names import by_name
from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.problems import Problem, get_problem
from neurohistory.problems.variants import fewer, mislabelled

__all__ = ["OF_PROBLEMS", "Cell", "ModelLike", "ProblemLike", "make_cells"]

ModelLike = str | HistoricalClassifier[Any] | type[HistoricalClassifier[Any]]
ProblemLike = str | Problem

# Settings that are no parameters of a model.
OF_PROBLEMS = {
    "problem": "a name, or a Problem",
    "n_examples": "how many of the examples to learn from are left",
    "label_noise": "the fraction of the labels that is turned",
}


@dataclass(frozen=True, eq=False)
class Cell:
    """One combination of settings: the model and the problem that they make.

    Attributes
    ----------
    settings : dict of str to object
        What the study sets: ``"problem"`` and parameters of the model, as they were given.
    model : HistoricalClassifier
        Not fitted.
    problem : Problem
    """

    settings: Mapping[str, Any]
    model: HistoricalClassifier[Any]
    problem: Problem

    def __str__(self) -> str:
        return ", ".join(f"{name}={shown(value)}" for name, value in self.settings.items())


def make_cells(model: ModelLike, rows: Sequence[Mapping[str, Any]], seed: int) -> list[Cell]:
    """The cells of some settings.

    Parameters
    ----------
    model : str, HistoricalClassifier or a class of it
        The settings replace parameters of this one.
    rows : sequence of dict of str to object
        For each cell parameters of the model, those of a part with a dot: ``"optimizer.beta1"``; and
        ``"problem"``, ``"n_examples"`` and ``"label_noise"``.
    seed : int
        For the points of a problem and the labels that are turned.

    Raises
    ------
    ValueError
        For a name or a value that is none; the message has the nearest.

    Examples
    --------
    >>> row = {"problem": "moons", "label_noise": 0.1, "momentum": 0.5}
    >>> (cell,) = make_cells("backprop", [row], seed=0)
    >>> cell.model
    MultilayerPerceptron(momentum=0.5)
    >>> print(cell)
    problem=moons, label_noise=0.1, momentum=0.5
    """
    problems: dict[tuple[Any, ...], Problem] = {}
    for row in rows:
        if (which := _which(row)) not in problems:
            problems[which] = _problem(row, seed)
    models = _models(model, rows)
    return [Cell(dict(row), each, problems[_which(row)]) for row, each in zip(rows, models, strict=True)]


def shown(value: Any) -> str:
    """A value in a few words: the name of what has one."""
    if isinstance(value, Problem):
        return value.name
    return value if isinstance(value, str) else str(getattr(value, "__name__", repr(value)))


def _which(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells the problem of a cell from others."""
    asked = row["problem"]
    name = asked if isinstance(asked, str) else id(asked)
    return name, row.get("n_examples"), row.get("label_noise")


def _problem(row: Mapping[str, Any], seed: int) -> Problem:
    asked = row["problem"]
    if not isinstance(asked, (str, Problem)):
        raise TypeError(f"a problem is a name or a Problem, not {asked!r}")
    problem = asked if isinstance(asked, Problem) else get_problem(asked, seed)
    if row.get("n_examples") is not None:
        problem = fewer(problem, row["n_examples"])
    if row.get("label_noise"):
        problem = mislabelled(problem, row["label_noise"], seed)
    return problem


def _models(base: ModelLike, rows: Sequence[Mapping[str, Any]]) -> list[HistoricalClassifier[Any]]:
    """The model of each cell."""
    name = base.partition(":")[0] if isinstance(base, str) else getattr(base, "__name__", repr(base))

    def made() -> list[HistoricalClassifier[Any]]:
        from sklearn import clone

        pattern: Any = (
            catalog.make(base) if isinstance(base, str) else base() if isinstance(base, type) else base
        )
        if not isinstance(pattern, HistoricalClassifier):
            raise TypeError(f"a model is a name, a HistoricalClassifier or a class of it, not {base!r}")
        _check_names(name, pattern, {setting: None for row in rows for setting in row})
        return [_with_settings(clone(pattern), row) for row in rows]

    models: list[HistoricalClassifier[Any]] = catalog.of_model(name, made)
    return models


def _check_names(name: str, model: HistoricalClassifier[Any], settings: Iterable[str]) -> None:
    """Refuse settings that are parameters neither of the model nor of a problem."""
    own = {each: None for each in model.get_params() if each != "random_state"}
    for setting in settings:
        if setting == "random_state":
            raise ValueError("random_state is not used in a study: its starts are drawn from its seed")
        by_name(f"parameter of {name}", setting.partition(".")[0], {**own, **OF_PROBLEMS})


def _with_settings(
    model: HistoricalClassifier[Any], row: Mapping[str, Any]
) -> HistoricalClassifier[Any]:
    """The model with the settings that are its own: whole parameters, then constants of parts."""
    settings = {name: value for name, value in row.items() if name not in OF_PROBLEMS}
    model.set_params(**{name: value for name, value in settings.items() if "." not in name})
    for name, value in settings.items():
        parameter, dot, constant = name.partition(".")
        if dot:
            part = _with_constant(parameter, getattr(model, parameter), constant, value)
            model.set_params(**{parameter: part})
    model.check_parameters()
    return model


# Parts whose constants may be set, by the parameter that names them.
_PARTS: dict[str, Mapping[str, type[Any]]] = {"optimizer": OPTIMIZERS}


def _with_constant(parameter: str, part: Any, constant: str, value: Any) -> Any:
    """A part with one of its constants set; a name stands for the part that has it."""
    if isinstance(part, str) and part in _PARTS.get(parameter, {}):
        part = _PARTS[parameter][part]()
    if not is_dataclass(part) or isinstance(part, type):
        raise ValueError(
            f"{parameter}.{constant} cannot be set: {parameter} is {shown(part)}, which has no constants"
        )
    known = {each.name: None for each in fields(part) if each.init}
    by_name(f"constant of {parameter} {shown(getattr(part, 'name', part))}", constant, known)
    return replace(part, **{constant: value})
