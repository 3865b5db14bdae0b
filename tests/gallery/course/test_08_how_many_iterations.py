"""How many iterations are needed: what the answers claim, held by the epochs of every start."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neurohistory.history import epoch_quantiles
from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.site.chapters import Chapter

Epochs = dict[str, NDArray[np.float64]]


def median(epochs: NDArray[np.float64]) -> float:
    return float(epoch_quantiles(epochs, [0.5])[0])


def arrived(epochs: NDArray[np.float64]) -> float:
    return float(np.isfinite(epochs).mean())


def test_a_table_counts_the_starts_that_never_arrive(chapter: Chapter) -> None:
    rows = {row["starts"]: row for row in chapter.table("Epochs by shape and units")}
    assert rows["logistic, 3 hidden"]["arrived"] == 0
    assert rows["logistic, 3 hidden"]["median"] is None
    assert rows["relu, 1 hidden"]["upper quartile"] is None
    assert rows["tanh, 2 hidden"]["arrived"] == 1


def test_the_function_decides_and_the_number_of_layers_hardly(chapter: Chapter) -> None:
    by_shape: Epochs = chapter.names["by_shape"]
    tanh = [median(by_shape[f"tanh, {n} hidden"]) for n in (1, 2, 3)]
    assert max(tanh) < 1.5 * min(tanh)
    assert median(by_shape["logistic, 1 hidden"]) > 5 * max(tanh)
    assert arrived(by_shape["logistic, 2 hidden"]) < 0.1
    relu = [arrived(by_shape[f"relu, {n} hidden"]) for n in (1, 2, 3)]
    assert relu[0] > relu[1] > relu[2]


def test_twice_the_rate_takes_half_the_epochs_up_to_a_cliff(chapter: Chapter) -> None:
    by_rate: Epochs = chapter.names["by_rate"]
    assert 1.7 < median(by_rate["α = 1"]) / median(by_rate["α = 2"]) < 2.3
    assert arrived(by_rate["α = 10"]) <= 0.1


def test_all_nine_methods_solve_xor_at_a_rate_of_their_own(chapter: Chapter) -> None:
    by_method: Epochs = chapter.names["by_method"]
    medians = {name.split(",")[0].replace(" ", "_"): median(each) for name, each in by_method.items()}
    assert medians.keys() == OPTIMIZERS.keys()
    assert min(map(arrived, by_method.values())) >= 0.95
    assert max(medians, key=lambda name: medians[name]) == "gradient_descent"
    assert max(medians.values()) <= 2.2 * min(medians.values())


def test_a_method_and_its_rate_are_one_choice(chapter: Chapter) -> None:
    chosen: dict[str, float] = chapter.names["chosen"]
    assert chosen["adadelta"] >= 100 * chosen["rmsprop"]
    untuned: Epochs = chapter.names["untuned"]
    assert len(untuned) == 6
    assert np.mean([arrived(each) for each in untuned.values()]) < 0.2


def test_a_zero_start_never_arrives_and_a_huge_one_mostly_not(chapter: Chapter) -> None:
    by_scale: Epochs = chapter.names["by_scale"]
    assert arrived(by_scale["ε = 0"]) == 0
    falling = [median(by_scale[f"ε = {scale}"]) for scale in ("0.2", "0.5", "1")]
    assert all(wider < narrower for narrower, wider in pairwise(falling))
    assert arrived(by_scale["ε = 20"]) < 0.5
