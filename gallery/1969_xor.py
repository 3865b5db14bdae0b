# %% [markdown]
# # 1969: XOR, which one layer cannot do
#
# In 1969 Marvin Minsky and Seymour Papert published *Perceptrons: An Introduction to Computational
# Geometry*. Many questions about perceptrons had been put to machines: build one, train it, see what
# it learns. The book asked another kind of question. Leave the learning aside: **are there any
# weights at all that do the task?** If there are none, no rule, no patience and no luck will help.
#
# Its shortest example is XOR: "one or the other, but not both". This chapter proves that no single unit
# can do it, lets the proof be checked by hand, watches every linear model of the timeline fail, and
# then shows what the book really measured: the *order* of a task.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, parity, run, separate, surface, trace
from neurohistory.models.minsky_papert import masks, partial_predicates
from neurohistory.plots import (
    STYLE,
    draw_examples,
    draw_key,
    draw_line,
    draw_region,
    theme,
)
from neurohistory.problems.gates import TWO_INPUT

plt.style.use(STYLE)

# %% [markdown]
# ## Why XOR fails: a proof that fits in a table
#
# A unit with weights $w_1, w_2$ and bias $b$ answers "yes" when $w_1 x_1 + w_2 x_2 + b$ is positive.
# Write the target as $t = +1$ for yes and $t = -1$ for no. The unit is right about a case exactly if its
# *signed response* $t\,(w_1 x_1 + w_2 x_2 + b)$ is positive.
#
# `separate` looks for such weights. When there are none it returns *multipliers* instead: whole numbers,
# one for each case that the proof needs. That one of the two must exist, and never both, is a theorem of
# Gordan (1873).

# %%
found = separate(XOR.X, XOR.target)
assert not found.separable

print("x1 x2    t    a    a t x1  a t x2    a t")
sums = [0, 0, 0]
for (x1, x2), t, a in zip(
    XOR.X.astype(int), XOR.target.astype(int), found.multipliers, strict=True
):
    terms = [a * t * x1, a * t * x2, a * t]
    sums = [total + term for total, term in zip(sums, terms, strict=True)]
    print(f" {x1}  {x2}   {t:+d}  {a:4} " + "".join(f"{term:8}" for term in terms))
print("sum            " + "".join(f"{total:8}" for total in sums))

assert found.examples == (0, 1, 2, 3)
assert found.multipliers == (1, 1, 1, 1)
assert sums == [0, 0, 0]
# the same check, for any certificate, in fractions that never round
assert found.holds(XOR.X, XOR.target)

# %% [markdown]
# Each multiplier is $1$, and all three columns add up to zero. Read the columns as the factors of
# $w_1$, of $w_2$ and of $b$, and the proof is complete:
#
# $$\sum_i t_i\, (w_1 x_{i1} + w_2 x_{i2} + b) = 0\, w_1 + 0\, w_2 + 0\, b = 0 .$$
#
# **Whatever the weights are, the four signed responses add up to zero.** Four numbers with sum zero
# cannot all be positive. At least one case is wrong, or lies exactly on the line. That is why a test can
# demand that a model *fails* here. Any weights may be tried:

# %%
rng = np.random.default_rng(1969)
for _ in range(3):
    w, b = rng.normal(size=2), rng.normal()
    signed = XOR.target * (XOR.X @ w + b)
    print(
        "signed responses",
        " ".join(f"{s:+.3f}" for s in signed),
        f"  sum {abs(signed.sum()):.3f}",
    )

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
for n, proof in proofs.items():
    digits = len(str(max(proof.multipliers)))
    print(f"{n:2} features: these {len(proof.examples)} of 1,000 cannot be parted;")
    print(f"   the largest multiplier has {digits} digits")
    # in fractions, which never round
    assert proof.holds(*sets[n])
    assert len(proof.examples) == n + 2

X, target = sets[2]
print("\nexample  target  multiplier")
for i, a in zip(proofs[2].examples, proofs[2].multipliers, strict=True):
    print(f"{i:7}  {target[i]:+6d}  {a}")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.7))
