"""Models with any of our parts can be pickled, copied and sent to other processes, fitted or not."""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.base import clone

from neurohistory import XOR, HistoricalClassifier, timeline
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.network.activations import ACTIVATIONS, leaky_relu, logistic
from neurohistory.network.costs import COSTS, SOFT_CROSS_ENTROPY
from neurohistory.network.initialization import INITIALIZATIONS, explicit, uniform
from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.testing import settings

Model = HistoricalClassifier[Any]


def logistic_slope(z: np.ndarray) -> np.ndarray:
    return logistic(z) * (1 - logistic(z))


TAUGHT = [g for g in ACTIVATIONS.values() if g.derivative is not None]
FOR_ONE_OUTPUT = [cost for cost in COSTS.values() if not cost.one_hot]
GIVEN = [np.arange(-3.0, 3).reshape(3, 2), np.ones((3, 1))]
PARTS: list[dict[str, Any]] = [
    *({"activation": g} for g in [*TAUGHT, leaky_relu(0.2), (logistic, logistic_slope)]),
    *({"output_activation": g} for g in TAUGHT if g.name in ("linear", "tanh", "logistic")),
    *({"cost": cost} for cost in [*FOR_ONE_OUTPUT, SOFT_CROSS_ENTROPY]),
    *({"initialization": i} for i in [*INITIALIZATIONS.values(), uniform(0.1), explicit(GIVEN), GIVEN]),
    *({"optimizer": rule()} for rule in OPTIMIZERS.values()),
]
MODELS = [
    *(MultilayerPerceptron(2, max_epochs=3, **part) for part in PARTS),
    *(model(**kw) for model in timeline().models.values() for kw in settings(model).values()),
]


def by_joblib(model: Model) -> Model:
    file = io.BytesIO()
    joblib.dump(model, file)
    file.seek(0)
    loaded: Model = joblib.load(file)
    return loaded


def by_pickle(model: Model) -> Model:
    loaded: Model = pickle.loads(pickle.dumps(model))
    return loaded


@pytest.mark.parametrize("travel", [by_pickle, by_joblib, deepcopy], ids=lambda t: t.__name__)
@pytest.mark.parametrize("model", MODELS, ids=lambda m: re.sub(" at 0x[0-9a-f]+", "", repr(m))[:60])
def test_a_model_travels_fitted_and_unfitted(model: Model, travel: Callable[[Model], Model]) -> None:
    if {"max_epochs", "random_state"} <= set(model.get_params()):
        model = clone(model).set_params(max_epochs=3, random_state=0)
    arrived = travel(clone(model)).fit(XOR.X, XOR.y)
    model = clone(model).fit(XOR.X, XOR.y)
    for other in (arrived, travel(model)):
        assert other.decision_function(XOR.X).tobytes() == model.decision_function(XOR.X).tobytes()
    refitted = travel(model).fit(XOR.X, XOR.y)
    assert refitted.decision_function(XOR.X).tobytes() == model.decision_function(XOR.X).tobytes()


@pytest.mark.parametrize("part", [*ACTIVATIONS.values(), *COSTS.values()], ids=lambda p: str(p.name))
def test_each_part_comes_back_as_it_was(part: Any) -> None:
    back = pickle.loads(pickle.dumps(part))
    assert (back.name, back.formula) == (part.name, part.formula)
    if part.name != "leaky_relu":  # its slope is bound to its functions
        assert back == part
