# %% [markdown]
# # 2006: Deep networks, one layer at a time
#
# Back-propagation can correct any number of layers, on paper. In practice many hidden layers were hard
# to train. In 2006 Geoffrey Hinton, Simon Osindero and Yee-Whye Teh taught a *deep belief net* one layer
# at a time, and in July Hinton and Ruslan Salakhutdinov reported on a **deep autoencoder** in *Science*:
# a network that squeezes an image through a few numbers, its *code*, and gives it back.
#
# Without the new first stage, they write, a very deep autoencoder always gave back the average of its
# training data, "even after prolonged fine-tuning". This chapter lets both versions run on
# scikit-learn's digits, with principal components as the yardstick. One thing it finds otherwise than the
# paper, at its small scale.

# %%
import tempfile
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA
from sklearn.preprocessing import MinMaxScaler

from neurohistory import get_problem, plots, show
from neurohistory.models.deep_autoencoder import DeepAutoencoder
from neurohistory.plots import theme
from neurohistory.problems import from_file

plt.style.use(plots.STYLE)
digits = get_problem("digits")
X, X_test = digits.X.astype(np.float32), digits.X_test.astype(np.float32)
LAYERS = (48, 24)  # between the 64 pixels and the code


def image_error(back, images):
    """Squared error of an image, summed over its pixels: the mean of all."""
    return float(((back - images) ** 2).sum(axis=1).mean())


mean_image = image_error(X.mean(axis=0), X_test)
print(f"{len(X)} digits to learn from, {len(X_test)} to be tested on")
print(f"error of an unseen digit if the mean image comes back: {mean_image:.2f}")

# %% [markdown]
# ## Three stages
#
# **Pretraining.** A restricted Boltzmann machine (the chapter of 2002) learns the images. What its
# hidden units make of them are the data of a second machine, and so on: *greedy*, one layer after the
# other, and without labels. For each weight
#
# $$\Delta w_{ij} = \varepsilon \left( \langle v_i h_j \rangle_{\mathrm{data}} -
# \langle v_i h_j \rangle_{\mathrm{reconstruction}} \right) .$$
#
# The machine on top has linear hidden units with noise: the code. We use the constants of the authors'
# program: first weights of standard deviation 0.1, momentum 0.5 for five epochs and 0.9 after, weight
# cost 0.0002, mini-batches of 100, rate 0.1, and 0.001 for the code.
#
# **Unrolling.** The stack becomes one network: up through the weights of all machines,
# $64 \to 48 \to 24 \to 2$, and down again through the same weights transposed.
#
# **Fine-tuning.** Back-propagation tunes the whole network to give back its input, and the ways up
# and down part company. Here is one run of it, and one in which the first stage is left out. Ten
# epochs of pretraining for each of three machines take about as long as ten of fine-tuning, so the
# random start gets 20 epochs of fine-tuning where the other gets 10.

# %%
BUDGETS = {
    "pretrained": {"pretraining_epochs": 10, "max_epochs": 10},
    "random start": {"pretraining_epochs": 0, "max_epochs": 20},
}


def followed(**budget):
    """Depth and error of an unseen digit, epoch by epoch."""
    model, rng = DeepAutoencoder(LAYERS, 2, **budget), np.random.default_rng(0)
    states = model.learn(model.start(X, rng), X, rng)
    return np.array(
        [(s.depth, image_error(model.reconstruct(s, X_test), X_test)) for s in states]
    )


curves = {name: followed(**budget) for name, budget in BUDGETS.items()}
depth, errors = curves["pretrained"].T
stages = {f"{level} of 3 machines": errors[10 * level - 1] for level in (1, 2, 3)}
stages |= {"all three, fine-tuned": errors[-1]}
stages |= {"random start, tuned": curves["random start"][-1, 1]}
show([{"pretrained": stage, "error": error} for stage, error in stages.items()], formats=".2f")

# %%
pca = PCA(2).fit(X)
pca_error = image_error(pca.inverse_transform(pca.transform(X_test)), X_test)
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.9))
epochs = np.arange(1, len(errors) + 1)
for first, last in ((0, 10), (10, 20), (20, 30), (30, 40)):
    ax.plot(epochs[first:last], errors[first:last], **theme.series(0))
random_start = curves["random start"][:, 1]
ax.plot(epochs[20:], random_start, **theme.series(1))
ax.axhline(mean_image, color=theme.INK, linewidth=1, linestyle=":")
ax.text(0.6, mean_image + 0.08, "mean image", size=9)
ax.axhline(pca_error, color=theme.INK, linewidth=1, linestyle=":")
ax.text(20.8, pca_error + 0.08, "PCA, 2 numbers", size=9)
for border in (10.5, 20.5, 30.5):
    ax.axvline(border, color=theme.TRACK, linewidth=1, zorder=0)
