"""Whether a rule gets there: convergence theorems, with the epochs that they ask for.

A separating plane may exist and yet not be found within the epochs that a model is given.  Each
function here takes the rule's own numbers and says SOLVES only where a theorem covers them, from
every start up to a length.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.expectation import Expectation, Verdict, expect_unit

__all__ = [
    "expect_error_correction",
    "expect_least_disturbance",
    "expect_least_mean_squares",
    "expect_logistic_descent",
    "expect_too_few_epochs",
    "farthest_start",
    "longest_with_bias",
]

Array = NDArray[np.floating]

_FOUR_SIGMA = 4.0
_SAME = 1e-6  # as a fraction of the largest square: more than rounding takes, in single precision too
_NARROW = 1e-8  # an axis of the bowl so much narrower than the widest is lost in rounding
_MAX_DIGITS = 1e9  # epochs, beyond which no digits are told


def expect_error_correction(
    X: Array,
    target: Array,
    epochs: int,
    start: float,
    where: str = "line",
    *,
    dead_zone: float = 0.0,
    at_zero: bool | None = None,
) -> Expectation:
    """What is expected of a unit that is corrected by the whole example whenever it is wrong.

    Novikoff's argument (1962) from any start w: with a plane of unit length u, t u.x >= gamma and
    |x| <= R, bias and its input 1 counted in, k corrections bring the weights to at least k gamma - |w|
    along u and to a squared length of at most |w|^2 + k R^2.  So k <= (R^2 + 2 |w| gamma) / gamma^2,
    and an epoch that is not the last makes at least one.  With a dead zone theta the length may grow by
    R^2 + 2 theta at each correction.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
        What the trained unit sees.
    target : ndarray of -1 and +1, shape (example,)
    epochs : int
        The most that are given.
    start : float
        The length of the first weights, in units of one correction.
    where : str, default="line"
        What to call the plane in the reason.
    dead_zone : float, default=0.0
        theta, in units of one correction: net inputs up to it are corrected too.
    at_zero : bool or None
        For a unit without a bias: whether it says yes where its net input is zero.
    """
    found, line = expect_unit(X, target, where, at_zero=at_zero)
    if not found.separable:
        return line
    # In the longest example as unit, so that no square is too large or too small.
    longest = longest_with_bias(X)
    gamma = found.margin_with_bias / longest
    growth = 1 + 2 * dead_zone / longest / longest
    needed = (growth / gamma + 2 * start / longest) / gamma
    return line if needed <= epochs else expect_too_few_epochs(needed, epochs, where)


def expect_least_mean_squares(
    X: Array,
    target: Array,
    epochs: int,
    start: float,
    learning_rate: float,
    *,
    by_length: bool = False,
    bias: bool = True,
) -> Expectation:
    """What is expected of a linear unit that descends on the squared error, an example at a time.

    It settles about the least-squares plane, whose sums must have the right signs.  About it the sums
    wobble with a mean square of alpha / (2 - alpha) of the least error, which four standard deviations
    may not carry over the threshold; and along each axis of the bowl, with singular value s of the
    inputs, the distance from it shrinks by exp(-2 mu s^2) an epoch.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    epochs : int
        The most that are given.
    start : float
        The length of the first weights.
    learning_rate : float
        alpha, the fraction of its error that a step removes from an average example.
    by_length : bool, default=False
        Whether alpha is taken of each example by its own length.
    bias : bool, default=True
        Whether the unit has one.

    Examples
    --------
    >>> X = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    >>> expect_least_mean_squares(X, np.array([-1.0, -1.0, -1.0, 1.0]), 100, 0.0, 0.1).verdict.value
    'solves'
    """
    _, line = expect_unit(X, target, at_zero=None if bias else False)
    if line.verdict is not Verdict.SOLVES:
        return line
    inputs = np.column_stack([np.full(len(X), float(bias)), X])  # (example, weight)
    scaled, bottom = target, "least-squares"
    if by_length:  # the same rule where every example has length 1
        length = np.linalg.norm(inputs, axis=1)
        inputs, scaled = inputs / length[:, None], target / length
        bottom = "weighted least-squares"
    weights, _, _, s = np.linalg.lstsq(inputs, scaled)  # s: the singular values
    sums = inputs @ weights
    nearest = float((sums * target).min())
    if nearest <= 0 and s.min() <= _NARROW * s.max():
        return Expectation(
            Verdict.OPEN,
            f"a line separates the classes; whether the {bottom} line, where the rule settles, does so "
            "too is beyond the digits of a float",
        )
    if nearest <= 0:
        return Expectation(
            Verdict.OPEN,
            f"a line separates the classes, but the {bottom} line, where the rule settles, does not",
        )
    # No step may overshoot an example.
    power = (inputs * inputs).sum(axis=1)
    two_mu = learning_rate / power.mean()
    steady = two_mu * power.max() <= 1
    least = float(((scaled - sums) ** 2).mean())
    excess = learning_rate / (2 - learning_rate) if steady else np.inf
    if not steady or _FOUR_SIGMA * np.sqrt(least * excess) >= nearest:
        return Expectation(
            Verdict.OPEN,
            f"the {bottom} plane separates the classes, but steps this large keep the weights "
            "moving about it",
        )
    # A distance of 1 along an axis of the bowl moves the sums by at most s.
    way = start + np.linalg.norm(weights)
    if (s * np.exp(-two_mu * s**2 * epochs)).max() * way >= nearest:
        return Expectation(
            Verdict.OPEN,
            f"the {bottom} plane separates the classes, but so few epochs of so small steps "
            "may not lead there",
        )
    return Expectation(Verdict.SOLVES, f"the {bottom} plane separates the classes")


def expect_logistic_descent(
    X: Array, target: Array, epochs: int, start: float, learning_rate: float, *, bias: bool = True
) -> Expectation:
    """What is expected of a logistic unit that descends on the cross-entropy of all examples.

    On a convex cost T steps of at most one over its curvature lead to within |w - v|^2 / (2 eta T) of
    the cost of any weights v.  Those that are ln(2 m / ln 2) / gamma along the normal of the plane
    with the widest margin cost ln 2 / (2 m) at most, and below ln 2 / m none of the m examples is
    answered wrongly.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    epochs : int
        The most that are given, a step each.
    start : float
        The length of the first weights.
    learning_rate : float
        eta, the step along the downhill gradient of the mean cost.
    bias : bool, default=True
        Whether the unit has one.

    Examples
    --------
    >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> expect_logistic_descent(X, np.array([-1.0, -1.0, -1.0, 1.0]), 200, 0.0, 1.0).verdict.value
    'solves'
    """
    found, line = expect_unit(X, target, at_zero=None if bias else False)
    if not found.separable:
        return line
    gamma, m = found.margin_with_bias, len(X)
    inputs = np.column_stack([np.full(m, float(bias)), X])
    largest = float(np.linalg.norm(inputs, 2))
    curvature = largest * largest / (4 * m)  # the most that the cost has
    # On a gate of two inputs it is enough that the steps, each at least eta gamma / (2 m) along the
    # normal of a plane while one example is wrong, lead as far as the start and 1 more.
    rate = min(learning_rate, 2 / curvature)  # a larger one leads beyond
    on_gate = bias and X.shape[1] == 2 and np.isin(X, (-1, 0, 1)).all()
    if on_gate and epochs * rate * gamma >= 2 * m * (start + 1):
        return line
    paid = epochs * learning_rate * math.log(2) * gamma * gamma
    if (
        learning_rate * curvature <= 1
        and paid > m * (start * gamma + math.log(2 * m / math.log(2))) ** 2
    ):
        return line
    return Expectation(
        Verdict.OPEN,
        "a line separates the classes, but so few epochs of so small steps may not lead there",
    )


def expect_least_disturbance(
    X: Array, margin: float, n_units: int, epochs: int, start: float, learning_rate: float
) -> Expectation:
    """What is expected of several units of which a wrong answer moves some toward the target, Rule I.

    Let w* be the weights of a separating plane for every unit, t w*.x >= 1, bias and its input 1 counted
    in.  A unit that is moved should have answered t, so the square of its distance to w* falls by at
    least alpha (2 - alpha) / |x|^2.  The first distance of all units together is at most that of w* and
    the start, so that can happen only so often.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    margin : float
        That of the plane, the bias counted in: 1 / |w*|.
    n_units : int
    epochs : int
        The most that are given.
    start : float
        The length that the first weights of all units have at most.
    learning_rate : float
        alpha, above 0 and below 2.

    Examples
    --------
    >>> expect_least_disturbance(np.array([[-1.0], [1.0]]), 1.0, 2, 5, 0.0, 1.0).verdict.value
    'solves'
    """
    distance = (math.sqrt(n_units) / margin + start) * longest_with_bias(X)
    needed = distance * distance / (learning_rate * (2 - learning_rate))
    if needed > epochs:
        return expect_too_few_epochs(needed, epochs)
    return Expectation(
        Verdict.SOLVES, "a line separates the classes, and each correction brings a unit nearer to it"
    )


def expect_too_few_epochs(needed: float, epochs: int, where: str = "line") -> Expectation:
    """OPEN, for a rule that finds a plane within a number of epochs that it is not given.

    Examples
    --------
    >>> expect_too_few_epochs(1e12, 100).reason
    'a line separates the classes; it is found within 1e+12 epochs, and there are 100'
    """
    shown = f"{math.ceil(needed):,}" if needed < _MAX_DIGITS else f"{needed:.2g}"
    return Expectation(
        Verdict.OPEN,
        f"a {where} separates the classes; it is found within {shown} epochs, and there are {epochs:,}",
    )


def longest_with_bias(X: Array) -> float:
    """The length of the longest example, the bias's input 1 counted in; no square overflows."""
    scale = max(1.0, float(np.abs(X).max(initial=0.0)))
    squares = ((X / scale) ** 2).sum(axis=1)
    longest = X[squares >= squares.max() * (1 - _SAME)]  # and what rounding may have put behind
    return max(math.hypot(1.0, *row) for row in longest.tolist())


def farthest_start(scale: float, n_weights: int) -> float:
    """The length that normal first weights of this standard deviation have at most.

    Less than ten in 100,000 starts are longer.
    """
    return scale * (math.sqrt(n_weights) + 3)
