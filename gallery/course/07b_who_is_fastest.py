# %% [markdown]
# # Who is fastest?
#
# On [test surfaces](07_optimizers_racing.md) nine optimizers race side by side. Which is first? We ask
# on two of these surfaces, the long valley $f(x, y) = \tfrac{1}{2} (x^2 + 100\, y^2)$ and Beale's
# function, and then from 200 starts each on XOR, where the order of arrival is another one.
#
# ## On test surfaces
#
# The number of steps until a path stays within 0.1 of the minimum: at the common rates, and at the
# best of five rates for each rule.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.base import clone

from neurohistory import AND, XOR, load, plots, run, show, train
from neurohistory.landscapes import learning_plane, unit_surface
from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.network.races import BEALE, LONG_VALLEY, descend, steps_to_reach
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
tried = {  # the common rate, and four others
    "unscaled": (0.005, 0.001, 0.002, 0.01, 0.02),
    "scaled": (0.1, 0.05, 0.2, 0.5, 1.0),
}
found, rows = {}, []
for name in OPTIMIZERS:
    unscaled = name in ("gradient_descent", "momentum", "nesterov")
    rates = (1.0, 10.0) if name == "adadelta" else tried["unscaled" if unscaled else "scaled"]
    rule = OPTIMIZERS[name](learning_rate=np.array(rates))  # all rates side by side
    row = {"rule": OPTIMIZERS[name].title}
    for title, surface in (("valley", LONG_VALLEY), ("Beale", BEALE)):
        starts = np.repeat(np.array(surface.start)[:, None], len(rates), axis=1)
        paths = descend(rule, lambda at, on=surface: on.gradient(*at), starts, 300)
        needed = [steps_to_reach(path, surface, 0.1) for path in np.moveaxis(paths, 2, 0)]
        best, rate = min((n or np.inf, rate) for n, rate in zip(needed, rates, strict=True))
        found[name, title] = best
        best, rate = (None, None) if best == np.inf else (best, rate)
        row |= {
            f"{title}: common": needed[0],
            f"{title}: best": best,
            f"rate on {title}": rate,
        }
    rows.append(row)
show(rows, "Steps until a path stays within 0.1 of the minimum; a dash is more than 300")

# %% [markdown]
# Two things stand out. The rate decides as much as the method: in the valley, Adagrad has not
# arrived after 300 steps at the common rate, and is the first of all at its best. And no rule is
# first on both surfaces. An animation of a race shows one surface, one start and one choice of
# rates.
#
# Here you may choose all three yourself. Can you find a start from which plain gradient descent wins?
#
# <!-- toy: descent-race -->
#
# ## XOR
#
# Now the same nine teach a network with two hidden units XOR, with the cross-entropy as the cost, 200
# starts each, at most 400 passes. For each rule we had tried a few rates on other starts, a factor of
# ten apart, and kept the one that solved the most. Two rows at the end show another rate.

# %%
rates = {
    "gradient_descent": 10, "momentum": 1, "nesterov": 1, "adagrad": 0.1, "adadelta": 10,
    "rmsprop": 0.1, "adam": 0.01, "adamax": 0.1, "nadam": 0.01,
}  # fmt: skip
network = load("backprop")((2,), cost="cross_entropy", max_epochs=400)
studies, rows, quartiles = {}, [], ("passes: lower quartile", "median", "upper quartile")
for name, rate in [*rates.items(), ("momentum", 10), ("adam", 0.1)]:
    network = clone(network).set_params(optimizer=name, learning_rate=rate)
    study = studies[name, rate] = run(network, XOR, starts=200, loss=False)
    low, high = study.interval
    row = {"optimizer": OPTIMIZERS[name].title, "rate": rate, "solved": study.n_solved}
    row |= {"from, %": round(100 * low), "to, %": round(100 * high)}
    rows.append(row | dict(zip(quartiles, study.epochs, strict=True)))

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.3), sharey=True)
for row, study in enumerate(studies.values()):
    color, mark = (theme.BLUE, "o") if row < len(rates) else (theme.PURPLE, "s")
    left.plot(study.interval, (row, row), color=color, linewidth=2.2)
    left.plot(study.success_rate, row, mark, color=color)
    if study.n_solved >= 10:  # quartiles of fewer say little
        lower, median, upper = study.epochs
        right.plot([lower, upper], (row, row), color=color, linewidth=2.2)
        right.plot(median, row, mark, color=color)
