"""The figure that a paper is known for, drawn again from the runs of its claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from neurohistory.plots import theme
from neurohistory.reproduction.findings import Figure, read
from neurohistory.reproduction.running import Result
from neurohistory.theory.capacity import cover_probability

__all__ = ["REDRAWN", "Ours", "Redrawn"]


class Ours(NamedTuple):
    """What was judged, by the ids of the claims, and what the experiments found, by their names."""

    claims: Mapping[str, Result]
    findings: Mapping[str, Mapping[str, Any]]


class Redrawn(NamedTuple):
    """What a figure shows: the finding, the rest of its caption, and a description in words."""

    finding: str
    rest: str
    alt: str


def _symmetry(ax: Axes, ours: Ours) -> Redrawn:
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


def _handbook(ax: Axes, ours: Ours) -> Redrawn:
    """The error of the run of 1988, by epoch."""
    for kind, told, color in (
        ("epochs", "a change an epoch", theme.BLUE), ("patterns", "a change a pattern", theme.GREEN),
    ):  # fmt: skip
        at, theirs = zip(*_numbered(ours, f"{kind}.tss_"), strict=True)
        ax.plot(at, [each.found for each in theirs], color=color, label=f"ours, {told}")
        printed = [_number(each) for each in theirs]
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


def _random_starts(ax: Axes, ours: Ours) -> Redrawn:
    """Where random starts end, of 1982: a share for each net."""
    result = ours.claims["ends.assigned"]
    shares = np.sort(np.asarray(result.found, dtype=float))
    ax.plot(
        np.arange(1, len(shares) + 1) / len(shares), shares, color=theme.BLUE, label="ours, net by net"
    )
    printed, mean = _number(result), float(shares.mean())
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


def _encoders(ax: Axes, ours: Ours) -> Redrawn:
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
            printed = _number(ours.claims[id_])
            ax.plot([printed], [0.5], "o", mfc="none", color=color, label=f"printed median, {told}")
    ax.set(xlabel="cycles of learning", ylabel="starts with their codes", xscale="log", ylim=(0, 1))
    ax.legend(fontsize=8)
    return Redrawn(
        f"{ours.claims['encoder_4.found'].ours} encoders of ours, 4-2-4, find a code for each case",
        "The medians that the paper prints are rings at the height of one half.",
        "Curves that rise with the cycles, one for each kind of encoder.",
    )


def _orders(ax: Axes, ours: Ours) -> Redrawn:
    """The orders of 1969, by the number of points."""
    for kind, told, marker, color in (
        ("parity", "parity", "o-", theme.VERMILLION), ("mirror", "mirror image", "s-", theme.BLUE),
    ):  # fmt: skip
        at, theirs = zip(*_numbered(ours, f"{kind}.order_"), strict=True)
        ax.plot(at, [each.found for each in theirs], marker, color=color, label=told)
    ax.set(xlabel="points", ylabel="order", ylim=(0, None))
    ax.legend()
    return Redrawn(
        "The order of parity grows with every point, and that of the mirror image stays",
        "Each point is found with weights of that order, "
        "and with a proof that a lower order does not do.",
        "Two lines over the number of points: that of parity rises by one a point, "
        "the other one is level.",
    )


def _capacity(ax: Axes, ours: Ours) -> Redrawn:
    """The chance that a unit can learn a random set, by patterns for each weight."""
    for color, n in zip(theme.SERIES, (2, 5, 15, 17), strict=False):
        patterns = range(1, 4 * n + 1)
        law = [cover_probability(each, n) for each in patterns]
        ax.plot([each / n for each in patterns], law, color=color, label=f"{n} weights")
        at = {1 + 1 / n: "one_more", 2.0: "double", 3.0: "triple"}
        printed = [_number(ours.claims[f"formula.{key}_{n}"]) for key in at.values()]
        ax.plot([*at], printed, "o", mfc="none", color=color)
    ax.set(xlabel="patterns for each weight", ylabel="chance of being learned", ylim=(0, 1.05))
    ax.legend()
    return Redrawn(
        "With twice as many patterns as weights the chance is one half, whatever the size",
        "The rings are what follows from the paper's formula, worked out apart from this package.",
        "Curves fall with the patterns for each weight. All go through one half at two, and the more "
        "weights there are the steeper they fall.",
    )


def _dimensions(ax: Axes, ours: Ours) -> Redrawn:
    """The dimensions of Table 2 of 1995, printed and exact."""
    results = [ours.claims[f"dimensions.degree_{degree}"] for degree in range(1, 8)]
    ax.plot(range(1, 8), [each.found for each in results], "s-", color=theme.BLUE, label="ours, exact")
    printed = [_number(each) for each in results]
    ax.plot(range(1, 8), printed, "o", mfc="none", color=theme.VERMILLION, label="printed")
    ax.set(xlabel="degree of the polynomial", ylabel="dimensions", yscale="log")
    ax.legend()
    far = max(results, key=lambda each: _number(each) / each.found)
    return Redrawn(
        f"The printed dimensions are up to {_number(far) / far.found:,.0f} times too large",
        "256 pixels make so many products up to each degree; Table 2 prints powers of ten.",
        "Exact dimensions rise with the degree, and the printed ones leave them behind "
        "from degree 4 on.",
    )


def _misadjustment(ax: Axes, ours: Ours) -> Redrawn:
    """How much a hasty ADALINE of 1960 errs beyond the least error."""
    names = ("slow", "fifth", "half", "whole")
    law, runs = ([ours.claims[f"{kind}.{name}"].found for name in names] for kind in ("law", "haste"))
    ax.plot(law, law, color=theme.MUTED, label="the law")
    ax.plot(law, runs, "o", color=theme.BLUE, label="ours")
    ax.set(
        xlabel="misadjustment by the law", ylabel="misadjustment of the runs", xscale="log", yscale="log"
    )
    ax.legend()
    off = max(abs(run / by_law - 1) for run, by_law in zip(runs, law, strict=True))
    return Redrawn(
        f"Haste costs what the law says, within {off:.0%}",
        "From a slow machine to one that learns each pattern whole, "
        "which errs twice as much as it need.",
        "Four points along a straight line.",
    )


def _curves(ax: Axes, ours: Ours) -> Redrawn:
    """The curves of 1958: what is recalled of a world without order, by how much was learned."""
    found = ours.findings["random_world"]
    at = (5, 20, 100, 400)
    for key, told, marker, color in (
        ("alpha_sum", "alpha, sums", "o-", theme.VERMILLION),
        ("alpha_mean", "alpha, means", "s--", theme.BLUE),
        ("gamma_sum", "gamma", "^:", theme.GREEN),
    ):
        ax.plot(at, found[f"{key}_curve"], marker, color=color, label=told)
    ax.axhline(found["chance"], color=theme.MUTED, linewidth=0.8, label="new stimuli")
    ax.set(
        xlabel="stimuli learned for each response",
        ylabel="right answers",
        xscale="log",
        ylim=(0.4, 1.02),
    )
    ax.legend(fontsize=8)
    ax.set_xticks(at, map(str, at))
    ax.minorticks_off()
    few, many = (found[f"recall_{n}"] for n in (5, 400))
    return Redrawn(
        f"Sums recall {few:.0%} of five stimuli a response, and {many:.0%} of four hundred",
        "Ours, as Figures 7 to 10 have it: the more is learned the less is recalled, and a gamma system "
        "and means keep more than sums. Answers to new stimuli of a world without order are left to "
        "chance.",
        "Three curves over the number of stimuli fall from 1 towards one half, that of sums first; a "
        "line at one half marks new stimuli.",
    )


def _heat_and_cold(ax: Axes, ours: Ours) -> Redrawn:
    """The illusion of 1943: when heat and cold are felt after cold of some ticks."""
    lengths = (1, 2, 3, 8)
    rows = range(len(lengths), 0, -1)
    for row, ticks in zip(rows, lengths, strict=True):
        ax.plot([0, ticks - 1], [row + 0.2] * 2, color=theme.MUTED, linewidth=4, solid_capstyle="round")
    for name, color, marker in (("cold", theme.BLUE, "s"), ("heat", theme.VERMILLION, "o")):
        spikes = [
            (tick, row)
            for row, ticks in zip(rows, lengths, strict=True)
            for tick in np.atleast_1d(ours.findings["heat_and_cold"][f"{name}_{ticks}"]).tolist()
            if tick != "never"
        ]
        ax.plot(*zip(*spikes, strict=True), marker, color=color, label=f"{name} is felt")
    ax.set(xlabel="tick", ylim=(0.4, 4.8))
    ax.set_yticks(rows, [f"cold of {ticks} tick{'s' * (ticks > 1)}" for ticks in lengths])
    ax.legend(ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1))
    return Redrawn(
        "Cold of a single tick is felt as heat, and as nothing else",
        "The net of Figure 1e, run; gray bars are the ticks at which the cold is on.",
        "Four rows of marks over the ticks. After one tick of cold there is one mark of heat and none "
        "of cold; longer pulses give marks of cold, and one of heat after the pulse has ended.",
    )


def _numbered(ours: Ours, start: str) -> list[tuple[int, Result]]:
    """The claims whose ids begin so and end in a number, in the order of these numbers."""
    by_number = {
        int(id_.removeprefix(start)): each for id_, each in ours.claims.items() if id_.startswith(start)
    }
    return sorted(by_number.items())


def _number(result: Result) -> float:
    """What was printed, as a number."""
    said = read(result.claim.printed)
    return said.value if isinstance(said, Figure) else float("nan")


REDRAWN: Mapping[str, Callable[[Axes, Ours], Redrawn]] = {
    "ackley_1985": _encoders,
    "cortes_1995": _dimensions,
    "cover_1965": _capacity,
    "hopfield_1982": _random_starts,
    "mcclelland_1988": _handbook,
    "mcculloch_1943": _heat_and_cold,
    "minsky_1969": _orders,
    "rosenblatt_1958": _curves,
    "rumelhart_1986": _symmetry,
    "widrow_1960": _misadjustment,
}
