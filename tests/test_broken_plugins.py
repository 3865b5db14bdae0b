"""Plug-ins that are broken: named once and clearly, no traceback, and all else works."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

# A plug-in that keeps the contract; its broken sisters below differ from it in one point.
SOUND = """
from typing import NamedTuple

import numpy as np

from neurohistory import Card, HistoricalClassifier
from neurohistory.card import Paper


class State(NamedTuple):
    weights: np.ndarray


class Sound(HistoricalClassifier):
    card = Card(
        title="A sound plug-in",
        year=2001,
        people=("A. N. Author",),
        paper=Paper(authors=("Author, A. N.",), title="Title", venue="Venue", year=2001),
        idea="An idea.",
        limit="A limit.",
        rule="w stays",
    )

    def start(self, X, target, n_starts, rng):
        return State(np.zeros((X.shape[1], n_starts)))

    def learn(self, state, X, target, rng):
        yield state

    def respond(self, state, X):
        return X @ state.weights


"""

# By entry point: the source, and what is said about it.
# These are seen when the class is loaded, so the timeline leaves them out ...
LEFT_OUT = {
    "fails_at_import": ("raise RuntimeError('no such device')\n", "RuntimeError: no such device"),
    "exits_at_import": ("raise SystemExit(3)\n", "SystemExit: 3"),
    "misspelled": ("def start(:\n", "SyntaxError: invalid syntax"),
    "no_model": ("class Model:\n    pass\n", "is not a class derived from HistoricalClassifier"),
    "without_card": (SOUND + "class Model(Sound):\n    card = None\n", "has no card"),
    "year_in_words": (
        SOUND + "from dataclasses import replace\n\n"
        "class Model(Sound):\n    card = replace(Sound.card, year='2001')\n",
        "the year on its card is '2001'",
    ),
    "title_is_a_number": (
        SOUND + "from dataclasses import replace\n\n"
        "class Model(Sound):\n    card = replace(Sound.card, title=5)\n",
        "title on its card is 5; make it a text",
    ),
    "unknown_kind": (
        SOUND + "from dataclasses import replace\n\n"
        "class Model(Sound):\n"
        "    card = replace(\n        Sound.card,\n        kind='sampler',\n    )\n",
        "'coding'; did you mean 'sampling'? (",
    ),
    "paper_is_none": (
        SOUND + "from dataclasses import replace\n\n"
        "class Model(Sound):\n    card = replace(Sound.card, paper=None)\n",
        "paper on its card is None; make it a neurohistory.card.Paper",
    ),
    "abstract": (
        SOUND + "class Model(HistoricalClassifier):\n    card = Sound.card\n",
        "Can't instantiate abstract class",
    ),
    "in_the_old_form": (
        SOUND + "class Model(Sound):\n    def __init__(self, rate=1.0):\n        self.rate = rate\n",
        "Model writes __init__; make each parameter a field of the class body, such as `learning_rate",
    ),
    "refuses_itself": (
        SOUND + "class Model(Sound):\n"
        "    def check_parameters(self):\n        raise ValueError('not like this')\n",
        "not like this",
    ),
}
# ... and these when they are run.
FAILING = {
    "learn_raises": (
        SOUND + "class Model(Sound):\n"
        "    def learn(self, state, X, target, rng):\n        raise KeyError('ink')\n        yield\n",
        "KeyError: 'ink'",
    ),
    "learn_exits": (
        SOUND + "class Model(Sound):\n"
        "    def learn(self, state, X, target, rng):\n        raise SystemExit(0)\n        yield\n",
        "Model.learn raised SystemExit: 0",
    ),
    "learn_ends_the_process": (
        SOUND + "import os\n\nclass Model(Sound):\n"
        "    def learn(self, state, X, target, rng):\n        os._exit(0)\n        yield\n",
        "Model.learn raised SystemExit: 0",
    ),
    "spoils_the_examples": (
        SOUND + "class Model(Sound):\n    def learn(self, state, X, target, rng):\n"
        "        X -= X.mean(axis=0)\n        yield state\n",
        "Model.learn writes into an array that is not its own",
    ),
    "learn_gives_nan": (
        SOUND + "class Model(Sound):\n    def learn(self, state, X, target, rng):\n"
        "        yield State(state.weights * np.nan)\n",
        "diverged in epoch 1",
    ),
    "start_gives_nan": (
        SOUND + "class Model(Sound):\n    def start(self, X, target, n_starts, rng):\n"
        "        return State(np.full((X.shape[1], n_starts), np.nan))\n",
        "diverged in epoch",
    ),
    "start_first": (
        SOUND + "class Model(Sound):\n    def respond(self, state, X):\n"
        "        return (X @ state.weights).T\n",
        "respond gives shape",
    ),
    "one_answer_for_all": (
        SOUND + "class Model(Sound):\n    def respond(self, state, X):\n"
        "        return (X @ state.weights).sum(axis=0)\n",
        "respond gives shape",
    ),
    "no_arrays": (
        SOUND + "class Model(Sound):\n    def start(self, X, target, n_starts, rng):\n"
        "        return State(1.0)\n    def respond(self, state, X):\n"
        "        return np.zeros((len(X), 5))\n",
        "make it an array, or a Python whole number",
    ),
    "expects_a_word": (
        SOUND + "class Model(Sound):\n    def expectation(self, X, target):\n        return 'yes'\n",
        "it must give an Expectation",
    ),
}
USURPER = "takes_a_name"  # claims the name `perceptron`
OURS = [
    "mcculloch_pitts",
    "logistic_unit",
    "perceptron",
    "adaline",
    "minsky_papert",
    "backprop",
    "svm",
]


@dataclass
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    complaints: list[str]

    def about(self, word: str) -> list[str]:
        return [line for line in self.complaints if word in line]


@dataclass
class Installation:
    """Distributions on disk, and an empty folder to work in."""

    packages: Path
    folder: Path
    kept: Path
    command: Callable[..., subprocess.CompletedProcess[str]]

    def install(self, distribution: str, name: str, source: str) -> None:
        module = f"module_of_{distribution}"
        (self.packages / f"{module}.py").write_text(source, encoding="utf-8")
        about = self.packages / f"{distribution}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[neurohistory.models]\n{name} = {module}:Model\n")

    def environment(self) -> dict[str, str]:
        path = [str(self.packages), os.environ.get("PYTHONPATH", "")]
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, path)),
            "PYTHONIOENCODING": "utf-8",
            "NEUROHISTORY_CACHE": str(self.kept),
            "NO_COLOR": "1",
        }

    def run(self, *arguments: str) -> Ran:
        ran = self.command([*arguments], self.folder, self.environment())
        assert "Traceback" not in ran.stdout + ran.stderr, ran.stderr
        return Ran(ran.returncode, ran.stdout, ran.stderr.splitlines())


@pytest.fixture(scope="module")
def shop(
    tmp_path_factory: pytest.TempPathFactory,
    kept: Path,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> Installation:
    """All broken plug-ins at once, and a sound one between them."""
    made = Installation(
        tmp_path_factory.mktemp("packages"), tmp_path_factory.mktemp("work"), kept, command
    )
    for name, (source, _) in {**LEFT_OUT, **FAILING}.items():
        made.install(f"maker_of_{name}", name, source)
    made.install(USURPER, "perceptron", SOUND + "class Model(Sound):\n    pass\n")
    made.install("maker_of_sound", "sound", SOUND + "class Model(Sound):\n    pass\n")
    return made


@pytest.fixture(scope="module")
def timeline(shop: Installation) -> Ran:
    return shop.run("timeline", "--format", "json")


@pytest.fixture(scope="module")
def comparison(shop: Installation) -> Ran:
    return shop.run("compare", "--starts", "5", "--format", "json")


@pytest.fixture(scope="module")
def gallery(shop: Installation) -> Ran:
    return shop.run("gallery")


def check_what_was_left_out(ran: Ran) -> None:
    for name, (_, reason) in LEFT_OUT.items():
        (complaint,) = ran.about(repr(name))
        assert complaint.startswith(
            f"neurohistory: model {name!r} of package maker_of_{name} was left out: "
        )
        assert reason in complaint
    (complaint,) = ran.about(repr("unknown_kind"))
    line = LEFT_OUT["unknown_kind"][0].splitlines().index("        kind='sampler',") + 1
    assert complaint.endswith(f"module_of_maker_of_unknown_kind.py, line {line})")
    (complaint,) = ran.about(USURPER)
    assert complaint == (
        f"neurohistory: model 'perceptron' of package {USURPER} was left out: "
        "the name is taken by package neurohistory; rename the entry point"
    )


def test_the_timeline_names_what_it_leaves_out_and_has_the_rest(timeline: Ran) -> None:
    assert timeline.code == 0
    check_what_was_left_out(timeline)
    assert len(timeline.complaints) == len(LEFT_OUT) + 1
    names = [model["name"] for model in json.loads(timeline.out)]
    assert set(names) >= {*OURS, "sound", *FAILING}
    assert not set(names) & set(LEFT_OUT)


def test_the_comparison_names_what_it_leaves_out_and_what_fails(comparison: Ran) -> None:
    assert comparison.code == 1
    check_what_was_left_out(comparison)
    for name, (_, reason) in FAILING.items():
        complaints = comparison.about(f"{name} on ")
        assert [line.split(" failed: ")[0] for line in complaints] == [
            f"neurohistory: {name} on {gate}" for gate in ("AND", "OR", "XOR")
        ]
        assert all(reason in line for line in complaints)
    assert len(comparison.complaints) == len(LEFT_OUT) + 1 + 3 * len(FAILING)


def test_the_comparison_has_all_models_that_work(comparison: Ran) -> None:
    compared = json.loads(comparison.out)
    trials = {(trial["model"], trial["problem"]) for trial in compared["trials"]}
    assert trials >= {(name, gate) for name in [*OURS, "sound"] for gate in ("AND", "OR", "XOR")}
    assert not {name for name, _ in trials} & {*LEFT_OUT, *FAILING}
    assert {failure["label"] for failure in compared["failures"]} == set(FAILING)
    agreed = {trial["agrees"] for trial in compared["trials"] if trial["model"] in OURS}
    assert False not in agreed
    perceptron = [trial for trial in compared["trials"] if trial["model"] == "perceptron"]
    assert perceptron[0]["year"] == 1958  # ours


# One learner; as many learners as cases.
@pytest.mark.parametrize(
    ("name", "starts"),
    [("start_first", "1"), ("one_answer_for_all", "1"), ("one_answer_for_all", "4")],
)
def test_a_wrong_shape_is_found_even_where_numpy_could_make_do(
    shop: Installation, name: str, starts: str
) -> None:
    ran = shop.run("compare", name, "perceptron", "--problem", "AND", "--starts", starts)
    assert ran.code == 1
    (complaint,) = ran.complaints
    assert complaint.startswith(f"neurohistory: {name} on AND failed: ")
    assert f"where (4, {starts}) is due" in complaint


def test_the_gallery_names_what_it_leaves_out_and_what_fails(gallery: Ran) -> None:
    assert gallery.code == 1  # it is there, but not all of it
    assert "pages are ready" in gallery.out
    check_what_was_left_out(gallery)
    for name, (_, reason) in FAILING.items():
        (complaint,) = gallery.about(name)
        assert complaint.startswith(f"neurohistory: model {name}: ")
        assert reason in complaint
    assert len(gallery.complaints) == len(LEFT_OUT) + 1 + len(FAILING)


def test_the_gallery_has_the_pages_of_all_models_that_work(shop: Installation, gallery: Ran) -> None:
    pages = shop.folder / "site" / "models"
    for name in [*OURS, "sound"]:
        assert (pages / "figures" / f"{name}-regions.svg").is_file()
        assert "could not be made" not in (pages / f"{name}.html").read_text(encoding="utf-8")
    assert "Frank Rosenblatt" in (pages / "perceptron.html").read_text(encoding="utf-8")
    for name in FAILING:
        assert "could not be made" in (pages / f"{name}.html").read_text(encoding="utf-8")
    for name in LEFT_OUT:
        assert not (pages / f"{name}.html").exists()
    board = (pages.parent / "scoreboard.html").read_text(encoding="utf-8")
    for name in [*OURS, "sound"]:
        assert f'</span> <a href="models/{name}.html">' in board


@pytest.mark.parametrize(
    ("name", "asked"),
    [*((name, ["compare"]) for name in LEFT_OUT), ("no_model", ["show"]), ("no_model", ["trace"])],
)
def test_asking_for_a_broken_one_by_name_says_package_and_reason(
    shop: Installation, name: str, asked: list[str]
) -> None:
    ran = shop.run(*asked, name, *(["AND"] if asked == ["trace"] else []))
    assert ran.code == 2
    assert ran.out == ""
    (complaint,) = ran.complaints
    assert complaint.startswith(f"neurohistory: model {name!r} of package maker_of_{name} is broken: ")
    assert LEFT_OUT[name][1] in complaint


@pytest.mark.parametrize("name", [name for name in FAILING if name != "expects_a_word"])
def test_tracing_one_that_fails_says_so_in_one_line(shop: Installation, name: str) -> None:
    ran = shop.run("trace", name, "AND")
    assert ran.code == 1
    (complaint,) = ran.complaints
    assert name in complaint
    assert FAILING[name][1] in complaint


def test_the_name_that_was_claimed_twice_is_still_ours(shop: Installation) -> None:
    ran = shop.run("show", "perceptron")
    assert (ran.code, ran.complaints) == (0, [])
    assert "Frank Rosenblatt" in ran.out


WAITS = (
    SOUND
    + """
