"""The page of a machine that samples: how likely each state is to it, what it draws, its energies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from neurohistory import plots
from neurohistory.network.boltzmann import Machine, free_energy, sample
from neurohistory.network.enumeration import log_probability, states
from neurohistory.problems import Problem
from neurohistory.report.text import markdown_table
from neurohistory.site import findings
from neurohistory.site.by_hand import add_by_hand
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.quiet import add_quiet
from neurohistory.site.page import Page
from neurohistory.states import select

__all__ = ["add_sampling", "machines_in"]

_MAX_VISIBLE = 4  # units: there is room for all of their states
_SAMPLES = 1000


def add_sampling(page: Page, measured: Measured) -> None:
    """Append states, samples and energies of a Boltzmann machine, if there is one, and its starts."""
    machines = [_machine(trial.history.end) for trial in measured.learners]
    found = [machine for machine in machines if machine]
    if len(found) == len(machines) and len(found[0].visible_bias) <= _MAX_VISIBLE:
        _show_samples(page, measured, found)
        _list_energies(page, measured, found)
    add_quiet(page, measured)
    add_by_hand(page, measured.name)


def machines_in(state: tuple[Any, ...]) -> Iterator[Machine]:
    """The Boltzmann machines that a state is made of, in order."""
    if isinstance(state, Machine):
        yield state
        return
    for part in state:
        if isinstance(part, tuple):
            yield from machines_in(part)


def _machine(state: tuple[Any, ...]) -> Machine | None:
    machines = list(machines_in(select(state, 0)))
    return machines[0] if len(machines) == 1 else None


def _shown_to_it(problem: Problem, visible: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of the states are a case of the problem with its label."""
    cases = np.column_stack([problem.X, problem.truth])
    return np.asarray((visible[:, None] == cases).all(axis=2).any(axis=1))


def _name(state: NDArray[Any]) -> str:
    *inputs, label = (f"{value:.0f}" for value in state)
    return f"{''.join(inputs)} → {label}"


def _show_samples(page: Page, measured: Measured, machines: list[Machine]) -> None:
    visible = states(len(machines[0].visible_bias))
    names = [_name(state) for state in visible]
    figure = Figure(figsize=(7.2, 3.0), layout="constrained")
    share = {}
    rng = np.random.default_rng(0)
    panels = figure.subplots(1, len(machines), sharey=True)
    for ax, trial, machine in zip(panels, measured.learners, machines, strict=True):
        likely = np.exp(log_probability(machine, visible))[:, 0]
        drawn = sample(machine, _SAMPLES, rng, steps=200)[..., 0]
        counts = (drawn[:, None] == visible).all(axis=2).mean(axis=0)
        shown = _shown_to_it(trial.problem, visible)
        plots.draw_probabilities(ax, names, likely, counts, shown)
        ax.set_title(trial.problem.name)
        share[trial.problem.name] = float(likely[shown].sum())
    panels[-1].legend(loc="lower right", fontsize=8)
    page.add(
        "## What it has learned to expect",
        "A state is two inputs and a label. Bars are how likely the machine finds each state, "
        f"calculated exactly; crosses are how often it came among {_SAMPLES:,} samples that the "
        "machine drew by itself. Blue bars are the four cases that it was shown.",
    )
    alt = "; ".join(
        f"{name}: {part:.0%} of the probability on the cases" for name, part in share.items()
    )
    caption = findings.of_samples(share)
    page.show(figure, f"{measured.name}-samples", f"Bars for each state. {alt}.", caption=caption)


def _list_energies(page: Page, measured: Measured, machines: list[Machine]) -> None:
    visible = states(len(machines[0].visible_bias))
    header = ["inputs → label"]
    columns = []
    for trial, machine in zip(measured.learners, machines, strict=True):
        energies, shown = free_energy(machine, visible)[:, 0], _shown_to_it(trial.problem, visible)
        header.append(trial.problem.name)
        columns.append(
            [f"**{e:.2f}**" if was else f"{e:.2f}" for e, was in zip(energies, shown, strict=True)]
        )
    rows = [[_name(state), *cells] for state, *cells in zip(visible, *columns, strict=True)]
    page.add(
        "The free energy of the same states, hidden units summed over: one less makes a state e = 2.718 "
        "times as likely. Bold are the cases that it was shown.",
        markdown_table(header, rows),
    )
