"""``neurohistory timeline``: the installed models."""

from __future__ import annotations

from neurohistory.cli.console import complain_of_each, emit
from neurohistory.cli.entry import command
from neurohistory.cli.options import Format, FormatOption

__all__ = ["timeline"]


@command("timeline", "timeline --format json")
def timeline(format: FormatOption = Format.table) -> None:
    """List the installed models, oldest first."""
    from neurohistory import catalog
    from neurohistory.report.layout import plain_table

    found = catalog.timeline()
    complain_of_each(found.left_out)
    rows: list[dict[str, object]] = [
        {
            "year": card.year,
            "name": name,
            "model": card.title,
            "people": ", ".join(card.people),
            "idea": card.idea,
            "limit": card.limit,
        }
        for name, card in ((name, model.card) for name, model in found.models.items())
    ]
    emit(
        format,
        table=lambda: plain_table([{k: row[k] for k in list(row)[:4]} for row in rows]),
        json=lambda: rows,
        rows=rows,
    )
