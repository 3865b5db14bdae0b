# %% [markdown]
# # 1960: A machine with a random layer
#
# The Mark I Perceptron was shown to the public in June 1960. It had a retina of 20 × 20 photocells, 512
# *association units*, and 8 *response units*. Motors turned potentiometers, and the positions of these
# were its weights. Charles Wightman and Francis Martin engineered it, and John C. Hay made the
# experiments. An IBM 704 served to simulate such machines. Their theory, random layer and all, is older
# than the machine: it is in Frank Rosenblatt's report of 1957 and his paper of 1958.
#
# [The chapter on 1958](1958_perceptron.md) showed its last layer alone, and that layer cannot do XOR.
# This chapter puts back what stood before it. An association unit has $x$ excitatory and $y$
# inhibitory connections to points of the retina, **drawn at random and then fixed**. It fires when the
# light on the excitatory ones outweighs the light on the inhibitory ones by a threshold $\theta$:
#
# $$a = 1 \iff (\text{excitatory on}) - (\text{inhibitory on}) \ge \theta$$
#
# A response unit says yes if $\mathbf{w}\cdot\mathbf{a} > 0$. Only its weights learn, and only from
# mistakes: $\mathbf{w} \leftarrow \mathbf{w} + t\,\mathbf{a}$ with $t = \pm 1$. There is no bias.
#
# Three departures. The 1958 paper studies several kinds of reinforcement, and ours is the error
# correction of 1960; so below we repeat the paper's claims in kind and not its numbers. With more than
# two classes our machine has one response unit for each; the largest sum decides. And our weights have
# no limits; a potentiometer has.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, OR, XOR, get_problem, plots, run, show, surface
from neurohistory.models.mark_i import MarkIPerceptron
from neurohistory.network.association import activity, association, wire
from neurohistory.plots import theme
from neurohistory.problems.patterns import SHAPES, shapes
from neurohistory.states import select
from neurohistory.theory.random_wiring import unit_kinds

plt.style.use(plots.STYLE)
rng = np.random.default_rng(1960)

# %% [markdown]
# ## One association unit looks
#
# Four shapes on a retina of 20 × 20 points, and one unit with five connections of each sort and
# threshold 2. The connections are the same in all four pictures. They have nothing to do with the
# shapes: nobody chose them.

# %%
wiring = wire((400, 40, 1), 5, 5, np.random.default_rng(2)).astype(float)
pictures = np.vstack([shapes([name], 1, rng)[0] for name in SHAPES])
fires = association(wiring, pictures, 2)[..., 0]  # (shape, unit)
# a unit that tells two of them from the other two
unit = int((fires.sum(axis=0) == 2).argmax())
ends = wiring[:, unit, 0]
said = ", ".join(
    f"{name} {'fires' if answer else 'silent'}"
    for name, answer in zip(SHAPES, fires[:, unit], strict=True)
)
print(said)

