# %% [markdown]
# # 1943: From logic to a net
#
# McCulloch and Pitts called their paper "a logical calculus". They prove that every net without a circle
# computes an expression of logic with delays, and that every such expression can be wired, if it is not
# true of silence. The proof is a construction, so a program can carry it out. Ours reads an expression
# and wires cells for it, those of the [chapter before](1943_nets_with_time.md): a cell fires at tick $t$
# if at tick $t-1$ no inhibitory ending on it was active, and as many excitatory ones as its threshold.

# %%
from itertools import product

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, from_truth_table, parity, plots, show
from neurohistory.nervous_nets import (
    Net,
    Neuron,
    check,
    compile_expression,
    compile_table,
    run,
    truth_table,
)
from neurohistory.nervous_nets.logic import cases
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Seven expressions
#
# Where signals would arrive at different ticks, the early ones wait in relays. Then every case of the
# truth table is put to the net.

# %%
asked = ["a and b", "a xor b", "a xor b xor c", "(a and b) or (c and not a)"]
asked += ["not a", "not (a and b)", "a or not b"]
rows = []
for expression in asked:
    net, table = compile_expression(expression), truth_table(expression)
    right = check(net, table)
    rows.append({
        "expression": expression, "cells": len(net.neurons), "delay in ticks": net.delay,
        "right": f"{right.sum()} of {right.size}", "clock": bool(net.tonic),
    })  # fmt: skip
show(rows)

# %%
net = compile_expression("(a and b) or (c and not a)")
questions = cases(3).astype(int)  # 000, 001, ... one a tick
spikes = run(net, dict(zip("abc", questions.T, strict=True)), ticks=11)
words = {net.neurons[-1].name: "answer"}
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.2), width_ratios=(1, 1.1))
plots.draw_net(left, net, words)
plots.draw_spikes(right, spikes, labels=words)
figure.set_label(
    "Left: the compiled net for 'b if a, else c': two cells and an or behind them. Right: the eight "
    "cases from 000 to 111, one at each tick from 0 on. The answer fires at ticks 3, 5, 8 and 9, two "
    "ticks after the cases 001, 011, 110 and 111."
)

# %% caption [markdown]
# **A sentence becomes a net of two layers.** A new question may be put at each tick, and each is
# answered two ticks later.

# %% [markdown]
# Questions may follow each other tick by tick, and none gets mixed up with the next, because all endings
# on a cell speak of the same moment.
#
# ## Silence
#
# Some lines of the table say that a clock is needed. Cells of 1943 say nothing out of
# silence. So a net can be wired from its inputs alone if and only if the expression is false when
# all inputs are (the paper's Theorem III). For all others our compiler adds a source that fires at every
# tick. This clock is ours.

# %%
print(run(compile_expression("not a"), {"a": [0, 1, 1, 0, 0, 1]}))

tables = {}
for answers in product((0, 1), repeat=8):
    net = compile_table(answers)
    table = from_truth_table("", cases(3).astype(float), np.array(answers) == 1)
    tables[answers] = (check(net, table).all(), net.delay, bool(net.tonic))
right, delays, clocks = zip(*tables.values(), strict=True)
print(f"\nfunctions of three inputs: {len(tables)}, wired and right: {sum(right)}")
print(f"longest delay: {max(delays)} ticks, with a clock: {sum(clocks)}")

# %% [markdown]
# ## Two layers are enough, and for XOR they are needed
#
# From a truth table one can always wire a cell
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

# %% [markdown]
# ## Room against time
#
# Is the number of active inputs odd? From the expression the compiler makes a
# tree of XORs: few cells, and many ticks. From the truth table it makes two layers: two ticks, and many
# cells.

# %% numbers
rows = []
for n in (2, 4, 6, 8, 10):
    tree, table = compile_expression(" xor ".join("abcdefghij"[:n])), compile_table(parity(n))
    rows.append({
        "parity of": n, "tree: cells": len(tree.neurons), "tree: ticks": tree.delay,
        "table: cells": len(table.neurons), "table: ticks": table.delay,
        "both right": bool((check(tree, parity(n)) & check(table, parity(n))).all()),
    })  # fmt: skip
show(rows)

# %%
figure, panels = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 2.8))
for ax, unit in zip(panels, ("cells", "ticks"), strict=True):
    for number, kind in enumerate(("tree", "table")):
        sizes = [row["parity of"] for row in rows]
        counts = [row[f"{kind}: {unit}"] for row in rows]
        ax.plot(
            sizes, counts, "os"[number] + "-", label=kind, color=theme.series(number)["color"]
        )
    ax.set(xlabel="inputs", title=unit, xticks=sizes)
panels[0].set(yscale="log", yticks=[3, 10, 30, 100, 300], yticklabels=[3, 10, 30, 100, 300])
panels[1].set_ylim(0, 9)
panels[0].legend()
figure.set_label(
    "Two panels over the number of inputs, from two to ten. The cells of the tree grow to 31, and those of the "
    "table, on a logarithmic scale, along a straight line to 513. The ticks of the tree grow to eight, while the "
    "table needs two throughout."
)

# %% caption [markdown]
# **Who has time needs few cells, and who has cells needs little time.** The table doubles with each input.

# %% [markdown]
# The same exchange, depth against width, comes back with the layered networks later in this story.
#
# ## Try it
#
# 1. How many cells will the compiler need for "at least two of a, b and c"? Compare an expression
#    with a single cell of your own.
# 2. Half of the functions of three inputs need the clock. How many of the 16 of two inputs will, and how
#    many of the 65,536 of four? Say it before you change the 8 in `repeat=8` and the 3 in `cases(3)`.
# 3. Three endings from an input are allowed too, and thresholds up to 7: will a single cell have all four
#    cases of XOR right? Change the loop, and say why it comes out as it does.
#
# ## Sources
#
# - [@mcculloch_1943].
# - Ours: the compiler and the clock.
# - Before: [nets that keep time](1943_nets_with_time.md). Next: [1945](1945_cells_everywhere.md).

# %%
plt.show()
