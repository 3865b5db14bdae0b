"""What a model gives, checked before it is used: the contract, held at every question.

Its start, its epochs, and what it says of itself; `neurohistory.answers` asks how it responds.  What is
not as it must be ends in a `ContractError` that names the model, the method and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.asking import answer, ask
from neurohistory.contract import ContractError, Model
from neurohistory.examples import Targets, frozen
from neurohistory.states import State, alike, fields_of, n_starts_of, with_arrays
from neurohistory.theory import Expectation, Verdict

__all__ = [
    "check_alike",
    "check_kind",
    "check_made",
    "check_state",
    "check_takes",
    "closed",
    "epochs_of",
    "expectation_of",
    "gives_scores",
    "most_epochs_of",
    "passes_of",
    "start_of",
    "takes",
    "weights_of",
    "workings_of",
]

Array = NDArray[np.floating]

_MAX_EPOCHS = 10_000  # for a model that names no limit of its own
_END = object()
_NUMBERS = "biuf"  # kinds of dtype


def check_made(model: object) -> None:
    """Check that a model is given, and neither its class nor something else.

    Raises
    ------
    TypeError
    """
    if isinstance(model, type):
        raise TypeError(f"a model is asked for, {model.__name__}(), and not its class")
    if not hasattr(model, "learn"):
        raise TypeError(f"a model is asked for, such as load('perceptron')(), and not {model!r}")


def takes(model: Model[Any], target: Array, targets: Targets) -> bool:
    """Whether the model learns such targets: several classes, or several bits, are not for all."""
    return target.ndim == 1 or bool(model.multi_label if targets == "bits" else model.multi_class)


def check_takes(
    model: Model[Any], target: Array, targets: Targets = "classes", what: str = "the target"
) -> None:
    """Refuse several classes, or several bits, where the model takes one yes or no.

    Raises
    ------
    ValueError
    """
    if takes(model, target, targets):
        return
    name, n = type(model).__name__, target.shape[1]
    one = "take another model, or in Python one of them: target[:, 0]"
    if targets == "classes":
        problem = f"tells two classes apart, and {what} has {n}; {one}"
    elif model.multi_class:
        problem = (
            f"answers with one of several classes, and {what} has {n} bits, which may be 1 together; "
            "take another cost or model"
        )
    else:
        problem = f"answers one yes or no, and {what} has {n} bits; {one}"
    raise ValueError(f"{name} {problem}")


# Where it starts, and how it learns ------------------------------------------------------------------


def start_of(
    model: Model[State],
    X: Array,
    target: Array,
    n_starts: int,
    rng: np.random.Generator,
) -> State:
    """The model's own start, of the shape that is due; nobody can write into it.

    Raises
    ------
    ContractError
    """
    state: State = ask(model, "start", X, target, n_starts, rng)
    check_state(model, state, n_starts)
    return closed(state)


def epochs_of(
    model: Model[State],
    state: State,
    X: Array,
    target: Array,
    rng: np.random.Generator,
) -> Iterator[State]:
    """The state after each epoch, like the one before it in all its shapes; nobody can write into it.

    Raises
    ------
    ContractError
        Also if it goes on after the epochs that the model allows.
    """
    return (following for _, following in passes_of(model, state, X, target, rng))


def passes_of(
    model: Model[State],
    state: State,
    X: Array,
    target: Array,
    rng: np.random.Generator,
) -> Iterator[tuple[Array | None, State]]:
    """The same with the scores of the state before, where the model has them; they are not checked.

    Raises
    ------
    ContractError
    """
    name, method = type(model).__name__, "passes" if gives_scores(model) else "learn"
    limit, n_starts = most_epochs_of(model), n_starts_of(state)
    check_state(model, state, n_starts)
    learning = ask(model, method, state, X, target, rng)
    if not isinstance(learning, Iterator):
        raise ContractError(
            f"{name}.{method} gives a {type(learning).__name__}; make it a generator that yields the "
            "state after each epoch"
        )
    for epoch in count(1):
        following = answer(f"{name}.{method}", partial(next, learning, _END))
        if following is _END:
            return
        if epoch > (_MAX_EPOCHS if limit is None else limit):
            remedy = (
                "there, or take a parameter max_epochs"
                if limit is None
                else "after max_epochs, or let most_epochs() say how many there may be"
            )
            raise ContractError(f"{name}.{method} goes on after {epoch - 1:,} epochs; end it {remedy}")
        scores, following = following if method == "passes" else (None, following)
        if not alike(state, following):  # then see whether it may be so, or what is wrong
            check_state(model, following, n_starts)
            check_alike(model, state, following, epoch)
        state = closed(following, state)
        yield scores, state


def gives_scores(model: Model[Any]) -> bool:
    """Whether the model has `passes` of its own."""
    return type(model).passes is not Model.passes


def most_epochs_of(model: Model[Any]) -> int | None:
    """How many epochs the model allows itself at most, if it says so.

    Raises
    ------
    ContractError
    """
    most = ask(model, "most_epochs")
    if most is not None and not isinstance(most, Integral):
        raise ContractError(
            f"{type(model).__name__}.most_epochs gives {most!r}; it must give a whole number, or None"
        )
    return None if most is None else int(most)


def check_state(model: Model[State], state: State, n_starts: int) -> None:
    """Check that a state is a NamedTuple of arrays with the start last, or of parts that are.

    Raises
    ------
    ContractError
    """
    name = type(model).__name__
    if not isinstance(state, tuple) or not getattr(state, "_fields", None):
        raise ContractError(
            f"{name} has a state of type {type(state).__name__}; make it a NamedTuple of arrays"
        )
    arrays = {  # a whole number is what all starts share
        field: values for field, values in fields_of(state).items() if type(values) is not int
    }
    for field, values in arrays.items():
        _check_array(f"field {field!r} of the state of {name}", values, n_starts)
    if not arrays:
        raise ContractError(f"the state of {name} holds no array; give it one with the start last")
    for names in ("weight_fields", "fixed_fields"):
        _check_names(f"{names} of {name}", getattr(model, names), list(arrays))


def _check_names(where: str, names: object, fields: list[str]) -> None:
    """Check that names are a tuple of fields of the state."""
    if not isinstance(names, tuple):
        example = names if names in fields else fields[0]
        raise ContractError(f"{where} is {names!r}; make it a tuple of names, such as ({example!r},)")
    if unknown := [str(name) for name in names if name not in fields]:
        raise ContractError(
            f"{where} names {', '.join(unknown)}, which its state has not; it has {', '.join(fields)}"
        )


def _check_array(where: str, values: Any, n_starts: int) -> None:
    other = ", or a tuple of parts" if isinstance(values, list) else ", or a Python whole number"
    check_kind(where, values, "" if isinstance(values, np.ndarray) else other)
    if values.shape[-1:] != (n_starts,):
        raise ContractError(
            f"{where} has shape {values.shape} for {n_starts} starts; its last axis must be the start"
        )


def check_kind(where: str, values: Any, other: str = "") -> None:
    """Check that something is an array of real numbers; `where` names it, `other` what else it may be.

    Raises
    ------
    ContractError
    """
    if not isinstance(values, np.ndarray) or isinstance(values, np.ma.MaskedArray):
        raise ContractError(f"{where} is a {type(values).__name__}; make it an array{other}")
    if values.dtype.kind not in _NUMBERS:
        raise ContractError(f"{where} is of type {values.dtype}; make it real numbers")


def check_alike(model: Model[State], before: State, state: State, epoch: int) -> None:
    """Check that the state after an epoch has the type and the shapes of the one before.

    Raises
    ------
    ContractError
    """
    name = type(model).__name__
    was, now = fields_of(before), fields_of(state)
    if type(state) is not type(before) or was.keys() != now.keys():
        raise ContractError(
            f"{name}.start gives a {type(before).__name__} and learn yields a {type(state).__name__}"
            f"{' of other parts' if type(state) is type(before) else ''}; they must be of one type"
        )
    for field, old in was.items():
        where, new = f"field {field!r} of the state of {name}", now[field]
        if np.shape(new) != np.shape(old):
            raise ContractError(
                f"{where} has shape {np.shape(new)} in epoch {epoch} and {np.shape(old)} at the start; "
                "keep one shape, so that epochs can stand side by side"
            )
        if type(old) is int and new != old:
            raise ContractError(
                f"{where} is {new} in epoch {epoch} and {old} at the start; what changes must be an "
                "array with the start last"
            )


def closed(state: State, before: State | None = None) -> State:
    """The same state, into which nobody can write, not even the model that goes on from it.

    An array of its own is closed as it is, and a view of something that can be written into is copied.
    What is handed on from `before` has been closed already.
    """
    return with_arrays(state, _closed, before)


def _closed(field: NDArray[Any]) -> NDArray[Any]:
    flags = field.flags
    if flags.owndata:
        flags.writeable = False
        return field.view()  # which cannot be made writable again
    owner: Any = field
    while isinstance(owner, np.ndarray) and not owner.flags.writeable:
        owner = owner.base
    return field if owner is None else frozen(field)


# What it says of itself ------------------------------------------------------------------------------


def weights_of(model: Model[State], state: State) -> dict[str, float]:
    """The weights of a single start by name.

    Raises
    ------
    ContractError
    """
    named = ask(model, "named_weights", state)
    if not isinstance(named, Mapping) or not all(
        isinstance(name, str) and (type(value) is float or isinstance(value, Real))
        for name, value in named.items()
    ):
        raise ContractError(
            f"{type(model).__name__}.named_weights gives {_shown(named)}; it must give numbers by name, "
            "such as {'bias': 0.5}"
        )
    return dict(named)


def workings_of(model: Model[State], state: State, X: Array, target: Array) -> dict[str, Array]:
    """What a single start works out on the way, by name, each of shape (example,) or ().

    Raises
    ------
    ContractError
    """
    found = ask(model, "workings", state, X, target)
    where = f"{type(model).__name__}.workings"
    if not isinstance(found, Mapping) or not all(isinstance(name, str) for name in found):
        raise ContractError(f"{where} gives {_shown(found)}; it must give numbers by name")
    workings = {name: np.asarray(values) for name, values in found.items()}
    for name, values in workings.items():
        if values.shape not in ((), (len(X),)):
            raise ContractError(
                f"{where} gives {name!r} the shape {values.shape}; it must be one number, or one for "
                f"each of the {len(X)} examples"
            )
        check_kind(f"{name!r} of {where}", values)
    return workings


def expectation_of(model: Model[Any], X: Array, target: Array) -> Expectation:
    """What theory expects of the model on a problem.

    Raises
    ------
    ContractError
    """
    expectation = ask(model, "expectation", X, target)
    where = f"{type(model).__name__}.expectation"
    if not isinstance(expectation, Expectation):
        raise ContractError(f"{where} gives a {type(expectation).__name__}; it must give an Expectation")
    if not isinstance(expectation.verdict, Verdict) or not isinstance(expectation.reason, str):
        raise ContractError(
            f"{where} gives {_shown(expectation)}; it must give a Verdict and a reason in words"
        )
    return expectation


def _shown(value: object, most: int = 80) -> str:
    text = repr(value)
    return text if len(text) <= most else f"{text[:most]}..."
