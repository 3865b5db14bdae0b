# %% [markdown]
# # Known results
#
# [Backpropagation](06_backprop_in_numbers.md) is short to state and easy to get wrong. Here are three
# cases whose results are known beforehand, so that a program of your own can be held against them.
#
# ## A check without data
#
# To test a program one needs a case that anybody can type in. Here is a network 2-2-4 whose eighteen
# weights are 0.1, 0.2, ..., 1.8, filled into $\Theta^{(1)}$ and then $\Theta^{(2)}$ column by column;
# three examples whose inputs are cosines of 1 to 6; and the classes 4, 2 and 3. With *weight decay*
# $\lambda$ the cost gets $\frac{\lambda}{2m} \sum \Theta_{ij}^2$ on top, biases left out.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, plots, show, train
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.propagation import Network
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
parts = get_activation("logistic"), get_cost("cross_entropy")
numbers = np.arange(1, 19) / 10
theta = numbers[:, None]  # column by column: 2 x 3 and 4 x 3
X = np.cos([[1, 2], [3, 4], [5, 6]])
classes = np.eye(4)[[3, 1, 2], :, None]  # 4, 2 and 3, counted from 1

rows, names = [], ("Θ₁₀", "Θ₂₀", "Θ₁₁", "Θ₂₁", "Θ₁₂", "Θ₂₂")
for decay in (0, 4):
    net = Network((2, 2, 4), *parts, weight_decay=decay)
    derivatives = net.layers(net.gradient(theta, X, classes))[0].ravel()
    row = {"λ": decay, "J": net.cost_of(theta, X, classes).item()}
    rows.append(row | dict(zip(names, derivatives, strict=True)))
show(rows, "The cost, and its derivatives by Θ(1), column by column", ".5f")

# %% [markdown]
# The first two derivatives are those of the biases, and they do not change with $\lambda$.
#
# ## A hand example with the squared error
#
# The rule of 1986 used $E = \tfrac{1}{2} (y_o - d)^2$. An independent re-run of the *Nature* paper,
# public as a program, gives this case to check by hand: one input $u = 1$, one hidden unit without bias
# and with weight $w_1 = 0.5$, one output with weight $w_2 = -0.4$ and bias $b = 0.3$; wanted is
# $d = 1$, and $\varepsilon = 0.5$. Now the output's delta keeps its factor $y_o (1 - y_o)$.


# %%
def g(z):
    return 1 / (1 + np.exp(-z))


u, w1, w2, b, d, eps = 1.0, 0.5, -0.4, 0.3, 1.0, 0.5
before = ([[[0], [w1]], [[b], [w2]]], [[u], [g(w1 * u)], [g(w2 * g(w1 * u) + b)]])
y_h = g(w1 * u)
y_o = g(w2 * y_h + b)
E = (y_o - d) ** 2 / 2
delta_o = (y_o - d) * y_o * (1 - y_o)
delta_h = delta_o * w2 * y_h * (1 - y_h)  # with the old w2
w1, w2, b = w1 - eps * delta_h * u, w2 - eps * delta_o * y_h, b - eps * delta_o
E_after = (g(w2 * g(w1 * u) + b) - d) ** 2 / 2

names = ["hidden", "output", "E", "w1 after", "w2 after", "b after", "E after"]
here = [y_h, y_o, E, w1, w2, b, E_after]
there = [0.6225, 0.5128, 0.1187, 0.4943, -0.3621, 0.3609, 0.1086]
show({"number": names, "here": here, "there": there}, "A hand example", ".4f")

# %%
after = ([[[0], [w1]], [[b], [w2]]], [[u], [g(w1 * u)], [g(w2 * g(w1 * u) + b)]])
figure, panels = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 2.6))
for ax, (thetas, said), title in zip(
    panels, (before, after), ("before", "after one step"), strict=True
):
    plots.draw_network(ax, [1, 1, 1], thetas, said, [["u"], ["hidden"], ["output"]])
    ax.set_title(title)
