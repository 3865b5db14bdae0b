"""Rules with an exponential in them, in decimals of fifty digits, of which seventeen are kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

__all__ = ["MOMENTUM", "backprop", "logistic_unit"]

Examples = Sequence[Sequence[int]]

MOMENTUM = Fraction(9, 10)
_SWEEPS, _DIGITS = 20, 50


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _logistic(z: Decimal) -> Decimal:
    return 1 / (1 + (-z).exp())


def _net(unit: Sequence[Decimal], seen: Sequence[Decimal]) -> Decimal:
    """The bias, which stands first, and the weighted sum."""
    return unit[0] + sum(w * x for w, x in zip(unit[1:], seen, strict=True))


def logistic_unit(
    X: Examples, target: Sequence[int], step: Fraction, first: list[Fraction]
) -> list[list[Fraction]]:
    """Bias and weights after each sweep through all examples.

    Examples
    --------
    >>> row, *_ = logistic_unit([[0], [1]], [0, 1], Fraction(1), [Fraction(0)] * 2)
    >>> [str(each) for each in row]
    ['0', '1/4']
    """
    with localcontext(prec=_DIGITS):
        w, rate, rows = [_decimal(each) for each in first], _decimal(step) / len(X), []
        seen = [[Decimal(each) for each in x] for x in X]
        for _ in range(_SWEEPS):
            errors = [t - _logistic(_net(w, x)) for x, t in zip(seen, target, strict=True)]
            slopes = [
                sum(e * [Decimal(1), *x][at] for e, x in zip(errors, seen, strict=True))
                for at in range(len(w))
            ]
            w = [each + rate * slope for each, slope in zip(w, slopes, strict=True)]
            rows.append([Fraction(each) for each in w])
        return rows


def backprop(
    X: Examples, target: Sequence[int], step: Fraction, first: list[Fraction]
) -> list[list[Fraction]]:
    """The weights of two hidden units and of the output unit after each sweep, with momentum."""
    with localcontext(prec=_DIGITS):
        theta, rate, alpha = [_decimal(each) for each in first], _decimal(step), _decimal(MOMENTUM)
        velocity, rows = [Decimal(0)] * len(theta), []
        for _ in range(_SWEEPS):
            slope = [Decimal(0)] * len(theta)
            for row, d in zip(X, target, strict=True):
                for at, each in enumerate(_slopes(theta, [Decimal(x) for x in row], d)):
                    slope[at] += each
            velocity = [alpha * v - rate * s for v, s in zip(velocity, slope, strict=True)]
            theta = [w + v for w, v in zip(theta, velocity, strict=True)]
            rows.append([Fraction(each) for each in theta])
        return rows


def _slopes(theta: Sequence[Decimal], x: Sequence[Decimal], d: int) -> list[Decimal]:
    """The derivatives of (y - d)^2 / 2 by the weights, from the output down."""
    hidden, out = (theta[:3], theta[3:6]), theta[6:]
    h = [_logistic(_net(unit, x)) for unit in hidden]
    y = _logistic(_net(out, h))
    delta = (y - d) * y * (1 - y)
    slopes = []
    for said, outward in zip(h, out[1:], strict=True):
        below = delta * outward * said * (1 - said)
        slopes += [below, *(below * each for each in x)]
    return [*slopes, delta, *(delta * said for said in h)]
