# %% [markdown]
# # 1958: What the papers printed
#
# On 7 July 1958 Frank Rosenblatt and the Navy's research office invited the press to Washington. What stood
# there was an IBM 704, a computer that filled a room. No camera was to be seen and no motor turned; the
# perceptron was a program. It was fed cards, some marked on the left and some on the right, and after fifty
# of them it told left from right without having been told what the difference was.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## The demonstration, repeated
#
# How the cards were coded we do not know. Ours have 8 by 8 places and one mark of two places by two, in the left
# half or in the right. A unit sees each card once, says left or right, and is corrected if it was wrong.


# %%
def cards(n, rng):
    """Cards with one mark, and the side that it is on: (card, place), (card,)."""
    sides = rng.choice([-1.0, 1.0], size=n)
    drawn = np.zeros((n, 8, 8))
    for card, side, row, column in zip(
        drawn, sides, rng.integers(7, size=n), rng.integers(3, size=n), strict=True
    ):
        card[row : row + 2, column + 4 * (side > 0) :][:, :2] = 1
    return drawn.reshape(n, 64), sides


def one_show(seed):
    """A hundred new cards; whether each was answered wrongly; the weights after each."""
    rng = np.random.default_rng(seed)
    X, sides = cards(100, rng)
    weights, bias = rng.standard_normal(64), rng.standard_normal()
    wrong, learned = [], []
    for x, side in zip(X, sides, strict=True):
        error = (side > 0) - float(weights @ x + bias >= 0)  # -1, 0 or 1
        weights, bias = weights + error * x, bias + error
        wrong.append(error != 0)
        learned.append(weights)
    return X, wrong, learned


wrong = np.mean([one_show(seed)[1] for seed in range(200)], axis=0)
print(f"wrong among the first ten cards: {wrong[:10].mean():.0%}")
print(
    f"among cards 41 to 50: {wrong[40:50].mean():.1%}, among the last ten: {wrong[90:].mean():.1%}"
)

# %%
X, _, learned = one_show(0)
figure, axes = plt.subplots(1, 5, figsize=(theme.PAGE_WIDTH, 1.7))
for number, ax in enumerate(axes[:2]):
    plots.draw_image(ax, X[number])
    ax.set_title(f"card {number + 1}")
for ax, n in zip(axes[2:], (1, 10, 100), strict=True):
    plots.draw_image(ax, learned[n - 1] / np.abs(learned).max(), signed=True)
    ax.axvline(3.5, color=theme.MUTED, linewidth=0.8)
    ax.set_title(f"after {n} card{'s' * (n > 1)}")
figure.set_label(
    "Two cards, each with one black mark of two places by two, and the 64 weights of one unit after 1, 10 and 100 "
    "cards: random at first, and in the end mostly negative in the left half and positive in the right."
)

# %% caption [markdown]
# **Nobody tells the unit what left and right are; it ends with two halves.** A blue square is a weight that
# speaks for right, and an orange one on its corner speaks for left; the larger, the louder.

# %%
figure, ax = plt.subplots(figsize=(7.2, 3))
ax.plot(np.arange(1, 101), 100 * wrong, color=theme.BLUE)
ax.axvline(50, color=theme.MUTED, linewidth=0.8)
ax.text(51, 45, "fifty cards")
ax.set(xlim=(1, 100), ylim=(0, 55), xlabel="card", ylabel="wrong, %")
figure.set_label(
    "How many of 200 units are wrong about each card, from the first to the hundredth. Half are wrong at "
    "first; the curve falls quickly, and after fifty cards fewer than one in ten is wrong."
)

# %% caption [markdown]
# **After fifty cards fewer than one answer in ten is wrong.** Each card is new; the mean is over 200 units,
# and each has cards of its own.

# %% [markdown]
# Fifty cards are nearly enough here too. The task is an easy one, for it needs a line and no more. This is what
# the papers made of it.
#
# ## Who said what
#
# **The Navy expects.** The next day *The New York Times* had a report of United Press International under the
# headline "New Navy device learns by doing", and below it "Psychologist shows embryo of computer designed
# to read and grow wiser". Its first sentence says that the Navy revealed "the embryo of an electronic
# computer" which "it expects" to be able one day to walk, talk, see, write, reproduce itself and be conscious of
# its existence. This is the most quoted sentence on the perceptron. It is often given to Rosenblatt, and it
# is the reporter's, on what the Navy expects.
#
# **Rosenblatt.** His own words were bold in another way. He spoke of "the first machine which is capable of
# having an original idea". In his laboratory's magazine he wrote that summer that one was about to see the
# birth of a machine that perceives without human training or control.
#
# ***The New Yorker*** called the perceptron "the first serious rival to the human brain ever devised", and asked
# what it could not do. "Love", said Rosenblatt. "Hope. Despair. Human nature, in short."
#
# **Elsewhere** the headline was "Frankenstein Monster Designed by Navy Robot That Thinks". Rosenblatt
# quotes it himself, four years later, on the first page of his book. His program, he says there, is a
# model of the brain and no device for artificial intelligence.
#
# ## And what did not make the papers
#
# In the same year Rosenblatt's paper names a limit. The recognition of relations in space and time "seems
# to represent a limit to the perceptron's ability to form cognitive abstractions" (page 405). No newspaper
# printed that.
#
# The machine itself, the [Mark I](1960_mark_i.md), was shown two years later. Its scores stand below a
# photograph of the Navy from June 1960: the letters of two typefaces were read rightly "85 percent of the
# time". The Navy's own newsletter called it a research device of limited capacity.
#
# ## Try it
#
# 1. Put the marks anywhere on the card and ask for up or down, then for "one mark or two". Which of
#    the three does a single unit learn?
# 2. Use a mark of a single place. Will fifty cards still be enough? How many places must the unit have
#    seen at least once?
# 3. Look for a report on a machine that learns in a newspaper of this week. Which of its sentences say what
#    it does, which what somebody expects, and who says so?
#
# ## Sources
#
# - "New Navy device learns by doing", *The New York Times*, 8 July 1958; a dispatch of United Press
#   International of the day before. We have its wording from later accounts.
# - The demonstration, *The New Yorker* and Rosenblatt's own words: Cornell University, "Professor's perceptron
#   paved the way for AI – 60 years too soon" (25 September 2019).
# - [@rosenblatt_1958].
# - [@rosenblatt_1962], page v for the headline, pages vii-viii for the model of the brain.
# - The photograph: US Navy, 330-PSA-80-60, released 24 June 1960. The newsletter: Office of Naval Research,
#   *Digital Computer Newsletter*, July 1960.
# - Ours: the cards and their coding.
# - Before: [round and round](1958_round_and_round.md). Next: [1960](1960_adaline.md). More of what is often told:
#   [ten legends](../legends.md).

# %%
plt.show()
