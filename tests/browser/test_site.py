"""Every page of the built site, opened from disk as a reader would, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
WIDTHS = {"phone": 360, "desktop": 1280}
HEIGHT = 800
WORD = "perceptron"  # any site of ours has it

AXE = """(contrast = true) => axe.run({
    preload: false,
    rules: {"color-contrast": {enabled: contrast}},
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21aa"],
}).then(({violations}) => violations.flatMap(({id, help, nodes}) =>
    nodes.map(({html, any}) => `${id}: ${help}\\n    ${html}\\n    ${any[0]?.message ?? ""}`)))"""

BROKEN_IMAGES = """async () => {
    const images = [...document.images];
    for (const image of images) image.loading = "eager";
    await Promise.allSettled(images.map(image => image.decode()));
    return images.filter(image => !image.naturalWidth).map(image => image.src);
}"""

# What sticks out to the right, leaving out what lies in a box that scrolls or clips by itself.
# Two frames later the page has taken in the window's new size.
OVERFLOW = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const root = document.documentElement;
    const width = root.clientWidth;
    if (root.scrollWidth <= width && document.body.scrollWidth <= width) return [];
    const held = element => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
            if (getComputedStyle(up).overflowX !== "visible") return true;
        return false;
    };
    const wide = [...document.body.querySelectorAll("*")]
        .filter(element => element.getBoundingClientRect().right > width + 1 && !held(element))
        .map(element => element.outerHTML.slice(0, 120));
    return [`page ${root.scrollWidth} px wide in a window of ${width}`, ...wide.slice(0, 5)];
}"""


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Listen to the page from now on."""
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    @property
    def outside(self) -> list[str]:
        """Requests that leave the disk."""
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]


@dataclass
class Visit:
    """All that one visit to a page, in one color scheme, found."""

    outside: list[str]
    errors: list[str]
    broken_images: list[str]
    violations: list[str]
    overflow: dict[str, list[str]]  # by window


def look(context: BrowserContext, scheme: Scheme, url: str, axe: str) -> Visit:
    """Open a page once and take down everything the tests want to know about it."""
    watch = Watch()
    page = context.new_page()
    watch.over(page)
    page.goto(url)
    page.evaluate(axe)
    broken = page.evaluate(BROKEN_IMAGES)
    violations, overflow = [], {}
    for window, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        overflow[window] = page.evaluate(OVERFLOW)
        # Checks are slow. Contrast is the same in every window, all else in both color schemes.
        if window == "desktop" or scheme == "light":
            found = page.evaluate(AXE, window == "desktop")
            violations += [f"{window}: {violation}" for violation in found]
    page.close()
    return Visit(watch.outside, watch.errors, broken, violations, overflow)


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[Scheme, BrowserContext]]:
    """One window without a network for each color scheme; nothing moves in it."""
    schemes: tuple[Scheme, ...] = ("light", "dark")
    opened = {
        scheme: browser.new_context(color_scheme=scheme, reduced_motion="reduce", offline=True)
        for scheme in schemes
    }
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture(scope="session")
def visits() -> dict[tuple[str, str], Visit]:
    """Keep the visits, so that several tests share one."""
    return {}


@pytest.fixture(params=["light", "dark"])
def visit(
    request: pytest.FixtureRequest,
    address: str,
    site: Path,
    contexts: dict[Scheme, BrowserContext],
    axe: str,
    visits: dict[tuple[str, str], Visit],
) -> Visit:
    """Visit a page, or recall the visit."""
    scheme: Scheme = request.param
    if (address, scheme) not in visits:
        visits[address, scheme] = look(contexts[scheme], scheme, (site / address).as_uri(), axe)
    return visits[address, scheme]


def test_no_request_leaves_the_disk(visit: Visit) -> None:
    assert visit.outside == []


def test_no_error_in_the_console(visit: Visit) -> None:
    assert visit.errors == []


def test_no_broken_image(visit: Visit) -> None:
    assert visit.broken_images == []


def test_accessible(visit: Visit) -> None:
    assert not visit.violations, "\n".join(visit.violations)


@pytest.mark.parametrize("window", WIDTHS)
def test_does_not_scroll_sideways(visit: Visit, window: str) -> None:
    assert not visit.overflow[window], "\n".join(visit.overflow[window])


@contextmanager
def fresh_page(browser: Browser, url: str, scheme: Scheme = "light") -> Iterator[tuple[Page, Watch]]:
    """Open a page in a window of its own, which forgets everything afterwards."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": HEIGHT})
    page = context.new_page()
    watch = Watch()
    watch.over(page)
    page.goto(url)
    yield page, watch
    context.close()


def search(page: Page) -> list[str]:
    """Type the word into the search box; return the addresses of the results."""
    page.locator(".md-search__input").click()
    page.keyboard.type(WORD)
    results = page.locator(".md-search-result__link")
    results.first.wait_for(timeout=10_000)
    return [str(link.get_attribute("href")) for link in results.all()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_search_works_from_disk(browser: Browser, site: Path, axe: str, scheme: Scheme) -> None:
    with fresh_page(browser, (site / "index.html").as_uri(), scheme) as (page, watch):
        found = search(page)
        page.evaluate(axe)
        violations = page.evaluate(AXE)
        with page.expect_navigation():
            page.locator(".md-search-result__link").first.click()
    assert found
    assert not violations, "\n".join(violations)
    assert watch.outside == []
    assert watch.errors == []


def test_search_finds_nothing_where_nothing_is(browser: Browser, site: Path) -> None:
    with fresh_page(browser, (site / "index.html").as_uri()) as (page, _):
        page.locator(".md-search__input").click()
        page.keyboard.type("zzqqxx")
        page.get_by_text("No matching documents").wait_for(timeout=10_000)
        assert page.locator(".md-search-result__link").count() == 0


def test_from_a_server_the_browsers_own_worker_searches(browser: Browser, site: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        with fresh_page(browser, f"{home}index.html") as (page, watch):
            assert search(page)
            assert len(page.workers) == 1
        server.shutdown()
    assert [url for url in watch.outside if not url.startswith(home)] == []
    assert watch.errors == []


@pytest.mark.parametrize(("start", "then"), [("light", "dark"), ("dark", "light")])
def test_palette_toggles_and_is_remembered(
    browser: Browser, site: Path, start: Scheme, then: Scheme
) -> None:
    names = {"light": "default", "dark": "slate"}
    with fresh_page(browser, (site / "index.html").as_uri(), start) as (page, _):
        body = page.locator("body")
        assert body.get_attribute("data-md-color-scheme") == names[start]
        page.locator(f"label[title='Switch to {then} mode']").click()
        assert body.get_attribute("data-md-color-scheme") == names[then]
        page.reload()
        assert body.get_attribute("data-md-color-scheme") == names[then]
