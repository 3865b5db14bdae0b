"""Story mode: keys step through the scenes, and the address leads to one (they fit: test_every_page)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOWN = "document.querySelector('dialog[open] .scene-shown .scene-title')?.innerText"


@pytest.fixture
def projector(browser: Browser) -> Iterator[Page]:
    """A page on the screen that teachers have."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    yield page
    page.close()


def told_in_scenes(site: Path) -> list[Path]:
    chapters = [*sorted(site.glob("story/*.html")), *sorted(site.glob("course/*.html"))]
    return [page for page in chapters if 'class="scenes"' in page.read_text("utf-8")]


def test_keys_step_the_address_follows_and_escape_leads_back(projector: Page, site: Path) -> None:
    chapters = told_in_scenes(site)
    if not chapters:
        pytest.skip("this site tells nothing in scenes")
    projector.goto(chapters[0].as_uri())
    assert projector.evaluate(SHOWN) is None
    projector.keyboard.press("t")
    projector.wait_for_function(SHOWN)
    first = projector.evaluate(SHOWN)
    # The title is what a screen reader reads out.
    assert projector.evaluate("document.activeElement.innerText") == first
    assert "scenes" in (projector.locator("dialog.scenes").get_attribute("aria-label") or "")
    steps = {
        "ArrowRight": 2,
        "Space": 3,
        "PageUp": 2,
        "n": 2,
        "ArrowDown": 3,
        "Shift+Space": 2,
        "Home": 1,
    }
    for key, number in steps.items():
        projector.keyboard.press(key)
        assert projector.url.endswith(f"{chapters[0].name}#scene-{number}")
        assert f"{number} of" in projector.locator(".scenes-counter").inner_text()
    projector.locator(".scene-shown .scene-words").click()
    assert projector.url.endswith("#scene-2")
    projector.evaluate("document.fullscreenElement && document.exitFullscreen()")
    projector.keyboard.press("Escape")
    projector.wait_for_function("!document.querySelector('dialog[open]')")
    assert "#" not in projector.url
    projector.goto(f"{chapters[0].as_uri()}#scene-4")
    assert "4 of" in projector.locator(".scenes-counter").inner_text()


def test_scenes_are_accessible_on_a_phone_too(browser: Browser, site: Path, axe: str) -> None:
    chapters = told_in_scenes(site)
    if not chapters:
        pytest.skip("this site tells nothing in scenes")
    for scheme, size in (("light", (390, 800)), ("dark", (1280, 720))):
        page = browser.new_page(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": size[0], "height": size[1]},
        )
        page.goto(f"{chapters[0].as_uri()}#scene-2")
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run('dialog', {preload: false})"
            ".then(({violations}) => violations.map(each => each.id + each.nodes[0].html))"
        )
        assert found == []
        wide = (
            "document.querySelector('dialog').scrollWidth - document.querySelector('dialog').clientWidth"
        )
        assert page.evaluate(wide) == 0
        page.close()


def test_without_scripts_scenes_are_out_of_the_way(browser: Browser, site: Path) -> None:
    chapters = told_in_scenes(site)
    if not chapters:
        pytest.skip("this site tells nothing in scenes")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(chapters[0].as_uri())
    assert page.locator(".scene").count() >= 5
    assert not page.locator(".scene").first.is_visible()
    context.close()
