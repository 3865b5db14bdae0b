"""The scoreboard: every model on every problem, beside what theory expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from neurohistory.plots.labels import text_width
from neurohistory.plots.theme import BLUE, INK, MUTED, PANEL, STYLE, TRACK
from neurohistory.plots.verdicts import AGREEMENT, SIGNS
from neurohistory.report.text import percent
from neurohistory.trial import Trial

__all__ = ["draw_scoreboard"]

# Inches.
_ROW, _HEAD, _FOOT, _MARGIN, _GAP = 0.46, 0.5, 0.82, 0.12, 0.07
_TEXT, _BAR = 0.185, 0.31  # below the top of a row
_CELLS = 5.0  # together, as long as each keeps between these widths
_NARROWEST, _WIDEST = 1.02, 1.5


def draw_scoreboard(trials: Iterable[Trial]) -> Figure:
    """Draw the grid of models (rows) and problems (columns), each in the order of the trials.

    A cell holds the fraction of starts that solve the problem, as a number and as a bar, the sign of
    what theory expects, and whether the run agrees.  Where nothing is random "always" or "never" stands
    in place of the number.  A cell without a trial stays empty.  The figure is as large as the grid
    needs.

    Parameters
    ----------
    trials : iterable of Trial
        If two trials have the same label and problem, the second gets a row of its own.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> from neurohistory import compare
    >>> figure = draw_scoreboard(compare(["perceptron", "svm"], ["AND", "XOR"], starts=5).trials)
    >>> [text.get_text() for text in figure.axes[0].texts[:4]]
    ['AND', 'XOR', 'perceptron', 'svm']
    """
    cells: dict[tuple[tuple[str, int], str], Trial] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for trial in trials:
        place = (trial.label, trial.problem.name)
        cells[(trial.label, seen[place]), trial.problem.name] = trial
        seen[place] += 1
    rows = list(dict.fromkeys(row for row, _ in cells))
    problems = list(dict.fromkeys(problem for _, problem in cells))

    names = max((text_width(label, 10) for label, _ in rows), default=0) + 2 * _MARGIN
    cell = min(max(_CELLS / max(len(problems), 1), _NARROWEST), _WIDEST)
    width = max(names + cell * len(problems) + _MARGIN, 4.4)
    height = _HEAD + _ROW * len(rows) + _FOOT
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(width, height))
        fig.set_layout_engine("none")
        ax = fig.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))  # all in inches
        ax.set_axis_off()
        for column, problem in enumerate(problems):
            heading = _heading(problem, cell)
            widest = max(text_width(line, 10, "bold") for line in heading.split("\n"))
            ax.text(
                names + (column + 0.5) * cell, _HEAD - 0.07, heading,
                ha="center", va="bottom", weight="bold", linespacing=1.05,
                size=10 if widest < cell - _GAP else 8.5,
            )  # fmt: skip
        for row, (label, _) in enumerate(rows):
            ax.text(_MARGIN, _HEAD + row * _ROW + _TEXT, label, va="center_baseline")
        for row, key in enumerate(rows):
            for column, problem in enumerate(problems):
                _draw_cell(
                    ax, cells.get((key, problem)), names + column * cell, _HEAD + row * _ROW, cell
                )
        signs = "   ".join(f"{sign} {verdict.value}" for verdict, sign in SIGNS.items())
        foot = _HEAD + _ROW * len(rows)
        for line, words in enumerate(
            (
                f"theory:  {signs}",
                "the run:  ✓ agrees   ✗ disagrees   – tells nothing",
                "proved:  ● ✓ and ○ ✓    always, never:  nothing is random",
            )
        ):
            ax.text(_MARGIN, foot + 0.24 + 0.2 * line, words, va="center", size=9, color=MUTED)
    return fig


def _heading(problem: str, cell: float) -> str:
    """The problem's name on one line or two: ``"A AND\\nNOT B"``."""
    words = problem.split("_")
    if text_width(" ".join(words), 10, "bold") < cell - _GAP:
        return " ".join(words)
    half = (len(words) + 1) // 2
    return "\n".join(filter(None, (" ".join(words[:half]), " ".join(words[half:]))))


def _draw_cell(ax: Axes, trial: Trial | None, left: float, top: float, width: float) -> None:
    inner, tall = width - _GAP, _ROW - _GAP
    ax.add_patch(
        FancyBboxPatch(
            (left + 0.5 * _GAP, top + 0.5 * _GAP), inner, tall,
            boxstyle="round,pad=0,rounding_size=0.05", facecolor=PANEL, edgecolor="none",
        )
    )  # fmt: skip
    if trial is None:
        return
    start, stop = left + 0.5 * _GAP + 0.08, left + 0.5 * _GAP + inner - 0.08
    text, bar = top + _TEXT, top + _BAR
    sign, color = AGREEMENT[trial.agrees]
    rate = percent(trial.success_rate).replace("%", " %")
    alike = "always" if trial.n_solved else "never"
    words = rate if trial.starts_differ else alike
    ax.text(start, text, words, va="center_baseline", size=9.5)
    ax.text(stop, text, sign, ha="right", va="center_baseline", size=9.5, color=color, weight="bold")
    verdict = SIGNS[trial.expectation.verdict]
    ax.text(stop - 0.16, text, verdict, ha="right", va="center_baseline", size=9.5, color=INK)
    ax.add_patch(Rectangle((start, bar), stop - start, 0.055, color=TRACK, linewidth=0))
    if trial.success_rate:
        filled = Rectangle(
            (start, bar), trial.success_rate * (stop - start), 0.055, color=BLUE, linewidth=0
        )
        ax.add_patch(filled)
