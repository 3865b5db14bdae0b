"""What dies while the site is built is named; the rest goes on, and the exit code says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

PLUGIN = """
import os, signal
from typing import NamedTuple

import numpy as np

from neurohistory import Card, HistoricalClassifier
from neurohistory.card import Paper


class State(NamedTuple):
    weights: np.ndarray


def card(title, tex=""):
    paper = Paper(authors=("Author, A. N.",), title="Title", venue="Venue", year=2001)
    return Card(title=title, year=2001, people=("A. N. Author",), paper=paper, idea="An idea.",
                limit="A limit.", rule="w stays", rule_tex=tex)


class BadFormula(HistoricalClassifier):
    card = card("Bad formula", "\\\\frac{1")

    def start(self, X, target, n_starts, rng):
        return State(np.zeros((X.shape[1], n_starts)))

    def learn(self, state, X, target, rng):
        yield state

    def respond(self, state, X):
        return X @ state.weights


class Killed(BadFormula):
    card = card("Killed")

    def learn(self, state, X, target, rng):
        os.kill(os.getpid(), signal.SIGKILL)
        yield state


class Left(BadFormula):
    card = card("Left")

    def learn(self, state, X, target, rng):
        os._exit(0)
        yield state
"""

# Of the models, only those that this is about; the workers load them through their entry points.
BUILD = """
from neurohistory import catalog
from neurohistory.cli import main

entries = catalog._entries
wanted = ("mcculloch_pitts", "bad_formula", "killed", "left")
catalog._entries = lambda: ({name: entries()[0][name] for name in wanted}, [])
main(["gallery"])
"""


def test_the_dying_are_named_and_the_rest_is_built(tmp_path: Path) -> None:
    packages, folder = tmp_path / "packages", tmp_path / "work"
    about = packages / "dying-1.0.dist-info"
    about.mkdir(parents=True)
    folder.mkdir()
    (packages / "dying.py").write_text(PLUGIN)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: dying\nVersion: 1.0\n")
    doors = ["bad_formula = dying:BadFormula", "killed = dying:Killed", "left = dying:Left"]
    (about / "entry_points.txt").write_text("\n".join(["[neurohistory.models]", *doors, ""]))
    path = os.pathsep.join(filter(None, [str(packages), os.environ.get("PYTHONPATH", "")]))
    ran = subprocess.run(
        [sys.executable, "-c", BUILD],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "NEUROHISTORY_CACHE": str(tmp_path / "cache")},
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    ended = "its process ended with -9 before it was done"
    assert f"neurohistory: model killed: {ended}" in ran.stderr
    assert "neurohistory: model left: " in ran.stderr
    assert "neurohistory: models/bad_formula.md: bad formula" in ran.stderr
    site = folder / "site"
    for name in ("killed", "left", "bad_formula"):
        page = (site / "models" / f"{name}.html").read_text()
        assert "This could not be made" in page
    board = (site / "scoreboard.html").read_text()
    for name in ("mcculloch_pitts", "killed", "left", "bad_formula"):
        assert f'</span> <a href="models/{name}.html">' in board
    assert f"failed: {ended}" in board
    assert "verdict-" in board  # the rows of those that live
    listed = (site / "models" / "mcculloch_pitts.html").read_text()  # beside it, with their section
    assert "Bad formula" in listed
    assert "Killed" in listed
