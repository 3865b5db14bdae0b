"""How many of many starts still make mistakes, epoch by epoch."""

from __future__ import annotations

from matplotlib.figure import Figure

from neurohistory import plots
from neurohistory.site import findings
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.page import Page
from neurohistory.site.trials import STARTS

__all__ = ["add_quiet"]


def add_quiet(page: Page, measured: Measured) -> None:
    """Append how many of the starts still make mistakes by epoch, as far as anything happens."""
    figure = Figure(figsize=(7.0, 2.6), layout="constrained")
    plots.draw_unfinished(figure.subplots(), measured.studies)
    page.add(
        "## How soon it makes no mistake",
        f"{STARTS} learners, each from a start of its own. "
        "The lines end where nothing changes any more.",
    )
    caption = findings.of_unfinished(measured.studies)
    alt = plots.describe_trials(measured.studies)
    page.show(figure, f"{measured.name}-unfinished", alt, caption=caption)
