"""Playing changes what moved and nothing else, and touching again and again leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("playground")]

# Before any script of the page: what is asked for again and again is counted, and so is each address.
COUNTING = """
    globalThis.counted = {listeners: 0, observers: 0, addresses: 0};
    const count = (owner, name, what) => {
        const own = owner[name];
        owner[name] = function (...given) { counted[what] += 1; return own.apply(this, given); };
    };
    count(EventTarget.prototype, "addEventListener", "listeners");
    for (const kind of [MutationObserver, ResizeObserver, IntersectionObserver])
        count(kind.prototype, "observe", "observers");
    count(history, "replaceState", "addresses");
"""
# What is made anew, and what is changed at all, under an element.
WATCHING = """element => {
    globalThis.work = {made: 0, changed: 0};
    new MutationObserver(all => all.forEach(({addedNodes}) => {
        work.changed += 1;
        work.made += [...addedNodes].filter(({nodeType}) => nodeType === Node.ELEMENT_NODE).length;
    })).observe(element, {subtree: true, childList: true, attributes: true, characterData: true});
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_init_script(COUNTING)
    page.clock.install()
    yield page
    page.close()


@pytest.mark.parametrize(
    ("opened", "toy", "step"),
    [
        ("playground.html#machine=perceptron&targets=XOR", "playground", 150),
        ("playground.html#machine=backprop&targets=XOR&units=4", "playground", 150),
        ("models/logistic_unit.html", "epochs", 300),
        ("course/07b_who_is_fastest.html", "descent-race", 60),
    ],
)
def test_a_step_makes_no_element_and_the_address_waits_for_the_pause(
    page: Page, site: Path, opened: str, toy: str, step: int
) -> None:
    name, _, shown = opened.partition("#")
    if not (site / name).exists():
        pytest.skip(f"this site has no {name}")
    page.goto((site / name).as_uri() + (f"#{shown}" if shown else ""))
    place = page.locator(f".{toy}")
    place.get_by_role("button", name="Play", exact=True).click()
    page.clock.run_for(3 * step)  # all that is made once is there
    place.evaluate(WATCHING)
    before = page.evaluate("({...counted})")
    page.clock.run_for(20 * step)
    work = page.evaluate("work")
    assert work["changed"] > 20
    assert work["made"] == 0
    assert page.evaluate("counted") == before
    place.get_by_role("button", name="Pause", exact=True).click()
    if toy == "playground":
        assert page.evaluate("counted.addresses") == before["addresses"] + 1
        assert "step=" in page.evaluate("location.hash")


@pytest.mark.parametrize(
    ("name", "toy", "mark"),
    [("playground.html", "playground", ".handle"), ("story/1995_kernels.html", "margin", "g")],
)
def test_touching_again_and_again_leaves_no_listener_behind(
    page: Page, site: Path, name: str, toy: str, mark: str
) -> None:
    if not (site / name).exists():
        pytest.skip(f"this site has no {name}")
    page.goto((site / name).as_uri())
    place = page.locator(f".{toy}")
    held = place.locator(f".toy-plane {mark}").first

    def touch() -> None:
        box = held.locator(".target").bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 6, y + 8, steps=3)
        page.mouse.up()
        held.press("ArrowUp")
        for control in place.locator("button:visible").all():
            control.click()

    touch()
    before = page.evaluate("({...counted, addresses: 0})")
    for _ in range(3):
        touch()
    assert page.evaluate("({...counted, addresses: 0})") == before
