"""Readers who look for something find it: two pages loaded and two screens down at most."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TASKS = tomllib.loads(Path(__file__).with_name("readers.toml").read_text(encoding="utf-8"))["task"]
SCREEN = 900  # pixels, 1280 wide
LINKS = ".md-search-result__item > a.md-search-result__link"
WITHIN = 2 * SCREEN
MOST_LOADS = 2  # the home page, where all begin, not counted
NEAR = 3  # results that are seen without scrolling

# How far below the top of the window the words stand that can be seen; null if nowhere.
DEPTH = """words => {
    const plain = text => text.replace(/[\\s\\u200b]+/g, " ");
    const found = [...document.querySelectorAll("article *")]
        .filter(e => plain(e.textContent).includes(words) && e.checkVisibility())
        .filter(e => ![...e.children].some(inner => plain(inner.textContent).includes(words)))
        .map(e => e.getBoundingClientRect())
        .filter(box => box.height > 0 && box.bottom > 0);
    return found.length ? Math.min(...found.map(box => box.top)) : null;
}"""


def test_there_are_twenty_tasks_of_all_kinds_of_readers() -> None:
    assert len(TASKS) == 20
    assert len({task["question"] for task in TASKS}) == 20
    who = Counter(task["who"] for task in TASKS)
    assert set(who) == {"teacher", "student", "researcher", "author of a plug-in", "journalist"}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A window of a laptop, in which all readers begin at the home page."""
    context = browser.new_context(viewport={"width": 1280, "height": SCREEN}, reduced_motion="reduce")
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("task", TASKS, ids=[task["question"] for task in TASKS])
def test_a_reader_finds_the_answer(page: Page, site: Path, task: dict[str, Any]) -> None:
    if not (site / "story").is_dir():
        pytest.skip("this site has the models alone")
    page.goto((site / "index.html").as_uri())
    assert follow(page, site, task) <= MOST_LOADS
    assert page.url.partition("?")[0].partition("#")[0] == (site / task["page"]).as_uri()
    if "contents" in task:
        headings = page.locator(
            "a[href^='#']:visible", has_text=re.compile(rf"^\s*{task['contents']}\s*$")
        )
        headings.first.click()
        page.wait_for_timeout(100)  # it is scrolled to
    if "unfold" in task:
        page.get_by_text(task["unfold"], exact=True).locator("visible=true").first.click()
    depth = page.evaluate(DEPTH, task["answer"])
    assert depth is not None, f"{task['answer']!r} is not seen on {task['page']}"
    assert depth <= WITHIN, f"{task['answer']!r} stands {depth / SCREEN:.1f} screens down"


def follow(page: Page, site: Path, task: dict[str, Any]) -> int:
    """Go the way of a task; return how many pages were loaded on it."""
    if "search" in task:
        found = search(page, task["search"])
        wanted = (site / task["page"]).as_uri()
        first = list(dict.fromkeys(url.partition("?")[0].partition("#")[0] for url in found))[:NEAR]
        assert wanted in first, first
        [chosen, *_] = [n for n, url in enumerate(found) if url.startswith(wanted)]
        with page.expect_navigation():
            page.locator(LINKS).nth(chosen).click()
        return 1
    for words in task["links"]:
        link = page.get_by_role("link", name=words, exact=True).locator("visible=true").first
        with page.expect_navigation():
            link.click()
    return len(task["links"])


def search(page: Page, words: str) -> list[str]:
    """Look for words by the search box; return the addresses that are found, best first."""
    from playwright.sync_api import expect  # comes with the browser

    box = page.locator(".md-search__input")
    box.click()
    box.fill(words)
    box.press("End")  # the theme listens to keys
    told = page.locator(".md-search-result__meta")
    expect(told).to_have_text(re.compile(r"\d|No matching"), timeout=10_000)
    found: list[str] = page.locator(LINKS).evaluate_all("links => links.map(link => link.href)")
    return found
