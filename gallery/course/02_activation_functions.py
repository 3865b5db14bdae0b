# %% [markdown]
# # Activation functions
#
# A unit adds up its weighted inputs to the net input $z$ and then applies a function $g$. Which one?
# Every candidate has its own trouble, and here each trouble is shown by a run:
#
# - the step unit, with more than two classes;
# - logistic and tanh, in networks of many layers;
# - ReLU, when a step of learning was too long; and what its leaky sister can do about it.
#
# At the end we plug in a function of our own and let all of them learn the same task.

# %%
import textwrap

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, train
from neurohistory.history import select
from neurohistory.network.activations import (
    ACTIVATIONS,
    check_derivative,
    get_activation,
    logistic,
)
from neurohistory.network.costs import get_cost
from neurohistory.network.initialization import get_initialization
from neurohistory.network.propagation import Network
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
MultilayerPerceptron = load("backprop")
moons, blobs = get_problem("moons"), get_problem("blobs")
single = np.float32  # single precision is quicker

# %% [markdown]
# ## Five functions
#
# Step:
#
# $$g(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}$$
#
# Logistic, which the lecture calls sigmoid:
#
# $$g(z) = \frac{1}{1 + e^{-z}}$$
#
# Hyperbolic tangent:
#
# $$g(z) = \tanh z = \frac{2}{1 + e^{-2z}} - 1$$
#
# ReLU, the rectified linear unit:
#
# $$g(z) = \max(0, z)$$
#
# Leaky ReLU:
#
# $$g(z) = \begin{cases} z & z > 0 \\ 0.01\, z & z \le 0 \end{cases}$$
#
# The package keeps with each function its slope, its range and its problem.

# %%
titles = ("step", "logistic", "tanh", "ReLU", "leaky ReLU")
five = dict(zip(("step", "logistic", "tanh", "relu", "leaky_relu"), titles, strict=True))
z = np.linspace(-6, 6, 601)
for name in five:
    g = ACTIVATIONS[name]
    (low, high), values = g.range, g.value(z)
    print(
        f"{name:11} from {low:g} to {high:g}; at z = -6 and 6: {values[0]:.4f}, "
        f"{values[-1]:.4f}"
    )
    print(textwrap.indent(textwrap.fill(g.problem, 70), 12 * " "))
    assert values.min() >= low
    assert values.max() <= high

# %% [markdown]
# **A correction.** The lecture prints $[0, \infty)$ as the range of leaky ReLU. That is the range of
# ReLU. The leaky one is negative on the left, $-0.06$ at $z = -6$, and goes down without end: its range
# is all real numbers.
#
# Learning goes by slopes. So look at the dashed lines: a unit learns where its slope is not zero.

# %%
figure, axes = plt.subplots(2, 3, figsize=(theme.PAGE_WIDTH, 4.6), sharex=True)
for ax, (name, title) in zip(axes.flat, {**five, "linear": "linear"}.items(), strict=True):
    g = ACTIVATIONS[name]
    ax.axhline(0, color=theme.TRACK, linewidth=0.8)
    ax.plot(z, g.value(z), color=theme.BLUE, label="value g(z)")
    if g.derivative is not None:
        slope = g.derivative(z, g.value(z))
        ax.plot(
            z,
            slope,
            color=theme.VERMILLION,
            linestyle=(0, (4, 1.6)),
            label="slope g′(z)",
        )
        print(f"{name:11} largest slope {slope.max():.2f}, slope at z = -6 {slope[0]:.4f}")
    low, high = (-1.2, 1.2) if np.isfinite(g.range).all() else (-2.4, 2.4)
    ax.set(title=title, ylim=(low, high), xlim=(-6, 6), xticks=[-6, 0, 6])
for ax in axes[-1]:
    ax.set_xlabel("net input z")
plots.draw_key(figure)
figure.set_label(
    "Six panels with value and slope of step, logistic, tanh, ReLU, leaky ReLU and "
    "the linear function. The step has no slope to draw. The slopes of logistic "
    "and tanh are humps that vanish on both sides, with height 0.25 and 1; that of "
    "ReLU is 0 on the left and 1 on the right."
)

