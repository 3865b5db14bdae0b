"""Cortes and Vapnik 1995: XOR in fractions, the soft margin as printed, and the tables of the digits."""

from __future__ import annotations

from math import comb, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from neurohistory.catalog import load
from neurohistory.papers.cortes_1995 import PAPER
from neurohistory.problems.gates import XOR
from neurohistory.problems.named import get_problem
from neurohistory.reproduction.bands import Equal, Verdict, Within
from neurohistory.reproduction.claim import Claim, Reproduction, experiment
from neurohistory.training import train

__all__ = ["REPRODUCTION"]

Array = NDArray[np.floating]
# degree: raw error in %, support vectors, printed dimension, the exact one
_TABLE_2 = {
    1: ("12.0", "200", "256", 256), 2: ("4.7", "127", "33,000", 33_152), 3: ("4.4", "148", "1,000,000",
    2_862_208),
    4: ("4.3", "165", "1,000,000,000", 186_043_584), 5: ("4.3", "175", "1,000,000,000,000",
    9_711_475_136),
    6: ("4.2", "185", "100,000,000,000,000", 424_067_747_648),
    7: ("4.3", "190", "10,000,000,000,000,000", 15_932_831_090_240),
}  # fmt: skip
_TABLE_1 = {"human": "2.5", "cart": "17", "c45": "16", "two_layers": "6.6", "lenet": "5.1"}


@experiment("XOR with inputs -1 and +1 and the kernel (u.v + 1)^2")
def xor(starts: int, seed: int) -> dict[str, Any]:
    machine = load("svm")(kernel="poly", degree=2, gamma=1.0, coef0=1.0, C=1e6)
    asked = XOR.bipolar
    end: Any = train(machine, asked.X, asked.target).end
    signed = end.multipliers[:, 0]
    gram = (asked.X @ asked.X.T + 1) ** 2
    grid = np.random.default_rng(0).uniform(-2, 2, (50, 2))
    said = machine.respond(end, grid)[:, 0]
    square = float(signed @ gram @ signed)
    return {
        "multipliers": float(np.abs(signed).mean()),
        "spread": float(np.ptp(np.abs(signed))),
        "bias": float(abs(end.bias[0])),
        "square": square,
        "margin": 2 / sqrt(square),
        "dual": float(np.abs(signed).sum() - square / 2),
        "decision": float(np.abs(said + grid[:, 0] * grid[:, 1]).max()),
        "diagonal": int(gram[0, 0]),
        "off_diagonal": int(gram[0, 1]),
    }


_TABLE_3 = {
    "vectors": ("Support vectors", (1379, 989, 1958, 1900, 1224, 2024, 1527, 2064, 2332, 2765)),
    "training": ("Training errors", (7, 16, 8, 11, 2, 4, 8, 16, 4, 1)),
    "test": ("Test errors", (19, 14, 35, 35, 36, 49, 32, 43, 48, 63)),
}  # fmt: skip


@experiment("arithmetic with the printed table")
def tables(starts: int, seed: int) -> dict[str, float]:
    vectors = {d: float(numbers[1]) for d, numbers in _TABLE_2.items()}
    _, training = _TABLE_3["training"]
    return {
        "bound": 100 * max(vectors.values()) / 7300,
        "growth": vectors[7] / vectors[3],
        "nist_training": 100 * sum(training) / len(training) / 60_000,
    }


@experiment("the number of monomials of 256 inputs up to the degree, without the constant")
def dimensions(starts: int, seed: int) -> dict[str, int]:
    return {f"degree_{d}": comb(256 + d, d) - 1 for d in _TABLE_2}


