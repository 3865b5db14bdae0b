# %% [markdown]
# # 1958: A machine that learns from its mistakes
#
# In July 1958 Frank Rosenblatt and the Office of Naval Research showed the press a program on an IBM
# 704. It was fed punched cards, some marked on the left and some on the right, and after fifty
# trials it had taught itself to tell them apart (so Cornell University's own later account). The New
# York Times of 8 July had the headline "New Navy Device Learns by Doing". It was a simulation; the
# machine itself, the Mark I Perceptron, was shown in June 1960. The paper appeared in November
# 1958.
#
# New against [1943](1943_mcculloch_pitts.md): nobody designs the weights. The unit is shown examples.
# While its answer is right it is left alone. When its answer is wrong, the weights move toward the
# example if it should have fired, and away from it if it should not:
#
# $$o = \begin{cases} 1 & \text{if } \mathbf{w}\cdot\mathbf{x} + b \ge 0 \\ 0 & \text{otherwise}
# \end{cases} \qquad \mathbf{w} \leftarrow \mathbf{w} + \eta\,(t - o)\,\mathbf{x} \qquad
# b \leftarrow b + \eta\,(t - o)$$
#
# Three departures. The rule as written is error correction, which Rosenblatt published in 1960 and for
# which the convergence proofs are; the 1958 paper studies several kinds of reinforcement. The bias $b$
# is a learned threshold; the original had no such weight. And this is the last, trained unit only: what
# stood before it comes at the end of the chapter.
#
# ## From 1943 to 1958
#
# The paper of 1958 says itself where it comes from (pages 387 and 388). On one side it sees nets that
# are wired to carry out an algorithm, and learn nothing: those of McCulloch and Pitts (1943), of Kleene
# (1956), who asked what such nets can recognize, and of Minsky (1956). Ashby (1952) and von Neumann
# (1956) asked how a net with many random connections can be reliable all the same. Logic, Rosenblatt
# writes, is a poor language for that, and so his own theory is one of probabilities. On the other side
# it sees those who began with the living brain, above all Hebb (1949) and Hayek (1952): connections are
# largely random at birth and change with use. He calls Hebb's work "a source of inspiration" (page
# 407), and misses in it a model from which behavior could be predicted.
#
# So neither the neuron of all or none nor the connection that learns was new in 1958. New, by his own
# account, is the bridge between them: learning curves that can be computed from the wiring.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import (
    AND,
    OR,
    XOR,
    load,
    plots,
    run,
    separate,
    surface,
    trace,
    train,
)
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
Perceptron = load("perceptron")
# zero weights, the cases in their order
by_hand = Perceptron(**Perceptron.card.by_hand)
print(Perceptron.card.by_hand)

# %% [markdown]
# ## AND, presentation by presentation
#
# The unit starts with all weights zero and meets the four cases in their order, again and again,
# until it has gone through all of them without a mistake. A star marks a correction. The numbers
# are small enough to do by hand.


# %%
def print_trace(entries):
    """One line for each presentation; the weights are those after it."""
    print("epoch  x1 x2   net  says  wanted     b   w1   w2")
    for e in entries:
        star = "*" if e.error else " "
        weights = "".join(f"{value:5.0f}" for value in e.after.values())
        x1, x2 = e.input
        print(
            f"{e.epoch:5}{x1:4.0f}{x2:3.0f}{e.net:6.0f}{e.output:6.0f}"
            f"{e.target:8.0f} {star}{weights}"
        )


entries = list(trace(by_hand, AND.X, AND.target))
print_trace(entries)
corrections = sum(e.error != 0 for e in entries)
print(f"{corrections} corrections in {entries[-1].epoch} epochs")
assert corrections == 11
assert entries[-1].epoch == 6
assert list(entries[-1].after.values()) == [-3, 2, 1]

# %% [markdown]
# ## The line moves
#
# With two inputs, $\mathbf{w}\cdot\mathbf{x} + b = 0$ is a line in the plane, and each correction
# moves it. The six pictures show where the line stands after each epoch.

