"""Run commands one after the other, each in a process of its own, which finds the libraries imported.

A line of JSON asks for a command, and a line with its exit code answers.  The command's process is a
fork of this one, which begins and ends as any other: only the seconds are saved that imports take.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

LIBRARIES = [
    *("scipy.optimize", "scipy.stats", "sklearn.svm", "sklearn.utils.validation", "rich.table"),
    "mkdocs.commands.build",
    *("neurohistory.cli", "neurohistory.report", "neurohistory.runner", "neurohistory.traces"),
    *("neurohistory.models.backprop", "neurohistory.models.pretrained_classifier"),
]


def asked_for() -> dict[str, Any]:
    """Fork for each command that is asked for, and return it in the fork."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            command: dict[str, Any] = json.loads(line)
            return command
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    sys.exit()


def become(folder: str, environment: dict[str, str], out: str, err: str) -> None:
    """Be a process that was started in this folder and environment, and prints to these files."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    for number, file in enumerate((os.devnull, out, err)):
        os.dup2(os.open(file, os.O_RDWR), number)


if __name__ == "__main__":
    for library in LIBRARIES:
        importlib.import_module(library)
    command = asked_for()
    sys.argv = ["neurohistory", *command.pop("arguments")]
    become(**command)

    from neurohistory.__main__ import main

    main()
