"""Back-propagation, 1986: the chain rule carries the error back to a layer that nobody wired."""

from math import exp
from random import Random

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


def layer(units, x):
    """The answers of some units; the first weight of each is its bias."""
    return [1 / (1 + exp(-sum(w * i for w, i in zip(unit, (1, *x))))) for unit in units]


def gradient(hidden, output, targets):
    """The derivatives of E = 1/2 sum (y - d)^2 by the weights, over all cases."""
    by_hidden, by_output = [[0.0] * len(unit) for unit in hidden], [0.0] * len(output)
    for x, d in zip(CASES, targets):
        a = layer(hidden, x)
        (y,) = layer([output], a)
        delta = (y - d) * y * (1 - y)
        deltas = [delta * w * a_j * (1 - a_j) for w, a_j in zip(output[1:], a)]
        by_output = [g + delta * i for g, i in zip(by_output, (1, *a))]
        by_hidden = [
            [g + delta_j * i for g, i in zip(row, (1, *x))]
            for row, delta_j in zip(by_hidden, deltas)
        ]
    return by_hidden, by_output


def learn(hidden, output, targets, epochs=1000, rate=0.5, momentum=0.9):
    """Yield the weights of both layers after each pass through the cases."""
    units = [*hidden, output]
    change = [[0.0] * len(unit) for unit in units]
    for _ in range(epochs):
        by_hidden, by_output = gradient(units[:-1], units[-1], targets)
        for unit, (last, by) in enumerate(zip(change, (*by_hidden, by_output))):
            change[unit] = [momentum * c - rate * g for c, g in zip(last, by)]
            units[unit] = [w + c for w, c in zip(units[unit], change[unit])]
        yield units[:-1], units[-1]


if __name__ == "__main__":
    chance = Random(0)
    for gate, targets in GATES.items():
        *hidden, output = [[chance.uniform(-0.5, 0.5) for _ in range(3)] for _ in range(3)]
        *_, (hidden, output) = learn(hidden, output, targets)
        print(gate, "answers", [round(layer([output], layer(hidden, x))[0], 2) for x in CASES])
