"""MADALINE Rule II, 1988: the joining element learns too, and blame is found by trial."""

from itertools import combinations
from random import Random

CASES = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
GATES = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}


def net(b, w, x):
    """What reaches a unit."""
    return sum(w_i * x_i for w_i, x_i in zip(w, x)) + b


def signs(units, x):
    """What each unit says."""
    return [1 if net(b, w, x) > 0 else -1 for b, w in units]


def adapted(b, w, x, t, rate):
    """Move one unit's sum toward the target."""
    step = rate * (t - net(b, w, x)) / (sum(x_i * x_i for x_i in x) + 1)
    return b + step, [w_i + step * x_i for w_i, x_i in zip(w, x)]


def mending(units, output, x, t):
    """The first trial that mends the answer: the unit nearest to zero flips, others, then pairs."""
    said = signs(units, x)
    nearest = sorted(range(len(units)), key=lambda j: abs(net(*units[j], x)))
    for trial in (flips for size in (1, 2) for flips in combinations(nearest, size)):
        flipped = [-y if j in trial else y for j, y in enumerate(said)]
        if signs([output], flipped) == [t]:
            return trial
    return ()


def learn(units, output, targets, epochs=200, rate=0.1):
    """Yield the units of both layers after each pass through the cases."""
    for _ in range(epochs):
        mistakes = 0
        for x, t in zip(CASES, targets):
            said = signs(units, x)
            if signs([output], said) == [t]:
                continue
            mistakes += 1
            for j in mending(units, output, x, t):
                units = [*units[:j], adapted(*units[j], x, -said[j], rate), *units[j + 1 :]]
            if signs([output], signs(units, x)) != [t]:
                output = adapted(*output, signs(units, x), t, rate)
        yield units, output
        if not mistakes:
            return


if __name__ == "__main__":
    chance = Random(1)
    for gate, targets in GATES.items():
        units = [(chance.gauss(0, 1), [chance.gauss(0, 1) for _ in "xx"]) for _ in "uuv"]
        *_, (units, output) = learn(units[:2], units[2], targets)
        print(gate, "answers", [signs([output], signs(units, x))[0] for x in CASES])
