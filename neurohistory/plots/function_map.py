"""A map of all Boolean functions of two or three inputs: one tile a function."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Patch, Rectangle
from numpy.typing import ArrayLike

from neurohistory.plots.theme import INK, NO_MARKER, PAPER, SERIES, YES_MARKER

__all__ = ["draw_function_map"]

_GAP = 0.06  # between tiles, of a tile
_INPUTS = {4: 1, 16: 2, 256: 3}


def draw_function_map(ax: Axes, letters: ArrayLike, names: Mapping[str, str]) -> Axes:
    """Draw each function as a tile with the color and the letter of its kind.

    A truth table is cut in two: the answers when the first input is 0 choose the row, those when it is
    1 the column.  So a tile's row and column together read as its number.  Up to two inputs each tile
    shows its answers too, the first input to the right and the second upward: round and filled for yes,
    square and empty for no.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    letters : array of str, shape (function,)
        The kind of every function, by the function's number
        (`neurohistory.theory.predicates.functions`): 4, 16 or 256.
    names : mapping of str to str
        What each letter stands for.  Colors follow this order; the key below has those that occur.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the number of functions is not one of these, a letter has no name, or there are more names
        than colors.
    """
    kinds = np.asarray(letters)
    if kinds.shape not in [(count,) for count in _INPUTS]:
        raise ValueError(f"a map shows 4, 16 or 256 functions, not an array of shape {kinds.shape}")
    if unnamed := sorted(set(kinds.tolist()) - set(names)):
        raise ValueError(f"the kinds {', '.join(unnamed)} have no name; names has {', '.join(names)}")
    if len(names) > len(SERIES):
        raise ValueError(f"a map has at most {len(SERIES)} kinds, not {len(names)}; join some")
    n, side = _INPUTS[kinds.size], int(np.sqrt(kinds.size))
    colors = dict(zip(names, SERIES, strict=False))
    tiles = []
    for number, letter in enumerate(kinds.tolist()):
        row, column = divmod(number, side)
        corner = (column - 0.5 + _GAP / 2, row - 0.5 + _GAP / 2)
        tiles.append(Rectangle(corner, 1 - _GAP, 1 - _GAP, facecolor=colors[letter], linewidth=0))
        ax.text(
            column, row, letter, color=PAPER, ha="center", va="center", weight="bold",
            size=9 if n == 3 else 12, in_layout=False,
        )  # fmt: skip
    ax.add_collection(PatchCollection(tiles, match_original=True))
    if n <= 2:
        _draw_answers(ax, n, side)
    halves = [f"{half:0{2 ** (n - 1)}b}" for half in range(side)]
    ax.set(xlim=(-0.5, side - 0.5), ylim=(side - 0.5, -0.5), aspect="equal")
    ax.set_xticks(range(side), halves)
    ax.set_yticks(range(side), halves)
    ax.tick_params(length=0, labelsize=8 if n == 3 else 9.5)
    ax.set(xlabel="answers when x₁ = 1", ylabel="answers when x₁ = 0")
    ax.spines[:].set_visible(False)
    ax.legend(
        handles=[
            Patch(color=colors[letter], label=f"{letter}  {name}")
            for letter, name in names.items() if letter in kinds
        ],
        loc="upper center", bbox_to_anchor=(0.5, -0.16 if n < 3 else -0.07), labelcolor=INK,
    )  # fmt: skip
    return ax


def _draw_answers(ax: Axes, n: int, side: int) -> None:
    """The truth table in each tile, as marks around its letter."""
    for number in range(side**2):
        row, column = divmod(number, side)
        for case in range(2**n):
            x1, x2 = divmod(case, 2) if n == 2 else (case, 0.5)
            yes = number >> (2**n - 1 - case) & 1
            ax.plot(
                column + 0.6 * (x1 - 0.5), row - 0.6 * (x2 - 0.5),
                YES_MARKER if yes else NO_MARKER, markersize=7 if yes else 6,
                markerfacecolor=PAPER if yes else "none", markeredgecolor=PAPER,
            )  # fmt: skip