for middle, text in ((5.5, "1 machine"), (15.5, "2 machines"), (25.5, "3, with code")):
    ax.text(middle, 0.12, text, ha="center", size=9)
ax.text(35.5, 0.12, "fine-tuned", ha="center", size=9)
ax.text(40, errors[-1] - 0.12, "pretrained", ha="right", va="top", color=theme.BLUE)
ax.text(40, random_start[-1] + 0.15, "random start", ha="right", color=theme.VERMILLION)
ax.set(xlabel="epoch", ylabel="squared error of an unseen digit")
ax.set(xlim=(0, 41), ylim=(0, 6.2))
figure.set_label(
    "Error of an unseen digit by epoch. Pretraining: low through the first machine, higher through two, and "
    "about that of the mean image through three, whose code is two numbers. Fine-tuning then brings it well "
    "below principal components. From a random start twenty epochs of fine-tuning stay on the line of the "
    "mean image."
)

# %% caption [markdown]
# **Pretraining is a start from which the descent gets somewhere.** A random start stays at the mean
# image for as long as these epochs last.

# %% [markdown]
# The more machines, the fewer numbers are left to carry the image, so the error rises from stage to
# stage, and three pretrained machines alone are no better than the mean image. What they are good for
# shows in the descent that follows.
#
# Here we part from the paper. For us this is a long plateau and not an end: given 150 epochs the same
# random start comes down to an error of about 2.6, from each of three seeds, and the first question
# below follows it. "Even after prolonged fine-tuning" is thus not repeated on 1,347 digits of 64 pixels
# with three machines. That says nothing against the paper, whose networks had up to six machines.
#
# ## The map
#
# Two numbers can be drawn as a place on a map, and the way down can start from any place. Here is another
# network that was pretrained in the same way. Point at the map, or turn the two sliders, and it draws the
# digit that belongs there. Where do two kinds of digit meet, and what does it draw between them?


# %%
@cache
def fitted(name, size, seed):
    """An autoencoder with a code of that size, from that kind of start."""
    return DeepAutoencoder(LAYERS, size, random_state=seed, **BUDGETS[name]).fit(X)


coder = fitted("pretrained", 2, 0)
print(f"squared error of an unseen digit: {coder.reconstruction_error(X_test):.2f}")

# %% [markdown]
# <!-- toy: digit-map coder -->
#
# ## How often, and by how much
#
# One run proves nothing. Here are three seeds each, for codes of two and of four numbers. The yardstick
# is principal component analysis (PCA), the best that any *linear* code of that size can do on the
# digits to learn from. The *wider start* is ours and not the paper's: a random start with first weights
# of standard deviation 0.3 in place of 0.1.

# %%
BUDGETS["wider start"] = {**BUDGETS["random start"], "initial_scale": 0.3}
SEEDS, CODES = range(3), (2, 4)
found, yardstick = {}, {}
for size in CODES:
    pca = PCA(size).fit(X)
    back = pca.inverse_transform(pca.transform(X_test))
    yardstick[size] = image_error(back, X_test)
    for name in BUDGETS:
        found[name, size] = [
            fitted(name, size, seed).reconstruction_error(X_test) for seed in SEEDS
        ]

rows = []
for (name, size), values in found.items():
    middle = np.median(values)
    rows.append({
        "code": size, "from": name, "median error": middle, "least": min(values), "greatest": max(values),
        "PCA": yardstick[size], "below PCA, of 3": sum(value < yardstick[size] for value in values),
        "against PCA": middle / yardstick[size] - 1,
    })  # fmt: skip
errors = dict.fromkeys(("median error", "least", "greatest", "PCA"), ".2f")
show(
    rows,
    "Squared error of an unseen digit, three seeds",
    formats=errors | {"against PCA": "+.0%"},
)

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.2), sharey=True)
marks = {"pretrained": "o", "random start": "s", "wider start": "^"}
for ax, size in zip(axes, CODES, strict=True):
    for row, (name, marker) in enumerate(marks.items()):
        heights = row + np.linspace(-0.16, 0.16, len(SEEDS))
        ax.scatter(found[name, size], heights, marker=marker, color=theme.SERIES[row], s=34)
    for value, text in ((yardstick[size], "PCA"), (mean_image, "mean image")):
        ax.axvline(value, color=theme.INK, linewidth=1, linestyle=":", zorder=0)
        ax.text(value - 0.06, -0.62, text, rotation=90, va="top", ha="right", size=9)
    ax.set(xlim=(0, 5.3), ylim=(2.6, -0.7), yticks=range(3), yticklabels=list(marks))
    ax.set(title=f"code of {size} numbers", xlabel="squared error of an unseen digit")