# %%
figure, axes = plt.subplots(1, 4, figsize=(7.2, 2.75))
kinds = ((1, "P", theme.BLUE, "excitatory"), (-1, "_", theme.VERMILLION, "inhibitory"))
counted = []
for ax, name, image, answer in zip(axes, SHAPES, pictures, fires[:, unit], strict=True):
    row, column = np.divmod(np.flatnonzero(image), 20)
    ax.plot(column, row, "s", color=theme.TRACK, markersize=4.6)
    for sign, marker, color, kind in kinds:
        row, column = np.divmod(np.flatnonzero(ends * sign > 0), 20)
        look = {"color": color, "markersize": 7, "mew": 2.2, "mec": color}
        ax.plot(column, row, marker, label=f"{kind} connection", **look)
    plus, minus = (int((np.maximum(sign * ends, 0) * image).sum()) for sign in (1, -1))
    counted.append(plus - minus)
    ax.set_title(f"{plus} − {minus} = {plus - minus}".replace("= -", "= −"))
    ax.set_xlabel(f"{name}: {'fires' if answer else 'silent'}")
    ax.set(xlim=(-1, 20), ylim=(20, -1), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_visible(True)
plots.draw_key(figure)
figure.set_label(
    "Four shapes on the retina with the same ten connections of one association unit, five excitatory "
    "and five inhibitory, scattered at random. The lit ones are counted above each picture, and the "
    f"unit answers: {said}."
)

# %% caption [markdown]
# **One association unit has ten threads into the image.** It fires if the lit excitatory ones
# outnumber the lit inhibitory ones.

# %% [markdown]
# One such unit is of little use. Hundreds of them turn an image into a pattern of hundreds of zeros and
# ones, and similar images into similar patterns.
#
# ## How many units fire
#
# Too low a threshold, and all units fire for everything; too high, and none fires. So the paper works
# out the probability $P_a$ that a unit fires. Each connection goes to a random point, so each sees
# light with probability $R$, the lit fraction of the retina, and both counts are binomial:
#
# $$P_a = \sum_{e - i \ge \theta} \binom{x}{e} R^e (1-R)^{x-e} \binom{y}{i} R^i (1-R)^{y-i}$$
#
# Against it we measure: ten images of random points for each curve, shown to 4,000 units.

# %%
settings = [(10, 0, 1), (10, 0, 4), (6, 4, 1), (5, 5, 1), (5, 5, 3)]
lit = np.arange(20, 391, 40)  # points
images = np.array([rng.permutation(400) < number for number in lit], dtype=float)
measured, rows = {}, []
for setting in settings:
    x, y, theta = setting
    wiring = wire((400, 4000, 1), x, y, rng).astype(float)
    measured[setting] = association(wiring, images, theta).mean(axis=(1, 2))
    formula = activity(lit / 400, *setting)
    gap = np.abs(measured[setting] - formula).max()
    rows.append({
        "x": x, "y": y, "θ": theta, "formula at R = 0.25": formula[2],
        "measured": measured[setting][2], "largest gap at any R": gap,
    })  # fmt: skip
show(rows, "Fraction of units that fire", formats=".3f")

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.4))
R = np.linspace(0, 1, 101)
for number, (setting, fractions) in enumerate(measured.items()):
    look, (x, y, theta) = theme.series(number), setting
    ax.plot(R, activity(R, *setting), label=f"x={x}, y={y}, θ={theta}", **look)
    ax.plot(lit / 400, fractions, "osD^v"[number], color=look["color"], markersize=5)
ax.set(xlim=(0, 1), ylim=(0, 1.03))
ax.set(xlabel="lit fraction of the retina, R", ylabel="fraction of units that fire")
ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
figure.set_label(
    "The probability that an association unit fires, by the lit fraction of the retina, for five settings. "
    "With excitation alone the curves rise to one; with as much inhibition they rise, stay nearly level "
    "and fall again. Measured marks lie on all five curves."
)

# %% caption [markdown]
# **Inhibition keeps the activity within bounds.** With as many inhibitory threads as excitatory ones
# about the same share of units fires, whatever part of the retina is lit.

# %% [markdown]
# With $x = y = 5$ and $\theta = 1$ the activity hardly depends on how much of the retina is lit, except
# near both ends.
#
# ## XOR by luck of the draw
#
# A gate with two inputs is a retina with two points. With our defaults, $x = 6$, $y = 4$,
# $\theta = 1$, only three kinds of unit can be drawn. `unit_kinds` goes through all wirings:

# %%
found = unit_kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
kinds_of_unit = [
    {
        "fires for": " ".join(f"{a:.0f}{b:.0f}" for a, b in XOR.X[cases]),
        "probability": probability,
    }
    for cases, probability in zip(found.active.T, found.probability, strict=True)
]
show(kinds_of_unit, formats=".3f")

# %% [markdown]
# With weights −2 for both of the first two kinds and +3 for the third, the sums are 0 for 00, +1 for
# 01 and 10, and −1 for 11: that is XOR. With +1, +1 and −1 the same three kinds give AND. Neither can
# be done if one of the three is missing. **To these units XOR is no harder than AND.**
#
# A machine learns whatever its units can answer (the convergence theorem holds for its last layer), and
# no rule can teach it more. So it is settled by the draw of its $n$ units, before it has learned anything.
# Let $p$ be the probability of each of the first two kinds and $q$ that of the third. All three are
# present with probability
#
# $$1 - 2(1-p)^n - (1-q)^n + 2p^n + q^n.$$

# %%
p, _, q = found.probability


def all_present(n):
    """The chance that all three kinds are among n units."""
    return 1 - 2 * (1 - p) ** n - (1 - q) ** n + 2 * p**n + q**n


numbers = np.array([3, 4, 6, 8, 12, 16, 24, 32])
trials, rows = {}, []
for n in numbers.tolist():
    trials[n] = run(MarkIPerceptron(n_association=n, max_epochs=40), XOR, starts=200)
    low, high = trials[n].interval
    rows.append({
        "units": n, "learned XOR": trials[n].success_rate,
        "95 % interval": f"{low:.1%} to {high:.1%}", "formula": all_present(n),
    })  # fmt: skip
