# %% [markdown]
# # 1962: Many ADALINEs, and who is to blame
#
# One line cannot do XOR. Two lines can, with a gate behind them, and in 1962 Bernard Widrow and his
# students at Stanford, Marcian Hoff and William Ridgway among them, had machines of that kind.
# MADALINE, "many ADALINEs", puts several [ADALINEs](1960_adaline.md) side by side. They look at the
# same inputs, and a fixed element joins their answers: OR, AND, or a majority of votes. That was seven
# years before the [book of 1969](1969_xor.md). Whether anybody gave such a machine XOR in those years
# we do not know; that it would have learned it is our inference, from the runs below.
#
# The fixed element needs no teaching. The units do, and there is the difficulty. When the answer of
# the whole is wrong, **which of the units shall change?** Nobody says what each of them should have
# answered.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, get_problem, parity, plots, run, show, surface
from neurohistory.models.madaline import Madaline, MadalineState
from neurohistory.models.madaline_ii import MadalineII
from neurohistory.plots import theme
from neurohistory.states import select

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Disturb as little as possible
#
# The answer that the Stanford group gave is now called Madaline Rule I. If the answer of the whole is
# right, do nothing. If it is wrong, turn just as many units as it takes, and choose those whose sum
# $s_u = \mathbf{w}_u\cdot\mathbf{x} + b_u$ is nearest to zero, for they need the smallest change. Each
# of them is moved toward the target $t = \pm 1$:
#
# $$\mathbf{w}_u \leftarrow \mathbf{w}_u + \alpha\,(t - s_u)\,\frac{\mathbf{x}}{|\mathbf{x}|^2 + 1},
# \qquad b_u \leftarrow b_u + \alpha\,\frac{t - s_u}{|\mathbf{x}|^2 + 1}$$
#
# With $\alpha = 1$ the new sum is the target itself: the unit turns at once. That is what we do unless
# we say otherwise. Here are five units with given sums, before one presentation:

# %%
sums = np.array([-0.3, 2.0, -1.5, 0.4, -0.1])


def moved(element, target):
    """Which of five units with these sums Rule I moves."""
    before = MadalineState(sums[:, None], np.zeros((5, 1, 1)), np.array([0]))
    model = Madaline(n_units=5, element=element)
    X, t = np.zeros((1, 1)), np.array([target])
    after = next(model.learn(before, X, t, np.random.default_rng(0)))
    return [int(u) + 1 for u in np.flatnonzero(after.bias[:, 0] != sums)]


moves = []
for element in ("or", "and", "majority"):
    for target in (1.0, -1.0):
        units = ", ".join(map(str, moved(element, target))) or "none: it is right"
        moves.append({"element": element, "wanted": f"{target:+.0f}", "move": units})
show([{"": "sum"} | {f"unit {u}": s for u, s in enumerate(sums, start=1)}], formats="+.1f")
show(moves)

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.9))
wishes = [("majority", 1.0), ("or", -1.0), ("and", 1.0)]
names = {"majority": "a majority", "or": "OR", "and": "AND"}
ax.axvline(0, color=theme.MUTED, linewidth=1)
for row, (element, target) in enumerate(wishes):
    ax.axhline(row, color=theme.TRACK, linewidth=0.8, zorder=1)
    turned = moved(element, target)
    for unit, total in enumerate(sums, start=1):
        color = theme.BLUE if unit in turned else theme.MUTED
        ax.plot(total, row, "o", color=color, markersize=15, zorder=3)
        ax.text(
            total, row, str(unit), color=theme.PAPER, ha="center", va="center", size=9, zorder=4
        )
    for step, unit in enumerate(turned):
        above = row - 0.27 - 0.11 * step
        arrow = {"arrowstyle": "->", "color": theme.BLUE, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (target, above), (sums[unit - 1], above), arrowprops=arrow)
words = [
    f"{names[element]}, {'yes' if target > 0 else 'no'} wanted" for element, target in wishes
]
ax.set_yticks(range(len(wishes)), words)
ax.set(
    xlabel="sum: below zero a unit says no, above it yes", xlim=(-1.8, 2.2), ylim=(2.4, -0.6)
)
ax.spines["left"].set_visible(False)
ax.tick_params(axis="y", length=0)
figure.set_label(
    "Five units on a line by their sums, three times. For a majority that should say yes the unit "
    "nearest below zero is moved to plus one; for OR that should say no both units above zero are moved "
    "to minus one; for AND that should say yes all three below zero are moved to plus one."
)

# %% caption [markdown]
# **The unit nearest to zero turns first.** For a majority one is enough; OR and AND leave no choice.

