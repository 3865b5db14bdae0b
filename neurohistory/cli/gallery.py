"""``neurohistory gallery``: the site."""

from __future__ import annotations

import signal
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from neurohistory.cli.console import complain, complain_of_each, progress
from neurohistory.cli.entry import FAILED, command
from neurohistory.process import streams

__all__ = ["gallery"]


@command("gallery", "gallery --out public --serve")
def gallery(
    out: Annotated[Path, typer.Option(help="Folder for the site; made if it is not there.")] = Path(
        "site"
    ),
    serve: Annotated[bool, typer.Option("--serve", help="Serve it until Ctrl-C.")] = False,
) -> None:
    """Build the gallery: a page for each model, a scoreboard and, in a checkout, the whole site."""
    try:
        for needed in ("material", "platformdirs", "pymdownx"):  # else missed when all pages are made
            import_module(needed)
        from neurohistory.site import build
    except ModuleNotFoundError as missing:
        complain(
            f"the gallery needs {missing.name}, which is not installed; "
            "run: pip install 'neurohistory[gallery]'"
        )
        raise typer.Exit(FAILED) from None

    with progress("building the gallery") as report:
        built = build.build_gallery(out, report, complain)
    complain_of_each(built.complaints)
    streams.say(f"{built.n_pages} pages are ready; open {built.index} in a browser\n")
    if serve:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # the way to end it
            build.serve(built.folder)
    if built.complaints:
        raise typer.Exit(FAILED)
