"""What a model can be asked: labelled examples, to learn from and to be tested on.

A gate is a problem as any other, whose examples are all there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurohistory.examples import Targets, frozen, own_examples
from neurohistory.problems.files.values import merged

__all__ = ["Problem"]

Array = NDArray[np.floating]

_MAX_EXACT = 2**53  # up to here floats hold every whole number


def _no_examples() -> Array:
    return np.zeros(0)


@dataclass(frozen=True, eq=False)
class Problem:
    """Labelled examples, some to learn from and some to be tested on.

    Attributes
    ----------
    name : str
        What people call it, such as ``"XOR"``.
    X : ndarray of shape (example, feature)
        The inputs to learn from; finite numbers.
    target : ndarray of -1 and +1
        A yes or no for each example, shape (example,); or a column for each of several classes, shape
        (example, class); or several bits at once, shape (example, bit).
    X_test : ndarray of shape (example, feature)
        The inputs to be tested on; by default there are none.
    target_test : ndarray, shaped like `target`
    classes : tuple, default=(0, 1)
        The labels; with two of them the second is the one that +1 stands for.  For several bits, what
        each of them can be.
    targets : {"classes", "bits"}, default="classes"
        What the columns of the target are.  A model solves several bits if it has all of them right, in
        every example.
    complete : bool, default=False
        Whether the examples are all there are, as in a truth table.  Then there are none to be tested
        on, and theory speaks of the problem without reserve.
    notes : tuple of str
        What was left out, and why nothing was set aside.

    Raises
    ------
    TypeError, ValueError
        If the numbers are none, or shapes, targets and classes do not fit together.

    Examples
    --------
    >>> Problem("mine", np.eye(2), np.array([-1, 1]), classes=("no", "yes"))
    Problem(mine: 2 examples and 0 to test, 2 features, 2 classes)
    >>> Problem("swap", np.eye(2), 1 - 2 * np.eye(2), targets="bits")
    Problem(swap: 2 examples and 0 to test, 2 features, 2 bits)
    """

    name: str
    X: Array
    target: Array
    X_test: Array = field(default_factory=_no_examples)
    target_test: Array = field(default_factory=_no_examples)
    classes: tuple[Any, ...] = (0, 1)
    targets: Targets = "classes"
    complete: bool = False
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        X, target = own_examples(_floats(self.X), _floats(self.target), self.targets)
        classes = _checked_classes(self.classes, target, self.targets)
        X_test, target_test = self._checked_test_part(X, target)
        if self.complete and len(X_test):
            raise ValueError(
                f"the problem {self.name!r} is complete, and has {len(X_test)} examples to be tested "
                "on; leave out one or the other"
            )
        parts = {"X": X, "target": target, "X_test": X_test, "target_test": target_test}
        for name, value in {**parts, "classes": classes}.items():
            object.__setattr__(self, name, value)

    def _checked_test_part(self, X: Array, target: Array) -> tuple[Array, Array]:
        """The examples to be tested on, shaped like those to learn from; there may be none."""
        X_test, target_test = _floats(self.X_test), _floats(self.target_test)
        if X_test.size == target_test.size == 0:
            return frozen(X[:0]), frozen(target[:0])
        for name, there, needed in (
            ("X_test", X_test, (*X_test.shape[:1], *X.shape[1:])),
            ("target_test", target_test, (*X_test.shape[:1], *target.shape[1:])),
        ):
            if there.shape != needed:
                raise ValueError(f"{name} has shape {there.shape}; beside the others it needs {needed}")
        return own_examples(X_test, target_test, self.targets)

    @property
    def n_inputs(self) -> int:
        """The number of features."""
        return int(self.X.shape[1])

    @property
    def asked_of_each(self) -> str:
        """What an example is asked for: ``"2 classes"``, ``"10 classes"`` or ``"3 bits"``."""
        n = len(self.classes) if self.targets == "classes" else self.target.shape[1]
        return f"{n} {self.targets}"

    @property
    def truth(self) -> NDArray[np.bool_]:
        """Where the target is +1, shaped like it; with two classes, which examples are of the second."""
        return np.asarray(self.target > 0)

    @property
    def y(self) -> NDArray[Any]:
        """The labels as scikit-learn's ``fit`` takes them, shape (example,); or bits (example, bit)."""
        if self.targets == "bits":
            return self.truth.astype(np.int64)
        of_classes = self.truth.astype(int) if self.target.ndim == 1 else self.target.argmax(axis=1)
        return np.asarray(np.array(self.classes)[of_classes])

    @property
    def coding(self) -> str:
        """What the inputs are: ``"0/1"``, ``"-1/+1"`` or any ``"numbers"``."""
        values = np.concatenate([self.X, self.X_test])
        if np.isin(values, (0, 1)).all():
            return "0/1"
        return "-1/+1" if np.isin(values, (-1, 1)).all() else "numbers"

    @property
    def bipolar(self) -> Problem:
        """The same problem with inputs -1 and +1 in place of 0 and 1, as ADALINE's switches gave them.

        Raises
        ------
        ValueError
            If the inputs are other numbers.

        Examples
        --------
        >>> from neurohistory import XOR
        >>> XOR.bipolar.X[1]
        array([-1.,  1.])
        """
        if self.coding == "numbers":
            raise ValueError(
                f"the inputs of {self.name} are numbers; those of a bipolar view are 0 and 1, to be -1 "
                "and +1"
            )
        X, X_test = (np.where(inputs > 0, 1.0, -1.0) for inputs in (self.X, self.X_test))
        return replace(self, X=X, X_test=X_test)

    def __reduce__(self) -> tuple[type[Problem], tuple[Any, ...]]:
        """Copies, and what comes out of a pickle, are made anew, and so nobody can write into them."""
        return type(self), tuple(getattr(self, each.name) for each in fields(self))

    def __repr__(self) -> str:
        if self.complete and self.target.ndim == 1 and self.classes == (0, 1):
            return f"Problem({self.name}: {''.join(str(int(answer)) for answer in self.truth)})"
        return (
            f"Problem({self.name}: {len(self.X)} examples and {len(self.X_test)} to test, "
            f"{self.n_inputs} features, {self.asked_of_each})"
        )


def _checked_classes(given: Any, target: Array, targets: Targets) -> tuple[Any, ...]:
    classes = tuple(given)
    n_needed = 2 if target.ndim == 1 or targets == "bits" else target.shape[1]
    if len(set(classes)) != len(classes) or len(classes) != n_needed:
        raise ValueError(f"classes are {classes}; the target needs {n_needed}, all different")
    return classes


def _floats(values: Any) -> Array:
    """An array of floats where whole numbers or truth values were given, or lists."""
    found = np.asarray(values)
    if found.dtype.kind not in "biu":
        return found
    floats = found.astype(float)
    if found.ndim == 2 and (np.abs(floats) >= _MAX_EXACT).any() and (lost := merged(found, floats)):
        first, second, column = lost
        raise ValueError(
            f"[{first}, {column}] and [{second}, {column}] are {found[first, column]} and "
            f"{found[second, column]}, which differ in more digits than a number holds; subtract an "
            "offset"
        )
    return floats
