"""Putting a site into its folder: all or nothing, and nothing of anybody else's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from neurohistory.site import publishing
from neurohistory.site.publishing import (
    MANIFEST,
    Manifest,
    changes,
    foreign,
    hold,
    publish,
    read_manifest,
    recover,
    scratch,
    write_manifest,
)

OLD = {"index.html": "old", "models/a.html": "a", "models/b.html": "b", "css/x.css": "x"}
NEW = {"index.html": "new", "models/a.html": "a", "story/c/c.html": "c", "css.css": "x"}
THEIRS = {"CNAME": "example.org", ".git/config": "[core]", "models/notes.txt": "mine"}


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def tree(folder: Path) -> dict[str, str]:
    """All that is there, without the manifest, whose content follows from the rest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else "(folder)"
        for path in folder.rglob("*")
        if path.name != "manifest.json"
    }


def put(out: Path, files: dict[str, str]) -> None:
    with hold(out, print) as held, scratch(held) as room:
        fill(room / "site", files)
        write_manifest(room / "site", "these files")
        publish(room, out)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a site, and with what somebody else has put there."""
    put(tmp_path / "site", OLD)
    fill(tmp_path / "site", THEIRS)
    return tmp_path / "site"


def with_folders(files: dict[str, str]) -> dict[str, str]:
    folders = {str(above) for name in [*files, MANIFEST] for above in Path(name).parents} - {"."}
    return {**files, **dict.fromkeys(folders, "(folder)")}


def test_the_new_site_is_there_and_what_is_theirs_too(out: Path) -> None:
    number = out.stat().st_ino
    put(out, NEW)
    assert tree(out) == with_folders({**NEW, **THEIRS})
    assert out.stat().st_ino == number  # the folder itself stays
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.files.keys() == NEW.keys()
    assert foreign(out, manifest) == [".git/", "CNAME", "models/notes.txt"]


def test_a_file_that_stays_as_it_is_is_not_touched(out: Path) -> None:
    before = (out / "models/a.html").stat()
    put(out, NEW)
    assert (out / "models/a.html").stat().st_ino == before.st_ino


def test_what_was_edited_or_removed_is_seen(out: Path) -> None:
    manifest = read_manifest(out)
    assert manifest is not None
    assert changes(out, manifest) == ([], [])
    (out / "index.html").write_text("my own")
    (out / "models/b.html").unlink()
    (out / "models/b.html").symlink_to(out / "CNAME")
    (out / "css/x.css").unlink()
    assert changes(out, manifest) == (["index.html", "models/b.html"], ["css/x.css"])


@pytest.mark.parametrize("theirs", ["css.css", "story", "story/c/c.html/x", "story/c"])
def test_a_file_in_the_way_is_told_and_both_stay(out: Path, theirs: str) -> None:
    fill(out, {theirs: "mine"})
    before = tree(out)
    with pytest.raises(ValueError, match=rf"will not replace {theirs.removesuffix('/x')}.*rename it"):
        put(out, NEW)
    assert tree(out) == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '"x"', "null", '{"made_from": null}', '{"made_from": 1, "files": [1]}', "\0"],
)
def test_a_manifest_that_is_none_is_no_licence_to_delete(tmp_path: Path, text: str) -> None:
    fill(tmp_path, {MANIFEST: text})
    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize(
    "name", ["../precious", "a/../../precious", "/precious", "", ".", ".git/config", "a\0"]
)
def test_names_that_lead_elsewhere_are_no_licence_to_delete(tmp_path: Path, name: str) -> None:
    out = tmp_path / "site"
    fill(tmp_path, {"precious": "mine"})
    fill(out, {MANIFEST: json.dumps({"made_from": None, "files": {name: "0"}})})
    assert read_manifest(out) is None
    fill(out / publishing.SCRATCH, {publishing._MARK: "", f"site/{MANIFEST}": "{}"})
    plan = {"steps": [name], "fresh": [name], "folders": []}
    fill(out / publishing.SCRATCH, {"plan.json": json.dumps(plan)})
    with pytest.raises(ValueError, match=r"plan\.json"):
        recover(out)
    assert (tmp_path / "precious").read_text() == "mine"


@pytest.mark.parametrize("theirs", [f"{publishing.SCRATCH}/precious", publishing.SCRATCH])
def test_a_folder_with_the_name_of_ours_stays(tmp_path: Path, theirs: str) -> None:
    fill(tmp_path, {theirs: "mine", "thesis.txt": "mine too"})
    before = tree(tmp_path)
    with pytest.raises(ValueError, match="did not make it; rename it"), hold(tmp_path, print):
        pass
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"steps": 1}', "[" * 100_000, '{"steps": [1]}']
)
def test_a_plan_that_is_none_is_told_and_the_old_files_stay(out: Path, text: str) -> None:
    fill(out / publishing.SCRATCH, {publishing._MARK: "", "plan.json": text, "old/index.html": "old"})
    before = tree(out)
    with pytest.raises(ValueError, match=r"plan\.json.*damaged; take what you need.*delete"):
        recover(out)
    assert tree(out) == before


def test_a_folder_that_was_made_and_stays_empty_goes_again(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    with pytest.raises(KeyError), hold(deep, print) as held, scratch(held):
        raise KeyError
    assert [*tmp_path.iterdir()] == []


class Stop(BaseException):
    """The process is gone: nothing after this is run."""


@contextmanager
def stopping_at(k: int, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Iterator[list[str]]:
    """Let the k-th change to the folder fail, and all that follow too if it is a Stop."""
    calls: list[str] = []

    def failing(name: str, really: object) -> object:
        def instead(*arguments: object, **named: object) -> object:
            calls.append(name)
            if len(calls) == k or (len(calls) > k and isinstance(error, Stop)):
                raise error
            return really(*arguments, **named)  # type: ignore[operator]

        return instead

    with monkeypatch.context() as patch:
        for name in ("replace", "mkdir", "fsync", "unlink", "rmdir"):
            patch.setattr(os, name, failing(name, getattr(os, name)))
        yield calls


STEPS = 200  # more than there are


@pytest.mark.parametrize("error", [OSError(28, "full"), OSError(5, "broken"), Stop()])
def test_wherever_it_stops_the_old_site_is_there_or_the_new_one(
    out: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    old, new = tree(out), with_folders({**NEW, **THEIRS})

    def files() -> dict[str, str]:
        """What a visitor sees; a folder that cannot be removed is none of it."""
        return {
            name: text
            for name, text in tree(out).items()
            if text != "(folder)" and not name.startswith(publishing.SCRATCH)
        }

    seen = set()
    monkeypatch.setattr(publishing, "_guarded", lambda held: nullcontext())
    monkeypatch.setattr(os, "fsync", lambda number: None)  # the power does not fail here
    for k in range(1, STEPS):
        with stopping_at(k, monkeypatch, error) as calls:
            try:
                put(out, NEW)
                stopped = False
            except (OSError, Stop):
                stopped = True
        if stopped and isinstance(error, Stop):
            recover(out)  # as the guard does, or the next build
        assert files() in ({**OLD, **THEIRS}, {**NEW, **THEIRS}), (k, calls)
        seen.add((stopped, "css.css" in files()))
        put(out, NEW)  # the next build leaves nothing behind
        assert tree(out).items() >= new.items()
        put(out, OLD)
        assert tree(out) == old
        if k > len(calls):
            break
    assert {(True, False), (False, True)} <= seen
    assert k < STEPS - 1


def test_undoing_may_be_interrupted_too(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tree(out)
    for k in range(1, STEPS):
        room = out / publishing.SCRATCH
        fill(room, {publishing._MARK: ""})
        fill(room / "site", NEW)
        write_manifest(room / "site", None)
        real = os.replace

        def half(source: Path, target: Path, real: object = real) -> None:
            if Path(target).name == "manifest.json":
                raise Stop
            real(source, target)  # type: ignore[operator]

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", half)
            with pytest.raises(Stop):
                publish(room, out)
        with stopping_at(k, monkeypatch, Stop()) as calls:
            try:
                recover(out)
            except Stop:
                pass
            else:
                if k > len(calls):
                    break
        recover(out)
        assert tree(out) == old, k
    assert k < STEPS - 1


BUILD = """
import os, signal, sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_publishing import NEW, fill
from neurohistory.site.publishing import *
out = Path({out!r})
with hold(out, print) as held, scratch(held) as room:
    fill(room / "site", NEW)
    write_manifest(room / "site", None)
    real = os.replace
    def slowly(source, target):
        if Path(target).name == "manifest.json":
            {end}
        real(source, target)
    os.replace = slowly
    publish(room, out)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(3)"])
