# %% [markdown]
# # 1960: The error before the threshold
#
# At the WESCON meeting of 1960 Bernard Widrow and Marcian Hoff described "Adaptive switching
# circuits". Their machine was the size of a lunch pail: sixteen toggle switches in a square, each
# giving −1 or +1; sixteen gains, and a seventeenth for the *level*, whose input is always +1; and a
# meter. The teacher set a pattern with the switches, read the error from the meter, and moved all
# the gains by equal amounts until it was gone.
#
# The element got the name ADALINE, the adaptive linear neuron. Its rule is no reply to that of the
# [perceptron](1958_perceptron.md): both were worked out in 1959, independently, and printed in 1960, a
# few months apart (Widrow and Lehr 1990, page 1425). They differ in what the meter reads. The
# perceptron compares the target with the *answer*, after the threshold: right or wrong. ADALINE
# compares it with the *sum*, before:
#
# $$s = \mathbf{w}\cdot\mathbf{x} + b, \qquad e = t - s, \qquad t = \pm 1$$
#
# $$\mathbf{w} \leftarrow \mathbf{w} + 2\mu\, e\,\mathbf{x}, \qquad b \leftarrow b + 2\mu\, e$$
#
# So there is always something to learn, even from an answer that is right. We give the step as
# $\alpha$, the fraction of its error that a presentation takes from an average pattern; for $N$ gains
# and inputs of −1 and +1 that means $2\mu = \alpha / N$.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, XOR, from_truth_table, plots, run, separate, show, surface, trace
from neurohistory.models.adaline import Adaline, AdalineState
from neurohistory.models.perceptron import Perceptron, PerceptronState
from neurohistory.plots import theme
from neurohistory.states import select
from neurohistory.theory.learning_curve import decay, excess_error, least_squares

plt.style.use(plots.STYLE)
gate = AND.bipolar  # inputs −1 and +1, as the switches gave them
perceptron, adaline = Perceptron(fires_at_zero=False), Adaline()

# %% [markdown]
# ## Right, and still in error
#
# Here are weights that answer AND without a mistake, as each of the two rules sees them.

# %%
bias, weights = np.array([-0.2]), np.array([[0.2], [0.3]])
as_perceptron = PerceptronState(bias, weights, np.array([0]))
as_adaline = AdalineState(bias, weights, np.array([0.1]), np.array([0]))
said = perceptron.output(perceptron.respond(as_perceptron, gate.X))[:, 0]
sums = adaline.output(adaline.respond(as_adaline, gate.X))[:, 0]
rows = [
    {"x1": x1, "x2": x2, "target": t, "sum": s, "perceptron's error": (t > 0) - o, "ADALINE's error": t - s}
    for (x1, x2), t, o, s in zip(gate.X, gate.target, said, sums, strict=True)
]  # fmt: skip
show(rows, formats={"sum": ".1f", "ADALINE's error": ".1f"})

# %% [markdown]
# The perceptron is satisfied. ADALINE is not: it wants the sums themselves to be −1 and +1.
#
# ## A bowl
#
# The mean square of the error over the four cases is a quadratic function of the gains: a bowl with
# one lowest point. The rule slides down the square of a single case's error at a time; it is called
# LMS, for least mean squares. Below is the bowl of AND over the two weights, with the bias at its
# best. (For these inputs the best bias does not depend on the weights: it is −0.5.) Beside it the
# bowl of XOR, whose best bias is 0.


# %%
def bowl(gate, span):
    """The error at all weights of a grid, the bias at its best: (w2, w1)."""
    w1, w2 = (grid.ravel() for grid in np.meshgrid(span, span))
    best, nothing = np.full(w1.size, least_squares(gate.X, gate.target)[0]), np.zeros(w1.size)
    everywhere = AdalineState(best, np.array([w1, w2]), nothing, nothing)
    return adaline.loss(adaline.respond(everywhere, gate.X), gate.target).reshape(len(span), -1)


