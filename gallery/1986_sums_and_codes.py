# %% [markdown]
# # 1986: Sums and codes
#
# A network may have several output units, each with a bit of its own to answer. The book of 1986 gave
# such networks two problems that look like child's play. One asks for the *sum* of two binary numbers.
# The other asks for nothing but its input, given back, through a layer of hidden units that is too
# narrow to let it pass: a *code* has to be found. David Ackley, Geoffrey Hinton and Terrence Sejnowski
# had posed it to the Boltzmann machine a year before.
#
# A case is right when all its bits are, each within 0.5 of what it should be, and a start has solved the
# problem when all its cases are right. How many starts do?

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, run, show
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision
from neurohistory.states import select

plt.style.use(plots.STYLE)


def study(problem, units, rate, sweeps):
    """A hundred starts of a network with so many hidden units."""
    model = load("backprop")((units,), learning_rate=rate, max_epochs=sweeps)
    label = f"{units} hidden units, rate {rate:g}"
    quick = in_single_precision(problem)
    return run(model, quick, starts=100, loss=False, label=label)


def show_rates(title, trials):
    """How many starts solved it, with the 95 % interval of the success rate."""
    rows = [
        {
            "network": trial.label, "solved, of 100": trial.n_solved,
            "success rate from": trial.interval[0], "to": trial.interval[1],
            "sweeps, median": trial.epochs.median,
        }
        for trial in trials
    ]  # fmt: skip
    show(
        rows, title, {"success rate from": "percent", "to": "percent", "sweeps, median": ".0f"}
    )


# %% [markdown]
# ## Adding
#
# Two numbers of two bits make 16 cases, and their sum has three bits. On paper each digit is a XOR of
# the digits above it, with a carry from the right: the last bit of the sum is the XOR of the two last
# bits, and the middle one is a XOR of three things, one of which nobody has written down.

# %%
addition = get_problem("ADDITION2")
digits = ["".join(map(str, case)) for case in addition.X.astype(int).tolist()]
some = [6, 11, 15]  # 1 + 2, 2 + 3, 3 + 3
show(
    {
        "first": digits[at][:2],
        "second": digits[at][2:],
        "sum": "".join(map(str, addition.y[at])),
    }
    for at in some
)

# %%
adders = {units: study(addition, units, 0.5, 1000) for units in (3, 4, 6)}
show_rates("Addition", adders.values())

# %% [markdown]
# In a thousand sweeps none of a hundred starts with three hidden units arrives, of those with four about
# two in three, and with six nearly all. (Patience helps four units a little: with
# [three thousand sweeps](../commands.md#bits) it is three in four.) None of a hundred is no proof that three
# units cannot add: the interval ends at four in a hundred. Practice says that a unit to spare costs little,
# and finds much.
#
# Which bit is it that those who fail have wrong? We ask the starts with four units that did not arrive.

# %%
four = adders[4]
model, failed = four.model, select(four.history.end, ~four.history.solved)
right = (
    model.decide(model.respond(failed, addition.X)) == (addition.y == 1)[..., None]
)  # (case, bit, start)
bits = ["four", "two", "one"]
wrong = (~right).any(axis=0).sum(axis=1)
by_bit = {"bit": bits, "starts that have it wrong": wrong}
show(by_bit, f"The {right.shape[-1]} starts of four units that failed")

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 2.7))
counts = {str(units): trial.n_solved for units, trial in adders.items()}
bars = [(counts, "hidden units", "starts of 100 that learn to add")]
bars.append(
    (
        dict(zip(bits, wrong.tolist(), strict=True)),
        "bit of the sum",
        "failed starts that have it wrong",
    )
)
for ax, (heights, below, title) in zip(axes, bars, strict=True):
    drawn = ax.bar([*heights], [*heights.values()], color=theme.BLUE, width=0.6)
    ax.bar_label(drawn, padding=2)
    ax.set(xlabel=below, title=title, ylim=(0, max(heights.values()) * 1.18), yticks=[])
    ax.spines["left"].set_visible(False)
figure.set_label(
    "Two rows of bars. On the left, how many of a hundred starts learn to add with three, four and six "
    "hidden units: none, about two in three, nearly all. On the right, in which bit of the sum the starts "
    "with four units that failed are wrong: never in the highest, and in the two others often."
)

# %% caption [markdown]
# **A unit to spare finds the sum.** Starts that fail are wrong in the two bits that are XORs, and never in
# the highest.

# %% [markdown]
# Never the highest. It asks whether the sum is four or more, which one unit could answer by itself: it
# gives the high bits twice the weight of the low ones and sets its threshold between three and four. The
# two others are XORs, and there it is that starts get stuck.
#
# ## Codes
#
# Four inputs of which one is on, four outputs that give it back, and two units between them: a binary
# number for each case would do. Then eight cases and three units.