# %%
history = train(by_hand, AND.X, AND.target)
film = history.frames()  # all epochs as one state
regions = surface(by_hand, film, AND)
missed = regions.wrong.sum(axis=1)  # (epoch,)

figure, axes = plt.subplots(2, 3, figsize=(7.2, 5.4), sharex=True, sharey=True)
for epoch, ax in enumerate(axes.flat, start=1):
    plots.draw_region(ax, regions, frame=epoch)
    ax.set_title(f"epoch {epoch}: {missed[epoch]} wrong")
    ax.label_outer()
plots.draw_key(figure)
wrong = history.mistakes[1:, 0]
figure.set_label(
    "The plane of the two inputs after each of six epochs of learning AND; the "
    "line between yes and no moves, and the wrong answers after each epoch are "
    f"{', '.join(map(str, wrong))}."
)
assert history.n_epochs == 6
assert (missed == history.mistakes[:, 0]).all()

# %% [markdown]
# At the end the line runs exactly through the corner 11, where the net input is 0 and the unit says
# yes. The rule is content as soon as no answer is wrong. It does not look for a line with room to spare;
# that is a question of the 1990s.

# %%
net = by_hand.respond(history.end, AND.X)[:, 0]
print("net input for 00, 01, 10, 11:", ", ".join(f"{value:.0f}" for value in net))
assert net[3] == 0

# %% [markdown]
# ## Why it must come to an end
#
# Rosenblatt proved it in a report of 1960 and again in his book of 1962. In the same year H. D. Block
# and A. B. J. Novikoff published proofs; this is Novikoff's, in short. Write each case with a 1 in
# front for the bias, and let $R$ be the length of the longest. Suppose some plane separates the classes
# such that every case is at least $\gamma$ away from it, on its proper side. Then from zero weights the
# rule makes at most
#
# $$\left(\frac{R}{\gamma}\right)^2$$
#
# corrections, in whatever order the cases come. The reason in two lines: each correction carries the
# weights at least $\gamma$ further in the direction of the separating plane, so after $k$ of
# them they are at least $k\gamma$ long. But each was made when the answer was wrong, so it adds at
# most $R^2$ to the squared length: they are at most $R\sqrt{k}$ long. Both hold only while
# $k \le (R/\gamma)^2$.
#
# We take for $\gamma$ the margin of the plane that `separate` finds, with the bias counted as a
# weight like the others. Any separating plane would give a bound; the widest margin gives the
# sharpest. Inputs of −1 and +1 are the same gates seen from their center. (With these, a net input
# of zero is taken as a no.)


# %%
def count_corrections(gate):
    """The bound, the corrections in the table's order, and those in 1000 others."""
    plane = separate(gate.X, gate.target)
    weights = np.array([plane.bias, *plane.weights])
    cases = np.column_stack([np.ones(len(gate.X)), gate.X])
    margin = (gate.target * (cases @ weights)).min() / np.linalg.norm(weights)
    bound = (cases**2).sum(axis=1).max() / margin**2
    settings = {"initial_scale": 0, "fires_at_zero": gate.X.min() == 0}
    steady = train(Perceptron(order="cyclic", **settings), gate.X, gate.target)
    mixed = train(Perceptron(**settings), gate.X, gate.target, n_starts=1000, rng=0)
    return bound, steady.end.updates[0], mixed.end.updates


rows = {}
print("gate  inputs     bound  in order  in 1000 shuffled orders")
for gate in (AND, OR):
    for inputs, view in (("0, 1", gate), ("−1, +1", gate.bipolar)):
        bound, steady, mixed = rows[f"{gate.name}, inputs {inputs}"] = count_corrections(view)
        print(
            f"{gate.name:5} {inputs:9}{bound:7.0f}{steady:10}{mixed.min():8} to {mixed.max()}"
        )
        assert max(steady, mixed.max()) <= bound
assert [int(steady) for _, steady, _ in rows.values()] == [11, 3, 5, 3]
assert np.allclose([bound for bound, _, _ in rows.values()], [51, 9, 27, 9])