# %% [markdown]
# The linear function is there for comparison. A layer of linear units on top of another is one linear
# layer, so depth gains nothing. The other five are not linear, and neither are networks made of them;
# that is what hidden layers live on.
#
# ## Step: who is right when two fire?
#
# With two classes a step unit says yes or no. With three classes one uses three units, one a class. But
# nothing makes them agree. Here are three perceptrons, each taught to tell one cloud of points from the
# other two, from 100 starts; then all three are asked about points they have not seen.

# %%
unit = load("perceptron")(max_epochs=15)
ends = [
    train(unit, blobs.X, blobs.target[:, k], n_starts=100, rng=k, keep_states=False).end
    for k in range(3)
]
# (unit, example, start)
sums = np.array([unit.respond(end, blobs.X_test) for end in ends])
firing = (sums > 0).sum(axis=0)
for text, chosen in (
    ("none", firing == 0),
    ("one", firing == 1),
    ("several", firing > 1),
):
    by_start = np.percentile(100 * chosen.mean(axis=0), [25, 50, 75])
    mean = 100 * chosen.mean()
    quartiles = " ".join(f"{share:.0f}" for share in by_start)
    print(f"{text:7} fires: {mean:4.1f} % of the answers (quartiles {quartiles})")

truth = blobs.target_test.argmax(axis=1)[:, None]
largest_right = sums.argmax(axis=0) == truth
alone_right = largest_right & (firing == 1)
print(f"one unit fires and is right: {100 * alone_right.mean():.1f} %")
print(f"the unit with the largest sum is right: {100 * largest_right.mean():.1f} %")
assert 0.2 < (firing != 1).mean() < 0.4

# %%
start = 0
corners = (-2.9, 2.9, -2.6, 2.6)
x1, x2 = np.meshgrid(np.linspace(-2.9, 2.9, 121), np.linspace(-2.6, 2.6, 121))
grid = np.column_stack([x1.ravel(), x2.ravel()])
count = sum(unit.respond(select(end, start), grid)[:, 0] > 0 for end in ends).reshape(x1.shape)

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.6))
grounds = {
    "none fires": theme.VERMILLION_GROUND,
    "one fires": theme.PAPER,
    "several": theme.BLUE_GROUND,
}
ax.contourf(x1, x2, count, levels=[-0.5, 0.5, 1.5, 3.5], colors=list(grounds.values()))
for ground, color in grounds.items():
    ax.fill([], [], facecolor=color, edgecolor=theme.MUTED, label=ground)
for k, (marker, color) in enumerate(zip("os^", theme.SERIES, strict=False)):
    chosen = blobs.target_test[:, k] > 0
    ax.scatter(
        *blobs.X_test[chosen].T,
        s=26,
        marker=marker,
        color=color,
        label=f"class {k + 1}",
    )
    plots.draw_line(ax, ends[k].weights[:, start], ends[k].bias[start], corners)
ax.set(xlim=corners[:2], ylim=corners[2:], xlabel="x₁", ylabel="x₂", aspect="equal")
ax.legend(loc="center left", bbox_to_anchor=(1.03, 0.5))
figure.set_label(
    "The lines of three step units over three clouds of points, each with an arrow "
    "to its side of firing. They cut the plane into pieces: in some exactly one "
    "unit fires, but in a piece of each other kind several units fire at once, or "
    "none does."
)
assert {0, 1, 2} <= set(np.unique(count))

# %% [markdown]
# The step throws away what would settle it: how far each sum is from zero. Letting the largest sum speak
# always gives exactly one answer, and more of the answers are right. Logistic outputs keep that
# information, and so does softmax, which makes the outputs add up to 1.
#
# ## Logistic and tanh: the gradient vanishes
#
# On its way back through a network the error is multiplied in every layer by a slope $g'(z)$. For the
# logistic function this is $a(1 - a)$, which is at most $1/4$. In a chain of $n$ such units with weights
# of at most 1 the gradient shrinks to $0.25^n$ of its size or less.
#
# How bad is it in real layers? We build networks with ten units a layer, with usual random starts
# (Glorot for logistic and tanh, He for ReLU), 50 of each kind, and measure the length of the gradient
# by each $\Theta^{(l)}$ without the biases. Nothing is trained yet. As a fourth kind we take tanh with
# the start of the *Nature* paper of 1986, uniform between $-0.3$ and $0.3$.

