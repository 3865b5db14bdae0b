"""The page of a model: its card, what it does to AND, OR and XOR, and how to repeat that."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from neurohistory import catalog, plots
from neurohistory.card import Card
from neurohistory.classifier import HistoricalClassifier
from neurohistory.gallery.page import STARTS, Page, chip, markdown_table
from neurohistory.gates import gate
from neurohistory.parameters import parameters_of
from neurohistory.runner import GATES, Trial, run
from neurohistory.surfaces import surface
from neurohistory.tables import ends_of_lessons, short, trial_summary
from neurohistory.training import ledger

__all__ = ["model_page"]

_MOST_LINES = 12  # of the ledger
_MOST_WEIGHTS = 12  # drawn and listed

_PANEL = (2.35, 2.6)  # inches


def model_page(name: str) -> Page:
    """The page of the model of that name, ours or a plug-in's."""
    model_class = catalog.load(name)
    card = model_class.card
    with mpl.rc_context(plots.STYLE):
        studies = [run(name, asked, replicas=STARTS) for asked in GATES]
        variants = [
            run(model_class(**settings), asked, replicas=STARTS, label=f"{name}, {label}")
            for label, settings in card.variants.items()
            for asked in GATES
        ]
        learners = [run(name, asked, replicas=1, keep_states=True) for asked in GATES]
        page = Page()
        _add_card(page, card)
        _add_regions(page, name, learners, studies)
        _add_learning(page, name, studies)
        _add_shares(page, name, studies + variants)
        _add_weights(page, name, learners)
        _add_ledger(page, name, model_class)
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
    page.add(
        "## AND, OR and XOR",
        "What one learner (seed 0) answers over the plane after training. The four cases are marked "
        "by what the gate wants, circle for yes and square for no; wrong answers are ringed.",
    )
    figure = Figure(figsize=(_PANEL[0] * len(learners), _PANEL[1]), layout="constrained")
    words = []
    for axes, trial in zip(figure.subplots(1, len(learners)), learners, strict=True):
        response = surface(trial.model, trial.history.end, trial.gate)
        plots.draw_region(axes, response)
        axes.set_title(trial.gate.name)
        words.append(plots.describe_region(response))
    page.show(figure, f"{name}-regions", " ".join(words))
    header = ["gate", "theory", "measured", "certainty", "epochs", "agrees"]
    rows = []
    for trial in studies:
        brief = trial_summary(trial)
        several = f"{brief['solved']} of {trial.n_starts} starts"
        alone = "solved" if trial.n_solved else "not solved"
        rows.append(
            [
                trial.gate.name,
                chip(trial.expectation.verdict),
                several if trial.starts_differ else alone,
                brief["certainty"],
                brief["epochs"],
                brief["agrees"],
            ]
        )
    if any(trial.starts_differ for trial in studies):
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
        "\n".join(f"- {trial.gate.name}: {trial.expectation.reason}." for trial in studies),
    )


def _add_learning(page: Page, name: str, studies: list[Trial]) -> None:
    with_loss = any(trial.history.loss is not None for trial in studies)
    page.add(
        "## Learning curves",
        f"Wrong answers by epoch, the mean of {STARTS} starts; the band holds the middle half"
        + (". On the right the loss that the rule minimizes." if with_loss else "."),
    )
    figure = Figure(figsize=(7.0, 2.9), layout="constrained")
    panels = figure.subplots(1, 1 + with_loss, squeeze=False)[0]
    plots.draw_mistakes(panels[0], studies)
    if with_loss:
        plots.draw_loss(panels[1], studies)
    page.show(figure, f"{name}-learning", plots.describe_trials(studies))


def _add_shares(page: Page, name: str, trials: list[Trial]) -> None:
    page.add(
        "## Many starts",
        f"The share of {STARTS} starts that end without a mistake, with its 95 % interval, beside "
        "what theory expects.",
    )
    figure = Figure(figsize=(7.0, 0.9 + 0.27 * len(trials)), layout="constrained")
    plots.draw_shares(figure.subplots(), trials)
    page.show(figure, f"{name}-shares", plots.describe_trials(trials))


