"""How long the site takes to build: ``python benchmarks/gallery.py``.

Prints how long each build took, on standard error and as it ends, and then a Markdown table: a build
with an empty cache, and one with nothing changed; with ``--runs``, the median of several of each kind.
The cache and the site are in a temporary folder; yours are left alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

CHECKOUT = Path(__file__).parents[1]
LIMITS = {"nothing in the cache": 60.0, "nothing changed": 3.0}  # seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long the site takes to build.")
    parser.add_argument("--runs", type=int, default=1, help="of each kind (default: 1)")
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {kind: [] for kind in LIMITS}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as scratch:
            for kind in LIMITS:
                times[kind].append(build(Path(scratch)))
                print(f"{kind}: {times[kind][-1]:.1f} s", file=sys.stderr, flush=True)
    print("| build | median, s | fastest | slowest | limit | met |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for kind, limit in LIMITS.items():
        middle = median(times[kind])
        met = "yes" if middle <= limit else "NO"
        print(
            f"| {kind} | {middle:.1f} | {min(times[kind]):.1f} | {max(times[kind]):.1f} "
            f"| {limit:.0f} | {met} |"
        )
    print(f"\n{runs} of each kind, Python {sys.version.split()[0]}, {os.cpu_count()} cores")


def build(scratch: Path) -> float:
    """Build the site once and return the seconds that it took."""
    environment = {**os.environ, "NEUROHISTORY_CACHE": str(scratch / "cache")}
    command = [sys.executable, "-m", "neurohistory", "gallery", "--out", str(scratch / "site")]
    began = perf_counter()
    ran = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        sys.exit(f"the site could not be built:\n{ran.stderr}")
    return perf_counter() - began


if __name__ == "__main__":
    main()
