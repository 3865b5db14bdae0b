"""Weights: where they start, how they wander, where they come to rest."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from neurohistory.plots.epochs import epoch_axis
from neurohistory.plots.labels import label_ends
from neurohistory.plots.theme import MUTED, TRACK, series

__all__ = ["draw_weights"]

_MAX_LABELS = 12


def draw_weights(ax: Axes, weights: Mapping[str, ArrayLike], epochs: ArrayLike) -> Axes:
    """Draw the weights of one learner by epoch, each line labelled at its right end.

    If there are more than twelve weights, the twelve that move most have a color and a label, and the
    others are thin and gray.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    weights : mapping of str to array of shape (frame,)
        Each weight's name and its value in every frame.
    epochs : array of int, shape (frame,)
        The epoch that each frame belongs to, such as ``history.kept``.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = draw_weights(Figure().subplots(), {"bias": [0, -1], "weights[0]": [0, 2]}, [0, 1])
    >>> ax.get_ylabel()
    'weight'
    """
    frames = np.asarray(epochs)
    values = {name: np.asarray(value, dtype=float) for name, value in weights.items()}
    moved = sorted(values, key=lambda name: -float(np.ptp(values[name])))
    labelled = [name for name in values if name in moved[:_MAX_LABELS]]
    ax.axhline(0, color=TRACK, linewidth=0.8, zorder=1)
    for name in moved[_MAX_LABELS:]:
        ax.plot(frames, values[name], color=MUTED, linewidth=0.7, zorder=2)
    ends = []
    for number, name in enumerate(labelled):
        look = series(number)
        ax.plot(frames, values[name], label=name, zorder=3, clip_on=False, **look)
        ends.append((float(frames[-1]), float(values[name][-1]), name, look["color"]))
    ax.set_ylabel("weight")
    epoch_axis(ax, int(frames[-1]))
    label_ends(ax, ends)
    return ax
