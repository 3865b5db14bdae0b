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
    ("madaline_ii", "learning_rate"): ([1e-9, 1.5, 1.999], [0, -0.5, 2, 2.5]),
    ("madaline", "element"): (["or", "and", "majority"], ["xor"]),
    ("adaline", "rule"): (["mu", "alpha"], ["beta"]),
}
# These have more than a range; their models' own tests ask for it.
ELSEWHERE = {
    "activation", "cost", "hidden_layer_sizes", "initialization", "kernel", "optimizer",
    "output_activation", "targets",
}  # fmt: skip
CHECKED = [
    (name, parameter)
    for name, model in timeline().models.items()
    for parameter in model().get_params()
    if parameter not in ELSEWHERE
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


# What the pages follow by hand, what stands beside the default on the scoreboard, and the sources.
CARDS: dict[str, tuple[dict[str, Any], list[dict[str, Any]], set[tuple[str, int]]]] = {
    "mcculloch_pitts": ({}, [], {("McCulloch", 1943)}),
    "logistic_unit": ({"initial_scale": 0}, [], {("Cox", 1958)}),
    "perceptron": (
        {"order": "cyclic", "initial_scale": 0},
        [],
        {("Rosenblatt", 1958), ("Rosenblatt", 1960), ("Rosenblatt", 1962), ("Block", 1962)}
        | {("Novikoff", 1962), ("Block", 1970)},
    ),
    "adaline": (
        {"order": "cyclic", "initial_scale": 0, "max_epochs": 10},
        [],
        {("Widrow", 1960), ("Widrow", 1990)},
    ),
    "mark_i": (
        {"n_association": 8, "order": "cyclic"},
        [{"n_association": 8}],
        {("Rosenblatt", 1957), ("Rosenblatt", 1958), ("Rosenblatt", 1960), ("Rosenblatt", 1962)},
    ),
    "madaline": (
        {"order": "cyclic", "initial_scale": 0},
        [{"n_units": 3, "element": "majority"}],
        {("Widrow", 1962), ("Widrow", 1990), ("Ridgway", 1962), ("Hoff", 1962)},
    ),
    "madaline_ii": (
        {"order": "cyclic", "random_state": 0},
        [],
        {("Winter", 1988), ("Widrow", 1990)},
    ),
    "minsky_papert": (
        {"order": "cyclic", "initial_scale": 0},
        [{"predicate_order": 2}],
        {("Minsky", 1969)},
    ),
    "backprop": (
        {"random_state": 0},
        [{"activation": "tanh"}, {"hidden_layer_sizes": (1,)}],
        {("Rumelhart", 1986), ("McClelland", 1988)},
    ),
    "svm": (
        {},
        [{"kernel": "linear"}, {"kernel": "poly"}, {"kernel": "sigmoid", "gamma": 0.5, "coef0": -1}],
        {("Cortes", 1995), ("Vapnik", 1963), ("Boser", 1992)},
    ),
    "rbm": (
        {"n_hidden": 2, "max_epochs": 5, "momentum": 0, "weight_decay": 0, "random_state": 0},
        [],
        {("Hinton", 2002), ("Ackley", 1985), ("Smolensky", 1986), ("Tieleman", 2008), ("Younes", 1999)}
        | {("Hinton", 2006)},
    ),
    "pretrained_classifier": (
        {"hidden_layer_sizes": (2,), "pretraining_epochs": 1, "max_epochs": 5, "random_state": 0},
        [{"pretraining_epochs": 0}],
        {("Hinton", 2006)},
    ),
}


@pytest.mark.parametrize("name", list(CARDS))
def test_a_card_says_what_is_followed_by_hand_what_is_compared_and_who_wrote_when(name: str) -> None:
    by_hand, variants, sources = CARDS[name]
    card = timeline().models[name].card
    assert card.by_hand == by_hand
    assert list(card.variants.values()) == variants
    papers = (card.paper, *card.also)
    assert {(paper.authors[0].split(",")[0], paper.year) for paper in papers} >= sources
    # A second source of the same people and year is in the set already, so each is asked for itself.
    for paper in papers:
        surname = paper.authors[0].split(",")[0]
        assert (surname, paper.year) in sources or surname not in {name for surname, _ in sources}
