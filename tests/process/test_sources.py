"""What a function's answer was made from goes by names that hold in another checkout too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import neurohistory
from neurohistory.process.sources import is_ours, place_of

_PACKAGE = Path(neurohistory.__file__).parent

_READS = """
import json, sys, types
from pathlib import Path
from neurohistory.process.sources import witnessed

sys.modules["odd"] = None  # an import that is forbidden stands so
sys.modules["older"] = types.SimpleNamespace(__file__=5)
sys.modules["bare"] = 5

def work(file):
    import beside
    with open("written.txt", "w") as there:
        there.write("not read")
    return Path(file).read_text("utf-8")

seen = witnessed(work, sys.argv[1])
print(json.dumps([seen.answer, sorted(seen.sources)]))
"""


def _seen(folder: Path, file: str) -> tuple[str, set[str]]:
    """What a function reads from a file, and the names of all that it was made from."""
    (folder / "beside.py").write_text("")
    (folder / "script.py").write_text(_READS)
    command = [sys.executable, str(folder / "script.py"), file]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    answer, sources = json.loads(told.stdout)
    return answer, set(sources)


def _of_others(sources: set[str]) -> set[str]:
    return {name for name in sources if not is_ours(name)}


@pytest.mark.parametrize("absolute", [False, True])
def test_what_lies_where_we_stand_counts_by_its_name_there(tmp_path: Path, absolute: bool) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "gates.csv"
    file.write_text("a,b\n")
    answer, sources = _seen(tmp_path, str(file if absolute else file.relative_to(tmp_path)))
    assert answer == "a,b\n"
    assert _of_others(sources) == {"data/gates.csv", "beside.py", "script.py"}


def test_what_lies_in_a_neighbour_of_a_like_name_does_not_count(tmp_path: Path) -> None:
    here, neighbour = tmp_path / "course", tmp_path / "course2"
    here.mkdir()
    neighbour.mkdir()
    (neighbour / "gates.csv").write_text("a,b\n")
    _, sources = _seen(here, str(neighbour / "gates.csv"))
    assert _of_others(sources) == {"beside.py", "script.py"}


def test_a_file_of_the_package_has_one_name_wherever_we_stand(tmp_path: Path) -> None:
    file = _PACKAGE / "catalog.py"
    _, sources = _seen(tmp_path, str(file))
    assert "neurohistory/catalog.py" in sources
    assert place_of("neurohistory/catalog.py") == file
