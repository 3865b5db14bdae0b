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

from neurohistory import AND, OR, XOR, load, plots, run, separate, show, surface, trace, train
from neurohistory.plots import theme
from neurohistory.theory.random_wiring import max_corrections

plt.style.use(plots.STYLE)
Perceptron = load("perceptron")
by_hand = Perceptron(order="cyclic", initial_scale=0)  # zero weights, the cases in their order

# %% [markdown]
# ## AND, presentation by presentation
#
# The unit starts with all weights zero and meets the four cases in their order, again and again,
# until it has gone through all of them without a mistake. A star marks a correction. The numbers
# are small enough to do by hand.


# %%
def presentations(entries):
    """A row for each presentation; the weights are those after it."""
    for e in entries:
        seen = {"epoch": e.epoch, "x1": e.input[0], "x2": e.input[1], "net": e.net}
        answer = {"says": e.output, "wanted": e.target, "": "*" if e.error else ""}
        yield seen | answer | dict(zip(("b", "w1", "w2"), e.after.values(), strict=True))


entries = list(trace(by_hand, AND.X, AND.target))
show(presentations(entries))
corrections = sum(e.error != 0 for e in entries)
print(f"{corrections} corrections in {entries[-1].epoch} epochs")

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
wrong = ", ".join(map(str, history.mistakes[1:, 0]))
figure.set_label(
    "The plane of the two inputs after each of six epochs of learning AND; the line between yes and "
    f"no moves, and the wrong answers after each epoch are {wrong}."
)

# %% caption [markdown]
# **Each mistake moves the line.** After six epochs no answer is wrong, and the rule stops at once,
# with its line right through the corner 11.

# %% [markdown]
# At the end the line runs exactly through the corner 11, where the net input is 0 and the unit says
# yes. The rule is content as soon as no answer is wrong. It does not look for a line with room to spare;
# that is a question of the 1990s.

# %%
net = by_hand.respond(history.end, AND.X)[:, 0]
print("net input for 00, 01, 10, 11:", ", ".join(f"{value:.0f}" for value in net))

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
    bound = max_corrections(np.column_stack([np.ones(len(gate.X)), gate.X]), gate.target)
    settings = {"initial_scale": 0, "fires_at_zero": gate.X.min() == 0}
    steady = train(Perceptron(order="cyclic", **settings), gate.X, gate.target)
    mixed = train(Perceptron(**settings), gate.X, gate.target, n_starts=1000, rng=0).end.updates
    return {
        "gate": gate.name, "inputs": "0, 1" if gate.X.min() == 0 else "−1, +1",
        "bound": bound, "in order": steady.end.updates[0],
        "in 1000 orders, least": mixed.min(), "most": mixed.max(),
    }  # fmt: skip


counts = [count_corrections(view) for gate in (AND, OR) for view in (gate, gate.bipolar)]
show(counts, formats=".0f")

# %%
figure, ax = plt.subplots(figsize=(7.2, 2.6))
blue = {"color": theme.BLUE, "markersize": 8}
for y, row in enumerate(counts):
    _, _, bound, steady, least, most = row.values()
    ax.plot([0, bound], [y, y], color=theme.TRACK, linewidth=0.8, zorder=1)
    ax.plot([least, most], [y, y], lw=5, alpha=0.45, label="1000 orders, least to most", **blue)
    ax.plot(steady, y, "o", label="in order", **blue)
    ax.plot(bound, y, "|", color=theme.VERMILLION, markersize=18, mew=3, label="bound (R/γ)²")
ax.set_yticks(range(len(counts)), [f"{row['gate']}, inputs {row['inputs']}" for row in counts])
ax.set(xlim=(0, 54), ylim=(3.5, -0.5), xlabel="corrections")
plots.draw_key(figure)
figure.set_label(
    "Corrections beside the bound for AND and OR in both codings. AND with inputs 0 and 1: 11 in "
    "order, 6 to 15 in other orders, bound 51; with -1 and +1: 3, bound 9. OR with 0 and 1: 5 in "
    "order, bound 27; with -1 and +1: 3, bound 9. No run comes near its bound."
)

