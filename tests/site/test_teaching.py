"""What a teacher is given: sheets out of the trace, terms explained, lessons that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory.site.formulas import render_formulas
from neurohistory.site.glossary import explain, terms_in
from neurohistory.site.handouts import SHEETS, HandoutError, with_handouts

DOCS = Path(__file__).parents[2] / "docs"
GALLERY = DOCS.parent / "gallery"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
TERMS = terms_in(PAGES["glossary.md"])


# Handouts -----------------------------------------------------------------------------------------


def sheet(name: str, how: str) -> list[list[str]]:
    made = with_handouts(f"<!-- handout: {name} {how} -->")
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in made.splitlines()
        if "|" in line
    ]


def test_the_ledger_of_or_is_the_rule_by_hand() -> None:
    _, _, start, *rows = sheet("perceptron-or", "solution")
    bias, *weights = (int(value) for value in start[6:])
    for _, *numbers in rows:
        x1, x2, total, target, error, *after = (int(number.replace("−", "-")) for number in numbers)
        assert total == bias + weights[0] * x1 + weights[1] * x2
        assert error == target - (total >= 0)
        assert after == [bias + error, weights[0] + error * x1, weights[1] + error * x2]
        bias, *weights = after
    assert {row[5] for row in rows[-4:]} == {"0"}  # it has learned by the end of the sheet


@pytest.mark.parametrize("name", ["perceptron-or", "perceptron-and", "adaline-and", "back-propagation"])
def test_a_blank_sheet_gives_what_is_given_and_no_more(name: str) -> None:
    blank, solution = sheet(name, "blank"), sheet(name, "solution")
    assert len(blank) == len(solution)
    cells = [pair for both in zip(blank, solution, strict=True) for pair in zip(*both, strict=True)]
    assert {given for given, full in cells if given != full} == {"&nbsp;"}
    assert sum(given == "&nbsp;" for given, _ in cells) >= 20


def test_one_step_of_back_propagation_is_that_of_the_rule() -> None:
    said = {row[0]: row[1:] for row in sheet("back-propagation", "solution")}
    assert said["`Theta1[1,0]`"] == ["0.5", "0", "0.5"]  # from the input that was 0
    y = 0.5261  # worked in the chapter on back-propagation in numbers
    assert float(said["output"][0].replace("−", "-")) == pytest.approx((y - 1) * y * (1 - y), abs=5e-4)


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(HandoutError, match="no sheet is called 'x'; there are perceptron-or, "):
        with_handouts("<!-- handout: x -->")


def test_every_sheet_is_on_a_page() -> None:
    asked = {
        name for text in PAGES.values() for name in re.findall(r"^<!-- handout: ([\w-]+)", text, re.M)
    }
    assert asked == {*SHEETS}


# The glossary -------------------------------------------------------------------------------------


def test_the_glossary_is_in_order_and_each_term_has_a_meaning() -> None:
    assert [*TERMS] == sorted(TERMS)
    assert len(TERMS) >= 39
    assert all(meaning.endswith(".") and len(meaning) < 160 for meaning in TERMS.values())


def test_a_term_is_explained_once_and_only_in_prose() -> None:
    page = "<h1>Epoch</h1><p>An <code>epoch</code>, <a href='x'>epoch</a>; two Epochs and an epoch.</p>"
    explained = explain(page, {"epoch": "One pass."}, "../glossary.html")
    link = '<a class="term" href="../glossary.html#epoch" title="One pass.">Epochs</a>'
    assert explained == page.replace("two Epochs", f"two {link}")


def test_a_term_within_a_formula_is_left_alone() -> None:
    formula = render_formulas(r'<p><span class="arithmatex">\(\delta\)</span> and delta</p>', "p.md")
    explained = explain(formula, {"delta": "A part of the error."}, "g.html")
    assert explained.startswith(formula.split(" and ")[0])
    assert explained.count('class="term"') == 1


def test_longer_terms_go_first_and_parts_of_words_stay() -> None:
    terms = {"energy": "E.", "free energy": "F.", "start": "S."}
    explained = explain("<p>The free energy, restarted.</p>", terms, "g")
    assert re.findall(r"#([\w-]+)", explained) == ["free-energy"]


# Lessons ------------------------------------------------------------------------------------------


def test_there_are_six_lessons_of_45_minutes() -> None:
    lessons = PAGES["lessons.md"].split("\n## ")[1:]
    assert len(lessons) == 6
    for lesson in lessons:
        minutes = re.findall(r"^\| (\d+) \|", lesson, re.MULTILINE)
        assert sum(map(int, minutes)) == 45, lesson.splitlines()[0]
        assert "**Afterwards the students can**" in lesson
        assert "#try-it)" in lesson


def test_what_a_lesson_says_to_show_is_a_heading_of_a_chapter() -> None:
    chapters = [path.read_text(encoding="utf-8") for path in GALLERY.rglob("*.py")]
    headings = {h for text in chapters for h in re.findall(r"^# ## (.+)$", text, re.MULTILINE)}
    quoted = {
        words for words in re.findall(r'"([A-Z][^"]+)"', PAGES["lessons.md"]) if words[0].isupper()
    }
    assert quoted - headings == {"Show", "Nobody"}


def test_twelve_questions_have_twelve_answers_that_lead_to_pages() -> None:
    questions, answers = PAGES["questions.md"].split("## Answers")
    assert len(re.findall(r"^\d+\. .+\?|^\d+\. Give ", questions, re.MULTILINE)) == 12
    led = re.findall(r"^\d+\. .*\(\[\d+\]\(story/(\w+)\.md\)\)$", answers, re.MULTILINE)
    assert len(led) == 12
    assert all((GALLERY / f"{page}.py").exists() for page in led)
