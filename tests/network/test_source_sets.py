"""The systems of 1958: what their sets gain, as Table 1 and the text on bivalent systems have it."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.source_sets import SourceSets, random_dots


@pytest.fixture
def machine() -> SourceSets:
    return SourceSets(30, 100, np.random.default_rng(1), connections=4, threshold=1)


def shown(n: int) -> tuple[np.ndarray, np.ndarray]:
    return random_dots(n, np.random.default_rng(2), n_points=100)


def test_an_alpha_system_counts_who_fired_for_its_own_class(machine: SourceSets) -> None:
    X, classes = shown(7)
    by_hand = [
        sum(fires[unit] for fires, which in zip(machine.active(X), classes, strict=True) if which == own)
        for unit, own in enumerate(machine.of_set)
    ]
    assert machine.taught((X, classes), "alpha").tolist() == by_hand


def test_a_gamma_system_keeps_what_a_set_has_together(machine: SourceSets) -> None:
    values = machine.taught(shown(7), "gamma")
    assert values.any()
    for which in (0, 1):
        assert values[machine.of_set == which].sum() == pytest.approx(0, abs=1e-9)


def test_each_set_of_a_beta_system_gains_one_at_each_stimulus(machine: SourceSets) -> None:
    values = machine.taught(shown(7), "beta", elsewhere=5)
    for which in (0, 1):
        assert values[machine.of_set == which].sum() == pytest.approx(14 + 5)
    nobody = (np.zeros((2, 100)), np.array([0, 1]))  # for which no unit fires: all of the set share it
    assert machine.taught(nobody, "beta") == pytest.approx(2 / 30)


def test_trial_and_error_comes_to_the_values_of_forced_responses(machine: SourceSets) -> None:
    """If a wrong response is punished, the set that is off gains what it would have gained if on."""
    stimuli = shown(7)
    by_trial = machine.by_trial(stimuli, np.random.default_rng(3))
    assert by_trial.tolist() == machine.taught(stimuli, "bivalent").tolist()
    assert by_trial.min() < 0 < by_trial.max()
