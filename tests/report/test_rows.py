from __future__ import annotations

import numpy as np

from neurohistory.report.rows import epoch_rows


def test_epochs_of_a_study_count_the_starts_that_never_arrive() -> None:
    quick, slow, never = epoch_rows(
        {"quick": [1, 2, 3, 4], "slow": [5, np.nan, 6, np.nan], "never": np.full(8, np.nan)}
    )
    assert quick == {
        "starts": "quick", "lower quartile": 1, "median": 2, "upper quartile": 3, "arrived": 1
    }  # fmt: skip
    assert (slow["lower quartile"], slow["median"], slow["upper quartile"]) == (5, 6, None)
    assert slow["arrived"] == 0.5
    assert (never["median"], never["arrived"]) == (None, 0)
