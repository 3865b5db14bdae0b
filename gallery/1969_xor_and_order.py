# %% [markdown]
# # 1969: How far must a machine look?
#
# Minsky and Papert's *Perceptrons* is remembered for XOR, but it is a book about seeing. A machine
# looks at a *retina*, a grid of points that are black or white, and has to answer a question about the
# pattern: is it symmetrical? is it in one piece? is it a T? No part of the machine sees the whole
# retina. Each looks at a few points, and a threshold unit weighs what the parts report. **How many
# points must some part look at together?**
#
# The chapter on [what one layer cannot do](1969_xor.md) proves that XOR needs two. This one measures the
# book's other questions, then turns to the functions of two and three inputs, *all* of them, and asks
# which machine learns which.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import parity, plots, run, train
from neurohistory.catalog import make
from neurohistory.plots import theme
from neurohistory.plots.functions import draw_function_map
from neurohistory.problems.gates import XOR
from neurohistory.theory.predicates import retinas
from neurohistory.theory.predicates.functions import function, kinds, orders
from neurohistory.theory.predicates.hidden_units import two_hidden_units
from neurohistory.theory.predicates.order import order_of
from neurohistory.theory.predicates.regular import regular_functions
from neurohistory.theory.predicates.threshold_functions import (
    count_threshold_functions,
)

plt.style.use(plots.STYLE)

# %% [markdown]
# ## The order of a question
#
# A machine of order $k$ is a threshold over products of at most $k$ points,
#
# $$\psi(\mathbf{x}) = 1 \iff \sum_{|A| \le k} w_A \prod_{i \in A} x_i > 0 ,$$
#
# and the *order* of a question is the least $k$ for which there are weights that answer it. `order_of`
# raises $k$ until `separate` finds some. It keeps the proof that one less would not have done:
# multipliers, as for XOR, that anyone can check by multiplication.


# %%
def measure(question):
    found = order_of(question.X, question.truth)
    # both certificates, by multiplication alone
    assert found.holds(question.X, question.truth)
    return found.order


odd = {n: measure(parity(n)) for n in range(1, 7)}
mirror = {n: measure(retinas.mirror_symmetry(n)) for n in range(2, 8)}
letters = {side: measure(retinas.t_or_c(side)) for side in (3, 4, 5)}
sizes = [(1, n) for n in range(3, 8)] + [(2, n) for n in range(2, 6)] + [(3, 3)]
connected = {size: measure(retinas.connectedness(*size)) for size in sizes}

print("is the number of black points odd?", *odd.values(), " (1 to 6 points)")
print("does a row mirror itself?         ", *mirror.values(), " (2 to 7 points)")
print("T or C?                           ", *letters.values(), " (side 3 to 5)")
print("one point or more (one in a box)? ", measure(retinas.one_in_a_box(1, 4)))
print("connected?")
for (rows, columns), order in connected.items():
    print(f"    on {rows} x {columns}: {order}")
assert all(order == n for n, order in odd.items())
assert set(mirror.values()) == {2}
assert set(letters.values()) == {3}

# %% [markdown]
# **Parity** is the worst case: some part must look at all points at once, however many they are. The
# book proves it for every $n$; here it is confirmed up to six.
#
# **Mirror symmetry** sounds like a question about the whole, and yet pairs are enough for a row of any
# length. Look at the two points $a$ and $b$ of each mirrored pair: $(a - b)^2$ is 0 if they agree and 1
# if not. The sum over the pairs is 0 for a symmetrical row alone, and since $a^2 = a$ it has no products
# beyond $a b$:
#
# $$\tfrac{1}{2} - \sum_{\text{pairs}} (a + b - 2 a b) > 0 .$$
#
# **One in a box** asks whether each of several boxes holds a black point. With one box it is OR, of order
# 1. What the book says about many boxes needs retinas whose patterns are too many to list; we could not
# confirm it here and leave it out.
#
# In the picture the marks of connectedness stand a little below their whole numbers, to keep clear of
# the others.

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.7))
series = {
    "parity": (list(odd), list(odd.values()), "o"),
    "T or C, square retina": (
        [s * s for s in letters],
        list(letters.values()),
        "^",
    ),
    "mirror symmetry, one row": (list(mirror), list(mirror.values()), "s"),
}
for number, (name, (points, found, marker)) in enumerate(series.items()):
    ax.plot(points, found, marker=marker, label=name, **theme.series(number))
