"""The picture that a shared link shows: all stamps, and the name of the site."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from neurohistory.plots import STYLE
from neurohistory.plots.stamps import SIDE
from neurohistory.site.page import Page
from neurohistory.site.previews import HEIGHT, PICTURE, WIDTH
from neurohistory.site.stamps import Stamp
from neurohistory.work import Failed

__all__ = ["link_picture"]

_GROUND, _WORDS = "#16304f", "#ffffff"
_COLUMNS, _STEP = 6, SIDE + 8
_LOOKS: dict[str, dict[str, Any]] = {
    "ground": {"facecolor": "#213f66", "linewidth": 0},
    "yes": {"facecolor": "#5c8fcf", "linewidth": 0},
    "line": {"fill": False, "edgecolor": "#ffffff", "linewidth": 3},
    "o": {"facecolor": "#ffffff", "linewidth": 0},
    "x": {"facecolor": "#ffffff", "linewidth": 0},
    "wrong": {"fill": False, "edgecolor": "#ffb083", "linewidth": 4},
}
_STEPS = re.compile(r"([MLhvz])([-\d. ]*)")


def link_picture(*stamps: Stamp | Failed) -> Page:
    """The picture as a file; the same stamps give the same bytes.

    Parameters
    ----------
    *stamps : Stamp or Failed
        What `stamp_of` gave for each model of the catalog.
    """
    drawn = [stamp for stamp in stamps if isinstance(stamp, Stamp)]
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=_GROUND)
        fig.set_layout_engine("none")
        rows = max(1, -(-len(drawn) // _COLUMNS))
        ax = fig.add_axes((0.05, 0.06, 0.9, 0.56), xlim=(0, _COLUMNS * _STEP - 8))
        ax.set(ylim=(rows * _STEP - 8, 0), aspect="equal", anchor="C")
        ax.set_axis_off()
        for number, stamp in enumerate(drawn):
            _draw(ax, stamp, number % _COLUMNS * _STEP, number // _COLUMNS * _STEP)
        fig.text(0.05, 0.8, "neurohistory", size=44, weight="bold", color=_WORDS)
        fig.text(0.05, 0.69, "the artificial neuron, runnable from 1943 on", size=24, color=_WORDS)
        return Page(pictures={PICTURE: _png(fig)})


def _png(fig: Figure) -> bytes:
    from PIL import Image

    drawn, file = io.BytesIO(), io.BytesIO()
    fig.savefig(drawn, format="png", dpi=100, facecolor=_GROUND, metadata={"Software": None})
    # A palette tells its few colors apart, in a third of the bytes.
    few = Image.open(drawn).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(file, "png", optimize=True)
    return file.getvalue()


def _draw(ax: Axes, stamp: Stamp, left: float, top: float) -> None:
    """A stamp's elements, as `plots.stamps` writes them."""
    frame = PathPatch(_path(f"M0 0h{SIDE}v{SIDE}h-{SIDE}z", left, top), visible=False)
    ax.add_patch(frame)
    for element in ElementTree.fromstring(f"<g>{stamp.drawing}</g>"):
        look = _LOOKS[element.attrib["class"].removeprefix("stamp-")]
        numbers = {key: float(value) for key, value in element.items() if key not in ("class", "d")}
        if element.tag == "circle":
            centre = (left + numbers["cx"], top + numbers["cy"])
            patch: Circle | PathPatch = Circle(centre, numbers["r"], **look)
        elif element.tag == "rect":
            side = numbers["width"]
            corner = f"M{numbers['x']} {numbers['y']}h{side}v{side}h-{side}z"
            patch = PathPatch(_path(corner, left, top), **look)
        else:
            patch = PathPatch(_path(element.attrib["d"], left, top), **look)
        ax.add_patch(patch)
        patch.set_clip_path(frame)


def _path(written: str, left: float, top: float) -> Path:
    points: list[tuple[float, float]] = []
    codes: list[np.uint8] = []
    for command, text in _STEPS.findall(written):
        numbers = [float(number) for number in text.split()]
        if command == "z":
            points.append(points[-1])
            codes.append(Path.CLOSEPOLY)
            continue
        x, y = points[-1] if command in "hv" else (0, 0)
        step = {"h": (x + numbers[0], y), "v": (x, y + numbers[0])}
        points.append(step.get(command) or (left + numbers[0], top + numbers[1]))
        codes.append(Path.MOVETO if command == "M" else Path.LINETO)
    return Path(points, codes)
