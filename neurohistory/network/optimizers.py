"""What to do with a gradient: pairs of pure functions, with their state passed in and returned.

``init(theta)`` makes the state, of shape (number, parameter, start); ``update(gradient, state, t)``
returns the change of theta and the next state, t counting from 1.  Nesterov's method wants the
gradient elsewhere: ``lookahead(theta, state)`` says where.

An optimizer is its constants, with the papers' defaults: ``Adam(learning_rate=0.01)``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, is_dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.names import by_name, nonnegative

__all__ = [
    "OPTIMIZERS",
    "Adadelta",
    "Adagrad",
    "Adam",
    "Adamax",
    "GradientDescent",
    "Momentum",
    "Nadam",
    "Nesterov",
    "Optimizer",
    "RMSprop",
    "get_optimizer",
]

Array = NDArray[np.floating]


class Optimizer(ABC):
    """A rule for going downhill; write `update` for one of your own.

    Attributes
    ----------
    name : str
    title : str
        The name as people write it.
    source : str
        Where it comes from.
    state_size : int
        Numbers in its state for each parameter.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    source: ClassVar[str]
    state_size: ClassVar[int]

    def init(self, theta: Array) -> Array:
        """The state before the first step, shape (number, parameter, start)."""
        return np.zeros((self.state_size, *theta.shape), dtype=theta.dtype)

    @abstractmethod
    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        """The change of theta and the next state, for a gradient g of shape (parameter, start)."""

    def lookahead(self, theta: Array, state: Array) -> Array:
        """Where to take the gradient."""
        return theta

    def of_starts(self, numbers: NDArray[np.intp]) -> Optimizer:
        """The same for some starts: a constant may be an array, with a number for each start.

        Starts are its last axis; an array with one number there is for all of them.

        Examples
        --------
        >>> Momentum(np.array([0.1, 0.5, 1.0])).of_starts(np.array([0, 2]))
        Momentum(learning_rate=array([0.1, 1. ]), momentum=0.9)
        """
        each = {
            name: value[..., numbers]
            for name, value in vars(self).items()
            if isinstance(value, np.ndarray) and value.ndim and value.shape[-1] > 1
        }
        return replace(self, **each) if each and is_dataclass(self) else self


@dataclass(frozen=True)
class GradientDescent(Optimizer):
    """Plain descent: x <- x - lr g."""

    learning_rate: float = 0.1
    name, state_size = "gradient_descent", 0
    title = "Gradient descent"
    source = "Cauchy 1847; stochastic: Robbins and Monro 1951"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        return -self.learning_rate * g, state


@dataclass(frozen=True)
class Momentum(Optimizer):
    """Descent with a velocity: v <- gamma v - lr g;  x <- x + v."""

    learning_rate: float = 0.1
    momentum: float = 0.9
    name, state_size = "momentum", 1
    title = "Momentum"
    source = "Polyak 1964; Rumelhart, Hinton and Williams 1986"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        v = self.momentum * state
        v -= self.learning_rate * g
        return v[0], v


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """Momentum with the gradient taken at x + gamma v."""

    learning_rate: float = 0.1
    momentum: float = 0.9
    name, state_size, source = "nesterov", 1, "Nesterov 1983"
    title = "Nesterov"

    def lookahead(self, theta: Array, state: Array) -> Array:
        return np.asarray(theta + self.momentum * state[0])

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        v = self.momentum * state
        v -= self.learning_rate * g
        return v[0], v


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Steps that shrink with all past gradients: G <- G + g^2;  x <- x - lr g / sqrt(G + eps)."""

    learning_rate: float = 0.01
    epsilon: float = 1e-8
    name, state_size, source = "adagrad", 1, "Duchi, Hazan and Singer 2011"
    title = "Adagrad"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        total = state + g * g
        return -self.learning_rate * g / np.sqrt(total[0] + self.epsilon), total


@dataclass(frozen=True)
class Adadelta(Optimizer):
    """Steps in the units of x: x <- x - lr RMS(dx) / RMS(g) g, means running with rho; lr is 1."""

    learning_rate: float = 1.0
    rho: float = 0.95
    epsilon: float = 1e-6
    name, state_size, source = "adadelta", 2, "Zeiler 2012, arXiv:1212.5701"
    title = "Adadelta"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        squares, steps = state
        squares = self.rho * squares + (1 - self.rho) * g * g
        change = -np.sqrt((steps + self.epsilon) / (squares + self.epsilon)) * g
        steps = self.rho * steps + (1 - self.rho) * change * change
        return self.learning_rate * change, np.array([squares, steps])


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Steps by recent gradients: E <- gamma E + (1 - gamma) g^2;  x <- x - lr g / sqrt(E + eps)."""

    learning_rate: float = 0.001
    gamma: float = 0.9
    epsilon: float = 1e-8
    name, state_size, source = "rmsprop", 1, "Tieleman and Hinton, lecture of 2012"
    title = "RMSprop"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        mean = self.gamma * state + (1 - self.gamma) * g * g
        return -self.learning_rate * g / np.sqrt(mean[0] + self.epsilon), mean


