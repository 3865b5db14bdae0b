"""A toy stands where a chapter asks for it, with its data and with words for readers without scripts."""

from __future__ import annotations

import json

import pytest

from neurohistory.site.toys.loading import TOYS
from neurohistory.site.toys.placing import MAKERS, with_made_toys

HANDED = {"digit-map"}  # what it shows comes from the chapter
MOST_DATA = 150_000  # bytes on a page


@pytest.mark.parametrize("name", sorted({*MAKERS} - HANDED))
def test_a_toy_is_light_and_says_without_scripts_what_there_is_to_see(name: str) -> None:
    page = with_made_toys(f"Before.\n\n<!-- toy: {name} -->\n\nAfter.", {})
    assert page.startswith(f'Before.\n\n<div class="{name}" markdown>')
    assert page.endswith("</div>\n\nAfter.")
    still, _, rest = page.partition("<noscript>")
    assert len(still.split()) > 20
    assert json.loads(rest.split('json">')[1].split("</script>")[0])
    assert len(page) < MOST_DATA
    assert name in TOYS


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ("yoyo", r"no toy is called 'yoyo'; there is .*digit-map"),
        ("digit-map encoder", r"is to show 'encoder', which the cells above it do not make"),
    ],
)
def test_what_cannot_be_placed_is_an_error_that_says_why(asked: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        with_made_toys(f"Before.\n\n<!-- toy: {asked} -->\n\nAfter.", {"coder": None})
