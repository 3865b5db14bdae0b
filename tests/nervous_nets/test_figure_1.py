"""The nets of Figure 1 against their formulas, on every pattern of six ticks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from neurohistory.nervous_nets import FIGURE_1, run

Row = NDArray[np.bool_]  # (tick, start)
N_TICKS = 6


def ago(row: Row, ticks: int) -> Row:
    """The row so many ticks later, silence before."""
    return np.concatenate([np.zeros_like(row[:ticks]), row[: len(row) - ticks]])


def coincided(a: Row, b: Row) -> Row:
    """Whether both have fired together at some earlier tick than this."""
    return ago(np.logical_or.accumulate(a & b, axis=0), 1)


# Written from the formulas of the paper, not from the wiring.
FORMULAS: dict[str, dict[str, Callable[..., Row]]] = {
    "a": {"N2": lambda n1: ago(n1, 1)},
    "b": {"N3": lambda n1, n2: ago(n1, 1) | ago(n2, 1)},
    "c": {"N3": lambda n1, n2: ago(n1, 1) & ago(n2, 1)},
    "d": {"N3": lambda n1, n2: ago(n1 & ~n2, 1)},
    "e": {
        # "Not N2(t - 2)" is about a tick; before the start both are silent.
        "N3": lambda n1, n2: ago(n1, 1) | (ago(n2, 3) & ~ago(n2, 2)),
        "N4": lambda n1, n2: ago(n2, 2) & ago(n2, 1),
    },
    "f": {"N4": lambda n1, n2, n3: ago((~n1 & (n2 | n3)) | (n1 & n2 & n3), 2)},
    "g": {"N3": lambda n1, n2: ago(n2, 2) & ~ago(n1, 3)},
    "h": {"N2": lambda n1: ago(n1, 1) & ago(n1, 2)},
    "i": {"N3": lambda n1, n2: ago(n2, 1) | ago(n1 & coincided(n1, n2), 1)},
}


@pytest.mark.parametrize("letter", sorted(FIGURE_1))
def test_the_net_equals_its_formulas_on_every_pattern(letter: str) -> None:
    net = FIGURE_1[letter].net
    n_ticks = N_TICKS if len(net.inputs) < 3 else 4
    bits = n_ticks * len(net.inputs)
    patterns = (np.arange(2**bits) >> np.arange(bits)[:, None]) & 1
    pulses = patterns.reshape(len(net.inputs), n_ticks, -1)  # (input, tick, start)
    if len(net.inputs) == 2:
        assert pulses.shape[2] == 4096
    spikes = run(net, dict(zip(net.inputs, pulses, strict=True)), ticks=n_ticks + 4)
    rows = [spikes[name] for name in net.inputs]
    assert set(FORMULAS[letter]) == set(net.outputs)
    for name, formula in FORMULAS[letter].items():
        np.testing.assert_array_equal(spikes[name], formula(*rows))


@pytest.mark.parametrize(
    ("k", "heat", "cold"),
    [
        (1, [3], []),
        (2, [4], [2]),
        (3, [5], [2, 3]),
        (8, [10], [2, 3, 4, 5, 6, 7, 8]),
        *((k, [k + 2], list(range(2, k + 1))) for k in (4, 5, 20, 100)),
    ],
)
def test_the_illusion_of_heat_and_cold(k: int, heat: list[int], cold: list[int]) -> None:
    # Section 1943 of the papers: cold on at ticks 0 to k - 1, heat never.
    spikes = run(FIGURE_1["e"].net, {"N2": [1] * k}, ticks=k + 10)
    assert spikes.ticks("N3") == heat
    assert spikes.ticks("N4") == cold


def test_only_a_single_tick_of_cold_gives_heat_without_cold() -> None:
    lengths = range(1, 30)
    cold = np.array([[t < k for k in lengths] for t in range(30)])  # (tick, start)
    spikes = run(FIGURE_1["e"].net, {"N2": cold})
    assert (spikes["N3"].sum(axis=0) == 1).all()  # every pulse ends with one tick of heat
    assert (~spikes["N4"].any(axis=0)).tolist() == [k == 1 for k in lengths]


def test_real_heat_is_felt_one_tick_later() -> None:
    spikes = run(FIGURE_1["e"].net, {"N1": [1, 0, 1]})
    assert (spikes.ticks("N3"), spikes.ticks("N4")) == ([1, 3], [])


def test_the_loop_of_net_i_is_set_going_once_and_for_ever() -> None:
    # Pairing at tick 3; afterwards input 1 alone fires the output one tick later.
    n1 = [0, 1, 0, 1, 0, 0, 1, 0]
    spikes = run(FIGURE_1["i"].net, {"N1": n1, "N2": [0, 0, 0, 1]}, ticks=200)
    assert spikes.ticks("a") == list(range(4, 200))
    assert spikes.ticks("N3") == [4, 7]


def test_net_i_without_a_pairing_learns_nothing() -> None:
    spikes = run(FIGURE_1["i"].net, {"N1": [1, 0, 1], "N2": [0, 1, 0]}, ticks=20)
    assert spikes.ticks("a") == []
    assert spikes.ticks("N3") == [2]


def test_net_h_takes_two_spikes_in_a_row() -> None:
    assert run(FIGURE_1["h"].net, {"N1": [1, 0, 1, 1, 0]}).ticks("N2") == [4]


@pytest.mark.parametrize(
    ("letter", "delay"), {"a": 1, "b": 1, "c": 1, "d": 1, "e": 3, "f": 2, "g": 3, "h": 2}.items()
)
def test_delays(letter: str, delay: int) -> None:
    assert FIGURE_1[letter].net.delay == delay


def test_only_net_i_has_a_cycle() -> None:
    assert [letter for letter, drawing in FIGURE_1.items() if drawing.net.cycle] == ["i"]


def test_the_threshold_is_two_everywhere() -> None:
    thresholds = {cell.threshold for drawing in FIGURE_1.values() for cell in drawing.net.neurons}
    assert thresholds == {2}


def test_no_cell_has_more_endings_on_another_than_its_threshold_takes() -> None:
    endings = {
        number
        for drawing in FIGURE_1.values()
        for cell in drawing.net.neurons
        for _, number in cell.excitatory
    }
    assert endings == {1, 2}


def test_the_figure_has_nine_nets() -> None:
    assert "".join(FIGURE_1) == "abcdefghi"
    for letter, drawing in FIGURE_1.items():
        assert drawing.letter == letter
        assert drawing.name.startswith(f"{letter}: ")


def test_each_output_has_a_formula_in_symbols_and_words() -> None:
    for drawing in FIGURE_1.values():
        assert [formula[:2] for formula in drawing.formulas] == list(drawing.net.outputs)
        assert all(name in drawing.words for name in drawing.net.outputs)
