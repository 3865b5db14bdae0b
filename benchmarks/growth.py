"""How time and memory grow with the examples and with the starts, from a thousand on.

    python benchmarks/growth.py

Each row runs in a process of its own, so that its memory is its own; what importing takes is left out.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from time import process_time

import numpy as np

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WHAT = {
    "separable": "`separate`, 20 features, 5 % noise",
    "perceptron": "a perceptron, 20 features, an epoch",
    "starts": "XOR networks, 2-2-1, 100 epochs, no states kept",
}
MEGABYTE = 1024 if sys.platform != "darwin" else 1024**2  # in what the system counts


def measure(what: str, size: int) -> tuple[float, float]:
    """Seconds of the processor, and megabytes above what stood there before."""
    from neurohistory import XOR, separate, train
    from neurohistory.models.backprop import MultilayerPerceptron
    from neurohistory.models.perceptron import Perceptron

    rng = np.random.default_rng(0)
    X = rng.standard_normal((size if what != "starts" else 1, 20))
    target = np.where(X.sum(axis=1) > 0, 1.0, -1.0)
    target[rng.random(len(X)) < 0.05] *= -1
    for warm in (True, False):
        n = 500 if warm else size
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
        if what == "separable":
            separate(X[:n], target[:n])
        elif what == "perceptron":
            Perceptron(max_epochs=1, random_state=0).fit(X[:n], target[:n])
        else:
            model = MultilayerPerceptron((2,), max_epochs=100)
            train(model, XOR.X, XOR.target, n_starts=n, rng=0, keep_states=False)
    took = process_time() - began
    return took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MEGABYTE


def main() -> None:
    """Print a table for each kind of work."""
    if len(sys.argv) > 1:
        print(*measure(sys.argv[1], int(sys.argv[2])))
        return
    for what, title in WHAT.items():
        print(f"### {title}\n\n| size | seconds | µs each | MB |\n| ---: | ---: | ---: | ---: |")
        for size in SIZES[: 3 if what == "starts" else None]:
            asked = [sys.executable, __file__, what, str(size)]
            told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
            took, memory = map(float, told.split())
            print(f"| {size:,} | {took:.3g} | {1e6 * took / size:.3g} | {memory:.0f} |", flush=True)
        print()


if __name__ == "__main__":
    main()
