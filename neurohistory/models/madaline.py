"""MADALINE, many ADALINEs (1962): a layer of units that learns, behind a fixed gate.

B. Widrow, "Generalization and information storage in networks of adaline 'neurons'", in
*Self-Organizing Systems 1962*, Spartan Books 1962, pp. 435-461.  The rules are those told by B. Widrow
and M. A. Lehr, "30 years of adaptive neural networks", Proceedings of the IEEE 78 (1990) 1415-1442.

New against ADALINE: several of them side by side, their answers joined by a fixed element, OR, AND or
a majority of votes.  Each of these says yes when at least k of the n units do: k = 1, k = n, or more
than half.  Who is to blame for a wrong answer?  Rule I: disturb as little as possible.  If the answer
is right, do nothing.  If it is wrong, just as many units as it takes change sides, those whose sum s is
nearest to 0, and each of them is moved toward the target t by

    w <- w + alpha (t - s) x / |x|^2        (x with the bias input 1)

Rule II (1987) teaches the second element too: flip the unit nearest to 0 on trial, then the others,
then pairs; where that mends the answer, adapt the unit toward the flipped side.  If the answer is still
wrong after that, adapt the output unit.

Whatever a line separates, Rule I learns.  Let w* be the weights of such a line, with t w*.x >= 1 for
all examples.  Each unit that is moved should have answered t, so its distance to w* falls by at least
alpha (2 - alpha) / |x|^2 in the square, and that can happen only so often.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations, islice
from math import sqrt
from numbers import Integral, Real
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.utils._param_validation import Interval, StrOptions

from neurohistory.card import Card, Paper
from neurohistory.classifier import HistoricalClassifier
from neurohistory.theory import (
    Expectation,
    Verdict,
    farthest_start,
    longest_with_bias,
    of_contradiction,
    of_linear_rule,
    of_separation,
    of_too_few_epochs,
)
from neurohistory.theory.separability import separate
from neurohistory.training import Order, presentations

__all__ = ["Madaline", "MadalineState"]

Array = NDArray[np.floating]

_MOST_CASES = 8  # that are searched for half-planes: a gate of three inputs
_FAST_ENOUGH = 0.1  # a learning rate with which some starts do it in that time
_ENOUGH_EPOCHS = 20  # for some of 100 starts to do what the units can do, on gates of 2 and 3 inputs
_MOST_FLIPS = 2  # units that Rule II flips together
_MOST_AHEAD = 256  # numbers of the presentations that are looked at together


class MadalineState(NamedTuple):
    """A layer of ADALINEs and the element behind it, for each start."""

    bias: Array  # (unit, start)
    weights: Array  # (unit, feature, start)
    output: Array  # (1 + unit, start), the bias first; (0, start) where the element is fixed
    updates: NDArray[np.int64]  # (start,): presentations that changed the weights


class Madaline(HistoricalClassifier[MadalineState]):
    """ADALINEs side by side, joined by a fixed element and taught by Madaline Rule I, or by Rule II.

    Parameters
    ----------
    n_units : int, default=2
        Number of ADALINEs.  One is a single line; two can do XOR.
    element : {"or", "and", "majority"}, default="or"
        The fixed element of Rule I: yes if any unit says yes, if all do, or if more than half do.
        Rule II has a unit that learns in its place.
    rule : {"I", "II"}, default="I"
        Rule I teaches the first layer; Rule II teaches both.
    learning_rate : float, default=1.0
        The share alpha of its error that a presentation takes from a unit that is adapted, between 0
        and 2.  At 1 the unit's sum becomes the target itself, which always turns its answer: "fast"
        learning.  Less is "slow"; Rule II needs it, with 0.1 say.
    max_epochs : int, default=200
        Passes through the examples; learning ends earlier after a pass without a mistake.
    order : {"shuffled", "cyclic"}, default="shuffled"
        Whether each learner meets the examples in an order of its own, drawn anew for each epoch, or
        as they stand.  A fixed order can lock the weights in a cycle.
    initial_scale : float, default=0.1
        Standard deviation of the normal first weights; 0 starts from zero.
    random_state : int, Generator or None, default=None
        Seed of the first weights and the order.

    Notes
    -----
    The score is how far the sums are from another answer: of the units that would have to turn, with
    the least disturbance, the largest abs(s).  For OR this is the largest sum, for AND the least, for a
    majority of three the one in the middle.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> Madaline(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    card = Card(
        title="MADALINE",
        year=1962,
        people=("Bernard Widrow", "Marcian E. Hoff", "William C. Ridgway"),
        paper=Paper(
            authors=("Widrow, Bernard",),
            title="Generalization and information storage in networks of adaline 'neurons'",
            booktitle="Self-Organizing Systems 1962, Spartan Books, Washington",
            pages="435-461",
            year=1962,
        ),
        idea="Several ADALINEs look at the same inputs and a fixed gate joins their answers. When the "
        "answer is wrong, the units that can be turned most easily take the blame: disturb as little "
        "as possible.",
        limit="Only one layer learns, behind a gate that somebody has chosen. Shown in a fixed order, "
        "the examples can lock the weights in a cycle. Attempts at Stanford to teach several layers "
        "failed, as Widrow and Lehr tell.",
        rule="s_u = w_u·x + b_u,  yes if at least k of the n sums are above 0\n"
        "(OR: k = 1, AND: k = n, majority: k > n/2)\n"
        "if wrong, for just enough units, those with s_u nearest to 0:\n"
        "w_u ← w_u + α (t − s_u) x / (|x|² + 1)\n"
        "b_u ← b_u + α (t − s_u) / (|x|² + 1)",
        rule_tex=r"\begin{aligned} s_u &= \mathbf{w}_u\cdot\mathbf{x} + b_u, \qquad"
        r" \text{yes} \iff s_u > 0 \text{ for at least } k \text{ of the } n \text{ units} \\"
        r" \mathbf{w}_u &\leftarrow \mathbf{w}_u + \alpha\,(t - s_u)\,"
        r"\frac{\mathbf{x}}{|\mathbf{x}|^2 + 1} \qquad \text{if wrong, for the fewest } u,"
        r" \text{ least } |s_u| \text{ first} \\"
        r" b_u &\leftarrow b_u + \alpha\,\frac{t - s_u}{|\mathbf{x}|^2 + 1} \end{aligned}",
        departures=(
            "We have not seen the text of 1962: the rules are those told by Widrow and Lehr in 1990.",
            "A sum of exactly 0 counts as no.",
            "Rule II tries single units and pairs, in the order of their sums, and adapts the output "
            "unit only where the answer is still wrong after the first layer has had its turn; the "
            "account of 1990 names a limit for the trials without a number, and adapts the output units "
            "last.",
            "Rule II stops its trials at the first one that mends the answer.",
            "A gate's inputs are 0 and 1 here unless its bipolar view is asked for.",
        ),
        names="`s[u]` is the sum of unit `u`: its bias and its weighted inputs. Here the element is an "
        "OR of two units, so the net is the larger sum, and the answer is yes if it is above 0. α is "
        "1: a unit that is adapted gets the target for its sum. If the answer is to be yes and the "
        "two sums are equal, the unit of the lower number moves; if it is to be no, every unit moves "
        "whose sum is above 0.",
        by_hand={"order": "cyclic", "initial_scale": 0.0},
        variants={
            "majority of 3": {"n_units": 3, "element": "majority"},
            "Rule II": {"rule": "II", "learning_rate": 0.1},
        },
        also=(
            Paper(
                authors=("Widrow, Bernard", "Lehr, Michael A."),
                title="30 years of adaptive neural networks: perceptron, Madaline, and backpropagation",
                journal="Proceedings of the IEEE",
                volume="78",
                number="9",
                pages="1415-1442",
                year=1990,
            ),
            Paper(
                authors=("Winter, R.", "Widrow, Bernard"),
                title="MADALINE Rule II: a training algorithm for neural networks",
                booktitle="IEEE International Conference on Neural Networks, vol. I",
                pages="401-408",
                year=1988,
            ),
            Paper(
                authors=("Ridgway, William C.",),
                title="An adaptive logic system with generalizing properties",
                venue="PhD thesis, Technical Report 1556-1, Stanford Electronics Laboratories",
                year=1962,
            ),
            Paper(
                authors=("Hoff, Marcian E.",),
                title="Learning phenomena in networks of adaptive switching circuits",
                venue="PhD thesis, Technical Report 1554-1, Stanford Electronics Laboratories",
                year=1962,
            ),
        ),
    )
    weight_fields = ("bias", "weights", "output")
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "n_units": [Interval(Integral, 1, None, closed="left")],
        "element": [StrOptions({"or", "and", "majority"})],
        "rule": [StrOptions({"I", "II"})],
        "learning_rate": [Interval(Real, 0, 2, closed="neither")],
        "max_epochs": [Interval(Integral, 1, None, closed="left")],
        "order": [StrOptions({"cyclic", "shuffled"})],
        "initial_scale": [Interval(Real, 0, None, closed="left")],
        "random_state": ["random_state", np.random.Generator],
    }

    def __init__(
        self,
        n_units: int = 2,
        element: Literal["or", "and", "majority"] = "or",
        rule: Literal["I", "II"] = "I",
        learning_rate: float = 1.0,
        max_epochs: int = 200,
        order: Order = "shuffled",
        initial_scale: float = 0.1,
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.n_units = n_units
        self.element = element
        self.rule = rule
        self.learning_rate = learning_rate
        self.max_epochs = max_epochs
        self.order = order
        self.initial_scale = initial_scale
        self.random_state = random_state

    @property
    def _needed(self) -> int:
        """How many units must say yes for the element to say yes: k."""
        return {"or": 1, "and": self.n_units, "majority": self.n_units // 2 + 1}[self.element]

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> MadalineState:
        def drawn(*shape: int) -> Array:
            return (self.initial_scale * rng.standard_normal((*shape, n_starts))).astype(X.dtype)

        first = drawn(self.n_units, 1 + X.shape[1])
        second = drawn(1 + self.n_units if self.rule == "II" else 0)
        return MadalineState(first[:, 0], first[:, 1:], second, np.zeros(n_starts, dtype=np.int64))

    def respond(self, state: MadalineState, X: Array) -> Array:
        s: Array = X @ state.weights + state.bias[:, None]  # (unit, example, start)
        if self.rule == "II":
            return _least_disturbance(s, state.output[:, None])
        return np.asarray(np.sort(s, axis=0)[-self._needed])  # the k-th largest

    def workings(self, state: MadalineState, X: Array, target: Array) -> dict[str, Array]:
        s = X @ state.weights[..., 0].T + state.bias[:, 0]  # (example, unit): the sum of each
        return {f"s[{unit}]": sums for unit, sums in enumerate(s.T)}

    def learn(
        self, state: MadalineState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MadalineState]:
        teach = self._rule_one if self.rule == "I" else self._rule_two
        n_starts = state.updates.size
        ahead = max(1, _MOST_AHEAD // (n_starts * (1 + X.shape[1])))
        for _ in range(self.max_epochs):
            before = state.updates
            lessons = presentations(X, target, self.order, n_starts, rng)
            while block := list(islice(lessons, ahead)):
                # x: (example, feature, start), t: (example, start)
                x, t = (np.array(part) for part in zip(*block, strict=True))
                # Where all answers are right nothing changes: on to the next mistake.
                while len(x):
                    s = np.einsum("ufr,efr->uer", state.weights, x) + state.bias[:, None]
                    wrong = self._says_yes(s, state.output[:, None]) != (t > 0)
                    first = int(wrong.any(axis=1).argmax())
                    if not wrong[first].any():
                        break
                    state = teach(state, x[first], t[first], s[:, first])
                    x, t = x[first + 1 :], t[first + 1 :]
            yield state
            if (state.updates == before).all():
                return

    def _says_yes(self, s: Array, output: Array) -> NDArray[np.bool_]:
        """Whether the element says yes to sums of shape (unit, ..., start)."""
        if self.rule == "II":
            return _sum(output, _sign(s)) > 0
        return np.asarray((s > 0).sum(axis=0) >= self._needed)

    def _rule_one(self, state: MadalineState, x: Array, t: Array, s: Array) -> MadalineState:
        k = self._needed
        rank = (-s).argsort(axis=0, kind="stable").argsort(axis=0) + 1  # 1 is the largest sum
        # The answer is yes if the sum of rank k is above 0; when it is right, no unit is on the wrong
        # side of that rank.
        moved = np.where(t > 0, (rank <= k) & (s <= 0), (rank >= k) & (s > 0))
        return self._moved(state, x, np.where(moved, t - s, 0))

    def _rule_two(self, state: MadalineState, x: Array, t: Array, s: Array) -> MadalineState:
        y, v, wanted = _sign(s), state.output, t > 0
        total = _sum(v, y)
        wrong = (total > 0) != wanted  # (start,)
        nearest = np.abs(s).argsort(axis=0, kind="stable")  # (unit, start)
        trials = _trials(self.n_units)
        # A flipped unit takes twice what it gave from the output's sum.
        given = np.take_along_axis(v[1:] * y, nearest, axis=0)
        mends = (total - 2 * (trials @ given) > 0) == wanted  # (trial, start)
        flipped = trials[mends.argmax(axis=0), nearest.argsort(axis=0)] & mends.any(axis=0) & wrong
        following = self._moved(state, x, np.where(flipped, -y - s, 0))
        # A slow step may not have turned its unit, so the layer is asked again.
        y = _sign((following.weights * x).sum(axis=1) + following.bias)
        total = _sum(v, y)
        error = np.where((total > 0) != wanted, t - total, 0)
        seen = np.concatenate([np.ones_like(y[:1]), y])  # (1 + unit, start)
        return following._replace(
            output=v + self.learning_rate * error * seen / len(seen), updates=state.updates + wrong
        )

    def _moved(self, state: MadalineState, x: Array, error: Array) -> MadalineState:
        """Take the share alpha of their errors, of shape (unit, start), from the units."""
        step = self.learning_rate * error / ((x * x).sum(axis=0) + 1)
        return state._replace(
            bias=state.bias + step,
            weights=state.weights + step[:, None] * x,
            updates=state.updates + (error != 0).any(axis=0),
        )

    def expectation(self, X: Array, target: Array) -> Expectation:
        plane = separate(X, target)
        if plane.separable is None:
            return of_separation(plane, len(X))
        if not plane.separable:
            return of_contradiction(X, target) or self._beyond_a_line(X, target)
        if self.rule == "II":
            return self._sometimes(
                X, "a line separates the classes; Rule II may hang up on a local optimum"
            )
        # The argument in the module's docstring, over all units together.
        way = sqrt(self.n_units) / plane.margin_with_bias
        way += farthest_start(self.initial_scale, self.n_units * (1 + X.shape[1]))
        way *= longest_with_bias(X)
        needed = way * way / (self.learning_rate * (2 - self.learning_rate))
        if needed <= self.max_epochs:
            return Expectation(
                Verdict.SOLVES,
                "a line separates the classes, and each correction brings a unit nearer to it",
            )
        return of_too_few_epochs(needed, self.max_epochs)

    def _beyond_a_line(self, X: Array, target: Array) -> Expectation:
        """What is expected where no line separates the classes."""
        n, k = self.n_units, self._needed
        if n == 1:
            return of_linear_rule(X, target)
        if len(X) > _MOST_CASES:
            return Expectation(
                Verdict.OPEN, f"no line separates the classes; whether {n} do, we have not searched"
            )
        # With k - 1 units that always say yes the others are an OR; with n - k that never do, an AND.
        # An output that learns can be either, of all units.
        at_most_or, at_most_and = (n - k + 1, k) if self.rule == "I" else (n, n)
        yes, no = X[target > 0], X[target <= 0]
        if not (_can_hold(yes, no, at_most_or) or _can_hold(no, yes, at_most_and)):
            if self.rule == "I" and k in (1, n):
                these = "yes" if k == 1 else "no"
                return Expectation(
                    Verdict.CANNOT,
                    f"{n} half-planes free of other cases cannot hold all cases of {these}: every way "
                    "was tried",
                )
            return Expectation(Verdict.OPEN, "no line separates the classes")
        if self.order == "cyclic":
            return Expectation(
                Verdict.OPEN, f"{n} units can do it, but a fixed order may lock the weights in a cycle"
            )
        return self._sometimes(
            X, f"{n} units can do it; whether they come to it depends on the start and the order"
        )

    def _sometimes(self, X: Array, reason: str) -> Expectation:
        """No theorem says that some starts do it.  On gates they do; elsewhere the verdict is open."""
        usual = self.differs_only_in("n_units", "element", "rule", "learning_rate", "max_epochs")
        tried = usual and self.learning_rate >= _FAST_ENOUGH and np.isin(X, (-1, 0, 1)).all()
        enough = tried and self.max_epochs >= _ENOUGH_EPOCHS
        return Expectation(Verdict.DEPENDS if enough else Verdict.OPEN, reason)


@cache
def _trials(n_units: int) -> NDArray[np.bool_]:
    """What Rule II flips, one trial after the other: shape (trial, unit), the nearest to 0 first."""
    ranks = range(n_units)
    flips = chain.from_iterable(combinations(ranks, m + 1) for m in range(_MOST_FLIPS))
    trials = np.array([[rank in flip for rank in ranks] for flip in flips])
    trials.flags.writeable = False  # it is kept for all
    return trials


def _sign(s: Array) -> Array:
    """+1 above 0, else -1, in the precision of the sums."""
    return np.where(s > 0, 1, -1).astype(s.dtype)


def _sum(v: Array, y: Array) -> Array:
    """The sum of an output unit that sees the answers of the units, shape (unit, ..., start)."""
    return np.asarray(v[0] + (v[1:] * y).sum(axis=0))


def _least_disturbance(s: Array, v: Array) -> Array:
    """How far the sums are from another answer, with the sign of the answer; 0 is the boundary.

    The units are flipped one after the other, the nearest to 0 first, where that pulls the output
    unit away from its answer.  What counts is the sum of the last one needed.
    """
    y, size = _sign(s), np.abs(s)  # (unit, example, start)
    total = _sum(v, y)
    answer = _sign(total)
    nearest = size.argsort(axis=0)
    pull = np.take_along_axis(np.maximum(answer * v[1:] * y, 0), nearest, axis=0)
    left = answer * total - 2 * pull.cumsum(axis=0)
    turned = np.where(answer > 0, left <= 0, left < 0)
    size = np.take_along_axis(size, nearest, axis=0)
    last = np.take_along_axis(size, turned.argmax(axis=0)[None], axis=0)[0]
    # An output that nothing turns is farther from it than any sum.
    effort = np.where(turned.any(axis=0), last, 1 + size[-1])
    return np.asarray(answer * np.maximum(effort, np.finfo(s.dtype).tiny))


def _can_hold(points: Array, others: Array, most: int, groups: tuple[Array, ...] = ()) -> bool:
    """Whether `most` half-spaces, free of the others, can hold all the points between them."""
    if not len(points):
        return True
    for number in range(min(len(groups) + 1, most)):
        group = np.vstack([*groups[number : number + 1], points[:1]])
        target = np.repeat([1.0, -1.0], [len(group), len(others)])
        held = separate(np.vstack([group, others]), target).separable is not False  # or not disproved
        shared = (*groups[:number], group, *groups[number + 1 :])
        if held and _can_hold(points[1:], others, most, shared):
            return True
    return False