used = list(proofs[2].examples)
for sign, color, marker in ((1, theme.YES, "o"), (-1, theme.NO, "s")):
    others = X[target == sign]
    left.scatter(*others.T, s=5, color=color, marker=marker, alpha=0.35, lw=0)
    corners = X[[i for i in used if target[i] == sign]]
    left.plot(*corners.T, color=color, lw=1.6, zorder=3)
draw_examples(left, X[used], target[used] > 0)
left.set(title="2 features: 4 of 1,000", xlabel="x₁", ylabel="x₂", aspect="equal")

signs = sets[20][1][list(proofs[20].examples)]
total = sum(proofs[20].multipliers)
shares = signs * [a / total for a in proofs[20].multipliers]
bars = [theme.YES if share > 0 else theme.NO for share in shares]
right.bar(range(1, 23), shares, color=bars)
right.axhline(0, color=theme.INK, lw=0.8)
right.set(
    title="20 features: 22 of 1,000",
    xlabel="the examples of the proof",
    ylabel="target times share of the multiplier",
)
draw_key(figure)
figure.set_label(
    "Left: a thousand points of two classes in the plane, four of them large. The "
    "segment between the two of yes crosses the segment between the two of no, so "
    "no line parts them. "
    "Right: bars for the 22 examples that prove the same with twenty features, up "
    "for yes and down for no; the bars up and the bars down have the same sum."
)
assert abs(shares.sum()) < 1e-12

# %% [markdown]
# On the left the segment between two examples of yes crosses the segment between two of no. The point
# where they meet is a mixture of either two, in the proportions of their multipliers. A line with all of
# yes on one side and all of no on the other would have that point on both. On the right the same happens
# in twenty dimensions, where nobody can look. The multipliers are whole numbers of hundreds of digits,
# for the coordinates have sixteen each and must cancel out to the last one. The page
# [A proof to take away](../certificates.md) has a program of a dozen lines that checks such a proof
# without this package.

# %% [markdown]
# ## Fourteen of sixteen
#
# Two inputs make four cases, and four cases can be answered in $2^4 = 16$ ways. Here are all sixteen
# functions, each with a line that `separate` has found, or with none.

# %%
figure, axes = plt.subplots(4, 4, figsize=(theme.PAGE_WIDTH, 7.9), sharex=True, sharey=True)
extent = (-0.6, 1.6, -0.6, 1.6)
separable = 0
for ax, (name, gate) in zip(axes.flat, TWO_INPUT.items(), strict=True):
    draw_examples(ax, gate.X, gate.truth)
    answer = separate(gate.X, gate.target)
    separable += answer.separable
    ax.set_title(name.replace("_", " "), size=9.5)
    if answer.separable:
        draw_line(ax, answer.weights, answer.bias, extent)
    else:
        ax.text(
            0.5,
            0.5,
            "no line",
            ha="center",
            va="center",
            color=theme.WRONG,
            weight="bold",
        )
    ax.set(
        xlim=extent[:2],
        ylim=extent[2:],
        xticks=[0, 1],
        yticks=[0, 1],
        aspect="equal",
    )
for ax in axes[-1]:
    ax.set_xlabel("x₁")
for ax in axes[:, 0]:
    ax.set_ylabel("x₂", rotation=0, va="center", ha="right")
draw_key(figure)
figure.set_label(
    "The sixteen functions of two inputs in a grid of four by four, each with its "
    "four cases. Twelve have a separating line with an arrow to the side of yes; "
    "FALSE and TRUE have the same answer everywhere and need none; XOR and XNOR, "
    "whose answers alternate around the square, are marked 'no line'."
)
print(f"{separable} of {len(TWO_INPUT)} functions are linearly separable")
assert separable == 14

