"""A trace is walked through on a model's page, by button, key and slider, and foretold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("playground")]


@contextmanager
def stepper_of(name: str, browser: Browser, site: Path) -> Iterator[Locator]:
    """The stepper of a model, on AND at first."""
    if not (site / f"models/{name}.html").exists():
        pytest.skip(f"this site has no page of {name}")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site / f"models/{name}.html").as_uri())
    yield page.locator(".stepper")
    assert not complaints
    page.close()


@pytest.fixture
def stepper(browser: Browser, site: Path) -> Iterator[Locator]:
    """The stepper of the perceptron: from zero, the cases in order."""
    with stepper_of("perceptron", browser, site) as found:
        yield found


@pytest.fixture
def network(browser: Browser, site: Path) -> Iterator[Locator]:
    """The stepper of back-propagation, after four presentations."""
    with stepper_of("backprop", browser, site) as found:
        for _ in range(4):
            found.get_by_role("button", name="Step", exact=True).click()
        yield found


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


def test_the_map_of_a_lone_unit_is_that_of_the_plane(stepper: Locator) -> None:
    """At first all weights are 0, and the perceptron fires at 0."""
    ground, small = stepper.evaluate(
        """async toy => {
            const picture = new Image(), {canvas} = document.createElement("canvas").getContext("2d");
            picture.src = toy.querySelector(".network image").getAttribute("href");
            await picture.decode();
            const middle = (drawn, wide) => {
                const brush = Object.assign(canvas, {width: 1, height: 1}).getContext("2d");
                brush.drawImage(drawn, -wide / 2, -wide / 2);
                return [...brush.getImageData(0, 0, 1, 1).data];
            };
            const plane = toy.querySelector(".toy-plane canvas");
            return [middle(plane, plane.width), middle(picture, picture.width)];
        }"""
    )
    assert ground == small


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


def test_a_reader_foretells_the_side_to_which_the_line_goes(stepper: Locator) -> None:
    stepper.get_by_role("button", name="Predict first").click()
    side, ask = (
        stepper.get_by_label("And the side of yes?"),
        stepper.get_by_role("button", name="Is it so?"),
    )
    side.select_option("shrinks")  # at first all is yes, and (0, 0) should be no
    ask.press("Enter")
    assert stepper.locator(".stepper-told").inner_text() == "The side of yes shrinks, as you said."
    side.select_option("stays as large")
    stepper.get_by_role("spinbutton").fill("-1")
    ask.press("Enter")
    told = stepper.locator(".stepper-told").inner_text()
    assert told == "Yes, bias becomes −1. The side of yes shrinks, and you said that it stays as large."
    stepper.get_by_role("button", name="Step", exact=True).press("Enter")
    assert side.input_value() == ""


def test_the_table_of_the_trace_is_still_there_under_a_fold(stepper: Locator) -> None:
    stepper.get_by_text("The first epochs as a table").click()
    assert stepper.get_by_role("table").filter(has_text="target").is_visible()


def number(text: str, name: str) -> float:
    found = re.search(rf"{re.escape(name)}.* = ([−\d.]+)$", text, re.MULTILINE)
    assert found, text
    return float(found[1].replace("−", "-"))


def test_a_unit_and_a_weight_are_reached_in_two_actions_and_left_by_escape(network: Locator) -> None:
    told = network.locator(".network-told")
    unit = network.get_by_role("button", name="Unit 1 of layer 1")
    unit.press("Enter")
    text = told.inner_text()
    said = 1 / (1 + math.exp(-number(text, "sum")))
    assert number(text, "a2[1]") == pytest.approx(said, abs=2e-3)
    told.get_by_role("button", name="Theta1[1,0]").press("Enter")
    assert "Theta1[1,0]: " in told.inner_text()
    assert "The error would change by" in told.inner_text()
    for expected in ("sum =", "Press a unit"):
        network.page.keyboard.press("Escape")
        assert expected in told.inner_text()
    assert network.page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Unit 1"
    )


def test_every_presentation_shows_the_sum_that_went_through_the_output(network: Locator) -> None:
    network.get_by_role("button", name="Unit 1 of layer 2").press("Enter")
    for _ in range(5):  # the keys go on from where the focus is
        net = re.search(r"the net is ([−\d.]+)", network.get_by_role("status").first.inner_text())
        assert net
        shown = number(network.locator(".network-told").inner_text(), "sum")
        assert shown == pytest.approx(float(net[1].replace("−", "-")), abs=1e-6)
        network.page.keyboard.press("ArrowRight")
