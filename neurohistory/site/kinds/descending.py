"""The page of a machine that goes downhill: the descents of some starts, and the wires as they grow."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from neurohistory import plots
from neurohistory.site import findings
from neurohistory.site.by_hand import add_by_hand
from neurohistory.site.kinds.growing import add_growing
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.quiet import add_quiet
from neurohistory.site.page import Page

__all__ = ["add_descending", "add_descents"]


def add_descending(page: Page, measured: Measured) -> None:
    """Append the descents, the wires of one learner, and its numbers on the way."""
    add_descents(page, measured)
    add_growing(page, measured)
    add_by_hand(page, measured.name)


def add_descents(page: Page, measured: Measured) -> None:
    """Append the loss of single starts by epoch, a panel for each problem."""
    studies = [trial for trial in measured.studies if trial.history.loss is not None]
    if not studies:
        add_quiet(page, measured)
        return
    figure = Figure(figsize=(7.0, 2.7), layout="constrained")
    panels = figure.subplots(1, len(studies), sharey=True, squeeze=False)[0]
    for ax, trial in zip(panels, studies, strict=True):
        plots.draw_descents(ax, trial)
        ax.set_title(trial.problem.name)
        if ax is not panels[0]:
            ax.set_ylabel("")
    page.add(
        "## The descent",
        "The loss that the rule makes smaller, epoch by epoch. Each thin line is one start: solid if it "
        "ends without a mistake, dashed if it does not.",
    )
    ends = "; ".join(
        f"{trial.problem.name}: median loss {np.median(trial.history.loss[0]):.3g} at the start and "
        f"{np.median(trial.history.loss[-1]):.3g} in the end"
        for trial in studies
        if trial.history.loss is not None
    )
    alt = f"Loss by epoch of single starts. {ends}."
    page.show(figure, f"{measured.name}-descents", alt, caption=findings.of_descents(studies))
