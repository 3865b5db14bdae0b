"""A perceptron of order 2, 1969: the unit also sees the products of two inputs."""

from itertools import combinations
from math import prod

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


def predicates(x, order):
    """One product for each set of at most `order` inputs; the empty one is always 1."""
    sets = (points for size in range(order + 1) for points in combinations(x, size))
    return [prod(points) for points in sets]


def answer(w, phi):
    """Say yes from zero on."""
    return int(sum(w_j * phi_j for w_j, phi_j in zip(w, phi)) >= 0)


def learn(w, targets, order, epochs=200):
    """Yield the weights after each pass through the cases."""
    for _ in range(epochs):
        mistakes = 0
        for x, t in zip(CASES, targets):
            phi = predicates(x, order)
            error = t - answer(w, phi)
            w = [w_j + error * phi_j for w_j, phi_j in zip(w, phi)]
            mistakes += error != 0
        yield w
        if not mistakes:
            return


if __name__ == "__main__":
    for gate, targets in GATES.items():
        for order, n_predicates in ((1, 3), (2, 4)):
            *_, w = learn([0.0] * n_predicates, targets, order)
            answers = [answer(w, predicates(x, order)) for x in CASES]
            print(gate, "order", order, "answers", answers, "w =", w)
