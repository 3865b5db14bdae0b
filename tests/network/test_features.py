"""What units stand for: pictures of their favorites, and their share of the class, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from neurohistory.network.features import correlation_ratio, mean_of_top_examples


def test_favorites_are_the_mean_of_the_best_examples() -> None:
    V = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    answers = np.array([[0.1], [0.9], [0.8], [0.2]])  # the second and the third, most of all
    assert mean_of_top_examples(answers, V, n=1).tolist() == [[1.0, 0.0]]
    assert mean_of_top_examples(answers, V, n=2).tolist() == [[1.0, 0.5]]
    assert mean_of_top_examples(answers, V, n=99).tolist() == [[0.5, 0.5]]  # all there are


def test_class_share_by_hand() -> None:
    # Two classes of two: answers 0, 2 and 4, 6.  Class means 1 and 5 about the mean 3: variance 4.
    # All: 9 + 1 + 1 + 9 over 4 is 5.  The share is 4/5.
    answers = np.array([[0.0], [2.0], [4.0], [6.0]])
    labels = np.array(["cat", "cat", "dog", "dog"])
    assert correlation_ratio(answers, labels).tolist() == pytest.approx([0.8], abs=1e-15)
    # 3 + 2 x is the same share.
    assert correlation_ratio(3 + 2 * answers, labels).tolist() == pytest.approx([0.8], abs=1e-15)


def test_class_share_of_unequal_classes_by_hand() -> None:
    # One of 3, three of 0, 0, 3 in the other class: means 3 and 1 about 1.5.
    # Between: (1 x 2.25 + 3 x 0.25) / 4 = 0.75.  All: (2.25 + 2.25 + 2.25 + 2.25) / 4 = 2.25.
    answers = np.array([[3.0], [0.0], [0.0], [3.0]])
    assert correlation_ratio(answers, np.array([0, 1, 1, 1])).tolist() == pytest.approx(
        [1 / 3], abs=1e-15
    )


def test_class_share_runs_from_nothing_to_all() -> None:
    labels = np.array([0, 0, 1, 1, 2, 2])
    answers = np.column_stack([labels.astype(float), np.tile([0.0, 1.0], 3), np.ones(6)])
    assert correlation_ratio(answers, labels).tolist() == pytest.approx([1, 0, 0], abs=1e-15)
    shares = correlation_ratio(np.random.default_rng(0).random((6, 50)), labels)
    assert ((shares >= 0) & (shares <= 1)).all()
