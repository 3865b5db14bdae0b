"""Scenes: what is asked of a file of them, and what stands on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory.site.page import Page, figure
from neurohistory.site.scenes import SceneError, read_scenes, strays, with_scenes

GALLERY = Path(__file__).parents[2] / "gallery"
FILES = sorted((GALLERY / "scenes").glob("*.md"))
SCENE = "## Scene {}\n\nA *person*, and a [place](x.md).\n\n"


def write(folder: Path, *scenes: str) -> Path:
    path = folder / "1960_adaline.md"
    path.write_text("".join(scenes), encoding="utf-8")
    return path


def several(n: int, first: int = 1) -> str:
    return "".join(map(SCENE.format, range(first, first + n)))


def test_a_scene_has_its_words_a_figure_and_a_source(tmp_path: Path) -> None:
    told = (
        "## The bowl\n\nIt rolls.\n\nFigure: Each\nSource: [@widrow_1960],\npage 96.\n\nAnd rests.\n\n"
    )
    scenes = read_scenes(write(tmp_path, told, several(4)))
    assert [scene.heading for scene in scenes] == ["The bowl", *(f"Scene {n}" for n in range(1, 5))]
    bowl = scenes[0]
    assert re.sub(r"\s+", " ", bowl.text) == "It rolls. And rests."
    assert bowl.figure == "Each"
    assert bowl.source.startswith("B. Widrow")
    assert bowl.source.endswith("page 96.")
    assert bowl.place.endswith("1960_adaline.md, line 1")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (several(4), "line 1: 4 scenes; a chapter is told in 5 to 7"),
        (several(8), "line 1: 8 scenes"),
        ("Prose.\n\n" + several(5), "line 1: this is before the first scene"),
        (several(4) + "## Last\n\n" + "word " * 61, "line 17: the scene has 61 words"),
        (several(4) + "## Last\n\nFigure: 1\n", "line 17: the scene has 0 words"),
        (several(4) + "## Last\n\n- a\n- b\n- c\n\nd\n\ne\n", "line 17: the scene has 5 paragraphs"),
        (several(4) + f"## Last\n\n{'a' * 31}\n", "line 17: the word 'aaa"),
        (several(4) + "## Last\n\nOne.\n\n$$a$$\n", "line 17: a scene has words alone"),
        (several(4) + f"## {'long ' * 13}\n\nOne.\n", "line 17: the heading has 64 characters"),
        (several(4) + SCENE.format(2), "line 17: a scene before is called 'Scene 2'"),
        (several(4) + "## Last\n\nOne.\n\nSource: a\nSource: b\n", "line 17: a second line 'Source:'"),
        (several(4) + "## Last\n\nOne.\n\nSource: [@widow_1960]\n", "did you mean 'widrow_1960'"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SceneError, match=re.escape(complaint)) as told:
        read_scenes(path)
    assert str(told.value).startswith(f"{path}, line ")


def page() -> Page:
    shown = (figure(f"figures/{c}.svg", (9, 9), "A.", caption=f"**{c} line** is drawn.") for c in "AB")
    return Page("# 1960: ADALINE\n\n" + "\n\n".join(shown))


@pytest.mark.parametrize(("asked", "number"), [("B line", 2), ("1", 1)])
def test_a_figure_is_found_by_number_or_by_its_caption(tmp_path: Path, asked: str, number: int) -> None:
    scenes = read_scenes(write(tmp_path, several(4), f"## Last\n\nOne.\n\nFigure: {asked}\n"))
    told = with_scenes(page(), scenes).markdown
    assert f'id="scene-5" data-figure="{number}"' in told
    assert told.count("data-figure") == 1
    assert told.startswith(page().markdown)
    assert '<aside class="scenes" hidden data-search-exclude markdown>' in told  # out of the way


@pytest.mark.parametrize("asked", ["3", "0", "C", " line"])
def test_a_figure_that_is_not_there_is_refused(tmp_path: Path, asked: str) -> None:
    scenes = read_scenes(write(tmp_path, several(4), f"## Last\n\nOne.\n\nFigure: {asked}\n"))
    with pytest.raises(SceneError, match=r"line 17: 0 figures .* has 1 A line is drawn"):
        with_scenes(page(), scenes)


def test_a_file_that_is_named_after_no_chapter_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, several(5))
    assert strays([tmp_path / "1960_adaline.py"], tmp_path) == []
    (complaint,) = strays([tmp_path / "1960_mark_i.py"], tmp_path)
    assert complaint.startswith(f"{path}, line 1: no chapter is called '1960_adaline'")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_our_scenes_can_be_shown(path: Path) -> None:
    scenes = read_scenes(path)
    (script,) = [*GALLERY.glob(f"{path.stem}.py"), *GALLERY.glob(f"course/{path.stem}.py")]
    captions = re.findall(
        r"^# %% caption \[markdown\]\n# \*\*(.*)", script.read_text("utf-8"), re.MULTILINE
    )
    for scene in scenes:
        if not scene.figure.isdigit():
            begins = [c for c in captions if c.replace("*", "").startswith(scene.figure)]
            assert not scene.figure or len(begins) == 1, f"{scene.place}: {scene.figure!r} is no caption"


def test_every_chapter_is_told_in_scenes() -> None:
    chapters = {
        path.stem for folder in (GALLERY, GALLERY / "course") for path in folder.glob("[0-9]*.py")
    }
    assert chapters == {path.stem for path in FILES}
