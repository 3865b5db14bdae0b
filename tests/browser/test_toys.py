"""What can be touched in the chapters: it computes what the Python computes, and works by keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from neurohistory import load
from neurohistory.nervous_nets import FIGURE_1, run
from neurohistory.network.boltzmann import hidden_probabilities, visible_probabilities
from neurohistory.network.enumeration import log_probability, states
from neurohistory.network.memories import settle, store
from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.network.races import race
from neurohistory.problems.patterns import SHAPES, letters, shapes
from neurohistory.reference_runs.digits import agreement
from neurohistory.reference_runs.files import kept
from neurohistory.site.toys.descent_race import SURFACES, rule_of
from neurohistory.site.toys.dream import learned
from neurohistory.site.toys.margin import EXAMPLES
from neurohistory.site.toys.memory import pictures
from neurohistory.site.toys.packing import unpacked
from neurohistory.site.toys.retina import taught
from neurohistory.site.toys.spikes import cells_of
from neurohistory.traces import trace

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


@pytest.mark.parametrize(
    "settings",
    [{"kernel": "linear", "C": 1.0}, {"kernel": "rbf", "gamma": 3.0}, {"kernel": "poly", "C": 10.0}],
)
def test_the_margin_rests_on_the_examples_that_the_python_finds(
    toy: Opened, settings: dict[str, Any]
) -> None:
    margin = toy("story/1995_kernels.html", "margin")
    examples = np.array(EXAMPLES)
    X, target = examples[:, :2], 2 * examples[:, 2] - 1
    *_, last = trace(load("svm")(**settings), X, target, rng=0)
    found = margin.evaluate(
        """(element, [settings, X, target]) => {
            const svm = neurohistory.machines.svm, all = {...svm.settings, ...settings};
            return svm.learn(svm.start({X, target}, all), [], {X, target}, all).multipliers;
        }""",
        [settings, X.tolist(), target.tolist()],
    )
    expected = [value for name, value in last.after.items() if name.startswith("multipliers")]
    np.testing.assert_allclose(found, expected, atol=5e-3)


def test_an_example_is_dragged_and_moved_by_keys_and_turned_over(toy: Opened) -> None:
    margin = toy("story/1995_kernels.html", "margin")
    said, first = margin.get_by_role("status"), margin.get_by_role("button", name="(−0.8, 0.9), a no")
    before = said.inner_text()
    assert "rests on 3 of 8 examples" in before
    first.press("ArrowLeft")
    margin.get_by_role("button", name="(−0.85, 0.9), a no, no support vector").press("ArrowRight")
    assert said.inner_text() == before
    box = margin.locator(".toy-plane > svg").bounding_box()
    assert box
    mouse, side = margin.page.mouse, box["width"] / 3

    def at(x: float, y: float) -> tuple[float, float]:
        return box["x"] + (x + 1.5) * side, box["y"] + (1.5 - y) * side

    mouse.move(*at(-0.8, 0.9))
    mouse.down()
    mouse.move(*at(0.0, 1.0), steps=4)
    mouse.up()
    assert said.inner_text() != before
    moved = margin.get_by_role("button", name="(0, 1), a no, pulls with")
    assert moved.count() == 1
    moved.press("Enter")
    assert margin.get_by_role("button", name="(0, 1), a yes").count() == 1
    margin.get_by_role("button", name="One more").press("Enter")
    margin.page.keyboard.press("ArrowUp")
    assert margin.get_by_role("button", name="(0, 0.05), a yes").count() == 1


def test_the_retina_answers_as_the_machine_of_the_python_whole_and_cut(toy: Opened) -> None:
    retina = toy("story/1960_mark_i_worlds.html", "retina")
    machine, state = taught()
    X, _ = shapes([*SHAPES], 12, np.random.default_rng(3))
    for cut in (0, 200):
        left = np.arange(len(state.weights)) >= cut
        damaged = state._replace(weights=state.weights * left[:, None, None])
        found = retina.evaluate(
            f"""(element, [images, cut]) => {{
                const data = ({DATA})(element), {{firing, summed}} = neurohistory.retina;
                const weights = neurohistory.page.unpacked(data.weights);
                return images.map(image => summed(weights, firing(data, image), cut));
            }}""",
            [X.tolist(), cut],
        )
        assert found == machine.respond(damaged, X)[..., 0].tolist()


def test_one_draws_on_the_retina_by_keys_and_saws_units_off(toy: Opened) -> None:
    retina = toy("story/1960_mark_i_worlds.html", "retina")
    said, points = retina.get_by_role("status"), retina.get_by_role("application")
    retina.get_by_role("button", name="cross").click()
    assert said.inner_text().endswith("the answer is: cross.")
    retina.get_by_role("button", name="Dark").click()
    assert said.inner_text() == "No unit fires, and there is no answer."
    for _ in range(6):
        points.press("Space")
        points.press("ArrowRight")
    assert retina.get_by_text("Row 11, column 17: dark.").is_visible()
    retina.get_by_role("button", name="cross").click()
    retina.get_by_role("slider").press("End")
    assert said.inner_text() == "No unit fires, and there is no answer."


def test_the_nets_of_1943_fire_as_the_python_does_whatever_their_inputs(toy: Opened) -> None:
    spikes = toy("story/1943_nets_with_time.html", "spikes")
    rng = np.random.default_rng(0)
    for drawing in FIGURE_1.values():
        pulses = {name: rng.integers(0, 2, 30) for name in drawing.net.inputs}
        expected = run(drawing.net, pulses, ticks=30)
        found = spikes.evaluate(
            """(element, [cells, pulses, names]) => {
                const ticks = [];
                for (let tick = 0; tick < 30; tick++) {
                    const on = Object.fromEntries(Object.entries(pulses).map(([n, p]) => [n, Boolean(p[tick])]));
                    ticks.push({...on, ...neurohistory.fire(cells, ticks.at(-1) ?? {})});
                }
                return Object.fromEntries(names.map(name => [name, ticks.map(tick => tick[name])]));
            }""",  # noqa: E501
            [
                cells_of(drawing.net)["cells"],
                {name: pulse.tolist() for name, pulse in pulses.items()},
                [cell.name for cell in drawing.net.neurons],
            ],
        )
        for name, fired in found.items():
            assert fired == expected[name].tolist(), (drawing.name, name)


def test_one_tick_of_cold_is_felt_as_heat(toy: Opened) -> None:
    spikes = toy("story/1943_nets_with_time.html", "spikes")
    said, cold = spikes.get_by_role("status"), spikes.get_by_role("button", name="N2 cold")
    tick = spikes.get_by_role("button", name="Tick", exact=True)
    cold.press("Enter")
    assert cold.get_attribute("aria-pressed") == "true"
    tick.click()
    cold.press("Enter")
    for _ in range(3):
        tick.press("Enter")
    assert said.inner_text() == "Tick 3, firing: N3 feels heat."


def test_the_dreamer_draws_with_the_probabilities_of_the_python(toy: Opened) -> None:
    dream = toy("story/2002_rbm.html", "dream")
    machine, patterns = learned("XOR"), states(3)
    up = hidden_probabilities(machine, patterns[..., None])[..., 0]
    for threshold in (0.1, 0.5, 0.9):
        h = (up > threshold).astype(float)
        v = visible_probabilities(machine, h[..., None])[..., 0] > threshold
        found = dream.evaluate(
            f"""(element, [patterns, threshold]) => {{
                const machine = ({DATA})(element).machines.XOR, {{likely, round}} = neurohistory.dream;
                const drawn = patterns.map(v => round(machine, v, 1, () => threshold));
                return [drawn, likely(machine, patterns, 1)];
            }}""",
            [patterns.tolist(), threshold],
        )
        assert found[0] == [[a, b] for a, b in zip(h.tolist(), v.astype(int).tolist(), strict=True)]
        np.testing.assert_allclose(found[1], np.exp(log_probability(machine, patterns))[:, 0], rtol=1e-9)


def test_what_is_held_on_the_inputs_stays_and_a_cold_machine_dreams_the_answer(toy: Opened) -> None:
    dream = toy("story/2002_rbm.html", "dream")
    dream.get_by_label("Held on the inputs").select_option("01")
    assert dream.get_by_role("row").count() == 3  # the heading, and a label of 0 and of 1
    dream.get_by_role("slider").press("Home")
    assert dream.get_by_role("row", name="01 → 1").get_by_text("100 %").is_visible()
    dream.get_by_role("button", name="A hundred more").press("Enter")
    assert "Dream 100: " in dream.get_by_role("status").inner_text()
    assert "the inputs 01" in dream.get_by_role("status").inner_text()


def test_the_knobs_turn_as_those_of_the_python_do(toy: Opened) -> None:
    knobby = toy("story/1960_knobby_adaline.html", "knobby-adaline")
    _, X, target = letters()
    unit = load("adaline")(learning_rate=0.5, order="cyclic", initial_scale=0.0, max_epochs=3)
    rows = list(trace(unit, X, target, rng=0))
    found = knobby.evaluate(
        """(element, [X, target]) => {
            const gains = [Array(17).fill(0)], {taught} = neurohistory.knobby;
            for (let lesson = 0; lesson < 24; lesson++)
                gains.push(taught(gains.at(-1), X[lesson % 8], target[lesson % 8], 0.5));
            return gains.slice(1);
        }""",
        [X.tolist(), target.tolist()],
    )
    np.testing.assert_allclose(found, [list(row.after.values()) for row in rows], atol=1e-12)


def test_the_reader_teaches_the_knobby_adaline_by_keys(toy: Opened) -> None:
    knobby = toy("story/1960_knobby_adaline.html", "knobby-adaline")
    said = knobby.get_by_role("status")
    knobby.get_by_role("button", name="J2", exact=True).press("Enter")
    assert "The switches show J2, and the meter 0." in said.inner_text()
    knobby.get_by_role("button", name="This is a J").press("Enter")
    assert knobby.get_by_role("img", name="The meter shows −1").is_visible()
    switch = knobby.get_by_role("button", name="Switch in row 1, column 1")
    switch.press("Space")
    assert switch.get_attribute("aria-pressed") == "true"
    assert "a pattern of your own" in said.inner_text()
    for _ in range(3):
        knobby.get_by_role("button", name="All eight once").press("Enter")
    assert "After 25 lessons 8 of 8 letters are told right." in said.inner_text()


def test_nine_optimizers_go_down_the_paths_of_the_python(toy: Opened) -> None:
    descent = toy("course/07b_who_is_fastest.html", "descent-race")
    for key, surface in SURFACES.items():
        paths = race(surface, {name: rule_of(name) for name in OPTIMIZERS}, 60, start=(0.8, 0.3))
        found = descent.evaluate(
            f"""(element, [surface, steps]) => Object.fromEntries(
                Object.entries(({DATA})(element).rules).map(([name, rule]) =>
                    [name, neurohistory.descend(surface, name, rule, [0.8, 0.3], steps)]))""",
            [key, 60],
        )
        for name, path in found.items():
            np.testing.assert_allclose(path, paths[name][: len(path)], rtol=1e-9, atol=1e-9)
            assert len(path) > 20, (key, name)


def test_a_race_begins_where_the_reader_says_and_names_the_first(toy: Opened) -> None:
    descent = toy("course/07b_who_is_fastest.html", "descent-race")
    said = descent.get_by_role("status")
    surface = descent.get_by_role("application", name="The surface")
    assert said.inner_text().startswith("From (1, 1.5), after 300 steps: ")
    surface.press("ArrowRight")
    assert said.inner_text().startswith("From (1.1, 1.5), ")
    surface.click(position={"x": 40, "y": 40})
    assert not said.inner_text().startswith("From (1.1, 1.5), ")
    descent.get_by_role("combobox").select_option("saddle")
    adam = descent.get_by_role("button", name="Adam", exact=True)
    adam.press("Enter")
    assert adam.get_attribute("aria-pressed") == "false"
    for rule in ("Gradient descent", "Momentum", "Nesterov", "RMSprop"):
        descent.get_by_role("button", name=rule).press("Enter")
    assert "nobody races" in said.inner_text()


def test_rate_and_momentum_are_one_point_that_redraws_the_descent_while_it_moves(toy: Opened) -> None:
    descent = toy("course/07b_who_is_fastest.html", "descent-race")
    data: dict[str, Any] = descent.evaluate(DATA)
    pad = descent.get_by_role("application", name="Learning rate and momentum")
    line = descent.locator(".toy-plane path.line").nth(1)  # of momentum
    drawn = [line.get_attribute("d")]
    assert descent.get_by_text("Learning rates times 1, and a momentum of 0.9.").is_visible()
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    descent.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    descent.page.mouse.down()
    for part in (0.6, 0.8, 2.0):  # beyond the edge it stays at the edge
        descent.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * part)
        drawn.append(line.get_attribute("d"))
    descent.page.mouse.up()
    assert len(set(drawn)) == 4
    assert descent.get_by_text("Learning rates times 1, and a momentum of 0.").is_visible()
    pad.press("ArrowLeft")
    pad.press("ArrowUp")
    assert descent.get_by_text("Learning rates times 0.89, and a momentum of 0.109.").is_visible()
    assert {data["rules"][name]["momentum"] for name in ("momentum", "nesterov")} == {0.9}


def test_the_memory_falls_as_that_of_the_python_and_never_uphill(toy: Opened) -> None:
    memory = toy("story/1982_years_not_empty.html", "memory")
    held = np.array([*pictures().values()])
    T, begun = store(held), np.random.default_rng(0).integers(0, 2, len(held[0]))
    found = memory.evaluate(
        """(element, [held, begun]) => {
            const {store, asked, energy} = neurohistory.memory, energies = [];
            const T = store(held, begun.length);
            const rounds = (V, n) => {
                for (let turn = 0; turn < n * V.length; turn++) {
                    V = V.with(turn % V.length, asked(T, V, turn % V.length));
                    energies.push(energy(T, V));
                }
                return V;
            };
            return {T, after: rounds(begun, 1), end: rounds(begun, 50), energies};
        }""",
        [held.tolist(), begun.tolist()],
    )

    class InTurn(np.random.Generator):
        def permutation(self, x: Any, axis: int = 0) -> Any:
            return np.arange(x)

    in_turn = InTurn(np.random.PCG64())
    assert found["T"] == T.tolist()
    assert found["after"] == settle(T, begun[None], in_turn, low=-1, most=1)[0].tolist()
    assert found["end"] == settle(T, begun[None], in_turn, low=-1)[0].tolist()
    falls = np.split(np.array(found["energies"]), [len(begun)])
    assert all((np.diff(energies) <= 0).all() for energies in falls)


def test_one_spoils_a_picture_and_it_falls_back_until_the_memory_holds_too_many(toy: Opened) -> None:
    memory = toy("story/1982_years_not_empty.html", "memory")
    said, press = memory.get_by_role("status"), memory.get_by_role
    press("button", name="Show T").press("Enter")
    assert said.inner_text().endswith("this is T. It rests here.")
    memory.get_by_role("application").press("Space")
    assert "1 of 100 points differ from T" in said.inner_text()
    press("button", name="One change").press("Enter")
    assert said.inner_text().endswith("this is T. It rests here.")
    press("button", name="Show O").press("Enter")
    press("button", name="Fall to the end").press("Enter")
    assert "this is O" not in said.inner_text()
    press("button", name="O", exact=True).press("Enter")
    press("button", name="Show O").press("Enter")
    assert "this is O." in said.inner_text()


def test_a_run_of_the_readers_own_is_held_against_the_reference(toy: Opened, tmp_path: Path) -> None:
    from playwright.sync_api import expect  # files are read in their own time

    own = toy("reference_runs.html", "own-run")
    said, curve = own.get_by_role("status"), own.locator("svg")
    reference = kept("backprop-xor-01-near")
    (tmp_path / "run.json").write_text(json.dumps(reference), encoding="utf-8")
    rows = [list(row) for row in reference["trace"]]
    rows[4][3] = rows[4][3][:8]
    mine = tmp_path / "mine.csv"
    mine.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    assert "Choose a run" in said.inner_text()
    assert not curve.is_visible()
    own.get_by_label("The run (JSON)").set_input_files(tmp_path / "run.json")
    expect(said).to_have_text("Now the other file.")
    own.get_by_label("Yours (CSV)").set_input_files(mine)
    worst = agreement(reference, rows)
    expect(said).to_have_text(
        f"{worst.digits:.1f} digits are right in the worst of all numbers. It is in row 5, h2_bias: "
        f"{worst.own}, where {worst.right} is right."
    )
    assert len(curve.locator(".digits").all()) == 20
    mine.write_text("nothing", encoding="utf-8")
    own.get_by_label("Yours (CSV)").set_input_files([])
    own.get_by_label("Yours (CSV)").set_input_files(mine)
    expect(said).to_contain_text("Its columns are nothing")
    assert not curve.is_visible()
    own.get_by_label("The run (JSON)").set_input_files(mine)
    expect(said).to_contain_text("is no reference run")
