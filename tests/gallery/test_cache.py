"""The store of pages: what goes into a fingerprint."""

from __future__ import annotations

from pathlib import Path

from neurohistory.gallery.cache import source_of


def test_a_letter_that_moves_from_the_name_into_the_text_is_a_change(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "ab"
    one.write_text("bc")
    other.write_text("c")
    assert source_of([one]) != source_of([other])
