# %% [markdown]
# # Overfitting
#
# A large network can learn its examples by heart, mistakes included. The lecture names this as one of
# the [three drawbacks](09_three_drawbacks.md) of back-propagation. To see it, we give a network few
# examples and some mistakes: 40 points of the moons, with one label in five flipped, and 40 hidden
# units, which makes 161 weights. Unseen are 200 other points, with right labels. Three such sets, five
# starts each.

# %%
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, run, show, surface
from neurohistory.answers import count_mistakes
from neurohistory.plots import theme
from neurohistory.problems.variants import fewer, in_single_precision, mislabelled
from neurohistory.states import select

plt.style.use(plots.STYLE)
Network = load("backprop")


def noisy_moons(n_examples, seed, flipped=0.2):
    """Moons with some wrong labels, and 200 right ones that stay unseen."""
    moons = in_single_precision(get_problem("moons", seed))
    unseen = np.vstack([moons.X[200:], moons.X_test])
    truth = np.concatenate([moons.target[200:], moons.target_test])
    few = mislabelled(fewer(moons, n_examples), flipped, seed)
    return replace(few, X_test=unseen, target_test=truth)


def large(**settings):
    """2-40-1 with tanh units, cross-entropy and Adam."""
    settings |= {"learning_rate": 0.03, "max_epochs": 200}
    return Network((40,), "tanh", "cross_entropy", "glorot", "adam", **settings)


few = [noisy_moons(40, seed) for seed in range(3)]
overfit = [run(large(), moons, starts=5, keep_states=True) for moons in few]


# %%
def on_unseen(trial, moons, epoch=-1):
    """The cost of the unseen examples after an epoch, and the right answers in percent: (start,)."""
    scores = trial.model.respond(trial.history.states[epoch], moons.X_test)
    wrong = count_mistakes(trial.model, scores, moons.target_test)
    return trial.model.loss(scores, moons.target_test), 100 - 100 * wrong / len(moons.X_test)


watched = np.arange(0, 201, 5)
seen = np.hstack([trial.history.loss[watched] for trial in overfit])  # (epoch, start)
judged = [
    [on_unseen(*pair, epoch) for epoch in watched] for pair in zip(overfit, few, strict=True)
]
unseen, right = np.concatenate(judged, axis=-1).swapaxes(0, 1)
best = unseen.mean(axis=1).argmin()
rows = []
for row, name in ((best, "least cost on unseen"), (-1, "at the end")):
    costs = {"cost on seen": seen[row].mean(), "on unseen": unseen[row].mean()}
    epoch = {"when": name, "epoch": watched[row]}
    rows.append(epoch | costs | {"unseen right, %": round(right[row].mean())})
show(rows, "Means of fifteen starts", ".2f")

# %%
figure, (left, ax) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.4), width_ratios=(1.15, 1))
plots.draw_bands(left, watched, {"seen": seen, "unseen": unseen}, middle=np.mean)
left.annotate(
    "a fifth of the\nseen labels\nare wrong", (15, 0.53), xytext=(8, 0.98), size=9,
    arrowprops={"arrowstyle": "-", "color": theme.MUTED, "linewidth": 0.7},
)  # fmt: skip
left.axvline(watched[best], color=theme.MUTED, linewidth=0.8)
left.set(xlabel="epoch", ylabel="cost J", xlim=(0, 200), ylim=(0, None))
end = select(overfit[0].history.end, 0)
plots.draw_region(ax, surface(overfit[0].model, end, few[0], (-2.7, 2.7, -2.7, 2.7)))
ax.set_title("one start, epoch 200", size=10)
plots.draw_key(figure)
figure.set_label(
    "Left: cost by epoch, mean and quartiles of fifteen starts. The cost of the seen examples "
    "falls toward zero; that of the unseen ones falls until about epoch "
    f"{watched[best]} and then rises far above where it began. Right: the regions of one network "
    "at the end, whose boundary bends around single examples, wrongly labeled ones among them."
)

# %% caption [markdown]
# **From some epoch on the network learns these forty examples and no others.** At first the unseen ones
# cost less, for none of their labels is wrong, and a fifth of the others are. Then the cost of unseen
# ones rises above its start, and the boundary winds around single points.

# %% [markdown]
# From about the thin line on, the network learns what is true of these 40 examples and of no others.
# The cost of the unseen ones rises above its start: a network that knows nothing says $1/2$ to
# everything, while this one is sure of its mistakes.
#
# ## Three cures
#
# * **Early stopping.** A quarter of the examples is held out (`validation_fraction`). When their cost
#   has not fallen for 20 epochs, learning stops and the best weights are restored.
# * **Weight decay.** To $J$ is added $\frac{\lambda}{2m} \sum \Theta^2$ over all weights but the
#   biases, here with $\lambda = 0.5$.
# * **More data.** 200 examples in place of 40, with the same fraction of wrong labels.

# %%
many = [noisy_moons(200, seed) for seed in range(3)]
cures = {
    "early stopping": (large(validation_fraction=0.25, patience=20), few),
    "weight decay": (large(weight_decay=0.5), few),
    "more data": (large(), many),
}
trials = {"large network": [*zip(overfit, few, strict=True)]} | {
    name: [(run(model, task, starts=5, loss=False), task) for task in tasks]
    for name, (model, tasks) in cures.items()
}
costs, rows = {}, []
for name, pairs in trials.items():
    judged = [on_unseen(trial, task) for trial, task in pairs]
    costs[name], correct = (np.concatenate(part) for part in zip(*judged, strict=True))
    low, half, high = np.percentile(costs[name], [25, 50, 75])
    quartiles = {"lower quartile": low, "median": half, "upper quartile": high}
    rows.append({"cure": name, **quartiles, "right, %": round(np.median(correct))})
show(rows, "Cost of the unseen examples", ".2f")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.3))
plots.draw_starts(ax, costs)
ax.axvline(np.log(2), color=theme.MUTED, linewidth=0.8)
ax.text(np.log(2) + 0.02, 3.55, "says 1/2 to all", va="center", color=theme.MUTED)
ax.set(xlabel="cost of the unseen examples after training", xlim=(0, None), ylim=(3.8, -0.6))
figure.set_label(
    "Cost of the unseen examples at the end, a stroke for each of fifteen starts, a bar from "
    "quartile to quartile and a dot at the median. The large network without a cure lies above the "
    "cost of saying one half to everything; early stopping, weight decay and more data all bring "
    "it well below."
)

# %% caption [markdown]
# **Three cures, and all of them help.** Each stroke is one of fifteen starts.

# %% [markdown]
# All three help. Early stopping and decay do it by holding the network back; the first pays with the
# examples that it holds out, the second with a $\lambda$ that somebody has to choose. More data takes
# away the reason.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Set `flipped=0.0` in `noisy_moons`. Does the large network still overfit?
# 2. Try `weight_decay=50`. What will the network say then?
# 3. Make it a small network: `(4,)` in place of `(40,)`. Will the cost of the unseen examples still rise?
#
# ## Sources
#
# - [@rumelhart_1986].
# - The data, the settings and the runs are ours. The digits show a mild case:
#   [handwritten digits](10_digits.md).

# %%
plt.show()
