"""The command behind the gallery: the whole site, or nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from neurohistory import catalog
from neurohistory.site.build import _ingredients
from neurohistory.site.gallery_page import SCRIPTS
from neurohistory.site.plugin import GalleryPlugin
from neurohistory.site.production import Job, page_of
from neurohistory.site.trials import variants_of
from neurohistory.theory import Verdict

Gallery = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def gallery(command: Gallery, kept: Path) -> Gallery:
    """Build the site in a folder, with options."""

    def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "NEUROHISTORY_CACHE": str(kept)}
        return command(["gallery", *options], folder, environment)

    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, gallery: Gallery) -> Path:
    """A site built outside of a checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    ran = gallery(folder)
    assert ran.returncode == 0, ran.stderr
    assert str(folder / "site" / "index.html") in ran.stdout
    assert [path.name for path in folder.iterdir()] == ["site"]  # no scratch is left behind
    return folder / "site"


def test_every_model_has_a_page_with_its_figures(built: Path) -> None:
    for name, model in catalog.timeline().models.items():
        page = (built / "models" / f"{name}.html").read_text()
        assert model.card.title in page
        assert str(model.card.year) in page
        for source in re.findall(r'<img [^>]*src="([^"#]+)', page):
            assert (built / "models" / source).is_file()
        assert page.count("-regions.svg") == 1
        drawn = any(f"{name}-{figure}.svg" in page for figure in ("unfinished", "descents"))
        assert drawn is (name not in ("mcculloch_pitts", "svm")), name  # wired, or one answer


# A model of each kind, and the sections that its kind has.
SECTIONS = {
    "mcculloch_pitts": ["How it is wired", "Truth table", "The designer"],
    "perceptron": ["Each correction", "By hand", "How soon it makes no mistake"],
    "logistic_unit": ["The descent", "The wires grow", "By hand"],
    "svm": ["Margin and support vectors", "By hand"],
    "rbm": ["What it has learned to expect", "How soon it makes no mistake", "By hand"],
    "pretrained_classifier": ["The codes", "The descent", "By hand"],
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_page_has_the_sections_of_its_kind_and_no_others(built: Path, name: str) -> None:
    page = (built / "models" / f"{name}.html").read_text()
    around = {"The rule", "AND, OR and XOR", "Epoch by epoch", "Repeat it", "Parameters", "Source"}
    found = re.findall(r"<h2[^>]*>(.*?)<a", page)
    assert [title for title in found if title not in around] == SECTIONS[name]
    for figure in re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL):
        assert re.search(r"<figcaption[^>]*><strong>", figure), figure[-300:]


def test_a_page_leads_to_its_neighbours_in_time(built: Path) -> None:
    names = list(catalog.timeline().models)  # in the order of time
    for before, name, after in zip(names, names[1:], names[2:], strict=False):
        page = (built / "models" / f"{name}.html").read_text()
        assert page.index(f'class="crossing" href="{before}.html"') < page.index(
            f'class="crossing" href="{after}.html"'
        )


def test_every_verdict_has_a_look_of_its_own(built: Path) -> None:
    style = (built / "assets" / "neurohistory" / "neurohistory.css").read_text("utf-8")
    for verdict in Verdict:
        assert f"\n.verdict-{verdict.name.lower()} {{" in style
        assert f"--verdict-{verdict.name.lower()}-ground: #" in style


def test_scripts_that_stand_on_the_page_of_the_gallery_are_no_files_too(built: Path) -> None:
    files = {path.name for path in (built / "assets" / "neurohistory").iterdir()}
    assert not files & {*SCRIPTS}
    assert "player.js" in files


@pytest.mark.parametrize("name", ["mcculloch_pitts", "svm"])
def test_where_nothing_is_random_or_learned_by_steps_the_page_does_not_say_so(
    built: Path, name: str
) -> None:
    page = (built / "models" / f"{name}.html").read_text()
    shown = page.partition('id="and-or-and-xor"')[2].partition('id="repeat-it"')[0]
    assert "one run, always alike" in shown
    assert "proved" in shown
    for words in (" starts", "interval", "epochs", "earning curve", "presentation", "moved", "median"):
        assert words not in shown, words


