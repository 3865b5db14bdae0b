"""The gallery's filter, and what it keeps in the address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MOST = 700_000  # bytes of what is loaded before anybody scrolls
SHOWN = (
    "[...document.querySelectorAll('ul.exhibits > li')].filter(each => each.checkVisibility()).length"
)


def asked(page: Page) -> tuple[str, int]:
    """What the page says that it shows, and how much it shows."""
    return page.get_by_role("status").inner_text(), page.evaluate(SHOWN)


def test_pictures_come_when_they_are_near(browser: Browser, site: Path) -> None:
    if not (site / "gallery.html").exists():
        pytest.skip("this site has no gallery")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked_for: set[str] = set()
    page.on("request", lambda request: asked_for.add(request.url))
    page.goto((site / "gallery.html").as_uri(), wait_until="networkidle")
    files = [Path(unquote(url.removeprefix("file://").partition("?")[0])) for url in asked_for]
    assert sum(file.stat().st_size for file in files if file.is_file()) <= MOST
    last = page.locator("ul.exhibits img").last
    assert last.get_attribute("src") is None
    last.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('ul.exhibits img')].at(-1).naturalWidth > 0")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("ul.exhibits img:not([src])").count() == 0
    page.close()


def test_without_scripts_there_is_a_picture_for_every_page(browser: Browser, site: Path) -> None:
    if not (site / "gallery.html").exists():
        pytest.skip("this site has no gallery")
    page = browser.new_page(java_script_enabled=False)
    page.goto((site / "gallery.html").as_uri())
    pictures = page.locator("ul.exhibits > li img[src]:visible")
    assert pictures.count() == page.locator("ul.exhibits > li").count() > 0
    page.close()


def test_exhibits_are_filtered_and_the_address_says_how(browser: Browser, site: Path) -> None:
    if not (site / "gallery.html").exists():
        pytest.skip("this site has no gallery")
    page = browser.new_page()
    page.goto((site / "gallery.html").as_uri())
    told, everything = asked(page)
    assert told == f"{everything} pages"
    page.get_by_label("Show").select_option("Models")
    _, models = asked(page)
    assert 0 < models < everything
    page.get_by_label("with the words").fill("percep")
    told, few = asked(page)
    assert 0 < few < models
    assert told == f"{few} of {everything} pages"
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert asked(page) == (told, few)
    page.get_by_label("with the words").fill("no such word anywhere")
    assert asked(page) == (f"0 of {everything} pages", 0)
    page.close()
