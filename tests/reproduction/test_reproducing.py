"""Claims run: by the command, through the door of third parties, and again from what was kept."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from neurohistory.cli import app
from neurohistory.papers.minsky_1969 import PAPER
from neurohistory.process import entry_points, streams
from neurohistory.process.interrupts import Interrupted
from neurohistory.process.sources import Witnessed
from neurohistory.reproduction import collection, running
from neurohistory.reproduction.bands import Band, Verdict
from neurohistory.reproduction.claim import Claim, ClaimError, Reproduction, experiment
from neurohistory.reproduction.findings import Share
from neurohistory.reproduction.running import carry_out, judged, reproduce
from neurohistory.work import Failed, Task, Work


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
        (["minsky_1969.box.order"], "is a claim and no paper; write --claim minsky_1969.box.order"),
        (["--claim", "minsky_1969"], "'minsky_1969' is a paper and no claim"),
        (["--claim", "xyz"], "no claim is called 'xyz'; a claim goes by its paper, a dot and its id"),
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


@experiment("its names are no texts")
def numbered(starts: int, seed: int) -> Any:
    return {1: 2}


@experiment("it ends the process")
def ends_us(starts: int, seed: int) -> Any:
    raise SystemExit(3)


class Unspeakable(str):
    def __str__(self) -> str:
        raise RuntimeError("not in words")


NONSENSE: dict[str, tuple[Any, str]] = {
    "none": (None, "a value of type NoneType; give a number"),
    "nan": (float("nan"), "nan is no number"),
    "complex": (1j, "a value of type complex"),
    "mapping": ({"a": 1}, "a value of type dict"),
    "function": (print, "a value of type builtin_function_or_method"),
    "table": (np.zeros((2, 2)), "an array of shape (2, 2)"),
    "no_start": (np.array([]), "an array of shape (0,)"),
    "masked": (np.ma.array([1.0, 2.0], mask=[False, True]), "put NaN where a start found nothing"),
    "words": (np.array(["a"]), "give it one number for each start"),
    "objects": (np.array([None, 1]), "and type object"),
    "share": (Share(3, 2), "3 of 2; give so many of so many"),
    "half_share": (Share(0.5, 2), "give it two whole numbers"),  # type: ignore[arg-type]
    "nested": ((1, (2, None)), "a value of type NoneType"),
    "half_letter": ("\ud800", "surrogates not allowed"),
    "unspeakable": (Unspeakable("a"), "not in words"),
}


@experiment("nonsense of every kind, and one finding")
def nonsense(starts: int, seed: int) -> dict[str, Any]:
    return {"sound": 1, **{name: value for name, (value, _) in NONSENSE.items()}}


class Biased(Band):
    """A band that judges in some wrong way."""

    def __init__(self, verdict: Any) -> None:
        self.reason, self.verdict = "none", verdict

    def judge(self, printed: str, found: Any) -> Any:
        if isinstance(self.verdict, BaseException):
            raise self.verdict
        return self.verdict


THEIRS = Reproduction(
    paper=PAPER,
    about="A paper of somebody else's.",
    claims=(
        Claim(id="a.b", says="A", place="p. 1", printed="1", experiment=raises),
        Claim(id="b.b", says="B", place="p. 1", printed="1", experiment=gives_nothing),
        Claim(id="c.b", says="C", place="p. 1", printed="1", experiment=numbered),
        Claim(id="d.b", says="D", place="p. 1", printed="1", experiment=ends_us),
        Claim(id="e.sound", says="E", place="p. 1", printed="1", experiment=nonsense),
        *(
            Claim(id=f"e.{name}", says="E", place="p. 1", printed="1", experiment=nonsense)
            for name in NONSENSE
        ),
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
        (
            "gives_nothing",
            "the experiment 'gives_nothing' gave a value of type int; let it give findings by name",
        ),
        ("numbered", "the experiment 'numbered' gave names that are no texts; make them texts"),
        ("ends_us", "let it raise an ordinary exception, such as ValueError"),
    ],
)
def test_an_experiment_that_fails_is_named(name: str, complaint: str) -> None:
    found = carry_out("theirs", name, 0, 0)
    assert isinstance(found, Failed)
    assert complaint in found.reason


@pytest.mark.usefixtures("entries")
def test_findings_that_are_nonsense_are_named_and_the_others_are_judged() -> None:
    found = carry_out("theirs", "nonsense", 0, 0)
    claims = {claim.id: claim for claim in THEIRS.claims}
    assert judged("theirs", claims["e.sound"], found).holds
    for name, (_, complaint) in NONSENSE.items():
        result = judged("theirs", claims[f"e.{name}"], found)
        assert f"the experiment 'nonsense' gave no finding as {name!r}" in result.failure
        assert complaint in result.failure
        assert not result.holds


@pytest.mark.parametrize(
    ("verdict", "complaint"),
    [
        (None, "its band gave no Judged"),
        (("reproduced", "exactly"), "its band gave no Judged"),
        (Verdict.REPRODUCED, "its band gave no Judged"),
        (KeyError("ink"), "KeyError: 'ink'"),
        (SystemExit(0), "let it raise an ordinary exception"),
    ],
)
def test_a_band_that_judges_nonsense_is_named(verdict: Any, complaint: str) -> None:
    claim = Claim(id="a.b", says="A", place="p. 1", printed="1", experiment=raises, band=Biased(verdict))
    assert complaint in judged("theirs", claim, {"b": 1}).failure


def test_a_name_that_is_taken_or_cannot_be_typed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    value = f"{__name__}:THEIRS"
    found = [
        ("rival", EntryPoint("minsky_1969", value, collection.GROUP)),
        ("rival", EntryPoint("two words", value, collection.GROUP)),
        ("rival", EntryPoint("a.b", value, collection.GROUP)),
        ("neurohistory", EntryPoint("minsky_1969", "neurohistory.claims.x:Y", collection.GROUP)),
    ]
    monkeypatch.setattr(entry_points, "brought", lambda group: found)
    told = "\n".join(map(str, collection.collection().left_out))
    assert "'minsky_1969' of package rival was left out: the name is taken" in told
    assert told.count("rename the entry point") == 3


def done_here(tasks: list[Task], *rest: Any) -> Work:
    """As `work.do`, in this process, which alone knows the claims of this file."""
    work = Work()
    for task in tasks:
        work.take(task, Witnessed(task.function(*task.arguments), frozenset()))
    return work


@pytest.mark.usefixtures("entries")
def test_failures_are_counted_and_named_a_line_each_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "do", done_here)
    ran = run("theirs")
    assert ran.exit_code == 1
    assert f"{len(THEIRS.claims)} claims: 1 reproduced, {len(THEIRS.claims) - 1} failed" in ran.stderr
    named = [line for line in ran.stderr.splitlines() if line.startswith("neurohistory: theirs.")]
    assert len(named) == len(THEIRS.claims) - 1
    rows = json.loads(run("theirs", "--format", "json").stdout)
    assert [row["claim"] for row in rows if row["holds"]] == ["theirs.e.sound"]