span, bottoms = np.linspace(-1.5, 1.5, 61), []
for asked in (AND.bipolar, XOR.bipolar):
    b, w = least_squares(asked.X, asked.target)
    mse = ((asked.target - asked.X @ w - b) ** 2).mean()
    bottoms.append({"gate": asked.name, "bias": b, "w1": w[0], "w2": w[1], "mean square": mse})
show(bottoms, "The bottom of the bowl", formats=".2f")

# %% [markdown]
# XOR fails in a new manner. The perceptron runs in circles; ADALINE comes to rest, at the bottom,
# with all weights zero. It says nothing, and its mean-square error is 1: exactly as if it had never
# looked.
#
# Now roll down. One learner from random weights, the cases in their order; each presentation is a
# step of the path.

# %%
roller = Adaline(order="cyclic", learning_rate=0.2, max_epochs=40)
paths, ends = {}, []
for asked, seed in ((AND.bipolar, 18), (XOR.bipolar, 20)):
    entries = list(trace(roller, asked.X, asked.target, rng=seed))
    gains = [entries[0].before] + [entry.after for entry in entries]
    path = np.array([list(named.values()) for named in gains])  # (presentation, gain)
    paths[asked.name], last = path, path[-4:].mean(axis=0)  # over the last epoch
    ends.append({"gate": asked.name, "bias": last[0], "w1": last[1], "w2": last[2]})
show(ends, f"After {len(entries)} presentations", formats=".2f")

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.2, 3.7), sharey=True)
levels = [0.5, 1, 1.5, 2, 3, 4, 5]
cross = {"color": theme.VERMILLION, "mec": theme.PAPER, "markersize": 11, "zorder": 4}
for ax, asked, bottom in zip(axes, (AND.bipolar, XOR.bipolar), bottoms, strict=True):
    error = bowl(asked, span)
    rings = ax.contour(span, span, error, levels, colors=theme.MUTED, linewidths=0.8)
    ax.clabel(rings, fmt="%g", fontsize=8.5, colors=theme.MUTED)
    _, w1, w2 = paths[asked.name].T
    ax.plot(w1, w2, color=theme.BLUE, linewidth=1.4, label="LMS, a step a presentation")
    ax.plot(w1[0], w2[0], "o", color=theme.BLUE, markersize=7, label="start")
    ax.plot(bottom["w1"], bottom["w2"], "X", label="least squares", **cross)
    ax.set(title=asked.name, xlabel="w₁", aspect="equal")
    ax.set(xlim=(-1.5, 1.5), ylim=(-1.5, 1.5), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
axes[0].set_ylabel("w₂", rotation=0, va="center", ha="right")
plots.draw_key(figure)
figure.set_label(
    "Contours of the mean-square error over the two weights are circles: for AND about (0.5, 0.5), "
    "for XOR about (0, 0). In each a jagged path runs from a random start to the bottom and stays "
    "there."
)

# %% caption [markdown]
# **Every presentation rolls a little down the bowl.** XOR's has its lowest point at zero: say nothing.

# %% [markdown]
# The path zigzags, for each step is downhill for one case and not for all four. Near the bottom it
# does not come to rest either: a step of constant size keeps it moving about the lowest point.
#
# ## Seventeen patterns
#
# The paper has a prediction about speed. Let each presentation remove the whole error of its
# pattern, $\alpha = 1$, each of the $N$ gains taking the same part. Then the learning curve falls
# off exponentially with a time constant of $N$ patterns; for the machine's 17 gains, 17 patterns.
#
# For independent patterns of −1 and +1 there is an exact law: with every pattern, the mean-square
# error above the least one shrinks, on average, by the factor
#
# $$1 - \frac{\alpha\,(2 - \alpha)}{N}$$
#
# We test it by simulation. A hidden teacher with gains of its own sets the targets (here its sum and
# not its answer, so that the least error is zero). Patterns are drawn at random: 100 sequences, with
# 20 learners each. This is our experiment and not the paper's.


# %%
def learning_curve(alpha, n_patterns=80, n_sequences=100, n_learners=20):
    """Mean-square error above the least, relative to the start: (pattern,)."""
    rng = np.random.default_rng(1960)
    unit, curves = Adaline(learning_rate=alpha, order="cyclic", max_epochs=1), []
    for _ in range(n_sequences):
        X = rng.choice([-1.0, 1.0], size=(n_patterns, 16))
        teacher = rng.standard_normal(17)
        target = X @ teacher[1:] + teacher[0]
        states = [unit.start(X, target, n_learners, rng)]
        for n in range(n_patterns - 1):
            states.append(next(unit.learn(states[-1], X[n : n + 1], target[n : n + 1], rng)))
        bias, weights = map(np.hstack, zip(*((s.bias, s.weights) for s in states), strict=True))
        curves.append(excess_error(bias, weights, teacher).reshape(n_patterns, -1).mean(axis=1))
    mean = np.mean(curves, axis=0)
    return mean / mean[0]


# %%
curves, rows = {alpha: learning_curve(alpha) for alpha in (1.0, 0.3)}, []
for alpha, curve in curves.items():
    law = decay(alpha, 17)
    rows.append({
        "α": alpha, "factor of the law": law, "simulated": curve[51] ** (1 / 51),
        "left after 17 patterns": curve[17], "by the law": law**17,
    })  # fmt: skip
four, three = dict.fromkeys(("factor of the law", "simulated"), ".4f"), ".3f"
show(rows, formats=four | {"left after 17 patterns": three, "by the law": three})
print(f"one time constant leaves 1/e = {np.exp(-1):.3f}")

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.3))
pattern = np.arange(80)
for number, (alpha, curve) in enumerate(curves.items()):
    look = theme.series(number)
    dots = {"color": look["color"], "markersize": 5, "label": f"α = {alpha:g}, simulated"}
    ax.plot(pattern[::3], curve[::3], "os"[number], **dots)
    ax.plot(
        pattern, decay(alpha, 17) ** pattern, linewidth=1.2, label=f"α = {alpha:g}, law", **look
    )
