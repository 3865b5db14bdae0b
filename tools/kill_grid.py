"""End the commands at many moments: ``python tools/kill_grid.py``.

``gallery``, ``compare``, ``trace`` and ``count`` get SIGINT, SIGTERM, SIGHUP and SIGKILL at 30 moments
each, from their first line to past their end, in a folder with files of the user's.  What must hold: the
exit code is 128 plus the signal's number (or 0, if the command was done); the site and the picture
are the old ones or the new ones; nothing of the user's has changed; nothing is left behind in the
folder, nor among the temporary files, after SIGKILL at the latest when the next run is done.  Prints a
table, and each case that does not hold.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

_EMPTIED = 5  # each fifth time no page has been kept
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]

# The first byte says that our own first line is reached; what comes before is Python's.  One model is
# enough for a gallery.
START = """
import os, signal, sys
from neurohistory.__main__ import main
from neurohistory.process.interrupts import answered
if sys.argv[1] == "gallery":
    from neurohistory import catalog
    entries = catalog._entries
    catalog._entries = lambda: ({"mcculloch_pitts": entries()[0]["mcculloch_pitts"]}, [])
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # this script itself may be run under nohup
with answered():
    os.write(int(os.environ["BEGUN"]), b".")
    main()
"""


class Command(NamedTuple):
    """What is run, and which files it makes beside its output."""

    arguments: list[str]
    makes: str = ""  # a file or a folder


COMMANDS = {
    "gallery": Command(["gallery"], "site"),
    "compare": Command(
        ["compare", "perceptron", "adaline", "-n", "200", "--plot", "board.svg"], "board.svg"
    ),
    "trace": Command(["trace", "adaline:learning_rate=0.001", "XOR", "--epochs", "500", "-f", "json"]),
    "count": Command(["count", "5"]),
}
USERS = {"notes.txt": "mine", "site/CNAME": "example.org", "site/.git/config": "[core]"}
CHECKOUT = {
    "docs/index.md": "# Home\n",
    "theme/main.html": "{{ page.content }}",
    "mkdocs.yml": "site_name: small\ntheme: {name: null, custom_dir: theme}\nplugins: [neurohistory]\n",
}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and every folder without one."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            found[str(path.relative_to(folder))] = path.read_bytes()
        elif not (path.is_dir() and any(path.iterdir())):
            found[str(path.relative_to(folder))] = b"(nothing)"
    return found


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


class Bench:
    """A folder in which one command is run again and again."""

    def __init__(self, base: Path, command: Command) -> None:
        self.command, self.base = command, base
        self.work, self.temporary, self.kept = base / "work", base / "tmp", base / "kept"
        self.work.mkdir(parents=True)
        self.temporary.mkdir()
        fill(self.work, CHECKOUT)
        if command.makes == "site":
            self.run()
        elif command.makes:
            (self.work / command.makes).write_text("old")
        fill(self.work, USERS)
        fill(self.work, {"docs/index.md": "# Home\n\nNew words.\n"})
        self.before = tree(self.work)
        shutil.copytree(self.work, base / "before")
        self.seconds = []
        for emptied in (True, False):
            self.restore(emptied)
            code, seconds, _ = self.run()
            assert code == 0, "the command does not run at all"
            self.seconds.append(seconds)
        self.after = tree(self.work)

    def run(self, number: signal.Signals | None = None, moment: float = 0) -> tuple[int, float, str]:
        """Run the command, end it after so many seconds, and return code, seconds and complaints."""
        begun = os.pipe()
        environment = {
            **os.environ,
            "BEGUN": str(begun[1]),
            "TMPDIR": str(self.temporary),
            "NEUROHISTORY_CACHE": str(self.kept),
            "NO_MKDOCS_2_WARNING": "1",
        }
        with subprocess.Popen(
            [sys.executable, "-c", START, *self.command.arguments],
            cwd=self.work,
            env=environment,
            pass_fds=[begun[1]],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            os.close(begun[1])
            os.read(begun[0], 1)
            os.close(begun[0])
            began = time.monotonic()
            if number is not None:
                time.sleep(moment)
                process.send_signal(number)
            _, complaints = process.communicate()  # until the guard, too, is gone
        return process.returncode, time.monotonic() - began, complaints

    def restore(self, emptied: bool) -> None:
        """All as before; without kept pages, they are made, in processes of their own."""
        if emptied:
            shutil.rmtree(self.kept, ignore_errors=True)
        shutil.rmtree(self.work)
        shutil.copytree(self.base / "before", self.work)

    def wrong(self, number: signal.Signals, part: float, emptied: bool) -> tuple[int, list[str]]:
        """Try one signal after a part of the usual time: the exit code, and what does not hold."""
        self.restore(emptied)
        code, _, complaints = self.run(number, part * self.seconds[not emptied])
        wrong = []
        if code not in (-number if number == signal.SIGKILL else 128 + number, 0):
            wrong.append(f"ended with {code}: {complaints.strip()[-200:]}")
        if "Traceback" in complaints:
            wrong.append("a traceback")
        found = tree(self.work)
        if number == signal.SIGKILL:
            ours = [name for name in found if ".neurohistory" in name]
            found = {name: text for name, text in found.items() if name not in ours}
        if found not in (self.before, self.after):
            names = sorted(found.keys() | self.before.keys())
            changed = [name for name in names if found.get(name) != self.before.get(name)]
            wrong.append(f"neither old nor new: {changed[:4]}")
        if number == signal.SIGKILL:
            again, _, _ = self.run()
            if again or tree(self.work) != self.after:
                wrong.append(f"the next run ends with {again}, or leaves something")
        time.sleep(0.2)  # what was killed from outside takes a moment to be gone
        if left := [str(path) for path in self.temporary.rglob("*")]:
            wrong.append(f"temporary files: {left[:3]}")
            shutil.rmtree(self.temporary)
            self.temporary.mkdir()
        return code, wrong


def main() -> int:
    """Try all of it and print a table."""
    parser = argparse.ArgumentParser(description="End the commands at many moments.")
    parser.add_argument("--moments", type=int, default=30, help="of each signal (default: 30)")
    parser.add_argument("--signal", choices=[each.name for each in SIGNALS], help="this one alone")
    parser.add_argument("commands", nargs="*", default=[*COMMANDS], metavar="COMMAND")
    options = parser.parse_args()
    failed = 0
    print("| command | signal | moments | exit codes | hold | do not |")
    print("| --- | --- | ---: | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory(prefix="grid-") as scratch:  # short: sockets have short names
        for name in options.commands:
            bench = Bench(Path(scratch).resolve() / name, COMMANDS[name])
            for number in [signal.Signals[options.signal]] if options.signal else SIGNALS:
                codes, bad = Counter[int](), 0
                for n in range(options.moments):
                    part = 1.05 * n / options.moments
                    code, wrong = bench.wrong(number, part, emptied=n % _EMPTIED == 0)
                    codes[code] += 1
                    bad += bool(wrong)
                    for words in wrong:
                        print(f"{name}, {number.name} after {part:.0%}: {words}", file=sys.stderr)
                told = ", ".join(f"{code} ({times})" for code, times in sorted(codes.items()))
                row = [name, number.name, options.moments, told, options.moments - bad, bad]
                print(f"| {' | '.join(map(str, row))} |", flush=True)
                failed += bad
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
