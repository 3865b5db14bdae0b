"""How a figure becomes a file: a small SVG that knows light and dark pages, or a picture for paper.

matplotlib writes more than a page needs: names that nothing refers to, six decimals, and a straight
contour as hundreds of points.  `vector` leaves that out; a tenth of a point and a twentieth are smaller
than a screen shows.  A file that stands alone is written in fewer bytes: words as words, see `pen`, and
all else shorter, see `shortening`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from neurohistory.plots.pen import FAMILY, Sheet
from neurohistory.plots.shortening import shorten
from neurohistory.plots.theme import DARK, STYLE
from neurohistory.plots.ticks import ticks_once

__all__ = ["encode", "render", "vector", "with_both_colors", "worth_keeping"]

_TOL = 0.05  # points: how far a line may be from the one that was drawn
_MIN_POINTS = 8  # a line with fewer is not worth the trouble

_NUMBER = re.compile(r"-?\d+\.\d+")
_LINES = re.compile(r"[MLz\d\s.,e+-]+", re.IGNORECASE)  # a path of straight lines
_PALETTE = re.compile("|".join(map(re.escape, DARK)))


def render(fig: Figure) -> str:
    """Turn a figure into an SVG file for light and dark pages; the same figure gives the same bytes.

    The ground is transparent.  An ``<img>`` takes the colors of the page that shows it, by its
    ``color-scheme``; a color that is not of the palette stays as it is.

    Parameters
    ----------
    fig : matplotlib.figure.Figure

    Returns
    -------
    str

    Examples
    --------
    >>> from neurohistory.plots.theme import BLUE
    >>> fig = Figure()
    >>> _ = fig.text(0.5, 0.5, "XOR", color=BLUE)
    >>> svg = render(fig)
    >>> f":{BLUE}" in svg, f":{DARK[BLUE]}" in svg
    (True, True)
    """
    start, _, drawn = _compact(_drawn(fig, letters=True)).partition(">")
    start = start.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
    drawn = with_both_colors(drawn, "svg", "(prefers-color-scheme:dark)", "svg")
    drawn = drawn.replace("<style>", f"<style>{FAMILY}", 1)
    return f"{start}>{shorten(drawn)}\n"


def vector(fig: Figure) -> str:
    """A figure as the text of an SVG element in the colors of light pages, without a name space.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    """
    return _compact(_drawn(fig, letters=False))


def _drawn(fig: Figure, letters: bool) -> str:
    text = io.StringIO()
    with mpl.rc_context(STYLE), ticks_once(fig), _laid_out(fig, letters):
        fig.savefig(text, format="svg", transparent=True)
    return text.getvalue()


@contextmanager
def _laid_out(fig: Figure, letters: bool) -> Iterator[None]:
    """A figure on a sheet, where its parts have their places; matplotlib would find them twice."""
    engine, canvas, dpi = fig.get_layout_engine(), fig.canvas, fig.dpi
    try:
        Sheet(fig, letters)
        if engine is not None and fig.axes:
            engine.execute(fig)
        with mpl.rc_context({"figure.constrained_layout.use": False}):
            fig.set_layout_engine(None)
        yield
    finally:
        fig.set_canvas(canvas)
        fig.dpi = dpi
        fig.set_layout_engine(engine)


def with_both_colors(body: str, light_rule: str, dark_media: str, dark_rule: str) -> str:
    """Name the palette's colors, and say before the drawing what they are on light and on dark pages.

    Parameters
    ----------
    body : str
        What stands in an SVG element.
    light_rule, dark_rule : str
        CSS selectors of the drawing on any page and on dark ones.
    dark_media : str
        The media query that holds on dark pages.
    """
    used = sorted({"#000000", *_PALETTE.findall(body)})  # letters without a color are black
    light = ";".join(f"--ink-{color[1:]}:{color}" for color in used)
    dark = ";".join(f"--ink-{color[1:]}:{DARK[color]}" for color in used)
    style = (
        f"<style>{light_rule}{{{light};fill:var(--ink-000000)}}"
        f"@media {dark_media}{{{dark_rule}{{{dark}}}}}</style>\n"
    )
    # Variables work in styles and not in attributes.
    body = re.sub(rf'(?:fill|stroke)="({_PALETTE.pattern})"', _as_style, body)
    return style + _PALETTE.sub(lambda found: f"var(--ink-{found[0][1:]})", body)


def encode(fig: Figure, kind: str) -> bytes:
    """A figure as the bytes of a file, on paper; the same figure gives the same bytes.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    kind : {"svg", "png", "pdf"}
    """
    file = io.BytesIO()
    undated: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with mpl.rc_context(STYLE):
        fig.savefig(file, format=kind, metadata=undated.get(kind), dpi=160)
    return file.getvalue()


def _as_style(found: re.Match[str]) -> str:
    return f'style="{found[0].partition("=")[0]}:{found[1]}"'


def _compact(svg: str) -> str:
    """The same picture in fewer bytes, without name spaces and names that nothing refers to.

    Examples
    --------
    >>> _compact('<svg><!-- a --><g id="axes_1"><path d="M 1.234 5.678 \\nL 9.99 10.04 "/></g></svg>')
    '<svg><g><path d="M1.2 5.7L10 10"/></g></svg>'
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg).replace("xlink:href", "href")
    svg = re.sub(r' d="([^"]*)"', lambda found: f' d="{_path(found[1])}"', svg)
    svg = re.sub(
        r' (x|y|width|height)="([-\d.]+)"', lambda found: f' {found[1]}="{_rounded(found[2])}"', svg
    )
    used = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in used else "", svg)
    svg = re.sub(r' style="[^"]*"', lambda found: re.sub(r"(?<=[:;]) ", "", found[0]), svg)
    return re.sub(r">\s+<", "><", svg).strip()


