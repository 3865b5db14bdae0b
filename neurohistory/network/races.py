"""Races: optimizers start side by side on a surface with a formula.

`Surface2D` is a height over the plane with its gradient; there are `LONG_VALLEY`, `SADDLE` and `BEALE`.
`race` lets optimizers go down on one, and `steps_to_reach` tells when a path has arrived.  `descend`
follows a rule down any gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.network.effort import shown
from neurohistory.network.optimizers import Optimizer, get_optimizer

__all__ = ["BEALE", "LONG_VALLEY", "SADDLE", "Surface2D", "descend", "race", "steps_to_reach"]

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Surface2D:
    """Heights over the plane, and where to start.

    Attributes
    ----------
    name : str
    value : callable
        f(x, y), elementwise.
    gradient : callable
        (x, y) -> ndarray of shape (2, ...), df/dx and df/dy.
    start : tuple of float
    minimum : tuple of float or None
        Where f is least; None if it has no least value.
    extent : tuple of float
        Left, right, bottom, top of the part worth looking at.
    formula : str
        In TeX.
    """

    name: str
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], Array]
    start: tuple[float, float]
    minimum: tuple[float, float] | None
    extent: tuple[float, float, float, float]
    formula: str


def _beale_terms(x: Array, y: Array) -> tuple[Array, Array, Array]:
    return 1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y


def _beale(x: Array, y: Array) -> Array:
    a, b, c = _beale_terms(x, y)
    return a * a + b * b + c * c


def _beale_gradient(x: Array, y: Array) -> Array:
    a, b, c = _beale_terms(x, y)
    return np.stack(
        [
            2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)),
            2 * x * (a + 2 * b * y + 3 * c * y * y),
        ]
    )


LONG_VALLEY = Surface2D(
    "long valley",
    lambda x, y: (x * x + 100 * y * y) / 2,
    lambda x, y: np.stack([x, 100 * y]),
    start=(-4.0, 0.6),
    minimum=(0.0, 0.0),
    extent=(-4.6, 1.4, -1.0, 1.0),
    formula=r"f(x, y) = \tfrac{1}{2} \left( x^2 + 100\, y^2 \right)",
)
"""A hundred times as steep across as along: what is safe across is slow along.  The choice is ours."""

SADDLE = Surface2D(
    "saddle",
    lambda x, y: x * x - y * y,
    lambda x, y: np.stack([2 * x, -2 * y]),
    start=(-1.5, 0.001),
    minimum=None,
    extent=(-2.0, 2.0, -2.0, 2.0),
    formula=r"f(x, y) = x^2 - y^2",
)
"""Flat at (0, 0), up on two sides and down on the others.  From y = 0 descent never leaves the ridge."""

BEALE = Surface2D(
    "Beale's function",
    _beale,
    _beale_gradient,
    start=(1.0, 1.5),
    minimum=(3.0, 0.5),
    extent=(-0.5, 4.5, -1.0, 2.0),
    formula=r"f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
)
"""A narrow bent valley between walls: steep at the start, nearly flat at the end."""


def race(
    surface: Surface2D,
    optimizers: Mapping[str, str | Optimizer],
    n_steps: int,
    start: tuple[float, float] | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Let optimizers go downhill from the same place.

    Parameters
    ----------
    surface : Surface2D
    optimizers : mapping of str to str or Optimizer
        By the names that the paths shall have.
    n_steps : int
    start : tuple of float, optional
        By default the surface's own.

    Returns
    -------
    dict of str to ndarray of shape (step, 2)
        The start and `n_steps` more points.  From where a path leaves the finite numbers it is NaN.

    Examples
    --------
    >>> rule = get_optimizer("gradient_descent", learning_rate=0.25)
    >>> race(SADDLE, {"plain": rule}, 2, start=(1.0, 1.0))["plain"].tolist()
    [[1.0, 1.0], [0.5, 1.5], [0.25, 2.25]]
    """
    _check_steps(n_steps)
    first = np.array(surface.start if start is None else start, dtype=np.float64)[:, None]
    return {
        name: descend(get_optimizer(rule), lambda theta: surface.gradient(*theta), first, n_steps)[
            ..., 0
        ]
        for name, rule in optimizers.items()
    }


def descend(
    rule: Optimizer, gradient: Callable[[Array], Array], theta: Array, n_steps: int
) -> NDArray[np.float64]:
    """Follow a rule downhill, and keep the weights after each step.

    Parameters
    ----------
    rule : Optimizer
    gradient : callable
        theta -> its gradient, of the same shape.  It is asked once a step, so it may be that of another
        mini-batch each time.
    theta : ndarray of shape (parameter, start)
        Where to begin.
    n_steps : int

    Returns
    -------
    ndarray of shape (step, parameter, start)
        The first weights and `n_steps` more.  From where a start leaves the finite numbers it is NaN.

    Examples
    --------
    >>> rule = get_optimizer("gradient_descent", learning_rate=0.25)
    >>> descend(rule, lambda theta: 2 * theta, np.array([[1.0]]), 2).ravel().tolist()
    [1.0, 0.5, 0.25]
    """
    _check_steps(n_steps)
    path = np.full((n_steps + 1, *theta.shape), np.nan)
    path[0], state = theta, rule.init(theta)
    with np.errstate(all="ignore"):
        for t in range(1, n_steps + 1):
            change, state = rule.update(gradient(rule.lookahead(theta, state)), state, t)
            theta = theta + change
            shown(0, len(theta), updates=theta.shape[1])
            finite = np.isfinite(theta).all(axis=0)
            if not finite.any():
                break
            path[t] = np.where(finite, theta, np.nan)
    return path


def _check_steps(n_steps: int) -> None:
    if n_steps < 0:
        raise ValueError(f"n_steps must not be negative, and it is {n_steps}")


def steps_to_reach(path: ArrayLike, surface: Surface2D, tolerance: float = 0.01) -> int | None:
    """The first step from which on a path stays near the minimum.

    Parameters
    ----------
    path : array of shape (step, 2)
        Row 0 is the start.
    surface : Surface2D
    tolerance : float, default=0.01
        The largest distance in the plane.

    Returns
    -------
    int or None
        None for a path that does not end there.

    Raises
    ------
    ValueError
        If the surface has no minimum.

    Examples
    --------
    >>> steps_to_reach([[3.0, 0.5], [9.0, 9.0], [3.0, 0.5], [3.0, 0.5]], BEALE)
    2
    """
    if surface.minimum is None:
        raise ValueError(f"the surface {surface.name!r} has no minimum to reach")
    with np.errstate(all="ignore"):
        distance = np.linalg.norm(np.asarray(path, dtype=float) - surface.minimum, axis=1)
    near = distance <= tolerance  # NaN is far
    if not near[-1]:
        return None
    far = np.flatnonzero(~near)
    return int(far[-1]) + 1 if far.size else 0
