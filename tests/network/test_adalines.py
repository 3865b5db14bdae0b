"""ADALINEs side by side: their sums, their answers and their step, one start and one unit at a time."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.adalines import adapted, sign, sums


@pytest.mark.parametrize("alike", [False, True], ids=["own examples", "one example"])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_sums_and_steps_are_those_of_each_unit(alike: bool, kind: type[np.floating]) -> None:
    rng = np.random.default_rng(0)
    b, w = rng.standard_normal((3, 4)).astype(kind), rng.standard_normal((3, 2, 4)).astype(kind)
    x = rng.standard_normal((2, 1 if alike else 4)).astype(kind)
    error = rng.standard_normal((3, 4)).astype(kind)
    s, (b_after, w_after) = sums(b, w, x), adapted(b, w, x, error, 0.3)
    assert s.dtype == b_after.dtype == w_after.dtype == kind
    for unit, start in np.ndindex(3, 4):
        seen = x[:, 0 if alike else start]
        assert s[unit, start] == pytest.approx(b[unit, start] + w[unit, :, start] @ seen, rel=1e-5)
        step = 0.3 * error[unit, start] / (1 + seen @ seen)
        assert b_after[unit, start] == pytest.approx(b[unit, start] + step, rel=1e-5)
        assert w_after[unit, :, start] == pytest.approx(w[unit, :, start] + step * seen, rel=1e-5)


def test_a_step_takes_its_part_of_the_error_and_none_from_a_unit_without() -> None:
    rng = np.random.default_rng(1)
    b, w, x = rng.standard_normal((2, 5)), rng.standard_normal((2, 3, 5)), rng.standard_normal((3, 5))
    goal, s = np.array([[1.0], [-1.0]]), sums(b, w, x)
    error = (goal - s) * [[True], [False]]
    after = goal - sums(*adapted(b, w, x, error, 0.25), x)
    assert after[0] == pytest.approx(0.75 * error[0])
    assert (after[1] == (goal - s)[1]).all()


def test_a_sum_of_zero_says_no() -> None:
    said = sign(np.array([0.0, -0.0, 1e-300, -1e-300], dtype=np.float64))
    assert said.tolist() == [-1, -1, 1, -1]
    assert sign(np.zeros(1, dtype=np.float32)).dtype == np.float32
