"""Support-vector networks (1995): the widest margin, in a space that the kernel chooses.

C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20 (1995) 273-297.  The widest
margin is older: V. Vapnik and A. Lerner, "Pattern recognition using generalized portrait method",
Automation and Remote Control 24 (1963) 774-780, and solved in 1965 by the word of the paper of 1995.
So are kernels (Aizerman, Braverman and Rozonoer 1964); Boser, Guyon and Vapnik joined the two in 1992.

New against back-propagation: one answer.  Among all planes that separate the classes there is one
with the widest margin, and finding it is a convex problem with no local minima:

    maximize  W(a) = sum_i a_i - 1/2 sum_ij a_i a_j t_i t_j K(x_i, x_j)
    subject to  0 <= a_i <= C,  sum_i a_i t_i = 0.

The answer f(x) = sum_i a_i t_i K(x_i, x) + b needs only the examples with a_i > 0, the support
vectors.  The kernel K stands for a product in a larger space, where a plane can do XOR.  Which kernel,
is for a person to choose: one of four by name, or a function of one's own.  For more than two classes
there is one machine for each class against the rest and the largest answer wins, as in the paper.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations_with_replacement
from math import comb, prod
from numbers import Integral, Real
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils._param_validation import Interval, StrOptions

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.theory import Expectation, Verdict, longest_with_bias, of_contradiction, of_linear_rule
from neurohistory.theory.separability import separate

__all__ = ["KERNELS", "Kernel", "SupportVectorMachine", "SupportVectorState"]

Array = NDArray[np.floating]
Kernel = Callable[[Array, Array], Array]  # K(u, v) for all rows of U and V, shape (row of U, row of V)

# Of U and V, and of g, which is gamma, c, which is coef0, and the degree d.
KERNELS: dict[str, Callable[[Array, Array, float, float, int], Array]] = {
    "linear": lambda U, V, g, c, d: U @ V.T,
    "poly": lambda U, V, g, c, d: (g * (U @ V.T) + c) ** d,
    "rbf": lambda U, V, g, c, d: np.exp(-g * _squared_distances(U, V)),
    "sigmoid": lambda U, V, g, c, d: np.tanh(g * (U @ V.T) + c),
}


_MOST_SIMILARITIES = 50_000_000  # of one kernel: 400 MB
_MOST_STEPS = 20_000_000  # of the solver: some twenty seconds; a tenth of them for a hard margin
_TOLERANCE = 1e-4  # of the solver
_ASYMMETRY = 1e-5  # of the largest entry: rounding, in single precision too
_SHARP = 100  # times the rounding of a product, which a margin must exceed
_MOST_PRODUCTS = 100_000  # numbers that theory looks at one by one
_MOST_INVERTED = 2_000  # examples; beyond, theory takes longer than the machine


def _products(X: Array, degree: int) -> NDArray[np.object_]:
    """All products of up to `degree` inputs, shape (example, product), as fractions: none is rounded."""
    exact = [[Fraction(x) for x in row] for row in X.tolist()]
    sizes = range(1, degree + 1)
    chosen = [c for size in sizes for c in combinations_with_replacement(range(X.shape[1]), size)]
    return np.array([[prod(row[j] for j in c) for c in chosen] for row in exact], dtype=object)


def _squared_distances(U: Array, V: Array) -> Array:
    squared = (-2 * U) @ V.T
    squared += (U * U).sum(axis=1)[:, None]
    squared += (V * V).sum(axis=1)
    return np.asarray(np.maximum(squared, 0, out=squared))


def _own(kernel: Kernel, U: Array, V: Array) -> Array:
    """What a person's kernel gives, if it can be one; in the precision of the examples."""
    found = np.asarray(kernel(U, V))
    if found.dtype.kind not in "biuf":
        raise TypeError(f"{_called(kernel)} gives {found.dtype}; it must give real numbers")
    if found.shape != (len(U), len(V)):
        raise ValueError(
            f"{_called(kernel)} gives shape {found.shape} for {len(U)} and {len(V)} examples; it must "
            f"give {(len(U), len(V))}, one number for each pair"
        )
    found = found.astype(U.dtype, copy=False)
    if not np.isfinite(found).all():
        i, j = np.argwhere(~np.isfinite(found))[0]
        raise ValueError(
            f"{_called(kernel)} gives {found[i, j]} for {U[i].tolist()} and {V[j].tolist()}; it must "
            "give finite numbers"
        )
    return found


