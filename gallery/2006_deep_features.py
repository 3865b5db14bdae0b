# %% [markdown]
# # 2006: What the layers have learned
#
# The [deep autoencoder](2006_deep_autoencoder.md) squeezes images through a *code* of a few numbers, and no
# label was used in teaching it. What do its layers know of the digits all the same?
#
# ## A map of the digits
#
# Two numbers can be drawn. The paper shows its digits so, and our network, with the longer training of
# the defaults, does the same beside PCA. Nobody told it which digit is which.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

from neurohistory import get_problem, plots, show
from neurohistory.models.deep_autoencoder import DeepAutoencoder
from neurohistory.models.pretrained_classifier import PretrainedClassifier
from neurohistory.network.features import correlation_ratio, mean_of_top_examples
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
digits = get_problem("digits")
X, X_test = digits.X.astype(np.float32), digits.X_test.astype(np.float32)
labels = digits.target.argmax(axis=1)
labels_test = digits.target_test.argmax(axis=1)
LAYERS = (48, 24)  # between the 64 pixels and the code
BUDGETS = {
    "pretrained": {"pretraining_epochs": 10, "max_epochs": 10},
    "random start": {"pretraining_epochs": 0, "max_epochs": 20},
    "wider start": {"pretraining_epochs": 0, "max_epochs": 20},
}

# %%
model = DeepAutoencoder(LAYERS, 2, random_state=0).fit(X)
pca = PCA(2).fit(X)
maps, rows = {"autoencoder": model, "principal components": pca}, []
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.9))
colors = (*theme.SERIES, theme.CRIMSON, theme.MUTED, theme.BLUE)
for ax, (name, coder) in zip(axes, maps.items(), strict=True):
    codes, codes_test = coder.transform(X), coder.transform(X_test)
    nearest = KNeighborsClassifier(1).fit(codes, labels)
    wrong = coder.inverse_transform(codes_test) - X_test
    rows.append({
        "two numbers of": name, "error of an image": (wrong**2).sum(axis=1).mean(),
        "nearest neighbor right": nearest.score(codes_test, labels_test),
    })  # fmt: skip
    for digit, color in enumerate(colors):
        at = codes_test[labels_test == digit].T
        ax.scatter(*at, marker=f"${digit}$", s=30, color=color, linewidths=0.2)
    ax.set(title=name, xlabel="first number")
axes[0].set_ylabel("second number")
show(rows, formats={"error of an image": ".2f", "nearest neighbor right": "percent"})
figure.set_label(
    "450 unseen digits, each drawn as its number at the two numbers of its code. The autoencoder spreads the "
    "ten digits into arms and clusters, most of them apart. On two principal components they overlap far "
    "more, and only a few, such as 0, 4 and 6, keep to regions of their own."
)

# %% caption [markdown]
# **Two numbers for a digit.** The autoencoder spreads the ten digits into arms and clusters; on two
# principal components most of them overlap.

# %% [markdown]
# To put a number on that impression, give each unseen digit the label of the nearest known digit on the
# map. Both maps lose much in going from 64 numbers to two; the autoencoder's loses less.
#
# One unseen digit of each kind, and below it what the two codes give back.

# %%
one_each = X_test[[(labels_test == digit).argmax() for digit in range(10)]]
pictures = {"unseen": one_each}
for name, coder in (("autoencoder", model), ("PCA", pca)):
    pictures[name] = coder.inverse_transform(coder.transform(one_each))
figure, axes = plt.subplots(3, 10, figsize=(theme.PAGE_WIDTH, 2.45))
plots.draw_pictures(axes, pictures)
figure.set_label(
    "One unseen digit of each kind from 0 to 9, and what comes back from a code of two numbers, in shades of "
    "gray. The autoencoder gives back a typical digit, sometimes of another kind. Two "
    "principal components give a blur of several."
)

# %% caption [markdown]
# **What comes back from two numbers.** The autoencoder returns a typical digit, sometimes a wrong
# one, and principal components return a blur.

# %% [markdown]
# ## What the layers have learned
#
# What does a unit like best? Take the twenty images that it answers to most, and look at their mean. The
# mean of *all* images is a gray blur; where the favorites of a unit have more or less ink than that, the
# unit has an eye for it.

# %%
activations = model.activations(model.state_, model.scaled(X))
names = ("layer 1", "layer 2", "code")
favorites = {
    name: mean_of_top_examples(answers, X)[:8]
    for name, answers in zip(names, activations, strict=True)
}
favorites["code"] = np.concatenate(  # its units are linear, so they have two ends
    [favorites["code"], mean_of_top_examples(-activations[-1], X), X.mean(axis=0)[None]]
)
figure, axes = plt.subplots(3, 8, figsize=(theme.PAGE_WIDTH, 3.2))
plots.draw_pictures(axes, favorites)
under_the_code = "first\nhigh", "second\nhigh", "first\nlow", "second\nlow", "mean\nof all"
for ax, text in zip(axes[2], under_the_code, strict=False):
    ax.set_xlabel(text, size=9)
