# %% [markdown]
# # 1960: Seventeen knobs
#
# The first ADALINE was taught by hand. It was a box the size of a lunch pail with sixteen toggle
# switches in a square, a meter, and seventeen *gains*: one for each switch and one for the level, whose
# input is always +1. The teacher set a pattern, read the error, and moved all the gains by equal
# amounts. [The chapter before](1960_adaline.md) is about the rule and the bowl that it rolls down. This
# one sits down at the knobs, and asks a question that an engineer asks: what does haste cost? (Another
# one is how much the box holds: [1965](1965_capacity.md).)
#
# Widrow later showed such a "knobby ADALINE" on film, learning to tell T from J. Our eight letters are
# those of a public re-creation of that demonstration. They are not from the paper of 1960.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, show, trace
from neurohistory.models.adaline import Adaline, AdalineState
from neurohistory.plots import theme
from neurohistory.problems.patterns import letters
from neurohistory.theory.capacity import can_learn
from neurohistory.theory.learning_curve import (
    decay,
    excess_error,
    least_squares,
    misadjustment,
    time_constant,
)

plt.style.use(plots.STYLE)
names, X, target = letters()
inputs = np.column_stack([np.ones(len(X)), X])  # the level first: (letter, gain)
n_gains = inputs.shape[1]
print(f"{len(names)} letters, {n_gains} gains")

# %%
figure, axes = plt.subplots(1, 8, figsize=(theme.PAGE_WIDTH, 1.3))
for ax, name, x in zip(axes, names, X, strict=True):
    plots.draw_image(ax, x).set_title(f"{name}: {'+1' if name[0] == 'T' else '−1'}", size=9.5)
figure.set_label(
    "Eight patterns of four by four switches, T and J in turn: each letter upright at two places and "
    "lying at two. T is to be answered +1, J −1."
)

# %% caption [markdown]
# **The whole school: a T and a J, each in four places.** A lit switch gives +1, and the others −1.

# %% [markdown]
# ## Turning the knobs
#
# All gains start at zero. The letters are shown in turn. Each time, the error of the meter is taken
# away completely: every gain is moved by a seventeenth of it, up where the switch gives +1 and down
# where it gives −1.

# %%
unit = Adaline(learning_rate=1.0, order="cyclic", initial_scale=0, max_epochs=10)
entries = list(trace(unit, X, target))
settings = [entries[0].before, *(entry.after for entry in entries)]
gains = np.array(
    [list(named.values()) for named in settings]
)  # (presentation, gain), from none on
meter = gains @ inputs.T  # (presentation, letter)
right = (np.sign(meter) == target).sum(axis=1)
turns = [
    {"shown": names[entry.example], "meter": entry.net, "wanted": int(entry.target), "error": entry.error,
     "each knob": entry.error / n_gains, "letters right of 8": right[entry.presentation]}
    for entry in entries[:16]
]  # fmt: skip
show(turns, formats={"meter": "+.2f", "wanted": "+d", "error": "+.2f", "each knob": "+.3f"})

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.4))
of_t = {"color": theme.YES, "linestyle": "solid", "marker": "o"}
of_j = {"color": theme.NO, "linestyle": (0, (4, 1.6)), "marker": "s"}
for letter, name in enumerate(names):
    look = {"linewidth": 1.1, "markersize": 6, "markevery": list(range(letter + 1, 33, 8))}
    said = f"{name[0]}, marked when shown" if letter < 2 else None
    ax.plot(meter[:33, letter], label=said, **look, **(of_t if name[0] == "T" else of_j))
for level in (-1, 0, 1):
    ax.axhline(level, color=theme.MUTED, linewidth=0.7, zorder=1)
ax.set(xlabel="presentations", ylabel="meter", xlim=(0, 32.4), yticks=[-1, 0, 1])
ax.set_xticks(range(0, 33, 8))
plots.draw_key(figure)
figure.set_label(
    "The meter for each of the eight letters over 32 presentations. At its own presentation a letter "
    "jumps to exactly +1 or −1, and the others are dragged along; after 16 presentations all Ts are "
    "above zero and all Js below, and the lines close in on +1 and −1."
)

# %% caption [markdown]
# **After two passes all eight letters are told apart.** Each turn of the knobs sets one letter right
# and disturbs the others, less every time.

# %% [markdown]
# The letters disturb each other because they share the knobs. When all eight signs are right, the
# mean-square error still goes on falling.
#
# Sit down at the box yourself: set a letter, read the meter, and say what it is.
#
# <!-- toy: knobby-adaline -->

# %%
mse = ((target - meter) ** 2).mean(axis=1)
passes = [
    {"passes": n, "letters right of 8": right[8 * n], "mean-square error": mse[8 * n]}
    for n in (0, 1, 2, 5, 10)
]
show(passes, formats=".4f")

bias, weights = least_squares(X, target)
best = np.array([bias, *weights])
off = np.linalg.norm(gains[80] - best) / np.linalg.norm(best)
print(f"after 10 passes the gains are {100 * off:.1f} % off the least-squares ones")
ways = [can_learn(X, np.where((n >> np.arange(8)) & 1, 1.0, -1.0)) for n in range(256)]
print(f"{sum(ways)} of {len(ways)} ways to name the letters can be learned")