# %% [markdown]
# Only XOR and its opposite, XNOR, are out of reach. That sounds harmless, but the share shrinks quickly
# as inputs are added: 14 of 16 functions for two inputs, 104 of 256 for three, 1,882 of 65,536 for four
# (sequence A000609 of the On-Line Encyclopedia of Integer Sequences).
#
# ## A learner goes round in a circle
#
# What does a learning rule do when there is nothing to find? The chapter on
# [1958](1958_round_and_round.md) has followed the perceptron's four corrections of XOR through their loop.
# It was no accident of the task. Start at zero, show the cases in their order, and look at the weights
# after each epoch of three tasks that no line or plane can do.

# %%
Perceptron = load("perceptron")
for gate in (XOR, TWO_INPUT["XNOR"], parity(3)):
    model = Perceptron(order="cyclic", initial_scale=0, max_epochs=100)
    entries = list(trace(model, gate.X, gate.target))
    last = entries[len(gate.X) - 1 :: len(gate.X)]  # one presentation of each epoch
    ends = [tuple(entry.after.values()) for entry in last]
    again = next(n for n, end in enumerate(ends) if end in ends[:n])
    first = ends.index(ends[again])
    period = again - first
    print(f"{gate.name:8} weights of epoch {first + 1} are back after {period} more")
    assert not separate(gate.X, gate.target).separable
    # and so on to the hundredth
    assert ends[first:-period] == ends[first + period :]

# %% [markdown]
# Once the weights of an epoch's end have been there before, everything after them repeats, for ever.
# For whole-number inputs and any task that is not separable, the weights stay bounded and must repeat
# in the end, if the cases keep their order (the *cycling theorem*; Minsky and Papert state that the
# weights stay bounded, and H. D. Block and S. A. Levin proved it in 1970).
#
# ## Every linear model, a thousand starts each
#
# Now all models of the timeline that compute only what a line can, whatever their rule. (Where a cell of
# 1943 with a veto says yes is no half-plane; but of two inputs it computes nothing that a line could
# not.) Each gets 1,000 starts; one that starts always alike is simply repeated.

# %%
linear = [
    "mcculloch_pitts",
    "perceptron",
    "logistic_unit",
    "adaline",
    "minsky_papert",
    "svm:kernel=linear",
]
trials = {name: run(name, XOR, starts=1000, keep_states=name == "adaline") for name in linear}
for name, trial in trials.items():
    ever = trial.history.ever_right.sum()
    fewest = trial.history.mistakes.min()
    print(
        f"{name:18} solved {trial.n_solved}, ever right {ever}, fewest mistakes at "
        f"any epoch {fewest}"
    )
    assert ever == 0
    assert trial.agrees

low, high = trials["perceptron"].interval
print(f"95 % interval for each share: {100 * low:.1f} to {100 * high:.1f} %")

# %% [markdown]
# None of the six thousand runs ever has all four answers right, not even for one epoch. The statistics
# alone would leave room for a chance of 0.4 %; the proof leaves none. But they fail in ways of their
# own:

# %%
mistakes = trials["perceptron"].history.mistakes
loss = trials["logistic_unit"].history.loss
states = trials["adaline"].history.states
# (epoch, start)
largest = np.array([np.abs([s.bias, *s.weights]).max(axis=0) for s in states])

figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 3.0))
for ax, values, color in zip(axes, (mistakes, loss, largest), theme.SERIES, strict=False):
    lower, middle, upper = np.percentile(values, [0, 50, 100], axis=1)
    ax.fill_between(range(len(values)), lower, upper, color=color, alpha=0.18, linewidth=0)
    ax.plot(middle, color=color)
    ax.set(xlabel="epoch", ylim=(0, None), xlim=(0, len(values) - 1))
