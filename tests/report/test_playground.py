"""A run of ours has an address in the playground, or a reason why it has none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from neurohistory import AND, XOR, load
from neurohistory.report.playground import playground_address


def address_of(name: str, parameters: dict[str, Any], X: Any = XOR.X, target: Any = XOR.target) -> str:
    return playground_address(name, load(name)(**parameters), X, target, seed=0, step=4)


@pytest.mark.parametrize(
    ("name", "parameters", "complaint"),
    [
        ("mark_i", {}, "has no mark_i; its machines are mcculloch_pitts, perceptron"),
        ("perceptron", {"fires_at_zero": False}, "fires_at_zero=False is nothing .* it has True"),
        ("backprop", {"hidden_layer_sizes": (3, 2)}, r"one hidden layer, not 2: \(3, 2\)"),
        ("minsky_papert", {"predicate_order": 1}, "predicate_order=1 is nothing .* it has 2"),
    ],
)
def test_what_the_playground_cannot_show_is_named(
    name: str, parameters: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        address_of(name, parameters)


def test_first_weights_of_more_than_one_unit_are_refused() -> None:
    with pytest.raises(ValueError, match="the first weights of madaline itself; it takes those of perc"):
        playground_address(
            "madaline", load("madaline")(), XOR.X, XOR.target, seed=0, step=4, first={"bias[0]": 1.0}
        )


def test_the_examples_are_the_corners_and_points_behind_them() -> None:
    X = np.vstack([AND.X, [[0.25, 1.1]]])
    told = address_of("svm", {"kernel": "poly"}, X, np.append(AND.target, 1.0))
    assert told == "#machine=svm&targets=0001&points=0.25,1.1,1&kernel=poly&seed=0&step=4"
    with pytest.raises(ValueError, match="these 4 examples are others"):
        address_of("perceptron", {}, XOR.bipolar.X)
