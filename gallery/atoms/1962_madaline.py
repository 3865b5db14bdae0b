"""MADALINE, 1962: several ADALINEs behind a fixed OR; the one easiest to turn takes the blame."""

from random import Random

CASES = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
GATES = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}


def net(b, w, x):
    """What reaches a unit."""
    return sum(w_i * x_i for w_i, x_i in zip(w, x)) + b


def answer(units, x):
    """Say yes if any unit does: the fixed element is an OR."""
    return 1 if any(net(b, w, x) > 0 for b, w in units) else -1


def adapted(b, w, x, t, rate):
    """Move one unit's sum toward the target."""
    step = rate * (t - net(b, w, x)) / (sum(x_i * x_i for x_i in x) + 1)
    return b + step, [w_i + step * x_i for w_i, x_i in zip(w, x)]


def learn(units, targets, epochs=200, rate=1.0):
    """Yield bias and weights of the units after each pass through the cases."""
    for _ in range(epochs):
        mistakes = 0
        for x, t in zip(CASES, targets):
            if answer(units, x) == t:
                continue
            mistakes += 1
            sums = [net(b, w, x) for b, w in units]
            # A missing yes: the largest sum is nearest to one. A wrong yes: all that say it turn.
            turned = [
                j == sums.index(max(sums)) if t > 0 else s > 0 for j, s in enumerate(sums)
            ]
            units = [adapted(*u, x, t, rate) if turn else u for u, turn in zip(units, turned)]
        yield units
        if not mistakes:
            return


if __name__ == "__main__":
    chance = Random(0)
    for gate, targets in GATES.items():
        start = [(chance.gauss(0, 0.1), [chance.gauss(0, 0.1) for _ in "xx"]) for _ in "uu"]
        *_, units = learn(start, targets)
        print(gate, "answers", [answer(units, x) for x in CASES], "units", units)