def test_on_the_scoreboard_proofs_and_single_runs_have_no_interval(built: Path) -> None:
    page = (built / "scoreboard.html").read_text()
    cells = re.findall(
        r'<span class="verdict-(\w+)">([^<]*)</span></summary>(.*?)</details>', page, re.S
    )
    assert len(cells) == 3 * sum(len(variants_of(name)) for name in catalog.names())
    for verdict, word, told in cells:
        certain = verdict in ("solves", "cannot")
        assert word.endswith(", proved") is certain
        assert ("interval" in told) is not (certain or "one run, always alike" in told)
        assert "neurohistory compare" in told
        assert ("gets stuck" in told) is (word.endswith("%)") and not word.endswith("(0%)"))


def test_the_scoreboard_has_a_row_for_each_model_xor_first_and_nothing_disagrees(built: Path) -> None:
    page = (built / "scoreboard.html").read_text()
    for name in catalog.names():
        assert f'href="models/{name}.html"' in page
    rows = page.partition('<ul class="board">')[2].split("<li>")[1:]
    assert len(rows) == len(catalog.names())
    for row in rows:
        assert re.findall(r"<b>(\w+)</b>", row)[:3] == ["XOR", "AND", "OR"]
    assert "disagrees with" not in page
    assert "failed:" not in page
    assert page.count("cannot, proved") >= 5  # XOR for the linear ones