# %%
figure, ax = plt.subplots(figsize=(7.2, 2.6))
for y, (bound, steady, mixed) in enumerate(rows.values()):
    ax.plot([0, bound], [y, y], color=theme.TRACK, linewidth=0.8, zorder=1)
    ax.plot(
        [mixed.min(), mixed.max()],
        [y, y],
        color=theme.BLUE,
        linewidth=5,
        alpha=0.45,
        label="1000 shuffled orders, least to most",
    )
    ax.plot(steady, y, "o", color=theme.BLUE, markersize=8, label="in order")
    ax.plot(
        bound,
        y,
        "|",
        color=theme.VERMILLION,
        markersize=18,
        mew=3,
        label="bound (R/γ)²",
    )
ax.set_yticks(range(len(rows)), list(rows))
ax.set(xlim=(0, 54), ylim=(3.5, -0.5), xlabel="corrections")
plots.draw_key(figure)
figure.set_label(
    "Corrections beside the bound for AND and OR in both codings. AND with inputs "
    "0 and 1: 11 in order, 6 to 15 in other orders, bound 51; with -1 and +1: 3, "
    "bound 9. OR with 0 and 1: 5 in order, bound 27; with -1 and +1: 3, bound 9. "
    "No run comes near its bound."
)

# %% [markdown]
# The bound holds with plenty of room. It also says something that the counts confirm: the coding
# matters. With −1 and +1 the separating line runs nearer to the middle of things, the margin is wider,
# and fewer corrections are needed.
#
# ## A thousand starts
#
# One run is an anecdote. Now the first weights are random, and each of a thousand learners meets the
# cases in an order of its own.

# %%
trials = {gate.name: run("perceptron", gate, starts=1000) for gate in (AND, OR, XOR)}
for name, trial in trials.items():
    low, high = trial.interval
    q1, median, q3 = trial.epochs
    took = (
        f"epochs: median {median:.0f}, middle half {q1:.0f} to {q3:.0f}"
        if trial.n_solved
        else ""
    )
    print(f"{name:4}{trial.n_solved:5} of 1000 ({low:.1%} to {high:.1%})  {took}")
assert [trial.n_solved for trial in trials.values()] == [1000, 1000, 0]
assert all(trial.agrees for trial in trials.values())

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.2, 2.8), sharey=True, sharex=True)
for ax, name in zip(axes, ("AND", "OR"), strict=True):
    epochs = trials[name].history.epochs_to_solve
    counts = np.bincount(epochs.astype(int), minlength=17)
    ax.bar(np.arange(len(counts)), counts, width=0.8, color=theme.BLUE)
    ax.axvline(np.median(epochs), color=theme.VERMILLION, linewidth=1.6, linestyle="--")
    ax.text(np.median(epochs) + 0.5, 258, f"median {np.median(epochs):.0f}", va="top")
    ax.set(title=name, xlabel="epochs until no answer is wrong")
    ax.label_outer()
axes[0].set(ylabel="learners out of 1000", ylim=(0, 265), xticks=range(0, 17, 4))
longest = max(int(trials[name].history.epochs_to_solve.max()) for name in ("AND", "OR"))
figure.set_label(
    "How many epochs a thousand learners need. AND: between 0 and 16, median 5. "
    "OR: between 0 and 9, median 3. Both fall off quickly to the right."
)
assert longest == 16
assert [trials[name].epochs.median for name in ("AND", "OR")] == [5, 3]

# %% [markdown]
# Zero epochs means that the random weights happened to be right already. Everyone learns AND and OR.
# Nobody learns XOR, and that is no matter of luck. `separate` hands us the proof: multipliers that
# weigh the four cases so that any line's answers cancel out.

# %%
proof = separate(XOR.X, XOR.target)
print(
    "multipliers for 00, 01, 10, 11:",
    ", ".join(map(str, proof.multipliers)),
)
balance = (proof.multipliers * XOR.target) @ np.column_stack([XOR.X, np.ones(4)])
print(
    "what they leave of w1, w2 and b:",
    ", ".join(f"{abs(part):.0f}" for part in balance),
)
assert not proof.separable
assert proof.multipliers == (1, 1, 1, 1)

