# %% [markdown]
# # How many iterations are needed?
#
# There is no single answer. The lecture names five things that it depends on: the shape of the network
# and its functions, the learning rate, the optimization method, the random initialization, and the
# quality of the training set.
#
# One run shows nothing here, because the next start needs another number of epochs. So every question
# below is put to 10,000 starts for each setting, in a [study](../studies.md) that a command repeats:
#
# ```console
# $ neurohistory study xor_shapes.toml
# ```
#
# *All* starts count. One that is not solved in the end needs more epochs than it had, and that is all
# that is known of it: so the median is the epoch by which half of all starts are solved, the estimate
# of [@kaplan_1958], and never that of the lucky ones alone.

# %%
import matplotlib.pyplot as plt

from neurohistory import XOR, load, plots, show, train
from neurohistory.plots import theme
from neurohistory.studies.record import kept, read_record
from neurohistory.studies.table import study_summary

plt.style.use(plots.STYLE)
shapes, rates, methods, defaults, starts = (
    read_record(kept(f"xor_{name}.json"))
    for name in ("shapes", "rates", "methods", "defaults", "starts")
)


def tell(title, settings, rows):
    """Show what a study says of its cells: solved, and epochs by which half of the starts are."""
    columns = (*settings, "solved", "certainty", "epochs", "quartiles")
    texts = (study_summary(row, settings) for row in rows)
    show(
        [{column.replace("_", " "): text[column] for column in columns} for text in texts],
        title,
    )


# %% [markdown]
# Unless something else is said, the network is 2-4-1 with tanh units, it minimizes the cross-entropy
# $J(\Theta)$ on XOR by batch gradient descent, $\Theta := \Theta - \alpha\, \partial J / \partial
# \Theta$ with $\alpha = 1$, and starts uniform in $[-0.5, 0.5]$. One iteration is one pass through all
# four examples, and a start is solved at the epoch from which on all four answers are right.
#
# ## Layers and nonlinear functions
#
# One, two and three hidden layers of four units each, with three activation functions. The first
# weights are Glorot's, whose spread fits the width of each layer, so that depth is not mixed up with a
# bad scale.

# %%
figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 2.9), sharey=True)
for ax, units in zip(axes, ("logistic", "tanh", "relu"), strict=True):
    cells = zip(shapes.rows, shapes.curves, strict=True)
    of_units = [curve for row, curve in cells if row["activation"] == units]
    plots.draw_unsolved(ax, {f"{n} hidden": curve for n, curve in enumerate(of_units, start=1)})
    ax.set(title=units, xlim=(2, 400))
    ax.label_outer()
    ax.get_legend().set_visible(units == "logistic")
figure.set_label(
    "Three panels of curves: the starts that are still unsolved, by epoch, for one to three hidden "
    "layers. Logistic: one layer falls from epoch 150 on to a sixth at 400, two and three stay near "
    "100 %. Tanh: all three fall between epochs 5 and 100 to nearly zero. ReLU: they fall early and "
    "then stay level, at 42 % with one layer, 51 % with two and 89 % with three."
)

# %% caption [markdown]
# **The function decides, the number of layers hardly.** Tanh units arrive, logistic ones take ten times
# the epochs or never do, and of ReLU networks many never will: their curves have become level.

# %%
tell("By units and layers", ["activation", "hidden_layer_sizes"], shapes.rows)

# %% [markdown]
# A logistic unit passes back at most a quarter of the error: one layer of them
# needs ten times the epochs of tanh, and a second layer makes "five in six arrive" into "one in
# eighteen". With tanh units the number of layers hardly matters for the number of epochs. (It does for
# the computation: each epoch costs more.)
#
# ReLU units show why one number is not enough. With one layer their fastest tenth is faster than that
# of tanh, and yet four starts in ten never arrive; with two layers it is half, and with three nine in
# ten. A ReLU unit can be *dead*: if it is silent in all four cases, its derivative is zero and it never
# learns again. At this rate few of the starts of a deep network survive.
#
# ## The learning rate
#
# Seven rates, and networks with two to eight hidden units. First the fraction that is solved in 400
# epochs.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.6))
plots.draw_success_map(ax, rates.rows, "learning_rate", "hidden_layer_sizes")
figure.set_label(
    "A map of the success rate over seven learning rates and two to eight hidden units. It is near "
    "zero at 0.1 for two to four units, rises to nearly 100 % from 0.5 to 5 with four and eight "
    "units and to about 75 % with two, and at 10 is at most 8 % for all."
)

