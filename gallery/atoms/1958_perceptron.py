"""The perceptron, 1958: a wrong answer moves the weights, and a right one leaves them alone."""

CASES = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


def net(b, w, x):
    """What reaches the unit."""
    return sum(w_i * x_i for w_i, x_i in zip(w, x)) + b


def answer(b, w, x):
    """Say yes from zero on."""
    return int(net(b, w, x) >= 0)


def learn(b, w, targets, epochs=100, rate=1.0):
    """Yield bias and weights after each pass through the cases."""
    for _ in range(epochs):
        mistakes = 0
        for x, t in zip(CASES, targets):
            error = t - answer(b, w, x)
            w = [w_i + rate * error * x_i for w_i, x_i in zip(w, x)]
            b = b + rate * error
            mistakes += error != 0
        yield b, w
        if not mistakes:
            return


if __name__ == "__main__":
    for gate, targets in GATES.items():
        *_, (b, w) = learn(0.0, [0.0, 0.0], targets)
        print(gate, "answers", [answer(b, w, x) for x in CASES], "b, w =", b, w)
