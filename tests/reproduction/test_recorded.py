"""What the full form found is kept beside the claims, as it was found."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from neurohistory.cli import app
from neurohistory.papers.block_1970 import PAPER
from neurohistory.process import entry_points
from neurohistory.reproduction import collection
from neurohistory.reproduction.claim import Claim, ClaimError, Reproduction, experiment
from neurohistory.reproduction.findings import Share, told
from neurohistory.reproduction.recorded import file_of, record, recorded
from neurohistory.reproduction.running import carry_out, judged
from neurohistory.work import Failed, Task, do

THERE = collection.collection().papers
CASES = [(name, run) for name, paper in THERE.items() for run in paper.experiments]


@pytest.mark.parametrize(("paper", "run"), CASES)
def test_each_experiment_has_a_record_of_its_full_form(paper: str, run: str) -> None:
    kept = recorded(paper)
    assert kept is not None
    assert run in kept.findings, f"make it with: neurohistory reproduce {paper} --record"


@pytest.mark.parametrize("paper", list(THERE))
def test_each_verdict_follows_from_the_record(paper: str) -> None:
    kept = recorded(paper)
    for claim in THERE[paper].claims:
        if claim.experiment:
            assert kept is not None
            assert judged(paper, claim, kept.findings[claim.experiment.name]).holds, claim.id


@pytest.mark.parametrize(("paper", "run"), CASES)
def test_where_chance_has_no_part_a_run_finds_what_is_recorded(paper: str, run: str) -> None:
    ours = THERE[paper].experiments[run]
    if ours.starts:
        return
    kept = recorded(paper)
    assert kept is not None
    found = ours()
    assert {key: told(each) for key, each in found.items()} == {
        key: told(each) for key, each in kept.findings[run].items()
    }


# A paper of somebody else's -----------------------------------------------------------------------

FINDINGS = {
    "number": 0.1 + 0.2,
    "whole": np.int64(3),
    "never": np.inf,
    "truth": np.True_,
    "words": "1 : 2 : 4",
    "share": Share(16, 20),
    "several": [1, 2.5],
    "starts": np.array([10.0, np.nan, 30.0]),
    "counts": np.array([1, 2, 3]),
}


@experiment("all kinds of findings", starts=3)
def kinds(starts: int, seed: int) -> dict[str, Any]:
    return FINDINGS


@experiment("it raises")
def raises(starts: int, seed: int) -> dict[str, Any]:
    raise RuntimeError("no such device")


THEIRS = Reproduction(
    paper=PAPER,
    about="A paper of somebody else's.",
    claims=(
        Claim(id="kinds.whole", says="A", place="p. 1", printed="3", experiment=kinds),
        Claim(id="kinds.words", says="B", place="p. 1", printed="1 : 2 : 4", experiment=kinds),
    ),
)
FAILING = Reproduction(
    paper=PAPER,
    about="Another one.",
    claims=(Claim(id="a.b", says="A", place="p. 1", printed="1", experiment=raises),),
)


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two papers whose claims seem to stand in a folder of the test's; the folder."""
    monkeypatch.setenv("NEUROHISTORY_CACHE", str(tmp_path / "cache"))
    found = [
        EntryPoint("kinds", f"{__name__}:THEIRS", collection.GROUP),
        EntryPoint("failing", f"{__name__}:FAILING", collection.GROUP),
    ]
    monkeypatch.setattr(entry_points, "brought", lambda group: [("x", each) for each in found])
    monkeypatch.setattr(EntryPoint, "load", lambda self: globals()[self.value.partition(":")[2]])
    monkeypatch.setattr(collection, "place_of", lambda name: tmp_path / "claims.py")
    monkeypatch.setattr("neurohistory.reproduction.recorded.do", in_this_process)
    return tmp_path


def in_this_process(tasks: Any, progress: Any, preload: Any) -> Any:
    """What `do` does, without processes, which would not know of the papers above."""
    work = do([])
    for task in tasks:
        assert isinstance(task, Task)
        answer = task.function(*task.arguments)
        if isinstance(answer, Failed):
            work.failures[task] = answer.reason
        else:
            work.answers[task] = answer
    return work


def test_findings_of_all_kinds_come_back_as_they_were(theirs: Path) -> None:
    (file,) = record(["kinds"])
    assert file == theirs / "recorded" / "kinds.json" == file_of("kinds")
    kept = recorded("kinds")
    assert kept is not None
    back = kept.findings["kinds"]
    assert back["number"] == FINDINGS["number"]  # to the last bit
    assert {key: told(each) for key, each in back.items()} == {
        key: told(each) for key, each in FINDINGS.items()
    }
    np.testing.assert_array_equal(back["starts"], FINDINGS["starts"])
    assert isinstance(back["share"], Share)
    assert back.effort == getattr(carry_out("kinds", "kinds", 3, 0), "effort", None)
    assert all(judged("kinds", claim, back).holds for claim in THEIRS.claims)
    assert (
        json.loads(file.read_text(), parse_constant=pytest.fail)["experiments"]["kinds"]["starts"] == 3
    )


def test_an_experiment_with_another_number_of_starts_has_no_record(theirs: Path) -> None:
    (file,) = record(["kinds"])
    file.write_text(file.read_text().replace('"starts": 3', '"starts": 4'))
    kept = recorded("kinds")
    assert kept is not None
    assert kept.findings == {}


def test_where_an_experiment_fails_nothing_is_written(theirs: Path) -> None:
    with pytest.raises(ClaimError, match=r"failing: raises: .*no such device; nothing was recorded"):
        record()
    assert not list((theirs / "recorded").iterdir())


def test_no_record_is_none_and_a_damaged_one_is_named(theirs: Path) -> None:
    assert recorded("kinds") is None
    (file,) = record(["kinds"])
    for damaged in ("", "[]", '{"on": "2026-12-02"}', file.read_text()[:-9]):
        file.write_text(damaged)
        with pytest.raises(ClaimError, match=r"is no record: .*neurohistory reproduce kinds --record"):
            recorded("kinds")


@pytest.mark.parametrize(
    "options", [["--quick"], ["--seed", "1"], ["--starts", "9"], ["--claim", "cover_1965.x"]]
)
def test_only_the_full_form_is_recorded(options: list[str]) -> None:
    ran = CliRunner().invoke(app, ["reproduce", "--record", *options])
    assert ran.exit_code == 2
