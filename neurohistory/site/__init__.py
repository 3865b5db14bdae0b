"""The page builder: from models and chapter scripts to a site, by way of MkDocs.

* `model_page`, `scoreboard_page`, `timeline_page`, `chapters`, `consoles`: what makes a page, or a part
* `production`: makes them side by side, and keeps what has not changed (`cache`)
* `formulas`: from TeX to MathML
* `plugin`: hands all that to MkDocs; `site` has the settings
* `build`: the command behind ``neurohistory gallery``
"""
