"""What the theme brings and no reader needs: source maps, and languages that nobody searches in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

__all__ = ["trim"]

_MAP = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*\Z")


def trim(site: Path) -> None:
    """Take source maps and the search's other languages out of a built site in English.

    Parameters
    ----------
    site : Path
        The folder of the site, with the theme's ``assets``.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     script = Path(folder, "assets", "a.js")
    ...     script.parent.mkdir()
    ...     _ = script.write_text("f()\\n//# sourceMappingURL=a.js.map\\n")
    ...     trim(Path(folder))
    ...     script.read_text()
    'f()\\n'
    """
    assets = site / "assets"
    for found in assets.rglob("*.map"):
        found.unlink()
    for found in [*assets.rglob("*.js"), *assets.rglob("*.css")]:
        text = found.read_text(encoding="utf-8")
        if _MAP.search(text):  # browsers would ask for what is not there
            found.write_text(_MAP.sub("\n", text), encoding="utf-8")
    shutil.rmtree(assets / "javascripts" / "lunr", ignore_errors=True)
