# %% [markdown]
# # Backpropagation in numbers
#
# The chain rule is short to state and easy to get wrong. This chapter takes one network and one example
# and prints every number on the way: each $z$, each $a$, each $\delta$, each derivative, and each weight
# after the step. Follow it with a pocket calculator.
#
# ## The derivative of the logistic function
#
# Backpropagation needs $g'(z)$, and for the logistic function it is cheap:
#
# $$\begin{aligned}
# g(z) &= (1 + e^{-z})^{-1} \\
# g'(z) &= -(1 + e^{-z})^{-2} \cdot (-e^{-z}) = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} \\
# &= g(z)\, (1 - g(z)) = a (1 - a),
# \end{aligned}$$
#
# for $e^{-z} / (1 + e^{-z}) = 1 - 1 / (1 + e^{-z})$. Whoever has the activation $a$ has the derivative too.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, show
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.gradient_check import gradient_check
from neurohistory.network.propagation import Network
from neurohistory.plots import STYLE, draw_key, draw_network, theme

plt.style.use(STYLE)


def g(z):
    return 1 / (1 + np.exp(-z))


z = np.array([-4, -1, 0, 1, 4])
a, quotient = g(z), (g(z + 1e-5) - g(z - 1e-5)) / 2e-5
show(
    {"z": z, "a": a, "a(1 - a)": a * (1 - a), "difference quotient": quotient},
    "The derivative",
    ".6f",
)

# %% [markdown]
# The derivative is at most $1/4$, at $z = 0$, and nearly nothing where the unit is saturated.
#
# ## Forward
#
# The network 2-2-1 and the XOR case $x = (0, 1)$, for which the answer should be $y = 1$. The weights
# are picked by hand, not learned. We write $\Theta^{(l)}$ as the lecture does: a row for each unit
# above, the bias first.

# %%
Theta1 = np.array([[0.1, 0.5, -0.3], [-0.2, 0.4, 0.6]])
Theta2 = np.array([[0.3, -0.7, 0.2]])
x, y = np.array([0.0, 1.0]), 1.0

a1 = np.array([1.0, *x])  # the bias unit on top
z2 = Theta1 @ a1
a2 = np.array([1.0, *g(z2)])
z3 = Theta2 @ a2
a3 = g(z3)
J = -(y * np.log(a3[0]) + (1 - y) * np.log(1 - a3[0]))


def written_out(weights, below):
    return " ".join(f"{w:+.1f}({a:.4g})" for w, a in zip(weights, below, strict=True))


sums = [written_out(Theta1[0], a1), written_out(Theta1[1], a1), written_out(Theta2[0], a2)]
says = {"z": [*z2, *z3], "g(z)": [*a2[1:], *a3]}
show({"unit": ["a1(2)", "a2(2)", "h(x)"], "sum": sums} | says, "Forward", ".4f")
print(f"J = -log h(x) = {J:.4f}")

# %% [markdown]
# ## Backward
#
# The delta of the output is $\delta^{(3)} = a^{(3)} - y$. Why? The derivative of $J$ with respect to
# $a^{(3)}$ is $-y / a + (1 - y) / (1 - a) = (a - y) / (a (1 - a))$, and multiplied by $g' = a (1 - a)$
# it loses its denominator. That is the charm of the cross-entropy: an output that is badly wrong learns
# fast, even where its unit is saturated.
#
# A hidden unit gets the $\delta$ of the output along its own weight, times its own $g'$.

# %%
delta3 = a3 - y
back = Theta2[0, 1:] * delta3  # along the weights; the bias unit has no delta
delta2 = back * a2[1:] * (1 - a2[1:])

print(f"delta1(3) = {a3[0]:.4f} - {y:.0f} = {delta3[0]:+.4f}")
columns = {"from delta1(3)": back, "g'(z)": a2[1:] * (1 - a2[1:]), "delta": delta2}
show({"unit": ["a1(2)", "a2(2)"]} | columns, "Backward", "+.4f")

# %% [markdown]
# The derivative for each weight is the $\delta$ above it times the activation below it, and the step is
# $\Theta := \Theta - \alpha\, \partial J / \partial \Theta$. We take $\alpha = 1$.

# %%
D1, D2 = np.outer(delta2, a1), np.outer(delta3, a2)
alpha = 1.0
after1, after2 = Theta1 - alpha * D1, Theta2 - alpha * D2

