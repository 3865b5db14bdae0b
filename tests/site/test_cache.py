"""The store of pages: what goes into a fingerprint."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from neurohistory import catalog
from neurohistory.site import production
from neurohistory.site.cache import source_of
from neurohistory.site.production import Job


@pytest.mark.parametrize("name", ["m.py", "data.npz", "assets/style.css", "deep/er/m.py"])
def test_every_file_of_a_package_counts_and_its_place(tmp_path: Path, name: str) -> None:
    file = tmp_path / "package" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("1")
    before = source_of([tmp_path / "package"])
    file.write_text("2")
    after = source_of([tmp_path / "package"])
    (tmp_path / "package" / "moved").mkdir()
    file.rename(tmp_path / "package" / "moved" / file.name)
    assert len({before, after, source_of([tmp_path / "package"])}) == 3


def test_what_python_compiles_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("1")
    before = source_of([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "m.pyc").write_text("1")
    assert source_of([tmp_path]) == before


class Door(NamedTuple):
    """An entry point as the catalog sees it."""

    name: str
    value: str
    found: type
    dist: None = None

    def load(self) -> type:
        return self.found


def test_the_name_of_a_model_and_its_class_are_part_of_every_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from neurohistory.models.adaline import Adaline
    from neurohistory.models.perceptron import Perceptron

    def keys(*doors: Door) -> set[str]:
        monkeypatch.setattr(catalog, "entry_points", lambda group: doors)
        sources = dict(zip(catalog.names(), production.models_fingerprints(), strict=True))
        jobs = [Job("timeline"), Job("console", "neurohistory timeline")]
        return {production._key(job, sources) for job in jobs}

    one = keys(Door("one", "a", Perceptron))
    other_name = keys(Door("two", "a", Perceptron))
    other_class = keys(Door("one", "a", Adaline))
    assert one == keys(Door("one", "a", Perceptron))
    assert not one & other_name
    assert not one & other_class
    assert not other_name & other_class


def test_a_letter_that_moves_from_the_name_into_the_text_is_a_change(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "ab"
    one.write_text("bc")
    other.write_text("c")
    assert source_of([one]) != source_of([other])
