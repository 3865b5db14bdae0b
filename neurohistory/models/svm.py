"""Support-vector networks (1995): the widest margin, in a space that the kernel chooses.

The paper: `neurohistory.papers.cortes_1995`.  The widest margin is older (`vapnik_1963`), and was solved
in 1965 by the word of the paper of 1995.  So are kernels (`aizerman_1964`); Boser, Guyon and Vapnik
joined the two in 1992 (`boser_1992`).

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
from collections.abc import Iterator
from math import inf, isinf
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.kernels import KERNELS, Kernel, KernelFunction
from neurohistory.parameters import above, at_least, at_most, one_of
from neurohistory.theory import Expectation, Verdict, expect_contradiction
from neurohistory.theory.margins import expect_widest_margin

__all__ = ["SupportVectorMachine", "SupportVectorState"]

Array = NDArray[np.floating]

_MAX_STEPS = 20_000_000  # the solver takes some twenty seconds for them; a hard margin gets a tenth
_TOL = 1e-4  # the solver's


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
        Width of the kernel; "scale" takes 1 / (number of features x variance of X).
    coef0 : float, default=1.0
        Constant of the polynomial and sigmoid kernels.
    degree : int, default=2
        Degree of the polynomial kernel.

    Raises
    ------
    ValueError
        When it learns or responds, if there is no hard margin for C=inf, the solver does not come to
        rest, the kernel overflows, or if your own has too many entries for memory or gives a wrong
        shape, a number that is not finite, or K(u, v) unlike K(v, u).
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

    kernel: Annotated[str, one_of(*KERNELS)] | KernelFunction = "rbf"
    C: Annotated[float, above(0), at_most(inf)] = 100.0
    gamma: Annotated[float, above(0)] | Literal["scale"] = "scale"
    coef0: float = 1.0
    degree: Annotated[int, at_least(1)] = 2

    def start(
        self, X: Array, target: Array, n_starts: int, rng: np.random.Generator
    ) -> SupportVectorState:
        import sklearn.svm  # noqa: F401  # slow: here, and not in the time that learning takes

        return SupportVectorState(
            np.zeros((*target.shape, n_starts), dtype=X.dtype),
            np.zeros((*target.shape[1:], n_starts), dtype=X.dtype),
            _for_all(X, n_starts),
            np.full(n_starts, self._gamma_for(X), dtype=X.dtype),
            np.zeros(n_starts, dtype=np.int64),
        )

    def respond(self, state: SupportVectorState, X: Array) -> Array:
        K = self._kernel(state)
        return K.weighted_sums(X, state.examples[..., 0], state.multipliers) + state.bias

    def learn(
        self, state: SupportVectorState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[SupportVectorState]:
        # A start that somebody gives may have seen other examples.
        state = state._replace(examples=_for_all(X, state.updates.size))
        kernel = self._kernel(state)
        gram = kernel.gram(X) if callable(self.kernel) else None
        if gram is None:
            kernel.check_finite(X)
        targets = target.reshape(len(X), -1).T  # (machine, example): one machine, or one for each class
        found = [self._widest_margin(kernel, gram, X, t) for t in targets]
        multipliers, bias, steps = (np.array(part) for part in zip(*found, strict=True))
        yield state._replace(
            multipliers=_repeated(multipliers.T.reshape(target.shape), state.multipliers),
            bias=_repeated(bias.reshape(target.shape[1:]), state.bias),
            updates=state.updates + steps.sum(),
        )

    def _widest_margin(
        self, kernel: Kernel, gram: Array | None, X: Array, t: Array
    ) -> tuple[Array, float, int]:
        """Maximize W(a): the products a_i t_i, the bias b, and the steps that it took.

        `gram` has the kernel of all pairs where it is a person's own; scikit-learn has those by name.
        """
        if (t == t[0]).all():  # one class only: its answer, always
            return np.zeros(len(X)), float(t[0]), 0
        hard, max_steps = isinf(self.C), _MAX_STEPS
        if hard:
            self._check_separable(X, t)
            max_steps //= 10
        multipliers, bias, steps = self._maximized(kernel, gram, X, t, max_steps)
        if hard and (t * (kernel.weighted_sums(X, X, multipliers) + bias)).min() < 1 - 10 * _TOL:
            raise ValueError(
                f"C=inf asks for a hard margin, and none was found in the space of {kernel} within "
                f"{max_steps:,} steps; take a finite C"
            )
        if steps >= max_steps:
            raise ValueError(
                f"the solver has not come to rest after {max_steps:,} steps; lower C={self.C:g} or "
                "scale the inputs"
            )
        return multipliers, bias, steps

    def _maximized(
        self, kernel: Kernel, gram: Array | None, X: Array, t: Array, max_steps: int
    ) -> tuple[Array, float, int]:
        """What scikit-learn's solver finds: the products a_i t_i, the bias, and its number of steps."""
        from sklearn import config_context
        from sklearn.svm import SVC  # slow to import; the first start has done it

        svc = SVC(C=self.C, kernel="precomputed", tol=_TOL, max_iter=max_steps)
        if gram is None:
            svc.set_params(
                kernel=kernel.function, gamma=kernel.gamma, coef0=kernel.coef0, degree=kernel.degree
            )
        if kernel.function == "rbf":  # differences alone count, and far from 0 they lose digits
            X = X - X.mean(axis=0)
        with (
            warnings.catch_warnings(),
            config_context(assume_finite=True, skip_parameter_validation=True),  # all was checked
        ):
            warnings.simplefilter("ignore", ConvergenceWarning)  # the caller counts the steps
            svc.fit(X if gram is None else gram, t > 0)
        multipliers = np.zeros(len(t))
        multipliers[svc.support_] = svc.dual_coef_[0]
        return multipliers, float(svc.intercept_[0]), int(svc.n_iter_[0])

    weight_fields = ("multipliers", "bias")
    fixed_fields = ("gamma",)
    multi_class = True
    multi_label = True

    def _kernel(self, state: SupportVectorState) -> Kernel:
        return Kernel(self.kernel, float(state.gamma[0]), self.coef0, self.degree)

    def _gamma_for(self, X: Array) -> float:
        if self.gamma != "scale":
            return self.gamma
        variance = float(X.var())
        return 1 / (X.shape[1] * variance) if variance else 1.0

    def workings(self, state: SupportVectorState, X: Array, target: Array) -> dict[str, Array]:
        """The kernel of each example with those that were learned from."""
        similar = self._kernel(state)(X, state.examples[..., 0])
        return {f"K(x{number}, x)": values for number, values in enumerate(similar.T)}

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
        X, a = state.examples[..., 0], state.multipliers
        counts = a.reshape(len(X), -1).any(axis=1)
        X, a = X[counts], a[counts]
        along = self._kernel(state).weighted_sums(X, X, a)  # (example[, class], start)
        squared = (a * along).sum(axis=0)  # w.w
        none = np.abs(squared) <= np.finfo(along.dtype).eps * np.abs(a).sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(2 / np.sqrt(np.where(none, 0, squared)))

    def _check_separable(self, X: Array, target: Array) -> None:
        """Refuse a hard margin where there is none, before the solver looks for it in vain."""
        expected = self.expectation(X, target)
        if expected.verdict is Verdict.CANNOT:
            raise ValueError(
                f"C=inf asks for a hard margin, and there is none: {expected.reason}; take a finite C"
            )

    def expectation(self, X: Array, target: Array) -> Expectation:
        with np.errstate(over="ignore"):
            gamma = float(np.full(1, self._gamma_for(X), dtype=X.dtype)[0])  # as `start` rounds it
        kernel = Kernel(self.kernel, gamma, self.coef0, self.degree)
        return expect_contradiction(X, target) or expect_widest_margin(kernel, X, target, self.C)

    card = Card(
        title="Support-vector network",
        year=1995,
        people=("Corinna Cortes", "Vladimir Vapnik"),
        paper=papers.cortes_1995.PAPER,
        idea="Of all separating planes take the one with the widest margin: a convex problem with "
        "one answer. A kernel lays the plane in a larger space, where it can do XOR.",
        limit="It does not learn its features. Which kernel, and how wide, is chosen by a person.",
        kind="one answer",
        rule="f(x) = Σ a_i t_i K(x_i, x) + b\n"
        "maximize Σ a_i − ½ ΣΣ a_i a_j t_i t_j K(x_i, x_j)\nwith 0 ≤ a_i ≤ C and Σ a_i t_i = 0",
        rule_tex=r"\begin{aligned} f(\mathbf{x}) &= \sum_i a_i t_i K(\mathbf{x}_i, \mathbf{x}) + b"
        r" \\ \text{maximize } W(\mathbf{a}) &= \sum_i a_i - \tfrac{1}{2} \sum_{i,j} a_i a_j t_i t_j"
        r" K(\mathbf{x}_i, \mathbf{x}_j) \\ \text{with } 0 &\le a_i \le C, \qquad \sum_i a_i t_i = 0"
        r" \end{aligned}",
        symbols=r"The sign of $f$ is the answer; $\mathbf{x}_i$ is an example, $t_i = \pm 1$ its "
        "target, and $a_i$ its multiplier, above 0 for support vectors alone; $K$ is the kernel, $b$ "
        "the bias, $W$ what is made as large as can be, and $C$ the most that one example may weigh.",
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


def _for_all(X: Array, n_starts: int) -> Array:
    """A copy of the examples, the same one for all starts: shape (example, feature, start)."""
    return np.broadcast_to(X[:, :, None].copy(), (*X.shape, n_starts))


def _repeated(values: Array, like: Array) -> Array:
    """The same numbers for every start, in the shape and the precision of `like`."""
    return np.repeat(values.astype(like.dtype)[..., None], like.shape[-1], axis=-1)
