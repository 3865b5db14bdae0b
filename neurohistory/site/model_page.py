"""The page of a model: its card, what it does to AND, OR and XOR, and how to repeat that."""

from __future__ import annotations

from itertools import chain
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from neurohistory import catalog, plots
from neurohistory.asking import answer, one_line
from neurohistory.card import KINDS, Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.report.docstrings import parameters_of
from neurohistory.report.rows import trial_summary
from neurohistory.report.text import markdown_table, percent
from neurohistory.runner import DEFAULT_PROBLEMS, run
from neurohistory.site import findings
from neurohistory.site.crossings import CROSSINGS
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.pages import PAGES, kind_of
from neurohistory.site.page import Page, bar, chip
from neurohistory.site.toys.epochs import epochs_of
from neurohistory.site.trials import STARTS, Studies
from neurohistory.site.unmade import apology
from neurohistory.surfaces import surface
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["model_page"]

_PANEL = (2.35, 2.6)  # inches


def model_page(name: str, studied: Studies | Failed) -> Page | Failed:
    """The page of a model, ours or a plug-in's.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    studied : dict or Failed
        What `studies` gave for it.
    """
    if isinstance(studied, Failed):
        return studied
    measured: list[Trial] = []
    for trial in chain.from_iterable(trials.values() for trials in studied.values()):
        if isinstance(trial, Failed):
            return trial
        measured.append(trial)
    studies, variants = measured[: len(DEFAULT_PROBLEMS)], measured[len(DEFAULT_PROBLEMS) :]
    model_class = catalog.load(name)
    card = model_class.card
    kind = kind_of(model_class)
    with mpl.rc_context(plots.STYLE):
        learners = [run(name, asked, starts=1, keep_states=True) for asked in DEFAULT_PROBLEMS]
        found = Measured(name, card, learners, studies, variants)
        page = Page()
        _add_card(page, card, kind)
        _add_answers(page, found)
        _add_epochs(page, found)
        _add_workings(page, found, kind)
        _add_how_to_repeat(page, name, model_class)
        _add_source(page, card)
    return page


def _add_card(page: Page, card: Card, kind: str) -> None:
    page.add(
        f"# {card.title}",
        f'<span class="card-year">{card.year}</span> {" · ".join(card.people)}',
        CROSSINGS,
        f'<span class="machine-kind">{kind[0].upper()}{kind[1:]}</span> {KINDS[kind]}',
        card.idea,
        f"**What it could not do.** {card.limit}",
        "## The rule",
    )
    page.add(f"$$\n{card.rule_tex}\n$$" if card.rule_tex else f"```text\n{card.rule}\n```")
    if card.symbols:
        page.add(card.symbols)
    if card.departures:
        page.add(
            "**Where we depart from the paper**", "\n".join(f"- {item}" for item in card.departures)
        )


def _add_answers(page: Page, measured: Measured) -> None:
    learners, chance = measured.learners, measured.chance
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
    page.show(figure, f"{measured.name}-regions", " ".join(words), caption=findings.of_answers(learners))
    page.add(_trials_table(measured), _about_trials(measured))
    page.add(
        "Why theory expects it:",
        "\n".join(f"- {trial.problem.name}: {trial.expectation.reason}." for trial in measured.studies),
    )


def _add_epochs(page: Page, measured: Measured) -> None:
    """Append the player of epochs, for a machine that has more than one."""
    if epochs := epochs_of(measured.learners):
        page.add(
            "## Epoch by epoch",
            "The same learners from their start to their end, played or turned by hand: where they say "
            "yes, what they get wrong, and how their weights go.",
            epochs,
        )


def _add_workings(page: Page, measured: Measured, kind: str) -> None:
    """Append what the kind of machine shows, its trace above all; a stranger's may have none."""
    try:
        answer(measured.name, lambda: PAGES[kind](page, measured))
    except Exception as error:
        reason = f"what it does step by step: {one_line(error)}"
        page.left_out.append(reason)
        page.add(
            "## Step by step",
            apology(reason),
            "The answers above are those of the finished machine, and stand as they are.",
        )


def _trials_table(measured: Measured) -> str:
    """The trials of the model, and those of its other settings; without columns that say nothing."""
    by_steps = any(trial.history.n_epochs > 1 for trial in measured.studies)
    rows = []
    for trial in (*measured.studies, *measured.variants):
        brief = trial_summary(trial)
        row = {
            "settings": trial.label.removeprefix(measured.name).removeprefix(", ") or "default",
            "problem": trial.problem.name,
            "theory": chip(trial.expectation.verdict),
            "measured": _measured(trial),
            "certainty": brief["certainty"],
            "epochs": brief["epochs"],
            "agrees": brief["agrees"],
        }
        rows.append(row)
    columns = list(rows[0])
    if not measured.variants:
        columns.remove("settings")
    if not by_steps:  # one step is no number of epochs
        columns.remove("epochs")
    return markdown_table(columns, [[row[column] for column in columns] for row in rows])


def _about_trials(measured: Measured) -> str:
    trials = [*measured.studies, *measured.variants]
    if not measured.chance:
        return "Nothing is random here: there is one run, always alike."
    about = f"Measured: how many of {STARTS} starts end without a mistake. "
    if any(trial.starts_differ and not trial.proved for trial in trials):
        about += "Certainty: the 95 % interval of that fraction, unless it is proved. "
    return f"{about}Epochs: median and quartiles of the starts that end without a mistake."


def _measured(trial: Trial) -> str:
    if trial.starts_differ:
        return f"{bar(trial.success_rate)}&nbsp;{percent(trial.success_rate)}"
    return "solved" if trial.n_solved else "not solved"


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
    page.add("## Source", "\n".join(f"- {paper.markdown}." for paper in papers))
    page.add(f"```bibtex\n{card.paper.bibtex}\n```")
