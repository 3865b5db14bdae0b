"""Formulas: from TeX to MathML while the site is built.

The Markdown extension ``pymdownx.arithmatex`` (with ``generic: true``) marks the formulas of a
page; this module puts MathML in their place. The reader's browser then needs no script, no style
sheet and no font from anywhere, and bad TeX is an error instead of a page.
"""

from __future__ import annotations

import html as entities
import re

from math_core import LatexError, LatexToMathML

__all__ = ["FormulaError", "render_formulas"]

# What arithmatex writes: \( TeX \) in a span, or \[ TeX \] in a div, with &, < and > escaped.
_MARKED = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL
)

# Plain error messages begin with the place: "7: Expected closing token ...", counted from 0.
_COMPLAINT = re.compile(r"(?P<offset>\d+): (?P<reason>.*)", re.DOTALL)

_CONVERTER = LatexToMathML(annotation=True, fancy_error=False)

# The TeX stays with the formula, for copying, but out of the search index. So do whole blocks: as
# bare characters they read wrong (one half would be listed as 12).
_ANNOTATION = '<annotation encoding="application/x-tex"'
_UNINDEXED = 'data-search-exclude=""'


class FormulaError(ValueError):
    """A formula that cannot be read; the message names the page, the formula and the place."""


def render_formulas(html: str, where: str) -> str:
    r"""Replace every formula that ``arithmatex`` marked by MathML.

    Parameters
    ----------
    html : str
        A rendered page, or a part of one. A formula in it is a ``<span class="arithmatex">`` that
        holds ``\(...\)``, or, as a block of its own, a ``<div>`` that holds ``\[...\]``.
    where : str
        The page's name, for the error message.

    Returns
    -------
    str
        The page with its formulas as MathML. A block stands in ``<div class="formula">``, which the
        style sheet lets scroll when the formula is wider than the page.

    Raises
    ------
    FormulaError
        If a formula is not good TeX, or has a command that MathML cannot draw reliably.

    Examples
    --------
    >>> page = r'<p>the rate <span class="arithmatex">\(\eta\)</span></p>'
    >>> "<mi>η</mi>" in render_formulas(page, "adaline.md")
    True
    """

    def replace(marked: re.Match[str]) -> str:
        tex = entities.unescape(marked["tex"]).strip()
        block = marked["tag"] == "div"
        mathml = _to_mathml(tex, block, where)
        return f'<div class="formula" {_UNINDEXED}>{mathml}</div>' if block else mathml

    return _MARKED.sub(replace, html)


def _to_mathml(tex: str, block: bool, where: str) -> str:
    if not tex:
        raise FormulaError(f"{where}: a formula is empty")
    try:
        mathml = _CONVERTER.convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise FormulaError(f"{where}: {_explain(tex, str(error))}") from error
    return mathml.replace(_ANNOTATION, f"{_ANNOTATION} {_UNINDEXED}")


def _explain(tex: str, complaint: str) -> str:
    """Say what is wrong, and point at it under the formula's own line."""
    found = _COMPLAINT.fullmatch(complaint)
    if found is None:  # another version of math_core may word its complaints differently
        return f"bad formula\n    {tex}\n{complaint}"
    before = tex[: int(found["offset"])]
    row = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1)
    lines = [f"    {line}" for line in tex.split("\n")]
    lines.insert(row + 1, " " * (4 + column) + "^")
    shown = "\n".join(lines)
    return f"bad formula (line {row + 1}, column {column + 1}): {found['reason']}\n{shown}"
