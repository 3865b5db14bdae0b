# %% [markdown]
# # 1943: Nets that keep time, and remember
#
# The [chapter before](1943_mcculloch_pitts.md) looked at a single cell of McCulloch and Pitts. Their
# paper is about nets of such cells, and in a net time matters: every synapse costs one tick. So a net
# answers about the past, and by relays it can choose which past. If its cells are wired in a circle,
# the past may lie as far back as one likes. Then the net remembers.
#
# The rules are those of the single cell. A neuron fires at tick $t$ if at tick $t-1$ no inhibitory
# ending on it was active, and at least as many excitatory endings as its threshold. Nothing is
# learned in this chapter; everything is wired.

# %%
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, show
from neurohistory.nervous_nets import FIGURE_1, ring, run
from neurohistory.nervous_nets.logic import cases

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Five small nets
#
# The paper's Figure 1 has nine nets, a to i. Here are five of them. A triangle is a cell with its
# threshold, which we read as 2 throughout the figure. (The paper writes the number of the cell into it,
# and no threshold.) A dot is an excitatory ending: a source that suffices alone makes two, a source
# that needs a partner makes one. A ring with a bar is an inhibitory ending.

# %%
shown = [FIGURE_1[letter] for letter in "abcdh"]
show([{"net": each.name, "formula": each.formulas[0]} for each in shown])

figure, axes = plt.subplots(2, 3, figsize=(7.2, 4.1))
for ax, each in zip(axes.flat, shown, strict=False):
    plots.draw_net(ax, each.net).set_anchor("N")  # titles in a row
    ax.set_title(each.name, size=10)
reading = "two dots: suffices alone\none dot: needs a partner\n"
reading += "ring, dashed: forbids\n2: the threshold"
axes[1, 2].text(0.05, 0.5, reading, va="center", linespacing=1.7)
axes[1, 2].axis("off")
figure.set_label(
    "Nets a, b, c, d and h of Figure 1. A relay has two endings from N1. Or has two endings from "
    "each of two inputs, and has one from each, and not has two from N1 and an inhibitory one from "
    "N2. In net h one input reaches the cell both directly and through a relay."
)

# %% caption [markdown]
# **Five of the nine nets of the paper's Figure 1.** Relay, or, and, and not; and net h, in which one
# input arrives on two ways, one of them a tick longer.

# %% [markdown]
# Net h shows what a relay is good for. N1 reaches the last cell on two ways, one a tick longer than
# the other. A spike that took the long way meets the next one that took the short way, so the cell
# fires after two spikes in a row. What follows one another in time has been made to happen together.

# %%
print(run(FIGURE_1["h"].net, {"N1": [1, 0, 1, 1, 0, 1, 1, 1]}))

# %% [markdown]
# ## A touch of cold that feels hot
#
# Net e is the paper's example from life. Touch the skin with something cold, very briefly, and it
# feels hot; keep it there, and it feels cold. N1 is a receptor of heat and N2 one of cold. N3 is the
# cell that feels heat, N4 the cell that feels cold:
#
# $$N_3(t) = N_1(t-1) \lor \left[ N_2(t-3) \land \lnot N_2(t-2) \right]$$
#
# $$N_4(t) = N_2(t-2) \land N_2(t-1)$$
#
# Now let the cold last for $k$ ticks, from tick 0 on, and let there be no heat at all.

# %%
illusion = FIGURE_1["e"].net


def feelings(k):
    """When heat and cold are felt, if the cold lasts for k ticks."""
    spikes = run(illusion, {"N2": [1] * k})
    return spikes.ticks("N3"), spikes.ticks("N4")


rows = []
for k in (1, 2, 3, 8):
    heat, cold = feelings(k)
    felt = ", ".join(map(str, cold)) or "never"
    rows.append({"cold for k ticks": k, "feels heat at": heat[0], "feels cold at": felt})