ax.plot([17, 17, 0], [0, np.exp(-1), np.exp(-1)], color=theme.MUTED, linewidth=0.8)
ax.text(18, 0.02, "17 patterns", va="bottom")
ax.text(0.4, np.exp(-1) - 0.02, "1/e", va="top")
ax.set(xlim=(0, 80), ylim=(0, 1.03))
ax.set(xlabel="patterns shown", ylabel="excess error, fraction of the first")
ax.legend()
figure.set_label(
    "The excess error falls off exponentially with the number of patterns. With alpha 1 it reaches "
    "1/e after about 17 patterns; with alpha 0.3 it falls about half as fast. Simulated dots lie on "
    "the curves of the law."
)

# %% caption [markdown]
# **The law of 1960 holds: a time constant of 17 patterns.** Dots are simulated, lines are the formula.

# %% [markdown]
# ## Against the perceptron rule
#
# ADALINE improves steadily; it has a bowl to roll down. But the bottom of the bowl is not "no
# mistakes". It is "sums near −1 and +1", and the two can disagree. (Widrow and Lehr's review of 1990
# says it plainly: LMS may fail on a set that a line separates, and the perceptron rule never does.)
#
# A small example is AND with a lopsided teacher, who shows each case of "no" six times for every
# "yes".

# %%
k = 6
shown = np.array([0] * k + [1] * k + [2] * k + [3])  # which case of AND
uneven = from_truth_table("uneven AND", gate.X[shown], gate.truth[shown])
b, w = least_squares(uneven.X, uneven.target)
sums = gate.X @ w + b
print(f"a line separates them: {separate(uneven.X, uneven.target).separable}")
print(f"least squares: bias {b:.3f}, weights {w[0]:.3f}, {w[1]:.3f}")
print("its sums for 00, 01, 10, 11:", ", ".join(f"{s:+.3f}" for s in sums))