@dataclass(frozen=True)
class Adam(Optimizer):
    """Means m of g and v of g^2, freed of their bias:  x <- x - lr m / (sqrt v + eps)."""

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    name, state_size, source = "adam", 2, "Kingma and Ba 2015, arXiv:1412.6980"
    title = "Adam"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        m = self.beta1 * state[0] + (1 - self.beta1) * g
        v = self.beta2 * state[1] + (1 - self.beta2) * g * g
        m_free, v_free = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
        return -self.learning_rate * m_free / (np.sqrt(v_free) + self.epsilon), np.array([m, v])


@dataclass(frozen=True)
class Adamax(Optimizer):
    """Adam with the largest gradient: u <- max(beta2 u, |g|);  x <- x - lr / (1 - beta1^t) m / u."""

    learning_rate: float = 0.002
    beta1: float = 0.9
    beta2: float = 0.999
    name, state_size, source = "adamax", 2, "Kingma and Ba 2015, section 7"
    title = "AdaMax"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        m = self.beta1 * state[0] + (1 - self.beta1) * g
        u = np.maximum(self.beta2 * state[1], np.abs(g))
        step = np.divide(m, u, out=np.zeros_like(m), where=u > 0)  # no gradient yet, no step
        return -self.learning_rate / (1 - self.beta1**t) * step, np.array([m, u])


@dataclass(frozen=True)
class Nadam(Optimizer):
    """Adam that looks ahead as Nesterov does."""

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    name, state_size, source = "nadam", 2, "Dozat 2016, in the form of Ruder, arXiv:1609.04747"
    title = "Nadam"

    def update(self, g: Array, state: Array, t: int) -> tuple[Array, Array]:
        m = self.beta1 * state[0] + (1 - self.beta1) * g
        v = self.beta2 * state[1] + (1 - self.beta2) * g * g
        free = 1 - self.beta1**t
        ahead = self.beta1 * m / free + (1 - self.beta1) * g / free
        step = -self.learning_rate * ahead / (np.sqrt(v / (1 - self.beta2**t)) + self.epsilon)
        return step, np.array([m, v])


OPTIMIZERS: dict[str, type[Optimizer]] = {
    rule.name: rule
    for rule in (
        GradientDescent, Momentum, Nesterov, Adagrad, Adadelta, RMSprop, Adam, Adamax, Nadam,
    )
}  # fmt: skip


def get_optimizer(which: str | Optimizer, **constants: float) -> Optimizer:
    """The optimizer of that name, with these constants and the paper's defaults for the others.

    Raises
    ------
    ValueError
        If the name is unknown; the message has the nearest and lists the known ones.

    Examples
    --------
    >>> get_optimizer("adam", learning_rate=0.01)
    Adam(learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-08)
    """
    if isinstance(which, Optimizer):
        return which
    optimizer = by_name("optimizer", which, OPTIMIZERS)
    known = optimizer.__dataclass_fields__  # type: ignore[attr-defined]
    for name in constants:
        if name not in known:
            raise ValueError(f"{which} has no constant {name!r}; it has {', '.join(known)}")
    # Python's own numbers: NumPy's would turn single precision into double.
    return optimizer(
        **{name: nonnegative(f"{name} of {which}", value) for name, value in constants.items()}
    )
