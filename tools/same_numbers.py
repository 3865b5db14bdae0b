"""Are all numbers as they were?  ``python tools/same_numbers.py OLD NEW``.

OLD and NEW are checkouts, each with the package installed in ``.venv`` there, or in the Python that
``--old-python`` and ``--new-python`` name.  In both, with the same seeds, commands give every trial (all
models on gates and on sets of points), every trace and a count, and the gallery is built.  Compared are

* trials, traces and counts by their keys, whatever those are called (`RENAMED` tells which are one);
* for each page of the gallery, the numbers in what its cells print and in its tables: those that are
  printed no more are listed.

Prints a table, and each difference.  The exit code is 1 if there is any.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

GATES = ("AND", "OR", "XOR", "PARITY3")
PROBLEMS = ("moons", "blobs")
STARTS = 20
# What earlier versions called a key, a word or a model.
RULE_II = "madaline:rule=II,learning_rate=0.1"
RENAMED = {
    "share": "success_rate",
    "share_low": "success_rate_low",
    "share_high": "success_rate_high",
    "gate": "problem",
    "replicas": "starts",
    RULE_II: "madaline_ii",
}
VARIES = {"seconds", "neurohistory", "parameters", "reason", "model", "label"}  # time, and words
_NUMBER = re.compile(r"(?<![\w.])[-+\u2212]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?(?!\w)")
_SHOWN = re.compile(r"<table.*?</table>|<pre.*?</pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Checkout(NamedTuple):
    """A version of the project, and the Python that it is installed in."""

    folder: Path
    python: str

    def run(self, *arguments: str) -> str:
        """What a command prints."""
        command = [self.python, "-m", "neurohistory", *arguments]
        ran = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        return ran.stdout or json.dumps({"error": ran.stderr.strip()})

    def flag(self, command: str, *names: str) -> str:
        """The first of these options that a command has."""
        told = self.run(command, "--help")
        return next(name for name in names if name in told)


class Difference(NamedTuple):
    """A value that is not as it was."""

    where: str
    old: object
    new: object

    def __str__(self) -> str:
        return f"{self.where}: {self.old} -> {self.new}"


def leaves(value: Any, where: str = "") -> Iterator[tuple[str, object]]:
    """All numbers of a JSON value, by the keys that lead there, as they are called now."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in VARIES:
                yield from leaves(inner, f"{where}/{now_called(key, where)}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{where}/{number}")
    elif not isinstance(value, str):
        yield where, value


def now_called(key: str, where: str) -> str:
    """What a key of an earlier version is called now, at this place."""
    if (where.split("/")[0], key) == ("count", "share"):
        return "fraction"
    return RENAMED.get(key, key.replace("slope of ", "derivative by "))


def differences(title: str, old: Any, new: Any) -> Iterator[Difference]:
    """What is not as it was in two JSON values; a key that is new is no difference."""
    now = dict(leaves(new, title))
    for where, was in leaves(old, title):
        if where not in now or not equal(was, now[where]):
            yield Difference(where, was, now.get(where, "missing"))


def equal(old: object, new: object) -> bool:
    """Whether two numbers are one; NaN is itself."""
    both_nan = isinstance(old, float) and isinstance(new, float) and math.isnan(old) and math.isnan(new)
    return both_nan or old == new


def printed(page: Path) -> Counter[str]:
    """How often each number stands in the tables and outputs of a page."""
    shown = " ".join(_SHOWN.findall(page.read_text(encoding="utf-8")))
    text = unescape(_TAG.sub(" ", shown)).replace("\u2212", "-").replace(",", "")
    return Counter(str(float(number)) for number in _NUMBER.findall(text) if number.strip("-+"))


# What is compared -----------------------------------------------------------------------------------


