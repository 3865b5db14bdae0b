"""The wires of one learner as they grow: the network before, on the way and in the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from neurohistory import plots
from neurohistory.checks import weights_of
from neurohistory.site import findings
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.wires import layers_of
from neurohistory.site.page import Page
from neurohistory.trial import Trial

__all__ = ["add_growing"]

_MAX_LISTED = 12  # weights whose numbers an alternative text tells


def add_growing(page: Page, measured: Measured) -> None:
    """Append the network of the learner on XOR at three moments, if its weights are those of one."""
    trial = measured.learners[-1]
    moments = _moments(trial)
    weights = [weights_of(trial.model, trial.history.states[moment]) for moment in moments]
    layers = [layers_of(each) for each in weights]
    drawn = [matrices for matrices in layers if matrices]
    if len(drawn) < len(moments):
        return
    sizes = [drawn[0][0].shape[0] - 1, *(matrix.shape[1] for matrix in drawn[0])]
    tall = 3.1 if max(sizes) > 2 else 2.6
    figure = Figure(figsize=(7.2, tall), layout="constrained")
    for ax, moment, matrices in zip(figure.subplots(1, len(drawn)), moments, drawn, strict=True):
        plots.draw_network(ax, sizes, matrices)
        ax.set_title("at the start" if not moment else f"epoch {trial.history.kept[moment]:,}")
    page.add(
        "## The wires grow",
        f"The learner of seed 0 on {trial.problem.name}. The thicker a wire, the larger its weight; "
        "blue is positive, orange and dashed negative. The squares are the bias inputs, always 1.",
    )
    alt = f"The network on {trial.problem.name} at {len(moments)} moments. {_numbers(weights)}"
    page.show(figure, f"{measured.name}-wires", alt, caption=findings.of_wires(drawn, trial))


def _moments(trial: Trial) -> list[int]:
    """The start, the end, and between them where half of the way is behind it.

    The way is that of the loss; of the mistakes, for a rule without one.
    """
    history = trial.history
    course = history.mistakes if history.loss is None else history.loss
    last = len(history.states) - 1
    values: NDArray[Any] = np.asarray(course[:, 0], dtype=float)
    half = np.flatnonzero(np.abs(values - values[0]) >= abs(values[-1] - values[0]) / 2)
    middle = int(half[half > 0][0]) if (half > 0).any() else last // 2
    return sorted({0, min(max(middle, 1), last), last})


def _numbers(weights: Sequence[dict[str, float]]) -> str:
    first, last = weights[0], weights[-1]
    if len(first) > _MAX_LISTED:
        return f"It has {len(first)} weights."
    return "; ".join(f"{n} from {first[n]:.3g} to {last[n]:.3g}" for n in first) + "."
