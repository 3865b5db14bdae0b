"""The ranges of all models' parameters: their ends are in or out, and nothing beyond them is taken."""

from __future__ import annotations

from typing import Any

import pytest

from neurohistory import HistoricalClassifier, timeline

# What is taken, the ends and whatever lies close to them, and what is not.
ABOVE_ZERO = ([1e-9, 1e9], [0, -1e-9, -0.5, -1])
FROM_ZERO = ([0, 1e-9, 1e9], [-1e-9, -0.5, -1])
FROM_ZERO_BELOW_ONE = ([0, 1e-9, 0.999], [-1e-9, -0.5, 1, 1.5])
WHOLE_FROM_ZERO = ([0, 1, 1000], [-1, 0.5])
WHOLE_FROM_ONE = ([1, 2, 1000], [0, -1, 1.5])
EITHER = ([True, False], ["yes", None])
RANGES: dict[str, tuple[list[Any], list[Any]]] = {
    "C": ABOVE_ZERO,
    "batch_size": ([None, *WHOLE_FROM_ONE[0]], WHOLE_FROM_ONE[1]),
    "bias": EITHER,
    "code_rate": ABOVE_ZERO,
    "code_size": WHOLE_FROM_ONE,
    "coef0": ([-1e9, 0, 1e9], ["zero"]),
    "dead_zone": FROM_ZERO,
    "degree": WHOLE_FROM_ONE,
    "excitatory": WHOLE_FROM_ZERO,
    "fires_at_zero": EITHER,
    "gamma": (["scale", *ABOVE_ZERO[0]], [*ABOVE_ZERO[1], "wide"]),
    "inhibitory": WHOLE_FROM_ZERO,
    "initial_scale": FROM_ZERO,
    "learning_rate": ABOVE_ZERO,
    "max_epochs": WHOLE_FROM_ONE,
    "momentum": FROM_ZERO_BELOW_ONE,
    "n_association": WHOLE_FROM_ONE,
    "n_hidden": WHOLE_FROM_ONE,
    "n_units": WHOLE_FROM_ONE,
    "order": (["cyclic", "shuffled"], ["sorted", None]),
    "patience": WHOLE_FROM_ONE,
    "persistent": EITHER,
    "predicate_order": WHOLE_FROM_ONE,
    "pretraining_epochs": WHOLE_FROM_ZERO,
    "pretraining_rate": ABOVE_ZERO,
    "random_state": ([None, 0, 3], [-1, "luck"]),
    "steps": WHOLE_FROM_ONE,
    "threshold": ([-1e9, 0, 0.5, 1e9], ["high"]),
    "tolerance": FROM_ZERO,
    "validation_fraction": ([0, 1e-9, 0.4999], [-1e-9, -0.5, 0.5, 1]),
    "visible": (["scaled", "binary"], ["bright"]),
    "weight_decay": FROM_ZERO,
}
# Names that mean something of their own in one model.
OWN: dict[tuple[str, str], tuple[list[Any], list[Any]]] = {
    ("madaline", "learning_rate"): ([1e-9, 1.5, 1.999], [0, -0.5, 2, 2.5]),
    ("madaline", "rule"): (["I", "II"], ["III", 1]),
    ("madaline", "element"): (["or", "and", "majority"], ["xor"]),
    ("adaline", "rule"): (["mu", "alpha"], ["beta"]),
}
CHECKED = [
    (name, parameter)
    for name, model in timeline().models.items()
    for parameter, allowed in model._parameter_constraints.items()
    if allowed != "no_validation"
    and parameter not in {"hidden_layer_sizes", "kernel"}  # have more than a range
]


@pytest.mark.parametrize(("name", "parameter"), CHECKED)
def test_a_setting_is_taken_in_its_range_and_refused_beyond(name: str, parameter: str) -> None:
    taken, refused = OWN.get((name, parameter)) or RANGES[parameter]
    model: type[HistoricalClassifier[Any]] = timeline().models[name]
    for value in taken:
        model(**{parameter: value}).check_parameters()
    for value in refused:
        with pytest.raises(ValueError, match=parameter):
            model(**{parameter: value}).check_parameters()
