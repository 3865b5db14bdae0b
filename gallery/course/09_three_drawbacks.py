# %% [markdown]
# # Three drawbacks of back-propagation
#
# Back-propagation solves what no line can separate. The lecture names three drawbacks along with it:
# it takes much computation, it can end in a local optimum, and it overfits. Each can be shown by a
# run; for each there are remedies, which can be tried as well. This page takes the first two; the
# third is that of [overfitting](09b_overfitting.md).

# %%
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, XOR, load, plots, run, show, surface, train
from neurohistory.history import select
from neurohistory.network.initialization import uniform
from neurohistory.network.theta import n_parameters
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
Network = load("backprop")

# %% [markdown]
# ## Computation
#
# Nearly all work of a network is multiplying and adding, so we count *multiply-adds*. Going forward,
# each weight takes one for each example. Going backward, each weight takes another one for its slope,
# $a_j^{(l)} \delta_i^{(l+1)}$, and each weight above the first layer one more, to carry
# $\delta^{(l+1)}$ down to $\delta^{(l)}$; there is no $\delta^{(1)}$. At last the step itself takes
# one for each weight, and with momentum two.
#
# All three rules can learn AND. The network has two hidden units and our defaults, with the rule of
# 1986. Its number of weights comes from the trial, and so do the epochs until all is right.


# %%
def backward_cost(sizes):
    """Multiply-adds for the slopes of all weights, and for the deltas of the hidden layers."""
    return n_parameters(sizes) + sum(below * above for below, above in pairwise(sizes[1:]))


def example_cost(sizes):
    """Multiply-adds for one example, there and back."""
    return n_parameters(sizes) + backward_cost(sizes)


models = {
    "perceptron": "perceptron",
    "adaline": "adaline",
    "backprop": "backprop:max_epochs=100",
}
rows, cases = [], len(AND.X)
for name, text in models.items():
    trial = run(text, AND, starts=200)
    n, epochs = trial.n_weights, trial.epochs.median
    if name == "perceptron":  # it changes its weights only after a mistake
        updates = trial.updates
        work = epochs * cases * n + updates * n
    elif name == "adaline":  # after every example
        updates = epochs * cases
        work = epochs * cases * (n + n)
    else:  # after every epoch, with momentum
        updates = epochs
        work = epochs * (cases * example_cost([2, 2, 1]) + 2 * n)
    row = {"model": name, "solve, %": 100 * trial.success_rate, "weights": n, "epochs": epochs}
    rows.append(row | {"updates": updates, "multiply-adds": work})
show(rows, "AND from 200 starts: medians", ",.0f")

# %% [markdown]
# Back-propagation needs more weights, more work for each, and above all more epochs. For a task that a
# line can do, the unit of 1958 is the better tool.
#
# Now let the network grow. What does one epoch cost? With one hidden layer of $n$ units it is in
# proportion to $n$; as soon as two hidden layers of $n$ units are next to each other, to $n^2$.

# %%
widths = 2 ** np.arange(1, 11)
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.3))
counts = {}
for number, name in enumerate(("64-n-10", "64-n-n-10", "64-n-n-n-10")):
    nets = [[64, *[n] * (number + 1), 10] for n in widths.tolist()]
    counts[name] = np.array([1347 * example_cost(sizes) for sizes in nets])
    look = {"marker": "osD"[number], "markersize": 4, **theme.series(number)}
    ax.loglog(widths, counts[name], label=name, **look)
ends = np.array([each[[3, -1]] for each in counts.values()])
columns = {"n = 16": ends[:, 0], "n = 1,024": ends[:, 1]}
show({"network": counts, **columns}, "Multiply-adds of an epoch")
ax.set(xlabel="units of each hidden layer, n", ylabel="multiply-adds of one epoch")
ax.set_xticks([2, 16, 128, 1024], ["2", "16", "128", "1,024"])
ax.minorticks_off()
ax.grid()
ax.legend()
figure.set_label(
    "Multiply-adds of one epoch on 1,347 digits against the width of the hidden layers, both axes "
    "logarithmic. With one hidden layer the line rises in proportion to the width; with two and "
    "three hidden layers it bends up to the square of it."
)
lecture = [784, 16, 16, 10]
work = f"{n_parameters(lecture):,} weights, {example_cost(lecture):,} multiply-adds for one example"
print(f"784-16-16-10: {work}")

# %% [markdown]
# The backward sweep costs less than two forward ones. That is the good news in this drawback: the slope
# of $J$ for *all* weights costs less than three forward sweeps in all. Differences, moving one weight at
# a time, would need two forward sweeps *for each weight*.
#
# ## Local optima
#
# XOR again with the network 2-2-1 of 1986, from 1,000 starts, each for 1,000 epochs.

# %%
trial = run("backprop", XOR, starts=1000)
unsolved = ~trial.history.solved
low, high = (100 - 100 * share for share in reversed(trial.interval))
print(f"{unsolved.sum()} of 1,000 starts have not solved XOR: {100 * unsolved.mean():.1f} %,")
print(f"95 % interval {low:.1f} to {high:.1f} %")

# %% [markdown]
# Some of them may only be slow. A flat stretch that leads on is called a *plateau*. From outside, a
# network on a plateau looks just like one that is stuck; the difference shows only if one waits. So
# the unsolved ones get 3,000 epochs more.

# %%
patient = Network(max_epochs=3000)
begin = select(trial.history.end, unsolved)
*_, later = patient.learn(begin, XOR.X, XOR.target, np.random.default_rng(0))
scores = patient.respond(later, XOR.X)
outputs, E = patient.output(scores), patient.loss(scores, XOR.target)  # (case, start), (start,)
stuck, kinds = E > 0.1, {"1/4": np.abs(E - 1 / 4) < 0.01, "1/3": np.abs(E - 1 / 3) < 0.01}
print(f"{(~stuck).sum()} were on a plateau and have solved it; {stuck.sum()} are still stuck:")
show({"E near": kinds, "networks": [kind.sum() for kind in kinds.values()]}, "The stuck ones")

