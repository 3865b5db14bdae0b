"""Every page of the built site, opened from disk as a reader would: wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 800}
DESKTOP: ViewportSize = {"width": 1280, "height": 720}  # a projector's too

AXE = """options => axe.run({preload: false, resultTypes: ["violations"], ...options})
    .then(({violations}) => violations.flatMap(({id, help, nodes}) =>
        nodes.map(({html, any}) => `${id}: ${help}\\n    ${html}\\n    ${any[0]?.message ?? ""}`)))"""
STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa"]
BY_COLOR = ["color-contrast", "link-in-text-block"]
ALL_BUT_COLOR = {"runOnly": STANDARDS, "rules": {rule: {"enabled": False} for rule in BY_COLOR}}
COLOR = {"runOnly": BY_COLOR}

# What fits on a desktop may scroll on a phone, and must be reached by keyboard there.
OUT_OF_REACH = """() => {
    const reached = "a[href], button, input, select, summary, textarea, [tabindex]";
    return [...document.body.querySelectorAll("*")]
        .filter(element => element.scrollWidth > element.clientWidth + 12
            && /auto|scroll/.test(getComputedStyle(element).overflowX)
            && element.checkVisibility()
            && !element.matches(reached) && !element.querySelector(reached))
        .map(element => "scrolls, but not by keyboard: " + element.outerHTML.slice(0, 120));
}"""

# Colors take nearly all the time of a check, and are the same for all texts of a kind: of a tag and a
# class, in a color and a size, on a ground; and for links, among words of such a color and weight.
# The first of each kind is marked, with the words around it ...
MARK_KINDS = """() => {
    const grounds = new Map([[null, ""]]);
    const groundOf = element => {
        if (!grounds.has(element)) {
            const {backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
            const own = [backgroundColor, backgroundImage, opacity].join();
            grounds.set(element, groundOf(element.parentElement) + ";" + own);
        }
        return grounds.get(element);
    };
    const blockOf = element => {
        const inline = getComputedStyle(element).display.startsWith("inline");
        return inline ? blockOf(element.parentElement) : element;
    };
    const kinds = new Set();
    for (const element of document.body.querySelectorAll("*")) {
        const texts = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
        if (!texts.some(text => text.data.trim()) || !element.checkVisibility()) continue;
        const {color, fontSize, fontWeight} = getComputedStyle(element);
        const {localName, className} = element;
        const looks = [localName, className, color, fontSize, fontWeight, groundOf(element)];
        const link = element.closest("a"), block = link ? blockOf(link) : element;
        if (link) {
            const around = getComputedStyle(block);
            const alone = link.textContent.trim() === block.textContent.trim();
            looks.push(block.localName, alone, around.color, around.fontWeight);
        }
        const kind = looks.join();
        if (!kinds.has(kind)) block.dataset.first = "";
        kinds.add(kind);
    }
}"""
# ... and left alone on the page, with its style, the switch of the color scheme and whole toys.
LEAVE_MARKED = """() => {
    const kept = new Set();
    for (const element of document.querySelectorAll("[data-first], [name=__palette], style, .toy")) {
        for (const inside of element.querySelectorAll("*")) kept.add(inside);
        for (let up = element; up; up = up.parentElement) kept.add(up);
    }
    for (const element of document.body.querySelectorAll("*")) if (!kept.has(element)) element.remove();
}"""
SWITCH_SCHEME = """() => {
    const {mdColorScheme} = document.body.dataset;
    document.querySelector(`[name=__palette]:not([data-md-color-scheme=${mdColorScheme}])`).click();
    return document.body.dataset.mdColorScheme;
}"""

BROKEN_IMAGES = """async () => {
    const images = [...document.images];
    dispatchEvent(new Event("beforeprint"));  // pictures that wait until they are near come then
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


# Page through the scenes by key, and tell what sticks out of the screen.
LARGE_SCENES = """async () => {
    const dialog = document.querySelector("dialog.scenes"), found = [];
    if (!dialog) return found;
    const opened = new Promise(open => addEventListener("hashchange", open, {once: true}));
    location.hash = "scene-1";
    await opened;
    const {innerWidth, innerHeight} = window;
    const sticksOut = part => {
        if (part === dialog)
            return part.scrollHeight > part.clientHeight || part.scrollWidth > part.clientWidth;
        const {bottom, right} = part.getBoundingClientRect();
        return bottom > innerHeight + 1 || right > innerWidth + 1;
    };
    for (const scene of dialog.querySelectorAll(".scene")) {
        if (!scene.checkVisibility()) found.push("the key did not lead to " + scene.innerText);
        await Promise.all([...scene.querySelectorAll("img")].map(image => image.decode()));
        const parts = [dialog, ...scene.querySelectorAll("*")];
        const large = parts.filter(part => part.checkVisibility() && sticksOut(part));
        const title = scene.querySelector(".scene-title").innerText;
        found.push(...large.map(part => title + ": " + part.outerHTML.slice(0, 90)));
        scene.dispatchEvent(new KeyboardEvent("keydown", {key: "PageDown", bubbles: true}));
    }
    dialog.close();
    return found;
}"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A window in which one page is opened after the other, and what they complain of and ask for.

    It has no network, and nothing moves in it.
    """
    context = browser.new_context(color_scheme="light", reduced_motion="reduce", offline=True)
    page = context.new_page()
    noted: list[str] = []

    def note_an_error(message: ConsoleMessage) -> None:
        if message.type == "error":
            noted.append(f"an error in the console: {message.text}")

    page.on("pageerror", lambda error: noted.append(f"an error: {error}"))
    page.on("console", note_an_error)
    page.on("request", lambda asked: noted.append(f"a request: {asked.url}"))
    yield page, noted
    context.close()


def test_a_page_is_sound(address: str, site: Path, window: tuple[Page, list[str]], axe: str) -> None:
    page, noted = window
    page.goto("about:blank")
    page.set_viewport_size(PHONE)
    noted.clear()
    page.goto((site / address).as_uri())
    found = [*findings(page, axe)]
    of_disk = tuple(f"a request: {scheme}:" for scheme in ("file", "data", "blob"))
    found += (told for told in noted if not told.startswith(of_disk))
    assert not found, "\n".join(found)


def findings(page: Page, axe: str) -> Iterator[str]:
    """Tell whatever is wrong with an open page, in any window and in both color schemes."""
    page.evaluate(axe)
    yield from (f"a broken image: {source}" for source in page.evaluate(BROKEN_IMAGES))
    yield from (f"phone: {found}" for found in page.evaluate(OVERFLOW) + page.evaluate(OUT_OF_REACH))
    page.set_viewport_size(DESKTOP)
    found = page.evaluate(OVERFLOW) + page.evaluate(AXE, ALL_BUT_COLOR)
    yield from (f"desktop: {each}" for each in found)
    yield from (f"too large for the screen: {found}" for found in page.evaluate(LARGE_SCENES))
    yield from wrong_colors(page)


def wrong_colors(page: Page) -> Iterator[str]:
    """Look at the colors of a text of each kind, in both schemes; the others are taken away."""
    page.evaluate(MARK_KINDS)
    one = page.evaluate(SWITCH_SCHEME)
    page.evaluate(MARK_KINDS)
    page.evaluate(LEAVE_MARKED)
    yield from (f"{one}: {found}" for found in page.evaluate(AXE, COLOR))
    other = page.evaluate(SWITCH_SCHEME)
    yield from (f"{other}: {found}" for found in page.evaluate(AXE, COLOR))
    assert {one, other} == {"default", "slate"}
