"""Each step of each writer fails once: ``python tools/kth_fault.py``.

For every writer (the gallery's first build and its second, into a folder with other people's files; a
picture; the store of pages) and every k, the k-th open, write, fsync, rename, mkdir, unlink or rmdir
fails: the disk is full, broken or closed to us, or the process is killed, with its guard or without.
Afterwards the old result must be there or the new one, never a third, and after one more run the new one
and nothing else.  Prints a table, and each case that does not hold.

A build of two pages makes some hundred steps, and each costs two builds.  ``--every 5`` takes each
fifth, ``--sample 60`` draws so many for each fault.
"""

from __future__ import annotations

import argparse
import builtins
import errno
import io
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

FAULTS = {
    "full disk": errno.ENOSPC,
    "broken disk": errno.EIO,
    "no permission": errno.EACCES,
    "killed": "kill",
    "killed with its guard": "kill both",
}


class Saboteur:
    """Counts the steps of this process that change files below a folder; the k-th one fails."""

    def __init__(self, folder: Path, k: int = 0, fault: object = None) -> None:
        self.folder, self.k, self.fault, self.steps = str(folder), k, fault, 0

    def step(self, what: str) -> None:
        self.steps += 1
        if self.steps == self.k:
            if isinstance(self.fault, int):
                raise OSError(self.fault, f"{os.strerror(self.fault)} (on purpose, in {what})")
            os.kill(os.getpid(), signal.SIGKILL)

    def meet(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python tells its auditors before it does it."""
        if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"):
            paths = [str(path) for path in arguments[:2] if isinstance(path, str | Path)]
            if any(path.startswith(self.folder) for path in paths):
                self.step(event)

    def install(self) -> None:
        """From now on, in this process and until its end."""
        sys.addaudithook(self.meet)
        really_open, really_sync, step = io.open, os.fsync, self.step

        class Disk(io.FileIO):
            def write(self, data: Any) -> int | None:  # type: ignore[override]
                step("write")
                return super().write(data)

        def opening(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            ours = isinstance(file, str | Path) and str(file).startswith(self.folder)
            if not ours or not set(mode) & set("wax+"):
                return really_open(file, mode, *arguments, **named)
            raw = Disk(file, mode.replace("b", "").replace("t", ""))
            if "+" in mode:
                return io.BufferedRandom(raw)
            whole = io.BufferedWriter(raw)
            if "b" in mode:
                return whole
            return io.TextIOWrapper(whole, encoding=named.get("encoding") or "utf-8")

        def syncing(descriptor: int) -> None:
            step("fsync")
            really_sync(descriptor)

        for module, name, instead in (
            (builtins, "open", opening),
            (io, "open", opening),
            (os, "fsync", syncing),
        ):
            setattr(module, name, instead)


class Writer(NamedTuple):
    """Something that writes files below a folder."""

    name: str
    prepare: Callable[[Path], None]  # the old result
    write: Callable[[Path], None]  # the new one
    result: Callable[[Path], object]  # what is there; what nobody sees is no part of it


def tree(folder: Path) -> dict[str, bytes]:
    """The files that are there, by their names."""
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


THEIRS = {"CNAME": b"example.org", ".git/config": b"[core]", "models/notes.txt": b"mine"}


def checkout(folder: Path, words: str) -> Path:
    """A small site: one written page and one model."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "theme").mkdir(exist_ok=True)
    (folder / "docs" / "index.md").write_text(f"# Home\n\n{words}\n")
    (folder / "theme" / "main.html").write_text("{{ page.content }}")
    (folder / "mkdocs.yml").write_text(
        "site_name: small\ntheme: {name: null, custom_dir: theme}\nplugins: [neurohistory]\n"
    )
    return folder / "site"


def build(folder: Path) -> None:
    from neurohistory.site.build import build_gallery

    os.chdir(folder)
    build_gallery(folder / "site")


def first_build(folder: Path) -> None:
    checkout(folder, "new")


def second_build(folder: Path) -> None:
    site = checkout(folder, "old")
    build(folder)
    for name, content in THEIRS.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(content)
    checkout(folder, "new")
    (folder / "docs" / "more.md").write_text("# More\n")


def site_of(folder: Path) -> object:
    """What is served; the build's own room is not linked from anywhere."""
    found = tree(folder / "site") if (folder / "site").exists() else {}
    return {name: content for name, content in found.items() if not name.startswith(".neurohistory/")}


def picture(folder: Path) -> None:
    from neurohistory.process.writing import check_writable, write_whole

    check_writable(folder / "board.svg")
    write_whole(folder / "board.svg", "new" * 9999)


def old_picture(folder: Path) -> None:
    (folder / "board.svg").write_text("old" * 9999)


def cache_of(folder: Path) -> Any:
    from neurohistory.process.store import Store

    return Store(folder / "cache")


def pages() -> tuple[Any, Any]:
    from neurohistory.site.page import Page

    return Page("old" * 9999), Page("new" * 9999)


def keep(folder: Path) -> None:
    cache_of(folder).put("k", pages()[1])
    cache_of(folder).prune()


WRITERS = [
    Writer("gallery, first", first_build, build, site_of),
    Writer("gallery, again", second_build, build, site_of),
    Writer("picture, first", lambda folder: None, picture, lambda folder: tree(folder).get("board.svg")),
    Writer("picture, again", old_picture, picture, lambda folder: tree(folder).get("board.svg")),
    Writer("store, first", lambda folder: None, keep, lambda folder: cache_of(folder).get("k")),
    Writer(
        "store, again",
        lambda folder: cache_of(folder).put("k", pages()[0]),
        keep,
        lambda folder: cache_of(folder).get("k"),
    ),
]


def in_child(work: Callable[[], int]) -> int:
    """Run it in a copy of this process; its exit code, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        code = 70
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 2)
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def attempt(writer: Writer, folder: Path, k: int, fault: object) -> int:
    """Let the writer write with the k-th step failing: 0 if it says that all is well, else 1."""

    def work() -> int:
        from neurohistory.site import publishing

        if fault == "kill both":
            setattr(publishing, "_guarded", lambda held: nullcontext())  # noqa: B010
        saboteur = Saboteur(folder, k, fault)
        saboteur.install()
        try:
            writer.write(folder)
        except (OSError, RuntimeError, ValueError):
            return 1
        finally:
            if not k:
                os.write(counted[1], saboteur.steps.to_bytes(4, "big"))
        return 0

    counted = os.pipe()
    code = in_child(work)
    os.close(counted[1])
    steps = os.read(counted[0], 4)
    os.close(counted[0])
    return code if k else int.from_bytes(steps, "big")


def cases(
    writer: Writer, base: Path, every: int, faults: list[str], most: int | None = None
) -> Iterator[tuple[str, int, list[str]]]:
    """Each fault at each step, or at `most` random ones: the fault, k, and what does not hold."""

    template = base / "template"
    template.mkdir()
    assert in_child(lambda: writer.prepare(template) or 0) == 0

    def prepared(name: str) -> Path:
        return shutil.copytree(template, base / name.replace(" ", "-"))

    def look(folder: Path) -> object:
        return writer.result(folder)

    good = prepared("good")
    old = look(good)
    steps = attempt(writer, good, 0, None)
    new, whole = look(good), tree(good)
    assert old != new, "nothing was written"
    print(f"{writer.name}: {steps} steps", file=sys.stderr, flush=True)
    for fault in faults:
        tried = [*range(1, steps + 1, every)]
        if most is not None and most < len(tried):
            tried = sorted(Random(f"{writer.name} {fault}").sample(tried, most))
        for k in tried:
            folder, wrong = prepared(f"{fault} {k}"), []
            code = attempt(writer, folder, k, FAULTS[fault])
            wait_for_guard(folder)
            found = look(folder)
            # Without its guard, a build that was killed is put in order by the next one.
            if fault != "killed with its guard" and found not in (old, new):
                wrong.append("a third result")
            if code == 0 and found != new:
                wrong.append("said that all was well")
            if fault.startswith("killed") and code != -signal.SIGKILL:
                wrong.append(f"ended with {code}")
            again = in_child(lambda: writer.write(folder) or 0)  # noqa: B023
            if again or look(folder) != new:
                wrong.append(f"the next run ends with {again}")
            elif tree(folder).keys() != whole.keys():
                wrong.append(f"left behind: {sorted(tree(folder).keys() ^ whole.keys())[:3]}")
            shutil.rmtree(folder)
            yield fault, k, wrong


def wait_for_guard(folder: Path) -> None:
    """The guard of a build that was killed holds the folder until it is in order."""
    from neurohistory.site.publishing import _lock

    if (folder / "site").is_dir() and (lock := _lock(folder / "site", lambda note: None)) is not None:
        os.close(lock)


def main() -> int:
    """Try all of it and print a table."""
    parser = argparse.ArgumentParser(description="Let each step of each writer fail once.")
    parser.add_argument("--every", type=int, default=1, help="try each n-th step (default: all)")
    parser.add_argument("--sample", type=int, help="try so many random ones of them for each fault")
    parser.add_argument("--only", default="", help="writers whose names begin with this")
    options = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    failed = 0
    print("| writer | fault | steps tried | hold | do not |\n| --- | --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch).resolve()
        os.environ["NEUROHISTORY_CACHE"] = str(base / "pages")
        limit_models()
        for number, writer in enumerate(WRITERS):
            if not writer.name.startswith(options.only):
                continue
            (base / str(number)).mkdir()
            found: dict[str, list[list[str]]] = {}
            tried = cases(writer, base / str(number), options.every, [*FAULTS], options.sample)
            for fault, k, wrong in tried:
                found.setdefault(fault, []).append(wrong)
                if wrong:
                    print(f"{writer.name}, {fault} at step {k}: {'; '.join(wrong)}", file=sys.stderr)
            for fault, each in found.items():
                bad = sum(map(bool, each))
                failed += bad
                print(
                    f"| {writer.name} | {fault} | {len(each)} | {len(each) - bad} | {bad} |", flush=True
                )
    return min(failed, 1)


def limit_models() -> None:
    """One model will do; its page is made once and then comes from the store.

    What takes long is done here, and the copies of this process have it.
    """
    from neurohistory import catalog
    from neurohistory.site import build

    entries = catalog._entries
    one = {"mcculloch_pitts": entries()[0]["mcculloch_pitts"]}
    setattr(catalog, "_entries", lambda: (one, []))  # noqa: B010
    build._ingredients(Path("site"))


if __name__ == "__main__":
    sys.exit(main())
