"""Formulas: TeX in, MathML out, and a clear word when the TeX is bad."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree

import pytest

pytest.importorskip("math_core", reason="the site's tools are not installed")

from neurohistory.site.formulas import FormulaError, render_formulas


def inline(tex: str) -> str:
    """Mark a formula as arithmatex does in running text."""
    return rf'<span class="arithmatex">\({escape(tex, quote=False)}\)</span>'


def block(tex: str) -> str:
    """Mark a formula as arithmatex does in a paragraph of its own."""
    return '<div class="arithmatex">\\[\n' + escape(tex, quote=False) + "\n\\]</div>"


def drawn(html: str) -> ElementTree.Element:
    """Return what the reader sees of the page's one formula: MathML without the kept TeX."""
    shown = re.sub(r"<annotation.*?</annotation>", "", html, flags=re.DOTALL)
    shown = shown.replace("&ApplyFunction;", "")  # an entity of HTML, not of XML; draws nothing
    return ElementTree.fromstring(shown)


def text(html: str) -> str:
    """Return the characters that are drawn, in order."""
    return "".join(drawn(html).itertext())


def test_inline_formula_stays_in_its_sentence() -> None:
    html = render_formulas(f"<p>so {inline('x')} fires</p>", "page.md")
    assert html.startswith("<p>so <math>")
    assert html.endswith("</math> fires</p>")
    assert 'display="block"' not in html


def test_block_formula_gets_a_box_that_can_scroll() -> None:
    html = render_formulas(block("x"), "page.md")
    assert html.startswith('<div class="formula" data-search-exclude=""><math display="block">')
    assert html.endswith("</math></div>")


def test_text_without_formulas_is_left_alone() -> None:
    page = r"<p>costs $5 &amp; more, <code>\(x\)</code></p>"
    assert render_formulas(page, "page.md") == page


def test_every_formula_of_a_page_is_replaced() -> None:
    html = render_formulas(f"<p>{inline('a')} and {inline('b')}</p>{block('c')}", "page.md")
    assert html.count("<math") == 3
    assert "arithmatex" not in html


def test_tex_is_kept_for_copying_but_out_of_the_search_index() -> None:
    html = render_formulas(inline(r"a < b"), "page.md")
    assert (
        '<annotation encoding="application/x-tex" data-search-exclude="">a &lt; b</annotation>' in html
    )


def test_fraction() -> None:
    fraction = drawn(render_formulas(inline(r"\frac{1}{m}"), "page.md")).find(".//mfrac")
    assert fraction is not None
    assert [part.text for part in fraction] == ["1", "m"]


def test_aligned_equations_become_rows() -> None:
    tex = r"\begin{aligned} w &= w + \eta\,x \\ b &= b + \eta \end{aligned}"
    table = drawn(render_formulas(block(tex), "page.md")).find(".//mtable")
    assert table is not None
    assert len(table.findall("mtr")) == 2
    assert "&" not in "".join(table.itertext())


def test_cases() -> None:
    tex = r"y = \begin{cases} 1 & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}"
    html = render_formulas(block(tex), "page.md")
    assert len(drawn(html).findall(".//mtr")) == 2
    assert "otherwise" in text(html)
    assert "{" in text(html)


def test_sum_carries_its_limits() -> None:
    total = drawn(render_formulas(block(r"\sum_{i=1}^{m} x_i"), "page.md")).find(".//munderover")
    assert total is not None
    assert ["".join(part.itertext()) for part in total] == ["∑", "i=1", "m"]


def test_bold_letters_are_letters_of_their_own() -> None:
    assert text(render_formulas(inline(r"\mathbf{w}"), "page.md")) == "𝐰"


def test_left_arrow() -> None:
    assert text(render_formulas(inline(r"w \leftarrow w"), "page.md")) == "w←w"


def test_named_operator_carries_its_limit_below() -> None:
    html = render_formulas(block(r"\operatorname*{argmax}_k h_k"), "page.md")
    under = drawn(html).find(".//munder")
    assert under is not None
    assert "".join(under.itertext()) == "argmaxk"


def test_bad_formula_names_page_formula_and_place() -> None:
    with pytest.raises(FormulaError) as caught:
        render_formulas(inline(r"w \leftarow w"), "models/perceptron.md")
    message = str(caught.value)
    assert message.startswith("models/perceptron.md: bad formula (line 1, column 3)")
    assert message.splitlines()[1:] == [r"    w \leftarow w", "      ^"]


def test_place_of_an_error_in_a_formula_of_several_lines() -> None:
    with pytest.raises(FormulaError, match=r"line 2, column 5") as caught:
        render_formulas(block("a +\nb + \\nonsense\n+ c"), "page.md")
    assert str(caught.value).splitlines()[2:] == [r"    b + \nonsense", "        ^", "    + c"]


@pytest.mark.parametrize("tex", [r"\frac{a", r"x_1^", r"a}b", r"x & y", r"\text{a & b}"])
def test_what_is_not_tex_is_refused(tex: str) -> None:
    with pytest.raises(FormulaError, match=r"page\.md: bad formula"):
        render_formulas(inline(tex), "page.md")


def test_empty_formula_is_refused() -> None:
    with pytest.raises(FormulaError, match="empty"):
        render_formulas(inline(" "), "page.md")
