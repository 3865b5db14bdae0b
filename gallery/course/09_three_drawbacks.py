# %% [markdown]
# # Three drawbacks of back-propagation
#
# Back-propagation solves what no line can separate. The lecture names three drawbacks along with it:
# it takes much computation, it can end in a local optimum, and it overfits. Each can be shown by a
# run; for each there are remedies, which can be tried as well.

# %%
from dataclasses import replace
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, XOR, load, run, surface, train
from neurohistory.checks import count_mistakes
from neurohistory.history import select
from neurohistory.network.initialization import uniform
from neurohistory.plots import STYLE, draw_key, draw_network, draw_region, theme
from neurohistory.problems import problem

plt.style.use(STYLE)
Network = load("backprop")
single = np.float32  # single precision is quicker

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
def forward_cost(sizes):
    """Multiply-adds for one example: one a weight, biases included."""
    return sum((below + 1) * above for below, above in pairwise(sizes))


def backward_cost(sizes):
    """The slopes of all weights, and the deltas of the hidden layers."""
    return forward_cost(sizes) + sum(below * above for below, above in pairwise(sizes[1:]))


print("share of 200 starts; medians of epochs, updates and multiply-adds")
trials = {
    name: run(name + settings, AND, starts=200)
    for name, settings in (
        ("perceptron", ""),
        ("adaline", ""),
        ("backprop", ":max_epochs=100"),
    )
}
work = {}
for name, trial in trials.items():
    n, epochs, cases = trial.n_weights, trial.epochs.median, len(AND.X)
    if name == "perceptron":  # it changes its weights only after a mistake
        updates = trial.updates
        work[name] = epochs * cases * n + updates * n
    elif name == "adaline":  # after every example
        updates = epochs * cases
        work[name] = epochs * cases * (n + n)
    else:  # after every epoch, with momentum
        updates = epochs
        work[name] = epochs * (
            cases * (forward_cost([2, 2, 1]) + backward_cost([2, 2, 1])) + 2 * n
        )
    print(f"{name:10} {100 * trial.success_rate:3.0f} % solve, {n} weights;", end=" ")
    print(f"{epochs:2.0f} epochs, {updates:2.0f} updates,", end=" ")
    print(f"{work[name]:5,.0f} multiply-adds")
assert forward_cost([2, 2, 1]) == trials["backprop"].n_weights
assert work["backprop"] > 20 * work["perceptron"]

# %% [markdown]
# Back-propagation needs more weights, more work for each, and above all more epochs. For a task that a
# line can do, the unit of 1958 is the better tool.
#
# Now let the network grow. What does one epoch cost? With one hidden layer of $n$ units it is in
# proportion to $n$; as soon as two hidden layers of $n$ units are next to each other, to $n^2$.

# %%
widths = 2 ** np.arange(1, 11)
shapes = {
    "64-n-10": [[64, n, 10] for n in widths],
    "64-n-n-10": [[64, n, n, 10] for n in widths],
    "64-n-n-n-10": [[64, n, n, n, 10] for n in widths],
}
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.3))
for number, (name, nets) in enumerate(shapes.items()):
    counts = [1347 * (forward_cost(sizes) + backward_cost(sizes)) for sizes in nets]
    ax.loglog(
        widths,
        counts,
        marker="osD"[number],
        markersize=4,
        label=name,
        **theme.series(number),
    )
    print(f"{name:12} n = 16: {counts[3]:12,}   n = 1,024: {counts[-1]:15,} an epoch")
ax.set(xlabel="units of each hidden layer, n", ylabel="multiply-adds of one epoch")
ax.set_xticks([2, 16, 128, 1024], ["2", "16", "128", "1,024"])
ax.minorticks_off()
ax.grid()
ax.legend()
figure.set_label(
    "Multiply-adds of one epoch on 1,347 digits against the width of the hidden "
    "layers, both axes logarithmic. With one hidden layer the line rises in "
    "proportion to the width; with two and three hidden layers it bends up to the "
    "square of it."
)
lecture = [784, 16, 16, 10]
print(f"784-16-16-10: {forward_cost(lecture):,} weights,", end=" ")
print(f"{forward_cost(lecture) + backward_cost(lecture):,} multiply-adds for one example")
assert counts[-1] / counts[-2] > 3.8