def _add_weights(page: Page, name: str, learners: list[Trial]) -> None:
    weights = {trial.gate.name: _weights_by_epoch(trial) for trial in learners}
    page.add("## Weights", "The weights of the same three learners.")
    if max(len(w) for w in weights.values()) <= _MOST_WEIGHTS:
        if all(len(trial.history.kept) > 2 for trial in learners):
            figure = Figure(figsize=(7.0, 2.2 * len(learners)), layout="constrained")
            panels = figure.subplots(len(learners), 1)
            for axes, trial in zip(panels, learners, strict=True):
                plots.draw_weights(axes, weights[trial.gate.name], trial.history.kept)
                axes.set_title(trial.gate.name)
            ends = "; ".join(
                f"{asked}: " + ", ".join(f"{k} {v[0]:.3g} to {v[-1]:.3g}" for k, v in w.items())
                for asked, w in weights.items()
            )
            page.show(figure, f"{name}-weights", f"Weights by epoch, from start to end. {ends}.")
        names = list(next(iter(weights.values())))
        rows = [[asked, *(f"{w[n][-1]:.4g}" for n in names)] for asked, w in weights.items()]
        page.add(markdown_table(["gate", *(f"`{n}`" for n in names)], rows))
    else:
        most = max(len(w) for w in weights.values())
        page.add(
            f"Each has {most}, too many to list. `neurohistory trace {name} AND --format json` lists "
            "those of the learner that is followed below."
        )


def _weights_by_epoch(trial: Trial) -> dict[str, np.ndarray[Any, Any]]:
    named = [trial.model.named_weights(state) for state in trial.history.states]
    return {name: np.array([weights[name] for weights in named]) for name in named[0]}


def _add_ledger(page: Page, name: str, model_class: type[HistoricalClassifier[Any]]) -> None:
    model = catalog.make(name, by_hand=True)
    asked = gate("AND")
    entries = list(
        takewhile(
            lambda entry: entry.presentation <= _MOST_LINES,
            ledger(model, asked.X, asked.target, rng=0),
        )
    )
    settings = ", ".join(f"{key}={value!r}" for key, value in model_class.card.by_hand.items())
    page.add(
        "## By hand",
        "The first presentations of AND"
        + (f" with `{settings}`" if settings else "")
        + ": what came in, what came out, and how the weights moved.",
    )
    ends = ends_of_lessons(entries)
    names = list(entries[0].after)
    shown = names if len(names) <= _MOST_WEIGHTS else []
    header = ["epoch", "input", "net", "output", "target", "error", *(f"`{n}`" for n in shown)]
    rows = [
        [
            str(entry.epoch),
            " ".join(short(value) for value in entry.input),
            *(short(v) for v in (entry.net, entry.output, entry.target, entry.error)),
            *(
                ""
                if not end
                else f"**{short(entry.after[n])}**"
                if entry.after[n] != entry.before[n]
                else short(entry.after[n])
                for n in shown
            ),
        ]
        for entry, end in zip(entries, ends, strict=True)
    ]
    if all(ends):
        about = "The weights are those after the presentation; bold: moved by it."
    else:
        about = (
            "All cases of an epoch are learned together; the weights after it stand in its last line, "
            "bold where they moved."
        )
    page.add(
        markdown_table(header, rows),
        f"{about} The whole ledger: `neurohistory trace {name} AND`.",
    )


def _add_how_to_repeat(page: Page, name: str, model_class: type[HistoricalClassifier[Any]]) -> None:
    page.add(
        "## Repeat it",
        f"```console\n$ neurohistory compare {name} --replicas {STARTS}\n"
        f"$ neurohistory trace {name} XOR\n```",
        f"```python\nfrom neurohistory import XOR, load, run\n\n"
        f'model = load("{name}")()\ntrial = run(model, XOR, replicas={STARTS}, seed=0)\n'
        "print(trial.share, trial.interval, trial.expectation)\n\n"
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
