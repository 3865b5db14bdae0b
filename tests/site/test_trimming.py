"""What is left out of a built site."""

from __future__ import annotations

import json
from pathlib import Path

from neurohistory.site.trimming import thin, trim


def test_maps_and_languages_go_and_everything_else_stays_as_it_was(tmp_path: Path) -> None:
    files = {
        "assets/javascripts/bundle.js": "f()\n//# sourceMappingURL=bundle.js.map\n",
        "assets/javascripts/bundle.js.map": "{}",
        "assets/javascripts/lunr/min/lunr.de.min.js": "",
        "assets/stylesheets/main.css": "a{}\n/*# sourceMappingURL=main.css.map */",
        "assets/stylesheets/main.css.map": "{}",
        "assets/neurohistory/player.js": "// sourceMappingURL is told in the middle\ng()",
        "story/1969_xor.py": "import this",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    trim(tmp_path)
    left = {
        str(path.relative_to(tmp_path)): path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert left == {
        "assets/javascripts/bundle.js": "f()\n",
        "assets/stylesheets/main.css": "a{}\n",
        "assets/neurohistory/player.js": files["assets/neurohistory/player.js"],
        "story/1969_xor.py": files["story/1969_xor.py"],
    }


def test_the_search_index_is_kept_once_where_the_theme_can_be_told(tmp_path: Path) -> None:
    theirs = 'location.protocol==="file:"?_t("search/search_index.js"):ze("search/search_index.json")'
    script = tmp_path / "assets" / "javascripts" / "bundle.1.min.js"
    script.parent.mkdir(parents=True)
    indexes = [tmp_path / "search" / f"search_index.{kind}" for kind in ("js", "json")]
    indexes[0].parent.mkdir()
    for text, kept in ((theirs, [True, False]), ("another theme", [True, True])):
        script.write_text(text, encoding="utf-8")
        for path in indexes:
            path.touch()
        trim(tmp_path)
        assert [path.exists() for path in indexes] == kept
        assert "file:" not in script.read_text(encoding="utf-8")


def test_a_thin_page_keeps_every_space_that_is_seen() -> None:
    held = "<pre> x\n\n   y</pre>\n<textarea>\n  t</textarea><script>\n  f()\n</script>"
    page = f"<p>a\n   <b>b</b>  c</p>\n\n{held}"
    assert thin(page) == page.replace("\n   <b>", "\n<b>").replace("</p>\n\n<pre>", "</p>\n<pre>")


def test_marks_of_code_that_have_a_color_stay() -> None:
    code = '<pre><span class="k">def</span><span class="w"> </span><span class="n">f</span></pre>'
    assert thin(code) == '<pre><span class="k">def</span> f</pre>'


def test_a_link_in_a_list_has_its_words_without_a_box_around_them() -> None:
    link = '<a href="x.html" class="md-nav__link">'
    boxed = f'{link}\n  <span class="md-ellipsis">\n    1969: XOR\n  </span>\n</a>'
    with_more = boxed.replace("</a>", '<span class="md-nav__icon md-icon"></span>\n</a>')
    assert thin(boxed) == f"{link}1969: XOR</a>"
    assert 'class="md-ellipsis"' in thin(with_more)


def test_texts_that_are_searched_have_no_marks(tmp_path: Path) -> None:
    index = tmp_path / "search" / "search_index.js"
    index.parent.mkdir()
    entry = {
        "location": "a.html",
        "title": "A",
        "text": "<p>No <em>line</em> does XOR: 0 &lt; 1.</p>\n<p>So.</p>",
    }
    index.write_text("var __index = " + json.dumps({"config": {}, "docs": [entry]}), encoding="utf-8")
    (tmp_path / "assets").mkdir()
    trim(tmp_path)
    left = json.loads(index.read_text(encoding="utf-8").removeprefix("var __index = "))
    assert left["docs"][0]["text"] == "No line does XOR: 0 &lt; 1. So."


def test_ends_and_names_that_nobody_sees_are_left_out_and_all_that_is_seen_stays() -> None:
    page = (
        '<table><tr><td style="text-align: right;">1</td>\n<td>a\nb</td>\n</tr></table>'
        "<ul>\n<li>x <b>y</b>\n</li>\n<li><p>z</p></li>\n</ul>"
        '<h3 id="f" class="doc">\n<span class="doc doc-object-name doc-function-name">f</span></h3>'
        '<h5>\n<span class="doc doc-object-name">g</span></h5><span title="str">str</span>'
    )
    assert thin(page) == (
        '<table><tr><td class="right">1<td>a\nb</table>'
        "<ul><li>x <b>y</b><li><p>z</p></ul>"
        '<h3 id="f" class="doc">\nf</h3>'
        '<h5>\n<span class="doc doc-object-name">g</span></h5>str'
    )
