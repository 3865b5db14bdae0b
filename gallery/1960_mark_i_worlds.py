# %% [markdown]
# # 1960: Two worlds, and half a machine
#
# The [Mark I](1960_mark_i.md) looks at its retina through association units that were wired at random. A
# unit fires when the light on its excitatory connections outweighs the light on its inhibitory ones by a
# threshold $\theta$; on the average image it does so with the probability $P_a$. What does a machine of
# such units understand of the images that it is shown?
#
# ## A world without order, and one with it
#
# The 1958 paper compares two worlds. In the first, its "ideal environment", stimuli are random dots,
# and which response they belong to is random too. There is nothing to understand, only to memorize. In
# the other world stimuli of one class resemble each other; for us these are triangles and crosses at
# random places.
#
# A machine sees one image after the other, each once. On the way we ask it about all the images that
# it has seen so far (*recall*), and about images that it has never seen.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, show
from neurohistory.answers import count_mistakes
from neurohistory.models.mark_i import MarkIPerceptron
from neurohistory.network.association import association
from neurohistory.plots import theme
from neurohistory.problems.patterns import SHAPES, shapes

plt.style.use(plots.STYLE)
rng = np.random.default_rng(1958)


def grow(n_units, threshold, X, target, machines):
    """Right answers to the images so far and to 400 new ones: (count, 2)."""
    machine = MarkIPerceptron(n_units, 5, 5, threshold, order="cyclic", max_epochs=1)
    draw, new, done, accuracy = np.random.default_rng(0), slice(800, None), 0, []
    state = machine.start(X, target, machines, draw)
    for count in counts:
        state = next(machine.learn(state, X[done:count], target[done:count], draw))
        done = count
        wrong = [
            count_mistakes(machine, machine.respond(state, X[part]), target[part])
            for part in (slice(count), new)
        ]
        accuracy.append([1 - wrong[0].mean() / count, 1 - wrong[1].mean() / 400])
    return np.array(accuracy)


def pair(*names):
    """1,200 images of two shapes, and which one it is."""
    X, y = shapes(names, 1200, np.random.default_rng(0))
    return X.astype(np.float32), np.where(y == 1, 1, -1).astype(np.float32)


# %%
counts = (20, 50, 200, 800)
dots = (rng.random((4, 1200, 400)) < 0.5).astype(np.float32)
coins = rng.choice([-1, 1], size=(4, 1200)).astype(np.float32)
random_world = np.mean(
    [grow(128, 3, *world, 4) for world in zip(dots, coins, strict=True)], axis=0
)
sizes = (32, 128, 512)
shapes_world = {n: grow(n, 2, *pair("triangle", "cross"), 3) for n in sizes}

curves = {"random dots": random_world} | {f"shapes, {n} units": shapes_world[n] for n in sizes}
rows = [
    {"machine": name, "images": which} | {f"{count} seen": s for count, s in zip(counts, accuracy, strict=True)}
    for name, curve in curves.items()
    for which, accuracy in zip(("seen", "new"), curve.T, strict=True)
]  # fmt: skip
show(rows, "Accuracy", formats=".2f")

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.2, 3.5), sharey=True)
worlds = ({128: random_world}, shapes_world)
for ax, title, shown in zip(
    axes, ("random dots", "triangles and crosses"), worlds, strict=True
):
    for size, curve in shown.items():
        color = theme.series(sizes.index(size))["color"]
        for accuracy, line in zip(curve.T, ("o-", "s--"), strict=True):
            ax.plot(counts, accuracy, line, color=color, markersize=4)
        if ax is axes[1]:
            ax.plot([], [], color=color, label=f"{size} units")
    ax.axhline(0.5, color=theme.MUTED, linewidth=0.8)
    ax.set(title=title, xscale="log", xlabel="images seen", ylim=(0.42, 1.02))
    ax.set_xticks(counts, [str(count) for count in counts])
    ax.minorticks_off()
axes[0].set_ylabel("accuracy")
axes[0].text(800, 0.455, "chance", ha="right", va="bottom", color=theme.MUTED)
for line, name in (("o-", "seen (recall)"), ("s--", "new")):
    axes[1].plot([], [], line, color=theme.INK, markersize=4, label=name)
plots.draw_key(figure)
figure.set_label(
    "Right answers by number of images seen, each shown once. Random dots: recall falls steadily, and new "
    "images stay at one half. Triangles and crosses: answers to seen and to new images come together, at "
    "a level that is higher with 128 association units than with 32, and near one with 512."
)

# %% caption [markdown]
# **Where the world has order, the machine generalizes.** Among random dots it can only learn by
# heart, and forgets; of triangles and crosses it knows new ones as well as old ones.

# %% [markdown]
# Four claims of 1958, the second to the fifth of the paper's conclusions (page 405), can be read off,
# in kind:
#
# * among random stimuli, recall falls with the number that is learned;
# * to new random stimuli the answers stay at chance;
# * where there is order, recall and generalization meet at one level;
# * that level rises with the number of association units.
#
# What does "resemble" mean for the machine? The paper looks at $P_c$: the probability that a unit
# which fires for one image fires for another one too. If it is above $P_a$ for two images of one class
# and below it for two of different classes, generalization is better than chance. That is sufficient;
# it is not necessary. Three worlds, the second after the cards of the demonstration of 1958, which were
# marked on the left or on the right:


