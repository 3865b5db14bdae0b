"""Variants of a problem: fewer examples, wrong labels, single precision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from neurohistory.problems.problem import Problem

__all__ = ["fewer", "in_single_precision", "mislabelled"]


def fewer(problem: Problem, n_examples: int) -> Problem:
    """The same problem with the first examples alone to learn from.

    Examples
    --------
    >>> from neurohistory.problems import get_problem
    >>> fewer(get_problem("moons"), 40)
    Problem(moons: 40 examples and 100 to test, 2 features, 2 classes)
    """
    if not 1 <= n_examples <= len(problem.X):
        raise ValueError(
            f"n_examples must be from 1 to {len(problem.X)}, as many as {problem.name} has, not "
            f"{n_examples}"
        )
    complete = problem.complete and n_examples == len(problem.X)
    X, target = problem.X[:n_examples], problem.target[:n_examples]
    return replace(problem, X=X, target=target, complete=complete)


def mislabelled(problem: Problem, fraction: float, seed: int = 0) -> Problem:
    """The same problem with the other label on a fraction of the examples to learn from.

    The examples to be tested on keep their right labels.

    Parameters
    ----------
    problem : Problem
        With two classes.
    fraction : float
        The fraction of the labels to turn, from 0 to 1.
    seed : int, default=0
        The seed by which the examples are chosen.

    Returns
    -------
    Problem

    Examples
    --------
    >>> from neurohistory.problems import get_problem
    >>> moons = get_problem("moons")
    >>> float((mislabelled(moons, 0.1).target != moons.target).mean())
    0.1
    """
    if problem.target.ndim != 1:
        raise ValueError(
            f"labels can be turned where there are two classes, and {problem.name} has "
            f"{problem.asked_of_each}"
        )
    if not 0 <= fraction <= 1:
        raise ValueError(f"fraction must be from 0 to 1, not {fraction}")
    target = problem.target.copy()
    turned = np.random.default_rng(seed).permutation(len(target))[: round(fraction * len(target))]
    target[turned] *= -1
    return replace(problem, target=target)


def in_single_precision(problem: Problem) -> Problem:
    """The same problem with numbers of 32 bits, with which a model learns in about half the time.

    Examples
    --------
    >>> from neurohistory.problems import get_problem
    >>> in_single_precision(get_problem("moons")).X.dtype
    dtype('float32')
    """
    parts = {name: getattr(problem, name) for name in ("X", "target", "X_test", "target_test")}
    return replace(problem, **{name: part.astype(np.float32) for name, part in parts.items()})
