"""Putting a built site into its folder: all of it or nothing, and nobody else's files.

A site that has been made lists its files with their digests in a manifest.  Of these files alone the
next build replaces and removes some; what else is in the folder stays, and so does the folder itself,
which may be a mount point, or the folder that a shell stands in.

Swapping whole folders by renaming them would be shorter, but then the old folder with all that others
keep in it would have to move.  So the files change places one by one, each by renaming:

1. The new site is made in a scratch folder inside of the folder, on the same disk.
2. A plan of what is to be moved is written there.
3. Each old file that changes moves into the scratch folder, and the new one into its place; the
   manifest comes last.  With it the new site is there.

Whoever finds a plan can tell from what has moved whether the manifest was reached; if not, `undo`
puts the old files back, and may itself be interrupted and repeated.  That is done by the build if a
step fails, by a guard (this file, as a small process of its own) if the build is killed, and by the
next build if both are, as when the power fails.

The scratch folder bears a mark.  One without it is somebody else's, and is left alone.

This module imports nothing of ours, so that the guard starts at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "MANIFEST",
    "SCRATCH",
    "Held",
    "Manifest",
    "changes",
    "foreign",
    "hold",
    "named",
    "publish",
    "read_manifest",
    "recover",
    "scratch",
    "write_manifest",
]

MANIFEST = "assets/neurohistory/manifest.json"
SCRATCH = ".neurohistory"
_MARK = "made-by-neurohistory"  # a file in the scratch folder: it may be removed
_DONE = b"done"
_MAX_NAMES = 5  # in a message


class Manifest(NamedTuple):
    """What a site was made from, None if that is not known, and the digest of each of its files."""

    made_from: str | None
    files: dict[str, str]


class Held(NamedTuple):
    """A folder in which no other build is at work."""

    folder: Path
    made: list[Path]  # it and those above it, as far as they were made for this build
    lock: int | None  # its descriptor


def write_manifest(site: Path, made_from: str | None) -> None:
    """List the files of a site that has just been made; what begins with a dot is not of it."""
    found: dict[str, str] = {}
    for folder, folders, names in os.walk(site):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            place = path.relative_to(site).as_posix()
            if not name.startswith(".") and place != MANIFEST:
                found[place] = _digest(path)
    path = site / MANIFEST
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"made_from": made_from, "files": found}, indent=1), encoding="utf-8")


def read_manifest(site: Path) -> Manifest | None:
    """The list of a site; None if there is none, or none that can be read."""
    try:
        stored = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
        made_from, files = stored["made_from"], stored["files"]
        if all(isinstance(digest, str) for digest in files.values()) and all(map(_is_of_site, files)):
            return Manifest(made_from, files)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass
    return None


def changes(site: Path, manifest: Manifest) -> tuple[list[str], list[str]]:
    """What has become of the files of a site since it was made.

    Returns
    -------
    edited : list of str
        Files with another content, or in whose place something else stands.
    missing : list of str
    """
    edited, missing = [], []
    for name, digest in manifest.files.items():
        path = site / name
        if not os.path.lexists(path):
            missing.append(name)
        elif path.is_symlink() or not path.is_file() or _digest(path) != digest:
            edited.append(name)
    return edited, missing


def foreign(site: Path, manifest: Manifest) -> list[str]:
    """What in the folder was not made by us; a folder without any file of ours is one entry."""
    files = {*manifest.files, MANIFEST}
    ours = {Path(name).parent.as_posix() for name in files}
    ours |= {above.as_posix() for folder in ours for above in Path(folder).parents}
    found = []
    for folder in sorted(ours):
        with suppress(OSError):
            for entry in sorted(os.scandir(site / folder), key=lambda entry: entry.name):
                place = Path(folder, entry.name).as_posix()
                if place not in files and place not in ours and place != SCRATCH:
                    found.append(f"{place}/" if entry.is_dir(follow_symlinks=False) else place)
    return found


def named(names: list[str]) -> str:
    """Some of the names, and how many there are besides.

    Examples
    --------
    >>> named(["a", "b"])
    'a, b'
    >>> named(list("abcdefg"))
    'a, b, c, d, e and 2 more'
    """
    more = len(names) - _MAX_NAMES
    return ", ".join(names[:_MAX_NAMES]) + (f" and {more} more" if more > 0 else "")


@contextmanager
def hold(folder: Path, tell: Callable[[str], None]) -> Iterator[Held]:
    """Have a folder to oneself; it is made if it is not there, and goes again if it stays empty.

    Another build that is at work in it is waited for.  What one that was killed has left there is put
    in order.  Systems without ``flock``, such as Windows, do not wait.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    lock = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder, tell)
        recover(folder)
        yield Held(folder, made, lock)
    finally:
        _remove_if_empty(made)
        if lock is not None:
            os.close(lock)