titles = [f"{OPTIMIZERS[name].title}, α = {rate:g}" for name, rate in studies]
left.set_yticks(range(len(studies)), titles)
left.xaxis.set_major_formatter("{x:.0%}")
left.set(xlim=(0, 1), xlabel="starts that solve XOR", ylim=(len(studies) - 0.5, -0.5))
right.set(xlim=(0, 400), xlabel="passes needed: middle half, median")
for ax in (left, right):
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
figure.set_label(
    "Success rate of 200 starts on XOR, and passes they need, for nine optimizers. Momentum, "
    "Nesterov and Adadelta solve most, over four in five. Adagrad, RMSprop, Adam, AdaMax and Nadam "
    "solve about half; RMSprop needs the fewest passes. Momentum at ten times the rate solves one "
    "in seven."
)

# %% caption [markdown]
# **Quick and sure are two things.** RMSprop needs the fewest passes where it succeeds, and fewer of
# its starts do.

# %% numbers
show(rows, "XOR from 200 starts", {"rate": "g"} | dict.fromkeys(quartiles, ".0f"))

# %% [markdown]
# With two hidden units there is nothing to spare, and a start that goes wrong stays wrong. What an optimizer
# gains on a smooth test surface says little about that. (Our rates are the best of few and XOR is a
# small problem: this is no ranking for others.)
#
# ## The surfaces of the machines themselves
#
# The test surfaces have two variables because a page has two dimensions. How does the loss of a
# learning machine look? For ADALINE on AND we can draw it exactly, over its two weights, with the
# bias as it ends. The network for XOR has nine weights. Its picture is a slice: the plane through the
# end of learning that lies closest to the path. The path is seen from straight above.

# %%
adaline, backprop = load("adaline")(max_epochs=60), load("backprop")(max_epochs=600)
rolled = train(adaline, AND.bipolar.X, AND.target, rng=18)
bowl = unit_surface(adaline, AND.bipolar, rolled, extent=(-2.4, 2.4, -1.9, 2.9))
history = train(backprop, XOR.X, XOR.target, rng=9)
plane = learning_plane(backprop, XOR, history)
inside = f"{100 * bowl.total_explained:.0f} % of the path in the picture"
print(f"ADALINE: lowest loss {bowl.loss.min():.2f}, {inside}")
print(f"XOR: {100 * plane.total_explained:.1f} % of the path in the plane")
print(f"loss {history.loss[0, 0]:.3f} at the start and {history.loss[-1, 0]:.4f} at the end")

figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.4))
figure.get_layout_engine().set(wspace=0.06)
for ax, landscape, title in zip(
    axes, (bowl, plane), ("ADALINE on AND", "2-2-1 on XOR"), strict=True
):
    plots.draw_landscape(ax, landscape)
    ax.set_title(title)
axes[0].set(xlabel="weight of $x_1$", ylabel="weight of $x_2$")
figure.set_label(
    "Left: the loss of ADALINE on AND is a round bowl, and the path goes down to its bottom. "
    "Right: a plane through the nine weights of a network that solves XOR. The path crosses high "
    "ground, turns, and goes down a slope onto a floor that sinks ever more slowly toward the "
    "right."
)

# %% caption [markdown]
# **ADALINE's loss is a bowl, and a network's is a landscape.** The path on the right crosses high
# ground before it finds a floor, which sinks ever more slowly.

# %% [markdown]
# ADALINE has a bowl: from everywhere the way leads down to the same point. The network's slice has
# none. Its path starts on high, nearly level ground, goes down a slope, and the floor behind it
# sinks on, ever more slowly, as the weights grow. Where such a path turns is what an optimizer has
# to cope with.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Give the network for XOR four hidden units: `load("backprop")((4,), ...)`. Does the difference
#    between Adam and momentum in the success rate stay, shrink or grow?
# 2. Draw the landscape of another start: `rng=1` in place of `rng=9`. Will the plane hold as much of the
#    path, and does this start solve XOR?
#
# ## Sources
#
# - Where the nine optimizers come from is said on [the page before](07_optimizers_racing.md).
# - [@rumelhart_1986]: back-propagation with momentum.
# - [@wilson_1927]: the intervals.

# %%
plt.show()
