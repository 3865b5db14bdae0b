"""McCulloch and Pitts 1943: the nets of Figure 1 against their formulas, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from neurohistory.nervous_nets.compiler import compile_expression
from neurohistory.nervous_nets.figure_1 import FIGURE_1
from neurohistory.nervous_nets.net import Net, Neuron, run
from neurohistory.nervous_nets.ring import ring
from neurohistory.papers.mcculloch_1943 import PAPER
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.reproduction.findings import Share
from neurohistory.theory.expectation import Verdict
from neurohistory.theory.single_cell import expect_single_cell

__all__ = ["REPRODUCTION"]

Row = NDArray[np.bool_]  # (tick, pattern)


def _ago(row: Row, ticks: int) -> Row:
    return np.concatenate([np.zeros_like(row[:ticks]), row[: len(row) - ticks]])


def _coincided(a: Row, b: Row) -> Row:
    return _ago(np.logical_or.accumulate(a & b, axis=0), 1)


# Written from the formulas under the figure, and not from the wiring.
_FORMULAS: dict[str, dict[str, Callable[..., Row]]] = {
    "a": {"N2": lambda n1: _ago(n1, 1)},
    "b": {"N3": lambda n1, n2: _ago(n1 | n2, 1)},
    "c": {"N3": lambda n1, n2: _ago(n1 & n2, 1)},
    "d": {"N3": lambda n1, n2: _ago(n1 & ~n2, 1)},
    "e": {
        "N3": lambda n1, n2: _ago(n1, 1) | (_ago(n2, 3) & ~_ago(n2, 2)),
        "N4": lambda n1, n2: _ago(n2, 2) & _ago(n2, 1),
    },
    "f": {"N4": lambda n1, n2, n3: _ago((~n1 & (n2 | n3)) | (n1 & n2 & n3), 2)},
    "g": {"N3": lambda n1, n2: _ago(n2, 2) & ~_ago(n1, 3)},
    "h": {"N2": lambda n1: _ago(n1, 1) & _ago(n1, 2)},
    "i": {"N3": lambda n1, n2: _ago(n2, 1) | _ago(n1 & _coincided(n1, n2), 1)},
}


@experiment(
    "each net of Figure 1 and its formula, on all patterns of inputs of six ticks (four for three "
    "inputs)"
)
def figure(starts: int, seed: int) -> dict[str, Share]:
    found = {}
    for letter, drawing in FIGURE_1.items():
        inputs = drawing.net.inputs
        n_ticks = 6 if len(inputs) < 3 else 4
        bits = n_ticks * len(inputs)
        patterns = (np.arange(2**bits) >> np.arange(bits)[:, None]) & 1
        pulses = patterns.reshape(len(inputs), n_ticks, -1)
        spikes = run(drawing.net, dict(zip(inputs, pulses, strict=True)), ticks=n_ticks + 4)
        rows = [spikes[name] for name in inputs]
        for output, formula in _FORMULAS[letter].items():
            same = (spikes[output] == formula(*rows)).all(axis=0)
            found[f"{letter}_{output.lower()}"] = Share(int(same.sum()), same.size)
    return found


@experiment("the net of heat and cold, with cold on for k ticks from tick 0 and no heat")
def heat_and_cold(starts: int, seed: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for k in (1, 2, 3, 8):
        spikes = run(FIGURE_1["e"].net, {"N2": [1] * k}, ticks=k + 10)
        for name, cell in (("heat", "N3"), ("cold", "N4")):
            fired = spikes.ticks(cell)
            found[f"{name}_{k}"] = fired[0] if len(fired) == 1 else tuple(fired) or "never"
    return found


@experiment("the nets of the figure, cell by cell")
def anatomy(starts: int, seed: int) -> dict[str, object]:
    cells = [cell for drawing in FIGURE_1.values() for cell in drawing.net.neurons]
    delays = {f"delay_{each}": FIGURE_1[each].net.delay for each in "abcdefgh"}
    return delays | {
        "threshold": sorted({cell.threshold for cell in cells}),
        "cyclic": [letter for letter, drawing in FIGURE_1.items() if drawing.net.cycle],
        "nets": len(FIGURE_1),
    }


@experiment(
    "the net that imitates learning; inputs 1 and 2 together at tick 3, then input 1 alone at tick 6"
)
def learning(starts: int, seed: int) -> dict[str, object]:
    inputs = {"N1": [0, 1, 0, 1, 0, 0, 1, 0], "N2": [0, 0, 0, 1]}
    spikes = run(FIGURE_1["i"].net, inputs, ticks=200)
    without = run(FIGURE_1["i"].net, {"N1": [1, 0, 1], "N2": [0, 1, 0]}, ticks=20)
    return {
        "loop_from": spikes.ticks("a")[0],
        "loop_for_ever": spikes.ticks("a") == list(range(4, 200)),
        "fires_alone": spikes.ticks("N3")[-1],
        "without_pairing": len(without.ticks("a")),
    }


@experiment("a hundred excitatory endings active against one inhibitory one")
def inhibition(starts: int, seed: int) -> dict[str, bool]:
    net = Net(["many", "one"], [Neuron("n", {"many": 100}, ["one"])])
    return {"beaten": bool(run(net, {"many": [1], "one": [1]}).ticks("n"))}


@experiment("rings of 1 to 12 relays, started with one spike, for 60 ticks")
def loops(starts: int, seed: int) -> dict[str, Share]:
    goes = [
        run(ring(n), {"start": [1]}, ticks=60).ticks("1") == list(range(1, 60, n)) for n in range(1, 13)
    ]
    return {"period": Share(sum(goes), len(goes))}


@experiment("one cell with two inputs, any endings, any threshold of at least 1; all sixteen functions")
def one_cell(starts: int, seed: int) -> dict[str, object]:
    can = {
        name
        for name, gate in TWO_INPUT.items()
        if expect_single_cell(gate.X > 0, gate.target).verdict is Verdict.SOLVES
    }
    silent = {name for name, gate in TWO_INPUT.items() if not gate.truth[0]}
    return {"functions": len(can), "missed": sorted(silent - can)}


@experiment("XOR as a net that is compiled from its expression")
def xor(starts: int, seed: int) -> dict[str, int]:
    return {"delay": compile_expression("a xor b").delay}


_READING = (
    "No number stands in the drawings; that the threshold is 2 everywhere is a reading of them. The "
    "proof of Theorem I lets a cell fire where the sum exceeds its threshold.",
)
_ALL = {"f_n4": "4,096 of 4,096", "a_n2": "64 of 64", "h_n2": "64 of 64"}
_NETS = {
    "a_n2": "a relay", "b_n3": "or", "c_n3": "and", "d_n3": "and not", "e_n3": "the feeling of heat",
    "e_n4": "the feeling of cold", "f_n4": "relative inhibition", "g_n3": "extinction",
    "h_n2": "temporal summation", "i_n3": "learning",
}  # fmt: skip
_PULSES = {
    "heat_1": "3", "cold_1": "never", "heat_2": "4", "cold_2": "2", "heat_3": "5", "cold_3": "2, 3",
    "heat_8": "10", "cold_8": "2, 3, 4, 5, 6, 7, 8",
}  # fmt: skip

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="A neuron as a proposition: it fires or it does not. Nine small nets of such cells, drawn in "
    "one figure with a formula each, show that nets compute logic, with time in it. One of them "
    "explains why cold that is brief feels like heat. Nothing is learned; every net is designed.",
    differs="The formulas are printed, and the nets are drawings. We wired the drawings as published "
    "readings do, and hold each net against its formula on all patterns of its inputs.",
    claims=(
        *(
            Claim(
                id=f"figure.{key}",
                says=f"Patterns on which the net \"{what}\" does what its formula says",
                place=f"Fig. 1{key[0]} and the formula under it",
                printed=_ALL.get(key, "4,096 of 4,096"),
                experiment=figure, open_questions=_READING,
            )
            for key, what in _NETS.items()
        ),
        *(
            Claim(
                id=f"heat_and_cold.{key}",
                says=f"Ticks at which {key[:4]} is felt after cold of {key[5:]} ticks",
                place="Fig. 1e and the text on heat and cold; the ticks follow from the formulas",
                printed=printed, experiment=heat_and_cold, confidence="computed",
            )
            for key, printed in _PULSES.items()
        ),
        *(
            Claim(
                id=f"anatomy.delay_{letter}", says=f"Ticks from input to output in net {letter}",
                place=f"Fig. 1{letter}, the times in its formula", printed=str(delay),
                experiment=anatomy,
            )
            for letter, delay in {"a": 1, "b": 1, "c": 1, "d": 1, "e": 3, "f": 2, "g": 3, "h": 2}.items()
        ),
        Claim(
            id="anatomy.nets", says="Nets in the figure", place="Fig. 1, a to i", printed="9",
            experiment=anatomy,
        ),
        Claim(
            id="anatomy.cyclic", says="The nets of the figure that have a circle", place="Fig. 1",
            printed="i", experiment=anatomy,
        ),
        Claim(
            id="learning.loop_from",
            says="The tick from which the circle fires, after a pairing at tick 3",
            place="Fig. 1i", printed="4", experiment=learning, confidence="computed",
        ),
        Claim(
            id="learning.loop_for_ever", says="The circle that was set going fires for ever",
            place="Fig. 1i", printed="yes", experiment=learning,
        ),
        Claim(
            id="learning.fires_alone",
            says="The tick at which input 1, alone at tick 6, fires the output",
            place="Fig. 1i", printed="7", experiment=learning, confidence="computed",
        ),
        Claim(
            id="learning.without_pairing", says="Spikes of the circle where the inputs never coincided",
            place="Fig. 1i", printed="0", experiment=learning,
        ),
        Claim(
            id="inhibition.beaten", says="A hundred excitatory endings beat one inhibitory one",
            place="the assumptions, pages 117-118: inhibition is absolute", printed="no",
            experiment=inhibition,
        ),
        Claim(
            id="loops.period", says="Rings of n relays whose period is n", place="nets with circles",
            printed="12 of 12", experiment=loops, confidence="computed",
        ),
        Claim(
            id="one_cell.functions", says="Functions of two inputs that one cell computes",
            place="from the assumptions, pages 117-118", printed="7", experiment=one_cell,
            confidence="computed",
        ),
        Claim(
            id="one_cell.missed", says="The functions with silence for silence that one cell misses",
            place="from the assumptions, pages 117-118", printed="XOR", experiment=one_cell,
            confidence="computed",
        ),
        Claim(
            id="xor.delay", says="Ticks that XOR takes", place="from the assumptions", printed="2",
            experiment=xor,
        ),
        Claim(
            id="theorem.realizable",
            says="Every temporal propositional expression can be realized by a net",
            place="Theorem II", tier="from a text",
            missing="a proof for expressions of every size; the compiler is checked up to ten variables",
        ),
    ),
)  # fmt: skip
