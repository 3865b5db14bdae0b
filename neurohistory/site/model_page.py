"""The page of a model: its card, what it does to AND, OR and XOR, and how to repeat that."""

from __future__ import annotations

import re
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from neurohistory import catalog, plots
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.report.docstrings import parameters_of
from neurohistory.report.rows import trial_summary
from neurohistory.report.text import markdown_table, percent
from neurohistory.runner import DEFAULT_PROBLEMS, run
from neurohistory.site import findings
from neurohistory.site.by_hand import add_by_hand
from neurohistory.site.page import Page, chip
from neurohistory.site.trials import STARTS
from neurohistory.surfaces import surface
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["model_page"]

_MAX_WEIGHTS = 12  # that are drawn and listed

_PANEL = (2.35, 2.6)  # inches


def model_page(name: str, *trials: Trial | Failed) -> Page | Failed:
    """The page of a model, ours or a plug-in's.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    *trials : Trial or Failed
        What `study` gave for the model and then each of its variants on AND, OR and XOR.
    """
    measured: list[Trial] = []
    for trial in trials:
        if isinstance(trial, Failed):
            return trial
        measured.append(trial)
    studies, variants = measured[: len(DEFAULT_PROBLEMS)], measured[len(DEFAULT_PROBLEMS) :]
    model_class = catalog.load(name)
    card = model_class.card
    with mpl.rc_context(plots.STYLE):
        learners = [run(name, asked, starts=1, keep_states=True) for asked in DEFAULT_PROBLEMS]
        page = Page()
        _add_card(page, card)
        _add_regions(page, name, learners, studies)
        _add_learning(page, name, studies)
        _add_success_rates(page, name, studies, variants)
        _add_weights(page, name, learners)
        add_by_hand(page, name)
        _add_how_to_repeat(page, name, model_class)
        _add_source(page, card)
    return page


def _add_card(page: Page, card: Card) -> None:
    page.add(
        f"# {card.title}",
        f'<span class="card-year">{card.year}</span> {" · ".join(card.people)}',
        card.idea,
        f"**What it could not do.** {card.limit}",
        "## The rule",
    )
    page.add(f"$$\n{card.rule_tex}\n$$" if card.rule_tex else f"```text\n{card.rule}\n```")
    if card.departures:
        page.add(
            "**Where we depart from the paper**", "\n".join(f"- {item}" for item in card.departures)
        )


def _add_regions(page: Page, name: str, learners: list[Trial], studies: list[Trial]) -> None:
    chance = any(trial.starts_differ for trial in studies)
    answers = "one learner (seed 0) answers after training" if chance else "the machine answers"
    page.add(
        "## AND, OR and XOR",
        f"What {answers}, over the plane. The four cases are marked by their target, circle for yes and "
        "square for no; wrong answers are ringed.",
    )
    figure = Figure(figsize=(_PANEL[0] * len(learners), _PANEL[1]), layout="constrained")
    words = []
    for axes, trial in zip(figure.subplots(1, len(learners)), learners, strict=True):
        response = surface(trial.model, trial.history.end, trial.problem)
        plots.draw_region(axes, response)
        axes.set_title(trial.problem.name)
        words.append(plots.describe_region(response))
    page.show(figure, f"{name}-regions", " ".join(words), caption=findings.of_answers(learners))
    header = ["problem", "theory", "measured", "certainty", "epochs", "agrees"]
    rows = []
    for trial in studies:
        brief = trial_summary(trial)
        rows.append(
            [
                trial.problem.name,
                chip(trial.expectation.verdict),
                _measured(trial),
                brief["certainty"],
                *([brief["epochs"]] if _learns(studies) else []),
                brief["agrees"],
            ]
        )
    if not _learns(studies):  # one step is no number of epochs
        header.remove("epochs")
    if chance:
        about = (
            "Measured: the fraction of starts that end without a mistake. Certainty: its 95 % interval, "
            "unless it is proved. Epochs: median and quartiles of the starts that end without a mistake."
        )
    else:
        about = "Nothing is random here: there is one run, always alike."
    page.add(
        markdown_table(header, rows),
        about,
        "Why theory expects it:",
        "\n".join(f"- {trial.problem.name}: {trial.expectation.reason}." for trial in studies),
    )


def _learns(trials: list[Trial]) -> bool:
    """Whether it goes step by step: otherwise it was wired, or has one answer."""
    return any(trial.history.n_epochs > 1 for trial in trials)


def _add_learning(page: Page, name: str, studies: list[Trial]) -> None:
    if not _learns(studies):
        return
    with_loss = any(trial.history.loss is not None for trial in studies)
    about = "Wrong answers by epoch, the mean of all starts."
    if with_loss:
        about += " On the right the loss that the rule minimizes; thin lines are single starts."
    page.add("## Learning curves", about)
    figure = Figure(figsize=(7.0, 2.9), layout="constrained")
    panels = figure.subplots(1, 1 + with_loss, squeeze=False)[0]
    plots.draw_mistakes(panels[0], studies)
    if with_loss:
        plots.draw_loss(panels[1], studies)
    caption = findings.of_learning(studies)
    page.show(figure, f"{name}-learning", plots.describe_trials(studies), caption=caption)


