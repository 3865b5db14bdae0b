# %% [markdown]
# # Is the gradient right?
#
# Between the gradient and the step downhill of [training](05_training_step_by_step.md) belongs a check.
# The lecture sends its students to a video on *numerical gradient checking*. Move a single weight up
# and down by a small step $s$ and look at the cost:
#
# $$\frac{\partial J}{\partial \Theta_{ij}} \approx \frac{J(\Theta_{ij} + s) - J(\Theta_{ij} - s)}{2 s}$$
#
# It takes two forward propagations for every weight, too slow for training, but it knows nothing of
# the chain rule and therefore cannot share its mistakes.

# %%
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, plots, show
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.gradient_check import gradient_check
from neurohistory.network.initialization import uniform
from neurohistory.network.propagation import Network
from neurohistory.plots import theme
from neurohistory.problems.variants import fewer

plt.style.use(plots.STYLE)
blobs = fewer(get_problem("blobs"), 200)  # to be quick
X, y = blobs.X, (blobs.target > 0).astype(float)  # (example, input), (example, class)
network = Network((2, 4, 3), get_activation("logistic"), get_cost("cross_entropy"))
theta = uniform(0.5)((2, 4, 3), 1, np.random.default_rng(0)).round(2)  # (weight, start)

check = gradient_check(network, theta[:, 0], X, y)
layers = network.layers(theta)
names = [
    f"Theta{n}[{i},{j}]"
    for n, T in enumerate(layers, start=1)
    for i, j in np.ndindex(T.shape[:2])
]
columns = {"weight": names, "back-propagation": check[0], "differences": check[1]}
third = {name: values[::3] for name, values in columns.items()}
show(third, "The gradient, twice", "+.9f")
print(
    "largest difference, as a fraction of the largest derivative:",
    f"{check.largest_difference:.0e}",
)

# %% [markdown]
# Every third of the 27 weights is shown. Now let us make a mistake on purpose and forget the factor
# $g'(z^{(2)})$ in step 4. Watch what the cost says, and what the check says.


# %%
# g' is taken to be 1
forgetful = replace(network.hidden, derivative=lambda z, a: np.ones_like(z))
forgetful = replace(network, hidden=forgetful)
target, costs = y[:, :, None], []
for each in (network, forgetful):
    going = theta.copy()
    for _ in range(300):
        going -= 0.5 * each.gradient(going, X, target)
    costs.append(network.cost_of(going, X, target)[0])
J_right, J_wrong = costs
print("after 300 steps at a rate of 0.5:", end=" ")
print(f"J = {J_right:.3f} with the gradient, {J_wrong:.3f} without the factor")
off = gradient_check(forgetful, theta[:, 0], X, y).largest_difference
print(f"gradient check without the factor: off by {100 * off:.0f} %")

# %% [markdown]
# The cost falls all the same, only not so far. Without the check one would blame the data, or the
# learning rate. A falling cost is no proof of a right gradient. (For the networks of the package the
# command `neurohistory gradient backprop XOR` prints such a table.)
#
# How small should $s$ be? Central differences are off by something like $s^2$, so a tenth of the step
# gives a hundredth of the error; but below some point the two costs are so nearly equal that rounding
# takes over.

# %%
steps = 10.0 ** -np.arange(1, 13)
checks = [gradient_check(network, theta[:, 0], X, y, step) for step in steps]
errors = np.array([each.largest_difference for each in checks])
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
ax.loglog(steps, errors, "o-", color=theme.BLUE)
ax.axhline(off, color=theme.VERMILLION, linestyle=(0, (6, 1.6)))
words = "the gradient without its factor, at any step"
ax.text(1e-12, off * 0.6, words, color=theme.VERMILLION, va="top")
ax.text(1e-2, errors[2], "differences\ntoo coarse", ha="left", va="center")
ax.text(3e-9, errors[8], "rounding", ha="left", va="center")
ax.set(xlabel="step s", ylabel="largest difference, as a\nfraction of the largest derivative")
ax.set_ylim(1e-11, 10)
figure.set_label(
    "Difference between back-propagation and numerical differences, by step, on logarithmic axes. "
    "It is V-shaped, with the least near a step of one ten-thousandth: larger steps are too "
    "coarse, smaller ones drown in rounding. The wrong gradient lies far above at any useful step."
)
best = steps[errors.argmin()]
print(
    f"error at 0.1: {errors[0]:.0e}, at 0.01: {errors[1]:.0e}; least between 1e-6 and 1e-3:",
    end=" ",
)
print(1e-6 <= best <= 1e-3)

# %% caption [markdown]
# **The best step is neither large nor small.** To its right the differences are too coarse, to its
# left they drown in rounding; a wrong gradient lies far above both.

# %% [markdown]
# The wrong gradient is off by two thirds at any useful step, the right one by less than a thousandth
# even at a step of 0.1. There is nothing between the two to argue about.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Replace the wrong derivative by `lambda z, a: a`, as if one had forgotten the $(1 - a)$. By how much
#    will the check be off, and will $J$ still fall?
# 2. The figure ends at a step of 0.1. Ask for `gradient_check(network, theta[:, 0], X, y, 1.0)`: how
#    large will the difference be? Its first two points allow a prediction.
#
# ## Sources
#
# * The check is one that the university lecture which this course follows refers to; the data and the
#   runs are ours.
# * The package asks the same of every activation, every cost and every depth in its own tests.

# %%
plt.show()