# %% [markdown]
# The sum for 11 comes out below zero: the one case of "yes" is outvoted, and the unit at the bottom
# of the bowl says no to everything. A hundred starts of each rule on these 19 examples:

# %%
trials = {
    "perceptron": run(perceptron, uneven, starts=100, label="perceptron"),
    "ADALINE": run(Adaline(max_epochs=30), uneven, starts=100, label="ADALINE"),
}
show(
    {"rule": name, "starts": trial.n_starts, "end without a mistake": trial.n_solved,
     "had such an epoch": trial.history.ever_solved.sum()}
    for name, trial in trials.items()
)  # fmt: skip
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3))
plots.draw_loss(left, [trials["ADALINE"]])
left.set(title="ADALINE: error", ylabel="mean-square error")
plots.draw_mistakes(right, list(trials.values()))
right.set(title="Mistakes", xlim=left.get_xlim(), xlabel="epoch")
figure.set_label(
    "A hundred starts. Left: ADALINE's mean-square error falls epoch by epoch and levels out. Right: "
    "the perceptron's mistakes fall to zero within a few epochs; ADALINE's fall below one and then "
    "rise again to exactly one."
)

# %% caption [markdown]
# **ADALINE's error falls, and its mistakes come back.** The perceptron ends without any.

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.2, 3.7), sharey=True)
seen = {}
for ax, (name, trial) in zip(axes, trials.items(), strict=True):
    one = select(trial.history.end, [0])
    seen[name] = surface(trial.model, one, gate, (-2, 2, -2, 2))
    plots.draw_region(ax, seen[name])
    ax.set_title(name)
    ax.label_outer()
plots.draw_key(figure)
figure.set_label(
    "The end of one learner of each rule. The perceptron's line has the one yes on its own side; the "
    "line of ADALINE runs beyond it, and the corner (1, 1) is answered wrongly."
)

# %% caption [markdown]
# **The least squared error is not the fewest mistakes.** ADALINE has left the corner (1, 1) behind.

# %% [markdown]
# Look at the mistakes of ADALINE once more: they fall and then rise again. Some learners pass
# through weights that answer everything rightly, and roll on, because the error is lower further
# down. The rule cannot see mistakes. The perceptron's rule sees nothing else, and so it stops at the
# first line that will do, however close that line runs to an example.
#
# So neither rule is simply the better one. On XOR the error measured on the sum brings ADALINE to
# rest where the perceptron runs in circles. And an error that is smooth in the weights is what
# [1986](1986_backprop.md) will need to send it through more than one layer.
#
# ## Try it
#
# 1. Show the no cases as often as the yes: `k = 1`. Up to which `k` does ADALINE answer AND
#    rightly? For 11 the sum at the bottom is $1 - 2k / (k + 3)$: work it out from that, then run it.
# 2. Set the `learning_rate` of `roller` to 1. Each presentation now removes its whole error. What
#    will the path look like near the bottom? And what happens at 2?
# 3. Learning curve: which $\alpha$ between 0 and 2 gives the fastest fall? Predict from the law what
#    `(1.5, 0.5)` in place of `(1.0, 0.3)` will show.
# 4. Put `XOR` in place of `XOR.bipolar` where the bowl's bottom is printed, so that the inputs are 0
#    and 1. Where will the bottom be, and what does the unit say there?
#
# ## Sources
#
# - [@widrow_1960]; [@widrow_1990].
# - Our departures: the gains are exact numbers; learners start from random gains, where zero is usual;
#   $\alpha$ is the fraction for an average pattern, and not for each by its own length; the exact law and
#   the uneven example are worked out here and are not from the paper.
# - The model: [ADALINE](../models/adaline.md). Before: [1958](1958_perceptron.md). Next: the same
#   machine with [knobs to turn](1960_knobby_adaline.md).

# %%
plt.show()
