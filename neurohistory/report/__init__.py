"""Results for people and for programs: rows, tables for the terminal, text.

* `show`: rows of values as a table, in a terminal or on a page
* `tables`: trials, traces and proofs as tables, JSON and CSV
* `parameters`: a model's parameters as its docstring describes them
"""