def _add_success_rates(page: Page, name: str, studies: list[Trial], variants: list[Trial]) -> None:
    trials = studies + variants
    if any(trial.starts_differ for trial in trials):
        about = f"The fraction of {STARTS} starts that end without a mistake, beside what theory expects"
        if any(trial.starts_differ and not trial.proved for trial in trials):
            about += "; with its 95 % interval, unless it is proved"
        page.add("## Many starts", f"{about}.")
        figure = Figure(figsize=(7.0, 0.9 + 0.27 * len(trials)), layout="constrained")
        plots.draw_success_rates(figure.subplots(), trials)
        caption = findings.of_success(studies)
        page.show(figure, f"{name}-success-rates", plots.describe_trials(trials), caption=caption)
    elif variants:
        header = ["settings", "problem", "theory", "measured", "certainty", "agrees"]
        rows = []
        for trial in variants:
            brief = trial_summary(trial)
            verdict = chip(trial.expectation.verdict)
            told = [verdict, _measured(trial), brief["certainty"], brief["agrees"]]
            rows.append([trial.label, trial.problem.name, *told])
        page.add("## Other settings", markdown_table(header, rows))


def _measured(trial: Trial) -> str:
    if trial.starts_differ:
        return f"{percent(trial.success_rate)} of {trial.n_starts} starts"
    return "solved" if trial.n_solved else "not solved"


def _add_weights(page: Page, name: str, learners: list[Trial]) -> None:
    weights = {trial.problem.name: _weights_by_epoch(trial) for trial in learners}
    most = max(len(w) for w in weights.values())
    if most > _MAX_WEIGHTS:
        page.add(
            "## Weights",
            f"Each of the three learners has {most} weights, too many to list. "
            f"`neurohistory trace {name} AND --format json` lists those of the learner that is followed "
            "below.",
        )
        return
    page.add("## Weights")
    if _learns(learners):
        page.add("The weights of the same three learners, by epoch.")
        _show_weights(page, name, learners, weights)
    names = list(next(iter(weights.values())))
    rows = [[asked, *(f"{w[n][-1]:.4g}" for n in names)] for asked, w in weights.items()]
    page.add(markdown_table(["problem", *(f"`{n}`" for n in names)], rows))


def _show_weights(
    page: Page, name: str, learners: list[Trial], weights: dict[str, dict[str, np.ndarray[Any, Any]]]
) -> None:
    """Their course, a panel for each problem and each group of weights that enter the same unit."""
    groups = _by_unit(list(next(iter(weights.values()))))
    figure = Figure(figsize=(7.0, 2.2 * len(learners)), layout="constrained")
    panels = figure.subplots(len(learners), len(groups), squeeze=False, sharey="row")
    for row, trial in zip(panels, learners, strict=True):
        for axes, group in zip(row, groups, strict=True):
            course = weights[trial.problem.name]
            plots.draw_weights(axes, {n: course[n] for n in group}, trial.history.kept)
            if axes is row[0]:
                axes.set_title(trial.problem.name)
            else:
                axes.set_ylabel("")
    ends = "; ".join(
        f"{asked}: " + ", ".join(f"{k} {v[0]:.3g} to {v[-1]:.3g}" for k, v in w.items())
        for asked, w in weights.items()
    )
    alt = f"Weights by epoch, from start to end. {ends}."
    page.show(figure, f"{name}-weights", alt, caption=findings.of_weights(weights))


def _by_unit(names: list[str]) -> list[list[str]]:
    """Names such as ``Theta1[2,1]``, together with those of the same array and the same last index.

    Examples
    --------
    >>> _by_unit(["Theta1[0,0]", "Theta1[0,1]", "Theta1[1,0]", "Theta1[1,1]"])
    [['Theta1[0,0]', 'Theta1[1,0]'], ['Theta1[0,1]', 'Theta1[1,1]']]
    >>> _by_unit(["bias", "weights[0]", "weights[1]"])
    [['bias', 'weights[0]', 'weights[1]']]
    """
    if not all(re.search(r",\d+\]$", name) for name in names):
        return [names]
    units: dict[tuple[str, str], list[str]] = {}
    for name in names:
        units.setdefault((name.partition("[")[0], name.rpartition(",")[2]), []).append(name)
    return list(units.values())


def _weights_by_epoch(trial: Trial) -> dict[str, np.ndarray[Any, Any]]:
    named = [trial.model.named_weights(state) for state in trial.history.states]
    return {name: np.array([weights[name] for weights in named]) for name in named[0]}


def _add_how_to_repeat(page: Page, name: str, model_class: type[HistoricalClassifier[Any]]) -> None:
    page.add(
        "## Repeat it",
        f"```console\n$ neurohistory compare {name} --starts {STARTS}\n"
        f"$ neurohistory trace {name} XOR\n```",
        f"```python\nfrom neurohistory import XOR, load, run\n\n"
        f'model = load("{name}")()\ntrial = run(model, XOR, starts={STARTS}, seed=0)\n'
        "print(trial.success_rate, trial.interval, trial.expectation)\n\n"
        "model.fit(XOR.X, XOR.y).predict(XOR.X)  # it is a scikit-learn estimator\n```",
    )
    parameters = parameters_of(model_class)
    if parameters:
        rows = [[f"`{p.name}`", f"`{p.default!r}`", p.meaning] for p in parameters]
        page.add("## Parameters", markdown_table(["name", "default", "meaning"], rows))


def _add_source(page: Page, card: Card) -> None:
    papers = [card.paper, *card.also]
    page.add("## Source", "\n".join(f"- {paper.citation}" for paper in papers))
    page.add(f"```bibtex\n{card.paper.bibtex}\n```")
