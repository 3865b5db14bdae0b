# %% [markdown]
# # 1962: What the weights were made of
#
# On paper a weight is a number. In the Mark I of 1960 it was a potentiometer that a motor turned. In the
# first ADALINE it was a knob, and soon after a *memistor*: a pencil lead in a bath of acid and copper,
# whose resistance fell as copper was plated on it. Such parts go in steps, come to a stop, are set with
# an error, and wander. Which machines still learn on them?
#
# How far a knob of 1960 was off, no source of ours tells. So every number on this page is ours, and
# what we ask is another thing: which *kind* of fault does which *kind* of rule survive? Five machines
# learn on four faults, one at a time, ever worse. AND is asked of the single units, XOR of the networks,
# and each point is a hundred starts.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, load, plots, show, train
from neurohistory.hardware import OnHardware
from neurohistory.plots import theme
from neurohistory.studies.ladder import recorded_rows

plt.style.use(plots.STYLE)
FAULTS = {
    "step": "coarse: positions so far apart",
    "limit": "clipped: no weight is larger",
    "noise": "noisy: set with such an error",
    "drift": "drifting: by so much an epoch",
}

exact, held = {}, {}  # the shares: by machine; by machine and fault, and how bad it is
for row in recorded_rows("hardware"):
    machine, _, part = row["change"].partition(", ")
    fault, _, size = part.partition("=")
    if part:
        held.setdefault((machine, fault), {})[float(size)] = row["success_rate"]
    else:
        exact[machine] = row["success_rate"]

# %%
figure, axes = plt.subplots(
    2, 2, figsize=(theme.PAGE_WIDTH, 5.4), sharey=True, layout="constrained"
)
for ax, (fault, title) in zip(axes.flat, FAULTS.items(), strict=True):
    for number, machine in enumerate(exact):
        sizes = held[machine, fault]
        look = theme.series(number) | {"marker": theme.MARKERS[number], "markersize": 5}
        ax.plot([*sizes], [100 * share for share in sizes.values()], label=machine, **look)
    ax.set(xscale="log", ylim=(-4, 104), yticks=[0, 50, 100])
    ax.set_xticks(
        [0.001, 0.01, 0.1, 1]
        if fault == "step"
        else [0.1, 1, 10]
        if fault == "limit"
        else [0.01, 0.1, 1]
    )
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set_title(title, size=10)
for ax in axes[:, 0]:
    ax.set_ylabel("starts that end right, %")
handles, labels = axes[0, 0].get_legend_handles_labels()
figure.legend(handles, labels, loc="outside upper center", ncols=5, frameon=False, fontsize=9)
figure.set_label(
    "Four panels: the share of a hundred starts that end without a mistake, for five machines, by the size "
    "of a fault. Coarse steps: Mark I and perceptron stay at the top throughout, MADALINE nearly so, "
    "ADALINE falls near 0.1, back-propagation is down at far finer steps. Limits: Mark I and perceptron fail "
    "where the limit is 1 or less, ADALINE only at 0.1. Noise: Mark I, perceptron and MADALINE do not mind; "
    "ADALINE and back-propagation fall from 0.1 on. Drift wears all of them down, the Mark I hardly."
)

# %% caption [markdown]
# **Whoever learns from mistakes needs room; whoever learns from errors needs fine steps.** The share of a
# hundred starts that end without a mistake, as the parts get worse: to the right, but for limits to the left.


# %% numbers
def share(machine, fault, size):
    return held[machine, fault][size]


show(
    [
        {"machine": machine, "exact": exact[machine], "steps of 0.1": share(machine, "step", 0.1),
         "no weight above 1": share(machine, "limit", 1.0), "noise 0.1": share(machine, "noise", 0.1),
         "drift 0.1": share(machine, "drift", 0.1)}
        for machine in exact
    ],
    "Survivors", formats=dict.fromkeys(
        ("exact", "steps of 0.1", "no weight above 1", "noise 0.1", "drift 0.1"), "percent"),
)  # fmt: skip

# %% [markdown]
# ## Room, or fine steps
#
# The perceptron's rule moves a weight by a whole unit or not at all, so a coarse potentiometer is all it
# needs. But its weights grow while it makes mistakes, and a stop that comes too early holds them back.
# Nor does a noisy setting harm it: once it is right it sets nothing any more.
# ADALINE's weights stay small. What they need is the last tenth: the smaller the error, the smaller
# the turn, and **a turn of less than half a step is no turn**. Watch one weight:

# %%
paths = {}
for step in (0, 0.09, 0.1):
    unit = load("adaline")(order="cyclic", initial_scale=0, max_epochs=25)
    history = train(OnHardware(unit, step=step), AND.X, AND.target, rng=0)
    paths[step] = np.array([[state.bias[0], *state.weights[:, 0]] for state in history.states])