def test_the_guard_puts_the_old_site_back_when_the_build_is_killed(out: Path, end: str) -> None:
    old = tree(out)
    code = BUILD.format(tests=str(Path(__file__).parent), out=str(out), end=end)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ran.returncode in (-signal.SIGKILL, 3)
    assert tree(out) == old  # the guard holds standard error open until it is done


@pytest.mark.skipif(sys.platform == "win32", reason="locks")
def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    out = tmp_path / "site"
    code = BUILD.format(tests=str(Path(__file__).parent), out=str(out), end="time.sleep(1)")
    with subprocess.Popen([sys.executable, "-c", code]) as first:
        while not (out / publishing.SCRATCH).exists():
            time.sleep(0.01)
        told: list[str] = []
        with hold(out, told.append):
            assert tree(out) == with_folders(NEW)  # the first one is done
        assert first.wait() == 0
    assert told == [f"waiting for another build of {str(out)!r} to end"]


def test_the_plan_is_all_that_undoing_needs(out: Path) -> None:
    """A plan without any step done, as it stands right after it was written."""
    room = out / publishing.SCRATCH
    fill(room, {publishing._MARK: ""})
    fill(room / "site", {**NEW, MANIFEST: "{}"})
    steps = {"steps": ["index.html"], "fresh": [], "folders": ["story"]}
    (room / "plan.json").write_text(json.dumps(steps))
    recover(out)
    assert tree(out) == with_folders({**OLD, **THEIRS})


def test_no_manifest_means_that_all_is_theirs(tmp_path: Path) -> None:
    fill(tmp_path, THEIRS)
    assert foreign(tmp_path, Manifest(None, {})) == [".git/", "CNAME", "models/"]
