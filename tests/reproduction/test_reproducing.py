"""Claims run: by the command, through the door of third parties, and again from what was kept."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from neurohistory.cli import app
from neurohistory.papers.minsky_1969 import PAPER
from neurohistory.process import entry_points, streams
from neurohistory.process.interrupts import Interrupted
from neurohistory.reproduction import collection
from neurohistory.reproduction.claim import Claim, ClaimError, Reproduction, experiment
from neurohistory.reproduction.running import carry_out, reproduce
from neurohistory.work import Failed


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUROHISTORY_CACHE", str(tmp_path))


def run(*arguments: str) -> Any:
    ran = CliRunner().invoke(app, ["reproduce", *arguments])
    streams.give_back()
    return ran


def test_a_claim_alone_says_how_to_repeat_it() -> None:
    ran = run("--claim", "minsky_1969.taught.xor_by_order_2", "--starts", "5", "--format", "json")
    assert ran.exit_code == 0
    (row,) = json.loads(ran.stdout)
    assert (row["printed"], row["ours"], row["verdict"]) == ("yes", "yes", "reproduced")
    again = row["command"].split()[2:]
    assert run(*again, "--format", "json").stdout == ran.stdout


def test_every_format_has_every_claim() -> None:
    chosen = ("--claim", "minsky_1969.parity.order_2", "--claim", "minsky_1969.box.many")
    csv = run(*chosen, "--format", "csv").stdout.splitlines()
    assert csv[0].startswith("claim,says,place,printed,ours,verdict,recorded,holds")
    assert len(csv) == 3
    table = run(*chosen)
    assert "minsky_1969.box.many" in table.stdout
    assert "2 claims: 1 reproduced, 1 not testable here" in table.stderr
    assert run(*chosen, "--format", "markdown").stdout.count("\n") == 4


def test_the_cost_is_a_table_of_runs_and_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = ("novikoff_1962", "--quick", "--cost", "--format", "csv")
    first = run(*chosen).stdout
    monkeypatch.delenv("NEUROHISTORY_CACHE")  # and run anew
    monkeypatch.setattr("neurohistory.reproduction.running.find_spec", lambda name: None)
    assert run(*chosen).stdout == first
    assert first.splitlines() == [
        "run,claims,starts,presentations,updates,multiply_adds,parameters,then",
        "novikoff_1962.bound_of_and,4,0,12,3,45,3,",
        "novikoff_1962.bounds,1,40,12640,1526,76892,7,",
    ]


def test_seconds_are_told_beside_the_table() -> None:
    ran = run("--claim", "novikoff_1962.bound_of_and.corrections", "--cost")
    assert "novikoff_1962.bound_of_and" in ran.stdout
    assert "seconds" not in ran.stdout
    assert "seconds of the processor when they were run" in ran.stderr


def test_what_nobody_runs_costs_nothing() -> None:
    ran = run("--claim", "minsky_1969.box.many", "--cost")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "seconds" not in ran.stderr
    assert run("--claim", "minsky_1969.box.many", "--cost", "-f", "json").stdout.strip() == "[]"


def test_a_claim_tells_what_its_run_costs() -> None:
    (row,) = json.loads(run("--claim", "novikoff_1962.bound_of_and.corrections", "-f", "json").stdout)
    assert (row["presentations"], row["updates"]) == (12, 3)
    assert (row["multiply_adds"], row["parameters"]) == (45, 3)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["minsky_1968"], "no paper is called 'minsky_1968'; did you mean 'minsky_1969'"),
        (["nobody"], "no paper is called 'nobody'; there are"),
        (["--claim", "minsky_1969.parity.order_9"], "did you mean 'minsky_1969.parity.order_"),
        (["minsky_1969", "--starts", "0"], "starts must be at least 1, not 0"),
    ],
)
def test_unknown_words_and_no_starts_are_refused(arguments: list[str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):  # the command says so in one line, and ends with 2
        CliRunner().invoke(app, ["reproduce", *arguments], catch_exceptions=False)


def test_what_was_finished_before_an_interruption_is_not_run_again() -> None:
    chosen = ["minsky_1969.box.order", "minsky_1969.parity.order_1"]

    def stop(done: int, total: int) -> None:
        if done:
            raise Interrupted(2)

    with pytest.raises(Interrupted):
        reproduce(claims=chosen, progress=stop)
    seen: list[tuple[int, int]] = []
    reproduce(claims=chosen, progress=lambda done, total: seen.append((done, total)))
    assert seen[0][0] >= 1
    assert seen[-1] == (2, 2)


# The door of third parties ------------------------------------------------------------------------


@experiment("it raises")
def raises(starts: int, seed: int) -> dict[str, object]:
    raise RuntimeError("no such device")


@experiment("it gives no mapping")
def gives_nothing(starts: int, seed: int) -> Any:
    return 3


THEIRS = Reproduction(
    paper=PAPER,
    about="A paper of somebody else's.",
    claims=(
        Claim(id="a.b", says="A", place="p. 1", printed="1", experiment=raises),
        Claim(id="b.b", says="B", place="p. 1", printed="1", experiment=gives_nothing),
    ),
)


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        EntryPoint("theirs", f"{__name__}:THEIRS", collection.GROUP),
        EntryPoint("broken", "no_such_module:X", collection.GROUP),
        EntryPoint("wrong", f"{__name__}:PAPER", collection.GROUP),
    ]
    monkeypatch.setattr(entry_points, "brought", lambda group: [("unknown", each) for each in found])
    monkeypatch.setattr(EntryPoint, "load", lambda self: _load(self.value))


def _load(value: str) -> object:
    module, _, name = value.partition(":")
    if module != __name__:
        raise ModuleNotFoundError(f"No module named {module!r}")
    return globals()[name]


@pytest.mark.usefixtures("entries")
def test_papers_that_cannot_be_read_are_named_and_the_rest_goes_on() -> None:
    found = collection.collection()
    assert list(found.papers) == ["theirs"]
    broken, wrong = sorted(map(str, found.left_out))
    assert "paper 'broken' of package unknown was left out" in broken
    assert "No module named 'no_such_module'" in broken
    assert "is no neurohistory.reproduction.claim.Reproduction" in wrong
    with pytest.raises(ClaimError, match="did you mean 'theirs'"):
        collection.load("their")


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("raises", "the experiment 'raises' raised RuntimeError: no such device"),
        ("gives_nothing", "the experiment 'gives_nothing' gave 3; let it give findings by name"),
    ],
)
def test_an_experiment_that_fails_is_named(name: str, complaint: str) -> None:
    found = carry_out("theirs", name, 0, 0)
    assert isinstance(found, Failed)
    assert found.reason == complaint
