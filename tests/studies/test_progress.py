"""How far a study has come, and how long the rest of it takes."""

from __future__ import annotations

import numpy as np

from neurohistory.outcomes import Outcomes
from neurohistory.studies.chunks import Chunk
from neurohistory.studies.jobs import Done
from neurohistory.studies.progress import Watch


def test_a_chunk_that_failed_is_not_waited_for() -> None:
    watch = Watch(all_starts=200)
    outcomes = Outcomes(np.zeros(100, np.uint16), np.zeros(100, np.float32))
    watch.saw(Done(0, Chunk(0, 100), outcomes, 1.0))
    so_far = watch.saw(Done(0, Chunk(100, 100), None, 0.0, "its worker died"))
    assert (so_far.starts, so_far.failed, so_far.left) == (100, 1, 0.0)
