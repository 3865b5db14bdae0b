"""Imported by the fork server of the gallery alone, which outlives a build that is killed for a moment.

It then removes the folder of the sockets through which the two have talked.
"""

import atexit
import os
import shutil

__all__ = ["SOCKETS"]

SOCKETS = "NEUROHISTORY_SOCKETS"  # environment variable, from the build to its fork server

if SOCKETS in os.environ:
    atexit.register(shutil.rmtree, os.environ[SOCKETS], ignore_errors=True)
