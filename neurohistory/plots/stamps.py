"""Stamps: what a machine answers, drawn so small that a whole history fits in a row.

A stamp is the elements of an SVG in a square of `SIDE`, without colors: the classes ``stamp-...`` are
given theirs by the page (``stamps.css``), or by `with_own_colors` in a file that stands alone.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.rendering import worth_keeping
from neurohistory.surfaces import Surface

__all__ = ["SIDE", "stamp", "with_own_colors"]

SIDE = 48

_TOL = 0.1  # how far a boundary may be from the surface's, in the square's units
_MARK, _RING = 4.5, 8
_ON_THE_HEADER = {  # on blue, in both themes
    "ground": "fill:#213f66",
    "yes": "fill:#5c8fcf",
    "line": "fill:none;stroke:#fff;stroke-width:2.5",
    "mark": "fill:#fff",
    "wrong": "fill:none;stroke:#ffb083;stroke-width:2.5",
}


def stamp(surface: Surface, frame: int = -1) -> str:
    """Draw where a model says yes, the boundary, and the examples; what it gets wrong is ringed.

    Parameters
    ----------
    surface : Surface
    frame : int, default=-1
        Which frame of the surface.

    Returns
    -------
    str
        SVG elements, in a square of `SIDE`.  An example is round if the target is yes, else square.

    Examples
    --------
    >>> from neurohistory import XOR, run, surface
    >>> trial = run("perceptron", XOR, starts=1)
    >>> stamp(surface(trial.model, trial.history.end, XOR)).count("stamp-wrong")
    2
    """
    left, right, bottom, top = surface.extent
    to_square = np.array([SIDE / (right - left), -SIDE / (top - bottom)])

    def placed(points: ArrayLike) -> NDArray[np.float64]:
        there: NDArray[np.float64] = (np.asarray(points, dtype=float) - [left, top]) * to_square
        return there

    scores = surface.scores[frame]
    grid = (surface.x, surface.y, scores)
    axes = Figure().add_subplot()
    elements = [f'<path class="stamp-ground" d="M0 0h{SIDE}v{SIDE}h-{SIDE}z"/>']
    if scores.max() > 0:
        regions = axes.contourf(*grid, levels=[0, float(scores.max()) + 1]).get_paths()
        outlines = [placed(part) for path in regions for part in path.to_polygons()]
        elements.append(f'<path class="stamp-yes" d="{"".join(_path(o, "z") for o in outlines)}"/>')
    if scores.min() < 0 < scores.max():
        boundary = axes.contour(*grid, levels=[0]).get_paths()
        lines = [placed(part) for path in boundary for part in path.to_polygons(closed_only=False)]
        elements.append(f'<path class="stamp-line" d="{"".join(map(_path, lines))}"/>')
    problem = surface.problem
    for (x, y), yes, wrong in zip(placed(problem.X), problem.truth, surface.wrong[frame], strict=True):
        if yes:
            elements.append(f'<circle class="stamp-o" cx="{x:g}" cy="{y:g}" r="{_MARK}"/>')
        else:
            corner = f'x="{x - _MARK + 0.5:g}" y="{y - _MARK + 0.5:g}"'
            side = f"{2 * _MARK - 1:g}"
            elements.append(f'<rect class="stamp-x" {corner} width="{side}" height="{side}"/>')
        if wrong:
            elements.append(f'<circle class="stamp-wrong" cx="{x:g}" cy="{y:g}" r="{_RING}"/>')
    return "".join(elements)


def with_own_colors(elements: str) -> str:
    """The style that makes a stamp stand alone, on a dark ground, and the stamp."""
    rules = "".join(f".stamp-{kind}{{{look}}}" for kind, look in _ON_THE_HEADER.items())
    rules = rules.replace(".stamp-mark", ".stamp-o,.stamp-x")
    return f"<style>{rules}</style>{elements}"


def _path(points: NDArray[np.float64], end: str = "") -> str:
    kept = points[worth_keeping(points, _TOL)]
    return "M" + "L".join(f"{round(x, 1) + 0.0:g} {round(y, 1) + 0.0:g}" for x, y in kept.tolist()) + end
