"""The playground shows what the Python does: the same random numbers, the same weights."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from neurohistory import AND, OR, XOR, load
from neurohistory.problems import Problem
from neurohistory.report.playground import playground_address
from neurohistory.site.toys.ziggurat import NumpysLayers
from neurohistory.traces import trace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("playground")]

EXACT = {"mcculloch_pitts", "perceptron", "adaline", "madaline", "minsky_papert"}
MACHINES: dict[str, list[dict[str, Any]]] = {
    "mcculloch_pitts": [{}],
    "perceptron": [{}, {"order": "cyclic", "initial_scale": 0.0}, {"learning_rate": 0.3}],
    "logistic_unit": [{}],
    "adaline": [{}, {"order": "cyclic", "learning_rate": 0.5}],
    "madaline": [{}, {"n_units": 3, "element": "majority"}, {"n_units": 3, "element": "and"}],
    "minsky_papert": [{"predicate_order": 2}, {"predicate_order": 1}],
    "backprop": [{}, {"hidden_layer_sizes": (3,), "learning_rate": 0.3}],
}
SMOOTH = {"logistic_unit": 1e-11, "backprop": 1e-11, "svm": 3e-3}  # the last is the solvers' tolerance
MOST_ROWS = 400
TRACED = """([name, settings, X, target, seed, most]) => {
    const machine = neurohistory.machines[name], random = neurohistory.randomFrom(seed), rows = [];
    const all = neurohistory.trace(machine, {X, target}, {...machine.settings, ...settings}, random);
    for (const row of all) {
        const {epoch, example, net, after} = row;
        rows.push([epoch, example, machine.says(net), Object.keys(after), Object.values(after)]);
        if (rows.length === most) break;
    }
    return rows;
}"""

REPLAYED = """() => {
    const {address} = neurohistory, {record} = address.read(location.hash);
    const machine = neurohistory.machines[record.machine];
    const settings = address.settingsOf(machine, record);
    const random = neurohistory.randomFrom(record.seed), problem = address.problemOf(record);
    const rows = neurohistory.trace(machine, problem, settings, random, address.firstOf(record, random));
    for (let step = 1; step < record.step; step++) rows.next();
    return rows.next().value.after;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Iterator[Page]:
    if not (site / "playground.html").exists():
        pytest.skip("this site has no playground")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site / "playground.html").as_uri())
    yield page
    assert not complaints
    page.close()


def opened(page: Page, site: Path, address: str = "") -> Page:
    page.goto("about:blank")
    page.goto((site / "playground.html").as_uri() + address)
    return page


