"""What other pages than its own tell of a model's studies, which are too large to be kept: this is."""

from __future__ import annotations

from neurohistory.runner import DEFAULT_PROBLEMS
from neurohistory.site.lineage_page import told_of
from neurohistory.site.scoreboard_page import rows_of
from neurohistory.site.trials import Brief, Studies, variants_of
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["brief_of"]


def brief_of(name: str, studied: Studies | Failed) -> Brief:
    """A model's studies in brief, or in their places why there are none.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    studied : dict or Failed
        What `studies` gave.

    Examples
    --------
    >>> brief_of("perceptron", Failed("it fell")).on_xor
    Failed(reason='it fell')
    """
    if isinstance(studied, Failed):
        none: dict[str, Trial | Failed] = dict.fromkeys(DEFAULT_PROBLEMS, studied)
        studied = dict.fromkeys(variants_of(name), none)
    alone = studied[""]
    on_xor = alone["XOR"]
    return Brief(
        rows_of(name, studied),
        on_xor if isinstance(on_xor, Failed) else told_of(on_xor),
        {
            problem: trial if isinstance(trial, Failed) else trial.mistakes_by_epoch
            for problem, trial in alone.items()
        },
        any(trial.starts_differ for trial in alone.values() if not isinstance(trial, Failed)),
    )
