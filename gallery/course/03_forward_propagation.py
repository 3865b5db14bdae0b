# %% [markdown]
# # Forward propagation
#
# How does a network get from its inputs to its answer? Unit by unit: each takes a weighted sum of the
# layer below, adds a bias, and passes the result through its activation function. This chapter does it
# three times: first with nothing but numbers, for a network small enough to write out; then with one
# matrix for each layer; and then for many examples and many networks at once. All three must agree.
#
# ## Names
#
# Layers are counted from 1, the inputs. The lecture's notation:
#
# * $a_i^{(l)}$ is the *activation* of unit $i$ in layer $l$, what this unit says. For the inputs,
#   $a_i^{(1)} = x_i$.
# * $a_0^{(l)} = 1$ is the bias unit of layer $l$. Nothing leads into it.
# * $\Theta^{(l)}$ holds the weights from layer $l$ to layer $l + 1$. Its entry $\Theta_{ij}^{(l)}$
#   belongs to the connection *to* unit $i$ *from* unit $j$; $j = 0$ is the bias.
# * $z_i^{(l)}$ is the weighted sum that reaches unit $i$ of layer $l$, and $a_i^{(l)} = g(z_i^{(l)})$.
#
# So if layer $l$ has $s_l$ units, $\Theta^{(l)}$ has $s_{l+1}$ rows and $s_l + 1$ columns.

# %%
from itertools import pairwise
from math import exp

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import show
from neurohistory.network.activations import ACTIVATIONS, get_activation, logistic
from neurohistory.network.costs import get_cost
from neurohistory.network.initialization import uniform
from neurohistory.network.propagation import Network
from neurohistory.network.theta import n_parameters
from neurohistory.plots import STYLE, draw_key, draw_network, theme

plt.style.use(STYLE)

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.6))
draw_network(ax, [3, 3, 1])
for layer, name in enumerate(("layer 1\ninputs", "layer 2\nhidden", "layer 3\noutput")):
    ax.text(layer, -2.15, name, ha="center", va="top", color=theme.MUTED)
for layer, name in enumerate((r"$\Theta^{(1)}$, 3 × 4", r"$\Theta^{(2)}$, 1 × 4")):
    ax.text(layer + 0.5, 2.0, name, ha="center", va="center")
ax.set_ylim(-3, 2.3)
figure.set_label(
    "A network with three inputs, three hidden units and one output, drawn from left to right. A "
    "bias unit that says +1 stands on top of the inputs and of the hidden units. Every unit, bias "
    "included, is connected to every unit of the next layer except its bias."
)

# %% caption [markdown]
# **Every unit of a layer is connected to every unit of the next.** The bias units on top say +1, and
# nothing leads into them.

# %% [markdown]
# ## Unit by unit
#
# Here are weights for the network 3-3-1, chosen so that the numbers are easy to follow, and one example
# $x$. The activation function is the logistic one, $g(z) = 1 / (1 + e^{-z})$. Written out, the
# lecture's four equations are
#
# $$\begin{aligned}
# a_1^{(2)} &= g(\Theta_{10}^{(1)} + \Theta_{11}^{(1)} x_1 + \Theta_{12}^{(1)} x_2
#   + \Theta_{13}^{(1)} x_3) \\
# a_2^{(2)} &= g(\Theta_{20}^{(1)} + \Theta_{21}^{(1)} x_1 + \Theta_{22}^{(1)} x_2
#   + \Theta_{23}^{(1)} x_3) \\
# a_3^{(2)} &= g(\Theta_{30}^{(1)} + \Theta_{31}^{(1)} x_1 + \Theta_{32}^{(1)} x_2
#   + \Theta_{33}^{(1)} x_3) \\
# h_\Theta(x) = a_1^{(3)} &= g(\Theta_{10}^{(2)} + \Theta_{11}^{(2)} a_1^{(2)}
#   + \Theta_{12}^{(2)} a_2^{(2)} + \Theta_{13}^{(2)} a_3^{(2)})
# \end{aligned}$$

# %%
Theta1 = [  # one row for each hidden unit: bias, then the weights of x1, x2, x3
    [-1.0, 2.0, 1.0, 0.5],
    [0.5, -1.0, 1.5, 1.0],
    [0.5, 1.0, -2.0, 1.0],
]
Theta2 = [[-0.5, 2.0, -1.5, 1.0]]  # one row for the output: bias, then a1, a2, a3
x1, x2, x3 = 1.0, 0.5, -1.0


