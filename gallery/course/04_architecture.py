# %% [markdown]
# # How many hidden units
#
# Before a network learns anything, somebody has chosen its shape. The lecture gives five rules for it:
#
# 1. as many input units as there are features, as many output units as there are classes;
# 2. hidden units: more is usually better;
# 3. hidden units: a number near the number of inputs is a good start;
# 4. one hidden layer by default;
# 5. if several hidden layers, then all of the same size.
#
# The first is bookkeeping. The other four are rules of thumb, and a rule of thumb can be tested. This
# chapter trains networks of several widths from many starts, and [the next](04b_layers.md) several
# depths.

# %%
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, get_problem, load, plots, run, show, surface
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision
from neurohistory.states import select

plt.style.use(plots.STYLE)
Network = load("backprop")
moons, spirals, digits = get_problem("moons"), get_problem("spirals"), get_problem("digits")

# %% [markdown]
# ## What the problem decides
#
# The size of the first and the last layer is not free. With $s_l$ units in layer $l$, the matrix
# $\Theta^{(l)}$ has $s_{l+1}$ rows and $s_l + 1$ columns, one of them for the bias unit; so the shape
# fixes how many numbers are to be learned.
#
# One remark on rule 1. Two classes do not need two output units: one unit says yes or no. From three
# classes on there is one unit for each.

# %%
rows = []
for task in (XOR, moons, get_problem("blobs"), digits):
    n_outputs = 1 if task.target.ndim == 1 else task.target.shape[1]
    row = {"problem": task.name, "inputs": task.n_inputs, "outputs": n_outputs}
    rows.append(row | {"weights": (task.n_inputs + 1) * 16 + (16 + 1) * n_outputs})
show(rows, "Weights with 16 hidden units")

# %% [markdown]
# ## XOR: how many hidden units?
#
# A network of our `backprop` with its defaults, which are the rule and the units of 1986, 200 starts
# for each number of hidden units. A start has *solved* XOR if all four answers are right at its end.
# Two units get 1,000 epochs for it; more units turn out to need fewer, so that 700 do for four and 400
# for eight. A single one gets 400 too, for no number of epochs would help it. The interval is Wilson's,
# 95 %.


# %%
def counted(trial):
    """The starts that solve it, with the interval, and the epochs they need, as columns."""
    (low, high), (lower, median, upper) = trial.interval, trial.epochs
    row = {"solved, %": 100 * trial.success_rate, "from, %": 100 * low, "to, %": 100 * high}
    return row | {"epochs: lower quartile": lower, "median": median, "upper quartile": upper}


widths = {1: 400, 2: 1000, 4: 700, 8: 400}  # hidden units, and epochs
gate_trials = {
    n: run(Network((n,), max_epochs=most), in_single_precision(XOR), starts=200, loss=False)
    for n, most in widths.items()
}
rows = [{"hidden": n} | counted(trial) for n, trial in gate_trials.items()]
show(rows, "XOR by width", ".1f")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.1))
bar = {"color": theme.BLUE, "linewidth": 5, "alpha": 0.4}
for place, trial in enumerate(gate_trials.values()):
    left.plot([place, place], 100 * np.array(trial.interval), **bar)
    left.plot(place, 100 * trial.success_rate, "o", color=theme.BLUE, clip_on=False)
    right.plot([place, place], [trial.epochs.lower, trial.epochs.upper], **bar)
    right.plot(place, trial.epochs.median, "o", color=theme.BLUE)
right.text(0, 20, "never", ha="center", color=theme.MUTED)
left.set(ylabel="starts that solve XOR, %", ylim=(0, 104))
right.set(ylabel="epochs needed", ylim=(0, 400))
for ax in (left, right):
    ax.set_xticks(range(len(widths)), list(widths))
    ax.set(xlabel="hidden units", xlim=(-0.4, len(widths) - 0.6))
    ax.grid(axis="y")
figure.set_label(
    "Left: the success rate on XOR is zero with one hidden unit, about nine in ten with "
    "two, and practically all from four on, with 95 percent intervals. Right: the epochs that the "
    "successful starts need, median and quartiles, fall steadily as hidden units are added."
)

# %% caption [markdown]
# **More hidden units let more starts arrive, and sooner.** One never suffices, and two leave about
# one start in ten behind.

# %% [markdown]
# "More is usually better" holds here twice over: more starts arrive, and they arrive sooner. "Near the
# number of inputs" gives two units, which is the *least* that can do it, and it leaves about one start
# in ten behind. Twice as many is the better start.
#
# ## Points in the plane
#
# XOR has four cases and nothing to generalize to. The two *moons* overlap a little; the two *spirals*
# do not overlap, but each winds one and a half times around the other. Both have two inputs, 300
# examples to learn from and 100 that are kept unseen. The networks have tanh units, the cross-entropy
# cost and the optimizer Adam, 150 epochs. Every number of units gets 12 starts.


# %%
def study(task, shape, starts=12, epochs=150, rate=0.05, batch_size=None):
    """For each start the accuracy, seen and unseen, in percent."""
    cost = "cross_entropy" if task.target.ndim == 1 else "softmax_cross_entropy"
    settings = {"learning_rate": rate, "batch_size": batch_size, "max_epochs": epochs}
    model = Network(shape, "tanh", cost, "glorot", "adam", **settings)
    trial = run(model, in_single_precision(task), starts=starts, loss=False)
    seen = 1 - trial.history.mistakes[-1] / len(task.X)
    return 100 * seen, 100 * (1 - trial.test_mistakes / len(task.X_test)), trial


