"""The chapters, each once for all its tests: those of every chapter, and those of its own file.

A chapter whose page was made from the same sources, as CI has it, is taken from where pages are kept.
What a test asks of it that was not kept, such as a function, is found by running it.

A chapter's own test file lies where the chapter lies, ``gallery/course/08_x.py`` beside
``tests/gallery/course/test_08_x.py``, and holds what it shows: the fixture `chapter` gives its page, its
names, its tables and what it prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

from neurohistory.site.chapters import Chapter, ChapterError, run_chapter
from neurohistory.site.production import chapter_of, models_fingerprints
from neurohistory.work import found

HERE = Path(__file__).parent
GALLERY = HERE.parents[1] / "gallery"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put a chapter's tests together, those of the grid with its own: they share a run."""
    places = [place for place, item in enumerate(items) if item.path.is_relative_to(HERE)]
    together = sorted((items[place] for place in places), key=_chapter_of)
    for place, item in zip(places, together, strict=True):
        items[place] = item


def _chapter_of(item: pytest.Item) -> str:
    """The chapter that a test asks, by its place in the gallery."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return str(parameters.get("script") or _script_of(item.path)).removeprefix(f"{GALLERY}/")


def _script_of(test_file: Path) -> Path:
    place = test_file.relative_to(HERE)
    return GALLERY / place.with_name(place.name.removeprefix("test_"))


@pytest.fixture
def script(request: pytest.FixtureRequest) -> Path:
    """The chapter's script: the one that the test file is named after."""
    return _script_of(request.path)


@pytest.fixture
def chapter(script: Path) -> Chapter:
    """The chapter, as its page was made, or run."""
    made = _made(script)
    if made is None:
        return _ran(script)
    return replace(made, names=_Names(made.names, script))


class _Names(Mapping[str, Any]):
    """The names that were kept with a page; the others are known when the chapter is run."""

    def __init__(self, kept: Mapping[str, Any], script: Path) -> None:
        self._kept, self._script = kept, script

    def __getitem__(self, name: str) -> Any:
        return self._kept[name] if name in self._kept else _ran(self._script).names[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_ran(self._script).names)

    def __len__(self) -> int:
        return len(_ran(self._script).names)


@lru_cache(maxsize=1)
def _made(script: Path) -> Chapter | None:
    chapter: Chapter | None = found(chapter_of(script, _models()))
    return chapter


@cache
def _models() -> dict[str, str]:
    return models_fingerprints()


def _ran(script: Path) -> Chapter:
    ran = _run(script)
    if isinstance(ran, ChapterError):
        raise ran
    return ran


@lru_cache(maxsize=1)  # their names hold whole histories
def _run(script: Path) -> Chapter | ChapterError:
    """Run a chapter, as the site does, and leave matplotlib as it was."""
    plt = pytest.importorskip("matplotlib.pyplot", reason="the plotting tools are not installed")
    with plt.rc_context(), pytest.MonkeyPatch.context() as patch, threadpool_limits(1):
        patch.setattr(plt, "show", plt.show)
        try:
            return run_chapter(script)
        except ChapterError as error:
            return error
        finally:
            plt.close("all")
