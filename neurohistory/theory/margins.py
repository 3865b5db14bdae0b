"""What theory knows of the widest margin in the space of a kernel (1995).

Examples that a plane separates there have multipliers of some size, and a machine finds them if it may
make them as large.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement
from math import comb, inf, prod

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.kernels import Kernel
from neurohistory.theory.convergence import longest_with_bias
from neurohistory.theory.expectation import Expectation, Verdict, expect_linear
from neurohistory.theory.separability import separate

__all__ = ["expect_polynomial", "expect_widest_margin", "max_multiplier"]

Array = NDArray[np.floating]

_MIN_SHARPNESS = 100  # times the rounding of a product, which a margin must exceed
_MAX_PRODUCTS = 100_000  # numbers that are looked at one by one
_MAX_INVERTED = 2_000  # examples; beyond, inverting takes longer than the machine


def expect_widest_margin(kernel: Kernel, X: Array, target: Array, C: float) -> Expectation:
    """What is expected of a machine that finds the widest margin in the space of a kernel.

    Parameters
    ----------
    kernel : Kernel
    X : ndarray of shape (example, feature)
        Equal examples have equal labels.
    target : ndarray of -1 and +1, shape (example,)
    C : float
        The most that a multiplier may be.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> [expect_widest_margin(Kernel("rbf"), XOR.X, XOR.target, C).verdict.value for C in (0.1, 100.0)]
    ['open', 'solves']
    """
    separable = _expect_in_space(kernel, X, target)
    if separable.verdict is not Verdict.SOLVES:
        return separable
    largest, reason = max_multiplier(kernel, X, target), separable.reason
    if largest == C == inf:
        return Expectation(Verdict.OPEN, f"{reason}, but perhaps not to the solver, which rounds")
    if largest > C:
        return Expectation(Verdict.OPEN, f"{reason}, but C={C:g} may bound the multipliers")
    return separable


def _expect_in_space(kernel: Kernel, X: Array, target: Array) -> Expectation:
    """Whether a plane in the space of the kernel separates the classes."""
    if kernel.function == "linear":
        return expect_linear(X, target)
    if kernel.function == "rbf":
        return Expectation(
            Verdict.SOLVES, "in the space of this kernel any labels of distinct points separate"
        )
    if kernel.function == "poly" and kernel.coef0 > 0:
        surface = expect_polynomial(X, target, kernel.degree)
        if surface:
            return surface
    if kernel.function != "sigmoid" and max_multiplier(kernel, X, target) < inf:
        return Expectation(
            Verdict.SOLVES, "the kernel is positive definite on the examples: any labels separate"
        )
    return Expectation(Verdict.OPEN, "no theorem is known to us for this kernel")


def expect_polynomial(X: Array, target: Array, degree: int) -> Expectation | None:
    """What is expected of a surface of this degree; None if it has too many products to write out.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)
    degree : int

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> [expect_polynomial(XOR.X, XOR.target, degree).verdict.value for degree in (1, 2)]
    ['cannot', 'solves']
    """
    if len(X) * comb(X.shape[1] + degree, degree) > _MAX_PRODUCTS:
        return None
    return expect_linear(_products(X, degree), target, f"surface of degree {degree}")


def _products(X: Array, degree: int) -> NDArray[np.object_]:
    """All products of up to `degree` inputs, shape (example, product), as fractions: none is rounded."""
    exact = [[Fraction(x) for x in row] for row in X.tolist()]
    sizes = range(1, degree + 1)
    chosen = [c for size in sizes for c in combinations_with_replacement(range(X.shape[1]), size)]
    return np.array([[prod(row[j] for j in c) for c in chosen] for row in exact], dtype=object)


def max_multiplier(kernel: Kernel, X: Array, target: Array) -> float:
    """A number that no multiplier of the widest margin exceeds; infinity if none is known.

    The multipliers add up to |w|^2 of that plane, half of it to each class, and of all w that give every
    example its target or more it is the shortest: any other such w bounds them.

    Parameters
    ----------
    kernel : Kernel
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,)

    Examples
    --------
    For XOR with inputs -1 and +1 and K(u, v) = (u.v + 1)^2 every multiplier is 1/8, and |w|^2 is 1/2.

    >>> from neurohistory.problems.gates import XOR
    >>> round(max_multiplier(Kernel("poly"), XOR.bipolar.X, XOR.target), 6)
    0.25
    """
    if kernel.function == "linear":
        return _max_multiplier_of_line(X, target)
    if len(X) > _MAX_INVERTED:
        return inf
    # Interpolation, t' K^-1 t, where K can be inverted; infinity where it cannot.
    gram = kernel(X, X)
    if not np.isfinite(gram).all():
        return inf
    size, axes = np.linalg.eigh(gram)
    if not size[0] > len(X) * np.finfo(X.dtype).eps * size[-1]:
        return inf
    return float(((target @ axes) ** 2 / size).sum()) / 2


def _max_multiplier_of_line(X: Array, target: Array) -> float:
    margin, longest = separate(X, target).margin, longest_with_bias(X)
    # Beyond this the products of the examples are rounded to more than the margin leaves.
    blurred = len(X) * float(np.finfo(X.dtype).eps) * longest * longest
    return 0.5 / margin / margin if margin * margin > _MIN_SHARPNESS * blurred else inf
