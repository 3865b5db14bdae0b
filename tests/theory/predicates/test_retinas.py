"""The predicates of the book, against definitions written a second time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.ndimage import label

from neurohistory.theory.predicates.retinas import (
    T_AND_C,
    Predicate,
    connectedness,
    distances,
    mirror_symmetry,
    one_in_a_box,
    t_or_c,
    turns,
)


@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (6, 1), (2, 4), (3, 3), (2, 5)])
def test_connectedness_agrees_with_scipy(shape: tuple[int, int]) -> None:
    asked = connectedness(*shape)
    assert asked.X.shape == (2 ** (shape[0] * shape[1]), shape[0] * shape[1])
    pieces = [label(asked.retina(example))[1] for example in range(len(asked.X))]
    assert asked.truth.tolist() == [number <= 1 for number in pieces]


def test_the_empty_pattern_and_a_single_square_are_connected() -> None:
    asked = connectedness(2, 3)
    assert asked.truth[asked.X.sum(axis=1) <= 1].all()


def test_squares_that_touch_at_a_corner_are_not_connected() -> None:
    asked = connectedness(2, 2)
    pieces = [asked.retina(int(i)).astype(int).tolist() for i in np.flatnonzero(~asked.truth)]
    assert pieces == [[[0, 1], [1, 0]], [[1, 0], [0, 1]]]


@pytest.mark.parametrize("n", range(1, 8))
def test_mirror_symmetry_has_as_many_patterns_as_half_a_row(n: int) -> None:
    asked = mirror_symmetry(n)
    assert asked.truth.sum() == 2 ** ((n + 1) // 2)
    assert (asked.X[asked.truth] == asked.X[asked.truth][:, ::-1]).all()


def test_one_in_a_box_is_the_and_of_ors() -> None:
    asked = one_in_a_box(2, 3)
    first, second = asked.X[:, :3].any(axis=1), asked.X[:, 3:].any(axis=1)
    assert asked.truth.tolist() == (first & second).tolist()
    assert asked.truth.sum() == 7 * 7


@pytest.mark.parametrize(("side", "patterns"), [(3, 12), (4, 40), (5, 84)])
def test_t_or_c_has_every_place_and_orientation_once(side: int, patterns: int) -> None:
    asked = t_or_c(side)
    assert len(asked.X) == len(np.unique(asked.X, axis=0)) == patterns
    assert (asked.X.sum(axis=1) == 5).all()
    # A T fits into 3 x 3; a C into 3 x 2 or 2 x 3.
    assert asked.truth.sum() == 4 * (side - 2) ** 2
    for turned in (np.rot90(T_AND_C["T"], quarter) for quarter in range(4)):
        in_the_corner = np.zeros((side, side))
        in_the_corner[:3, :3] = turned
        place = (in_the_corner.ravel() == asked.X).all(axis=1)
        assert place.sum() == 1
        assert asked.truth[place].all()


def test_t_and_c_have_the_same_distances_and_other_shapes_do_not() -> None:
    assert distances(T_AND_C["T"]) == distances(T_AND_C["C"])
    assert distances(T_AND_C["T"]).total() == 10  # pairs of five squares
    bar = np.ones((1, 5), dtype=bool)
    assert distances(bar) == {(1, 0): 4, (2, 0): 3, (3, 0): 2, (4, 0): 1}
    assert distances(bar.T) == distances(bar)


def test_distances_know_a_knights_move_from_its_mirror_image() -> None:
    one = np.array([[1, 0, 0], [0, 0, 1]], dtype=bool)
    for turned in turns(one):
        assert distances(turned) == distances(one)
    assert distances(one[::-1]) != distances(one)


def test_the_turns_of_a_shape_differ() -> None:
    assert len(turns(T_AND_C["T"])) == len(turns(T_AND_C["C"])) == 4
    assert len(turns(np.ones((2, 2), dtype=bool))) == 1
    for one, following in pairwise(turns(T_AND_C["T"])):
        assert np.array_equal(np.rot90(one), following)


def test_a_predicate_tells_what_it_is() -> None:
    asked = t_or_c(3)
    assert repr(asked) == "Predicate(T or C on 3 x 3: 12 patterns, 4 yes)"
    assert asked.target.tolist() == [1.0] * 4 + [-1.0] * 8
    assert asked.retina(0).tolist() == T_AND_C["T"].tolist()
    assert isinstance(asked, Predicate)


@pytest.mark.parametrize(
    ("maker", "numbers", "complaint"),
    [
        (connectedness, (4, 4), "1 to 12 points, not 16"),
        (connectedness, (-2, -2), "at least one row and one column, not -2 and -2"),
        (mirror_symmetry, (0,), "1 to 12 points, not 0"),
        (one_in_a_box, (5, 3), "1 to 12 points, not 15"),
        (one_in_a_box, (0, 3), "a box and a point at least, not 0 and 3"),
        (t_or_c, (2,), "a side of 3 to 8, not 2"),
        (t_or_c, (9,), "a side of 3 to 8, not 9"),
    ],
)
def test_retinas_of_no_use_are_refused(maker, numbers, complaint) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=complaint):
        maker(*numbers)
