"""The page of the autoencoder among the models: it runs, and its numbers are what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the plotting tools are not installed")

from neurohistory.models.deep_autoencoder import DeepAutoencoder
from neurohistory.report.docstrings import parameters_of
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of

SCRIPT = Path(__file__).parents[2] / "gallery" / "models" / "2006_deep_autoencoder.py"


@pytest.fixture(scope="module")
def page() -> Page:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        return page_of(Job("chapter", str(SCRIPT)))


@pytest.fixture(scope="module")
def printed(page: Page) -> str:
    return "\n".join(re.findall(r"```text\n(.*?)\n```", page.markdown, re.DOTALL))


def test_it_has_the_parts_of_a_model_page(page: Page) -> None:
    headings = re.findall(r"^##? (.+)$", page.markdown, re.MULTILINE)
    assert headings[0] == "2006 Deep autoencoder"
    assert {"The rule", "How to run it", "Parameters", "Source"} <= set(headings)
    assert "**Where we depart from the paper**" in page.markdown
    assert "10.1126/science.1127647" in page.markdown


def test_its_table_has_principal_components_behind_and_then_level(printed: str) -> None:
    rows = re.findall(r"^ +(\d+) +([\d.]+) +([\d.]+)$", printed, re.MULTILINE)
    errors = {int(size): (float(ours), float(pca)) for size, ours, pca in rows}
    assert set(errors) == {2, 8, 16}
    for size in (2, 8):
        assert errors[size][0] < 0.7 * errors[size][1]
    assert errors[16][0] == pytest.approx(errors[16][1], rel=0.1)


def test_reconstructions_grow_worse_with_each_machine_and_better_by_fine_tuning(printed: str) -> None:
    stages = re.findall(r"(\d) of 3 machines (\w+-?\w*): error ([\d.]+)", printed)
    errors = [float(error) for *_, error in stages]
    assert [stage[1] for stage in stages] == ["pretrained"] * 3 + ["fine-tuned"]
    assert errors[:3] == sorted(errors[:3])
    assert errors[3] < errors[2]


def test_it_lists_every_parameter(printed: str) -> None:
    words = " ".join(printed.split())
    for name, default, meaning in parameters_of(DeepAutoencoder):
        assert re.search(rf"^{name} +{re.escape(repr(default))}$", printed, re.MULTILINE)
        assert meaning, name
        assert " ".join(f"{name} {default!r} {meaning}".split()) in words


def test_it_is_no_chapter(page: Page) -> None:
    assert "chapter as a script" not in page.markdown
    assert "[Download this page as a script]" in page.markdown


def test_its_picture_has_a_description_and_both_schemes(page: Page) -> None:
    figures = [name for name in page.files if name.endswith(".svg")]
    assert len(figures) == 2
    assert "One unseen digit of each kind" in page.markdown
