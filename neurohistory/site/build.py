"""The command behind ``neurohistory gallery``: the whole site, or nothing."""

from __future__ import annotations

import io
import logging
import os
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

from neurohistory.process import streams
from neurohistory.site.plugin import GalleryPlugin
from neurohistory.site.production import models_fingerprints
from neurohistory.site.publishing import (
    SCRATCH,
    Held,
    Manifest,
    changes,
    foreign,
    hold,
    named,
    publish,
    read_manifest,
    scratch,
)
from neurohistory.site.settings import SEARCH, site_settings
from neurohistory.work import Progress, fingerprint, installed, source_of

__all__ = ["Built", "build_gallery", "serve"]

_PACKAGE = Path(__file__).parents[1]
_WELCOME = """\
# The models at hand

A page for each installed model, run on AND, OR and XOR.

<!-- neurohistory: timeline -->
"""

_MODELS = """\
---
hide: [toc]
---

# The machines

They are sorted by the way in which they come to their answers. Beside each is what it answers to XOR.

<!-- neurohistory: kinds -->
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
    complaints : list of str
        Models that were left out and pages that could not be made.
    """

    folder: Path
    n_pages: int
    complaints: list[str]

    @property
    def index(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"


def build_gallery(
    out: Path,
    progress: Progress = lambda done, total: None,
    tell: Callable[[str], None] = lambda note: None,
) -> Built:
    """Build the site into a folder: all of it, or the folder is left as it was.

    In a folder whose ``mkdocs.yml`` names the plug-in ``neurohistory``, as in a checkout, that is the
    site.  Elsewhere it is the pages of the installed models and the scoreboard.  If nothing has changed
    since the site in `out` was built, it stays.  What somebody else has put into the folder stays too.

    Parameters
    ----------
    out : Path
        Made if it is not there.  A folder that holds no such site, but something else, is refused.
    progress : callable, optional
        Told how many pages are made or looked up, and how many there are.
    tell : callable, optional
        Told what is worth a note and stops nothing.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    ValueError
        If it holds something else, or files of the site that were edited.
    RuntimeError
        If MkDocs gives up.
    """
    try:
        place = out.resolve()  # a link is followed
        out = place if ".." in out.parts else out.absolute()
    except (OSError, RuntimeError) as error:  # links in a circle, or the folder we stand in is gone
        reason = getattr(error, "strerror", None) or error
        raise OSError(f"cannot build into {str(out)!r}: {reason}; choose another --out") from error
    if out.exists() and not out.is_dir():
        raise ValueError(f"cannot build into {str(out)!r}: it is a file; choose another --out")
    try:
        with hold(place, tell) as held:
            complaints = _build_into(place, _manifest_of(place), held, progress, tell)
    except MkDocsException as error:
        raise RuntimeError(f"the site could not be built: {error}") from error
    except OSError as error:
        where = f" at {str(error.filename)!r}" if error.filename else ""
        reason = f"{error.strerror or error}{where}"
        remedy = "; choose another --out" if _concerns(error, place) else ""
        raise OSError(f"cannot build into {str(out)!r}: {reason}{remedy}") from error
    if others := foreign(place, read_manifest(place) or Manifest(None, {})):
        tell(f"left as it was, for the gallery did not make it: {named(others)}")
    return Built(out, _n_pages(place), complaints)


def _concerns(error: OSError, place: Path) -> bool:
    """Whether it is the folder of the site that makes trouble, or a part of it, or what it is in."""
    if not isinstance(error.filename, str):
        return True
    path = Path(error.filename).absolute()
    return path.is_relative_to(place) or place.is_relative_to(path)


def _build_into(
    place: Path, old: Manifest | None, held: Held, progress: Progress, tell: Callable[[str], None]
) -> list[str]:
    """Build and publish, if there is anything to do; what could not be made is returned."""
    ingredients = _ingredients(place)
    if old is not None and old.made_from == ingredients and changes(place, old) == ([], []):
        return []
    with scratch(held) as room:
        plugin = _build(room, ingredients, progress, tell)
        _manifest_of(place)  # somebody may have edited a page meanwhile
        publish(room, place)
    return plugin.complaints


def _manifest_of(place: Path) -> Manifest | None:
    """The manifest of the site that is to give way, if there is one and all in it is still ours."""
    manifest = read_manifest(place)
    if manifest is None and any(entry.name != SCRATCH for entry in place.iterdir()):
        raise ValueError(
            f"will not build into {str(place)!r}: it holds something else than a gallery; "
            "choose another --out, or empty it first"
        )
    edited, _ = changes(place, manifest) if manifest else ([], [])
    if edited:
        raise ValueError(
            f"will not replace {named(edited)} in {str(place)!r}: edited since the gallery was built; "
            "choose another --out, or keep the changes elsewhere and delete what was edited"
        )
    return manifest


def _n_pages(site: Path) -> int:
    files = (read_manifest(site) or Manifest(None, {})).files
    return sum(1 for name in files if name.endswith(".html") and name != "404.html")


def _ingredients(place: Path) -> str:
    """A fingerprint of what the site is made from: this package, the models and a checkout's texts."""
    texts: list[Path] = []
    if _is_checkout():
        found = [path for name in ("docs", "gallery") for path in Path(name).rglob("*")]
        texts = [Path("mkdocs.yml"), Path("CHANGELOG.md"), *sorted(found)]
        texts = [path for path in texts if path.is_file() and place not in path.resolve().parents]
    models = models_fingerprints().values()
    return fingerprint(source_of([_PACKAGE]), *installed(), *models, source_of(texts))


def serve(folder: Path, port: int = 8000) -> None:
    """Serve a folder on this machine until interrupted."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:  # somebody else is there: any free port
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with server:
        streams.say(f"serving http://127.0.0.1:{server.server_port}/ until Ctrl-C\n")
        server.serve_forever()


def _build(
    room: Path, ingredients: str, progress: Progress, tell: Callable[[str], None]
) -> GalleryPlugin:
    config = _settings(room)
    plugin = config.plugins["neurohistory"]
    assert isinstance(plugin, GalleryPlugin)
    plugin.made_from, plugin.progress, plugin.tell = ingredients, progress, tell
    logging.getLogger("mkdocs.plugins").setLevel(logging.ERROR)  # the caller reports complaints
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return plugin


def _is_checkout() -> bool:
    """Whether the folder that we stand in has a site of its own, with our plug-in."""
    written = Path("mkdocs.yml")
    return (
        written.is_file()
        and "neurohistory" in written.read_text(encoding="utf-8")
        and "neurohistory" in load_config(str(written)).plugins
    )


def _settings(room: Path) -> MkDocsConfig:
    """The settings of the checkout that we stand in, or of the small site elsewhere."""
    if _is_checkout():
        return load_config("mkdocs.yml", site_dir=str(room / "site"))
    docs = room / "docs"
    (docs / "models").mkdir(parents=True)
    (docs / "index.md").write_text(_WELCOME, encoding="utf-8")
    (docs / "models" / "index.md").write_text(_MODELS, encoding="utf-8")
    (docs / "scoreboard.md").write_text(_SCOREBOARD, encoding="utf-8")
    return load_config(
        io.StringIO("{}"),
        site_name="neurohistory",
        docs_dir=str(docs),
        site_dir=str(room / "site"),
        nav=[{"Timeline": "index.md"}, {"Models": ["models/index.md"]}, {"Scoreboard": "scoreboard.md"}],
        plugins=[{"search": SEARCH}, "neurohistory", "offline"],
        **cast(Any, site_settings()),
    )