axes[1].axhline(np.log(2), color=theme.INK, linewidth=1, linestyle="--")
axes[1].text(195, np.log(2) - 0.07, "ln 2", ha="right", va="top")
axes[0].set(title="Perceptron", ylabel="wrong answers", yticks=range(5))
axes[1].set(title="Logistic unit", ylabel="loss")
axes[2].set(title="ADALINE", ylabel="largest |weight|")
figure.set_label(
    "Three ways to fail at XOR: median and range of 1,000 starts. The perceptron's "
    "wrong answers stay between one and three for ever. The logistic unit's loss "
    "comes to rest at ln 2. The largest weight of ADALINE shrinks to nearly zero."
)
final = trials["logistic_unit"].final_loss
print(f"logistic unit: loss {final:.4f}, ln 2 = {np.log(2):.4f}")
print(
    f"ADALINE: largest weight at the end, median over the starts {np.median(largest[-1]):.3f}"
)
assert abs(final - np.log(2)) < 1e-4
assert np.median(largest[-1]) < 0.05
assert (mistakes.min(), mistakes.max()) == (1, 3)

# %% [markdown]
# * The **perceptron** keeps correcting. Here the cases come in random order, so it wanders instead of
#   cycling, between one and three mistakes.
# * The **logistic unit** goes downhill to the lowest point of its loss. For XOR this point is at weights
#   zero: the unit answers $1/2$ to everything, and the loss is $\ln 2$. It has learned to know nothing.
# * **ADALINE** sinks to the least-squares answer, which is also all weights zero. Its step has a fixed
#   size, so it never lies quite still.
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
# Order 1 is the single unit from above. Order 2 may use one more term, the product $x_1 x_2$.

# %%
# the first mask is the bias
found = separate(partial_predicates(XOR.X, order=2)[:, 1:], XOR.target)
names = ["".join(f" x{i + 1}" for i in mask).strip() for mask in masks(2, order=2)[1:]]
terms = [f"{w:+.0f} {name}" for w, name in zip(found.weights, names, strict=True)]
print(f"order 2: yes if {found.bias:+.0f}", *terms, "> 0")
assert found.separable

orders = [run(f"minsky_papert:predicate_order={k}", XOR, starts=1000) for k in (1, 2)]
for k, trial in enumerate(orders, start=1):
    print(f"order {k}: {trial.n_solved} of {trial.n_starts} starts learn XOR")
assert [trial.n_solved for trial in orders] == [0, 1000]

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.4))
for k, (ax, trial) in enumerate(zip(axes, orders, strict=True), start=1):
    best = int(trial.history.mistakes[-1].argmin())
    state = type(trial.history.end)(
        *(field[..., best : best + 1] for field in trial.history.end)
    )
    draw_region(ax, surface(trial.model, state, XOR))
    wrong = trial.history.mistakes[-1, best]
    ax.set_title(f"order {k}: {wrong} wrong" if wrong else f"order {k}: all right")
draw_key(figure)
figure.set_label(
    "The best of 1,000 learned perceptrons of order 1 and of order 2 on XOR. Order "
    "1 has a straight boundary and answers one case wrongly. Order 2 has a curved "
    "boundary in two branches that sets the two yes cases apart from the two no "
    "cases."
)
assert orders[0].history.mistakes[-1].min() == 1

# %% [markdown]
# With the product every start learns XOR, by the same rule. Nothing was wrong with the rule; it could
# not see enough.
#
# XOR asks whether the number of ones is odd, so it is the *parity* of two points. The book's theorem
# is about parity of any number of points: **parity of $n$ points has order $n$**. Some partial
# predicate must look at everything at once, and looking at all points but one helps nothing. For small
# $n$ `separate` confirms it, with a certificate each time:

# %%
for n in (2, 3, 4):
    gate = parity(n)
    for k in range(1, n + 1):
        features = partial_predicates(gate.X, k)[:, 1:]
        found = separate(features, gate.target)
        assert found.separable == (k == n)
        # by multiplication alone
        assert found.holds(features, gate.target)
        if k == n - 1:
            assert found.multipliers == (1,) * 2**n
            said = f"impossible, all {2**n} multipliers are 1"
            print(f"parity of {n}, order {k}: {said}")
        elif k == n:
            said = f"possible, with {len(found.weights)} weights and a bias"
            print(f"parity of {n}, order {k}: {said}")

