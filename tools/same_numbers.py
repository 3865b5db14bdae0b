"""Are all numbers as they were?  ``python tools/same_numbers.py OLD NEW``.

OLD and NEW are checkouts, each with the package installed in ``.venv`` there, or in the Python that
``--old-python`` and ``--new-python`` name.  In both, with the same seeds, commands give every trial (all
models on gates and on sets of points), every trace and a count, and the gallery is built.  Compared are

* trials, traces and counts by their keys, whatever those are called (`RENAMED` tells which are one);
* for each page of the gallery, the numbers in what its cells print and in its tables: those that are
  printed no more are listed.  A page that was split is compared with all of its parts, and a number that
  is rounded to fewer digits now, or is a percentage, is the same number.

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
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

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
# Pages that took a part of a page of another year or number; other parts have the number of their page.
PARTS = {"story/1960_knobby_adaline.html": ("story/1965_capacity.html",)}
_ROUNDED = 0.05  # the most that rounding may take from a number, as a fraction of it
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


class Printed(NamedTuple):
    """A number as a page has it: with so many digits after the point."""

    value: float
    digits: int

    @classmethod
    def read(cls, text: str) -> Printed:
        mantissa, _, exponent = text.partition("e")
        return cls(float(text), len(mantissa.partition(".")[2]) - int(exponent or 0))


def printed(*pages: Path) -> list[Printed]:
    """The numbers in the tables and outputs of pages."""
    shown = " ".join(
        found for page in pages for found in _SHOWN.findall(page.read_text(encoding="utf-8"))
    )
    text = unescape(_TAG.sub(" ", shown)).replace("\u2212", "-").replace(",", "")
    return [Printed.read(number) for number in _NUMBER.findall(text) if number.strip("-+")]


def lost(before: list[Printed], after: list[Printed]) -> list[float]:
    """The numbers that are shown no more, not even with fewer digits or as a percentage."""
    values = np.array([number.value for number in after])
    digits = np.array([number.digits for number in after], dtype=float)

    def is_shown(number: Printed) -> bool:
        for scale, shift in ((1.0, 0), (100.0, -2), (0.01, 2)):
            wanted = scale * number.value
            rounding = 0.5000001 * 10.0 ** -np.minimum(digits, number.digits + shift)
            sure = rounding <= _ROUNDED * abs(wanted)  # two digits that count are left
            if ((values == wanted) | (sure & (np.abs(values - wanted) <= rounding))).any():
                return True
        return False

    return [number.value for number in before if not is_shown(number)]


def parts_of(place: Path, old: Path, new: Path) -> list[Path]:
    """The pages that a page has become: that of its name, and new ones of its folder with its number."""
    number = re.match(r"\d*", place.name)[0]  # type: ignore[index]
    split = [
        page
        for page in sorted((new / place.parent).glob(f"{number}*.html"))
        if number and not (old / place.parent / page.name).exists()
    ]
    found = [new / place, *split, *(new / part for part in PARTS.get(str(place), ()))]
    return [page for page in found if page.exists()]


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
    """The same for the pages of two built galleries."""
    for page in sorted(old.glob("*/*.html")) + sorted(old.glob("*/*/index.html")):
        place = page.relative_to(old)
        before, parts = printed(page), parts_of(place, old, new)
        missing = lost(before, printed(*parts))
        told = " + ".join(str(part.relative_to(new)) for part in parts) or "no page"
        if before:
            found = [Difference(str(place), missing, f"not in {told}")] if missing else []
            yield str(place), len(before), found


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
