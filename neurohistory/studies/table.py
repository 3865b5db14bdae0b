"""What a study says: a row for each cell, with how certain it is.

The rows depend on the study alone: the same starts give the same row, whoever ran them and however long
that took.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.checks import most_epochs_of
from neurohistory.intervals import wilson
from neurohistory.outcomes import DIVERGED, MOST_EPOCHS
from neurohistory.report.text import percent, short
from neurohistory.runner import run
from neurohistory.studies.cells import Cell, shown
from neurohistory.studies.results import StudyResult
from neurohistory.studies.study import Study
from neurohistory.studies.survival import Estimate, Survival, survival

__all__ = ["study_curves", "study_rows", "study_summary", "varied"]

_QUARTILES = (0.25, 0.5, 0.75)
_FEW = 10  # starts that show whether any differ


def study_rows(result: StudyResult) -> list[dict[str, Any]]:
    """What came of a study, a row for each cell in plain values; None where there is nothing to say.

    All starts count in the epochs, so the median is None where fewer than half are ever solved.

    Examples
    --------
    >>> from neurohistory.studies.engine import study
    >>> gate, other = study_rows(study("perceptron", ["AND", "XOR"], starts=100))
    >>> gate["problem"], gate["success_rate"], gate["median_epochs"]
    ('AND', 1.0, 5)
    >>> other["problem"], other["success_rate"], other["median_epochs"]
    ('XOR', 0.0, None)
    """
    return [_row(result, number) for number in range(len(result.study.cells))]


def study_curves(result: StudyResult) -> list[Survival | None]:
    """The fraction of the starts that is still unsolved, for each cell; None without starts."""
    return [
        survival(_to_solve(epochs), _most_epochs(cell, epochs)) if epochs.size else None
        for cell, epochs in zip(result.study.cells, result.epochs, strict=True)
    ]


def varied(study: Study) -> list[str]:
    """The settings in which the cells of a study differ; all of them if there is one cell."""
    cells = study.cells
    names = list(cells[0].settings)
    values = {name: {shown(cell.settings[name]) for cell in cells} for name in names}
    return [name for name in names if len(values[name]) > 1] or names


def study_summary(row: Mapping[str, Any], settings: Sequence[str]) -> dict[str, str]:
    """A row in a few short texts, for a table that people read.

    Parameters
    ----------
    row : mapping of str to object
    settings : sequence of str
        The settings to tell.

    Examples
    --------
    >>> from neurohistory.studies.engine import study
    >>> (row,) = study_rows(study("perceptron", "AND", starts=100))
    >>> study_summary(row, ["problem"])["solved"], study_summary(row, ["problem"])["epochs"]
    ('100%', '5 (5-6)')
    """
    low, high = row["success_rate_low"], row["success_rate_high"]
    alone = "-" if row["starts_differ"] is None else "one run, always alike"
    texts = {name: _text(row[name]) for name in settings}
    texts |= {
        "starts": f"{row['starts']:,}",
        "solved": "-" if row["success_rate"] is None else percent(row["success_rate"]),
        "certainty": alone if low is None else f"{low:.1%}-{high:.1%}",
        "epochs": _with_range(row, "median_epochs", "median_epochs_low", "median_epochs_high"),
        "quartiles": _range(row, "epochs_lower_quartile", "epochs_upper_quartile"),
        "loss": "-" if row["median_loss"] is None else f"{row['median_loss']:.3g}",
    }
    return texts | {name: str(row[name]) for name in ("diverged", "failed")}


def _row(result: StudyResult, number: int) -> dict[str, Any]:
    """What came of a cell."""
    cell, epochs, loss = result.study.cells[number], result.epochs[number], result.loss[number]
    differ = _starts_differ(cell, epochs, loss, result.study.seed)
    if differ is False:
        epochs, loss = epochs[:1], loss[:1]
    solved = int((epochs <= MOST_EPOCHS).sum())
    low, high = wilson(solved, epochs.size) if differ else (None, None)
    return {
        **{name: _plain_setting(value) for name, value in cell.settings.items()},
        "max_epochs": most_epochs_of(cell.model),
        "starts": epochs.size,
        "starts_differ": differ,
        "solved": solved,
        "success_rate": solved / epochs.size if epochs.size else None,
        "success_rate_low": low,
        "success_rate_high": high,
        **_of_epochs(cell, epochs, bool(differ)),
        **_of_loss(epochs, loss),
        "diverged": int((epochs == DIVERGED).sum()),
        "failed": sum(
            min(chunk.n_starts, result.study.starts - chunk.first)
            for failed_cell, chunk, _ in result.failed
            if failed_cell == number
        ),
    }


def _starts_differ(
    cell: Cell, epochs: NDArray[np.uint16], loss: NDArray[np.float32], seed: int
) -> bool | None:
    """Whether chance has a part in a cell; None if it has no starts.

    Outcomes that are all alike may be so by chance: no start is solved, and there is no loss.
    """
    if not epochs.size:
        return None
    if len(np.unique(epochs)) > 1 or len(np.unique(loss)) > 1 or epochs[0] == DIVERGED:
        return True
    return run(cell.model, cell.problem, starts=_FEW, seed=seed).starts_differ


def _of_epochs(cell: Cell, epochs: NDArray[np.uint16], differ: bool) -> dict[str, int | None]:
    """The median number of epochs with its interval, and the quartiles; of all starts."""
    lower = median = upper = Estimate(np.inf, np.inf, np.inf)
    if epochs.size:
        curve = survival(_to_solve(epochs), _most_epochs(cell, epochs))
        lower, median, upper = map(curve.quantile, _QUARTILES)
    spread = {
        "median_epochs_low": median.low,
        "median_epochs_high": median.high,
        "epochs_lower_quartile": lower.value,
        "epochs_upper_quartile": upper.value,
    }
    return {
        "median_epochs": _finite(median.value),
        **{name: _finite(value) if differ else None for name, value in spread.items()},
    }


def _of_loss(epochs: NDArray[np.uint16], loss: NDArray[np.float32]) -> dict[str, float | None]:
    """Quartiles of the loss at the end; that of a start that diverged is infinite."""
    names = ("loss_lower_quartile", "median_loss", "loss_upper_quartile")
    if np.isnan(loss[epochs != DIVERGED]).any() or (epochs == DIVERGED).all():
        return dict.fromkeys(names)
    ends = np.where(epochs == DIVERGED, np.inf, loss.astype(float))
    found = np.quantile(ends, _QUARTILES, method="inverted_cdf")
    return dict(zip(names, found.tolist(), strict=True))


def _to_solve(epochs: NDArray[np.uint16]) -> NDArray[np.float64]:
    """The epochs to solve as numbers, NaN for starts that are not solved or diverge."""
    return np.where(epochs <= MOST_EPOCHS, epochs.astype(float), np.nan)


def _most_epochs(cell: Cell, epochs: NDArray[np.uint16]) -> int:
    most = most_epochs_of(cell.model)
    return int(epochs[epochs <= MOST_EPOCHS].max(initial=0)) if most is None else most


def _finite(value: float) -> int | None:
    return int(value) if isfinite(value) else None


def _plain_setting(value: object) -> object:
    """A number or a word as it is, anything else by its name."""
    return value if value is None or isinstance(value, (bool, int, float, str)) else shown(value)


def _text(value: object) -> str:
    return short(value) if isinstance(value, float) else str(value)


def _range(row: Mapping[str, Any], low: str, high: str) -> str:
    """Two ends with a dash between them, an open one where there is none."""
    ends = [f"{row[end]:,}" if row[end] is not None else "" for end in (low, high)]
    return "-".join(ends) if any(ends) else "-"


def _with_range(row: Mapping[str, Any], middle: str, low: str, high: str) -> str:
    if row[middle] is None:
        return f"over {row['max_epochs']:,}" if row["max_epochs"] and row["starts"] else "-"
    around = _range(row, low, high)
    return f"{row[middle]:,}" + (f" ({around})" if around != "-" else "")
