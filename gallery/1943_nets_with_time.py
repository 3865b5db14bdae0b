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
from itertools import product
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, Gate, parity, plots
from neurohistory.nervous_nets import (
    FIGURE_1,
    Net,
    Neuron,
    check,
    compile_expression,
    compile_table,
    ring,
    run,
    truth_table,
)
from neurohistory.nervous_nets.logic import cases
from neurohistory.plots.nervous_net import draw_net
from neurohistory.plots.spikes import draw_spikes

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Five small nets
#
# The paper's Figure 1 has nine nets, a to i. Here are five of them. A triangle is a cell with its
# threshold, which we read as 2 throughout the figure. (The paper writes the number of the cell into it,
# and no threshold.) A dot is an excitatory ending: a source that suffices alone makes two, a source
# that needs a partner makes one. A ring with a bar is an inhibitory ending.

# %%
for letter in "abcdh":
    drawing = FIGURE_1[letter]
    print(f"{drawing.name:32} {drawing.formulas[0]}")

figure, axes = plt.subplots(2, 3, figsize=(7.2, 4.1))
for ax, letter in zip(axes.flat, "abcdh", strict=False):
    draw_net(ax, FIGURE_1[letter].net).set_anchor("N")  # titles in a row
    ax.set_title(FIGURE_1[letter].name, size=10)
reading = "two dots: suffices alone\none dot: needs a partner\n"
reading += "ring, dashed: forbids\n2: the threshold"
axes[1, 2].text(0.05, 0.5, reading, va="center", linespacing=1.7)
axes[1, 2].axis("off")
figure.set_label(
    "Nets a, b, c, d and h of Figure 1. A relay has two endings from N1. Or has two "
    "endings from each of two inputs, and has one from each, and not has two from "
    "N1 and an inhibitory one from N2. In net h one input reaches the cell both "
    "directly and through a relay."
)

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
print(" k   feels heat at    feels cold at")
for k in range(1, 41):
    spikes = run(illusion, {"N2": [1] * k})
    heat, cold = spikes.ticks("N3"), spikes.ticks("N4")
    assert (heat, cold) == ([k + 2], list(range(2, k + 1)))
    if k in (1, 2, 3, 8):
        when = ", ".join(map(str, cold)) or "never"
        print(f"{k:>2}   {heat[0]:^13}    {when}")
print("the same pattern for every k up to 40")

# %%
words = {"N1": "N1 heat", "N2": "N2 cold", "N3": "N3 feels heat"}
words |= {"N4": "N4 feels cold", "a": "a: it was cold", "b": "b: no longer"}
figure = plt.figure(figsize=(7.2, 4.8))
grid = figure.add_gridspec(2, 2, height_ratios=(1.4, 1))
draw_net(figure.add_subplot(grid[0, :]), illusion, words)
for column, k in enumerate((1, 3)):
    ax = figure.add_subplot(grid[1, column])
    draw_spikes(ax, run(illusion, {"N2": [1] * k}, ticks=8), ["N2", "N3", "N4"], words)
    ax.set_title(f"cold for {k} tick{'s' if k > 1 else ''}")
figure.set_label(
    "Above: the net for the illusion, with cells a and b between. Below: after one tick of "
    "cold the cell that feels heat fires at tick 3 and the cell that feels cold is "
    "silent. After three ticks of cold the cell that feels cold fires at ticks 2 "
    "and 3, and the cell that feels heat at tick 5."
)

# %% [markdown]
# One tick of cold gives heat and no cold: the illusion. Longer touches give cold first. But read the
# table to the end of each line. Every touch, however long, ends with one tick of heat, because the
# formula asks only whether cold was there and then was not. The story has no such after-warmth. This
# is easy to miss on paper and hard to miss in a run.
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
assert heat.shape[1] == 4096
assert differ == 0

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
print("bell at     ", spikes.ticks("N1"))
print("food at     ", spikes.ticks("N2"))
print("loop fires  ", spikes.ticks("a"))
print("answer at   ", spikes.ticks("N3"))
assert spikes.ticks("a") == list(range(4, 12))  # on at 4, for ever
assert spikes.ticks("N3") == [4, 7, 10]  # the bell at 1 had no answer

