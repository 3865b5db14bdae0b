# %% [markdown]
# # Vanishing gradients
#
# Learning goes by derivatives, and a unit learns where its own is not zero. Logistic and tanh units have
# flat ends; in networks of many layers that is a trouble, which is shown here by a run.
#
# On its way back through a network the error is multiplied in every layer by a derivative $g'(z)$. For the
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

from neurohistory import get_problem, plots, show
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

# %% caption [markdown]
# **Each layer of logistic units leaves less than a quarter of the gradient.** After twenty
# layers that makes twelve powers of ten. ReLU, and tanh from a start that fits it, keep it.

# %% [markdown]
# The gradient of the logistic networks shrinks to a little less than a quarter in each layer: the first
# layers get next to nothing, and they are the ones that all others build on. The bound is one for chains
# with weights of at most 1; larger weights work against it, until they drive the units into their flat
# ends.
#
# For tanh the lecture's "vanishing gradient too" needs a second look. Its derivative reaches 1, so **it
# depends on the start**. From the small weights of 1986 the gradient about halves in each layer; with
# Glorot's start, which makes weights larger where fewer units feed a unit, twenty layers hardly weaken
# it. What remains true is that a tanh unit with a large $|z|$ has a derivative of next to nothing.
#
# ReLU units have another trouble: they [die](02c_dead_units.md).
#
# ## Try it
#
# 1. Replace the start `0.3` of tanh by `0.6` and by `2.0`. Will the gradient of twenty layers vanish,
#    stay level or grow? (At 2.0, think of both the weights and the flat ends.)
# 2. Make the layers wider: `width=40` in `gradient_norms`. Will the gradient of the logistic networks
#    shrink faster from layer to layer, or more slowly?
#
# ## Sources
#
# - [@rumelhart_1986]: the start between −0.3 and 0.3.
# - X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
#   *Proceedings of Machine Learning Research* 9 (2010) 249–256, and K. He, X. Zhang, S. Ren and J. Sun,
#   "Delving deep into rectifiers", *IEEE International Conference on Computer Vision* (2015) 1026–1034:
#   the two starts that are fitted to the width of a layer.
# - The runs and their settings are ours. The model: [back-propagation](../models/backprop.md).

# %%
plt.show()
