"""The tests with the lowest versions that are admitted: ``python tools/lowest_versions.py``.

``pyproject.toml`` says from which version on each requirement will do.  This script makes a fresh
environment in a temporary folder, with exactly these versions of all that the package and its tests
require, and runs the tests there, without a browser.  What the requirements require in turn comes as
new as it comes to a user.

Whatever follows ``--`` is handed to pytest::

    python tools/lowest_versions.py --python python3.12 -- tests/test_cli.py -x
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def requirements(project: dict[str, Any], extra: str) -> Iterator[Requirement]:
    """What the package requires together with an extra, which may name other extras."""
    yield from map(Requirement, project["dependencies"])
    for line in project["optional-dependencies"][extra]:
        requirement = Requirement(line)
        if requirement.name == project["name"]:
            for other in requirement.extras:
                yield from requirements(project, other)
        else:
            yield requirement


def lowest(requirement: Requirement) -> str:
    """A requirement as a constraint that leaves its lower bound and nothing else."""
    bounds = [bound.version for bound in requirement.specifier if bound.operator == ">="]
    if len(bounds) != 1:
        raise ValueError(f"{requirement} has no lower bound: write {requirement.name}>=VERSION")
    return f"{requirement.name}=={bounds[0]}"


def main() -> int:
    """Install and test; the exit code is that of pytest."""
    parser = argparse.ArgumentParser(description="Run the tests with the lowest versions admitted.")
    parser.add_argument("--python", default=sys.executable, help="the interpreter to make it with")
    parser.add_argument("--extra", default="test", help="the extra to install (default: test)")
    parser.add_argument("pytest", nargs="*", metavar="-- ...", help="for pytest (default: all tests)")
    options = parser.parse_args()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    constraints = sorted({lowest(requirement) for requirement in requirements(project, options.extra)})
    print(*constraints, sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="lowest-versions-") as folder:
        python = Path(folder, "venv", "bin", "python")
        listed = Path(folder, "constraints.txt")
        listed.write_text("\n".join(constraints), encoding="utf-8")
        subprocess.run([options.python, "-m", "venv", python.parents[1]], check=True)
        install = ["install", "-q", "-c", str(listed), f"{ROOT}[{options.extra}]"]
        subprocess.run([python, "-m", "pip", *install], check=True)
        environment = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
        tests = [python, "-m", "pytest", "-q", "-m", "not browser", *options.pytest]
        return subprocess.run(tests, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