# %% [markdown]
# The number of weights shows why this mattered: to see everything at once, a perceptron of order $n$
# over $n$ points needs a weight for each of $2^n$ sets of points, the empty set being the bias. The
# book's other famous task, telling whether a drawing is *connected*, has no finite order either: it
# grows with the size of the retina.
#
# ## What the book says, and what it does not
#
# It says exactly what perceptrons of bounded order can compute. It does **not** prove that networks
# with several layers are useless, and it could not have: a net of two layers for XOR can be wired by
# hand, out of the threshold units of 1943.


# %%
def fires(total):
    return (total > 0).astype(int)


x1, x2 = XOR.X.T
either = fires(x1 + x2 - 0.5)  # OR
both = fires(x1 + x2 - 1.5)  # AND
answers = fires(either - both - 0.5)  # one, but not both
print("answers:", answers, " wanted:", XOR.y)
assert (answers == XOR.y).all()

# %% [markdown]
# What was open was a method to *teach* the units in between that would work in general. (Several people
# had taught two layers by then; the chapter on [1962](1962_madaline.md) names them.) The authors were
# sceptical about extending their results to machines with several layers (section 13.2, pages 231-232),
# and that was a judgment, not a theorem.
#
# It is often told that XOR, or this book, ended research on neural networks. **This is disputed.** The
# sociologist Mikel Olazaran studied the controversy in 1996. In his account the arguments of Minsky and
# Papert *were interpreted* as showing that neural nets should be given up; this reading became the
# official history as symbolic artificial intelligence established itself, while opinion among
# researchers had been open. Others note that much of the field had already turned to different things.
# XOR itself was never the point: it is the smallest case of a theorem about order. Nor was the book the
# first to name a limit. Rosenblatt's paper of [1958](1958_perceptron.md), eleven years before, ends on
# one of another kind: relations in space and time (page 405).
#
# **Departures from the book.** The book asks which tasks *some* weights can do. That we also learn the
# weights, by error correction, is our addition. Our partial predicates are products of inputs; the book
# allows any predicate of $k$ points, which comes to the same order.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. In the proof, swap `XOR` for `TWO_INPUT["XNOR"]`. Which numbers in the table change, and which do
#    not?
# 2. Give the perceptron that goes round in a circle `learning_rate=0.5`. Will its weights still come
#    back, and as soon?
# 3. Loop over all 256 functions of three inputs: build each with `from_truth_table` from `parity(3).X` and a row of
#    answers, and count those that `separate` can separate. Does the count agree with the text?
# 4. Change `(2, 3, 4)` in the parity loop to `(5,)`. How many multipliers will the certificate for
#    order 4 have, and how large is each?
#
# ## Sources
#
# * M. Minsky and S. Papert, *Perceptrons: An Introduction to Computational Geometry*, MIT Press 1969;
#   expanded edition 1988.
# * P. Gordan, "Ueber die Auflösung linearer Gleichungen mit reellen Coefficienten", *Mathematische
#   Annalen* 6 (1873) 23-28.
# * M. Olazaran, "A sociological study of the official history of the perceptrons controversy", *Social
#   Studies of Science* 26(3) (1996) 611-659,
#   [doi:10.1177/030631296026003005](https://doi.org/10.1177/030631296026003005).
# * H. D. Block and S. A. Levin, "On the boundedness of an iterative procedure for solving a system of
#   linear inequalities", *Proceedings of the American Mathematical Society* 26 (1970) 229-235.
# * F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in
#   the brain", *Psychological Review* 65(6) (1958) 386-408,
#   [doi:10.1037/h0042519](https://doi.org/10.1037/h0042519).
# * W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in nervous activity",
#   *Bulletin of Mathematical Biophysics* 5(4) (1943) 115-133,
#   [doi:10.1007/BF02478259](https://doi.org/10.1007/BF02478259).
# * The numbers of separable functions: [OEIS A000609](https://oeis.org/A000609).

# %%
plt.show()
