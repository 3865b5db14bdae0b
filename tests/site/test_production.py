"""Pages are made once, and again only when something that went into them has changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import NamedTuple

import pytest

from neurohistory import catalog, runner, work
from neurohistory.process import fork_server
from neurohistory.process.sources import place_of
from neurohistory.site.briefs import brief_of
from neurohistory.site.model_page import model_page
from neurohistory.site.page import figure
from neurohistory.site.production import Job, models_fingerprints, page_of, produce, task_of
from neurohistory.site.scoreboard_page import scoreboard
from neurohistory.site.trials import studies, variants_of


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUROHISTORY_CACHE", str(tmp_path / "cache"))


def chapter(folder: Path, body: str) -> Job:
    script = folder / "1900_test.py"
    script.write_text(f"# %% [markdown]\n# # Test\n\n# %%\n{body}\n")
    return Job("chapter", str(script))


def test_a_page_is_made_once_and_again_when_its_source_changes(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    job = chapter(tmp_path, f"open({str(marks)!r}, 'a').write('x')")
    first = produce([job]).pages[job]
    assert produce([job]).pages[job] == first
    assert marks.read_text() == "x"
    chapter(tmp_path, f"open({str(marks)!r}, 'a').write('y')")
    produce([job])
    assert marks.read_text() == "xy"


def test_a_failure_is_told_and_tried_again_the_next_time(tmp_path: Path) -> None:
    done = []
    job = chapter(tmp_path, "1 / 0")
    for _ in range(2):
        production = produce(
            [job, Job("console", "neurohistory --version")], lambda *of: done.append(of)
        )
        assert list(production.failures) == [job]
        assert "ZeroDivisionError" in production.failures[job]
        assert [page.kind for page in production.pages] == ["console"]
    # The second time the console's page is kept.
    assert done == [(0, 2), (1, 2), (2, 2), (1, 2), (2, 2)]


def test_a_cache_that_cannot_be_written_only_costs_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NEUROHISTORY_CACHE", str(tmp_path / "file" / "below"))
    production = produce([Job("console", "neurohistory --version")])
    assert len(production.pages) == 1
    (note,) = production.notes
    assert str(tmp_path / "file" / "below") in note
    assert "set NEUROHISTORY_CACHE" in note


def test_a_figure_has_a_description_a_caption_and_a_size_before_it_is_loaded() -> None:
    shown = figure("figures/x.svg", (691, 96), 'What [it] "shows"', caption="**One line.** And\nmore.")
    assert "![What (it) 'shows'](figures/x.svg){ loading=lazy width=691 height=96 }" in shown
    assert '<figcaption markdown="span">**One line.** And more.</figcaption>' in shown


def test_a_thread_that_runs_on_holds_up_nothing(tmp_path: Path) -> None:
    body = "import threading, time\nthreading.Thread(target=time.sleep, args=(90,)).start()"
    began = time.monotonic()
    assert len(produce([chapter(tmp_path, body)]).pages) == 1
    assert time.monotonic() - began < 80


def test_a_model_whose_module_is_not_there_has_a_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stray:
        __module__ = "nowhere"

    monkeypatch.setattr(catalog, "names", lambda: ["stray"])
    monkeypatch.setattr(catalog, "load", lambda name: Stray)
    assert len(models_fingerprints()) == 1


def test_a_process_that_is_started_from_here_leaves_the_sockets_of_the_fork_server() -> None:
    produce([Job("console", "neurohistory --version")])
    subprocess.run([sys.executable, "-c", "import neurohistory.site.production"], check=True)
    assert fork_server.SOCKETS not in os.environ
    assert Path(get_temp_dir()).is_dir()


class Door(NamedTuple):
    """An entry point as the catalog sees it."""

    name: str
    value: str
    found: type
    dist: None = None

    def load(self) -> type:
        return self.found


def test_the_name_of_a_model_and_its_class_are_part_of_every_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from neurohistory.models.adaline import Adaline
    from neurohistory.models.perceptron import Perceptron

    def keys(*doors: Door) -> set[str]:
        monkeypatch.setattr(catalog, "brought", lambda group: [("unknown", door) for door in doors])
        jobs = [Job("timeline"), Job("console", "neurohistory timeline"), Job("scoreboard")]
        return {task_of(job).key for job in jobs}

    one = keys(Door("one", "a", Perceptron))
    other_name = keys(Door("two", "a", Perceptron))
    other_class = keys(Door("one", "a", Adaline))
    assert one == keys(Door("one", "a", Perceptron))
    assert not one & other_name
    assert not one & other_class
    assert not other_name & other_class


def test_the_same_chapter_in_another_folder_is_the_same_page(tmp_path: Path) -> None:
    jobs = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        jobs.append(chapter(tmp_path / name, "1"))
    assert task_of(jobs[0]).key == task_of(jobs[1]).key
    assert task_of(jobs[0]).key != task_of(chapter(tmp_path, "2")).key


class LookedError(Exception):
    """What has been found is all that we want to know."""


def has_to_be_made(task: work.Task) -> bool:
    def look(done: int, total: int) -> None:
        raise LookedError(done)

    with pytest.raises(LookedError) as looked:
        work.do([task], look)
    return looked.value.args == (0,)


def test_what_changes_is_made_again_with_those_that_it_went_into_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = {
        "draws": "from neurohistory.plots import draw_image",
        "trains": "from neurohistory import load\nload('mcculloch_pitts')",
        "reads": "from neurohistory.studies.record import kept, read_record\n"
        "read_record(kept('xor_rates.json'))",
    }
    jobs = {}
    for name, body in bodies.items():
        (tmp_path / name).mkdir()
        jobs[name] = chapter(tmp_path / name, body)
    jobs |= {
        "page": Job("model", "mcculloch_pitts"),
        "command": Job("console", "neurohistory --version"),
    }
    tasks = {name: task_of(job) for name, job in jobs.items()}
    assert produce(jobs.values()).failures == {}

    def made_again(*changed: str) -> set[str]:
        (tmp_path / "changed").write_text("# other\n")
        monkeypatch.setattr(
            work,
            "place_of",
            lambda name: (
                tmp_path / "changed" if name.removeprefix("neurohistory/") in changed else place_of(name)
            ),
        )
        return {name for name, task in tasks.items() if has_to_be_made(task)}

    assert made_again() == set()
    assert made_again("plots/image.py") == {"draws"}
    assert made_again("models/mcculloch_pitts.py") == {"trains", "page"}
    assert made_again("site/model_page.py") == {"page"}
    assert made_again("site/chapters.py") == {"draws", "trains", "reads"}
    assert made_again("studies/kept/xor_rates.json") == {"reads"}
    assert made_again("cli/timeline.py") == {"command"}
    assert made_again("models/backprop.py", "plots/spikes.py", "site/plugin.py") == set()
    assert made_again("__init__.py") == {*jobs}
    tasks["draws"] = task_of(chapter(tmp_path / "draws", "2"))
    assert made_again() == {"draws"}


def test_all_pages_share_the_studies_of_a_model() -> None:
    names = list(catalog.timeline().models)
    studied = [need for name in names for need in task_of(Job("model", name)).needs]
    assert len({*studied}) == len(names)
    briefs = task_of(Job("scoreboard")).needs
    assert [need for brief in briefs for need in brief.needs] == studied
    assert task_of(Job("lineage")).needs == briefs
    of_two = task_of(Job("changes", "gallery/atoms/1958_perceptron.py\ngallery/atoms/1995_svm.py")).needs
    assert {*of_two} < {*briefs}


def test_nothing_is_trained_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from neurohistory.training import train

    trained: list[tuple[str, str, int]] = []

    def counted(model: object, X: object, target: object, **options: object) -> object:
        trained.append((str(model), repr(target), int(str(options["n_starts"]))))
        return train(model, X, target, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "train", counted)
    studied = studies("svm")
    n_trials = 3 * len(variants_of("svm"))
    assert len(trained) == n_trials
    scoreboard(brief_of("svm", studied))
    assert len(trained) == n_trials
    model_page("svm", studied)
    assert len(trained) == n_trials + 3  # one learner on each gate, all its epochs
    assert len(set(trained)) == len(trained)


def test_no_page_is_made_without_its_trials() -> None:
    with pytest.raises(RuntimeError, match="no model is called 'eve'"):
        page_of(Job("model", "eve"))


def test_the_plugin_is_there_before_the_libraries_of_the_models_are() -> None:
    asked = "import sys, neurohistory.site.plugin; print(*{'sklearn', 'scipy'} & {*sys.modules})"
    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == ""
