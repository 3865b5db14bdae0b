# %% [markdown]
# # 1960: Seventeen knobs
#
# The first ADALINE was taught by hand. It was a box the size of a lunch pail with sixteen toggle
# switches in a square, a meter, and seventeen *gains*: one for each switch and one for the level, whose
# input is always +1. The teacher set a pattern, read the error, and moved all the gains by equal
# amounts. [The chapter before](1960_adaline.md) is about the rule and the bowl that it rolls down. This
# one sits down at the knobs, and asks two questions that an engineer asks: what does haste cost, and
# how much does the box hold?
#
# Widrow later showed such a "knobby ADALINE" on film, learning to tell T from J. Our eight letters are
# those of a public re-creation of that demonstration. They are not from the paper of 1960.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, trace
from neurohistory.models.adaline import Adaline, AdalineState, least_squares
from neurohistory.plots import theme
from neurohistory.problems.patterns import LETTER_SIDE, letters
from neurohistory.theory.capacity import (
    can_learn,
    count_learnable,
    cover_probability,
)

plt.style.use(plots.STYLE)
names, X, target = letters()
inputs = np.column_stack([np.ones(len(X)), X])  # the level first: (letter, gain)
n_gains = inputs.shape[1]
print(f"{len(names)} letters, {n_gains} gains")

# %%
row, column = np.divmod(np.arange(LETTER_SIDE**2), LETTER_SIDE)
figure, axes = plt.subplots(1, 8, figsize=(theme.PAGE_WIDTH, 1.45))
for ax, name, x in zip(axes, names, X, strict=True):
    lit = x > 0
    ax.scatter(column[lit], -row[lit], s=95, marker="s", color=theme.INK)
    ax.scatter(column[~lit], -row[~lit], s=14, marker="s", color=theme.MUTED)
    ax.set(xlim=(-0.6, 3.6), ylim=(-3.6, 0.6), aspect="equal")
    ax.set_title(f"{name}: {'+1' if name[0] == 'T' else '−1'}", size=9.5)
    ax.axis("off")
figure.set_label(
    "Eight patterns of four by four switches, T and J in turn: each letter upright at "
    "two places and lying at two. T is to be answered +1, J −1."
)

# %% [markdown]
# ## Turning the knobs
#
# All gains start at zero. The letters are shown in turn. Each time, the error of the meter is taken
# away completely: every gain is moved by a seventeenth of it, up where the switch gives +1 and down
# where it gives −1.

# %%
unit = Adaline(learning_rate=1.0, order="cyclic", initial_scale=0, max_epochs=10)
entries = list(trace(unit, X, target))
gains = np.array(
    [list(entry.before.values()) for entry in entries[:1]]
    + [list(entry.after.values()) for entry in entries]
)  # (presentation, gain), from 0 presentations on
meter = gains @ inputs.T  # (presentation, letter)
right = (np.sign(meter) == target).sum(axis=1)

print("shown  meter  wanted   error  each knob  letters right")
for entry in entries[:16]:
    print(
        f"{names[entry.example]:5}{entry.net:+7.2f}{entry.target:+8.0f}"
        f"{entry.error:+8.2f}{entry.error / n_gains:+11.3f}"
        f"{right[entry.presentation]:9} of 8"
    )
turned = np.diff(gains, axis=0) * inputs[np.arange(len(entries)) % 8]
errors = np.array([entry.error for entry in entries])
assert np.allclose(turned, errors[:, None] / n_gains)
assert right[16] == 8

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.4))
for letter, name in enumerate(names):
    look = (
        {"color": theme.YES, "linestyle": "solid", "marker": "o"}
        if name[0] == "T"
        else {"color": theme.NO, "linestyle": (0, (4, 1.6)), "marker": "s"}
    )
    ax.plot(
        meter[:33, letter],
        linewidth=1.1,
        markersize=6,
        markevery=list(range(letter + 1, 33, 8)),
        label=f"{name[0]}, marked when shown" if letter < 2 else None,
        **look,
    )
for level in (-1, 0, 1):
    ax.axhline(level, color=theme.MUTED, linewidth=0.7, zorder=1)