# %% [markdown]
# ## XOR: round and round
#
# What does the rule do when there is nothing to find? Start from zero again and look at the first
# three epochs; then at the weights after each of twelve.

# %%
print_trace(list(trace(by_hand, XOR.X, XOR.target))[:12])
history = train(Perceptron(max_epochs=12, **Perceptron.card.by_hand), XOR.X, XOR.target)
film = history.frames()
corrected = np.diff(film.updates)
print("corrections in each epoch:", *corrected)
ends = np.array([film.bias, *film.weights]).T  # (epoch, weight)
assert (corrected[2:] == 4).all()
assert (ends[3:] == [0, -1, 0]).all()

# %% [markdown]
# From the third epoch on, every answer is wrong, every presentation is corrected, and every epoch
# ends where it began: at bias 0 and weights −1 and 0. The four corrections add up to nothing.
# Drawn in the plane of bias and second weight, the path is a closed loop.

# %%
state = by_hand.start(XOR.X, XOR.target, 1, np.random.default_rng(0))
path = [[0.0, 0.0, 0.0]]  # bias, w1, w2
for _ in range(6):
    # a lesson of one case is one presentation
    for x, t in zip(XOR.X, XOR.target, strict=True):
        state = next(by_hand.learn(state, x[None], t[None], np.random.default_rng(0)))
        path.append([state.bias[0], *state.weights[:, 0]])
path = np.array(path)
loop = path[8:13]  # epoch 3: five points, of which the last is the first
assert (loop[0] == loop[-1]).all()
assert (path[8:21] == path[12:25]).all()  # period four
assert loop[:4].tolist() == [[0, -1, 0], [-1, -1, 0], [0, -1, 1], [1, 0, 1]]


# %%
def draw_loop(ax):
    """One epoch in the plane of bias and second weight."""
    arrow = {
        "arrowstyle": "-|>",
        "color": theme.BLUE,
        "shrinkA": 7,
        "shrinkB": 7,
        "lw": 1.6,
    }
    paper = {"fc": theme.PAPER, "ec": "none", "pad": 1.5}
    for shown, start, end in zip(XOR.X, loop, loop[1:], strict=False):
        ax.annotate("", end[[0, 2]], start[[0, 2]], arrowprops=arrow)
        case = "".join(f"{value:.0f}" for value in shown)
        ax.text(*(start + end)[[0, 2]] / 2, case, ha="center", va="center", bbox=paper)
    for b, w1, w2 in loop[:4]:
        ax.plot(b, w2, "o", color=theme.BLUE, markersize=8)
        label = f"w₁ = {w1:.0f}".replace("-", "−")
        ax.text(b, w2 + (0.24 if w2 else -0.24), label, ha="center", va="center")
    ax.set(xlim=(-1.5, 1.5), ylim=(-0.5, 1.5), xticks=[-1, 0, 1], yticks=[0, 1])
    ax.set(xlabel="bias", ylabel="w₂", title="one epoch", aspect="equal")


# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.3), width_ratios=(1, 1.15))
draw_loop(left)
for number in range(3):
    lowered = path[:25, number] - 3 * number
    right.step(range(25), lowered, where="post", **theme.series(number))
    right.axhline(-3 * number, color=theme.TRACK, linewidth=0.8, zorder=1)
right.set_yticks([0, -3, -6], ["bias 0", "w₁ 0", "w₂ 0"])
right.set(xticks=range(0, 25, 4), xlim=(0, 24), xlabel="presentation", title="six epochs")
right.grid(axis="x", color=theme.TRACK)
figure.set_label(
    "XOR. Left: in the plane of bias and second weight, one epoch is a closed loop "
    "of four corrections through (0, 0), (-1, 0), (0, 1) and (1, 1); the first "
    "weight is -1, -1, -1 and 0 there. Right: bias and weights over 24 "
    "presentations repeat with period four from the third epoch on."
)

