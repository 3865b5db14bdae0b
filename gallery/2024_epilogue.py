# %% [markdown]
# # 2024: An epilogue
#
# This suite ends in 2006, when depth could be taught. What came after is told elsewhere, and much of it by machines of
# this kind. Here is the rest in a few dates, and one picture of what has grown.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, show
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## What has grown
#
# The rule of 2012 is that of 1986. The number of weights is not.

# %%
machines = [
    ("knobby ADALINE", 1960, 17),
    ("Mark I", 1960, 512 * 8),
    ("Tobermory", 1967, 12_000),
    ("XOR, 2-2-1", 1986, 9),
    ("NETtalk", 1987, 18_629),
    ("the network of 2012", 2012, 60_000_000),
]
show(
    [{"machine": name, "year": year, "weights": n} for name, year, n in machines],
    formats={"weights": ",d"},
)
years = np.array([year for _, year, _ in machines])
weights = np.array([n for *_, n in machines])
doubling = 52 / np.log2(60_000_000 / (512 * 8))
print(f"from 1960 to 2012 the number doubled about every {doubling:.1f} years")

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.4))
ax.plot(years, weights, "o", color=theme.BLUE)
for name, year, n in machines:
    before = year == 2012
    ax.annotate(name, (year, n), (-8 if before else 8, 0), textcoords="offset points",
                va="center", ha="right" if before else "left")  # fmt: skip
ax.set(yscale="log", xlim=(1956, 2016), ylim=(3, 4e8), xlabel="year", ylabel="weights")
figure.set_label(
    "The number of weights on a logarithmic axis against the year: ADALINE with 17 and the Mark I with 4,096 in 1960, "
    "Tobermory with 12,000, the XOR network of 1986 with 9, NETtalk with 18,629, and sixty million in 2012."
)

# %% caption [markdown]
# **In fifty years the number of weights grew ten thousand times.** The rule that teaches them stayed nearly the same.

# %% [markdown]
# ## Some dates
#
# **2005 and 2009.** Graphics cards, made for games, are put to work: Steinkraus, Buck and Simard use them for handwriting, and
# Raina, Madhavan and Ng for deep models.
#
# **2012.** Alex Krizhevsky, Ilya Sutskever and Geoffrey Hinton enter a contest in naming pictures. Their network has
# sixty million weights and learns for five to six days on two graphics cards with three gigabytes each. It is wrong about
# 15.3 % of the pictures, and the next best about 26.2 %. Nothing in it was pretrained as in [2006](2006_deep_autoencoder.md):
# a network of this depth could be taught without it.
#
# **27 March 2019.** The Turing Award for 2018 goes to Yoshua Bengio, Geoffrey Hinton and Yann LeCun.
#
# **October 2024.** The Nobel Prize in Physics goes to John Hopfield and Geoffrey Hinton, for "foundational discoveries and
# inventions that enable machine learning with artificial neural networks". The prize follows the thread of
# [1982](1982_years_not_empty.md) and 1985, the energy and the Boltzmann machine, and not that of 1986.
#
# ## Who did not live to see it
#
# Walter Pitts and Warren McCulloch died in 1969, in May and in September, and Frank Rosenblatt in 1971, on his 43rd
# birthday. When the book on *Perceptrons* appeared again in 1988, Minsky opened a talk with: "Everybody seems to
# think I'm the devil." Bernard Widrow died on 30 September 2025.
#
# What have eighty years shown? Cells that add and compare are enough for much, if there are many of them and somebody
# knows how to teach them. And the answer to the question who was right has changed more than once.
#
# ## Try it
#
# 1. At the pace of the fifty years, how many weights would a network have had in 2024? Continue the line, and compare
#    it with a number that you find.
# 2. Which of the machines in the table could be taught by a person with pencil and paper, at a minute for each weight
#    and a hundred presentations?
#
# ## Sources
#
# - The weights: [@widrow_1960]; the Mark I's are 512 units by 8 answers, [@rosenblatt_1962]; Tobermory, after G. Nagy
#   (1991); NETtalk, after T. J. Sejnowski (2018).
# - D. Steinkraus, I. Buck and P. Simard, 2005; R. Raina, A. Madhavan and A. Y. Ng, *International Conference on
#   Machine Learning*, 2009. We have both from later accounts.
# - A. Krizhevsky, I. Sutskever and G. E. Hinton, the network of 2012, from later accounts.
# - The Turing Award of 2018, to Y. Bengio, G. Hinton and Y. LeCun: Association for Computing Machinery, 27 March 2019.
# - The Nobel Prize in Physics 2024, to J. J. Hopfield and G. E. Hinton: The Royal Swedish Academy of Sciences.
# - The lives: J. Y. Lettvin, "Pitts, Walter", *MIT Encyclopedia of the Cognitive Sciences*; McCulloch's, Rosenblatt's and
#   B. Widrow's from later accounts (*Cornell Chronicle* 2019, *Stanford Magazine* 2025). What M. Minsky said in 1988
#   stood in the press.
# - Before: [2006](2006_deep_features.md). From the beginning: [1943](1943_mcculloch_pitts.md).

# %%
plt.show()
