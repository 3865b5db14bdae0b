"""Our models beside their peers: ``python benchmarks/peers.py [ROW...]``.

Runs all races of the files in `FILES`, or those whose file or title is named, and prints a Markdown
table for each.  `races.py` says how a race is held.  Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import warnings
from importlib import import_module

from races import Race, conditions, run, table
from sklearn.exceptions import ConvergenceWarning

FILES = (
    "online",
    "vectors",
    "training",
    "studies",
    "boltzmann",
    "autoencoder",
)  # each has a tuple RACES


def main() -> None:
    """Hold the races and print their tables."""
    parser = argparse.ArgumentParser(description="Our models beside their peers, in turns.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="a file or a part of a title; else all")
    parser.add_argument("--rounds", type=int, default=9, help="after the first (default: 9)")
    parser.add_argument("--list", action="store_true", help="say which races there are, and hold none")
    arguments = parser.parse_args()
    races = chosen(arguments.rows, parser)
    if arguments.list:
        print("\n".join(race.title for race in races))
        return
    warnings.simplefilter("ignore", ConvergenceWarning)  # the number of epochs is set, as for all
    for race in races:
        print(table(race, run(race, arguments.rounds)), flush=True)
    print(conditions(arguments.rounds))


def chosen(rows: list[str], parser: argparse.ArgumentParser) -> list[Race]:
    """The races that are meant; a row that names none ends the program."""
    known: list[tuple[str, Race]] = [
        (file, race) for file in FILES for race in import_module(file).RACES
    ]

    def meant(row: str, file: str, race: Race) -> bool:
        return row == file or row.lower() in race.title.lower()

    for row in rows:
        if not any(meant(row, file, race) for file, race in known):
            titles = "\n  ".join(race.title for _, race in known)
            parser.error(f"no race is called {row!r}; name one of {', '.join(FILES)}, or of\n  {titles}")
    return [race for file, race in known if not rows or any(meant(row, file, race) for row in rows)]


if __name__ == "__main__":
    main()
