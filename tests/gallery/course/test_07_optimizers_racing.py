"""Optimizers racing: each of Radford's observations is judged by numbers that a test holds too."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.network.races import BEALE, steps_to_reach
from neurohistory.site.chapters import Chapter

UNSCALED = {"gradient_descent", "momentum", "nesterov"}
PLACES = {"long valley": 3, "function of Beale": 3, "saddle": 2, "moons": 2}


def test_each_observation_is_judged_by_a_run(chapter: Chapter) -> None:
    for place, n in PLACES.items():
        rows = chapter.table(f"Observations on the {place}")
        assert len(rows) == n
        assert {row["here"] for row in rows} <= {"seen", "in part", "not seen"}
        measured = chapter.table(f"Measured on the {place}")
        assert [row["rule"] for row in measured] in (
            [rule.title for rule in OPTIMIZERS.values()],
            [OPTIMIZERS[n].title for n in OPTIMIZERS if n in UNSCALED],
        )
    said = [row["here"] for place in PLACES for row in chapter.table(f"Observations on the {place}")]
    assert Counter(said) == {"seen": 7, "in part": 2, "not seen": 1}


def test_what_is_not_or_half_seen_is_said_of_the_right_observations(chapter: Chapter) -> None:
    said = {
        row["Radford's observation"]: row["here"]
        for place in PLACES
        for row in chapter.table(f"Observations on the {place}")
    }
    assert [text for text, here in said.items() if here == "not seen"] == [
        "Adagrad almost becomes unstable"
    ]
    assert [text for text, here in said.items() if here == "in part"] == [
        "plain descent gets nowhere",
        "Adadelta and RMSprop take the large gradient with more stability",
    ]


def test_at_twice_the_rate_only_plain_descent_arrives(chapter: Chapter) -> None:
    arrivals = {
        row["rule"]: row["arrives at step"] for row in chapter.table("Twice the rate on the wall")
    }
    assert arrivals["Momentum"] is arrivals["Nesterov"] is None
    assert arrivals["Gradient descent"] > 0


def test_in_the_long_valley_descent_creeps_momentum_swings_and_scaled_rules_set_out(
    chapter: Chapter,
) -> None:
    done, swings, along = (chapter.names[name] for name in ("done", "swings", "along"))
    assert 30 < done["gradient_descent"] < 50
    assert done["adadelta"] < done["gradient_descent"] < done["momentum"]
    assert swings["momentum"] > 10 > swings["nesterov"] > swings["gradient_descent"] == 0
    assert [along[name] for name in OPTIMIZERS.keys() - UNSCALED] == pytest.approx([1] * 6, abs=0.01)


def test_on_the_wall_of_beale_velocity_shoots_off_and_adagrad_is_calm(chapter: Chapter) -> None:
    rises, length, bolder = (chapter.names[name] for name in ("rises", "length", "bolder"))
    assert min(rises["momentum"], rises["nesterov"]) > 10
    assert rises["adagrad"] == rises["adadelta"] == rises["gradient_descent"] == 0
    assert length["adagrad"].argmax() == 0
    assert not np.isfinite(bolder["momentum"]).all()
    assert not np.isfinite(bolder["nesterov"]).all()
    assert steps_to_reach(bolder["gradient_descent"], BEALE, 0.1)


def test_on_the_saddle_velocity_runs_past_the_center_and_no_other_does(chapter: Chapter) -> None:
    past, left = chapter.names["past"], chapter.names["left"]
    assert past["gradient_descent"] < 0 < min(past["momentum"], past["nesterov"])
    for name in ("adadelta", "adagrad", "rmsprop"):
        assert past[name] < 0
        assert left[name] < left["gradient_descent"]


def test_with_noise_momentum_smooths_and_overshoots(chapter: Chapter) -> None:
    turns, beyond = chapter.names["turns"], chapter.names["beyond"]
    assert turns["gradient_descent"] < 0.3 < 0.7 < min(turns["momentum"], turns["nesterov"])
    assert beyond["gradient_descent"] < 1.15 < 1.3 < min(beyond["momentum"], beyond["nesterov"])


def test_the_film_of_the_race_goes_by_steps_of_40_up_to_two_hundred(chapter: Chapter) -> None:
    (film,) = re.findall(r'<figure class="film".*?</figure>', chapter.page.markdown, re.DOTALL)
    moments = re.findall(r'data-label="step (\d+)"', film)
    assert moments == [str(step) for step in range(0, 201, 40)]
