"""What there is a reference run of: each rule with its tasks, its steps and its first weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

from neurohistory.reference_runs import decimals, exact

__all__ = ["CODINGS", "GATES", "RULES", "Rule"]

GATES = ("AND", "OR", "NAND", "NOR", "XOR", "XNOR", "A_AND_NOT_B", "A_OR_NOT_B")
_LINEAR = tuple(gate for gate in GATES if gate not in ("XOR", "XNOR"))
CODINGS = {"01": "0 and 1", "pm1": "-1 and +1"}

_UNIT = ("bias", "w1", "w2")
_KERNELS: dict[str, tuple[str, Callable[[Sequence[int], Sequence[int]], int]]] = {
    "linear": ("K(u, v) = u.v", lambda u, v: _dot(u, v)),
    "poly": ("K(u, v) = (u.v + 1)^2", lambda u, v: (_dot(u, v) + 1) ** 2),
}


def _dot(u: Sequence[int], v: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(u, v, strict=True))


def _solution(
    kernel: Callable[[Sequence[int], Sequence[int]], int],
    X: Sequence[Sequence[int]],
    target: Sequence[int],
    step: Fraction,
    first: list[Fraction],
) -> list[list[Fraction]]:
    return [exact.widest_margin(X, target, kernel)]


@dataclass(frozen=True)
class Rule:
    """A rule, and the runs of it.

    Attributes
    ----------
    work_out : callable
        From inputs, targets, step and first weights: the weights after each row of the trace.
    formula, source, difficulty, row : str
        The rule; who published it; lower, average or higher, and why; after what a row is told.
    columns : tuple of str
        The numbers of a row.
    starts : dict of str to list of str
        The first weights, as fractions, by the name of the start.
    step : callable
        From the coding of the inputs.
    targets : pair of int, default=(-1, 1)
        What is taught for no and for yes.
    gates, codings : tuple of str
    digits : int, default=17
        How many are kept of each number; 0 keeps the whole fraction.
    more : dict
        What the run needs besides.
    """

    work_out: Callable[[Any, Any, Fraction, list[Fraction]], list[list[Fraction]]]
    formula: str
    source: str
    difficulty: str
    starts: Mapping[str, Sequence[str]]
    step: Callable[[str], Fraction] = lambda coding: Fraction(1)
    columns: tuple[str, ...] = _UNIT
    row: str = "presentation"
    targets: tuple[int, int] = (-1, 1)
    gates: tuple[str, ...] = GATES
    codings: tuple[str, ...] = ("01", "pm1")
    digits: int = 17
    more: Mapping[str, Any] = field(default_factory=dict)


_STARTS = {"near": ("0", "0", "0"), "far": ("5/2", "-7/4", "13/4")}
_NETWORK = tuple(f"{unit}_{name}" for unit in ("h1", "h2", "o") for name in _UNIT)

RULES = {
    "perceptron": Rule(
        exact.perceptron,
        formula="o = 1 if b + w.x >= 0, else 0; e = t - o; b <- b + step e; w <- w + step e x",
        source="Rosenblatt 1962; Block 1962",
        difficulty="lower: a float holds every number of this run exactly",
        starts=_STARTS, targets=(0, 1), digits=0,
    ),
    "adaline": Rule(
        exact.adaline,
        formula="e = t - (b + w.x); b <- b + step e; w <- w + step e x",
        source="Widrow and Hoff 1960",
        difficulty="average: a float rounds at every presentation",
        # A tenth of the error of an average pattern, 2 or 3 inputs long with the bias.
        starts=_STARTS, step=lambda coding: Fraction(1, 20 if coding == "01" else 30),
    ),
    "mark_i": Rule(
        exact.mark_i,
        formula="a_j = 1 if wiring_j.x >= 1, else 0; if (w.a > 0) is not (t > 0): w <- w + step t a",
        source="Rosenblatt 1960",
        difficulty="lower: a float holds every number of this run exactly",
        starts={"near": ("0",) * 4, "far": ("5/2", "-7/4", "13/4", "-3/2")}, digits=0,
        columns=("w1", "w2", "w3", "w4"), codings=("01",),
        more={"wiring": [list(wires) for wires in exact.WIRING]},
    ),
    "madaline": Rule(
        exact.madaline,
        formula="s_u = b_u + w_u.x; yes if one of the two sums is above 0; if that is wrong, for t = 1 "
        "the unit with the largest sum moves (the first of equals), for t = -1 each with a sum above 0: "
        "b_u <- b_u + step (t - s_u) / (1 + x.x); w_u <- w_u + step (t - s_u) x / (1 + x.x)",
        source="Widrow 1962, as Widrow and Lehr tell it in 1990",
        difficulty="average: a float rounds at every correction, and who is corrected hangs on a sign",
        # No sum in any run comes nearer to 0 than 1/40: what a sign decides is certain in floats too.
        starts={"near": ("-11/40", "-1/2", "17/40", "9/20", "1/2", "13/40"),
                "far": ("5/2", "-7/4", "13/4", "-3/2", "9/4", "2")},
        step=lambda coding: Fraction(3, 4),
        columns=tuple(f"u{unit}_{name}" for unit in (1, 2) for name in _UNIT),
        gates=("AND", "OR", "XOR", "XNOR"),
    ),
    "logistic_unit": Rule(
        decimals.logistic_unit,
        formula="h = 1 / (1 + exp(-(b + w.x))); b <- b + step mean(t - h); "
        "w <- w + step mean((t - h) x), the means over all examples",
        source="Cox 1958; the steps are gradient descent on the cross-entropy",
        difficulty="average: an exponential in every row",
        starts=_STARTS, row="sweep", targets=(0, 1), codings=("01",),
    ),
    "backprop": Rule(
        decimals.backprop,
        formula="h_j = g(b_j + w_j.x); y = g(b + w.h); g(z) = 1 / (1 + exp(-z)); E = 1/2 sum (y - t)^2 "
        "over all examples; v <- momentum v - step dE/dw; w <- w + v, for all weights at once; "
        "v is 0 at first",
        source="Rumelhart, Hinton and Williams 1986",
        difficulty="higher: hidden weights, exponentials, and a velocity that carries every error on",
        starts={"near": ("1/10", "3/10", "-2/5", "-1/5", "1/4", "7/20", "1/20", "-3/10", "9/20"),
                "far": ("3", "-2", "5/2", "-5/2", "7/4", "3", "2", "-3", "13/4")},
        step=lambda coding: Fraction(1, 2), columns=_NETWORK, row="sweep", targets=(0, 1),
        codings=("01",), more={"momentum": str(decimals.MOMENTUM)},
    ),
    **{
        f"svm_{name}": Rule(
            partial(_solution, kernel),
            formula=f"maximize sum a_i - 1/2 sum a_i a_j t_i t_j K(x_i, x_j), {told}, with a_i >= 0 "
            "and sum a_i t_i = 0; the answer is sum a_i t_i K(x_i, x) + bias; bias so that it is t_i "
            "where a_i > 0",
            source="Boser, Guyon and Vapnik 1992; Cortes and Vapnik 1995",
            difficulty="average: the one solution, which a solver nears as far as its tolerance",
            starts={"solution": ()}, columns=("a1", "a2", "a3", "a4", "bias"), row="solution",
            gates=_LINEAR if name == "linear" else GATES, codings=("pm1",),
        )
        for name, (told, kernel) in _KERNELS.items()
    },
}  # fmt: skip