# %%
X = moons.X[:60].astype(single)
y = (moons.target[:60] > 0).astype(single)[:, None, None]
kinds = {
    "ReLU, He": ("relu", "he"),
    "tanh, Glorot": ("tanh", "glorot"),
    "tanh, ±0.3": ("tanh", 0.3),
    "logistic, Glorot": ("logistic", "glorot"),
}


def gradient_norms(name, start, depth, width=10, starts=50):
    """Median length of the gradient by each Theta: (layer,)."""
    network = Network((2, *[width] * depth, 1), get_activation(name), get_cost("cross_entropy"))
    theta = get_initialization(start)(network.sizes, starts, np.random.default_rng(0))
    gradient = network.layers(network.gradient(theta.astype(single), X, y))
    return np.array([np.median(np.linalg.norm(part[1:], axis=(0, 1))) for part in gradient])


depths = [2, 3, 5, 8, 12, 16, 20]
norms = {kind: [gradient_norms(*how, depth) for depth in depths] for kind, how in kinds.items()}
ratios = {kind: [each[1] / each[-2] for each in by_depth] for kind, by_depth in norms.items()}
for kind, ratio in ratios.items():
    print(f"{kind:17} 20 layers: second / last hidden {ratio[-1]:.1e}", end="")
    print(f"   a layer {ratio[-1] ** (1 / 18):.2f}")
print(f"{'0.25 to the 18th':17} {0.25**18:36.1e}")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.2), sharey=False)
deep = np.arange(1, 22)
for number, kind in enumerate(kinds):
    left.plot(deep, norms[kind][-1], **theme.series(number), label=kind)
    right.plot(depths, ratios[kind], **theme.series(number), marker="o", markersize=3.5)
bound = {"color": theme.MUTED, "linewidth": 1, "label": "0.25 a layer"}
last = norms["logistic, Glorot"][-1][19]
left.plot(deep[1:20], last * 0.25 ** (20.0 - deep[1:20]), **bound)
right.plot(depths, 0.25 ** (np.array(depths) - 2.0), **bound)
left.set(xlabel="layer l of Θ⁽ˡ⁾", ylabel="length of the gradient", yscale="log")
left.set_xticks([1, 5, 10, 15, 20])
left.set_title("20 hidden layers", size=10)
right.set(
    xlabel="hidden layers",
    yscale="log",
    ylabel="second / last",
    xticks=[2, 5, 10, 15, 20],
)
right.set_title("what is left of it on the way back", size=10)
left.minorticks_off()
right.minorticks_off()
figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=3)
figure.set_label(
    "Logarithmic scales. Left: in 20 hidden layers the gradient of logistic units "
    "falls from layer to layer along the line of a quarter, by twelve powers of "
    "ten. Right: the same against the depth. Tanh from the start of 1986 falls "
    "too, but more slowly; ReLU, and tanh from a Glorot start, stay level."
)
shares = {kind: ratio[-1] for kind, ratio in ratios.items()}
assert 0.2 < shares["logistic, Glorot"] ** (1 / 18) < 0.25
assert 1e-5 < shares["tanh, ±0.3"] < 0.01
assert min(shares["ReLU, He"], shares["tanh, Glorot"]) > 0.2

# %% [markdown]
# The gradient of the logistic networks shrinks to a little less than a quarter in each layer: the first
# layers get next to nothing, and they are the ones that all others build on. The bound is one for chains
# with weights of at most 1; larger weights work against it, until they drive the units into their flat
# ends.
#
# For tanh the lecture's "vanishing gradient too" needs a second look. Its slope reaches 1, so **it
# depends on the start**. From the small weights of 1986 the gradient about halves in each layer; with
# Glorot's start, which makes weights larger where fewer units feed a unit, twenty layers hardly weaken
# it. What remains true is that a tanh unit with a large $|z|$ has no slope to speak of.
#
# ## ReLU: dead units
#
# ReLU does not flatten on the right, and on the left it is zero. That is useful: many units are silent
# at any time, the activity is *sparse*. But a unit that is silent for **all** examples has no slope at
# all. If it is in the first hidden layer, whose inputs never change, no gradient will reach it again: it
# is dead. A step too long can put it there.
#
# We train networks with 16 hidden units on 100 points of the moons for 60 epochs of gradient descent, 30
# starts for each learning rate, and count the units that are at or below zero for every example.

