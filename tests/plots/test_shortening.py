"""A file in fewer bytes shows the same picture."""

from __future__ import annotations

import re

import numpy as np
import pytest

from neurohistory.plots.shortening import by_steps, shorten


def places(path: str) -> list[tuple[float, float]]:
    """The ends of the pieces of a path by steps, added up again."""
    here, begin, ends = np.zeros(2), np.zeros(2), []
    for command, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        if command == "z":
            here = begin
            continue
        size = {"h": 1, "v": 1, "q": 4, "c": 6}.get(command, 2)
        for piece in np.reshape(numbers, (-1, size)):
            step = {"h": [*piece, 0], "v": [0, *piece]}.get(command, piece[-2:])
            here = np.array(step, dtype=float) + (0 if command == "M" else here)
            begin = here if command in "Mm" else begin
            ends.append((round(float(here[0]), 1), round(float(here[1]), 1)))
    return ends


@pytest.mark.parametrize("seed", range(3))
def test_steps_lead_to_the_same_places(seed: int) -> None:
    """Long paths too: steps are between rounded places, so that no error adds up."""
    rng = np.random.default_rng(seed)
    points = rng.integers(-5000, 5000, (400, 2)) / 10
    commands = rng.choice(["L", "L", "L", "M"], 400)
    commands[0] = "M"
    path = "".join(f"{c}{x} {y}" for c, (x, y) in zip(commands, points, strict=True))
    assert places(by_steps(path)) == [tuple(point) for point in points.tolist()]
    assert len(by_steps(path)) < len(path)


def test_after_a_closed_part_the_next_step_begins_where_that_part_began() -> None:
    assert places(by_steps("M1 1L5 1L5 5ZM7 8Q1 1 2 2ZL3 3")) == [
        (1, 1), (5, 1), (5, 5), (7, 8), (2, 2), (3, 3)
    ]  # fmt: skip


def test_what_is_referred_to_keeps_its_name_and_a_style_its_strength() -> None:
    short = shorten(
        '<style></style><defs><clipPath id="p1"><rect x="0"/></clipPath>'
        '<path id="m1" d="M0 0L1 1"/></defs><g clip-path="url(#p1)">'
        '<use href="#m1" x="2" style="fill:red"/><g><use href="#m1" style="fill:red"/><g id="e"/></g>'
        '<path d="M0 0L2 2" style="fill:blue"/></g>'
    )
    assert '<clipPath id="a">' in short
    assert 'clip-path="url(#a)"' in short
    assert short.count('href="#b"') == 2
    assert ".a{fill:red}" in short
    assert short.count('class="a"') == 2
    assert 'style="fill:blue"' in short
    assert short.count("<g") == 1


def test_marks_in_a_row_that_look_alike_are_a_group_if_they_cover_what_lies_below() -> None:
    marks = '<use href="#m1" x="1" style="{0}"/><use href="#m1" x="2" style="{0}"/>' * 2
    told = '<style></style><path id="m1" d="M0 0L1 1"/>'
    plain = shorten(told + marks.format("fill:red"))
    assert '<g class="a"><use href="#a" x="1"/><use href="#a" x="2"/>' in plain
    assert "<g" not in shorten(
        told + marks.format("fill:red;opacity:0.5")
    )  # they add up where they meet
    assert "<g" in shorten(told + marks.format("fill:red;stroke-opacity:0.5"))


def test_the_colors_of_the_palette_have_short_names() -> None:
    style = "<style>svg{--ink-0072b2:#0072b2;--ink-000000:#000}</style>"
    short = shorten(style + '<path d="M0 0L1 1" style="fill:var(--ink-0072b2)"/>')
    assert "svg{--a:#0072b2;--b:#000}" in short
    assert 'style="fill:var(--a)"' in short
