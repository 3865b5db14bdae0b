# %% [markdown]
# # 1995: What a person chooses
#
# The support-vector network has [one answer](1995_kernels.md), *once the kernel is given*. Somebody has to
# give it. This chapter turns four knobs of that choice: the width of a radial kernel, the sign of a sigmoid
# one, the degree of a polynomial one, and how soft the margin may be.
#
# ## The width
#
# The radial kernel $e^{-\gamma |\mathbf{u} - \mathbf{v}|^2}$ has a number $\gamma$ that says how quickly two points stop being alike. On the four cases of XOR any
# $\gamma$ does. So give the machine noisy cases: 100 points scattered around the four corners, and
# 2,000 fresh ones to see what it has understood.

# %%
from math import comb

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, Problem, get_problem, plots, run, show, surface, train
from neurohistory.models.svm import SupportVectorMachine
from neurohistory.network.kernels import KERNELS
from neurohistory.plots import theme
from neurohistory.surfaces import around

plt.style.use(plots.STYLE)
gate = XOR.bipolar
rng = np.random.default_rng(1995)
n_seen = 100
corners = rng.integers(4, size=n_seen + 2000)
cloud = gate.X[corners] + rng.normal(scale=0.65, size=(len(corners), 2))
wanted = gate.target[corners]
seen, fresh = (cloud[:n_seen], wanted[:n_seen]), (cloud[n_seen:], wanted[n_seen:])
noisy = Problem("noisy XOR", *seen, *fresh, classes=("no", "yes"))

# %%
figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 3.3), sharex=True, sharey=True)
widths = []
for ax, gamma in zip(axes, (0.002, 0.3, 30.0), strict=True):
    trial = run(f"svm:C=10,gamma={gamma}", noisy, starts=1)
    end = trial.history.end
    told = surface(trial.model, end, noisy, (-3.6, 3.6, -3.6, 3.6))
    plots.draw_region(ax, told, mark_wrong=False)
    ax.set(xticks=[-1, 1], yticks=[-1, 1], xlim=(-3.6, 3.6), ylim=(-3.6, 3.6))
    ax.set_title(f"γ = {gamma:g}", size=10)
    ax.label_outer()
    widths.append({
        "γ": gamma, "seen, right": 1 - trial.history.mistakes[-1, 0] / n_seen,
        "fresh, right": trial.test_accuracy,
        "support vectors": int((np.abs(end.multipliers) > 1e-6).sum()),
    })  # fmt: skip
show(widths, formats={"seen, right": ".0%", "fresh, right": ".1%"})
plots.draw_key(figure)
figure.set_label(
    "A radial kernel of three widths on 100 noisy points around the corners of XOR. Very wide: one nearly "
    "straight boundary that is of little use. Middle: two opposite quarters are yes. Very narrow: the "
    "boundary winds closely around single points, and every point seen is right."
)

# %% caption [markdown]
# **The width of the kernel decides between blindness and learning by heart.** Each of the three is
# the best answer for its kernel.

# %% [markdown]
# With a small $\gamma$ all points look alike and the boundary is close to a line. With a large one each
# point is alike only to itself: the machine learns every point by heart and does worse on fresh ones.
# This is overfitting, and convexity is no guard against it. Nor is the widest margin wrong in any of the
# three: each is the one best answer *for its kernel*.
#
# ## The form
#
# The sigmoid kernel $\tanh(\gamma\, \mathbf{u} \cdot \mathbf{v} + c)$ did XOR in the chapter before, with $c = -1$. It
# is a choice that may fail. For XOR with inputs -1 and +1, let $K_0$ be the kernel of a case with
# itself, $K_1$ with a neighbor on the square and $K_2$ with the opposite corner. Everything hangs on
# the sign of
#
# $$\lambda = K_0 - 2 K_1 + K_2 .$$
#
# If $\lambda$ is positive, four multipliers of $1 / \lambda$ solve XOR, provided that the bound $C$
# allows them. If it is negative, no space exists in which this $K$ is a product, and the problem is
# not convex any more.