# %% [markdown]
# The backward sweep costs less than two forward ones. That is the good news in this drawback:
# the slope of $J$ for *all* weights costs less than three forward sweeps in all. Differences, moving one weight at
# a time, would need two forward sweeps *for each weight*.
#
# ## Local optima
#
# XOR again with the network 2-2-1 of 1986, from 1,000 starts, each for 1,000 epochs.

# %%
trial = run("backprop", XOR, starts=1000)
unsolved = ~trial.history.solved
low, high = trial.interval
print(
    f"{unsolved.sum()} of 1,000 starts have not solved XOR: {100 * unsolved.mean():.1f} %,",
    end=" ",
)
print(f"95 % interval {100 * (1 - high):.1f} to {100 * (1 - low):.1f} %")

# %% [markdown]
# Some of them may only be slow. A flat stretch that leads on is called a *plateau*. From outside, a
# network on a plateau looks just like one that is stuck; the difference shows only if one waits. So
# the unsolved ones get 3,000 epochs more.

# %%
patient = Network(max_epochs=3000)
*_, later = patient.learn(
    select(trial.history.end, unsolved), XOR.X, XOR.target, np.random.default_rng(0)
)
outputs = patient.output(patient.respond(later, XOR.X))  # (case, start)
E = patient.loss(patient.respond(later, XOR.X), XOR.target)
wrong = count_mistakes(patient, patient.respond(later, XOR.X), XOR.target)
stuck = E > 0.1
print(f"{(~stuck).sum()} were on a plateau and have solved it; {stuck.sum()} are still stuck:")
for level, name in ((1 / 4, "1/4"), (1 / 3, "1/3")):
    print(f"  E near {name}: {(np.abs(E - level) < 0.01).sum()}")
assert (wrong[~stuck] == 0).all()
assert (np.minimum(np.abs(E - 1 / 4), np.abs(E - 1 / 3))[stuck] < 0.01).all()
assert 0.02 < stuck.sum() / 1000 < 0.12

# %% [markdown]
# Here is one of those that are stuck, with its weights and with what it answers.

# %%
chosen = select(later, int(np.flatnonzero(np.abs(E - 1 / 4) < 0.01)[0]))
thetas = [theta[:, :, 0] for theta in patient.network(chosen).layers(chosen.theta)]
answers = patient.output(patient.respond(chosen, XOR.X))[:, 0]
for x, answer, wanted in zip(XOR.X.astype(int), answers, XOR.y, strict=True):
    print(f"case {x[0]}{x[1]}: wanted {wanted}, answer {answer:.3f}")
slope = patient.network(chosen).gradient(chosen.theta, XOR.X, XOR.y.reshape(-1, 1, 1))
print(
    f"E = {patient.loss(patient.respond(chosen, XOR.X), XOR.target)[0]:.4f},",
    end=" ",
)
print(f"largest slope of any weight {np.abs(slope).max():.6f}")
assert sorted(answers.round(1)) == [0.0, 0.5, 0.5, 1.0]
assert np.abs(slope).max() < 1e-3

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.0))
draw_network(ax, [2, 2, 1], thetas)
draw_key(figure)
figure.set_label(
    "The stuck network 2-2-1 with its nine weights as numbers on the lines. The "
    "largest ones, above ten, lead from the first input to the two hidden units, "
    "and hold both of them fast wherever that input is 1."
)
first = thetas[0][1]  # from the first input to the hidden units
assert np.abs(first).min() > 10

# %% [markdown]
# Both hidden units have saturated: where $x_1 = 1$ they are fully on, whatever $x_2$ says. So the
# cases 10 and 11 look the same to the output unit, which wants one of them to be 1 and the other 0,
# and settles for $1/2$. On the right is one of the other kind, which takes three cases for the same.

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.9), sharey=True)
for ax, level, name in zip(axes, (1 / 4, 1 / 3), ("1/4", "1/3"), strict=True):
    number = int(np.flatnonzero(np.abs(E - level) < 0.01)[0])
    draw_region(ax, surface(patient, select(later, number), XOR))
    for (x, y), answer in zip(XOR.X, outputs[:, number], strict=True):
        place = (0, 15 if y else -23)
        ax.annotate(
            f"{answer:.2f}",
            (x, y),
            xytext=place,
            textcoords="offset points",
            ha="center",
        )
    ax.set_title(f"stuck at E = {name}", size=10)
    ax.label_outer()
