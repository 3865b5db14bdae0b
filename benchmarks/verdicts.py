"""A random trial of verdicts: is what `separate` says always right?

Small random sets over 30 orders of magnitude, of scale, of offset and of both, with duplicates,
contradictions, points in a line and margins of one rounding step, are asked against a referee that
shares no code with the package: Fourier and Motzkin's elimination in fractions.  The checker of
certificates is tried on false ones, rows are permuted, and a larger set is timed.

    python benchmarks/verdicts.py [sets] [seed]
"""

from __future__ import annotations

import runpy
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import gcd, lcm, nextafter
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.separability import Separation, separate

ROOT = Path(__file__).parents[1]
Set = tuple[NDArray[np.float64], NDArray[np.float64]]

KINDS = (
    "plain",
    "scale",
    "offset",
    "both",
    "units",
    "grid",
    "line",
    "duplicates",
    "contradiction",
    "thin",
)


def random_set(kind: str, rng: np.random.Generator) -> Set:
    """Two to eight examples of one to three features, by the trouble that they make."""
    n, d = int(rng.integers(2, 9)), int(rng.integers(1, 4))
    X = rng.standard_normal((n, d))
    target = rng.choice([-1.0, 1.0], size=n)
    if rng.random() < 0.5:  # half of them have a plane, or nearly
        target = np.where(X @ rng.standard_normal(d) + rng.standard_normal() > 0, 1.0, -1.0)
    if kind == "grid" or rng.random() < 0.2:
        X = rng.integers(-2, 3, size=(n, d)).astype(float)
    match kind:
        case "line":
            X = X[:1] + rng.integers(-3, 4, size=(n, 1)) * rng.integers(-2, 3, size=(1, d))
        case "duplicates":
            again = rng.integers(n, size=n)
            X, target = X[again], target[again]
        case "contradiction":
            X[0], target[:2] = X[1], (-1.0, 1.0)
        case "thin":  # points beside a plane, by a step of rounding
            X = rng.integers(-3, 4, size=(n, d)) / 4.0
            for row in range(n):
                X[row, 0] = nextafter(X[row, 1:].sum(), target[row] * np.inf)
        case "units":
            X = X * 10.0 ** rng.uniform(-15, 15, size=d)
    if kind in ("scale", "both", "thin"):
        X = X * 10.0 ** rng.uniform(-15, 15)
    if kind in ("offset", "both"):
        X = X + 10.0 ** rng.uniform(-15, 15) * rng.standard_normal(d)
    return X, target


def referee(X: NDArray[np.float64], target: NDArray[np.float64]) -> bool:
    """Whether t (w.x + b) > 0 has a solution, by eliminating one weight after the other."""
    rows = {
        _whole([int(t) * Fraction(x) for x in (*row, 1.0)])
        for row, t in zip(X.tolist(), target.tolist(), strict=True)
    }
    for j in range(X.shape[1] + 1):
        above = [row for row in rows if row[j] > 0]
        below = [row for row in rows if row[j] < 0]
        rows = {row for row in rows if row[j] == 0}
        for p, q in product(above, below):
            rows.add(_whole([p[j] * y - q[j] * x for x, y in zip(p, q, strict=True)]))
        if any(not any(row) for row in rows):  # 0 > 0
            return False
    return True


