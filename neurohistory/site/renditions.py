"""What MkDocs makes of a page, kept for the next build: its HTML, and what the search finds in it.

Both follow from the page's text, from how the site is set up and from what there is to link to; those
of the reference from the source of this package too.  What is kept is named after all of these, as in
`work`, so none of it is ever out of date.  A page that takes in other files while it is rendered is not
kept, nor is one of which MkDocs has something to say, for it is to be said each time.

A copy of the process begins with the last page: what it has made is found as if it had been kept before.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from neurohistory.process.meeting import Meeting
from neurohistory.process.store import Store
from neurohistory.work import fingerprint, installed, source_of

__all__ = ["Renditions"]

_PACKAGE = Path(__file__).parents[1]
_REFERENCE = "::: "  # how a page asks mkdocstrings for a module
_TAKES_IN = "-8<-"  # and the extension `snippets` for a file
_VOICES = ("mkdocs", "mkdocs.plugins", "mkdocs.structure")  # loggers
_SEARCHED = ("search", "tags", "title")  # what a page says of itself to the search
_UNSEARCHED = re.compile(
    r'(<(pre|table|details) data-search-exclude="true"[^>]*>).*?</\2>', re.DOTALL
)  # none stands in another of its kind


class _Rendition(NamedTuple):
    """What rendering leaves behind, in the page and in the plug-ins for references."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None  # that the page has
    links: dict[str, dict[str, str]] | None  # to anchors, by the source of the page that has them
    named: list[tuple[tuple[Any, ...], dict[str, Any]]]  # anchors that references can lead to
    listed: list[dict[str, Any]]  # in the inventory, for other projects


class Renditions:
    """Renders pages and lists them for the search, or does as it was done before.

    Parameters
    ----------
    config : MkDocsConfig
        With all that the plug-ins have added.
    files : Files
        All that pages can link to.
    texts : iterable of str
        The pages.
    store : Store, optional
        By default in the user's own cache.
    """

    def __init__(
        self, config: MkDocsConfig, files: Files, texts: Iterable[str], store: Store | None = None
    ) -> None:
        self._store = store or Store()
        plugins: dict[str, Any] = dict(config.plugins)
        self._autorefs = plugins.get("autorefs")
        self._inventory = plugins["mkdocstrings"].handlers.inventory if self._autorefs else None
        targets = sorted(f"{file.src_uri} {file.url} {file.inclusion}" for file in files)
        levels = (logging.getLogger(voice).getEffectiveLevel() for voice in _VOICES)  # -q is deaf
        self._common = fingerprint(*installed(), _settings(config), *map(str, levels), *targets)
        asked = (line for text in texts for line in text.splitlines() if _REFERENCE in line)
        self._reference = fingerprint(source_of([_PACKAGE]), *asked)
        self._rendering, self._listing = Meeting(), Meeting()
        self._files = files
        if search := plugins.get("material/search"):
            index = search.search_index
            index.add_entry_from_context = partial(self._list, index, index.add_entry_from_context)

    def prepare(self, page: Page) -> None:
        """Let a page that is about to be rendered take its rendition from here.

        Parameters
        ----------
        page : Page
        """
        page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]

    def _render(
        self, page: Page, render: Callable[..., None], config: MkDocsConfig, files: Files
    ) -> None:
        self._rendering.count()
        text = page.markdown or ""
        if _TAKES_IN in text:
            return render(config, files)
        reference = self._reference if _REFERENCE in text else ""
        key = fingerprint("rendition", self._common, reference, page.file.src_uri, page.url, text)
        kept = self._store.get(key)
        if kept is not None:
            return self._restore(page, kept, files)
        self._rendering.help(_pages(files), partial(_prepared_and_rendered, config=config, files=files))
        with self._noting() as (named, listed), _listening() as heard:
            render(config, files)
        if not heard:
            found, title = page.links_to_anchors, page._title_from_render
            links = None if found is None else {file.src_uri: there for file, there in found.items()}
            made = _Rendition(
                page.content or "", page.toc, title, page.present_anchor_ids, links, named, listed
            )
            self._keep(key, made)
        return None

    def finish(self) -> None:
        """Wait for the copies of this process that have helped."""
        self._rendering.end()
        self._listing.end()

    def _restore(self, page: Page, kept: _Rendition, files: Files) -> None:
        """Leave the page and the plug-ins as rendering would."""
        page.content, page.toc, page._title_from_render = kept.content, kept.toc, kept.title
        page.present_anchor_ids = kept.anchors
        if kept.links is not None:
            found = {files.get_file_from_path(name): there for name, there in kept.links.items()}
            page.links_to_anchors = {file: there for file, there in found.items() if file}
        for arguments, options in kept.named:
            assert self._autorefs is not None
            self._autorefs.register_anchor(page, *arguments, **options)
        for item in kept.listed:
            assert self._inventory is not None
            self._inventory.register(**item)

    @contextmanager
    def _noting(self) -> Iterator[tuple[list[Any], list[Any]]]:
        """Note what is registered with the plug-ins for references, if they are there."""
        named: list[Any] = []
        listed: list[Any] = []
        if self._autorefs is None or self._inventory is None:
            yield named, listed
            return
        name, enlist = self._autorefs.register_anchor, self._inventory.register

        def register_anchor(page: Page, *arguments: Any, **options: Any) -> None:
            named.append((arguments, options))
            name(page, *arguments, **options)

        def register(**item: Any) -> None:
            listed.append(item)
            enlist(**item)

        self._autorefs.register_anchor, self._inventory.register = register_anchor, register
        try:
            yield named, listed
        finally:
            self._autorefs.register_anchor, self._inventory.register = name, enlist

    def _list(self, index: Any, add: Callable[[Page], None], page: Page) -> None:
        """Add a page to the search index."""
        self._listing.count()
        said = json.dumps([page.meta.get(name) for name in _SEARCHED], default=repr)
        parts = (page.url, str(page.title), said, page.content or "")
        key = fingerprint("search", self._common, *parts)
        kept = self._store.get(key)
        if kept is not None:
            index.entries.extend(kept)
            return
        self._listing.help(_pages(self._files), partial(self._list, index, add))
        n_before = len(index.entries)
        whole = page.content
        page.content = _UNSEARCHED.sub(r"\1</\2>", whole or "")  # half of all tags, read for nothing
        try:
            add(page)
        finally:
            page.content = whole
        self._keep(key, index.entries[n_before:])

    def _keep(self, key: str, made: object) -> None:
        with suppress(OSError):  # it only costs time, and `work` says so
            self._store.put(key, made)


def _pages(files: Files) -> list[Page]:
    """In the order in which MkDocs takes them."""
    return [file.page for file in files.documentation_pages() if file.page]


def _prepared_and_rendered(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Do to a page what MkDocs does."""
    page = config.plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    page.render(config, files)


def _settings(config: MkDocsConfig) -> str:
    """How the site is set up, as far as it can matter to a page before the theme's template."""
    plugins = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    extensions = [each for each in config.markdown_extensions if isinstance(each, str)]
    shown = [extensions, config.mdx_configs, dict(config.validation), plugins, config.site_url]
    return json.dumps([*shown, config.theme.name, config.use_directory_urls], default=repr)


class _Listener(logging.Handler):
    def __init__(self, heard: list[logging.LogRecord]) -> None:
        super().__init__(logging.INFO)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs and its plug-ins say meanwhile."""
    heard: list[logging.LogRecord] = []
    listener = _Listener(heard)
    logging.getLogger("mkdocs").addHandler(listener)
    try:
        yield heard
    finally:
        logging.getLogger("mkdocs").removeHandler(listener)
