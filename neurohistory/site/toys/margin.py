"""The widest margin of examples that can be dragged, with the kernel and its limits to choose.

The solver in the page is a port (``assets/support-vectors.js``).  What is said without scripts of the
examples that stand there at first comes from our model.
"""

from __future__ import annotations

import numpy as np

from neurohistory import catalog
from neurohistory.report.text import markdown_table, short
from neurohistory.site.kinds.wires import arrays_of_names
from neurohistory.site.toys.loading import toy
from neurohistory.traces import trace

__all__ = ["EXAMPLES", "made"]

# Inputs, and yes or no.
EXAMPLES = (
    (-0.8, 0.9, 0), (-1.0, -0.2, 0), (-0.3, 0.3, 0), (-0.4, -0.9, 0),
    (0.3, -0.5, 1), (0.5, 0.6, 1), (1.1, 0.1, 1), (0.9, -1.0, 1),
)  # fmt: skip
_KERNELS = ("linear", "rbf", "poly")
_SUPPORTS = 1e-6


def made() -> str:
    """The toy, in Markdown."""
    return toy("margin", {"low": -1.5, "high": 1.5, "examples": EXAMPLES}, _still())


def _still() -> str:
    """What each kernel finds in the examples that stand there at first."""
    X, yes = np.array(EXAMPLES)[:, :2], np.array(EXAMPLES)[:, 2]
    rows = []
    for kernel in _KERNELS:
        *_, last = trace(catalog.make(f"svm:kernel={kernel}"), X, 2 * yes - 1, rng=0)
        multipliers = arrays_of_names(last.after)["multipliers"]
        pulls = [short(abs(each), 3) for each in multipliers if abs(each) > _SUPPORTS]
        rows.append([kernel, str(len(pulls)), ", ".join(pulls)])
    return (
        "Eight examples, four of each kind. Whoever drags one of them sees the margin and its support "
        "vectors follow, or stay as they are if it was none of them. At first there are these:\n\n"
        + markdown_table(["kernel", "support vectors", "their multipliers"], rows)
    )
