# %% [markdown]
# # Activation functions
#
# A unit adds up its weighted inputs to the net input $z$ and then applies a function $g$. Which one?
# Every candidate has its own trouble, and each trouble is shown by a run: here that of the step unit,
# with more than two classes; on the next pages those of logistic and tanh, whose
# [gradients vanish](02b_vanishing_gradients.md), and of ReLU, whose [units die](02c_dead_units.md).
#
# At the end we plug in a function of our own and let all of them learn the same task.

# %%
import textwrap

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, show, train
from neurohistory.network.activations import (
    ACTIVATIONS,
    check_derivative,
    get_activation,
    logistic,
)
from neurohistory.plots import theme
from neurohistory.states import select

plt.style.use(plots.STYLE)
moons, blobs = get_problem("moons"), get_problem("blobs")

# %% [markdown]
# ## Five functions
#
# Step:
#
# $$g(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}$$
#
# Logistic, which the lecture calls sigmoid:
#
# $$g(z) = \frac{1}{1 + e^{-z}}$$
#
# Hyperbolic tangent:
#
# $$g(z) = \tanh z = \frac{2}{1 + e^{-2z}} - 1$$
#
# ReLU, the rectified linear unit:
#
# $$g(z) = \max(0, z)$$
#
# Leaky ReLU:
#
# $$g(z) = \begin{cases} z & z > 0 \\ 0.01\, z & z \le 0 \end{cases}$$
#
# The package keeps with each function its derivative, its range and its problem.

# %%
five = {
    "step": "step", "logistic": "logistic", "tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU"
}  # fmt: skip
z = np.linspace(-6, 6, 601)
rows = []
for name in five:
    g = ACTIVATIONS[name]
    low, high = (f"{end:g}".replace("inf", "∞") for end in g.range)
    at_ends = {"g(-6)": g.value(z)[0], "g(6)": g.value(z)[-1]}
    rows.append(
        {"function": five[name], "from": low, "to": high, **at_ends, "problem": g.problem}
    )
show(rows, "Five functions", ".4f")

# %% [markdown]
# **A correction.** The lecture prints $[0, \infty)$ as the range of leaky ReLU. That is the range of
# ReLU. The leaky one is negative on the left, $-0.06$ at $z = -6$, and goes down without end: its range
# is all real numbers.
#
# Learning goes by derivatives. So look at the dashed lines: a unit learns where its derivative is not
# zero.

# %%
figure, axes = plt.subplots(2, 3, figsize=(theme.PAGE_WIDTH, 4.6), sharex=True)
rows = []
for ax, (name, title) in zip(axes.flat, {**five, "linear": "linear"}.items(), strict=True):
    g = ACTIVATIONS[name]
    ax.axhline(0, color=theme.TRACK, linewidth=0.8)
    ax.plot(z, g.value(z), color=theme.BLUE, label="value g(z)")
    if g.derivative is not None:
        derivative = g.derivative(z, g.value(z))
        look = {"color": theme.VERMILLION, "linestyle": (0, (4, 1.6))}
        ax.plot(z, derivative, label="derivative g′(z)", **look)
        rows.append(
            {
                "function": title,
                "largest derivative": derivative.max(),
                "derivative at z = -6": derivative[0],
            }
        )
    low, high = (-1.2, 1.2) if np.isfinite(g.range).all() else (-2.4, 2.4)
    ax.set(title=title, ylim=(low, high), xlim=(-6, 6), xticks=[-6, 0, 6])
show(rows, "Derivatives", ".4f")
for ax in axes[-1]:
    ax.set_xlabel("net input z")
plots.draw_key(figure)
figure.set_label(
    "Six panels with value and derivative of step, logistic, tanh, ReLU, leaky ReLU and the linear "
    "function. The step has no derivative to draw. Those of logistic and tanh are humps that "
    "vanish on both sides, with height 0.25 and 1; that of ReLU is 0 on the left and 1 on the "
    "right."
)

# %% caption [markdown]
# **A unit learns where its derivative, the dashed line, is not zero.** That of the step is zero
# everywhere, and that of ReLU on the left.

