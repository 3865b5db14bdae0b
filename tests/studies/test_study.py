"""What a study asks: its cells, from a call or a file, and what is said of one that cannot be run."""

from __future__ import annotations

from inspect import signature
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neurohistory import Study, run, study
from neurohistory.network.optimizers import Adam
from neurohistory.problems.variants import fewer
from neurohistory.studies.chunks import Chunk, chunks


def settings_of(asked: Study) -> list[dict[str, Any]]:
    return [dict(cell.settings) for cell in asked.cells]


def test_a_grid_is_every_combination_on_every_problem() -> None:
    asked = Study("backprop", ["XOR", "OR"], grid={"momentum": [0.0, 0.9], "activation": "tanh"})
    assert settings_of(asked) == [
        {"problem": problem, "momentum": momentum, "activation": "tanh"}
        for problem in ("XOR", "OR")
        for momentum in (0.0, 0.9)
    ]
    assert [cell.model.momentum for cell in asked.cells] == [0.0, 0.9] * 2


def test_a_part_of_a_model_has_settings_of_its_own() -> None:
    asked = Study("backprop", grid={"optimizer": ["adam"], "optimizer.beta1": [0.5, 0.9]})
    parts = [cell.model.optimizer for cell in asked.cells]
    assert parts == [Adam(beta1=0.5), Adam(beta1=0.9)]


def test_size_and_noise_of_the_examples_are_settings_too() -> None:
    asked = Study("perceptron", "moons", grid={"n_examples": [40], "label_noise": [0.0, 0.25]})
    clean, noisy = (cell.problem for cell in asked.cells)
    assert len(clean.X) == len(noisy.X) == 40
    assert (clean.target != noisy.target).sum() == 10
    assert (clean.target == fewer(clean, 40).target).all()


def test_more_samples_keep_the_first() -> None:
    sample = {"learning_rate": {"low": 0.01, "high": 10.0, "log": True}, "hidden_layer_sizes": [2, 3]}
    few, many = (settings_of(Study("backprop", sample=sample, n_samples=n)) for n in (3, 20))
    assert many[:3] == few
    rates = [cell["learning_rate"] for cell in many]
    assert all(0.01 <= rate <= 10 for rate in rates)
    assert min(rates) < 0.3 < max(rates)
    assert len(set(rates)) == 20
    assert {cell["hidden_layer_sizes"] for cell in many} == {2, 3}


def test_a_file_says_what_a_call_says(tmp_path: Path) -> None:
    path = tmp_path / "rates.toml"
    path.write_text(
        'model = "backprop"\nproblem = ["XOR"]\nstarts = 50\nmax_epochs = 7\n'
        "[grid]\nhidden_layer_sizes = [[2], [3, 2]]\n",
        encoding="utf-8",
    )
    asked = Study.from_file(path)
    assert (asked.name, asked.starts) == ("rates", 50)
    assert settings_of(asked) == [
        {"problem": "XOR", "hidden_layer_sizes": sizes, "max_epochs": 7} for sizes in ((2,), (3, 2))
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"grid": {"learning_rat": [1]}}, "'learning_rat'; did you mean 'learning_rate'"),
        ({"grid": {"activation": ["logistik"]}}, "'logistik'; did you mean 'logistic'"),
        ({"grid": {"label_nois": [0.1]}}, "did you mean 'label_noise'"),
        ({"grid": {"optimizer.beta": [0.1], "optimizer": "adam"}}, "'beta'; did you mean 'beta"),
        ({"grid": {"momentum.x": [0.1]}}, "momentum is 0.9, which has no constants"),
        ({"grid": {"momentum": []}}, "no values for 'momentum'"),
        ({"grid": {"momentum": [0.1, 0.1]}}, "0.1 twice for 'momentum'"),
        ({"grid": {"random_state": [1]}}, "its seed"),
        ({"grid": {"momentum": list(range(10)), "learning_rate": list(range(20_000))}}, "200,000 cells"),
        ({"problem": []}, "no values for 'problem'"),
        ({"problem": "XORR"}, "did you mean 'xor'"),
        ({"model": "backprob"}, "did you mean 'backprop'"),
        ({"sample": {"momentum": {"low": 1, "high": 0}}, "n_samples": 1}, "low=1, high=0"),
        ({"sample": {"momentum": [0.1]}}, "n_samples is 0"),
        (
            {"grid": {"momentum": [0.1], "cost": ["squared_error"]}}
            | {"sample": {"momentum": [0.2], "cost": ["cross_entropy"]}, "n_samples": 1},
            "'cost' is both in the grid and in the sample",
        ),
        ({"starts": 0}, "starts must be at least 1, not 0"),
        ({"max_epochs": 70_000}, "from 1 to 65,533, not 70000"),
    ],
)
def test_what_cannot_be_run_is_refused_with_the_remedy(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Study(**{"model": "backprop", **options})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("starts = = 3", "cannot be read as TOML"),
        ('model = "backprop"\nstrats = 3', "did you mean 'starts'"),
        ("starts = 3", "needs a model"),
    ],
)
def test_a_file_that_is_no_study_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"wrong\.toml.*{words}"):
        Study.from_file(path)


@pytest.mark.parametrize("length", [10, 100, 1000, 10_000, 3000])
def test_chunks_follow_each_other_and_do_not_depend_on_the_total(length: int) -> None:
    found = list(chunks(25_000, length))
    assert found[0].first == 0
    assert all(a.first + a.n_starts == b.first for a, b in pairwise(found))
    assert max(chunk.n_starts for chunk in found) <= length
    for total in (1, 100, 101, 12_345):
        some = list(chunks(total, length))
        assert found[: len(some)] == some
        assert some[-1].first < total <= some[-1].first + some[-1].n_starts


def test_the_usual_totals_are_made_of_whole_chunks() -> None:
    assert list(chunks(1000, 10_000)) == [Chunk(0, 100), Chunk(100, 900)]
    assert sum(chunk.n_starts for chunk in chunks(10_000, 10_000)) == 10_000


def test_a_study_is_shown_as_it_is_asked_and_without_its_cells() -> None:
    assert "cells" not in repr(Study("perceptron", grid={"learning_rate": [0.5, 1.0]}))


def test_without_a_seed_it_is_that_of_a_run() -> None:
    assert Study("perceptron").seed == signature(run).parameters["seed"].default == 0


def test_the_first_starts_are_the_same_however_many_there_are() -> None:
    asked: dict[str, Any] = {"grid": {"learning_rate": [0.5, 2.0]}, "max_epochs": 200, "chunk": 20}
    few, many = (study("backprop", "XOR", starts=n, **asked) for n in (30, 60))
    for cell in range(2):
        assert len(few.epochs[cell]) == 30
        assert np.array_equal(many.epochs[cell][:30], few.epochs[cell])
        assert np.array_equal(many.loss[cell][:30], few.loss[cell])
    assert not np.array_equal(many.epochs[0], many.epochs[1])


@pytest.mark.parametrize("beside", [{"problem": "XOR"}, {"starts": 10}])
def test_a_whole_study_takes_nothing_beside_it(beside: dict[str, Any]) -> None:
    (name,) = beside
    with pytest.raises(TypeError, match=f"'{name}' belongs to a study, and a whole one is given"):
        study(Study("perceptron", "AND"), **beside)
