# %% [markdown]
# # 1986: The starts that do not arrive
#
# [Back-propagation](1986_backprop.md) solves XOR from about nine of ten random starts within 1,000 sweeps.
# What became of the others? Some were merely slow. Give the unsolved ones 3,000 sweeps more: since a
# state holds all that the rule carries, they simply go on. The error $E$ is half the sum of squares over the
# four cases.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, plots, run, show, surface
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision
from neurohistory.states import select

plt.style.use(plots.STYLE)
quick = in_single_precision(XOR)
trial = run("backprop", quick, starts=1000, seed=0, loss=False)
unsolved = ~trial.history.solved
going = select(trial.history.end, unsolved)
patient = load("backprop")(max_epochs=3000)
learning = patient.learn(going, quick.X, quick.target, np.random.default_rng(0))
losses, largest = {}, {}  # (start,) at some of the sweeps
for sweep, later in enumerate(learning, start=1001):
    if sweep == 1001 or sweep % 20 == 0:
        losses[sweep] = patient.loss(patient.respond(later, quick.X), quick.target)
        largest[sweep] = np.abs(later.theta).max(axis=0)

levels = {"0": 0.0, "1/4": 1 / 4, "1/3": 1 / 3}
away = np.abs(losses[4000][:, None] - [*levels.values()])  # (start, level)
kind = away.argmin(axis=1)
counts = np.bincount(kind, minlength=3)
show({"E near": level, "starts": n} for level, n in zip(levels, counts, strict=True))

# %% numbers
outputs = patient.output(patient.respond(later, XOR.X))  # (case, start)
figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 3.5))
colors = (theme.BLUE, theme.PURPLE, theme.AMBER)
for curve, of_kind in zip(np.transpose([*losses.values()]), kind, strict=True):
    axes[0].plot([*losses], curve, color=colors[of_kind], linewidth=0.9)
box = {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 0.5}
for value, color, number in zip(levels.values(), colors, counts, strict=True):
    place = {"ha": "right", "va": "bottom", "bbox": box}
    axes[0].text(3950, value + 0.012, f"{number} starts", color=color, **place)
axes[0].set(xlabel="sweep", ylabel="E", ylim=(0, 0.55))
axes[0].set(xlim=(1000, 4000), xticks=[1000, 2500, 4000])
axes[0].set_title("the slow and the stuck", size=10)
stuck = {}
for number, ax in enumerate(axes[1:], start=1):
    start, level = int(away[:, number].argmin()), [*levels][number]
    stuck[level] = start
    plots.draw_region(ax, surface(patient, select(later, start), XOR))
    for (x, y), answer in zip(XOR.X, outputs[:, start], strict=True):
        place = {"xytext": (0, 17 if y else -23), "textcoords": "offset points", "ha": "center"}
        ax.annotate(f"{answer:.2f}", (x, y), **place)
    ax.set_title(f"stuck at E = {level}", size=10)
plots.draw_key(figure)
figure.set_label(
    f"Left: the error of the {unsolved.sum()} starts that had not solved XOR after 1,000 sweeps. {counts[0]} "
    f"of them drop to zero; the others stay on two levels, {counts[1]} at one quarter and {counts[2]} at one "
    "third, up to sweep 4,000. Middle: a start at one quarter, with two outputs right and two at 0.50. "
    "Right: a start at one third, with one output right and three at 0.67."
)
cases = ("00", "01", "10", "11")
show(
    [{"stuck at E =": level} | dict(zip(cases, outputs[:, at], strict=True)) for level, at in stuck.items()],
    "Outputs", formats=".3f",
)  # fmt: skip
weights = {level: patient.named_weights(select(later, start)) for level, start in stuck.items()}
columns = {f"stuck at E = {level}": found.values() for level, found in weights.items()}
show({"weight": weights["1/4"]} | columns, "Weights", formats=".1f")

# %% caption [markdown]
# **The stuck starts are of two kinds only.** One kind cannot tell two cases apart and says one half
# to both; the other takes three cases for the same and says two thirds.

# %% [markdown]
# The stuck networks come in two kinds only. In the first, two cases are right and the network cannot
# tell the other two apart: it says $1/2$ to both, and $E = 2 \cdot \tfrac{1}{2} \cdot (\tfrac{1}{2})^2 =
# \tfrac{1}{4}$. In the second it cannot tell three cases apart, two yes and one no, and says
# $2/3$ to all: $E = \tfrac{1}{2} (\tfrac{1}{9} + \tfrac{1}{9} + \tfrac{4}{9}) = \tfrac{1}{3}$. The book
# of 1986 reports just the first kind: two failures in hundreds of runs, with an output of 0.5 on two of
# the four patterns (pages 331-332).
#
# Are these *local minima*? The authors of 1986 call them so, and for a learner they are: no small step
# leads out. In the strict sense it is **disputed**. Leonard Hamey argued in 1998, in a paper called "XOR
# has no local minima", against finite ones for this network. Our run shows why the word is delicate: the
# weights of the stuck starts never come to rest.

# %%
still = kind > 0
sinking = [
    {"sweeps": sweep, "largest weight of the stuck, median": np.median(largest[sweep][still])}
    for sweep in (1001, 2000, 4000)
]
show(sinking, formats=".1f")

# %% [markdown]
# They sit in a valley whose floor sinks without end, ever more slowly, toward a level that is not zero.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Give those that are stuck another step: `learning_rate=5.0` in `patient`. Does any of them get out?
# 2. Three hidden units leave hardly any start behind. Run `"backprop:hidden_layer_sizes=(3,)"` in place of
#    `"backprop"` with a thousand starts. On which levels do the stuck stay?
#
# ## Sources
#
# * [@rumelhart_1986_pdp].
# * L. G. C. Hamey, "XOR has no local minima: a case study in neural network error surface analysis",
#   *Neural Networks* 11(4) (1998) 669-681.
# * The model: [back-propagation](../models/backprop.md).
# * Before: [back-propagation](1986_backprop.md). Next: [sums and codes](1986_sums_and_codes.md).

# %%
plt.show()