@contextmanager
def scratch(held: Held) -> Iterator[Path]:
    """A folder for a half-made site, inside of the folder that it is made for.

    Whatever ends this, the scratch folder is gone afterwards, and what has been published only in
    part is undone.
    """
    room = held.folder / SCRATCH
    with _guarded(held):
        room.mkdir()
        try:
            (room / _MARK).touch()
            yield room
        finally:
            recover(held.folder)


def publish(room: Path, out: Path) -> None:
    """Put the site ``room / "site"`` into the folder; see the top of this file.

    Raises
    ------
    ValueError
        If somebody else's file is in the way.
    OSError
        If a step fails; the old site is back then.
    """
    new = read_manifest(room / "site")
    old = read_manifest(out) or Manifest(None, {})
    assert new is not None
    before = {*old.files, MANIFEST}
    changed = [
        name
        for name, digest in new.files.items()
        if old.files.get(name) != digest or not (out / name).is_file()
    ]
    gone = [name for name in old.files if name not in new.files]
    _check_free(out, before, changed)
    steps = [*gone, *changed, MANIFEST]  # it makes the new site valid
    made = {above for name in steps for above in Path(name).parents if not (out / above).exists()}
    plan = {
        "steps": steps,
        "fresh": [name for name in steps if not os.path.lexists(out / name)],
        "folders": sorted((folder.as_posix() for folder in made), key=len),
    }
    for name in [*changed, MANIFEST]:
        _flush(room / "site" / name)
    _write_plan(room, plan)
    for folder in plan["folders"]:
        (out / folder).mkdir()
    for name in steps:
        if name not in plan["fresh"]:
            _move(out / name, room / "old" / name)
        if name in new.files or name == MANIFEST:
            os.replace(room / "site" / name, out / name)


def recover(out: Path) -> None:
    """Put in order what a build has left in its scratch folder, and remove that.

    Raises
    ------
    OSError
        If the old files cannot be put back; they are kept then, for another try.
    ValueError
        If the folder of that name is not ours, or what is in it cannot be understood; it stays then.
    """
    room = out / SCRATCH
    if not os.path.lexists(room):
        return
    if not _is_ours(room):
        raise ValueError(
            f"{str(room)!r} is in the way, and the gallery did not make it; rename it, or choose "
            "another --out"
        )
    plan = _read_plan(room)
    if plan is not None:
        if (room / "site" / MANIFEST).exists():
            undo(room, out, plan)
        else:
            _remove_if_empty(
                {out / above for name in plan["steps"] for above in Path(name).parents} - {out}
            )
    _clear(room)


def _is_ours(room: Path) -> bool:
    """Whether it is a scratch folder of ours; an empty one has been made, or cleared, this moment."""
    if room.is_symlink() or not room.is_dir():
        return False
    return (room / _MARK).is_file() or not any(room.iterdir())


def _clear(room: Path) -> None:
    """Remove a scratch folder, its mark last, so that what an interruption leaves is known as ours."""
    for path in room.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != _MARK:
            with suppress(OSError):
                path.unlink()
    if [path.name for path in room.iterdir()] == [_MARK]:
        with suppress(OSError):
            (room / _MARK).unlink()
    _remove_if_empty([room])


