"""The look of the pictures: one style and one palette.

Every color has a fixed counterpart for dark pages, so a figure is drawn once (`plots.rendering`).
Colors for text and marks keep a contrast of at least 4.5 : 1 with the page, on white and on Material's
slate alike.  The hues are those of Okabe and Ito, which people with any kind of color vision can tell
apart, darkened until they can be read on white.
"""

from __future__ import annotations

from typing import Any

from cycler import cycler

__all__ = [
    "AMBER",
    "BLUE",
    "CRIMSON",
    "DARK",
    "GRAYS",
    "GREEN",
    "HEIGHTS",
    "INK",
    "MARKERS",
    "MUTED",
    "NO",
    "NO_MARKER",
    "NO_REGION",
    "OLIVE",
    "PAGE_WIDTH",
    "PANEL",
    "PAPER",
    "PURPLE",
    "SERIES",
    "SKY",
    "STYLE",
    "TRACK",
    "VERMILLION",
    "WRONG",
    "YES",
    "YES_HATCH",
    "YES_MARKER",
    "YES_REGION",
    "series",
]

PAGE_WIDTH = 7.2  # inches: 691 CSS pixels, the width of a page's text

# Text and lines.
INK = "#24292f"
MUTED = "#5b6370"
BLUE = "#0072b2"
VERMILLION = "#b84a00"
GREEN = "#007a5a"
PURPLE = "#a3457f"
AMBER = "#8a6100"
SKY = "#2a7d9c"
CRIMSON = "#8c1d5b"
OLIVE = "#5d6b00"

# Grounds, which nothing depends on to be read.
PAPER = "#ffffff"
PANEL = "#f3f5f8"
TRACK = "#d3d8e0"
BLUE_GROUND = "#d9eaf6"
BLUE_HATCH = "#c3ddf0"
VERMILLION_GROUND = "#fbe6d8"

# Heights from the valley up.  Each step is darker than the one before on light pages and lighter on dark
# ones, so the order shows without color, and ink can be read on all of them.
HEIGHTS = ("#fdfaea", "#eef4dc", "#d9ecd6", "#bfe0d5", "#a2d0d4", "#86bcd1", "#70a6ca", "#6390be")
_DARK_HEIGHTS = (
    "#20242d", "#1f2e3a", "#1d3846", "#1c4451", "#20515d", "#2b5f6d", "#3b6d80", "#4d7b95",
)  # fmt: skip

# Pixels from no ink to full ink.  They begin with the paper and end with the ink of either page.
GRAYS = (
    PAPER, "#e4e4e5", "#c8c9ca", "#adafb0", "#929497", "#777a7d", "#5b5f63", "#40444a", INK,
)  # fmt: skip
_DARK_GRAYS = (
    "#373a42", "#505359", "#696c71", "#828589", "#9b9da1", "#b4b6b9", "#cdcfd1",
)  # fmt: skip

# What they stand for.
YES, NO, WRONG = BLUE, VERMILLION, CRIMSON
YES_REGION, YES_HATCH, NO_REGION = BLUE_GROUND, BLUE_HATCH, VERMILLION_GROUND
YES_MARKER, NO_MARKER = "o", "s"

DARK: dict[str, str] = {
    "#000000": "#f4f6f9",
    INK: "#e6e8ec",
    MUTED: "#a9b1bf",
    BLUE: "#56b4e9",
    VERMILLION: "#f08c4a",
    GREEN: "#2fc79b",
    PURPLE: "#e29ac6",
    AMBER: "#e6bf3c",
    SKY: "#8fd3ee",
    CRIMSON: "#ff8fc4",
    OLIVE: "#bccb4a",
    PAPER: "#1e2129",
    PANEL: "#282d37",
    TRACK: "#464e5c",
    BLUE_GROUND: "#20394c",
    BLUE_HATCH: "#2a4a62",
    VERMILLION_GROUND: "#452d22",
    **dict(zip(HEIGHTS, _DARK_HEIGHTS, strict=True)),
    **dict(zip(GRAYS[1:-1], _DARK_GRAYS, strict=True)),
}

SERIES = (BLUE, VERMILLION, GREEN, PURPLE, AMBER, INK, SKY, CRIMSON, OLIVE)
MARKERS = "osD^vP*Xp"
_DASHES: tuple[Any, ...] = (
    "solid",
    (0, (6, 1.6)),
    (0, (1.4, 1.4)),
    (0, (7, 1.6, 1.4, 1.6)),
    (0, (3, 1.2)),
    (0, (7, 1.6, 1.4, 1.6, 1.4, 1.6)),
)

STYLE: dict[Any, Any] = {
    "figure.figsize": (PAGE_WIDTH, 3.6),
    "figure.dpi": 100,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.06,
    "figure.constrained_layout.h_pad": 0.06,
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the same letters everywhere
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlepad": 7,
    "axes.titley": 1.0,  # no tick is on top, which matplotlib would look for at each turn
    "axes.labelsize": 10,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "legend.fontsize": 9.5,
    "legend.frameon": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.edgecolor": MUTED,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.linewidth": 0.7,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
    "grid.color": TRACK,
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "axes.prop_cycle": cycler(color=SERIES),
    "hatch.linewidth": 0.8,
    "svg.fonttype": "path",
    "svg.hashsalt": "neurohistory",
}


def series(number: int) -> dict[str, Any]:
    """Color and dashes of the line with that number, as keywords for ``plot``.

    Lines differ in both, so that color alone never carries the meaning.

    Examples
    --------
    >>> series(0)
    {'color': '#0072b2', 'linestyle': 'solid'}
    """
    return {
        "color": SERIES[number % len(SERIES)],
        "linestyle": _DASHES[number % len(_DASHES)],
    }
