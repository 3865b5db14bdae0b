# %% [markdown]
# # 2002: Bars, stripes and dreams
#
# [Contrastive divergence](2002_rbm.md), CD-$k$, starts the sampling of a restricted Boltzmann machine at
# the data and stops after $k$ rounds. It is biased, and for a small machine one can see what that costs.
#
# ## What the bias costs
#
# *Bars and stripes* are images of 3 by 3 pixels in which each row has one color, or each column. There are
# 14 of them among 512. A machine that knew them and nothing else would give each the probability 1/14.
# We teach eight hidden units in five ways, from the same four starts: by the exact gradient, by CD-1 and
# CD-10, and by *persistent* CD, which Tijmen Tieleman brought to these machines in 2008, after work of
# Laurent Younes: the sampling goes on from where it was, and never returns to the data.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, show
from neurohistory.network.boltzmann import sample, start_machine
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.network.enumeration import (
    log_likelihood,
    log_probability,
    maximum_likelihood,
    states,
)
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
lines = states(3)
both_ways = np.concatenate([np.repeat(lines, 3, axis=1), np.tile(lines, 3)])
images = np.unique(both_ways, axis=0).astype(np.float32)  # (image, pixel); quicker


def begin(n_chains=0):
    rng = np.random.default_rng(2)
    return start_machine(9, 8, 4, rng, np.float32, scale=0.5, n_chains=n_chains)


# %%
EPOCHS, EVERY = 500, 50
how = {"learning_rate": 0.5, "epochs": EPOCHS}
sampled = {**how, "momentum": 0.0, "weight_decay": 0.0, "batch_size": None}
rng = np.random.default_rng(0)


def persistent(n_chains):
    start = begin(n_chains)
    return contrastive_divergence(start, images, rng, persistent=True, **sampled)


ways = {
    "exact gradient": maximum_likelihood(begin(), images, **how),
    "CD-10": contrastive_divergence(begin(), images, rng, steps=10, **sampled),
    "persistent, 200 chains": persistent(200),
    "CD-1": contrastive_divergence(begin(), images, rng, **sampled),
    "persistent, 14 chains": persistent(14),
}
curves, taught = {}, {}
for name, learning in ways.items():
    curve = [log_likelihood(begin(), images)]
    for epoch, machine in enumerate(learning, start=1):
        if epoch % EVERY == 0:
            curve.append(log_likelihood(machine, images))
    curves[name], taught[name] = np.array(curve), machine  # (time, start)
best = -np.log(14)
ends = {name: curve[-1].mean() for name, curve in curves.items()}
show(
    [{"taught by": name, "mean ln p at the end": end} for name, end in ends.items()],
    formats=".2f",
)
print(f"the best possible: -ln 14 = {best:.2f}")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.0))
epochs = np.arange(0, EPOCHS + 1, EVERY)
for number, curve in enumerate(curves.values()):
    ax.plot(epochs, curve.mean(axis=1), **theme.series(number))
places = sorted(ends.values())
for rank in range(1, len(places)):  # labels must not touch
    places[rank] = max(places[rank], places[rank - 1] + 0.2)
for place, name in zip(places, sorted(ends, key=ends.get), strict=True):
    color = theme.series([*curves].index(name))["color"]
    ax.text(EPOCHS + 12, place, name, color=color, va="center")
ax.axhline(best, color=theme.MUTED, linewidth=0.8)
ax.text(5, best + 0.05, "the best possible", color=theme.MUTED)
ax.set(xlabel="epoch", ylabel="mean ln p of the 14 images", xlim=(0, EPOCHS * 1.33))
ax.set_xticks([0, 250, 500])
figure.set_label(
    "Mean log probability of the bars and stripes by epoch, five ways of learning, means of four starts. The "
    "exact gradient climbs highest, CD-10 and persistent CD with 200 chains come close, CD-1 stays below "
    "them, and persistent CD with only 14 chains wavers far below."
)

# %% caption [markdown]
# **Ten rounds come nearer to the exact gradient than one.** Persistent chains come nearest, if there are
# enough of them.

# %% [markdown]
# CD-1 is cheap and gets most of the way. Then its bias holds it: it looks at the close surroundings of
# the data only. CD-10 gets further and takes ten times the sampling. Two hundred persistent chains, one
# round each, do about as well; fourteen do not keep up with a machine that moves at this rate. The
# figure is a luxury of small machines. With a larger one nobody can count $Z$, and CD descends no
# other cost that one could watch in its place.
#
# ## Dreams
#
# A machine that knows what is likely can be asked for more of it: begin with noise, draw back and forth.

# %%
dreamer = taught["CD-10"]
dreams = sample(dreamer, 24, np.random.default_rng(5), steps=200)[..., 0]
true = (dreams[:, None] == images).all(axis=2).any(axis=1)
sure = np.exp(log_probability(dreamer, images))[:, 0].sum()
print(f"{true.sum()} of {len(dreams)} dreams are bars or stripes")
print(f"by count, the machine gives them a probability of {sure:.2f}")
at_first = np.exp(log_probability(begin(), images))[:, 0].sum()
print(f"before learning it was {at_first:.3f}")

figure, axes = plt.subplots(2, 12, figsize=(theme.PAGE_WIDTH, 1.75))
for ax, dream, good in zip(axes.flat, dreams, true, strict=True):
    plots.draw_image(ax, dream)
    if not good:
        ax.set_xlabel("neither", color=theme.WRONG, size=8.5)
figure.set_label(
    f"Twenty-four images of 3 by 3 pixels drawn from the machine taught by CD-10. {true.sum()} of them are bars "
    "or stripes; those that are not have the word neither below them."
)

# %% caption [markdown]
# **What the machine dreams.** Most of the images are bars or stripes; the others are marked.

# %% [markdown]
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Lower the learning rate of bars and stripes to 0.1 and raise the epochs to 2,500. Does persistent
#    CD with 14 chains recover?
# 2. Let the machine dream for 5 rounds in place of 200. Will more or fewer dreams be bars or stripes?
#
# ## Sources
#
# * [@hinton_2002].
# * [@tieleman_2008]; [@younes_1999].
# * The model: [restricted Boltzmann machine](../models/rbm.md).
# * Before: [the machine](2002_rbm.md). Next: [2006](2006_deep_autoencoder.md).

# %%
plt.show()
