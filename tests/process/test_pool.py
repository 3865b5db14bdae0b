"""Functions called in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_a_process_does_not_load_the_script_that_began_this_one(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('loaded')\n"
        "if __name__ == '__main__':\n"
        "    from neurohistory.process.pool import Pool\n"
        "    with Pool() as pool:\n"
        "        pool.start('seven', max, (5, 7))\n"
        "        print(pool.finished())\n"
    )
    ran = subprocess.run([sys.executable, script], check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines() == ["loaded", "[('seven', 7)]"]