# %%
moments = {
    "1 shown": gains[1],
    "8 shown": gains[8],
    "80 shown": gains[80],
    "least squares": best,
}
figure, axes = plt.subplots(1, 4, figsize=(theme.PAGE_WIDTH, 2.6))
for ax, (title, gain) in zip(axes, moments.items(), strict=True):
    below = [gain[0], 0, 0, 0]  # the level
    square = np.vstack([gain[1:].reshape(4, 4), np.zeros(4), below])
    plots.draw_image(ax, square / np.abs(best).max(), signed=True).set_title(title)
    ax.text(0.8, 5, "level", va="center", size=9)
figure.set_label(
    "The seventeen gains as a square of marks whose area is the size of the gain, blue above zero, "
    "orange and standing on a corner below, the level underneath. After one presentation all have the "
    "same size and draw the first T. After eighty they look like the least-squares gains."
)

# %% caption [markdown]
# **The gains begin as the first letter and end as none.** A mark's area is the size of a gain; a
# square above zero, a diamond below.

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
# fraction of the least error, is called the **misadjustment** $M$.
#
# For independent patterns of −1 and +1 and $N$ gains, with the fraction $\alpha$ of the error removed
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


# %%
alphas = np.array([1.0, 0.3, 1 / 17])
rng, curves, step = np.random.default_rng(1960), [], 6
for _ in range(125):  # teachers, each with gains of length 2
    teacher = rng.standard_normal(n_gains)
    teacher *= 2 / np.linalg.norm(teacher)
    states = [beginners(alphas)]
    for _ in range(25):
        states.append(teach(states[-1], teacher, step, rng))
    curves.append([1 + excess_error(state.bias, state.weights, teacher) for state in states])
curve = np.mean(curves, axis=0)  # (moment, start)

shown = step * np.arange(len(curve))
end = 1 + misadjustment(alphas)
law = end + (5 - end) * decay(alphas, n_gains) ** shown[:, None]  # at first 1 + 2²
speeds = [
    {"α": alpha, "time constant": constant, "error after 150": curve[-1, r], "law": law[-1, r],
     "in the end": end[r]}
    for r, (alpha, constant) in enumerate(zip(alphas, time_constant(alphas, n_gains), strict=True))
]  # fmt: skip
show(
    speeds,
    formats={"time constant": ".1f"}
    | dict.fromkeys(("error after 150", "law", "in the end"), ".3f"),
)

# %% [markdown]
# (The exact time constant at $\alpha = 1$ is 16.5 patterns.) Now the end of learning: twelve rates side by
# side, 10,000 patterns, of which the first 1,000 are not counted.

# %%
rates = np.array([1 / 17, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1])
rng, nobody = np.random.default_rng(17), np.zeros(n_gains)  # pure noise to follow
state, ends = beginners(rates), []
for _ in range(400):
    state = teach(state, nobody, 25, rng)
    ends.append(excess_error(state.bias, state.weights, nobody))
measured = np.mean(ends[40:], axis=0)
costs = [
    {"α": rates[r], "misadjustment": measured[r], "α / (2 − α)": misadjustment(rates[r]), "α / 2": rates[r] / 2}
    for r in (0, 2, 5, 10)
]  # fmt: skip
show(costs, formats=".3f")

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
right_.plot(fine, misadjustment(fine), color=theme.BLUE, label="α / (2 − α)")
right_.plot(fine, fine / 2, color=theme.VERMILLION, linestyle="--", label="α / 2")
right_.plot(rates, measured, "o", color=theme.INK, markersize=5, label="measured")
right_.set(xlabel="α", ylabel="misadjustment", xlim=(0, 1.2), ylim=(0, None))
right_.legend()
figure.set_label(
    "Left: the error falls from 5; with alpha 1 fast and down to about 2, with 0.3 more slowly to "
    "about 1.2, with 1/17 slowest, still falling after 150 patterns. Measured points lie on the curves "
    "of the law. Right: the measured misadjustment against alpha follows alpha / (2 − alpha) and "
    "leaves alpha / 2 behind for large steps."
)

# %% caption [markdown]
# **Haste costs.** The faster the learner follows each pattern, the more of the noise it follows as
# well: the excess error is α / (2 − α) of the least one.

# %% [markdown]
# At full haste the learner ends with twice the least error. At a seventeenth of that step it is nearly as
# good as can be, and takes nine times as long to get there.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Give `unit` a `learning_rate` of 0.16. How many passes until all eight signs are right?
# 2. Show the letters in another order: first the Ts, then the Js, `X[::2]` and `X[1::2]` stacked. Does
#    the first pass end better or worse?
# 3. Which rate has error 1.1 in the end, and how long is its time constant? Work it out, then add it to
#    `alphas`.
#
# ## Sources
#
# - [@widrow_1960]: the machine, the way of teaching it, and the time constant.
# - The letters come from a public re-creation of Widrow's filmed demonstration. The misadjustments that
#   the paper of 1960 measured, we have not found; ours are simulated. The exact laws are worked out for
#   independent patterns.
# - The model: [ADALINE](../models/adaline.md). Next: [1962](1962_madaline.md), many of them.

# %%
plt.show()
