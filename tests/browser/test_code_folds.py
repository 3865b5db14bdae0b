"""The code of a chapter is folded, and one button, which is remembered, opens all of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

OPEN = "[...document.querySelectorAll('details.code')].map(fold => fold.open)"


def test_all_code_is_shown_on_demand_and_on_the_next_page_too(browser: Browser, site: Path) -> None:
    if not (site / "story").is_dir():
        pytest.skip("this site has the models alone")
    page = browser.new_page()
    page.goto((site / "story" / "1969_xor.html").as_uri())
    assert not any(page.evaluate(OPEN))
    button = page.get_by_role("button", name="Show all code")
    assert button.get_attribute("aria-pressed") == "false"
    button.press("Enter")
    assert all(page.evaluate(OPEN))
    page.goto((site / "story" / "1958_perceptron.html").as_uri())
    assert all(page.evaluate(OPEN))
    page.get_by_role("button", name="Hide all code").click()
    assert not any(page.evaluate(OPEN))
    page.close()


def test_pictures_follow_the_theme_and_not_the_system(browser: Browser, site: Path) -> None:
    page = browser.new_page(color_scheme="light", viewport={"width": 1280, "height": 900})
    page.goto((site / "models" / "perceptron.html").as_uri())
    picture = page.locator("figure img").first
    picture.scroll_into_view_if_needed()
    light = picture.screenshot()
    page.get_by_title("Switch to dark mode").click()
    page.wait_for_timeout(300)
    dark = picture.screenshot()
    assert dark != light
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
    page.close()
