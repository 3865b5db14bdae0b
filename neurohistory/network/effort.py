"""What learning costs, in one currency: presentations, updates, multiply-adds and parameters.

It is what the rule asks for, and not what our arrays did to get there sooner.  A *presentation* is one
example shown to one learner; a *update* is one change of a learner's weights.  A *multiply-add* is a
weight times what comes along it, added up.  There is one for each weight

* when a machine answers,
* when the derivative by this weight is worked out,
* when an error is carried back along it,
* when an update moves it.

Activations, comparisons and random numbers are not counted, nor is what is measured afterwards.  A
support-vector machine's solver counts a step as an update of all its multipliers.  Whoever
learns says what it spends, and whoever wants to know opens a count.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, SupportsInt

__all__ = ["NOTHING", "Effort", "counted", "is_counted", "shown", "spend"]


class Effort(NamedTuple):
    """What was spent.

    Attributes
    ----------
    presentations, updates, multiply_adds : int
        Those of all learners together.
    parameters : int
        Those of one learner, the largest.
    """

    presentations: int = 0
    updates: int = 0
    multiply_adds: int = 0
    parameters: int = 0


NOTHING = Effort()


class _Count:
    """What has been spent so far."""

    def __init__(self) -> None:
        self.effort = NOTHING


_OPEN: ContextVar[_Count | None] = ContextVar("effort", default=None)


@contextmanager
def counted() -> Iterator[_Count]:
    """Count what is spent within the block; its ``effort`` has it, also afterwards.

    Examples
    --------
    >>> with counted() as count:
    ...     shown(4, 3, updates=2)
    >>> count.effort
    Effort(presentations=4, updates=2, multiply_adds=18, parameters=3)
    """
    count = _Count()
    before = _OPEN.set(count)
    try:
        yield count
    finally:
        _OPEN.reset(before)


def is_counted() -> bool:
    """Whether anybody wants to know."""
    return _OPEN.get() is not None


def spend(
    *,
    presentations: SupportsInt = 0,
    updates: SupportsInt = 0,
    multiply_adds: SupportsInt = 0,
    parameters: SupportsInt = 0,
) -> None:
    """Say what was spent; nothing happens where nobody counts."""
    if (count := _OPEN.get()) is not None:
        now = count.effort
        count.effort = Effort(
            now.presentations + int(presentations),
            now.updates + int(updates),
            now.multiply_adds + int(multiply_adds),
            max(now.parameters, int(parameters)),
        )


def shown(presentations: SupportsInt, parameters: int, *, updates: SupportsInt = 0) -> None:
    """Say what units without hidden ones spend: all weights answer, and an update moves all of them.

    Parameters
    ----------
    presentations : int
        Those of all learners together.
    parameters : int
        Those of one learner.
    updates : int, default=0
        Those of all learners together.
    """
    spend(
        presentations=presentations,
        updates=updates,
        multiply_adds=parameters * (int(presentations) + int(updates)),
        parameters=parameters,
    )