# %% caption [markdown]
# **No run comes near its bound.** The bars are corrections, and the marks are the most that the
# theorem allows. With inputs −1 and +1 the margin is wider, and both become smaller.

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
rows = []
for name, trial in trials.items():
    low, high = trial.interval
    q1, median, q3 = trial.epochs
    rows.append({
        "gate": name, "solved of 1000": trial.n_solved, "95 % interval": f"{low:.1%} to {high:.1%}",
        "epochs, median": median, "middle half": f"{q1:.0f} to {q3:.0f}" if trial.n_solved else None,
    })  # fmt: skip
show(rows)

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.2, 2.8), sharey=True, sharex=True)
for ax, name in zip(axes, ("AND", "OR"), strict=True):
    epochs = trials[name].history.epochs_to_solve
    ax.bar(range(17), np.bincount(epochs.astype(int), minlength=17), color=theme.BLUE)
    ax.axvline(np.median(epochs), color=theme.VERMILLION, linewidth=1.6, linestyle="--")
    ax.text(np.median(epochs) + 0.5, 258, f"median {np.median(epochs):.0f}", va="top")
    ax.set(title=name, xlabel="epochs until no answer is wrong")
    ax.label_outer()
axes[0].set(ylabel="learners out of 1000", ylim=(0, 265), xticks=range(0, 17, 4))
figure.set_label(
    "How many epochs a thousand learners need. AND: between 0 and 16, median 5. OR: between 0 and 9, "
    "median 3. Both fall off quickly to the right."
)

# %% caption [markdown]
# **Everybody learns AND and OR, and half of the learners need no more than five epochs.** Those with
# zero epochs were lucky in their first weights.

# %% [markdown]
# Zero epochs means that the random weights happened to be right already. Everyone learns AND and OR.
# Nobody learns XOR, and that is no matter of luck. `separate` hands us the proof: multipliers that
# weigh the four cases so that any line's answers cancel out.

# %%
proof = separate(XOR.X, XOR.target)
balance = (proof.multipliers * XOR.target) @ np.column_stack([XOR.X, np.ones(4)])
print("multipliers for 00, 01, 10, 11:", ", ".join(map(str, proof.multipliers)))
print("what they leave of w1, w2 and b:", ", ".join(f"{abs(part):.0f}" for part in balance))

# %% [markdown]
# What the rule does there, where nothing is to be found, is a walk [round and round](1958_round_and_round.md).
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
# 1. From zero weights the learning rate sets the scale and nothing else. So how many corrections
#    will AND take at `learning_rate=0.5` in `by_hand`, and how many at 0.1? Predict, then run both.
#    One of the two is a surprise. Hint: a net input that should be exactly zero.
# 2. Replace AND by NAND in the trace (`from neurohistory import get_problem`, then
#    `get_problem("NAND")`). Which final weights do you expect, given those of AND? And as many
#    corrections, or one more or less?
# 3. Run a thousand starts on `parity(3)`, and on `get_problem("NOR")`. For which of the two will
#    `separate` have a plane? Say so before you ask it.
#
# ## Sources
#
# - [@rosenblatt_1958]. Among its references are the works named above: McCulloch and Pitts 1943, Hebb
#   1949, Ashby 1952, Hayek 1952, and Kleene, Minsky and von Neumann 1956.
# - [@rosenblatt_1960], and *Principles of Neurodynamics*, Spartan Books 1962, pages 97–117: error
#   correction and its convergence. We have not seen them; Widrow and Lehr (*Proceedings of the IEEE*
#   78(9) (1990) 1415–1442, page 1425) cite them for both.
# - [@block_1962].
# - [@novikoff_1962].
# - The demonstration of July 1958: Cornell University, "Professor's perceptron paved the way for AI –
#   60 years too soon" (25 September 2019), and *The New York Times*, 8 July 1958. We have these from
#   later accounts.
# - The model: [Perceptron](../models/perceptron.md). Next: the same rule where no line will
#   do, [round and round](1958_round_and_round.md).

# %%
plt.show()
