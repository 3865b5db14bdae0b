"""The site by other means: plain Markdown on the disk, and from it pages by one template.

    python tools/plain_site.py pages pages/       the builder's pages, as Markdown, with what they show
    python tools/plain_site.py site pages/ out/   that folder as a site: Python-Markdown and one template

The first step still asks MkDocs for its list of pages.  The second reads nothing but the folder, and
needs neither MkDocs nor a theme: where those end, it goes on.  A link that leads nowhere is an error.
What differs from the other site is told in docs/design.md.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

NAV = "navigation.json"
EXTENSIONS: dict[str, dict[str, object]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "meta": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.details": {},
    "pymdownx.highlight": {},
    "pymdownx.snippets": {"base_path": ["."], "check_paths": True},
    "pymdownx.superfences": {},
}
STYLES = ("stamps", "models", "scoreboard", "contents", "teaching", "scenes", "toys")
TEMPLATE = Path(__file__).with_suffix(".html")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LINK = re.compile(r'(?<= )(href|src)="(?!\w+:|//)([^"#?]*)(#[^"]*)?"')
_OBJECT = re.compile(r"^::: ([\w.]+)\n(?:    .*\n)*", re.MULTILINE)  # the reference's own lines
_REFERRED = re.compile(r"\[(`[^`]+`)\]\[\]")


def write_pages(out: Path) -> None:
    """The pages that the builder hands to MkDocs, each with its text as Markdown will read it."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files
    from mkdocs.structure.nav import get_navigation
    from mkdocs.structure.pages import Page

    config = load_config("mkdocs.yml", site_dir=str(out))
    builder = config.plugins["neurohistory"]
    config = config.plugins.on_config(config)
    files = config.plugins.on_files(get_files(config), config=config)
    navigation = get_navigation(files, config)
    if builder.complaints:
        raise SystemExit("\n".join(builder.complaints))
    for file in files:
        place = out / file.src_uri
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.is_documentation_page():
            page = file.page or Page(None, file, config)
            page.read_source(config)
            text = builder.on_page_markdown(page.markdown, page=page, config=config, files=files)
            place.write_text(text, encoding="utf-8")
        elif "plugin-example" not in place.parts:
            place.write_bytes(file.content_bytes)
    order = [(page.title, page.file.src_uri) for page in navigation.pages]
    told = {"site": config.site_name, "pages": order}
    (out / NAV).write_text(json.dumps(told, indent=1), encoding="utf-8")


def write_site(pages: Path, out: Path) -> list[str]:
    """A page for each Markdown file, and all else as it is; what is wrong with links is returned."""
    from jinja2 import Environment
    from markdown import Markdown

    from neurohistory.site.formulas import render_formulas
    from neurohistory.site.toys.loading import with_toys

    shutil.copytree(pages, out, ignore=shutil.ignore_patterns("*.md", NAV), dirs_exist_ok=True)
    template = Environment(autoescape=False).from_string(TEMPLATE.read_text(encoding="utf-8"))
    told = json.loads((pages / NAV).read_text(encoding="utf-8"))
    order = [(title, _address(place)) for title, place in told["pages"]]
    first: dict[str, tuple[str, str]] = {}  # the first page of each section
    for title, address in order:
        folder = posixpath.dirname(address)
        first.setdefault(folder or title, ((folder or title).capitalize(), address))
    for number, (title, place) in enumerate(told["pages"]):
        text = _FRONT.sub("", (pages / place).read_text(encoding="utf-8"))
        text = _REFERRED.sub(r"\1", _OBJECT.sub(r"- `\1`\n", text))
        html = Markdown(extensions=[*EXTENSIONS], extension_configs=EXTENSIONS).convert(text)
        root = "../" * place.count("/")
        assets = f"{root}assets/neurohistory/"
        html = with_toys(render_formulas(html, place), assets.__add__)
        body = _LINK.sub(lambda found: f'{found[1]}="{_address(found[2])}{found[3] or ""}"', html)
        path = out / _address(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = order[max(number - 1, 0) : number] + order[number + 1 : number + 2]
        shown = {"title": title, "site": told["site"], "root": root, "body": body, "styles": STYLES}
        path.write_text(
            template.render(sections=first.values(), neighbours=beside, **shown), encoding="utf-8"
        )
    return [*broken_links(out)]


def broken_links(site: Path) -> Iterator[str]:
    """Links and pictures of pages that lead nowhere, each with its page."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    anchors = {path: {*re.findall(r' id="([^"]+)"', text)} for path, text in texts.items()}
    for path, text in texts.items():
        for found in _LINK.finditer(text):
            there = Path(posixpath.normpath((path.parent / unquote(found[2])) if found[2] else path))
            anchor = unquote((found[3] or "#")[1:])
            if not there.exists() or (anchor and there in anchors and anchor not in anchors[there]):
                yield f"{path.relative_to(site)}: {found[0]} leads nowhere"


def _address(place: str) -> str:
    return f"{place.removesuffix('.md')}.html" if place.endswith(".md") else place


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["pages", folder]:
            write_pages(Path(folder))
        case ["site", folder, out]:
            if wrong := write_site(Path(folder), Path(out)):
                sys.exit("\n".join(wrong))
        case _:
            sys.exit(__doc__)
