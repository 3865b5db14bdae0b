"""Parameters as fields: the constructor is made of them, and what they say is held."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import pytest
from sklearn.base import BaseEstimator, clone

from neurohistory.parameters import Parameters, Seed, above, at_least, at_most, below, one_of


class Unit(Parameters, BaseEstimator):  # type: ignore[misc]
    """One parameter of each kind."""

    limit: ClassVar[int] = 3
    rate: Annotated[float, above(0)] = 1.0
    momentum: Annotated[float, at_least(0), below(1)] = 0.9
    margin: Annotated[float, above(0), at_most(math.inf)] = 1.0
    width: Annotated[float, above(0)] | Literal["scale"] = "scale"
    n_units: Annotated[int, at_least(1)] = 2
    batch: Annotated[int | None, at_least(1)] = None
    element: Literal["or", "and", "majority"] = "or"
    kernel: Annotated[str, one_of("rbf", "poly")] | Callable[..., Any] = "rbf"
    bias: bool = True
    sizes: int | Sequence[int] = (2,)
    weights: np.ndarray | None = None
    anything: Any = "as you like"
    random_state: Seed = None


TAKEN: dict[str, list[Any]] = {
    "rate": [1e-300, 1, np.float32(0.5), np.int8(3), Fraction(1, 3)],
    "momentum": [0, 0.999],
    "margin": [1, math.inf],
    "width": ["scale", np.str_("scale"), 0.5],
    "n_units": [1, np.int64(7), 10**400],
    "batch": [None, 1],
    "element": ["or", "and", "majority"],
    "kernel": ["poly", len, Unit],
    "bias": [True, False, np.True_],
    "sizes": [3, (1, 2), [1, 2]],
    "weights": [None, np.zeros(3)],
    "anything": [None, 3, "x", math.nan],
    "random_state": [None, 0, np.random.default_rng(0), np.random.RandomState(0)],
}
A_NUMBER = "a number above 0"
REFUSED: list[tuple[str, Any, str]] = [
    ("rate", 0, f"rate of Unit must be {A_NUMBER}, not 0"),
    ("rate", "fast", f"rate of Unit must be {A_NUMBER}, not 'fast'"),
    ("rate", True, f"rate of Unit must be {A_NUMBER}, not True"),
    ("rate", None, f"rate of Unit must be {A_NUMBER}, not None"),
    ("rate", 1 + 1j, f"rate of Unit must be {A_NUMBER}, not (1+1j)"),
    ("rate", math.inf, f"rate of Unit must be {A_NUMBER}, not inf; give a finite number"),
    ("rate", math.nan, f"rate of Unit must be {A_NUMBER}, not nan; give a finite number"),
    ("rate", Fraction(10**400), f"rate of Unit must be {A_NUMBER}, not Fraction(1000"),
    ("rate", np.ones(2), f"rate of Unit must be {A_NUMBER}, not array([1., 1.])"),
    ("momentum", 1, "momentum of Unit must be a number of at least 0 and below 1, not 1"),
    ("momentum", -1e-9, "momentum of Unit must be a number of at least 0 and below 1, not -1e-09"),
    ("margin", math.nan, "margin of Unit must be a number above 0 and of at most infinity, not nan"),
    ("width", "Scale", "must be a number above 0 or 'scale', not 'Scale'; did you mean 'scale'?"),
    ("n_units", 0, "n_units of Unit must be a whole number of at least 1, not 0"),
    ("n_units", 2.0, "n_units of Unit must be a whole number of at least 1, not 2.0"),
    ("n_units", True, "n_units of Unit must be a whole number of at least 1, not True"),
    ("batch", 0, "batch of Unit must be a whole number of at least 1 or None, not 0"),
    ("element", "xor", "must be 'or', 'and' or 'majority', not 'xor'; did you mean 'or'?"),
    ("element", 1, "element of Unit must be 'or', 'and' or 'majority', not 1"),
    ("kernel", "RBG", "must be 'rbf', 'poly' or a function, not 'RBG'; did you mean 'rbf'?"),
    ("bias", 1, "bias of Unit must be True or False, not 1"),
    ("bias", "yes", "bias of Unit must be True or False, not 'yes'"),
    ("sizes", 1.5, "sizes of Unit must be a whole number or a sequence, not 1.5"),
    ("weights", [1.0], "weights of Unit must be an array or None, not [1.0]"),
    ("random_state", -1, "must be a whole number of at least 0, a Generator, a RandomState or None"),
]


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, taken in TAKEN.items() for v in taken])
def test_what_a_field_says_is_taken(name: str, value: Any) -> None:
    Unit(**{name: value}).check_parameters()


@pytest.mark.parametrize(("name", "value", "message"), REFUSED)
def test_all_else_is_refused_with_the_name_the_value_and_what_is_allowed(
    name: str, value: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{name} of Unit") as refused:
        Unit(**{name: value}).check_parameters()
    assert message in str(refused.value)


def test_a_value_of_many_lines_is_told_on_one_that_is_not_too_long() -> None:
    with pytest.raises(ValueError, match="not array") as refused:
        Unit(rate=np.eye(50)).check_parameters()  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 150


def test_the_constructor_takes_the_fields_in_their_order_and_no_class_variable() -> None:
    names = list(inspect.signature(Unit).parameters)
    assert names[:2] == ["rate", "momentum"]
    assert names[-1] == "random_state"
    assert "limit" not in names
    assert Unit(0.5, 0.25).get_params()["momentum"] == 0.25


def test_arguments_are_stored_untouched_and_a_clone_has_the_same() -> None:
    sizes = [3, 4]
    unit = Unit(sizes=sizes)
    assert unit.sizes is sizes
    assert clone(unit).get_params() == unit.get_params()
    assert repr(unit) == "Unit(sizes=[3, 4])"


def test_units_are_told_apart_and_can_be_kept_in_a_set() -> None:
    one, other = Unit(), Unit()
    assert one != other
    assert len({one, other}) == 2


def test_a_class_inherits_its_fields_and_may_add_to_them() -> None:
    class Faster(Unit):
        rate: Annotated[float, above(1)] = 2.0
        extra: bool = False

    assert list(inspect.signature(Faster).parameters)[-1] == "extra"
    with pytest.raises(ValueError, match="rate of Faster must be a number above 1, not 1"):
        Faster(rate=1).check_parameters()


# What cannot be made ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"__init__": lambda self, rate=1.0: None},
        {"_parameter_constraints": {"rate": []}, "__annotations__": {"rate": float}, "rate": 1.0},
    ],
    ids=["constructor", "constraints"],
)
def test_the_old_form_is_refused_with_the_way_to_the_new_one(body: dict[str, Any]) -> None:
    with pytest.raises(TypeError) as refused:
        type("Model", (Parameters,), body)
    written = next(iter(body))
    assert str(refused.value) == (
        f"Model writes {written}; make each parameter a field of the class body, such as "
        "`learning_rate: Annotated[float, above(0)] = 1.0` (see neurohistory.parameters), of which "
        "constructor and checks are made"
    )


def test_a_parameter_needs_a_default() -> None:
    with pytest.raises(TypeError, match="parameter 'rate' of Model has no default"):
        type("Model", (Parameters,), {"__annotations__": {"rate": float}})


def test_a_default_that_all_would_share_is_refused() -> None:
    with pytest.raises(TypeError, match=r"'sizes' of Model has the default \[2\].*make it a tuple"):
        type("Model", (Parameters,), {"__annotations__": {"sizes": list}, "sizes": [2]})


def test_a_default_cannot_be_changed_without_its_type() -> None:
    with pytest.raises(TypeError, match="Model sets 'rate', a parameter of its base, without a type"):
        type("Model", (Unit,), {"rate": 2.0})


def test_a_type_that_cannot_be_read_is_named_with_the_remedy() -> None:
    model = type("Model", (Parameters,), {"__annotations__": {"rate": "Flaot"}, "rate": 1.0})
    with pytest.raises(TypeError, match="parameters of Model cannot be read: name 'Flaot' is not"):
        model().check_parameters()
