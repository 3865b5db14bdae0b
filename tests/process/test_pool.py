"""Functions called in processes of their own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from neurohistory.process.pool import Failed, Pool


def test_a_process_does_not_load_the_script_that_began_this_one(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('loaded')\n"
        "if __name__ == '__main__':\n"
        "    from neurohistory.process.pool import Pool\n"
        "    with Pool() as pool:\n"
        "        pool.start('seven', max, (5, 7))\n"
        "        print(pool.finished())\n"
    )
    ran = subprocess.run([sys.executable, script], check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines() == ["loaded", "[('seven', 7)]"]


def test_where_nothing_runs_nothing_is_waited_for() -> None:
    with Pool() as pool:
        assert pool.finished() == []


def test_an_answer_that_cannot_be_read_is_a_failure_and_the_others_are_read() -> None:
    no_number = "type('Odd', (), {'__reduce__': lambda self: (int, ('seven',))})()"
    with Pool() as pool:
        pool.start("odd", eval, (no_number,))
        pool.start("seven", max, (5, 7))
        answers = dict(answer for _ in range(2) for answer in pool.finished())
    assert answers["seven"] == 7
    assert isinstance(answers["odd"], Failed)
    assert "its answer cannot be read: ValueError: invalid literal" in str(answers["odd"])


def test_what_is_read_counts_however_it_is_opened_and_what_is_written_does_not(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os\n"
        "from neurohistory.process.sources import witnessed\n"
        "def work():\n"
        "    os.close(os.open('by_number', os.O_RDONLY))\n"
        "    open('by_name').close()\n"
        "    open('written', 'w').close()\n"
        "print(sorted(name for name in witnessed(work).sources if '/' not in name))\n"
    )
    for name in ("by_number", "by_name"):
        (tmp_path / name).touch()
    ran = subprocess.run(
        [sys.executable, script], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert ran.stdout == "['by_name', 'by_number', 'script.py']\n"


def test_an_interruption_waits_while_the_fork_server_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    from multiprocessing import forkserver

    blocked = []
    really = forkserver.ensure_running

    def ensure_running() -> None:
        blocked.append(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
        really()

    monkeypatch.setattr(forkserver, "ensure_running", ensure_running)
    with Pool() as pool:
        pool.start("mask", signal.pthread_sigmask, (signal.SIG_BLOCK, ()))
        ((_, inherited),) = pool.finished()
    assert blocked == [True]
    assert inherited == set()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
