"""Labels of one kind, whatever they stand in; what is none is refused by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from neurohistory import AND, load
from neurohistory.labels import labels_of_one_kind

LABELS: dict[str, tuple[Any, list[Any]]] = {
    "numbers": (np.array([1, 1, 1, 2], dtype=object), [1, 1, 1, 2]),
    "NumPy's numbers": (np.array([np.int8(1)] * 3 + [np.int64(2)], dtype=object), [1, 1, 1, 2]),
    "truths": (np.array([True, True, True, False], dtype=object), [True, True, True, False]),
    "text": (np.array(["a", "a", "a", "b"], dtype=object), ["a", "a", "a", "b"]),
    "text of any length": (np.array(list("aaab"), np.dtypes.StringDType()), ["a", "a", "a", "b"]),
    "whole numbers as floats": ([0.0, 0, 0.0, 1], [0, 0, 0, 1]),
    "small whole numbers": (np.array([0, 0, 0, 7], np.uint8), [0, 0, 0, 7]),
    "a tuple": (("no", "no", "no", "yes"), ["no", "no", "no", "yes"]),
}


@pytest.mark.parametrize("kind", LABELS)
def test_labels_of_one_kind_are_taken_and_given_back(kind: str) -> None:
    y, wanted = LABELS[kind]
    assert load("svm")().fit(AND.X, y).predict(AND.X).tolist() == wanted


@pytest.mark.parametrize(
    ("y", "complaint"),
    [
        (np.array([b"a", b"b"]), r"y\[0\] is b'a', and labels are not bytes; take y.astype\(str\)"),
        (np.array([b"a", b"b"], dtype=object), r"y\[0\] is b'a', and labels are not bytes"),
        (np.array([0.25, 0.5]), r"Unknown label type: continuous. y\[0\] is 0.25; a label is a whole"),
        (np.array([0.25, 0.5], dtype=object), r"continuous. y\[0\] is 0.25; a label is a whole number"),
        ([1, 0.5], r"continuous. y\[1\] is 0.5"),
        (["a", 1], r"y\[1\] is 1 and y\[0\] is 'a', labels of two kinds"),
        (np.array(["a", True], dtype=object), r"y\[1\] is True and y\[0\] is 'a', labels of two kinds"),
        ([True, 1], r"y\[1\] is 1 and y\[0\] is True, labels of two kinds"),
        (np.array(["a", None], dtype=object), r"y\[1\] is None; .*fill it in, or leave the example out"),
        (["a", np.nan], r"y\[1\] is nan; a label is"),
        ([1, 2**70], r"y\[1\] is 1180591620717411303424, too large a number"),
        (np.array([{}, []], dtype=object), r"y\[0\] is \{\}; a label is"),
        (np.zeros(2, "V4"), r"y\[0\] is b'.*'"),
    ],
)
def test_labels_that_are_none_are_refused_by_name(y: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        load("svm")().fit([[0.0], [1.0]], y)


@pytest.mark.parametrize("label", [-(2**63), -5, 2**63 - 1])
def test_whole_numbers_of_64_bits_are_labels(label: int) -> None:
    assert np.asarray(labels_of_one_kind([label, 0])).tolist() == [label, 0]


@pytest.mark.parametrize("label", [-(2**63) - 1, 2**63])
def test_larger_ones_are_refused(label: int) -> None:
    with pytest.raises(ValueError, match=rf"y\[0\] is {label}, too large a number for a label"):
        labels_of_one_kind([label, 0])
