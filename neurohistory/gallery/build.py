"""The command behind ``neurohistory gallery``: the whole site, or nothing."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

# The theme's notice about the future of MkDocs is for those who maintain sites.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from neurohistory.gallery.plugin import GalleryPlugin
from neurohistory.gallery.site import STYLE, site_settings

__all__ = ["Built", "build_gallery", "serve"]

_WELCOME = """\
# The models at hand

A page for each installed model, run on AND, OR and XOR.

<!-- neurohistory: timeline -->
"""

_SCOREBOARD = """\
---
hide: [toc]
---

# Scoreboard

<!-- neurohistory: scoreboard -->
"""


@dataclass(frozen=True)
class Built:
    """A site that has been built.

    Attributes
    ----------
    folder : Path
    n_pages : int
    problems : list of str
        Models that were left out and pages that could not be made.
    """

    folder: Path
    n_pages: int
    problems: list[str]

    @property
    def index(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"


def build_gallery(out: Path, on_page: Callable[[], None] = lambda: None) -> Built:
    """Build the site into a folder; the folder is replaced when all is done, or left as it was.

    In a folder whose ``mkdocs.yml`` names the plug-in ``neurohistory``, as in a checkout, that is the
    site.  Elsewhere it is the pages of the installed models and the scoreboard.

    Parameters
    ----------
    out : Path
        Made if it is not there.  A folder that holds something else than such a site is refused.
    on_page : callable
        Called after each page that had to be made or looked up.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    ValueError
        If it holds something else.
    RuntimeError
        If MkDocs gives up.
    """
    out = out.absolute()
    _check_ours_or_empty(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as scratch:
        site = Path(scratch, "site")
        try:
            plugin = _build(site, Path(scratch), on_page)
        except MkDocsException as error:
            raise RuntimeError(f"the site could not be built: {error}") from error
        if out.exists():
            out.rename(Path(scratch, "old"))
        site.rename(out)
    n_pages = sum(1 for page in out.rglob("*.html") if page.name != "404.html")
    return Built(out, n_pages, plugin.problems)


def serve(folder: Path, port: int = 8000) -> None:
    """Serve a folder on this machine until interrupted."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:  # somebody else is there: any free port
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with server:
        print(f"serving http://127.0.0.1:{server.server_port}/ until Ctrl-C", flush=True)
        server.serve_forever()


def _build(site: Path, scratch: Path, on_page: Callable[[], None]) -> GalleryPlugin:
    config = _settings(site, scratch)
    plugin = config.plugins["neurohistory"]
    assert isinstance(plugin, GalleryPlugin)
    plugin.job_done = on_page
    logging.getLogger("mkdocs.plugins").setLevel(logging.ERROR)  # the caller reports problems
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return plugin


def _settings(site: Path, scratch: Path) -> MkDocsConfig:
    """The settings of the checkout that we stand in, or of the small site elsewhere."""
    written = Path("mkdocs.yml")
    if written.is_file() and "neurohistory" in written.read_text(encoding="utf-8"):
        config = load_config(str(written), site_dir=str(site))
        if "neurohistory" in config.plugins:
            return config
    docs = scratch / "docs"
    docs.mkdir()
    (docs / "index.md").write_text(_WELCOME, encoding="utf-8")
    (docs / "scoreboard.md").write_text(_SCOREBOARD, encoding="utf-8")
    return load_config(
        io.StringIO("{}"),
        site_name="neurohistory",
        docs_dir=str(docs),
        site_dir=str(site),
        nav=[{"Timeline": "index.md"}, {"Models": []}, {"Scoreboard": "scoreboard.md"}],
        plugins=["search", "neurohistory", "offline"],
        **cast(Any, site_settings()),
    )


def _check_ours_or_empty(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise ValueError(f"cannot build into {str(out)!r}: it is a file; choose another --out")
    if out.exists() and any(out.iterdir()) and not (out / STYLE).is_file():
        raise ValueError(
            f"will not replace {str(out)!r}: it holds something else than a gallery; "
            "choose another --out, or empty it first"
        )
