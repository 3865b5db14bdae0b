"""Studies: a grid of settings, thousands of starts for each, and what comes of every one.

What is asked:

* `study`: a model, a problem, a grid and so many starts, as a call or a file says it
* `grid`: which values go with which: all of them, or a sample
* `cells`: a model and a problem for each setting
* `ladder`: whole recipes in place of settings, one change a rung
* `chunks`: starts that are run together, and the seed that they have

Who runs it:

* `engine`: `study()`, which runs one, and what came of it so far
* `plan`: which chunks are missing; `estimate`, `memory`: what they cost
* `jobs`: a chunk that anybody can do; `riding`: chunks that share an array
* `processes`, `cluster`: who does them, here or on other machines
* `progress`: how far it has come

What is kept in a folder:

* `folder`: its files; `chunk_files`: the bytes of one; `locks`: who writes
* `descriptions`: a study as plain values; `provenance`: versions and machines

What it says:

* `results`: what came of all starts
* `table`: a row for each cell
* `survival`: how many epochs they need, where some never arrive
* `record`: all of it as a file; `replay`: whether the same comes out again
"""
