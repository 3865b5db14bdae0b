"""How long the site takes to build: ``python benchmarks/gallery.py``.

Prints a Markdown table: the median of several builds with an empty cache, and of several builds
with nothing changed.  The cache and the site are in a temporary folder; yours are left alone.
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
LIMITS = {"nothing in the cache": 40.0, "nothing changed": 5.0}  # seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long the site takes to build.")
    parser.add_argument("--runs", type=int, default=3, help="of each kind (default: 3)")
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {kind: [] for kind in LIMITS}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as scratch:
            for kind in LIMITS:
                times[kind].append(build(Path(scratch)))
    print("| build | median, s | fastest | slowest | limit | met |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for kind, limit in LIMITS.items():
        middle = median(times[kind])
        met = "yes" if middle <= limit else "NO"
        print(
            f"| {kind} | {middle:.1f} | {min(times[kind]):.1f} | {max(times[kind]):.1f} "
            f"| {limit:.0f} | {met} |"
        )
    print(f"\n{runs} runs each, Python {sys.version.split()[0]}, {os.cpu_count()} cores")


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
