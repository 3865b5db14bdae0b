"""Imported by the fork server of a pool alone, which outlives a killed parent for a moment.

It then removes the folder of the sockets through which the two have talked.
"""

import atexit
import os
import shutil

__all__ = ["SOCKETS"]

SOCKETS = "NEUROHISTORY_SOCKETS"  # environment variable, from the pool to its fork server

if _folder := os.environ.pop(SOCKETS, None):  # for this process alone, not for those that it starts
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
