# %% [markdown]
# # Dead units
#
# ReLU does not flatten on the right as [logistic and tanh](02b_vanishing_gradients.md) do, and on the
# left it is zero. That is useful: many units are silent at any time, the activity is *sparse*. But a
# unit that is silent for **all** examples has a derivative of zero, $g'(z) = 0$, for each of them. If it is in
# the first hidden layer, whose inputs never change, no gradient will reach it again: it is dead. A step
# too long can put it there.
#
# We train networks with 16 hidden units on 100 points of the moons for 60 epochs of gradient descent, 30
# starts for each learning rate, and count the units that are at or below zero for every example.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, show, train
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
moons = get_problem("moons")
single = np.float32  # single precision is quicker
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
        history = train(model, X, target, n_starts=30, rng=0, keep_states=False, loss=False)
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
        history = train(model, X, target, n_starts=30, rng=0, loss=False)
        states = (history.states[epoch] for epoch in watched)
        still = [(net_inputs(model, each) <= 0).all(axis=0)[dead].mean() for each in states]
        after[name, rule] = 100 - 100 * np.array(still)  # those back, in percent
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
    "Left: the fraction of hidden units silent for all examples, against the learning rate; none at "
    "rate 1, about half at 10, nine in ten at 20; of the leaky units somewhat fewer. Right: of the "
    "dead units none comes back as ReLU, a few as leaky ReLU with gradient descent, and more than "
    "half with Adam."
)

# %% caption [markdown]
# **Large steps kill ReLU units, and as ReLU they never come back.** As leaky units some do, slowly
# under plain descent and more often under Adam.

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
# 1. Write `ACTIVATIONS["leaky_relu"] = leaky_relu(0.3)` above the cell that trains the wrecks on (both
#    names come from `neurohistory.network.activations`). How many units will gradient descent bring back
#    now?
# 2. Let Adam go on from the wrecks at a rate of 0.1. Will more of the leaky units come back, or fewer?
#
# ## Sources
#
# - K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", *IEEE International Conference on
#   Computer Vision* (2015) 1026–1034: the start of the networks, and leaks that are learned.
# - D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980.
# - The runs and their settings are ours. The model: [back-propagation](../models/backprop.md).

# %%
plt.show()
