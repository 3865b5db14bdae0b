"""A trace is walked through on a model's page, by button, key and slider, and foretold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("playground")]


@pytest.fixture
def stepper(browser: Browser, site: Path) -> Iterator[Locator]:
    """The stepper of the perceptron, on AND at first: from zero, the cases in order."""
    if not (site / "models/perceptron.html").exists():
        pytest.skip("this site has no page of the perceptron")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site / "models/perceptron.html").as_uri())
    yield page.locator(".stepper")
    assert not complaints
    page.close()


def weights(stepper: Locator) -> dict[str, str]:
    rows = stepper.locator(".toy-weights tr").all()
    return {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows}


def test_the_first_mistake_moves_the_bias_and_the_last_step_has_learned_it(stepper: Locator) -> None:
    said = stepper.get_by_role("status").first
    assert "before the first presentation: 3 of 4 answers are wrong" in said.inner_text()
    stepper.get_by_role("button", name="Step", exact=True).click()
    assert weights(stepper) == {"bias": "−1", "weights[0]": "0", "weights[1]": "0"}
    assert stepper.get_by_text("bias: 0 − 1 = −1").is_visible()
    stepper.get_by_role("slider").press("End")
    assert weights(stepper) == {"bias": "−3", "weights[0]": "2", "weights[1]": "1"}
    assert "every answer is right" in said.inner_text()
    assert stepper.get_by_role("button", name="Step", exact=True).is_disabled()


def test_arrow_keys_walk_to_and_fro(stepper: Locator) -> None:
    stepper.get_by_role("button", name="XOR", exact=True).focus()
    stepper.get_by_role("button", name="XOR", exact=True).press("Enter")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        stepper.get_by_role("button", name="XOR", exact=True).press(key)
    assert "presentation 1:" in stepper.get_by_role("status").first.inner_text()


def test_a_reader_foretells_the_next_weight_and_is_told(stepper: Locator) -> None:
    stepper.get_by_role("button", name="Predict first").click()
    assert stepper.get_by_text("What does bias become?").is_visible()
    stepper.get_by_role("spinbutton").fill("-1")
    stepper.get_by_role("button", name="Is it so?").click()
    assert stepper.get_by_text("Yes, bias becomes −1.").is_visible()
    stepper.get_by_role("spinbutton").fill("1")
    stepper.get_by_role("button", name="Is it so?").click()
    assert stepper.get_by_text("Not quite: bias goes from 0 to −1.").is_visible()


def test_the_table_of_the_trace_is_still_there_under_a_fold(stepper: Locator) -> None:
    stepper.get_by_text("The first epochs as a table").click()
    assert stepper.get_by_role("table").filter(has_text="target").is_visible()
