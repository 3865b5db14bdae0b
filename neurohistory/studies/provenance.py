"""Who runs a study: versions, machine, the library that multiplies matrices, and its threads."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

__all__ = ["LIBRARIES", "core_types", "provenance"]

LIBRARIES = ("neurohistory", "numpy", "scipy", "scikit-learn")  # on which the last bit may depend


def provenance(**more: Any) -> dict[str, Any]:
    """What the last bit and the time of a study may depend on, as JSON has it.

    Parameters
    ----------
    **more
        What else to say, such as the number of processes.

    Examples
    --------
    >>> list(provenance(processes=2))[-1]
    'processes'
    """
    from threadpoolctl import threadpool_info

    return {
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in (*LIBRARIES, "joblib")},
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "pools": [
            {
                key: pool.get(key)
                for key in ("internal_api", "version", "architecture", "threading_layer", "num_threads")
            }
            for pool in threadpool_info()
        ],
        **more,
    }


def core_types(session: dict[str, Any]) -> set[str]:
    """The kinds of core that the libraries of a session have chosen their code for.

    Examples
    --------
    >>> core_types({"pools": [{"architecture": "Haswell"}, {"architecture": None}]})
    {'Haswell'}
    """
    return {pool["architecture"] for pool in session.get("pools", []) if pool.get("architecture")}