def _path(path: str) -> str:
    """The same path with fewer points and digits."""
    if _LINES.fullmatch(path):
        path = "".join(_with_fewer_points(part) for part in path.split("M") if part.strip())
    return re.sub(r" ?([A-Za-z]) ?", r"\1", _rounded(" ".join(path.split())))


def _with_fewer_points(part: str) -> str:
    """One line of a path, begun by the M that is left out."""
    line, closes, _ = part.replace("z", "Z").partition("Z")
    points = np.array(line.replace("L", " ").split(), dtype=float).reshape(-1, 2)
    if len(points) >= _MIN_POINTS:
        points = points[worth_keeping(points)]
    line = "L".join(f"{x} {y}" for x, y in points.tolist())
    return f"M{line}{closes}"


def worth_keeping(points: NDArray[np.floating], tolerance: float = _TOL) -> NDArray[np.bool_]:
    """Which points of a line are needed to stay as near to it (Douglas and Peucker).

    Parameters
    ----------
    points : ndarray of shape (point, 2)
    tolerance : float, optional
        How far a point that is left out may be from the line that remains.

    Examples
    --------
    >>> worth_keeping(np.array([[0, 0], [1, 0.01], [2, 0], [2, 1]])).tolist()
    [True, False, True, True]
    """
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        along, between = points[last] - points[first], points[first + 1 : last] - points[first]
        length = np.hypot(*along)
        if length:
            # To the part between the ends, not to the endless line: a line may turn back.
            share = np.clip(between @ along / length**2, 0, 1)
            distances = np.hypot(*(between - share[:, None] * along).T)
        else:
            distances = np.hypot(*between.T)
        farthest = int(distances.argmax())
        if distances[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            parts += [(first, middle), (middle, last)]
    return keep


def _rounded(text: str) -> str:
    """Numbers to a tenth of a point."""
    return _NUMBER.sub(lambda number: f"{round(float(number[0]), 1) + 0.0:.1f}".removesuffix(".0"), text)
