"""The perceptron as a machine (1958/60): a retina, random association units, trained responses.

F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in
the brain", Psychological Review 65 (1958) 386-408; "Perceptron simulation experiments", Proceedings
of the IRE 48 (1960) 301-309.

What "the perceptron" of the textbooks leaves out is its first layer, which is in the paper of 1958 and
in the report of January 1957 before it.  Each association unit has x
excitatory and y inhibitory connections to points of the retina, drawn at random and then fixed.  It
fires if the excitatory ones that see light outnumber the inhibitory ones by theta or more:

    a = 1  if  (excitatory on) - (inhibitory on) >= theta,  else 0.

A response unit says yes if the sum w.a is positive, and only its weights are taught: after a wrong
answer w <- w + t a, with t = +1 or -1.  There is no bias weight; an image for which no association
unit fires is a no, whatever has been learned.

On a retina of which a share R is lit, an association unit fires with the probability

    P_a = sum over e - i >= theta of b(x, e) b(y, i),    b(n, k) = C(n, k) R^k (1 - R)^(n - k).

The Mark I, shown in June 1960, had 20 x 20 photocells, 512 association and 8 response units.  Charles
Wightman and Francis Martin engineered it, and John C. Hay made the experiments (*Principles of
Neurodynamics*, page ix, as others quote it).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, combinations_with_replacement
from math import comb, factorial, prod
from numbers import Integral, Real
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import Interval, StrOptions

from neurohistory.card import Card, Paper
from neurohistory.classifier import HistoricalClassifier
from neurohistory.theory import Expectation, Verdict, of_contradiction
from neurohistory.theory.separability import separate
from neurohistory.training import Order, presentations

__all__ = [
    "Kinds",
    "MarkIPerceptron",
    "MarkIState",
    "activity",
    "answerable_share",
    "association",
    "kinds",
    "most_corrections",
    "sufficient_choices",
    "wire",
]

Array = NDArray[np.floating]

_MOST_WIRES = 50_000_000  # points times units times starts: 400 MB
_MOST_SIGNALS = 500_000_000  # examples times units times starts, a byte each
_BLOCK = 2_000_000  # signals at a time
_MOST_WIRINGS = 10_000  # of one unit, to be gone through one by one
_MOST_LOOKS = 1_000_000  # examples times such wirings
_MOST_KINDS = 6  # of which all 63 choices are weighed
_RARE = 0.3  # a share of machines below which a study may well see none


class MarkIState(NamedTuple):
    """One machine for each start: its wiring, which stays, and what its response units learned."""

    wiring: Array  # (feature, unit, start): excitatory minus inhibitory connections
    weights: Array  # (unit, response, start); two classes have one response unit
    updates: NDArray[np.int64]  # (start,): corrections so far


class MarkIPerceptron(HistoricalClassifier[MarkIState]):
    """Retina, fixed random association units, and response units taught by error correction.

    Parameters
    ----------
    n_association : int, default=512
        Number of association units; 512 as in the Mark I.
    excitatory : int, default=6
        x, the excitatory connections of each association unit.
    inhibitory : int, default=4
        y, the inhibitory ones.
    threshold : float, default=1.0
        theta, by how much the excitatory ones must outweigh.
    max_epochs : int, default=100
        Passes through the examples; learning ends earlier after a pass without a correction.
    order : {"shuffled", "cyclic"}, default="shuffled"
        Whether each machine meets the examples in an order of its own, drawn anew for each epoch, or
        as they stand.
    random_state : int, Generator or None, default=None
        Seed of the wiring and the order.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> machine = MarkIPerceptron(random_state=0).fit(XOR.X, XOR.y)
    >>> machine.predict(XOR.X)
    array([0, 1, 1, 0])
    """

    card = Card(
        title="Mark I Perceptron",
        year=1960,
        people=("Frank Rosenblatt", "Charles Wightman", "Francis Martin", "John C. Hay"),
        paper=Paper(
            authors=("Rosenblatt, Frank",),
            title="Perceptron simulation experiments",
            journal="Proceedings of the IRE",
            volume="48",
            number="3",
            pages="301-309",
            year=1960,
            doi="10.1109/JRPROC.1960.287598",
        ),
        idea="Between the retina and the trained unit stand many association units, each wired to "
        "a few random points. What no line through the inputs can do, a line through their answers "
        "often can.",
        limit="The wiring is luck and stays as it is: only the last layer learns. If the units that "
        "a task needs are not among those drawn, no training helps.",
        rule="a = 1 if (excitatory on) − (inhibitory on) ≥ θ, else 0\n"
        "r = +1 if w·a > 0, else −1\nw ← w + t a  if r ≠ t",
        rule_tex=r"\begin{aligned} a_j &= \begin{cases} 1 & \text{if } \sum_i c_{ij}\, x_i \ge"
        r" \theta \\ 0 & \text{otherwise} \end{cases} \\ r &= \begin{cases} +1 & \text{if }"
        r" \mathbf{w}\cdot\mathbf{a} > 0 \\ -1 & \text{otherwise} \end{cases} \\ \mathbf{w}"
        r" &\leftarrow \mathbf{w} + t\,\mathbf{a} \quad \text{if } r \ne t \end{aligned}",
        departures=(
            "Each connection goes to a point drawn from the whole retina, so two of them may end on "
            "the same point; this is what the formula for P_a supposes.",
            "The response units learn by error correction; the 1958 paper studies several kinds of "
            "reinforcement.",
            "Two classes have one response unit. More classes have one each, and the largest sum "
            "decides; the eight units of the Mark I answered each for itself.",
            "Inputs need not be 0 and 1: a connection carries what its point sees, negative "
            "numbers too.",
            "The weights have no limits; those of the Mark I were potentiometers turned by motors.",
            "The defaults x = 6, y = 4, θ = 1 are ours, chosen so that units of all the kinds that "
            "AND, OR and XOR need can occur on a retina of two points.",
        ),
        names="`a[k]` is 1 where association unit `k` fires; `weights[k,0]` leads from it to the "
        "response.",
        by_hand={"n_association": 8, "order": "cyclic"},
        variants={"8 units": {"n_association": 8}},
        also=(
            Paper(
                authors=("Rosenblatt, Frank",),
                title="The perceptron: a probabilistic model for information storage and "
                "organization in the brain",
                journal="Psychological Review",
                volume="65",
                number="6",
                pages="386-408",
                year=1958,
                doi="10.1037/h0042519",
            ),
            Paper(
                authors=("Rosenblatt, Frank",),
                title="The perceptron: a perceiving and recognizing automaton (Project PARA)",
                venue="Report 85-460-1, Cornell Aeronautical Laboratory, Buffalo",
                year=1957,
            ),
            Paper(
                authors=("Rosenblatt, Frank",),
                title="Principles of Neurodynamics: Perceptrons and the Theory of Brain Mechanisms",
                publisher="Spartan Books, Washington",
                year=1962,
            ),
        ),
    )
    weight_fields = ("weights",)
    multi_class = True
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "n_association": [Interval(Integral, 1, None, closed="left")],
        "excitatory": [Interval(Integral, 0, None, closed="left")],
        "inhibitory": [Interval(Integral, 0, None, closed="left")],
        "threshold": [Interval(Real, None, None, closed="neither")],
        "max_epochs": [Interval(Integral, 1, None, closed="left")],
        "order": [StrOptions({"cyclic", "shuffled"})],
        "random_state": ["random_state", np.random.Generator],
    }

    def __init__(
        self,
        n_association: int = 512,
        excitatory: int = 6,
        inhibitory: int = 4,
        threshold: float = 1.0,
        max_epochs: int = 100,
        order: Order = "shuffled",
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.n_association = n_association
        self.excitatory = excitatory
        self.inhibitory = inhibitory
        self.threshold = threshold
        self.max_epochs = max_epochs
        self.order = order
        self.random_state = random_state

    def check_parameters(self) -> None:
        super().check_parameters()
        if not self.excitatory + self.inhibitory:
            raise ValueError(
                "excitatory=0 and inhibitory=0 leave the association units unconnected; raise one"
            )

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        # scikit-learn's three blobs overlap on a retina of two points, where error correction does
        # not come to rest and all association units change their minds at one point.
        tags.classifier_tags.poor_score = True
        return tags

    def start(self, X: Array, target: Array, n_starts: int, rng: np.random.Generator) -> MarkIState:
        n_responses = 1 if target.ndim == 1 else target.shape[1]
        wiring = wire((X.shape[1], self.n_association, n_starts), self.excitatory, self.inhibitory, rng)
        return MarkIState(
            wiring.astype(X.dtype),
            np.zeros((self.n_association, n_responses, n_starts), dtype=X.dtype),
            np.zeros(n_starts, dtype=np.int64),
        )

    def respond(self, state: MarkIState, X: Array) -> Array:
        scores = np.concatenate(
            [
                _sums(association(state.wiring, X[block], self.threshold), state.weights)
                for block in _blocks(len(X), state.wiring[0].size)
            ]
        )  # (example, response, start)
        return scores[:, 0] if scores.shape[1] == 1 else scores

    def workings(self, state: MarkIState, X: Array, target: Array) -> dict[str, NDArray[np.int64]]:
        fires = association(state.wiring, X, self.threshold)[..., 0].astype(np.int64)
        return {f"a[{unit}]": signals for unit, signals in enumerate(fires.T)}

    def learn(
        self, state: MarkIState, X: Array, target: Array, rng: np.random.Generator
    ) -> Iterator[MarkIState]:
        wiring, weights, updates = state
        seen = self._signals(wiring, X)  # (start, example, unit): once, for the wiring stays
        w = weights.T.copy()  # (start, response, unit), so that what is added up lies side by side
        examples, starts = np.arange(len(X)), np.arange(updates.size)
        for _ in range(self.max_epochs):
            before = updates
            for _, shown in presentations(examples[:, None], examples, self.order, updates.size, rng):
                a = seen[starts, shown]  # (start, unit)
                t = np.broadcast_to(target[shown].reshape(len(shown), -1), w.shape[:2])
                sums = (w @ a[..., None].astype(w.dtype))[..., 0]
                wrong = self.decide(sums) != (t > 0)  # (start, response)
                wrong &= a.any(axis=1)[:, None]  # where nothing fires, nothing can be corrected
                if wrong.any():
                    w[wrong] += t[wrong][:, None] * a[wrong.nonzero()[0]]
                    updates = updates + wrong.sum(axis=1)
            yield MarkIState(wiring, w.T.copy(), updates)
            if (updates == before).all():
                return

    def _signals(self, wiring: Array, X: Array) -> NDArray[np.bool_]:
        _, n_units, n_starts = wiring.shape
        if len(X) * n_units * n_starts > _MOST_SIGNALS:
            raise ValueError(
                f"{len(X):,} examples for {n_units:,} association units in {n_starts:,} starts are "
                f"more than {_MOST_SIGNALS:,} signals; lower n_association={self.n_association}, or "
                "use fewer examples or starts"
            )
        seen = np.empty((n_starts, len(X), n_units), dtype=bool)
        for block in _blocks(len(X), n_units * n_starts):
            seen[:, block] = association(wiring, X[block], self.threshold).transpose(2, 0, 1)
        return seen

    def expectation(self, X: Array, target: Array) -> Expectation:
        """What is expected, from all the kinds of association unit that can be drawn.

        More units never make a task harder, so what all kinds together cannot answer no machine can.
        The last layer is a perceptron on what they say, and the convergence theorem holds for it: how
        long it takes depends on how many units of each kind there are, and we ask it for a machine
        that has them in proportion to their probabilities.
        """
        if not (target > 0).any():
            return Expectation(Verdict.SOLVES, "only no is wanted, and the first weights say no")
        contradiction = of_contradiction(X, target)
        if contradiction:
            return contradiction
        x, y, n = self.excitatory, self.inhibitory, self.n_association
        if _n_wirings(X.shape[1], x, y) > _most_wirings(len(X)):
            return Expectation(Verdict.OPEN, "a unit can be wired in too many ways to go through")
        found = kinds(X, x, y, self.threshold)
        if (target[~found.active.any(axis=1)] > 0).any():
            return Expectation(
                Verdict.CANNOT, "a yes is wanted where no association unit can fire, and silence is a no"
            )
        n_kinds = len(found.probability)
        most = most_corrections(found.active, target)
        if np.isnan(most):
            return Expectation(
                Verdict.OPEN, f"{n_kinds} kinds of association unit are too many to weigh"
            )
        if most == np.inf:
            return Expectation(
                Verdict.CANNOT,
                f"not even all {n_kinds} kinds of association unit together can be weighted for it",
            )
        if n_kinds == 1:  # it fires for each yes and for no other, and one correction will do
            return Expectation(Verdict.SOLVES, "any association unit that can be drawn is enough")
        if n_kinds > _MOST_KINDS:
            return Expectation(Verdict.OPEN, f"{n_kinds} kinds of association unit could answer it")
        fewest = len(sufficient_choices(found, target)[0])
        if n < fewest:
            return Expectation(
                Verdict.CANNOT, f"it takes {fewest} association units at least, and there are {n}"
            )
        typical = found.active * np.sqrt(np.maximum(n * found.probability, 1))
        needed = most_corrections(typical, target)
        if needed > self.max_epochs:
            return Expectation(
                Verdict.OPEN,
                f"a machine with the usual number of units of each kind answers it within "
                f"{np.ceil(needed):,.0f} epochs, and there are {self.max_epochs:,}",
            )
        share = answerable_share(found, target, n)
        shown = f"{share:.3f}" if share < 0.9995 else "more than 0.999"
        return Expectation(
            Verdict.DEPENDS if share >= _RARE else Verdict.OPEN,
            f"a share of {shown} of all machines has the association units that it takes",
        )


def wire(
    shape: tuple[int, int, int], excitatory: int, inhibitory: int, rng: np.random.Generator
) -> NDArray[np.int32]:
    """Connect association units to random points of the retina, each point equally likely.

    Parameters
    ----------
    shape : tuple of int
        Points, association units and starts.
    excitatory, inhibitory : int
        Connections of each unit.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of int, shape (feature, unit, start)
        Excitatory minus inhibitory connections of each unit to each point.

    Raises
    ------
    ValueError
        If there would be more than 50,000,000 entries, or as many connections.

    Examples
    --------
    >>> wire((400, 512, 1), 6, 4, np.random.default_rng(0)).sum(axis=0).ravel()[:5]
    array([2, 2, 2, 2, 2])
    """
    n_points, n_units, n_starts = shape
    if max(n_points, excitatory, inhibitory) * n_units * n_starts > _MOST_WIRES:
        raise ValueError(
            f"{n_units:,} association units on {n_points:,} points, with {excitatory:,} and "
            f"{inhibitory:,} connections, in {n_starts:,} starts are more than {_MOST_WIRES:,} "
            "entries; lower n_association, or use fewer features, connections or starts"
        )
    wiring = np.zeros(shape, dtype=np.int32)
    for sign, number in ((1, excitatory), (-1, inhibitory)):
        points = rng.integers(n_points, size=(number, n_units, n_starts))
        np.add.at(wiring, (points, *np.ogrid[:n_units, :n_starts]), sign)
    return wiring


def association(wiring: Array, X: Array, threshold: float) -> NDArray[np.bool_]:
    """Which association units fire, shape (example, unit, start).

    Parameters
    ----------
    wiring : ndarray of shape (feature, unit, start)
    X : ndarray of shape (example, feature)
        The images, a point of the retina a column.
    threshold : float

    Raises
    ------
    ValueError
        If the images have another size than the retina.

    Examples
    --------
    >>> wiring = np.array([2.0, -1.0]).reshape(2, 1, 1)
    >>> association(wiring, np.array([[1.0, 0.0], [1.0, 1.0]]), threshold=2).ravel()
    array([ True, False])
    """
    if X.shape[1] != len(wiring):
        raise ValueError(
            f"images of {X.shape[1]:,} points do not fit a retina of {len(wiring):,}; give each example "
            "as many numbers as the machine was wired for"
        )
    currents = X @ wiring.reshape(len(wiring), -1)
    # A sum that meets the threshold reaches it.  Its last digits depend on how many images are shown.
    eps = np.finfo(np.result_type(currents, np.float32)).eps
    rounding = 100 * eps * np.maximum(np.abs(X).max(axis=1, keepdims=True), abs(threshold))
    fires: NDArray[np.bool_] = currents >= threshold - rounding
    return fires.reshape(len(X), *wiring.shape[1:])


@np.errstate(under="ignore")
def activity(lit: ArrayLike, excitatory: int, inhibitory: int, threshold: float) -> NDArray[np.float64]:
    """The probability P_a that an association unit fires, by the formula of 1958.

    Parameters
    ----------
    lit : array
        R, the share of the retina that is lit.
    excitatory, inhibitory : int
        x and y.
    threshold : float
        theta.

    Raises
    ------
    ValueError
        If a share is not between 0 and 1, or a number of connections is negative.

    Examples
    --------
    >>> activity([0.2, 0.5], excitatory=5, inhibitory=5, threshold=1).round(6)
    array([0.340124, 0.376953])
    """
    R = np.asarray(lit, dtype=float)
    if not ((R >= 0) & (R <= 1)).all():
        raise ValueError(f"lit must be a share of the retina, between 0 and 1, not {lit!r}")
    if min(excitatory, inhibitory) < 0:
        raise ValueError(f"numbers of connections are not negative: {excitatory}, {inhibitory}")

    def b(n: int, k: int) -> Array:
        return np.asarray(comb(n, k) * R**k * (1 - R) ** (n - k))

    terms = [
        b(excitatory, e) * b(inhibitory, i)
        for e in range(excitatory + 1)
        for i in range(inhibitory + 1)
        if e - i >= threshold
    ]
    return np.asarray(sum(terms, np.zeros_like(R)))


class Kinds(NamedTuple):
    """The kinds of association unit that differ on a set of examples."""

    active: NDArray[np.bool_]  # (example, kind): for which examples it fires
    probability: NDArray[np.float64]  # (kind,): that a unit is of this kind


def kinds(X: Array, excitatory: int, inhibitory: int, threshold: float) -> Kinds:
    """All kinds of association unit that random wiring can give, and how likely each is.

    It goes through all wirings, so the retina must be small.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    excitatory, inhibitory : int
    threshold : float

    Raises
    ------
    ValueError
        If a unit can be wired in more than 10,000 ways, or these, for all examples, are more than
        1,000,000 to look at.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> found = kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
    >>> found.active.T.astype(int)
    array([[0, 0, 1, 1],
           [0, 1, 0, 1],
           [0, 1, 1, 1]])
    >>> found.probability.round(3)
    array([0.377, 0.377, 0.246])
    """
    n_points = X.shape[1]
    number, most = _n_wirings(n_points, excitatory, inhibitory), _most_wirings(len(X))
    if number > most:
        raise ValueError(
            f"a unit with {excitatory} and {inhibitory} connections to {n_points} points can be wired "
            f"in {number:,} ways, more than {most:,}; use fewer points, connections or examples"
        )
    plus, p_plus = _spread(n_points, excitatory)
    minus, p_minus = _spread(n_points, inhibitory)
    wiring = (plus[:, :, None] - minus[:, None]).reshape(n_points, -1, 1)  # (feature, wiring, 1)
    fires = association(wiring, X, threshold)[..., 0]  # (example, wiring)
    active, which = np.unique(fires, axis=1, return_inverse=True)
    return Kinds(active, np.bincount(which.ravel(), np.outer(p_plus, p_minus).ravel()).astype(float))


def _n_wirings(n_points: int, *connections: int) -> int:
    return prod(comb(number + n_points - 1, number) for number in connections)


def _most_wirings(n_examples: int) -> int:
    return min(_MOST_WIRINGS, _MOST_LOOKS // max(n_examples, 1))


def _spread(n_points: int, connections: int) -> tuple[Array, Array]:
    """All ways to end on the points, shape (feature, way), and how likely each is."""
    ways = [
        np.bincount(points, minlength=n_points)
        for points in combinations_with_replacement(range(n_points), connections)
    ]
    orders = [factorial(connections) // prod(map(factorial, way.tolist())) for way in ways]
    return np.array(ways, dtype=float).T, np.array(orders) / n_points**connections


def most_corrections(active: NDArray[np.bool_] | Array, target: Array) -> float:
    """How many corrections a response unit makes at most from zero weights; infinite if it must fail.

    NaN if that could not be shown either way.

    Novikoff's bound (1962) for weights without a bias.  Where no unit fires the answer is no, whatever
    the weights are.  For the other examples they must separate through the origin, which is to separate
    the examples together with their mirror images.

    Parameters
    ----------
    active : ndarray of bool or float, shape (example, unit)
        What the association units say.  Several that always say the same may stand as one that says
        the square root of their number.
    target : ndarray of -1 and +1, shape (example,)

    Examples
    --------
    >>> from neurohistory.problems.gates import AND
    >>> most_corrections(AND.X > 0, AND.target)  # the points themselves: no AND without a bias
    inf
    """
    lit = active.any(axis=1)
    if (target[~lit] > 0).any():
        return np.inf
    if (target < 0).all():
        return 0.0
    different: Array = np.unique(np.column_stack([active, target])[lit], axis=0)
    a, t = different[:, :-1], different[:, -1]
    found = separate(np.vstack([a, -a]), np.concatenate([t, -t]))
    if not found.separable:
        return np.nan if found.separable is None else np.inf
    return float((a * a).sum(axis=1).max() / found.margin**2)


def sufficient_choices(found: Kinds, target: Array) -> list[tuple[int, ...]]:
    """The choices of kinds, by number, that can be weighted to answer rightly; small ones first.

    Parameters
    ----------
    found : Kinds
        Of at most six kinds.
    target : ndarray of -1 and +1, shape (example,)

    Raises
    ------
    ValueError
        If there are more kinds.

    Examples
    --------
    >>> from neurohistory.problems.gates import OR, XOR
    >>> found = kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
    >>> sufficient_choices(found, XOR.target)
    [(0, 1, 2)]
    >>> sufficient_choices(found, OR.target)
    [(2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
    """
    n_kinds = len(found.probability)
    if n_kinds > _MOST_KINDS:
        raise ValueError(
            f"{n_kinds} kinds of association unit are more than {_MOST_KINDS}, too many to weigh all "
            "choices; use fewer examples"
        )
    enough: list[tuple[int, ...]] = []
    for choice in _choices(range(n_kinds)):
        if any(set(smaller) <= set(choice) for smaller in enough) or np.isfinite(
            most_corrections(found.active[:, list(choice)], target)
        ):
            enough.append(choice)
    return enough


def answerable_share(found: Kinds, target: Array, n_association: int) -> float:
    """The share of all machines whose association units can be weighted to answer rightly.

    The sum, over the choices of kinds that suffice, of the probability that these and no others are
    among the `n_association` units, by inclusion and exclusion.

    Parameters
    ----------
    found : Kinds
        Of at most six kinds.
    target : ndarray of -1 and +1, shape (example,)
    n_association : int

    Raises
    ------
    ValueError
        If there are more kinds.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> found = kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
    >>> [round(answerable_share(found, XOR.target, n), 3) for n in (3, 8, 30)]
    [0.21, 0.851, 1.0]
    """
    share = sum(
        (-1) ** (len(choice) - len(part)) * found.probability[list(part)].sum() ** n_association
        for choice in sufficient_choices(found, target)
        for part in _choices(choice)
    )
    return float(np.clip(share, 0, 1))


def _choices(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All non-empty choices, small ones first."""
    return chain.from_iterable(combinations(numbers, size + 1) for size in range(len(numbers)))


def _sums(active: NDArray[np.bool_], weights: Array) -> Array:
    """What arrives at the response units, shape (example, response, start)."""
    if weights.shape[-1] == 1:
        return (active[..., 0] @ weights[..., 0])[..., None]
    return np.asarray(np.einsum("eur,ukr->ekr", active, weights))


def _blocks(n_examples: int, signals: int) -> list[slice]:
    """The examples in portions, so that memory stays bounded."""
    step = max(1, _BLOCK // signals)
    return [slice(first, first + step) for first in range(0, n_examples, step)]
