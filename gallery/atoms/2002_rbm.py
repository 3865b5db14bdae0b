"""The restricted Boltzmann machine, 2002: learn from the data and from one step of a dream."""

from math import exp, log1p
from random import Random

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


def layer(units, x):
    """How probable each unit is, given the other layer; its first weight is its bias."""
    return [1 / (1 + exp(-sum(w * i for w, i in zip(unit, (1, *x))))) for unit in units]


def draw(layers, chance):
    """Random bits, 1 with the probability that is given."""
    return [[float(chance() < p) for p in units] for units in layers]


def learn(W, data, chance, epochs=500, rate=0.3):
    """Yield W, where row j is hidden unit j and column i visible unit i; number 0 is always on."""
    for _ in range(epochs):
        first = [layer(W[1:], v) for v in data]
        hidden = draw(first, chance)
        dream = draw([layer([*zip(*W)][1:], h) for h in hidden], chance)
        last = [layer(W[1:], u) for u in dream]
        for v, h, u, g in zip(data, first, dream, last):
            W = [
                [
                    w + rate / len(data) * (h_j * v_i - g_j * u_i)
                    for w, v_i, u_i in zip(row, (1, *v), (1, *u))
                ]
                for row, h_j, g_j in zip(W, (1, *h), (1, *g))
            ]
        yield W


def yes(W, x):
    """How much likelier the case is with a yes beside it than with a no, as a logarithm."""
    nets = [sum(w * i for w, i in zip(row, (1, *x))) for row in W[1:]]
    with_yes = [z + row[-1] for z, row in zip(nets, W[1:])]
    return W[0][-1] + sum(log1p(exp(z)) - log1p(exp(o)) for z, o in zip(with_yes, nets))


if __name__ == "__main__":
    chance = Random(1)
    for gate, targets in GATES.items():
        hidden = [[0.0] + [chance.gauss(0, 2) for _ in range(3)] for _ in range(8)]
        data = [(*x, t) for x, t in zip(CASES, targets)]
        *_, W = learn([[0.0] * 4, *hidden], data, chance.random)
        print(gate, "answers", [int(yes(W, x) > 0) for x in CASES])
