"""The support vector machine, 1995: the widest margin, in a space that a kernel stands for."""

CASES = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
GATES = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}


def kernel(u, v):
    """The product of u and v in the space of all inputs, their squares and their product."""
    return (sum(u_i * v_i for u_i, v_i in zip(u, v)) + 1) ** 2


def net(a, b, targets, x):
    """Each case speaks for its own side, with its multiplier, as far as it is like x."""
    return sum(a_i * t * kernel(x, u) for a_i, t, u in zip(a, targets, CASES)) + b


def learn(a, targets, C=100.0, tol=1e-10):
    """Yield multipliers and bias after each step: the two cases that disagree most are moved."""
    while True:
        errors = [t - net(a, 0, targets, x) for x, t in zip(CASES, targets)]
        up = [i for i, t in enumerate(targets) if (a[i] < C if t > 0 else a[i] > 0)]
        down = [i for i, t in enumerate(targets) if (a[i] > 0 if t > 0 else a[i] < C)]
        i, j = max(up, key=errors.__getitem__), min(down, key=errors.__getitem__)
        yield a, (errors[i] + errors[j]) / 2
        if errors[i] - errors[j] < tol:
            return
        u, v = CASES[i], CASES[j]
        step = (errors[i] - errors[j]) / (kernel(u, u) + kernel(v, v) - 2 * kernel(u, v))
        step = min(
            step, C - a[i] if targets[i] > 0 else a[i], a[j] if targets[j] > 0 else C - a[j]
        )
        a = list(a)
        a[i] += targets[i] * step
        a[j] -= targets[j] * step


if __name__ == "__main__":
    for gate, targets in GATES.items():
        *_, (a, b) = learn([0.0] * len(CASES), targets)
        answers = [1 if net(a, b, targets, x) > 0 else -1 for x in CASES]
        print(gate, "answers", answers, "multipliers", [round(a_i, 6) for a_i in a])
