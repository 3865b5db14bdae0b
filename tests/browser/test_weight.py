"""What the built site weighs, and what a page has its reader transfer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser  # of the whole site, which is built for the browser's tests

MEGABYTE = 1_000_000
WHOLE = 14.7 * MEGABYTE  # a quarter of one for the reference runs, which are there to be taken away
SCRIPTS = 60_000  # bytes of all our scripts on a page
PAGE = 0.7 * MEGABYTE  # with all its figures, from an empty cache

_FETCHED = re.compile(
    r'<(?:script|img)\b[^>]*? src="([^"#?:]+)"|<link rel="(?:stylesheet|icon)" href="([^"#?:]+)"'
)


def test_the_site_is_light(site: Path) -> None:
    by_kind: dict[str, int] = {}
    for path in site.rglob("*"):
        if path.is_file():
            by_kind[path.suffix] = by_kind.get(path.suffix, 0) + path.stat().st_size
    assert sum(by_kind.values()) <= WHOLE, by_kind


def test_a_page_is_light(site: Path, address: str) -> None:
    """The search index, which is loaded when somebody searches, and the reference are not meant."""
    if address.startswith("reference/"):
        pytest.skip("the reference is to be looked up in")
    if address == "gallery.html":
        pytest.skip("its pictures come when one scrolls to them; test_gallery.py counts the first")
    page = site / address
    fetched = {page}
    for names in _FETCHED.findall(page.read_text(encoding="utf-8")):
        fetched |= {(page.parent / name).resolve() for name in names if name}
    weights = {path.name: path.stat().st_size for path in fetched}
    ours = {path.name for path in fetched if path.suffix == ".js" and path.parent.name == "neurohistory"}
    ours -= {"ziggurat.js"}  # which is numbers
    assert sum(weights[name] for name in ours) <= SCRIPTS, ours
    assert sum(weights.values()) <= PAGE, weights


def test_every_public_module_has_its_place_in_the_reference(site: Path) -> None:
    """The pages of the reference together, with a name for each object that somebody may look for."""
    if not (site / "reference").is_dir():
        pytest.skip("this site has the models alone")
    texts = [path.read_text(encoding="utf-8") for path in (site / "reference").glob("*.html")]
    anchors = {anchor for text in texts for anchor in re.findall(r' id="(neurohistory\.[\w.]+)"', text)}
    wanted = {"runner.run", "training.train", "history.History.frames", "models.perceptron.Perceptron"}
    assert {f"neurohistory.{name}" for name in wanted} <= anchors
    assert len(anchors) > 1000