# %% caption [markdown]
# **The cliff is at the same place for all.** From a rate of 5 to one of 10 success ends, with two hidden
# units as with eight.

# %% [markdown]
# And how many epochs it takes until half of them are.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.4))
plots.draw_median_epochs(ax, rates.rows, "learning_rate", "hidden_layer_sizes")
figure.set_label(
    "The median epochs to solve against the learning rate, a line for each number of hidden units. "
    "Each line halves with each doubling of the rate up to 2, more units lie lower, and from 2 to 5 "
    "the lines are level or rise. At 0.1 and at 10 the marks are hollow: half of the starts are not "
    "solved in 400 epochs."
)

# %% caption [markdown]
# **Twice the rate, half the epochs**, up to a rate of 2. A hollow mark is a rate at which fewer than half
# of the starts are solved in 400 epochs.

# %%
of_four = [row for row in rates.rows if row["hidden_layer_sizes"] == "(4,)"]
tell("Four hidden units, by learning rate", ["learning_rate"], of_four)

# %% [markdown]
# As long as the steps are small, the path over the surface of $J$ is always about the same, and a step
# twice as long goes along it twice as fast: doubling $\alpha$ halves the epochs. Then the steps become
# too long for the valley. Between "good" and "useless" lies hardly a factor of five, and nothing
# before it gives a warning. Networks with more hidden units are solved sooner at every rate up to 2,
# but their cliff is at the same place.
#
# ## The optimization method
#
# Nine methods, by name. To compare them all at one learning rate would be unfair: a rate of 1 is small
# for plain gradient descent and enormous for Adam. So each method is tried at nine rates from 0.01 to
# 100. Five of them:

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.0))
five = ("gradient_descent", "momentum", "adadelta", "rmsprop", "adam")
chosen = [row for row in methods.rows if row["optimizer"] in five]
plots.draw_median_epochs(ax, chosen, "learning_rate", "optimizer")
figure.set_label(
    "The median epochs against the learning rate for five methods, on logarithmic axes. Each has a "
    "valley of its own: Adam and RMSprop lie between rates of 0.01 and 0.3, momentum between 0.1 and "
    "3, gradient descent at 1 and 3, Adadelta from 3 to 100. Elsewhere the marks are hollow."
)

# %% caption [markdown]
# **Each method has a range of rates of its own**, and they lie far apart. Hollow marks: half of the starts
# are not solved in 120 epochs.

# %% [markdown]
# Now every method takes the rate at which nine starts in ten are solved soonest. (The choice is made on the same starts. With 10,000 of them
# luck in the choice is worth less than an epoch.)

# %%
best = {}
for row, curve in zip(methods.rows, methods.curves, strict=True):
    row["nine in ten"] = curve.quantile(0.9).value
    now = best.setdefault(row["optimizer"], row)
    best[row["optimizer"]] = min(now, row, key=lambda each: each["nine in ten"])
tell("Each at its best rate", ["optimizer", "learning_rate"], best.values())

# %% [markdown]
# Plain gradient descent needs the most epochs, momentum half as many. With 10,000 starts even small
# differences are certain: a median is known to within an epoch. But that says nothing about other
# problems, and with a finer grid of rates some would change places. AdaMax is a warning: half of its
# starts are as fast as Adam's, and yet one in fourteen is not solved in 120 epochs. On this small
# problem the method is worth a factor of two, and the learning rate, as the figures before show, far
# more.
#
# That is not how these methods are usually met. Here are the six that scale their steps, with their
# default rates, which are meant for many weights and many steps.

# %%
tell("At the default rates", ["optimizer"], defaults.rows)