# %% [markdown]
# Two of the five say yes. For a majority of yes one vote is missing, and unit 5 is the cheapest to
# win. For OR to say no, both must turn; there is no choice.
#
# The three elements are one: say yes if at least $k$ of the $n$ units do. OR has $k = 1$, AND has
# $k = n$, and a majority is the first $k$ above $n/2$. So the $k$-th largest of the sums decides, and
# its zero is the boundary that we draw.
#
# ## XOR from random starts
#
# Small random weights, the four cases in random order, a thousand learners for each element, and the
# 95 % interval of each success rate:

# %%
elements = {"OR of 2": {}, "AND of 2": {"element": "and"}}
elements["majority of 3"] = {"n_units": 3, "element": "majority"}


def starts(trials):
    """How many starts learn, with the interval, and when half of those that do have."""
    for name, trial in trials.items():
        low, high = trial.interval
        yield {
            "machine": name, "starts": trial.n_starts, "learn XOR": trial.success_rate,
            "95 % interval": f"{low:.1%} to {high:.1%}", "epochs, median": trial.epochs.median,
        }  # fmt: skip


solved = {
    name: run(Madaline(**kw), XOR, starts=1000, label=name) for name, kw in elements.items()
}
show(starts(solved), formats={"learn XOR": ".1%"})

# %%
figure, axes = plt.subplots(1, 3, figsize=(theme.PAGE_WIDTH, 3.2), sharey=True)
extent = (-0.5, 1.5, -0.5, 1.5)
for ax, (name, trial) in zip(axes, solved.items(), strict=True):
    end = trial.history.end
    room = (trial.model.respond(end, XOR.X) * XOR.target[:, None]).min(axis=0)
    one = select(end, int(room.argmax()))  # the one whose sums are clearest
    plots.draw_region(ax, surface(trial.model, one, XOR, extent))
    for b, w in zip(one.bias[:, 0], one.weights[..., 0], strict=True):
        plots.draw_line(ax, w, b, extent)
    ax.set_title(name)
    ax.label_outer()
plots.draw_key(figure)
figure.set_label(
    "Three learners that have solved XOR, each unit drawn as a line with an arrow to its side of yes. "
    "Under OR each of two lines cuts off one corner of yes. Under AND the two lines leave a band of yes "
    "between them. Under a majority of three two lines cut off a corner each; the third unit's line is "
    "outside the picture."
)
votes = XOR.X @ one.weights[..., 0].T + one.bias[:, 0] > 0  # (case, unit)
print("of the majority's units, yes to", *votes.sum(axis=0), "cases")

# %% caption [markdown]
# **The units share out the work.** Under OR each takes one corner of yes; under AND two lines enclose
# a band.

# %% [markdown]
# Under OR each unit takes charge of one corner. In this majority of three one unit says yes to all four
# cases, so that one more vote is enough: an OR again. Nobody has told them to share the work. At the
# start they differ by chance, and whoever takes a case is likely to take it again. The review by Widrow
# and Lehr calls it *load sharing*.
#
# ## What can be shared out
#
# A case of yes under OR needs a half-plane that holds it and no case of no. So the question "which
# gates can it do?" becomes one of sharing out the cases, and for small gates all ways can be tried.
# Parity of three inputs, for example, needs four units:

# %%
asked = {"XOR": XOR, "XNOR": get_problem("XNOR"), "parity of 3": parity(3)}
expected = []
for n, element in ((1, "or"), (2, "or"), (2, "and"), (3, "or"), (4, "or"), (4, "and")):
    machine = Madaline(n_units=n, element=element)
    verdicts = {
        name: machine.expectation(p.X, p.target).verdict.value for name, p in asked.items()
    }
    expected.append({"units": n, "element": element} | verdicts)
show(expected)
four = run(Madaline(n_units=4), parity(3), starts=100)
print(f"four units under OR: {four.n_solved} of 100 learn parity of 3")

# %% [markdown]
# Beyond a line theory says no more than that it depends on the start. For what a line *can* separate
# there is more: Rule I learns it from every start and in every order. (Take the weights of a separating
# line. Every unit that is moved should have given the answer $t$, as that line does, so each move brings
# it nearer to those weights; that can happen only so often. The proof is ours, in the style of
# Novikoff's of 1962.)
#
# ## How often
#
# "Fast" learning is $\alpha = 1$; "slow" learning takes a tenth of the error at a time. Rule II, by
# Winter and Widrow, came in 1987. It teaches the output unit too: it flips the first-layer unit nearest to zero *on trial*, then
# the others, then pairs; if that mends the answer, the flipped units are adapted. If the answer is still
# wrong then, the output unit is adapted as well.

