"""The pretrained classifier, 2006: layers learn to dream the data, and then to name it."""

from math import exp
from random import Random

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


def layer(units, x):
    """How probable each unit is, given the other layer; its first weight is its bias."""
    return [1 / (1 + exp(-sum(w * i for w, i in zip(unit, (1, *x))))) for unit in units]


def moved(W, step, ends, inputs):
    """Move each weight by what is at its end times what comes in at its beginning."""
    return [[w + step * e * i for w, i in zip(row, inputs)] for row, e in zip(W, ends)]


def pretrain(W, data, chance, epochs=20, rate=0.1):
    """Contrastive divergence without labels; return the hidden units."""
    for _ in range(epochs):
        first = [layer(W[1:], v) for v in data]
        dream = [layer([*zip(*W)][1:], [chance() < p for p in h]) for h in first]
        last = [layer(W[1:], u) for u in dream]
        for v, h, u, g in zip(data, first, dream, last):
            W = moved(W, rate / len(data), (1, *h), (1, *v))
            W = moved(W, -rate / len(data), (1, *g), (1, *u))
    return W[1:]


def upward(layers, x):
    """What every layer says, the inputs first."""
    return [x, *(upward(layers[1:], layer(layers[0], x)) if layers else [])]


def learn(layers, targets, epochs=300, rate=0.5):
    """Back-propagation through all layers; yield them after each pass through the cases."""
    for _ in range(epochs):
        tuned = list(layers)
        for x, t in zip(CASES, targets):
            *said, (y,) = upward(layers, x)
            errors = [t - y]
            for k, a in reversed([*enumerate(said)]):
                tuned[k] = moved(tuned[k], rate / len(CASES), errors, (1, *a))
                back = [sum(w * e for w, e in zip(ws, errors)) for ws in zip(*layers[k])][1:]
                errors = [e * i * (1 - i) for e, i in zip(back, a)]
        yield (layers := tuned)


if __name__ == "__main__":
    chance = Random(0)
    for gate, targets in GATES.items():
        data, layers = CASES, []
        for n in (2, 8):
            W = [[chance.gauss(0, 2) for _ in range(n + 1)] for _ in range(9)]
            layers.append(pretrain(W, data, chance.random))
            data = [layer(layers[-1], v) for v in data]
        *_, layers = learn([*layers, [[0.0] * 9]], targets)
        print(gate, "answers", [round(upward(layers, x)[-1][0], 2) for x in CASES])