def g(z):
    return 1 / (1 + exp(-z))


def written_out(weights, below):
    return " ".join(f"{w:+.1f}({a:.4g})" for w, a in zip(weights, below, strict=True))


z = [row[0] + row[1] * x1 + row[2] * x2 + row[3] * x3 for row in Theta1]
a1, a2, a3 = hidden = [g(value) for value in z]
z_out = Theta2[0][0] + Theta2[0][1] * a1 + Theta2[0][2] * a2 + Theta2[0][3] * a3
by_hand = g(z_out)

sums = [written_out(row, (1, x1, x2, x3)) for row in Theta1]
sums.append(written_out(Theta2[0], (1, a1, a2, a3)))
names = ["a1(2)", "a2(2)", "a3(2)", "h(x)"]
show(
    {"unit": names, "sum": sums, "z": [*z, z_out], "g(z)": [*hidden, by_hand]}, "By hand", ".4f"
)

# %% [markdown]
# The figure puts these numbers in their places. The thicker a line, the larger the weight; each unit
# carries what it says.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.2))
names = ["$x_1$", "$x_2$", "$x_3$"], [f"$a_{i}^{{(2)}}$" for i in (1, 2, 3)], [r"$h_\Theta(x)$"]
says = [x1, x2, x3], hidden, [by_hand]
draw_network(ax, [3, 3, 1], [np.transpose(Theta1), np.transpose(Theta2)], says, names)
draw_key(figure)
figure.set_label(
    "The network 3-3-1 with its sixteen weights on the lines. The inputs are 1, 0.5 and −1; the "
    f"hidden units say {a1:.2f}, {a2:.2f} and {a3:.2f}, and the output says {by_hand:.2f}."
)

# %% caption [markdown]
# **The same numbers where they belong.** Blue lines are positive weights, orange dashed lines
# negative ones.

# %% [markdown]
# ## With one matrix for each layer
#
# Four equations are easy to write, and a thousand are not. But they all have one form: a row of
# $\Theta^{(l)}$ times the activations below, the bias unit on top of them. So a layer is one product,
#
# $$z^{(l+1)} = \Theta^{(l)} a^{(l)}, \qquad a^{(l+1)} = g(z^{(l+1)}), \qquad a_0^{(l+1)} = 1,$$
#
# where $g$ is applied to each entry.


# %%
def with_bias(a):
    """Put the bias unit on top."""
    return np.concatenate([[1.0], a])


Theta1, Theta2 = np.array(Theta1), np.array(Theta2)
x = np.array([x1, x2, x3])

a1 = with_bias(x)
a2 = with_bias(logistic(Theta1 @ a1))
a3 = by_matrices = logistic(Theta2 @ a2)
print("a(2), bias first:", *(f"{a:.4f}" for a in a2))
print(f"a(3) = h(x): {a3[0]:.4f}")

# %% [markdown]
# Where the slides are terse: they write $a^{(1)} = x$ and then $z^{(2)} = \Theta^{(1)} a^{(1)}$, and
# say "add $a_0$" beside it. Taken literally the product has no meaning, for $\Theta^{(1)}$ has four
# columns and $x$ three entries. The 1 must be there *before* the product. Whoever leaves it out is told
# by NumPy:

# %%
try:
    Theta1 @ x
except ValueError:
    print(f"cannot multiply {Theta1.shape} by {x.shape}: the bias unit is missing")

# %% [markdown]
# ## Four layers
#
# A deeper network is more of the same. Here is one with 3 inputs, hidden layers of 3 and 2 units,
# and 1 output, with random weights, rounded to one decimal.

# %%
sizes = (3, 3, 2, 1)
rng = np.random.default_rng(3)
Thetas = [rng.uniform(-4, 4, (above, below + 1)).round(1) for below, above in pairwise(sizes)]
Theta1, Theta2, Theta3 = Thetas

a1 = with_bias(x)
z2 = Theta1 @ a1
a2 = with_bias(logistic(z2))
z3 = Theta2 @ a2
a3 = with_bias(logistic(z3))
z4 = Theta3 @ a3
a4 = logistic(z4)
names, shapes = ["Θ(1)", "Θ(2)", "Θ(3)"], np.array([Theta.shape for Theta in Thetas])
columns = {"matrix": names, "rows": shapes[:, 0], "columns": shapes[:, 1]}
show(columns | {"weights": shapes.prod(axis=1)}, "Four layers")
print(f"together {n_parameters(sizes)} weights; h(x) = {a4[0]:.4f}")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.4))
draw_network(ax, sizes, [Theta.T for Theta in Thetas], [x, a2[1:], a3[1:], a4])
draw_key(figure)
figure.set_label(
    "A network of four layers, 3-3-2-1, with its twenty-three random weights on the lines and the "
    f"activations in the units. The output says {a4[0]:.2f}."
)