def _check_symmetric(gram: Array, kernel: Kernel) -> None:
    apart = np.abs(gram - gram.T)
    if apart.max() > _ASYMMETRY * np.abs(gram).max():
        i, j = np.unravel_index(apart.argmax(), apart.shape)
        raise ValueError(
            f"{_called(kernel)} is not symmetric: {gram[i, j]:.6g} for examples {i} and {j}, and "
            f"{gram[j, i]:.6g} for {j} and {i}; K(u, v) must be K(v, u)"
        )


def _shown(X: Array, n_starts: int) -> Array:
    """A copy of the examples, the same one for all starts: shape (example, feature, start)."""
    return np.broadcast_to(X[:, :, None].copy(), (*X.shape, n_starts))


def _called(kernel: Kernel | str) -> str:
    if isinstance(kernel, str):
        return f"the {kernel} kernel"
    return f"the kernel {getattr(kernel, '__name__', type(kernel).__name__)}"


class SupportVectorState(NamedTuple):
    """One machine for each start; all starts have the same examples."""

    multipliers: Array  # (example, start) or (example, class, start): a_i t_i
    bias: Array  # (start,) or (class, start)
    examples: Array  # (example, feature, start)
    gamma: Array  # (start,)
    updates: NDArray[np.int64]  # (start,): steps of the solver