for rows, marker in ((1, "x"), (2, "+"), (3, "*")):
    some = {r * c: order for (r, c), order in connected.items() if r == rows}
    ax.plot(
        list(some),
        np.array(list(some.values())) - 0.2,
        marker=marker,
        markersize=9,
        color=theme.PURPLE,
        linestyle=":",
        label=f"connected, {rows} row{'s' * (rows > 1)}",
    )
ax.set(xlabel="points on the retina", ylabel="order", ylim=(0.5, 6.4))
ax.set(yticks=range(1, 7), xticks=[1, 5, 10, 15, 20, 25])
ax.legend(loc="upper right")
figure.set_label(
    "Order of five questions against the number of points. Parity climbs by one with "
    "each point, from 1 to 6. Mirror symmetry stays at 2 and T or C at 3. "
    "Connectedness is 1 on three points in a row and 2 on longer rows; with two rows "
    "it rises from 2 to 3 at ten points, and on three by three it is 3."
)

# %% [markdown]
# ## T or C: the same pairs
#
# A T and a C of five squares each may lie anywhere, in any of four orientations. The order of this
# question is 3, neither less nor more. (So Minsky and Papert; the chapter of 1986 in *Parallel
# Distributed Processing* takes it up, and lets a network learn the difference.) Why do pairs not
# suffice? List the distances between two squares of each shape, in steps across and along (the shape
# may be turned, so that only the first quarter counts).

# %%
tally = {name: retinas.distances(shape) for name, shape in retinas.SHAPES.items()}
for steps in sorted(tally["T"]):
    print(f"squares {steps} apart:  T {tally['T'][steps]}   C {tally['C'][steps]}")
assert tally["T"] == tally["C"]

# %% [markdown]
# They are the same. Whoever sees pairs of squares, and learns nothing from where the shape lies and how
# it is turned, cannot tell a T from a C. On a retina with edges the place could still tell something,
# and that is why the certificates are needed. On three by three, multipliers of 1 for eight of the
# twelve patterns are enough. And eight of the 512 patterns prove that order 2 cannot see whether a
# drawing is connected.


# %%
def in_all_turns(*rows):
    pattern = np.array([[point == "#" for point in row] for row in rows])
    return np.array([np.rot90(pattern, quarter) for quarter in range(4)])


PROOFS = {
    "T": in_all_turns("###", ".#.", ".#."),
    "C": in_all_turns(".##", ".#.", ".##"),
    "connected": in_all_turns("..#", ".##", "##."),
    "in pieces": in_all_turns("..#", "##.", "##."),
}
questions = (retinas.t_or_c(3), retinas.connectedness(3, 3))
for question, yes, no in zip(questions, ("T", "connected"), ("C", "in pieces"), strict=True):
    eight = np.vstack([PROOFS[yes], PROOFS[no]]).reshape(8, 9).astype(float)
    place = [int((each == question.X).all(axis=1).argmax()) for each in eight]
    assert (question.X[place] == eight).all()
    assert question.truth[place].tolist() == [True] * 4 + [False] * 4
    # points, on the diagonal, and pairs of points: how often are they black?
    above, below = (np.einsum("ei,ej->ij", half, half) for half in np.split(eight, 2))
    assert (above == below).all()

