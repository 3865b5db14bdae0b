"""Exercises and answers: one each, folded on the page; otherwise a complaint with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from neurohistory.site.answers import AnswerError, answers_to, exercises_in, fold_answers, superfluous
from neurohistory.site.chapters import chapters_in

GALLERY = Path(__file__).parents[2] / "gallery"
FOLDERS = [GALLERY, GALLERY / "course", GALLERY / "models"]
SCRIPT = """\
# %% [markdown]
# # T
#
# ## Try it
#
# 1. Add
#    1 and 1.
# 2. Halve it.
#
# ## Sources
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "course" / "answers").mkdir(parents=True)
    (tmp_path / "course" / "1943_t.py").write_text(SCRIPT)
    return tmp_path / "course" / "1943_t.py"


def write(script: Path, text: str) -> None:
    (script.parent / "answers" / f"{script.stem}.md").write_text(text)


def test_every_exercise_of_the_gallery_has_its_answer() -> None:
    scripts = [script for folder in FOLDERS for script in chapters_in(folder)]
    assert sum(len(answers_to(script)) for script in scripts) > 100
    assert superfluous(scripts) == []


def test_answers_are_folded_under_their_exercises(script: Path) -> None:
    write(script, "1. It is\n   2.\n\n2. It is $1$.\n\n   Why?\n")
    page = "# T\n\n## Try it\n\n1. Add\n   1 and 1.\n2. Halve it.\n\n## Sources\n\n1. A book.\n"
    folded = fold_answers(page, answers_to(script))
    assert '   1 and 1.\n\n    ??? answer "Answer"\n\n        It is\n        2.\n' in folded
    assert '2. Halve it.\n\n    ??? answer "Answer"\n\n        It is $1$.\n\n        Why?\n' in folded
    assert folded.endswith("## Sources\n\n1. A book.\n")
    assert exercises_in(page) == {1: "1. Add\n   1 and 1.", 2: "2. Halve it."}


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (
            "1. 2.\n",
            "course/1943_t.py, line 8: exercise 2 has no answer; write it into course/answers/1943_t.md",
        ),
        (
            "1. 2.\n\n2. 1.\n\n3. ?\n",
            "course/answers/1943_t.md, line 5: answer 3 belongs to no exercise of course/1943_t.py",
        ),
    ],
)
def test_what_has_no_counterpart_is_told_with_its_line(
    script: Path, answers: str, complaint: str
) -> None:
    write(script, answers)
    with pytest.raises(AnswerError) as refused:
        answers_to(script)
    assert complaint in str(refused.value)


def test_a_file_of_answers_without_a_chapter_is_told(script: Path) -> None:
    write(script, "")
    (script.parent / "answers" / "1944_t.md").write_text("")
    assert superfluous([script]) == [
        "course/answers/1944_t.md belongs to no chapter; rename or remove it"
    ]
