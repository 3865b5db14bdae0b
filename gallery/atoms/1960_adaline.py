"""ADALINE, 1960: the error is measured on the sum, so every case moves the weights."""

CASES = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
GATES = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}


def net(b, w, x):
    """What reaches the unit."""
    return sum(w_i * x_i for w_i, x_i in zip(w, x)) + b


def answer(b, w, x):
    """Say yes above zero."""
    return 1 if net(b, w, x) > 0 else -1


def learn(b, w, targets, epochs=100, rate=0.1):
    """Yield bias and weights after each pass through the cases."""
    step = rate / (len(w) + 1)  # each of the N gains takes its part of the error
    for _ in range(epochs):
        for x, t in zip(CASES, targets):
            error = t - net(b, w, x)
            w = [w_i + step * error * x_i for w_i, x_i in zip(w, x)]
            b = b + step * error
        yield b, w


if __name__ == "__main__":
    for gate, targets in GATES.items():
        *_, (b, w) = learn(0.0, [0.0, 0.0], targets)
        print(gate, "answers", [answer(b, w, x) for x in CASES], "b, w =", b, w)
