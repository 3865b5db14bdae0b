"""The history: one file a model, in the paper's own terms.

The files are found through the entry points in ``pyproject.toml``; nothing imports them by name.
"""
