"""What MkDocs makes of a page is kept as long as nothing changes of which it is made."""

from __future__ import annotations

import logging
import os
import shutil
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from neurohistory.process.meeting import Meeting
from neurohistory.process.store import Store
from neurohistory.site import renditions
from neurohistory.site.renditions import Renditions

PAGES = {
    "index.md": "# Home\n\nTo the [end](other.md#the-end), and to [a function][little.answer].\n",
    "other.md": "Other\n=====\n\nSome words.\n\n## The end\n\nMore words.\n",
    "reference.md": "# Reference\n\n::: little\n",
}


class Keeping(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """The part of our plug-in that is tested here."""

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        texts = [file.content_string for file in files.documentation_pages()]
        store = Store(Path(config.docs_dir).parent / "kept")
        self.renditions = Renditions(config, files, texts, store)

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> None:
        self.renditions.prepare(page)

    def on_post_build(self, config: MkDocsConfig) -> None:
        self.renditions.finish()


class Site:
    """A small site, and which of its pages the last build has rendered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.docs = folder / "docs"
        self.docs.mkdir()
        for name, text in PAGES.items():
            (self.docs / name).write_text(text)
        (folder / "little.py").write_text('"""Little."""\n\n\ndef answer():\n    """Give 42."""\n')
        self.extensions: list[Any] = ["tables", {"pymdownx.snippets": {"base_path": [str(folder)]}}]
        self.rendered: set[str] = set()

    def build(self) -> dict[str, bytes]:
        self.rendered.clear()
        config = load_config(
            str(self.folder / "mkdocs.yml"),
            docs_dir=str(self.docs),
            site_dir=str(self.folder / "site"),
            theme={"name": "material", "font": False},
            markdown_extensions=deepcopy(self.extensions),  # MkDocs takes them apart
            plugins=[
                "search",
                {"mkdocstrings": {"handlers": {"python": {"paths": [str(self.folder)]}}}},
            ],
        )
        config.plugins["keeping"] = Keeping()
        build(config)
        files = [path for path in (self.folder / "site").rglob("*") if path.is_file()]
        return {
            str(path.relative_to(self.folder / "site")): path.read_bytes()
            for path in files
            if path.suffix in (".html", ".json", ".inv")
        }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that has been built once."""
    monkeypatch.setattr(Meeting, "help", lambda *_: None)  # so that all is done here
    (tmp_path / "mkdocs.yml").write_text("site_name: A small site\n")
    made = Site(tmp_path)
    render = Page.render

    def counted(page: Page, config: MkDocsConfig, files: Files) -> None:
        made.rendered.add(page.file.src_uri)
        render(page, config, files)

    monkeypatch.setattr(Page, "render", counted)
    made.build()
    assert made.rendered == {*PAGES}
    return made


def test_a_second_build_renders_nothing_and_gives_the_same_site(site: Site) -> None:
    first = site.build()
    assert site.rendered == set()
    for path in (site.folder / "kept").iterdir():
        path.unlink()
    assert site.build() == first
    assert site.rendered == {*PAGES}
    assert b"little.answer" in first["search/search_index.json"]
    assert b"reference/#little.answer" in first["index.html"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_a_copy_of_the_process_renders_the_last_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, render, kept = os.getpid(), Page.render, tmp_path / "kept"

    def slow_here(page: Page, config: MkDocsConfig, files: Files) -> None:
        if os.getpid() == here:
            rendered.append(page.file.src_uri)
            for _ in range(2000):
                if len([*kept.glob("[!.]*")]) >= len(PAGES) - 1:
                    break
                time.sleep(0.01)
        render(page, config, files)

    monkeypatch.setattr(Page, "render", slow_here)
    (tmp_path / "mkdocs.yml").write_text("site_name: A small site\n")
    site = Site(tmp_path)
    rendered: list[str] = []
    together = site.build()
    assert rendered == ["index.md"]
    shutil.rmtree(kept)
    monkeypatch.setattr(Meeting, "help", lambda *_: None)
    monkeypatch.setattr(Page, "render", render)
    assert site.build() == together


def text_of_a_page(site: Site, patch: pytest.MonkeyPatch) -> None:
    (site.docs / "other.md").write_text(PAGES["other.md"] + "\nStill more.\n")


def settings(site: Site, patch: pytest.MonkeyPatch) -> None:
    site.extensions.append({"toc": {"permalink": True}})


def something_to_link_to(site: Site, patch: pytest.MonkeyPatch) -> None:
    (site.docs / "table.csv").write_text("1\n")


def version_of_a_library(site: Site, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(renditions, "installed", lambda: ["markdown 99"])


def source_of_the_package(site: Site, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(renditions, "source_of", lambda paths: "another")


def test_what_has_changed_is_rendered_again_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for change, rendered in [
        (text_of_a_page, {"other.md"}),
        (source_of_the_package, {"reference.md"}),
        (settings, {*PAGES}),
        (something_to_link_to, {*PAGES}),
        (version_of_a_library, {*PAGES}),
    ]:
        change(site, monkeypatch)
        after = site.build()
        assert site.rendered == rendered, change.__name__
        assert b"Still more" in after["search/search_index.json"]


def test_a_page_that_takes_in_a_file_is_rendered_each_time(site: Site) -> None:
    (site.docs / "other.md").write_text('# Other\n\n--8<-- "little.py"\n')
    site.build()
    (site.folder / "little.py").write_text("Quite another text.\n")
    assert b"Quite another text" in site.build()["search/search_index.json"]


def test_what_is_wrong_with_a_page_is_said_by_each_build(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    (site.docs / "other.md").write_text("# Other\n\nTo [nowhere](nowhere.md).\n")
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.INFO, "mkdocs"):
            site.build()
        assert "nowhere.md" in caplog.text
        assert "#the-end" in caplog.text  # which index.md still asks for


def test_where_nothing_can_be_kept_the_site_is_built_all_the_same(site: Site) -> None:
    kept = site.folder / "kept"
    for path in kept.iterdir():
        path.unlink()
    kept.rmdir()
    kept.write_text("in the way")
    assert "index.html" in site.build()
    assert site.rendered == {*PAGES}
