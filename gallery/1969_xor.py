# %% [markdown]
# # 1969: XOR, which one layer cannot do
#
# In 1969 Marvin Minsky and Seymour Papert published *Perceptrons: An Introduction to Computational
# Geometry*. Many questions about perceptrons had been put to machines: build one, train it, see what
# it learns. The book asked another kind of question. Leave the learning aside: **are there any
# weights at all that do the task?** If there are none, no rule, no patience and no luck will help.
#
# Its shortest example is XOR: "one or the other, but not both". This chapter proves that no single unit
# can do it, lets the proof be checked by hand, and watches every linear model of the timeline fail. What
# the book really measured, the *order* of a task, comes in the [next one](1969_xor_and_beyond.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, plots, run, separate, show
from neurohistory.plots import theme
from neurohistory.problems.gates import TWO_INPUT

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Why XOR fails: a proof that fits in a table
#
# A unit with weights $w_1, w_2$ and bias $b$ answers "yes" when $w_1 x_1 + w_2 x_2 + b$ is positive.
# Write the target as $t = +1$ for yes and $t = -1$ for no. The unit is right about a case exactly if its
# *signed response* $t\,(w_1 x_1 + w_2 x_2 + b)$ is positive.
#
# `separate` looks for such weights. When there are none it returns *multipliers* instead: whole numbers,
# one for each case that the proof needs. That one of the two must exist, and never both, is a theorem of
# Gordan (1873).

# %%
found = separate(XOR.X, XOR.target)
columns = ("a t x1", "a t x2", "a t")
rows = [
    {"x1": x1, "x2": x2, "t": t, "a": a} | dict(zip(columns, (a * t * x1, a * t * x2, a * t), strict=True))
    for (x1, x2), t, a in zip(XOR.X, XOR.target, found.multipliers, strict=True)
]  # fmt: skip
sums = {name: sum(row[name] for row in rows) for name in columns}
show([*rows, {"x1": "sum", "x2": None, "t": None, "a": None} | sums])

# %% [markdown]
# Each multiplier is $1$, and all three columns add up to zero. (`found.holds(XOR.X, XOR.target)` checks it
# in fractions, which never round.) Read the columns as the factors of
# $w_1$, of $w_2$ and of $b$, and the proof is complete:
#
# $$\sum_i t_i\, (w_1 x_{i1} + w_2 x_{i2} + b) = 0\, w_1 + 0\, w_2 + 0\, b = 0 .$$
#
# **Whatever the weights are, the four signed responses add up to zero.** Four numbers with sum zero
# cannot all be positive. At least one case is wrong, or lies exactly on the line. That is why a test can
# demand that a model *fails* here. Any weights may be tried:

# %%
rng = np.random.default_rng(1969)
tried = []
for _ in range(3):
    w, b = rng.normal(size=2), rng.normal()
    signed = XOR.target * (XOR.X @ w + b)
    tried.append(
        dict(zip(("00", "01", "10", "11"), signed, strict=True)) | {"sum": signed.sum()}
    )
show(tried, "Signed responses", formats=".3f")

# %% [markdown]
# ## Fourteen of sixteen
#
# Two inputs make four cases, and four cases can be answered in $2^4 = 16$ ways. Here are all sixteen
# functions, each with a line that `separate` has found, or with none.

# %%
figure, axes = plt.subplots(4, 4, figsize=(theme.PAGE_WIDTH, 7.9), sharex=True, sharey=True)
extent = (-0.6, 1.6, -0.6, 1.6)
separable = 0
for ax, (name, gate) in zip(axes.flat, TWO_INPUT.items(), strict=True):
    plots.draw_examples(ax, gate.X, gate.truth)
    answer = separate(gate.X, gate.target)
    separable += answer.separable
    ax.set_title(name.replace("_", " "), size=9.5)
    if answer.separable:
        plots.draw_line(ax, answer.weights, answer.bias, extent)
    else:
        look = {"ha": "center", "va": "center", "color": theme.WRONG, "weight": "bold"}
        ax.text(0.5, 0.5, "no line", **look)
    ax.set(xlim=extent[:2], ylim=extent[2:], xticks=[0, 1], yticks=[0, 1], aspect="equal")
