"""Everything once without each optimization: ``python tools/optimizations_off.py``.

Each optimization that can be switched off is, in all processes, and the commands must then print the
same bytes, and the gallery must be the same to the byte.  The switches are patches of this script, laid
before everything else by a ``sitecustomize`` of their own: the package needs none of them.  A patch of a
name that is not there, or that nobody calls, is an error: it would switch nothing off.  Prints a table.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# What is switched off: a name by its module, and the expression that takes its place, in which `plain`
# is what stood there.  The libraries come first where only our own use of something is meant.
LIBRARIES = (
    "matplotlib.pyplot",
    "mkdocs.commands.build",
    "scipy.optimize",
    "scipy.stats",
    "sklearn.svm",
)
KEPT = "results of functions that are kept"
SWITCHES: dict[str, dict[str, str]] = {
    "as it is": {},
    "no garbage collection while libraries load, none of what was loaded": {
        "gc:disable": "lambda: None",
        "gc:freeze": "lambda: None",
    },
    KEPT: {"functools:cache": "lambda function: function", "functools:cached_property": "property"},
    "products that are written where they are needed": {
        "neurohistory.network.matmul:matmul": "lambda a, b, out=None: "
        "plain(a, b) if out is None else numpy.copyto(out, plain(a, b)) or out"
    },
    "arrays that each step fills anew": {
        "neurohistory.network.workspace:Workspace.__call__": "lambda self, name, shape, dtype: None"
    },
    "scores that learning has worked out": {"neurohistory.checks:gives_scores": "lambda model: False"},
    "looking ahead over examples from which nothing is learned": {
        "neurohistory.network.online:_ENOUGH_EXAMPLES": "10**9",
        "neurohistory.network.online:go_apart": "lambda n_examples, n_starts: False",
    },
    "the first and the last state alone are kept": {
        "neurohistory.runner:train": "lambda *given, **named: "
        "plain(*given, **named | {'keep_states': True})"
    },
    "processes that are copies of one with all libraries": {
        "multiprocessing:get_all_start_methods": "lambda: ['spawn']"
    },
    "several pages at a time": {
        "os:cpu_count": "lambda: 1",
        "neurohistory.process.meeting:Meeting.help": "lambda self, things, do: None",
    },
    "pages that are kept": {},  # by an empty store
    "files that stay where they are": {},  # by building into an empty folder
    "a site that stays if nothing has changed": {},  # by removing a page of it
}
# Laid before everything else.  What is patched and is a function leaves a mark when somebody calls it.
PATCHING = """
from functools import wraps
from importlib import import_module
from pathlib import Path

import numpy


def marked(function, mark):
    @wraps(function)
    def call(*given, **named):
        mark.touch()
        return function(*given, **named)

    return call


for library in {libraries!r}:
    import_module(library)
for place, code in {patches!r}.items():
    module, _, names = place.partition(":")
    *within, name = names.split(".")
    owner = import_module(module)
    for each in within:
        owner = getattr(owner, each)
    if not hasattr(owner, name):
        raise AttributeError(f"{{place}} is not there: the switch would switch nothing off")
    new = eval(code, {{"plain": getattr(owner, name), "numpy": numpy}})
    is_function = callable(new) and not isinstance(new, type)
    setattr(owner, name, marked(new, Path({marks!r}, place)) if is_function else new)
"""
FOR_SITES = {
    "as it is",
    "no garbage collection while libraries load, none of what was loaded",
    KEPT,
    "processes that are copies of one with all libraries",
    "several pages at a time",
    "pages that are kept",
    "files that stay where they are",
    "a site that stays if nothing has changed",
}
COMMANDS = [
    ["compare", "--starts", "20", "--format", "csv"],
    ["compare", "backprop:hidden_layer_sizes=(8,8)", "-p", "moons", "-n", "3", "--format", "csv"],
    ["compare", "-p", "blobs", "-n", "1", "--format", "csv"],
    ["trace", "backprop", "XOR", "--epochs", "30", "--format", "json"],
    ["gradient", "backprop:hidden_layer_sizes=(3,3)", "XOR"],
    ["count", "5", "--format", "json"],
]
# Models with starts of every kind; their pages are made in processes of their own.
GALLERY = """
from neurohistory import catalog
from neurohistory.cli import main

