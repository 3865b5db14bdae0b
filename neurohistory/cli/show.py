"""``neurohistory show``: a model's card."""

from __future__ import annotations

from typing import Annotated

import typer

from neurohistory.cli.console import print_whole
from neurohistory.cli.entry import command

__all__ = ["show"]

_MAX_TEXT = 100  # characters in a line of prose


@command("show adaline", "show svm")
def show(
    model: Annotated[str, typer.Argument(help="A name from `neurohistory timeline`.")],
) -> None:
    """Show a model's card: idea, limit, rule, parameters, how to cite the paper."""
    from neurohistory import catalog
    from neurohistory.report.cards import card_text

    name, colon, _ = model.partition(":")
    found = catalog.load(name)
    if colon:
        raise ValueError(f"a card is the same for all parameters; run: neurohistory show {name}")
    print_whole(catalog.of_model(name, lambda: card_text(name, found)), _MAX_TEXT)