ax.set(xlabel="presentations", ylabel="meter", xlim=(0, 32.4), yticks=[-1, 0, 1])
ax.set_xticks(range(0, 33, 8))
plots.draw_key(figure)
figure.set_label(
    "The meter for each of the eight letters over 32 presentations. At its own "
    "presentation a letter jumps to exactly +1 or −1, and the others are dragged "
    "along; after 16 presentations all Ts are above zero and all Js below, and the "
    "lines close in on +1 and −1."
)

# %% [markdown]
# Each turn makes one letter right and disturbs the others, for they share the knobs. The disturbances
# become smaller. After two passes all eight signs are right; the mean-square error goes on falling.

# %%
mse = ((target - meter) ** 2).mean(axis=1)
for passes in (0, 1, 2, 5, 10):
    shown = 8 * passes
    print(f"passes {passes:2}: {right[shown]} of 8 right, mean-square error {mse[shown]:.4f}")
assert mse[80] < 0.001

bias, weights = least_squares(X, target)
best = np.array([bias, *weights])
off = np.linalg.norm(gains[80] - best) / np.linalg.norm(best)
print(f"after 10 passes the gains are {100 * off:.1f} % off the least-squares ones")
ways = [np.where((n >> np.arange(8)) & 1, 1.0, -1.0) for n in range(256)]
print(
    sum(can_learn(X, t) for t in ways),
    "of 256 ways to name the letters can be learned",
)
assert np.linalg.matrix_rank(inputs) == 8
assert all(can_learn(X, t) for t in ways)

# %%
moments = {"1 shown": gains[1], "8 shown": gains[8], "80 shown": gains[80]}
moments["least squares"] = best
figure, axes = plt.subplots(1, 4, figsize=(theme.PAGE_WIDTH, 2.75), sharey=True)
for ax, (title, gain) in zip(axes, moments.items(), strict=True):
    at = np.column_stack([[1.5, *column], [-4.6, *-row]])  # the level below
    for sign, marker, color, label in (
        (1, "o", theme.YES, "gain above 0"),
        (-1, "s", theme.NO, "gain below 0"),
    ):
        of = sign * gain > 0
        size = 520 * np.abs(gain[of])
        ax.scatter(*at[of].T, s=size, marker=marker, color=color)
        ax.scatter([], [], s=60, marker=marker, color=color, label=label)
    ax.text(0.9, -4.6, "level", ha="right", va="center", size=9)
    ax.set(xlim=(-0.7, 3.7), ylim=(-5.2, 0.7), aspect="equal", title=title)
    ax.axis("off")
plots.draw_key(figure)
figure.set_label(
    "The seventeen gains as a square of marks whose area is the size of the gain, "
    "round above zero and square below, the level underneath. After one presentation "
    "all have the same size and draw the first T. After eighty they look like the "
    "least-squares gains."
)

# %% [markdown]
# After the first letter the gains *are* that letter, a faint T. In the end no letter can be seen: each
# gain serves all eight.
#
# The eight letters, seen as rows of seventeen numbers, are linearly independent. So any eight targets
# can be met exactly, and the names T and J could be dealt out in any of 256 ways.
#
# ## What haste costs
#
# Real signals are noisy. Let a hidden teacher with seventeen gains of its own give the targets, plus
# noise of mean square 1 that nobody can predict. A learner with just the teacher's gains would have the
# error 1. Ours never gets there, since it takes the noise for a message and follows it. The excess, as a
# share of the least error, is called the **misadjustment** $M$.
#
# For independent patterns of −1 and +1 and $N$ gains, with the share $\alpha$ of the error removed
# each time, the mean-square error after $k$ patterns is, on average,
#
# $$E_k = 1 + M + (E_0 - 1 - M)\left(1 - \frac{\alpha\,(2 - \alpha)}{N}\right)^{k},
# \qquad M = \frac{\alpha}{2 - \alpha}$$
#
# The bracket gives the time constant, about $N / (\alpha\,(2 - \alpha))$ patterns: 17 at $\alpha = 1$,
# as the paper says. For small steps $M$ is about $\alpha / 2$. So speed and accuracy are bought with the
# same coin. The learners below differ in $\alpha$ alone; they see the same patterns and the same noise.


