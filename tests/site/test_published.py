"""Scripts and styles as a site has them: nothing is lost but comments and indentation."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from neurohistory.site.published import published
from neurohistory.site.settings import SCRIPTS
from neurohistory.site.toys.loading import TOYS

ASSETS: list[Any] = sorted(
    files("neurohistory.site").joinpath("assets").iterdir(), key=lambda asset: asset.name
)
MOST_SCRIPT = 60_000  # bytes of all our scripts on a page


def bare(text: str) -> str:
    """Without white space and comments between slash and star."""
    return re.sub(r"\s|/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset.name)
def test_only_comments_and_white_space_are_left_out(asset: Any) -> None:
    source = asset.read_text("utf-8")
    code = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("//"))
    shown = published(source)
    assert bare(shown) == bare(code)
    assert all(line and line == line.strip() for line in shown.splitlines())


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset.name)
def test_no_text_of_ours_goes_over_several_lines(asset: Any) -> None:
    assert all(line.count("`") % 2 == 0 for line in asset.read_text("utf-8").splitlines())


@pytest.mark.parametrize("toy", TOYS)
def test_the_scripts_of_a_page_with_a_toy_stay_small(toy: str) -> None:
    sizes = {asset.name: len(published(asset.read_text("utf-8")).encode()) for asset in ASSETS}
    loaded = {Path(script).name for script in SCRIPTS} | {a for a in TOYS[toy] if a.endswith(".js")}
    assert loaded - {*sizes} <= {"ziggurat.js"}  # which is numbers, written by the builder
    assert sum(size for name, size in sizes.items() if name in loaded) <= MOST_SCRIPT