draw_key(figure)
figure.set_label(
    "The regions of yes and no of two stuck networks, with their answers. Left, at "
    "an error of one quarter: two cases are right, and to 10 and 11 the network "
    "says 0.50. Right, at one third: one case is right, and to the other three the "
    "network says 0.67."
)
assert sorted(outputs[:, number].round(1)) == [0.0, 0.7, 0.7, 0.7]

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
X, target = XOR.X.astype(single), XOR.target.astype(single)
again = train(
    Network(initialization=lambda sizes, n_starts, rng: shaken),
    X,
    target,
    n_starts=n * len(pushes),
    rng=0,
    keep_states=False,
)
freed = 100 * again.solved.reshape(-1, n).mean(axis=1)
for s, share in zip(pushes, freed, strict=True):
    print(f"shaken by up to {s:4}: {share:4.1f} % get out")
print(f"started anew: {100 * trial.success_rate:.1f} % solve XOR (see above)")
assert freed[0] < 1
assert freed.max() < 100 * trial.success_rate

# %% [markdown]
# A shake that frees them must be large. A new start is better than any of these, and more hidden units
# better still: [how many units](04_architecture.md) counts them.
#
# ## Overfitting
#
# A large network can learn its examples by heart, mistakes included. To see that, we give it few
# examples and some mistakes: 40 points of the moons, with one label in five flipped, and 40 hidden
# units, which makes 161 weights. Unseen are 200 other points, with right labels. Three such sets, five
# starts each.


# %%
def noisy_moons(n_examples, seed, flipped=0.2):
    """Moons with some wrong labels, and 200 right ones that stay unseen."""
    moons = problem("moons", seed)
    X = moons.X[:n_examples].astype(single)
    target = moons.target[:n_examples].astype(single)
    wrong = np.random.default_rng(seed).permutation(n_examples)[: round(flipped * n_examples)]
    target[wrong] *= -1
    unseen = np.vstack([moons.X[200:], moons.X_test]).astype(single)
    truth = np.concatenate([moons.target[200:], moons.target_test])
    return replace(moons, X=X, target=target, X_test=unseen, target_test=truth)


def large(**settings):
    """2-40-1 with tanh units, cross-entropy and Adam."""
    return Network(
        (40,),
        "tanh",
        "cross_entropy",
        "glorot",
        "adam",
        learning_rate=0.03,
        max_epochs=200,
        **settings,
    )


few = [noisy_moons(40, seed) for seed in range(3)]
overfit = [run(large(), moons, starts=5, keep_states=True) for moons in few]

# %%
watched = np.arange(0, 201, 5)
# (epoch, start)
seen = np.hstack([trial.history.loss[watched] for trial in overfit])
unseen, right = [], []
for trial in overfit:
    X, target = trial.gate.X_test, trial.gate.target_test
    scores = [trial.model.respond(trial.history.states[epoch], X) for epoch in watched]
    unseen.append([trial.model.loss(z, target) for z in scores])
    right.append([100 - 100 * count_mistakes(trial.model, z, target) / len(X) for z in scores])
unseen, right = np.hstack(unseen), np.hstack(right)
best = unseen.mean(axis=1).argmin()
for row, name in ((best, "least cost on unseen"), (-1, "at the end")):
    costs = f"seen {seen[row].mean():.2f}, unseen {unseen[row].mean():.2f}"
    share = f"{right[row].mean():.0f} % of the unseen right"
    print(f"epoch {watched[row]:3}, {name}: {costs}, {share}")
assert unseen[-1].mean() > unseen[0].mean() > 1.5 * unseen[best].mean()
assert seen[-1].mean() < 0.3 * seen[0].mean()

# %%
figure, (left, ax) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.4), width_ratios=(1.15, 1))
for number, (name, curve) in enumerate((("seen", seen), ("unseen", unseen))):
    look = theme.series(number)
    low, high = np.percentile(curve, [25, 75], axis=1)
    left.fill_between(watched, low, high, color=look["color"], alpha=0.16, linewidth=0)
    left.plot(watched, curve.mean(axis=1), label=name, **look)
