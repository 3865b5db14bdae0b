"""The MkDocs plug-in: the catalog's pages, the chapters, and formulas that need no script.

In ``mkdocs.yml`` name it under ``plugins``, before ``offline``.  It fills the entries ``Models`` (the
catalog, then the scripts of ``gallery/models/``), ``Story`` (those of ``gallery/``) and ``Course``
(those of ``gallery/course/``) of the navigation, and ``Papers`` (a page for each paper whose numbers are
set beside ours), and replaces in written pages

* ``<!-- neurohistory: PART -->`` by that part, which is ``scoreboard``, ``timeline``, ``stamps`` (a row
  of links to all models), ``machines`` (two films of machines on XOR), ``lineage`` (limits, and what
  removed them), ``ledger`` (all claims of the papers), ``negatives`` (those that did not come out),
  ``runs`` (the reference runs, to take away), ``citations`` (of the software and the papers) or
  ``gallery``,
* ``<!-- changes: 1958_perceptron 1960_adaline -->`` by what changed between these two files of
  ``gallery/atoms/``,
* a block ```` ```console exec ```` by the command in it and what it prints.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape
from importlib.resources import files as package_files
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from neurohistory import catalog
from neurohistory.reproduction.collection import collection
from neurohistory.site import chapters, consoles, glossary, previews
from neurohistory.site.answers import AnswerError, answers_to, fold_answers, superfluous
from neurohistory.site.asked import LINK_PICTURE, LOGO_JOB, PART, PARTS, STAMP, Asked, asked_by
from neurohistory.site.changes import with_changes
from neurohistory.site.citations import CitationError, with_citations
from neurohistory.site.citations_page import citations_page
from neurohistory.site.crossings import CROSSINGS, crossings
from neurohistory.site.formulas import FormulaError, render_formulas
from neurohistory.site.gallery_page import SCRIPTS as IN_THE_GALLERY
from neurohistory.site.gallery_page import exhibit, gallery_page
from neurohistory.site.handouts import HandoutError, with_handouts
from neurohistory.site.page import Page
from neurohistory.site.papers.links import links_to_numbers, numbers_behind, title_of
from neurohistory.site.production import Job, get_ready, produce
from neurohistory.site.published import published
from neurohistory.site.publishing import write_manifest
from neurohistory.site.renditions import Renditions
from neurohistory.site.scenes import SceneError, read_scenes, strays, with_scenes
from neurohistory.site.settings import FAVICON, LOGO, SCRIPTS, SEARCH_SCRIPT, STYLES
from neurohistory.site.sourcing import unsourced, unsourced_scenes
from neurohistory.site.toys.loading import theme_last, with_shows, with_toys
from neurohistory.site.toys.ziggurat import ziggurat_script
from neurohistory.site.trimming import thin, trim
from neurohistory.site.unmade import apology, unmade_model
from neurohistory.work import Progress

__all__ = ["GalleryPlugin"]

log = get_plugin_logger(__name__)

_SHORT = "atoms.md"  # the written page with every machine in a few lines
# What nobody looks for: code, tables of numbers, and what the reference says of each parameter.
_UNSEARCHED = ' data-search-exclude="true"'
_NOT_WORDS = re.compile(
    r"<pre\b|<table>\n<caption>|<details class=\"numbers\"|<li class=\"doc-section-item"
)
_ASSETS = "assets/neurohistory"
_EXPLAINED = ("models/", "story/", "course/")  # where terms lead to the glossary
_FIRST_FOUND = {"models/": 3, "story/": 2}

_Add = Callable[[str, str, str | bytes], None]  # the page beside which, the name, the content


class GalleryConfig(Config):  # type: ignore[no-untyped-call]
    """Options under ``plugins: - neurohistory:`` in ``mkdocs.yml``."""

    chapters = config_options.Type(str, default="gallery")  # folder of scripts, beside mkdocs.yml
    keywords = config_options.Type(dict, default={})  # by made page, such as models/adaline.md: [LMS]


class GalleryPlugin(BasePlugin[GalleryConfig]):  # type: ignore[no-untyped-call]
    """Builds a page for each installed model and each chapter."""

    def __init__(self) -> None:
        self.progress: Progress = lambda done, total: None
        self.tell: Callable[[str], None] = log.info  # what is worth a note
        self.made_from: str | None = None  # a fingerprint for the manifest
        self.complaints: list[str] = []  # models left out, pages that could not be made
        self._outputs: dict[str, str] = {}
        self._parts: dict[str, Page] = {}
        self._changes: dict[str, str] = {}
        self._stamps: dict[str, str] = {}

    def on_startup(self, **_: Any) -> None:
        """Let the processes of pages get ready while this one loads the models."""
        get_ready()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Announce the pages in the navigation, and our style and scripts."""
        timeline = catalog.timeline()
        self.complaints = []
        for left_out in timeline.left_out:
            self._complain(str(left_out))
        self._models = {name: model.card for name, model in timeline.models.items()}
        folder = Path(config.config_file_path or ".").parent / self.config.chapters
        sections = {"Models": folder / "models", "Story": folder, "Course": folder / "course"}
        self._chapters = {
            path: f"{section.lower()}/{path.stem}.md"
            for section, place in sections.items()
            for path in chapters.chapters_in(place)
        }
        told = [path for path in self._chapters if path.parent != sections["Models"]]
        self._scenes_folder = folder / "scenes"
        self._atoms = folder / "atoms"
        self._scenes = {path: self._scenes_folder / f"{path.stem}.md" for path in told}
        try:
            titles = {path: chapters.chapter_title(path) for path in self._chapters}
        except ValueError as error:
            raise PluginError(str(error)) from error
        entries: dict[str, list[dict[str, str]]] = {
            section: [
                {titles[path]: page} for path, page in self._chapters.items() if path.parent == place
            ]
            for section, place in sections.items()
        }
        entries["Models"][:0] = [
            {f"{card.year} {card.title}": f"models/{name}.md"} for name, card in self._models.items()
        ]
        self._titles = {
            page: (section, title)
            for section, pages in entries.items()
            for each in pages
            for title, page in each.items()
        }
        made = {f"models/{name}.md" for name in self._models} | {*self._chapters.values()}
        if unknown := sorted({*self.config.keywords} - made):
            raise PluginError(f"keywords are given for {', '.join(unknown)}, and no such page is made")
        self._papers = self._papers_in(config)
        entries["Papers"] = [{title: f"papers/{name}.md"} for name, title in self._papers.items()]
        for entry in config.nav or []:
            for section, pages in entries.items():
                written = entry.get(section) if isinstance(entry, dict) else None
                if isinstance(written, list) and written[:1] in ([], [f"{section.lower()}/index.md"]):
                    entry[section] = [*written, *pages]
        config.extra_css.extend(STYLES)
        config.theme["logo"], config.theme["favicon"] = LOGO, FAVICON
        config.extra_javascript.extend(SCRIPTS)
        polyfills = config.extra.setdefault("polyfills", [])
        if SEARCH_SCRIPT not in polyfills:
            polyfills.append(SEARCH_SCRIPT)
        return config

    def _papers_in(self, config: MkDocsConfig) -> dict[str, str]:
        """The titles of the papers that have claims, by name, if the navigation has a place for them."""
        if not any(isinstance(entry, dict) and "Papers" in entry for entry in config.nav or []):
            return {}
        found = collection()
        for left_out in found.left_out:
            self._complain(str(left_out))
        return {name: title_of(name, paper) for name, paper in found.papers.items()}

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Make the pages and hand them to MkDocs."""
        texts = {file.src_uri: file.content_string for file in files.documentation_pages()}
        if any("<!-- neurohistory: citations -->" in text for text in texts.values()):
            self._add_citations(files, config)
        asked = asked_by(texts, [*self._models], self._chapters, [*self._papers], self._atoms)
        made = self._made(asked.jobs)

        def add(place: str, name: str, content: str | bytes) -> None:
            self._add(files, config, posixpath.join(posixpath.dirname(place), name), content)

        self._keep_parts(asked, made, add)
        self._place_pages(asked, made, texts, add)
        for asset in package_files("neurohistory.site").joinpath("assets").iterdir():
            if asset.name not in IN_THE_GALLERY:
                add("", f"{_ASSETS}/{asset.name}", published(asset.read_text("utf-8")))
        add("", f"{_ASSETS}/ziggurat.js", ziggurat_script())
        self._renditions = Renditions(config, files, [*texts.values()])
        return files

    def _made(self, jobs: Iterable[Job]) -> dict[Job, Page]:
        """The pages, with the reason where one could not be made; tell what went wrong."""
        production = produce(jobs, self.progress)
        for note in production.notes:
            self.tell(note)
        for job, reason in production.failures.items():
            self._complain(f"{job}: {reason}")
        for job, page in production.pages.items():
            for reason in page.left_out:
                self._complain(f"{job}: {reason}")
        told_of = (unsourced(path, page.startswith("story/")) for path, page in self._chapters.items())
        for complaint in chain(superfluous(self._chapters), *told_of):
            self._complain(complaint)
        failed = {job: self._unmade(job, reason) for job, reason in production.failures.items()}
        return self._with_scenes(production.pages) | failed

    def _place_pages(
        self, asked: Asked, made: Mapping[Job, Page], texts: Mapping[str, str], add: _Add
    ) -> None:
        """Hand over the pages that are made, with their links to one another, and show them together."""
        texts = {**texts, **{place: made[job].markdown for job, place in asked.places.items()}}
        titles = {page: title for page, (_, title) in self._titles.items()}
        for job, place in asked.places.items():
            page = made[job]
            if CROSSINGS in page.markdown:
                card = self._models[job.subject]
                numbers = links_to_numbers((card.paper, *card.also), self._papers)
                links = " · ".join(filter(None, [crossings(place, titles, texts, _SHORT), numbers]))
                page.markdown = page.markdown.replace(CROSSINGS, links)
            if job.kind == "chapter" and (
                numbers := numbers_behind(Path(job.subject).read_text("utf-8"), self._papers)
            ):
                page.markdown += f"\n\n{numbers}\n"
            add("", place, self._with_answers(job, page.markdown))
            for name, text in page.files.items():
                add(place, name, text)
        shown = {place: made[job] for job, place in asked.places.items()}
        scripts = {page: str(path) for path, page in self._chapters.items()}
        exhibits = [
            exhibit(*told, place, shown[place], scripts.get(place, place))
            for place, told in self._titles.items()
        ]
        try:
            self._parts["gallery"] = Page(gallery_page(each for each in exhibits if each))
        except ValueError as error:
            self._complain(str(error))
            self._parts["gallery"] = Page(apology(str(error)))

    def _keep_parts(self, asked: Asked, made: Mapping[Job, Page], add: _Add) -> None:
        """Keep what written pages ask for until they are filled in, and hand over the files of it."""
        for name, text in made[LOGO_JOB].files.items():
            add("", f"{_ASSETS}/{name}", text)
        for name, picture in made[LINK_PICTURE].pictures.items():
            add("", name, picture)
        for part, job in asked.parts.items():
            self._parts[part] = made[job]
            for name, text in made[job].files.items():
                add("", name, text)
        self._stamps = {model: made[job].markdown for model, job in asked.stamps.items()}
        self._outputs = {command: made[job].markdown for command, job in asked.consoles.items()}
        for pair, (job, place) in asked.changes.items():
            self._changes[pair] = made[job].markdown
            for name, text in made[job].files.items():
                add(place, name, text)

    def _unmade(self, job: Job, reason: str) -> Page:
        """What stands in the place of a page that could not be made."""
        if job.kind == "model":
            return Page(unmade_model(job.subject, self._models[job.subject], reason))
        titled = job.kind not in ("console", "changes", "stamp", *PARTS)
        return Page(f"# {job.subject}\n\n{apology(reason)}" if titled else apology(reason))

    def _with_scenes(self, made: dict[Job, Page]) -> dict[Job, Page]:
        """The pages, with the scenes in which the chapters of story and course are told."""
        for stray in strays([*self._scenes], self._scenes_folder):
            self._complain(stray)
        told = dict(made)
        for chapter, file in self._scenes.items():
            job = Job("chapter", str(chapter))
            if not file.exists():
                if self._scenes_folder.is_dir():
                    self._complain(f"{chapter}, line 1: the chapter has no scenes; write them in {file}")
            elif job in made:
                try:
                    scenes = read_scenes(file)
                    told[job] = with_scenes(made[job], scenes)
                except SceneError as error:
                    self._complain(str(error))
                else:
                    for complaint in unsourced_scenes(scenes):
                        self._complain(complaint)
        return told

    def _with_answers(self, job: Job, markdown: str) -> str:
        """The page of a chapter with the answers to its exercises."""
        if job.kind != "chapter":
            return markdown
        try:
            return fold_answers(markdown, answers_to(Path(job.subject)))
        except AnswerError as error:
            self._complain(str(error))
            return markdown

    def _add_citations(self, files: Files, config: MkDocsConfig) -> None:
        """How to cite, from the file beside ``mkdocs.yml``."""
        try:
            page = citations_page(Path(config.config_file_path or ".").parent / "CITATION.cff")
        except ValueError as error:
            raise PluginError(str(error)) from error
        self._parts["citations"] = page
        for name, text in page.files.items():
            self._add(files, config, name, text)

    def _complain(self, complaint: str) -> None:
        self.complaints.append(complaint)
        log.warning(complaint)

    def _add(self, files: Files, config: MkDocsConfig, place: str, content: str | bytes) -> None:
        if files.get_file_from_path(place):
            raise PluginError(f"{place} is made by neurohistory; rename the file of that name in docs")
        files.append(File.generated(config, place, content=content))

    def on_page_markdown(
        self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill in the parts and the outputs of commands; in the search models and story come first."""
        for folder, boost in _FIRST_FOUND.items():
            if page.file.src_uri.startswith(folder):
                page.meta["search"] = {"boost": boost}
        if page.file.src_uri in self.config.keywords:
            page.meta["tags"] = self.config.keywords[page.file.src_uri]
        self._renditions.prepare(page)

        def part(found: re.Match[str]) -> str:
            if found["kind"] not in self._parts:
                raise PluginError(f"{page.file.src_uri}: no part is called {found['kind']!r}")
            return self._parts[found["kind"]].markdown

        try:
            stamped = STAMP.sub(lambda found: self._stamps[found["model"]], PART.sub(part, markdown))
            filled = with_changes(with_handouts(stamped), self._changes)
            cited = with_citations(filled)
        except (CitationError, HandoutError) as error:
            raise PluginError(f"{page.file.src_uri}: {error}") from None
        return consoles.with_outputs(cited, self._outputs)

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Turn formulas into MathML, let sessions be copied, and keep code out of the search.

        Code is half of all words, and nobody looks for it.  Some of it makes the search script throw:
        lunr takes two nodes of its word tree for one where digits stand beside punctuation.
        """
        try:
            html = render_formulas(html, page.file.src_uri)
        except FormulaError as error:
            self._complain(str(error))
            return _note(str(error))
        source = files.get_file_from_path(glossary.PAGE)
        if source and page.file.src_uri.startswith(_EXPLAINED):  # not within formulas
            meanings = glossary.terms_in(source.content_string)
            html = glossary.explain(html, meanings, source.url_relative_to(page.file))
        html = with_toys(consoles.with_copies(html), _assets_from(page))
        model = self._models.get(page.file.src_uri.removeprefix("models/").removesuffix(".md"))
        words = previews.first_words(f"<p>{escape(model.idea)}</p>" if model else html)
        page.meta.setdefault("description", escape(words) or config.site_description)
        return _NOT_WORDS.sub(lambda found: _marked(found[0]), html)

    def on_page_context(
        self, context: TemplateContext, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the lists of contents in the reference end with classes and functions."""
        if page.file.src_uri.startswith("reference/"):
            for name in (
                name for title in page.toc for module in title.children for name in module.children
            ):
                name.children = []
        return context

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Say what a link to the page shows, and leave out what its readers do not see."""
        title = re.sub(r"<[^>]*>", "", page.title or "") or config.site_name
        whole = config.site_url and urljoin(config.site_url, previews.PICTURE)
        picture = whole or get_relative_url(previews.PICTURE, page.url)
        words = unescape(page.meta.get("description") or "")
        told = previews.described(output, config.site_name, title, words, picture, page.canonical_url)
        return thin(theme_last(with_shows(told, _assets_from(page))))

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Pages that do not know where they stand: one of our own for errors, and no empty site map.

        A server shows the page for errors at any address, so nothing can be found from there.
        """
        if template_name == "404.html":
            own = package_files("neurohistory.site").joinpath("not_found.html").read_text("utf-8")
            return own.replace("FIRST_PAGE", _first_page(config.site_url))
        return "" if template_name == "sitemap.xml" and not config.site_url else output

    @event_priority(-200)  # after all others, which write files too: `offline` has -100
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Leave out what no reader needs; list the rest, so that the next build knows what is ours."""
        self._renditions.finish()
        if config.theme.get("language", "en") == "en":
            trim(Path(config.site_dir))
        write_manifest(Path(config.site_dir), None if self.complaints else self.made_from)


def _marked(start: str) -> str:
    """The start of an element with the mark that keeps it out of the search index."""
    tag = re.match(r"<\w+", start)
    assert tag is not None
    return f"{tag[0]}{_UNSEARCHED}{start[tag.end() :]}"


def _first_page(site_url: str | None) -> str:
    """Where to begin, on a page that any address may show: nothing where the site's is not known."""
    if not site_url:
        return ""
    link = f'<a href="{escape(urlsplit(site_url).path or "/")}">first page</a>'
    return f" Begin at the {link}; its search box finds every model and every chapter."


def _assets_from(page: SitePage) -> Callable[[str], str]:
    """From the name of one of our assets to its address, as seen from a page."""
    return lambda asset: get_relative_url(f"{_ASSETS}/{asset}", page.url)


def _note(reason: str) -> str:
    """What stands where a page could not be shown."""
    return (
        '<div class="admonition failure"><p class="admonition-title">This could not be made</p>'
        f"<pre>{escape(reason)}</pre></div>"
    )
