"""The built site: it can be searched from disk, remembers its colors, and gives its code away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
HEIGHT = 800
WORD = "perceptron"  # any site of ours has it

AXE = """options => axe.run({preload: false, resultTypes: ["violations"], ...options})
    .then(({violations}) => violations.flatMap(({id, help, nodes}) =>
        nodes.map(({html, any}) => `${id}: ${help}\\n    ${html}\\n    ${any[0]?.message ?? ""}`)))"""
EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}


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


RESULTS = """() => [...document.querySelectorAll(".md-search-result__item")]
    .map(item => item.querySelector("a").href.split("#")[0].split("?")[0])"""


def search(page: Page, words: str = WORD) -> list[str]:
    """Look for words by the search box; return the addresses of the pages that are found, best first."""
    from playwright.sync_api import expect  # comes with the browser

    box, told = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    box.click()
    for text, answer in (("", "Type to start"), (words, r"\d|No matching")):
        box.fill(text)
        box.press("End")  # the theme listens to keys
        expect(told).to_have_text(re.compile(answer), timeout=10_000)
    found: list[str] = page.evaluate(RESULTS)
    return found


@contextmanager
def server(site: Path) -> Iterator[str]:
    """Serve the site; give the address of its folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/"
        serving.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_search_works_from_disk(browser: Browser, site: Path, axe: str, scheme: Scheme) -> None:
    with fresh_page(browser, (site / "index.html").as_uri(), scheme) as (page, watch):
        found = search(page)
        page.evaluate(axe)
        violations = page.evaluate(AXE, EVERYTHING)
        with page.expect_navigation():
            page.locator(".md-search-result__link").first.click()
    assert found
    assert not violations, "\n".join(violations)
    assert watch.outside == []
    assert watch.errors == []


# What people look for first, and where it is told.
FIRST_FOUND = {
    "XOR": "story/1969_xor.html",
    "xor": "story/1969_xor.html",
    "x": "story/1969_xor.html",
    "why does XOR fail": "story/1969_xor.html",
    "1958": "story/1958_perceptron.html",
    "1943": "story/1943_mcculloch_pitts.html",
    "perceptron": "models/perceptron.html",
    "adaline": "models/adaline.html",
    "back-propagation": "models/backprop.html",
    "svm": "models/svm.html",
    "learning rate": "course/08_how_many_iterations.html",
    "adam": "course/07_optimizers_racing.html",
    "convergence": "story/1958_perceptron.html",
    "perceptron convergence theorem": "story/1958_perceptron.html",
    "xor problem": "story/1969_xor.html",
    "parity": "story/1969_xor_and_order.html",
    "T and C": "story/1969_xor_and_order.html",
    "T or C": "story/1969_xor_and_order.html",
    "delta rule": "models/adaline.html",
    "Widrow-Hoff": "models/adaline.html",
    "LMS": "models/adaline.html",
    "MLP": "models/backprop.html",
    "multilayer perceptron": "models/backprop.html",
    "AND": "course/01_neuron_by_hand.html",
    "hidden layer": "course/04_architecture.html",
    "gradient descent": "course/05_training_step_by_step.html",
    "chain rule": "course/06_backprop_in_numbers.html",
    "how fast": "speed.html",
    "plug-in": "plugins.html",
    "plugin": "plugins.html",
    "separate": "commands.html",
    "csv": "commands.html",
    "certificate": "certificates.html",
}


@pytest.fixture(scope="module")
def asked(browser: Browser, site: Path) -> Iterator[tuple[Page, Watch]]:
    """A page that several tests ask one after the other, so that its index is read once."""
    with fresh_page(browser, (site / "index.html").as_uri()) as (page, watch):
        yield page, watch


def test_the_right_page_is_found_first(site: Path, asked: tuple[Page, Watch]) -> None:
    if not (site / "story").is_dir():
        pytest.skip("this site has the models alone")
    page, watch = asked
    first = {words: search(page, words)[0] for words in FIRST_FOUND}
    assert first == {words: (site / place).as_uri() for words, place in FIRST_FOUND.items()}
    assert watch.errors == []


def test_common_words_lead_to_prose_and_not_to_the_reference(asked: tuple[Page, Watch]) -> None:
    words = ["epoch", "loss", "adam", "rbm", "minsky", "gate", "state", "model", "weights", "AND"]
    first = [search(asked[0], word)[0] for word in words]
    assert [place for place in first if "/reference/" in place] == []


def test_search_finds_nothing_where_nothing_is(asked: tuple[Page, Watch]) -> None:
    assert search(asked[0], "zzqqxx") == []


def test_whatever_is_typed_first_is_looked_for(site: Path, asked: tuple[Page, Watch]) -> None:
    """The search script has thrown at beginnings of words: a sample of all of two and three letters."""
    written = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    index = json.loads(written.removeprefix("var __index = "))
    separator = re.compile(index["config"]["separator"])
    texts = (re.sub(r"<[^>]*>", " ", f"{entry['title']} {entry['text']}") for entry in index["docs"])
    known = {word[:n].lower() for text in texts for word in separator.split(text) for n in (2, 3)}
    beginnings = sorted(word for word in known if word.isalnum() and word.isascii() and len(word) > 1)
    chosen = Random(0).sample(beginnings, min(25, len(beginnings)))
    page, watch = asked
    assert [word for word in chosen if not search(page, word)] == []
    assert watch.errors == []


def test_no_page_waits_for_the_search_index(browser: Browser, site: Path) -> None:
    with fresh_page(browser, (site / "index.html").as_uri()) as (_, watch):
        assert [url for url in watch.requests if "search_index" in url] == []


def test_from_a_server_the_browsers_own_worker_searches(browser: Browser, site: Path) -> None:
    with server(site) as home, fresh_page(browser, f"{home}index.html") as (page, watch):
        found = {words: search(page, words)[0] for words in ("perceptron", "LMS", "csv")}
        assert found == {words: home + FIRST_FOUND[words] for words in found}
        assert len(page.workers) == 1
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


def test_what_is_copied_can_be_pasted(browser: Browser, site: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((site / "models" / "perceptron.html").as_uri())
    block = page.locator(".highlight[data-copy]").first
    block.hover()
    block.locator("[data-clipboard-target]").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines() == [
        "neurohistory compare perceptron --starts 200",
        "neurohistory trace perceptron XOR",
    ]
    context.close()
