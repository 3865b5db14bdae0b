"""The deep autoencoder: principal components, random starts, and scikit-learn's face."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.utils.estimator_checks import parametrize_with_checks

from neurohistory.contract import DivergenceError
from neurohistory.models.deep_autoencoder import (
    DeepAutoencoder,
    DeepAutoencoderState,
)
from neurohistory.models.pretrained_classifier import PretrainedClassifier
from neurohistory.network.features import correlation_ratio
from neurohistory.problems import get_problem

Array = NDArray[np.floating]

DIGITS = get_problem("digits")
X, X_TEST = DIGITS.X.astype(np.float32), DIGITS.X_test.astype(np.float32)
LABELS, LABELS_TEST = DIGITS.target.argmax(axis=1), DIGITS.target_test.argmax(axis=1)
MEAN_IMAGE = float(((X_TEST - X.mean(axis=0)) ** 2).sum(axis=1).mean())  # 4.74 an image
SEEDS = range(5)
SMALL: dict[str, Any] = {"hidden_layer_sizes": (48, 24)}
# So many epochs of fine-tuning take as long as a third of them and as many of pretraining for each
# of the three machines.
BUDGETS: dict[str, dict[str, Any]] = {
    "pretrained": {"pretraining_epochs": 10, "max_epochs": 20},
    "random start": {"pretraining_epochs": 0, "max_epochs": 30},
    "wider random start": {"pretraining_epochs": 0, "max_epochs": 30, "initial_scale": 0.3},
}


def errors(budget: str, code_size: int) -> list[float]:
    """Squared error of an unseen digit, for each seed."""
    return [
        DeepAutoencoder(code_size=code_size, random_state=seed, **SMALL, **BUDGETS[budget])
        .fit(X)
        .reconstruction_error(X_TEST)
        for seed in SEEDS
    ]


def principal_components(code_size: int) -> float:
    pca = PCA(code_size).fit(X)
    return float(((pca.inverse_transform(pca.transform(X_TEST)) - X_TEST) ** 2).sum(axis=1).mean())


@pytest.fixture(scope="module")
def fitted() -> DeepAutoencoder:
    """Codes of two numbers for digits."""
    return DeepAutoencoder(random_state=0, **SMALL, **BUDGETS["pretrained"]).fit(X)


# The autoencoder ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("code_size", "at_most"), [(2, 0.8), (8, 0.9)])
def test_below_principal_components_in_the_median_over_seeds(code_size: int, at_most: float) -> None:
    ours, theirs = errors("pretrained", code_size), principal_components(code_size)
    assert np.median(ours) < at_most * theirs


def test_a_random_start_gives_back_the_mean_image() -> None:
    # The paper: without pretraining the deep network always gives back the average of the data.
    found = errors("random start", 2)
    assert np.median(found) == pytest.approx(MEAN_IMAGE, rel=0.01)
    assert min(found) > 1.5 * max(errors("pretrained", 2))


def test_it_is_a_long_plateau_and_not_an_end() -> None:
    # Five times the budget leads off it; our finding, not the paper's, with the number of our page.
    patient = DeepAutoencoder(pretraining_epochs=0, max_epochs=150, random_state=0, **SMALL)
    assert patient.fit(X).reconstruction_error(X_TEST) == pytest.approx(2.6, abs=0.2)


def test_but_not_from_wider_first_weights() -> None:
    # Not in the paper, and said on our page: the width of the start is what matters here.
    found = errors("wider random start", 2)
    assert np.median(found) < principal_components(2) < MEAN_IMAGE


def test_logistic_principal_components_are_an_autoencoder_without_hidden_layers() -> None:
    # The order of the paper's tables, here at code size 8.
    logistic = DeepAutoencoder((), 8, learning_rate=0.02, max_epochs=60, random_state=0).fit(X)
    error = logistic.reconstruction_error(X_TEST)
    assert np.median(errors("pretrained", 8)) < error < principal_components(8)


def test_each_layer_knows_more_of_the_class_though_it_never_saw_one(fitted: DeepAutoencoder) -> None:

    def shares(model: DeepAutoencoder) -> list[float]:
        activations = model.activations(model.state_, model.scaled(X_TEST))
        return [float(np.median(correlation_ratio(a, LABELS_TEST))) for a in activations]

    pixels = float(np.median(correlation_ratio(X_TEST, LABELS_TEST)))
    learned = shares(fitted)
    untrained = DeepAutoencoder(pretraining_epochs=0, max_epochs=0, initial_scale=0.3, **SMALL)
    assert [pixels, *learned] == sorted([pixels, *learned])
    assert learned[0] > 1.3 * pixels
    assert min(learned) > max(shares(untrained.set_params(random_state=0).fit(X)))


def test_a_number_stands_for_a_single_hidden_layer() -> None:
    X = np.random.default_rng(0).random((20, 6))
    one, other = (
        DeepAutoencoder(sizes, pretraining_epochs=1, max_epochs=1, random_state=0).fit_transform(X)
        for sizes in (3, (3,))
    )
    assert (one == other).all()


def test_the_constants_of_2006_are_the_defaults() -> None:
    model = DeepAutoencoder()
    assert (model.initial_scale, model.pretraining_rate, model.code_rate) == (0.1, 0.1, 0.001)
    assert model.batch_size == 100
    start = model.set_params(hidden_layer_sizes=(1000,)).start(X, np.random.default_rng(0))
    assert start.stack[0].weights.std() == pytest.approx(0.1, rel=0.01)
    assert not start.stack[0].hidden_bias.any()
    assert not start.stack[0].visible_bias.any()


def test_the_default_rate_falls_with_the_number_of_inputs() -> None:
    # 6.4 / 64 = 0.1, also for fewer; 6.4 / 128 = 0.05.
    V = np.random.default_rng(0).random((20, 128))
    for n_inputs, rate in ((128, 0.05), (64, 0.1), (4, 0.1)):
        own, told = (
            DeepAutoencoder((3,), 1, learning_rate=r, max_epochs=3, random_state=0).fit(V[:, :n_inputs])
            for r in (None, rate)
        )
        assert np.array_equal(own.state_.theta, told.state_.theta)


def test_fit_is_start_and_learn(fitted: DeepAutoencoder) -> None:
    V, rng, model = fitted.scaled(X), np.random.default_rng(0), clone(fitted)
    state = model.start(V, rng)
    states = list(model.learn(state, V, rng))
    assert len(states) == 3 * 10 + 20
    assert [state.depth for state in states] == [1] * 10 + [2] * 10 + [3] * 30
    assert [state.epochs for state in states] == [0] * 30 + list(range(1, 21))
    assert np.array_equal(states[-1].theta, fitted.state_.theta)
    # The reconstruction through the machines so far is that of the whole at the end.
    low, high = X.min(axis=0), X.max(axis=0)
    back = low + (high - low) * model.reconstruct(states[-1], V)
    assert np.allclose(back, fitted.inverse_transform(fitted.transform(X)), atol=1e-5)


@pytest.mark.parametrize("after", [2, 5, 9, 11])
def test_learning_goes_on_where_it_was_left(after: int) -> None:
    V = np.random.default_rng(1).random((30, 6))
    model = DeepAutoencoder(
        (5, 4), 2, pretraining_epochs=3, max_epochs=4, batch_size=10, visible="scaled"
    )

    def flat(states: list[DeepAutoencoderState]) -> list[bytes]:
        return [state.theta.tobytes() + state.velocity.tobytes() for state in states]

    rng = np.random.default_rng(0)
    straight = list(model.learn(model.start(V, rng), V, rng))
    rng = np.random.default_rng(0)
    first = list(islice(model.learn(model.start(V, rng), V, rng), after))
    resumed = first + list(model.learn(first[-1], V, rng))
    assert flat(resumed) == flat(straight)
    assert len(straight) == 13


def test_codes_and_what_they_give_back(fitted: DeepAutoencoder) -> None:
    codes = fitted.transform(X_TEST)
    assert codes.shape == (450, 2)
    assert codes.dtype == np.float32
    back = fitted.inverse_transform(codes)
    assert back.shape == X_TEST.shape
    assert (back >= X.min(axis=0)).all()
    assert (back <= X.max(axis=0)).all()
    by_hand = float(((back - X_TEST) ** 2).sum(axis=1).mean())
    assert fitted.reconstruction_error(X_TEST) == pytest.approx(by_hand, rel=1e-6)
    assert fitted.get_feature_names_out().tolist() == ["deepautoencoder0", "deepautoencoder1"]
    (*_, code) = fitted.activations(fitted.state_, fitted.scaled(X_TEST))
    assert np.allclose(code, codes, atol=1e-4)


def test_beyond_the_range_of_training_inputs_are_clipped(fitted: DeepAutoencoder) -> None:
    seen = fitted.scaled(np.array([X.max(axis=0) + 9, X.min(axis=0) - 9]))
    varies = X.max(axis=0) > X.min(axis=0)
    assert seen.tolist() == [varies.astype(float).tolist(), [0.0] * 64]


def test_units_of_measurement_make_no_difference() -> None:
    small = DeepAutoencoder((6,), 2, pretraining_epochs=2, max_epochs=2, random_state=0)
    one = clone(small).fit(DIGITS.X[:200, 10:30])
    other = clone(small).fit(100 * DIGITS.X[:200, 10:30] - 40)
    assert np.allclose(
        one.transform(DIGITS.X[:5, 10:30]), other.transform(100 * DIGITS.X[:5, 10:30] - 40)
    )
    back = other.inverse_transform(np.zeros((1, 2)))
    assert np.allclose(back, 100 * one.inverse_transform(np.zeros((1, 2))) - 40)


@parametrize_with_checks([DeepAutoencoder()])  # type: ignore[untyped-decorator]
def test_the_autoencoder_keeps_the_contract_of_scikit_learn(
    estimator: DeepAutoencoder, check: Callable[[DeepAutoencoder], None]
) -> None:
    check(estimator)


# Bad input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hidden", "code", "message"),
    [
        ((64, 32), 40, "code_size=40 is larger than the 32 units of the layer before it.*32 or less"),
        ((), 65, "code_size=65 is larger than the 64 units of the inputs"),
        ((64, 0), 2, "positive whole numbers, not 0"),
        ((64, 2.5), 2, "positive whole numbers, not 2.5"),
        ((64,), 0, "code_size"),
    ],
)
def test_layers_that_make_no_code_are_refused(hidden: Any, code: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DeepAutoencoder(hidden, code).fit(X)


@pytest.mark.parametrize(
    "model", [DeepAutoencoder(visible="binary"), PretrainedClassifier(visible="binary")]
)
def test_gray_pixels_are_refused_by_a_binary_machine_with_the_remedy(model: Any) -> None:
    with pytest.raises(
        ValueError, match=r"X\[0, 2\] is 0\.\d+.*threshold the inputs, or take visible='scaled'"
    ):
        model.fit(DIGITS.X[[7, 8]], [0, 1])


def test_images_of_the_wrong_size_are_refused(fitted: DeepAutoencoder) -> None:
    with pytest.raises(ValueError, match="X has 63 features, but DeepAutoencoder is expecting 64"):
        fitted.transform(X_TEST[:, 1:])
    with pytest.raises(ValueError, match=r"shape \(example, 2\), not \(3, 5\)"):
        fitted.inverse_transform(np.zeros((3, 5)))
    with pytest.raises(ValueError, match="NaN"):
        DeepAutoencoder().fit(np.full((3, 2), np.nan))


def test_running_away_is_told_with_the_remedy_and_the_last_good_weights_are_kept() -> None:
    model = DeepAutoencoder((), 2, learning_rate=1e9, pretraining_epochs=1, random_state=0)
    with pytest.raises(DivergenceError, match=r"of fine-tuning; lower learning_rate=1e\+09"):
        model.fit(X)
    assert np.isfinite(model.state_.theta).all()


@pytest.mark.parametrize(
    ("rate", "message"),
    [
        ({"pretraining_rate": 1e300}, r"machine 1 of 2; lower pretraining_rate=1e\+300"),
        ({"code_rate": 1e300}, r"machine 2 of 2; lower code_rate=1e\+300"),
    ],
)
def test_running_away_in_pretraining_leaves_a_code_all_the_same(rate: Any, message: str) -> None:
    model = DeepAutoencoder((20,), 2, random_state=0, **rate)
    with pytest.raises(DivergenceError, match=message):
        model.fit(X)
    assert np.isfinite(model.state_.theta).all()
    assert model.transform(X_TEST).shape == (450, 2)
    assert model.inverse_transform(np.zeros((3, 2))).shape == (3, 64)
