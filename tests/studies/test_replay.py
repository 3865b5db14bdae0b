"""Records: a study and a comparison come out again to the last bit, and what is altered is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neurohistory import compare, study
from neurohistory.problems import from_file
from neurohistory.report.rows import comparison_values
from neurohistory.report.text import json_text
from neurohistory.studies.record import read_record, study_of, study_values
from neurohistory.studies.replay import Replayed, replay
from neurohistory.studies.results import StudyResult
from neurohistory.studies.study import Study
from neurohistory.studies.table import study_curves, study_rows

GRID = {"learning_rate": [0.5], "hidden_layer_sizes": [(3,), (4, 3)], "activation": "tanh"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> StudyResult:
    asked = Study("backprop", "XOR", grid=GRID, starts=50, max_epochs=120, chunk=20, name="shapes")
    return study(asked, folder=tmp_path_factory.mktemp("runs") / "shapes")


@pytest.fixture(scope="module")
def values(found: StudyResult) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(json_text(study_values(found)))
    return content


def written(folder: Path, values: object) -> Path:
    path = folder / "record.json"
    path.write_text(json_text(values), encoding="utf-8")
    return path


def test_a_record_has_the_table_and_the_curves(
    found: StudyResult, values: dict[str, Any], tmp_path: Path
) -> None:
    record = read_record(written(tmp_path, values))
    assert record.rows == study_rows(found)
    for kept, made in zip(record.curves, study_curves(found), strict=True):
        assert kept is not None
        assert made is not None
        assert kept.last == made.last
        for name in ("epochs", "unsolved", "low", "high"):
            assert np.array_equal(getattr(kept, name), getattr(made, name))


def test_a_record_makes_the_same_study_again(found: StudyResult, values: dict[str, Any]) -> None:
    again = study_of(values)
    assert (again.name, again.starts) == ("shapes", 50)
    assert list(map(str, again.cells)) == [str(cell) for cell in found.study.cells]


def test_what_a_record_does_not_have_whole_is_told(found: StudyResult) -> None:
    from neurohistory.network.optimizers import Momentum

    asked = Study("backprop", "AND", grid={"optimizer": [Momentum(0.5)]}, starts=10, max_epochs=2)
    with pytest.raises(ValueError, match="optimizer"):
        study_of(study_values(study(asked)))


@pytest.mark.parametrize(("starts", "repeated"), [(None, 50), (10, 10), (11, 50), (5000, 50)])
def test_a_study_comes_out_again(
    values: dict[str, Any], tmp_path: Path, starts: int | None, repeated: int
) -> None:
    all_again = list(replay(written(tmp_path, values), starts=starts))
    assert [each.equal for each in all_again] == [True] * 2
    assert all(each.what.endswith(f": {repeated} starts") for each in all_again)


def test_to_repeat_no_start_is_refused_and_not_called_equal(
    values: dict[str, Any], tmp_path: Path
) -> None:
    for starts in (0, -5):
        with pytest.raises(ValueError, match=f"starts must be at least 1, not {starts}"):
            list(replay(written(tmp_path, values), starts=starts))


def test_a_cell_comes_out_again_by_its_number(values: dict[str, Any], tmp_path: Path) -> None:
    (second,) = replay(written(tmp_path, values), starts=10, cells=[1])
    assert "hidden_layer_sizes=(4, 3)" in second.what
    with pytest.raises(ValueError, match="no cell 2; the study has cells 0 to 1"):
        list(replay(written(tmp_path, values), cells=[2]))


def test_a_study_that_comes_out_otherwise_is_seen(values: dict[str, Any], tmp_path: Path) -> None:
    altered = json.loads(json.dumps(values))
    altered["study"]["seed"] = 1
    assert not any(each.equal for each in replay(written(tmp_path, altered), starts=10))


def test_a_run_folder_comes_out_again_and_one_altered_start_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Study("backprop", "XOR", grid=GRID, starts=40, max_epochs=60, chunk=20)
    study(asked, folder=tmp_path / "whole")
    assert [each.equal for each in replay(tmp_path / "whole")] == [True] * 2

    from neurohistory.studies import replay as module

    genuine = module._again

    def epoch_more(outcomes: Any) -> None:
        outcomes.epochs[3] += 1

    def epoch_less(outcomes: Any) -> None:
        outcomes.epochs[3] -= 1

    def loss_more(outcomes: Any) -> None:
        outcomes.loss[3] = np.nextafter(outcomes.loss[3], np.float32(np.inf))

    def loss_less(outcomes: Any) -> None:
        outcomes.loss[3] = np.nextafter(outcomes.loss[3], np.float32(0))

    for alter in (epoch_more, epoch_less, loss_more, loss_less):

        def other(cell: Any, chunks: Any, seed: int, alter: Any = alter) -> Any:
            outcomes = genuine(cell, chunks, seed)
            if chunks[0].first == 20:
                alter(outcomes)
            return outcomes

        monkeypatch.setattr(module, "_again", other)
        first = next(replay(tmp_path / "whole"))
        assert first.differences == ("20 starts from number 20 on end otherwise",)
        assert next(replay(tmp_path / "whole", starts=20)).equal


def comparison(**options: Any) -> dict[str, Any]:
    trials = compare(["perceptron", "logistic_unit:max_epochs=5"], **options)
    content: dict[str, Any] = json.loads(json_text(comparison_values(trials)))
    return content


def test_a_comparison_comes_out_again(tmp_path: Path) -> None:
    values = comparison(problems=["XOR", "moons"], starts=5, seed=3)
    assert [each.equal for each in replay(written(tmp_path, values))] == [True] * 4
    values["trials"][1]["updates"] += 1
    (differing,) = (each for each in replay(written(tmp_path, values)) if not each.equal)
    assert differing.what == "perceptron on moons"
    assert differing.differences[0].startswith("updates was ")


def test_the_problem_of_a_file_is_asked_for(tmp_path: Path) -> None:
    table = tmp_path / "flowers.csv"
    table.write_text("a,b,kind\n" + "".join(f"{n},{n % 5},{n // 10}\n" for n in range(20)))

    def own(seed: int, fraction: float | None) -> Any:
        return from_file(table, "kind", seed, fraction)

    values = comparison(problems=[own(0, 0.3)], starts=3)
    record = written(tmp_path, values)
    assert all(each.equal for each in replay(record, own=own))
    with pytest.raises(ValueError, match=r"'flowers'.*--data FILE --target COLUMN"):
        list(replay(record))


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    for content in ("[1, 2]", "{}", "no JSON"):
        (tmp_path / "some.json").write_text(content)
        with pytest.raises(ValueError, match=r"some\.json is no record"):
            list(replay(tmp_path / "some.json"))
        with pytest.raises(ValueError, match=r"some\.json is no record of a study"):
            read_record(tmp_path / "some.json")
    with pytest.raises(ValueError, match="is no run folder"):
        list(replay(tmp_path))
    with pytest.raises(ValueError, match="there is no "):
        list(replay(tmp_path / "nothing.json"))


def test_equal_means_without_a_difference() -> None:
    assert Replayed("one", ()).equal
    assert not Replayed("one", ("solved was 3, and is 4",)).equal
