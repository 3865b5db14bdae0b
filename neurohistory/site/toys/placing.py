"""Toys that a chapter asks for, by ``<!-- toy: retina -->`` on a line of its prose.

A toy may show something that the chapter has made: ``<!-- toy: digit-map coder -->`` hands it over by
its name.  The numbers are worked out while the chapter's page is made, and made again with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

__all__ = ["MAKERS", "with_made_toys"]

MAKERS = {
    "digit-map": "digit_map",
    "margin": "margin",
    "retina": "retina",
    "spikes": "spikes",
    "dream": "dream",
    "knobby-adaline": "knobby_adaline",
    "memory": "memory",
    "descent-race": "descent_race",
}  # by its name, the module that makes it
_PLACE = re.compile(r"^<!-- toy: (?P<name>\S+)(?: (?P<subject>\w+))? -->$", re.MULTILINE)


def with_made_toys(markdown: str, names: Mapping[str, Any]) -> str:
    """Markdown with each toy that it asks for in its place.

    Parameters
    ----------
    markdown : str
    names : mapping
        What the chapter has made so far, by name.

    Raises
    ------
    ValueError
        If no toy, or nothing in the chapter, has such a name.

    Examples
    --------
    >>> with_made_toys("No toy here.", {})
    'No toy here.'
    >>> with_made_toys("<!-- toy: yoyo -->", {})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    ValueError: no toy is called 'yoyo'; there is digit-map, margin, ..., descent-race
    """

    def made(found: re.Match[str]) -> str:
        name, subject = found["name"], found["subject"]
        if name not in MAKERS:
            raise ValueError(f"no toy is called {name!r}; there is {', '.join(MAKERS)}")
        if subject and subject not in names:
            raise ValueError(
                f"the toy {name} is to show {subject!r}, which the cells above it do not make"
            )
        module = import_module(f"neurohistory.site.toys.{MAKERS[name]}")
        text: str = module.made(*([names[subject]] if subject else []))
        return text

    return _PLACE.sub(made, markdown)
