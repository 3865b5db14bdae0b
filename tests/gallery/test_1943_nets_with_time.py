"""The nets of Figure 1 tick by tick, and rings that remember."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_unconfirmed_nets_are_not_shown_as_the_papers(chapter: Chapter) -> None:
    shown = chapter.tables[0].rows
    assert [row["net"][0] for row in shown] == ["a", "b", "c", "d", "h"]


def test_every_touch_of_cold_ends_with_one_tick_of_heat(chapter: Chapter) -> None:
    assert chapter.names["feelings"](8) == ([10], [2, 3, 4, 5, 6, 7, 8])
    assert chapter.names["feelings"](1) == ([3], [])
    assert chapter.names["alike"] == [True] * 40


def test_the_illusion_follows_its_formulas_for_every_history(chapter: Chapter) -> None:
    assert chapter.names["heat"].shape == (6, 4096)
    assert chapter.names["differ"] == 0


def test_the_bell_is_answered_once_it_has_come_with_food(chapter: Chapter) -> None:
    ticks = {row[""]: row["at ticks"] for row in chapter.tables[2].rows}
    assert ticks["bell"] == "1, 3, 6, 9"
    assert ticks["loop fires"] == ", ".join(map(str, range(4, 12)))  # on at 4, for ever
    assert ticks["answer"] == "4, 7, 10"


def test_a_net_with_a_cycle_is_refused_without_a_limit(chapter: Chapter) -> None:
    assert "say how many ticks to run" in " ".join(chapter.printed.split())


def test_each_relay_of_a_ring_fires_once_a_round(chapter: Chapter) -> None:
    assert [[*row.values()] for row in chapter.names["periods"]] == [[n, n] for n in range(1, 9)]


def test_a_ring_keeps_every_pattern_until_it_is_stopped(chapter: Chapter) -> None:
    spikes = chapter.names["spikes"]
    assert spikes.ticks("1") == [1, 2, 4, 6, 7, 9, 11, 12, 14, 16]
    assert not spikes.fired[17:].any()
    assert chapter.names["kept"].tolist() == [True] * 32