for ax in axes[-1]:
    ax.set_xlabel("x₁")
for ax in axes[:, 0]:
    ax.set_ylabel("x₂", rotation=0, va="center", ha="right")
plots.draw_key(figure)
figure.set_label(
    "The sixteen functions of two inputs in a grid of four by four, each with its four cases. Twelve have "
    "a separating line with an arrow to the side of yes; FALSE and TRUE have the same answer everywhere "
    "and need none; XOR and XNOR, whose answers alternate around the square, are marked 'no line'."
)
print(f"{separable} of {len(TWO_INPUT)} functions are linearly separable")

# %% caption [markdown]
# **A line can do fourteen of the sixteen functions.** Only XOR and its opposite have no line.

# %% [markdown]
# Only XOR and its opposite, XNOR, are out of reach. That sounds harmless, but the fraction shrinks quickly
# as inputs are added: 14 of 16 functions for two inputs, 104 of 256 for three, 1,882 of 65,536 for four
# (sequence A000609 of the On-Line Encyclopedia of Integer Sequences).
#
# ## Every linear model, a thousand starts each
#
# Here are all models of the timeline that compute only what a line can, whatever their rule. (A cell of 1943
# with a veto draws no line, but with two inputs it computes nothing that a line could not.) Each gets
# 1,000 starts; a machine that always starts alike is simply repeated.

# %%
units = ["mcculloch_pitts", "perceptron", "logistic_unit", "adaline", "minsky_papert"]
linear = [*units, "svm:kernel=linear"]
trials = {name: run(name, XOR, starts=1000, keep_states=name == "adaline") for name in linear}
show(
    {
        "model": name, "solved": trial.n_solved, "ever solved": trial.history.ever_solved.sum(),
        "fewest mistakes at any epoch": trial.history.mistakes.min(),
    }
    for name, trial in trials.items()
)  # fmt: skip
low, high = trials["perceptron"].interval
print(f"95 % interval for each success rate: {low:.1%} to {high:.1%}")

# %% [markdown]
# None of the six thousand runs ever has all four answers right, not even for one epoch. The statistics
# alone would leave room for a chance of 0.4 %; the proof leaves none. But they fail in ways of their
# own:

# %%
mistakes = trials["perceptron"].history.mistakes
loss = trials["logistic_unit"].history.loss
states = trials["adaline"].history.states
# (epoch, start)
largest = np.array([np.abs([s.bias, *s.weights]).max(axis=0) for s in states])

figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 3.0))
for ax, values, color in zip(axes, (mistakes, loss, largest), theme.SERIES, strict=False):
    lower, middle, upper = np.percentile(values, [0, 50, 100], axis=1)
    ax.fill_between(range(len(values)), lower, upper, color=color, alpha=0.18, linewidth=0)
    ax.plot(middle, color=color)
    ax.set(xlabel="epoch", ylim=(0, None), xlim=(0, len(values) - 1))
axes[1].axhline(np.log(2), color=theme.INK, linewidth=1, linestyle="--")
axes[1].text(195, np.log(2) - 0.07, "ln 2", ha="right", va="top")
axes[0].set(title="Perceptron", ylabel="wrong answers", yticks=range(5))
axes[1].set(title="Logistic unit", ylabel="loss")
axes[2].set(title="ADALINE", ylabel="largest |weight|")
figure.set_label(
    "Three ways to fail at XOR: median and range of 1,000 starts. The perceptron's wrong answers stay "
    "between one and three for ever. The logistic unit's loss comes to rest at ln 2. The largest weight of "
    "ADALINE shrinks to nearly zero."
)
final = trials["logistic_unit"].final_loss
print(f"logistic unit: loss {final:.4f}, ln 2 = {np.log(2):.4f}")
smallest = np.median(largest[-1])
print(f"ADALINE: largest weight at the end, median over the starts {smallest:.3f}")

