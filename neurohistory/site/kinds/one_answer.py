"""The page of a machine with one answer: its margin, its support vectors, and how it then answers."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from neurohistory import plots
from neurohistory.report.text import markdown_table, short
from neurohistory.site import findings
from neurohistory.site.by_hand import first_answers
from neurohistory.site.kinds.measured import Measured, final_weights
from neurohistory.site.kinds.wires import arrays_of_names
from neurohistory.site.page import Page
from neurohistory.surfaces import surface
from neurohistory.trial import Trial

__all__ = ["add_one_answer"]

_MAX_WEIGHTS = 12  # that are listed


def add_one_answer(page: Page, measured: Measured) -> None:
    """Append the margin where weights are multipliers of the examples, the weights, and the answers."""
    pulls = {trial.problem.name: _multipliers(trial) for trial in measured.learners}
    found = {name: pull for name, pull in pulls.items() if pull is not None}
    if len(found) == len(measured.learners):
        _show_margins(page, measured, found)
    _list_weights(page, measured)
    page.add("## By hand", "How the machine for AND comes to its answers:", first_answers(measured.name))
    if measured.card.names:
        page.add(measured.card.names)


def _multipliers(trial: Trial) -> np.ndarray | None:
    """One number for each example, signed or not, by the name that they have; None if there are none."""
    multipliers = arrays_of_names(final_weights(trial)).get("multipliers")
    if multipliers is None or multipliers.shape != (len(trial.problem.X),):
        return None
    return multipliers


def _show_margins(page: Page, measured: Measured, pulls: dict[str, np.ndarray]) -> None:
    figure = Figure(figsize=(7.05, 2.9), layout="constrained")
    for ax, trial in zip(figure.subplots(1, len(pulls)), measured.learners, strict=True):
        response = surface(trial.model, trial.history.end, trial.problem, (-1, 2, -1, 2))
        plots.draw_margin(ax, response, pulls[trial.problem.name])
        ax.set_title(trial.problem.name)
    page.add(
        "## Margin and support vectors",
        "The dashed lines are the edges of the margin, where the score is −1 and +1. A ring marks a "
        "support vector, and the number beside it says how hard that example pulls: its multiplier.",
    )
    words = "; ".join(
        f"{name}: multipliers {', '.join(f'{abs(each):.3g}' for each in pull)}"
        for name, pull in pulls.items()
    )
    alt = f"The plane with margin and support vectors. {words}."
    page.show(figure, f"{measured.name}-margin", alt, caption=findings.of_margins(pulls))


def _list_weights(page: Page, measured: Measured) -> None:
    weights = {trial.problem.name: final_weights(trial) for trial in measured.learners}
    names = list(next(iter(weights.values())))
    if len(names) <= _MAX_WEIGHTS:
        rows = [[problem, *(short(w[n]) for n in names)] for problem, w in weights.items()]
        page.add(markdown_table(["problem", *(f"`{n}`" for n in names)], rows))