show(rows, "Machines that learn XOR", formats=".1%")

full = [run("mark_i", asked, starts=50) for asked in (AND, OR, XOR)]
told = ", ".join(f"{trial.problem.name} {trial.n_solved} of 50" for trial in full)
print(f"with 512 units: {told}")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.5))
trial = trials[8]
state = select(trial.history.end, int(trial.history.solved.argmax()))
plots.draw_region(left, surface(trial.model, state, XOR, resolution=241))
for w1, w2 in np.unique(state.wiring[..., 0], axis=1).T:
    left.axline((0.5, 0.5), (0.5 + w2, 0.5 - w1), color=theme.MUTED, linewidth=0.9, zorder=2)
left.plot([], [], color=theme.MUTED, linewidth=0.9, label="a unit's line")
left.set_title("one machine of 8 units")
some = np.arange(1, 36)
(line,) = right.plot(some, all_present(some), color=theme.BLUE)
low, high = np.array([trial.interval for trial in trials.values()]).T
rate = np.array([trial.success_rate for trial in trials.values()])
look = {"fmt": "o", "color": theme.VERMILLION, "markersize": 4, "elinewidth": 1.2}
marks = right.errorbar(numbers, rate, (rate - low, high - rate), **look)
right.set(xlim=(0, 35), ylim=(0, 1.03), title="machines that learn XOR")
right.set(xlabel="association units", ylabel="success rate")
right.legend([line, marks], ["formula", "200 machines"], loc="lower right")
plots.draw_key(figure)
figure.set_label(
    "Left: the answers of a machine of eight association units that has learned XOR. The boundaries of its "
    "units are lines that all run through the middle of the square; the regions of yes are sectors about "
    "the cases 01 and 10. Right: the fraction of machines that learn XOR rises with the number of units from "
    "about a fifth at three to nearly one at 24, along the computed curve."
)

# %% caption [markdown]
# **With enough units drawn by chance XOR becomes a task for one trained unit.** Three units are
# enough in about one machine of five, and two dozen nearly always.

# %% [markdown]
# Each unit draws a line as well, and the response unit puts them together. A machine with the 512
# units of the Mark I practically always has all that it needs.
#
# One thing this machine cannot do, with any number of units: say yes in the dark. For the case 00 no
# unit fires, and without a bias the sum is 0.

# %%
dark = {name: run("mark_i", get_problem(name), starts=50) for name in ("NAND", "NOR", "XNOR")}
show(
    {"gate": name, "machines": trial.n_starts, "learn it": trial.n_solved,
     "theory": trial.expectation.reason}
    for name, trial in dark.items()
)  # fmt: skip

# %% [markdown]
# What such a machine makes of images, and what is left when half of it is gone, is told in
# [two worlds](1960_mark_i_worlds.md).
#
# ## What it was, and was not
#
# "The perceptron cannot do XOR" is true of one trained layer on the inputs themselves, and false of
# this machine. Its own limit is another one: the layer that makes XOR possible **does not learn**. It
# is a lottery. On two points a dozen tickets mostly do; on a large retina there is no such list of all
# kinds of unit, and more units are the only remedy. The paper of 1958 names relations in space and time
# as what a perceptron seems not to abstract (page 405). Minsky and Papert asked in [1969](1969_xor.md)
# what such units must see; how to teach them is the subject of [1986](1986_backprop.md).
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Set `excitatory=5` and `inhibitory=5` in `unit_kinds(XOR.X, ...)`. Which kinds are left, and which of
#    AND, OR and XOR can be done then? Compare `run(MarkIPerceptron(excitatory=5, inhibitory=5), ...)`.
# 2. Give the machine `excitatory=4, inhibitory=6, threshold=0`. What happens in the dark now, and what
#    in full light? Which of NAND and XNOR can it learn?
#
# ## Sources
#
# - [@rosenblatt_1958].
# - [@rosenblatt_1960_simulations].
# - [@rosenblatt_1957], and *Principles of Neurodynamics*, Spartan Books 1962, page ix, for the builders
#   Wightman, Martin and Hay. We have both from others who quote them.
# - [@novikoff_1962]: the theorem, which Rosenblatt had proved in the report VG-1196-G-4 of 1960.
# - The paper's figures are not reproduced here. Shapes, sizes and counts are ours.
# - The model: [Mark I Perceptron](../models/mark_i.md). Next: its [two worlds](1960_mark_i_worlds.md).

# %%
plt.show()
