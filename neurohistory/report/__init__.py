"""Results for people and for programs: rows, tables for the terminal, text.

* `tables`: trials, traces and proofs as tables, JSON and CSV
* `parameters`: a model's parameters as its docstring describes them
"""
