"""Which machine learns which function: the map is theory's, and its short cut by symmetry is fair."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from neurohistory import train
from neurohistory.catalog import make
from neurohistory.site.chapters import Chapter
from neurohistory.theory.predicates.functions import function, kinds

SCRIPT = Path(__file__).parents[2] / "gallery" / "1969_xor_to_all_functions.py"


def test_two_inputs_are_learned_but_for_two_functions(chapter: Chapter) -> None:
    assert np.sum(chapter.names["two"], axis=0).tolist() == [14, 14, 16, 16, 16]


def test_madaline_learns_all_that_it_is_asked_from_every_start(chapter: Chapter) -> None:
    place = [*chapter.names["machines"]].index("MADALINE, 1962")
    assert all(found[place] == 1 for found in chapter.names["found"])
    assert all(found[place] == 1 for found in chapter.names["row"].values())
    assert 8_378_070_864**3 < 2**2**7  # and cannot go on like that


def test_the_map_is_the_one_that_theory_draws(chapter: Chapter) -> None:
    three, order = chapter.names["three"], chapter.names["order"]
    assert chapter.names["counted"] == {"a": 40, "m": 150, "p": 64, "o": 2}
    assert (np.isin(three, ["a", "p"]) == (order <= 1)).all()
    assert ((three == "m") == (order == 2)).all()
    assert ((three == "o") == (order == 3)).all()


def test_adaline_ends_right_as_often_as_wrong_on_both_kinds_that_it_misses(chapter: Chapter) -> None:
    assert [*chapter.names["intervals"]] == [0b00000001, 0b00000111]
    for low, high in chapter.names["intervals"].values():
        assert low < 1 / 2 < high < 2 / 3  # the cut of the map is clear of it
    assert [row["cases on the plane"] for row in chapter.names["planes"]] == [1, 1]


def test_the_mark_i_learns_both_parities(chapter: Chapter) -> None:
    assert chapter.names["solved"] == {"XOR": 40, "PARITY3": 40}


def test_the_counts_are_those_of_the_encyclopedia_each_with_its_proof(chapter: Chapter) -> None:
    counts = chapter.names["counts"]
    assert [count.threshold for count in counts] == [4, 14, 104, 1882, 94572, 15028134]
    assert counts[-1].fraction < 1e-12
    assert all(row["all proved"] for row in chapter.tables[-2].rows)
    hidden = chapter.names["hidden"]
    assert hidden == {2: 16, 3: 254, 4: 41614}
    assert 0.63 < hidden[4] / 65536 < 0.64


def machines() -> dict[str, str]:
    """The machines of the map, read from the script."""
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    (found,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MACHINES"
    )
    return dict(ast.literal_eval(found))


@pytest.mark.parametrize("number", [1, 0b00000111, 0b00010110, 0b00011110, 0b01101001])
@pytest.mark.parametrize("spec", machines().values(), ids=machines())
def test_a_disguise_makes_no_difference(spec: str, number: int) -> None:
    """The chapter trains one function of each kind: do others of that kind fare alike?"""
    model, kind = make(spec), kinds(3)
    same = np.flatnonzero(kind == kind[number])
    rng = np.random.default_rng(number)
    # The farthest in number, which has the opposite answers, and another one.
    solved = []
    for other in (same[0], same[-1], rng.choice(same)):
        gate = function(3, int(other)).bipolar
        history = train(model, gate.X, gate.target, n_starts=100, rng=rng, keep_states=False)
        solved.append(int(history.solved.sum()))
    # Counts of 100 at the same chance differ by more than four standard deviations, 4 sqrt(2 p q 100),
    # once in ten thousand.
    chance = np.mean(solved) / 100
    assert np.ptp(solved) <= 4 * np.sqrt(2 * chance * (1 - chance) * 100)


def test_a_disguise_makes_a_difference_to_the_mark_i() -> None:
    """Why it is not on the map: it answers a blank retina with no, whatever it learns."""
    model = make("mark_i:n_association=64,max_epochs=20")
    solved = []
    for number in (0b00000110, 0b11111001):
        gate = function(3, number)
        assert kinds(3)[number] == 0b00000110
        history = train(model, gate.X, gate.target, n_starts=20, rng=0, keep_states=False)
        solved.append(int(history.solved.sum()))
    assert solved[0] > 10
    assert solved[1] == 0