# %%
words = {"N1": "N1 bell", "N2": "N2 food", "a": "loop a", "N3": "N3 answer"}
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 2.7), width_ratios=(1, 1.3))
draw_net(left, association, words)
draw_spikes(right, spikes, labels=words)
figure.set_label(
    "Left: net i, in which cell a excites itself. Right: bell at ticks 1, 3, 6 and "
    "9, food at tick 3 alone. The loop fires at every tick from 4 on. The answer "
    "follows at ticks 4, 7 and 10: after the pairing the bell alone is enough."
)

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
    periods += [*set(np.diff(times).tolist())]
print("relays in the ring:", *range(1, 9))
print("period in ticks:   ", *periods)
assert periods == list(range(1, 9))

# %%
stop = np.zeros(20, dtype=int)
stop[16] = 1
spikes = run(ring(5), {"start": [1, 1, 0, 1], "stop": stop}, ticks=20)
figure, (top, bottom) = plt.subplots(2, 1, figsize=(7.2, 4.6), height_ratios=(1, 1.5))
draw_net(top, spikes.net)
draw_spikes(bottom, spikes)
figure.set_label(
    "Above: a ring of five relays, the last of which excites the first, with an "
    "input that starts it and one that stops it. Below: started at ticks 0, 1 and "
    "3, the ring carries three spikes round, and each relay repeats the pattern "
    "every five ticks until it is stopped at tick 16."
)
first = spikes.ticks("1")
print("relay 1 fires at", first)
assert first == [1, 2, 4, 6, 7, 9, 11, 12, 14, 16]
assert not spikes.fired[17:].any()

patterns = cases(5).T  # (tick, start): every way to start in five ticks
held = run(ring(5), {"start": patterns}, ticks=51)["1"]
assert all((turn == patterns).all() for turn in np.split(held[1:], 10))
print(f"{patterns.shape[1]} patterns of five ticks, each held for ten turns")

# %% [markdown]
# The ring was given three spikes and keeps all three, with their distances. A ring of five relays can
# hold each of the $2^5$ patterns of five ticks. That is a memory, made of cells that have none.
#
# ## From logic to a net
#
# The paper proves that every net without a circle computes an expression of logic with delays, and
# that every such expression can be wired, if it is not true of silence. The proof is a construction, so
# a program can carry it out. Ours reads an expression and wires cells for it. Where signals would arrive
# at different ticks, the early ones wait in relays. Then every case of the truth table is put to the net.

# %%
asked = ["a and b", "a xor b", "a xor b xor c", "(a and b) or (c and not a)"]
asked += ["not a", "not (a and b)", "a or not b"]
print("expression                    cells  delay  right   clock")
for expression in asked:
    net, table = compile_expression(expression), truth_table(expression)
    right = check(net, table)
    share = f"{right.sum()} of {right.size}"
    clock = "yes" if net.tonic else "no"
    print(f"{expression:30}{len(net.neurons):^5}  {net.delay:^5}  {share}  {clock}")
    assert right.all()
    assert bool(net.tonic) == table.truth[0]

# %%
net = compile_expression("(a and b) or (c and not a)")
questions = cases(3).astype(int)  # 000, 001, ... one a tick
spikes = run(net, dict(zip("abc", questions.T, strict=True)), ticks=11)
words = {net.neurons[-1].name: "answer"}
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.2), width_ratios=(1, 1.1))
draw_net(left, net, words)
draw_spikes(right, spikes, labels=words)
figure.set_label(
    "Left: the compiled net for 'b if a, else c': two cells and an or behind them. "
    "Right: the eight cases from 000 to 111, one at each tick from 0 on. The answer "
    "fires at ticks 3, 5, 8 and 9, two ticks after the cases 001, 011, 110 and 111."
)
assert spikes.ticks("(a and b) or (c and not a)") == [3, 5, 8, 9]

# %% [markdown]
# The net takes a new question at each tick and answers each two ticks later. Nothing gets mixed up,
# because all endings on a cell speak of the same moment.
#
# **Silence.** Some lines of the table say that a clock is needed. Cells of 1943 say nothing out of
# silence. So a net can be wired from its inputs alone if and only if the expression is false when
# all inputs are (the paper's Theorem III). For all others our compiler adds a source that fires at every
# tick. This clock is ours.

