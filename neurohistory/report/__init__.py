"""Results for people and for programs: rows, tables for the terminal, text.

* `display`: rows of values as a table, in a terminal or on a page
* `rows`: trials, traces, proofs and counts as plain values
* `terminal`: the same as tables for a terminal
* `cards`: a model's card for a terminal
* `layout`: how tables of a terminal are laid out
* `text`: numbers and rows as short text, Markdown, CSV and JSON
* `docstrings`: a model's parameters as its docstring describes them
"""
