"""Nets with loops and layers, from 1982 to 1990, and the optimizers that they are trained by."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from neurohistory.plots import theme
from neurohistory.reproduction.findings import Figure, read
from neurohistory.site.papers.redrawn.parts import Ours, Redrawn, numbered, printed_number

__all__ = [
    "encoders",
    "first_steps",
    "handbook",
    "hidden_units",
    "random_starts",
    "symmetry",
    "third_rule",
]


def random_starts(ax: Axes, ours: Ours) -> Redrawn:
    """Where random starts end, of 1982: a share for each net."""
    result = ours.claims["ends.assigned"]
    shares = np.sort(np.asarray(result.found, dtype=float))
    ax.plot(
        np.arange(1, len(shares) + 1) / len(shares), shares, color=theme.BLUE, label="ours, net by net"
    )
    printed, mean = printed_number(result), float(shares.mean())
    ax.axhline(printed, color=theme.VERMILLION, label=f"printed: {printed:g}")
    ax.axhline(mean, color=theme.MUTED, linestyle="--", label=f"mean of ours: {mean:.2f}")
    ax.set(xlabel="nets, from the worst to the best", ylabel="starts that end in a memory", ylim=(0, 1))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}"))
    ax.legend(fontsize=8)
    return Redrawn(
        f"The printed {printed:g} is true of good nets, and the mean of ours is {mean:.2f}",
        f"{len(shares):,} nets of 30 units with 5 memories, and 50 random starts in each; opposites of "
        "memories count.",
        "A curve that rises from 0 to nearly 1 over the nets, sorted; one line marks what is printed, "
        "and another one the mean.",
    )


def encoders(ax: Axes, ours: Ours) -> Redrawn:
    """How soon the encoders of 1985 find their codes."""
    for id_, told, color in (
        ("encoder_4.median", "4-2-4", theme.BLUE), ("encoder_3.median", "4-3-4", theme.GREEN),
        ("encoder_8.cycles_to_seven", "8-3-8, seven codes", theme.PURPLE),
    ):  # fmt: skip
        cycles = np.asarray(ours.claims[id_].found, dtype=float)
        found = np.sort(cycles[np.isfinite(cycles)])
        share = np.arange(1, len(found) + 1) / len(cycles)
        ax.plot(found, share, drawstyle="steps-post", color=color, label=f"ours, {told}")
        if isinstance(read(ours.claims[id_].claim.printed), Figure):
            printed = printed_number(ours.claims[id_])
            ax.plot([printed], [0.5], "o", mfc="none", color=color, label=f"printed median, {told}")
    ax.set(xlabel="cycles of learning", ylabel="starts with their codes", xscale="log", ylim=(0, 1))
    ax.legend(fontsize=8)
    return Redrawn(
        f"{ours.claims['encoder_4.found'].ours} encoders of ours, 4-2-4, find a code for each case",
        "The medians that the paper prints are rings at the height of one half.",
        "Curves that rise with the cycles, one for each kind of encoder.",
    )


def symmetry(ax: Axes, ours: Ours) -> Redrawn:
    """Figure 1 of 1986: the weights of the two hidden units, by the bit that they look at."""
    weights = np.array(ours.findings["symmetry"]["weights"], dtype=float)  # (unit, bit)
    second, third = (ours.claims[f"symmetry.{which}_weight"].found for which in ("second", "third"))
    for unit, (each, color) in enumerate(zip(weights, (theme.BLUE, theme.VERMILLION), strict=True)):
        at = np.arange(1, 7) + (unit - 0.5) * 0.36
        ax.bar(at, each, width=0.34, color=color, label=f"hidden unit {unit + 1}")
    ax.axhline(0, color=theme.INK, linewidth=0.8)
    ax.set(xlabel="bit", ylabel="weight")
    ax.legend(ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1))
    return Redrawn(
        "Mirrored bits have weights that are equal and opposite",
        "The weights of one run of ours. On each side they stand as "
        f"1 : {second:.2f} : {third:.2f} in the median of our runs, and the paper prints 1 : 2 : 4.",
        "Bars for the weights of two hidden units on six bits; the bars of bits 1 and 6, 2 and 5, "
        "3 and 4 are equal and opposite, and the second unit is the first with its signs changed.",
    )


def handbook(ax: Axes, ours: Ours) -> Redrawn:
    """The error of the run of 1988, by epoch."""
    for kind, told, color in (
        ("epochs", "a change an epoch", theme.BLUE), ("patterns", "a change a pattern", theme.GREEN),
    ):  # fmt: skip
        at, theirs = zip(*numbered(ours, f"{kind}.tss_"), strict=True)
        ax.plot(at, [each.found for each in theirs], color=color, label=f"ours, {told}")
        printed = [printed_number(each) for each in theirs]
        ax.plot(at, printed, "o", mfc="none", color=color, label=f"printed or computed, {told}")
    changes = ours.claims["epochs.changes"].ours
    ax.set(xlabel="changes, or sweeps", ylabel="total squared error", ylim=0)
    ax.legend(fontsize=8)
    return Redrawn(
        f"For 150 changes little seems to happen, and {changes} do it",
        "The rings are what the handbook prints, or what follows from its weights. The lines join what "
        "our run has at these times.",
        "The error stays near 1 for a long while and then falls to 0; lines go through rings.",
    )


def hidden_units(ax: Axes, ours: Ours) -> Redrawn:
    """How much sooner more hidden units learn XOR, by the printed law and in our runs."""
    found, sizes = ours.findings["hidden_units"], np.array([2, 4, 8, 16, 32])
    ax.plot(sizes, 280 - 33 * np.log2(sizes), color=theme.MUTED, label="the printed law")
    printed = [printed_number(ours.claims[f"law.formula_{size}"]) for size in (2, 32)]
    ax.plot([2, 32], printed, "o", mfc="none", color=theme.INK, label="printed beside it")
    sooner = []
    for scale, marker, color in (
        (0.3, "s-", theme.BLUE), (0.5, "^--", theme.GREEN), (1.0, "D:", theme.VERMILLION),
    ):  # fmt: skip
        medians = found[f"medians_{scale:g}"]
        sooner.append(medians[0] / medians[1])
        ax.plot([2, 32], medians, marker, color=color, label=f"ours, first weights within {scale:g}")
    ax.set(xlabel="hidden units", ylabel="sweeps, the median", xscale="log", yscale="log")
    ax.set_xticks(sizes, map(str, sizes))
    ax.set_yticks((50, 100, 200, 500, 1000), ("50", "100", "200", "500", "1,000"))
    ax.minorticks_off()
    ax.legend(fontsize=8)
    by_law = printed_number(ours.claims["hidden_units.sooner"])
    return Redrawn(
        f"32 hidden units learn XOR at least {min(sooner):.1f} times as soon as 2, and the law says "
        f"{by_law:g} times",
        "The law is 280 - 33 log2 H. The first weights are not told, so three ranges were run; lines "
        "join 2 and 32 units.",
        "A line falls slowly from about 250 to about 120; three lines of our runs fall more steeply.",
    )


def third_rule(ax: Axes, ours: Ours) -> Redrawn:
    """How far Rule III is from back-propagation, by how far it moves a sum."""
    moves, off = (0.1, 0.01, 0.001), np.array(ours.findings["rule_three"]["differences"])
    ax.plot(moves, off[0] * np.array(moves) / moves[0], color=theme.MUTED, label="in step with the move")
    ax.plot(moves, off, "o", color=theme.BLUE, label="ours")
    ax.set(xlabel="how far a sum is moved", ylabel="difference", xscale="log", yscale="log")
    ax.set_xticks(moves, map(str, moves))
    ax.minorticks_off()
    ax.legend()
    return Redrawn(
        f"A move of a tenth leaves a difference of a tenth: {off[0]:.4f}, {off[1]:.5f}, {off[2]:.6f}",
        "How far the steps of Rule III, which measures what a move of a sum does to the error, are from "
        "those of back-propagation, which differentiates; the largest difference of any weight.",
        "Three points on two logarithmic axes lie on a straight line that falls to zero with the move.",
    )


def first_steps(ax: Axes, ours: Ours) -> Redrawn:
    """How far each optimizer has come from 1 after one and after three steps."""
    names = [
        id_[len("steps.") : -len("_1")]
        for id_ in ours.claims
        if id_.startswith("steps.") and id_.endswith("_1")
    ]
    names.sort(key=lambda name: ours.claims[f"steps.{name}_1"].found, reverse=True)
    rows = range(len(names))
    for n, marker, color in ((1, "s", theme.BLUE), (3, "D", theme.VERMILLION)):
        results = [ours.claims[f"steps.{name}_{n}"] for name in names]
        told = f"after {n} step{'s' * (n > 1)}"
        ax.plot(
            [1 - each.found for each in results],
            rows,
            marker,
            markersize=4,
            color=color,
            label=f"ours, {told}",
        )
        by_hand = [1 - printed_number(each) for each in results]
        ax.plot(
            by_hand, rows, "o", markersize=9, mfc="none", color=color, label=f"worked out apart, {told}"
        )
    ax.set(xlabel="the way from 1 that is done", xscale="log")
    ax.set_yticks(rows, [name.replace("_", " ") for name in names])
    ax.legend(fontsize=8)
    first = [1 - ours.claims[f"steps.{name}_1"].found for name in names]
    return Redrawn(
        "With their usual constants the first step of one is "
        f"{max(first) / min(first):.0f} times that of another",
        "From 1 downhill on half the square of x. Rings are the printed formulas, worked out apart "
        "from this package.",
        "Nine rows of marks on a logarithmic axis: Adam is the most cautious and plain descent, "
        "momentum and Nesterov are the boldest; each mark lies in its ring.",
    )