# %%
def beginners(alphas):
    """Learners whose gains are zero, each with a rate of its own."""
    n = len(alphas)
    rates = np.array(alphas) / n_gains
    return AdalineState(np.zeros(n), np.zeros((16, n)), rates, np.zeros(n, int))


def teach(state, teacher, n_patterns, rng):
    """The state after some random patterns with noisy targets."""
    patterns = rng.choice([-1.0, 1.0], size=(n_patterns, 16))
    noise = rng.standard_normal(n_patterns)
    learner = Adaline(order="cyclic", max_epochs=1)
    wanted = patterns @ teacher[1:] + teacher[0] + noise
    return next(learner.learn(state, patterns, wanted, rng))


def excess(state, teacher):
    """Mean-square error above the least one, 1: (start,)."""
    off = np.vstack([state.bias, state.weights]) - teacher[:, None]
    return (off**2).sum(axis=0)


# %%
alphas = np.array([1.0, 0.3, 1 / 17])
rng, curves, step = np.random.default_rng(1960), [], 6
for _ in range(250):  # teachers, each with gains of length 2
    teacher = rng.standard_normal(n_gains)
    teacher *= 2 / np.linalg.norm(teacher)
    states = [beginners(alphas)]
    for _ in range(25):
        states.append(teach(states[-1], teacher, step, rng))
    curves.append([1 + excess(state, teacher) for state in states])
curve = np.mean(curves, axis=0)  # (moment, start)

shown = step * np.arange(len(curve))
theory = alphas / (2 - alphas)
factor = 1 - alphas * (2 - alphas) / n_gains
law = 1 + theory + (4 - theory) * factor ** shown[:, None]
print("alpha   time constant   error after 150: measured, law   in the end")
for r, alpha in enumerate(alphas):
    print(
        f"{alpha:5.3f}{-1 / np.log(factor[r]):11.1f}{curve[-1, r]:24.3f}{law[-1, r]:9.3f}"
        f"{1 + theory[r]:14.3f}"
    )
assert np.abs(curve / law - 1).max() < 0.08

# %% [markdown]
# (The exact time constant at $\alpha = 1$ is 16.5 patterns.) Now the end of learning: twelve rates side by
# side, 40,000 patterns, of which the first 1,000 are not counted.

# %%
rates = np.array([1 / 17, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1])
rng, nobody = np.random.default_rng(17), np.zeros(n_gains)  # pure noise to follow
state, ends = beginners(rates), []
for _ in range(1600):
    state = teach(state, nobody, 25, rng)
    ends.append(excess(state, nobody))
measured = np.mean(ends[40:], axis=0)
print("alpha   misadjustment   alpha / (2 − alpha)   alpha / 2")
for r in (0, 2, 5, 10):
    print(
        f"{rates[r]:5.3f}{measured[r]:14.3f}{rates[r] / (2 - rates[r]):18.3f}"
        f"{rates[r] / 2:17.3f}"
    )
assert np.abs(measured / (rates / (2 - rates)) - 1).max() < 0.1

# %%
figure, (left, right_) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.3))
for r, name in enumerate(("1", "0.3", "1/17")):
    color, dashes = theme.series(r).values()
    left.plot(shown, law[:, r], color=color, linestyle=dashes, label=f"α = {name}")
    left.plot(shown, curve[:, r], "os^"[r], color=color, markersize=4)
left.axhline(1, color=theme.MUTED, linewidth=0.8)
left.set(xlabel="patterns shown", ylabel="mean-square error", ylim=(0, 5.2))
left.legend()
fine = np.linspace(0, 1.15, 60)
right_.plot(fine, fine / (2 - fine), color=theme.BLUE, label="α / (2 − α)")
right_.plot(fine, fine / 2, color=theme.VERMILLION, linestyle="--", label="α / 2")
right_.plot(rates, measured, "o", color=theme.INK, markersize=5, label="measured")
right_.set(xlabel="α", ylabel="misadjustment", xlim=(0, 1.2), ylim=(0, None))
right_.legend()
figure.set_label(
    "Left: the error falls from 5; with alpha 1 fast and down to about 2, with 0.3 "
    "more slowly to about 1.2, with 1/17 slowest, still falling after 150 patterns. "
    "Measured points lie on the curves of the law. Right: the measured misadjustment "
    "against alpha follows alpha / (2 − alpha) and leaves alpha / 2 behind for large "
    "steps."
)

