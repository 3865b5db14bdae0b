# %% [markdown]
# # 2006: From the paper's recipe to today's
#
# A paper prints a recipe: which order, which first weights, which error, which step. Today's textbooks
# have another one. What has each change between the two been worth? Here are four ladders. Each begins
# with a paper's recipe and ends with one of today, with **one change a rung**, and each rung is run from
# many starts. Where a new rule asks for another rate, the rate changes with it, and the rung says so.

# %%
import matplotlib.pyplot as plt

from neurohistory import plots, show
from neurohistory.plots import theme
from neurohistory.studies.ladder import recorded_rows, rung_summary

plt.style.use(plots.STYLE)
ladders = {name: recorded_rows(name) for name in ("perceptron", "adaline", "backprop", "deep")}


def draw_ladder(ax, rows, value, low, high, color):
    """A mark for each rung, the first at the foot, with its interval."""
    places = range(len(rows))
    middle = [100 * row[value] for row in rows]
    for place, row, at in zip(places, rows, middle, strict=True):
        ends = [100 * (at / 100 if row[end] is None else row[end]) for end in (low, high)]
        ax.plot(
            ends, [place, place], color=color, linewidth=3, alpha=0.45, solid_capstyle="round"
        )
        ax.annotate(
            f"{at:.0f} %" if value == "success_rate" else f"{at:.1f} %", (max(ends), place),
            xytext=(6, -3), textcoords="offset points", size=9,
        )  # fmt: skip
    ax.plot(middle, places, "o", color=color, markersize=6)
    ax.set_yticks(places, [f"{row['rung']}  {row['change']}" for row in rows], size=9)
    ax.set_ylim(-0.6, len(rows) - 0.4)


# %% [markdown]
# ## One unit: perceptron and ADALINE
#
# Two moons that no line tells apart completely: 300 points to learn from, 100 that are never seen, and
# a hundred starts.

# %%
unseen = ("unseen", "unseen_lower_quartile", "unseen_upper_quartile")
figure, axes = plt.subplots(
    2, 1, figsize=(theme.PAGE_WIDTH, 5.6), sharex=True, layout="constrained"
)
for ax, name, title, color in zip(
    axes,
    ("perceptron", "adaline"),
    ("perceptron", "ADALINE"),
    (theme.VERMILLION, theme.BLUE),
    strict=True,
):
    draw_ladder(ax, ladders[name], *unseen, color)
    ax.set_title(title, size=10)
    ax.set_xlim(80, 96)
axes[1].set_xlabel("unseen points answered rightly, %")
figure.set_label(
    "Two ladders of eight rungs. The perceptron's begins at 82 percent of unseen points, gains a few with "
    "a new order for each epoch, and jumps to 93 where a smooth unit and cross-entropy come in. ADALINE's "
    "stands at about 93 percent from the first rung to the last."
)

# %% caption [markdown]
# **ADALINE stood on the top rung in 1960.** For a single unit one change counts, an error that is
# measured before the threshold, and ADALINE had it from the beginning. Marks are medians of the starts,
# and bars their quartiles.

# %% numbers
for name, title in (("perceptron", "Perceptron"), ("adaline", "ADALINE")):
    show([rung_summary(row) for row in ladders[name]], title)

# %% [markdown]
# Both ladders end with the same unit, and neither can do better, for a line is a line. The perceptron
# ends wherever its last mistake has left it; a new order for each epoch helps it more than anything that
# came from later optimizers.
#
# ## Back-propagation on XOR
#
# Two hidden units and a thousand starts. Here the recipe of today is *worse*, as long as the network
# stays as small as it was.

# %%
solved = ("success_rate", "success_rate_low", "success_rate_high")
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2), layout="constrained")
draw_ladder(ax, ladders["backprop"], *solved, theme.GREEN)
ax.set(xlim=(0, 108), xlabel="starts that solve XOR, %")
figure.set_label(
    "A ladder of eight rungs. The recipe of 1986 solves XOR from about four starts in five; so do "
    "cross-entropy and Glorot's first weights. Tanh brings it down to about half, ReLU to a fifth, and "
    "neither He's first weights nor Adam change that. With eight hidden units it is nine in ten."
)

# %% caption [markdown]
# **Today's recipe needs today's width.** With two hidden units each modern unit loses starts; with eight
# the same recipe solves more than the paper's did with two, in a tenth of the sweeps. Starts that solve XOR within
# 1,000 sweeps, with the 95 % interval.

# %% numbers
show([rung_summary(row) for row in ladders["backprop"]], "Back-propagation")

# %% [markdown]
# A unit of type ReLU that is off for all four cases stays off, and of two units none can be spared. What
# the changes bring is speed: Glorot's first weights cut the sweeps of those that arrive to less than a third.
# Nor is it the recipe that wins on the top rung. It is the width: with eight units the recipe of 1986
# solves XOR from every start, as the first question below finds.
#
# ## The deep network
#
# In 2006 layers were pretrained: without that, the paper reports, fine-tuning a deep autoencoder
# [got nowhere](2006_deep_autoencoder.md). Here are classifiers of digits of 8 by 8 pixels, with hidden
# layers of 64, 32 and 16 units, ten starts, and 60 passes through the examples in each rung, those of
# pretraining included.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.7), layout="constrained")
draw_ladder(ax, ladders["deep"], *unseen, theme.PURPLE)
ax.set(
    xlim=(92, 99),
    xlabel="unseen digits read rightly, %",
)
figure.set_label(
    "A ladder of six rungs. Pretrained as in 2006: 97.4 percent of unseen digits. Without pretraining 94. "
    "With Glorot's first weights 96.4, with ReLU 97.1, with He's first weights 97.7, with Adam 97.6."
)

# %% caption [markdown]
# **Better first weights and another unit did what pretraining was for.** The share of unseen digits that
# are read rightly, median and quartiles of ten starts; two changes make up for what leaving out the
# pretraining costs.

# %% numbers
show([rung_summary(row) for row in ladders["deep"]], "Deep network")

# %% [markdown]
# That is a ladder on small images. With ten starts the upper rungs cannot be told apart, and on what is
# harder they may well come in another order.
#
# ## Try it
#
# 1. The order of the rungs is ours. Put eight hidden units at the foot of the XOR ladder, in a file of
#    your own, and climb it with `neurohistory ladder own.toml`. What do the other changes do now?
# 2. Is it Adam, or is it the rate? On top of the XOR ladder try `learning_rate=0.001`, Adam's own, by
#    `neurohistory compare` with the model of the last rung.
#
# ## Sources
#
# * [@rosenblatt_1962].
# * [@widrow_1960].
# * [@rumelhart_1986_pdp].
# * [@hinton_2006].
# * The newer parts: [units](../course/02_activation_functions.md),
#   [first weights](../course/05b_why_not_zero.md), [optimizers](../course/07_optimizers_racing.md).
# * The files of the ladders, and how to climb them: [studies](../studies.md#ladders).
# * Before: [what the layers have learned](2006_deep_features.md).

# %%
plt.show()
