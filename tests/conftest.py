"""What all tests share: how Hypothesis searches, and what a command leaves behind."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, and no clock: a slow machine is not a wrong result.
settings.register_profile(
    "neurohistory", max_examples=40, derandomize=True, deadline=None, print_blob=True
)
settings.load_profile("neurohistory")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the pages and trials of sites, which all tests and all their processes share.

    Whoever names it, as CI does, shares them with the builds around the tests too.
    """
    if named := os.environ.get("NEUROHISTORY_CACHE"):
        return Path(named)
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "kept"


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """A command that ran in this process has turned garbage collection off, and answers signals."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    gc.enable()
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file together when several processes share the work (``--dist loadgroup``)."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.location[0]))
