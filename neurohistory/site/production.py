"""Making pages: each page is a task, and so are the studies of each model, which pages show."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from neurohistory import catalog
from neurohistory.process.pool import Pool
from neurohistory.site.page import Page
from neurohistory.work import Progress, Task, do, fingerprint, installed, source_of

__all__ = [
    "Job",
    "Production",
    "chapter_of",
    "get_ready",
    "models_fingerprints",
    "page_of",
    "produce",
    "task_of",
]

# What is loaded for all tasks counts as a source of all: of ours only what nearly all of them need.
_SLOW_IMPORTS = (
    "markdown",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_svg",
    "pydantic.type_adapter",  # which Typer loads with the first command that it runs
    "pydantic.types",
    "scipy.optimize",
    "scipy.stats",
    "sklearn.datasets",
    "sklearn.svm",
    "xml.etree.ElementTree",
    "neurohistory.plots.rendering",
    "neurohistory.runner",
    "neurohistory.site.page",
    "neurohistory.site.looked_up",  # last
)


class Job(NamedTuple):
    """What to make: a kind of page, and which one.

    `subject` is a model's or a paper's name, a chapter's path, a command line or the paths of two atoms,
    a line each.
    """

    kind: str
    subject: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".rstrip()


@dataclass
class Production:
    """The pages that were made, why others could not be, and what stopped nothing."""

    pages: dict[Job, Page]
    failures: dict[Job, str]
    notes: list[str]


def get_ready() -> None:
    """Let the process begin that all those of `produce` are copies of; its imports take their time."""
    Pool(_SLOW_IMPORTS).prepare()


def produce(jobs: Iterable[Job], progress: Progress = lambda done, total: None) -> Production:
    """Make pages and the trials that they show, on all processors, where they have not been made before.

    Parameters
    ----------
    jobs : iterable of Job
    progress : callable, optional
        Told after each of them how many are done, and how many there are.
    """
    models = models_fingerprints()
    tasks = {job: task_of(job, models) for job in jobs}
    work = do(tasks.values(), progress, _SLOW_IMPORTS)
    return Production(
        {job: _page(job, work.answers[task]) for job, task in tasks.items() if task in work.answers},
        {job: work.failures[task] for job, task in tasks.items() if task in work.failures},
        work.notes,
    )


def _page(job: Job, answer: Any) -> Page:
    """What a task gave, as a page; a chapter's, or a stamp alone, takes no task of its own."""
    match job.kind:
        case "chapter":
            made: Page = answer.page
        case "stamp":
            made = Page(answer.markup())
        case _:
            made = answer
    return made


def page_of(job: Job) -> Page:
    """One page.

    Raises
    ------
    RuntimeError
        If it cannot be made.
    """
    production = produce([job])
    if job in production.failures:
        raise RuntimeError(production.failures[job])
    return production.pages[job]


