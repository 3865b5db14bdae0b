"""A small part of `tools/kth_fault.py`: all steps of the short writers, and one of the script itself."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of a process")

TOOL = Path(__file__).parents[2] / "tools" / "kth_fault.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kth_fault", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kth_fault"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("name", ["picture, first", "picture, again", "store, first", "store, again"])
def test_wherever_it_fails_there_is_the_old_result_or_the_new_one(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NEUROHISTORY_CACHE", str(tmp_path / "pages"))
    (writer,) = (writer for writer in tool.WRITERS if writer.name == name)
    tried = [*tool.cases(writer, tmp_path, 1, [*tool.FAULTS])]
    assert len(tried) >= 4 * len(tool.FAULTS)  # it opens, writes, renames, and makes its folder
    assert [(fault, k, wrong) for fault, k, wrong in tried if wrong] == []


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_writer_that_writes_in_place_is_found_out(tool: ModuleType, tmp_path: Path) -> None:
    """The trial can fail."""

    def carelessly(folder: Path) -> None:
        (folder / "board.svg").write_text("new" * 9999)

    careless = tool.Writer(
        "careless", tool.old_picture, carelessly, lambda folder: tool.tree(folder).get("board.svg")
    )
    wrong = {
        words
        for *_, each in tool.cases(careless, tmp_path, 1, ["full disk", "killed"])
        for words in each
    }
    assert "a third result" in wrong


def test_the_script_itself_prints_its_table() -> None:
    asked = [sys.executable, str(TOOL), "--only", "picture, first", "--every", "99"]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "| picture, first | full disk | 1 | 1 | 0 |" in ran.stdout
