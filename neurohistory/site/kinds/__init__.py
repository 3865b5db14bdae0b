"""What the page of a model shows beside its answers: that depends on what kind of machine it is.

Each kind has a module of its own, which appends sections to a page: `wired`, `corrected`, `descending`,
`one_answer`, `sampling` and `coding`.  They ask a model nothing but what its contract has, and look at
the names of its weights and workings for what can be drawn.
"""