figure.set_label(
    "Errors of three seeds for two code sizes. Pretrained networks lie below principal components at both. "
    "Random starts of the width of 2006 all lie on the line of the mean image. Wider random starts lie "
    "between the two, below principal components at two numbers and about on them at four."
)

# %% caption [markdown]
# **Every pretrained network beats principal components, and so may a wider random start.** The start
# of 2006 without pretraining has learned nothing by then.

# %% [markdown]
# At this budget the paper's claim holds here: no random start of that width learns anything, and every
# pretrained network beats PCA. But the wider start adds something. From it the descent goes through
# without any pretraining, if more slowly. The paper names both dangers: from large first weights the
# descent ends in poor valleys, and from small ones the gradients in the early layers are tiny. Between
# the two there is room, on these digits at least. Later practice found other ways to keep the gradients
# up, and does without the machines in most cases. Pretraining was not the only way to train many layers;
# it was one that worked in 2006.
#
# These are the numbers of the paper, on other and much larger data. They are squared errors of an
# unseen image, and do not compare with ours:
#
# | data | way up | autoencoder | logistic PCA | PCA |
# |---|---|---:|---:|---:|
# | curves | 784-400-200-100-50-25-6 | 1.44 | 7.64 | |
# | handwritten digits (MNIST) | 784-1000-500-250-30 | 3.00 | 8.01 | 13.87 |
# | faces | 625-2000-1000-500-30 | 126 | | 135 |
#
# [What the layers have learned](2006_deep_features.md) shows why it works.
#
# ## Your own, larger data
#
# The real MNIST digits need a file of your own. `from_file` reads a CSV file with a heading, or, much
# quicker, an `.npz` file with two arrays: the images, one row of 784 numbers each, and their labels.
# Here a stand-in is written first: our digits, three times as large, with a border.

# %%
large = np.kron(digits.X[:400].reshape(-1, 8, 8), np.ones((3, 3)))
large = np.pad(large, ((0, 0), (2, 2), (2, 2))).reshape(400, 784)
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "mnist.npz"
    np.savez(
        path, images=(255 * large).astype(np.uint8), label=digits.target.argmax(axis=1)[:400]
    )
    own = from_file(path, target="label")

print(own)
pixels = MinMaxScaler(clip=True).fit(own.X)  # from 0 to 1 again
images = pixels.transform(own.X).astype(np.float32)
unseen = pixels.transform(own.X_test).astype(np.float32)
budget = {"pretraining_epochs": 10, "max_epochs": 20, "batch_size": 20}
coder = DeepAutoencoder((50, 20), 2, random_state=0, **budget).fit(images)
pca = PCA(2).fit(images)
errors = {
    "autoencoder": coder.reconstruction_error(unseen),
    "PCA": image_error(pca.inverse_transform(pca.transform(unseen)), unseen),
    "mean image": image_error(images.mean(axis=0), unseen),
}
show([{"given back by": name, "error": error} for name, error in errors.items()], formats=".1f")

# %% [markdown]
# `from_file` brings every pixel to mean 0 and spread 1, as suits classifiers. For pictures that gives a
# pixel which is hardly ever inked the same weight as one in the middle, so the scaler brings back the
# range from 0 to 1. For a network like the paper's write
# `DeepAutoencoder((1000, 500, 250), 30, pretraining_epochs=50)`, and have patience: it has 2.8 million
# weights, and the paper had 60,000 images. `benchmarks/autoencoder.py` measures the speed; most of the
# time goes into matrix products.
#
# **Departures from the paper.** The autoencoder is fine-tuned down the gradient with momentum, where
# the authors' program used conjugate gradients. Layers, images and budgets are much smaller.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Let `followed` run with `max_epochs=300` and no pretraining. Does the random start ever leave the
#    mean image, and if so, when?
# 2. Leave out a layer: `DeepAutoencoder((48,), 2, **BUDGETS["random start"])`. Does it still give back
#    the mean image?
# 3. Leave out all of them, with `learning_rate=0.02`: logistic PCA. Where will it come out, at two
#    numbers and at eight?
#
# ## Sources
#
# * [@hinton_2006]. The constants of the machines are those of the authors' published program.
# * [@hinton_2006_belief_nets].
# * The autoencoder has a page among the [models](../models/2006_deep_autoencoder.md). Before:
#   [2002](2002_rbm.md). Next: [what the layers have learned](2006_deep_features.md).

# %%
plt.show()
