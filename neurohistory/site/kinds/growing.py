"""The wires of one learner as they have grown: the network at the start and in the end."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from neurohistory import plots
from neurohistory.checks import weights_of
from neurohistory.site import findings
from neurohistory.site.kinds.measured import Measured
from neurohistory.site.kinds.wires import layers_of
from neurohistory.site.page import Page

__all__ = ["add_growing"]

_MAX_LISTED = 12  # weights whose numbers an alternative text tells


def add_growing(page: Page, measured: Measured) -> None:
    """Append the network of the learner on XOR before and after, if its weights are those of one."""
    trial = measured.learners[-1]
    history = trial.history
    weights = [weights_of(trial.model, history.states[moment]) for moment in (0, -1)]
    layers = [layers_of(each) for each in weights]
    drawn = [matrices for matrices in layers if matrices]
    if len(drawn) < len(weights):
        return
    sizes = [drawn[0][0].shape[0] - 1, *(matrix.shape[1] for matrix in drawn[0])]
    tall = 3.1 if max(sizes) > 2 else 2.6
    figure = Figure(figsize=(7.2, tall), layout="constrained")
    titles = ("at the start", f"after {history.kept[-1]:,} epochs")
    for ax, title, matrices in zip(figure.subplots(1, 2), titles, drawn, strict=True):
        plots.draw_network(ax, sizes, matrices)
        ax.set_title(title)
    page.add(
        "## The wires grow",
        f"The learner of seed 0 on {trial.problem.name}. The thicker a wire, the larger its weight; "
        "blue is positive, orange and dashed negative. The squares are the bias inputs, always 1.",
    )
    alt = f"The network on {trial.problem.name} at the start and in the end. {_numbers(weights)}"
    page.show(figure, f"{measured.name}-wires", alt, caption=findings.of_wires(drawn, trial))


def _numbers(weights: Sequence[dict[str, float]]) -> str:
    first, last = weights[0], weights[-1]
    if len(first) > _MAX_LISTED:
        return f"It has {len(first)} weights."
    return "; ".join(f"{n} from {first[n]:.3g} to {last[n]:.3g}" for n in first) + "."
