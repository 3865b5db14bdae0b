# %% [markdown]
# # 1969: All functions of two and three inputs
#
# The [order](1969_xor_and_order.md) of a question is the number $k$ of points that some part of a machine
# must look at together. It says what *some* weights could do. What do machines learn?
#
# ## Which machine learns which function?
#
# Two inputs have 16 functions and three inputs have 256, few enough to try them all. We take five machines of the timeline, with inputs
# −1 and +1, and say that a machine learns a function if **more than two in three** of its 100 starts end
# without a mistake. (With one in two, chance would decide about ADALINE; the end of this section tells
# why.)

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, parity, plots, run, show, train
from neurohistory.catalog import make
from neurohistory.plots import theme
from neurohistory.theory.predicates.functions import function, kinds, orders
from neurohistory.theory.predicates.hidden_units import two_hidden_units
from neurohistory.theory.predicates.regular import regular_functions
from neurohistory.theory.predicates.threshold_functions import count_threshold_functions

plt.style.use(plots.STYLE)
MACHINES = {
    "perceptron, 1958": "perceptron:max_epochs=25",
    "ADALINE, 1960": "adaline:max_epochs=25",
    "MADALINE, 1962": "madaline:n_units=3,element=majority",
    "order 2, 1969": "minsky_papert:predicate_order=2,max_epochs=25",
    "backprop, 1986": "backprop:hidden_layer_sizes=(4,),tolerance=0.1,max_epochs=200",
}
machines = {name: make(spec) for name, spec in MACHINES.items()}


def success_rates(gate):
    X, target = gate.bipolar.X, gate.target
    trained = (
        train(model, X, target, n_starts=100, rng=0, keep_states=False, loss=False)
        for model in machines.values()
    )
    return tuple(history.solved.mean() for history in trained)


def learned(found):
    return tuple(rate > 2 / 3 for rate in found)


# %%
alike = kinds(2)  # equal where one function is the other in disguise
found = {each: success_rates(function(2, each)) for each in np.unique(alike).tolist()}
found = [found[each] for each in alike.tolist()]
two = [learned(each) for each in found]
show(
    {"machine": name, "learns, of 16": count}
    for name, count in zip(machines, np.sum(two, axis=0), strict=True)
)

# %% [markdown]
# Many of these functions are the same in disguise: swap two inputs, or negate an input or the answer, and
# one turns into the other. Of two inputs there are four kinds, and of three inputs, with 256 functions, 14.
# For these five machines the disguise makes no difference, because inputs and answers are −1 and +1 and the first weights are as
# often positive as negative. (It does for others. The [Mark I](1960_mark_i.md) can only say no to
# a blank retina, so it can learn no function that begins with a yes, and it is not on the map.) So we
# train on one function of each kind, above and below.

# %%
kind = kinds(3)
representatives, sizes = np.unique(kind, return_counts=True)
order = orders(3)
row = {number: success_rates(function(3, number)) for number in representatives.tolist()}
table = [
    {"answers": f"{number:08b}", "how many": size, "order": order[number]}
    | dict(zip([name.split(",")[0] for name in machines], row[number], strict=True))
    for number, size in zip(row, sizes, strict=True)
]
show(table, "Starts that learn a function of each kind", formats=".0%")

intervals = {}
for number in (0b00000001, 0b00000111):
    trial = run(machines["ADALINE, 1960"], function(3, number).bipolar, starts=1000, loss=False)
    intervals[number] = trial.interval
show(
    {"answers": f"{number:08b}", "from": low, "to": high}
    for number, (low, high) in intervals.items()
)

# %%
LETTERS = {
    "a": (True, True, True, True, True),
    "m": (False, False, True, True, True),
    "p": (True, False, True, True, True),
    "o": (False, False, True, False, True),
}
letter = {machines_that_do: each for each, machines_that_do in LETTERS.items()}
three = np.array([letter[learned(row[number])] for number in kind.tolist()])
counted = {each: int((three == each).sum()) for each in LETTERS}
names = {"a": "all five machines", "m": "MADALINE, order 2, backprop"}
names |= {"p": "all but ADALINE", "o": "MADALINE, backprop"}

# %% [markdown]
# On the maps each tile is a function. Its row says what it answers when the first input is "no", its
# column what it answers when it is "yes". For two inputs the tile shows its four answers as well, the
# first input to the right and the second upward: a round filled mark is a yes, an empty square a no.

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.6))
plots.draw_function_map(axes[0], [letter[each] for each in two], names)
axes[0].set_title("learned by")
theory = np.where(orders(2) <= 1, "1", "2")
plots.draw_function_map(axes[1], theory, {"1": "order 0 or 1", "2": "order 2"})
axes[1].set_title("order")
figure.set_label(
    "The sixteen functions of two inputs as tiles, each with its four answers, twice. Left: fourteen are "
    "learned by all five machines; XOR and XNOR, on the antidiagonal, only by MADALINE, the perceptron of "
    "order 2 and backprop. Right: the same two have order 2, and the others 0 or 1."
)

# %% caption [markdown]
# **What five machines have learned is what theory allows.** Of the sixteen functions of two inputs
# only XOR and XNOR are left to the machines that see more than a line.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 8.1))
key = {each: f"{name}: {counted[each]} functions" for each, name in names.items()}
plots.draw_function_map(ax, three, key)
figure.set_label(
    "Map of the 256 functions of three inputs: 40 are learned by all five machines, 64 by all but ADALINE, "
    "150 by MADALINE, order 2 and backprop, and 2, parity and its opposite, by MADALINE and backprop alone."
)
mapped = [
    {
        "learned by": name,
        "functions": counted[each],
        "orders": sorted(set(order[three == each].tolist())),
    }
    for each, name in names.items()
]
show(mapped)

