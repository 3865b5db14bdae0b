"""Story mode: each scene fits its screen, keys step through them, and the address leads to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOWN = "document.querySelector('dialog[open] .scene-shown .scene-title')?.innerText"
TOO_LARGE = """() => {
    const dialog = document.querySelector("dialog.scenes");
    const parts = [dialog, ...dialog.querySelectorAll(".scene-shown *")];
    const {innerWidth, innerHeight} = window;
    return parts
        .filter(part => part.checkVisibility())
        .filter(part => part === dialog
            ? dialog.scrollHeight > dialog.clientHeight || dialog.scrollWidth > dialog.clientWidth
            : part.getBoundingClientRect().bottom > innerHeight + 1
                || part.getBoundingClientRect().right > innerWidth + 1)
        .map(part => part.outerHTML.slice(0, 90));
}"""


@pytest.fixture
def projector(browser: Browser) -> Iterator[Page]:
    """A page on the screen that teachers have."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    yield page
    page.close()


def told_in_scenes(site: Path) -> list[Path]:
    chapters = [*sorted(site.glob("story/*.html")), *sorted(site.glob("course/*.html"))]
    return [page for page in chapters if 'class="scenes"' in page.read_text("utf-8")]


def test_every_scene_fits_the_screen_of_a_projector(projector: Page, site: Path) -> None:
    too_large = []
    for chapter in told_in_scenes(site):
        projector.goto(f"{chapter.as_uri()}#scene-1")
        for number in range(1, projector.locator("dialog .scene").count() + 1):
            images = projector.locator("dialog .scene-shown img")
            assert all(
                image.evaluate("each => each.decode().then(() => true)") for image in images.all()
            )
            found = projector.evaluate(TOO_LARGE)
            too_large += [f"{chapter.stem}, scene {number}: {part}" for part in found]
            projector.keyboard.press("PageDown")
    assert not too_large, "\n".join(too_large)


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