# %%
def left_or_right():
    """600 small squares somewhere in the left or in the right half, and where."""
    small, _ = shapes(["square"], 600, np.random.default_rng(0), side=10, size=7)
    X, target = np.zeros((600, 20, 20)), rng.choice([-1.0, 1.0], size=600)
    X[target < 0, 5:15, :10] = small[target < 0].reshape(-1, 10, 10)
    X[target > 0, 5:15, 10:] = small[target > 0].reshape(-1, 10, 10)
    return X.reshape(600, -1), target


def shared(first, second):
    """How many of the units that fire for one fire for another as well."""
    both = (first @ second.T) / np.maximum(first.sum(axis=1), 1)[:, None]
    return both[~np.eye(len(both), dtype=bool)].mean()


worlds = {
    "random dots": (3, dots[0, :600], coins[0, :600]),
    "left or right": (2, *left_or_right()),
    "triangle or cross": (2, *(part[:600] for part in pair("triangle", "cross"))),
}
met = []
for name, (threshold, X, y) in worlds.items():
    machine = MarkIPerceptron(512, 5, 5, threshold, max_epochs=5, random_state=0)
    score = machine.fit(X[:300], y[:300]).score(X[300:], y[300:])
    active = association(machine.state_.wiring, X, threshold)[..., 0].astype(float)
    one, other = (active[y == side][:150] for side in (-1, 1))
    met.append({
        "world": name, "Pc, different classes": shared(one, other), "Pa": active.mean(),
        "Pc, same class": (shared(one, one) + shared(other, other)) / 2, "right on new images": score,
    })  # fmt: skip
show(met, formats={"right on new images": ".2f"} | dict.fromkeys(list(met[0])[1:4], ".3f"))

# %% [markdown]
# For left and right the condition holds, and new cards are told apart. Two patterns of random dots have
# as much in common whether they belong together or not, so there is nothing to go by. Triangles and
# crosses break the condition, because they come to lie on the same points of the retina, and are
# learned all the same: a *pattern* of units tells more than an average over all of them.
#
# ## Half of the machine removed
#
# Where does the machine keep what it knows? Nowhere in particular. Eight machines learn all four
# shapes from 200 images. Then we take away association units, a random part since the units are
# in no order, and ask again.

# %%
names = list(SHAPES)
X, y = shapes(names, 200, rng)
X, target = X.astype(np.float32), np.where(y[:, None] == np.arange(4), 1, -1)
machine = MarkIPerceptron(excitatory=5, inhibitory=5, threshold=2, max_epochs=15)
*_, taught = machine.learn(machine.start(X, target, 8, rng), X, target.astype(np.float32), rng)
parts = np.array([0, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 7 / 8, 31 / 32])
right = []  # (part, shape)
for part in parts:
    left_over = np.arange(512) >= part * 512
    damaged = taught._replace(weights=taught.weights * left_over[:, None, None])
    said = machine.respond(damaged, X).argmax(axis=1)  # (image, machine)
    right.append([(said[y == number] == number).mean() for number in range(4)])
right = np.array(right)
removed = [
    {"removed": f"{part:.1%}"} | dict(zip(names, row, strict=True)) | {"all": row.mean()}
    for part, row in zip(parts, right, strict=True)
]
show(removed, "Accuracy", formats=".2f")

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.2))
for number, name in enumerate(names):
    ax.plot(parts, right[:, number], "osD^"[number], label=name, **theme.series(number))
ax.axhline(0.25, color=theme.MUTED, linewidth=0.8)
ax.text(0.01, 0.235, "chance", va="top", color=theme.MUTED)
ax.set(xlim=(-0.01, 1), ylim=(0, 1.03), xlabel="association units removed")
ax.set_ylabel("accuracy")
ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
figure.set_label(
    "Right answers for each of four shapes as association units are removed. All four begin near one and "
    "have lost much when most units are gone, some sooner than others; on average they fall with every "
    "part, and none drops to nothing at once."
)

# %% caption [markdown]
# **Take away parts, and it gets worse little by little.** None of the four shapes is forgotten at one
# stroke.

# %% [markdown]
# The loss is gradual, and all classes share it. This is the ninth of the paper's conclusions (page 405). With few units left the machine prefers some answers to
# others, so a single shape may even gain while the average falls.
#
# Draw on such a retina yourself, and cut off what you like. The dots in the middle are the units.
#
# <!-- toy: retina -->
#
# A machine is wired for its retina, though, and for no other:

# %%
small, which = shapes(["disk", "cross"], 20, rng, side=16)
large, _ = shapes(["disk"], 1, rng)
try:
    MarkIPerceptron().fit(small, which).predict(large)
except ValueError as error:
    print(f"ValueError: {str(error).rstrip('.')}")

# %% [markdown]
# ## Try it
#
# Write down your prediction first.
#
# 1. In `grow`, give the machine of the random dots ten times as many units. Which of its two curves
#    will change, and which cannot?
# 2. Put square and disk, which fill nearly the same points, in place of triangle and cross. What
#    becomes of the two probabilities $P_c$, and what of the answers to new images?
#
# ## Sources
#
# - [@rosenblatt_1958].
# - The paper's figures are not reproduced here. Shapes, sizes and counts are ours.
# - The model: [Mark I Perceptron](../models/mark_i.md). Before: [the machine](1960_mark_i.md). Next:
#   [1962](1962_madaline.md).

# %%
plt.show()
