"""Pages are made once, and again only when something that went into them has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest

from neurohistory import catalog
from neurohistory.site import cache, fork_server
from neurohistory.site.cache import Cache, fingerprint, source_of
from neurohistory.site.page import Page, figure
from neurohistory.site.production import Job, models_fingerprints, produce


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
    assert done == [(0, 2), (1, 2), (2, 2), (1, 2), (2, 2)]  # the second time one is kept


def test_a_fingerprint_depends_on_every_part(tmp_path: Path) -> None:
    assert fingerprint("a", "b") == fingerprint("a", "b")
    assert len({fingerprint("a", "b"), fingerprint("ab"), fingerprint("b", "a")}) == 3
    (tmp_path / "m.py").write_text("1")
    before = source_of([tmp_path])
    (tmp_path / "m.py").write_text("2")
    assert source_of([tmp_path]) != before


def test_a_broken_or_old_entry_is_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Cache()
    store.put("k", Page("text", {"f.svg": "<svg/>"}))
    assert store.get("k") == Page("text", {"f.svg": "<svg/>"})
    monkeypatch.setattr(cache, "_KEPT_FOR", -10)
    store.prune()
    assert store.get("k") is None


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


PAGE = Page("text\n", {"f.svg": "<svg/>"})


def broken(kept: bytes) -> Iterator[bytes]:
    """All that a disk, or a person, may make of what was kept."""
    yield from (kept[:n] for n in range(len(kept)))
    for place in range(len(kept)):
        for bit in range(8):
            yield kept[:place] + bytes([kept[place] ^ 1 << bit]) + kept[place + 1 :]
    yield from (kept + b" ", b"[]", b"{}", b'{"markdown": 1, "files": []}', b'{"markdown": "x"}')
    yield json.dumps(vars(PAGE)).encode()  # without a digest


def test_what_is_not_as_it_was_kept_is_not_there() -> None:
    store = Cache()
    store.put("k", PAGE)
    (path,) = store.folder.iterdir()
    kept = path.read_bytes()
    for wrong in broken(kept):
        path.write_bytes(wrong)
        assert store.get("k") is None, wrong
    path.write_bytes(kept)
    assert store.get("k") == PAGE


def test_one_page_cannot_stand_for_another() -> None:
    store = Cache()
    store.put("k", PAGE)
    (path,) = store.folder.iterdir()
    path.rename(path.with_name(path.name.replace("k", "other", 1)))
    assert store.get("other") is None


def test_a_cache_that_may_only_be_read_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Cache()
    store.put("k", PAGE)

    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.utime", forbidden)
    assert store.get("k") == PAGE


def test_what_was_left_half_written_is_swept(tmp_path: Path) -> None:
    store = Cache()
    store.put("k", PAGE)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (store.folder / f".neurohistory-{ended.pid}.half").write_text("half")
    (store.folder / f".neurohistory-{os.getppid()}.half").write_text("being written")
    store.prune()
    assert len([*store.folder.iterdir()]) == 2


def test_a_figure_has_a_light_and_a_dark_version_with_the_same_description() -> None:
    shown = figure("figures/x", 'What [it] "shows"')
    assert shown.count("What (it) 'shows'") == 2
    assert "figures/x-light.svg#only-light" in shown
    assert "figures/x-dark.svg#only-dark" in shown


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