# %% caption [markdown]
# **With three inputs a single line does less than half.** Of the 256 functions 104 are left to it,
# and only two, parity and its opposite, are beyond order 2.

# %% [markdown]
# The map was measured, and theory draws the same one. The perceptron learns the 104 functions of order 0
# and 1, and no other. Order 2 adds 150. Two are left, parity and its opposite, which are of order 3.
#
# Two things on it are missing in the short version of the story. **A [MADALINE of
# 1962](1962_madaline.md)**, three units and a majority vote, learned every function that it was asked,
# from every start, the parity of three included. (It cannot go on like that. For seven inputs a unit has
# 8,378,070,864 functions, and the triples of these are fewer than the functions of seven inputs.) And
# **ADALINE** misses 64 functions that a plane does separate, of the kinds of 00000001 and 00000111. Its
# least-squares answer puts one case exactly on the plane, so a start ends right about as often as wrong.
# For the AND of three inputs one can see it without a computer: weights 1/4 and bias −3/4 are best, and
# for 111 they give 0.

# %%
planes = []
for number in intervals:
    gate = function(3, number).bipolar
    inputs = np.column_stack([np.ones(8), gate.X])
    best = np.linalg.lstsq(inputs, gate.target, rcond=None)[0]
    sums = gate.target * (inputs @ best)
    weights = dict(zip(("bias", "w1", "w2", "w3"), best, strict=True))
    on_it = int((np.abs(sums) < 1e-12).sum())
    planes.append({"answers": f"{number:08b}"} | weights | {"cases on the plane": on_it})
show(planes, "Least squares", formats=".2f")

mark_i = make("mark_i:n_association=64")
solved = {gate.name: run(mark_i, gate, starts=40).n_solved for gate in (XOR, parity(3))}
show({"problem": solved, "learn it": solved.values()}, "40 machines like the Mark I of 1960")

# %% [markdown]
# ## How many functions has one unit?
#
# The functions of one unit can be counted much further, each with a proof. If inputs may be renamed and
# negated, it is enough to look at weights $w_1 \ge w_2 \ge \dots \ge w_n \ge 0$, and few functions are left to be
# looked at. Each gets weights that compute it, or two cases of yes and two of no **with the same sum**.
# XOR has 01 + 10 = 00 + 11: whatever the weights, the total of the two yes cases is that of the two no
# cases.

# %%
counts = [count_threshold_functions(n) for n in range(1, 7)]
show(
    {
        "inputs": count.n, "all functions": count.functions,
        "one unit": count.threshold, "fraction": count.fraction, "kinds": count.npn_classes,
        "proofs": count.regular, "all proved": bool(regular_functions(count.n).proved().all()),
    }
    for count in counts
)  # fmt: skip
hidden = {n: len(two_hidden_units(n)) for n in (2, 3, 4)}
show({"inputs": n, "two hidden units": n_done, "of": 2**2**n} for n, n_done in hidden.items())

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
n, fraction = zip(*((count.n, count.fraction) for count in counts), strict=True)
ax.semilogy(n, fraction, marker="o", label="one unit", **theme.series(0))
n, fraction = zip(*((n, n_done / 2**2**n) for n, n_done in hidden.items()), strict=True)
ax.semilogy(n, fraction, marker="s", label="two hidden units", **theme.series(1))
ax.set(xlabel="inputs", ylabel="fraction of all functions", xticks=range(1, 7))
ax.legend(loc="lower left")
ax.minorticks_off()
figure.set_label(
    "The fraction of all functions on a logarithmic scale. One threshold unit: all functions of one input, less "
    "than half of those of three, three in a hundred of those of four, and less than one in a million "
    "million of those of six. Two hidden units: all for two inputs, 254 of 256 for three, and 63 percent "
    "for four."
)

# %% caption [markdown]
# **The share that one unit can do falls off a cliff.** Of the functions of six inputs it is less than
# one in a million million. (The axis is logarithmic.)

# %% [markdown]
# Two units in between, with a third that joins their answers,
# do all functions of two inputs, and all but two of three: parity and its opposite, once more. With
# four inputs they do 41,614 of 65,536. Somebody must choose what the units in between look at, or a
# rule must learn it; [1986](1986_backprop.md) tells of one that did.
#
# **Departures.** The training is ours, and so is the count with proofs.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Set `element=or` and `n_units=2` for the MADALINE. Which functions will it lose? Does the disguise of
#    a negated answer still make no difference?
# 2. Count the functions of seven inputs: `neurohistory count 7`. How many digits will the fraction have
#    after the point before the first that is not 0?
#
# ## Sources
#
# - [@minsky_1969]; expanded edition 1988.
# - S. Muroga, T. Tsuboi and C. R. Baugh, "Enumeration of threshold functions of eight variables", *IEEE
#   Transactions on Computers* C-19 (1970) 818–825,
#   [doi:10.1109/T-C.1970.223046](https://doi.org/10.1109/T-C.1970.223046).
# - The counts are those of the On-Line Encyclopedia of Integer Sequences:
#   [A000609](https://oeis.org/A000609), and by kind [A001529](https://oeis.org/A001529).
# - The models: [perceptrons with limited sight](../models/minsky_papert.md),
#   [MADALINE](../models/madaline.md). Before: [orders](1969_xor_and_order.md). Next:
#   [the years that were not empty](1982_years_not_empty.md).

# %%
plt.show()