def trials(checkout: Checkout, models: list[str], problem: str) -> dict[str, Any]:
    """Each model's trial on a problem, by the model's name as it is now."""
    is_gate = problem in GATES
    names = ("--gate", "--problem") if is_gate else ("--problem",)
    flags = [checkout.flag("compare", *names), problem, "--seed", "0"]
    flags += [checkout.flag("compare", "--starts", "--replicas"), str(STARTS if is_gate else 3)]
    found = json.loads(checkout.run("compare", *models, *flags, "--format", "json"))
    rows = found.get("trials", [])
    labels = [row.get("label") or row["model"] for row in rows]
    return {RENAMED.get(label, label): row for label, row in zip(labels, rows, strict=True)}


def trace(checkout: Checkout, model: str, gate: str) -> Any:
    """The presentations of a trace, or None where a model has none."""
    found = json.loads(checkout.run("trace", model, gate, "--epochs", "5", "--format", "json"))
    return found.get("presentations")


def compared(old: Checkout, new: Checkout) -> Iterator[tuple[str, int, list[Difference]]]:
    """Title, number of values and the differences of each thing that is compared."""
    names = [row["name"] for row in json.loads(old.run("timeline", "--format", "json"))]
    was = [*names, RULE_II] if "rule" in old.run("show", "madaline") else names
    now = [RENAMED.get(name, name) for name in was]
    for problem in (*GATES, *PROBLEMS):
        before, after = trials(old, was, problem), trials(new, now, problem)
        found = list(differences(f"trial on {problem}", before, after))
        yield f"trials on {problem}", len(list(leaves(before))), found
    for model, same in zip(was, now, strict=True):
        before, after = ({g: trace(c, m, g) for g in GATES[:3]} for c, m in ((old, model), (new, same)))
        yield f"traces of {same}", len(list(leaves(before))), list(differences(same, before, after))
    before, after = (json.loads(c.run("count", "5", "--format", "json")) for c in (old, new))
    yield "counts", len(list(leaves(before))), list(differences("count", before, after))


def pages(old: Path, new: Path) -> Iterator[tuple[str, int, list[Difference]]]:
    """The same for the pages of two built galleries; a page that was split counts with its parts."""
    for page in sorted(old.glob("*/*.html")) + sorted(old.glob("*/*/index.html")):
        place = page.relative_to(old)
        before = printed(page)
        parts = [new / place] if (new / place).exists() else []
        after = sum(map(printed, parts), Counter[str]())
        lost = Difference(str(place), sorted((before - after).elements(), key=float), "not shown")
        if before:
            yield str(place), before.total(), [lost] if lost.old else []


def built(checkout: Checkout, folder: Path) -> Path:
    """The gallery of a checkout."""
    checkout.run("gallery", "--out", str(folder))
    return folder


def main() -> int:
    """Compare two checkouts and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    for which in ("old", "new"):
        parser.add_argument(f"--{which}-python", help=f"default: {which.upper()}/.venv/bin/python")
        parser.add_argument(f"--{which}-site", type=Path, help="its gallery, if it has been built")
    parser.add_argument("--commands-only", action="store_true", help="leave the gallery out")
    options = parser.parse_args()
    old, new = (
        Checkout(folder.resolve(), python or str(folder.resolve() / ".venv" / "bin" / "python"))
        for folder, python in ((options.old, options.old_python), (options.new, options.new_python))
    )
    found: list[Difference] = []
    print("| what | values | differences |\n| --- | ---: | ---: |", flush=True)

    def told(results: Iterator[tuple[str, int, list[Difference]]]) -> None:
        for title, number, wrong in results:
            print(f"| {title} | {number:,} | {len(wrong)} |", flush=True)
            found.extend(wrong)

    told(compared(old, new))
    if not options.commands_only:
        with tempfile.TemporaryDirectory() as scratch:
            sites = (
                options.old_site or built(old, Path(scratch) / "old"),
                options.new_site or built(new, Path(scratch) / "new"),
            )
            told(pages(*sites))
    print()
    for difference in found:
        print(difference)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
