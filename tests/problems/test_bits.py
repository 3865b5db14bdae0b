"""Addition, negation and the encoder of 1986: each answer worked out in another way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from neurohistory import Problem, get_problem, run
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.problems import addition, encoder, negation, parity
from neurohistory.theory import Verdict


def number(bits: np.ndarray) -> int:
    """The number that a row of bits stands for."""
    return int("".join(str(int(bit)) for bit in bits), 2)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_bits_of_a_sum_are_those_that_python_adds(n: int) -> None:
    problem = addition(n)
    assert problem.X.shape == (4**n, 2 * n)
    for x, y in zip(problem.X, problem.y, strict=True):
        assert number(y) == number(x[:n]) + number(x[n:])


@pytest.mark.parametrize("n", [2, 3, 4])
def test_negation_copies_or_turns_every_bit(n: int) -> None:
    problem = negation(n)
    assert problem.X.shape == (2 ** (n + 1), n + 1)
    for x, y in zip(problem.X.astype(int), problem.y, strict=True):
        turned = number(x[1:]) ^ (2**n - 1)
        assert number(y) == (turned if x[0] else number(x[1:]))


def test_the_encoder_gives_back_the_one_that_is_on() -> None:
    problem = encoder(8)
    assert problem.X.tolist() == problem.y.tolist() == np.eye(8).tolist()


@pytest.mark.parametrize("make", [addition, negation])
@pytest.mark.parametrize("n", [2, 3])
def test_every_case_is_there_once(make: object, n: int) -> None:
    problem = make(n)  # type: ignore[operator]
    assert len(np.unique(problem.X, axis=0)) == len(problem.X) == 2**problem.n_inputs
    assert problem.complete
    assert problem.targets == "bits"


@pytest.mark.parametrize(
    ("name", "shape"),
    [("ADDITION2", (16, 3)), ("negation3", (16, 3)), ("Encoder8", (8, 8)), ("addition 5", None)],
)
def test_they_have_names(name: str, shape: tuple[int, int] | None) -> None:
    if shape is None:
        with pytest.raises(ValueError, match="ADDITION1 to ADDITION5"):
            get_problem(name)
    else:
        assert get_problem(name).target.shape == shape


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("ADDITION0", "addition takes 1 to 5 bits, not 0"),
        ("ADDITION6", "addition takes 1 to 5 bits, not 6"),
        ("NEGATION10", "negation takes 2 to 9 bits, not 10"),
        ("ENCODER1", "encoder takes 2 to 64 inputs, not 1"),
        ("ENCODER65", "encoder takes 2 to 64 inputs, not 65"),
    ],
)
def test_a_size_that_there_is_not_is_refused(name: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        get_problem(name)


@pytest.mark.parametrize("make", [addition, negation, encoder, parity])
@pytest.mark.parametrize("n", [True, 2.0, "2", None])
def test_a_size_is_a_whole_number(make: Callable[[object], Problem], n: object) -> None:
    with pytest.raises(TypeError, match=rf"takes a whole number of \w+, not {n!r}"):
        make(n)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("addtion3", "addition3"), ("ADDTION", "addition1"), ("addition 5", "addition5"),
        ("encoder 16", "encoder16"), ("encodr-999999999", "encoder64"), ("parity03", "parity3"),
        ("negaton2", "negation2"), ("XORR", "xor"), ("mons", "moons"),
    ],
)  # fmt: skip
def test_the_nearest_problem_has_the_number_that_was_asked_for(name: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean '{meant}'"):
        get_problem(name)


@pytest.fixture(scope="module")
def sums() -> Problem:
    return addition(2)


def test_four_hidden_units_add_from_about_three_starts_in_four(sums: Problem) -> None:
    # eta = 0.5 for the summed error, alpha = 0.9, weights up to 0.5 either way: the settings of 1986.
    trial = run(MultilayerPerceptron(4, learning_rate=0.5, max_epochs=3000), sums, starts=100)
    assert trial.interval is not None
    low, high = trial.interval
    assert 0.65 < low < 0.75 < high < 0.85


def test_with_the_defaults_they_add_from_about_one_start_in_three(sums: Problem) -> None:
    trial = run(MultilayerPerceptron(4), sums, starts=100)
    assert trial.interval is not None
    low, high = trial.interval
    assert 0.2 < low < 1 / 3 < high < 0.45


def test_three_hidden_units_hardly_ever_add(sums: Problem) -> None:
    trial = run(MultilayerPerceptron(3, learning_rate=0.5, max_epochs=1000), sums, starts=50)
    assert trial.success_rate < 0.05  # the book: with difficulty, for there are minima


def test_without_hidden_units_theory_names_a_bit_that_no_line_answers(sums: Problem) -> None:
    trial = run(MultilayerPerceptron((), max_epochs=50), sums, starts=5)
    assert trial.expectation.verdict is Verdict.CANNOT
    assert trial.expectation.reason.startswith("bit 2: ")  # twos: odd carries and digits, as in XOR
    assert trial.success_rate == 0
    assert trial.agrees