# %% [markdown]
# The linear function is there for comparison. A layer of linear units on top of another is one linear
# layer, so depth gains nothing. The other five are not linear, and neither are networks made of them;
# that is what hidden layers live on.
#
# ## Step: who is right when two fire?
#
# With two classes a step unit says yes or no. With three classes one uses three units, one a class. But
# nothing makes them agree. Here are three perceptrons, each taught to tell one cloud of points from the
# other two, from 100 starts; then all three are asked about points they have not seen.

# %%
unit = load("perceptron")(max_epochs=10)
ends = [
    train(unit, blobs.X, blobs.target[:, k], n_starts=100, rng=k, keep_states=False).end
    for k in range(3)
]
sums = np.array([unit.respond(end, blobs.X_test) for end in ends])  # (unit, example, start)
firing = (sums > 0).sum(axis=0)
rows = []
for units, chosen in {"none": firing == 0, "one": firing == 1, "several": firing > 1}.items():
    lower, median, upper = np.percentile(100 * chosen.mean(axis=0), [25, 50, 75])
    row = {"fires": units, "answers, %": 100 * chosen.mean()}
    rows.append(row | {"lower quartile": lower, "median": median, "upper quartile": upper})
show(rows, "How many units fire", ".1f")

truth = blobs.target_test.argmax(axis=1)[:, None]
largest_right = sums.argmax(axis=0) == truth
alone_right = largest_right & (firing == 1)
print(f"one unit fires and is right: {100 * alone_right.mean():.1f} %")
print(f"the unit with the largest sum is right: {100 * largest_right.mean():.1f} %")

# %%
start, corners = 0, (-2.9, 2.9, -2.6, 2.6)
x1, x2 = np.meshgrid(np.linspace(*corners[:2], 121), np.linspace(*corners[2:], 121))
grid = np.column_stack([x1.ravel(), x2.ravel()])
count = sum(unit.respond(select(end, start), grid)[:, 0] > 0 for end in ends).reshape(x1.shape)

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.6))
grounds = {
    "none fires": theme.VERMILLION_GROUND, "one fires": theme.PAPER, "several": theme.BLUE_GROUND
}  # fmt: skip
ax.contourf(x1, x2, count, levels=[-0.5, 0.5, 1.5, 3.5], colors=list(grounds.values()))
for ground, color in grounds.items():
    ax.fill([], [], facecolor=color, edgecolor=theme.MUTED, label=ground)
for k, marker in enumerate("os^"):
    points = blobs.X_test[blobs.target_test[:, k] > 0]
    ax.scatter(*points.T, s=26, marker=marker, color=theme.SERIES[k], label=f"class {k + 1}")
    plots.draw_line(ax, ends[k].weights[:, start], ends[k].bias[start], corners)
ax.set(xlim=corners[:2], ylim=corners[2:], xlabel="x₁", ylabel="x₂", aspect="equal")
ax.legend(loc="center left", bbox_to_anchor=(1.03, 0.5))
figure.set_label(
    "The lines of three step units over three clouds of points, each with an arrow to its side of "
    "firing. They cut the plane into pieces: in some exactly one unit fires, but in a piece of "
    "each other kind several units fire at once, or none does."
)

# %% caption [markdown]
# **Three units that answer each for themselves do not agree.** In some pieces of the plane several
# fire, in others none.

# %% [markdown]
# The step throws away what would settle it: how far each sum is from zero. Letting the largest sum speak
# always gives exactly one answer, and more of the answers are right. Logistic outputs keep that
# information, and so does softmax, which makes the outputs add up to 1.
#
# ## A function of your own
#
# You may invent one: it takes the value and its derivative, as a pair. Derivatives by hand go wrong
# easily, so `check_derivative` compares the derivative with differences of the values. Our example is $g(z) =
# z\,\sigma(z)$ with the logistic function $\sigma$. First with a slip.


# %%
def gated(z):
    return z * logistic(z)


def forgetful(z):  # the product rule was forgotten
    return logistic(z) * (1 - logistic(z))


def gated_slope(z):
    s = logistic(z)
    return s + z * s * (1 - s)


