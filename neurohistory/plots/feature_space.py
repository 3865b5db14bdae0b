"""Feature spaces: examples in three dimensions, and the plane that separates them there."""

from __future__ import annotations

from itertools import product

import numpy as np
from matplotlib.axes import Axes
from mpl_toolkits.mplot3d import Axes3D  # type: ignore[import-untyped]
from mpl_toolkits.mplot3d.art3d import Poly3DCollection  # type: ignore[import-untyped]
from numpy.typing import ArrayLike, NDArray

from neurohistory.plots.theme import (
    INK,
    MUTED,
    NO,
    NO_MARKER,
    PANEL,
    PAPER,
    TRACK,
    YES,
    YES_MARKER,
)

__all__ = ["draw_feature_space"]

Array = NDArray[np.float64]

_MARGIN = 0.25  # on each side, as a fraction of the size of the cloud of points
_ZOOM = 0.85  # leaves room for the label of the upright axis


def draw_feature_space(
    ax: Axes,
    points: ArrayLike,
    truth: ArrayLike,
    weights: ArrayLike | None = None,
    bias: float = 0.0,
    labels: tuple[str, str, str] = ("z₁", "z₂", "z₃"),
) -> Axes3D:
    """Draw examples in three dimensions, the plane w·z + b = 0, and each example's way to it.

    "Yes" is round and blue, "no" square and orange.  A dashed frame on each side of the plane is the
    margin, w·z + b = -1 and +1.  Nothing is drawn of what lies outside of the box.

    Parameters
    ----------
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D
        As ``figure.add_subplot(projection="3d")`` makes them under `STYLE`.
    points : array of shape (example, 3)
    truth : array of bool, shape (example,)
    weights : array of shape (3,), optional
        The plane's; without them only the points are drawn.
    bias : float, default=0.0
    labels : tuple of three str, default=("z₁", "z₂", "z₃")

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D

    Raises
    ------
    TypeError
        If the axes are flat.
    ValueError
        If the shapes do not fit, or the weights are all zero.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot(projection="3d")
    >>> ax = draw_feature_space(ax, [[0, 0, -1], [0, 0, 1]], [False, True], [0, 0, 1])
    >>> ax.get_zlabel()
    'z₃'
    """
    if not isinstance(ax, Axes3D):
        raise TypeError('these axes are flat; make them with figure.add_subplot(projection="3d")')
    z, yes = np.asarray(points, dtype=float), np.asarray(truth, dtype=bool)
    if z.ndim != 2 or z.shape[1] != 3 or yes.shape != z.shape[:1]:
        raise ValueError(
            f"a feature space takes points of shape (example, 3) and one truth an example, not shapes "
            f"{z.shape} and {yes.shape}"
        )
    low, high = z.min(axis=0), z.max(axis=0)
    pad = _MARGIN * np.where(high > low, high - low, max(np.ptp(z), 1.0))
    box = np.array([low - pad, high + pad])  # (side, axis)
    ax.computed_zorder = False  # else the plane hides points in front of it
    if weights is not None:
        _draw_plane(ax, z, np.asarray(weights, dtype=float), bias, box)
    for name, chosen, color, marker in (
        ("yes", yes, YES, YES_MARKER),
        ("no", ~yes, NO, NO_MARKER),
    ):
        if chosen.any():
            ax.scatter(
                *z[chosen].T, s=110, color=color, marker=marker, edgecolors=PAPER, linewidths=1.2,
                depthshade=False, label=name, zorder=5,
            )  # fmt: skip
    for axis, name, sides in zip((ax.xaxis, ax.yaxis, ax.zaxis), labels, box.T, strict=True):
        axis.set_pane_color(PANEL)
        axis.set_label_text(name)
        axis.set_view_interval(*sides, ignore=True)
    ax.tick_params(pad=0)
    ax.set_box_aspect(None, zoom=_ZOOM)
    return ax


def _draw_plane(ax: Axes3D, z: Array, w: Array, b: float, box: Array) -> None:
    if w.shape != (3,) or not w.any():
        raise ValueError(f"a plane needs three weights that are not all zero, not {w.tolist()}")
    for level in (-1, 1):
        edge = _cut(w, b - level, box)
        if len(edge):
            label = "margin, f = ±1" if level > 0 else None
            closed = np.vstack([edge, edge[:1]])
            ax.plot(*closed.T, "--", color=INK, linewidth=1.1, label=label, zorder=2)
    corners = _cut(w, b, box)
    if len(corners):
        plane = Poly3DCollection(
            [corners], facecolors=TRACK, edgecolors=INK, linewidths=1.4, alpha=0.6, shade=False,
            label="plane, f = 0", zorder=3,
        )  # fmt: skip
        ax.add_collection3d(plane)
    for point, foot in zip(z, z - np.outer((z @ w + b) / (w @ w), w), strict=True):
        ax.plot(*np.array([point, foot]).T, color=MUTED, linewidth=1.1, zorder=4)


def _cut(w: Array, b: float, box: Array) -> Array:
    """The corners, in their order around it, of what the box leaves of the plane w·z + b = 0."""
    corners = np.array(list(product(*box.T)))  # the eight of the box
    heights = corners @ w + b
    found = []
    for i, j in product(range(8), repeat=2):
        along_an_edge = i < j and (corners[i] != corners[j]).sum() == 1
        if along_an_edge and min(heights[i], heights[j]) <= 0 < max(heights[i], heights[j]):
            part = heights[i] / (heights[i] - heights[j])
            found.append(corners[i] + part * (corners[j] - corners[i]))
    if not found:
        return np.empty((0, 3))
    cut = np.array(found)
    # Two directions in the plane, to sort by angle.
    first = np.cross(w, np.eye(3)[np.abs(w).argmin()])
    second = np.cross(w, first) / np.linalg.norm(w)
    from_middle = cut - cut.mean(axis=0)
    around = np.arctan2(from_middle @ second, from_middle @ first)
    return np.asarray(cut[around.argsort()])
