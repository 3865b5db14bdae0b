"""Who repeats the reference runs: each gives the rows of a trace, or None where it has no such rule.

A contender has a rule and arithmetic of its own; we set its first weights, its step and the order, and
read its weights.  Who is not installed raises ImportError or FileNotFoundError.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files as package_files
from itertools import islice
from typing import Any

import numpy as np

from neurohistory import load
from neurohistory.reference_runs.files import kept, names
from neurohistory.traces import trace

__all__ = ["CONTENDERS", "Rows"]

Rows = list[list[float]]


class Task:
    """A reference run as arrays."""

    def __init__(self, run: Mapping[str, Any]) -> None:
        self.run, self.rule, self.n_rows = run, run["rule"], len(run["trace"])
        self.X = np.array(run["inputs"], dtype=float)
        self.target = np.array(run["target"])
        self.signs = np.where(self.target > 0, 1.0, -1.0)
        self.first = np.array([float(Fraction(each)) for each in run["first"]])
        self.step = float(Fraction(run.get("step", 1)))
        self.shown = [each for _ in range(5) for each in range(len(self.X))]


def ours(run: Mapping[str, Any]) -> Rows | None:
    """The models of this package."""
    task = Task(run)
    first, svm = task.first, task.rule.startswith("svm")
    model_class = load("svm" if svm else task.rule)
    settings = {key: value for key, value in model_class.card.by_hand.items() if key == "order"}
    initial: Any = None
    if task.rule in ("perceptron", "adaline", "logistic_unit"):
        initial = {"bias": first[0], "weights": first[1:]}
    elif task.rule == "madaline":
        settings["learning_rate"] = task.step
        initial = {"bias": first[::3], "weights": first.reshape(2, 3)[:, 1:]}
    elif task.rule == "backprop":
        initial = {"Theta1": first[:6].reshape(2, 3).T, "Theta2": first[6:, None]}
    elif task.rule == "mark_i":
        settings["n_association"] = len(first)
    model = model_class(**settings)
    if svm:
        kernel = task.rule.removeprefix("svm_")
        model.set_params(kernel=kernel, gamma=1.0).fit(task.X, task.target)
        state = model.state_
        return [[*(state.multipliers[:, 0] * task.signs), float(state.bias[0])]]
    if task.rule == "mark_i":
        start = model.start(task.X, task.signs, 1, np.random.default_rng(0))
        wiring = np.array(run["wiring"], dtype=float).T[..., None]
        initial = start._replace(wiring=wiring, weights=first[:, None, None])
    every = 1 if run["row"] == "after each presentation" else len(task.X)
    lines = trace(model, task.X, task.signs, rng=0, initial=initial)
    rows = [
        _in_order(task.rule, list(line.after.values()))
        for line in islice(lines, every - 1, every * task.n_rows, every)
    ]
    return rows + [rows[-1]] * (task.n_rows - len(rows))  # a rule may end when it is right


def _in_order(rule: str, weights: list[float]) -> list[float]:
    """From the order of a trace to that of a reference run."""
    if rule == "madaline":
        (b1, b2), (w1, w2) = weights[:2], np.reshape(weights[2:], (2, 2)).tolist()
        return [b1, *w1, b2, *w2]
    if rule == "backprop":
        return [*np.reshape(weights[:6], (3, 2)).T.ravel(), *weights[6:]]
    return weights


def scikit_learn(run: Mapping[str, Any]) -> Rows | None:
    """`Perceptron`, `SGDRegressor` and `SVC`."""
    from sklearn.linear_model import Perceptron, SGDRegressor
    from sklearn.svm import SVC

    task, rows = Task(run), []
    if task.rule.startswith("svm"):
        kernel = task.rule.removeprefix("svm_")
        svc = SVC(C=100, kernel=kernel, gamma=1, coef0=1, degree=2).fit(task.X, task.target)
        multipliers = np.zeros(len(task.X))
        multipliers[svc.support_] = np.abs(svc.dual_coef_[0])
        return [[*multipliers, float(svc.intercept_[0])]]
    if task.rule == "adaline":
        unit: Any = SGDRegressor(
            penalty=None, learning_rate="constant", eta0=task.step, shuffle=False, average=False
        )
        unit.partial_fit(task.X[:1], [0.0])
        unit.coef_, unit.intercept_ = task.first[1:].copy(), task.first[:1].copy()
        for at in task.shown:
            unit.partial_fit(task.X[at : at + 1], task.signs[at : at + 1])
            rows.append([float(unit.intercept_[0]), *unit.coef_])
        return rows
    if task.rule == "perceptron":
        unit = Perceptron(eta0=task.step, shuffle=False)
        unit.partial_fit(task.X[:1], task.target[:1], classes=[0, 1])
        unit.coef_, unit.intercept_ = task.first[None, 1:].copy(), task.first[:1].copy()
        for at in task.shown:
            unit.partial_fit(task.X[at : at + 1], task.target[at : at + 1])
            rows.append([float(unit.intercept_[0]), *unit.coef_[0]])
        return rows
    return None


def mlxtend(run: Mapping[str, Any]) -> Rows | None:
    """`Perceptron`, `Adaline` and `LogisticRegression`."""
    from mlxtend.classifier import Adaline, LogisticRegression, Perceptron

    task = Task(run)
    batch = task.rule == "logistic_unit"
    if task.rule == "perceptron":
        unit: Any = Perceptron(eta=task.step / 2, epochs=1)  # its error is 2, and ours 1
    elif task.rule == "adaline":
        unit = Adaline(eta=task.step, epochs=1, minibatches=1)
    elif batch:
        unit = LogisticRegression(eta=task.step / len(task.X), epochs=1, minibatches=1)
    else:
        return None
    unit._check_target_array = lambda y, allowed=None: None  # one example alone is of one class
    unit.b_, unit.w_, unit.cost_ = task.first[:1].copy(), task.first[1:, None].copy(), []
    rows = []
    for at in range(task.n_rows) if batch else task.shown:
        here = slice(None) if batch else slice(at, at + 1)
        unit.fit(task.X[here], (task.target[here] > 0).astype(int), init_params=False)
        rows.append([float(unit.b_[0]), *unit.w_[:, 0]])
    return rows


def pytorch(run: Mapping[str, Any], bits: int) -> Rows | None:
    """Gradients by `backward`, steps by `torch.optim.SGD`."""
    import torch

    task = Task(run)
    if task.rule not in ("adaline", "logistic_unit", "backprop"):
        return None
    dtype = {32: torch.float32, 64: torch.float64}[bits]
    X, target = torch.tensor(task.X, dtype=dtype), torch.tensor(task.target, dtype=dtype)
    units = [torch.tensor(w, dtype=dtype, requires_grad=True) for w in task.first.reshape(-1, 3)]

    def net(unit: Any, x: Any) -> Any:
        return x @ unit[1:] + unit[0]

    def cost(here: slice) -> Any:
        x, t = X[here], target[here]
        if task.rule == "adaline":
            return ((t - net(units[0], x)) ** 2).sum() / 2
        if task.rule == "logistic_unit":
            return torch.nn.functional.binary_cross_entropy_with_logits(net(units[0], x), t)
        hidden = torch.stack([torch.sigmoid(net(unit, x)) for unit in units[:2]], dim=1)
        return ((t - torch.sigmoid(net(units[2], hidden))) ** 2).sum() / 2

    momentum = float(Fraction(run.get("momentum", 0)))
    optimizer, rows = torch.optim.SGD(units, lr=task.step, momentum=momentum), []
    for at in task.shown if task.rule == "adaline" else range(task.n_rows):
        optimizer.zero_grad()
        cost(slice(at, at + 1) if task.rule == "adaline" else slice(None)).backward()
        optimizer.step()
        rows.append([weight for unit in units for weight in unit.tolist()])
    return rows


_PORTS = """
const { machines } = neurohistory, unit = ([bias, ...weights]) => ({ bias, weights });
const swap = (w) => [w[0], w[3], w[1], w[4], w[2], w[5], ...w.slice(6)];
const flat = (units) => units.flatMap(({ bias, weights }) => [bias, ...weights]);
const back = (w) => [w[0], w[2], w[4], w[1], w[3], w[5], ...w.slice(6)];
const rows = ({ rule, inputs: X, target, first, step, sweeps, n }) => {
  const machine = machines[rule.startsWith("svm") ? "svm" : rule];
  if (!machine) return null;
  const problem = { X, target: target.map((t) => (t > 0 ? 1 : -1)) };
  const settings = { ...machine.settings };
  if (rule === "madaline") settings.learning_rate = step;
  if (rule.startsWith("svm")) Object.assign(settings, { kernel: rule.slice(4), gamma: 1 });
  let state = {
    madaline: () => ({ units: [unit(first.slice(0, 3)), unit(first.slice(3))], needed: 1 }),
    backprop: () => ({ theta: swap(first), velocity: first.map(() => 0), hidden: 2 }),
  }[rule]?.() ?? (first.length ? unit(first) : machine.start(problem, settings));
  return Array.from({ length: n }, (_, row) => {
    state = machine.learn(state, sweeps ? X.keys().toArray() : [row % X.length], problem, settings);
    if (state.units) return flat(state.units);
    if (state.theta) return back(state.theta);
    const { multipliers } = state; // a t, and t is -1 or +1
    if (multipliers) return [...multipliers.map((a, i) => a * problem.target[i]), state.bias];
    return [state.bias, ...state.weights];
  });
};
console.log(JSON.stringify(RUNS.map(rows)));
"""


@cache
def _ports() -> dict[str, Rows | None]:
    """All runs by the scripts of the playground, in Deno."""
    assets = package_files("neurohistory.site") / "assets"
    scripts = [(assets / name).read_text("utf-8") for name in ("rules.js", "support-vectors.js")]
    runs = []
    for name in names():
        run, task = kept(name), Task(kept(name))
        told = {key: run[key] for key in ("rule", "inputs", "target")}
        told |= {"first": task.first.tolist(), "step": task.step, "n": task.n_rows}
        runs.append(told | {"sweeps": run["row"] != "after each presentation"})
    program = "\n".join([*scripts, f"const RUNS = {json.dumps(runs)};", _PORTS])
    done = subprocess.run(
        ["deno", "run", "--quiet", "--ext=js", "-"], input=program, capture_output=True, text=True,
        check=True, timeout=120,
    )  # fmt: skip
    return dict(zip(names(), json.loads(done.stdout), strict=True))


def pages(run: Mapping[str, Any]) -> Rows | None:
    """The scripts of the playground."""
    return _ports()[run["name"]]


CONTENDERS: dict[str, Callable[[Mapping[str, Any]], Rows | None]] = {
    "neurohistory": ours,
    "the playground's scripts": pages,
    "scikit-learn": scikit_learn,
    "mlxtend": mlxtend,
    "PyTorch (64 bits)": lambda run: pytorch(run, 64),
    "PyTorch (32 bits)": lambda run: pytorch(run, 32),
}
