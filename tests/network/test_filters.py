"""ADALINE as a filter: it predicts, it takes a hum away, and where it ends is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.filters import delayed, lms, wiener


def test_the_best_weights_of_a_prediction_are_those_that_made_the_signal() -> None:
    rng = np.random.default_rng(0)
    signal, noise = np.zeros(20_000), rng.normal(size=20_000)
    for t in range(2, len(signal)):
        signal[t] = 1.2 * signal[t - 1] - 0.6 * signal[t - 2] + noise[t]
    assert wiener(delayed(signal, 2)[:-1], signal[1:]) == pytest.approx([1.2, -0.6], abs=0.02)


def test_a_hum_is_taken_away_and_the_voice_is_left() -> None:
    rng, time = np.random.default_rng(1), np.arange(8000)
    voice = rng.normal(size=8000)
    hum = 3 * np.sin(1.0 * time)
    left, _ = lms(delayed(np.sin(1.0 * time + 1), 2), voice + hum, 0.002)
    assert np.abs(left[4000:] - voice[4000:]).mean() < 0.1 * np.abs(hum).mean()
