"""Learning rates that suit a network: what the studies of 1986 took, and what follows from it."""

from __future__ import annotations

import pytest

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.costs import COSTS
from neurohistory.network.optimizers import Adam
from neurohistory.network.propagation import Network
from neurohistory.network.rates import default_rate, suited_optimizer


def network(activation: str, cost: str = "squared_error", output: str | None = None) -> Network:
    last = None if output is None else ACTIVATIONS[output]
    return Network((2, 2, 1), ACTIVATIONS[activation], COSTS[cost], output=last)


def test_a_sum_over_more_examples_takes_smaller_steps_and_a_mean_does_not() -> None:
    assert [default_rate(network("logistic"), n) for n in (4, 40)] == [0.5, 0.05]
    assert [default_rate(network("logistic", "cross_entropy"), n) for n in (4, 40)] == [0.5, 0.5]


def test_tanh_units_take_a_sixteenth() -> None:
    assert default_rate(network("tanh"), 4) == default_rate(network("logistic"), 4) / 16


@pytest.mark.parametrize("unknown", [network("relu"), network("logistic", output="linear")])
def test_other_units_are_taught_with_caution(unknown: Network) -> None:
    assert default_rate(unknown, 1) == 0.05


def test_descent_takes_the_suited_rate_and_others_their_papers() -> None:
    assert suited_optimizer("nesterov", network("logistic"), 4, momentum=0.5).momentum == 0.5  # type: ignore[attr-defined]
    assert suited_optimizer("momentum", network("logistic"), 4, 0.1).learning_rate == 0.1  # type: ignore[attr-defined]
    assert suited_optimizer("adam", network("logistic"), 4) == Adam()
    own = Adam(learning_rate=0.3)
    assert suited_optimizer(own, network("logistic"), 4) is own
    with pytest.raises(ValueError, match=r"learning_rate=0.1 is not used: .* give it to adam"):
        suited_optimizer(own, network("logistic"), 4, 0.1)
