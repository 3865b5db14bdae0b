"""Which models are installed, ours and other people's.

All come through the entry points of the group ``neurohistory.models``.  One that is broken is
reported by name, with its package, and the rest goes on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

from neurohistory.process.entry_points import brought, by_name, package_of

if TYPE_CHECKING:
    from neurohistory.classifier import HistoricalClassifier

__all__ = [
    "GROUP",
    "LeftOut",
    "ModelError",
    "Timeline",
    "load",
    "make",
    "names",
    "of_model",
    "read_values",
    "timeline",
]

GROUP = "neurohistory.models"

_GATE = re.compile(r"(^|[=,(\[])\s*(and|or|not)\s*(?=[,)\]]|$)")  # a word, and no operator of Python's


class ModelError(ValueError):
    """A model that is not there or cannot be used."""


class LeftOut(NamedTuple):
    """An entry point that had to be left out, and why."""

    name: str
    package: str
    reason: str

    def __str__(self) -> str:
        return f"model {self.name!r} of package {self.package} was left out: {self.reason}"


@dataclass(frozen=True)
class Timeline:
    """The models that can be used, oldest first, and what had to be left out.

    Attributes
    ----------
    models : dict of str to class
    left_out : list of LeftOut
    """

    models: dict[str, type[HistoricalClassifier[Any]]]
    left_out: list[LeftOut]


def names() -> list[str]:
    """The names of all installed models, in the order of the alphabet; imports none of them."""
    return sorted(_entries()[0])


def load(name: str) -> type[HistoricalClassifier[Any]]:
    """The class of that name.

    Raises
    ------
    ModelError
        If there is none, or if it cannot be imported or does not keep the contract.

    Examples
    --------
    >>> load("adaline").card.year
    1960
    """
    entries, _ = _entries()
    if name in entries:
        return _checked(entries[name])
    close = get_close_matches(name, entries, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise ModelError(f"no model is called {name!r}; {hint}there are {', '.join(sorted(entries))}")


def timeline() -> Timeline:
    """All models that can be used, in the order of their years."""
    entries, left_out = _entries()
    models = {}
    for name, entry in entries.items():
        try:
            models[name] = _checked(entry)
        except ModelError as error:
            left_out.append(LeftOut(name, package_of(entry), str(error).split(": ", 1)[1]))
    ordered = sorted(models.items(), key=lambda item: (item[1].card.year, item[0]))
    return Timeline(dict(ordered), left_out)


def make(spec: str, *, by_hand: bool = False) -> HistoricalClassifier[Any]:
    """A model with its parameters from one line of text, such as ``svm:kernel=poly,degree=3``.

    Parameters
    ----------
    spec : str
        A name, or a name, a colon and parameters; words need no quotation marks.  After an @ stands what
        holds the weights: ``adaline@step=0.1,limit=2``, or a part of `neurohistory.hardware.PARTS`,
        ``adaline@knobs``, or such a part with other settings, ``adaline@knobs,noise=0.1``.
    by_hand : bool, default=False
        Start from the card's settings for pencil and paper rather than from the defaults.

    Raises
    ------
    ModelError
        If the name or a parameter is unknown, the text cannot be read, or it sets `random_state`,
        which counts in ``fit`` alone: a run draws from its seed.

    Examples
    --------
    >>> make("perceptron:order=cyclic,initial_scale=0")
    Perceptron(initial_scale=0, order='cyclic')
    >>> make("madaline:element=and,n_units=3")
    Madaline(element='and', n_units=3)
    >>> make("adaline:order=cyclic@knobs")
    OnHardware(limit=2.0, model=Adaline(order='cyclic'), step=0.1)
    """
    spec, held, parts = spec.partition("@")
    if held:
        return _on_hardware(make(spec, by_hand=by_hand), parts)
    name, _, text = spec.partition(":")
    model_class = load(name)
    try:
        settings = _settings(text)
    except (SyntaxError, ValueError):
        raise ModelError(
            f"cannot read {text!r} in {spec!r}; write parameters as name=value,name=value"
        ) from None

    def made() -> HistoricalClassifier[Any]:
        model = model_class()
        _check_settings(name, settings, model.get_params())
        model.set_params(**{**(model.card.by_hand if by_hand else {}), **settings})
        model.check_parameters()
        return model

    model: HistoricalClassifier[Any] = of_model(name, made)
    return model


def _on_hardware(model: HistoricalClassifier[Any], text: str) -> HistoricalClassifier[Any]:
    """The model with its weights on parts, from the text behind an @."""
    from neurohistory.hardware import OnHardware, get_part

    first, _, rest = text.partition(",")
    part, text = (get_part(first.strip()), rest) if "=" not in first else ({}, text)
    try:
        settings = _settings(text)
    except (SyntaxError, ValueError):
        raise ModelError(
            f"cannot read {text!r} behind the @; write a part or settings: @knobs, @step=0.1,limit=2"
        ) from None
    known = OnHardware().get_params()
    del known["model"], known["random_state"]
    _check_settings("hardware", settings, known)
    held: HistoricalClassifier[Any] = OnHardware(model).set_params(**{**part, **settings})
    held.check_parameters()
    return held


def _check_settings(name: str, settings: Mapping[str, object], known: Mapping[str, object]) -> None:
    """Refuse settings that are no parameters, and a seed.

    Raises
    ------
    ModelError
    """
    for parameter, value in settings.items():
        if parameter == "random_state":
            raise ModelError(
                f"random_state={value!r} is not used here: a run draws from its seed; "
                f"give --seed {value}, or seed={value}"
            )
        if parameter not in known:
            close = get_close_matches(parameter, known, n=1)
            raise ModelError(
                f"{name} has no parameter {parameter!r}; "
                + (f"did you mean {close[0]!r}? " if close else "")
                + (f"it has {', '.join(known)}" if known else "it has none")
            )


def of_model(name: str, question: Callable[[], Any]) -> Any:
    """What comes of a whole question to somebody's model, of whatever parts it is.

    Raises
    ------
    ValueError, TypeError
        What it raises of these itself: that is how a model refuses a parameter.
    ContractError
        If it raises anything else, naming the model; nothing that it raises can end the program.
    """
    from neurohistory.asking import answer, one_line
    from neurohistory.contract import ContractError
    from neurohistory.process.isolation import undisturbed

    def spoken() -> Any:
        try:
            return question()
        except (ValueError, TypeError) as error:
            str(error)  # may raise as well
            raise

    with undisturbed():
        try:
            return answer(name, spoken)
        except (ValueError, TypeError, ContractError):
            raise
        except Exception as error:
            raise ContractError(f"{name}: {one_line(error)}") from error


def _settings(text: str) -> dict[str, object]:
    """Read ``name=value,name=value`` as Python reads the arguments of a call; words may be bare."""
    call = ast.parse(f"f({_with_gates_quoted(text)})", mode="eval").body
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.args:
        raise ValueError
    settings: dict[str, object] = {}
    for name, node in ((keyword.arg, keyword.value) for keyword in call.keywords):
        if name is None or name in settings:
            raise ValueError
        settings[name] = _value(node)
    return settings


def read_values(text: str) -> list[object]:
    """Values from one line of text, with commas between them; words need no quotation marks.

    Examples
    --------
    >>> read_values("0.1, 1, tanh, (4, 4)")
    [0.1, 1, 'tanh', (4, 4)]
    """
    try:
        listed = ast.parse(f"[{_with_gates_quoted(text)}]", mode="eval").body
        if not isinstance(listed, ast.List):
            raise ValueError
        return [_value(node) for node in listed.elts]
    except (SyntaxError, ValueError):
        raise ModelError(f"cannot read {text!r}; write values with commas between them") from None


def _with_gates_quoted(text: str) -> str:
    return _GATE.sub(r"\1'\2'", text)


def _value(node: ast.expr) -> object:
    """A bare word stands for itself; but ``inf`` and ``nan`` are the numbers they are everywhere."""
    match node:
        case ast.Name(id="inf" | "nan" as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Name(id="inf" | "nan" as number)):
            return -float(number)
        case ast.Name(id=word):
            return word
        case _:
            return ast.literal_eval(node)


def _entries() -> tuple[dict[str, EntryPoint], list[LeftOut]]:
    """One entry point for each name, our own first; what else claims a name is left out."""
    entries, left_out = by_name(brought(GROUP))
    return entries, [LeftOut(*each) for each in left_out]


def _checked(entry: EntryPoint) -> type[HistoricalClassifier[Any]]:
    """The class behind an entry point, if it keeps what can be seen of the contract at a glance."""
    from neurohistory.asking import answer, one_line
    from neurohistory.card import card_of
    from neurohistory.classifier import HistoricalClassifier
    from neurohistory.process.isolation import undisturbed

    looking_at = f"importing {entry.value}"

    def found() -> type[HistoricalClassifier[Any]]:
        nonlocal looking_at
        model = entry.load()
        looking_at = entry.value
        if not (isinstance(model, type) and issubclass(model, HistoricalClassifier)):
            raise TypeError(f"{entry.value} is not a class derived from HistoricalClassifier")
        card = card_of(model)
        looking_at = f"{entry.value}()"
        parameters = _made(model, {})
        for label, settings in {"by_hand": card.by_hand, **card.variants}.items():
            looking_at = f"the parameters of {label!r} on its card"
            if unknown := sorted(set(settings) - set(parameters)):
                raise ValueError(
                    f"its card sets {unknown[0]!r} in {label!r}, which is none of its parameters"
                )
            _made(model, settings)
        return model

    with undisturbed():
        try:
            model: type[HistoricalClassifier[Any]] = answer(entry.value, found)
        except Exception as error:
            raise ModelError(
                f"model {entry.name!r} of package {package_of(entry)} is broken: "
                f"{looking_at} raised {one_line(error)}"
            ) from error
    return model


def _is_finite(value: object) -> bool:
    return isinstance(value, Real) and isfinite(value)


def _made(model: type[HistoricalClassifier[Any]], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of an instance, when it has been looked at."""
    instance = model(**settings)
    parameters = instance.get_params()
    if not isinstance(parameters, dict):
        raise TypeError(f"get_params gives {parameters!r}; leave it to scikit-learn")
    instance.check_parameters()
    repr(instance)
    values = instance.target_values
    if not (isinstance(values, tuple) and len(values) == 2 and all(map(_is_finite, values))):
        raise TypeError(
            f"target_values is {values!r}; make it two numbers, for no and for yes: (-1.0, 1.0)"
        )
    for name in ("taught", "multi_class", "multi_label", "gives_probabilities"):
        if not isinstance(getattr(instance, name), bool):
            raise TypeError(f"{name} is {getattr(instance, name)!r}; make it True or False")
    for name in ("weight_fields", "fixed_fields"):
        if not isinstance(names := getattr(instance, name), tuple):
            raise TypeError(f"{name} is {names!r}; make it a tuple of names")
    return parameters