show(rows)
alike = [feelings(k) == ([k + 2], list(range(2, k + 1))) for k in range(1, 41)]
print(f"the same pattern for {sum(alike)} of 40 k, from 1 to 40")

# %%
words = {"N1": "N1 heat", "N2": "N2 cold", "N3": "N3 feels heat"}
words |= {"N4": "N4 feels cold", "a": "a: it was cold", "b": "b: no longer"}
figure = plt.figure(figsize=(7.2, 4.8))
grid = figure.add_gridspec(2, 2, height_ratios=(1.4, 1))
plots.draw_net(figure.add_subplot(grid[0, :]), illusion, words)
for column, k in enumerate((1, 3)):
    ax = figure.add_subplot(grid[1, column])
    plots.draw_spikes(ax, run(illusion, {"N2": [1] * k}, ticks=8), ["N2", "N3", "N4"], words)
    ax.set_title(f"cold for {k} tick{'s' if k > 1 else ''}")
figure.set_label(
    "Above: the net for the illusion, with cells a and b between. Below: after one tick of cold the "
    "cell that feels heat fires at tick 3 and the cell that feels cold is silent. After three ticks "
    "of cold the cell that feels cold fires at ticks 2 and 3, and the cell that feels heat at tick 5."
)

# %% caption [markdown]
# **A short touch of cold feels hot.** After one tick of cold only the heat cell fires; after three
# ticks the cold cell answers first, and the heat cell when the cold is taken away.

# %% [markdown]
# One tick of cold gives heat and no cold: the illusion. Longer touches give cold first. But read the
# table to the end of each line. Every touch, however long, ends with one tick of heat, because the
# formula asks only whether cold was there and then was not. The story has no such after-warmth. This
# is easy to miss on paper and hard to miss in a run.
#
# Switch the cold on yourself, for one tick or for three. The other nets of the figure are there as well.
#
# <!-- toy: spikes -->
#
# Does the wiring do what the formulas say for *every* history? Two inputs over six ticks have 4,096
# patterns. All of them run at once, one start each.


# %%
def ago(row, ticks):
    """The same row, so many ticks later; before the start there is silence."""
    return np.vstack([np.zeros_like(row[:ticks]), row[:-ticks]])


# (input, tick, start)
heat, cold = cases(12).T.reshape(2, 6, -1)
spikes = run(illusion, {"N1": heat, "N2": cold})
N1, N2 = spikes["N1"], spikes["N2"]
feels_heat = ago(N1, 1) | (ago(N2, 3) & ~ago(N2, 2))
feels_cold = ago(N2, 2) & ago(N2, 1)
differ = (spikes["N3"] != feels_heat).sum() + (spikes["N4"] != feels_cold).sum()
print(f"{heat.shape[1]:,} patterns, {spikes.n_ticks} ticks each: {differ} differences")

# %% [markdown]
# ## A loop that imitates learning
#
# In net i the cell a has two endings on itself. Once it fires, it fires for ever. It takes N1 and N2
# together to set it going. N2 always fires N3; N1 fires N3 only with the help of a:
#
# $$N_3(t) = N_2(t-1) \lor \left[ N_1(t-1) \land \exists x < t-1:\; N_1(x) \land N_2(x) \right]$$
#
# Think of N2 as food and of N1 as a bell. Below, the bell rings alone at tick 1, with food at tick 3,
# and then alone again.

# %%
association = FIGURE_1["i"].net
bell, food = np.zeros((2, 12), dtype=int)
bell[[1, 3, 6, 9]] = 1
food[3] = 1
spikes = run(association, {"N1": bell, "N2": food}, ticks=12)
what = {"N1": "bell", "N2": "food", "a": "loop fires", "N3": "answer"}
show(
    [
        {"": said, "at ticks": ", ".join(map(str, spikes.ticks(cell)))}
        for cell, said in what.items()
    ]
)

