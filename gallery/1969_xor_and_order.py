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
# book's other questions. The [next one](1969_xor_to_all_functions.md) turns to the functions of two and
# three inputs, *all* of them, and asks which machine learns which.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import parity, plots, show
from neurohistory.plots import theme
from neurohistory.theory.predicates import retinas
from neurohistory.theory.predicates.order import order_of

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
    proofs.append(found.holds(question.X, question.truth))  # both, by multiplication alone
    return found.order


proofs = []
odd = {n: measure(parity(n)) for n in range(1, 7)}
mirror = {n: measure(retinas.mirror_symmetry(n)) for n in range(2, 8)}
letters = {side: measure(retinas.t_or_c(side)) for side in (3, 4, 5)}
sizes = [(1, n) for n in range(3, 8)] + [(2, n) for n in range(2, 6)] + [(3, 3)]
connected = {size: measure(retinas.connectedness(*size)) for size in sizes}

box = measure(retinas.one_in_a_box(1, 4))
print(f"{sum(proofs)} of {len(proofs)} pairs of proofs hold")

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
# Here are all orders side by side, by the number of points on the retina.

# %%
questions = {
    "parity": odd,
    "mirror symmetry": mirror,
    "T or C": {side**2: order for side, order in letters.items()},
}
for rows in (1, 2, 3):
    name = f"connected, {rows} row{'s' * (rows > 1)}"
    questions[name] = {r * c: order for (r, c), order in connected.items() if r == rows}
points = sorted({n for found in questions.values() for n in found})
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.4))
for row, found in enumerate(questions.values()):
    for n, order in found.items():
        place = (points.index(n) - 0.47, row - 0.47)
        ax.add_patch(plt.Rectangle(place, 0.94, 0.94, color=theme.HEIGHTS[order]))
        ax.text(points.index(n), row, order, ha="center", va="center", size=12, weight="bold")
ax.set(xlim=(-0.5, len(points) - 0.5), ylim=(len(questions) - 0.5, -0.5))
ax.set(xlabel="points on the retina")
ax.set_xticks(range(len(points)), points)
ax.set_yticks(range(len(questions)), [*questions])
ax.tick_params(length=0)
figure.set_label(
    "A grid of six questions by the number of points, with the order in each field that was measured. Parity climbs by one with each point, from 1 to "
    "6. Mirror symmetry stays at 2 and T or C at 3. Connectedness is 1 on three points in a row and 2 on "
    "longer rows; with two rows it rises from 2 to 3 at ten points, and on three by three it is 3."
)

# %% caption [markdown]
# **Some questions need ever more points to be seen together, others never more than two or three.** Each
# field has the order, and an empty one was not asked: parity climbs with every point, symmetry stays at 2, and T
# or C at 3.

# %% numbers
orders = [
    {
        "question": "is the number of black points odd?",
        "on": "1 to 6 points",
        "order": [*odd.values()],
    },
    {
        "question": "does a row mirror itself?",
        "on": "2 to 7 points",
        "order": [*mirror.values()],
    },
    {"question": "T or C?", "on": "squares of side 3 to 5", "order": [*letters.values()]},
    {"question": "one point or more (one in a box)?", "on": "4 points", "order": [box]},
]
for columns in (1, 2, 3):
    some = {c: order for (r, c), order in connected.items() if r == columns}
    size = f"{columns} row{'s' * (columns > 1)} of {min(some)} to {max(some)}"
    orders.append({"question": "connected?", "on": size, "order": [*some.values()]})
show(row | {"order": " ".join(map(str, row["order"]))} for row in orders)

# %% [markdown]
# ## T or C: the same pairs
#
# A T and a C of five squares each may lie anywhere, in any of four orientations. The order of this
# question is 3, neither less nor more. (So Minsky and Papert; the chapter of 1986 in *Parallel
# Distributed Processing* takes it up, and lets a network learn the difference.) Why do pairs not
# suffice? List the distances between two squares of each shape, in steps across and along (the shape
# may be turned, so that only the first quarter counts).

# %%
tally = {name: retinas.distances(shape) for name, shape in retinas.T_AND_C.items()}
pairs = [
    {"squares apart": str(n), "in T": tally["T"][n], "in C": tally["C"][n]}
    for n in sorted(tally["T"])
]
show(pairs)

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
counts = []
for yes, no in (("T", "C"), ("connected", "in pieces")):
    eight = np.vstack([PROOFS[yes], PROOFS[no]]).reshape(8, 9).astype(float)
    # points, on the diagonal, and pairs of points: how often are they black?
    above, below = (np.einsum("ei,ej->ij", half, half) for half in np.split(eight, 2))
    counts.append({
        "above": yes, "below": no, "counts": above.size, "that agree": int((above == below).sum()),
    })  # fmt: skip
show(counts, "How often each point, and each pair of points, is black")

# %%
widths = [3] * 4 + [1] + [3] * 4
figure, axes = plt.subplots(2, 9, figsize=(theme.PAGE_WIDTH, 2.3), width_ratios=widths)
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
    "Two proofs on a retina of three by three. Left: the letter T in its four orientations above four "
    "placed letters C. Right: four connected staircases of five squares above four patterns made of a "
    "block of four and a single square that touches it at a corner alone. Every pair of points is covered "
    "as often in the upper row as in the lower."
)

# %% caption [markdown]
# **A proof by counting.** Every point, and every pair of points, is black as often in the upper row
# as in the lower one. So no weights on pairs can tell the rows apart.

# %% [markdown]
# Pick any point of the retina, or any pair, and count: it is black just as often in the four patterns
# above as in the four below. (The table above says it of all of them.) So the four sums above and the four
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
print("The nine points, by number:")
print(np.arange(1, 10).reshape(3, 3))
print("T if", *terms, "> 0")

# %% [markdown]
# **Connectedness** is the book's other famous question, besides parity. The theorem is that *no*
# order suffices for all sizes of retina. On small grids the growth only begins: three points in a row
# need order 1, longer rows and two by four need 2, two by five and three by three need 3. (Squares are
# connected if they share a side; the empty retina and a single square count as connected.)
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
#
# ## Sources
#
# - [@minsky_1969]; expanded edition 1988.
# - [@rumelhart_1986_pdp]: T and C, page 348.
# - The model: [perceptrons with limited sight](../models/minsky_papert.md). Before:
#   [beyond four cases](1969_xor_and_beyond.md). Next: [all functions](1969_xor_to_all_functions.md).

# %%
plt.show()