# %% [markdown]
# At full haste the learner ends with twice the least error. At a seventeenth of that step it is nearly as
# good as can be, and takes nine times as long to get there.
#
# ## How much the box holds
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
rng, counts = np.random.default_rng(1965), {}
for n_weights in (2, 5, 17):
    for ratio in (1, 1.4, 1.7, 2, 2.3, 2.6, 3, 4):
        n_patterns = round(ratio * n_weights)
        counts[n_patterns, n_weights] = count_learnable(n_patterns, n_weights, rng, n_sets=400)
print("weights  patterns  measured (95 % interval)    formula")
for (n_patterns, n_weights), count in counts.items():
    expected = cover_probability(n_patterns, n_weights)
    low, high = count.interval
    if n_patterns / n_weights in (1, 2, 3):
        print(
            f"{n_weights:5}{n_patterns:10}{100 * count.share:10.1f} % ({100 * low:.1f} to "
            f"{100 * high:.1f} %){100 * expected:14.2f} %"
        )
    assert abs(count.share - expected) < 4 * np.sqrt(expected * (1 - expected) / 400) + 0.01
switches = count_learnable(34, 17, rng, n_sets=400, switches=True)
print(f"34 patterns of 16 switches: {100 * switches.share:.1f} % can be learned")
assert 0.3 < switches.share < 0.6

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
    share = [count.share for count in found]
    ax.plot(at, share, "os^"[line], color=color, label=f"{n_weights} weights")
ax.plot([1, 2, 2], [0.5, 0.5, 0], color=theme.MUTED, linewidth=0.8, zorder=1)
ax.set(xlabel="patterns for each weight", ylabel="share that can be learned")
ax.set(xlim=(0.95, 4.05), ylim=(0, 1.03))
ax.legend(title="formula and measured")
figure.set_label(
    "The share of random sets that one unit can learn, against the number of patterns "
    "for each weight. All curves are at 1 up to one pattern a weight and cross at "
    "one half at exactly two; the more weights, the steeper the fall. Measured points "
    "with intervals lie on the formula."
)

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
# Write down your prediction before you run the change. An `assert` that complains describes our run.
#
# 1. Give `unit` a `learning_rate` of 0.16. How many passes until all eight signs are right?
# 2. Show the letters in another order: first the Ts, then the Js, `X[::2]` and `X[1::2]` stacked. Does
#    the first pass end better or worse?
# 3. Which rate has error 1.1 in the end, and how long is its time constant? Work it out, then add it to
#    `alphas`.
# 4. How many of 400 sets of 40 patterns of 16 switches can be learned? First from the formula, then by
#    `count_learnable`.
#
# ## Sources
#
# - B. Widrow and M. E. Hoff, "Adaptive switching circuits", *1960 IRE WESCON Convention Record*, Part
#   4, 96–104: the machine, the way of teaching it, and the time constant.
# - B. Widrow and M. A. Lehr, "30 years of adaptive neural networks: perceptron, Madaline, and
#   backpropagation", *Proceedings of the IEEE* 78(9) (1990) 1415–1442: the capacity.
# - T. M. Cover, "Geometrical and statistical properties of systems of linear inequalities with
#   applications in pattern recognition", *IEEE Transactions on Electronic Computers* EC-14 (1965)
#   326–334, [doi:10.1109/PGEC.1965.264137](https://doi.org/10.1109/PGEC.1965.264137).
# - The letters come from a public re-creation of Widrow's filmed demonstration. The misadjustments that
#   the paper of 1960 measured, we have not found; ours are simulated. The exact laws are worked out for
#   independent patterns.
# - The model: [ADALINE](../models/adaline.md). Next: [1962](1962_madaline.md), many of them.

# %%
plt.show()
