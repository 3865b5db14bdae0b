"""What several tests of the exact method share."""

from __future__ import annotations

import pytest

from neurohistory.theory.exact import Alternative, alternative


@pytest.fixture
def rows_left(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many examples each call of the exact method is given, as it goes on."""
    given: list[int] = []

    def counted(rows: list[list[int]], costs: list[int], effort: int) -> Alternative:
        given.append(len(rows))
        return alternative(rows, costs, effort)

    monkeypatch.setattr("neurohistory.theory.separability.alternative", counted)
    return given
