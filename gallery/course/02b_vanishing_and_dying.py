# %% [markdown]
# # Vanishing gradients and dead units
#
# Learning goes by slopes, and a unit learns where its slope is not zero. Two troubles of
# [activation functions](02_activation_functions.md) come from that, and here each is shown by a run:
# that of logistic and tanh in networks of many layers, and that of ReLU when a step of learning was too
# long; and what its leaky sister can do about it.
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
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, show, train
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.initialization import get_initialization
from neurohistory.network.propagation import Network
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
moons = get_problem("moons")
single = np.float32  # single precision is quicker
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
    sizes = (2, *[width] * depth, 1)
    network = Network(sizes, get_activation(name), get_cost("cross_entropy"))
    theta = get_initialization(start)(sizes, starts, np.random.default_rng(0))
    gradient = network.layers(network.gradient(theta.astype(single), X, y))
    return np.array([np.median(np.linalg.norm(part[1:], axis=(0, 1))) for part in gradient])


depths = [2, 3, 5, 8, 12, 16, 20]
norms = {kind: [gradient_norms(*how, depth) for depth in depths] for kind, how in kinds.items()}
ratios = {kind: [each[1] / each[-2] for each in norms[kind]] for kind in kinds}
left = np.array([ratios[kind][-1] for kind in kinds] + [0.25**18])
columns = {"network": [*kinds, "0.25 a layer"], "second / last hidden": left}
formats = {"second / last hidden": ".1e", "a layer": ".2f"}
show(columns | {"a layer": left ** (1 / 18)}, "Gradients in 20 hidden layers", formats)

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
    xlabel="hidden layers", ylabel="second / last", yscale="log", xticks=[2, 5, 10, 15, 20]
)
right.set_title("what is left of it on the way back", size=10)
left.minorticks_off()
right.minorticks_off()
figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=3)
figure.set_label(
    "Logarithmic scales. Left: in 20 hidden layers the gradient of logistic units falls from layer "
    "to layer along the line of a quarter, by twelve powers of ten. Right: the same against the "
    "depth. Tanh from the start of 1986 falls too, but more slowly; ReLU, and tanh from a Glorot "
    "start, stay level."
)

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
    return load("backprop")((16,), g, "cross_entropy", start, rule, rate, max_epochs=epochs)


def net_inputs(model, state):
    """The net inputs of the hidden units: (example, unit, start)."""
    return model.network(state).forward(state.theta, X)[0][0]


rates, names = [1, 3, 5, 7, 10, 14, 20], {"relu": "ReLU", "leaky_relu": "leaky ReLU"}
silent, ended = {}, {}
for name in names:
    for rate in rates:
        model = network_of(name, rate)
        history = train(model, X, target, n_starts=30, rng=0, keep_states=False)
        silent[name, rate] = (net_inputs(model, history.end) <= 0).all(axis=0)  # (unit, start)
        ended[name, rate] = history
columns = {names[name]: [100 * silent[name, rate].mean() for rate in rates] for name in names}
show({"learning rate": rates, **columns}, "Silent for all examples, %", ".0f")

begin = net_inputs(model, ended["relu", 1].states[0])
never = (begin <= 0).all(axis=0)  # (unit, start)
print(f"at the start {100 * (begin <= 0).mean():.0f} % of the outputs are zero,")
print(f"and {never.sum()} of {never.size} ReLU units are silent for all examples")

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
after, moved, watched, rows = {}, {}, np.array([0, 1, *range(5, 201, 5)]), []
for name in names:
    for rule, rate in (("gradient_descent", 1.0), ("adam", 0.02)):
        model = network_of(name, rate, 200, lambda *_: wrecks, rule)
        history = train(model, X, target, n_starts=30, rng=0)
        states = (history.states[epoch] for epoch in watched)
        still = [(net_inputs(model, each) <= 0).all(axis=0)[dead].mean() for each in states]
        after[name, rule] = 100 - 100 * np.array(still)  # share back, in percent
        first, *_ = model.network(history.end).layers(history.end.theta - wrecks)
        moved[name, rule] = first[:, dead].any()
        back = {
            f"after {k}, %": after[name, rule][watched == k].item() for k in (1, 10, 50, 200)
        }
        before, end = np.median(history.mistakes[[0, -1]], axis=1)
        mistakes = {"mistakes before": before, "after": end}
        rows.append({"units": names[name], "rule": rule, **back, **mistakes})
show(rows, "Dead units that came back", ".1f")
print(f"{dead.sum()} of {dead.size} units were dead")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.7))
for number, (name, text) in enumerate(names.items()):
    by_start = 100 * np.array([silent[name, rate].mean(axis=0) for rate in rates])
    look, quarters = theme.series(number), np.percentile(by_start, [25, 75], axis=1)
    left.plot(rates, by_start.mean(axis=1), marker="o", **look, label=text)
    left.vlines(rates, *quarters, color=look["color"])
left.set(xscale="log", xlabel="learning rate", ylim=(0, 100))
left.set_ylabel("units silent for all examples, %")
left.set_xticks([1, 3, 10, 20], ["1", "3", "10", "20"])
left.minorticks_off()
curves = {
    "ReLU, either rule": after["relu", "adam"],
    "leaky, gradient descent": after["leaky_relu", "gradient_descent"],
    "leaky, Adam": after["leaky_relu", "adam"],
}
for number, (text, came_back) in enumerate(curves.items()):
    right.plot(watched, came_back, **theme.series(number), label=text, clip_on=False)
right.set(xlabel="more epochs", xlim=(0, 200), ylim=(0, 100))
right.set_ylabel("dead units that came back, %")
for ax in (left, right):
    ax.legend(loc="upper left")
figure.set_label(
    "Left: the share of hidden units silent for all examples, against the learning rate; none at "
    "rate 1, about half at 10, nine in ten at 20; of the leaky units somewhat fewer. Right: of the "
    "dead units none comes back as ReLU, a few as leaky ReLU with gradient descent, and more than "
    "half with Adam."
)

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
# ## Try it
#
# 1. Vanishing: replace the start `0.3` of tanh by `0.6` and by `2.0`. Will the gradient of twenty layers
#    vanish, stay level or grow? (At 2.0, think of both the weights and the flat ends.)
# 2. Dying: write `ACTIVATIONS["leaky_relu"] = leaky_relu(0.3)` above the cell that trains the wrecks on
#    (both names come from `neurohistory.network.activations`). How many units will gradient descent
#    bring back now?
#
# ## Sources
#
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
#   errors", *Nature* 323 (1986) 533–536, doi:10.1038/323533a0: the start between −0.3 and 0.3.
# - X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
#   *Proceedings of Machine Learning Research* 9 (2010) 249–256, and K. He, X. Zhang, S. Ren and J. Sun,
#   "Delving deep into rectifiers", *IEEE International Conference on Computer Vision* (2015) 1026–1034:
#   the two starts that are fitted to the width of a layer.
# - D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980.
# - The runs and their settings are ours. The model: [back-propagation](../models/backprop.md).

# %%
plt.show()