# %%
X, target = moons.X[:100].astype(single), moons.target[:100].astype(single)


def network_of(g, rate, epochs=60, start="he", rule="gradient_descent"):
    return MultilayerPerceptron((16,), g, "cross_entropy", start, rule, rate, max_epochs=epochs)


def net_inputs(model, state):
    """Of the hidden units: (example, unit, start)."""
    return model.network(state).forward(state.theta, X)[0][0]


rates = [1, 3, 5, 7, 10, 14, 20]
silent, ended = {}, {}
for name in ("relu", "leaky_relu"):
    for rate in rates:
        model = network_of(name, rate)
        history = train(model, X, target, n_starts=30, rng=0, keep_states=False)
        nets = net_inputs(model, history.end)
        silent[name, rate] = (nets <= 0).all(axis=0)  # (unit, start)
        ended[name, rate] = history
    print(
        f"{name:11}",
        *(f"{rate:g}: {100 * silent[name, rate].mean():.0f} %  " for rate in rates),
    )

begin = net_inputs(model, ended["relu", 1].states[0])
never = (begin <= 0).all(axis=0)  # (unit, start)
print(f"at the start: {100 * (begin <= 0).mean():.0f} % of the outputs are zero,")
print(f"  {never.sum()} of {never.size} ReLU units are silent for all examples")

# %% [markdown]
# The leaky units are pushed to the negative side too, if somewhat less often at high rates! Leaking does
# not prevent the fall. It leaves a way back: below zero the slope is 0.01 and not 0.
#
# So let us go on from the same wrecks, the ReLU networks trained at a rate of 10. We keep their weights
# and train 200 epochs more at moderate rates, once as ReLU and once as leaky ReLU; and with Adam as
# well, a rule that scales each weight's step by the usual size of its gradient, so that a gradient a
# hundred times smaller need not mean a step a hundred times smaller.

# %%
wrecks = ended["relu", 10].end.theta
dead = silent["relu", 10]
after, marks, watched = {}, (1, 10, 50, 200), [0, 1, *range(5, 201, 5)]
print("dead units that came back after 1, 10, 50 and 200 epochs; mistakes (median)")
for name in ("relu", "leaky_relu"):
    for rule, rate in (("gradient_descent", 1.0), ("adam", 0.02)):
        model = network_of(name, rate, 200, lambda *_: wrecks, rule)
        history = train(model, X, target, n_starts=30, rng=0)
        still = [
            (net_inputs(model, history.states[epoch]) <= 0).all(axis=0)[dead].mean()
            for epoch in watched
        ]
        after[name, rule] = 1 - np.array(still)  # share back
        back = (f"{100 * after[name, rule][watched.index(k)]:4.1f} %" for k in marks)
        wrong = (f"{np.median(history.mistakes[k]):4.1f}" for k in (0, -1))
        print(f"{name:10} {rule:16}", *back, "  ", " -> ".join(wrong))
        if name == "relu":  # to the last bit
            incoming = model.network(history.end).layers(history.end.theta)[0][:, dead]
            assert np.array_equal(
                incoming, model.network(history.end).layers(wrecks)[0][:, dead]
            )
print(f"{dead.sum()} of {dead.size} units were dead")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.7))
named = {"relu": "ReLU", "leaky_relu": "leaky ReLU"}
for number, (name, text) in enumerate(named.items()):
    # (rate, start)
    by_start = 100 * np.array([silent[name, rate].mean(axis=0) for rate in rates])
    look, quarters = theme.series(number), np.percentile(by_start, [25, 75], axis=1)
    left.plot(rates, by_start.mean(axis=1), marker="o", **look, label=text)
    left.vlines(rates, *quarters, color=look["color"])
