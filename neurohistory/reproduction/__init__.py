"""The papers' own numbers beside ours: what is claimed, how it is measured, and what came of it.

* `findings`: what a run gives, and how it is told: numbers, shares of the starts, words
* `bands`: when our number counts as the printed one, and why
* `claim`: one printed number, and the experiment that measures ours
* `collection`: the papers that have claims, ours and those of other packages
* `running`: experiments carried out, each once, and judged
* `cost`: what the runs cost, in one currency, and how long that took then
* `rows`: claims as plain values
"""
