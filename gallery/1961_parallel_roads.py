# %% [markdown]
# # 1961: Parallel roads
#
# The story of the perceptron and ADALINE is told as if nobody else had been on the way. In the 1960s there were
# learning machines in Karlsruhe and Kiev, in Moscow and Japan, and engineers of rockets found the mathematics
# that networks would need.
#
# ## Karlsruhe: a matrix that learns
#
# In 1960 Karl Steinbuch had a model of his *Lernmatrix*: two units of 80 by 112 by 30 centimeters, in which
# relays link a pattern with a meaning. Here is the idea in its simplest form. Each column is a point of a
# picture and each row a meaning. While the matrix learns, a link is closed wherever a lit column meets the row of
# the teacher. To ask it, light some columns, and take the row with the most current.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits

from neurohistory import plots, show
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
pictures, meaning = load_digits(return_X_y=True)
lit = (pictures > 7).astype(int)  # a point of a picture is lit or not


# %% idea
def learn(links, lit, meaning):
    """Close the links between what is lit and its meaning: (row, column)."""
    for columns, row in zip(lit, meaning, strict=True):
        links[row] |= columns
    return links


def answer(links, lit):
    """The row with the largest part of its links in use."""
    return (lit @ links.T / np.maximum(links.sum(axis=1), 1)).argmax(axis=1)


# %% numbers
def taught(n_each):
    """A matrix that was shown some pictures of each digit."""
    shown = np.concatenate(
        [np.flatnonzero(meaning[:900] == digit)[:n_each] for digit in range(10)]
    )
    return learn(np.zeros((10, 64), dtype=int), lit[shown], meaning[shown])


numbers = [1, 2, 3, 5, 10, 20, 40, 80]
rates = [(answer(taught(n), lit[900:]) == meaning[900:]).mean() for n in numbers]
closed = [taught(n).mean() for n in numbers]
show(
    {
        "pictures of each digit": numbers,
        "new digits read rightly": [f"{rate:.0%}" for rate in rates],
    },
    "One look is enough, and many are too many",
)

# %%
matrix = taught(3)
rightly = answer(matrix, lit) == meaning
new = 900 + rightly[900:].argmax()  # the first new picture that is read rightly
picture = lit[new]
currents = (matrix @ picture) / matrix.sum(axis=1)
figure, (below, beside) = plt.subplots(
    1, 2, figsize=(theme.PAGE_WIDTH, 3.4), width_ratios=(4, 1), sharey=True
)
y, x = np.nonzero(matrix)
used = picture[x] > 0
for chosen, color, marker in ((~used, theme.MUTED, "."), (used, theme.BLUE, "s")):
    below.plot(x[chosen], y[chosen], marker, color=color, markersize=4)
columns = np.flatnonzero(picture)
below.plot(columns, np.full(len(columns), -1), "v", color=theme.VERMILLION, markersize=5)
below.set(xlim=(-1, 64), ylim=(9.7, -1.7), yticks=range(10))
below.set(xlabel="column, a point of the picture", ylabel="row")
beside.barh(range(10), 100 * currents, color=theme.TRACK)
beside.barh(currents.argmax(), 100 * currents.max(), color=theme.BLUE)
beside.set(xlabel="links in use, %", title=f"it is a {meaning[new]}")
figure.set_label(
    "The matrix after three pictures of each digit: ten rows and 64 columns, with a mark for each closed link. "
    f"A new picture lights {picture.sum()} columns, whose links are blue squares; the bars at the right show which part of "
    f"each row's links that is. Row {currents.argmax()} has the most, and the picture is a {meaning[new]}."
)

# %% caption [markdown]
# **A picture lights columns, and the row with the largest part of its links in use is the answer.** Triangles
# are the lit columns of a picture that the matrix has not seen.

# %%
figure, (ax, *panels) = plt.subplots(1, 3, figsize=(7.2, 2.8), width_ratios=(1.6, 1, 1))
for number, (values, name) in enumerate(((rates, "read rightly"), (closed, "links closed"))):
    ax.plot(
        numbers,
        100 * np.array(values),
        "os"[number] + "-",
        label=name,
        color=theme.series(number)["color"],
    )