figure.set_label(
    "The network of the hand example twice, one input, one hidden unit and one output with a bias. Before the step the "
    f"output is {y_o:.2f}; after it the weights are {w1:.3f} and {w2:.3f}, the bias is {b:.3f}, and the output has "
    f"moved to {after[1][2][0]:.2f}."
)

# %% caption [markdown]
# **One step moves three numbers, and the output a little nearer to one.** The hidden unit has no bias.

# %% [markdown]
# All seven numbers are the ones given there. Note the order: $\delta_h$ must be computed with the *old*
# $w_2$. A program that updates the output weight first and then goes on backward has a fault that no
# error message tells.
#
# ## A run that can be repeated exactly
#
# Learning starts at random, so two programs rarely tell the same story. In the handbook of McClelland
# and Rumelhart of 1988 the XOR exercise has fixed first weights. We have them from an independent
# public program, not from the printed page. With $\varepsilon = 0.5$, momentum 0.9 and all four cases
# for each update, the run goes on until the total sum of squares, tss, is below 0.04.

# %% numbers
hidden = [[-0.276589, -0.402498], [0.432171, -0.038413], [0.448781, 0.036489]]  # biases first
output = [[0.279299], [0.27208], [0.081714]]
settings = {"learning_rate": 0.5, "momentum": 0.9, "max_epochs": 300}
model = load("backprop")((2,), initialization=[hidden, output], **settings)
history = train(model, XOR.X, XOR.target)
tss = 2 * history.loss[:, 0]  # our E has a factor of one half
listed = (0, 1, 30, 90, 180, 210, 240, 270, 287, 288)
show({"updates": listed, "tss": tss[[*listed]]}, "The fixed run", ".6f")
stop = int((tss < 0.04).argmax())
print(f"below 0.04 for the first time after {stop} updates")
halfway, outputs = (
    model.output(model.respond(history.states[k], XOR.X))[:, 0] for k in (150, stop)
)
cases = ("00", "01", "10", "11")
show({"case": cases, "after 150 updates": halfway, f"after {stop}": outputs}, "Outputs", ".4f")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
ax.plot(tss, color=theme.BLUE)
ax.plot(listed, tss[[*listed]], "o", color=theme.BLUE, markersize=5)
ax.axhline(0.04, color=theme.VERMILLION, linestyle=(0, (6, 1.6)), linewidth=1)
ax.text(0, 0.06, "0.04: stop", color=theme.VERMILLION, va="bottom")
ax.text(stop + 5, 0.06, f"{stop} updates", va="bottom")
ax.text(90, 0.95, "all four outputs near ½", ha="center", va="top")
ax.set(xlabel="updates", ylabel="tss", xlim=(-4, 345), ylim=(0, 1.1))
figure.set_label(
    "The total sum of squares of the fixed run on XOR. It stays at one for about 180 updates, when "
    "all four outputs are near one half, then falls ever faster and is below 0.04 after 288 "
    "updates."
)

# %% caption [markdown]
# **More than half of the run passes on a plateau.** Who stops at update 150 believes that the program
# is broken.

# %% [markdown]
# On the plateau all four outputs are near $1/2$, so that tss is $4 \cdot (\tfrac{1}{2})^2 = 1$.
#
# A program of yours that lists the same values to six digits very probably has its forward propagation,
# its deltas, its momentum and its order of steps right.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. The hand example: compute $\delta_h$ with the new $w_2$ instead of the old one. In which digit does
#    `w1` show the fault?
# 2. The fixed run: set `momentum=0.0`. With 0.9 a steady gradient moves ten times as far; how many updates
#    will it take? (Raise `max_epochs`.)
#
# ## Sources
#
# * [@mcclelland_1988]: the XOR exercise. The values of tss are computed here, not copied.
# * [@rumelhart_1986].

# %%
plt.show()