figure.set_label(
    "The mean of the twenty images that a unit answers to most, in shades of gray: eight units of layer 1, "
    "eight of layer 2, and both ends of the two units of the code, beside the mean of all images. In the "
    "two layers they are strokes of one or two digits, some of them blurred; at the ends of the code they "
    "are a 5, a 0, a 1 and a 7."
)

# %% caption [markdown]
# **The favorites of a single unit look alike, in every layer.** Each picture is the mean of the twenty
# images that a unit answers to most; the mean of all images is a blur.

# %% [markdown]
# In such pictures we see what we wish to see. A number is safer: how much of what a unit says is
# about *which digit* it is looking at? The correlation ratio is the variance of its mean answers to the
# ten digits, as a fraction of the variance of all its answers: 0 if it knows nothing of the class, 1 if it
# knows nothing else. No label was used in learning, so whatever it comes to is a by-product of having to
# describe the images.

# %%
untrained = DeepAutoencoder(
    LAYERS, 2, pretraining_epochs=0, max_epochs=0, initial_scale=0.3, random_state=0
).fit(X)


def ratios_of(coder):
    """The median unit's ratio, layer by layer, on unseen digits."""
    answers = coder.activations(coder.state_, coder.scaled(X_test))
    return [float(np.median(correlation_ratio(values, labels_test))) for values in answers]


pixels = float(np.median(correlation_ratio(X_test, labels_test)))
ratios = [
    {"": name, "pixels": pixels} | dict(zip(names, ratios_of(coder), strict=True))
    for name, coder in (("learned", model), ("random weights", untrained))
]
show(ratios, "Correlation ratio with the digit, the median unit", formats=".2f")

# %% [markdown]
# It rises from layer to layer, and random layers show nothing of the kind. This is what is meant by
# *features learned in a hierarchy*: each layer describes the image in terms that are closer to what
# matters, out of the terms of the layer below.
#
# ## The same as a classifier
#
# With a read-out of the classes on top, and not unrolled, the stack becomes a classifier. The paper did
# this too, on MNIST, with 784-500-500-2000-10, steepest descent and a small learning rate: 1.2 % of the
# unseen digits wrong, against 1.6 % from a random start and 1.4 % for a support-vector machine. It is
# no deep belief net: that one, of the same year, generates images, has the labels among the visible
# units of its top machine, and is tuned by an up-down algorithm. Our classifier stands on the timeline under
# the name `pretrained_classifier`. This is how it does on the small digits, with three hidden layers, two seeds
# and the numbers of epochs of the chapter before; the wider start is 0.5 here:

# %%
WIDTHS = {"pretrained": 0.1, "random start": 0.1, "wider start": 0.5}
right = {}
for name, width in WIDTHS.items():
    budget = {**BUDGETS[name], "initial_scale": width}
    nets = [
        PretrainedClassifier((48, 24, 24), learning_rate=0.2, random_state=seed, **budget)
        for seed in range(2)
    ]
    right[name] = [net.fit(X, labels).score(X_test, labels_test) for net in nets]
show(
    [{"": name, "first seed": one, "second seed": two} for name, (one, two) in right.items()],
    "Unseen digits right", formats=".1%",
)  # fmt: skip

# %% [markdown]
# The story is the same. From small weights pretraining is everything; from larger ones it gains nothing
# here, and the unaided network is even a little ahead. (The default of `pretrained_classifier` starts
# with the larger ones: the four cases of XOR are equally frequent, and teach a machine next to nothing.)
#
# **Departures from the paper.** In the classifier all layers are tuned from the first epoch, from a read-out
# of zeros; the program held the pretrained layers for five epochs and started the read-out with normal
# numbers of standard deviation 0.1. Layers, images and budgets are much smaller.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Fit a network to the digits 0 to 4 only and let it give back a 7. What will come back?
# 2. Take the fifty images that a unit answers to most, `mean_of_top_examples(answers, X, 50)`, or the five.
#    What becomes of the contrasts?
#
# ## Sources
#
# * [@hinton_2006].
# * [@hinton_2006_belief_nets].
# * The [classifier](../models/pretrained_classifier.md) has a page among the models. Before:
#   [the autoencoder](2006_deep_autoencoder.md). Next: [an epilogue](2024_epilogue.md).

# %%
plt.show()
