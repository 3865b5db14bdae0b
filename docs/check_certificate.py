"""Is a proof right that two classes can, or cannot, be parted by a plane?  Nothing here rounds.

python check_certificate.py proof.json
"""

import json
import sys
from fractions import Fraction


def holds(X, target, plane=(), examples=(), multipliers=()):
    rows = [[t * Fraction(x) for x in [*row, 1]] for row, t in zip(X, target, strict=True)]
    plane, multipliers = [Fraction(w) for w in plane], [Fraction(a) for a in multipliers]
    right = set(target) <= {-1, 1} and len({len(row) for row in rows}) == 1
    if plane:  # t (w.x + b) is above zero for every example
        return right and all(sum(w * x for w, x in zip(plane, row, strict=True)) > 0 for row in rows)
    parts = [[a * x for x in rows[i]] for i, a in zip(examples, multipliers, strict=True)]
    # Multipliers above zero make the examples cancel out, whatever the weights are.
    return right and bool(parts) and min(multipliers) > 0 and not any(map(sum, zip(*parts, strict=True)))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        proof = json.load(file)
    right = holds(
        **{key: proof.get(key, ()) for key in ("X", "target", "plane", "examples", "multipliers")}
    )
    print("the proof is right" if right else "the proof is wrong")
    sys.exit(not right)