entries = catalog._entries
wanted = ("mcculloch_pitts", "perceptron", "madaline", "backprop")
catalog._entries = lambda: ({name: entries()[0][name] for name in wanted}, [])
main(["gallery"])
"""


def marks_of(switch: str, folder: Path) -> Path:
    """Where each patch of a switch leaves a mark when it is called."""
    marks = folder.parent / f"marks-{[*SWITCHES].index(switch)}"
    marks.mkdir(exist_ok=True)
    return marks


def never_asked(switch: str, folder: Path) -> list[str]:
    """The patches of a switch that no process has called: it has switched nothing off."""
    marked = {mark.name for mark in marks_of(switch, folder).iterdir()}
    functions = [place for place, code in SWITCHES[switch].items() if code.startswith("lambda")]
    return [place for place in functions if place not in marked]


def run(arguments: list[str], folder: Path, switch: str) -> str:
    """What a command prints in a process where something is switched off."""
    place, patches = folder / "switch", SWITCHES[switch]
    place.mkdir(exist_ok=True)
    libraries = LIBRARIES if switch == KEPT else ()
    patching = PATCHING.format(libraries=libraries, patches=patches, marks=str(marks_of(switch, folder)))
    (place / "sitecustomize.py").write_text(patching if patches else "")
    path = os.pathsep.join(filter(None, [str(place), os.environ.get("PYTHONPATH", "")]))
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",
        "NEUROHISTORY_CACHE": str(folder / "pages"),
        "OPENBLAS_NUM_THREADS": "1",
    }
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode or "sitecustomize" in ran.stderr:  # Python goes on without a patch that fails
        sys.exit(f"without {switch}: {arguments} ended with {ran.returncode}:\n{ran.stderr}")
    return ran.stdout


def without_seconds(text: str) -> str:
    """A CSV table without its one column that no two runs share."""
    rows = [*csv.DictReader(io.StringIO(text))]
    if not rows or "seconds" not in rows[0]:
        return text
    return "\n".join(
        repr({key: value for key, value in row.items() if key != "seconds"}) for row in rows
    )


def printed(switch: str, scratch: Path) -> list[str]:
    """What all commands print."""
    folder = scratch / "printed"
    folder.mkdir(exist_ok=True)
    return [without_seconds(run(["-m", "neurohistory", *each], folder, switch)) for each in COMMANDS]


def site(switch: str, scratch: Path) -> dict[str, bytes]:
    """All files of a gallery; as it is, its pages come from the store, and else they are made."""
    folder = scratch / "site"
    if switch == "as it is":
        folder.mkdir()
        run(["-c", GALLERY], folder, switch)
        (folder / "site" / "index.html").unlink()
    elif switch == "files that stay where they are":
        (folder / "site").rename(scratch / "aside")
    elif switch == "a site that stays if nothing has changed":
        (folder / "site" / "index.html").unlink()
    else:
        folder = scratch / f"site-{[*SWITCHES].index(switch)}"
        folder.mkdir()
    run(["-c", GALLERY], folder, switch)
    return {
        str(path.relative_to(folder / "site")): path.read_bytes()
        for path in sorted((folder / "site").rglob("*"))
        if path.is_file()
    }


def main() -> int:
    """Compare and print."""
    failed = False
    print("| without | what the commands print | the gallery |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="off-") as name:
        scratch = Path(name).resolve()
        words, files = printed("as it is", scratch), site("as it is", scratch)
        for switch, patches in SWITCHES.items():
            if switch == "as it is":
                continue
            cells = ["", ""]
            if patches and "processes" not in switch and "at a time" not in switch:
                found = printed(switch, scratch)
                wrong = [" ".join(c) for c, a, b in zip(COMMANDS, words, found, strict=True) if a != b]
                cells[0] = f"DIFFERENT: {', '.join(wrong)}" if wrong else "equal"
            if switch in FOR_SITES:
                built = site(switch, scratch)
                names = sorted(files.keys() | built.keys())
                wrong = [each for each in names if files.get(each) != built.get(each)]
                cells[1] = (
                    f"DIFFERENT: {', '.join(wrong[:5])}" if wrong else f"equal, {len(files)} files"
                )
            if unasked := never_asked(switch, scratch / "printed"):
                sys.exit(
                    f"without {switch}: nothing has called {', '.join(unasked)}, so nothing was off"
                )
            failed = failed or "DIFFERENT" in "".join(cells)
            print(f"| {switch} | {cells[0]} | {cells[1]} |", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
