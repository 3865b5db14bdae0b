"""From one atom to the next: which lines went, which came, and what that changed.

A line ``<!-- changes: 1958_perceptron 1960_adaline -->`` in a written page stands for the difference of
two files of ``gallery/atoms/``, and for the mistakes of the two models by epoch.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from neurohistory import catalog
from neurohistory.site.page import Page
from neurohistory.work import Failed

if TYPE_CHECKING:
    from neurohistory.site.trials import Brief

__all__ = ["changes", "difference", "pairs_in", "with_changes"]

_MARK = re.compile(r"^<!-- changes: (?P<pair>\w+ \w+) -->$", re.MULTILINE)

Curve = NDArray[np.float64]  # wrong answers of four by epoch, the mean of all starts


def pairs_in(markdown: str) -> list[str]:
    """The pairs of atoms whose difference a page asks for, each as two names with a space between."""
    return [found["pair"] for found in _MARK.finditer(markdown)]


def with_changes(markdown: str, made: dict[str, str]) -> str:
    """The page with the differences in their places."""
    return _MARK.sub(lambda found: made[found["pair"]], markdown)


def difference(earlier: str, later: str) -> list[str]:
    r"""The lines that went, with a minus, and those that came, with a plus; dots for what stayed.

    Examples
    --------
    >>> difference("a\nb\nc\n", "a\nB\nc\n")
    ['-b', '+B']
    """
    lines = difflib.unified_diff(earlier.splitlines(), later.splitlines(), n=0, lineterm="")
    told = [" ..." if line.startswith("@@") else line for line in [*lines][2:]]
    return [line for line in told[1:] if line not in ("-", "+")]


def changes(earlier: Path, later: Path, *briefs: Brief | Failed) -> Page | Failed:
    """The difference of two atoms, folded, and the mistakes of their models by epoch.

    Parameters
    ----------
    earlier, later : Path
    *briefs : Brief or Failed
        What `brief_of` gave for their models.
    """
    page = Page()
    curves: dict[str, list[Curve]] = {"AND": [], "XOR": []}
    for brief in briefs:
        for problem, of_models in curves.items():
            curve = brief if isinstance(brief, Failed) else brief.mistakes[problem]
            if isinstance(curve, Failed):
                return curve
            of_models.append(curve)
    lines = difference(*(path.read_text(encoding="utf-8") for path in (earlier, later)))
    went, came = (sum(line.startswith(sign) for line in lines) for sign in "-+")
    titles = [catalog.load(path.stem[5:]).card.title for path in (earlier, later)]
    summary = f"What changed from {titles[0]}: {went} lines went, {came} came"
    page.add(
        f'<details class="code" markdown>\n<summary>{summary}</summary>',
        "```diff\n" + "\n".join(lines) + "\n```",
        "</details>",
    )
    alone = [
        title
        for title, brief in zip(titles, briefs, strict=True)
        if not isinstance(brief, Failed) and not brief.by_chance
    ]
    _add_curves(page, [path.stem[5:] for path in (earlier, later)], titles, alone, curves)
    return page


def _add_curves(
    page: Page,
    names: list[str],
    titles: list[str],
    alone: list[str],
    curves: Mapping[str, Sequence[Curve]],
) -> None:
    """Draw them; `alone` are the titles of those in which nothing is random, which ran once."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from neurohistory import plots
    from neurohistory.plots import theme
    from neurohistory.site.trials import STARTS

    with mpl.rc_context(plots.STYLE):
        figure = Figure(figsize=(theme.PAGE_WIDTH, 2.6))
        axes = figure.subplots(1, 2, sharey=True)
        for ax, (problem, of_models) in zip(axes, curves.items(), strict=True):
            last = max(2, *map(len, of_models))
            for number, (title, curve) in enumerate(zip(titles, of_models, strict=True)):
                whole = np.append(curve, np.full(last - len(curve), curve[-1]))
                ax.plot(range(last), whole, label=title, **theme.series(number))
            ax.set(title=problem, xlabel="epoch", ylim=(-0.1, 4), yticks=range(5))
            ax.set_xscale("symlog", linthresh=1)
            ax.set_xlim(0, last - 1)
            ax.xaxis.set_major_formatter("{x:.0f}")
        axes[0].set_ylabel("wrong answers of four")
        axes[0].legend(loc="upper right")
        first, second = (f"{curve[-1]:.1f}" for curve in curves["XOR"])
        told = f"On XOR {titles[0]} ends at {first} wrong answers of four, and {titles[1]} at {second}."
        whose = "".join(f"; one run of the {title}, in which nothing is random" for title in alone)
        means = f"means of {STARTS} starts{whose}"
        alt = (
            f"Wrong answers of four by epoch, {means}, for {' and '.join(titles)}: "
            f"a panel for AND and one for XOR. {told}"
        )
        caption = f"**{told}** The package's models with their own settings: {means}."
        page.show(figure, f"changes-{'-'.join(names)}", alt, caption=caption)