left.set(xscale="log", xlabel="learning rate", ylim=(0, 100))
left.set_ylabel("units silent for all examples, %")
left.set_xticks([1, 3, 10, 20], ["1", "3", "10", "20"])
left.minorticks_off()
left.legend(loc="upper left")
texts = ("ReLU, either rule", None, "leaky, gradient descent", "leaky, Adam")
for number, (text, came_back) in enumerate(zip(texts, after.values(), strict=True)):
    if text:
        look = theme.series((0, 0, 1, 2)[number])
        right.plot(watched, 100 * came_back, **look, label=text, clip_on=False)
right.set(xlabel="more epochs", xlim=(0, 200), ylim=(0, 100))
right.set_ylabel("dead units that came back, %")
right.legend(loc="upper left")
figure.set_label(
    "Left: the share of hidden units silent for all examples, against the learning "
    "rate; none at rate 1, about half at 10, nine in ten at 20; of the leaky units "
    "somewhat fewer. Right: of the dead units none comes back as ReLU, a few as "
    "leaky ReLU with gradient descent, and more than half with Adam."
)
assert not after["relu", "adam"].any()
assert not after["relu", "gradient_descent"].any()
assert 0 < after["leaky_relu", "gradient_descent"][-1] < 0.2
assert after["leaky_relu", "adam"][-1] > 0.4

# %% [markdown]
# As ReLU not one dead unit comes back, under either rule; their weights are the same to the last bit. As
# leaky ReLU they can all move, but a slope of 0.01 is slow: with plain gradient descent only a few
# return in 200 epochs. With Adam more than half do. So "leaky ReLU cures dying" is true, and it takes
# patience or the right rule. The cheaper cure is on the left of the figure: a smaller step.
#
# Note the mistakes as well. Half of the units are dead, and yet the ReLU networks recover: the living
# half can do the task. Dead units are lost capacity, and not the end of learning until there are too
# many.
#
# (Deeper in a network "for ever" is too strong. There the inputs of a unit change while the layers below
# learn, and a silent unit may wake up.)
#
# ## A function of your own
#
# You may invent one: it takes the value and its slope, as a pair. Derivatives by hand go wrong easily,
# so `check_derivative` compares the slope with differences of the values. Our example is $g(z) =
# z\,\sigma(z)$ with the logistic function $\sigma$. First with a slip.


# %%
def gated(z):
    return z * logistic(z)


def forgetful(z):  # the product rule was forgotten
    return logistic(z) * (1 - logistic(z))


def gated_slope(z):
    s = logistic(z)
    return s + z * s * (1 - s)


try:
    check_derivative(get_activation((gated, forgetful)))
except ValueError as complaint:
    print(textwrap.fill(str(complaint), 84))
own = (gated, gated_slope)
check_derivative(get_activation(own))  # no complaint
print(f"own function: least value {gated(z).min():.3f} at z = {z[gated(z).argmin()]:.2f}")

# %% [markdown]
# ## Which one to use?
#
# Let all of them learn the moons, with one hidden layer and with four, ten units each: 12 starts, 100
# epochs of plain gradient descent at a rate of 0.5. Then count right answers to the 100 points that were
# kept apart.

# %%
starts = {
    "logistic": "glorot",
    "tanh": "glorot",
    "relu": "he",
    "leaky_relu": "he",
    "own": "he",
}
right_answers, costs = {}, {}
for depth in (1, 4):
    for name, start in starts.items():
        g = own if name == "own" else name
        model = MultilayerPerceptron(
            (10,) * depth,
            g,
            "cross_entropy",
            start,
            "gradient_descent",
            0.5,
            max_epochs=100,
        )
        history = train(model, X, target, n_starts=12, rng=0, keep_states=False)
        # (example, start)
        answers = model.respond(history.end, moons.X_test.astype(single)) > 0
        right_answers[depth, name] = 100 * (answers == moons.target_test[:, None].clip(0)).mean(
            axis=0
        )
        low, middle, high = np.percentile(right_answers[depth, name], [0, 50, 100])
        print(
            f"{depth} hidden, {name:10}  right: {middle:3.0f} % ({low:.0f} to {high:.0f})",
            end="",
        )
        costs[depth, name] = np.median(history.loss[-1])
        print(f"   cost {costs[depth, name]:.3f}")
