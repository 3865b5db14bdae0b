"""The epochs of a learner are played, turned and hidden by name on a model's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("playground")]


@pytest.fixture
def epochs(browser: Browser, site: Path) -> Iterator[Locator]:
    """The player of the logistic unit, at the start of AND, for a reader who wants less movement."""
    if not (site / "models/logistic_unit.html").exists():
        pytest.skip("this site has no page of the logistic unit")
    page = browser.new_page(reduced_motion="reduce")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.clock.install()
    page.goto((site / "models/logistic_unit.html").as_uri())
    yield page.locator(".epochs")
    assert not complaints
    page.close()


def test_it_shows_the_first_epoch_and_plays_only_when_it_is_asked_to(epochs: Locator) -> None:
    said = epochs.get_by_role("status")
    clock = epochs.page.clock
    clock.run_for(5000)
    assert "AND, at the start of 200" in said.inner_text()
    epochs.get_by_role("button", name="Play", exact=True).click()
    clock.run_for(3500)
    epochs.get_by_role("button", name="Pause", exact=True).click()
    assert "after epoch 15 of 200" in said.inner_text()


def test_it_ends_at_the_last_epoch_or_begins_again(epochs: Locator) -> None:
    said, clock = epochs.get_by_role("status"), epochs.page.clock
    epochs.get_by_role("slider").press("End")
    assert "AND, after epoch 200 of 200: every answer is right" in said.inner_text()
    epochs.get_by_label("again and again").check()
    epochs.get_by_role("button", name="Play", exact=True).click()
    clock.run_for(42_500)
    assert "after epoch 5 of 200" in said.inner_text()
    epochs.get_by_label("again and again").uncheck()
    clock.run_for(60_000)
    assert "after epoch 200 of 200" in said.inner_text()
    assert epochs.get_by_role("button", name="Play", exact=True).is_visible()


def test_keys_turn_it_and_names_hide_their_curves(epochs: Locator) -> None:
    xor = epochs.get_by_role("button", name="XOR", exact=True)
    xor.press("Enter")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        xor.press(key)
    assert "XOR, after epoch 5 of 200" in epochs.get_by_role("status").inner_text()
    lines = epochs.locator("svg[role=img] .line")
    before = lines.count()
    bias = epochs.get_by_role("button", name="bias")
    bias.press("Enter")
    assert lines.count() == before - 1
    assert bias.get_attribute("aria-pressed") == "false"
    bias.press("Enter")
    assert lines.count() == before
