"""What all tests share: how Hypothesis searches, and what a command leaves behind."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from neurohistory.process import streams

# The same examples in every run, and no clock: a slow machine is not a wrong result.
settings.register_profile(
    "neurohistory", max_examples=40, derandomize=True, deadline=None, print_blob=True
)
settings.load_profile("neurohistory")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the pages of sites, which all tests and all their processes share.

    Whoever names it, as CI does, shares them with the builds around the tests too.
    """
    if named := os.environ.get("NEUROHISTORY_CACHE"):
        return Path(named)
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "kept"


Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """Run ``neurohistory`` with arguments, in a folder, with an environment: a process for each command.

    Where there are forks, these are of one process, which has imported the libraries, and a command may
    print to another file, such as a terminal.
    """
    if not hasattr(os, "fork"):
        yield _started_anew
        return
    folder = tmp_path_factory.mktemp("commands")
    out, err = folder / "out", folder / "err"

    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("command_server.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as server:
        to, answers = server.stdin, server.stdout
        assert to is not None
        assert answers is not None

        def forked(
            arguments: list[str], folder: Path, environment: Mapping[str, str], to_file: str = str(out)
        ) -> subprocess.CompletedProcess[str]:
            for file in (out, err):
                file.write_bytes(b"")
            asked = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
            to.write(json.dumps(asked | {"out": to_file, "err": str(err)}) + "\n")
            to.flush()
            code = int(answers.readline())
            return subprocess.CompletedProcess(
                arguments, code, out.read_text("utf-8"), err.read_text("utf-8")
            )

        yield forked
        to.close()


def _started_anew(
    arguments: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "neurohistory", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=environment,
    )


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """A command that ran in this process collects no garbage, answers signals and keeps the streams."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    gc.enable()
    streams.give_back()
    for number, handler in handlers.items():
        signal.signal(number, handler)


# What builds the pages of all models, which the first leaves in the cache for the rest; then what takes
# long.  They begin first, so that no process is left alone with them at the end.
SITES = ["tests/site/test_build.py", "tests/test_broken_plugins.py", "tests/test_plugin_example.py"]
LONG = [
    *SITES,
    *("tests/gallery/", "tests/site/", "tests/process/", "tests/studies/"),
    *("tests/browser/test_site.py", "tests/browser/test_playground.py"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long; all else stays in its order."""
    last = len(LONG)
    items.sort(
        key=lambda item: next((n for n, of in enumerate(LONG) if item.nodeid.startswith(of)), last)
    )


@pytest.hookimpl(optionalhook=True)  # where several processes share the work
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep in one process what tests share: a chapter, a page, the fixtures of a file."""
    if config.getvalue("dist") != "loadgroup":
        return None
    config.option.loadscopereorder = False  # the order is ours
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return shared(nodeid)

    return Together(config, log)


def shared(nodeid: str) -> str:
    """What a test shares with others: the chapter or the page that it asks, or else its file."""
    file, _, test = nodeid.partition("::")
    asked = test.partition("[")[2].removesuffix("]")
    if file in SITES:
        return "sites"
    match file.split("/"):
        case ["tests", "gallery", "test_every_chapter.py"]:
            return asked or file
        case ["tests", "gallery", *folder, name]:
            stem = name.removeprefix("test_").removesuffix(".py")
            return "/".join([*(folder or ["story"]), stem])
        case ["tests", "browser", *_] if page := re.search(r"[\w./-]+\.html", asked):
            return page[0]
    return file
