"""A page, or a part of one, as its makers hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from neurohistory.site.figure_data import csv_of, data_fold, drawn_points

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from neurohistory.report.display import ShownTable
    from neurohistory.theory import Verdict

__all__ = ["Page", "bar", "chip", "figcaption", "figure", "folded", "folded_table", "table", "verbatim"]


@dataclass
class Page:
    """Markdown, and the files that it shows.

    Attributes
    ----------
    markdown : str
    files : dict of str to str
        Text files by their path relative to the page.
    pictures : dict of str to bytes
        Files of pixels, likewise.
    left_out : list of str
        Why parts of it could not be made.
    """

    markdown: str = ""
    files: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def add(self, *paragraphs: str) -> None:
        """Append paragraphs."""
        self.markdown += "\n\n".join([*paragraphs, ""])

    def show(self, drawing: Figure, name: str, alt: str, *, caption: str = "") -> None:
        """Append a figure, and folded below it its numbers, if it has such.

        Parameters
        ----------
        drawing : matplotlib.figure.Figure
        name : str
            What its files are called, without ending; unique on the page.
        alt : str
            What the figure shows, for those who do not see it.
        caption : str, optional
            What it shows, for those who do; in Markdown.
        """
        from neurohistory.plots import render

        path = f"figures/{name}.svg"
        self.files[path] = render(drawing)
        width, height = (round(inches * 96) for inches in drawing.get_size_inches())
        self.add(figure(path, (width, height), alt, caption=caption))
        if points := drawn_points(drawing):
            self.files[f"figures/{name}.csv"] = csv_of(points)
            self.add(data_fold(points, f"figures/{name}.csv"))


def figure(path: str, size: tuple[int, int], alt: str, *, caption: str = "") -> str:
    """The Markdown of a figure: loaded when it comes into view, its shape known before.

    Parameters
    ----------
    path : str
        Its file, relative to the page.
    size : pair of int
        Width and height in pixels; a page shows it in this proportion, as wide as its column.
    alt : str
    caption : str, optional

    Examples
    --------
    >>> print(figure("x.svg", (192, 96), "A line."))
    <figure markdown>
    ![A line.](x.svg){ loading=lazy width=192 height=96 }
    </figure>
    """
    words = " ".join(alt.split()).replace("[", "(").replace("]", ")").replace('"', "'")
    picture = f"![{words}]({path}){{ loading=lazy width={size[0]} height={size[1]} }}"
    return f"<figure markdown>\n{picture}\n{figcaption(caption)}</figure>"


def figcaption(caption: str) -> str:
    """The Markdown of a caption; nothing if there is none."""
    text = " ".join(caption.split())
    return f'<figcaption markdown="span">{text}</figcaption>\n' if text else ""


def folded(summary: str, code: str) -> str:
    """Code that stands behind its summary until somebody opens it."""
    return (
        f'<details class="code" markdown>\n<summary>{escape(summary)}</summary>\n\n'
        f"```python\n{code}\n```\n\n</details>"
    )


def table(shown: ShownTable) -> str:
    """The HTML of a table that was shown: numbers on the right, the title as its caption.

    Examples
    --------
    >>> from neurohistory.report.display import ShownTable
    >>> print(table(ShownTable("Gates", [{"solved": 3}], ["solved"], [["3"]], [True])))
    <table>
    <caption>Gates</caption>
    <thead><tr><th scope="col" style="text-align: right">solved</th></tr></thead>
    <tbody>
    <tr><td style="text-align: right">3</td></tr>
    </tbody>
    </table>
    """
    styles = [' style="text-align: right"' if right else "" for right in shown.numeric]

    def row(tag: str, texts: list[str]) -> str:
        cells = zip(styles, texts, strict=True)
        inner = "".join(f"<{tag}{style}>{escape(text)}</{tag[:2]}>" for style, text in cells)
        return f"<tr>{inner}</tr>"

    head = row('th scope="col"', shown.header)
    return "\n".join(
        [
            "<table>",
            *([f"<caption>{escape(shown.title)}</caption>"] if shown.title else []),
            f"<thead>{head}</thead>",
            "<tbody>",
            *(row("td", texts) for texts in shown.cells),
            "</tbody>",
            "</table>",
        ]
    )


def folded_table(shown: ShownTable) -> str:
    """A table that stands behind its title until somebody opens it."""
    title = escape(shown.title) or "The numbers"
    return (
        f'<details class="numbers">\n<summary>{title}, as a table</summary>\n'
        f"{table(shown._replace(title=''))}\n</details>"
    )


def chip(verdict: Verdict) -> str:
    """A verdict as coloured words."""
    return f'<span class="verdict-{verdict.name.lower()}">{verdict.value}</span>'


def bar(fraction: float) -> str:
    """A fraction from 0 to 1 as the length of a bar; the number stands beside it.

    Examples
    --------
    >>> bar(0.905)
    '<span class="share" style="--share:90.5%" aria-hidden="true"></span>'
    """
    return f'<span class="share" style="--share:{100 * fraction:.3g}%" aria-hidden="true"></span>'


def verbatim(text: str) -> str:
    """A text of which nothing is Markdown, so that it may stand in a table; a dash if there is none.

    Examples
    --------
    >>> verbatim("a_1 | *b*"), verbatim("")
    ('a&#95;1 &#124; &#42;b&#42;', '–')
    """
    return escape(text).replace("*", "&#42;").replace("_", "&#95;").replace("|", "&#124;") or "–"
