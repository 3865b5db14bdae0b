# %% [markdown]
# # 1965: Two patterns for each weight
#
# How much does a unit of 1960 hold? The [box with seventeen knobs](1960_knobby_adaline.md) learned
# eight letters, and could have learned them under any of 256 ways to name them. With more patterns than
# knobs there must be an end to that.
#
# Draw patterns at random, and toss a coin for each answer. How many can a unit learn before they
# contradict each other? Thomas Cover counted, in his Stanford thesis of 1964 and a paper of 1965 (the
# review of 1990 names several who found it independently). For $N_p$ patterns of which no $N_w$ lie in
# one plane, a unit of $N_w$ weights can give all answers with the probability
#
# $$P(N_p, N_w) = 2^{1 - N_p} \sum_{i=0}^{N_w - 1} \binom{N_p - 1}{i}$$
#
# We draw 400 sets for each point and ask for each of them whether a plane separates it, by a method that
# proves its answer either way.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, show
from neurohistory.plots import theme
from neurohistory.theory.capacity import count_learnable, cover_probability

plt.style.use(plots.STYLE)
rng, counts = np.random.default_rng(1965), {}
for n_weights in (2, 5, 17):
    for ratio in (1, 1.4, 1.7, 2, 2.3, 2.6, 3, 4):
        n_patterns = round(ratio * n_weights)
        counts[n_patterns, n_weights] = count_learnable(n_patterns, n_weights, rng, n_sets=400)
rows = []
for (n_patterns, n_weights), count in counts.items():
    low, high = count.interval
    rows.append({
        "weights": n_weights, "patterns": n_patterns, "learned, of 400 sets": count.fraction,
        "95 % interval": f"{low:.1%} to {high:.1%}", "formula": cover_probability(n_patterns, n_weights),
    })  # fmt: skip
whole = [row for row in rows if row["patterns"] / row["weights"] in (1, 2, 3)]
show(whole, formats={"learned, of 400 sets": ".1%", "formula": ".2%"})
switches = count_learnable(34, 17, rng, n_sets=400, switches=True)
print(f"34 patterns of 16 switches: {switches.fraction:.1%} can be learned")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.5))
for line, n_weights in enumerate((2, 5, 17)):
    patterns = np.arange(n_weights, 4 * n_weights + 1)
    chance = [cover_probability(int(n), n_weights) for n in patterns]
    color, dashes = theme.series(line).values()
    ax.plot(patterns / n_weights, chance, color=color, linestyle=dashes, linewidth=1.2)
    points = [(n / w, c) for (n, w), c in counts.items() if w == n_weights]
    for at, count in points:
        ax.plot([at, at], count.interval, color=color, alpha=0.5, linewidth=2.4)
    at, found = zip(*points, strict=True)
    learned = [count.fraction for count in found]
    ax.plot(at, learned, "os^"[line], color=color, label=f"{n_weights} weights")
ax.plot([1, 2, 2], [0.5, 0.5, 0], color=theme.MUTED, linewidth=0.8, zorder=1)
ax.set(xlabel="patterns for each weight", ylabel="fraction that can be learned")
ax.set(xlim=(0.95, 4.05), ylim=(0, 1.03))
ax.legend(title="formula and measured")
figure.set_label(
    "The fraction of random sets that one unit can learn, against the number of patterns for each weight. "
    "All curves are at 1 up to one pattern a weight and cross at one half at exactly two; the more "
    "weights, the steeper the fall. Measured points with intervals lie on the formula."
)

# %% caption [markdown]
# **Two patterns for each weight.** All curves cross one half at exactly two, and the more weights
# there are, the more sudden is the fall.

# %% [markdown]
# Two numbers stand out. Up to $N_p = N_w$ everything can be learned, whatever the coin says. At
# $N_p = 2 N_w$ the chance is exactly one half, for every $N_w$; and the more weights, the more sudden
# the fall. So a unit holds **two patterns for each weight**: our box with its seventeen knobs, 34. (Its
# switches give −1 and +1 only, which may put patterns into one plane. The formula is then an upper bound,
# and at seventeen weights a close one.)
#
# The count says that weights *exist*. It does not say that a rule finds them: LMS goes to the bottom of
# its bowl, which may lie elsewhere ([1960](1960_adaline.md)). And letters are no coin tosses. What is
# alike among them makes them easier to learn and is the reason to hope for anything from new ones.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. How many of 400 sets of 40 patterns of 16 switches can be learned? First from the formula, then by
#    `count_learnable`.
# 2. A unit without a bias has one weight less. Where do its curves cross one half, counted in patterns for
#    each input? (Its planes go through the origin, and Cover's formula is for those.)
#
# ## Sources
#
# - [@cover_1965].
# - [@widrow_1990]: the capacity of ADALINE.
# - Before: [parallel roads](1961_parallel_roads.md). Next: [1969](1969_xor.md).

# %%
plt.show()
