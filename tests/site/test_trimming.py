"""What is left out of a built site."""

from __future__ import annotations

from pathlib import Path

from neurohistory.site.trimming import trim


def test_maps_and_languages_go_and_everything_else_stays_as_it_was(tmp_path: Path) -> None:
    files = {
        "assets/javascripts/bundle.js": "f()\n//# sourceMappingURL=bundle.js.map\n",
        "assets/javascripts/bundle.js.map": "{}",
        "assets/javascripts/lunr/min/lunr.de.min.js": "",
        "assets/stylesheets/main.css": "a{}\n/*# sourceMappingURL=main.css.map */",
        "assets/stylesheets/main.css.map": "{}",
        "assets/neurohistory/player.js": "// sourceMappingURL is told in the middle\ng()",
        "story/1969_xor.py": "import this",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    trim(tmp_path)
    left = {
        str(path.relative_to(tmp_path)): path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert left == {
        "assets/javascripts/bundle.js": "f()\n",
        "assets/stylesheets/main.css": "a{}\n",
        "assets/neurohistory/player.js": files["assets/neurohistory/player.js"],
        "story/1969_xor.py": files["story/1969_xor.py"],
    }
