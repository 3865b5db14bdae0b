"""Cells that differ in the constants of optimizers share arrays, and no outcome tells of it."""

from __future__ import annotations

from typing import Any

import pytest

from neurohistory import Study
from neurohistory.network.optimizers import OPTIMIZERS, Adam
from neurohistory.outcomes import DIVERGED
from neurohistory.studies import riding
from neurohistory.studies.chunks import Chunk
from neurohistory.studies.jobs import Done, Job, do, tasks


def jobs_of(study: Study, chunk: Chunk) -> list[Job]:
    return [Job(number, cell, chunk, study.seed) for number, cell in enumerate(study.cells)]


def together(study: Study, chunk: Chunk) -> list[list[int]]:
    """The numbers of the cells that are run side by side."""
    return [[job.number for job in task] for task in tasks(jobs_of(study, chunk))]


def same(one: Done, other: Done) -> bool:
    assert one.outcomes is not None
    assert other.outcomes is not None
    bits = [(found.epochs.tobytes(), found.loss.tobytes()) for found in (one.outcomes, other.outcomes)]
    return bits[0] == bits[1]


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
def test_what_comes_of_a_start_is_the_same_as_alone(optimizer: str) -> None:
    grid = {"learning_rate": [0.01, 0.5, 1e12], "momentum": [0.0, 0.9]}
    study = Study("backprop", "XOR", grid={"optimizer": optimizer, **grid}, max_epochs=120)
    jobs = jobs_of(study, Chunk(100, 130))
    assert together(study, Chunk(100, 130)) == [[0, 1, 2, 3, 4, 5]]
    alone = [done for job in jobs for done in do((job,))]
    assert all(map(same, do(tuple(jobs)), alone))
    assert {job.outcomes.loss[0] for job in alone if job.outcomes} != {alone[0].outcomes.loss[0]}  # type: ignore[union-attr]


def test_a_cell_that_diverges_takes_no_other_along() -> None:
    study = Study("backprop", "XOR", grid={"learning_rate": [0.5, 1e300], "activation": "relu"})
    (task,) = tasks(jobs_of(study, Chunk(0, 100)))
    calm, wild = do(task)
    assert wild.outcomes is not None
    assert (wild.outcomes.epochs == DIVERGED).any()
    assert same(calm, do((task[0],))[0])


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        ({"learning_rate": [0.1, 0.2], "hidden_layer_sizes": [2, 3]}, [[0, 2], [1, 3]]),
        ({"learning_rate": [0.1, 0.2], "optimizer": ["adam", "momentum"]}, [[0, 2], [1, 3]]),
        ({"optimizer": [Adam(0.1), Adam(0.2), Adam(0.1, beta1=0.5)]}, [[0, 1], [2]]),
        ({"learning_rate": [0.1, 0.2], "batch_size": 2}, [[0], [1]]),  # batches are drawn
        ({"momentum": [0.1, 0.2]}, [[0], [1]]),  # the rate is that which suits the problem
    ],
)
def test_who_rides_with_whom(grid: dict[str, Any], expected: list[list[int]]) -> None:
    assert together(Study("backprop", "XOR", grid=grid), Chunk(0, 100)) == expected


def test_an_array_is_no_longer_than_a_chunk_may_be() -> None:
    study = Study("backprop", "XOR", grid={"learning_rate": [0.1, 0.2, 0.3, 0.4, 0.5]})
    assert together(study, Chunk(1000, 4000)) == [[0, 1], [2, 3], [4]]
    assert together(study, Chunk(1000, 9000)) == [[0], [1], [2], [3], [4]]


def test_other_models_run_alone() -> None:
    study = Study("perceptron", "XOR", grid={"learning_rate": [0.1, 0.2]})
    assert together(study, Chunk(0, 100)) == [[0], [1]]


def test_one_that_raises_leaves_the_others_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("together it does not go")

    study = Study("backprop", "XOR", grid={"learning_rate": [0.5, 1.0]}, max_epochs=5)
    (task,) = tasks(jobs_of(study, Chunk(0, 100)))
    before = do(task)
    monkeypatch.setattr("neurohistory.studies.jobs.run_together", broken)
    assert all(map(same, do(task), before))
    assert riding.carriage(study.cells[0], Chunk(0, 100)) is not None
