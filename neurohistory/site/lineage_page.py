"""The lineage: the limit of each machine, what removed it, and the runs that show both."""

from __future__ import annotations

from neurohistory import catalog
from neurohistory.site.lineage import LIMITS, Limit
from neurohistory.site.page import Page, chip
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["lineage"]


def lineage(*trials: Trial | Failed) -> Page | Failed:
    """Each limit beside what removed it; a part, to be placed on a page.

    Parameters
    ----------
    *trials : Trial or Failed
        What `study` gave for each model of the catalog on XOR.
    """
    measured: dict[str, Trial] = {}
    for name, trial in zip(catalog.timeline().models, trials, strict=True):
        if isinstance(trial, Failed):
            return trial
        measured[name] = trial
    entries = [_entry(limit, measured) for limit in LIMITS]
    return Page('<ol class="lineage" markdown>\n' + "\n".join(entries) + "\n</ol>\n\n")


def _entry(limit: Limit, measured: dict[str, Trial]) -> str:
    disputed = f"**Disputed.** {limit.disputed}\n{{ .disputed }}\n\n" if limit.disputed else ""
    return (
        '<li markdown="block">\n\n'
        f"{_machine(limit.of)}: {limit.limit} [It is shown here]({limit.shown})"
        f"{_told(measured[limit.of]) if limit.run else '.'}\n{{ .limit }}\n\n"
        f"{_machine(limit.by)}: {limit.how} [It is shown here]({limit.there})"
        f"{_told(measured[limit.by]) if limit.run else '.'}\n{{ .removed }}\n\n"
        f"{disputed}</li>"
    )


def _machine(name: str) -> str:
    card = catalog.load(name).card
    return f'<span class="card-year">{card.year}</span> [**{card.title}**](models/{name}.md)'


def _told(trial: Trial) -> str:
    """What a run on XOR gave."""
    if not trial.starts_differ:
        found = "its one run solves it" if trial.n_solved else "its one run does not solve it"
    else:
        found = f"{trial.n_solved} of {trial.n_starts} starts solve it"
    return f": on XOR {found}. {chip(trial.expectation.verdict)}"