def quartiles(values):
    """The quartiles of the starts, as columns."""
    names = ("lower quartile", "median", "upper quartile")
    return dict(zip(names, np.percentile(values, [25, 50, 75]), strict=True))


sizes = (1, 2, 4, 8, 16)
studies = {task.name: [study(task, (n,)) for n in sizes] for task in (moons, spirals)}
for name, results in studies.items():
    rows = [
        {"hidden": n} | quartiles(unseen)
        for n, (_, unseen, _) in zip(sizes, results, strict=True)
    ]
    show(rows, f"{name}: unseen examples answered rightly, %", ".1f")

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.3), sharey=True)
for ax, (name, results) in zip(axes, studies.items(), strict=True):
    seen, unseen, _ = zip(*results, strict=True)
    plots.draw_bands(ax, range(len(sizes)), {"seen": seen, "unseen": unseen})
    ax.set_xticks(range(len(sizes)), sizes)
    ax.set(title=name, xlabel="hidden units", ylim=(55, 101.5))
axes[0].set_ylabel("right answers, %")
axes[0].text(0.2, 95, "the unseen points\nare easier ones", size=9, color=theme.VERMILLION)
axes[1].legend(loc="lower right")
figure.set_label(
    "Right answers against hidden units, median and quartiles of twelve starts, seen and unseen "
    "examples. On the moons the curve is flat for one and two units, rises up to eight and is flat "
    "again. On the spirals it climbs from about 70 percent with one unit to nearly 100 percent "
    "with sixteen."
)

# %% caption [markdown]
# **How many units are enough depends on the task and not on the number of inputs.** Both have two
# inputs; eight units do for the moons, and the spirals still gain from sixteen.

# %% [markdown]
# Again more units never hurt. On the moons eight are as good as sixteen; the spirals still gain a
# little from the second eight. The two problems have the same number of inputs, so no rule that looks
# at the inputs alone can tell the two apart. With two units, as rule 3 has it, the network does hardly
# better than with one. Where the curve of the unseen points lies above the other, these hundred happen to be
# the easier ones.
#
# What do more units do? The boundaries show it. (Every third example is drawn.)

# %%
shown = replace(spirals, X=spirals.X[::3], target=spirals.target[::3])
figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 3.5), sharex=True, sharey=True)
for ax, n in zip(axes, (2, 4, 16), strict=True):
    seen, _, trial = studies["spirals"][sizes.index(n)]
    typical = int(np.argsort(seen)[len(seen) // 2])  # the start in the middle
    one = select(trial.history.end, typical)
    region = surface(trial.model, one, shown, (-2.2, 2.2, -2.2, 2.2), resolution=81)
    plots.draw_region(ax, region)
    ax.set_title(f"{n} hidden: {seen[typical]:.0f} % right", size=10)
    ax.label_outer()
plots.draw_key(figure)
figure.set_label(
    "The two spirals and the regions of yes and no, for the middle one of twelve starts. With two "
    "hidden units the boundary is nearly straight and many examples are wrong; with four it is "
    "bent, with errors left; with sixteen units it follows the arms."
)

# %% caption [markdown]
# **Each unit bends the boundary once more.** Two can hardly do anything with the spirals, and sixteen
# follow their arms.

# %% [markdown]
# ## Ten digits, 64 inputs
#
# Rule 3 deserves a problem with many inputs. The digits have 64 features, so it says: about 64 hidden
# units. With 1,347 examples it pays to take a step after every 64 of them; eight epochs will do then.

# %%
on_digits = {n: study(digits, (n,), 3, 8, 0.02, batch_size=64) for n in (4, 16, 64)}
rows = []
for n, (seen, unseen, trial) in on_digits.items():
    row = {"hidden": n, "weights": trial.n_weights}
    rows.append(row | {"seen, %": np.median(seen), "unseen, %": np.median(unseen)})
show(rows, "Digits answered rightly, medians", ".1f")

# %% [markdown]
# It works: 64 units are a good start here. But sixteen, a quarter of the inputs, are nearly as good at
# a quarter of the cost. So the number of inputs was too small a number for the spirals, and a large
# one for the digits. What matters is how winding the boundary is, and that is not known beforehand.
# Try a few numbers and look at examples that were not learned from.
#
# So rule 2 holds, but levels off, and rule 3 does not. Rules 4 and 5 are asked on the next page:
# [one layer or several](04b_layers.md)?
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Put 64 among the `sizes`. Will the spirals gain anything? And the unseen examples of the moons?
# 2. Replace `"tanh"` in `study` by `"logistic"`. Will more units still help as soon?
#
# ## Sources
#
# - The rules of thumb are those of the lecture that this course follows. The runs and the verdicts are
#   ours, and hold for these problems and settings.
# - [@rumelhart_1986]: the rule of 1986.
# - D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization",
#   [arXiv:1412.6980](https://arxiv.org/abs/1412.6980).
# - [@wilson_1927]: the intervals.

# %%
plt.show()