def _whole(row: list[Fraction] | list[int]) -> tuple[int, ...]:
    """The row as whole numbers without common factors."""
    below = lcm(*(Fraction(x).denominator for x in row))
    numbers = [int(x * below) for x in row]
    common = gcd(*numbers) or 1
    return tuple(number // common for number in numbers)


def forgeries(found: Separation, X: NDArray[np.float64]) -> list[Separation]:
    """Proofs that must be refused, made from one of impossibility that is right."""
    first, *others = found.multipliers
    elsewhere = [i for i in range(len(X)) if i not in found.examples]
    false = [
        replace(found, multipliers=(-first, *others)),
        replace(found, multipliers=(first + 1, *others)),
        replace(found, multipliers=tuple(-a for a in found.multipliers)),
        replace(found, multipliers=(0,) * len(found.examples)),
        replace(found, examples=found.examples[1:], multipliers=tuple(others)),
        replace(found, examples=(), multipliers=()),
        replace(found, examples=(len(X), *found.examples[1:])),
        Separation(True, plane=(1,) * (X.shape[1] + 1)),
    ]
    if elsewhere:
        moved = (elsewhere[0], *found.examples[1:])
        same = bool((X[elsewhere[0]] == X[found.examples[0]]).all())
        false += [] if same else [replace(found, examples=moved)]
    return false


def trial(n_sets: int, seed: int) -> dict[str, float]:
    """Count what is wrong, open or raised, false proofs that are believed, and orders that matter.

    The milliseconds are those of the processor that a set takes.
    """
    check = runpy.run_path(str(ROOT / "docs" / "check_certificate.py"))["holds"]
    rng = np.random.default_rng(seed)
    tally = dict.fromkeys(("sets", "separable", "wrong", "unproved", "open", "raised"), 0.0)
    tally |= dict.fromkeys(("in fractions", "planted", "believed", "changed", "milliseconds"), 0.0)
    earlier: Separation | None = None
    for number in range(n_sets):
        X, target = random_set(KINDS[number % len(KINDS)], rng)
        right = referee(X, target)
        tally["sets"] += 1
        tally["separable"] += right
        began = process_time()
        try:
            found = separate(X, target)
        except Exception as error:
            tally["raised"] += 1
            print(f"{type(error).__name__}: {error}\n{X!r}\n{target!r}")
            continue
        finally:
            tally["milliseconds"] += 1000 * (process_time() - began) / n_sets
        if found.separable is None:
            tally["open"] += 1
            continue
        tally["wrong"] += found.separable is not right
        held = found.holds(X, target) and check(**found.certificate(X, target))
        tally["unproved"] += not held
        order = rng.permutation(len(X))
        again = separate(X[order], target[order])
        tally["changed"] += again.plane != found.plane or sorted(
            X[order][list(again.examples)].tolist()
        ) != sorted(X[list(found.examples)].tolist())
        if found.separable:
            assert found.weights is not None
            shown = [*map(Fraction, [*found.weights.tolist(), found.bias])]
            sides = (
                t * sum(w * Fraction(x) for w, x in zip(shown, [*row, 1.0], strict=True))
                for row, t in zip(X.tolist(), target.astype(int).tolist(), strict=True)
            )
            tally["unproved"] += not all(side > 0 for side in sides)
            tally["in fractions"] += found.weights.dtype == object
        else:
            false = forgeries(found, X)
            if right and earlier is not None:
                false.append(earlier)
            tally["planted"] += len(false)
            for forged in false:
                tally["believed"] += forged.holds(X, target)
            earlier = found
        if right and earlier is not None and max(earlier.examples) < len(X):  # another set's
            tally["planted"] += 1
            tally["believed"] += earlier.holds(X, target)
    return tally


def seconds_of_a_large_set(n_examples: int = 2000, n_features: int = 20, seed: int = 0) -> Separation:
    """Noisy answers to a plane; the time is printed."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n_examples, n_features))
    target = np.where(X @ rng.standard_normal(n_features) > 0, 1.0, -1.0)
    target[rng.random(n_examples) < 0.05] *= -1
    separate(X[:300], target[:300])  # the solvers are imported
    began, worked = perf_counter(), process_time()
    found = separate(X, target)
    print(
        f"{n_examples:,} x {n_features}: {len(found.examples)} of them cannot be parted, the largest "
        f"multiplier has {len(str(max(found.multipliers)))} digits; holds: {found.holds(X, target)}; "
        f"{perf_counter() - began:.3f} s with that check, {process_time() - worked:.3f} s of processor"
    )
    return found


if __name__ == "__main__":
    n_sets, seed = ([int(word) for word in sys.argv[1:]] + [20_000, 0][len(sys.argv) - 1 :])[:2]
    for name, number in trial(n_sets, seed).items():
        print(f"{name:14}{number:10.3f}" if name == "milliseconds" else f"{name:14}{number:10,.0f}")
    seconds_of_a_large_set()
