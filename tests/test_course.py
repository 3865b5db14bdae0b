"""The course's table: no row, page or test is missing; and what no other test holds, by small runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory import XOR, Problem, get_problem, run
from neurohistory.problems.variants import fewer, mislabelled
from neurohistory.site.answers import answers_to

ROOT = Path(__file__).parents[1]
COUNTS = {"A": 7, "B": 4, "C": 6, "D": 3, "E": 7, "F": 5}
ROWS = [*(f"{group}{n}" for group, count in COUNTS.items() for n in range(1, count + 1)), "G"]
MODERN = "activation=tanh,cost=cross_entropy,optimizer=adam,learning_rate=0.03"


def rows(page: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of a page's tables: the row, and its cells."""
    for line in (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines():
        row, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[A-G]\d*", row):
            yield row, cells


TABLE = dict(rows("course.md"))
TESTS = dict(rows("course_tests.md"))


@cache
def functions(path: Path) -> set[str]:
    """The functions that a file defines at its top level."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef)}


# The table ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["course.md", "course_tests.md"])
def test_every_row_is_there_once_and_in_order(page: str) -> None:
    assert [row for row, _ in rows(page)] == ROWS


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_page_that_is_there(row: str) -> None:
    said, minutes, pages, _ = TABLE[row]
    assert said
    assert 5 <= int(minutes) <= 45
    links = re.findall(r"\]\(([^)#]+)(?:#[\w-]+)?\)", pages)
    assert any(link.startswith(("story/", "course/")) for link in links)
    sources = {"story": "gallery", "course": "gallery/course", "models": "neurohistory/models"}
    for link in links:
        section, _, page = link.rpartition("/")
        if section:
            assert (ROOT / sources[section] / page).with_suffix(".py").exists(), link
        else:
            assert (ROOT / "docs" / page).exists(), link


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_exercises_that_have_answers(row: str) -> None:
    found = re.fullmatch(r"\[(.+)\]\((story|course)/(\w+)\.md#try-it\)", TABLE[row][3])
    assert found, row
    folder = ROOT / "gallery" / ("course" if found[2] == "course" else "")
    assert set(map(int, found[1].split(", "))) <= {*answers_to(folder / f"{found[3]}.py")}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_test_that_is_there(row: str) -> None:
    named = re.findall(r"`([^`]+)`", TESTS[row][0])
    assert named
    for test in named:
        path, _, function = test.partition("::")
        assert function.startswith("test_"), test
        assert function in functions(ROOT / path), test


def test_every_chapter_of_the_course_is_linked() -> None:
    linked = set(re.findall(r"\(course/(\w+)\.md\)", str(TABLE)))
    assert linked == {path.stem for path in (ROOT / "gallery" / "course").glob("[0-9]*.py")}


def test_the_slip_of_the_lecture_is_marked() -> None:
    assert "slip" in TABLE["C5"][0]
    assert "all reals" in TABLE["C5"][0]


# Small runs: A5, D3, F ----------------------------------------------------------------------------


def epochs(model: str, asked: str | Problem = "XOR", seed: int = 0) -> NDArray[np.float64]:
    """Epochs that 100 starts need until they make no mistake; infinite if they never arrive."""
    needed = run(model, asked, starts=100, seed=seed).history.epochs_to_solve
    return np.where(np.isnan(needed), np.inf, needed)


def test_a_network_needs_more_arithmetic_than_a_perceptron() -> None:
    # Multiply-adds on AND: one a weight and case going forward; about two more going back.
    def spent(model: str, a_weight: int) -> float:
        trial = run(model, "AND", starts=100)
        assert trial.success_rate == 1
        return trial.n_weights * a_weight * 4 * trial.epochs.median

    assert spent("backprop", 3) > 10 * spent("perceptron", 2)


def test_a_wide_network_overfits_and_patience_cures_it() -> None:
    wide = f"backprop:hidden_layer_sizes=(50,),{MODERN}"
    few = mislabelled(fewer(get_problem("moons"), 100), 0.15)
    fitted = run(wide, few, starts=10)
    patient = run(f"{wide},validation_fraction=0.25", few, starts=10)
    assert fitted.test_accuracy is not None
    assert patient.test_accuracy is not None
    assert fitted.accuracy > 0.97
    assert fitted.accuracy - fitted.test_accuracy > 0.1
    assert patient.accuracy < fitted.accuracy
    assert patient.test_accuracy > fitted.test_accuracy + 0.05


def test_more_hidden_units_solve_xor_from_more_starts() -> None:
    one, two, eight = (run(f"backprop:hidden_layer_sizes=({n},)", XOR) for n in (1, 2, 8))
    assert one.success_rate == 0
    assert one.interval
    assert two.interval
    assert eight.interval
    assert one.interval[1] < two.interval[0]
    assert two.interval[1] < eight.interval[0]


def test_layers_and_functions_decide_how_many_epochs() -> None:
    shallow, deep = (epochs(f"backprop:hidden_layer_sizes={shape}") for shape in ("(4,)", "(4,4,4)"))
    deep_tanh = epochs("backprop:hidden_layer_sizes=(4,4,4),activation=tanh,initialization=1.0")
    assert np.median(shallow) < 400
    assert np.isinf(deep).mean() > 0.9
    assert np.median(deep_tanh) < 400


def test_half_the_rate_takes_twice_the_epochs_and_too_much_never_arrives() -> None:
    unit = "logistic_unit:max_epochs=5000,learning_rate="
    slow, fast = (np.median(epochs(f"{unit}{rate}", "OR")) for rate in (0.05, 0.1))
    assert slow / fast == pytest.approx(2, rel=0.1)
    assert np.isinf(epochs("backprop:learning_rate=50")).mean() > 0.9


def test_the_width_of_the_start_decides_how_many_epochs() -> None:
    none, narrow, wide = (epochs(f"backprop:initialization={width}") for width in (0.0, 0.2, 1.0))
    assert np.isinf(none).all()
    assert np.median(wide) < np.median(narrow)


def test_wrong_labels_and_few_examples_keep_starts_from_arriving() -> None:
    moons = get_problem("moons")
    model = f"backprop:hidden_layer_sizes=(8,),{MODERN},max_epochs=200"

    def right(asked: Problem) -> float:
        found = run(model, asked, starts=20).test_accuracy
        assert found is not None
        return found

    clean, flipped, few = right(moons), right(mislabelled(moons, 0.4)), right(fewer(moons, 12))
    assert clean > flipped + 0.05
    assert clean > few + 0.02
