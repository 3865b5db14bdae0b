"""The reference runs on the site: a link to each file, and the files."""

from __future__ import annotations

import json
import re

from neurohistory.reference_runs.files import kept, names
from neurohistory.site.page import Page
from neurohistory.site.production import Job, page_of


def test_every_run_can_be_taken_away() -> None:
    page = page_of(Job("runs"))
    assert isinstance(page, Page)
    linked = re.findall(r"\]\(([^)]+)\)\{ download \}", page.markdown)
    assert linked == list(page.files)
    assert {path.split("/")[-1].removesuffix(".json") for path in linked} == set(names())
    assert json.loads(page.files["reference_runs/madaline-xor-01-far.json"]) == kept(
        "madaline-xor-01-far"
    )


def test_the_starts_of_a_task_stand_in_one_row() -> None:
    page = page_of(Job("runs"))
    assert isinstance(page, Page)
    row = next(line for line in page.markdown.splitlines() if "adaline-a_or_not_b-pm1-far" in line)
    assert row.startswith("| A OR NOT B | -1 and +1 | [near](")
