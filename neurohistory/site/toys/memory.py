"""Hopfield's memory to draw in: pictures of a hundred points are its valleys; a drawing falls into one.

The paper: `neurohistory.papers.hopfield_1982`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.memories import settle, store
from neurohistory.report.text import markdown_table, percent
from neurohistory.site.toys.loading import toy

__all__ = ["AT_FIRST", "SIDE", "made", "pictures"]

SIDE = 10  # points along a picture
AT_FIRST = ("cup", "key", "face", "T", "L")  # what it remembers before the reader changes it
_TRIALS = 100
_WRONG = (10, 20, 30)
_DRAWN = {
    "cup": ".......... #######... #######.## #######..# #######..# "
    "#######.## #######... .#####.... .......... #########.",
    "key": ".......... .####..... ##..##.... #....##### #....##### "
    "##..##.#.# .####..#.# .......... .......... ..........",
    "face": "..######.. .#......#. #........# #..#..#..# #..#..#..# "
    "#........# #.#....#.# #..####..# .#......#. ..######..",
    "T": "########## ########## ....##.... ....##.... ....##.... "
    "....##.... ....##.... ....##.... ....##.... ....##....",
    "L": "##........ ##........ ##........ ##........ ##........ "
    "##........ ##........ ##........ ########## ##########",
    "A": "...####... ..##..##.. .##....##. .##....##. .##....##. "
    ".########. .########. .##....##. .##....##. .##....##.",
    "O": "########## ########## ##......## ##......## ##......## "
    "##......## ##......## ##......## ########## ##########",
    "Z": "########## ########## .......##. ......##.. .....##... "
    "....##.... ...##..... ..##...... ########## ##########",
}


def pictures() -> dict[str, NDArray[np.int8]]:
    """What can be remembered, by name: 0 and 1, row after row.

    Examples
    --------
    >>> pictures()["T"].reshape(SIDE, SIDE)[2].tolist()
    [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]
    """
    return {
        name: np.array([point == "#" for point in rows.replace(" ", "")], dtype=np.int8)
        for name, rows in _DRAWN.items()
    }


def made() -> str:
    """The toy, in Markdown."""
    told: dict[str, Any] = {
        "side": SIDE,
        "pictures": {name: np.flatnonzero(picture).tolist() for name, picture in pictures().items()},
        "remembered": AT_FIRST,
    }
    return toy("memory", told, _still())


def _still() -> str:
    """How often a damaged picture is found again, by how many the memory holds."""
    rng, drawn = np.random.default_rng(1982), np.array([*pictures().values()])
    rows = [
        [str(held), *(percent(_found_again(drawn[:held], wrong, rng)) for wrong in _WRONG)]
        for held in (len(AT_FIRST), len(drawn))
    ]
    return (
        f"A memory of {SIDE} by {SIDE} units holds pictures. Whoever draws in it, or spoils one, sees "
        "the state fall. How often a picture is found again without a fault, by how many of its "
        f"{SIDE**2} points are turned over at first:\n\n"
        + markdown_table(["pictures that are held", *(f"{wrong} points" for wrong in _WRONG)], rows)
    )


def _found_again(held: NDArray[np.int8], wrong: int, rng: np.random.Generator) -> float:
    begun = np.repeat(held, _TRIALS, axis=0)
    turned = rng.permuted(np.tile(np.arange(SIDE**2) < wrong, (len(begun), 1)), axis=1)
    ended = settle(store(held), np.where(turned, 1 - begun, begun), rng, low=-1)
    return float((ended == np.repeat(held, _TRIALS, axis=0)).all(axis=1).mean())
