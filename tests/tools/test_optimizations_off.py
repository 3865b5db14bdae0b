"""A switch that would switch nothing off is an error of the script that lays it."""

from __future__ import annotations

import importlib
import importlib.util
from functools import reduce
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "optimizations_off.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(SCRIPT.stem, SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_whatever_is_switched_off_is_there(script: ModuleType) -> None:
    for patches in script.SWITCHES.values():
        for place in patches:
            module, _, names = place.partition(":")
            assert reduce(getattr, names.split("."), importlib.import_module(module)) is not None


def test_a_switch_for_what_is_not_there_or_not_called_is_an_error(
    script: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / "printed"
    folder.mkdir()
    script.__dict__["SWITCHES"] |= {
        "renamed": {"json:load_whole": "lambda file: None"},
        "half": {"json:loads": "lambda text: 'off'", "json:dumps": "lambda value: 'off'"},
    }
    with pytest.raises(SystemExit, match=r"(?s)without renamed: .*json:load_whole is not there"):
        script.run(["-c", ""], folder, "renamed")
    assert script.run(["-c", "import json; print(json.loads('1'))"], folder, "half") == "off\n"
    assert script.never_asked("half", folder) == ["json:dumps"]
    assert script.run(["-c", "import json; print(json.loads('1'))"], folder, "as it is") == "1\n"
