# %% [markdown]
# # Handwritten digits
#
# The lecture sends its students to films in which a network learns to read handwritten digits:
# images of 28 × 28 pixels, layers of 784, 16, 16 and 10 units. Here is the same network on smaller
# pictures: scikit-learn's 1,797 digits of 8 × 8 pixels, so the layers are 64, 16, 16 and 10.
#
# Everything of the earlier chapters comes together. There are ten classes, so ten output units; two
# hidden layers; a cost for probabilities; mini-batches; and examples set aside, for the question is
# not whether the network can learn a list by heart.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, plots, run, show
from neurohistory.answers import count_mistakes
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.network.theta import n_parameters
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision

plt.style.use(plots.STYLE)
digits = in_single_precision(get_problem("digits"))  # which is quicker
truth = digits.target_test.argmax(axis=1)  # for the unseen ones
print(digits)
print(f"weights of 64-16-16-10: {n_parameters([64, 16, 16, 10]):,}")
print(f"weights of 784-16-16-10: {n_parameters([784, 16, 16, 10]):,}")

# %% [markdown]
# Each pixel is a number between 0 (paper) and 1 (ink), and is drawn in a gray of that darkness.

# %%
figure, axes = plt.subplots(2, 10, figsize=(theme.PAGE_WIDTH, 1.75))
for row in (0, 1):
    for digit, ax in enumerate(axes[row]):
        plots.draw_image(ax, digits.X[digits.target[:, digit] > 0][row])
        if not row:
            ax.set_title(digit)
figure.set_label(
    "Two handwritten examples of each digit from 0 to 9, on 8 by 8 pixels that are the darker the more "
    "ink they hold. Most can be read at a glance, some only with good will."
)

# %% caption [markdown]
# **Eight by eight pixels are enough to read most digits**, and some only with good will.

# %% [markdown]
# ## Learning to read
#
# The output is a softmax: ten positive numbers with the sum 1. For example $i$ with net inputs
# $z_{ik}$ to the output units,
#
# $$h_{ik} = \frac{e^{z_{ik}}}{\sum_j e^{z_{ij}}}, \qquad
# J = -\frac{1}{m} \sum_i \sum_k y_{ik} \log h_{ik} .$$
#
# The lecture's cost treats the ten outputs as ten separate yes-or-no questions. Softmax lets them
# compete, which fits when exactly one is right. The error of the last layer is the same in both
# cases: $\delta^{(L)} = a^{(L)} - y$.
#
# A step is taken after every 64 examples, by Adam. Eight networks start from different weights.

# %%
softmax = {
    "cost": "softmax_cross_entropy",
    "optimizer": "adam",
    "batch_size": 64,
    "max_epochs": 20,
}
network = MultilayerPerceptron((16, 16), initialization="glorot", learning_rate=0.02, **softmax)


def unseen_mistakes(model, state, X, target):
    return count_mistakes(model, model.respond(state, digits.X_test), digits.target_test)


trial = run(network, digits, starts=8, record={"unseen": unseen_mistakes}, loss=False)
history = trial.history
unseen_wrong = history.records["unseen"]  # (epoch, network)
seen = 100 * (1 - history.mistakes / len(digits.X))
unseen = 100 * (1 - unseen_wrong / len(truth))

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.8))
misread = {"seen digits": 100 - seen, "unseen digits": 100 - unseen}
plots.draw_bands(ax, range(21), misread, percentiles=(0, 100))
ax.set(xlim=(0, 20), ylim=(0.5, 100), yscale="log", xlabel="epoch", ylabel="misread, %")
ticks = (0.5, 1, 2, 5, 10, 20, 50, 100)
ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
ax.set_yticks([], minor=True)
ax.set_xticks(range(0, 21, 5))
ax.legend(loc="lower left")
figure.set_label(
    "Digits misread by epoch, on a logarithmic axis: median, least and largest of eight networks. Both "
    "curves fall from nine in ten and together for five epochs; then the seen digits go on to 1 percent, "
    "and the unseen ones come to rest near 4 percent."
)

# %% caption [markdown]
# **Most is learned within five epochs; then the two curves part ways.** At the end a seen digit is misread
# once in a hundred times, and an unseen one four times. The bands reach from the best to the worst of eight
# networks.

# %% numbers
epochs = np.array([0, 1, 2, 5, 10, 20])
medians = {"seen": np.median(seen, axis=1), "unseen": np.median(unseen, axis=1)}
extremes = {"least unseen": unseen.min(axis=1), "largest unseen": unseen.max(axis=1)}
columns = {name: values[epochs] for name, values in {**medians, **extremes}.items()}
show(
    {"epoch": epochs, **columns},
    "Read rightly by eight networks, %: medians, and extremes",
    ".1f",
)

# %% [markdown]
# At the start the networks guess. After five epochs a gap opens between the two curves: what the networks know about the seen digits holds only in part for others. That is
# overfitting, of a mild kind; both curves still rise.
#
# ## Which digits are hard?
#
# All eight networks together: the rows are what was written, the columns what was read.

# %%
answers = network.respond(history.end, digits.X_test).argmax(axis=1)  # (example, network)
table = np.zeros((10, 10), dtype=int)
np.add.at(table, (np.repeat(truth, answers.shape[1]), answers.ravel()), 1)
wrong = table * (1 - np.eye(10, dtype=int))
rate = 100 * wrong.sum(axis=1) / table.sum(axis=1)
hardest, easiest = int(rate.argmax()), int(rate.argmin())
pair = np.unravel_index(wrong.argmax(), wrong.shape)
errors = f"{wrong[pair]} of {wrong.sum()} errors"
print(f"most frequent error: {pair[0]} read as {pair[1]}, {errors}")

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.7))
for (row, column), number in np.ndenumerate(table):
    right = row == column
    shade = theme.HEIGHTS[min(7, int(2 * np.sqrt(number)))] if number else theme.PAPER
    pixel = (column - 0.5, row - 0.5)
    ground = theme.PANEL if right else shade
    ax.add_patch(plt.Rectangle(pixel, 1, 1, fc=ground, ec=theme.TRACK, lw=0.5))
    if number:
        look = {"color": theme.MUTED} if right else {"weight": "bold"}
        ax.text(column, row, number, ha="center", va="center", size=9.5, **look)
