"""Two machines at work on XOR, for the first page: one that fails for ever, and one that finds a way."""

from __future__ import annotations

import numpy as np

from neurohistory.catalog import load
from neurohistory.plots.stamps import SIDE, stamp
from neurohistory.runner import run
from neurohistory.site.films import player_markup
from neurohistory.site.page import Page
from neurohistory.states import side_by_side
from neurohistory.surfaces import surface

__all__ = ["two_machines"]

_WIDTH = 260  # pixels of a page
_FRAMES = 24


def two_machines() -> Page:
    """Two films side by side; a part, to be placed on a page."""
    films = [
        _film(
            "perceptron", np.arange(_FRAMES),
            "The line of the perceptron after each pass over XOR. It turns for ever, and never has all "
            "four cases on their proper sides.",
            "**1958: it fails.** The perceptron moves its line after each mistake. No line does XOR, so "
            "there is always another; [why](story/1969_xor.md).",
        ),
        _film(
            "backprop", np.unique(np.geomspace(1, 260, _FRAMES).astype(int)),
            "The answer of a network of two hidden units on XOR, from pass to pass. In the end the yes "
            "lies in a band between two lines, and all four cases are right.",
            "**1986: it finds a way.** Back-propagation teaches the units in the middle too, and the "
            "plane folds into a band; [how](story/1986_backprop.md).",
        ),
    ]  # fmt: skip
    page = Page()
    page.add('<div class="machines" markdown>', *films, "</div>")
    return page


def _film(name: str, epochs: np.ndarray[tuple[int], np.dtype[np.int_]], alt: str, caption: str) -> str:
    """What a model answers after some epochs from seed 0."""
    trial = run(load(name)(max_epochs=int(epochs[-1])), "XOR", starts=1, keep_states=True)
    history = trial.history
    states = side_by_side([history.states[epoch] for epoch in epochs], 0)
    answers = surface(trial.model, states, trial.problem)
    size = f'width="{_WIDTH}" viewBox="0 0 {SIDE} {SIDE}"'
    frames = [f"<svg {size}>{stamp(answers, frame)}</svg>" for frame in range(len(epochs))]
    wrong = answers.wrong.sum(axis=1)
    labels = [f"pass {epoch}: {n or 'none'} wrong" for epoch, n in zip(epochs, wrong, strict=True)]
    return player_markup(f"xor-{name}", frames, alt, labels, caption=caption)