def undo(room: Path, out: Path, plan: dict[str, list[str]]) -> None:
    """Put the old files back, wherever publishing has stopped; again, if that was stopped too."""
    for name in plan["steps"]:
        if os.path.lexists(room / "old" / name):
            _move(room / "old" / name, out / name)
        elif name in plan["fresh"] and not (room / "site" / name).exists():
            (out / name).unlink(missing_ok=True)
    _remove_if_empty(out / folder for folder in plan["folders"])
    (room / _PLAN).unlink()


_PLAN = "plan.json"


def _write_plan(room: Path, plan: dict[str, list[str]]) -> None:
    half = room / f"{_PLAN}.half"
    half.write_text(json.dumps(plan), encoding="utf-8")
    _flush(half)
    os.replace(half, room / _PLAN)


def _read_plan(room: Path) -> dict[str, list[str]] | None:
    path = room / _PLAN
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
        lists = {key: list(plan[key]) for key in ("steps", "fresh", "folders")}
        if all(_is_of_site(name) for names in lists.values() for name in names):
            return lists
    except FileNotFoundError:
        return None
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    raise ValueError(
        f"cannot tell from {str(path)!r} how far a build came that was ended: it is damaged; take what "
        f"you need from {str(room / 'old')!r}, where files of the old site may be, and delete "
        f"{str(room)!r}"
    )


def _is_of_site(name: object) -> bool:
    """Whether this can be the name of something of a site: inside of it, without a dot in front.

    Names that somebody has put into a manifest must not lead to other files than ours.
    """
    if not isinstance(name, str) or "\0" in name:
        return False
    path = Path(name)
    return not path.anchor and any(path.parts) and not any(part[0] == "." for part in path.parts)


def _check_free(out: Path, ours: set[str], names: list[str]) -> None:
    taken = {name for name in names if name not in ours and os.path.lexists(out / name)}
    for folder in {above for name in names for above in Path(name).parents}:
        if os.path.lexists(out / folder) and not (out / folder).is_dir():
            taken.add(folder.as_posix())
    if taken:
        raise ValueError(
            f"will not replace {named(sorted(taken))} in {str(out)!r}: the gallery has a page or a file "
            "of that name, but did not make this one; rename it, or choose another --out"
        )


def _move(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    os.replace(path, place)


def _flush(path: Path) -> None:
    """Have the disk hold it, so that after a power failure a name does not stand for nothing."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove_if_empty(folders: Iterable[Path]) -> None:
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _lock(folder: Path, tell: Callable[[str], None]) -> int | None:
    """Lock the folder itself, which leaves nothing behind; None where that cannot be done."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return None
    while True:
        opened = os.open(folder, os.O_RDONLY)
        try:
            try:
                flock(opened, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                tell(f"waiting for another build of {str(folder)!r} to end")
                flock(opened, LOCK_EX)
            except OSError:  # a disk that knows no locks
                os.close(opened)
                return None
            folder.mkdir(exist_ok=True)  # the other one has removed it
            if os.path.samestat(os.fstat(opened), os.stat(folder)):
                return opened
            os.close(opened)
        except BaseException:
            os.close(opened)
            raise


@contextmanager
def _guarded(held: Held) -> Iterator[None]:
    """Have a process beside this one that puts things in order if this one is killed."""
    command = [sys.executable, "-I", "-S", __file__, str(held.folder), *map(str, held.made)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        pass_fds=() if held.lock is None else (held.lock,),  # the folder is held until it is in order
        start_new_session=True,  # what ends this one does not reach it
    ) as guard:
        assert guard.stdin is not None
        yield
        with suppress(BrokenPipeError):
            guard.stdin.write(_DONE)


def _guard(folder: str, *made: str) -> None:
    if sys.stdin.buffer.read() != _DONE:
        with suppress(OSError, ValueError):  # the next build tries again
            recover(Path(folder))
        _remove_if_empty(map(Path, made))


if __name__ == "__main__":
    _guard(*sys.argv[1:])
