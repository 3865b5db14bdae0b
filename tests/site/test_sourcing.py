"""Facts have their sources on the page, and what is amiss in a chapter stops the strict build."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from random import Random
from typing import Any

import matplotlib.pyplot as plt
import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from neurohistory import catalog
from neurohistory.site import plugin
from neurohistory.site.cells import split
from neurohistory.site.chapters import ChapterError, chapters_in, run_chapter
from neurohistory.site.citations import with_citations
from neurohistory.site.page import Page
from neurohistory.site.production import Production
from neurohistory.site.scenes import read_scenes
from neurohistory.site.sourcing import dates_in, unsourced, unsourced_scenes

GALLERY = Path(__file__).parents[2] / "gallery"
STORY = chapters_in(GALLERY)

CHAPTER = """\
# %% [markdown]
# # 1958: A machine
#
# In 1958 Frank Rosenblatt told the press of it.

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot([0, 58])
figure.set_label("A line that rises.")

# %% caption [markdown]
# **It rises.**

# %% [markdown]
# ## Try it
#
# 1. Let it fall.
# 2. Let it rise.
#
# ## Sources
#
# - [@rosenblatt_1958]

# %%
plt.show()
"""
ANSWERS = "1. It falls.\n2. It rises.\n"
SCENES = "".join(f"## Scene {n}\n\nIt rises.\n\n" for n in range(5))


@pytest.mark.parametrize("script", STORY, ids=[script.stem for script in STORY])
def test_every_date_of_the_story_leads_to_a_source_on_its_page(script: Path) -> None:
    assert unsourced(script) == []


@pytest.mark.parametrize("script", chapters_in(GALLERY / "course"), ids=lambda script: script.stem)
def test_every_chapter_of_the_course_has_sources(script: Path) -> None:
    assert unsourced(script, history=False) == []


def test_every_scene_that_gives_a_date_has_its_source() -> None:
    files = sorted((GALLERY / "scenes").glob("*.md"))
    assert [complaint for file in files for complaint in unsourced_scenes(read_scenes(file))] == []


def claims() -> list[tuple[Path, str]]:
    """The sentences of the story that say what happened in a year, and to whom."""
    found = []
    for script in STORY:
        cells = [cell.text for cell in split(script.read_text(encoding="utf-8")) if cell.kind == "prose"]
        told = with_citations("\n\n".join(cells)).split("## Try it")[0]
        told = re.sub(r"^#.*$", "", told, flags=re.MULTILINE)  # headings claim nothing
        for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", " ".join(told.split())):
            if dates_in(sentence) and re.search(r" [A-Z][a-z]{2,}", sentence):
                found.append((script, sentence))
    return found


def test_twenty_claims_drawn_at_random_lead_to_somebody_or_something_in_the_sources() -> None:
    """A stricter reading of the same: the sentence itself has a name or a year that the sources have."""
    drawn = Random(0).sample(claims(), 20)
    astray = []
    for script, sentence in drawn:
        text = with_citations(script.read_text(encoding="utf-8"))
        sources = {*re.findall(r"\w+", text.partition("# ## Sources")[2])}
        named = {*re.findall(r"\b[A-Z][^\W\d_]{3,}\b", sentence)} | {*dates_in(sentence)}
        if not named & sources and ".md)" not in sentence:
            astray.append((script.name, sentence))
    assert astray == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            ("# ## Sources\n#\n# - [@rosenblatt_1958]\n", "#\n"),
            r"line 25: the chapter has no sources; end",
        ),
        (
            ("# - [@rosenblatt_1958]\n", "#\n"),
            r"the chapter has no sources; end its prose with '## Sources'",
        ),
        (
            ("In 1958 Frank Rosenblatt", "In 1961 somebody"),
            r"line 4: 1961 has no source; name in '## Sou",
        ),
    ],
    ids=["no sources", "empty sources", "a date without a source"],
)
def test_what_has_no_source_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], complaint: str
) -> None:
    script = tmp_path / "1958_machine.py"
    script.write_text(CHAPTER.replace(*change), encoding="utf-8")
    [told] = unsourced(script)
    assert told.startswith(f"{script}, line ")
    assert re.search(complaint, told)


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Any:
    """Have the plug-in make the chapters of a folder, and no more; give what a strict build stops at."""

    def produce(jobs: Any, _: object) -> Production:
        made: dict[Any, Page] = {}
        failures: dict[Any, str] = {}
        for job in jobs:
            try:
                is_chapter = job.kind == "chapter"
                made[job] = run_chapter(Path(job.subject)).page if is_chapter else Page("")
            except ChapterError as error:
                plt.close("all")
                failures[job] = str(error)
        return Production(made, failures, [])

    monkeypatch.setattr(plugin, "produce", produce)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "{site_name: s, theme: {name: material}, nav: [{Models: []}, {Story: []}, {Course: []}], "
        "plugins: [{neurohistory: {chapters: gallery}}]}"
    )

    def run(chapters: dict[str, str], scenes: dict[str, str], answers: dict[str, str]) -> str:
        for folder, files in (("", chapters), ("scenes", scenes), ("answers", answers)):
            for name, text in files.items():
                path = tmp_path / "gallery" / folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        config = load_config(str(tmp_path / "mkdocs.yml"), strict=True)
        config.plugins._current_plugin = "neurohistory"
        ours: Any = config.plugins["neurohistory"]
        ours.on_files(Files([]), ours.on_config(config))
        return "\n".join(
            entry.getMessage() for entry in caplog.records if entry.levelno >= logging.WARNING
        )

    return run


def test_a_chapter_that_is_whole_stops_nothing(build: Any) -> None:
    assert not build({"1958_a.py": CHAPTER}, {"1958_a.md": SCENES}, {"1958_a.md": ANSWERS})


def test_a_plug_in_that_is_left_out_stops_the_strict_build(
    build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = catalog.LeftOut("m", "p", "kind on its card is 'sampler' (/p/m.py, line 9)")
    monkeypatch.setattr(catalog, "timeline", lambda: catalog.Timeline({}, [broken]))
    assert str(broken) in build({}, {}, {})


def test_a_cell_of_no_known_kind_stops_the_build_with_file_and_line(build: Any) -> None:
    chapter = CHAPTER.replace("# %% caption", "# %% title")
    with pytest.raises(PluginError, match=r"1958_a\.py, line 13 begins a cell that is called 'title'"):
        build({"1958_a.py": chapter}, {}, {})


def test_each_fault_stops_the_strict_build_with_file_and_line(build: Any) -> None:
    chapters = {
        "1951_no_caption.py": CHAPTER.replace("# %% caption [markdown]\n# **It rises.**\n", ""),
        "1952_no_source.py": CHAPTER.replace("# ## Sources\n#\n# - [@rosenblatt_1958]\n", "#\n"),
        "1953_no_answer.py": CHAPTER,
        "1954_long_scene.py": CHAPTER,
        "1955_dated_scene.py": CHAPTER,
        "1956_alike.py": CHAPTER,
        "1957_alike.py": CHAPTER,
        "1958_no_notebook.py": CHAPTER.replace("axes.plot(", "axes.plot(("),
    }
    for name, text in chapters.items():
        n = 56 if "alike" in name else int(name[2:4])
        chapters[name] = text.replace("[0, 58]", f"[0, {n}]")
    stems = [name.removesuffix(".py") for name in chapters]
    scenes = {f"{stem}.md": SCENES for stem in stems}
    scenes["1956_alike.md"] += "## Last\n\n```\nx = 1\n```\n"
    scenes["1954_long_scene.md"] += "## Last\n\n" + "word " * 61
    scenes["1955_dated_scene.md"] += "## Last\n\nIn 1955 it rose."
    answers = {f"{stem}.md": ANSWERS for stem in stems}
    answers["1953_no_answer.md"] = "1. It falls.\n"
    told = build(chapters, scenes, answers)
    for complaint in (
        r"1951_no_caption\.py, line 7: the figure has no caption",
        r"1952_no_source\.py, line \d+: the chapter has no sources",
        r"1953_no_answer\.py, line 20: exercise 2 has no answer",
        r"1954_long_scene\.md, line 21: the scene has 61 words; it may have 1 to 60",
        r"1956_alike\.md, line 21: a scene has words alone",
        r"1955_dated_scene\.md, line 21: 1955 has no source",
        r"1957_alike\.py, line 1: this page and story/1956_alike\.md have one picture",
        r"(?s)1958_no_notebook\.py.*line 10",
    ):
        assert re.search(complaint, told), f"{complaint} is not in\n{told}"
