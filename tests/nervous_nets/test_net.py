"""Nets in time: one tick by hand, absolute inhibition, loops, starts, and what is refused."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurohistory.nervous_nets import Net, Neuron, Spikes, ring, run

RELAY = Net(["N1"], [Neuron("N2", {"N1": 2})])
LATCH = Net(["on", "off"], [Neuron("m", {"on": 2, "m": 2}, ["off"])])


@st.composite
def nets(draw: st.DrawFn) -> Net:
    """Two inputs and up to four neurons, wired anyhow, cycles and all."""
    names = [f"n{i}" for i in range(draw(st.integers(1, 4)))]
    sources = st.sampled_from(["a", "b", *names])
    return Net(
        ["a", "b"],
        [
            Neuron(
                name,
                draw(st.dictionaries(sources, st.integers(1, 3))),
                draw(st.lists(sources, max_size=1)),
                draw(st.integers(1, 4)),
            )
            for name in names
        ],
    )


def by_the_rule(net: Net, pulses: dict[str, list[int]], ticks: int) -> dict[str, list[bool]]:
    """The definition, one neuron and one tick at a time."""
    fired = {name: [False] * ticks for name in net.names}
    for name, pulse in pulses.items():
        fired[name] = [bool(on) for on in [*pulse, *[0] * ticks][:ticks]]
    for t in range(1, ticks):
        for neuron in net.neurons:
            vetoed = any(fired[source][t - 1] for source in neuron.inhibitory)
            active = sum(count for source, count in neuron.excitatory if fired[source][t - 1])
            fired[neuron.name][t] = not vetoed and active >= neuron.threshold
    return fired


def test_one_presentation_matches_the_rule_by_hand() -> None:
    # Endings 2 from a and 1 from b, threshold 3, veto by c.  Tick 0: a alone, 2 < 3, silent at 1.
    # Tick 1: a and b, 3 >= 3, fires at 2.  Tick 2: all three, vetoed, silent at 3.
    net = Net(["a", "b", "c"], [Neuron("n", {"a": 2, "b": 1}, ["c"], threshold=3)])
    spikes = run(net, {"a": [1, 1, 1], "b": [0, 1, 1], "c": [0, 0, 1]})
    assert spikes["n"].tolist() == [False, False, True, False]
    assert spikes.ticks("n") == [2]


def test_every_synapse_costs_a_tick() -> None:
    chain = Net(["n0"], [Neuron(f"n{i}", {f"n{i - 1}": 2}) for i in range(1, 6)])
    spikes = run(chain, {"n0": [1]})
    assert [spikes.ticks(f"n{i}") for i in range(6)] == [[i] for i in range(6)]
    assert chain.delay == 5
    assert spikes.n_ticks == 6  # until the last effect has been seen


def test_inhibition_is_absolute() -> None:
    # A hundred active endings do not beat one inhibitor.
    net = Net(["a", "b"], [Neuron("n", {"a": 100}, ["b"])])
    assert run(net, {"a": [1, 1], "b": [0, 1]}).ticks("n") == [1]


def test_large_numbers_of_endings_add_up() -> None:
    most = 2**31 - 1
    net = Net(["a", "b"], [Neuron("n", {"a": most, "b": most}, threshold=5), Neuron("m", {"a": 2**70})])
    spikes = run(net, {"a": [1], "b": [1]})
    assert spikes.ticks("n") == spikes.ticks("m") == [1]
    needs_both = Net(["a", "b"], [Neuron("n", {"a": most, "b": 1}, threshold=2**31)])
    assert run(needs_both, {"a": [1, 1], "b": [0, 1]}).ticks("n") == [2]


@given(nets(), st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=6))
def test_agrees_with_the_definition_on_any_net(net: Net, pairs: list[tuple[int, int]]) -> None:
    pulses = {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}
    spikes = run(net, pulses, ticks=10)
    expected = by_the_rule(net, pulses, 10)
    assert {name: spikes[name].tolist() for name in net.names} == expected


@given(nets())
def test_silence_in_is_silence_out(net: Net) -> None:
    assert not run(net, ticks=8).fired.any()


@given(nets())
def test_without_its_closing_links_a_net_has_no_cycle(net: Net) -> None:
    assert bool(net.closing) == bool(net.cycle)
    for neuron in net.neurons:
        for source in neuron.sources:
            if (source, neuron.name) not in net.closing:
                assert net.depth[neuron.name] > net.depth[source]
    if net.cycle:
        assert net.cycle[0] == net.cycle[-1]
        listens = {neuron.name: neuron.sources for neuron in net.neurons}
        assert all(a in listens[b] for a, b in zip(net.cycle, net.cycle[1:], strict=False))


def test_starts_run_at_once_as_they_run_alone() -> None:
    rng = np.random.default_rng(0)
    pulses = rng.integers(0, 2, size=(2, 7, 50))  # (input, tick, start)
    net = Net(["a", "b"], [Neuron("n", {"a": 1, "b": 1, "n": 1}), Neuron("m", {"n": 2}, ["a"])])
    together = run(net, {"a": pulses[0], "b": pulses[1]}, ticks=9)
    assert together.fired.shape == (9, 4, 50)
    for i in range(50):
        alone = run(net, {"a": pulses[0, :, i], "b": pulses[1, :, i]}, ticks=9)
        assert (together.start(i).fired == alone.fired).all()


def test_an_input_without_starts_is_the_same_for_all() -> None:
    net = Net(["a", "b"], [Neuron("n", {"a": 1, "b": 1})])
    spikes = run(net, {"a": [1], "b": [[0, 1]]})
    assert spikes["n"].tolist() == [[False, False], [False, True]]


def test_the_number_of_ticks() -> None:
    assert run(RELAY).n_ticks == 2  # tick 0 and its effect
    assert run(RELAY, {"N1": [0, 1, 1]}).n_ticks == 4
    assert run(RELAY, {"N1": [1, 1, 1]}, ticks=2).ticks("N1") == [0, 1]  # the rest is never reached
    assert run(RELAY, {"N1": [1]}, ticks=5).n_ticks == 5


def test_a_loop_holds_until_it_is_vetoed() -> None:
    spikes = run(LATCH, {"on": [0, 0, 1], "off": [0] * 6 + [1]}, ticks=12)
    assert spikes.ticks("m") == [3, 4, 5, 6]


def test_a_neuron_may_be_firing_at_the_start() -> None:
    assert run(LATCH, ticks=4, firing=["m"]).ticks("m") == [0, 1, 2, 3]


def test_a_tonic_source_fires_at_every_tick() -> None:
    net = Net(["a"], [Neuron("not a", {"clock": 2}, ["a"])], tonic=["clock"])
    spikes = run(net, {"a": [0, 1, 1, 0]})
    assert spikes.ticks("clock") == [0, 1, 2, 3, 4]
    assert spikes.ticks("not a") == [1, 4]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 12, np.int64(4)])
def test_a_ring_of_n_relays_has_period_n(n: int) -> None:
    spikes = run(ring(n), {"start": [1]}, ticks=6 * n)
    for relay in range(1, n + 1):
        assert spikes.ticks(str(relay)) == list(range(relay, 6 * n, n))


def test_a_ring_started_at_a_relay_goes_round_too() -> None:
    assert run(ring(4), ticks=10, firing=["3"]).ticks("3") == [0, 4, 8]


def test_a_ring_remembers_any_pattern_until_it_is_stopped() -> None:
    patterns = np.array([[(code >> i) & 1 for code in range(32)] for i in range(5)])  # (tick, start)
    stop = [0] * 20 + [1]
    spikes = run(ring(5), {"start": patterns, "stop": stop}, ticks=30)
    for turn in range(4):
        assert (spikes["1"][1 + 5 * turn : 6 + 5 * turn] == patterns).all()
    assert not spikes.fired[21:].any()


def test_nets_are_values() -> None:
    again = Net(["on", "off"], [Neuron("m", {"on": 2, "m": 2}, ["off"])])
    assert again == LATCH
    assert hash(again) == hash(LATCH)
    assert pickle.loads(pickle.dumps(LATCH)) == LATCH
    assert eval(repr(LATCH)) == LATCH
    with pytest.raises(AttributeError):
        LATCH.inputs = ()  # type: ignore[misc]


def test_what_a_net_knows_of_itself() -> None:
    net = Net(["a"], [Neuron("x", {"a": 2}), Neuron("y", {"x": 1, "a": 1}), Neuron("z", {"a": 2})])
    assert net.depth == {"a": 0, "x": 1, "y": 2, "z": 1}
    assert (net.delay, net.cycle, net.outputs) == (2, (), ("y", "z"))
    assert LATCH.cycle == ("m", "m")
    assert LATCH.closing == {("m", "m")}
    assert LATCH.outputs == ("m",)


def test_a_long_chain_needs_no_deep_recursion() -> None:
    chain = Net(["n0"], [Neuron(f"n{i}", {f"n{i - 1}": 2}) for i in range(1, 3001)])
    assert chain.delay == 3000


def test_a_raster_in_letters() -> None:
    assert str(run(RELAY, {"N1": [1, 0, 1]})) == "N1  | . | .\nN2  . | . |"


@pytest.mark.parametrize("net", [LATCH, ring(3)])
def test_a_net_with_a_cycle_must_be_told_how_long_to_run(net: Net) -> None:
    with pytest.raises(ValueError, match=r"has a cycle \(.+ -> .+\).*say how many ticks.*ticks=20"):
        run(net, {net.inputs[0]: [1]})
    with pytest.raises(ValueError, match="no delay of its own"):
        net.delay  # noqa: B018


@pytest.mark.parametrize(
    ("pulses", "words"),
    [
        ({"N9": [1]}, "no input 'N9'; it has N1"),
        ({"N2": [1]}, "no input 'N2'"),
        ({"N1": [2]}, "must be 0 or 1"),
        ({"N1": [0.5]}, "must be 0 or 1"),
        ({"N1": [np.nan]}, "must be 0 or 1"),
        ({"N1": 1}, r"need the shape \(tick,\)"),
        ({"N1": [[[1]]]}, r"need the shape \(tick,\)"),
    ],
)
def test_bad_pulses_are_refused(pulses: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        run(RELAY, pulses)


def test_pulses_without_a_name_are_refused() -> None:
    with pytest.raises(TypeError, match=r"a mapping from inputs .*'N1'.* not \[1, 0, 1\]"):
        run(RELAY, [1, 0, 1])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"a mapping from inputs"):
        run(RELAY, [])  # type: ignore[arg-type]


def test_unequal_starts_are_refused() -> None:
    with pytest.raises(ValueError, match=r"equally many starts.*'on': 2.*'off': 3"):
        run(LATCH, {"on": [[0, 1]], "off": [[0, 1, 0]]}, ticks=3)


def test_bad_ticks_and_starts_are_refused() -> None:
    with pytest.raises(ValueError, match="ticks must be at least 1, not 0"):
        run(RELAY, ticks=0)
    with pytest.raises(TypeError, match=r"whole number, not 2\.5"):
        run(RELAY, ticks=2.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'N1' is no neuron"):
        run(RELAY, firing=["N1"])
    with pytest.raises(ValueError, match="nothing in the net is called 'N7'; there are N1, N2"):
        run(RELAY, firing=["N7"])
    with pytest.raises(TypeError, match=r"list of names, such as \['N2'\]"):
        run(RELAY, firing="N2")


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Neuron("n", {"a": 0}), ValueError, "endings from 'a' on neuron 'n' must be at least 1"),
        (lambda: Neuron("n", {"a": 1.5}), TypeError, "whole number"),  # type: ignore[arg-type]
        (lambda: Neuron("n", {"a": True}), TypeError, "whole number"),
        (lambda: Neuron("n", ["a"]), TypeError, r"a mapping from sources .* not \['a'\]"),  # type: ignore[list-item]
        (lambda: Neuron("n", None), TypeError, "endings on neuron 'n' are a mapping"),  # type: ignore[arg-type]
        (lambda: Neuron("n", {"a": 1}, threshold=0), ValueError, "threshold of neuron 'n' must be at"),
        (lambda: Neuron("n", {"a": 1}, "b"), TypeError, "vetoes of neuron 'n' are a list of names"),
        (lambda: Net(["a"], []), ValueError, "at least one neuron"),
        (lambda: Net("a", [Neuron("n", {})]), TypeError, "inputs of a net are a list"),
        (lambda: Net(["a"], ["n"]), TypeError, "made of Neuron"),  # type: ignore[list-item]
        (lambda: Net(["n"], [Neuron("n", {})]), ValueError, "'n' stands 2 times"),
        (lambda: Net(["a"], [Neuron("n", {"b": 2})]), ValueError, "from 'b', which is not in the net"),
        (lambda: Net(["a"], [Neuron("n", {}, ["b"])]), ValueError, "from 'b', which is not in the net"),
        (lambda: ring(0), ValueError, "at least 1 relay, not 0"),
        (lambda: ring(2.0), TypeError, "whole number of relays"),  # type: ignore[arg-type]
        (lambda: ring(True), TypeError, "whole number of relays"),
    ],
)
def test_bad_nets_are_refused(make: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        make()


@pytest.mark.parametrize(("n", "told"), [(8, "x7$"), (9, "x7 and 1 more$"), (12, "x7 and 4 more$")])
def test_of_many_names_eight_are_told(n: int, told: str) -> None:
    net = Net([f"x{i}" for i in range(n - 1)], [Neuron(f"x{n - 1}", {"x0": 2})])
    with pytest.raises(ValueError, match=f"there are x0, x1, .*{told}"):
        run(net, firing=["y"])


def test_one_of_several_starts_must_be_chosen() -> None:
    spikes = run(RELAY, {"N1": [[0, 1]]})
    assert isinstance(spikes, Spikes)
    for ask in (lambda: spikes.ticks("N2"), lambda: str(spikes)):
        with pytest.raises(ValueError, match=r"2 starts; choose one.*start\(0\)"):
            ask()
    assert spikes.start(1).ticks("N2") == [1]
    for number in (2, -1):
        with pytest.raises(ValueError, match=f"numbers 0 to 1, and there is no {number}"):
            spikes.start(number)
    assert run(RELAY, {"N1": [1]}).start(0).ticks("N2") == [1]
    with pytest.raises(ValueError, match="numbers 0 to 0, and there is no 1"):
        run(RELAY, {"N1": [1]}).start(1)
    with pytest.raises(ValueError, match="nothing in the net is called 'N3'"):
        spikes["N3"]
