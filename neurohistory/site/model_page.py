"""The page of a model: its card, what it does to AND, OR and XOR, and how to repeat that."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import islice
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from neurohistory import catalog, plots
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.problems.gates import AND
from neurohistory.report.docstrings import parameters_of
from neurohistory.report.rows import SLOPE, ends_of_batches, trace_columns, trial_summary
from neurohistory.report.text import markdown_table, percent, short
from neurohistory.runner import DEFAULT_PROBLEMS, run
from neurohistory.site.page import Page, chip
from neurohistory.site.trials import STARTS
from neurohistory.surfaces import surface
from neurohistory.traces import Presentation, trace
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["model_page"]

_MAX_LINES = 48  # of a trace that is shown to its end
_EPOCHS_SHOWN = 2  # of it that are not folded
_MAX_WEIGHTS = 12  # drawn and listed

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
        _add_shares(page, name, studies, variants)
        _add_weights(page, name, learners)
        _add_trace(page, name, model_class)
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
        f"What {answers} over the plane. The four cases are marked by their target, circle for "
        "yes and square for no; wrong answers are ringed.",
    )
    figure = Figure(figsize=(_PANEL[0] * len(learners), _PANEL[1]), layout="constrained")
    words = []
    for axes, trial in zip(figure.subplots(1, len(learners)), learners, strict=True):
        response = surface(trial.model, trial.history.end, trial.problem)
        plots.draw_region(axes, response)
        axes.set_title(trial.problem.name)
        words.append(plots.describe_region(response))
    page.show(figure, f"{name}-regions", " ".join(words))
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
            "Measured: the share of starts that end without a mistake. Certainty: its 95 % interval, "
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
    page.show(figure, f"{name}-learning", plots.describe_trials(studies))


def _add_shares(page: Page, name: str, studies: list[Trial], variants: list[Trial]) -> None:
    trials = studies + variants
    if any(trial.starts_differ for trial in trials):
        about = f"The share of {STARTS} starts that end without a mistake, beside what theory expects"
        if any(trial.starts_differ and not trial.proved for trial in trials):
            about += "; with its 95 % interval, unless it is proved"
        page.add("## Many starts", f"{about}.")
        figure = Figure(figsize=(7.0, 0.9 + 0.27 * len(trials)), layout="constrained")
        plots.draw_shares(figure.subplots(), trials)
        page.show(figure, f"{name}-shares", plots.describe_trials(trials))
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
    page.show(figure, f"{name}-weights", f"Weights by epoch, from start to end. {ends}.")


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


def _add_trace(page: Page, name: str, model_class: type[HistoricalClassifier[Any]]) -> None:
    model = catalog.make(name, by_hand=True)
    entries = list(islice(trace(model, AND.X, AND.target, rng=0), _MAX_LINES + 1))
    settings = ", ".join(f"{key}={value!r}" for key, value in model_class.card.by_hand.items())
    page.add("## By hand", "AND" + (f" with `{settings}`" if settings else "") + _about(model, entries))
    if model.card.names:
        page.add(model.card.names)
    if _in_one_step(entries):
        page.add(_answers_table([entry for entry in entries if entry.epoch == entries[-1].epoch]))
        return
    whole = len(entries) <= _MAX_LINES
    first = [entry for entry in entries if entry.epoch <= _EPOCHS_SHOWN]
    sloping = any(working.startswith(SLOPE) for working in entries[0].workings)
    page.add(_trace_table(first, weights=not sloping))
    if whole and len(first) < len(entries):
        rest = _trace_table(entries[len(first) :], weights=not sloping)
        if sloping:
            rest += f"\n\n{_slopes_table(entries[len(first) :])}"
        folded = textwrap.indent(rest, "    ")
        page.add(f'??? note "The other epochs, up to the last, {entries[-1].epoch}"\n\n{folded}')
    if sloping:
        about = "The slope of what is minimized, by each weight, and the step that was taken:"
        page.add(about, _slopes_table(first))
    command = f"`neurohistory trace {name} AND`"
    page.add(f"The same in a terminal: {command}." if whole else f"It goes on: {command}.")


def _in_one_step(entries: Sequence[Presentation[Any]]) -> bool:
    """Whether nothing moves any more after the first epoch: it was wired, or has one answer."""
    return all(entry.after == entry.before for entry in entries if entry.epoch > 1)


def _about(model: HistoricalClassifier[Any], entries: Sequence[Presentation[Any]]) -> str:
    """What the reader of a trace should know."""
    if _in_one_step(entries):
        return ": it is done in one step, and this is how it then answers each case."
    if all(ends_of_batches(entries)):
        words = ", presentation by presentation. The weights are those after it, bold where one moved."
    else:
        words = (
            ", epoch by epoch. All cases of an epoch are learned together, and the weights change once, "
            "after the last."
        )
    return words if model.taught else f"{words} There is no teacher: the label is part of the pattern."


def _trace_table(entries: Sequence[Presentation[Any]], weights: bool = True) -> str:
    columns = list(trace_columns(entries[0]))
    names = list(entries[0].after) if weights and len(entries[0].after) <= _MAX_WEIGHTS else []
    rows = []
    for entry, end in zip(entries, ends_of_batches(entries), strict=True):
        numbers = map(short, trace_columns(entry).values())
        after = [_moved(entry, n) if end else "" for n in names]
        rows.append([str(entry.epoch), _inputs(entry), *numbers, *after])
    header = ["epoch", "input", *(_heading(column, entries[0]) for column in columns)]
    return markdown_table([*header, *(f"`{n}`" for n in names)], rows)


def _answers_table(entries: Sequence[Presentation[Any]]) -> str:
    """A trace without epochs and errors, for what was not learned step by step."""
    columns = [column for column in trace_columns(entries[0]) if column != "error"]
    rows = [
        [_inputs(entry), *(short(trace_columns(entry)[column]) for column in columns)]
        for entry in entries
    ]
    return markdown_table(["input", *(_heading(column, entries[0]) for column in columns)], rows)


def _moved(entry: Presentation[Any], name: str) -> str:
    """A weight after the lesson, bold if it moved."""
    after = short(entry.after[name])
    return after if entry.after[name] == entry.before[name] else f"**{after}**"


def _inputs(entry: Presentation[Any]) -> str:
    return " ".join(map(short, entry.input))


def _heading(column: str, entry: Presentation[Any]) -> str:
    return f"`{column}`" if column in entry.workings else column


def _slopes_table(entries: Sequence[Presentation[Any]]) -> str:
    """What each epoch does to each weight, for a rule that tells the slopes it goes down."""
    ends = [entry for entry, end in zip(entries, ends_of_batches(entries), strict=True) if end]
    names = [n for n in ends[0].after if SLOPE + n in ends[0].workings][:_MAX_WEIGHTS]
    rows = [
        [
            str(entry.epoch),
            f"`{n}`",
            *map(short, (entry.before[n], entry.workings[SLOPE + n], entry.after[n] - entry.before[n])),
            short(entry.after[n]),
        ]
        for entry in ends
        for n in names
    ]
    return markdown_table(["epoch", "weight", "before", "slope", "step", "after"], rows)


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
