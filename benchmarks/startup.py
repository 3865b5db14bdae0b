"""How long the commands take, from a cold process: ``python benchmarks/startup.py``.

Prints a Markdown table: the median of several runs, and the ratio to ``import sklearn.base``, the
smallest import that a scikit-learn estimator needs.  The runs are interleaved, so that a busy moment
of the machine falls on all rows alike.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import NamedTuple

PEER = "import sklearn.base"
COMMAND = ("-m", "neurohistory")


class Row(NamedTuple):
    """What to start, and the most that it may take: a multiple of the peer."""

    name: str
    arguments: tuple[str, ...]
    limit: float | None = None


ROWS = (
    Row("python -c pass", ("-c", "pass")),
    Row("import numpy", ("-c", "import numpy")),
    Row(PEER, ("-c", PEER)),
    Row("neurohistory --version", (*COMMAND, "--version")),
    Row("neurohistory --help", (*COMMAND, "--help")),
    Row("neurohistory timeline", (*COMMAND, "timeline"), 1.3),
    Row("neurohistory show perceptron", (*COMMAND, "show", "perceptron"), 1.3),
    Row("neurohistory compare", (*COMMAND, "compare")),
)

# All models on AND, OR and XOR from 100 starts, after the models have been imported.
COMPARE = """
from time import perf_counter
from neurohistory import compare, timeline
timeline()
began = perf_counter()
compare(starts=100)
print(perf_counter() - began)
"""
COMPARE_LIMIT = 3.0  # seconds

LOADED = """
import sys
from neurohistory.cli import app
app([{!r}], standalone_mode=False)
print(*sys.modules)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long the commands take, from a cold process.")
    parser.add_argument("--runs", type=int, default=9, help="of each command (default: 9)")
    runs = parser.parse_args().runs
    times: dict[Row, list[float]] = {row: [] for row in ROWS}
    comparing = []
    for round_ in range(runs + 1):
        for row in ROWS:
            began = perf_counter()
            start(*row.arguments)
            if round_:  # the first round fills the caches of the disk
                times[row].append(perf_counter() - began)
        if round_:
            comparing.append(float(start("-c", COMPARE)))
    medians = {row: median(seconds) for row, seconds in times.items()}
    peer = next(medians[row] for row in ROWS if row.name == PEER)
    print("| started | median, ms | ratio | limit | met |")
    print("| --- | ---: | ---: | ---: | --- |")
    for row, seconds in medians.items():
        ratio = seconds / peer
        limit, met = ("", "") if row.limit is None else (f"{row.limit}", verdict(ratio <= row.limit))
        print(f"| `{row.name}` | {1000 * seconds:.0f} | {ratio:.2f} | {limit} | {met} |")
    print()
    met = verdict(median(comparing) <= COMPARE_LIMIT)
    print(f"compare() after start-up: {median(comparing):.2f} s, limit {COMPARE_LIMIT:.0f} s: {met}")
    for option in ("--version", "--help"):
        imported = "numpy" in start("-c", LOADED.format(option)).split()
        print(f"{option} imports NumPy: {'yes, and it should not' if imported else 'no'}")
    print(f"{runs} runs each, Python {sys.version.split()[0]}, {os.cpu_count()} cores")


def verdict(met: bool) -> str:
    """In a word."""
    return "yes" if met else "NO"


def start(*arguments: str) -> str:
    """Run Python with these arguments to the end and return what it printed.

    Python keeps what it has compiled, as in every installation; the first round compiles.
    """
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ran = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout


if __name__ == "__main__":
    main()
