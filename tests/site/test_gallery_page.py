"""The gallery: a picture for every page."""

from __future__ import annotations

from importlib.resources import files

import pytest
from markdown import markdown

from neurohistory.site.gallery_page import Exhibit, exhibit, gallery_page
from neurohistory.site.page import Page, figure
from neurohistory.site.published import published

SIZE = (192, 96)


def page(name: str, words: str) -> Page:
    return Page(
        f"# {name}\n\n{figure(f'figures/{name}.svg', SIZE, 'A.', caption=words)}\n\n```\nOR\n```"
    )


def test_an_exhibit_has_the_first_picture_its_finding_and_the_gates_of_the_prose() -> None:
    shown = exhibit("Story", "1969: XOR", "story/xor.md", page("xor", "**No line does XOR.** So."))
    assert shown == Exhibit(
        "Story", "1969: XOR", "story/xor.md",
        "![A.](story/figures/xor.svg){ loading=lazy width=192 height=96 }",
        "No line does XOR.", ("XOR",),
    )  # fmt: skip
    assert exhibit("Story", "1969: XOR", "story/xor.md", Page("# No picture")) is None


def test_the_gallery_links_each_picture_to_its_page_and_tells_what_can_be_asked_for() -> None:
    shown = exhibit("Models", "1958 Perceptron", "models/perceptron.md", page("p", "**AND and XOR.**"))
    assert shown is not None
    told = gallery_page([shown])
    assert 'data-section="Models" data-gates="AND XOR"' in told
    assert '[<span class="card-year">1958</span> Perceptron](models/perceptron.md)' in told


def test_pictures_are_for_readers_without_scripts_until_a_script_fetches_them() -> None:
    shown = exhibit("Models", "1958 Perceptron", "models/perceptron.md", page("p", "**AND.**"))
    assert shown is not None
    html = markdown(gallery_page([shown]), extensions=["attr_list", "md_in_html"])
    before, _, kept = html.partition("<noscript>")
    assert "<img" not in before
    assert kept.partition("</noscript>")[0].count('src="models/figures/p.svg"') == 1


@pytest.mark.parametrize("name", ["xor", "another"], ids=["of one file", "of files that hold the same"])
def test_two_pages_with_one_picture_are_refused(name: str) -> None:
    pages = page("xor", "**No.**"), page(name, "**Yes.**")
    for each, file in zip(pages, ("xor", name), strict=True):
        each.files[f"figures/{file}.svg"] = "<svg/>"
    shown = (
        exhibit("Story", "XOR", "story/xor.md", pages[0]),
        exhibit("Story", "X", "story/x.md", pages[1]),
    )
    assert shown[0] is not None
    assert shown[1] is not None
    with pytest.raises(ValueError, match=r"story/x.md, line 1: this page and story/xor.md have"):
        gallery_page([shown[0], shown[1]])


def test_its_scripts_come_through_markdown_as_they_are() -> None:
    html = markdown(gallery_page([]), extensions=["md_in_html", "attr_list"])
    folder = files("neurohistory.site").joinpath("assets")
    for name in ("gallery-pictures.js", "gallery.js"):
        assert published(folder.joinpath(name).read_text("utf-8")) in html
