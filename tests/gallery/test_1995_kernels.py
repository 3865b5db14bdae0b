"""The widest margin of AND, XOR with pencil and paper, and one answer from every start."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from neurohistory import XOR
from neurohistory.network.kernels import KERNELS
from neurohistory.site.chapters import Chapter


def test_the_widest_margin_of_and_hangs_on_three_cases(chapter: Chapter) -> None:
    w, b = chapter.names["w"], chapter.names["b"]
    assert [*w, b] == pytest.approx([2, 2, -3], abs=1e-4)
    assert chapter.names["support"].tolist() == [False, True, True, True]


def test_all_kernels_but_the_linear_one_do_xor(chapter: Chapter) -> None:
    right = {row["kernel"]: row["right of 4"] for row in chapter.names["rows"]}
    assert right == {"linear": 2, "polynomial, degree 2": 4, "radial": 4, "sigmoid": 4}


def test_xor_has_one_eighth_four_times_in_fractions(chapter: Chapter) -> None:
    # Every case lies on its margin line, and the signed multipliers add up to zero.
    X, t = XOR.bipolar.X.astype(int), XOR.target.astype(int)
    K = (X @ X.T + 1) ** 2
    a = np.array([Fraction(1, 8)] * 4)
    assert (t * (K @ (a * t))).tolist() == [1, 1, 1, 1]
    assert sum(a * t) == 0
    for row in chapter.names["bounded"]:
        assert row["largest a"] == pytest.approx(1 / 8, abs=1e-9)
        assert row["gap"] == pytest.approx(2 * np.sqrt(2))


def test_the_answer_is_the_product_and_the_plane_is_level(chapter: Chapter) -> None:
    assert chapter.names["difference"] < 1e-6
    assert chapter.names["plane"] == pytest.approx([0, 0, -1 / np.sqrt(2)], abs=1e-6)


def test_the_kernel_is_a_product_of_six_features() -> None:
    x1, x2 = (X := XOR.bipolar.X).T
    root = np.sqrt(2)
    phi = np.stack([np.ones(4), root * x1, root * x2, x1**2, x2**2, root * x1 * x2], axis=1)
    assert phi @ phi.T == pytest.approx(KERNELS["poly"](X, X, 1.0, 1.0, 2))


def test_all_starts_end_alike_and_those_of_a_network_do_not(chapter: Chapter) -> None:
    assert len(chapter.names["ends"]) == 100
    assert chapter.names["apart"] < 1e-4
    assert chapter.names["networks"].n_solved < 100
