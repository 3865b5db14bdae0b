"""Chunks on a Dask cluster: a dead worker costs nothing, and a chunk that kills workers itself alone."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from neurohistory import Study, study
from neurohistory.network.initialization import get_initialization
from neurohistory.studies import cluster as clusters
from neurohistory.studies.cluster import SchedulerError
from neurohistory.studies.progress import Progress

Rates = Callable[[int], Study]
Lasting = Callable[[Path], dict[str, bytes]]

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own: ports, and workers that die


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes of one thread on this machine."""
    dask = pytest.importorskip("dask")
    few = {"distributed.scheduler.allowed-failures": 1}  # each takes the start of a worker
    with warnings.catch_warnings(), dask.config.set(few):
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as running:
            yield running


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(
    cluster: Any, rates: Rates, lasting: Lasting, tmp_path: Path
) -> None:
    study(rates(400), folder=tmp_path / "here")
    seen: list[Progress] = []
    workers = [worker.pid for worker in cluster.workers.values()]

    def kill_one(so_far: Progress) -> None:
        if not seen:
            os.kill(workers[0], signal.SIGKILL)
        seen.append(so_far)

    address = cluster.scheduler_address
    study(rates(400), folder=tmp_path / "there", scheduler=address, progress=kill_one)
    assert seen[-1].starts == seen[-1].all_starts == 800
    assert lasting(tmp_path / "there") == lasting(tmp_path / "here")


def test_a_chunk_that_kills_its_workers_is_given_up_and_the_rest_goes_on(cluster: Any) -> None:
    def deadly(sizes: tuple[int, ...], n_starts: int, rng: Any) -> Any:
        if n_starts == 900:
            os.kill(os.getpid(), signal.SIGKILL)
        return get_initialization(0.5)(sizes, n_starts, rng)

    grid = {"initialization": [deadly, 0.5]}
    address = cluster.scheduler_address
    result = study("backprop", "XOR", grid=grid, starts=1000, max_epochs=5, scheduler=address)
    (failed,) = result.failed
    assert (failed.cell, failed.chunk.first) == (0, 100)
    assert failed.reason.startswith("KilledWorker: ")
    assert [len(epochs) for epochs in result.epochs] == [100, 1000]


def test_workers_of_another_version_are_refused(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    here = clusters._versions()
    monkeypatch.setattr(clusters, "_versions", lambda: {**here, "numpy": "1.0"})
    monkeypatch.setattr(distributed.Client, "run", lambda *_, **__: {"tcp://there": here})
    with pytest.raises(SchedulerError, match=r"tcp://there has numpy .*, and here is 1\.0"):
        study("perceptron", "AND", starts=100, scheduler=cluster.scheduler_address)


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 1)
    with pytest.raises(SchedulerError, match=r"no scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        study("perceptron", "AND", starts=100, scheduler="tcp://127.0.0.1:9")
