"""Studies: a grid of settings, thousands of starts for each, and what comes of every one.

* `study`: the `Study`, and `study()`, which runs one
* `grid`: which values go with which: all of them, or a sample
* `cells`: a model and a problem for each setting
* `chunks`: starts that are run together, and the seed that they have
* `results`: what came of all starts
* `table`: what that says, a row for each cell
* `survival`: how many epochs they need, where some never arrive
"""
