"""The command behind ``neurohistory gallery``: the whole site, or nothing."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, cast

# The theme's notice about the future of MkDocs is for those who maintain sites.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from neurohistory.gallery.cache import fingerprint, source_of
from neurohistory.gallery.plugin import GalleryPlugin
from neurohistory.gallery.production import Progress, models_fingerprints
from neurohistory.gallery.site import SEARCH, STYLE, site_settings

__all__ = ["Built", "build_gallery", "serve"]

_SEAL = "assets/neurohistory/seal.txt"

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


def build_gallery(out: Path, progress: Progress = lambda done, total: None) -> Built:
    """Build the site into a folder; the folder is replaced when all is done, or left as it was.

    In a folder whose ``mkdocs.yml`` names the plug-in ``neurohistory``, as in a checkout, that is the
    site.  Elsewhere it is the pages of the installed models and the scoreboard.  If nothing has changed
    since the site in `out` was built, it stays.

    Parameters
    ----------
    out : Path
        Made if it is not there.  A folder that holds something else than such a site is refused.
    progress : callable
        Told how many pages are made or looked up, and how many there are.

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
    ingredients = _ingredients()
    if (out / _SEAL).is_file() and (out / _SEAL).read_text() == _seal(ingredients, out):
        return Built(out, _n_pages(out), [])
    with _scratch_beside(out) as scratch:
        site = scratch / "site"
        try:
            plugin = _build(site, scratch, progress)
        except MkDocsException as error:
            raise RuntimeError(f"the site could not be built: {error}") from error
        if not plugin.problems:
            (site / _SEAL).write_text(_seal(ingredients, site))
        if out.exists():
            out.rename(scratch / "old")
        site.rename(out)
    return Built(out, _n_pages(out), plugin.problems)


def _n_pages(site: Path) -> int:
    return sum(1 for page in site.rglob("*.html") if page.name != "404.html")


def _ingredients() -> str:
    """A fingerprint of all that the site is made from: this package, its docs and the models."""
    written = [path for name in ("mkdocs.yml", "CHANGELOG.md") if (path := Path(name)).is_file()]
    texts = [path for name in ("docs", "gallery") for path in Path(name).rglob("*") if path.is_file()]
    installed = sorted(f"{d.name} {d.version}" for d in distributions())
    return fingerprint(*installed, *models_fingerprints(), source_of([*written, *sorted(texts)]))


def _seal(ingredients: str, site: Path) -> str:
    """What a site was made from, and which files it has: both must still be so to keep it."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name != Path(_SEAL).name)
    listing = [f"{path.relative_to(site)} {path.stat().st_size}" for path in files]
    return fingerprint(ingredients, *listing)


@contextmanager
def _scratch_beside(out: Path) -> Iterator[Path]:
    """A folder for a half-made site, on the same disk, that is gone afterwards."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise OSError(f"cannot write {str(out)!r}: {error.strerror}; choose another --out") from error
    with scratch as name:
        yield Path(name)


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


def _build(site: Path, scratch: Path, progress: Progress) -> GalleryPlugin:
    config = _settings(site, scratch)
    plugin = config.plugins["neurohistory"]
    assert isinstance(plugin, GalleryPlugin)
    plugin.progress = progress
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
        plugins=[{"search": SEARCH}, "neurohistory", "offline"],
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
