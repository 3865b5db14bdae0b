"""The review of 1990: what one unit can do, how its rules are related, and Rule III."""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory.catalog import load
from neurohistory.network import effort
from neurohistory.network.filters import delayed, lms, wiener
from neurohistory.network.groups import Group, GroupedNet
from neurohistory.network.perturbation import third_rule
from neurohistory.papers.widrow_1990 import PAPER
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.problems.named import get_problem
from neurohistory.reproduction.bands import Equal, Within
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.reproduction.findings import Share
from neurohistory.theory.separability import separate
from neurohistory.training import train

__all__ = ["REPRODUCTION"]


@experiment("the sixteen functions of two inputs, each with a plane or a proof that there is none")
def functions(starts: int, seed: int) -> dict[str, Any]:
    can = {name for name, gate in TWO_INPUT.items() if separate(gate.X, gate.target).separable}
    return {"realizable": Share(len(can), len(TWO_INPUT)), "missed": sorted(set(TWO_INPUT) - can)}


@experiment(
    "one ADALINE that is given the products x1, x1^2, x1 x2, x2^2, x2; inputs -1 and +1",
    starts=20,
    quick=10,
)
def products(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("XNOR").bipolar
    x, y = asked.X.T
    X = np.column_stack([x, x * x, x * y, y * y, y])
    history = train(load("adaline")(), X, asked.target, n_starts=starts, rng=seed)
    return {"inputs": X.shape[1], "learned": bool(history.solved.all())}


@experiment("random patterns and weights; one presentation by each rule, alpha from 0.1 to 1")
def rules(starts: int, seed: int) -> dict[str, Any]:
    rng, off, left = np.random.default_rng(0), 0.0, 0.0
    for alpha in (0.1, 0.5, 1.0):
        X, target = rng.choice([-1.0, 1.0], size=(1, 16)), np.array([1.0])
        units = [
            load("adaline")(learning_rate=alpha, rule=rule, max_epochs=1) for rule in ("mu", "alpha")
        ]
        begun = [unit.start(X, target, 1, np.random.default_rng(1)) for unit in units]
        mu, by_length = (
            next(unit.learn(start, X, target, np.random.default_rng(2)))
            for unit, start in zip(units, begun, strict=True)
        )
        effort.shown(2, 17, updates=2)
        off = max(off, float(np.abs(mu.weights - by_length.weights).max()))
        before, after = (float(target[0] - units[0].respond(s, X)[0, 0]) for s in (begun[0], mu))
        left = max(left, abs(after / before - (1 - alpha)))
    return {"mu_and_alpha": off, "error_left": left}


@experiment(
    "a signal that follows its last two values, 1.2 and -0.6, and noise; a filter of two taps predicts "
    "the next value, by LMS; 200,000 values",
)
def prediction(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    noise, signal = rng.normal(size=200_002), np.zeros(200_002)
    for t in range(2, len(signal)):
        signal[t] = 1.2 * signal[t - 1] - 0.6 * signal[t - 2] + noise[t]
    X, d = delayed(signal, 2)[1:-1], signal[2:]
    best, trace = wiener(X, d), float((X**2).sum(axis=1).mean())
    mu, late = 0.005 / trace, slice(20_000, None)
    errors, weights = lms(X, d, mu)
    least = (d - X @ best)[late] ** 2
    excess = float((errors[late] ** 2 - least).mean() / least.mean())
    return {
        "solution": float(np.abs(weights[late].mean(axis=0) - best).max()),
        "misadjustment": excess / (mu * trace),
    }


@experiment("one pattern of sixteen inputs of -1 and +1, again and again; what is left of the error")
def stability(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    x = rng.choice([-1.0, 1.0], size=(1, 16))
    left = {}
    for alpha in (0.1, 1.9, 2.1):
        errors, _ = lms(np.repeat(x, 200, axis=0), np.ones(200), alpha / (2 * 16))
        left[alpha] = abs(float(errors[-1]))
    return {"below_two": left[0.1] < 1e-6 and left[1.9] < 1e-6, "above_two": left[2.1] < 1}


@experiment("one example far out: no at 0 and 1, yes at 2 and 20, on a line", starts=20, quick=10)
def far_out(starts: int, seed: int) -> dict[str, Any]:
    X, target = np.array([[0.0], [1.0], [2.0], [20.0]]), np.array([-1.0, -1.0, 1.0, 1.0])
    adaline = train(
        load("adaline")(max_epochs=1000, learning_rate=0.2), X, target, n_starts=starts, rng=seed
    )
    perceptron = train(load("perceptron")(max_epochs=1000), X, target, n_starts=starts, rng=seed)
    return {"adaline": bool(adaline.solved.any()), "perceptron": bool(perceptron.solved.all())}


@experiment("2-3-1 logistic units on XOR, random weights; the change of the error when a sum is moved "
"by 0.1, 0.01 and 0.001, beside back-propagation", starts=20, quick=10)  # fmt: skip
def rule_three(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("XOR")
    d = asked.truth[:, None].astype(float)
    net = GroupedNet([2], [Group(3, (0,)), Group(1, (1,))])
    theta = net.start(1.0, starts, np.random.default_rng(seed))
    exact = net.gradient(theta, asked.X, d)[0]
    off = [
        float(np.abs(third_rule(net, theta, asked.X, d, step) - exact).max())
        for step in (0.1, 0.01, 0.001)
    ]
    return {
        "differences": tuple(off),
        "difference": off[-1],
        "falls": off[0] > off[1] > off[2],
        "tenfold": off[1] / off[2],
    }


@experiment("two ADALINEs and a fixed element above them, by Rule I; XOR with inputs -1 and +1, in "
"random order",
            starts=200, quick=60)  # fmt: skip
def rule_one(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("XNOR").bipolar
    history = train(load("madaline")(element="and"), asked.X, asked.target, n_starts=starts, rng=seed)
    return {"xnor": Share(int(history.solved.sum()), starts)}


@experiment("two ADALINEs and OR, by Rule I; XOR with inputs 0 and 1, in a fixed and in random order",
            starts=250, quick=100)  # fmt: skip
def order(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("XOR")
    solved = {
        each: int(
            train(
                load("madaline")(order=each), asked.X, asked.target, n_starts=starts, rng=seed
            ).solved.sum()
        )
        for each in ("cyclic", "shuffled")
    }
    return {"fixed": Share(solved["cyclic"], starts), "random": Share(solved["shuffled"], starts)}


REPRODUCTION = Reproduction(
    paper=PAPER,
    about="Thirty years told by one of their makers: the perceptron's rule and LMS, what one unit can "
    "do and how much it holds, the MADALINEs, and how their third rule is back-propagation in the "
    "limit of small moves.",
    claims=(
        Claim(
            id="functions.realizable", says="Functions of two inputs that one unit realizes",
            place="page 1419",
            printed="14 of 16", experiment=functions,
        ),
        Claim(
            id="functions.missed", says="The functions that it misses", place="page 1419",
            printed="XNOR, XOR",
            experiment=functions,
        ),
        Claim(
            id="products.inputs", says="Inputs of an ADALINE for XNOR with products", place="Fig. 6-9",
            printed="5",
            experiment=products,
        ),
        Claim(
            id="products.learned", says="With them it learns XNOR from every start", place="Fig. 6-9",
            printed="yes",
            experiment=products,
            band=Equal("with the product a plane exists and least squares finds it"),
        ),
        Claim(
            id="rules.mu_and_alpha",
            says="How far the mu and the alpha rule are apart for inputs -1 and +1",
            place="the equality 2 mu = alpha / N", printed="0", experiment=rules,
            band=Within(0, 1e-12, "rounding, and nothing else"),
        ),
        Claim(
            id="rules.error_left", says="How far what is left of an error is from 1 - alpha",
            place="equations 10-16", printed="0", experiment=rules, band=Within(0, 1e-12, "rounding, "
            "and nothing else"),
        ),
        Claim(
            id="stability.below_two", says="The error dies out for alpha between 0 and 2",
            place="equations 10-16", printed="yes", experiment=stability,
        ),
        Claim(
            id="stability.above_two", says="The error dies out for alpha above 2",
            place="equations 10-16", printed="no", experiment=stability,
        ),
        Claim(
            id="prediction.solution",
            says="How far the mean weights of LMS are from the Wiener solution",
            place="equations 29-34", printed="0", experiment=prediction,
            band=Within(0, 0.01, "a hundredth of the weights, after 180,000 steps"),
        ),
        Claim(
            id="prediction.misadjustment", says="The misadjustment of a filter over mu times the trace "
            "of R", place="equations 29-34", printed="1", experiment=prediction,
            band=Within(0.7, 1.3, "the law is of small steps and of inputs that are independent"),
        ),
        Claim(
            id="far_out.adaline", says="LMS learns a separable set with one example far out",
            printed="no",
            place="the comparison of the rules: LMS may fail", experiment=far_out,
            band=Equal("least squares puts its plane on the wrong side, wherever it starts"),
        ),
        Claim(
            id="far_out.perceptron", says="The perceptron's rule learns it from every start",
            printed="yes",
            place="the comparison of the rules: the perceptron's never fails", experiment=far_out,
            band=Equal("a theorem has no exceptions"),
        ),
        Claim(
            id="rule_three.difference",
            says="How far Rule III is from back-propagation, sums moved by 0.001",
            place="equations 60-66", printed="0", experiment=rule_three,
            band=Within(0, 0.001, "no more than the move itself"),
        ),
        Claim(
            id="rule_three.falls", says="The difference falls with the move", place="equations 60-66",
            printed="yes",
            experiment=rule_three, band=Equal("each of three moves leaves less than the one before"),
        ),
        Claim(
            id="rule_three.tenfold", says="By what factor the difference falls with a move of a tenth",
            place="equations 60-66, worked out", printed="10", experiment=rule_three,
            confidence="computed",
            band=Within(8, 12, "the second term of the series is left out, and the third is small"),
        ),
        Claim(
            id="rule_one.xnor", says="Starts from which two ADALINEs and an AND learn XNOR",
            place="Fig. 10",
            printed="can be done", experiment=rule_one, band=Within(0.9, 1, "nine starts in ten show "
            "that it can"),
        ),
        Claim(
            id="order.fixed", says="Starts that learn XOR when the order is fixed",
            printed="may lock in a cycle",
            place="Ridgway's finding, told on page 1427", experiment=order,
            band=Within(0, 0.5, "a trap catches more than half"),
            departures=("The patterns and their coding are ours.",),
        ),
        Claim(
            id="order.random", says="Starts that learn XOR in random order", printed="the remedy",
            place="Ridgway's finding, told on page 1427", experiment=order,
            band=Within(0.9, 1, "a remedy helps nine in ten"), departures=("The patterns and their "
            "coding are ours.",),
        ),
        Claim(
            id="koford.capacity", says="What a MADALINE holds: units times the capacity of one",
            place="page 1421",
            tier="from a text",
            missing="a rule that finds weights where they exist, for sets of that size",
        ),
    ),
)  # fmt: skip