def test_formulas_are_mathml_and_nothing_is_fetched(built: Path) -> None:
    assert "<math" in (built / "models" / "perceptron.html").read_text()
    for page in built.rglob("*.html"):
        fetched = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(https?:[^"]+)', page.read_text())
        assert fetched == []
        assert "arithmatex" not in page.read_text()


def test_the_page_for_errors_needs_nothing_from_elsewhere(built: Path) -> None:
    page = (built / "404.html").read_text()
    assert "no such page" in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == []  # where the site stands is not known
    assert "search box" not in page
    assert "<style>" in page


def test_keywords_are_those_of_a_page_that_is_made(tmp_path: Path) -> None:
    plugin = GalleryPlugin()
    found = {
        "chapters": str(tmp_path),
        "keywords": {"models/adaline.md": ["LMS"], "models/eve.md": ["x"]},
    }
    assert plugin.load_config(found) == ([], [])
    with pytest.raises(PluginError, match=r"keywords are given for models/eve\.md, and no such page"):
        plugin.on_config(MkDocsConfig())


@pytest.mark.parametrize(
    ("address", "link"),
    [("https://example.org/course/history/", "/course/history/"), ("https://example.org", "/")],
)
def test_the_page_for_errors_leads_to_the_first_page_where_that_is_known(
    address: str, link: str
) -> None:
    config = MkDocsConfig()
    config.site_url = address
    page = GalleryPlugin().on_post_template("", template_name="404.html", config=config)
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == [link]
    assert "search box" in page


def test_there_is_no_site_map_without_addresses(built: Path) -> None:
    assert not list(built.glob("sitemap.xml*"))


def search_index(built: Path) -> Any:
    """What can be searched; it is a script, so that it can be read from a disk too."""
    return json.loads((built / "search" / "search_index.js").read_text().removeprefix("var __index = "))


def test_the_search_has_one_index_for_disks_and_servers(built: Path) -> None:
    assert [path.name for path in (built / "search").iterdir()] == ["search_index.js"]


def test_a_shared_link_shows_the_page_and_the_strip_of_stamps(built: Path) -> None:
    head = (built / "models" / "perceptron.html").read_text().partition("</head>")[0]
    told = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', head))
    assert told["og:title"] == "1958 Perceptron"
    assert told["og:description"].startswith("The weights are learned: a wrong answer moves them")
    assert f'<meta name="description" content="{told["og:description"]}">' in head
    picture = (built / "models" / told["og:image"]).read_bytes()
    size = [int.from_bytes(picture[place : place + 4]) for place in (16, 20)]  # in the header of a PNG
    assert size == [int(told["og:image:width"]), int(told["og:image:height"])] == [1200, 630]


def test_code_is_not_searched(built: Path) -> None:
    index = search_index(built)
    texts = [entry["text"] for entry in index["docs"]]
    assert any("<code>initial_scale</code>" in text for text in texts)  # a name in prose is found
    assert not any("<pre" in text or "neurohistory compare perceptron" in text for text in texts)
    assert index["config"]["pipeline"] == []
    page = (built / "models" / "perceptron.html").read_text()
    assert "neurohistory compare perceptron" in page
    assert "data-search" not in page


def test_the_same_sources_give_the_same_figures(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEUROHISTORY_CACHE", str(tmp_path))
    page = page_of(Job("model", "perceptron"))
    for name, text in page.files.items():
        assert (built / "models" / name).read_text() == text


def test_a_rebuild_keeps_what_others_put_there_and_the_folder_itself(
    built: Path, gallery: Gallery
) -> None:
    """Through a link, as from the root of a web server; a page is missing, so there is work to do."""
    (built / "CNAME").write_text("example.org")
    (built / ".git").mkdir()
    (built / "models" / "notes.txt").write_text("mine")
    (built / "models" / "perceptron.html").unlink()
    number = built.stat().st_ino
    link = built.parent / "public"
    link.symlink_to("site")
    ran = gallery(built.parent, "--out", "public")
    assert ran.returncode == 0
    assert ran.stderr.startswith("neurohistory: left as it was, ")
    assert ran.stderr.endswith(": .git/, CNAME, models/notes.txt\n")
    assert (built / "models" / "perceptron.html").is_file()
    assert (built / "CNAME").read_text() == "example.org"
    assert (built / "models" / "notes.txt").read_text() == "mine"
    assert link.is_symlink()
    assert built.stat().st_ino == number
    link.unlink()


def test_the_folder_that_the_shell_stands_in_stays(
    built: Path, tmp_path: Path, gallery: Gallery
) -> None:
    inside = shutil.copytree(built, tmp_path / "inside")
    number = inside.stat().st_ino
    (inside / "scoreboard.html").unlink()
    ran = gallery(inside, "--out", ".")
    assert ran.returncode == 0, ran.stderr
    assert (inside / "scoreboard.html").is_file()
    assert inside.stat().st_ino == number


def test_an_edited_page_is_no_page_to_replace(built: Path, gallery: Gallery) -> None:
    page = built / "scoreboard.html"
    made = page.read_text()
    page.write_text("my own words")
    ran = gallery(built.parent)
    assert ran.returncode == 2
    assert "will not replace scoreboard.html" in ran.stderr
    assert "delete what was edited" in ran.stderr
    assert page.read_text() == "my own words"
    page.write_text(made)


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path, gallery: Gallery) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.tex").write_text("years of work")
    ran = gallery(tmp_path, "--out", "thesis")
    assert ran.returncode == 2
    assert "thesis" in ran.stderr
    assert "--out" in ran.stderr
    assert (tmp_path / "thesis" / "chapter1.tex").read_text() == "years of work"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_in_the_way_is_one_clear_error(tmp_path: Path, gallery: Gallery) -> None:
    (tmp_path / "taken").write_text("")
    for out in ("taken", "taken/below"):
        ran = gallery(tmp_path, "--out", out)
        assert ran.returncode in (1, 2)
        assert "taken" in ran.stderr
        assert "Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_folder_is_one_clear_error(tmp_path: Path, gallery: Gallery) -> None:
    tmp_path.chmod(0o500)
    ran = gallery(tmp_path)
    tmp_path.chmod(0o700)
    assert ran.returncode == 1
    assert str(tmp_path) in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_build_leaves_the_old_site_and_nothing_else(built: Path, tmp_path: Path) -> None:
    (tmp_path / "1900_slow.py").write_text(
        "# %% [markdown]\n# # Slow\n\n# %%\nimport time\n\ntime.sleep(60)\n"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: slow\nplugins:\n  - neurohistory: {chapters: .}\n")
    before = sorted(path.name for path in tmp_path.iterdir())
    with subprocess.Popen(
        [sys.executable, "-m", "neurohistory", "gallery"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NEUROHISTORY_CACHE": str(built.parent.parent / "cache-of-slow")},
        start_new_session=True,
    ) as process:
        time.sleep(5)
        os.killpg(process.pid, signal.SIGINT)  # as the terminal does
        _, complaint = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "interrupted" in complaint
    assert "Traceback" not in complaint
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_only_in_a_checkout_the_folders_of_that_name_are_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere they are somebody else's, and may even be the place that the site goes to."""
    monkeypatch.chdir(tmp_path)
    before = _ingredients(tmp_path / "site")
    for name in ("docs", "gallery"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("x")
    assert _ingredients(tmp_path / "site") == before
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [neurohistory]\n")
    for name in ("docs", "gallery"):
        inside = _ingredients(tmp_path / name)
        (tmp_path / name / "index.html").write_text("y")
        assert _ingredients(tmp_path / name) == inside
        assert _ingredients(tmp_path / "site") != inside
