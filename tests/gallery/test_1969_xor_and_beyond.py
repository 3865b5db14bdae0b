"""Proofs for a thousand examples, learners that go in circles, and the order of a task."""

from __future__ import annotations

import pytest

from neurohistory import separate
from neurohistory.site.chapters import Chapter


def test_two_more_examples_than_features_prove_it(chapter: Chapter) -> None:
    for n, proof in chapter.names["proofs"].items():
        assert proof.holds(*chapter.names["sets"][n])
        assert len(proof.examples) == n + 2
    assert chapter.names["parts"].sum() == pytest.approx(0, abs=1e-12)


def test_the_weights_come_back_for_ever(chapter: Chapter) -> None:
    rows = chapter.names["rows"]
    assert [row["task"] for row in rows] == ["XOR", "XNOR", "PARITY3"]
    assert all(row["and so to the hundredth"] for row in rows)


def test_with_the_product_every_start_learns_xor(chapter: Chapter) -> None:
    orders = chapter.names["orders"]
    assert [trial.n_solved for trial in orders] == [0, 1000]
    assert orders[0].history.mistakes[-1].min() == 1


def test_parity_has_the_order_of_its_points(chapter: Chapter) -> None:
    parities = chapter.names["parities"]
    assert len(parities) == 9
    for row in parities:
        assert row["possible"] == (row["order"] == row["parity of"])
        assert row["checked by multiplication"]
        if row["order"] == row["parity of"] - 1:
            assert row["multipliers"] == " ".join("1" * 2 ** row["parity of"])


def test_the_noisy_sets_have_no_plane(chapter: Chapter) -> None:
    X, target = chapter.names["sets"][2]
    assert not separate(X, target).separable
