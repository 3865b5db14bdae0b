"""Imported by the fork server of a pool alone, which outlives a killed parent for a moment.

It then removes the folder of the sockets through which the two have talked.  Ctrl-C is for the parent:
here it would end in a traceback, as long as the imports of the pool go on.
"""

import atexit
import os
import shutil
import signal

__all__ = ["SOCKETS"]

SOCKETS = "NEUROHISTORY_SOCKETS"  # environment variable, from the pool to its fork server

if _folder := os.environ.pop(SOCKETS, None):  # for this process alone, not for those that it starts
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a pool's processes get their own back, in `_work`
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # it was blocked while this began