left.axvline(watched[best], color=theme.MUTED, linewidth=0.8)
left.set(xlabel="epoch", ylabel="cost J", xlim=(0, 200), ylim=(0, None))
one = overfit[0]
end = select(one.history.end, 0)
draw_region(ax, surface(one.model, end, one.gate, (-2.7, 2.7, -2.7, 2.7)))
ax.set_title("one start, epoch 200", size=10)
draw_key(figure)
figure.set_label(
    "Left: cost by epoch, mean and quartiles of fifteen starts. The cost of the "
    "seen examples falls toward zero; that of the unseen ones falls until about "
    f"epoch {watched[best]} and then rises far above where it began. Right: the "
    "regions of one network at the end, whose boundary bends around single "
    "examples, wrongly labeled ones among them."
)

# %% [markdown]
# From about the thin line on, the network learns what is true of these 40 examples and of no others.
# The cost of the unseen ones rises above its start: a network that knows nothing says $1/2$ to
# everything, while this one is sure of its mistakes.
#
# ### Three cures
#
# * **Early stopping.** A quarter of the examples is held out (`validation_fraction`). When their cost
#   has not fallen for 20 epochs, learning stops and the best weights are restored.
# * **Weight decay.** To $J$ is added $\frac{\lambda}{2m} \sum \Theta^2$ over all weights but the
#   biases, here with $\lambda = 0.5$.
# * **More data.** 200 examples in place of 40, with the same share of wrong labels.

# %%
many = [noisy_moons(200, seed) for seed in range(3)]
cures = {
    "large network": (large(), few),
    "early stopping": (large(validation_fraction=0.25, patience=20), few),
    "weight decay": (large(weight_decay=0.5), few),
    "more data": (large(), many),
}
costs = {}
for name, (model, tasks) in cures.items():
    done = (
        [run(model, task, starts=5) for task in tasks] if name != "large network" else overfit
    )
    scores = [model.respond(trial.history.end, trial.gate.X_test) for trial in done]
    costs[name] = np.hstack(
        [model.loss(z, t.gate.target_test) for z, t in zip(scores, done, strict=True)]
    )
    correct = 100 - np.hstack([trial.test_mistakes for trial in done]) / 2  # of 200
    low, half, high = np.percentile(costs[name], [25, 50, 75])
    print(
        f"{name:15} unseen cost {half:.2f} ({low:.2f} to {high:.2f}), "
        f"{np.median(correct):.0f} % right"
    )
assert all(
    np.median(costs[name]) < 0.6 * np.median(costs["large network"]) for name in [*costs][1:]
)

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.3))
for row, values in enumerate(costs.values()):
    low, half, high = np.percentile(values, [25, 50, 75])
    ax.plot(values, np.full(len(values), row), "|", color=theme.MUTED, markersize=9)
    ax.plot([low, high], [row, row], color=theme.BLUE, linewidth=6, alpha=0.45)
    ax.plot(half, row, "o", color=theme.BLUE, zorder=5)
ax.axvline(np.log(2), color=theme.MUTED, linewidth=0.8)
ax.text(
    np.log(2) + 0.02,
    len(costs) - 0.45,
    "says 1/2 to all",
    va="center",
    color=theme.MUTED,
)
ax.set_yticks(range(len(costs)), list(costs))
ax.set(
    xlabel="cost of the unseen examples after training",
    xlim=(0, None),
    ylim=(len(costs) - 0.2, -0.6),
)
ax.grid(axis="x")
figure.set_label(
    "Cost of the unseen examples at the end, a stroke for each of fifteen starts, a "
    "bar from quartile to quartile and a dot at the median. The large network "
    "without a cure lies above the cost of saying one half to everything; early "
    "stopping, weight decay and more data all bring it well below."
)

# %% [markdown]
# All three help. Early stopping and decay do it by holding the network back; the first pays with the
# examples that it holds out, the second with a $\lambda$ that somebody has to choose. More data takes
# away the reason.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Count AND with `backprop:hidden_layer_sizes=(8,)` in place of `backprop`, and eight for the two in
#    `[2, 2, 1]`. Fewer epochs; but fewer multiply-adds?
# 2. Start the 1,000 networks from a wider range: `run("backprop:initialization=2", ...)`. Will more or
#    fewer be stuck after 4,000 epochs?
# 3. Set `flipped=0.0` in `noisy_moons`. Does the large network still overfit?
# 4. Try `weight_decay=50`. What will the network say then?
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
