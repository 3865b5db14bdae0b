"""Ladders: one change a rung; those of the package are recorded, and their records come out again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from neurohistory.studies.ladder import (
    Ladder,
    climbed,
    kept_ladder,
    ladder_names,
    recorded_rows,
    rung_summary,
)

Command = Callable[..., tuple[int, str, str]]

OWN = """
problem = "AND"
starts = 20
[[rung]]
change = "in turn"
model = "perceptron:order=cyclic"
[[rung]]
change = "shuffled"
model = "perceptron"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    return path


@pytest.mark.parametrize("name", ladder_names())
def test_a_record_is_that_of_its_file(name: str) -> None:
    ladder, rows = kept_ladder(name), recorded_rows(name)
    told = [(row["change"], row["model"], row["problem"]) for row in rows]
    assert told == list(ladder.rungs)
    assert [row["rung"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["starts"] for row in rows} <= {ladder.starts, 1}  # one, where all are alike


@pytest.mark.parametrize(
    ("name", "rungs"),
    [("backprop", [0, 4, 7]), ("perceptron", [1, 3]), ("adaline", [0]), ("shaky", [1, 4]),
     ("hardware", [7, 19, 51])],
)  # fmt: skip
def test_some_rungs_come_out_again(name: str, rungs: list[int]) -> None:
    # All of them are repeated by `neurohistory ladder`.  Another processor may round in another way.
    ladder, rows = kept_ladder(name), recorded_rows(name)
    some = replace(ladder, rungs=tuple(ladder.rungs[n] for n in [*rungs, rungs[0] + 1][:4]), starts=60)
    for row, number in zip(climbed(some), rungs, strict=False):
        assert row["success_rate"] == pytest.approx(rows[number]["success_rate"], abs=0.2)
        if row["unseen"] is not None:
            assert row["unseen"] == pytest.approx(rows[number]["unseen"], abs=0.03)


def test_hardware_puts_each_machine_on_each_part_after_the_machine_itself() -> None:
    rungs = kept_ladder("hardware").rungs
    assert rungs[0].model == "mark_i"
    assert rungs[1] == ("Mark I, step=0.001", "mark_i@step=0.001", "AND")
    assert len(rungs) % 5 == 0


def test_a_file_gives_a_row_for_each_rung(command: Command, own: Path) -> None:
    code, out, err = command("ladder", own, "-f", "csv", "--seed", 3)
    assert (code, out.count("\n")) == (0, 3), err
    assert out.splitlines()[0].startswith("rung,change,model,problem,starts,solved,success_rate")
    assert command("ladder", own, "-f", "csv", "--seed", 3)[1] == out
    code, out, err = command("ladder", own, "--starts", 5)
    assert "AND, 5 starts for each rung, seed 0" in err
    values = json.loads(command("ladder", own, "-f", "json")[1])
    assert values["ladder"]["starts"] == 20
    assert len(values["rows"]) == 2


def test_a_rung_in_few_words() -> None:
    words = rung_summary(recorded_rows("backprop")[0])
    assert words["solved"].endswith("%")
    assert list(words) == ["rung", "change", "solved", "certainty", "epochs"]
    assert list(rung_summary(recorded_rows("deep")[0])) == ["rung", "change", "starts", "unseen"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"problem": "ANDD"}, "no problem is called 'ANDD'"),
        ({"problem": None}, "rung 1 needs a problem"),
        ({"rung": []}, "needs two rungs at least"),
        ({"rung": None}, "write \\[\\[rung\\]\\]"),
        ({"rung": [{"change": "a", "model": "adaline"}] * 2}, "changes nothing: adaline"),
        ({"rung": [{"change": "a", "model": "adalin"}, {"change": "b", "model": "svm"}]}, "'adaline'"),
        ({"rung": [{"change": "a"}]}, "rung 1 needs a model"),
        ({"starts": 0}, "starts must be at least 1"),
        ({"stats": 3}, "did you mean 'starts'"),
        ({"hardware": {"stp": [0.1]}}, "did you mean 'step'"),
        ({"hardware": {"step": 0.1}}, "step of hardware must be a list of values, not 0.1"),
    ],
)
def test_what_is_no_ladder_is_refused_by_name(changed: dict[str, Any], said: str) -> None:
    rungs = [{"change": "a", "model": "adaline"}, {"change": "b", "model": "perceptron"}]
    given = {"name": "own", "problem": "AND", "rung": rungs} | changed
    with pytest.raises((ValueError, TypeError), match=said):
        Ladder.from_dict({key: value for key, value in given.items() if value is not None})


def test_a_command_names_the_file_or_the_nearest_ladder(command: Command, tmp_path: Path) -> None:
    code, _, err = command("ladder", "adalin")
    assert (code, "did you mean 'adaline'" in err, "Traceback" in err) == (2, True, False)
    bad = tmp_path / "bad.toml"
    bad.write_text("problem = ")
    code, _, err = command("ladder", bad)
    assert (code, "bad.toml cannot be read as TOML" in err, "Traceback" in err) == (2, True, False)
    assert "write lines such as starts = 1000" in err
