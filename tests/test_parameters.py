"""Parameters as fields: the constructor is made of them, and what they say is held."""

from __future__ import annotations

import inspect
import math
import numbers
import typing as t
from collections.abc import Callable, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Annotated, Any, ClassVar, Final, Literal, NewType, Protocol, TypeVar

import numpy as np
import pytest
from sklearn.base import BaseEstimator, clone

from neurohistory import XOR, load, timeline
from neurohistory.parameters import Parameters, Seed, above, at_least, at_most, below, one_of, plain
from neurohistory.states import arrays_of


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
    "rate": [1e-300, 1, np.float32(0.5), np.int8(3)],
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
    ("rate", Fraction(1, 3), f"must be {A_NUMBER}, not Fraction(1, 3); take float(...) of it"),
    ("rate", 10**400, f"rate of Unit must be {A_NUMBER}, not 1000"),
    ("margin", 10**400, "must be a number above 0 and of at most infinity, not 1000"),
    ("element", math.nan, "must be 'or', 'and' or 'majority', not nan"),
    ("sizes", b"x", "sizes of Unit must be a whole number or a sequence, not b'x'"),
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


def test_a_class_variable_needs_no_default_whatever_typing_is_called() -> None:
    class Model(Parameters):
        limit: t.ClassVar[int]
        rate: float = 1.0

    assert list(inspect.signature(Model).parameters) == ["rate"]


def test_a_value_in_a_class_body_needs_a_type() -> None:
    with pytest.raises(TypeError, match="Model sets 'learning_rate' without a type; a parameter"):
        type("Model", (Parameters,), {"learning_rate": 1.0})


def test_what_is_no_parameter_needs_no_type() -> None:
    body = {"_hidden": 1.0, "LIMIT": 3, "f": lambda self: 1, "g": property(len), "h": staticmethod(len)}
    assert not inspect.signature(type("Model", (Parameters,), body)).parameters


def test_an_attribute_that_a_base_announces_needs_no_type() -> None:
    base = type("Base", (Parameters,), {"__annotations__": {"card": ClassVar[int]}})
    assert type("Model", (base,), {"card": 3})


def test_a_parameter_cannot_have_the_name_of_a_method() -> None:
    body = {"__annotations__": {"get_params": int}, "get_params": 1}
    with pytest.raises(TypeError, match="parameter 'get_params' of Model has the name of a method"):
        type("Model", (Unit,), body)
    with pytest.raises(TypeError, match="parameter 'rate' of Twice has the name of a method"):

        class Twice(Parameters):
            rate: float = 1.0

            def rate(self) -> float:  # type: ignore[no-redef]  # noqa: F811
                return 1.0


# Types that wrap others, and limits that say nothing ------------------------------------------------

Positive = Annotated[float, above(0)]
Rate = NewType("Rate", float)


class Unchecked(Protocol):
    """A protocol that says nothing of instances."""


Short = SimpleNamespace(__value__=Annotated[int, below(3)])  # as the TypeAliasType of Python 3.12


@pytest.mark.parametrize(
    ("hint", "taken", "refused"),
    [
        (Final[Positive], 1, 0),
        (Rate, 0.5, "fast"),
        (Annotated[Rate, above(0)], 0.5, 0.0),
        (Short, 2, 3),
        (numbers.Real, 0.5, True),
        (numbers.Integral, 3, 0.5),
        (numbers.Number, 1j, True),
        (Final[int | None], None, "many"),
        (object, math.nan, None),
        (TypeVar("Anything"), math.nan, None),
    ],
    ids=str,
)
def test_a_type_within_another_is_checked(hint: Any, taken: Any, refused: Any) -> None:
    model = type("Model", (Parameters,), {"__annotations__": {"rate": hint}, "rate": taken})
    model().check_parameters()
    if refused is not None:
        with pytest.raises(ValueError, match="rate of Model must be"):
            model(rate=refused).check_parameters()


