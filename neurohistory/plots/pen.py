"""How matplotlib writes an SVG file here: it measures words once, and writes them as words.

matplotlib measures a word each time it looks for its place, which it does some eight times a figure.
And it draws each letter as a shape, so that a page looks alike everywhere, and the shapes are half of a
file.  A word of plain letters is as good as text: it takes the room that it had, whatever letters the
reader's machine has.  Formulas, and signs that few fonts have, remain shapes.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.colors import rgb2hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

__all__ = ["FAMILY", "Sheet"]

FAMILY = "text{font-family:DejaVu Sans,Verdana,sans-serif}"  # a rule of CSS; both are equally wide

_PLAIN = re.compile(r"[ -#%-~\u00a0-\u00ff\u2010-\u2026\u2212]+")  # no dollar, which begins a formula
_WEIGHTS = {"DejaVuSans": "", "DejaVuSans-Bold": ";font-weight:700"}  # what a word says besides, by font

_Heights = tuple[float | None, float | None, float | None]


class Sheet(FigureCanvasSVG):
    """What a figure is drawn on: the same pen finds the places of all its parts, and then draws them.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Until another canvas is set, it has this one, and 72 dots to an inch as all SVG files of
        matplotlib.
    letters : bool
        Whether words of plain letters become text.
    """

    def __init__(self, fig: Figure, letters: bool) -> None:
        super().__init__(fig)
        self._text = io.StringIO()
        width, height = (inches * 72 for inches in fig.get_size_inches())
        about = {"Date": None, "Creator": None}
        self._pen: Any = _Pen(width, height, self._text, image_dpi=fig.dpi, metadata=about)  # type: ignore[no-untyped-call]
        self._pen.letters = letters
        fig.dpi = 72

    def get_renderer(self) -> Any:
        """What measures words, for whoever looks for a place."""
        return self._pen

    def print_svg(self, filename: Any, **_: Any) -> None:
        """Draw the figure and write the file, which must be open; once."""
        self.figure.dpi = 72
        width, height = self.figure.get_size_inches()
        # The scale of a colorbar becomes an image of pixels.
        mixed: Any = MixedModeRenderer(self.figure, width, height, self._pen.image_dpi, self._pen)  # type: ignore[no-untyped-call]
        self.figure.draw(mixed)
        mixed.finalize()
        filename.write(self._text.getvalue())


class _Pen(RendererSVG):
    letters = True

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        return _measured(s, prop.copy(), ismath)  # the same object may have another size later

    def _get_font_height_metrics(self, prop: FontProperties) -> _Heights:
        """Ascent, descent and gap of a font; without this matplotlib reads its file for each word."""
        return _heights(prop.copy())

    def _draw_text_as_path(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float, *rest: Any
    ) -> None:
        is_formula = rest[0]
        font = Path(findfont(prop)).stem
        if (
            not self.letters
            or is_formula
            or font not in _WEIGHTS
            or not _PLAIN.fullmatch(s)
            or s != " ".join(s.split())
        ):
            super()._draw_text_as_path(gc, x, y, s, prop, angle, *rest)  # type: ignore[no-untyped-call]
            return
        color = rgb2hex(gc.get_rgb())
        alpha = gc.get_alpha() if gc.get_forced_alpha() else gc.get_rgb()[3]
        ink = "" if color == "#000000" else f"fill:{color};"
        faint = "" if alpha == 1 else f"opacity:{alpha:.6g};"
        style = f"{ink}{faint}font-size:{prop.get_size_in_points():g}px{_WEIGHTS[font]}"
        width, _, _ = _measured(s, prop.copy(), ismath=False)
        at = f"{x:f}".rstrip("0").rstrip("."), f"{y:f}".rstrip("0").rstrip(".")
        turned = {"transform": f"translate({at[0]} {at[1]}) rotate({-angle:g})"}
        place = turned if angle else {"x": at[0], "y": at[1]}
        length = f"{width:.1f}".removesuffix(".0")
        about = {**place, "style": style, "textLength": length}
        self.writer.element("text", s, attrib=about)  # type: ignore[no-untyped-call]


@lru_cache(4096)
def _measured(text: str, font: FontProperties, ismath: Any) -> tuple[float, float, float]:
    """Width, height and descent of words."""
    width, height, descent = text_to_path.get_text_width_height_descent(text, font, ismath)
    return float(width), float(height), float(descent)


@lru_cache(256)
def _heights(prop: FontProperties) -> _Heights:
    font = get_font(findfont(prop))
    head, table = font.get_sfnt_table("head"), font.get_sfnt_table("OS/2")
    if head is None or table is None:  # matplotlib then measures a word
        return None, None, None
    scale = prop.get_size_in_points() / head["unitsPerEm"]
    ascent, descent = table["sTypoAscender"] * scale, -table["sTypoDescender"] * scale
    return ascent, descent, table["sTypoLineGap"] * scale
