"""What the theme brings and no reader needs, left out of pages and of the site.

Pages: the spaces before tags, ends that HTML does not ask for, boxes and names around words that nobody
sees, and marks of code that have no color of their own.  The site: source maps, languages that nobody
searches in, the second copy of the search index, and the marks in its texts.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

__all__ = ["thin", "trim"]

_AS_IT_STANDS = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_HINT = re.compile(r' data-search-exclude(?:="\w*")?')  # for the index, which is made by then
_GAP = re.compile(r"\s*\n\s*")
_IN_A_LIST = re.compile(
    r'(<a href="[^"]*" class="md-nav__link[^"]*">)\n<span class="md-ellipsis">\n([^<]*?)\n</span>\n</a>'
)
_PLAIN = re.compile(r'<span class="(?:n|w|p|o)">([^<]*)</span>')  # name, space, bracket, plus
_BLOCKS = "body|head|html|li|link|meta|nav|ol|tbody|td|th|thead|title|tr|ul"
_NOT_TABS = r'(?!\s*<li class="md-tabs)'  # the theme's, which stand beside each other like words
# What is left out where it stands between elements that are shown as they stand, and what is put there.
_NEEDLESS = [
    (re.compile(r'<span title="[^"]*">([^<]*)</span>'), r"\1"),  # a name that leads nowhere
    # In the smallest headings alone it has a style.
    (re.compile(r'(<h[2-4]\b[^>]*>\s*)<span class="doc doc-object-name[^"]*">([^<]*)</span>'), r"\1\2"),
    (re.compile(r'<div class="doc-md-description">\s*</div>'), ""),
    (re.compile(r'class="doc-section-item field-body"'), 'class="doc-section-item"'),
    (re.compile(r'(<(?:svg|math)\b[^>]*?) xmlns="[^"]*"'), r"\1"),  # known to HTML
    (re.compile(r' style="text-align: right;?"'), ' class="right"'),
    (re.compile("&para;"), "¶"),
    (
        re.compile(rf"\s*</(?:li|td|th|tr)>{_NOT_TABS}\n?"),
        "",
    ),  # the next one, or the end of all, ends it
    (re.compile(rf"{_NOT_TABS}\n(?=</?(?:{_BLOCKS})\b)"), ""),
    (re.compile(rf"(</?(?:{_BLOCKS})\b[^>]*>){_NOT_TABS}\n"), r"\1"),
]

_MAP = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*\Z")
_MARK = re.compile(
    r"</?(?:p|ul|ol|li|h[1-6]|blockquote|div|table|thead|tbody|tr|td|th|strong|em)\b[^>]*>"
)
_INDEX = "search/search_index"
_WHICH_INDEX = (
    'location.protocol==="file:"?'  # in the theme's script: the copy for disks, or for servers
)


def thin(html: str) -> str:
    """A page that looks the same in fewer bytes.

    Examples
    --------
    >>> thin('<ul>\\n\\n    <li>  a</li>\\n</ul><pre><span class="n">x</span>\\n\\n  y</pre>')
    '<ul><li>  a</ul><pre>x\\n\\n  y</pre>'
    """
    # What stands between, an element, its tag, what stands between, and so on.
    parts = _AS_IT_STANDS.split(_HINT.sub("", html))
    parts[::3] = (_without_needless(between) for between in parts[::3])
    bare = (element.replace("<pre><span></span>", "<pre>", 1) for element in parts[1::3])
    parts[1::3] = (_PLAIN.sub(r"\1", element) for element in bare)
    del parts[2::3]
    return "".join(parts)


def _without_needless(between: str) -> str:
    shorter = _IN_A_LIST.sub(r"\1\2</a>", _GAP.sub("\n", between))
    for needless, instead in _NEEDLESS:
        shorter = needless.sub(instead, shorter)
    return shorter


def trim(site: Path) -> None:
    """Take source maps, other languages and one of two search indexes out of a built site in English.

    Parameters
    ----------
    site : Path
        The folder of the site, with the theme's ``assets``.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     script = Path(folder, "assets", "a.js")
    ...     script.parent.mkdir()
    ...     _ = script.write_text("f()\\n//# sourceMappingURL=a.js.map\\n")
    ...     trim(Path(folder))
    ...     script.read_text()
    'f()\\n'
    """
    assets = site / "assets"
    for found in assets.rglob("*.map"):
        found.unlink()
    for found in [*assets.rglob("*.js"), *assets.rglob("*.css")]:
        text = found.read_text(encoding="utf-8")
        if _MAP.search(text):  # browsers would ask for what is not there
            found.write_text(_MAP.sub("\n", text), encoding="utf-8")
    shutil.rmtree(assets / "javascripts" / "lunr", ignore_errors=True)
    _keep_one_index(site)
    _keep_words_of_index(site)


def _keep_one_index(site: Path) -> None:
    """Have servers use the search index that is made for disks, if the theme's script is as we know it.

    The theme reads JSON from a server.  From a disk browsers read scripts alone, so there it takes the
    same index as a script, and a script serves both.
    """
    if not (site / f"{_INDEX}.js").is_file():
        return
    for script in (site / "assets" / "javascripts").glob("bundle.*.js"):
        text = script.read_text(encoding="utf-8")
        if text.count(f"{_WHICH_INDEX}_") == 1 and f"{_INDEX}.json" in text:
            script.write_text(text.replace(f"{_WHICH_INDEX}_", "true?_"), encoding="utf-8")
            (site / f"{_INDEX}.json").unlink(missing_ok=True)


def _keep_words_of_index(site: Path) -> None:
    """Take the marks out of the texts that are searched; what they hold stays in its order."""
    path = site / f"{_INDEX}.js"
    if not path.is_file():
        return
    head, _, index = path.read_text(encoding="utf-8").partition("{")
    if not index:
        return
    found = json.loads("{" + index)
    for entry in found["docs"]:
        entry["text"] = " ".join(_MARK.sub(" ", entry["text"]).split())
    path.write_text(
        head + json.dumps(found, separators=(",", ":"), ensure_ascii=False), encoding="utf-8"
    )
