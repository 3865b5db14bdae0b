"""The page builder: from models and chapter scripts to a site, by way of MkDocs.

* `model_page` (with `kinds` and `by_hand`), `scoreboard_page`, `timeline_page`, `chapters`, `consoles`:
  what makes a page, or a part
* `crossings`: from a model's page to its neighbours and chapters
* `trials`: what is trained for them, once
* `production`: the tasks that make them, side by side; what has not changed is kept;
  `looked_up` is done once for all of their processes
* `formulas`: from TeX to MathML
* `plugin`: hands all that to MkDocs; `settings` has its plain data
* `build`: the command behind ``neurohistory gallery``
"""