# %% caption [markdown]
# **One layer more, and one product more.** Nothing else changes.

# %% [markdown]
# Now unit by unit once more: two loops and no matrix. It must give the same.


# %%
def unit_by_unit(Thetas, x):
    """Forward propagation with plain numbers."""
    a = [float(value) for value in x]
    for Theta in Thetas:
        a = [
            g(bias + sum(weight * below for weight, below in zip(weights, a, strict=True)))
            for bias, *weights in Theta.tolist()
        ]
    return a


alone = unit_by_unit(Thetas, x)
answers = {"by matrices": a4, "unit by unit": alone, "difference": abs(alone - a4)}
show(answers, "h(x)", formats={"difference": ".0e"})

# %% [markdown]
# ## All examples, and many networks
#
# The package's own forward propagation goes two steps further. The examples become the rows of a matrix
# $X$, and the last axis of every array counts *starts*: networks of the same shape with other
# weights, side by side. It stores $\Theta^{(l)}$ transposed, with the biases in row 0, and all weights
# of a network in one column.

# %%
network = Network(sizes, get_activation("logistic"), get_cost("cross_entropy"))
theta = np.concatenate([Theta.T.ravel() for Theta in Thetas])[:, None]  # (weight, start)
X = rng.uniform(-1, 1, (5, 3))  # (example, input)

outputs = network.outputs(theta, X)  # (example, output, start)
print("shape of the outputs (example, output, start):", outputs.shape)
inputs = dict(zip(("x₁", "x₂", "x₃"), X.T, strict=True))
singly = [unit_by_unit(Thetas, row)[0] for row in X]
show(inputs | {"h(x)": outputs[:, 0, 0], "unit by unit": singly}, "Five examples", ".4f")

many = uniform(2.0)(sizes, 1000, rng)
print("a thousand networks at once:", network.outputs(many, X).shape)

# %% [markdown]
# ## Why the function must not be linear
#
# If $g(z) = z$, two layers are $\Theta^{(2)} (\Theta^{(1)} x)$: the product of two matrices is a
# matrix, and the network is one layer in disguise. With biases the same holds. Test it: a network of
# linear units changes by equal amounts for equal steps of the input, and one of logistic units does
# not.

# %%
way = np.linspace(-4, 4, 81)
line = way[:, None] * np.array([1.0, 0.5, -1.0])  # inputs along a line through our example
linear = Network(sizes, ACTIVATIONS["linear"], get_cost("squared_error"))
straight, bent = (net.outputs(theta, line)[:, 0, 0] for net in (linear, network))
bends = [np.abs(np.diff(h, 2)).max() for h in (straight, bent)]
show({"units": ["linear", "logistic"], "largest second difference": bends}, formats=".0e")

figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.0))
left.plot(way, straight, color=theme.VERMILLION)
left.set(title="linear units", ylabel="h(x)", xlabel="step along x")
right.plot(way, bent, color=theme.BLUE)
right.set(title="logistic units", xlabel="step along x", ylim=(0, 1))
figure.set_label(
    "The output of the network of four layers along a straight line of inputs. With linear units "
    "it is a straight line, although there are three layers of weights; with logistic units it is "
    "a curve that bends."
)

# %% caption [markdown]
# **Layers of linear units are one linear layer.** Along a straight path through the inputs the answer
# stays straight; with logistic units it bends.

# %% [markdown]
# ## Try it
#
# Write down your prediction first.
#
# 1. Set $x_2$ to 0 in the first example. Which terms vanish, and which of the three hidden activations
#    will rise?
# 2. Make all weights of `Theta1` ten times as large. Where will the three hidden activations go?
# 3. Count the weights of a network for digits with 784 inputs, two hidden layers of 16 units and 10
#    outputs before you ask `n_parameters([784, 16, 16, 10])`. Which layer has most of them?
# 4. Change `sizes` to `(3, 8, 8, 1)`. Which lines of the chapter have to change, and which do not?
#
# ## Sources
#
# * The notation is that of the university lecture which this course follows; the network, its weights
#   and the figures are ours.
# * [@rumelhart_1986]. There too a bias is a weight, from a unit that is always on.

# %%
plt.show()
