"""What can be touched in the chapters: it computes what the Python computes, and works by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from neurohistory.site.toys.packing import unpacked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("toys")]

Opened = Callable[[str, str], "Locator"]
DATA = "element => JSON.parse(element.querySelector('script').textContent)"


@pytest.fixture
def toy(browser: Browser, site: Path) -> Iterator[Opened]:
    """A toy, by its page and its class."""
    page = browser.new_page(reduced_motion="reduce")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def opened(address: str, name: str) -> Locator:
        if not (site / address).exists():
            pytest.skip(f"this site has no {address}")
        page.goto((site / address).as_uri())
        return page.locator(f".{name}")

    yield opened
    assert not complaints
    page.close()


def test_the_map_of_2006_decodes_as_the_python_does_and_follows_the_pointer_and_the_keys(
    toy: Opened,
) -> None:
    digit_map = toy("story/2006_deep_autoencoder.html", "digit-map")
    data: dict[str, Any] = digit_map.evaluate(DATA)
    drawn = codes = np.array([[0.5, -3.2], [-7.0, 3.0], [8.5, 8.5]])
    for layer in map(unpacked, data["layers"]):
        drawn = 1 / (1 + np.exp(-(layer[0] + drawn @ layer[1:])))
    drawn = drawn * unpacked(data["black"])
    found = digit_map.evaluate(
        f"(element, codes) => codes.map(neurohistory.decoder(({DATA})(element)))", codes.tolist()
    )
    np.testing.assert_allclose(found, drawn, atol=1e-12)
    said = digit_map.get_by_role("status")
    digit_map.get_by_label("First number").press("Home")
    assert "The code (−10," in said.inner_text()
    digit_map.locator(".toy-plane > svg").hover(position={"x": 320, "y": 20})
    assert "The code (−10," not in said.inner_text()
    assert digit_map.get_by_role("img", name="What the decoder draws").is_visible()
