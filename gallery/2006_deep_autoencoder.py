# %% [markdown]
# # 2006: Deep networks, one layer at a time
#
# Back-propagation can correct any number of layers, on paper. In practice it was hard to get more than
# one or two hidden layers to learn anything. In 2006 Geoffrey Hinton, Simon Osindero and Yee-Whye Teh
# taught a *deep belief net* one layer at a time. In July Hinton and Ruslan Salakhutdinov
# reported the same for a **deep autoencoder** in *Science*: a network that squeezes an image through a
# few numbers, its *code*, and gives it back.
#
# Without the new first stage, they write, deep networks gave back the same picture whatever they were
# shown: the mean of all images. This chapter lets both versions run on scikit-learn's digits, with
# principal components as the yardstick, and shows what the layers have learned.

# %%
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

from neurohistory import plots, run
from neurohistory.models.deep_autoencoder import DeepAutoencoder
from neurohistory.network.features import class_share, favorites
from neurohistory.plots import theme
from neurohistory.problems import from_file, problem

plt.style.use(plots.STYLE)
digits = problem("digits")
X, X_test = digits.X.astype(np.float32), digits.X_test.astype(np.float32)
labels, labels_test = digits.target.argmax(axis=1), digits.target_test.argmax(axis=1)
LAYERS = (48, 24)  # between the 64 pixels and the code


def image_error(back, images):
    """Squared error of an image, summed over its pixels: the mean of all."""
    return float(((back - images) ** 2).sum(axis=1).mean())


mean_image = image_error(X.mean(axis=0), X_test)
print(f"{len(X)} digits to learn from, {len(X_test)} to be tested on")
print(f"error of an unseen digit when the mean image is given back: {mean_image:.2f}")

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
# random start gets 30 epochs of fine-tuning where the other gets 20.

# %%
BUDGETS = {
    "pretrained": {"pretraining_epochs": 10, "max_epochs": 20},
    "random start": {"pretraining_epochs": 0, "max_epochs": 30},
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
for level, end in enumerate((9, 19, 29), start=1):
    print(f"{level} machine{'s' * (level > 1)} pretrained: error {errors[end]:.2f}")
print(f"all three fine-tuned:  error {errors[-1]:.2f}")
print(f"random start, tuned:   error {curves['random start'][-1, 1]:.2f}")
assert errors[9] < 1.5 < errors[-1] < errors[29]
assert abs(curves["random start"][-1, 1] / mean_image - 1) < 0.01

# %%
pca = PCA(2).fit(X)
pca_error = image_error(pca.inverse_transform(pca.transform(X_test)), X_test)
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.9))
epochs = np.arange(1, len(errors) + 1)
for first, last in ((0, 10), (10, 20), (20, 30), (30, 50)):
    part = slice(max(first, 0), last)
    ax.plot(epochs[part], errors[part], **theme.series(0))
random_start = curves["random start"][:, 1]
ax.plot(epochs[20:], random_start, **theme.series(1))
for level, text in ((mean_image, "mean image"), (pca_error, "PCA, 2 numbers")):
    ax.axhline(level, color=theme.INK, linewidth=1, linestyle=":")
    ax.text(0.6, level + 0.08, text, va="bottom", size=9)
for border in (10.5, 20.5, 30.5):
    ax.axvline(border, color=theme.TRACK, linewidth=1, zorder=0)
for middle, text in ((5.5, "1 machine"), (15.5, "2 machines"), (25.5, "3, with code")):
    ax.text(middle, 0.12, text, ha="center", size=9)
ax.text(40.5, 0.12, "unrolled and fine-tuned", ha="center", size=9)
ax.text(50, errors[-1] - 0.12, "pretrained", ha="right", va="top", color=theme.BLUE)
ax.text(
    50, random_start[-1] + 0.15, "random start", ha="right", color=theme.VERMILLION
)
ax.set(xlabel="epoch", ylabel="squared error of an unseen digit")
ax.set(xlim=(0, 51), ylim=(0, 6.2))
figure.set_label(
    "Error of an unseen digit by epoch. Pretraining: low through the first machine, "
    "higher through two, and about that of the mean image through three, whose code is "
    "two numbers. Fine-tuning then brings it well below principal components. From a "
    "random start thirty epochs of fine-tuning stay on the line of the mean image."
)
