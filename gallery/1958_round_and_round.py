# %% [markdown]
# # 1958: Round and round
#
# The [perceptron](1958_perceptron.md) corrects its weights $\mathbf{w}$ and its bias $b$ whenever it is
# wrong, and stops when it no longer is. On XOR it always is somewhere, for no line has the four cases on
# their proper sides. What does the rule do when there is nothing to find?

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, plots, show, trace
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Twelve epochs
#
# Start from zero, with the cases in their order, and look at the first three epochs; then at the weights
# after each of twelve. A star marks a correction.

# %%
walker = load("perceptron")(order="cyclic", initial_scale=0, max_epochs=12)
entries = list(trace(walker, XOR.X, XOR.target))
rows = []
for e in entries[:12]:
    seen = {"epoch": e.epoch, "x1": e.input[0], "x2": e.input[1], "net": e.net}
    answer = {"says": e.output, "wanted": e.target, "": "*" if e.error else ""}
    rows.append(seen | answer | dict(zip(("b", "w1", "w2"), e.after.values(), strict=True)))
show(rows)
corrected = np.count_nonzero(np.reshape([e.error for e in entries], (12, 4)), axis=1)
print("corrections in each epoch:", *corrected)

# %% [markdown]
# From the third epoch on, every answer is wrong, every presentation is corrected, and every epoch
# ends where it began: at bias 0 and weights −1 and 0. The four corrections add up to nothing.
# Drawn in the plane of bias and second weight, the path is a closed loop.

# %%
weights = [entries[0].before, *(e.after for e in entries)]
path = np.array([list(named.values()) for named in weights])  # (presentation, bias w1 w2)
loop = path[8:13]  # epoch 3: five points, of which the last is the first


# %%
def draw_loop(ax):
    """One epoch in the plane of bias and second weight."""
    arrow = {"arrowstyle": "-|>", "color": theme.BLUE, "shrinkA": 7, "shrinkB": 7, "lw": 1.6}
    paper = {"fc": theme.PAPER, "ec": "none", "pad": 1.5}
    for case, start, end in zip(("00", "01", "10", "11"), loop, loop[1:], strict=False):
        ax.annotate("", end[[0, 2]], start[[0, 2]], arrowprops=arrow)
        ax.text(*(start + end)[[0, 2]] / 2, case, ha="center", va="center", bbox=paper)
    for b, w1, w2 in loop[:4]:
        ax.plot(b, w2, "o", color=theme.BLUE, markersize=8)
        label = f"w₁ = {w1:.0f}".replace("-", "−")
        ax.text(b, w2 + (0.24 if w2 else -0.24), label, ha="center", va="center")
    ax.set(xlim=(-1.5, 1.5), ylim=(-0.5, 1.5), xticks=[-1, 0, 1], yticks=[0, 1])
    ax.set(xlabel="bias", ylabel="w₂", title="one epoch", aspect="equal")


# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.3), width_ratios=(1, 1.15))
draw_loop(left)
for number in range(3):
    lowered = path[:25, number] - 3 * number
    right.step(range(25), lowered, where="post", **theme.series(number))
    right.axhline(-3 * number, color=theme.TRACK, linewidth=0.8, zorder=1)
right.set_yticks([0, -3, -6], ["bias 0", "w₁ 0", "w₂ 0"])
right.set(xticks=range(0, 25, 4), xlim=(0, 24), xlabel="presentation", title="six epochs")
right.grid(axis="x", color=theme.TRACK)
figure.set_label(
    "XOR. Left: in the plane of bias and second weight, one epoch is a closed loop of four "
    "corrections through (0, 0), (-1, 0), (0, 1) and (1, 1); the first weight is -1, -1, -1 and 0 "
    "there. Right: bias and weights over 24 presentations repeat with period four from the third "
    "epoch on."
)

# %% caption [markdown]
# **On XOR the weights go round in a circle of four corrections.** At the end of each epoch they are
# where they were at its beginning, and so it goes on for ever.

# %% [markdown]
# This is general: on a finite set that no plane separates, the weights of this rule stay bounded; if
# the numbers are whole, there are only finitely many places to be, and shown in a fixed order the
# weights must come back. (Minsky and Papert state that they stay bounded; H. D. Block and S. A. Levin
# proved it in 1970.)
#
# ## Try it
#
# 1. Start the walk from random weights: leave `initial_scale=0` out of `walker`. Does the path still
#    close? Why does the argument above ask for whole numbers?
# 2. Let the learning rate be 0.1, which is no whole number. Is the argument of the last paragraph lost?
#    Say what the path will look like, then run it.
# 3. Shown in the order 00, 11, 01, 10, how many corrections will an epoch have? Change the rows of
#    `XOR.X` and `XOR.target` alike, and see.
#
# ## Sources
#
# - [@minsky_1969]. [@block_1970].
# - The model: [Perceptron](../models/perceptron.md). Before: [1958](1958_perceptron.md), with the proof
#   that it comes to an end where a line will do. Next: [what was printed](1958_what_was_printed.md).

# %%
plt.show()
