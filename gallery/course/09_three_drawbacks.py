# %% [markdown]
# # Three drawbacks of back-propagation
#
# Back-propagation solves what no line can separate. The lecture names three drawbacks along with it:
# it takes much computation, it can end in a local optimum, and it overfits. Each can be shown by a
# run; for each there are remedies, which can be tried as well. This page takes the first.

# %%
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, plots, run, show
from neurohistory.network.theta import n_parameters
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Computation
#
# Nearly all work of a network is multiplying and adding, so we count *multiply-adds*. Going forward,
# each weight takes one for each example. Going backward, each weight takes another one for its derivative,
# $a_j^{(l)} \delta_i^{(l+1)}$, and each weight above the first layer one more, to carry
# $\delta^{(l+1)}$ down to $\delta^{(l)}$; there is no $\delta^{(1)}$. In the end the step itself takes
# one for each weight, and with momentum two.
#
# All three rules can learn AND. The network has two hidden units and our defaults, with the rule of
# 1986. Its number of weights comes from the trial, and so do the epochs until all is right.


# %%
def backward_cost(sizes):
    """Multiply-adds for the derivatives by all weights, and for the deltas of the hidden layers."""
    return n_parameters(sizes) + sum(below * above for below, above in pairwise(sizes[1:]))


def example_cost(sizes):
    """Multiply-adds for one example, there and back."""
    return n_parameters(sizes) + backward_cost(sizes)


models = {
    "perceptron": "perceptron",
    "adaline": "adaline",
    "backprop": "backprop:max_epochs=100",
}
rows, cases = [], len(AND.X)
for name, text in models.items():
    trial = run(text, AND, starts=200)
    n, epochs = trial.n_weights, trial.epochs.median
    if name == "perceptron":  # it changes its weights only after a mistake
        updates = trial.updates
        work = epochs * cases * n + updates * n
    elif name == "adaline":  # after every example
        updates = epochs * cases
        work = epochs * cases * (n + n)
    else:  # after every epoch, with momentum
        updates = epochs
        work = epochs * (cases * example_cost([2, 2, 1]) + 2 * n)
    row = {"model": name, "solve, %": 100 * trial.success_rate, "weights": n, "epochs": epochs}
    rows.append(row | {"updates": updates, "multiply-adds": work})
show(rows, "AND from 200 starts: medians", ",.0f")

# %% [markdown]
# Back-propagation needs more weights, more work for each, and above all more epochs. For a task that a
# line can do, the unit of 1958 is the better tool.
#
# Now let the network grow. What does one epoch cost? With one hidden layer of $n$ units it is in
# proportion to $n$; as soon as two hidden layers of $n$ units are next to each other, to $n^2$.

# %%
widths = 2 ** np.arange(1, 11)
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.3))
counts = {}
for number, name in enumerate(("64-n-10", "64-n-n-10", "64-n-n-n-10")):
    nets = [[64, *[n] * (number + 1), 10] for n in widths.tolist()]
    counts[name] = np.array([1347 * example_cost(sizes) for sizes in nets])
    look = {"marker": "osD"[number], "markersize": 4, **theme.series(number)}
    ax.loglog(widths, counts[name], label=name, **look)
ends = np.array([each[[3, -1]] for each in counts.values()])
columns = {"n = 16": ends[:, 0], "n = 1,024": ends[:, 1]}
show({"network": counts, **columns}, "Multiply-adds of an epoch")
ax.set(xlabel="units of each hidden layer, n", ylabel="multiply-adds of one epoch")
ax.set_xticks([2, 16, 128, 1024], ["2", "16", "128", "1,024"])
ax.minorticks_off()
ax.grid()
ax.legend()
figure.set_label(
    "Multiply-adds of one epoch on 1,347 digits against the width of the hidden layers, both axes "
    "logarithmic. With one hidden layer the line rises in proportion to the width; with two and "
    "three hidden layers it bends up to the square of it."
)
lecture = [784, 16, 16, 10]
work = f"{n_parameters(lecture):,} weights, {example_cost(lecture):,} multiply-adds for one example"
print(f"784-16-16-10: {work}")

# %% caption [markdown]
# **The work of an epoch grows with the width, and with its square as soon as two wide layers meet.**
# Both axes are logarithmic.

# %% [markdown]
# The backward sweep costs less than two forward ones. That is the good news in this drawback: the gradient
# of $J$, by *all* weights, costs less than three forward sweeps in all. Differences, moving one weight at
# a time, would need two forward sweeps *for each weight*.
#
# ## Local optima, and overfitting
#
# The other two drawbacks have pages of their own: starts that [end in a local
# optimum](09b_local_optima.md), and a network that [learns its examples by heart](09c_overfitting.md).
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Count AND with `backprop:hidden_layer_sizes=(8,)` in place of `backprop`, and eight for the two in
#    `[2, 2, 1]`. Fewer epochs; but fewer multiply-adds?
# 2. For which $n$ does an epoch of 64-$n$-10 cost as much as one of 64-16-16-10? Work it out first.
#
# ## Sources
#
# - [@rumelhart_1986].
# - [@rumelhart_1986_pdp].

# %%
plt.show()