# %%
few, slow = {"max_epochs": 100}, {"max_epochs": 100, "learning_rate": 0.1}
models = {
    "one unit": Madaline(n_units=1, **few),
    **{f"{name}, slow": Madaline(**kw, **slow) for name, kw in elements.items()},
    "Rule II, 2 units": MadalineII(learning_rate=1.0, **few),
    "Rule II, 2 units, slow": MadalineII(**slow),
}
studies = solved | {
    name: run(model, XOR, starts=250, label=name) for name, model in models.items()
}
show(starts(studies), formats={"learn XOR": ".1%"})

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.6))
plots.draw_success_rates(ax, list(studies.values()))
figure.set_label(
    "Success rates on XOR within 100 epochs, with 95 % intervals. OR and AND of two units and "
    "a majority of three, learning fast, do from all or nearly all starts; one unit never does; learning "
    "slowly, fewer of two units do. Rule II is the other way round: fast little more than half, slow "
    "nearly all."
)

# %% caption [markdown]
# **Fast learning helps Rule I and harms Rule II.** The lines are 95 % intervals; those of the first three
# machines are of a thousand starts, the others of 250.

# %% [markdown]
# The likely reason is this: in Rule I a large step throws a stuck
# learner out of its place, while in Rule II the output unit is stepped as well, and a large step there
# overturns what the first layer has learned. Where a rule gets nowhere, the review says that it can
# "hang up" on a local optimum; two slow units do so here at times, three under a majority hardly ever.
#
# In one more way the machine can be stuck: the cases come [in a fixed order](1962_madaline_fixed_order.md).
#
# ## What nobody had yet
#
# So XOR need have been no obstacle in 1962. Nor was one adaptive layer the end of what people tried.
# Rosenblatt describes a "back-propagating" error correction in 1962, with rules of thumb (*Principles
# of Neurodynamics*, chapter 13); R. A. Stafford wrote on networks of several layers that learn (1963);
# A. G. Ivakhnenko and V. G. Lapa grew networks layer by layer (1965); and Shun'ichi Amari published
# gradient training, and in a run of his student Saito's two of five layers learned (1967). What nobody
# had is a method that became known and worked in general. At Stanford, Widrow and Lehr write, "attempts
# to develop learning rules for networks with multiple adaptive layers were unsuccessful", and work
# turned to adaptive filters (page 1415). The hard threshold was the difficulty: it answers yes or no,
# and says nothing of which small change would help. Rule II of 1987 gropes its way by trial;
# [1986](1986_backprop.md) took the threshold away.
#
# ## Wrong circuits, right answers
#
# MADALINE was built as a machine. In the early 1960s one had a thousand adjustable weights, each of them a
# *memistor*, a resistor that is set by electroplating. As Widrow told it in 1963, the first MADALINE was
# finished in the night before a meeting and shown with success. Later about a quarter of its circuits
# were found to be wrong: it had learned around them.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. In the table of five units, change the sum of unit 4 to −0.05. Which rows change?
# 2. Give `slow` twenty times the epochs, `"max_epochs": 2000`. Do those that are stuck get free?
# 3. Set `initial_scale=1.0` for `OR of 2`. The review says that the first weights should be small;
#    does it matter here?
#
# ## Sources
#
# - [@widrow_1962]. We have not seen it; the rules are told here after the review of 1990.
# - [@widrow_1990]. It cites two theses: [@ridgway_1962], and [@hoff_1962].
# - [@winter_1988].
# - B. Widrow, "Adaline: smarter than sweet", *Stanford Today*, 1963: the first machine. We have it from
#   later accounts.
# - R. A. Stafford, "Multi-layer learning networks", in *Self-Organizing Systems 1963*, of which we know
#   the table of contents.
# - [@ivakhnenko_1965]. What they did is told after [@schmidhuber_2015].
# - [@amari_1967]. Saito's run is told after [@schmidhuber_2022].
# - [@novikoff_1962].
# - [@rosenblatt_1962], which we have from others who quote it.
# - Departures: Rule II tries no more than pairs, stops at the first trial that mends the answer, and
#   adapts our output unit only where the answer is still wrong after the first layer has had its turn.
#   The thousand starts are our experiment. We do not know that XOR was
#   tried in 1962; the review's example is its opposite, XNOR, by two ADALINEs and an AND.
# - The models: [MADALINE](../models/madaline.md) and [its Rule II](../models/madaline_ii.md). Before:
#   [1960](1960_adaline.md). Next: the trap [in a fixed order](1962_madaline_fixed_order.md).

# %%
plt.show()
