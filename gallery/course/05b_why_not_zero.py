# %% [markdown]
# # Why not start from zero?
#
# [Training, step by step](05_training_step_by_step.md) begins with random weights. Zero would be
# simpler, and it does not work. If all weights are zero, all hidden units say the same, get the same
# $\delta$, and move by the same amount. They are equal after the first step, and so by induction after
# every step: *identical for ever*. Four units then do the work of one.
#
# We try both: 200 points in three classes, four hidden units, 400 epochs of gradient descent.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.base import clone

from neurohistory import XOR, get_problem, load, plots, run, show, train
from neurohistory.plots import theme
from neurohistory.problems.variants import fewer

plt.style.use(plots.STYLE)
blobs = fewer(get_problem("blobs"), 200)  # to be quick
X = blobs.X  # (example, input)
y = (blobs.target > 0).astype(float)  # (example, class)
settings = {"optimizer": "gradient_descent", "learning_rate": 2.0, "max_epochs": 400}
network = load("backprop")((4,), cost="cross_entropy", **settings)
zeros, random = (clone(network).set_params(initialization=how) for how in ("zeros", 0.5))
zero = run(zeros, blobs, starts=1, label="zeros")
drawn = run(random, blobs, starts=20, label="random")
firsts = {}  # a row for bias and inputs, a column for each hidden unit
for trial in (zero, drawn):
    end = trial.history.end
    first = firsts[trial.label] = trial.model.network(end).layers(end.theta)[0][:, :, 0]
    weights = dict(zip(("bias", "from x₁", "from x₂"), first, strict=True))
    show({"hidden unit": range(1, 5), **weights}, f"One start from {trial.label}", "+.3f")
ended = [{"start": t.label, "J": t.final_loss, "right": t.accuracy} for t in (zero, drawn)]
show(ended, "At the end", formats={"J": ".3f", "right": "percent"})
ends = drawn.history.loss[-1]
print(
    f"the {drawn.n_starts} random starts end with J from {ends.min():.3f} to {ends.max():.3f}"
)

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.9), sharex=True, sharey=True)
extent = (-3, 3, -3, 3)
for ax, first, start in zip(axes, firsts.values(), ("zeros", "a random start"), strict=True):
    for k, mark in enumerate("os^"):
        look = {"color": theme.SERIES[k], "markersize": 3.5, "alpha": 0.55}
        ax.plot(*X[y[:, k] == 1].T, mark, label=f"class {k + 1}", **look)
    for unit in first.T:
        plots.draw_line(ax, unit[1:], unit[0], extent)
    ax.set(xlim=extent[:2], ylim=extent[2:], xlabel="x₁", aspect="equal", title=f"from {start}")
axes[0].set_ylabel("x₂")
plots.draw_key(figure)
figure.set_label(
    "Three classes of points, and the line where each hidden unit is at one half. From zeros all "
    "four hidden units have the same line, which cuts one class from the others. From a random "
    "start the four lines differ."
)

# %% caption [markdown]
# **Units that start alike stay alike.** From zeros all four draw one line, and from a random start
# four.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.0))
plots.draw_loss(ax, [zero, drawn])
rates = y.mean(axis=0)
constant = -(rates * np.log(rates) + (1 - rates) * np.log(1 - rates)).sum()
plateau = zero.history.loss[5, 0]
ax.set(ylabel="J, mean", ylim=(0.6, 2.3))
figure.set_label(
    "The cost J by epoch. From zeros it falls to a plateau at 1.91, stays there for some ten "
    "epochs and comes to rest at 1.36. From twenty random starts it falls farther, to about 0.9."
)
print(f"from zeros after 5 epochs: J = {plateau:.4f}; always the frequencies: {constant:.4f}")

# %% caption [markdown]
# **And so the cost cannot fall as far.** From zeros it rests on a plateau and then well above every
# random start.

# %% [markdown]
# From zeros the first step moves only the weights of the outputs, for $(\Theta^{(2)})^T \delta^{(3)}$ is
# zero. As the hidden units still say the same to every example, the network can do no better than answer
# with the frequencies of the classes. Then the hidden units begin to move, all four alike. On XOR it is
# worse still. There the four errors cancel, the gradient is exactly zero, and nothing ever moves:

# %%
stuck = train(zeros, XOR.X, XOR.target)
largest = np.abs(stuck.end.theta).max()
print(f"XOR from zeros, 400 epochs: the largest weight is {largest:.1f}")

# %% [markdown]
# So zeros are not the only bad start: any start that gives the units of a layer *equal* weights keeps
# them equal. Random numbers break the symmetry. Which ones hardly matters here, as the range of the
# twenty ends shows; their size does: far from zero logistic units are flat, and their $g' = a (1 - a)$
# leaves little to learn by.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Start all weights at 0.3: `initialization=[np.full((3, 4), 0.3), np.full((5, 3), 0.3)]` in place of
#    `"zeros"`. Is the plateau still there, and are the hidden units still equal at the end?
# 2. Change a single one of these weights to 0.31. How many of the four hidden units will still be equal
#    at the end?
#
# ## Sources
#
# * The question is that of the university lecture which this course follows; the data and the runs are
#   ours.
# * [@rumelhart_1986]: small random first weights, to break the symmetry.

# %%
plt.show()
