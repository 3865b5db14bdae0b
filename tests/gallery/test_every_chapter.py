"""What is asked of every chapter: of the story, of the course, and of the pages among the models."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from neurohistory import catalog
from neurohistory.reproduction.collection import collection
from neurohistory.site.cells import split
from neurohistory.site.chapters import Chapter, chapter_title, chapters_in

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "gallery"
SECTIONS = {"story": GALLERY, "course": GALLERY / "course", "models": GALLERY / "models"}
SCRIPTS = {
    f"{section}/{script.stem}": script
    for section, folder in SECTIONS.items()
    for script in chapters_in(folder)
}
STORY_AND_COURSE = {name: script for name, script in SCRIPTS.items() if "models/" not in name}

_MAX_LINES, _MAX_MEDIAN, _MAX_CELL = 300, 220, 40
_MAX_WIDTH = 100  # characters of what is printed
_MAX_FIGURES = 6
_MIN_WORDS = 15  # of a figure's description
_MAX_BYTES = 200_000  # of a picture

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)")
_FILM = re.compile(r'<figure class="film".*?</figure>', re.DOTALL)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")
_WIDTH = re.compile(r"(.?[<>=^])?[-+ ]?#?[1-9]")  # at the beginning of a format

every_chapter = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
every_chapter_of_story_and_course = pytest.mark.parametrize(
    "script", STORY_AND_COURSE.values(), ids=STORY_AND_COURSE
)


def prose_of(script: Path) -> str:
    cells = split(script.read_text(encoding="utf-8"))
    return "\n".join(cell.text for cell in cells if cell.kind != "code")


def tree_of(script: Path) -> ast.Module:
    return ast.parse(script.read_text(encoding="utf-8"))


# The script ---------------------------------------------------------------------------------------


@every_chapter
def test_begins_with_a_heading_with_the_year_where_it_is_history(script: Path) -> None:
    title = chapter_title(script)
    if script.parent == GALLERY:
        assert title.startswith(f"{script.name[:4]}: ")
    elif script.parent == SECTIONS["course"]:
        assert not title[0].isdigit()
    else:
        assert title.startswith(f"{script.name[:4]} ")


@every_chapter_of_story_and_course
def test_ends_with_questions_and_sources(script: Path) -> None:
    prose = prose_of(script)
    assert re.findall(r"^## (.+)$", prose, re.MULTILINE)[-2:] == ["Try it", "Sources"]
    questions = prose.split("## Try it")[1].split("## Sources")[0]
    assert 2 <= len(re.findall(r"^\d\. ", questions, re.MULTILINE)) <= 6


@every_chapter
def test_cells_are_short_and_the_last_one_shows_the_figures(script: Path) -> None:
    cells = split(script.read_text(encoding="utf-8"))
    assert cells[-1].text == "plt.show()"
    assert max(len(cell.text.splitlines()) for cell in cells if cell.kind == "code") <= _MAX_CELL


@every_chapter
def test_links_lead_to_pages_that_will_be_there(script: Path) -> None:
    pages = {page.name for page in (ROOT / "docs").glob("*.md")}
    pages |= {f"{name}.md" for name in SCRIPTS} | {f"models/{name}.md" for name in catalog.names()}
    pages |= {f"papers/{name}.md" for name in collection().papers}
    section = next(name for name, folder in SECTIONS.items() if folder == script.parent)
    for link in re.findall(r"\]\(([\w./-]+\.md)(?:#[\w-]+)?\)", prose_of(script)):
        page = link.removeprefix("../") if link.startswith("../") else f"{section}/{link}"
        assert page in pages, link


@every_chapter
def test_is_short(script: Path) -> None:
    assert len(script.read_text(encoding="utf-8").splitlines()) <= _MAX_LINES


def test_half_of_the_chapters_are_shorter_still() -> None:
    assert median(len(script.read_text().splitlines()) for script in SCRIPTS.values()) < _MAX_MEDIAN


@every_chapter
def test_asserts_nothing_on_the_page(script: Path) -> None:
    # What a chapter claims of its run is held by its own test file.
    assert not [node for node in ast.walk(tree_of(script)) if isinstance(node, ast.Assert)]
    assert "`assert`" not in prose_of(script)


def is_lined_up(node: ast.AST) -> bool:
    """Whether columns are made by hand: by a width, by ``ljust``, by spaces in what is printed."""
    match node:
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[*spec])):
            width = "".join(str(part.value) if isinstance(part, ast.Constant) else "9" for part in spec)
            return bool(_WIDTH.match(width))
        case ast.Attribute(attr="ljust" | "rjust" | "center" | "expandtabs"):
            return True
        case ast.Call(func=ast.Name(id="print")):
            texts = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
            return any("  " in text or "\t" in text for text in texts if isinstance(text, str))
    return False


def test_the_eye_for_columns_made_by_hand_sees_them() -> None:
    def seen(code: str) -> bool:
        return any(map(is_lined_up, ast.walk(ast.parse(code))))

    for spec in ("8.1f", ">12", "^9", "+7.3f", "<20", "10,", ">{n}", "{n}.3f"):
        assert seen(f"f'{{x:{spec}}}'"), spec
    for spec in (".3f", "+.2f", ",", "08b", "g", ".0%", "+d", ".{n}f"):
        assert not seen(f"f'{{x:{spec}}}'"), spec
    assert seen("x.ljust(9)")
    assert seen(r"print('points:  1 2\n         3 4')")
    assert seen("print('  '.join(x))")
    assert not seen("print('points: 1 2', f'{x}'); y = 'a  b'")


@every_chapter
def test_lines_up_no_columns_by_hand(script: Path) -> None:
    # Tables are shown by `show`.
    assert [getattr(node, "lineno", 0) for node in ast.walk(tree_of(script)) if is_lined_up(node)] == []


@every_chapter
def test_shows_rows_and_prints_none_of_them_in_a_loop(script: Path) -> None:
    printed = [
        node.lineno
        for loop in ast.walk(tree_of(script))
        if isinstance(loop, (ast.For, ast.While))
        for node in ast.walk(loop)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]
    assert printed == []


@every_chapter
def test_has_a_test_file_of_its_own(script: Path) -> None:
    place = script.relative_to(GALLERY)
    assert (Path(__file__).parent / place.with_name(f"test_{place.name}")).exists()


# The page -----------------------------------------------------------------------------------------


@every_chapter
def test_runs_alone_and_can_be_downloaded(script: Path, chapter: Chapter) -> None:
    assert chapter.page.markdown.startswith(f"# {chapter_title(script)}\n")
    assert chapter.page.files[script.name] == script.read_text(encoding="utf-8")


@every_chapter
def test_each_figure_is_described(chapter: Chapter) -> None:
    images = {found["path"]: found["alt"] for found in _IMAGE.finditer(chapter.page.markdown)}
    films = [
        words
        for film in _FILM.findall(chapter.page.markdown)
        for words in re.findall(r'<svg role="img" aria-label="([^"]+)"', film)
    ]
    assert 1 <= len(images) + len(films) == chapter.n_figures <= _MAX_FIGURES
    assert set(images) == {path for path, _ in pictures(chapter)}
    for words in [*images.values(), *films]:
        assert len(words.split()) >= _MIN_WORDS, words


@every_chapter
def test_each_figure_has_a_caption_that_begins_with_its_finding(chapter: Chapter) -> None:
    captions = re.findall(r"<figcaption[^>]*>(.*)</figcaption>", chapter.page.markdown)
    assert len(captions) == chapter.n_figures
    for caption in captions:
        assert re.match(r"\*\*[^*]+\*\*", caption), caption


def pictures(chapter: Chapter) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in chapter.page.files.items() if path.endswith(".svg"))


@every_chapter
def test_pictures_are_small_and_in_colors_of_the_palette(chapter: Chapter) -> None:
    from neurohistory.plots import DARK

    for path, svg in pictures(chapter):
        assert {color.lower() for color in _COLOR.findall(svg)} <= {*DARK, *DARK.values()}, path
        assert "<image" not in svg, f"{path} holds a raster image"
        assert len(svg) < _MAX_BYTES, path
    for film in _FILM.findall(chapter.page.markdown):
        assert set(_COLOR.findall(film)) <= {*DARK, *DARK.values()}


@every_chapter
def test_numbers_are_written_for_people(chapter: Chapter) -> None:
    shown = [str(table) for table in chapter.tables]
    text = "\n".join([chapter.printed, *shown])
    assert not re.search(r"\bnp\.|float64|array\(|-0\.0+\b|\d\.\d{10,}|\bnan\b", text)
    assert max(map(len, chapter.printed.splitlines()), default=0) <= _MAX_WIDTH


@every_chapter
def test_formulas_can_be_drawn(script: Path, chapter: Chapter) -> None:
    pytest.importorskip("math_core", reason="the site's tools are not installed")
    markdown = pytest.importorskip("markdown")
    from neurohistory.site.formulas import render_formulas

    extensions = ["pymdownx.superfences", "pymdownx.arithmatex", "md_in_html"]
    generic = {"pymdownx.arithmatex": {"generic": True}}
    html = markdown.markdown(chapter.page.markdown, extensions=extensions, extension_configs=generic)
    drawn = render_formulas(html, script.stem)
    in_prose = re.findall(r"\$\$.+?\$\$|\$.+?\$", prose_of(script), re.DOTALL)
    assert drawn.count("<math") == len(in_prose)
    assert 'class="arithmatex"' not in drawn