# %%
figure, axes = plt.subplots(
    2, 9, figsize=(theme.PAGE_WIDTH, 2.3), width_ratios=[3] * 4 + [1] + [3] * 4
)
blocks = axes[0, :4], axes[1, :4], axes[0, 5:], axes[1, 5:]
for block, (name, patterns) in zip(blocks, PROOFS.items(), strict=True):
    black = theme.YES if name in ("T", "connected") else theme.NO
    for ax, pattern in zip(block, patterns, strict=True):
        for y, x in np.ndindex(pattern.shape):
            color = black if pattern[y, x] else theme.PANEL
            ax.add_patch(plt.Rectangle((x, -y), 0.92, 0.92, color=color))
        ax.set(xlim=(-0.1, 3.02), ylim=(-2.1, 1.02), aspect="equal")
    block[0].set_title(name, loc="left", size=10)
for ax in axes.flat:
    ax.axis("off")
figure.set_label(
    "Two proofs on a retina of three by three. Left: the letter T in its four "
    "orientations above four placed letters C. Right: four connected staircases of "
    "five squares above four patterns made of a block of four and a single square "
    "that touches it at a corner alone. Every pair of points is covered as often in "
    "the upper row as in the lower."
)

# %% [markdown]
# Pick any point of the retina, or any pair, and count: it is black just as often in the four patterns
# above as in the four below. (The `assert` does it for all of them.) So the four sums above and the four
# sums below have the same total, whatever weights of order 2 one tries. They cannot all be positive above
# and all be negative below. That is a proof, and no learning rule was mentioned.
#
# With three points at a time it can be done:

# %%
found = order_of(retinas.t_or_c(3).X, retinas.t_or_c(3).truth)
terms = [
    " ".join([f"{weight:+.0f}", *(f"x{point + 1}" for point in mask)])
    for mask, weight in found.weights.items()
]
print("T if", "  ".join(terms), " > 0")
print("points:  1 2 3\n         4 5 6\n         7 8 9")
assert found.order == 3

# %% [markdown]
# **Connectedness** is the book's other famous question, besides parity. The theorem is that *no*
# order suffices for all sizes of retina. On small grids the growth only begins: three points in a row
# need order 1, longer rows and two by four need 2, two by five and three by three need 3. (Squares are
# connected if they share a side; the empty retina and a single square count as connected.)
#
# ## Which machine learns which function?
#
# An order says what *some* weights could do. What do machines learn? Two inputs have 16 functions and
# three inputs have 256, few enough to try them all. We take five machines of the timeline, with inputs
# −1 and +1, and say that a machine learns a function if **more than two in three** of its 100 starts end
# without a mistake. (With one in two, chance would decide about ADALINE; the end of this section tells
# why.)

# %%
MACHINES = {
    "perceptron, 1958": "perceptron:max_epochs=50",
    "ADALINE, 1960": "adaline:max_epochs=50",
    "MADALINE, 1962": "madaline:n_units=3,element=majority",
    "order 2, 1969": "minsky_papert:predicate_order=2,max_epochs=50",
    "backprop, 1986": "backprop:hidden_layer_sizes=(4,),tolerance=0.1,max_epochs=200",
}
machines = {name: make(spec) for name, spec in MACHINES.items()}


def shares(gate):
    X, target = gate.bipolar.X, gate.target
    histories = [
        train(model, X, target, n_starts=100, rng=0, keep_states=False)
        for model in machines.values()
    ]
    return tuple(history.solved.mean() for history in histories)


def learned(found):
    return tuple(share > 2 / 3 for share in found)


found = [shares(function(2, number)) for number in range(16)]
two = [learned(each) for each in found]
for name, count in zip(machines, np.sum(two, axis=0), strict=True):
    print(f"{name:17} learns {count:2} of 16 functions of two inputs")
assert np.sum(two, axis=0).tolist() == [14, 14, 16, 16, 16]
from_every_start = np.min(found, axis=0) == 1
assert from_every_start[list(machines).index("MADALINE, 1962")]

# %% [markdown]
# With three inputs, many of the 256 functions are the same in disguise: swap two inputs, or negate an
# input or the answer, and one turns into the other. There are 14 kinds. For these five machines the
# disguise makes no difference, because inputs and answers are −1 and +1 and the first weights are as
# often positive as negative. (It does for others. The [Mark I](1960_mark_i.md) can only say no to
# a blank retina, so it can learn no function that begins with a yes, and it is not on the map.) So we
# train on one function of each kind.