def examples(kind: str, seed: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    gates = {"AND": AND, "OR": OR, "XOR": XOR, "XOR with -1 and +1": XOR.bipolar}
    if kind in gates:
        problem: Problem = gates[kind]
        return problem.X, problem.target
    rng = np.random.default_rng([int(kind), seed])
    return rng.normal(size=(int(kind), 2)).round(2), rng.choice([-1.0, 1.0], size=int(kind))


def test_the_pages_draw_the_numbers_of_numpy(page: Page) -> None:
    for seed in (0, 1, 17, 2**32 + 5, 2**50 + 3):
        rng = np.random.default_rng(seed)
        drawn = [
            rng.standard_normal(2000).tolist(),
            rng.uniform(-0.5, 0.5, 9).tolist(),
            *(rng.permuted(np.arange(n)[:, None], axis=0)[:, 0].tolist() for n in (4, 7, 30, 1)),
            rng.standard_normal(5).tolist(),
        ]
        found = page.evaluate(
            """seed => {
                const random = neurohistory.randomFrom(seed);
                const times = (n, draw) => Array.from({length: n}, draw);
                return [times(2000, random.normal), times(9, () => random.uniform(-0.5, 0.5)),
                        random.order(4), random.order(7), random.order(30), random.order(1),
                        times(5, random.normal)];
            }""",
            seed,
        )
        assert found == drawn


def test_the_pages_accept_at_once_what_numpy_accepts_at_once(page: Page) -> None:
    numpys, inside = NumpysLayers(), page.evaluate("[...neurohistory.ziggurat.inside]")
    assert inside[1] == 0
    for layer, first_outside in enumerate(inside):
        if layer != 1:
            assert numpys.draw(layer, first_outside - 1)[1]
        assert not numpys.draw(layer, first_outside)[1]


@pytest.mark.parametrize("name", MACHINES)
def test_a_ported_rule_does_in_every_row_what_the_python_does(page: Page, name: str) -> None:
    n_rows = 0
    for settings in MACHINES[name]:
        for seed, kind in enumerate(("AND", "OR", "XOR", "XOR with -1 and +1", "6", "13")):
            X, target = examples(kind, seed)
            model = load(name)(**settings)
            rows = list(islice(trace(model, X, target, rng=seed), MOST_ROWS))
            ported = dict(settings)
            if "hidden_layer_sizes" in ported:
                ported["hidden"] = ported.pop("hidden_layer_sizes")[0]
            found = page.evaluate(TRACED, [name, ported, X.tolist(), target.tolist(), seed, MOST_ROWS])
            assert len(found) == len(rows)
            for row, (epoch, example, says, names, weights) in zip(rows, found, strict=True):
                there = f"{name} {settings} {kind}, presentation {row.presentation}"
                yes = bool(model.decide(np.array([[row.net]]))[0, 0])
                assert (epoch, example, says, names) == (row.epoch, row.example, yes, [*row.after]), (
                    there
                )
                if name in EXACT:
                    assert weights == list(row.after.values()), there
                else:
                    np.testing.assert_allclose(weights, list(row.after.values()), rtol=1e-11, atol=1e-11)
            n_rows += len(rows)
    assert n_rows > 20


@pytest.mark.parametrize("kernel", ["rbf", "linear", "poly"])
def test_support_vectors_answer_as_those_of_scikit_learn(page: Page, kernel: str) -> None:
    places = np.stack(np.meshgrid(*2 * [np.linspace(-0.5, 1.5, 15)]), axis=-1).reshape(-1, 2)
    for seed, kind in enumerate(("AND", "OR", "XOR", "6", "13", "30")):
        X, target = examples(kind, seed)
        model = load("svm")(kernel=kernel)
        *_, last = trace(model, X, target, rng=seed)
        scores = model.respond(last.state, places)[:, 0]
        found = page.evaluate(
            """([kernel, X, target, places]) => {
                const machine = neurohistory.machines.svm, settings = {...machine.settings, kernel};
                const rows = [...neurohistory.trace(machine, {X, target}, settings, null)];
                return [rows.map(row => Object.keys(row.after)).at(-1),
                        places.map(place => machine.net(rows.at(-1).state, place))];
            }""",
            [kernel, X.tolist(), target.tolist(), places.tolist()],
        )
        assert found[0] == [*last.after]
        np.testing.assert_allclose(found[1], scores, rtol=3e-3, atol=3e-3)  # the solvers' tolerance


def test_a_ported_machine_has_the_defaults_of_its_class(page: Page) -> None:
    defaults = page.evaluate(
        "Object.fromEntries(Object.entries(neurohistory.machines).map(([n, m]) => [n, m.settings]))"
    )
    assert set(defaults) == {*MACHINES, "svm"}
    for name, settings in defaults.items():
        parameters = load(name)().get_params()
        parameters["hidden"] = parameters.get("hidden_layer_sizes", (None,))[0]
        of_ours = {"max_epochs"} if name in ("mcculloch_pitts", "svm") else {"predicate_order"}
        for parameter, value in settings.items():
            if parameter not in of_ours:
                assert parameters[parameter] == value, (name, parameter)


@pytest.mark.parametrize(
    "shown",
    [
        "#machine=perceptron&targets=XOR&step=11&seed=3",
        "#machine=adaline&targets=OR&rate=0.3&order=cyclic&step=59",
        "#machine=perceptron&targets=AND&first=0.5,-1,0.25&seed=2&step=13",
        "#machine=madaline&targets=1001&units=3&step=30&points=0.25,0.5,1;-0.3,1.2,0",
        "#machine=minsky_papert&step=17",
        "#machine=svm&kernel=poly&step=8",
        "#machine=backprop&units=3&step=200&seed=5",
        "#machine=mcculloch_pitts&targets=1011&step=6",
    ],
)
def test_the_lines_of_python_on_the_page_print_the_weights_on_the_page(
    page: Page, site: Path, shown: str
) -> None:
    opened(page, site, shown)
    check_the_python_of(page, *re.findall(r"machine=(\w+)", shown))
    check_the_command_of(page, *re.findall(r"machine=(\w+).*step=(\d+)", shown))


def check_the_command_of(page: Page, told: tuple[str, str]) -> None:
    """The command on the page prints what its address leads to; it has no examples of one's own."""
    name, step = told
    typed = page.locator(".playground details code").last.text_content() or ""
    assert bool(typed) != ("points=" in page.evaluate("location.hash"))
    if not typed:
        return
    begun = [sys.executable, "-m", *shlex.split(typed), "--format", "json"]
    printed = subprocess.run(begun, capture_output=True, text=True, check=True).stdout
    expected = json.loads(printed)["presentations"][int(step) - 1]["after"]
    found = page.evaluate(REPLAYED)
    assert found == (expected if name in EXACT else pytest.approx(expected, rel=SMOOTH[name], abs=1e-11))


def check_the_python_of(page: Page, name: str) -> None:
    """The lines on the page print what its address leads to, and what the page shows."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(page.locator(".playground details code").first.text_content() or "", {})
    expected = json.loads(printed.getvalue().replace("'", '"'))
    found = page.evaluate(REPLAYED)
    assert found == (expected if name in EXACT else pytest.approx(expected, rel=SMOOTH[name], abs=1e-11))
    weights = {
        row.locator("th").inner_text(): row.locator("td").first.inner_text().replace("−", "-")
        for row in page.locator(".toy-weights tr").all()
    }
    assert weights.keys() == expected.keys()
    for weight, value in found.items():
        assert float(weights[weight]) == pytest.approx(value, abs=6e-4)


def test_an_address_made_on_the_page_gives_the_same_numbers_in_python(page: Page, site: Path) -> None:
    opened(page, site)
    press = page.get_by_role
    page.get_by_label("Machine").select_option("madaline")
    press("button", name="OR", exact=True).click()
    press("button", name="your own", exact=True).click()
    press("button", name="One more example").press("Enter")
    page.keyboard.press("Enter")  # it is to be a no
    page.get_by_label("Learning rate").fill("0.3")
    page.get_by_label("Units").fill("3")
    page.get_by_label("Start", exact=True).fill("12")
    page.get_by_label("Start", exact=True).press("Tab")
    for _ in range(3):
        press("button", name="Epoch", exact=True).press("Space")
    address = page.evaluate("location.hash")
    assert address == "#machine=madaline&targets=OR&points=0.5,0.5,0&rate=0.3&units=3&seed=12&step=15"
    opened(page, site, address)
    check_the_python_of(page, "madaline")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("perceptron", {"initial_scale": 0.0, "order": "cyclic", "learning_rate": 0.3}),
        ("madaline", {"n_units": 3}),
        ("minsky_papert", {"predicate_order": 2, "initial_scale": 0.25}),
        ("backprop", {"hidden_layer_sizes": (3,), "learning_rate": 0.3}),
    ],
)
def test_an_address_made_by_the_python_opens_the_run_that_the_python_made(
    page: Page, site: Path, name: str, parameters: dict[str, Any]
) -> None:
    X, target = np.vstack([XOR.X, [[0.25, 1.125]]]), np.append(XOR.target, 1.0)
    model = load(name)(**parameters)
    rows = list(islice(trace(model, X, target, rng=7), 23))
    opened(page, site, playground_address(name, model, X, target, seed=7, step=len(rows)))
    assert page.locator(".playground-complaint").is_hidden()
    found = page.evaluate(REPLAYED)
    assert found == pytest.approx(rows[-1].after, rel=1e-11, abs=1e-11)
    shown = page.locator(".toy-weights td").first.inner_text().replace("−", "-")
    assert float(shown) == pytest.approx(next(iter(found.values())), abs=6e-4)


def test_one_line_swings_for_ever_on_xor_and_the_page_gives_the_proof(page: Page, site: Path) -> None:
    opened(page, site, "#machine=perceptron&targets=XOR")
    assert page.get_by_text("No line can do this").is_visible()
    page.get_by_role("button", name="20 starts", exact=True).click()
    assert "Of 20 starts that you tried, 0 ended" in page.locator(".playground-tally").inner_text()
    page.get_by_role("button", name="OR", exact=True).click()
    assert page.get_by_text("No line can do this").is_hidden()
    page.get_by_role("button", name="20 starts", exact=True).click()
    assert "20 ended with every answer right" in page.locator(".playground-tally").inner_text()


def test_steps_go_forth_and_back_and_the_address_follows(page: Page, site: Path) -> None:
    opened(page, site)
    said = page.get_by_role("status")
    before = said.inner_text()
    step = page.get_by_role("button", name="Step", exact=True)
    step.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert "presentation 2" in said.inner_text()
    assert page.evaluate("location.hash").endswith("step=2")
    page.get_by_role("button", name="Epoch", exact=True).click()
    assert "presentation 4" in said.inner_text()
    for _ in range(4):
        page.get_by_role("button", name="Back", exact=True).click()
    assert said.inner_text() == before


def test_a_corner_is_turned_over_by_a_key_and_a_point_put_and_taken_away(page: Page, site: Path) -> None:
    opened(page, site)
    corner = page.get_by_role("button", name="(1, 1): should be no")
    corner.focus()
    page.keyboard.press("Enter")
    assert "targets=OR" in page.evaluate("location.hash")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("(1, 1)")
    page.get_by_role("button", name="your own", exact=True).click()
    page.locator(".toy-plane > svg").click(position={"x": 30, "y": 60})
    assert "points=" in page.evaluate("location.hash")
    page.locator(".toy-plane g:not(.handle)").last.focus()
    before = page.evaluate("location.hash")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("location.hash") != before
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("location.hash") == before
    page.keyboard.press("Delete")
    assert "points=" not in page.evaluate("location.hash")


def test_keys_alone_place_an_example_and_a_contradiction_is_named(page: Page, site: Path) -> None:
    opened(page, site, "#targets=AND")
    more = page.get_by_role("button", name="One more example")
    assert more.is_hidden()
    page.get_by_role("button", name="your own").press("Enter")
    more.press("Enter")  # and the focus is on it
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowDown")
    assert page.get_by_text("(0, 0) is to be a yes and a no at once").is_visible()
    page.keyboard.press("Enter")
    assert page.get_by_text("a yes and a no at once").is_hidden()


def test_the_line_is_moved_and_turned_by_its_normal_and_the_run_begins_there(
    page: Page, site: Path
) -> None:
    opened(page, site, "#machine=perceptron&targets=AND&first=-0.5,0,1&step=3")
    foot = page.get_by_role("button", name="The line: arrow keys move it")
    foot.press("ArrowUp")
    assert "first=-0.55,0,1" in page.evaluate("location.hash")
    assert "step" not in page.evaluate("location.hash")
    page.get_by_role("button", name="The normal of the line").press("ArrowRight")
    _, one, other = page.evaluate("neurohistory.address.read(location.hash).record.first")
    assert one == pytest.approx(np.sin(0.1), abs=1e-3)
    assert other == pytest.approx(np.cos(0.1), abs=1e-3)
    box = foot.locator("circle").last.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] - 60, steps=3)
    page.mouse.up()
    moved, *_ = page.evaluate("neurohistory.address.read(location.hash).record.first")
    assert moved < -0.7
    page.get_by_role("button", name="New start", exact=True).click()
    assert "first" not in page.evaluate("location.hash")


def test_a_finger_turns_the_line_and_the_page_does_not_scroll(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = opened(context.new_page(), site, "#machine=perceptron&targets=AND&first=-0.5,0,1")
    tip = page.locator(".handle circle").last
    tip.scroll_into_view_if_needed()
    box = tip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        moved = [{"x": x - 12 * step, "y": y + 4 * step}]
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": moved})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    _, one, other = page.evaluate("neurohistory.address.read(location.hash).record.first")
    assert one < -0.5 < other < 1
    context.close()


def test_what_runs_away_says_so_and_stops(page: Page, site: Path) -> None:
    opened(page, site, "#machine=adaline&targets=OR&rate=5&step=20000")
    assert "has run away" in page.get_by_role("status").inner_text()


def test_an_address_with_nonsense_names_it_and_shows_what_it_can(page: Page, site: Path) -> None:
    nonsense = "machine=hopfield&targets=01&rate=-4&step=1e9&points=1,2&units=0.5&first=1,2&bla=1&seed=2"
    opened(page, site, f"#{nonsense}")
    said = page.locator(".playground-complaint").inner_text()
    for part in nonsense.split("&")[:-2]:
        assert part in said
    assert "bla" in said
    assert "seed=2" in page.evaluate("location.hash")


@pytest.mark.parametrize(
    "nonsense", ["toString=1", "__proto__=2", "targets=constructor", "points=,,1", "first=,,0.5"]
)
def test_words_of_the_language_and_empty_numbers_are_nonsense_too(
    page: Page, site: Path, nonsense: str
) -> None:
    opened(page, site, f"#{nonsense}&seed=2")
    assert nonsense.partition("=")[0] in page.locator(".playground-complaint").inner_text()
    page.get_by_role("button", name="Step", exact=True).click()
    assert page.evaluate("location.hash") == "#targets=XOR&seed=2&step=1"


def test_an_address_that_says_something_twice_is_told_so_and_its_last_word_counts(
    page: Page, site: Path
) -> None:
    opened(page, site, "#seed=2&targets=OR&seed=5&seed=3")
    said = page.locator(".playground-complaint").inner_text()
    assert said == "The address says seed 3 times; its last word counts."
    page.get_by_role("button", name="Step", exact=True).click()
    assert page.evaluate("location.hash") == "#targets=OR&seed=3&step=1"


def test_more_examples_than_there_may_be_are_refused_in_words(page: Page, site: Path) -> None:
    opened(page, site, "#points=" + ";".join(["0.5,0.5,1"] * 27) + "&kernel=wide")
    said = page.locator(".playground-complaint").inner_text()
    assert "at most 26 points" in said
    assert "kernel=wide is not one of rbf, linear, poly" in said


def test_it_plays_slowly_for_readers_who_want_less_movement(browser: Browser, site: Path) -> None:
    if not (site / "playground.html").exists():
        pytest.skip("this site has no playground")
    page = browser.new_page(reduced_motion="reduce")
    page.clock.install()
    page.goto((site / "playground.html").as_uri())
    page.get_by_role("button", name="Play", exact=True).click()
    page.clock.run_for(3500)
    page.get_by_role("button", name="Pause", exact=True).click()
    assert page.evaluate("location.hash").endswith("step=3")
    page.close()


def test_an_address_that_leads_to_a_heading_is_left_alone(page: Page, site: Path) -> None:
    opened(page, site, "#what-to-try")
    assert page.locator(".playground-complaint").is_hidden()
    assert page.evaluate("location.hash") == "#what-to-try"
    page.get_by_role("button", name="Step", exact=True).click()
    assert page.evaluate("location.hash").endswith("step=1")
