"""Minsky and Papert 1969: the orders of predicates, each with a proof both ways."""

from __future__ import annotations

from typing import Any

from neurohistory.papers.minsky_1969 import PAPER
from neurohistory.problems.gates import parity as parity_of
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.reproduction.findings import Share
from neurohistory.runner import run
from neurohistory.theory.predicates import retinas
from neurohistory.theory.predicates.hidden_units import two_hidden_units
from neurohistory.theory.predicates.order import order_of

__all__ = ["REPRODUCTION"]

_GRIDS = {
    (1, 3): 1, (1, 4): 2, (1, 5): 2, (1, 6): 2, (2, 2): 2, (2, 3): 2, (2, 4): 2, (2, 5): 3, (3, 3): 3,
}  # fmt: skip


def _order(asked: Any) -> int:
    found = order_of(asked.X, asked.truth)
    if not found.holds(asked.X, asked.truth):
        raise ArithmeticError("a proof of an order does not hold when it is multiplied out")
    return found.order


@experiment("the parity of 1 to 6 points; each order with weights, and multipliers against a lower one")
def parity(starts: int, seed: int) -> dict[str, int]:
    return {f"order_{n}": _order(parity_of(n)) for n in range(1, 7)}


@experiment("a row of 2 to 8 points that may be its own mirror image; all patterns")
def mirror(starts: int, seed: int) -> dict[str, int]:
    return {f"order_{n}": _order(retinas.mirror_symmetry(n)) for n in range(2, 9)}


@experiment(
    "all patterns on small grids, connected through edges; none and one point count as connected"
)
def connected(starts: int, seed: int) -> dict[str, int]:
    return {
        f"order_{rows}x{columns}": _order(retinas.connectedness(rows, columns))
        for rows, columns in _GRIDS
    }


@experiment("T against C in all places and quarter turns, on retinas of side 3, 4 and 5")
def letters(starts: int, seed: int) -> dict[str, int]:
    asked = {side: retinas.t_or_c(side) for side in (3, 4, 5)}
    sizes = {f"patterns_{side}": len(each.X) for side, each in asked.items()}
    return sizes | {f"order_{side}": _order(each) for side, each in asked.items()}


@experiment("one box of four points that holds a black one")
def box(starts: int, seed: int) -> dict[str, int]:
    return {"order": _order(retinas.one_in_a_box(1, 4))}


@experiment(
    "two hidden threshold units and one above them, without shortcuts; all functions of 2 to 4 inputs"
)
def hidden(starts: int, seed: int) -> dict[str, Share]:
    return {f"functions_{n}": Share(len(two_hidden_units(n)), 2 ** (2**n)) for n in (2, 3, 4)}


@experiment("threshold units over all products of at most k inputs, taught by error correction",
            starts=100, quick=30)  # fmt: skip
def taught(starts: int, seed: int) -> dict[str, bool]:
    tried = {
        order: run(f"minsky_papert:predicate_order={order}", "XOR", starts=starts, seed=seed).n_solved
        for order in (1, 2)
    }
    return {"xor_by_order_1": tried[1] > 0, "xor_by_order_2": tried[2] == starts}


_COMPUTED = "not printed for this size: from the definition of an order"

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="Minsky and Papert asked how many points of a picture some part of a perceptron must see "
    "together. The least such number is the *order* of a question. They proved what one trained layer "
    "can do and what it cannot, for each number of points and without a run.",
    differs="The book proves its theorems for every size. We find the order on small retinas, with "
    "weights that do it and multipliers that prove that no lower order does, both multiplied out in "
    "whole numbers.",
    claims=(
        *(
            Claim(
                id=f"parity.order_{n}", says=f"The order of the parity of {n} point{'s' * (n > 1)}",
                place="the parity theorem, for every n", printed=str(n), experiment=parity,
            )
            for n in range(1, 7)
        ),
        *(
            Claim(
                id=f"mirror.order_{n}", says=f"The order of mirror symmetry in a row of {n} points",
                place=_COMPUTED, printed="2", experiment=mirror, confidence="computed",
            )
            for n in range(2, 9)
        ),
        *(
            Claim(
                id=f"letters.order_{side}",
                says=f"The order of T against C on a retina of {side} by {side} points",
                place="the statement that telling T from C takes three points; told in PDP, page 348",
                printed="3", experiment=letters,
            )
            for side in (3, 4, 5)
        ),
        *(
            Claim(
                id=f"letters.patterns_{side}",
                says=f"Patterns of T and C on a retina of {side} by {side} points",
                place="all places and quarter turns", printed=str(number), experiment=letters,
                confidence="computed",
            )
            for side, number in ((3, 12), (4, 40), (5, 84))
        ),
        *(
            Claim(
                id=f"connected.order_{rows}x{columns}",
                says=f"The order of connectedness on a grid of {rows} by {columns} points",
                place=_COMPUTED, printed=str(order), experiment=connected, confidence="computed",
                open_questions=("Whether an empty picture is connected; we say it is, as is a single "
                "point.",),
            )
            for (rows, columns), order in _GRIDS.items()
        ),
        Claim(
            id="box.order", says="The order of \"one in a box\" with one box of four points",
            place=_COMPUTED, printed="1", experiment=box, confidence="computed",
        ),
        Claim(
            id="box.many", says="A bound for the order of \"one in a box\" with many boxes",
            place="the theorem on one in a box", confidence="from memory", tier="from a text",
            missing="a source in which we have read the bound, and a proof for retinas whose patterns "
            "are too many to list",
        ),
        Claim(
            id="connected.no_finite_order", says="Connectedness has no finite order as the retina grows",
            place="the theorem on connectedness", tier="from a text",
            missing="a proof for every size; small grids show only that the order rises",
        ),
        Claim(
            id="taught.xor_by_order_1",
            says="A unit that sees each input alone learns XOR from some start",
            place="the parity theorem, n = 2", printed="no", experiment=taught,
        ),
        Claim(
            id="taught.xor_by_order_2",
            says="A unit that sees pairs of inputs learns XOR from every start",
            place="the parity theorem, n = 2, with the convergence theorem",
            printed="yes", experiment=taught,
        ),
        *(
            Claim(
                id=f"hidden.functions_{n}",
                says=f"Functions of {n} inputs that two hidden threshold units and one above compute",
                place="not in the book: what trained layers in between would gain", printed=printed,
                experiment=hidden, confidence="computed",
            )
            for n, printed in ((2, "16 of 16"), (3, "254 of 256"), (4, "41,614 of 65,536"))
        ),
    ),
)  # fmt: skip