# %% [markdown]
# Here is one of those that are stuck, with its weights and with what it answers.

# %%
number = int(kinds["1/4"].argmax())
chosen = select(later, number)
thetas = [theta[:, :, 0] for theta in patient.network(chosen).layers(chosen.theta)]
answers = {"case": ["00", "01", "10", "11"], "target": XOR.y, "answer": outputs[:, number]}
show(answers, "A stuck network", ".3f")
target = XOR.y.reshape(-1, 1, 1)
steepest = np.abs(patient.network(chosen).gradient(chosen.theta, XOR.X, target)).max()
print(f"E = {E[number]:.4f}, largest slope of any weight {steepest:.6f}")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.0))
plots.draw_network(ax, [2, 2, 1], thetas)
plots.draw_key(figure)
figure.set_label(
    "The stuck network 2-2-1 with its nine weights as numbers on the lines. The largest ones, "
    "above ten, lead from the first input to the two hidden units, and hold both of them fast "
    "wherever that input is 1."
)

# %% [markdown]
# Both hidden units have saturated: where $x_1 = 1$ they are fully on, whatever $x_2$ says. So the
# cases 10 and 11 look the same to the output unit, which wants one of them to be 1 and the other 0,
# and settles for $1/2$. On the right is one of the other kind, which takes three cases for the same.

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.9), sharey=True)
for ax, (level, kind) in zip(axes, kinds.items(), strict=True):
    number = int(kind.argmax())
    plots.draw_region(ax, surface(patient, select(later, number), XOR))
    for (x, y), answer in zip(XOR.X, outputs[:, number], strict=True):
        where = {"xytext": (0, 15 if y else -23), "textcoords": "offset points", "ha": "center"}
        ax.annotate(f"{answer:.2f}", (x, y), **where)
    ax.set_title(f"stuck at E = {level}", size=10)
    ax.label_outer()
plots.draw_key(figure)
figure.set_label(
    "The regions of yes and no of two stuck networks, with their answers. Left, at an error of one "
    "quarter: two cases are right, and to 10 and 11 the network says 0.50. Right, at one third: "
    "one case is right, and to the other three the network says 0.67."
)

# %% [markdown]
# ### Is that a local minimum?
#
# For the learner it is: its slope is practically zero, and no small step leads out. The authors of
# 1986 speak of local minima, and so does the lecture with its "local optima". In the strict sense the
# word is **disputed**. Leonard Hamey argues in a paper of 1998, "XOR has no local minima", that every
# finite stationary point of this network has lower points arbitrarily near. What our networks sit in
# is a region whose floor sinks for ever, ever more slowly, toward an error that is not zero. "Stuck
# region" is the safer name. (That other networks for XOR have none either does not follow: Ida
# Sprinkhuizen-Kuyper and Egbert Boers describe, in 1999, a region of local minima for the network
# 2-3-1.)
#
# What helps? A small push does not. We shake all weights of the stuck networks by random amounts, each
# uniform in $[-s, s]$, five times for each network, and let them learn another 1,000 epochs.

# %%
pushes = (0.1, 1, 3, 10)
caught = np.repeat(later.theta[:, stuck], 5, axis=1)  # (parameter, network)
n = caught.shape[1]
push = uniform(1)((2, 2, 1), n, np.random.default_rng(1))
shaken = np.hstack([caught + s * push for s in pushes])
model = Network(initialization=lambda sizes, n_starts, rng: shaken)
X, target = XOR.X.astype(np.float32), XOR.target.astype(np.float32)  # which is quicker
again = train(model, X, target, n_starts=n * len(pushes), rng=0, keep_states=False)
freed = again.solved.reshape(-1, n).mean(axis=1)
show({"shaken by up to": pushes, "get out, %": 100 * freed}, "Shaken networks", ".1f")
print(f"started anew: {100 * trial.success_rate:.1f} % solve XOR (see above)")

# %% [markdown]
# A shake that frees them must be large. A new start is better than any of these, and more hidden units
# better still: [how many units](04_architecture.md) counts them.
#
# ## Overfitting
#
# A large network can learn its examples by heart, mistakes included. This drawback has
# [a page of its own](09b_overfitting.md), with three cures.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Count AND with `backprop:hidden_layer_sizes=(8,)` in place of `backprop`, and eight for the two in
#    `[2, 2, 1]`. Fewer epochs; but fewer multiply-adds?
# 2. Start the 1,000 networks from a wider range: `run("backprop:initialization=2", ...)`. Will more or
#    fewer be stuck after 4,000 epochs?
#
# ## Sources
#
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
#   errors", *Nature* 323 (9 October 1986) 533-536,
#   [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0); and "Learning internal representations by
#   error propagation", in *Parallel Distributed Processing*, vol. 1, MIT Press 1986, 318-362.
# - L. G. C. Hamey, "XOR has no local minima: a case study in neural network error surface analysis",
#   *Neural Networks* 11(4) (1998) 669-681.
# - I. G. Sprinkhuizen-Kuyper and E. J. W. Boers, "A local minimum for the 2-3-1 XOR network", *IEEE
#   Transactions on Neural Networks* (1999).
# - E. B. Wilson, "Probable inference, the law of succession, and statistical inference", *Journal of
#   the American Statistical Association* 22(158) (1927) 209-212: the interval.
# - The stuck networks are looked at from another side in [1986](../story/1986_backprop.md).

# %%
plt.show()