# %%
print(run(compile_expression("not a"), {"a": [0, 1, 1, 0, 0, 1]}))

tables = {}
for answers in product((0, 1), repeat=8):
    net = compile_table(answers)
    table = Gate("", cases(3).astype(float), np.array(answers) == 1)
    tables[answers] = (check(net, table).all(), net.delay, bool(net.tonic))
right, delays, clocks = zip(*tables.values(), strict=True)
print(f"\nfunctions of three inputs: {len(tables)}, wired and right: {sum(right)}")
print(f"longest delay: {max(delays)} ticks, with a clock: {sum(clocks)}")
assert (sum(right), max(delays), sum(clocks)) == (256, 2, 128)
assert all(answers[0] == clock for answers, (_, _, clock) in tables.items())

# %% [markdown]
# **Two layers are enough, and for XOR they are needed.** From a truth table one can always wire a cell
# for each case, and one more behind them. Could XOR be faster? An answer after one tick is the answer of
# a single cell. Here are all single cells with up to two endings from each input, or a veto:

# %%
best = 0
wirings = list(product(("veto", 0, 1, 2), repeat=2))
for wiring, threshold in product(wirings, range(1, 5)):
    on = dict(zip("ab", wiring, strict=True))
    excites = {name: n for name, n in on.items() if n not in ("veto", 0)}
    vetoes = [name for name, n in on.items() if n == "veto"]
    cell = Net(["a", "b"], [Neuron("c", excites, vetoes, threshold)])
    best = max(best, check(cell, XOR).sum())
print(f"{4 * len(wirings)} cells, the best has {best} of 4 cases of XOR right")
print(f"compiled: {compile_expression('a xor b').delay} ticks")
assert best == 3
assert compile_expression("a xor b").delay == 2

# %% [markdown]
# **Room against time.** Is the number of active inputs odd? From the expression the compiler makes a
# tree of XORs: few cells, and many ticks. From the truth table it makes two layers: two ticks, and many
# cells.

# %%
print("parity of   tree: cells, ticks   table: cells, ticks")
for n in (2, 4, 6, 8, 10):
    tree = compile_expression(" xor ".join("abcdefghij"[:n]))
    table = compile_table(parity(n))
    assert check(tree, parity(n)).all()
    assert check(table, parity(n)).all()
    small = f"{len(tree.neurons)}, {tree.delay}"
    fast = f"{len(table.neurons)}, {table.delay}"
    print(f"{n:^9}   {small:^18}   {fast:>13}")

# %% [markdown]
# The same exchange, depth against width, comes back with the layered networks later in this story.
#
# ## Try it
#
# An `assert` that complains describes our run, not yours: delete it.
#
# 1. Let cold come for one tick, stop for one, and come for one again: `{"N2": [1, 0, 1]}`. What will
#    net e feel, and when? Write down all ticks before you run it.
# 2. Net i cannot forget. Where would you put an inhibitory ending, and from which new input, to make
#    it forget? Wire it with `Net` and `Neuron` and try.
# 3. Join a ring of 3 and a ring of 4 to one cell that needs both. How often will it fire? (Wire the
#    rings with `Neuron`, because two from `ring` would have relays of the same names.)
# 4. How many cells will the compiler need for "at least two of a, b and c"? Compare an expression
#    with a single cell of your own.
#
# ## Sources
#
# - W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in nervous activity",
#   *Bulletin of Mathematical Biophysics* 5 (1943) 115–133,
#   [doi:10.1007/BF02478259](https://doi.org/10.1007/BF02478259).
# - The formulas of the nets are those printed under the figure, page 105 of the reprint in *Bulletin of
#   Mathematical Biology* 52 (1990) 99–115; the endings follow published readings of the drawings.
#   `FIGURE_1` has f and g too, which are not shown here.
# - Ours: the drawings, the names of bell and food, the inputs that start and stop a ring, the clock, and
#   the compiler.
# - The single cell: [1943: A cell that computes, and cannot learn](1943_mcculloch_pitts.md). Next:
#   [1958](1958_perceptron.md).

# %%
plt.show()
