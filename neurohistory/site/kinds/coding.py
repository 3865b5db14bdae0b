"""The page of a machine that codes: what its layers make of the cases, and what can be made of that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from neurohistory import plots
from neurohistory.checks import workings_of
from neurohistory.network.boltzmann import hidden_probabilities, visible_probabilities
from neurohistory.report.text import markdown_table, short
from neurohistory.site import findings
from neurohistory.site.by_hand import add_by_hand
from neurohistory.site.kinds.descending import add_descents
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.sampling import machines_in
from neurohistory.site.page import Page
from neurohistory.states import select
from neurohistory.trial import Trial

__all__ = ["add_coding"]

_UNIT = re.compile(r"a(?P<layer>\d+)\[(?P<unit>\d+)\]")

Codes = Mapping[str, NDArray[Any]]  # by layer: (example, unit)


def add_coding(page: Page, measured: Measured) -> None:
    """Append the codes of the cases, their reconstructions if there are any, and the descent."""
    trial = measured.learners[-1]
    codes = _codes(trial)
    if codes:
        _show_codes(page, measured, trial, codes)
    _list_reconstructions(page, trial)
    add_descents(page, measured)
    add_by_hand(page, measured.name)


def _codes(trial: Trial) -> Codes:
    """What the hidden units say to each case, by layer: the workings ``a2[1]``, ``a2[2]``, ..."""
    problem = trial.problem
    workings = workings_of(trial.model, trial.history.end, problem.X, problem.target)
    layers: dict[str, list[NDArray[Any]]] = {}
    for name, values in workings.items():
        if found := _UNIT.fullmatch(name):
            layers.setdefault(f"hidden layer {int(found['layer']) - 1}", []).append(np.asarray(values))
    return {layer: np.stack(units, axis=1) for layer, units in layers.items()}


def _show_codes(page: Page, measured: Measured, trial: Trial, codes: Codes) -> None:
    cases = ["".join(map(short, x)) for x in trial.problem.X]
    names = [
        f"{case}, {'yes' if yes else 'no'}" for case, yes in zip(cases, trial.problem.truth, strict=True)
    ]
    figure = Figure(figsize=(7.0, 2.2), layout="constrained")
    widths = [code.shape[1] for code in codes.values()]
    panels = figure.subplots(1, len(codes), squeeze=False, width_ratios=widths)[0]
    for ax, (layer, code) in zip(panels, codes.items(), strict=True):
        plots.draw_codes(ax, code, names if ax is panels[0] else None)
        ax.set_title(layer)
    page.add(
        "## The codes",
        f"What the hidden units of the learner on {trial.problem.name} make of the four cases, in the "
        "end. A row is a case, a column a unit; the larger a square, the nearer the unit is to 1.",
    )
    told = "; ".join(
        f"{layer}, case {case}: {' '.join(f'{value:.2f}' for value in row)}"
        for layer, code in codes.items()
        for case, row in zip(cases, code, strict=True)
    )
    page.show(figure, f"{measured.name}-codes", f"{told}.", caption=findings.of_codes(codes))


def _list_reconstructions(page: Page, trial: Trial) -> None:
    """What comes back when a case goes up through the pretrained machines and down again."""
    machines = list(machines_in(select(trial.history.end, 0)))
    X = trial.problem.X
    if not machines or len(machines[0].visible_bias) != X.shape[1]:
        return
    V = X[:, :, None].astype(machines[0].weights.dtype)
    for machine in machines:
        V = hidden_probabilities(machine, V)
    for machine in reversed(machines):
        V = visible_probabilities(machine, V)
    rows = [
        [" ".join(map(short, x)), " ".join(f"{value:.2f}" for value in back)]
        for x, back in zip(X, V[..., 0], strict=True)
    ]
    page.add(
        "Before the labels came, each layer had learned to give back what it was shown. Up through the "
        "pretrained layers and down again, the cases become:",
        markdown_table(["shown", "given back"], rows),
        findings.of_reconstructions(X, V[..., 0]),
    )
