"""What is kept of a chapter's names: values as they were, and nothing that nobody else can have."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from neurohistory.process.store import Store
from neurohistory.site.chapters import Chapter
from neurohistory.site.kept_names import KeptNames
from neurohistory.site.production import chapter_of
from neurohistory.work import do, found

SCRIPT = """# %% [markdown]
# # A chapter

# %%
import matplotlib.figure
import numpy as np

from neurohistory import show

weights = np.arange(3.0)
much = np.zeros(100_000)
figure = matplotlib.figure.Figure()
panels = figure.subplots(1, 2)


def rule(x):
    return x @ weights


show([{"sum": rule(np.ones(3))}], title="Sums")
"""


@pytest.fixture
def made(tmp_path: Path) -> Chapter:
    script, store = tmp_path / "2001_chapter.py", Store(tmp_path / "store")
    script.write_text(SCRIPT, encoding="utf-8")
    task = chapter_of(script, {})
    assert found(task, store) is None
    do([task], store=store)
    chapter = found(task, store)
    assert isinstance(chapter, Chapter)
    return chapter


def test_a_chapter_that_was_made_has_its_values_and_neither_its_functions_and_drawings_nor_what_is_large(
    made: Chapter,
) -> None:
    assert list(made.names) == ["show", "weights"]
    np.testing.assert_array_equal(made.names["weights"], [0, 1, 2])
    assert made.table("Sums") == [{"sum": 3.0}]
    assert made.page.markdown.startswith("# A chapter")


def test_what_one_test_does_to_a_value_no_other_sees(made: Chapter) -> None:
    made.names["weights"][0] = 7
    assert made.names["weights"][0] == 0


def test_names_are_handed_on_as_they_are() -> None:
    class StubbornError(Exception):
        def __reduce__(self) -> str:
            raise KeyError("no")

    kept = pickle.loads(
        pickle.dumps(KeptNames({"a": (1, 2), "error": StubbornError(), "__name__": "m"}))
    )
    assert dict(kept) == {"a": (1, 2)}
