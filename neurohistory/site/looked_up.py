"""Imported last by the fork server of the pages' processes: what each of them would look up again.

They are copies of it, and find the models that are installed and the files of what is loaded.
"""

import os

from neurohistory.catalog import GROUP
from neurohistory.process.entry_points import brought
from neurohistory.process.sources import long_loaded

__all__: list[str] = []

brought(GROUP)
long_loaded(os.getcwd())