ax.set(xscale="log", ylim=(0, 100), xlabel="pictures shown of each digit", ylabel="%")
ax.set_xticks([1, 5, 20, 80], ["1", "5", "20", "80"])
ax.legend()
for panel, n in zip(panels, (1, 80), strict=True):
    y, x = np.nonzero(taught(n)[3].reshape(8, 8))
    panel.plot(x, 7 - y, "s", color=theme.BLUE, markersize=7)
    panel.set(xlim=(-0.6, 7.6), ylim=(-0.6, 7.6), xticks=[], yticks=[], aspect="equal")
    panel.set_title(f"row 3 after {n}")
figure.set_label(
    "Left: the share of new digits that the matrix reads rightly rises a little with the pictures shown of each digit "
    "and then falls, while the share of closed links only rises. Right: the closed links of the row for 3 after "
    "one picture, which form a three, and after eighty, which fill the middle of the field."
)

# %% caption [markdown]
# **A link that has been closed never opens, so the matrix can learn too much.** After eighty pictures of each digit
# the row for 3 knows nearly every point.

# %% [markdown]
# The Lernmatrix needs one look at a picture, which no perceptron does. But whatever was lit once stays
# linked. The word "learning" for such a thing caused a debate among philosophers. (That links only close is our
# simplest form; we do not claim that his circuits were limited to it.)
#
# ## Kiev: networks that grow
#
# A. G. Ivakhnenko and V. G. Lapa grew networks layer by layer from 1965 on: a layer is fitted, the best of its units are
# kept, and the next layer is fitted to what they say. A network of 1971 had eight layers.
#
# ## Japan: descent through layers
#
# In 1967 Shun'ichi Amari published gradient training for networks of smooth units, and his student Saito ran five layers, of
# which two were adaptive. "But he didn't do anything with it", Rumelhart said in an
# interview. At a conference of 1963 R. A. Stafford spoke on multi-layer learning networks.
#
# ## Rockets: the same mathematics, without neurons
#
# Which flight path takes the least fuel? H. J. Kelley in 1960 and Bryson in 1961 carried derivatives
# backward along the path, stage by stage, and Dreyfus needed only the chain rule for it in 1962. A network
# is such a path, with layers for stages.
#
# ## Moscow: margins and kernels
#
# Vapnik and Lerner had the widest margin in 1963. Aizerman, Braverman and Rozonoer had kernels in 1964, in the same
# institute. Thirty years later the two were [joined](1995_kernels.md).
#
# So the sentence "nobody could teach several layers" is wrong. What can be said is that nobody had a method for it that
# became known and worked in general.
#
# ## Try it
#
# 1. Let a row answer by the number of its links in use, not by their part: leave out the division in `answer`. Which
#    rows will win, and how many new digits are read rightly after 80 pictures of each?
# 2. Close a link only if its point was lit in more than half of the pictures. How far does the matrix come with 80?
#
# ## Sources
#
# - K. Steinbuch, the Lernmatrix of 1960: Karlsruhe Institute of Technology, *100 Objekte*, object 056.
# - [@ivakhnenko_1965]; we have it, and the network of 1971, from [@schmidhuber_2015].
# - [@amari_1967]. We have not read its text, and so his rule is not run here. Saito's run is told after
#   [@schmidhuber_2022]. What Rumelhart said: J. A. Anderson and E. Rosenfeld (editors), *Talking Nets*, MIT Press 2000.
# - R. A. Stafford, "Multi-layer learning networks", in *Self-Organizing Systems 1963*. We have not read it.
# - [@kelley_1960]. What A. Bryson and S. Dreyfus did is told after [@schmidhuber_2015].
# - [@vapnik_1963], by V. Vapnik and A. Lerner; [@aizerman_1964].
# - The digits: `sklearn.datasets.load_digits` of scikit-learn. Ours: the matrix in its simplest form.
# - Before: [1962](1962_madaline_fixed_order.md). Next: [capacity](1965_capacity.md).

# %%
plt.show()
