"""Two classes of a file, parted exactly as the numbers stand there: no digit is lost in silence."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory import Problem, separate
from neurohistory.problems import from_file, two_classes

SMALL = st.one_of(st.integers(-3, 3).map(str), st.integers(-20, 20).map(lambda n: f"{n / 10}"))
OFFSETS = [Decimal(0), Decimal(2**60), Decimal("1e-20"), Decimal("-1234567890123.7")]


@given(
    st.lists(st.tuples(SMALL, SMALL, st.sampled_from(["no", "yes"])), min_size=2, max_size=9),
    st.sampled_from(OFFSETS),
    st.sampled_from(OFFSETS),
)
def test_two_classes_of_a_file_are_parted_as_the_numbers_that_stand_there(
    rows: list[tuple[str, str, str]], one: Decimal, two: Decimal
) -> None:
    with localcontext() as context:
        context.prec = 60
        lines = [(format(Decimal(a) + one, "f"), format(Decimal(b) + two, "f"), y) for a, b, y in rows]
    with TemporaryDirectory() as folder:
        path = Path(folder, "own.csv")
        path.write_text("\n".join(map(",".join, [("a", "b", "y"), *lines])), encoding="utf-8")
        if len({y for *_, y in rows}) < 2:
            with pytest.raises(ValueError, match=r"two classes, and own has 1"):
                two_classes(path, "y")
            return
        table, target, classes = two_classes(path, "y")
    exact = np.array([[Fraction(a), Fraction(b)] for a, b, _ in lines], dtype=object)
    truth = np.array([1 if y == "yes" else -1 for *_, y in rows])
    assert (exact == table.X).all()
    assert (classes, target.tolist()) == (("no", "yes"), truth.tolist())
    found, expected = separate(table.X, target), separate(exact, truth)
    assert (found.separable, found.plane) == (expected.separable, expected.plane)
    assert found.holds(exact, truth)


@pytest.mark.parametrize("save", [np.save, np.savez])
def test_whole_numbers_beyond_floats_are_parted_and_are_refused_to_learners(
    tmp_path: Path, save: Any
) -> None:
    values = np.array([2**53, 2**53 + 1, 2**53 + 2], dtype=np.int64)
    labels = np.array([0, 1, 1])
    if save is np.save:
        path, target = tmp_path / "own.npy", "1"
        np.save(path, np.column_stack([values, labels]))
    else:
        path, target = tmp_path / "own.npz", "y"
        np.savez(path, X=values[:, None], y=labels)
    own: Any = values[:, None]
    table, sides, _ = two_classes(path, target)
    assert separate(table.X, sides).separable
    with pytest.raises(ValueError, match=r"own\.np.*examples 1 and 2 .*more digits.*subtract an offset"):
        from_file(path, target)
    with pytest.raises(ValueError, match=r"9007199254740993, which differ in more digits"):
        Problem("own", own, np.array([-1.0, 1, 1]), own[:0], np.zeros(0), (0, 1))
