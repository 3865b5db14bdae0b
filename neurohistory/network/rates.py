"""Learning rates for plain and accelerated descent that suit the units, the cost and the examples."""

from __future__ import annotations

from neurohistory.network.activations import ACTIVATIONS
from neurohistory.network.optimizers import Optimizer, get_optimizer
from neurohistory.network.propagation import Network

__all__ = ["default_rate", "suited_optimizer"]

# The epsilon of 1986 times the number of cases, the gradient being a sum.  As
# tanh(z) = 2 logistic(2 z) - 1, a network of tanh units follows one of logistic units when its weights
# are half and its epsilon a sixteenth.  Gradients of mean costs, and unbounded units, take less.
_SUM_RATES = {"logistic": 2.0, "tanh": 0.125}
_MEAN_RATES = {"logistic": 0.5, "tanh": 0.1}
_CAUTIOUS_RATE = 0.05


def default_rate(network: Network, n_examples: int) -> float:
    """The learning rate for a network that is taught `n_examples` examples.

    Examples
    --------
    >>> from neurohistory.network.costs import COSTS
    >>> default_rate(Network((2, 2, 1), ACTIVATIONS["logistic"], COSTS["squared_error"]), 4)
    0.5
    """
    rates = _MEAN_RATES if network.cost.is_mean else _SUM_RATES
    alike = network.output is None or network.output == network.hidden
    fitting = (rate for name, rate in rates.items() if alike and ACTIVATIONS[name] == network.hidden)
    rate = next(fitting, _CAUTIOUS_RATE)
    return rate if network.cost.is_mean else rate / n_examples


def suited_optimizer(
    which: str | Optimizer,
    network: Network,
    n_examples: int,
    learning_rate: float | None = None,
    momentum: float = 0.9,
) -> Optimizer:
    """The optimizer of that name; descent, if no rate is given, with one that suits the network.

    Parameters
    ----------
    which : str or Optimizer
        One with its constants is taken as it is.
    network : Network
    n_examples : int
    learning_rate : float or None, default=None
        None takes `default_rate` for descent and the paper's own for the others.
    momentum : float, default=0.9
        The fraction of the last step in the next one, for "momentum" and "nesterov".

    Raises
    ------
    ValueError
        If the name is unknown, or an optimizer with its constants is given another rate.

    Examples
    --------
    >>> from neurohistory.network.costs import COSTS
    >>> network = Network((2, 2, 1), ACTIVATIONS["logistic"], COSTS["squared_error"])
    >>> suited_optimizer("momentum", network, 4)
    Momentum(learning_rate=0.5, momentum=0.9)
    """
    if isinstance(which, Optimizer):
        if learning_rate is not None:
            raise ValueError(
                f"learning_rate={learning_rate} is not used: the optimizer has its own; give it to "
                f"{which.name}(...)"
            )
        return which
    constants: dict[str, float] = {}
    if which in ("momentum", "nesterov"):
        constants["momentum"] = momentum
    if learning_rate is not None:
        constants["learning_rate"] = learning_rate
    elif which in ("gradient_descent", "momentum", "nesterov"):
        constants["learning_rate"] = default_rate(network, n_examples)
    return get_optimizer(which, **constants)
