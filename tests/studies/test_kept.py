"""The studies that come with the package: their records are what comes out of their files."""

from __future__ import annotations

import pytest

from neurohistory import load
from neurohistory.studies.chunks import Chunk, run_chunk
from neurohistory.studies.descriptions import described
from neurohistory.studies.provenance import core_types, provenance
from neurohistory.studies.record import kept, read_record, study_of
from neurohistory.studies.replay import replay
from neurohistory.studies.study import Study

NAMES = sorted(path.stem for path in kept("xor_rates.toml").parent.glob("*.toml"))


def test_every_file_has_its_record_and_every_record_its_file() -> None:
    assert sorted(path.stem for path in kept("xor_rates.toml").parent.glob("*.json")) == NAMES
    with pytest.raises(ValueError, match=r"did you mean 'xor_rates\.toml'"):
        kept("xor_rate.toml")


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_that_of_its_file(name: str) -> None:
    asked, record = Study.from_file(kept(f"{name}.toml")), read_record(kept(f"{name}.json"))
    again = study_of(record.values)
    assert described(again) == described(asked)
    assert (again.name, again.starts, len(record.rows)) == (name, asked.starts, len(asked.cells))
    assert asked.starts >= 10_000
    assert record.values["failures"] == []


def test_a_record_says_the_version_of_the_package_that_a_model_comes_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "pytest" not in described(Study("perceptron"))["versions"]
    monkeypatch.setattr(type(load("perceptron")()), "__module__", "pytest.stranger")
    assert described(Study("perceptron"))["versions"]["pytest"] == pytest.__version__


@pytest.mark.parametrize("name", NAMES)
def test_the_first_thousand_starts_come_out_again(name: str) -> None:
    # Some cells of each; `neurohistory replay` repeats all of them.
    record = read_record(kept(f"{name}.json"))
    numbers = range(4, len(record.rows), 17)
    if set(record.values["cores"]) == core_types(provenance()):
        again = list(replay(kept(f"{name}.json"), starts=1000, cells=numbers))
        assert len(again) == len(numbers)
        assert [each for each in again if not each.equal] == []
        return
    for number in numbers:  # the last bit may differ, and with it what comes of a few starts
        found = run_chunk(study_of(record.values).cells[number], Chunk(100, 900), seed=0)
        rate = record.rows[number]["success_rate"]
        assert found.solved.mean() == pytest.approx(rate, abs=0.06)
