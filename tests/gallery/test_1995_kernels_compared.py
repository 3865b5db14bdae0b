"""Eleven kernels on five problems, beside the perceptron and the multilayer perceptron."""

from __future__ import annotations

import numpy as np

from neurohistory.models.svm import SupportVectorMachine
from neurohistory.site.chapters import Chapter

PROBLEMS = ("gates", "moons", "circles", "spirals", "digits")


def test_no_kernel_of_the_table_is_best_at_everything_and_a_wrong_one_costs_much(
    chapter: Chapter,
) -> None:
    accuracy, kernels = chapter.names["accuracy"], chapter.names["KERNELS"]
    assert len(kernels) == 11
    best = [max(accuracy(kernel, name) for kernel in kernels) for name in PROBLEMS]
    assert not any([accuracy(kernel, name) for name in PROBLEMS] == best for kernel in kernels)
    lost = {row["problem"]: row["points lost"] for row in chapter.names["rows"]}
    assert [*lost] == [*PROBLEMS]
    assert min(lost.values()) > 10
    assert lost["digits"] > 80


def test_a_line_does_fourteen_gates_and_a_wide_kernel_all_if_it_is_let(chapter: Chapter) -> None:
    assert chapter.names["right"]["linear", "gates"] == 14
    assert chapter.names["gates_done"](SupportVectorMachine(gamma=0.01, C=1e6)) == 16


def test_the_machine_does_not_show_a_wrong_choice_but_by_its_support_vectors(chapter: Chapter) -> None:
    vectors, gaps = chapter.names["vectors"], chapter.names["gaps"]
    assert vectors["radial, γ = 100", "digits"] == 300
    assert vectors["degree 2", "circles"] < 20
    assert all(np.isnan(gaps["sigmoid", name]) for name in PROBLEMS[1:])  # it is no product
    assert all(gaps["degree 7", name] > gaps["degree 2", name] for name in ("circles", "digits"))


def test_the_best_width_for_one_problem_is_the_ruin_of_another(chapter: Chapter) -> None:
    accuracy = chapter.names["accuracy"]
    assert accuracy("radial, γ = 100", "spirals") == 100
    assert accuracy("radial, γ = 100", "digits") == 10
    assert accuracy("degree 3", "spirals") < 95 < accuracy("degree 5", "spirals")


def test_three_kernels_are_never_far_behind(chapter: Chapter) -> None:
    regret, close = chapter.names["regret"], chapter.names["close"]
    assert set(close) == {"degree 5", "degree 7", "radial, γ = 1"}
    assert 0 < max(regret[kernel] for kernel in close) < 2.05
    assert min(regret.values()) > 0


def test_the_multilayer_perceptron_stands_beside_the_kernels(chapter: Chapter) -> None:
    accuracy, behind = chapter.names["accuracy"], chapter.names["behind"]
    network, perceptron = "multilayer perceptron", "perceptron"
    assert behind["gates"] == 0
    assert accuracy(perceptron, "gates") == 87.5
    assert max(behind[name] for name in ("moons", "circles")) < 3
    assert 2 < behind["spirals"] < 10
    assert 4 < behind["digits"] < 12
    for name in ("moons", "circles", "spirals"):
        assert accuracy(network, name) > accuracy(perceptron, name) + 10
    assert (
        accuracy(perceptron, "digits") > accuracy(network, "digits") > accuracy("sigmoid", "digits") + 70
    )
