"""Reference runs: what a rule gives in exact arithmetic, kept as files that any language reads.

* `exact`: rules of sums, products and quotients, in fractions
* `decimals`: rules with an exponential, in fifty digits
* `rules`: which runs there are: tasks, steps, first weights
* `files`: runs worked out, written and read
* `digits`: how many digits of a trace of one's own are right
"""