try:
    check_derivative(get_activation((gated, forgetful)))
except ValueError as complaint:
    print(textwrap.fill(str(complaint), 84))
own = (gated, gated_slope)
check_derivative(get_activation(own))  # no complaint
print(f"own function: least value {gated(z).min():.3f} at z = {z[gated(z).argmin()]:.2f}")

# %% [markdown]
# ## Which one to use?
#
# Let all of them learn the moons, with one hidden layer and with four, ten units each: 12 starts, 100
# epochs of plain gradient descent at a rate of 0.5. Then count right answers to the 100 points that were
# kept apart.

# %%
X, target = moons.X[:100].astype(np.float32), moons.target[:100].astype(np.float32)  # quicker
X_test = moons.X_test.astype(np.float32)
starts = {"logistic": "glorot", "tanh": "glorot", "relu": "he", "leaky_relu": "he", "own": "he"}
settings = {"cost": "cross_entropy", "optimizer": "gradient_descent", "learning_rate": 0.5}
right_answers, rows = {}, []
for depth in (1, 4):
    for name, start in starts.items():
        g = own if name == "own" else name
        shape, how = (10,) * depth, {"initialization": start, "max_epochs": 100, **settings}
        model = load("backprop")(shape, g, **how)
        end = train(model, X, target, n_starts=12, rng=0, keep_states=False, loss=False).end
        answers = model.respond(end, X_test) > 0  # (example, start)
        right = (answers == moons.target_test[:, None].clip(0)).mean(axis=0)
        right_answers[depth, name] = 100 * right
        low, middle, high = np.percentile(100 * right, [0, 50, 100])
        row = {"hidden layers": depth, "function": name, "right, %": middle, "least": low}
        cost = np.median(model.loss(model.respond(end, X), target))
        rows.append(row | {"most": high, "cost": cost})
show(rows, "Right answers to new points", {"cost": ".3f"})

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.3), sharey=True)
titles = ["logistic", "tanh", "ReLU", "leaky ReLU", "our own"]
for ax, depth in zip(axes, (1, 4), strict=True):
    answers = (right_answers[depth, name] for name in starts)
    plots.draw_starts(ax, dict(zip(titles, answers, strict=True)))
    ax.set(xlim=(40, 101), xlabel="right answers to new points, %")
    ax.set_title(f"{depth} hidden layer{'s' * (depth > 1)}", size=10)
figure.set_label(
    "Right answers of 12 starts of each function: a stroke a start, a bar between the quartiles, a "
    "dot at the median. With one hidden layer all functions do about equally well, above 90 "
    "percent. With four, logistic networks stay at chance, 50 percent; all other functions have "
    "medians above 90 percent."
)

# %% caption [markdown]
# **With one hidden layer the choice hardly matters, and with four it decides.** Deep logistic
# networks have not begun to learn by then.

# %% [markdown]
# After four hidden layers the logistic networks have learned nothing: their cost is still about $\ln 2 = 0.693$, that of a coin. Tanh is on its way, and the three
# functions of the ReLU kind, ours among them, have come further down in cost by then. This is the
# lecture's advice, with a reason for it: **when nothing else is known, begin with ReLU**. If many units
# die, take smaller steps or leak. Keep the logistic function for outputs that are to be probabilities.
#
# ## Try it
#
# 1. Your own: try the pair `(np.sin, np.cos)`. Does `check_derivative` accept it? Will it learn the
#    moons?
# 2. The lecture calls leaky ReLU cheaper than tanh and logistic. Time `g.value(z)` for each with
#    `timeit`, for a `z` of a million numbers; guess the order first. What are the cases in which this
#    would matter?
#
# ## Sources
#
# - [@rumelhart_1986]: the logistic unit and its derivative $y(1 - y)$.
# - [@widrow_1990]: the derivative $1 - y^2$ of tanh.
# - The runs and their settings are ours. The models: [back-propagation](../models/backprop.md),
#   [perceptron](../models/perceptron.md). Before: [a neuron by hand](01_neuron_by_hand.md).

# %%
plt.show()