# %%
four_cases = study(get_problem("ENCODER4"), 2, 0.5, 300)
eight = get_problem("ENCODER8")
coders = {
    (units, rate): study(eight, units, rate, sweeps)
    for units, rate, sweeps in ((3, 0.5, 1000), (3, 0.1, 1000), (2, 0.25, 2000))
}
show_rates("Four cases", [four_cases])
show_rates("Eight cases", coders.values())

# %% [markdown]
# Four cases are learned from every start, in 300 sweeps. With eight the *rate* decides. At 0.5, which was
# good for addition, not one start with three units arrives in a thousand sweeps; at a fifth of that nearly
# all do. With a momentum of 0.9 the sum over eight cases makes steps so long that hidden units are thrown
# into their flat ends before they have found anything. And **two** units are enough for eight cases, at a
# rate between these for about every fourth start within two thousand sweeps. That cannot be binary numbers,
# of which two units have only four. So look at what the units say.

# %%


def codes(trial):
    """What the hidden units say to each case in the first start that solved it, shape (case, unit)."""
    state = select(trial.history.end, int(trial.history.solved.argmax()))
    X = np.eye(state.sizes[0])
    return trial.model.network(state).forward(state.theta, X)[1][1][:, :, 0]


narrow = [codes(four_cases), codes(coders[2, 0.25])]
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.7))
for ax, found in zip(axes, narrow, strict=True):
    around = np.argsort(
        np.arctan2(*(found - found.mean(axis=0)).T)
    )  # in the order of their direction
    ax.plot(*found[np.append(around, around[0])].T, color=theme.TRACK)
    ax.plot(*found.T, "o", color=theme.BLUE, markersize=16)
    for case, place in enumerate(found, start=1):
        ax.annotate(str(case), place, ha="center", va="center", color=theme.PAPER, size=9)
    ax.set(
        xlim=(-0.1, 1.1),
        ylim=(-0.1, 1.1),
        aspect="equal",
        xlabel="hidden unit 1",
        xticks=[0, 0.5, 1],
    )
    ax.set(title=f"{len(found)} cases, 2 units", ylabel="hidden unit 2", yticks=[0, 0.5, 1])
figure.set_label(
    "What two hidden units say to each case, as points in a square, for four cases on the left and for eight "
    "on the right. The points are joined in a ring: each is a corner of it, and none lies within."
)

# %% caption [markdown]
# **Every code is a corner of the ring.** Two units tell four cases apart by yes and no, and eight by
# values in between.

# %% numbers
of_three = codes(coders[3, 0.1])
show(
    [{"case": case} | {f"unit {at}": value for at, value in enumerate(said, start=1)}
     for case, said in enumerate(of_three, start=1)],
    "Eight cases, three units", ".2f",
)  # fmt: skip

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.4))
plots.draw_image(ax, of_three.T)
ax.set_xticks(range(8), [str(case) for case in range(1, 9)])
ax.set_yticks(range(3), [f"unit {unit}" for unit in (1, 2, 3)])
ax.set(xlabel="case")
for (case, unit), said in np.ndenumerate(of_three):
    ink = theme.PAPER if said > 0.6 else theme.INK
    ax.text(case, unit, f"{said:.1f}", ha="center", va="center", size=9, color=ink)
figure.set_label(
    "What three hidden units say to each of eight cases, as gray squares with the number in each. No two "
    "cases have the same three numbers; most are near 0 or near 1, and some are between."
)

# %% caption [markdown]
# **No two cases have one code.** Each column is what three units say to a case: mostly no or yes, and now
# and then something between.

# %% [markdown]
# Each code is a corner of a ring, and it must be. An output unit is a threshold unit that looks at the
# hidden units, so it draws a straight line in this square: its own case lies on one side, and all others
# on the other. A point within the ring of the others could not be cut off. On the ring there is room for
# any number of cases, if the units may say 0.3 or 0.7 and not only no and yes.
#
# With three units the square is a cube. The binary numbers are its corners, each can be cut off, and
# some units do say 0 or 1, but the learner is not told that its code should be binary. The authors of
# 1986 found values about one half in theirs too, and called it of interest that the network uses them.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Let sixteen cases through two units: `study(get_problem("ENCODER16"), 2, 0.5, 3000)`. What has to become of
#    the weights of the output units as the ring gets crowded?
# 2. Half the momentum, `momentum=0.5`, at the rate 0.5: does the code of three units come back?
# 3. Three bits a number: `get_problem("ADDITION3")` has 64 cases. How many hidden units will it take until
#    half of the starts arrive?
# 4. The third problem of the book that asks for several bits is `NEGATION3`: the first bit says whether
#    the other three are turned over. How many hidden units does it need?
#
# ## Sources
#
# * [@rumelhart_1986_pdp]: the encoding problem, negation and addition, with momentum 0.9.
# * [@ackley_1985]: the encoder, posed to a Boltzmann machine.
# * The model: [back-propagation](../models/backprop.md).
# * Before: [the starts that do not arrive](1986_stuck.md). Next: [1995](1995_kernels.md).

# %%
plt.show()
