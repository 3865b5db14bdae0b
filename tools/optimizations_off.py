"""Everything once without each optimization: ``python tools/optimizations_off.py``.

Each optimization that can be switched off is, in all processes, and the commands must then print the
same bytes, and the gallery must be the same to the byte.  The switches are patches of this script, laid
before everything else by a ``sitecustomize`` of their own: the package needs none of them.  Prints a
table.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# What is switched off, and how.  The libraries come first where only our own use of them is meant.
LIBRARIES = "import matplotlib.pyplot, mkdocs.commands.build, scipy.optimize, scipy.stats, sklearn.svm\n"
SWITCHES = {
    "as it is": "",
    "no garbage collection while libraries load, none of what was loaded": (
        "import gc\ngc.disable = gc.freeze = lambda: None\n"
    ),
    "results of functions that are kept": LIBRARIES
    + "import functools\nfunctools.cache = lambda function: function\n"
    + "functools.cached_property = property\n",
    "products that are written where they are needed": (
        "from neurohistory.network import matmul\n"
        "plain = matmul.matmul\n"
        "def product(a, b, out=None):\n"
        "    found = plain(a, b)\n"
        "    if out is None:\n        return found\n"
        "    out[...] = found\n    return out\n"
        "matmul.matmul = product\n"
    ),
    "arrays that each step fills anew": (
        "from neurohistory.network.workspace import Workspace\n"
        "Workspace.__call__ = lambda self, name, shape, dtype: None\n"
    ),
    "scores that learning has worked out": (
        "from neurohistory import checks\nchecks.gives_scores = lambda model: False\n"
    ),
    "looking ahead over examples from which nothing is learned": (
        "from neurohistory.network import online\n"
        "online._ENOUGH_EXAMPLES = 10**9\n"
        "online.go_apart = lambda n_examples, n_starts: False\n"
    ),
    "the first and the last state alone are kept": (
        "from neurohistory import runner\n"
        "plain = runner.train\n"
        "def train(*arguments, **named):\n"
        "    return plain(*arguments, **{**named, 'keep_states': True})\n"
        "runner.train = train\n"
    ),
    "processes that are copies of one with all libraries": (
        "import multiprocessing\nmultiprocessing.get_all_start_methods = lambda: ['spawn']\n"
    ),
    "several pages at a time": "import os\nos.cpu_count = lambda: 1\n",
    "pages that are kept": "",  # by an empty store
    "files that stay where they are": "",  # by building into an empty folder
    "a site that stays if nothing has changed": "",  # by removing a page of it
}
FOR_SITES = {
    "as it is",
    "no garbage collection while libraries load, none of what was loaded",
    "results of functions that are kept",
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


def run(arguments: list[str], folder: Path, switch: str) -> str:
    """What a command prints in a process where something is switched off."""
    place = folder / "switch"
    place.mkdir(exist_ok=True)
    (place / "sitecustomize.py").write_text(SWITCHES[switch])
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
        for switch, patch in SWITCHES.items():
            if switch == "as it is":
                continue
            cells = ["", ""]
            if patch and "processes" not in switch and "at a time" not in switch:
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
            failed = failed or "DIFFERENT" in "".join(cells)
            print(f"| {switch} | {cells[0]} | {cells[1]} |", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