assert abs(costs[4, "logistic"] - np.log(2)) < 0.01
assert max(costs[4, name] for name in ("relu", "leaky_relu", "own")) < costs[4, "tanh"]

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.3), sharey=True)
for ax, depth in zip(axes, (1, 4), strict=True):
    for place, name in enumerate(starts):
        shares = np.sort(right_answers[depth, name])
        spread = place + np.linspace(-0.28, 0.28, len(shares))
        ax.plot(shares, spread, "o", color=theme.BLUE, markersize=3.5, mec="none")
        ax.plot(
            [np.median(shares)] * 2,
            [place - 0.38, place + 0.38],
            color=theme.VERMILLION,
        )
    ax.set(xlim=(40, 101), xlabel="right answers to new points, %")
    ax.set_title(f"{depth} hidden layer{'s' * (depth > 1)}", size=10)
axes[0].set_yticks(range(5), ["logistic", "tanh", "ReLU", "leaky ReLU", "our own"])
axes[0].invert_yaxis()
figure.set_label(
    "Right answers of 12 starts of each function, a dot a start, with the median "
    "as a bar. With one hidden layer all functions do about equally well, above 90 "
    "percent. With four, logistic networks stay at chance, 50 percent; all other "
    "functions have medians above 90 percent."
)
assert np.median(right_answers[4, "logistic"]) < 60
assert min(np.median(right_answers[4, name]) for name in starts if name != "logistic") > 90

# %% [markdown]
# With one hidden layer the choice hardly matters. With four, the logistic networks have not begun to
# learn: their cost is still about $\ln 2 = 0.693$, that of a coin. Tanh is on its way, and the three
# functions of the ReLU kind, ours among them, have come further down in cost by then. This is the
# lecture's advice, with a reason for it: **when nothing else is known, begin with ReLU**. If many units
# die, take smaller steps or leak. Keep the logistic function for outputs that are to be probabilities.
#
# ## Try it
#
# 1. Vanishing: replace the start `0.3` of tanh by `0.6` and by `2.0`. Will the gradient of twenty layers
#    vanish, stay level or grow? (At 2.0, think of both the weights and the flat ends.)
# 2. Dying: write `ACTIVATIONS["leaky_relu"] = leaky_relu(0.3)` above the cell that trains the wrecks on
#    (`leaky_relu` comes from `neurohistory.network.activations`). How many units will gradient descent
#    bring back now?
# 3. Your own: try the pair `(np.sin, np.cos)`. Does `check_derivative` accept it? Will it learn the moons?
# 4. The lecture calls leaky ReLU cheaper than tanh and logistic. Time `g.value(z)` for each with
#    `timeit`, for a `z` of a million numbers; guess the order first. What are the cases in which this
#    would matter?
#
# ## Sources
#
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
#   errors", *Nature* 323 (1986) 533–536, doi:10.1038/323533a0: the logistic unit, its slope
#   $y(1 - y)$, and the start between −0.3 and 0.3.
# - B. Widrow and M. A. Lehr, "30 years of adaptive neural networks: perceptron, Madaline, and
#   backpropagation", *Proceedings of the IEEE* 78(9) (1990) 1415–1442: the slope $1 - y^2$ of tanh.
# - X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
#   *Proceedings of Machine Learning Research* 9 (2010) 249–256, and K. He, X. Zhang, S. Ren and J. Sun,
#   "Delving deep into rectifiers", *IEEE International Conference on Computer Vision* (2015) 1026–1034:
#   the two starts that are fitted to the width of a layer.
# - D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980.
# - The runs and their settings are ours. The models: [back-propagation](../models/backprop.md),
#   [perceptron](../models/perceptron.md). Before: [a neuron by hand](01_neuron_by_hand.md).

# %%
plt.show()
