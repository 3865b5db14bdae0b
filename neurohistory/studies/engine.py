"""Running a study: the chunks that are missing, by whoever runs them, and what came of all."""

from __future__ import annotations

from time import process_time
from typing import Any

import numpy as np

from neurohistory.studies.cells import ModelLike, ProblemLike
from neurohistory.studies.chunks import Chunk, run_chunk
from neurohistory.studies.plain import Outcomes
from neurohistory.studies.results import FailedChunk, StudyResult
from neurohistory.studies.study import Study

__all__ = ["run_study", "study"]


def study(
    model: ModelLike | Study, problem: ProblemLike | list[ProblemLike] = "XOR", **options: Any
) -> StudyResult:
    """Run a model on problems over a grid of settings, from many starts each.

    Parameters
    ----------
    model : str, HistoricalClassifier, a class of it, or Study
    problem : str, Problem or list of such
    **options
        Those of `neurohistory.studies.study.Study`: ``grid``, ``starts``, ``seed`` and so on.

    Returns
    -------
    StudyResult

    Examples
    --------
    >>> result = study("backprop", "XOR", grid={"learning_rate": [0.5, 1.0]}, starts=100)
    >>> [int((epochs <= 1000).sum()) for epochs in result.epochs]
    [91, 90]
    """
    return run_study(model if isinstance(model, Study) else Study(model, problem, **options))


def run_study(study: Study) -> StudyResult:
    """What comes of all starts of a study."""
    done: list[dict[Chunk, Outcomes]] = [{} for _ in study.cells]
    seconds = [0.0] * len(study.cells)
    failed = []
    for number, cell in enumerate(study.cells):
        for chunk in study.chunks_of(cell):
            began = process_time()
            try:
                done[number][chunk] = run_chunk(cell, chunk, study.seed)
            except Exception as error:
                failed.append(FailedChunk(number, chunk, f"{type(error).__name__}: {error}"))
            seconds[number] += process_time() - began
    whole = [_together(cells, study.starts) for cells in done]
    return StudyResult(
        study,
        tuple(outcomes.epochs for outcomes in whole),
        tuple(outcomes.loss for outcomes in whole),
        tuple(failed),
        tuple(seconds),
    )


def _together(done: dict[Chunk, Outcomes], n_starts: int) -> Outcomes:
    """The outcomes of chunks in the order of their starts, without those that were not asked for."""
    epochs, loss = [np.empty(0, np.uint16)], [np.empty(0, np.float32)]
    for chunk in sorted(done):
        wanted = slice(max(n_starts - chunk.first, 0))
        epochs.append(done[chunk].epochs[wanted])
        loss.append(done[chunk].loss[wanted])
    return Outcomes(np.concatenate(epochs), np.concatenate(loss))
