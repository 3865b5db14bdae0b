"""Tables for a terminal: whole in 80 columns, and true about rules that learn all cases at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from neurohistory import AND, OR, XOR, Problem, Trial, load, run, trace
from neurohistory.report.rows import certainty, ends_of_batches, trial_row, trial_summary
from neurohistory.report.terminal import comparison_table, proof_table, trace_table
from neurohistory.runner import Comparison
from neurohistory.theory.separability import separate

pty = pytest.importorskip("pty")  # not on Windows
WIDTH = 80


Seen = Callable[..., tuple[str, int]]


@pytest.fixture
def seen_in_a_terminal(command: Callable[..., Any], tmp_path: Path) -> Seen:
    """What a command prints to a terminal of 80 columns, and its exit code."""
    import fcntl
    import struct
    import termios

    def seen(*arguments: str) -> tuple[str, int]:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDTH, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        environment["NO_COLOR"] = "1"

        def run_and_close() -> int:
            try:
                return int(command([*arguments], tmp_path, environment, os.ttyname(theirs)).returncode)
            finally:
                os.close(theirs)

        with ThreadPoolExecutor(1) as other:
            code = other.submit(run_and_close)
            shown = b"".join(pieces(ours))
            return re.sub(r"\x1b\[[\d;]*m|\r", "", shown.decode()), code.result()

    return seen


def pieces(terminal: int) -> Iterator[bytes]:
    """Read what is printed to a terminal until its other end is closed."""
    with suppress(OSError):  # how Linux says so
        while piece := os.read(terminal, 65536):
            yield piece
    os.close(terminal)


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["compare", "-n", "5"], ["mcculloch_pitts", "problem", "solved", "epochs", "agrees"]),
        (["compare", "svm", "backprop:hidden_layer_sizes=(8,)", "-p", "moons", "-n", "2"], ["unseen"]),
        (["trace", "perceptron", "AND"], ["shown", "bias", "w[0]", "w[1]", "-3*"]),
        (["trace", "adaline", "AND"], ["bias", "w[0]", "w[1]", "-0.0975*"]),
        (["trace", "backprop", "XOR"], ["largest change", "--format json"]),
        (["trace", "svm", "XOR"], ["together"]),
        (["gradient"], ["Theta1[0,0]", "difference"]),
        (["timeline"], ["mcculloch_pitts", "Warren S. McCulloch"]),
        (["show", "adaline"], ["BibTeX"]),
    ],
    ids=lambda value: "-".join(value[:3]),
)
def test_nothing_is_cut_in_a_terminal_of_80_columns(
    arguments: list[str], needed: list[str], seen_in_a_terminal: Seen
) -> None:
    shown, code = seen_in_a_terminal(*arguments)
    assert code == 0
    assert "…" not in shown
    assert max(map(len, shown.split("\n"))) <= WIDTH
    for word in needed:
        assert word in shown


def test_costs_are_left_out_one_after_the_other_where_room_is_short() -> None:
    from rich.console import Console

    comparison = Comparison([run("backprop", XOR, starts=2)], [])

    def columns(width: int) -> set[str]:
        console = Console(width=200, height=25)
        with console.capture() as caught:
            console.print(comparison_table(comparison, width))
        return set(caught.get().split("\n")[2].split())

    everything = columns(200)
    dispensable = ["ms", "updates", "weights", "loss", "certainty"]
    assert {*dispensable, "model", "problem", "solved", "epochs", "expected", "agrees"} == everything
    left_out = [everything - columns(width) for width in range(120, 30, -1)]
    for gone in left_out:
        assert gone == set(dispensable[: len(gone)])
    assert left_out[-1] == set(dispensable)


def lines_of(trials: list[Trial], width: int = 200) -> str:
    """The table of these trials as a terminal of that width shows it."""
    from rich.console import Console

    console = Console(width=width, height=25)
    with console.capture() as caught:
        console.print(comparison_table(Comparison(trials, []), width))
    return caught.get()


ALIKE, WIRED, CHANCE, PROVED = (
    run(model, gate, starts=20)
    for model, gate in (("svm:C=0.1", XOR), ("svm", XOR), ("backprop", XOR), ("perceptron", XOR))
)


@pytest.mark.parametrize(
    ("trial", "words", "measured"),
    [
        (
            ALIKE,
            "one run, always alike",
            {"starts": 1, "success_rate_low": None, "success_rate_high": None},
        ),
        (WIRED, "proved", {"starts": 1, "starts_differ": False, "epochs_lower_quartile": None}),
        (PROVED, "proved", {"starts": 20, "proved": True, "success_rate_low": None}),
        (CHANCE, "58%-92%", {"starts": 20, "proved": False, "expected": "depends on the start"}),
    ],
)
def test_how_certain_a_share_is(trial: Trial, words: str, measured: dict[str, object]) -> None:
    assert certainty(trial) == trial_summary(trial)["certainty"] == words
    assert trial_row(trial).items() >= measured.items()
    assert words in lines_of([trial])


def test_a_run_that_is_always_alike_has_no_median() -> None:
    assert trial_summary(WIRED)["epochs"] == "1"
    assert "(" in trial_summary(CHANCE)["epochs"]
    alone, mixed = lines_of([ALIKE, WIRED]), lines_of([ALIKE, CHANCE])
    for words in ("starts, seed", "median", "interval"):
        assert words not in alone
        assert words in mixed
    assert "one run each" in alone
    assert "20 starts, seed 0; one run where nothing is random" in mixed
    assert "1 start, seed 0" in lines_of([run("perceptron", XOR, starts=1)])


def test_a_narrow_terminal_has_shorter_words_for_the_same() -> None:
    wide, narrow = lines_of([ALIKE, CHANCE]), lines_of([ALIKE, CHANCE], 76)
    assert "depends on the start" in wide
    assert "depends: on the start" not in wide
    assert "one run, always alike" in wide
    assert "depends on the start" not in narrow
    assert "depends: on the start" in narrow
    assert " one run  " in narrow


def test_the_weights_of_an_epoch_learned_together_stand_in_its_last_line() -> None:
    cell = list(trace(load("mcculloch_pitts")(), AND.X, AND.target, rng=0))
    unit = list(trace(load("perceptron")(order="cyclic"), AND.X, AND.target, rng=0))
    assert ends_of_batches(cell) == [False, False, False, True] * (len(cell) // 4)
    assert all(ends_of_batches(unit))
    from rich.console import Console

    console = Console(width=200, height=25)
    with console.capture() as caught:
        console.print(trace_table(cell, "cell"))
    title, note, *lines = caught.get().split("\n")
    assert title == "cell"
    assert "learned together" in note
    first_epoch = [line.rstrip() for line in lines if line.startswith("    1 ")]
    assert len(first_epoch) == 4
    assert len({len(line) for line in first_epoch[:3]}) == 1  # they end with the error
    assert len(first_epoch[3]) > len(first_epoch[0])
    assert not any("*" in line for line in first_epoch[:3])


def test_the_first_weights_stand_above_those_that_follow() -> None:
    from rich.console import Console

    console = Console(width=200, height=25)
    with console.capture() as caught:
        console.print(trace_table(list(trace(load("perceptron")(), OR.X, OR.target, rng=0)), "unit"))
    lines = caught.get().split("\n")
    heading = next(line for line in lines if "bias" in line)
    start = next(line for line in lines if line.lstrip().startswith("start"))
    ends = [heading.index(name) + len(name) for name in ("bias", "w[0]", "w[1]")]
    assert [match.end() for match in re.finditer(r"[\d.-]+", start)] == pytest.approx(ends, abs=1)


@pytest.mark.parametrize(
    ("gate", "words"), [(OR, "a plane separates the 4"), (XOR, "these 4 of 4 examples cannot be parted")]
)
def test_a_proof_says_what_it_proves(gate: Problem, words: str) -> None:
    from rich.console import Console

    console = Console(width=200, height=25)
    with console.capture() as caught:
        console.print(proof_table(separate(gate.X, gate.target), gate.X, gate.target))
    assert words in caught.get()


def test_a_console_block_is_the_same_whenever_it_is_run() -> None:
    from neurohistory.site.consoles import console

    shown = console("neurohistory compare svm -p AND -n 2").markdown
    assert " ms" not in shown
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert " ms" not in console("neurohistory compare svm -p AND -n 2 -f markdown").markdown