@pytest.mark.parametrize(
    ("hint", "message"),
    [
        (Annotated[float, above], "which cannot apply: write above"),
        (Annotated[float, "positive"], "Annotated says 'positive', which cannot apply: write above"),
        (Annotated[str, above(0)], "Annotated says above 0, which cannot apply: a limit is for float"),
        (Annotated[tuple, at_least(2)], "Annotated says of at least 2, which cannot apply"),
        (Annotated[Literal["a"], one_of("b")], "cannot apply: names are for str"),
        (Literal[()], "Literal needs a value"),
        (Unchecked, "no value can be checked against"),
    ],
    ids=["a function", "a text", "of a text", "of a tuple", "names", "no value", "no check"],
)
def test_what_says_nothing_about_a_type_is_refused(hint: Any, message: str) -> None:
    model = type("Model", (Parameters,), {"__annotations__": {"rate": hint}, "rate": ()})
    with pytest.raises(TypeError, match="the type of parameter 'rate' of Model: ") as refused:
        model().check_parameters()
    assert message in str(refused.value)


def test_words_about_a_type_are_checked_where_they_are_written() -> None:
    with pytest.raises(TypeError, match="one_of must have texts, one at least"):
        one_of()
    for limit in ("0", True, math.nan):
        with pytest.raises(TypeError, match="a limit must be a number, not"):
            above(limit)  # type: ignore[arg-type]


class Shy:
    def __repr__(self) -> str:
        raise RuntimeError("not for you")


def test_a_value_that_cannot_be_shown_is_refused_all_the_same() -> None:
    for name, value in {"element": 10**5000, "rate": Shy(), "n_units": -(10**5000)}.items():
        with pytest.raises(ValueError, match=f"{name} of Unit .* that cannot be shown$"):
            Unit(**{name: value}).check_parameters()  # type: ignore[arg-type]


# NumPy's numbers ------------------------------------------------------------------------------------


def test_numbers_of_numpy_are_read_as_pythons_and_given_back_as_they_were() -> None:
    sizes: Any = (np.int8(100), 2)
    given: dict[str, Any] = {"rate": np.float64(0.5), "n_units": np.uint8(255), "bias": np.True_}
    unit = Unit(**given, sizes=sizes)
    read = plain(unit)
    assert [type(value) for value in (read.rate, read.n_units, read.bias)] == [float, int, bool]
    assert list(map(type, read.sizes)) == [int, int]  # type: ignore[arg-type]
    assert unit.get_params()["n_units"] is given["n_units"]
    assert unit.sizes is sizes
    assert plain(Unit()).bias is True
    assert plain(ready := Unit()) is ready


GRID = [
    (name, parameter, kind)
    for name in timeline().models
    for parameter, value in load(name)().get_params().items()
    for kind in ((np.int8, np.uint8) if type(value) is int else (np.float64, np.float32))
    if type(value) in (int, float)
]


FEW = {"max_epochs": 5, "random_state": 0}


@pytest.mark.parametrize(("name", "parameter", "kind"), GRID)
def test_a_parameter_means_the_same_as_numpys_number(name: str, parameter: str, kind: type) -> None:
    usual = load(name)().get_params()
    number = kind(min(usual[parameter], 127))
    fixed = {name: value for name, value in FEW.items() if name in usual}
    models = [load(name)(**fixed | {parameter: given}) for given in (number, number.item())]
    X, y = XOR.X.astype(np.float32), XOR.y
    fitted = [model.fit(X, y) for model in models]
    assert fitted[0].n_iter_ == fitted[1].n_iter_
    ours, theirs = (arrays_of(model.state_) for model in fitted)
    for field in ours:
        assert ours[field].dtype == theirs[field].dtype
        assert ours[field].tobytes() == theirs[field].tobytes()
    assert models[0].get_params()[parameter] is number


def test_a_small_whole_number_does_not_overflow() -> None:
    assert load("backprop")(3, max_epochs=np.uint8(255), random_state=0).fit(XOR.X, XOR.y).n_iter_ == 255
    load("mark_i")(excitatory=np.uint8(200), inhibitory=np.uint8(56)).check_parameters()
