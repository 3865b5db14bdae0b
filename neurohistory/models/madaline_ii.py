"""MADALINE Rule II (1988): the element behind the layer learns too.

The paper: `neurohistory.papers.winter_1988`; the rule, of 1987, is as `widrow_1990` tells it.

New against MADALINE: in the place of the fixed gate there is a unit that learns.  Every unit keeps its
hard threshold, so there is no derivative to follow, and the rule goes by trial: on a wrong answer flip
the unit whose sum s is nearest to 0, then the others, then pairs.  Where that mends the answer, adapt
the flipped units toward their other side, -y for a unit that said y:

    w <- w + alpha (-y - s) x / |x|^2        (x with the bias input 1)

If the answer is still wrong after that, adapt the output unit in the same way toward the target t: its
inputs are the answers y and the bias input 1, and its sum is v.y.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from itertools import chain, combinations
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory import papers
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.network.adalines import adapted, sign, sums
from neurohistory.network.lone_unit import doubt
from neurohistory.network.online import Lessons, Order
from neurohistory.parameters import Seed, above, at_least, below
from neurohistory.theory import Expectation, Verdict
from neurohistory.theory.half_spaces import expect_joined_units, expect_some_starts, is_tried
from neurohistory.theory.separability import separate

__all__ = ["MadalineII", "MadalineIIState"]

Array = NDArray[np.floating]

_MAX_FLIPS = 2  # units that are flipped together


class MadalineIIState(NamedTuple):
    """A layer of ADALINEs and the one behind it, for each start."""

    bias: Array  # (unit, start)
    weights: Array  # (unit, feature, start)
    output: Array  # (1 + unit, start), the bias first
    updates: NDArray[np.int64]  # (start,): presentations that changed the weights


class MadalineII(HistoricalClassifier[MadalineIIState]):
    """Two layers of ADALINEs, taught by trial: Madaline Rule II.

    Parameters
    ----------
    n_units : int, default=2
        Number of ADALINEs in the first layer; the second has one.
    learning_rate : float, default=0.1
        alpha, the part of its error that a presentation takes from a unit that is adapted, between 0
        and 2.  Large steps of the output unit overturn what the first layer has learned.
    max_epochs : int, default=200
        Passes through the examples; learning ends earlier after a pass without a mistake.
    order : {"shuffled", "cyclic"}, default="shuffled"
        The examples come in a new order for each epoch and start, or as they stand.
    initial_scale : float, default=0.1
        Standard deviation of the normal first weights; 0 starts from zero.
    random_state : int, Generator or None, default=None
        Seed of the first weights and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> MadalineII(random_state=0).fit(XOR.X, XOR.y).predict(XOR.X)
    array([0, 1, 1, 0])
    """

    n_units: Annotated[int, at_least(1)] = 2
    learning_rate: Annotated[float, above(0), below(2)] = 0.1
    max_epochs: Annotated[int, at_least(1)] = 200
    order: Order = "shuffled"
    initial_scale: Annotated[float, at_least(0)] = 0.1
    random_state: Seed = None

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> MadalineIIState:
        def drawn(*shape: int) -> Array:
            return (self.initial_scale * rng.standard_normal((*shape, n_starts))).astype(X.dtype)

        first, second = drawn(self.n_units, 1 + X.shape[1]), drawn(1 + self.n_units)
        return MadalineIIState(first[:, 0], first[:, 1:], second, np.zeros(n_starts, dtype=np.int64))

    def respond(self, state: MadalineIIState, X: Array) -> Array:
        s: Array = X @ state.weights + state.bias[:, None]  # (unit, example, start)
        return _least_disturbance(s, state.output[:, None])

    def learn(
        self, state: MadalineIIState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MadalineIIState]:
        b, w, updates = state.bias.copy(), state.weights.copy(), state.updates
        v = state.output.copy()  # all three are moved in place
        lessons = Lessons(X, target, self.order, updates.size, rng)
        for _ in range(self.max_epochs):
            before = updates
            for x, t in lessons.of_layers(b, w, partial(_sure_sum, v)):
                s = sums(b, w, x)  # (unit, start)
                y = sign(s)
                wrong = (_output_sum(v, y) > 0) != (t > 0)
                if not wrong.any():
                    continue
                flipped = self._mending_flips(s, v, t) & wrong
                b[:], w[:] = adapted(b, w, x, np.where(flipped, -y - s, 0), self.learning_rate)
                # A slow step may not have turned its unit, so the layer is asked again.
                y = sign(sums(b, w, x))
                total = _output_sum(v, y)
                error = np.where((total > 0) != (t > 0), t - total, 0)
                inputs = np.concatenate([np.ones_like(y[:1]), y])  # (1 + unit, start)
                v += self.learning_rate * error * inputs / len(inputs)
                updates = updates + wrong
            yield MadalineIIState(b.copy(), w.copy(), v.copy(), updates)
            if (updates == before).all():
                return

    @staticmethod
    def _mending_flips(s: Array, v: Array, t: Array) -> NDArray[np.bool_]:
        """The units of the first trial that mends the answer, shape (unit, start), or none."""
        y = sign(s)
        nearest = np.abs(s).argsort(axis=0, kind="stable")  # (rank, start): the unit
        trials = MadalineII._trials(len(s))
        # A flipped unit takes twice what it gave from the output's sum.
        given = np.take_along_axis(v[1:] * y, nearest, axis=0)
        mends = (_output_sum(v, y) - 2 * (trials @ given) > 0) == (t > 0)  # (trial, start)
        flipped = trials[mends.argmax(axis=0), nearest.argsort(axis=0)]  # the rank of each unit
        return np.asarray(flipped & mends.any(axis=0))

    @staticmethod
    @cache
    def _trials(n_units: int) -> NDArray[np.bool_]:
        """What is flipped, one trial after the other: shape (trial, rank), the nearest to 0 first."""
        ranks = range(n_units)
        flips = chain.from_iterable(combinations(ranks, m + 1) for m in range(_MAX_FLIPS))
        trials = np.array([[rank in flip for rank in ranks] for flip in flips])
        trials.flags.writeable = False  # it is kept for all
        return trials

    weight_fields = ("bias", "weights", "output")

    def workings(self, state: MadalineIIState, X: Array, target: Array) -> dict[str, Array]:
        s = X @ state.weights[..., 0].T + state.bias[:, 0]  # (example, unit)
        named = {f"s[{unit}]": values for unit, values in enumerate(s.T)}
        return named | {"v.y": _output_sum(state.output[:, :1], sign(s.T))}

    def expectation(self, X: Array, target: Array) -> Expectation:
        tried = self.differs_only_in("n_units", "learning_rate", "max_epochs") and is_tried(
            X, self.learning_rate, self.max_epochs
        )
        line = separate(X, target)
        if line.separable:
            return Expectation(
                Verdict.DEPENDS if tried else Verdict.OPEN,
                "a line separates the classes; Rule II may hang up on a local optimum",
            )
        known = expect_joined_units(line, X, target, self.n_units)
        return known or expect_some_starts(self.n_units, self.order, tried)

    card = Card(
        title="MADALINE Rule II",
        year=1988,
        people=("R. Winter", "Bernard Widrow"),
        paper=papers.winter_1988.PAPER,
        idea="The element behind the layer learns too. When the answer is wrong, the units that can "
        "be turned most easily are flipped on trial, and what mends the answer is learned.",
        limit="It gropes: a hard threshold does not say which small change would help, so one unit "
        "after the other is tried. Where no trial leads on, learning hangs up on a local optimum.",
        kind="corrected by mistakes",
        rule="s_u = w_u·x + b_u,  y_u = +1 if s_u > 0, else −1,  yes if v·y > 0  (y_0 = 1)\n"
        "if wrong, flip single units, then pairs, those with s_u nearest to 0 first;\n"
        "for those whose flip mends the answer:\n"
        "w_u ← w_u + α (−y_u − s_u) x / (|x|² + 1)\n"
        "b_u ← b_u + α (−y_u − s_u) / (|x|² + 1)\n"
        "if still wrong:\nv ← v + α (t − v·y) y / (n + 1)",
        rule_tex=r"\begin{aligned} s_u &= \mathbf{w}_u\cdot\mathbf{x} + b_u, \qquad y_u = \begin{cases}"
        r" +1 & \text{if } s_u > 0 \\ -1 & \text{otherwise} \end{cases} \\"
        r" \text{yes} &\iff \mathbf{v}\cdot\mathbf{y} > 0 \qquad (y_0 = 1) \\"
        r" \mathbf{w}_u &\leftarrow \mathbf{w}_u + \alpha\,(-y_u - s_u)\,"
        r"\frac{\mathbf{x}}{|\mathbf{x}|^2 + 1} \qquad \text{if wrong, for the first } u"
        r" \text{ or pair whose flip mends it} \\"
        r" b_u &\leftarrow b_u + \alpha\,\frac{-y_u - s_u}{|\mathbf{x}|^2 + 1} \\"
        r" \mathbf{v} &\leftarrow \mathbf{v} + \alpha\,(t - \mathbf{v}\cdot\mathbf{y})\,"
        r"\frac{\mathbf{y}}{n + 1} \qquad \text{if still wrong} \end{aligned}",
        symbols=r"$\mathbf{x}$ are the inputs, $\mathbf{w}_u$ and $b_u$ the weights and the bias of "
        r"unit $u$ of $n$, $s_u$ is its sum and $y_u$ its answer; $\mathbf{v}$ are the weights of the "
        r"output unit, $t = \pm 1$ is the target, and $\alpha$ the part of its error that a unit gives "
        "up.",
        departures=(
            "We have not seen the paper: the rule is that told by Widrow and Lehr in 1990.",
            "A sum of exactly 0 counts as no.",
            "Single units and pairs are tried, in the order of their sums, and the output unit is "
            "adapted only where the answer is still wrong after the first layer has had its turn; the "
            "account of 1990 names a limit for the trials without a number, and adapts the output "
            "units last.",
            "The trials end with the first one that mends the answer.",
            "There is one output unit, so a flip mends the answer or does not; the rule counts the "
            "errors of several.",
            "A gate's inputs are 0 and 1 here unless its bipolar view is asked for.",
        ),
        names="`s[u]` is the sum of unit `u`: its bias and its weighted inputs. `v.y` is the sum of "
        "the output unit: `output[0]`, and for each unit the weight `output[u + 1]`, with a plus if it "
        "says yes and a minus if it says no; the answer is yes if it is above 0. The net is how far "
        "the sums are from another answer: the |s| of the unit that would have to turn, of two the "
        "larger, with the sign of the answer. If no unit can turn it, the net is 1 more than the "
        "largest |s|. α is 0.1.",
        by_hand={"order": "cyclic", "random_state": 0},
        also=(papers.widrow_1990.PAPER,),
    )


@cache
def _trials(n_units: int) -> NDArray[np.bool_]:
    """What is flipped, one trial after the other: shape (trial, rank), the nearest to 0 first."""
    ranks = range(n_units)
    flips = chain.from_iterable(combinations(ranks, m + 1) for m in range(_MAX_FLIPS))
    trials = np.array([[rank in flip for rank in ranks] for flip in flips])
    trials.flags.writeable = False  # it is kept for all
    return trials


def _mending_flips(s: Array, v: Array, t: Array) -> NDArray[np.bool_]:
    """The units of the first trial that mends the answer, shape (unit, start), or none."""
    y = sign(s)
    nearest = np.abs(s).argsort(axis=0, kind="stable")  # (rank, start): the unit
    trials = _trials(len(s))
    # A flipped unit takes twice what it gave from the output's sum.
    given = np.take_along_axis(v[1:] * y, nearest, axis=0)
    mends = (_output_sum(v, y) - 2 * (trials @ given) > 0) == (t > 0)  # (trial, start)
    flipped = trials[mends.argmax(axis=0), nearest.argsort(axis=0)]  # the rank of each unit
    return np.asarray(flipped & mends.any(axis=0))


def _output_sum(v: Array, y: Array) -> Array:
    """The sum v.y of the output unit, for answers of shape (unit, ..., start)."""
    return np.asarray(v[0] + (v[1:] * y).sum(axis=0))


def _sure_sum(v: Array, s: Array) -> Array:
    """The output unit's sum by those of the first layer; 0 where its rounding may decide the answer."""
    total = _output_sum(v, sign(s))
    return np.where(np.abs(total) > doubt(len(v) ** 0.5, v), total, 0)


def _least_disturbance(s: Array, v: Array) -> Array:
    """How far the sums are from another answer, with the sign of the answer; 0 is the boundary.

    The units are flipped one after the other, the nearest to 0 first, where that pulls the output unit
    away from its answer; what counts is abs(s) of the last one that it takes.
    """
    y, size = sign(s), np.abs(s)  # (unit, example, start)
    total = _output_sum(v, y)
    answer = sign(total)
    nearest = size.argsort(axis=0)
    pull = np.take_along_axis(np.maximum(answer * v[1:] * y, 0), nearest, axis=0)
    left = answer * total - 2 * pull.cumsum(axis=0)
    turned = np.where(answer > 0, left <= 0, left < 0)
    size = np.take_along_axis(size, nearest, axis=0)
    last = np.take_along_axis(size, turned.argmax(axis=0)[None], axis=0)[0]
    # An output that nothing turns is farther from it than any sum.
    effort = np.where(turned.any(axis=0), last, 1 + size[-1])
    return np.asarray(answer * np.maximum(effort, np.finfo(s.dtype).tiny))
