"""The settings of the site, as plain data.

``mkdocs.yml`` in a checkout repeats them; the command uses them where there is no checkout. All
that a page needs comes with the site, so that pages work when they are opened from disk.
"""

from __future__ import annotations

__all__ = [
    "FAVICON",
    "LOGO",
    "SCRIPTS",
    "SEARCH",
    "SEARCH_SCRIPT",
    "STYLES",
    "site_settings",
]

# Where our own assets stand in the built site.
STYLES = tuple(
    f"assets/neurohistory/{name}.css"
    for name in (
        "neurohistory",
        "scenes",
        "models",
        "scoreboard",
        "teaching",
        "stamps",
        "contents",
        "print",
    )
)
LOGO, FAVICON = "assets/neurohistory/logo.svg", "assets/neurohistory/favicon.svg"
SCRIPTS = tuple(f"assets/neurohistory/{name}.js" for name in ("scroll-focus", "code-folds"))
# The theme looks for "iframe-worker" in this name; without it, pages would fetch one from outside.
SEARCH_SCRIPT = "assets/neurohistory/offline-iframe-worker.js"

# Options of the plug-in `search`.  Words end at punctuation.  None is left out as too common, for AND is
# a gate.  A title counts ten times; by default it is a thousand, and nothing else would matter.  Tags
# are what people call the subject of a page, in other words than its title's.
SEARCH: dict[str, object] = {
    "separator": r'[\s\-,:!=\[\]()"/{}.;?]+',
    "pipeline": [],
    "fields": {"title": {"boost": 10}, "tags": {"boost": 30}},
}


def site_settings() -> dict[str, object]:
    """Return the MkDocs settings that hold for every site of this package.

    Returns
    -------
    dict
        Theme, Markdown extensions, checks and extras, fresh at every call. The site's name, pages
        and plugins are the caller's.
    """
    return {
        "theme": {
            "name": "material",
            "font": False,  # no web fonts: nothing is fetched
            "features": [
                "navigation.tabs",
                "navigation.sections",
                "navigation.indexes",
                "navigation.prune",  # a page lists its own section alone
                "navigation.footer",
                "navigation.top",
                "toc.follow",
                "content.code.copy",
                "search.suggest",
            ],
            "palette": [
                {
                    "media": "(prefers-color-scheme: light)",
                    "scheme": "default",
                    "primary": "custom",
                    "accent": "custom",
                    "toggle": {"icon": "material/circle-half-full", "name": "Switch to dark mode"},
                },
                {
                    "media": "(prefers-color-scheme: dark)",
                    "scheme": "slate",
                    "primary": "custom",
                    "accent": "custom",
                    "toggle": {"icon": "material/circle-half-full", "name": "Switch to light mode"},
                },
            ],
        },
        "markdown_extensions": [
            "abbr",
            "admonition",
            "attr_list",
            "def_list",
            "footnotes",
            "md_in_html",
            "tables",
            {"toc": {"permalink": True}},
            {"pymdownx.arithmatex": {"generic": True}},
            "pymdownx.details",
            "pymdownx.highlight",
            "pymdownx.superfences",
        ],
        "validation": {
            "nav": {"omitted_files": "warn", "not_found": "warn", "absolute_links": "warn"},
            "links": {
                "not_found": "warn",
                "anchors": "warn",
                "absolute_links": "warn",
                "unrecognized_links": "warn",
            },
        },
        "extra": {"generator": False, "polyfills": [SEARCH_SCRIPT]},
    }
