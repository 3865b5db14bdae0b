# %% [markdown]
# # A neuron by hand
#
# A neuron of this course does three things. It takes a weighted sum of its inputs, it adds a bias, and
# it turns the result into an answer: fire, or do not. It does nothing else. All that a network can do comes from
# many such units and from the numbers in them.
#
# In this chapter nothing is learned. We choose the weights ourselves, and check every row of every
# table. On [the next page](01b_xor_by_hand.md) is one small table for which no choice will do.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, OR, get_problem, plots, show, surface
from neurohistory.models.logistic_unit import LogisticUnit, LogisticUnitState
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## The logistic unit
#
# The inputs are $x_1, x_2, x_3$, and beside them there is a bias unit that always says $x_0 = 1$. Each
# has a weight $\theta_i$; that of the bias unit is the bias. The weighted sum and the answer are
#
# $$z = \theta_0 + \theta_1 x_1 + \theta_2 x_2 + \theta_3 x_3 = \theta^\top x, \qquad h(x) = g(z) =
# \frac{1}{1 + e^{-z}} .$$
#
# Here it is with numbers that you can follow with a pencil.

# %%
theta = np.array([-1, 2, -3, 0.5])  # the bias first
x = np.array([1, 1, 0.5, 2])  # x0 = 1 first


def g(z):
    return 1 / (1 + np.exp(-z))


show({"i": range(4), "θ": theta, "x": x, "θ x": theta * x}, "Weights times inputs", "+.1f")
z = theta @ x
print(f"the sum is z = {z:+.1f}, the answer h = g(z) = {g(z):.4f}")

# %%
figure, (left, right) = plt.subplots(
    1, 2, figsize=(theme.PAGE_WIDTH, 4.7), width_ratios=(1.15, 1)
)
plots.draw_network(left, [3, 1], [theta[:, None]], [x[1:], [g(z)]], [["x₁", "x₂", "x₃"], ["h"]])
left.set_title("the unit with its numbers")
axis = np.linspace(-6, 6, 121)
right.plot(axis, [g(value) for value in axis], color=theme.BLUE)
right.plot([z, z, -6], [0, g(z), g(z)], color=theme.MUTED, linewidth=0.9)
right.plot(z, g(z), "o", color=theme.VERMILLION, markersize=8)
right.text(z + 0.5, g(z) - 0.02, f"g({z:.1f}) = {g(z):.2f}", va="top")
right.set(xlabel="weighted sum z", ylabel="answer h = g(z)", xlim=(-6, 6), ylim=(0, 1.02))
right.set_xticks([-6, -3, 0, 3, 6])
right.set_title("what it makes of the sum")
plots.draw_key(figure)
figure.set_label(
    "Left: a unit with the inputs 1, 0.5 and 2, the weights 2, −3 and 0.5 and the bias −1; it "
    "answers 0.62. Right: the logistic curve, rising from 0 to 1; the sum 0.5 lies just right of "
    "its middle."
)

# %% caption [markdown]
# **A unit is a sum and a curve.** Here the sum is 0.5, and the curve makes 0.62 of it.

# %% [markdown]
# A lecture may say that the neuron then *decides whether to fire*. Taken literally that is the step unit
# of [1943](../story/1943_mcculloch_pitts.md). The logistic unit does not decide; it answers with a
# number between 0 and 1. We read "fires" when $h > 1/2$, which is when $z > 0$.
#
# ## AND and OR
#
# Let the inputs be 0 or 1. AND should fire only when both are 1. Take the bias $-30$ and twice the
# weight 20:
#
# $$h(x) = g(-30 + 20\,x_1 + 20\,x_2) .$$
#
# One input alone brings the sum to $-10$, which is not enough; both together bring it to $+10$. For OR
# one input must be enough, so the bias is smaller, $-10$:
#
# $$h(x) = g(-10 + 20\,x_1 + 20\,x_2) .$$
#
# We write every row with the formula, and ask the model of the package for the same.

# %%
unit = LogisticUnit()


def by_hand(bias, w1, w2):
    """A logistic unit with these weights."""
    return LogisticUnitState(np.array([bias]), np.array([[w1], [w2]]), np.array([0]))


def table(asked, bias, w1, w2):
    """Show all rows, by the formula and by the model of the package."""
    x1, x2 = asked.X.astype(int).T
    z = (bias + w1 * x1 + w2 * x2).astype(int)
    answers = unit.output(unit.respond(by_hand(bias, w1, w2), asked.X))[:, 0]
    columns = {"x₁": x1, "x₂": x2, "z": z, "g(z)": g(z), "the model": answers}
    columns |= {"about": g(z).round().astype(int), "target": asked.y}
    title = f"{asked.name}: h = g({bias:+g} {w1:+g} x₁ {w2:+g} x₂)"
    show(columns, title, ".5f")


