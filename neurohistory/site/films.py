"""Films: figures shown one at a time, with a slider and a button that plays them.

All figures of a film are one drawing in the page: what they have in common is there once, and each
color is a variable that knows its dark counterpart.  The last figure is shown where no script runs;
`player.js` among the assets shows the first, and puts the controls below it.

A chapter makes a film by giving several figures of one cell descriptions of this form:
``film: what the whole film shows | what this figure shows``.  Figures that follow each other and agree
before the bar are one film.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree
from xml.sax import saxutils

from neurohistory.site.page import Page, figcaption

if TYPE_CHECKING:
    from matplotlib.figure import Figure


__all__ = ["PREFIX", "Reel", "player", "player_markup", "reels"]

PREFIX = "film: "
_BAR = "|"
_SHORTEST = 60  # characters of what is worth sharing
_QUOTE = {'"': "&quot;"}


class Reel(NamedTuple):
    """Figures that belong together: a film, or a single figure."""

    alt: str  # what all of it shows
    labels: list[str]  # what each figure shows; empty if it is no film
    figures: list[Figure]


def reels(figures: Iterable[Figure]) -> Iterator[Reel]:
    """Group figures by their descriptions, in the order in which they come.

    Parameters
    ----------
    figures : iterable of matplotlib.figure.Figure

    Yields
    ------
    Reel

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figures = [Figure(), Figure(), Figure()]
    >>> for drawn, words in zip(figures, ["a line", "film: it turns | start", "film: it turns | end"]):
    ...     drawn.set_label(words)
    >>> [(reel.alt, reel.labels) for reel in reels(figures)]
    [('a line', []), ('it turns', ['start', 'end'])]
    """
    for (is_film, alt, _), group in groupby(enumerate(figures), _belongs_to):
        together = [drawn for _, drawn in group]
        if not is_film:
            yield Reel(str(together[0].get_label()), [], together)
            continue
        told = [str(drawn.get_label()).partition(_BAR)[2].strip() for drawn in together]
        yield Reel(
            alt, [words or _count(n, len(told)) for n, words in enumerate(told, start=1)], together
        )


def _belongs_to(numbered: tuple[int, Figure]) -> tuple[bool, str, int]:
    """Equal for figures of the same film, and different for all others."""
    number, drawn = numbered
    label = str(drawn.get_label())
    if label.startswith(PREFIX):
        return (True, label.removeprefix(PREFIX).partition(_BAR)[0].strip(), 0)
    return (False, "", number)


def _count(number: int, total: int) -> str:
    return f"{number} of {total}"


def player(
    frames: Iterable[Figure],
    name: str,
    alt: str,
    labels: Sequence[str] = (),
    *,
    caption: str = "",
) -> Page:
    """Make a film.

    Parameters
    ----------
    frames : iterable of matplotlib.figure.Figure
        All of one size.  Each is drawn before the next is asked for, so that they may be one figure.
    name : str
        Unique on the page.
    alt : str
        What the whole film shows, for those who do not see it.
    labels : sequence of str, optional
        What each frame shows, in a few words; by default its number.
    caption : str, optional
        What the film shows, for those who see it; in Markdown.

    Returns
    -------
    Page
        Markdown alone: there are no files.

    Raises
    ------
    ValueError
        If there is no frame, or another number of labels than of frames.
    """
    from neurohistory.plots.rendering import vector

    page = Page()
    page.add(player_markup(name, [vector(frame) for frame in frames], alt, labels, caption=caption))
    return page


def player_markup(
    name: str, frames: Sequence[str], alt: str, labels: Sequence[str] = (), *, caption: str = ""
) -> str:
    """The Markdown of a film, in one paragraph without empty lines; see `player`.

    Parameters
    ----------
    name : str
    frames : sequence of str
        The SVG text of each, as `plots.rendering.vector` gives it.
    alt : str
    labels : sequence of str, optional
    caption : str, optional

    Examples
    --------
    >>> one, two = (f'<svg viewBox="0 0 9 9"><path d="M0 {y}L9 9"/></svg>' for y in (1, 2))
    >>> print(player_markup("turn", [one, two], "A line turns.", ["start", "end"]))  # doctest: +ELLIPSIS
    <figure class="film" markdown="block">
    <div>
    <svg role="img" aria-label="A line turns." viewBox="0 0 9 9" style="...">
    <style>...</style>
    <defs></defs>
    <g data-label="start" display="none"><path d="M0 1l9 8"/></g>
    <g data-label="end" display="inline"><path d="M0 2l9 7"/></g>
    </svg>
    </div>
    </figure>
    """
    from neurohistory.plots.rendering import with_both_colors
    from neurohistory.plots.shortening import short_paths

    if not frames:
        raise ValueError(f"the film {name!r} has no frame")
    words = list(labels) or [_count(n, len(frames)) for n in range(1, len(frames) + 1)]
    if len(words) != len(frames):
        raise ValueError(f"the film {name!r} has {len(frames)} frames and {len(words)} labels")
    roots = [ElementTree.fromstring(frame) for frame in frames]
    shared = _Shared(name, roots)
    pictures = [
        f'<g data-label="{_attribute(label)}" display="{"inline" if n == len(frames) else "none"}">'
        f"{''.join(map(shared.text_of, root))}</g>"
        for n, (label, root) in enumerate(zip(words, roots, strict=True), start=1)
    ]
    body = with_both_colors(
        "\n".join([f"<defs>{''.join(shared.definitions.values())}</defs>", *pictures]),
        ".film svg",
        "screen",  # paper is light
        "[data-md-color-scheme=slate] .film svg",
    )
    body = short_paths(body)
    return (
        f'<figure class="film" markdown="block">\n<div>\n<svg role="img" aria-label="{_attribute(alt)}" '
        f'viewBox="{roots[0].get("viewBox")}" '
        f'style="width:100%;max-width:{roots[0].get("width", "100%")};height:auto;'
        f'stroke-linejoin:round">\n{body}\n</svg>\n</div>\n{figcaption(caption)}</figure>'
    )


class _Shared:
    """What several frames have in common: defined once, and referred to from each."""

    def __init__(self, name: str, roots: Sequence[ElementTree.Element]) -> None:
        self.name = re.sub(r"\W+", "-", name)
        self.definitions: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._texts: dict[ElementTree.Element, str] = {}
        for root in roots:
            for parent in [*root.iter()]:
                for child in [*parent]:
                    if child.tag == "defs":
                        self._keep(child)
                        parent.remove(child)
            _write(root, self._texts)
        self._seen = Counter(
            text for root in roots for text in {self._texts[element] for element in root.iter()}
        )

    def _keep(self, definitions: ElementTree.Element) -> None:
        for definition in definitions:
            if definition.tag == "style":  # it is for the whole drawing; `player_markup` says the same
                continue
            inner = [definition, *definition.iter("clipPath")]
            key = next((key for element in inner if (key := element.get("id"))), None)
            if key is not None:
                self.definitions.setdefault(key, _write(definition, {}))

    def text_of(self, element: ElementTree.Element) -> str:
        """The element, or a reference if other frames have it too."""
        whole = self._texts[element]
        if self._seen[whole] > 1 and len(whole) > _SHORTEST:
            number = self._numbers.setdefault(whole, len(self._numbers))
            key = f"{self.name}-{number}"
            self.definitions.setdefault(key, f'<g id="{key}">{whole}</g>')
            return f'<use href="#{key}"/>'
        if not len(element):
            return whole
        inside = "".join(map(self.text_of, element))
        attributes = "".join(f' {key}="{_attribute(value)}"' for key, value in element.items())
        return f"<{element.tag}{attributes}>{inside}</{element.tag}>" if attributes else inside


def _write(element: ElementTree.Element, texts: dict[ElementTree.Element, str]) -> str:
    """The element as text; it and all elements within it go into `texts`, each written once."""
    attributes = "".join(f' {key}="{saxutils.escape(value, _QUOTE)}"' for key, value in element.items())
    inside = saxutils.escape(element.text or "") + "".join(_write(child, texts) for child in element)
    end = f">{inside}</{element.tag}>" if inside else "/>"
    texts[element] = f"<{element.tag}{attributes}{end}"
    return texts[element]


def _attribute(words: str) -> str:
    return escape(" ".join(words.split()))