# %% caption [markdown]
# **Three rules fail in three ways.** The perceptron goes on correcting, the logistic unit comes to
# rest at one half, and ADALINE's weights sink to zero.

# %% [markdown]
# * The **perceptron** keeps correcting. Here the cases come in random order, so it wanders instead of
#   cycling, between one and three mistakes.
# * The **logistic unit** goes downhill to the lowest point of its loss. For XOR this point is at weights
#   zero: the unit answers $1/2$ to everything, and the loss is $\ln 2$. It has learned to know nothing.
# * **ADALINE** sinks to the least-squares answer, which is also all weights zero. Its step has a fixed
#   size, so it never lies quite still.
#
# ## What the book says, and what it does not
#
# It says exactly what perceptrons of bounded order can compute. It does **not** prove that networks
# with several layers are useless, and it could not have: a net of two layers for XOR can be wired by
# hand, out of the threshold units of 1943.


# %%
def fires(total):
    return (total > 0).astype(int)


x1, x2 = XOR.X.T
either = fires(x1 + x2 - 0.5)  # OR
both = fires(x1 + x2 - 1.5)  # AND
answers = fires(either - both - 0.5)  # one, but not both
print("answers:", answers, " wanted:", XOR.y)

# %% [markdown]
# What was open was a method to *teach* the units in between that would work in general. (Several people
# had taught two layers by then; the chapter on [1962](1962_madaline.md) names them.) The authors were
# sceptical about extending their results to machines with several layers (section 13.2, pages 231-232),
# and that was a judgment, not a theorem.
#
# It is often told that XOR, or this book, ended research on neural networks. **This is disputed.** The
# sociologist Mikel Olazaran studied the controversy in 1996. In his account the arguments of Minsky and
# Papert *were interpreted* as showing that neural nets should be given up; this reading became the
# official history as symbolic artificial intelligence established itself, while opinion among
# researchers had been open. Others note that much of the field had already turned to different things.
# XOR itself was never the point: it is the smallest case of a theorem about order. Nor was the book the
# first to name a limit. Rosenblatt's paper of [1958](1958_perceptron.md), eleven years before, ends on
# one of another kind: relations in space and time (page 405).
#
# The book had a reader whom its authors did not foresee. David Rumelhart chose it in 1969 or 1970 as the
# book of the year for his course, and later said that in a way it was Minsky who led him to the
# perceptron. What he made of it is the chapter on [1986](1986_backprop.md).
#
# **A departure from the book.** The book asks which tasks *some* weights can do. That we also learn the
# weights, by error correction, is our addition.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. In the proof, swap `XOR` for `TWO_INPUT["XNOR"]`. Which numbers in the table change, and which do
#    not?
# 2. Loop over all 256 functions of three inputs: build each with `from_truth_table` from `parity(3).X` and
#    a row of answers, and count those that `separate` can separate. Does the count agree with the text?
#
# ## Sources
#
# * [@minsky_1969]; expanded edition 1988.
# * P. Gordan, "Ueber die Auflösung linearer Gleichungen mit reellen Coefficienten", *Mathematische
#   Annalen* 6 (1873) 23-28.
# * M. Olazaran, "A sociological study of the official history of the perceptrons controversy", *Social
#   Studies of Science* 26(3) (1996) 611-659,
#   [doi:10.1177/030631296026003005](https://doi.org/10.1177/030631296026003005).
# * D. E. Rumelhart, interview in J. A. Anderson and E. Rosenfeld (editors), *Talking Nets*, MIT Press 2000.
#   We have it from later accounts.
# * [@rosenblatt_1958].
# * [@mcculloch_1943].
# * The numbers of separable functions: [OEIS A000609](https://oeis.org/A000609).
# * Before: [1965](1965_capacity.md). Next: [beyond four cases](1969_xor_and_beyond.md).

# %%
plt.show()