ax.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5), xticks=range(10), yticks=range(10), aspect="equal")
ax.set(xlabel="read as", ylabel="written")
ax.tick_params(length=0)
figure.set_label(
    "Ten by ten table of what was written and what eight networks read. Nearly all answers lie on "
    f"the diagonal. The {hardest} is misread most, the {easiest} least; the most frequent error is "
    f"a {pair[0]} read as a {pair[1]}."
)

# %% caption [markdown]
# **An 8 that is read as a 1 is the most frequent error, and most pairs of digits are never confused.** The
# darker, the more errors; what was read rightly stands on the gray diagonal.

# %% numbers
show({"digit": range(10), "misread, %": rate}, "How often a digit is misread", ".1f")

# %% [markdown]
# Errors are not spread evenly. And they are shared: some pictures are misread by nearly every
# network, whatever it started from.

# %%
missed = (answers != truth[:, None]).sum(axis=1)
worst = np.argsort(-missed, kind="stable")[:6]
print(f"read rightly by all eight: {(missed == 0).sum()} of {len(truth)}")
print(f"misread by at least half: {(missed >= 4).sum()}")

figure, axes = plt.subplots(1, 6, figsize=(theme.PAGE_WIDTH, 2.1))
for ax, example in zip(axes, worst, strict=True):
    plots.draw_image(ax, digits.X_test[example])
    said = np.bincount(answers[example], minlength=10)
    ax.set_title(f"a {truth[example]}", size=10)
    ax.set_xlabel(f"{said.max()} of 8 networks\nread {said.argmax()}", size=9)
figure.set_label(
    "Six unseen digits that most of the eight networks misread, with what was written above and "
    "what was read most often below. Several are hard for a person as well."
)

# %% caption [markdown]
# **Some pictures are misread by nearly every network.** Several are hard for people too.

# %% [markdown]
# ## What the hidden units look at
#
# A unit of the first hidden layer has 64 weights, one for each pixel, so its weights are a picture.
# Blue squares are positive weights: ink there excites the unit. Orange ones, which stand on a corner,
# are negative: ink there inhibits it.

# %%
ranking = np.argsort(unseen_wrong[-1], kind="stable")
chosen = int(ranking[4])  # a network of the middle
start, end = (  # (pixel, unit, network)
    network.network(state).layers(state.theta)[0][1:]
    for state in (history.states[0], history.end)
)
first = end[:, :, chosen]
figure, axes = plt.subplots(2, 8, figsize=(theme.PAGE_WIDTH, 2.3))
for unit, ax in enumerate(axes.flat):
    plots.draw_image(ax, first[:, unit] / np.abs(first[:, unit]).max(), signed=True)
    ax.set_title(unit + 1, size=9.5)
figure.set_label(
    "The weights of the sixteen units of the first hidden layer, each as an 8 by 8 picture of blue "
    "and orange squares. They are patches of both signs, not strokes, loops or digits."
)

# %% caption [markdown]
# **The hidden units look at patches, and not at strokes or loops.** Blue squares are positive
# weights, orange diamonds negative ones.

# %%
blank = (digits.X == 0).all(axis=0)
print(f"pixels without ink in all {len(digits.X):,} examples: {blank.sum()} of 64")
unmoved = (start[blank] == end[blank]).all()
print(f"their weights are what they were at the start: {unmoved}")

other = np.delete(end, chosen, axis=2)[..., 0]
alike = np.corrcoef(first.T, other.T)[:16, 16:]  # unit of one, unit of another
best = np.median(np.abs(alike).max(axis=1))
print(f"likeness of each unit to the most alike one of another network: median {best:.2f}")

# %% [markdown]
# One might have hoped for units that look for strokes and loops. These do not; they divide the
# labor in ways that help the next layer and mean little to us. Another start divides it in another
# way: the most similar unit of another network resembles it moderately (a correlation of 1 or −1
# would be the same picture), though the two networks answer nearly alike.
#
# The weights of pixels that never hold ink are exactly what they were at the start: their gradient,
# $a_j \delta_i$ with $a_j = 0$, is always zero. Not everything in such a picture was learned.
#
# Is a network worth the trouble? [Four machines](10b_digits_compared.md) read the same digits.
#
# ## Try it
#
# 1. Leave out one of the two hidden layers: `hidden_layer_sizes=(16,)`. Will unseen digits be read
#    better or worse?
# 2. A bottleneck: `hidden_layer_sizes=(2,)`. Each picture passes through two numbers. Which
#    accuracy do you expect on ten classes?
# 3. Set `initialization="zeros"`. Predict the accuracy after 20 epochs from what an earlier chapter
#    says about symmetry.
# 4. Add `weight_decay=0.1`. What happens now to the weights of the pixels that never hold ink?
#
# ## Sources
#
# - The digits: `sklearn.datasets.load_digits` of scikit-learn, scaled to numbers from 0 to 1; the
#   division into seen and unseen ones is ours.
# - The layers 16 and 16 are those of the films on handwritten digits that the lecture recommends;
#   theirs have 784 inputs.
# - [@rumelhart_1986].

# %%
plt.show()
