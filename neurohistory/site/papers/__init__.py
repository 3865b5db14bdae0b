"""The papers' own numbers: a page for each paper, the ledger of all, and what did not come out.

`numbers` has what is shown, `links` what a paper is called and the ways to its page; `page`, `ledger`
and `negatives` make the pages, and `redrawn` draws the figures that papers are known for.
"""