class SupportVectorMachine(HistoricalClassifier[SupportVectorState]):
    """The plane of widest margin in the space of a kernel, found by scikit-learn's ``SVC``.

    The start makes no difference: all starts end alike.

    Parameters
    ----------
    kernel : {"rbf", "linear", "poly", "sigmoid"} or callable, default="rbf"
        exp(-gamma |u - v|^2), u.v, (gamma u.v + coef0)^degree, or tanh(gamma u.v + coef0).  Your own
        takes U of shape (example, feature) and V of shape (other, feature), gives K(u, v) in the
        shape (example, other), and must be symmetric.  That it is a product in some space is not
        checked; where it is not, the problem need not be convex.
    C : float, default=100.0
        The most that one example may weigh: large for a hard margin, small for one that lets some
        examples be wrong.  Infinity asks for the hard margin itself, and is refused where there is none.
    gamma : float or "scale", default="scale"
        Of the kernel; "scale" takes 1 / (number of features x variance of X).
    coef0 : float, default=1.0
        Of the polynomial and sigmoid kernels.
    degree : int, default=2
        Of the polynomial kernel.

    Raises
    ------
    ValueError
        When it learns or responds, if there is no hard margin for C=inf, the solver does not come to
        rest, the kernel overflows or has too many entries for memory, or if
        your own gives a wrong shape, a number that is not finite, or K(u, v) unlike K(v, u).
    TypeError
        If your own gives no real numbers.

    Examples
    --------
    For XOR with inputs -1 and +1 and K(u, v) = (u.v + 1)^2 every multiplier is 1/8.

    >>> from neurohistory.problems.gates import XOR
    >>> machine = SupportVectorMachine(kernel="poly", gamma=1.0).fit(XOR.bipolar.X, XOR.y)
    >>> machine.state_.multipliers[:, 0].round(6)
    array([-0.125,  0.125,  0.125, -0.125])

    A kernel of one's own: the product of the two inputs as the only feature.

    >>> def product(U, V):
    ...     return np.outer(U.prod(axis=1), V.prod(axis=1))
    >>> machine = SupportVectorMachine(kernel=product).fit(XOR.bipolar.X, XOR.y)
    >>> machine.predict(XOR.bipolar.X), machine.margin(machine.state_).round(6)
    (array([0, 1, 1, 0]), array([2.]))
    """

    card = Card(
        title="Support-vector network",
        year=1995,
        people=("Corinna Cortes", "Vladimir Vapnik"),
        paper=papers.cortes_1995.PAPER,
        idea="Of all separating planes take the one with the widest margin: a convex problem with "
        "one answer. A kernel lays the plane in a larger space, where it can do XOR.",
        limit="It does not learn its features. Which kernel, and how wide, is chosen by a person.",
        rule="f(x) = Σ a_i t_i K(x_i, x) + b\n"
        "maximize Σ a_i − ½ ΣΣ a_i a_j t_i t_j K(x_i, x_j)\nwith 0 ≤ a_i ≤ C and Σ a_i t_i = 0",
        rule_tex=r"\begin{aligned} f(\mathbf{x}) &= \sum_i a_i t_i K(\mathbf{x}_i, \mathbf{x}) + b"
        r" \\ \text{maximize } W(\mathbf{a}) &= \sum_i a_i - \tfrac{1}{2} \sum_{i,j} a_i a_j t_i t_j"
        r" K(\mathbf{x}_i, \mathbf{x}_j) \\ \text{with } 0 &\le a_i \le C, \qquad \sum_i a_i t_i = 0"
        r" \end{aligned}",
        departures=(
            "The soft margin is today's, with a linear penalty and 0 <= a_i <= C; the experiments "
            "of 1995 penalize the square of the summed slacks.",
            "scikit-learn's SVC solves the problem, by sequential minimal optimization.",
        ),
        names="`multipliers[i]` is a_i t_i, by how much case `i` pulls and to which side; `K(xi, x)` "
        "compares the case in the line with case `i`, counted from 0. The net is the sum of the "
        "products, and the bias.",
        variants={
            "linear kernel": {"kernel": "linear"},
            "polynomial kernel": {"kernel": "poly"},
            "sigmoid kernel": {"kernel": "sigmoid", "gamma": 0.5, "coef0": -1.0},
        },
        also=(
            papers.vapnik_1963.PAPER,
            papers.boser_1992.PAPER,
        ),
    )
    weight_fields = ("multipliers", "bias")
    fixed_fields = ("gamma",)
    multi_class = True
    multi_label = True
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "kernel": [StrOptions(set(KERNELS)), callable],
        "C": [Interval(Real, 0, None, closed="right")],
        "gamma": [StrOptions({"scale"}), Interval(Real, 0, None, closed="neither")],
        "coef0": [Interval(Real, None, None, closed="neither")],
        "degree": [Interval(Integral, 1, None, closed="left")],
    }

    def __init__(
        self,
        kernel: Literal["rbf", "linear", "poly", "sigmoid"] | Kernel = "rbf",
        C: float = 100.0,
        gamma: float | Literal["scale"] = "scale",
        coef0: float = 1.0,
        degree: int = 2,
    ) -> None:
        self.kernel = kernel
        self.C = C
        self.gamma = gamma
        self.coef0 = coef0
        self.degree = degree

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> SupportVectorState:
        import sklearn.svm  # noqa: F401  # slow: here, and not in the time that learning takes

        gamma = self.gamma
        if gamma == "scale":
            variance = float(X.var())
            gamma = 1 / (X.shape[1] * variance) if variance else 1.0
        return SupportVectorState(
            np.zeros((*target.shape, n_starts), dtype=X.dtype),
            np.zeros((*target.shape[1:], n_starts), dtype=X.dtype),
            _shown(X, n_starts),
            np.full(n_starts, gamma, dtype=X.dtype),
            np.zeros(n_starts, dtype=np.int64),
        )

    def respond(self, state: SupportVectorState, X: Array) -> Array:
        similar = self._similarity(X, state)  # (example, support)
        scores = np.tensordot(similar, state.multipliers, axes=1) + state.bias
        if np.isnan(scores).any() and not np.isfinite(similar).all():
            raise self._overflow()
        return scores

    def _overflow(self) -> ValueError:
        remedy = "lower gamma"
        if self.kernel == "poly":
            remedy += f", degree={self.degree} or coef0={self.coef0:g},"
        return ValueError(f"{_called(self.kernel)} overflows; {remedy} or scale the inputs")

    def workings(self, state: SupportVectorState, X: Array, target: Array) -> dict[str, Array]:
        """The kernel of each example with those that were learned from."""
        similar = self._similarity(X, state)
        return {f"K(x{number}, x)": values for number, values in enumerate(similar.T)}

    def learn(
        self, state: SupportVectorState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[SupportVectorState]:
        from sklearn import config_context
        from sklearn.svm import SVC  # slow to import; the first start has done it

        # A start that somebody gives may have seen other examples.
        state = state._replace(examples=_shown(X, state.updates.size))
        gram = self._similarity(X, state).astype(np.float64)
        multipliers, bias = np.zeros_like(state.multipliers), np.zeros_like(state.bias)
        if callable(self.kernel):
            _check_symmetric(gram, self.kernel)
        elif not np.isfinite(gram).all():
            raise self._overflow()
        steps = 0
        machines = target[:, None] if target.ndim == 1 else target  # (example, machine)
        for k, t in enumerate(machines.T):
            column: tuple[Any, ...] = (slice(None), k) if target.ndim == 2 else (slice(None),)
            if (t == t[0]).all():  # one class only: its answer, always
                bias[column[1:]] = t[0]
                continue
            hard = np.isinf(self.C)
            if hard:
                self._check_separable(X, t)
            most = _MOST_STEPS // 10 if hard else _MOST_STEPS
            with (
                warnings.catch_warnings(),
                config_context(
                    assume_finite=True,
                    skip_parameter_validation=True,  # we have looked
                ),
            ):
                warnings.simplefilter("ignore", ConvergenceWarning)  # we look below
                svc = SVC(C=self.C, kernel="precomputed", tol=_TOLERANCE, max_iter=most)
                svc.fit(gram, t > 0)
            found = np.zeros(len(X))
            found[svc.support_] = svc.dual_coef_[0]
            if hard and (t * (gram @ found + svc.intercept_[0])).min() < 1 - 10 * _TOLERANCE:
                raise ValueError(
                    f"C=inf asks for a hard margin, and none was found in the space of "
                    f"{_called(self.kernel)} within {most:,} steps; take a finite C"
                )
            if svc.n_iter_[0] >= most:
                raise ValueError(
                    f"the solver has not come to rest after {most:,} steps; lower C={self.C:g} or scale "
                    "the inputs"
                )
            multipliers[column] = found[:, None]
            bias[column[1:]] = svc.intercept_[0]
            steps += int(svc.n_iter_[0])
        yield state._replace(multipliers=multipliers, bias=bias, updates=state.updates + steps)

    def _check_separable(self, X: Array, target: Array) -> None:
        """Refuse a hard margin where there is none, before the solver looks for it in vain."""
        expected = self.expectation(X, target)
        if expected.verdict is Verdict.CANNOT:
            raise ValueError(
                f"C=inf asks for a hard margin, and there is none: {expected.reason}; take a finite C"
            )

    def margin(self, state: SupportVectorState) -> Array:
        """How wide the gap between the lines f = -1 and f = +1 is in the space of the kernel: 2 / |w|.

        In the input plane it is what one sees only for the linear kernel.  Kernels measure length
        each in its own way, so the margins of two kernels do not compare.

        Parameters
        ----------
        state : SupportVectorState

        Returns
        -------
        ndarray of shape (start,) or (class, start)
            Infinity for a machine that says the same everywhere; NaN where w.w comes out negative,
            and so the kernel is no product.

        Examples
        --------
        For XOR with inputs -1 and +1 and K(u, v) = (u.v + 1)^2 the gap is two square roots of 2.

        >>> from neurohistory.problems.gates import XOR
        >>> machine = SupportVectorMachine(kernel="poly", gamma=1.0).fit(XOR.bipolar.X, XOR.y)
        >>> machine.margin(machine.state_).round(4)
        array([2.8284])
        """
        gram = self._similarity(state.examples[..., 0], state)
        along = np.tensordot(gram, state.multipliers, axes=1)  # (example[, class], start)
        squared = (state.multipliers * along).sum(axis=0)  # w.w
        none = np.abs(squared) <= np.finfo(gram.dtype).eps * np.abs(state.multipliers).sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(2 / np.sqrt(np.where(none, 0, squared)))

    def _similarity(self, X: Array, state: SupportVectorState) -> Array:
        number = len(X) * len(state.examples)
        if number > _MOST_SIMILARITIES:
            raise ValueError(
                f"a kernel of {len(X):,} and {len(state.examples):,} examples has {number:,} entries, "
                f"more than {_MOST_SIMILARITIES:,}; use fewer examples"
            )
        if callable(self.kernel):
            return _own(self.kernel, X, state.examples[..., 0])
        gamma = float(state.gamma[0])
        with np.errstate(over="ignore", invalid="ignore"):  # `learn` looks at what comes out
            return KERNELS[self.kernel](X, state.examples[..., 0], gamma, self.coef0, self.degree)

    def expectation(self, X: Array, target: Array) -> Expectation:
        in_kernel = Expectation(Verdict.OPEN, "no theorem is known to us for this kernel")
        contradiction = of_contradiction(X, target)
        if contradiction:
            return contradiction
        if self.kernel == "linear":
            in_kernel = of_linear_rule(X, target)
        elif self.kernel == "poly" and self.coef0 > 0 and self._n_products(X) <= _MOST_PRODUCTS:
            in_kernel = of_linear_rule(
                _products(X, self.degree), target, f"surface of degree {self.degree}"
            )
        elif self.kernel == "rbf":
            in_kernel = Expectation(
                Verdict.SOLVES, "in the space of this kernel any labels of distinct points separate"
            )
        elif (callable(self.kernel) or self.kernel == "poly") and np.isfinite(
            self._largest_multiplier(X, target)
        ):
            in_kernel = Expectation(
                Verdict.SOLVES, "the kernel is positive definite on the examples: any labels separate"
            )
        if in_kernel.verdict is Verdict.SOLVES:
            largest = self._largest_multiplier(X, target)
            if np.isinf(largest) and np.isinf(self.C):
                return Expectation(
                    Verdict.OPEN, f"{in_kernel.reason}, but perhaps not to the solver, which rounds"
                )
            if largest > self.C:
                return Expectation(
                    Verdict.OPEN, f"{in_kernel.reason}, but C={self.C:g} may bound the multipliers"
                )
        return in_kernel

    def _n_products(self, X: Array) -> int:
        """How many numbers the examples have in the space of the polynomial kernel."""
        return len(X) * comb(X.shape[1] + self.degree, self.degree)

    def _largest_multiplier(self, X: Array, target: Array) -> float:
        """No multiplier of the widest margin is larger.

        They add up to |w|^2 of that plane, half of it to each class, and of all w that give every
        example its target or more it is the shortest: any other such w bounds them.
        """
        if self.kernel == "linear":
            margin, longest = separate(X, target).margin, longest_with_bias(X)
            # Beyond this the products of the examples are rounded to more than the margin leaves.
            blurred = len(X) * float(np.finfo(X.dtype).eps) * longest * longest
            return 0.5 / margin / margin if margin * margin > _SHARP * blurred else np.inf
        if len(X) > _MOST_INVERTED:
            return np.inf
        with np.errstate(over="ignore"):
            state = self.start(X, target, 1, np.random.default_rng())
        # Interpolation, t' K^-1 t, where K can be inverted; infinity where it cannot.
        gram = self._similarity(X, state)
        if not np.isfinite(gram).all():
            return np.inf
        size, axes = np.linalg.eigh(gram)
        if not size[0] > len(X) * np.finfo(X.dtype).eps * size[-1]:
            return np.inf
        return float(((target @ axes) ** 2 / size).sum()) / 2
