"""How many digits of a reference run does a trace of your own get right?

python check_reference_run.py run.json            says whether the file is whole
python check_reference_run.py run.json mine.csv   a line for each row of the trace
"""

import hashlib
import json
import math
import sys
from fractions import Fraction
from itertools import chain
from pathlib import Path


def is_whole(run):
    values = {key: value for key, value in run.items() if key != "sha256"}
    told = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest() == run.get("sha256")


def digits(run, rows):
    fewest = 17.0
    for right, value in zip(chain(*run["trace"]), chain(*rows), strict=True):
        error = abs(Fraction(value) - Fraction(right)) / (abs(Fraction(right)) or 1)
        fewest = min(fewest, -math.log10(error) if error else 17.0)
    return max(fewest, 0.0)


if __name__ == "__main__":
    try:
        _ = sys.argv[1:] or sys.exit(__doc__)
        run = dict(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
        print("the file is whole" if is_whole(run) else sys.exit("damaged, or no run: see its checksum"))
        for own in sys.argv[2:]:
            rows = [line.split(",") for line in Path(own).read_text("utf-8").splitlines()]
            told = digits(run, [row for row in rows if row != run["columns"]])
            print(f"{own}: {told:.1f} digits are right")
    except (OSError, ValueError, TypeError) as error:
        sys.exit(f"{error}; a trace has a line for each row of the run, in its columns")
