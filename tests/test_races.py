"""Who is called ahead in a race, by times that are known."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
RACES = SimpleNamespace(**runpy.run_path(str(BENCHMARKS / "races.py")))
ROUNDS = 9


class Clock:
    """It stands still but for the contenders: each takes its seconds of a round."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def contender(self, name: str, seconds: Callable[[int], float], work: float = 1) -> Any:
        def one(round_number: int) -> Callable[[], float]:
            self.now += seconds(round_number)
            return self.score

        return RACES.Contender(name, one, work, goal=2.0)

    def score(self) -> float:
        self.now += 1000  # this is not to be counted
        return 0.5


def held(clock: Clock, *contenders: Any) -> list[list[str]]:
    race = RACES.Race("A race", "s", 1.0, "right", lambda: contenders, clock)
    *_, header, rule, ours, theirs, end = RACES.table(race, RACES.run(race, ROUNDS)).split("\n")
    assert header.count("|") == rule.count("|") == ours.count("|") == theirs.count("|")
    assert end == ""
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in (ours, theirs)]


def test_a_race_is_told_by_the_ratios_of_its_rounds_and_not_by_scores_or_the_first_run() -> None:
    clock = Clock()  # the machine is busier from round to round, and for both alike
    ours = clock.contender("ours", lambda r: 700.0 if r == 0 else 1.0 + r)
    theirs = clock.contender("theirs", lambda r: 1.0 if r == 0 else 30.0 * (1 + r), work=10)
    assert held(clock, ours, theirs) == [
        ["ours", "6", "", "", "", "", "700,000", "0.5"],
        ["theirs", "18", "3.00", "3.00 to 3.00", "ahead", "2.00", "1,000", "0.5"],
    ]


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ([2, 2, 2, 2, 2, 2, 2, 2, 0.5], "ahead"),  # one of nine may be luck
        ([2, 2, 2, 2, 2, 2, 2, 0.5, 0.5], "level"),  # the median is 2, and still
        ([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2], "behind"),
    ],
)
def test_the_whole_interval_must_be_on_one_side(times: list[float], said: str) -> None:
    clock = Clock()
    ours = clock.contender("ours", lambda r: 1.0)
    theirs = clock.contender("theirs", lambda r: times[r - 1] if r else 1.0)
    assert held(clock, ours, theirs)[1][4] == said


def test_five_rounds_are_too_few_to_say() -> None:
    assert RACES.verdict(RACES.ratio([2.0] * 5, [1.0] * 5)) == "too few rounds"
    assert RACES.verdict(RACES.ratio([2.0] * 6, [1.0] * 6)) == "ahead"


def test_a_race_that_is_not_there_is_named_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.setattr(sys, "argv", ["peers.py", "horses"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(BENCHMARKS / "peers.py"), run_name="__main__")
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "no race is called 'horses'" in said
    assert "Perceptron, digits, 10 epochs, cyclic" in said