# %%
kind = kinds(3)
representatives, sizes = np.unique(kind, return_counts=True)
order = orders(3)
row = {}
print("answers   how many  order " + "".join(f"{n.split(',')[0]:>11}" for n in machines))
for number, size in zip(representatives.tolist(), sizes, strict=True):
    row[number] = shares(function(3, number))
    print(
        f"{number:08b} {size:8} {order[number]:7} "
        + "".join(f"{100 * share:9.0f} %" for share in row[number])
    )
print("ADALINE from 1,000 starts, 95 % intervals:")
for number in (0b00000001, 0b00000111):
    trial = run(machines["ADALINE, 1960"], function(3, number).bipolar, starts=1000)
    low, high = trial.interval
    print(f"{number:08b}  {100 * low:.1f} to {100 * high:.1f} %")
    assert low < 1 / 2 < high

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
names = {
    "a": "all five machines",
    "m": "MADALINE, order 2, backprop",
    "p": "all but ADALINE",
    "o": "MADALINE, backprop",
}

# %% [markdown]
# On the maps each tile is a function. Its row says what it answers when the first input is "no", its
# column what it answers when it is "yes". For two inputs the tile shows its four answers as well, the
# first input to the right and the second upward: a round filled mark is a yes, an empty square a no.

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.6))
draw_function_map(axes[0], [letter[each] for each in two], names)
axes[0].set_title("learned by")
theory = np.where(orders(2) <= 1, "1", "2")
draw_function_map(axes[1], theory, {"1": "order 0 or 1", "2": "order 2"})
axes[1].set_title("order")
figure.set_label(
    "The sixteen functions of two inputs as tiles, each with its four answers, twice. "
    "Left: fourteen are learned by all five machines; XOR and XNOR, on the antidiagonal, "
    "only by MADALINE, the perceptron of order 2 and backprop. Right: the same two "
    "have order 2, and the others 0 or 1."
)

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 8.1))
key = {each: f"{name}: {counted[each]} functions" for each, name in names.items()}
draw_function_map(ax, three, key)
figure.set_label(
    "Map of the 256 functions of three inputs: 40 are learned by all five machines, 64 "
    "by all but ADALINE, 150 by MADALINE, order 2 and backprop, and 2, parity and its "
    "opposite, by MADALINE and backprop alone."
)
for each, name in key.items():
    print(f"{each}: {name}; order {sorted(set(order[three == each].tolist()))}")
assert counted == {"a": 40, "m": 150, "p": 64, "o": 2}
assert (np.isin(three, ["a", "p"]) == (order <= 1)).all()
assert ((three == "o") == (order == 3)).all()
assert all(found[list(machines).index("MADALINE, 1962")] == 1 for found in row.values())

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
for number in (0b00000001, 0b00000111):
    gate = function(3, number).bipolar
    inputs = np.column_stack([np.ones(8), gate.X])
    best = np.linalg.lstsq(inputs, gate.target, rcond=None)[0]
    sums = gate.target * (inputs @ best)
    on_the_plane = np.abs(sums) < 1e-12
    print(
        f"{number:08b}: bias and weights",
        *(f"{weight:+.2f}" for weight in best),
        f" on the plane: {on_the_plane.sum()} of 8 cases",
    )
    assert on_the_plane.sum() == 1
    assert (sums[~on_the_plane] > 0.2).all()

mark_i = make("mark_i:n_association=64")
for gate in (XOR, parity(3)):
    trial = run(mark_i, gate, starts=40)
    print(f"Mark I of 1960 on {gate.name}: {trial.n_solved} of 40 machines learn it")
    assert trial.n_solved == 40

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
assert 8_378_070_864**3 < 2**2**7
print("inputs           all functions   one unit      share  kinds  proofs")
for count in counts:
    assert regular_functions(count.n).proved().all()
    total = f"{count.functions:,}" if count.n < 6 else f"{count.functions:.2e}"
    print(
        f"{count.n:6} {total:>23} {count.threshold:>10,} {count.share:>10.2g} "
        f"{count.npn_classes:>6} {count.regular:>7,}"
    )