rows, layers = [], ((Theta1, D1, delta2, a1), (Theta2, D2, delta3, a2))
for n, (Theta, D, delta, below) in enumerate(layers, start=2):
    for i, j in np.ndindex(Theta.shape):
        row = {"to": f"a{i + 1}({n})", "from": f"a{j}({n - 1})", "delta": delta[i]}
        row |= {"activation": below[j], "derivative": D[i, j], "weight": Theta[i, j]}
        rows.append(row | {"after": Theta[i, j] - alpha * D[i, j]})
show(rows, "One step", "+.4f")

# %% [markdown]
# Two of the nine weights do not move: those from $x_1$, which was 0. An input that said nothing is not to
# blame for the error.

# %%
new2 = g(after1 @ a1)
new3 = g(after2 @ np.array([1.0, *new2]))
outputs = [["$x_1$", "$x_2$"], ["$a_1^{(2)}$", "$a_2^{(2)}$"], ["$h(x)$"]]
deltas = [outputs[0], [r"$\delta_1^{(2)}$", r"$\delta_2^{(2)}$"], [r"$\delta_1^{(3)}$"]]
pictures = {
    "forward: weights and activations": ((Theta1, Theta2), [x, a2[1:], a3], outputs),
    "backward: derivatives and deltas": ((D1, D2), [x, delta2, delta3], deltas),
    "after the step": ((after1, after2), [x, new2, new3], outputs),
}
figure, axes = plt.subplots(3, 1, figsize=(theme.PAGE_WIDTH, 9.0))
for ax, (title, (numbers, says, names)) in zip(axes, pictures.items(), strict=True):
    draw_network(ax, [2, 2, 1], [matrix.T for matrix in numbers], says, names)
    ax.set_title(title)
draw_key(figure)
figure.set_label(
    "The network 2-2-1 three times. Forward, with its weights and activations: the output says "
    f"{a3[0]:.2f}. Backward, with the derivative of each weight and the delta of each unit: the "
    f"output's delta is −{-delta3[0]:.2f}. After the step, with the new weights: the output says "
    f"{new3[0]:.2f}."
)

# %% caption [markdown]
# **Forward, backward, and a step.** The output was too small, so the weights that feed it grow; those
# from the input that said 0 stay.

# %% [markdown]
# Did the step help? It did, for this example. For the other three it was not asked.

# %%
parts = get_activation("logistic"), get_cost("cross_entropy")
network = Network((2, 2, 1), *parts)


def column(*Thetas):
    """All weights of a network as the package keeps them: in one column."""
    return np.concatenate([Theta.T.ravel() for Theta in Thetas])[:, None]


before, after = column(Theta1, Theta2), column(after1, after2)
h = [network.outputs(theta, XOR.X)[:, 0, 0] for theta in (before, after)]
costs = [-np.log(np.where(XOR.y, each, 1 - each)) for each in h]
cases = {"case": ["00", "01", "10", "11"], "target": XOR.y, "h before": h[0], "h after": h[1]}
show(cases | {"J before": costs[0], "J after": costs[1]}, "Before and after the step", ".4f")
means = [each.mean() for each in costs]
print(f"mean of J over the four cases: {means[0]:.4f} before, {means[1]:.4f} after")

# %% [markdown]
# The two cases that want a 1 gain, the two that want a 0 lose more, and the mean *rises*. This is why
# the lecture adds up the derivatives of all examples before it takes the step. (Small steps for one example
# after the other work too, if they are small enough.) And does the package agree with the table above?

# %%
one = np.ones((1, 1, 1))  # the target of our example
gradient = network.gradient(before, x[None], one)
apart = np.abs(gradient - column(D1, D2)).max()
check = gradient_check(network, before[:, 0], x[None], one[:, :, 0])
against = ["of this table", "by differences of J, as a fraction"]
apart_from_package = [apart, check.largest_difference]
show(
    {"derivatives": against, "largest difference to the package's": apart_from_package},
    formats=".0e",
)

# %% [markdown]
# A program of your own can be held against this table, and against three
# [results that are known beforehand](06b_known_results.md).
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Set `y = 0.0` in the first example. Which derivatives of the backward table change their sign, and does
#    any keep its size?
# 2. Take $x = (0, 0)$. Which weights can still move?
# 3. Set `alpha = 20.0`. Will $J$ of this example fall below the value after our step, and what becomes
#    of the mean over all four cases?
#
# ## Sources
#
# * The derivation and the notation are those of the university lecture which this course follows; the
#   first example and its weights are ours.
# * [@rumelhart_1986].
# * The story around it: [1986: Errors travel backward](../story/1986_backprop.md).

# %%
plt.show()
