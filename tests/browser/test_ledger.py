"""The ledger of claims shows what was chosen, and its address says what that was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_papers_open_that_have_what_was_chosen(browser: Browser, site: Path) -> None:
    ledger = site / "papers/ledger.json"
    if not ledger.exists():
        pytest.skip("this site has no ledger")
    claims = json.loads(ledger.read_text(encoding="utf-8"))
    wrong = [claim for claim in claims if claim["verdict"] == "not reproduced"]
    papers = {claim["claim"].partition(".")[0] for claim in wrong}
    page = browser.new_page()
    page.goto((site / "papers/index.html").as_uri())
    assert page.locator(".ledger details[open]").count() == 0
    page.get_by_label("verdict").select_option("not reproduced")
    assert page.locator(".ledger details:visible").count() == len(papers)
    assert page.locator(".ledger tbody tr:visible").count() == len(wrong)
    assert page.get_by_role("status").last.inner_text() == f"{len(wrong)} of {len(claims)}"
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert page.locator(".ledger tbody tr:visible").count() == len(wrong)
    page.get_by_label("verdict").select_option("")
    assert page.locator(".ledger details:visible").count() == page.locator(".ledger details").count()
    page.close()