def _soft(X: Array, target: Array, C: float, share: int) -> tuple[Array, float]:
    """Multipliers and delta: maximize W(a) - delta^2 / (share C) with 0 <= a <= delta, a.t = 0."""
    n, D = len(X), np.outer(target, target) * (X @ X.T)
    box = {
        "type": "ineq", "fun": lambda v: v[n] - v[:n], "jac": lambda v: np.c_[-np.eye(n), np.ones(n)],
    }  # fmt: skip
    sums = {"type": "eq", "fun": lambda v: v[:n] @ target, "jac": lambda v: np.r_[target, 0]}
    found = minimize(
        lambda v: v[:n] @ D @ v[:n] / 2 - v[:n].sum() + v[n] ** 2 / (share * C),
        np.r_[np.full(n, 0.1), 0.2],
        jac=lambda v: np.r_[D @ v[:n] - 1, 2 * v[n] / (share * C)],
        bounds=[(0, None)] * (n + 1),
        constraints=[sums, box],
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    return found.x[:n], float(found.x[n])


@experiment("24 points of two classes that no line separates, C = 1; both printed duals, by sequential "
"quadratic programming")  # fmt: skip
def soft(starts: int, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(1995)
    target = np.where(np.arange(24) % 2, 1.0, -1.0)
    X, found, deltas = rng.standard_normal((24, 2)) + 0.7 * target[:, None], {}, {}
    for name, share in (("text", 2), ("appendix", 4)):
        a, delta = _soft(X, target, 1.0, share)
        w = (a * target) @ X
        free = (a > 1e-6 * delta) & (a < delta * (1 - 1e-6))
        xi = np.maximum(1 - target * (X @ w + (target[free] - X[free] @ w).mean()), 0)
        today: Any = train(load("svm")(kernel="linear", C=delta), X, target).end
        found[f"{name}_ratio"] = delta / float(xi.sum())
        found[f"{name}_modern"] = float(np.abs(today.multipliers[:, 0] @ X - w).max())
        found[f"{name}_largest"] = float(a.max() / delta)
        deltas[name] = delta
    return found | {"agree": abs(deltas["text"] / deltas["appendix"] - 1) < 0.01}


@experiment("500 digits of 8 by 8 pixels, polynomials of degree 1 to 7, one machine for each class "
"against the rest; tested on the others")  # fmt: skip
def digits(starts: int, seed: int) -> dict[str, Any]:
    asked = get_problem("digits")
    X, y, labels = asked.X[:500], asked.target[:500].argmax(axis=1), asked.target_test.argmax(axis=1)
    wrong, vectors = [], []
    for degree in range(1, 8):
        machine = load("svm")(kernel="poly" if degree > 1 else "linear", gamma=1 / 64)
        machine.set_params(degree=degree).fit(X, y)
        wrong.append(1 - float(machine.score(asked.X_test, labels)))
        vectors.append(float(np.count_nonzero(machine.state_.multipliers, axis=0).mean()))
    return {
        "linear_worse": wrong[0] / max(wrong[1:]),
        "flat": max(wrong[1:]) - min(wrong[1:]),
        "rises": vectors[1:] == sorted(vectors[1:]),
        "third_to_seventh": vectors[6] / vectors[2],
        "linear_most": vectors[0] / vectors[1],
    }


@experiment("30 examples of moons, circles and spirals, each left out in turn; degree 3")
def left_out(starts: int, seed: int) -> dict[str, Any]:
    exceeded = False
    for name in ("moons", "circles", "spirals"):
        asked = get_problem(name)
        X, t = asked.X[:30], asked.target[:30]
        model = load("svm")
        support = np.count_nonzero(model(kernel="poly", degree=3).fit(X, t).state_.multipliers)
        wrong = 0
        for i in range(30):
            rest = np.delete(np.arange(30), i)
            wrong += int(model(kernel="poly", degree=3).fit(X[rest], t[rest]).predict(X[[i]])[0] != t[i])
        exceeded = exceeded or bool(wrong > support)
    return {"exceeded": exceeded}


_USPS = "the 9,300 scanned digits of the US Postal Service, which cannot be handed out with this package"
_SMALL = "Digits of 8 by 8 pixels stand for those of 16 by 16, and 500 examples for 7,300."
_SOLVER = "the solver stops at 1e-6 of the optimum"

REPRODUCTION = Reproduction(
    paper=PAPER,
    about="The widest margin in the space of a kernel, with a price for what falls inside. The paper "
    "works out the dual problem, and compares polynomials of growing degree on scanned digits: the "
    "error hardly depends on the degree, and the machines do not grow with the space.",
    differs="The scanned digits cannot be handed out, so the tables are not testable here. What "
    "smaller digits give is shown beside the main table, and decides nothing. Two passages of the paper "
    "disagree by a factor of two, four of the printed dimensions are wrong by more than a rounding, and "
    "the mean training error of the text is not that of its table.",
    claims=(
        *(
            Claim(
                id=f"xor.{key}", says=says, place="the dual problem, worked out for XOR",
                printed=printed, experiment=xor,
                confidence="computed", band=band,
            )
            for key, says, printed, band in (
                ("multipliers", "The multiplier of each case of XOR", "0.12500", Equal()),
                ("spread", "How far the four multipliers are apart", "0", Within(0, 1e-6, _SOLVER)),
                ("bias", "The bias", "0", Within(0, 1e-6, _SOLVER)),
                ("square", "The square of the weights", "0.50000", Equal()),
                ("margin", "The width of the margin", "2.8284", Equal()),
                ("dual", "The value of the dual problem", "0.25000", Equal()),
                ("decision", "How far the answer is from -x1 x2, at most", "0",
                Within(0, 1e-5, _SOLVER)),
                ("diagonal", "The kernel of a case with itself", "9", Equal()),
                ("off_diagonal", "The kernel of two cases", "1", Equal()),
            )
        ),
        *(
            Claim(
                id=f"dimensions.degree_{d}",
                says=f"Dimensions of the space of degree {d} over 256 pixels",
                place="Table 2", printed=printed, experiment=dimensions,
                band=Within(
                    exact if d == 1 else (1 - 0.02) * float(printed.replace(",", "")),
                    exact if d == 1 else 1.02 * float(printed.replace(",", "")),
                    "two digits are printed" if d == 2 else "a power of ten stands for the number",
                ) if d < 3 else Within(
                    float(printed.replace(",", "")) / sqrt(10), float(printed.replace(",",
                    "")) * sqrt(10),
                    "a power of ten is printed, so the next one must not be nearer",
                ),
                recorded=Verdict.NOT_REPRODUCED if d > 3 else Verdict.REPRODUCED,
                cause="print" if d > 3 else "",
            )
            for d, (_, _, printed, exact) in _TABLE_2.items()
        ),
        Claim(
            id="soft.agree", says="The dual of the main text and that of the appendix are one",
            printed="yes",
            place="equations 26 and 30, and equation 60 with k = 2", experiment=soft,
            recorded=Verdict.NOT_REPRODUCED, cause="print",
            open_questions=("They agree if C stands for C / 2 in one of them.",),
        ),
        Claim(
            id="soft.text_ratio", says="delta over C and the sum of the slacks, main text",
            printed="1.0000",
            place="equations 26 and 30", experiment=soft, confidence="computed",
        ),
        Claim(
            id="soft.appendix_ratio", says="delta over C and the sum of the slacks, appendix",
            printed="2.0000",
            place="equation 60 with k = 2", experiment=soft, confidence="computed",
        ),
        *(
            Claim(
                id=f"soft.{name}_modern",
                says=f"How far today's machine with C = delta is from that of {told}",
                printed="0",
                place=place, experiment=soft, confidence="computed", band=Within(0, 0.001, "the "
                "solvers stop earlier"),
            )
            for name, told, place in (
                ("text", "the main text", "equations 26 and 30"), ("appendix", "the appendix",
                "equation 60 with k = 2"),
            )
        ),
        Claim(
            id="soft.text_largest", says="The largest multiplier over delta", printed="1.0000",
            place="equations 26 and 30", experiment=soft, confidence="computed",
        ),
        Claim(
            id="digits.linear_worse", says="The error of degree 1 over the largest of the others",
            place="Table 2: 12.0 against 4.7", printed="2.6", experiment=digits,
            stand_in=_SMALL, missing=_USPS,
        ),
        Claim(
            id="digits.flat", says="How far the errors of degree 2 to 7 are apart",
            place="Table 2: 0.5 %",
            printed="0.005", experiment=digits,
            stand_in=_SMALL, missing=_USPS,
        ),
        Claim(
            id="digits.rises", says="Support vectors rise from degree 2 to degree 7", place="Table 2",
            printed="yes",
            experiment=digits,
            stand_in=_SMALL, missing=_USPS,
        ),
        Claim(
            id="digits.third_to_seventh", says="Support vectors of degree 7 over those of degree 3",
            place="Table 2: 190 over 148", printed="1.28", experiment=digits,
            stand_in=_SMALL, missing=_USPS,
        ),
        Claim(
            id="digits.linear_most", says="Support vectors of degree 1 over those of degree 2",
            place="Table 2: 200 over 127", printed="1.57", experiment=digits,
            stand_in=_SMALL, missing=_USPS,
        ),
        Claim(
            id="left_out.exceeded",
            says="More errors on examples left out than there are support vectors",
            printed="no",
            place="equation 5", experiment=left_out, band=Equal("a theorem has no exceptions"),
            stand_in="Points of three kinds stand for any examples.",
            despite="The theorem is about any of them.",
        ),
        *(
            Claim(
                id=f"usps.{what}_{d}", says=f"{told} of degree {d} on scanned digits",
                place=f"Table 2: {numbers[at]}",
                tier="from a text", missing=_USPS,
            )
            for d, numbers in _TABLE_2.items()
            for at, (what, told) in enumerate((("error", "The raw error in %"), ("vectors", "Support "
            "vectors")))
        ),
        *(
            Claim(
                id=f"usps.{name}",
                says=f"The raw error in % of {name.replace('_', ' ')} on scanned digits",
                place=f"Table 1: {printed}", tier="from a text", missing=_USPS,
            )
            for name, printed in _TABLE_1.items()
        ),
        Claim(
            id="tables.bound",
            says="The bound on the error of a single machine in %, the largest of the "
            "table", place="Table 2 and equation 5", printed="at most 3", experiment=tables,
            band=Within(0, 3, "at most 3 % is printed"), departures=("It is worked out from the printed "
            "support vectors and the 7,300 examples.",),
        ),
        Claim(
            id="tables.growth", says="Support vectors of degree 7 over those of degree 3, as printed",
            place="Table 2 and its text", printed="1.3", experiment=tables,
        ),
        Claim(
            id="tables.nist_training",
            says="The mean training error of a machine on digits of NIST in %, from its errors in the "
            "table", place="Table 3 and its text", printed="0.02", experiment=tables, on="2026-12-03",
            recorded=Verdict.NOT_REPRODUCED, cause="print",
            open_questions=("The text has about 12 errors for a class; the ten numbers of the table are "
            "77 in all. Which set the mean of the text was taken on is not told.",),
        ),
        *(
            Claim(
                id=f"usps.{key}", says=says, place=f"text to Table 2: {printed}", tier="from a text",
                missing=_USPS,
            )
            for key, says, printed in (
                ("single_machine", "The error of a single machine in %, at most", "1.5"),
                ("training_linear", "Training errors of degree 1 for a class", "34"),
                ("training_square", "Training errors of degree 2 in all", "4"),
            )
        ),
        *(
            Claim(
                id=f"nist.{key}_{digit}", says=f"{says} of the machine for {digit} on digits of NIST",
                place=f"Table 3: {printed}", tier="from a text",
                missing="the digits of NIST, which cannot be handed out with this package",
            )
            for key, (says, numbers) in _TABLE_3.items()
            for digit, printed in enumerate(numbers)
        ),
        Claim(
            id="nist.error", says="The raw error in % on 60,000 digits of NIST, degree 4",
            place="Table 3: 1.1",
            tier="from a text",
            missing="the digits of NIST, which cannot be handed out with this package",
        ),
    ),
)  # fmt: skip
