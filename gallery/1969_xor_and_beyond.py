# %% [markdown]
# # 1969: Beyond four cases
#
# That no line does [XOR](1969_xor.md) fits in a table of four rows. This chapter takes the proof to a
# thousand examples, follows a learner where there is nothing to find, and comes to what the book of Minsky
# and Papert really measured: the *order* of a task.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, parity, plots, run, separate, show, surface, train
from neurohistory.models.minsky_papert import masks, partial_predicates
from neurohistory.plots import theme
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.states import select

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Four of a thousand
#
# Four cases are few enough to look at. The same kind of proof is short for a thousand: with two features
# no more than four examples are needed, and with twenty no more than twenty-two, however many there are.
# Here are two sets of 1,000 examples. A plane has labeled them, and five labels in a hundred were turned
# round.


# %%
def noisy(n_features):
    rng = np.random.default_rng(8)
    X = rng.standard_normal((1000, n_features))
    target = np.where(X @ rng.standard_normal(n_features) > 0, 1, -1)
    target[rng.random(1000) < 0.05] *= -1
    return X, target


sets = {n: noisy(n) for n in (2, 20)}
proofs = {n: separate(*examples) for n, examples in sets.items()}
show(
    {
        "features": n, "examples that cannot be parted": len(proof.examples),
        "digits of the largest multiplier": len(str(max(proof.multipliers))),
        "checked in fractions": proof.holds(*sets[n]),
    }
    for n, proof in proofs.items()
)  # fmt: skip
X, target = sets[2]
show(
    {"example": i, "target": target[i], "multiplier": str(a)}
    for i, a in zip(proofs[2].examples, proofs[2].multipliers, strict=True)
)

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.7))
used = list(proofs[2].examples)
for sign, color, marker in ((1, theme.YES, "o"), (-1, theme.NO, "s")):
    others = X[target == sign]
    left.scatter(*others.T, s=5, color=color, marker=marker, alpha=0.35, lw=0)
    corners = X[[i for i in used if target[i] == sign]]
    left.plot(*corners.T, color=color, lw=1.6, zorder=3)
plots.draw_examples(left, X[used], target[used] > 0)
left.set(title="2 features: 4 of 1,000", xlabel="x₁", ylabel="x₂", aspect="equal")

signs = sets[20][1][list(proofs[20].examples)]
total = sum(proofs[20].multipliers)
parts = signs * [a / total for a in proofs[20].multipliers]
bars = [theme.YES if part > 0 else theme.NO for part in parts]
right.bar(range(1, 23), parts, color=bars)
right.axhline(0, color=theme.INK, lw=0.8)
right.set(title="20 features: 22 of 1,000", xlabel="the examples of the proof")
right.set_ylabel("target times fraction of the multipliers")
plots.draw_key(figure)
figure.set_label(
    "Left: a thousand points of two classes in the plane, four of them large. The segment between the two "
    "of yes crosses the segment between the two of no, so no line parts them. Right: bars for the 22 "
    "examples that prove the same with twenty features, up for yes and down for no; the bars up and the "
    "bars down have the same sum."
)

# %% caption [markdown]
# **Four examples prove that a thousand cannot be parted, and in twenty dimensions 22 do.** On the
# left their segments cross; on the right their multipliers, drawn as bars, cancel out.

# %% [markdown]
# On the left the segment between two examples of yes crosses the segment between two of no. The point
# where they meet is a mixture of the ends of either segment, in the proportions of their multipliers. A line with all of
# yes on one side and all of no on the other would have that point on both. On the right the same happens
# in twenty dimensions, where nobody can look. The multipliers are whole numbers of hundreds of digits,
# for the coordinates have sixteen each and must cancel out to the last one. The page
# [A proof to take away](../certificates.md) has a program of a dozen lines that checks such a proof
# without this package.

# %% [markdown]
# ## A learner goes round in a circle
#
# What does a learning rule do when there is nothing to find? The chapter on
# [1958](1958_round_and_round.md) has followed the perceptron's four corrections of XOR through their loop.
# It was no accident of the task. Start at zero, show the cases in their order, and look at the weights
# after each epoch of three tasks that no line or plane can do.

# %%
Perceptron = load("perceptron")
rows = []
for gate in (XOR, TWO_INPUT["XNOR"], parity(3)):
    model = Perceptron(order="cyclic", initial_scale=0, max_epochs=100)
    states = train(model, gate.X, gate.target).states[1:]  # at the end of each epoch
    ends = [tuple(model.named_weights(state).values()) for state in states]
    again = next(n for n, end in enumerate(ends) if end in ends[:n])
    first = ends.index(ends[again])
    period = again - first
    rows.append({
        "task": gate.name, "weights of epoch": first + 1, "are back after": period,
        "and so to the hundredth": ends[first:-period] == ends[first + period :],
    })  # fmt: skip
