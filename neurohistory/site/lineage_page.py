"""The lineage: the limit of each machine, what removed it, and the runs that show both."""

from __future__ import annotations

from neurohistory import catalog
from neurohistory.site.lineage import LIMITS, Limit
from neurohistory.site.page import Page, chip
from neurohistory.site.trials import Brief
from neurohistory.trial import Trial
from neurohistory.work import Failed

__all__ = ["lineage", "told_of"]


def lineage(*briefs: Brief | Failed) -> Page | Failed:
    """Each limit beside what removed it; a part, to be placed on a page.

    Parameters
    ----------
    *briefs : Brief or Failed
        What `brief_of` gave for each model of the catalog.
    """
    told: dict[str, str] = {}
    for name, brief in zip(catalog.timeline().models, briefs, strict=True):
        on_xor = brief if isinstance(brief, Failed) else brief.on_xor
        if isinstance(on_xor, Failed):
            return on_xor
        told[name] = on_xor
    entries = [_entry(limit, told) for limit in LIMITS]
    return Page('<ol class="lineage" markdown>\n' + "\n".join(entries) + "\n</ol>\n\n")


def _entry(limit: Limit, told: dict[str, str]) -> str:
    disputed = f"**Disputed.** {limit.disputed}\n{{ .disputed }}\n\n" if limit.disputed else ""
    return (
        '<li markdown="block">\n\n'
        f"{_machine(limit.of)}: {limit.limit} [It is shown here]({limit.shown})"
        f"{told[limit.of] if limit.run else '.'}\n{{ .limit }}\n\n"
        f"{_machine(limit.by)}: {limit.how} [It is shown here]({limit.there})"
        f"{told[limit.by] if limit.run else '.'}\n{{ .removed }}\n\n"
        f"{disputed}</li>"
    )


def _machine(name: str) -> str:
    card = catalog.load(name).card
    return f'<span class="card-year">{card.year}</span> [**{card.title}**](models/{name}.md)'


def told_of(trial: Trial) -> str:
    """What a run on XOR gave, as the lineage tells it.

    Parameters
    ----------
    trial : Trial
    """
    if not trial.starts_differ:
        found = "its one run solves it" if trial.n_solved else "its one run does not solve it"
    else:
        found = f"{trial.n_solved} of {trial.n_starts} starts solve it"
    return f": on XOR {found}. {chip(trial.expectation.verdict)}"