# %%
words = {"N1": "N1 bell", "N2": "N2 food", "a": "loop a", "N3": "N3 answer"}
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 2.7), width_ratios=(1, 1.3))
plots.draw_net(left, association, words)
plots.draw_spikes(right, spikes, labels=words)
figure.set_label(
    "Left: net i, in which cell a excites itself. Right: bell at ticks 1, 3, 6 and 9, food at tick 3 "
    "alone. The loop fires at every tick from 4 on. The answer follows at ticks 4, 7 and 10: after "
    "the pairing the bell alone is enough."
)

# %% caption [markdown]
# **A spike that goes round is a memory.** Bell and food together start the loop, and from then on the
# bell alone is enough. No synapse has changed.

# %% [markdown]
# No synapse has changed. What looks like learning from outside is a spike that goes round inside. With
# this net the paper argues that circles can replace synapses that change (Theorem VII). The net also
# shows the price: it was wired for just this lesson, and it cannot forget.
#
# ## A ring that remembers
#
# A ring of $n$ relays passes a spike on for ever, and each relay fires every $n$ ticks. Our rings have
# an input that starts them and one that stops them. A net with a cycle may never come to rest, so
# somebody must say how long to run it:

# %%
try:
    run(ring(5), {"start": [1]})
except ValueError as error:
    print(fill(f"ValueError: {error}", 80))

periods = []
for n in range(1, 9):
    times = run(ring(n), {"start": [1]}, ticks=50).ticks("1")
    periods.append({"relays in the ring": n, "period in ticks": int(np.diff(times).max())})
show(periods)

# %%
stop = np.zeros(20, dtype=int)
stop[16] = 1
spikes = run(ring(5), {"start": [1, 1, 0, 1], "stop": stop}, ticks=20)
figure, (top, bottom) = plt.subplots(2, 1, figsize=(7.2, 4.6), height_ratios=(1, 1.5))
plots.draw_net(top, spikes.net)
plots.draw_spikes(bottom, spikes)
figure.set_label(
    "Above: a ring of five relays, the last of which excites the first, with an input that starts it "
    "and one that stops it. Below: started at ticks 0, 1 and 3, the ring carries three spikes round, "
    "and each relay repeats the pattern every five ticks until it is stopped at tick 16."
)
print("relay 1 fires at", *spikes.ticks("1"))

patterns = cases(5).T  # (tick, start): every way to start in five ticks
held = run(ring(5), {"start": patterns}, ticks=51)["1"]
kept = np.all([turn == patterns for turn in np.split(held[1:], 10)], axis=(0, 1))
print(f"{kept.sum()} of {len(kept)} patterns of five ticks are held for ten turns")

# %% caption [markdown]
# **Five relays remember any pattern of five ticks.** Three spikes are put in and come round unchanged
# until the ring is stopped.

# %% [markdown]
# The ring was given three spikes and keeps all three, with their distances. A ring of five relays can
# hold each of the $2^5$ patterns of five ticks. That is a memory, made of cells that have none.
#
# ## Try it
#
# 1. Let cold come for one tick, stop for one, and come for one again: `{"N2": [1, 0, 1]}`. What will
#    net e feel, and when? Write down all ticks before you run it.
# 2. Net i cannot forget. Where would you put an inhibitory ending, and from which new input, to make
#    it forget? Wire it with `Net` and `Neuron` and try.
# 3. Join a ring of 3 and a ring of 4 to one cell that needs both. How often will it fire? (Wire the
#    rings with `Neuron`, because two from `ring` would have relays of the same names.)
#
# ## Sources
#
# - [@mcculloch_1943].
# - The formulas of the nets are those printed under the figure, page 105 of the reprint in *Bulletin of
#   Mathematical Biology* 52 (1990) 99–115; the endings follow published readings of the drawings.
#   `FIGURE_1` has f and g too, which are not shown here.
# - Ours: the drawings, the names of bell and food, and the inputs that start and stop a ring.
# - The single cell: [1943: A cell that computes, and cannot learn](1943_mcculloch_pitts.md). Next:
#   [from logic to a net](1943_wired_logic.md).

# %%
plt.show()
