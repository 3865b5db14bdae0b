# %% [markdown]
# # One layer or several
#
# Two of the lecture's rules for [the shape of a network](04_architecture.md) are about depth: one hidden
# layer by default; and if several, then all of the same size.
#
# ## XOR
#
# We take four units in each hidden layer, under the rule of 1986: once with logistic units, once with
# tanh. The tanh networks are done in 250 epochs, so the logistic ones alone get 400.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, get_problem, load, plots, run, show
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision

plt.style.use(plots.STYLE)
Network = load("backprop")
rows = []
for units, most in (("logistic", 400), ("tanh", 250)):
    for n in (1, 2, 3):
        network = Network((4,) * n, units, max_epochs=most)
        trial = run(network, in_single_precision(XOR), starts=100, loss=False)
        low, high = trial.interval
        row = {"units": units, "layers": n, "solved, %": 100 * trial.success_rate}
        row |= {"from, %": 100 * low, "to, %": 100 * high}
        rows.append(row | {"epochs, median": trial.epochs.median})
show(rows, "XOR by depth", ".0f")

# %% [markdown]
# With the units of 1986 a second hidden layer makes things worse, and with a third nearly nothing is
# learned in 400 epochs: the error shrinks on its way back, by the factor $g'(z) \le \tfrac{1}{4}$ at
# each layer. With tanh units, whose derivative goes up to 1, three layers do it too; they are just slower.
# So "one hidden layer" was sound advice for logistic units from small weights, and part of the reason
# was the units.
#
# ## Spirals
#
# To be fair, all shapes have about 100 weights: one layer, several layers of equal size, and two layers
# of which the first or the second is the wide one. 12 starts each.

# %% numbers
spirals = in_single_precision(get_problem("spirals"))  # which is quicker
settings = {"learning_rate": 0.05, "max_epochs": 150}
unseen, rows = {}, []
for shape in [(24,), (8, 8), (6, 6, 6), (4,) * 5, (14, 4), (4, 14)]:
    model = Network(shape, "tanh", "cross_entropy", "glorot", "adam", **settings)
    trial = run(model, spirals, starts=12, loss=False)
    right = 100 * (1 - trial.test_mistakes / len(spirals.X_test))
    name = "-".join(map(str, shape))
    unseen[f"{name}  ({trial.n_weights})"] = right
    lower, median, upper = np.percentile(right, [25, 50, 75])
    row = {"shape": name, "weights": trial.n_weights, "lower quartile": lower}
    rows.append(row | {"median": median, "upper quartile": upper, "worst start": right.min()})
show(rows, "Unseen examples of the spirals answered rightly, %", ".1f")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.0))
plots.draw_starts(ax, unseen)
ax.set(xlabel="unseen examples of the spirals answered rightly, %", xlim=(60, 100.5))
ax.set_ylabel("hidden units (weights)")
figure.set_label(
    "Six shapes of about 100 weights on the spirals, a stroke for each of twelve starts, a bar "
    "from quartile to quartile and a dot at the median. One layer of 24, two of eight and the "
    "shape 14-4 are close to 100 percent; five layers of four and the shape 4-14, which begins "
    "narrow, spread far below."
)

# %% caption [markdown]
# **At an equal number of weights depth buys nothing here, and a narrow first layer hurts.** What four
# units do not pass on, no later layer can bring back.

# %% [markdown]
# One layer of 24, two of eight, three of six: their differences are small, and with another seed for
# the spirals (`get_problem("spirals", 1)`) another one leads. Five thin layers are clearly worse. As to
# rule 5, it is only half of the truth. What hurts is a *narrow first layer*: wide first and then narrow
# does as well as equal.
#
# ## Which rules hold
#
# With what the page on [hidden units](04_architecture.md) has found:
#
# | rule of the lecture | in these runs |
# |---|---|
# | hidden units: more is usually better | holds, but levels off, and every unit costs |
# | near the number of inputs | no: too few in the plane, more than needed for the digits |
# | one hidden layer by default | holds: never clearly beaten; logistic units suffer from depth |
# | several layers of equal size | safe, but not the point: avoid a narrow first layer |
#
# "More is usually better" has a second limit that does not show here, for 300 examples are plenty:
# with few examples and wrong labels among them, a large network learns the mistakes too. That is shown
# in [overfitting](09c_overfitting.md).
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Put `(16, 2)` and `(2, 16)` among the shapes. One of them is among the worst: which, and why?
# 2. Use `"relu"` for the XOR networks of one to three layers. More starts than with tanh, or fewer?
# 3. Replace `"tanh"` in the spirals' networks by `"logistic"`. Which of the six shapes will suffer most?
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