# %%
offsets = np.linspace(-3, 3, 61)
grams = [KERNELS["sigmoid"](gate.X, gate.X, 0.5, c, 2) for c in offsets]
strength = np.array([K[0, 0] - 2 * K[0, 1] + K[0, 3] for K in grams])

figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 3.3))
axes[0].axhline(0, color=theme.TRACK, zorder=1)
axes[0].plot(offsets, strength, color=theme.BLUE)
axes[0].plot([-1, 1], np.interp([-1, 1], offsets, strength), "o", color=theme.VERMILLION)
axes[0].set(xlabel="offset c", ylabel="λ", box_aspect=1, xticks=[-3, -1, 1, 3])
axes[0].set_title("sign of λ", size=10)
signs = []
for ax, c in zip(axes[1:], (-1.0, 1.0), strict=True):
    trial = run(f"svm:kernel=sigmoid,gamma=0.5,coef0={c}", gate, starts=1)
    plots.draw_region(ax, surface(trial.model, trial.history.end, gate, around(gate.X)))
    ax.set_title(f"c = {c:+.0f}", size=10)
    right = 4 - trial.history.mistakes[-1, 0]
    signs.append({"c": c, "λ": np.interp(c, offsets, strength), "right of 4": right})
show(signs, formats={"c": "+.0f", "λ": "+.3f"})
plots.draw_key(figure)
figure.set_label(
    "Left: the number lambda of the sigmoid kernel is positive for negative offsets, zero at offset zero and "
    "negative for positive ones. Middle: with offset -1 all four cases of XOR are right. Right: with "
    "offset +1 the regions are exchanged and all four cases are wrong."
)

# %% caption [markdown]
# **One sign decides between all right and all wrong.** The offset of the sigmoid kernel must be
# negative here; where it is not, the machine does not complain.

# %% [markdown]
# It is the same machine with the same data, and one sign makes the difference between four right and four
# wrong answers. Hidden units *learn* what to look at; here a person decides it beforehand, by choosing the kernel.
#
# ## The degree
#
# The paper has a table by degree for digits of the US Postal Service, 7,300 to learn from, 16 by 16 pixels.
# Ours are 8 by 8, and there are 300; 450 others are asked. The degree decides how many features the kernel stands for: all
# products of up to $d$ pixels. Nobody could write them down; the machine does not have to.

# %%
digits = get_problem("digits")
seen, labels = digits.X[:300], digits.target.argmax(axis=1)[:300]
asked = digits.target_test.argmax(axis=1)
postal = {1: (12.0, 200), 2: (4.7, 127), 3: (4.4, 148), 5: (4.3, 175), 7: (4.3, 190)}
by_degree = []
for degree, (error, used) in postal.items():
    kernel = {"kernel": "poly", "degree": degree} if degree > 1 else {"kernel": "linear"}
    machine = SupportVectorMachine(C=10.0, **kernel).fit(seen, labels)
    multipliers = machine.state_.multipliers[..., 0]  # (example, class)
    by_degree.append({
        "degree": degree, "1995: % wrong": error, "1995: vectors": used,
        "here: % wrong": 100 * (machine.predict(digits.X_test) != asked).mean(),
        "here: vectors": np.count_nonzero(multipliers, axis=0).mean(),
        "features here": comb(64 + degree, degree) - 1,
    })  # fmt: skip
wrong = dict.fromkeys(("1995: % wrong", "here: % wrong"), ".1f")
show(by_degree, formats=wrong | {"here: vectors": ".0f"})

