"""What is set aside to be tested on: how much, from which tables, and what scaling must not do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from neurohistory import get_problem, run
from neurohistory.problems import from_file
from neurohistory.problems.splitting import split
from neurohistory.theory import Verdict


def rows_of(saved: Callable[..., Path], tmp_path: Path, per_class: int, n_classes: int = 2) -> Path:
    """A file with so many examples of each class."""
    y = np.tile(np.arange(n_classes), per_class)
    return saved(tmp_path, X=np.arange(len(y))[:, None] ** 1.5, y=y)


@pytest.mark.parametrize("per_class", [1, 2, 3, 7])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_of_a_small_table_all_is_learned_and_it_is_said(
    tmp_path: Path, per_class: int, n_classes: int, saved: Callable[..., Path]
) -> None:
    made = from_file(rows_of(saved, tmp_path, per_class, n_classes), "y")
    assert (len(made.X), len(made.X_test)) == (per_class * n_classes, 0)
    assert made.target_test.shape[1:] == made.target.shape[1:]
    assert made.notes == (
        "mine: nothing was set aside to be tested on, for that takes 8 examples of each class, "
        f"and 0 has {per_class}",
    )
    # In the order of the file, which an order of presentation may rest on.
    assert (np.diff(made.X[:, 0]) > 0).all()


@pytest.mark.parametrize("n_classes", [2, 3, 5])
@pytest.mark.parametrize("per_class", [8, 9, 13, 40])
@pytest.mark.parametrize("fraction", [None, 0.25, 0.3, 0.5, 0.7])
def test_else_exactly_the_share_is_set_aside_and_each_class_is_in_both_parts(
    tmp_path: Path,
    n_classes: int,
    per_class: int,
    fraction: float | None,
    labels: Callable[[NDArray[Any]], NDArray[Any]],
    saved: Callable[..., Path],
) -> None:
    made = from_file(rows_of(saved, tmp_path, per_class, n_classes), "y", test_fraction=fraction)
    n = n_classes * per_class
    assert len(made.X) + len(made.X_test) == n
    assert 0 <= len(made.X_test) - n * (fraction or 0.25) < 1
    assert set(labels(made.target)) == set(labels(made.target_test)) == set(range(n_classes))
    assert made.notes == ()


@given(
    counts=st.lists(st.integers(1, 60), min_size=2, max_size=4),
    fraction=st.floats(0.01, 0.99),
    seed=st.integers(0, 2**70),
)
def test_a_fraction_that_is_asked_for_is_set_aside_or_refused(
    counts: list[int],
    fraction: float,
    seed: int,
    saved: Callable[..., Path],
    labels: Callable[[NDArray[Any]], NDArray[Any]],
) -> None:
    y = np.repeat(np.arange(len(counts)), counts)
    with TemporaryDirectory() as folder:
        path = saved(Path(folder), X=np.arange(len(y))[:, None] ** 1.5, y=y)
        try:
            made = from_file(path, "y", seed, fraction)
        except ValueError as error:
            told = re.search(r"takes (\d+) examples of each class.*take 0 to learn", str(error))
            needed = int(told[1]) if told else 0
            assert min(counts) < needed < 2 / min(fraction, 1 - fraction) + 1
            return
    assert 0 <= len(made.X_test) - len(y) * fraction < 1 + 1e-9
    assert set(labels(made.target)) == set(labels(made.target_test)) == set(range(len(counts)))


@pytest.mark.parametrize("name", ["AND", "XOR", "PARITY3", "PARITY5"])
@pytest.mark.parametrize("times", [1, 3, 8])
def test_a_complete_table_is_learned_whole(
    tmp_path: Path, name: str, times: int, saved: Callable[..., Path]
) -> None:
    asked = get_problem(name)
    X, y = np.tile(asked.X, (times, 1)), np.tile(asked.y, times)
    made = from_file(saved(tmp_path, X=X, y=y), "y")
    assert made.X.tolist() == X.tolist()
    assert len(made.X_test) == 0
    assert made.notes
    wanted = run("perceptron", asked, starts=5).expectation.verdict
    found = run("perceptron", made, starts=5).expectation.verdict
    assert (found is Verdict.CANNOT) == (wanted is Verdict.CANNOT)
    if times == 1:  # it is the gate, and theory says all of it
        assert made.complete
        assert found is wanted


def test_a_table_with_a_case_missing_or_answered_twice_is_not_complete(
    tmp_path: Path, saved: Callable[..., Path]
) -> None:
    asked = get_problem("PARITY5")
    for X, y in (
        (asked.X[1:], asked.y[1:]),
        (np.vstack([asked.X, asked.X[:1]]), np.append(asked.y, 1 - asked.y[0])),
    ):
        made = from_file(saved(tmp_path, X=X, y=y), "y")
        assert len(made.X_test) == int(np.ceil(len(y) / 4))
        assert not made.complete


def test_a_part_of_a_complete_table_can_be_asked_for(tmp_path: Path, saved: Callable[..., Path]) -> None:
    asked = get_problem("PARITY4")
    made = from_file(saved(tmp_path, X=asked.X, y=asked.y), "y", test_fraction=0.25)
    assert (len(made.X), len(made.X_test)) == (12, 4)
    assert not made.complete


def test_nothing_is_set_aside_if_that_is_asked_for(tmp_path: Path, saved: Callable[..., Path]) -> None:
    for made in (
        get_problem("moons", test_fraction=0),
        from_file(rows_of(saved, tmp_path, 20), "y", test_fraction=0),
    ):
        assert len(made.X_test) == 0
        assert made.notes == ()
        trial = run("svm", made, starts=1)
        assert trial.test_mistakes is None
        assert trial.test_accuracy is None
    assert len(get_problem("moons", test_fraction=0).X) == 400


@pytest.mark.parametrize("fraction", [-0.1, 1, 1.5, np.nan, np.inf])
def test_a_fraction_that_is_none_is_refused(
    tmp_path: Path, fraction: float, saved: Callable[..., Path]
) -> None:
    message = rf"test_fraction must be at least 0 .*not {fraction}"
    with pytest.raises(ValueError, match=message):
        get_problem("moons", test_fraction=fraction)
    with pytest.raises(ValueError, match=message):
        from_file(rows_of(saved, tmp_path, 20), "y", test_fraction=fraction)


@pytest.mark.parametrize("far", ["1e18", "1152921504606846976"])
def test_examples_that_scaling_would_make_equal_are_refused_by_their_lines(
    tmp_path: Path, far: str
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"a,y\n1,no\n{far},yes\n2,yes\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^own: line 2 and line 4 differ too little.*offset"):
        from_file(path, "y")
    path.write_text(f"a,y\n1,no\n{far},yes\n2,no\n", encoding="utf-8")
    assert from_file(path, "y").n_inputs == 1  # they are of one class
    path.write_text(f"a,y\n1,no\n{far},yes\n1,yes\n", encoding="utf-8")
    assert from_file(path, "y").n_inputs == 1  # they are equal in the file
    path.write_text("a,y\n-1e300,no\n1e300,yes\n1e-300,no\n-1e-300,yes\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^own: line 4 and line 5 differ too little"):  # 0 and -0
        from_file(path, "y")


@pytest.mark.parametrize("fraction", [5e-324, 1e-300, 1e-12])
def test_a_fraction_that_no_table_has_is_refused_in_few_digits(fraction: float) -> None:
    with pytest.raises(ValueError, match=r"takes \S{1,12} examples of each class"):
        get_problem("moons", test_fraction=fraction)


@given(st.integers(0, 2**16), st.lists(st.integers(16, 40), min_size=1, max_size=4), st.data())
def test_examples_are_dealt_as_scikit_learn_deals_them(
    seed: int, counts: list[int], data: st.DataObject
) -> None:
    code = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(counts)), counts))
    numbers, several = np.arange(len(code)), len(counts) > 1
    y = code if several else np.stack([numbers % 2, numbers // 2 % 2], axis=1)  # classes, or bits
    n_test = data.draw(st.integers(len(code) // 4 + 1, len(code) * 3 // 4))
    problem = split("dealt", numbers[:, None].astype(float), y, seed, n_test / len(y), False)
    learned, tested = train_test_split(
        numbers, test_size=n_test, random_state=seed, stratify=code if several else None
    )
    assert problem.X[:, 0].tolist() == learned.tolist()
    assert problem.X_test[:, 0].tolist() == tested.tolist()
