"""The McCulloch-Pitts cell, 1943: all or none, wired by somebody, and an inhibitor forbids."""

from itertools import product

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
VETO = -1


def fires(endings, threshold, x):
    """No inhibitory ending is active, and enough excitatory ones are."""
    if any(n == VETO and on for n, on in zip(endings, x)):
        return 0
    return int(sum(n for n, on in zip(endings, x) if on) >= threshold)


def wirings():
    """Every cell with at most two endings on each input, or an inhibitory one."""
    for *endings, threshold in product((VETO, 0, 1, 2), (VETO, 0, 1, 2), (1, 2, 3)):
        yield endings, threshold


def mistakes(endings, threshold, targets):
    """Count the cases that this cell gets wrong."""
    return sum(fires(endings, threshold, x) != t for x, t in zip(CASES, targets))


def xor(x):
    """Do what no single cell does: two cells, each forbidden by the other's input, and an OR."""
    return fires((1, 1), 1, [fires((1, VETO), 1, x), fires((VETO, 1), 1, x)])


if __name__ == "__main__":
    for gate, targets in GATES.items():
        best = min(wirings(), key=lambda cell: mistakes(*cell, targets))
        print(gate, "endings and threshold", best, "mistakes", mistakes(*best, targets))
    print("XOR by three cells", [xor(x) for x in CASES])