import sys
import time


class Model(Sound):
    def learn(self, state, X, target, rng):
        print("learning", file=sys.stderr, flush=True)
        time.sleep(60)
        yield state
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_interrupted_is_named(
    tmp_path: Path, number: signal.Signals, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    shop = Installation(tmp_path, tmp_path, tmp_path / "kept", command)
    shop.install("maker_of_waits", "waits", WAITS)
    waiting = [sys.executable, "-m", "neurohistory", "compare", "perceptron", "waits", "-p", "AND"]
    with subprocess.Popen(
        waiting, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=shop.environment()
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "learning\n"
        running.send_signal(number)
        out, error = running.communicate(timeout=120)
    assert running.returncode == 128 + number
    assert out == ""
    assert error == "neurohistory: interrupted in Model.learn while waits ran on AND\n"


SHOUTS = (
    "print('hello')\nimport atexit, os, threading, time\nos.write(1, b'hello\\n')\n"
    + SOUND
    + """
class Model(Sound):
    def learn(self, state, X, target, rng):
        print("hello")
        os.write(1, b"hello\\n")
        os.system("echo hello")
        atexit.register(print, "hello")
        threading.Thread(target=goes_on).start()
        yield state


def goes_on():
    while True:
        os.write(1, b"hello\\n")
        time.sleep(0.01)
"""
)


@pytest.mark.parametrize("asked", ["compare", "trace"])
def test_what_a_plugin_prints_by_any_way_is_not_in_the_results(
    tmp_path: Path, asked: str, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    shop = Installation(tmp_path, tmp_path, tmp_path / "kept", command)
    shop.install("maker_of_shouts", "shouts", SHOUTS)
    ran = shop.run(asked, "shouts", *(["AND"] if asked == "trace" else []), "--format", "json")
    assert ran.code == 0
    json.loads(ran.out)
    # Its thread and its subprocesses write at once, so that lines may run into each other.
    words = "".join(ran.complaints)
    assert words
    assert words == "hello" * words.count("hello")
