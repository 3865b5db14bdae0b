"""Words as words in an SVG file, where a reader's own letters can stand for ours.

matplotlib draws each letter as a shape, so that a page looks alike everywhere, and the shapes are half
of a file.  A word of plain letters is as good as text: it takes the room that it had, whatever letters
the reader's machine has.  Formulas, and signs that few fonts have, remain shapes.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape

__all__ = ["FAMILY", "in_letters"]

FAMILY = "text{font-family:DejaVu Sans,Verdana,sans-serif}"  # a rule of CSS; both are equally wide

# What matplotlib writes: the words as a comment, and a group with the shapes that are new, and places.
_WORDS = re.compile(
    r'<!-- (?P<words>[^\n]*?) -->\s*<g(?: style="(?P<style>[^"]*)")?'
    r' transform="translate\((?P<place>[^)]*)\)'
    r'(?: rotate\((?P<angle>[^)]*)\))? scale\((?P<scale>[\d.]+) -[\d.]+\)">'
    r"(?P<shapes>\s*<defs>.*?</defs>)?(?P<letters>(?:\s*<use [^>]*/>)+)\s*</g>",
    re.DOTALL,
)
_FONT = re.compile(r'href="#(DejaVuSans(?:-Bold)?)-[0-9a-f]+"')
_USE = re.compile(r"<use ")
_PLAIN = re.compile(r"[ -#%-~\u00a0-\u00ff\u2010-\u2026\u2212]+")  # no dollar, which begins a formula
_SHAPE = re.compile(r'\s*<path id="(DejaVuSans[\w-]*)"[^>]*/>')
_SIZE = 100  # the size of a letter in matplotlib's shapes


def in_letters(svg: str) -> str:
    """Write words of plain letters as text that is as long as the shapes were.

    Parameters
    ----------
    svg : str
        As matplotlib writes it, comments included, with ``svg.fonttype`` "path" and DejaVu Sans.

    Examples
    --------
    >>> shapes = '<use xlink:href="#DejaVuSans-2c"/><use xlink:href="#DejaVuSans-35"/>'
    >>> words = '<!-- OR --><g transform="translate(1 20) scale(0.095 -0.095)">' + shapes + "</g>"
    >>> in_letters(words)
    '<text x="1" y="20" style="font-size:9.5px" textLength="14.1">OR</text>'
    """
    svg = _WORDS.sub(_as_text, svg)
    used = set(re.findall(r'href="#([\w-]+)"', svg))
    svg = _SHAPE.sub(lambda found: found[0] if found[1] in used else "", svg)
    return re.sub(r"<defs>\s*</defs>", "", svg)


def _as_text(found: re.Match[str]) -> str:
    words, fonts = found["words"], set(_FONT.findall(found["letters"]))
    text = unescape(words)
    if (
        len(fonts) != 1
        or len(_FONT.findall(found["letters"])) != len(_USE.findall(found["letters"]))
        or not _PLAIN.fullmatch(text)
        or text != " ".join(text.split())
        or "- -" in text  # a comment cannot hold two dashes
    ):
        return found[0]
    bold = fonts == {"DejaVuSans-Bold"}
    size = float(found["scale"]) * _SIZE
    style = ";".join(
        part
        for part in (found["style"], f"font-size:{size:g}px", "font-weight:700" if bold else "")
        if part
    )
    x, y = found["place"].split()
    place = f'x="{x}" y="{y}"'
    if found["angle"]:
        place = f'transform="translate({x} {y}) rotate({found["angle"]})"'
    length = f"{_width(text, bold) * size / _SIZE:.1f}".removesuffix(".0")
    shapes = found["shapes"] or ""
    return f'{shapes}<text {place} style="{style}" textLength="{length}">{words}</text>'


@cache
def _width(text: str, bold: bool) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=["DejaVu Sans"], weight="bold" if bold else "normal", size=_SIZE)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)
