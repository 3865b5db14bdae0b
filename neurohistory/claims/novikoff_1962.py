"""Novikoff 1962: how many corrections there can be, and how many there are."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.catalog import load
from neurohistory.papers.novikoff_1962 import PAPER
from neurohistory.problems.named import get_problem
from neurohistory.reproduction.bands import Equal
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.theory.separability import separate
from neurohistory.training import train

__all__ = ["REPRODUCTION"]


@experiment("AND with inputs -1 and +1 and a bias input, the widest plane, zero start, in order")
def bound_of_and(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("AND").bipolar
    inputs, plane = np.column_stack([np.ones(4), asked.X]), np.array([-1.0, 1.0, 1.0])
    gamma = (asked.target * (inputs @ plane)).min() / np.linalg.norm(plane)
    unit = load("perceptron")(order="cyclic", initial_scale=0, fires_at_zero=False)
    return {
        "squared_radius": float((inputs**2).sum(axis=1).max()),
        "squared_margin": float(gamma**2),
        "bound": float((inputs**2).sum(axis=1).max() / gamma**2),
        "corrections": int(train(unit, asked.X, asked.target).end.updates[0]),
    }


@experiment("random planes through random points in two to six dimensions, zero start, random order",
            starts=200, quick=40)  # fmt: skip
def bounds(starts: int, seed: int) -> dict[str, Any]:
    rng, most_allowed, most_made = np.random.default_rng(seed), [], []
    for _ in range(starts):
        n = int(rng.integers(2, 7))
        X = rng.integers(-5, 6, size=(20, n)).astype(float)
        side = 2 * (X @ rng.integers(-5, 6, size=n) + rng.integers(-5, 6)) + 1
        target = np.sign(side)
        plane = separate(X, target)
        if plane.weights is None or plane.bias is None or (target == target[0]).all():
            continue
        bound = ((X * X).sum(axis=1).max() + 1) * (plane.weights @ plane.weights + plane.bias**2)
        unit = load("perceptron")(initial_scale=0, max_epochs=int(bound) + 2)
        history = train(unit, X, target, n_starts=3, rng=int(rng.integers(1000)), keep_states=False)
        most_allowed.append(float(bound))
        most_made.append(int(history.end.updates.max()))
    made, allowed = np.array(most_made), np.array(most_allowed)
    return {"exceeded": bool((made > allowed).any()), "corrections": made, "bounds": allowed}


REPRODUCTION = Reproduction(
    paper=PAPER,
    about="A short proof: if some plane parts the classes with a margin, the perceptron makes no more "
    "corrections than the square of the largest input over that margin.",
    claims=(
        Claim(
            id="bound_of_and.squared_radius", says="The square of the longest input", printed="3",
            place="the theorem, for AND with inputs -1 and +1", experiment=bound_of_and,
            confidence="computed",
        ),
        Claim(
            id="bound_of_and.squared_margin", says="The square of the widest margin", printed="0.333333",
            place="the theorem, for AND with inputs -1 and +1", experiment=bound_of_and,
            confidence="computed",
        ),
        Claim(
            id="bound_of_and.bound", says="The most corrections that there can be", printed="9",
            place="the theorem, for AND with inputs -1 and +1", experiment=bound_of_and,
            confidence="computed",
        ),
        Claim(
            id="bound_of_and.corrections", says="The corrections that there are", printed="3",
            place="the theorem, for AND with inputs -1 and +1", experiment=bound_of_and,
            confidence="computed",
        ),
        Claim(
            id="bounds.exceeded", says="Some run makes more corrections than the bound", printed="no",
            place="the theorem", experiment=bounds, band=Equal("a theorem has no exceptions"),
        ),
    ),
)  # fmt: skip
