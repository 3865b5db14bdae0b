"""The commands: they read words, call the package and print; they have no logic of their own.

* `entry`: the command, its errors and its exit codes
* `options`: what several commands take
* `console`: tables, notes and progress bars
* the others: a command each
"""

# isort: off
from neurohistory.cli.entry import app, main
from neurohistory.cli import timeline, compare, study, ladder, replay, reproduce, reference  # noqa: F401
from neurohistory.cli import trace, gradient, separate, count, show, gallery  # noqa: F401
# isort: on  (in the order of the help)

__all__ = ["app", "main"]
