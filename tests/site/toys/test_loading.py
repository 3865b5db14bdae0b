"""Where the scripts of what can be touched stand on a page."""

from __future__ import annotations

import re

from neurohistory.site.toys.loading import TOYS, theme_last, with_toys


def assets_of(html: str) -> list[str]:
    return re.findall(r'(?:src|href)="([^"]+)"', html)


def test_a_toy_need_not_wait_for_what_comes_below_it() -> None:
    toy = '<div class="playground" data-show=""><div>still</div> picture</div>'
    before, between, below = with_toys(f"<h1>one</h1>{toy}<p>two</p>", str).partition(toy)
    assert (before, between) == ("<h1>one</h1>", toy)
    assert assets_of(below) == [*TOYS["playground"]]
    assert below.endswith("<p>two</p>")


def test_toys_of_a_kind_are_started_behind_the_last_and_what_they_share_comes_once() -> None:
    walk, play = '<div class="stepper">{}</div>', '<div class="epochs"><div></div></div>'
    page = with_toys(f"{walk.format(1)}{play}{walk.format(2)}", str)
    assert page.startswith(walk.format(1) + play + "\n<link")
    assert assets_of(page.partition(walk.format(2))[0]) == [*TOYS["epochs"]]
    later = [asset for asset in TOYS["stepper"] if asset not in TOYS["epochs"]]
    assert assets_of(page.partition(walk.format(2))[2]) == later


def test_a_toy_that_does_not_end_has_its_scripts_at_the_end() -> None:
    page = with_toys('<div class="spikes"><p>still</p>', str)
    assert assets_of(page) == [*TOYS["spikes"]]
    assert page.index("<link") > page.index("still")


def test_the_theme_waits_for_the_page_and_all_else_keeps_its_order() -> None:
    scripts = ["assets/neurohistory/parts.js", "../assets/javascripts/bundle.0.min.js", "a.js", "b.js"]
    page = theme_last("".join(f'<script src="{script}"></script>' for script in scripts))
    assert assets_of(page) == scripts
    assert re.findall(r'defer src="([^"]+)"', page) == scripts[1:]
    assert theme_last("<p>another theme</p>") == "<p>another theme</p>"
