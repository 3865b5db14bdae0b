"""A real browser, and the pages of a built site to open in it.

``NEUROHISTORY_SITE`` names the folder of the built site. Where that, Playwright or Chromium is
missing, the tests are skipped with the reason; with ``NEUROHISTORY_BROWSER_REQUIRED=1`` they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

# A browser that talks to nobody but us.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every test that asks for an address one run for each page of the site."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", addresses() or ["no-site"])


def addresses() -> list[str]:
    """Return the site's pages, relative to its folder; the error page is of no interest."""
    folder = os.environ.get("NEUROHISTORY_SITE")
    if not folder:
        return []
    pages = (path.relative_to(folder) for path in Path(folder).rglob("*.html"))
    return sorted(page.as_posix() for page in pages if page.name != "404.html")


def missing(what: str) -> NoReturn:
    """Skip, or fail where the browser tests must run."""
    if os.environ.get("NEUROHISTORY_BROWSER_REQUIRED") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the folder of the built site."""
    folder = os.environ.get("NEUROHISTORY_SITE")
    if not folder:
        missing("NEUROHISTORY_SITE does not name the folder of a built site")
    if not addresses():
        missing(f"NEUROHISTORY_SITE={folder} holds no page")
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def browser(site: Path) -> Iterator[Browser]:
    """Start one browser for all tests; looking for the site first saves a useless start."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(playwright), args=QUIET)
        yield chromium
        chromium.close()


def executable(playwright: Playwright) -> str:
    """Return the system's Chromium, or else the one that Playwright installed."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    if not Path(own).exists():
        missing("no Chromium: install the system's, or run `playwright install chromium`")
    return own


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core, the accessibility checker that runs inside a page."""
    try:
        return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    except ImportError:
        missing("axe-playwright-python is not installed")
