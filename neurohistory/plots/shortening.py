"""The same SVG file in fewer bytes, for one that stands alone.

`rendering` has left out what is too fine to be seen; what is done here changes nothing but the way it is
written.  Paths go by steps and no longer by places, letters have shapes in whole numbers and short
names, a style that is used again is a class, marks that look alike share it as a group, and groups that
group nothing are gone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from string import ascii_letters

__all__ = ["by_steps", "short_paths", "shorten"]

# The ground of a figure that has none, and a group of nothing.
_UNSEEN = re.compile(r'<path d="[^"]*" style="fill:none"/>|<g(?: [^>]*)?/>')
_GROUP = re.compile(r"<g( [^>]*)?>|</g>")
_PATH = re.compile(r' d="([^"]*)"( transform="scale\(0\.015625\)")?')
_TOKEN = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?")
_SHIFT = re.compile(
    r' transform="translate\(([-\d.]+) ([-\d.]+)\)"/>'
)  # a letter, in hundredths of its size
_PLACE = re.compile(r"(?<=translate\()([-\d.]+) ([-\d.]+)(?=\))")
_NAME = re.compile(r' id="([^"]+)"')
_STYLE = re.compile(r' style="([^"]+)"')
_COLOR = re.compile(r"--ink-[0-9a-f]{6}")
_JOINS = '<defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>'
_ALIKE = re.compile(r'(?:<use (?=[^>]* class="(\w+)"))[^>]*/>(?:<use [^>]* class="\1"/>){2,}')
_FADED = re.compile(r"\.(\w+)\{[^}]*(?<![\w-])opacity:")
_DOTTED = re.compile(r"(\.\d+) (?=\.)")

_LETTERS = 16  # a letter's shape has 64 steps to a unit, and four are enough


def shorten(svg: str) -> str:
    """Write the elements of an SVG file shorter.

    Parameters
    ----------
    svg : str
        What stands in the element ``svg``, as `rendering.vector` makes it, with a ``style`` first.

    Examples
    --------
    >>> shorten('<style></style><g><path id="m1" d="M1 1L2.5 1L2.5 3Z"/></g><use href="#m1" x="3"/>')
    '<style>*{stroke-linejoin:round}</style><path id="a" d="M1 1h1.5v2z"/><use href="#a" x="3"/>'
    """
    svg = svg.replace(_JOINS, "").replace("</style>", "*{stroke-linejoin:round}</style>", 1)
    svg = _with_short_names(short_paths(_without_bare_groups(_UNSEEN.sub("", svg))))
    return _with_groups(_with_classes(_with_short_colors(svg)))


def short_paths(svg: str) -> str:
    """Write paths by steps, and where letters stand as places, in elements of SVG on any page."""
    svg = _PATH.sub(_path, svg)
    svg = _SHIFT.sub(lambda found: _as_place(float(found[1]), float(found[2])), svg)
    return _PLACE.sub(lambda found: f"{float(found[1]):.4g} {float(found[2]):.4g}", svg)


def by_steps(path: str, unit: float = 0.1) -> str:
    """A path with relative commands, its places rounded to a unit.

    Parameters
    ----------
    path : str
        With the absolute commands M, L, Q, C and Z alone.
    unit : float, default=0.1

    Examples
    --------
    >>> by_steps("M10 20.5L10 21L12 20.5Q1 1 2 2Z")
    'M10 20.5v.5l2-.5q-11-19.5-10-18.5z'
    """
    written: list[str] = []
    here, begin = (0, 0), (0, 0)
    last = ""
    for command, numbers in _commands(path, unit):
        if command == "z":
            written.append("z")
            here, last = begin, "z"
            continue
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M" and not written:
            name, steps = "M", [*numbers]
        else:
            name = command.lower()
            steps = [each for x, y in points for each in (x - here[0], y - here[1])]
        if name == "l" and 0 in steps:
            name, steps = ("v", steps[1:]) if steps[0] == 0 else ("h", steps[:1])
        here = points[-1]
        if command == "M":
            begin = here
        joined = _joined(_number(step, unit) for step in steps)
        repeated = name == last and name != "m"
        gap = "" if not repeated or joined.startswith("-") else " "
        written.append(f"{gap if repeated else name}{joined}")
        last = name
    return _DOTTED.sub(r"\1", "".join(written))  # a second point begins the next number


def _commands(path: str, unit: float) -> Iterator[tuple[str, list[int]]]:
    command, numbers = "", list[int]()
    for token in _TOKEN.findall(path):
        if token.isalpha():
            if command:
                yield command, numbers
            command, numbers = "z" if token in "zZ" else token, []
        else:
            numbers.append(round(float(token) / unit))
    if command:
        yield command, numbers


def _number(steps: int, unit: float) -> str:
    text = f"{steps * unit:.1f}".removesuffix(".0") if unit < 1 else str(steps)
    return re.sub(r"^(-?)0\.", r"\1.", text)


def _joined(numbers: Iterator[str]) -> str:
    return " ".join(numbers).replace(" -", "-")


def _path(found: re.Match[str]) -> str:
    if re.search(r"[^MLQCZz\d\s.-]", found[1]):
        return found[0]
    if found[2]:
        return f' d="{by_steps(found[1], _LETTERS)}" transform="scale(.25)"'
    return f' d="{by_steps(found[1])}"'


def _as_place(x: float, y: float) -> str:
    """Where something is used, in place of a transformation."""
    places = (f' {axis}="{round(at, 1):g}"' for axis, at in (("x", x), ("y", y)) if round(at, 1))
    return "".join(places) + "/>"


def _without_bare_groups(svg: str) -> str:
    """Groups without an attribute are left out."""
    kept: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        if found[0] != "</g>":
            kept.append(found[1] is not None)
            return found[0] if kept[-1] else ""
        return "</g>" if kept.pop() else ""

    return _GROUP.sub(tag, svg)


def _with_short_names(svg: str) -> str:
    names = dict(zip(dict.fromkeys(_NAME.findall(svg)), _short(), strict=False))
    return re.sub(
        r'(?<= id=")[^"]+(?=")|(?<=href="#)[^"]+(?=")|(?<=url\(#)[^)]+(?=\))',
        lambda found: names.get(found[0], found[0]),
        svg,
    )


def _with_classes(svg: str) -> str:
    """Styles that are used more than once stand in the style sheet at the beginning."""
    often = [style for style, n in Counter(_STYLE.findall(svg)).most_common() if n > 1]
    names = dict(zip(often, _short(), strict=False))
    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    svg = _STYLE.sub(lambda found: f' class="{names[found[1]]}"' if found[1] in names else found[0], svg)
    return svg.replace("</style>", f"{rules}</style>", 1)


def _with_short_colors(svg: str) -> str:
    """The variables for the palette's colors by short names."""
    names = dict(zip(dict.fromkeys(_COLOR.findall(svg)), _short(), strict=False))
    return _COLOR.sub(lambda found: f"--{names[found[0]]}", svg)


def _with_groups(svg: str) -> str:
    """Marks in a row that have a class together; such as let shine through would then do so together."""
    faded = {*_FADED.findall(svg)}

    def group(found: re.Match[str]) -> str:
        name = f' class="{found[1]}"'
        return found[0] if found[1] in faded else f"<g{name}>{found[0].replace(name, '')}</g>"

    return _ALIKE.sub(group, svg)


def _short() -> Iterator[str]:
    """a, b, and so on; after Z aa, ba."""
    for length in count(1):
        for number in range(len(ascii_letters) ** length):
            digits = (
                number // len(ascii_letters) ** place % len(ascii_letters) for place in range(length)
            )
            yield "".join(ascii_letters[digit] for digit in digits)
