"""The wheel holds all that the package needs at run time, and nothing else.

Usage: python .ci/check_wheel.py dist/neurohistory-*.whl
"""

import sys
import zipfile
from pathlib import Path

held = {name for name in zipfile.ZipFile(sys.argv[1]).namelist() if ".dist-info/" not in name}
wanted = {
    str(path)
    for path in Path("neurohistory").rglob("*")
    if path.is_file() and path.suffix in {".py", ".css", ".js", ".html", ".json", ".toml", ".typed"}
}
if held != wanted | {"neurohistory/py.typed"}:
    sys.exit(f"missing from the wheel: {sorted(wanted - held)}; too much: {sorted(held - wanted)}")
print(f"the wheel holds {len(held)} files")