def task_of(job: Job, models: Mapping[str, str] | None = None) -> Task:
    """The task that makes a page, with what the page is made from beside the files that it reads.

    A chapter's path is no part of it: the same script anywhere gives the same page.

    Parameters
    ----------
    job : Job
    models : dict of str, optional
        The `models_fingerprints`, where many tasks are asked for.
    """
    models = models_fingerprints() if models is None else models
    all_models = tuple(models.values())
    match job.kind:
        case "model":
            from neurohistory.site.model_page import model_page

            name, model = job.subject, models.get(job.subject, "")  # its page says who is not there
            return Task(model_page, (name,), (model,), (_studies(name, model),))
        case "scoreboard":
            from neurohistory.site.scoreboard_page import scoreboard

            return Task(scoreboard, needs=tuple(_briefs(models)))
        case "timeline" | "stamps" | "logo":
            from neurohistory.site import timeline_page

            makers = {
                "timeline": timeline_page.timeline,
                "stamps": timeline_page.stamp_row,
                "logo": timeline_page.logo,
            }
            return Task(makers[job.kind], (), all_models, tuple(_stamps(models)))
        case "link picture":
            from neurohistory.site.link_picture import link_picture

            return Task(link_picture, (), all_models, tuple(_stamps(models)))
        case "kinds":
            from neurohistory.site.kinds_page import kinds

            return Task(kinds, (), all_models, tuple(_stamps(models)))
        case "stamp":
            return _stamp(job.subject, models[job.subject])
        case "lineage":
            from neurohistory.site.lineage_page import lineage

            return Task(lineage, (), all_models, tuple(_briefs(models)))
        case "machines":
            from neurohistory.site.machines import two_machines

            return Task(two_machines)
        case "chapter":
            return chapter_of(Path(job.subject), models)
        case "changes":
            from neurohistory.site.changes import changes

            atoms = tuple(map(Path, job.subject.split("\n")))
            names = [path.stem[5:] for path in atoms]  # behind their years
            needs = tuple(_brief(name, models.get(name, "")) for name in names)
            return Task(changes, atoms, (*names, source_of(atoms)), needs)
        case "paper":
            from neurohistory.site.papers.numbers import experiments_of
            from neurohistory.site.papers.page import paper_page

            return Task(paper_page, (job.subject,), (job.subject,), experiments_of(job.subject))
        case "ledger" | "negatives":
            from neurohistory.reproduction.collection import collection
            from neurohistory.site.papers.ledger import ledger
            from neurohistory.site.papers.negatives import negatives
            from neurohistory.site.papers.numbers import experiments_of

            there = collection().papers
            runs = tuple(run for name in there for run in experiments_of(name))
            return Task(ledger if job.kind == "ledger" else negatives, (), tuple(there), runs)
        case "runs":
            from neurohistory.site.reference_page import reference_runs

            return Task(reference_runs)
        case "console":
            from neurohistory.site.consoles import console

            return Task(console, (job.subject,), (job.subject, *all_models))
    raise ValueError(f"no kind of page is called {job.kind!r}")


def chapter_of(script: Path, models: Mapping[str, str] | None = None) -> Task:
    """The task that runs a chapter, of which a page is made and which its tests ask."""
    from neurohistory.site.chapters import run_chapter

    models = models_fingerprints() if models is None else models
    return Task(run_chapter, (script,), (source_of([script]), *models.values()))


def _briefs(models: Mapping[str, str]) -> Iterator[Task]:
    """What other pages tell of the studies of each model."""
    return (_brief(name, models[name]) for name in catalog.timeline().models)


def _brief(name: str, model: str) -> Task:
    """The same of one model; here and below, `model` is what it is made from."""
    from neurohistory.site.briefs import brief_of

    return Task(brief_of, (name,), (model,), (_studies(name, model),))


def _stamps(models: Mapping[str, str]) -> Iterator[Task]:
    """The stamp of each model."""
    return (_stamp(name, models[name]) for name in catalog.timeline().models)


def _stamp(name: str, model: str) -> Task:
    from neurohistory.site.stamps import stamp_of

    return Task(stamp_of, (name,), (model,))


def _studies(name: str, model: str) -> Task:
    from neurohistory.site.trials import studies

    return Task(studies, (name,), (model,), kept=False)


def models_fingerprints() -> dict[str, str]:
    """What each installed model is made from, by name in the order of `catalog.names`."""
    return {name: fingerprint(name, _source_of_model(name)) for name in catalog.names()}


def _source_of_model(name: str) -> str:
    """The class that a model is, and the source of its package; the files of ours are seen anyway.

    What a package from elsewhere leans on in turn is not known: the versions of all that is installed
    stand for it.
    """
    try:
        model = catalog.load(name)
    except catalog.ModelError as error:
        return str(error)
    path = f"{model.__module__}.{model.__qualname__}"
    top = path.partition(".")[0]
    if top == "neurohistory":
        return path
    # A package that several distributions share has no file of its own; the module has.  A class may
    # name a module that is not there.
    modules = [sys.modules.get(name) for name in (top, model.__module__)]
    file = next((Path(found) for m in modules if (found := getattr(m, "__file__", None))), None)
    if file is None or not file.is_file():
        return "\n".join([path, *installed()])
    return "\n".join(
        [path, source_of([file.parent if file.name == "__init__.py" else file]), *installed()]
    )
