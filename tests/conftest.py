"""What all tests share: how Hypothesis searches, and what a command leaves behind."""

from __future__ import annotations

import gc
import os
import re
import signal
from collections.abc import Iterator
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


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """A command that ran in this process collects no garbage, answers signals and keeps the streams."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    gc.enable()
    streams.give_back()
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.hookimpl(optionalhook=True)  # where several processes share the work
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep in one process what tests share: a chapter, a page, the fixtures of a file."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return shared(nodeid)

    return Together(config, log)


def shared(nodeid: str) -> str:
    """What a test shares with others: the chapter or the page that it asks, or else its file."""
    file, _, test = nodeid.partition("::")
    asked = test.partition("[")[2].removesuffix("]")
    match file.split("/"):
        case ["tests", "gallery", "test_every_chapter.py"]:
            return asked or file
        case ["tests", "gallery", *folder, name]:
            stem = name.removeprefix("test_").removesuffix(".py")
            return "/".join([*(folder or ["story"]), stem])
        case ["tests", "browser", *_] if page := re.search(r"[\w./-]+\.html", asked):
            return page[0]
    return file
