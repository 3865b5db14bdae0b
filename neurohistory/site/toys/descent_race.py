"""Optimizers that race down a surface from the place that the reader points at."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from neurohistory.network.optimizers import OPTIMIZERS, Optimizer, get_optimizer
from neurohistory.network.races import BEALE, LONG_VALLEY, SADDLE, race, steps_to_reach
from neurohistory.report.text import markdown_table
from neurohistory.site.toys.loading import toy

__all__ = ["STEPS", "SURFACES", "made", "rule_of"]

SURFACES = {"beale": BEALE, "valley": LONG_VALLEY, "saddle": SADDLE}
STEPS = 300
_NEAR = 0.1
_UNSCALED = {"gradient_descent": 0.005, "momentum": 0.005, "nesterov": 0.005, "adadelta": 1.0}
_SCALED = 0.1  # the learning rate of all others


def rule_of(name: str) -> Optimizer:
    """An optimizer at the rate that the page has at first.

    Parameters
    ----------
    name : str
        One of `OPTIMIZERS`.
    """
    return get_optimizer(name, learning_rate=_UNSCALED.get(name, _SCALED))


def made() -> str:
    """The toy, in Markdown."""
    rules = {name: rule_of(name) for name in OPTIMIZERS}
    told: dict[str, Any] = {
        "steps": STEPS,
        "rules": {name: {"title": rule.title, **asdict(rule)} for name, rule in rules.items()},  # type: ignore[call-overload]
        "surfaces": {
            key: {"title": s.name, "extent": s.extent, "start": s.start, "minimum": s.minimum}
            for key, s in SURFACES.items()
        },
    }
    paths = {key: race(SURFACES[key], rules, STEPS) for key in ("beale", "valley")}
    rows = [
        [rule.title, *(str(_arrival(paths[key][name], key)) for key in paths)]
        for name, rule in rules.items()
    ]
    still = (
        "Nine optimizers start from one place, where the reader clicks, with rates and momentum "
        f"that are dragged as one point. The steps until each stays within {_NEAR} of the minimum, from "
        f"the usual place; a dash is more than {STEPS}:\n\n"
        + markdown_table(["rule", BEALE.name, LONG_VALLEY.name], rows)
    )
    return toy("descent-race", told, still)


def _arrival(path: Any, key: str) -> int | str:
    return steps_to_reach(path, SURFACES[key], _NEAR) or "–"
