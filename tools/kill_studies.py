"""Does a study that is killed go on to the same bytes?  ``python tools/kill_studies.py --kills 20``.

A study is run by two processes into a run folder, and ended at a random moment, over and over, until
it has been ended so often; then it is finished.  Said is, for each time, how many chunks were done and
whether anybody outlived it.  The exit code is 1 if a process did, a chunk was lost or damaged, or the
folder differs, byte by byte, from that of one process that nobody ended.  Needs Linux, whose ``/proc``
tells who started whom.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from neurohistory import Study, study
from neurohistory.process.interrupts import answered
from neurohistory.studies.folder import Folder
from neurohistory.studies.plan import plan

PATIENCE = 30  # seconds until a worker must have ended


def asked(n_chunks: int) -> Study:
    """A study of so many chunks, each of a few milliseconds."""
    grid = {"learning_rate": [0.5, 2.0]}
    return Study("backprop", "XOR", grid=grid, starts=10 * n_chunks, max_epochs=100, chunk=20)


def lasting(folder: Path) -> dict[str, bytes]:
    """The files of a run folder that depend on the study alone."""
    paths = [folder / "study.json", *folder.glob("outcomes/*/*.chunk")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def chunks_in(folder: Path) -> int:
    return len(list(folder.glob("outcomes/*/*.chunk")))


def children_of(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def survivors(workers: list[int]) -> list[int]:
    """Who of the workers of a run that was ended has not ended with it."""
    until = time.monotonic() + PATIENCE
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    return [worker for worker in workers if is_alive(worker)]


def end(folder: Path, options: argparse.Namespace, wait: float) -> list[int]:
    """Go on with a study and end it a while after its next chunk; gives who has outlived it."""
    done = chunks_in(folder)
    here = [sys.executable, __file__, "--run", str(folder)]
    here += ["--chunks", str(options.chunks), "--processes", str(options.processes)]
    running = subprocess.Popen(here, start_new_session=True, stderr=subprocess.DEVNULL)
    while running.poll() is None and chunks_in(folder) == done:
        time.sleep(0.005)
    time.sleep(wait)
    workers = children_of(running.pid)
    if running.poll() is None and options.signal == "INT":
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of them
    elif running.poll() is None:
        running.send_signal(signal.Signals[f"SIG{options.signal}"])
    running.wait()
    return survivors(workers)


def check(options: argparse.Namespace, scratch: Path) -> list[str]:
    """What went wrong."""
    whole, folder = asked(options.chunks), scratch / "ended"
    study(whole, folder=scratch / "whole")
    wrong: list[str] = []
    for number in range(1, options.kills + 1):
        if chunks_in(folder) == options.chunks:
            shutil.rmtree(folder)
        left = end(folder, options, random.random() * options.wait)
        found = plan(whole, Folder(folder, whole))
        n_done = f"{len(found.there)} of {options.chunks} chunks"
        print(f"end {number}: {n_done}, {len(left)} left behind", flush=True)
        wrong += [f"end {number}: process {worker} has outlived its parent" for worker in left]
        wrong += [f"end {number}: {why}" for why in found.reasons if why != "not run yet"]
        if len(found.there) != chunks_in(folder):
            wrong.append(f"end {number}: a chunk was lost")
    study(whole, folder=folder)
    if lasting(folder) != lasting(scratch / "whole"):
        wrong.append("the folders differ")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--signal", choices=["KILL", "TERM", "INT"], default="KILL")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--chunks", type=int, default=400)
    parser.add_argument("--wait", type=float, default=1.0, help="seconds, at most, behind a chunk")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        with answered():
            study(asked(options.chunks), folder=options.run, processes=options.processes)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        wrong = check(options, Path(scratch))
    print("\n".join(wrong) or "the same bytes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