hidden = {n: len(two_hidden_units(n)) for n in (2, 3, 4)}
for n, count in hidden.items():
    print(f"two hidden units, {n} inputs: {count:,} of {2**2**n:,}")
assert [count.threshold for count in counts] == [4, 14, 104, 1882, 94572, 15028134]
assert hidden == {2: 16, 3: 254, 4: 41614}

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
ax.semilogy(
    [count.n for count in counts],
    [count.share for count in counts],
    marker="o",
    label="one unit",
    **theme.series(0),
)
ax.semilogy(
    list(hidden),
    [count / 2**2**n for n, count in hidden.items()],
    marker="s",
    label="two hidden units",
    **theme.series(1),
)
ax.set(xlabel="inputs", ylabel="share of all functions", xticks=range(1, 7))
ax.legend(loc="lower left")
ax.minorticks_off()
figure.set_label(
    "Share of all functions on a logarithmic scale. One threshold unit: all functions "
    "of one input, less than half of those of three, three in a hundred of those of "
    "four, and less than one in a million million of those of six. Two hidden units: "
    "all for two inputs, 254 of 256 for three, and 63 percent for four."
)
assert counts[-1].share < 1e-12
assert 0.63 < hidden[4] / 65536 < 0.64

# %% [markdown]
# For one unit the share falls off a cliff. Two units in between, with a third that joins their answers,
# do all functions of two inputs, and all but two of three: parity and its opposite, once more. With
# four inputs they do 41,614 of 65,536. Somebody must choose what the units in between look at, or a
# rule must learn it; [1986](1986_backprop.md) tells of one that did.
#
# So the book's result is both stronger and narrower than it is remembered. Stronger, because it
# measures *every* machine of bounded order on whole families of tasks. Narrower, because it says
# nothing against layers that learn. Whether XOR, or the book, put an end to the field is disputed; the
# [other chapter](1969_xor.md) has the sources.
#
# **Departures from the book.** It studies any predicates of $k$ points; ours are products, which comes to
# the same order. It asks what can be computed; the training is ours. The orders on small retinas were
# computed here, each with its certificate. The shapes of the T and the C are ours; we could not
# compare them with the book.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Which order has connectedness on $2 \times 6$? And on a ring, where the last square of a row touches
#    the first? (For the ring you need a new maker of predicates, a few lines.)
# 2. Take other shapes of five squares for T and C in `retinas.distances`. Find two that differ in their
#    pairs. Will order 2 tell them apart?
# 3. Set `element=or` and `n_units=2` for the MADALINE. Which functions will it lose? Does the disguise of
#    a negated answer still make no difference?
# 4. Count the functions of seven inputs: `neurohistory count 7`. How many digits will the share have
#    after the point before the first that is not 0?
#
# ## Sources
#
# - M. Minsky and S. Papert, *Perceptrons: An Introduction to Computational Geometry*, MIT Press 1969;
#   expanded edition 1988.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning internal representations by error
#   propagation", in *Parallel Distributed Processing*, vol. 1, MIT Press 1986, 318–362: T and C, page
#   348.
# - S. Muroga, T. Tsuboi and C. R. Baugh, "Enumeration of threshold functions of eight variables", *IEEE
#   Transactions on Computers* C-19 (1970) 818–825,
#   [doi:10.1109/T-C.1970.223046](https://doi.org/10.1109/T-C.1970.223046).
# - The counts are those of the On-Line Encyclopedia of Integer Sequences:
#   [A000609](https://oeis.org/A000609), and by kind [A001529](https://oeis.org/A001529).
# - The models: [perceptrons of bounded order](../models/minsky_papert.md),
#   [MADALINE](../models/madaline.md). Before: [XOR](1969_xor.md). Next: [1986](1986_backprop.md).

# %%
plt.show()
