"""Tables of a terminal: how they are laid out, and how much room they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.measure import Measurement
    from rich.table import Table

    from neurohistory.report.rows import Row

__all__ = ["columns_table", "fix_width", "least_width", "plain_table"]


def plain_table(rows: Sequence[Row]) -> Table:
    """Rows with the same keys as a Rich table."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    headers = rows[0] if rows else []
    table = Table(*headers, box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for row in rows:
        table.add_row(*map(str, row.values()))
    return table


def columns_table(columns: Iterable[str], left: Sequence[str] = ()) -> Table:
    """An empty table of which nothing is cut; columns are flush right but for those named."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for column in columns:
        justify: Literal["left", "right"] = "left" if column in left else "right"
        table.add_column(column, justify=justify, no_wrap=True, overflow="fold")
    return table


def fix_width(table: Table) -> int:
    """Keep the table as wide as its cells, and give that width."""
    table.min_width = None
    table.min_width = _measured(table).maximum
    return table.min_width


def least_width(what: RenderableType) -> int:
    """Characters in a line without which something would be cut."""
    return _measured(what).minimum


def _measured(what: RenderableType) -> Measurement:
    from rich.console import Console
    from rich.measure import Measurement

    console = Console(width=10_000, height=25)
    return Measurement.get(console, console.options, what)
