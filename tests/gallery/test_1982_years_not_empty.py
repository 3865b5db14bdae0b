"""The energy never rises, and a memory of a hundred units holds five things and not twenty."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.site.chapters import Chapter


def test_the_energy_never_rises(chapter: Chapter) -> None:
    assert all((np.diff(energies) <= 0).all() for energies in chapter.names["falls"])


def test_starts_of_ten_and_twenty_errors_end_in_the_same_valley(chapter: Chapter) -> None:
    things, T = chapter.names["things"], chapter.names["T"]
    valley = -things[0] @ T @ things[0] / 2
    assert [energies[-1] for energies in chapter.names["falls"][:2]] == pytest.approx([valley, valley])


def test_few_things_lie_still_and_many_do_not(chapter: Chapter) -> None:
    exact = [row["lie still, exactly"] for row in chapter.tables[0].rows]
    assert exact == sorted(exact, reverse=True)
    assert exact[0] > 0.95
    assert exact[-1] < 0.5


def test_three_pictures_lie_in_one_matrix(chapter: Chapter) -> None:
    small, matrix = chapter.names["small"], chapter.names["matrix"]
    agree = (small[:, :, None] == small[:, None, :]).sum(axis=0)
    assert (np.sign(matrix) == np.where(np.eye(9), 0, np.sign(agree - 1.5))).all()