table(AND, -30.0, 20.0, 20.0)
table(OR, -10.0, 20.0, 20.0)

# %% [markdown]
# We do mean "about 0": $g(-10) = 1/(1 + e^{10})$ is 0.000045, and no finite sum makes the logistic
# function exactly 0 or 1. (A computer rounds: it prints 1.00000 for $g(30)$.)
#
# Where the sum is zero the unit is undecided, $h = 1/2$. In the plane of the inputs that is a straight
# line, and the unit fires on one side of it. The two units differ in the bias alone, and so their lines
# are parallel.

# %%
figure, axes = plt.subplots(2, 2, figsize=(theme.PAGE_WIDTH, 6.4), height_ratios=(1, 1.25))
for column, (asked, bias) in enumerate([(AND, -30.0), (OR, -10.0)]):
    above, below = axes[:, column]
    plots.draw_network(above, [2, 1], [[[bias], [20], [20]]], labels=[["x₁", "x₂"], ["h"]])
    above.set_title(asked.name)
    plots.draw_region(below, surface(unit, by_hand(bias, 20.0, 20.0), asked))
plots.draw_key(figure)
figure.set_label(
    "Above: the units for AND, with bias −30, and for OR, with bias −10; both have two weights of "
    "20. Below: their regions of yes. The boundary of AND cuts off the corner (1, 1) alone, that "
    "of OR runs parallel to it and leaves only the corner (0, 0) outside."
)

# %% caption [markdown]
# **AND and OR differ in the bias alone.** So their lines are parallel.

# %% [markdown]
# ## Why 20 and not 2?
#
# The *ratios* of the weights say where the line is; multiply all three numbers by the same factor and it
# stays. Their *size* says how sharply the answer changes across it. Let us make AND gentler.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.1))
ones, answers = np.linspace(0, 2, 201), []  # x1 + x2, also between the cases
for number, factor in enumerate((1, 0.1, 0.03)):
    curve = [g(factor * (-30 + 20 * s)) for s in ones]
    label = f"{-30 * factor:g} {20 * factor:+g} x₁ {20 * factor:+g} x₂".replace("-", "−")
    ax.plot(ones, curve, **theme.series(number), label=label)
    ax.plot(ones[::100], curve[::100], "o", color=theme.series(number)["color"])
    none, one, both = curve[::100]
    answers.append({"factor": factor, "no ones": none, "one": one, "two": both})
show(answers, "The answer of AND", dict.fromkeys(("no ones", "one", "two"), ".3f"))
ax.axvline(1.5, color=theme.MUTED, linewidth=0.8)
ax.text(1.48, 0.93, "boundary", ha="right", color=theme.MUTED)
ax.set(xlabel="x₁ + x₂", ylabel="answer h", xticks=[0, 0.5, 1, 1.5, 2], ylim=(-0.03, 1.05))
ax.legend(title="z")
figure.set_label(
    "The answer of AND against the sum of its inputs, for three sizes of the weights. All three "
    "curves cross one half at 1.5. With weights of 20 the answer jumps from 0 to 1; with 2 it "
    "rises gently, and with 0.6 it is a slope from 0.29 to 0.57."
)

# %% caption [markdown]
# **The size of the weights says how sharply the unit decides, and not where.** All three curves cross
# one half at the same place.

# %% [markdown]
# All three are AND if we ask which side of $1/2$ the answer is on. A unit that *learns* begins with
# small weights, and it grows sharper as they grow.
#
# ## NAND and NOR
#
# The logistic function has $g(-z) = 1 - g(z)$. Turn all signs round and "yes" becomes "no": no new
# thinking is needed for NAND and NOR.

# %%
table(get_problem("NAND"), 30.0, -20.0, -20.0)
table(get_problem("NOR"), 10.0, -20.0, -20.0)

# %% [markdown]
# For AND, OR, NAND and NOR weights are easily found. Is there a table without any?
# [XOR by hand](01b_xor_by_hand.md) finds one, and what to do about it.
#
# ## Try it
#
# 1. Change the bias of AND to $-10$, then to $-50$. Which table will each of them be? Predict all rows,
#    then call `table` with a gate from `get_problem("OR")`, `get_problem("FALSE")` and so on.
# 2. Three inputs: which bias and weights make "at least two of three"? Write the eight sums first.
# 3. A unit for "$x_1$ and not $x_2$" (`get_problem("A_AND_NOT_B")`): which sign does each weight have?
#
# ## Sources
#
# - [@mcculloch_1943].
# - [@cox_1958]: the logistic unit as statistics.
# - The weights of AND and OR are those of the lecture; the others follow from them.
# - The model: [logistic unit](../models/logistic_unit.md). Next:
#   [what one neuron cannot do](01b_xor_by_hand.md).

# %%
plt.show()