# %% [markdown]
# This is general: on a finite set that no plane separates, the weights of this rule stay bounded; if
# the numbers are whole, there are only finitely many places to be, and shown in a fixed order the
# weights must come back. (Minsky and Papert state that they stay bounded; H. D. Block and S. A. Levin
# proved it in 1970.)
#
# ## What the machine of 1958 had besides
#
# Our unit sees the inputs themselves. Rosenblatt's perceptron did not: between its retina and the
# response units stood a layer of *association units*, each wired to some points of the retina at
# random, some of the connections excitatory and some inhibitory, each with a threshold. That wiring
# stayed fixed; only the weights from there to the response were trained. The Mark I had 400
# photocells, 512 association units and 8 response units.
#
# So "the perceptron cannot do XOR" is true of the last layer and not of the machine. If among the
# association units one happens to fire for "a and not b" and another for "b and not a", the response
# unit has only to add them. What the machine could not do is *teach* that layer. Random units were
# all it had, and it needed enough of them.
#
# The paper of 1958 names a limit of its own, eleven years before the book of [1969](1969_xor.md). Its
# tenth and last conclusion says that the recognition of relations in space and time "seems to represent
# a limit to the perceptron's ability to form cognitive abstractions" (page 405). A question of that
# kind is "Name the object left of the square" (page 404).
#
# ## Try it
#
# An `assert` that complains describes our run, not yours: delete it.
#
# 1. From zero weights the learning rate sets the scale and nothing else. So how many corrections
#    will AND take at `learning_rate=0.5` in `by_hand`, and how many at 0.1? Predict, then run both.
#    One of the two is a surprise. Hint: a net input that should be exactly zero.
# 2. Replace AND by NAND in the trace (`from neurohistory import gate`, then `gate("NAND")`). Which
#    final weights do you expect, given those of AND? And as many corrections, or one more or less?
# 3. Start the walk on XOR from random weights: leave `initial_scale=0` out. Does the path still
#    close? Why does the argument above ask for whole numbers?
# 4. Run a thousand starts on `parity(3)`, and on `gate("NOR")`. For which of the two will `separate`
#    have a plane? Say so before you ask it.
#
# ## Sources
#
# - F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in
#   the brain", *Psychological Review* 65(6) (November 1958) 386–408, doi:10.1037/h0042519. Among
#   its references are the works named above: McCulloch and Pitts 1943, Hebb 1949, Ashby 1952, Hayek 1952,
#   and Kleene, Minsky and von Neumann 1956.
# - F. Rosenblatt, "On the convergence of reinforcement procedures in simple perceptrons", report
#   VG-1196-G-4, Cornell Aeronautical Laboratory, 1960, and *Principles of Neurodynamics*, Spartan Books
#   1962, pages 97–117: error correction and its convergence. We have not seen them; Widrow and Lehr
#   (*Proceedings of the IEEE* 78(9) (1990) 1415–1442, page 1425) cite them for both.
# - H. D. Block, "The perceptron: a model for brain functioning. I", *Reviews of Modern Physics*
#   34(1) (1962) 123–135, doi:10.1103/RevModPhys.34.123.
# - A. B. J. Novikoff, "On convergence proofs on perceptrons", *Proceedings of the Symposium on the
#   Mathematical Theory of Automata* 12, Polytechnic Institute of Brooklyn (1962) 615–622.
# - The demonstration of July 1958: Cornell University, "Professor's perceptron paved the way for AI –
#   60 years too soon" (25 September 2019), and *The New York Times*, 8 July 1958. We have these from
#   later accounts.
# - M. Minsky and S. Papert, *Perceptrons*, MIT Press (1969). H. D. Block and S. A. Levin, "On the
#   boundedness of an iterative procedure for solving a system of linear inequalities", *Proceedings of
#   the American Mathematical Society* 26 (1970) 229–235.
# - The model: [Perceptron](../models/perceptron.md). Next: [1960](1960_adaline.md).

# %%
plt.show()
