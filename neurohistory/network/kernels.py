"""Kernels: numbers that stand for the product of two examples in a larger space.

`KERNELS` has four by name; a person's own is a function of two arrays of examples.  A `Kernel` is one of
these with its numbers, and refuses what can be no kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["KERNELS", "Kernel", "KernelFunction"]

Array = NDArray[np.floating]
KernelFunction: TypeAlias = Callable[[Array, Array], Array]  # (row of U, row of V): K(u, v)

_MAX_ENTRIES = 50_000_000  # one matrix has at most as many: 400 MB
_BLOCK = 125_000  # entries that are held at a time where sums are wanted: they stay in the cache
_MAX_ASYMMETRY = 1e-5  # as a fraction of the largest entry: rounding, in single precision too


def _with_norms(U: Array, V: Array, gamma: float) -> tuple[Array, Array]:
    """U' and V' with u'.v' = -gamma |u - v|^2: the squared lengths are two columns more."""
    center, scale = V.mean(axis=0), U.dtype.type((2 * gamma) ** 0.5)
    U, V = (U - center) * scale, (V - center) * scale
    ones_of_U, ones_of_V = (np.ones((len(points), 1), dtype=points.dtype) for points in (U, V))
    square_of_u, square_of_v = ((points * points).sum(axis=1, keepdims=True) / -2 for points in (U, V))
    return np.hstack([U, square_of_u, ones_of_U]), np.hstack([V, ones_of_V, square_of_v])


def _radial(U: Array, V: Array) -> Array:
    """exp(u.v), which is at most 1, in place."""
    found = U @ V.T
    np.minimum(found, 0, out=found)  # what is above is rounding
    return np.exp(found, out=found)


# K(U, V) with g = gamma, c = coef0 and d = degree.
KERNELS: dict[str, Callable[[Array, Array, float, float, int], Array]] = {
    "linear": lambda U, V, g, c, d: U @ V.T,
    "poly": lambda U, V, g, c, d: (g * (U @ V.T) + c) ** d,
    "rbf": lambda U, V, g, c, d: _radial(*_with_norms(U, V, g)),  # exp(-g |u - v|^2)
    "sigmoid": lambda U, V, g, c, d: np.tanh(g * (U @ V.T) + c),
}


@dataclass(frozen=True)
class Kernel:
    """A kernel with its numbers: called with U and V, it gives K(u, v) for all their rows.

    Parameters
    ----------
    function : str or callable
        A name in `KERNELS`, or a function of U and V.
    gamma, coef0 : float, default=1.0
    degree : int, default=2
        Numbers of the kernels by name; a function has its own.

    Examples
    --------
    >>> Kernel("poly")(np.array([[1.0, 1.0]]), np.array([[1.0, -1.0], [1.0, 1.0]]))
    array([[1., 9.]])
    """

    function: str | KernelFunction
    gamma: float = 1.0
    coef0: float = 1.0
    degree: int = 2

    def __str__(self) -> str:
        if isinstance(self.function, str):
            return f"the {self.function} kernel"
        return f"the kernel {getattr(self.function, '__name__', type(self.function).__name__)}"

    def __call__(self, U: Array, V: Array) -> Array:
        """K(u, v), shape (row of U, row of V).

        A kernel by name may overflow.

        Raises
        ------
        ValueError
            If there are more than 50,000,000 entries, or if a function gives a wrong shape or a number
            that is not finite.
        TypeError
            If a function gives no real numbers.
        """
        n_entries = len(U) * len(V)
        if n_entries > _MAX_ENTRIES:
            raise ValueError(
                f"a kernel of {len(U):,} and {len(V):,} examples has {n_entries:,} entries, "
                f"more than {_MAX_ENTRIES:,}; use fewer examples"
            )
        if not isinstance(self.function, str):
            return self._checked(np.asarray(self.function(U, V)), U, V)
        with np.errstate(over="ignore", invalid="ignore"):
            return KERNELS[self.function](U, V, self.gamma, self.coef0, self.degree)

    def gram(self, X: Array) -> Array:
        """K(u, v) for all pairs of examples, in double precision, of a function that is no name.

        Raises
        ------
        ValueError
            If there are more than 50,000,000 pairs, or the function gives K(u, v) unlike K(v, u).
        """
        found = self(X, X).astype(np.float64)
        self._check_symmetric(found)
        return found

    def weighted_sums(self, U: Array, V: Array, weights: Array) -> Array:
        """sum_v weight_v K(u, v) for each u, some rows at a time: of any length, in little memory.

        Parameters
        ----------
        U : ndarray of shape (example, feature)
        V : ndarray of shape (other, feature)
        weights : ndarray of shape (other, ...)
            Others whose weights are all 0 are left out.

        Returns
        -------
        ndarray of shape (example, ...)

        Raises
        ------
        ValueError
            If an overflow leaves a sum without a value.

        Examples
        --------
        >>> V = np.array([[1.0, 1.0], [1.0, -1.0], [0.0, 1.0]])
        >>> Kernel("poly").weighted_sums(V[:2], V, np.array([1.0, 0.5, 0.0]))
        array([9.5, 5.5])
        """
        counts = weights.any(axis=tuple(range(1, weights.ndim)))
        V, weights = V[counts], weights[counts]
        sums = np.zeros((len(U), *weights.shape[1:]), dtype=np.result_type(U, weights))
        with np.errstate(over="ignore", invalid="ignore"):
            for rows, similar in self._in_blocks(U, V):
                sums[rows] = np.tensordot(similar, weights, axes=1)
                if np.isnan(sums[rows]).any() and not np.isfinite(similar).all():
                    raise self.overflow()
        return sums

    def _in_blocks(self, U: Array, V: Array) -> Iterator[tuple[slice, Array]]:
        """K(u, v) for some rows of U at a time; nothing if there is no v."""
        n_rows = max(1, _BLOCK // max(1, len(V)))
        if self.function == "rbf" and len(V):
            left, right = _with_norms(U, V, self.gamma)
        for first in range(0, len(U) if len(V) else 0, n_rows):
            rows = slice(first, first + n_rows)
            yield rows, _radial(left[rows], right) if self.function == "rbf" else self(U[rows], V)

    def check_finite(self, X: Array) -> None:
        """Raise ValueError if K(u, v) overflows for two of the examples; for a kernel by name."""
        with np.errstate(over="ignore", invalid="ignore"):
            most = 4 * (X * X).sum(axis=1).max()  # no product and no squared distance is larger
            if self.function == "poly":
                most = (self.gamma * most + abs(self.coef0)) ** self.degree
            if np.isfinite(most):
                return
            if not all(np.isfinite(similar).all() for _, similar in self._in_blocks(X, X)):
                raise self.overflow()

    def overflow(self) -> ValueError:
        """The error to raise where an overflow has come to matter."""
        remedy = "lower gamma"
        if self.function == "poly":
            remedy += f", degree={self.degree} or coef0={self.coef0:g},"
        return ValueError(f"{self} overflows; {remedy} or scale the inputs")

    def _checked(self, found: NDArray[np.generic], U: Array, V: Array) -> Array:
        """What a function has given, if it can be a kernel's; in the precision of the examples."""
        if found.dtype.kind not in "biuf":
            raise TypeError(f"{self} gives {found.dtype}; it must give real numbers")
        if found.shape != (len(U), len(V)):
            raise ValueError(
                f"{self} gives shape {found.shape} for {len(U)} and {len(V)} examples; it must give "
                f"{(len(U), len(V))}, one number for each pair"
            )
        values: Array = found.astype(U.dtype, copy=False)
        if not np.isfinite(values).all():
            i, j = np.argwhere(~np.isfinite(values))[0]
            raise ValueError(
                f"{self} gives {values[i, j]} for {U[i].tolist()} and {V[j].tolist()}; it must give "
                "finite numbers"
            )
        return values

    def _check_symmetric(self, gram: Array) -> None:
        apart = np.abs(gram - gram.T)
        if apart.max() > _MAX_ASYMMETRY * np.abs(gram).max():
            i, j = np.unravel_index(apart.argmax(), apart.shape)
            raise ValueError(
                f"{self} is not symmetric: {gram[i, j]:.6g} for examples {i} and {j}, and "
                f"{gram[j, i]:.6g} for {j} and {i}; K(u, v) must be K(v, u)"
            )
