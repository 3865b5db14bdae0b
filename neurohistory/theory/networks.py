"""What hidden units can do, whatever the rule that teaches them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from neurohistory.theory.expectation import Expectation, Verdict, expect_contradiction, expect_linear

__all__ = ["expect_hidden_units", "is_gate_of_two_inputs"]

Array = NDArray[np.floating]


def expect_hidden_units(
    X: Array, target: Array, n_units: int, why_single_line: Callable[[], str]
) -> Expectation | None:
    """What is expected where no weights do it, or it is not known; None if some weights do it.

    Two units in the first hidden layer do any function of two bits, and one unit less than there are
    examples does any labelling of them.

    Parameters
    ----------
    X : ndarray of shape (example, feature)
    target : ndarray of -1 and +1, shape (example,) or (example, class)
    n_units : int
        Units of the first hidden layer.
    why_single_line : callable
        Says why the network is a single line in the end; an empty text if it need not be.

    Examples
    --------
    >>> from neurohistory.problems.gates import XOR
    >>> expect_hidden_units(XOR.X, XOR.target, 2, lambda: "") is None
    True
    >>> expect_hidden_units(XOR.X, XOR.target, 1, lambda: "one unit is one line").verdict.value
    'cannot'
    """
    line = expect_linear(X, target) if target.ndim == 1 else None
    if line and line.verdict is Verdict.CANNOT and (why := why_single_line()):
        return line._replace(reason=f"{why}, and {line.reason}")
    contradiction = expect_contradiction(X, target)
    if contradiction:
        return contradiction
    enough = 2 if _has_two_bits(X) else len(X) - 1
    if (line and line.verdict is Verdict.SOLVES) or n_units >= enough:
        return None
    return Expectation(Verdict.OPEN, "whether some weights of so few units do it is not known here")


def is_gate_of_two_inputs(X: Array) -> bool:
    """Whether these are the cases of a gate, in 0 and 1 or in -1 and +1."""
    return _has_two_bits(X) and bool(np.isin(X, (-1, 0, 1)).all())


def _has_two_bits(X: Array) -> bool:
    return X.shape[1] == 2 and len(np.unique(X, axis=0)) <= 4