# %% [markdown]
# The shape is the same: the linear machine is clearly worse, the others are nearly equal, and the
# support vectors grow slowly with the degree, while the features go from 64 to more than a billion. One
# thing is not: in 1995 the linear machine needed the most support vectors of all, and here it needs the
# fewest. Planes could not separate those 7,300 digits; they can separate our 300.
#
# ## How soft a margin
#
# Two clouds that overlap cannot be separated, so some examples must be allowed inside the margin. The
# bound $C$ says how much one example may weigh. Multipliers that reach it belong to examples inside the
# margin or on the wrong side.
#
# The paper's own soft margin is another. It penalizes the square of the *sum* of the slacks $\xi_i$, the
# amounts by which examples miss their margin line. Going by the dual problem of its main text it
# minimizes
#
# $$\tfrac{1}{2} |\mathbf{w}|^2 + \tfrac{1}{2}\, C \left(\sum_i \xi_i\right)^2 .$$
#
# (Going by the appendix the second half is missing, so that its $C$ counts twice.) The bound is then not
# given but found, $\delta = C \sum_i \xi_i$, and the line is the one that today's machine finds with
# the bound $\delta$. So each of today's bounds that some multiplier reaches has its constant of 1995.

# %%
rng = np.random.default_rng(1995)
kind = np.arange(40) % 2 == 1
cloud = rng.normal(size=(40, 2)) + np.where(kind, 1.0, -1.0)[:, None] * [0.9, 0.6]
target = np.where(kind, 1.0, -1.0)
mixed = Problem("two clouds", cloud, target, cloud[:0], target[:0], ("no", "yes"))

figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 2.9))
softness = []
for ax, C in zip(axes, (0.03, 0.3, 100.0), strict=True):
    machine = SupportVectorMachine("linear", C=C)
    end = train(machine, mixed.X, mixed.target).end
    a = np.abs(end.multipliers[:, 0])
    slack = np.maximum(1 - mixed.target * machine.respond(end, mixed.X)[:, 0], 0).sum()
    gap, bound = machine.margin(end).item(), (a >= C * (1 - 1e-6)).sum()
    softness.append({
        "C": C, "gap": gap, "support vectors": int((a > 0).sum()), "of them at C": int(bound),
        "sum of slacks": slack, "C of 1995": C / slack,
    })  # fmt: skip
    seen = surface(machine, end, mixed, around(mixed.X, 0.1), resolution=41)
    plots.draw_margin(ax, seen, end.multipliers[:, 0], C=C, mark_wrong=False)
    ax.set(title=f"C = {C:g}", xlabel="", ylabel="", xticks=[], yticks=[])
show(softness, formats={"gap": ".2f", "sum of slacks": ".2f", "C of 1995": ".4f"})
plots.draw_key(figure)
figure.set_label(
    "A line between two overlapping clouds for three bounds. With C = 0.03 the margin is wide and most "
    "examples are ringed as support vectors at the bound; with C = 0.3 and C = 100 it is narrow and fewer "
    "are ringed."
)

# %% caption [markdown]
# **A small bound asks many examples, and a large one asks few.** The support vectors
# are ringed.

# %% [markdown]
# With a small bound the margin is wide, with a large one it is narrow. $C$ is one more thing that a person, or cross-validation, must choose.
#
# **Departures from the paper.** In its experiments it penalizes the square of the sum of the slacks; our
# machine has the linear penalty and a fixed bound $C$, today's standard, which the paper has only in its
# appendix. Our radial kernel has a factor $\gamma$ where the paper divides by a squared width,
# $e^{-|\mathbf{u} - \mathbf{v}|^2 / s^2}$, so $\gamma = 1 / s^2$. The sigmoid kernel is written as in
# today's libraries.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Find the $\gamma$ that does best on the fresh points. How did you choose it, and would you trust the
#    score on those same points?
# 2. Add a fourth bound to the three, `C=1e6`. Will the line between the clouds move much, and why not?
#
# ## Sources
#
# * [@cortes_1995].
# * The model: [support-vector network](../models/svm.md).
# * Before: [one answer](1995_kernels.md). Next: [many kernels on many problems](1995_kernels_compared.md).

# %%
plt.show()
