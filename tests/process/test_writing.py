"""Files are written whole, where they are meant to be, and what cannot be written is told beforehand."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from neurohistory.process.writing import check_writable, sweep, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")


def test_text_and_bytes_are_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "Łukasiewicz")
    write_whole(tmp_path / "b", b"\0")
    assert (tmp_path / "a").read_text("utf-8") == "Łukasiewicz"
    assert (tmp_path / "b").read_bytes() == b"\0"
    assert len([*tmp_path.iterdir()]) == 2


@posix
def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    file = tmp_path / "there" / "board.svg"
    file.write_text("old")
    file.chmod(0o640)
    link = tmp_path / "board.svg"
    link.symlink_to("there/board.svg")
    check_writable(link)
    write_whole(link, "new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@posix
def test_a_new_file_has_the_permissions_of_all_new_files(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def _nothing(path: Path) -> None: ...


UNFIT: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "no folder": ("no/board.svg", _nothing, "make it first"),
    "a file for a folder": ("file/board.svg", lambda path: path.parent.touch(), "make it first"),
    "a folder": ("board.svg", lambda path: path.mkdir(), "choose another name"),
    "a pipe": ("board.svg", lambda path: os.mkfifo(path), "choose another name"),
    "too long a name": ("b" * 300 + ".svg", _nothing, "choose a file"),
    "a device": ("/dev/null/board.svg", _nothing, "make it first"),
    "no real folder": ("/proc/board.svg", _nothing, "choose a file"),
}


@posix
@pytest.mark.parametrize("case", UNFIT)
def test_what_cannot_be_written_is_told_with_its_name_and_a_remedy(tmp_path: Path, case: str) -> None:
    name, prepare, remedy = UNFIT[case]
    path = tmp_path / name
    prepare(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError, match=remedy) as told:
        check_writable(path)
    assert str(path) in str(told.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_what_may_not_be_changed_is_told(tmp_path: Path) -> None:
    file = tmp_path / "board.svg"
    file.touch()
    file.chmod(0o400)
    with pytest.raises(OSError, match="permit it"):
        check_writable(file)


@posix
def test_only_what_the_dead_have_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = [f".neurohistory-{ended.pid}.half", f".neurohistory-{os.getppid()}.half", "mine.half"]
    for name in names:
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])
    sweep(tmp_path / "nowhere")


@posix
def test_what_somebody_else_is_writing_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(process: int, number: int) -> None:
        raise PermissionError

    half = tmp_path / ".neurohistory-1.half"
    half.touch()
    monkeypatch.setattr("os.kill", refused)
    sweep(tmp_path)
    assert half.exists()


def test_where_no_process_can_be_asked_after_what_is_a_day_old_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, young = (tmp_path / f".neurohistory-{process}.half" for process in (1, 2))
    for half, hours in ((old, 24.1), (young, 23.9)):
        half.touch()
        os.utime(half, 2 * (time.time() - 3600 * hours,))
    gone = tmp_path / ".neurohistory-3.half"
    gone.symlink_to("gone meanwhile")  # it is listed, and nobody can look at it
    monkeypatch.setattr("os.name", "nt")
    sweep(tmp_path)
    monkeypatch.undo()
    assert [os.path.lexists(half) for half in (old, young, gone)] == [False, True, True]


@pytest.mark.parametrize("plot", ["/proc/board.svg", "folder.svg", "no/board.svg"])
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc")
def test_a_plot_that_cannot_be_drawn_is_told_before_the_work(tmp_path: Path, plot: str) -> None:
    (tmp_path / "folder.svg").mkdir()
    ran = subprocess.run(
        [sys.executable, "-m", "neurohistory", "compare", "-n", "100000", "--plot", plot],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"neurohistory: cannot write {plot!r}: ")


@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "nonsense"])
def test_the_backend_of_a_notebook_is_no_matter(tmp_path: Path, backend: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "neurohistory", "compare", "svm", "-n", "1", "--plot", "b.svg"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MPLBACKEND": backend},
    )
    assert (ran.returncode, ran.stderr) == (0, "drawn to b.svg\n")