# %% [markdown]
# The method and its rate are one choice, not two.
#
# ## The random initialization
#
# Gradient descent again, from $\Theta$ uniform in $[-\epsilon, \epsilon]$.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.8))
plots.draw_unsolved(
    ax,
    {
        f"ε = {r['initialization']:g}": c
        for r, c in zip(starts.rows, starts.curves, strict=True)
    },
)
figure.set_label(
    "The starts that are still unsolved, by epoch, for eight ranges of the first weights. From zero "
    "none is ever solved, from 0.1 hardly any; with 0.2, 0.5 and 1 the curves fall late, but to few; "
    "with 2, 5 and 20 they fall from the first epochs on, and then stay level at 8, 36 and 70 %."
)

# %% caption [markdown]
# **Small weights wait, large ones get stuck.** The curves of small ranges fall late and steeply, those of
# large ones early and not far.

# %%
tell("By the range of the first weights", ["initialization"], starts.rows)

# %% [markdown]
# Zero weights keep the hidden units identical for ever, so no start arrives: they are all one run.
# Small weights are nearly zero: the units are nearly the same, the gradient is nearly zero, and the first hundred epochs are
# spent on growing apart. Large weights saturate the tanh: units begin in a wrong place with a
# derivative of nearly nothing, and cannot leave it. In between there is a wide range that is good,
# around 1 here; the fastest median, at 2, already pays with starts that do not arrive.
#
# Where do the starts end? With two hidden units one in four is not solved. Here are 400 of them after
# 400 epochs, over the two weights that lead from the inputs into the first hidden unit.

# %%
model = load("backprop")(
    (2,),
    "tanh",
    "cross_entropy",
    optimizer="gradient_descent",
    learning_rate=1.0,
    max_epochs=400,
)
history = train(model, XOR.X, XOR.target, n_starts=400, rng=0, keep_states=False, loss=False)
Theta1 = model.weight_arrays(history.end)["Theta1"]  # (input, unit, start); row 0 is the bias
figure, ax = plt.subplots(figsize=(4.6, 4.2))
plots.draw_ends(ax, Theta1[1, 0], Theta1[2, 0], history.solved)
ax.set(xlabel="weight from $x_1$", ylabel="weight from $x_2$")
figure.set_label(
    "The ends of 400 networks 2-2-1 over the two weights into their first hidden unit. The solved "
    "ones, dots, form four tight clusters on the diagonals, where both weights are of equal size, "
    "between 2 and 4. Those that are not solved, squares, lie off the diagonals or near zero."
)

# %% caption [markdown]
# **What works has both weights alike.** The solved networks end on the diagonals; what is stuck lies beside
# them.

# %% [markdown]
# The fifth thing, the quality of the training set, [has a page of its own](08b_quality_of_examples.md).
#
# ## The five answers
#
# | the number of iterations depends on | in these runs |
# |---|---|
# | layers and functions | the function decides: logistic slow, tanh quick, ReLU quick or dead |
# | learning rate | twice the rate, half the epochs, up to a cliff |
# | method | about a factor of two, at a rate tuned for each |
# | initialization | from never (zero) through the best (about 1) to mostly never (20) |
# | training set | decides *whether* the goal is reached, more than when |
#
# The lecture is loose in one point: it asks for the number of iterations "to converge", as if every
# start did. Ask for the success rate, too.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Let the units be logistic in the learning rates' study: `neurohistory study xor_rates.toml --starts
#    1000 --grid activation=logistic`. Does the cliff move?
# 2. Take three hidden layers for the nine methods: `neurohistory study xor_methods.toml --starts 1000
#    --grid 'hidden_layer_sizes=(4,4,4)'`. Will the methods with a rate for each weight gain more?
# 3. Try `neurohistory study xor_starts.toml --starts 1000 --grid initialization=he,lecun,glorot`. Which
#    ε are they like?
#
# ## Sources
#
# - [@kaplan_1958]: how to count those that have not arrived.
# - [@wilson_1927]: the intervals of the success rates.
# - [@rumelhart_1986]: back-propagation with momentum.
# - [@polyak_1964]: momentum.
# - M. D. Zeiler, [arXiv:1212.5701](https://arxiv.org/abs/1212.5701): Adadelta.
# - D. P. Kingma and J. Ba, [arXiv:1412.6980](https://arxiv.org/abs/1412.6980): Adam, and AdaMax in its
#   section 7.
# - S. Ruder, [arXiv:1609.04747](https://arxiv.org/abs/1609.04747): an overview of all nine, and the
#   form of Nadam used here.

# %%
plt.show()