show(rows)

# %% [markdown]
# Once the weights of an epoch's end have been there before, everything after them repeats, for ever.
# For whole-number inputs and any task that is not separable, the weights stay bounded and must repeat
# in the end, if the cases keep their order (the *cycling theorem*; Minsky and Papert state that the
# weights stay bounded, and H. D. Block and S. A. Levin proved it in 1970).
#
# ## The order of a task
#
# The book does not stop at "impossible". A perceptron in its sense is a threshold over *partial
# predicates*, each of which looks at some of the input points. If each may look at no more than $k$
# points together, the perceptron has order $k$. The **order of a task** is the least $k$ that
# suffices:
#
# $$\psi(\mathbf{x}) = 1 \iff \sum_{|A| \le k} w_A \prod_{i \in A} x_i \ge 0 .$$
#
# Order 1 is the single unit. Order 2 may use one more term, the product $x_1 x_2$.

# %%
# the first mask is the bias
found = separate(partial_predicates(XOR.X, order=2)[:, 1:], XOR.target)
names = ["".join(f" x{i + 1}" for i in mask).strip() for mask in masks(2, order=2)[1:]]
terms = [f"{w:+.0f} {name}" for w, name in zip(found.weights, names, strict=True)]
print(f"order 2: yes if {found.bias:+.0f}", *terms, "> 0")

orders = [run(f"minsky_papert:predicate_order={k}", XOR, starts=1000) for k in (1, 2)]
show(
    {"order": k, "starts": trial.n_starts, "learn XOR": trial.n_solved}
    for k, trial in enumerate(orders, start=1)
)

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.4))
for k, (ax, trial) in enumerate(zip(axes, orders, strict=True), start=1):
    best = int(trial.history.mistakes[-1].argmin())
    plots.draw_region(ax, surface(trial.model, select(trial.history.end, best), XOR))
    wrong = trial.history.mistakes[-1, best]
    ax.set_title(f"order {k}: {wrong} wrong" if wrong else f"order {k}: all right")
plots.draw_key(figure)
figure.set_label(
    "The best of 1,000 learned perceptrons of order 1 and of order 2 on XOR. Order 1 has a straight boundary "
    "and answers one case wrongly. Order 2 has a curved boundary in two branches that sets the two yes "
    "cases apart from the two no cases."
)

# %% caption [markdown]
# **One product more, and the same rule learns XOR.** Order 1 draws a line; order 2 draws a curve with
# two branches.

# %% [markdown]
# With the product every start learns XOR, by the same rule. Nothing was wrong with the rule; it could
# not see enough.
#
# XOR asks whether the number of ones is odd, so it is the *parity* of two points. The book's theorem
# is about parity of any number of points: **parity of $n$ points has order $n$**. Some partial
# predicate must look at everything at once, and looking at all points but one helps nothing. For small
# $n$ `separate` confirms it, with a certificate each time:

# %%
parities = []
for n in (2, 3, 4):
    gate = parity(n)
    for k in range(1, n + 1):
        features = partial_predicates(gate.X, k)[:, 1:]
        found = separate(features, gate.target)
        parities.append({
            "parity of": n, "order": k, "possible": found.separable,
            "weights and a bias": len(found.weights) if found.separable else None,
            "multipliers": " ".join(map(str, found.multipliers)) or None,
            "checked by multiplication": found.holds(features, gate.target),
        })  # fmt: skip
show(parities)

# %% [markdown]
# The number of weights shows why this mattered: to see everything at once, a perceptron of order $n$
# over $n$ points needs a weight for each of $2^n$ sets of points, the empty set being the bias. The
# book's other famous task, telling whether a drawing is *connected*, has no finite order either: it
# grows with the size of the retina.
#
# **A departure from the book.** Our partial predicates are products of inputs; the book allows any predicate
# of $k$ points, which comes to the same order.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Give the perceptron that goes round in a circle `learning_rate=0.5`. Will its weights still come
#    back, and as soon?
# 2. Change `(2, 3, 4)` in the parity loop to `(5,)`. How many multipliers will the certificate for
#    order 4 have, and how large is each?
#
# ## Sources
#
# * [@minsky_1969]; expanded edition 1988.
# * P. Gordan, "Ueber die Auflösung linearer Gleichungen mit reellen Coefficienten", *Mathematische
#   Annalen* 6 (1873) 23-28.
# * [@block_1970].
# * Before: [XOR](1969_xor.md). Next: [how far must a machine look?](1969_xor_and_order.md)

# %%
plt.show()
