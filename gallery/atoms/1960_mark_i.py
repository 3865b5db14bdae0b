"""The Mark I, 1960: a layer of fixed units, wired by chance, stands before the weights that learn."""

from random import Random

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}


def wire(chance, n_units=512, excitatory=6, inhibitory=4):
    """For each unit and point: the excitatory connections minus the inhibitory ones."""
    wiring = [[0, 0] for _ in range(n_units)]
    for unit in wiring:
        for number in range(excitatory + inhibitory):
            unit[chance.randrange(2)] += 1 if number < excitatory else -1
    return wiring


def signals(wiring, x, threshold=1):
    """Which association units fire."""
    return [int(sum(c_i * x_i for c_i, x_i in zip(c, x)) >= threshold) for c in wiring]


def answer(w, a):
    """Say yes above zero."""
    return 1 if sum(w_j * a_j for w_j, a_j in zip(w, a)) > 0 else -1


def learn(wiring, targets, epochs=100):
    """Yield the weights of the response unit after each pass through the cases."""
    w = [0] * len(wiring)
    for _ in range(epochs):
        mistakes = 0
        for x, t in zip(CASES, targets):
            a = signals(wiring, x)
            if answer(w, a) != t:
                w = [w_j + t * a_j for w_j, a_j in zip(w, a)]
                mistakes += 1
        yield w
        if not mistakes:
            return


if __name__ == "__main__":
    wiring = wire(Random(0))
    for gate, targets in GATES.items():
        *_, w = learn(wiring, targets)
        print(gate, "answers", [answer(w, signals(wiring, x)) for x in CASES])