end = [
    {"step": step, "bias": path[-1, 0], "first weight": path[-1, 1], "mistakes": int(mistakes)}
    for (step, path), mistakes in zip(
        paths.items(),
        [
            ((path[-1, 0] + AND.X @ path[-1, 1:] > 0) != (AND.target > 0)).sum()
            for path in paths.values()
        ],
        strict=True,
    )
]
show(end, "Ends", formats={"step": "g", "bias": ".2f", "first weight": ".2f"})

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.9))
for number, (step, path) in enumerate(paths.items()):
    ax.plot(path[:, 0], label=f"steps of {step:g}" if step else "exact", **theme.series(number))
ax.set(xlabel="epoch", ylabel="bias", xlim=(0, 25))
plots.draw_key(figure)
figure.set_label(
    "The bias of an ADALINE that learns AND from zero, over 25 epochs. The exact one sinks smoothly. With "
    "steps of 0.09 it follows in stairs and comes to rest early; with steps of 0.1 it never leaves zero."
)

# %% caption [markdown]
# **The knob stops where the error has become too small to turn it.** One gain of an ADALINE that learns
# AND, exact and on two coarse knobs. The first turn is 0.05, which is just half a step of 0.1.

# %% [markdown]
# Back-propagation is the extreme case. From its small first weights the blame that reaches a hidden unit
# is tiny, so that knobs which no other machine would notice hold it where it began. (It sets its weights
# once an epoch, so for it a noise and a drift of the same size are the same thing.)
#
# ## A hand that shakes
#
# Now the surprise. Take steps on which few starts arrive, and let the hand that sets the knob
# shake. An error of setting sometimes carries a weight over to the next position, and more often in the
# direction in which the rule pushed. On the average the small turns count again. (Engineers call that
# *dither*. Whether it helped in 1960, no source of ours tells.)

# %%
shaky = {"ADALINE": {}, "back-propagation": {}}
for row in recorded_rows("shaky"):
    machine, *parts = row["change"].split(", ")
    if parts != ["exact"]:
        noise = float(parts[1].removeprefix("noise ")) if len(parts) > 1 else 0.0
        shaky[machine][noise] = row["success_rate"]
figure, axes = plt.subplots(
    1, 2, figsize=(theme.PAGE_WIDTH, 2.9), sharey=True, layout="constrained"
)
for ax, (machine, found), step in zip(axes, shaky.items(), (0.2, 0.01), strict=True):
    places = range(len(found))
    ax.bar(places, [100 * share for share in found.values()], color=theme.BLUE, width=0.6)
    for place, rate in zip(places, found.values(), strict=True):
        ax.text(place, 100 * rate + 2, f"{rate:.0%}", ha="center", size=9)
    ax.set_xticks(places, [f"{noise:g}" for noise in found])
    ax.set(xlabel="noise of a setting", ylim=(0, 108), yticks=[0, 50, 100])
    ax.set_title(f"{machine}, steps of {step:g}", size=10)
axes[0].set_ylabel("starts that end right, %")
figure.set_label(
    "Bars: the share of a hundred starts that end right on coarse knobs, by the noise with which they are "
    "set. ADALINE with steps of 0.2: one in a hundred without noise, three in four with a noise of 0.05, and "
    "fewer again with more. Back-propagation with steps of 0.01: one in six without noise, nine in ten with "
    "a noise from 0.003 on."
)

# %% caption [markdown]
# **A shaking hand rescues a coarse knob.** The same coarse steps, set without and with an error; too much
# of it harms ADALINE again.

# %% [markdown]
# MADALINE's builders met a fault of another kind. About a quarter of the circuits of the first one were
# [found to be defective](1962_madaline.md) after it had been shown with success. It had learned around
# them.
#
# ## Try it
#
# 1. Which rate lets ADALINE turn its coarse knobs? Compare `"adaline@step=0.2"` with
#    `"adaline:learning_rate=0.5@step=0.2"` and `"adaline:learning_rate=1.0@step=0.2"` on AND.
# 2. How many bits does back-propagation need on XOR, if its weights are within ±10:
#    `"backprop@bits=8,limit=10"`, or 16?
# 3. The perceptron fails where no weight may exceed 1. What if it moves by a tenth,
#    `"perceptron:learning_rate=0.1@limit=1"`?
#
# ## Sources
#
# * [@rosenblatt_1962].
# * [@widrow_1960].
# * B. Widrow, M. E. Hoff, US patent 3,222,654, for the memistor.
# * The models: [Mark I](../models/mark_i.md), [perceptron](../models/perceptron.md),
#   [ADALINE](../models/adaline.md), [MADALINE](../models/madaline.md),
#   [back-propagation](../models/backprop.md).
# * The runs: `neurohistory ladder hardware` and `neurohistory ladder shaky`
#   ([how](../studies.md#ladders)).

# %%
plt.show()
