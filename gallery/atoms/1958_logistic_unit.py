"""The logistic unit, 1958: the answer is a probability, and all cases together say where to go."""

from math import exp

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


def net(b, w, x):
    """What reaches the unit."""
    return sum(w_i * x_i for w_i, x_i in zip(w, x)) + b


def answer(b, w, x):
    """Say how probable a yes is."""
    return 1 / (1 + exp(-net(b, w, x)))


def learn(b, w, targets, epochs=200, rate=1.0):
    """Yield bias and weights after each pass through the cases."""
    for _ in range(epochs):
        errors = [t - answer(b, w, x) for x, t in zip(CASES, targets)]
        slopes = [sum(e * x_i for e, x_i in zip(errors, xs)) for xs in zip(*CASES)]
        w = [w_i + rate * slope / len(CASES) for w_i, slope in zip(w, slopes)]
        b = b + rate * sum(errors) / len(CASES)
        yield b, w


if __name__ == "__main__":
    for gate, targets in GATES.items():
        *_, (b, w) = learn(0.0, [0.0, 0.0], targets)
        print(gate, "answers", [round(answer(b, w, x), 2) for x in CASES], "b, w =", b, w)
