"""Chunks in processes: one that dies takes nothing with it, and none outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from neurohistory import study
from neurohistory.network.initialization import get_initialization
from neurohistory.studies import memory, processes
from neurohistory.studies.jobs import in_turn

TOOL = Path(__file__).parents[2] / "tools" / "kill_studies.py"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are read from /proc")
@pytest.mark.parametrize("number", ["KILL", "INT"])
def test_a_run_that_is_ended_leaves_nobody_and_goes_on_to_the_same_bytes(number: str) -> None:
    # two processes that are ended and one that finishes, against one from the beginning to the end
    few = ["--kills", "1", "--chunks", "30", "--wait", "0.1", "--signal", number]
    ended = subprocess.run(
        [sys.executable, str(TOOL), *few], capture_output=True, text=True, timeout=600
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.splitlines()[-1] == "the same bytes"


def test_a_chunk_that_kills_its_process_is_given_up_and_the_rest_goes_on() -> None:
    def deadly(sizes: tuple[int, ...], n_starts: int, rng: Any) -> Any:
        if n_starts == 900:
            os.kill(os.getpid(), signal.SIGKILL)
        return get_initialization(0.5)(sizes, n_starts, rng)

    def unspeakable(sizes: tuple[int, ...], n_starts: int, rng: Any) -> Any:
        class StrangeError(ValueError):
            def __str__(self) -> str:
                raise KeyError

        raise StrangeError

    grid = {"initialization": [deadly, unspeakable, 0.5]}
    result = study("backprop", "XOR", grid=grid, starts=1000, max_epochs=5, processes=2)
    killed, first, second = result.failed
    assert (killed.cell, killed.chunk.first) == (0, 100)
    assert f"it killed its process {processes.TRIES} times" in killed.reason
    assert (first.cell, second.cell) == (1, 1)
    assert [len(epochs) for epochs in result.epochs] == [100, 0, 1000]


@pytest.mark.parametrize(("n", "asked"), [(1, []), (2, [2]), (3, [3])])
def test_as_many_processes_work_as_were_asked_for(
    n: int, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []

    def counting(tasks: Any, n_processes: int) -> Any:
        counted.append(n_processes)
        return in_turn(tasks)

    monkeypatch.setattr(processes, "in_processes", counting)
    study("perceptron", "AND", starts=2, processes=n)
    assert counted == asked


def test_free_memory_is_read_where_the_system_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "MemTotal:       9000 kB\nMemAvailable:   5000 kB\n"
    monkeypatch.setattr(Path, "read_text", lambda self, **options: said)
    assert memory.available() == 5000 * 1024
