"""The page of a machine that is wired: its net, its truth table, and how few wirings would do."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from neurohistory import plots
from neurohistory.nervous_nets import Net, Neuron
from neurohistory.problems import AND, Problem
from neurohistory.report.text import markdown_table, short
from neurohistory.site import findings
from neurohistory.site.by_hand import first_answers
from neurohistory.site.kinds.measured import Measured, final_weights
from neurohistory.site.kinds.wires import arrays_of_names
from neurohistory.site.page import Page
from neurohistory.theory.single_cell import wirings_by_mistakes
from neurohistory.trial import Trial

__all__ = ["add_wired"]

_ENDINGS = {"excitatory", "inhibitory", "threshold"}  # the names of the weights of a cell of 1943


def add_wired(page: Page, measured: Measured) -> None:
    """Append the wiring, the truth table and, for a cell of 1943, what a designer can choose from."""
    page.add("## How it is wired")
    nets = {trial.problem.name: _cell(trial) for trial in measured.learners}
    if all(nets.values()):
        _show_nets(page, measured, {name: net for name, net in nets.items() if net})
    else:
        _list_wiring(page, measured)
    _add_truth_table(page, measured)
    if all(nets.values()):
        _add_designer(page, measured)


def _cell(trial: Trial) -> Net | None:
    """The net of a single cell whose weights are endings and a threshold; None if they are others."""
    arrays = arrays_of_names(final_weights(trial))
    if set(arrays) != _ENDINGS or arrays["threshold"].ndim:
        return None
    names = [f"x{number}" for number in range(1, len(arrays["excitatory"]) + 1)]
    counts = {n: int(count) for n, count in zip(names, arrays["excitatory"], strict=True) if count}
    vetoes = [n for n, veto in zip(names, arrays["inhibitory"], strict=True) if veto]
    return Net(names, [Neuron(trial.problem.name, counts, vetoes, int(arrays["threshold"]))])


def _show_nets(page: Page, measured: Measured, nets: Mapping[str, Net]) -> None:
    page.add(
        "Each dot is an excitatory ending on the cell, and a ring with a bar would be an inhibitory "
        "one. The number in the cell is its threshold: so many endings must be active for it to fire.",
    )
    figure = Figure(figsize=(7.0, 1.7), layout="constrained")
    told = []
    panels = zip(figure.subplots(1, len(nets)), nets.items(), measured.learners, strict=True)
    for ax, (name, net), trial in panels:
        plots.draw_net(ax, net, {"x1": "x₁", "x2": "x₂"})
        wrong = int(trial.history.mistakes[-1, 0])
        ax.set_title(f"{name}: {wrong} wrong" if wrong else name)
        endings = ", ".join(f"{count} from {source}" for source, count in net.neurons[0].excitatory)
        told.append(f"{name}: excitatory endings {endings}; threshold {net.neurons[0].threshold}.")
    page.show(figure, f"{measured.name}-wiring", " ".join(told), caption=findings.of_wiring(nets))


def _list_wiring(page: Page, measured: Measured) -> None:
    wiring = {trial.problem.name: final_weights(trial) for trial in measured.learners}
    names = list(next(iter(wiring.values())))
    rows = [[problem, *(short(w[n]) for n in names)] for problem, w in wiring.items()]
    page.add(markdown_table(["problem", *(f"`{n}`" for n in names)], rows))


def _add_truth_table(page: Page, measured: Measured) -> None:
    answers = {trial.problem.name: trial.answers().tolist() for trial in measured.learners}
    problems = [trial.problem for trial in measured.learners]
    rows = [
        [
            *map(short, AND.X[case]),
            *(_answer(answers[each.name][case], each, case) for each in problems),
        ]
        for case in range(len(AND.X))
    ]
    header = ["x₁", "x₂", *(f"wired for {problem.name}" for problem in problems)]
    page.add(
        "## Truth table", "What each machine answers: 1 for yes, 0 for no.", markdown_table(header, rows)
    )
    page.add("How the one for AND comes to it:", first_answers(measured.name))
    if measured.card.names:
        page.add(measured.card.names)


def _answer(yes: bool, problem: Problem, case: int) -> str:
    return f"{yes:d}" if yes == bool(problem.truth[case]) else f"**{yes:d}**, should be {not yes:d}"


def _add_designer(page: Page, measured: Measured) -> None:
    found = {
        trial.problem.name: wirings_by_mistakes(trial.problem.X > 0, trial.problem.truth)
        for trial in measured.learners
    }
    header = ["problem", *("no mistake" if not n else f"{n} wrong" for n in range(len(AND.X) + 1))]
    rows = [[name, *map(str, counts)] for name, counts in found.items()]
    total = sum(next(iter(found.values())))
    page.add(
        "## The designer",
        "Where the paper designs a net by hand, a search stands in for the designer here. It tries all "
        f"{total} wirings of the two inputs: no ending, one, two or a veto on each, with every "
        "threshold that makes a difference. It takes the simplest of those with the fewest mistakes.",
        markdown_table(header, rows),
        findings.of_designer(found),
    )
