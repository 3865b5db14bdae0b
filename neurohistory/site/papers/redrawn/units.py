"""Lone units and layers of them, from 1943 to 1970, and the unit that was given products in 1995."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from neurohistory.plots import theme
from neurohistory.site.papers.redrawn.parts import Ours, Redrawn, numbered, printed_number
from neurohistory.theory.capacity import cover_probability

__all__ = [
    "bounded",
    "capacity",
    "convergence",
    "corrections",
    "curves",
    "dimensions",
    "heat_and_cold",
    "misadjustment",
    "orders",
]


def heat_and_cold(ax: Axes, ours: Ours) -> Redrawn:
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


def curves(ax: Axes, ours: Ours) -> Redrawn:
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


def misadjustment(ax: Axes, ours: Ours) -> Redrawn:
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


def convergence(ax: Axes, ours: Ours) -> Redrawn:
    """Which share of the starts has learned a gate, by epochs."""
    found = ours.findings["converges"]
    for (gate, told), marker, color in zip(
        (("and", "AND"), ("or", "OR"), ("nand", "NAND"), ("nor", "NOR"), ("xor", "XOR")),
        ("o-", "s--", "^-", "D--", "x-"), theme.SERIES, strict=False,
    ):  # fmt: skip
        share = found[f"{gate}_learned"]
        ax.plot(range(len(share)), share, marker, markersize=4, color=color, label=told)
    ax.set(xlabel="epochs", ylabel="starts that have learned it", ylim=(-0.05, 1.05))
    ax.set_xticks(range(0, len(share), 5))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}"))
    ax.legend()
    slowest = max(
        next((epoch for epoch, share in enumerate(found[f"{gate}_learned"]) if share == 1), -1)
        for gate in ("and", "or", "nand", "nor")
    )
    starts = ours.claims["converges.separable"].starts
    return Redrawn(
        f"Within {slowest} epochs each of {starts} starts learns what a line separates, and none XOR",
        "Ours, inputs 0 and 1 in random order from random weights. The theorem says that all four "
        "curves arrive, and that they stay.",
        "Four curves rise to all of the starts; that of XOR stays at none.",
    )


def corrections(ax: Axes, ours: Ours) -> Redrawn:
    """The corrections that there are, by the most that there can be."""
    found = ours.findings["bounds"]
    bounds, made = (np.asarray(found[key], dtype=float) for key in ("bounds", "corrections"))
    ends = np.array([5.0, bounds.max()])
    ax.plot(ends, ends, color=theme.MUTED, label="the bound")
    ax.plot(bounds, made, "o", markersize=3, color=theme.BLUE, label="ours, random planes")
    bound, there = (ours.claims[f"bound_of_and.{key}"] for key in ("bound", "corrections"))
    ax.plot([bound.found], [there.found], "s", color=theme.VERMILLION, label="ours, AND")
    ax.plot(
        [printed_number(bound)], [printed_number(there)], "o", markersize=11, mfc="none",
        color=theme.VERMILLION, label="AND, worked out apart",
    )  # fmt: skip
    ax.set(xlabel="the bound", ylabel="corrections", xscale="log", yscale="log")
    ax.legend(fontsize=8)
    part = np.median(made / bounds)
    return Redrawn(
        f"No run makes more corrections than the bound, and half make less than {part:.0%} of it",
        f"{len(bounds)} sets of twenty points, each parted by a random plane; the most of three orders. "
        "The bound is the square of the longest input over that of the margin.",
        "Points on two logarithmic axes, all of them below a rising line, most of them far below.",
    )


def capacity(ax: Axes, ours: Ours) -> Redrawn:
    """The chance that a unit can learn a random set, by patterns for each weight."""
    for color, n in zip(theme.SERIES, (2, 5, 15, 17), strict=False):
        patterns = range(1, 4 * n + 1)
        law = [cover_probability(each, n) for each in patterns]
        ax.plot([each / n for each in patterns], law, color=color, label=f"{n} weights")
        at = {1 + 1 / n: "one_more", 2.0: "double", 3.0: "triple"}
        printed = [printed_number(ours.claims[f"formula.{key}_{n}"]) for key in at.values()]
        ax.plot([*at], printed, "o", mfc="none", color=color)
    ax.set(xlabel="patterns for each weight", ylabel="chance of being learned", ylim=(0, 1.05))
    ax.legend()
    return Redrawn(
        "With twice as many patterns as weights the chance is one half, whatever the size",
        "The rings are what follows from the paper's formula, worked out apart from this package.",
        "Curves fall with the patterns for each weight. All go through one half at two, and the more "
        "weights there are the steeper they fall.",
    )


def orders(ax: Axes, ours: Ours) -> Redrawn:
    """The orders of 1969, by the number of points."""
    for kind, told, marker, color in (
        ("parity", "parity", "o-", theme.VERMILLION), ("mirror", "mirror image", "s-", theme.BLUE),
    ):  # fmt: skip
        at, theirs = zip(*numbered(ours, f"{kind}.order_"), strict=True)
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


def bounded(ax: Axes, ours: Ours) -> Redrawn:
    """How long the weights are on XOR, beside the length that the corrections alone would allow."""
    found = ours.findings["xor"]
    at = np.array(found["corrections"], dtype=float)[1:]  # none have been made at the start
    ax.plot(at, 3 * at, "--", color=theme.MUTED, label="allowed to any examples as short as these")
    ax.plot(at, found["squared_lengths"][1:], "o-", color=theme.BLUE, label="ours, the longest")
    ax.set(
        xlabel="corrections so far", ylabel="squared length", xscale="log", yscale="log", ylim=(1, None)
    )
    ax.legend()
    longest, most = max(found["squared_lengths"]), max(found["corrections"])
    return Redrawn(
        f"After {most:,} corrections and more the squared length of the weights is at most {longest:g}",
        "XOR, which no line parts. Each correction may add 3 to the squared length, the square of the "
        "longest input, so without the theorem it could be hundreds of times as large.",
        "A dashed line rises with the corrections to several thousand; the line of our runs stays "
        "level below ten.",
    )


def dimensions(ax: Axes, ours: Ours) -> Redrawn:
    """The dimensions of Table 2 of 1995, printed and exact."""
    results = [ours.claims[f"dimensions.degree_{degree}"] for degree in range(1, 8)]
    ax.plot(range(1, 8), [each.found for each in results], "s-", color=theme.BLUE, label="ours, exact")
    printed = [printed_number(each) for each in results]
    ax.plot(range(1, 8), printed, "o", mfc="none", color=theme.VERMILLION, label="printed")
    ax.set(xlabel="degree of the polynomial", ylabel="dimensions", yscale="log")
    ax.legend()
    far = max(results, key=lambda each: printed_number(each) / each.found)
    return Redrawn(
        f"The printed dimensions are up to {printed_number(far) / far.found:,.0f} times too large",
        "256 pixels make so many products up to each degree; Table 2 prints powers of ten.",
        "Exact dimensions rise with the degree, and the printed ones leave them behind "
        "from degree 4 on.",
    )
