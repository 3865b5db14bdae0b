"""Boltzmann machines that learn fast, and the deep nets that were made of them, 2002 to 2006."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from neurohistory.plots import theme
from neurohistory.site.papers.redrawn.parts import Ours, Redrawn, printed_number

__all__ = ["codes", "rounds", "up_and_down"]


def rounds(ax: Axes, ours: Ours) -> Redrawn:
    """How far the shortcut of 2002 is from the gradient, by the rounds of its chain."""
    at, distances = (1, 2, 4, 8, 16), ours.findings["rounds"]["distances"]
    ax.plot(at, distances, "o-", color=theme.BLUE, label="ours")
    ax.set(xlabel="rounds of the chain", ylabel="distance from the gradient", xscale="log", yscale="log")
    ax.set_xticks(at, map(str, at))
    ax.minorticks_off()
    four, sixteen = (float(f"{distances[0] / distances[which]:.1g}") for which in (2, 4))
    return Redrawn(
        f"Four rounds are about {four:,.0f} times nearer to the gradient than one, and sixteen about "
        f"{sixteen:,.0f} times",
        f"The mean of {ours.claims['rounds.falls'].starts} small machines with random weights, whose "
        "states are all counted, so that both sides are exact.",
        "A line on two logarithmic axes falls ever more steeply with the rounds.",
    )


def codes(ax: Axes, ours: Ours) -> Redrawn:
    """The errors of the codes of 2006 over that of principal components of the same size."""
    found = ours.findings["digits"]
    theirs = {
        id_: printed_number(each) for id_, each in ours.claims.items() if id_.startswith("tables.")
    }
    digits, faces = theirs["tables.mnist_pca"], theirs["tables.faces_pca"]
    to_mean = found["pca_to_mean"]
    rows = {
        "pretrained": (
            found["pretrained_to_pca"], theirs["tables.mnist_autoencoder"] / digits,
            theirs["tables.faces_autoencoder"] / faces,
        ),
        "logistic PCA": (None, theirs["tables.mnist_logistic_pca"] / digits, None),
        "random start, wide": (found["wide_to_mean"] / to_mean, None, None),
        "random start, narrow": (found["random_to_mean"] / to_mean, None, None),
        "the mean image": (1 / to_mean, None, None),
    }  # fmt: skip
    for which, (told, marker, color) in enumerate((
        ("ours, digits of 8 by 8", "s", theme.BLUE),
        ("printed, digits of 28 by 28", "o", theme.VERMILLION),
        ("printed, faces", "^", theme.PURPLE),
    )):  # fmt: skip
        there = [(each[which], row) for row, each in enumerate(rows.values()) if each[which] is not None]
        at, of_rows = zip(*there, strict=True)
        ax.plot(
            at,
            of_rows,
            marker,
            mfc=color if which == 0 else "none",
            markersize=7,
            color=color,
            label=told,
        )
    ax.axvline(1, color=theme.MUTED, linestyle="--", label="PCA with as many numbers")
    ax.set(xlabel="error over that of PCA", xlim=(0, None), ylim=(len(rows) - 0.5, -0.5))
    ax.set_yticks(range(len(rows)), list(rows))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.25), ncols=2, fontsize=8)
    return Redrawn(
        f"Pretrained, a code errs {found['pretrained_to_pca']:.2f} times as much as PCA, and from "
        f"narrow random weights {found['random_to_mean'] / to_mean:.2f} times",
        "The paper prints the same order on its larger images, which are not handed out here. From "
        "narrow random weights the net gives back the mean image, as it is told there; from weights "
        "three times as wide ours does not.",
        "Marks in five rows, by their error over that of PCA. Pretrained codes lie left of 1 in our "
        "runs and in print; a narrow random start lies where the mean image does.",
    )


def up_and_down(ax: Axes, ours: Ours) -> Redrawn:
    """Errors before and after the pass up and down, beside a support-vector machine."""
    found = ours.findings["small_digits"]
    before, after = (np.asarray(found[key], dtype=float) for key in ("before", "after"))
    for start, both in enumerate(zip(before, after, strict=True)):
        ax.plot((0, 1), both, "o-", color=theme.BLUE, label="ours, a start each" if not start else None)
    ax.axhline(
        found["support_vectors"], color=theme.GREEN, linestyle="--", label="support vectors, ours"
    )
    printed = [printed_number(ours.claims[f"digits.{key}"]) for key in ("without_up_down", "error")]
    ax.plot(
        (0, 1), printed, "D:", mfc="none", color=theme.VERMILLION,
        label="told of 10,000 digits of 28 by 28",
    )  # fmt: skip
    ax.set(ylabel="errors in %", ylim=(0, None), xlim=(-0.4, 1.4))
    ax.set_xticks((0, 1), ("before", "after the pass up and down"))
    ax.legend(fontsize=8)
    return Redrawn(
        "The pass up and down takes the errors "
        f"from {np.median(before):.1f} to {np.median(after):.1f} %",
        f"Unseen digits of 8 by 8, {len(before)} starts. For the paper's own digits {printed[1]} % "
        f"is printed, and another project found {printed[0]} % before the pass; these are "
        "other digits, so the fall may be compared and not the height.",
        "Lines fall from before to after the pass, in our runs and in what is told of larger digits; a "
        "level line marks a support-vector machine, which errs least.",
    )
