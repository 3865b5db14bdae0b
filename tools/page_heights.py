"""How high the pages of a built site are, and what fills them: ``python tools/page_heights.py site``.

Each page is opened from disk in Chromium, and the script prints a Markdown table: screens of 900 px at
1,280 px width and of 844 px at 390 px, the part of the height that is code and console output, the part
that is figures, how many figures there are and how many have a caption, and what the page loads.  It
needs Playwright and Chromium, as the browser tests do.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from statistics import median
from urllib.parse import unquote

from playwright.sync_api import Page, sync_playwright

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MEASURE = """() => {
    const article = document.querySelector("article");
    const height = (selector) => [...article.querySelectorAll(selector)]
        .filter(e => !e.parentElement.closest(selector) && !e.closest("details:not([open])"))
        .reduce((sum, e) => sum + e.getBoundingClientRect().height, 0);
    const whole = article.getBoundingClientRect().height;
    return {
        whole,
        code: height("div.highlight, pre") / whole,
        figures: height("figure") / whole,
        n: article.querySelectorAll("figure").length,
        captions: article.querySelectorAll("figcaption").length,
    };
}"""


def measure(page: Page, path: Path) -> dict[str, float]:
    """One page's height in screens, and what fills it."""
    page.set_viewport_size(DESK)
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(request.url.partition("?")[0].partition("#")[0]))
    page.goto(path.resolve().as_uri(), wait_until="networkidle")
    found = page.evaluate(MEASURE)
    files = [Path(unquote(url.removeprefix("file://"))) for url in loaded if url.startswith("file:")]
    found["kB"] = sum(file.stat().st_size for file in files if file.is_file()) / 1000
    found["desk"] = found["whole"] / DESK["height"]
    page.set_viewport_size(PHONE)
    found["phone"] = page.evaluate(MEASURE)["whole"] / PHONE["height"]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How high the pages are, and what fills them.")
    parser.add_argument("site", type=Path, help="the folder of a built site")
    site = parser.parse_args().site
    pages = sorted(path for path in site.rglob("*.html") if path.name != "404.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(offline=True, reduced_motion="reduce")
        found = {path: measure(context.new_page(), path) for path in pages}
        browser.close()
    print("| page | desk | phone | code | figures | captions | loads, kB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for path, each in found.items():
        cells = [
            path.relative_to(site),
            f"{each['desk']:.1f}",
            f"{each['phone']:.1f}",
            f"{each['code']:.0%}",
            f"{each['figures']:.0%}",
            f"{each['captions']} of {each['n']}",
            f"{each['kB']:.0f}",
        ]
        print("|", " | ".join(map(str, cells)), "|")
    chapters = [each for path, each in found.items() if path.parent.name in ("story", "course")]
    if chapters:
        middle = {what: median(each[what] for each in chapters) for what in ("desk", "code", "figures")}
        print(
            f"\nmedian chapter: {middle['desk']:.1f} screens, "
            f"code {middle['code']:.0%}, figures {middle['figures']:.0%}; site {size(site) / 1e6:.1f} MB"
        )


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
