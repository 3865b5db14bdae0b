"""How much memory a study needs, told before it is run."""

from __future__ import annotations

import os
import tracemalloc
from contextlib import suppress
from pathlib import Path

from neurohistory.studies.cells import Cell
from neurohistory.studies.chunks import Chunk, run_chunk
from neurohistory.studies.plan import Plan
from neurohistory.studies.study import Study

__all__ = ["available", "check_memory", "of_chunk"]

_FEW, _MORE = 64, 128  # starts that are tried
_A_START = 12  # bytes of what is kept of it, and once more when it is put together
_HARMLESS = 2**26  # bytes: a study that needs less need not be tried


def check_memory(study: Study, found: Plan, processes: int) -> None:
    """Refuse a study that needs more memory than there is.

    Raises
    ------
    MemoryError
        With what it needs, what there is, and a smaller `chunk` that fits.
    """
    there = available()
    if not found.missing or there is None:
        return
    kept = _A_START * (found.starts_there + found.starts_missing)
    largest = max((missing.place for missing in found.missing), key=lambda place: _size(study, place))
    if _size(study, largest) * processes + kept < min(_HARMLESS, there / 4):
        return
    cell, n_starts = study.cells[largest.number], largest.chunk.n_starts
    for_one = of_chunk(cell, Chunk(0, 1))
    needed = kept + processes * n_starts * for_one
    if needed > there:
        fitting = int((there / 2 - kept) / (processes * for_one))
        remedy = f"set chunk={fitting}" if fitting >= 1 else "take fewer starts, or fewer cells"
        raise MemoryError(
            f"the study needs about {_gigabytes(needed)}, and there are {_gigabytes(there)}; {remedy}"
            + (f", or fewer than {processes} processes" if processes > 1 else "")
        )


def of_chunk(cell: Cell, chunk: Chunk) -> int:
    """About how many bytes the starts of a chunk need while they learn: two epochs of few are tried."""
    model = cell.model
    if "max_epochs" in model.get_params(deep=False):
        from sklearn import clone

        model = clone(model).set_params(max_epochs=2)
    tried = Cell(cell.settings, model, cell.problem)
    few, more = (_peak(tried, n_starts) for n_starts in (_FEW, _MORE))
    return max((more - few) * chunk.n_starts // (_MORE - _FEW), 0)


def available() -> int | None:
    """How many bytes of memory are free, or hold what can be read again; None where nobody says."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        line = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(line.split()[1]) * 1024
    with suppress(AttributeError, OSError, ValueError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    return None


def _size(study: Study, place: tuple[int, Chunk]) -> int:
    """Bytes of a hundred units' answers to all examples, for the starts of a chunk."""
    number, chunk = place
    return 100 * 8 * len(study.cells[number].problem.X) * chunk.n_starts


def _peak(cell: Cell, n_starts: int) -> int:
    tracemalloc.start()
    try:
        run_chunk(cell, Chunk(0, n_starts), 0)
        return tracemalloc.get_traced_memory()[1]
    except Exception:  # it will fail when it is run, and be recorded
        return 0
    finally:
        tracemalloc.stop()


def _gigabytes(n_bytes: float) -> str:
    return f"{n_bytes / 2**30:.2g} GB" if n_bytes < 2**30 else f"{n_bytes / 2**30:,.1f} GB"
