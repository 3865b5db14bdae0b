"""How many digits of the reference runs come out: ``python benchmarks/digits.py [--each]``.

Prints a table of rules and of who repeats them, ready for `benchmarks/README.md`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from contenders import CONTENDERS, Rows
from races import conditions

from neurohistory.reference_runs.digits import agreement, read_trace
from neurohistory.reference_runs.files import kept, names
from neurohistory.reference_runs.rules import RULES

NONE, MISSING = "–", "not installed here"
RIGHT = 6.0  # with fewer, a run went another way, or the arithmetic was of 32 bits


def main() -> None:
    """Repeat all runs and print how many digits each gets right."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--each", action="store_true", help="a line for each run, as CSV")
    parser.add_argument(
        "--own", type=Path, metavar="FOLDER", help="traces of your own, a CSV file named after each run"
    )
    arguments = parser.parse_args()
    if arguments.own and not arguments.own.is_dir():
        parser.error(f"there is no folder {str(arguments.own)!r}")
    found = measured(arguments.own)
    if arguments.each:
        print("run," + ",".join(who for who in found))
        for name in names():
            print(name + "," + ",".join(_told(each.get(name)) for each in found.values()))
    else:
        print(table(found))
        print("\n" + conditions())


def measured(own: Path | None = None) -> dict[str, dict[str, float | None] | dict[str, str]]:
    """The digits of each run by who repeats it; None where there is no such rule."""
    found: dict[str, dict] = defaultdict(dict)
    for who, repeat in CONTENDERS.items():
        for name in names():
            try:
                found[who][name] = digits_of(name, repeat(kept(name)))
            except (ImportError, FileNotFoundError):
                found[who][name] = MISSING
                break
    if own:
        for name in names():
            path = own / f"{name}.csv"
            rows = read_trace(path, kept(name)["columns"]) if path.exists() else None
            found[f"{own}"][name] = digits_of(name, rows)
    return dict(found)


def digits_of(name: str, rows: Rows | None) -> float | None:
    """The digits of the worst number."""
    return None if rows is None else agreement(kept(name), rows).digits


def table(found: dict[str, dict]) -> str:
    """A line for each rule: the digits of its worst run, and how many of its runs are right."""
    lines = ["| rule | runs | " + " | ".join(found) + " |", "| --- | ---: |" + " --- |" * len(found)]
    for rule in RULES:
        of_rule = [name for name in names() if name.startswith(f"{rule}-")]
        cells = [_cell([each.get(name) for name in of_rule], each) for each in found.values()]
        lines.append(f"| {rule} | {len(of_rule)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(digits: list, everything: dict) -> str:
    if MISSING in everything.values():
        return MISSING
    known = [each for each in digits if each is not None]
    right = [each for each in known if each >= RIGHT]
    if not known:
        return NONE
    above = "" if len(right) == len(known) else f" ({len(right)} of {len(known)})"
    return f"{min(known):.1f}{above}"


def _told(digits: float | str | None) -> str:
    return "" if digits is None else f"{digits:.1f}" if isinstance(digits, float) else digits


if __name__ == "__main__":
    main()
