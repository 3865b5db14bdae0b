"""Labelled examples: what is refused by name, and copies that nobody can spoil."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import AND, XOR, Problem, from_truth_table, load, run, trace, train
from neurohistory.examples import frozen, own_examples
from neurohistory.problems.gates import TWO_INPUT, parity

UNIT = load("perceptron")()


@given(
    st.lists(st.sampled_from([-1.0, 1.0]), min_size=2, max_size=9),
    st.sampled_from([0.0, 0.5, 2.0, -2.0, np.nan, np.inf]),
    st.data(),
)
def test_a_target_that_is_neither_is_refused_by_name_at_every_door(
    sides: list[float], wrong: float, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(sides) - 1))
    X, target = np.arange(2.0 * len(sides)).reshape(-1, 2), np.array(sides)
    train(UNIT, X, target)
    target[place] = wrong
    for door in (train, lambda *given: list(trace(*given))):
        with pytest.raises(ValueError, match=rf"target\[{place}\] is {wrong}; a target is -1 or \+1"):
            door(UNIT, X, target)


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([[1, -1], [1, 1]], r"target\[1\] has 2 entries of \+1"),
        ([[-1, -1], [1, -1]], r"target\[0\] has 0 entries of \+1"),
        ([[1, -1], [1, 0]], r"target\[1, 1\] is 0.0"),
        ([[1], [1]], r"target\[:, 0\] will do"),
    ],
)
def test_an_example_is_of_one_class(rows: list[list[float]], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        train(load("svm")(), XOR.X[:2], np.array(rows, dtype=float))


SPARSE = type("csr_matrix", (), {"toarray": lambda self: XOR.X})()


@pytest.mark.parametrize(
    ("X", "complaint"),
    [
        (XOR.X.astype(np.float16), "not float16; take"),
        (XOR.X.astype(np.longdouble), "not float128; take|not longdouble; take"),
        (XOR.X.astype(complex), "not complex128; take"),
        (XOR.X.astype(bool), "not bool; take"),
        (XOR.X.astype(np.int8), "not int8; take"),
        (XOR.X.astype(object), "not object; take"),
        (XOR.X.astype(str), "not <U32; take"),
        (XOR.X.tolist(), r"not a list; take np\.array\(X, float\)"),
        (np.ma.masked_less(XOR.X, 1), "X is masked in places; fill it"),
        (SPARSE, r"X is sparse; take X\.toarray\(\)"),
        (None, "not a NoneType"),
    ],
    ids=lambda value: type(value).__name__ if not hasattr(value, "dtype") else str(value.dtype),
)
def test_what_is_no_array_of_floats_is_refused(X: Any, complaint: str) -> None:
    with pytest.raises(TypeError, match=complaint):
        train(UNIT, X, XOR.target)


@pytest.mark.parametrize(
    "use",
    [
        lambda model: model.fit(np.ma.masked_less(AND.X, 1), AND.y),
        lambda model: model.fit(AND.X, np.ma.masked_less(AND.y, 1)),
        lambda model: model.predict(np.ma.masked_less(AND.X, 1)),
    ],
    ids=["X", "y", "predict"],
)
def test_what_lies_under_a_mask_is_not_used(use: Any) -> None:
    model = load("svm")().fit(AND.X, AND.y)
    with pytest.raises(TypeError, match="is masked in places; fill it or leave out what is masked"):
        use(model)


KINDS = [float, np.float32, np.float16, np.longdouble, int, bool, np.uint8, object]


@pytest.mark.parametrize("kind", KINDS)
def test_fit_makes_floats_of_all_numbers_and_keeps_single_precision(kind: Any) -> None:
    model = load("svm")().fit(AND.X.astype(kind), AND.y)
    assert model.predict(AND.X.astype(kind)).tolist() == AND.y.tolist()
    assert model.state_.bias.dtype == (np.float32 if kind is np.float32 else np.float64)


def test_examples_without_a_feature_are_refused() -> None:
    with pytest.raises(ValueError, match=r"X has the shape \(4, 0\), no feature at all"):
        train(UNIT, XOR.X[:, :0], XOR.target)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_entry_that_is_too_large_to_be_squared_is_named(kind: Any) -> None:
    X = np.ones((4, 2), kind)
    X[2, 1] = np.sqrt(np.finfo(kind).max)
    with pytest.raises(ValueError, match=r"X\[2, 1\] is .* too large to be squared"):
        train(UNIT, X, np.array([-1.0, 1.0, 1.0, 1.0], kind))


def test_many_numbers_each_of_which_could_be_squared_are_refused_too() -> None:
    def rows(share: float) -> Any:
        return np.full((4, 2), np.sqrt(np.finfo(float).max / (share * 8)))

    own_examples(rows(4.5), AND.target)
    with pytest.raises(ValueError, match="too large to be squared"):
        own_examples(rows(3.5), AND.target)


@pytest.mark.parametrize("kind", [np.dtype("<f4"), np.dtype("<f8"), np.dtype(">f4"), np.dtype(">f8")])
def test_both_byte_orders_and_both_precisions_are_taken(kind: np.dtype[Any]) -> None:
    X, target = own_examples(XOR.X.astype(kind), XOR.target)
    assert X.dtype == target.dtype == kind.newbyteorder("=")
    assert (X == XOR.X).all()


def test_views_and_other_orders_are_taken_as_they_are() -> None:
    for X in (np.asfortranarray(XOR.X), np.repeat(XOR.X, 2, axis=1)[:, ::2]):
        own, _ = own_examples(X, XOR.target)
        assert type(own) is np.ndarray
        assert own.tolist() == XOR.X.tolist()


def writable(array: np.ndarray[Any, Any]) -> bool:
    try:
        array.flags.writeable = True
        array[...] = 7
    except ValueError:
        return False
    return True


def test_a_frozen_copy_is_nobodys_to_write_into() -> None:
    original = np.zeros(3)
    copy = frozen(original)
    original[:] = 1
    assert copy.tolist() == [0, 0, 0]
    assert not writable(copy)


@pytest.mark.parametrize("gate", [*TWO_INPUT.values(), parity(3), AND.bipolar], ids=repr)
def test_a_gate_cannot_be_spoiled(gate: Problem) -> None:
    before = gate.X.tolist(), gate.truth.tolist()
    assert not writable(gate.X)
    assert not writable(gate.target)
    assert (gate.X.tolist(), gate.truth.tolist()) == before


@pytest.mark.parametrize(
    ("X", "truth", "complaint"),
    [
        (np.zeros((2, 2)), [True], r"cases of shape \(2, 2\) and answers of shape \(1,\)"),
        (np.zeros(2), [True, False], r"cases of shape \(2,\)"),
        (np.zeros((0, 2)), [], "for each example one answer"),
        (np.zeros((2, 0)), [True, False], "for each example one answer"),
        ([[0.0], [0.5]], [True, False], "neither 0 and 1 nor -1 and"),
        ([[0.0], [-1.0]], [True, False], "neither 0 and 1 nor -1 and"),
        ([[0.0], [np.nan]], [True, False], "neither 0 and 1 nor -1 and"),
        ([["a"], ["b"]], [True, False], "neither 0 and 1 nor -1 and"),
        ([[0.0], [1.0]], [1, 2], r"answer 1 .* is 2; an answer is True or False"),
        ([[0.0], [1.0]], ["yes", "no"], "answer 0 .* is 'yes'; an answer is True"),
    ],
)
def test_a_gate_made_by_hand_is_looked_at(X: Any, truth: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        from_truth_table("MINE", X, truth)


def test_a_gate_made_by_hand_is_its_own_and_can_be_run() -> None:
    X, truth = np.array([[0], [1]]), np.array([0, 1])
    mine = from_truth_table("MINE", X, truth)
    X[:] = 5
    truth[:] = 0
    assert mine.y.tolist() == [0, 1]
    assert run("perceptron", mine, starts=3).success_rate == 1
