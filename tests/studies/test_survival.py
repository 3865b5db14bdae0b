"""How many epochs starts need: who is not done is censored, and intervals keep their promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.history import epoch_quantiles
from neurohistory.studies.survival import survival

NEVER = float("nan")
EPOCHS = st.lists(st.one_of(st.integers(0, 9), st.just(NEVER)), min_size=1, max_size=40)


@given(EPOCHS, st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_a_quantile_counts_all_starts(epochs: list[float], fraction: float) -> None:
    assert survival(epochs, 9).quantile(fraction).value == epoch_quantiles(epochs, [fraction])[0]


@given(EPOCHS)
def test_the_interval_lies_around_the_curve_and_both_fall(epochs: list[float]) -> None:
    curve = survival(epochs, 9)
    assert (curve.low <= curve.unsolved).all()
    assert (curve.unsolved <= curve.high).all()
    assert (np.diff([1.0, *curve.unsolved]) < 0).all()
    assert 0 <= min(curve.low, default=0) <= max(curve.high, default=1) <= 1
    median = curve.quantile()
    assert median.low <= median.value <= median.high


def test_19_of_20_intervals_hold_the_median() -> None:
    # Epochs from 1 on, with a chance of 3 % in each; the median is the first by which half are done.
    rng, true = np.random.default_rng(0), np.ceil(np.log(0.5) / np.log(0.97))
    held = 0
    for _ in range(300):
        epochs = rng.geometric(0.03, 200).astype(float)
        epochs[epochs > 40] = NEVER
        low, high = survival(epochs, 40).quantile()[1:]
        held += low <= true <= high
    assert 0.93 <= held / 300 <= 0.985


def test_the_median_of_those_that_arrive_is_not_the_median() -> None:
    epochs = [*range(1, 61), *[NEVER] * 40]
    assert np.nanmedian(epochs) == 30.5
    assert survival(epochs, 100).quantile().value == 50


@pytest.mark.parametrize("n", [5, 6])
def test_six_starts_that_agree_are_the_fewest_that_bound_a_median(n: int) -> None:
    # Half of all starts lie above the median: that five do has a chance of 1 in 32, beside that of the
    # other side; 1 in 16 is more than 5 %.
    assert survival([7.0] * n, 9).quantile() == (7, 7, 7 if n == 6 else np.inf)


def test_where_nobody_arrives_there_is_no_step_and_no_median() -> None:
    curve = survival([NEVER, NEVER], 9)
    assert curve.epochs.size == 0
    assert curve.quantile() == (np.inf, np.inf, np.inf)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="a start needs 12 epochs, and last=10"):
        survival([3, 12], 10)
    with pytest.raises(ValueError, match="there are no starts"):
        survival([], 10)
