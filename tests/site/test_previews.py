"""What a shared link says of a page."""

from __future__ import annotations

import pytest

from neurohistory.site.previews import described, first_words

LONG = "A sentence of some length that stands at the beginning of a page"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (f"<p>{LONG}.</p>", f"{LONG}."),
        (f"<p>By somebody</p><p>{LONG} &amp; <b>more</b>.</p>", f"{LONG} & more."),
        (f"<p>{LONG}. {LONG}, {LONG}, {LONG}.</p>", f"{LONG}."),
        (f"<p>{LONG}, {LONG}, {LONG}, {LONG}.</p>", f"{LONG}, {LONG}, {LONG}…"),
        ("<p>Short.</p>", ""),
    ],
    ids=["whole", "first that says something", "a sentence", "cut between words", "nothing"],
)
def test_the_words_are_those_a_page_begins_with(html: str, words: str) -> None:
    assert first_words(html) == words
    assert len(words) <= 200


def test_the_address_of_the_picture_stands_in_the_head_and_quotes_do_no_harm() -> None:
    page = "<head></head><body></head></body>"
    told = described(page, "site", 'A "title"', "", "https://example.org/a.png", None)
    assert told.startswith('<head><meta property="og:type"')
    assert 'content="A &quot;title&quot;"' in told
    assert '<meta property="og:image" content="https://example.org/a.png">' in told
    assert "og:description" not in told
    assert "og:url" not in told
    assert told.endswith("</head><body></head></body>")
