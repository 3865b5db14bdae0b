"""Pictures that commands draw to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from neurohistory.cli.console import complain, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["check_picture", "write_picture"]

_FORMATS = (".svg", ".png", ".pdf")


def check_picture(path: Path) -> None:
    """Complain about a picture that cannot be written before the work is done, not after."""
    from neurohistory.process.writing import check_writable

    if path.suffix.lower() not in _FORMATS:
        raise ValueError(f"cannot draw {str(path)!r}; the name must end in {', '.join(_FORMATS)}")
    check_writable(path)


def write_picture(path: Path, figure: Figure) -> bool:
    """Write a figure; whether that could be done."""
    from neurohistory.plots import encode
    from neurohistory.process.writing import write_whole

    picture = encode(figure, path.suffix.lower()[1:])
    try:
        write_whole(path, picture)
    except OSError as error:
        complain(f"cannot write {str(path)!r}: {error.strerror or error}")
        return False
    tell(f"drawn to {path}")
    return True
