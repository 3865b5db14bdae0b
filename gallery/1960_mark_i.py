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

from neurohistory import AND, OR, XOR, get_problem, plots, run, surface
from neurohistory.checks import count_mistakes
from neurohistory.history import select
from neurohistory.models.mark_i import MarkIPerceptron
from neurohistory.network.association import activity, association, wire
from neurohistory.plots import theme
from neurohistory.problems.patterns import SHAPES, shapes
from neurohistory.theory.random_wiring import answerable_fraction, unit_kinds

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
for ax, name, image, answer in zip(axes, SHAPES, pictures, fires[:, unit], strict=True):
    row, column = np.divmod(np.flatnonzero(image), 20)
    ax.plot(column, row, "s", color=theme.TRACK, markersize=4.6)
    for sign, marker, color in ((1, "P", theme.BLUE), (-1, "_", theme.VERMILLION)):
        row, column = np.divmod(np.flatnonzero(ends * sign > 0), 20)
        label = "excitatory connection" if sign > 0 else "inhibitory connection"
        ax.plot(
            column,
            row,
            marker,
            color=color,
            markersize=7,
            mew=2.2,
            mec=color,
            label=label,
        )
    on = [int((np.maximum(sign * ends, 0) * image).sum()) for sign in (1, -1)]
    ax.set_title(f"{on[0]} − {on[1]} = {on[0] - on[1]}".replace("= -", "= −"))
    ax.set_xlabel(f"{name}: {'fires' if answer else 'silent'}")
    ax.set(xlim=(-1, 20), ylim=(20, -1), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_visible(True)
    assert answer == (on[0] - on[1] >= 2)
plots.draw_key(figure)
figure.set_label(
    "Four shapes on the retina with the same ten connections of one association "
    "unit, five excitatory and five inhibitory, scattered at random. The lit ones "
    f"are counted above each picture, and the unit answers: {said}."
)

# %% [markdown]
# One such unit is of little use. Hundreds of them turn an image into a pattern of hundreds of zeros and
# ones, and similar images into similar patterns.
#
# ## How many units fire
#
# Too low a threshold, and all units fire for everything; too high, and none fires. So the paper works
# out the probability $P_a$ that a unit fires. Each connection goes to a random point, so each sees
# light with probability $R$, the lit share of the retina, and both counts are binomial:
#
# $$P_a = \sum_{e - i \ge \theta} \binom{x}{e} R^e (1-R)^{x-e} \binom{y}{i} R^i (1-R)^{y-i}$$
#
# Against it we measure: ten images of random points for each curve, shown to 4,000 units.

# %%
settings = [(10, 0, 1), (10, 0, 4), (6, 4, 1), (5, 5, 1), (5, 5, 3)]
lit = np.arange(20, 391, 40)  # points
images = np.array([rng.permutation(400) < number for number in lit], dtype=float)
measured = {
    setting: association(
        wire((400, 4000, 1), *setting[:2], rng).astype(float), images, setting[2]
    ).mean(axis=(1, 2))
    for setting in settings
}
print("  x   y  θ   R = 0.25  measured   largest gap at any R")
for setting, shares in measured.items():
    formula = activity(lit / 400, *setting)
    gap = np.abs(shares - formula)
    x, y, theta = setting
    print(f"{x:3}{y:4}{theta:3}{formula[2]:11.3f}{shares[2]:10.3f}{gap.max():12.3f}")
    deviation = np.sqrt(formula * (1 - formula) / 4000)
    assert (gap < 4 * deviation + 1e-3).all()
assert lit[2] / 400 == 0.25

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.4))
R = np.linspace(0, 1, 101)
for number, setting in enumerate(settings):
    look = theme.series(number)
    x, y, theta = setting
    ax.plot(R, activity(R, *setting), label=f"x={x}, y={y}, θ={theta}", **look)
    ax.plot(
        lit / 400,
        measured[setting],
        "osD^v"[number],
        color=look["color"],
        markersize=5,
    )
ax.set(xlim=(0, 1), ylim=(0, 1.03))
ax.set(xlabel="lit share of the retina, R", ylabel="share of units that fire")
ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
figure.set_label(
    "The probability that an association unit fires, by the lit share of the "
    "retina, for five settings. With excitation alone the curves rise to one; with "
    "as much inhibition they rise, stay nearly level and fall again. Measured marks "
    "lie on all five curves."
)

# %% [markdown]
# Inhibition keeps the activity within bounds: with $x = y = 5$ and $\theta = 1$ it hardly depends on
# how much of the retina is lit, except near both ends.
#
# ## XOR by luck of the draw
#
# A gate with two inputs is a retina with two points. With our defaults, $x = 6$, $y = 4$,
# $\theta = 1$, only three kinds of unit can be drawn. `kinds` goes through all wirings:

# %%
found = unit_kinds(XOR.X, excitatory=6, inhibitory=4, threshold=1)
print("fires for   probability")
for pattern, probability in zip(found.active.T, found.probability, strict=True):
    cases = XOR.X[pattern].astype(int)
    print(f"{' '.join(f'{a}{b}' for a, b in cases):12}{probability:.3f}")

# %% [markdown]
# With weights −2 for both of the first two kinds and +3 for the third, the sums are 0 for 00, +1 for
# 01 and 10, and −1 for 11: that is XOR. With +1, +1 and −1 the same three kinds give AND. Neither can
# be done if one of the three is missing. **To these units XOR is no harder than AND.**
#
# What its units can answer a machine learns (the convergence theorem holds for its last layer), and no
# rule can teach it more. So it is settled by the draw of its $n$ units, before it has learned anything.
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
trials = {
    n: run(MarkIPerceptron(n_association=n, max_epochs=40), XOR, starts=200)
    for n in numbers.tolist()
}
print(" n   learned XOR   95 % interval      formula")
for n, trial in trials.items():
    low, high = trial.interval
    formula = all_present(n)
    assert np.isclose(formula, answerable_fraction(found, XOR.target, n))
    print(f"{n:2}{trial.success_rate:12.1%}    {low:6.1%} to {high:6.1%}{formula:11.1%}")
    assert abs(trial.success_rate - formula) < 4 * np.sqrt(formula * (1 - formula) / 200)

full = [run("mark_i", asked, starts=50) for asked in (AND, OR, XOR)]
told = ", ".join(f"{trial.problem.name} {trial.n_solved} of 50" for trial in full)
print(f"with 512 units: {told}")
assert all(trial.n_solved == 50 for trial in full)

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
share = np.array([trial.success_rate for trial in trials.values()])
marks = right.errorbar(
    numbers,
    share,
    (share - low, high - share),
    fmt="o",
    color=theme.VERMILLION,
    markersize=4,
    elinewidth=1.2,
)
right.set(xlim=(0, 35), ylim=(0, 1.03), title="machines that learn XOR")
right.set(xlabel="association units", ylabel="share")
right.legend([line, marks], ["formula", "200 machines"], loc="lower right")
plots.draw_key(figure)
figure.set_label(
    "Left: the answers of a machine of eight association units that has learned "
    "XOR. The boundaries of its units are lines that all run through the middle of "
    "the square; the regions of yes are sectors about the cases 01 and 10. Right: "
    "the share of machines that learn XOR rises with the number of units from "
    "about a fifth at three to nearly one at 24, along the computed curve."
)

# %% [markdown]
# Each unit draws a line as well, and the response unit puts them together. A machine with the 512
# units of the Mark I has all it needs, for practical purposes always.
#
# One thing this machine cannot do, with any number of units: say yes in the dark. For the case 00 no
# unit fires, and without a bias the sum is 0.

# %%
for name in ("NAND", "NOR", "XNOR"):
    trial = run("mark_i", get_problem(name), starts=50)
    print(f"{name:5}{trial.n_solved} of 50; {trial.expectation.reason}")
    assert trial.expectation.verdict.value == "cannot"
    assert not trial.history.ever_right.any()

# %% [markdown]
# ## A world without order, and one with it
#
# The 1958 paper compares two worlds. In the first, its "ideal environment", stimuli are random dots,
# and which response they belong to is random too. There is nothing to understand, only to memorize. In
# the other world stimuli of one class resemble each other; for us these are triangles and crosses at
# random places.
#
# A machine sees one image after the other, each once. On the way we ask it about all the images that
# it has seen so far (*recall*), and about images that it has never seen.


# %%
def grow(n_units, threshold, X, target, machines):
    """Right answers to the images so far and to 400 new ones: (count, 2)."""
    machine = MarkIPerceptron(n_units, 5, 5, threshold, order="cyclic", max_epochs=1)
    draw, new, done, shares = np.random.default_rng(0), slice(800, None), 0, []
    state = machine.start(X, target, machines, draw)
    for count in counts:
        state = next(machine.learn(state, X[done:count], target[done:count], draw))
        done = count
        wrong = [
            count_mistakes(machine, machine.respond(state, X[part]), target[part])
            for part in (slice(count), new)
        ]
        shares.append([1 - wrong[0].mean() / count, 1 - wrong[1].mean() / 400])
    return np.array(shares)


def pair(*names):
    """1,200 images of two shapes, and which one it is."""
    X, y = shapes(names, 1200, np.random.default_rng(0))
    return X.astype(np.float32), np.where(y == 1, 1, -1).astype(np.float32)


# %%
counts = (20, 50, 200, 800)
dots = (rng.random((4, 1200, 400)) < 0.5).astype(np.float32)
coins = rng.choice([-1, 1], size=(4, 1200)).astype(np.float32)
random_world = np.mean(
    [grow(128, 3, *world, 4) for world in zip(dots, coins, strict=True)], axis=0
)
sizes = (32, 128, 512)
shapes_world = {n: grow(n, 2, *pair("triangle", "cross"), 5) for n in sizes}

print("images seen              ", "".join(f"{count:6}" for count in counts))
for name, curve in {"random dots": random_world, **shapes_world}.items():
    label = name if isinstance(name, str) else f"shapes, {name} units"
    for which, shares in zip(("recall", "new"), curve.T, strict=True):
        print(f"{label:18}{which:7}", "".join(f"{s:6.2f}" for s in shares))
assert (np.diff(random_world[1:, 0]) < -0.05).all()
assert (np.abs(random_world[:, 1] - 0.5) < 0.03).all()
asymptotes = [curve[-1] for curve in shapes_world.values()]
assert all(abs(recall - new) < 0.04 for recall, new in asymptotes)
assert (np.diff([new for _, new in asymptotes]) > 0.05).all()

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.2, 3.5), sharey=True)
worlds = (
    {"128 units": random_world},
    {f"{n} units": shapes_world[n] for n in sizes},
)
for ax, title, curves in zip(
    axes, ("random dots", "triangles and crosses"), worlds, strict=True
):
    for name, curve in curves.items():
        look = theme.series([32, 128, 512].index(int(name.split()[0])))
        for shares, line, marker in zip(curve.T, ("-", "--"), "os", strict=True):
            ax.plot(
                counts,
                shares,
                marker,
                linestyle=line,
                color=look["color"],
                markersize=4,
            )
        if ax is axes[1]:
            ax.plot([], [], color=look["color"], label=name)
    ax.axhline(0.5, color=theme.MUTED, linewidth=0.8)
    ax.set(title=title, xscale="log", xlabel="images seen", ylim=(0.42, 1.02))
    ax.set_xticks(counts, [str(count) for count in counts])
    ax.minorticks_off()
axes[0].set_ylabel("right answers, share")
axes[0].text(800, 0.455, "chance", ha="right", va="bottom", color=theme.MUTED)
for line, marker, name in (("-", "o", "seen (recall)"), ("--", "s", "new")):
    axes[1].plot([], [], marker, linestyle=line, color=theme.INK, markersize=4, label=name)
plots.draw_key(figure)
figure.set_label(
    "Right answers by number of images seen, each shown once. Random dots: recall "
    "falls steadily, and new images stay at one half. Triangles and crosses: "
    "answers to seen and to new images come together, at a level that is higher "
    "with 128 association units than with 32, and near one with 512."
)

# %% [markdown]
# Four claims of 1958, the second to the fifth of the paper's conclusions (page 405), can be read off,
# in kind:
#
# * among random stimuli, recall falls with the number that is learned;
# * to new random stimuli the answers stay at chance;
# * where there is order, recall and generalization meet at one level;
# * that level rises with the number of association units.
#
# What does "resemble" mean for the machine? The paper looks at $P_c$: the probability that a unit
# which fires for one image fires for another one too. If it is above $P_a$ for two images of one class
# and below it for two of different classes, generalization is better than chance. That is sufficient;
# it is not necessary. Three worlds, the second after the cards of the demonstration of 1958, which were
# marked on the left or on the right:


# %%
def left_or_right():
    """600 small squares somewhere in the left or in the right half, and where."""
    small, _ = shapes(["square"], 600, np.random.default_rng(0), side=10, size=7)
    X, target = np.zeros((600, 20, 20)), rng.choice([-1.0, 1.0], size=600)
    X[target < 0, 5:15, :10] = small[target < 0].reshape(-1, 10, 10)
    X[target > 0, 5:15, 10:] = small[target > 0].reshape(-1, 10, 10)
    return X.reshape(600, -1), target


def shared(first, second):
    """How many of the units that fire for one fire for another as well."""
    both = (first @ second.T) / np.maximum(first.sum(axis=1), 1)[:, None]
    return both[~np.eye(len(both), dtype=bool)].mean()


worlds = {
    "random dots": (3, dots[0, :600], coins[0, :600]),
    "left or right": (2, *left_or_right()),
    "triangle or cross": (2, *(part[:600] for part in pair("triangle", "cross"))),
}
print("                  Pc different      Pa   Pc same   new images")
met = {}
for name, (threshold, X, y) in worlds.items():
    machine = MarkIPerceptron(512, 5, 5, threshold, max_epochs=5, random_state=0)
    score = machine.fit(X[:300], y[:300]).score(X[300:], y[300:])
    active = association(machine.state_.wiring, X, threshold)[..., 0].astype(float)
    one, other = (active[y == side][:150] for side in (-1, 1))
    same = (shared(one, one) + shared(other, other)) / 2
    different, overall = shared(one, other), active.mean()
    print(f"{name:18}{different:12.3f}{overall:8.3f}{same:10.3f}{score:13.2f}")
    met[name] = bool(different < overall < same), score
assert [fulfilled for fulfilled, _ in met.values()] == [False, True, False]
assert met["left or right"][1] > 0.95
assert abs(met["random dots"][1] - 0.5) < 0.1 < met["triangle or cross"][1] - 0.5

# %% [markdown]
# For left and right the condition holds, and new cards are told apart. Two patterns of random dots have
# as much in common whether they belong together or not, so there is nothing to go by. Triangles and
# crosses break the condition, because they come to lie on the same points of the retina, and are
# learned all the same: a *pattern* of units tells more than an average over all of them.
#
# ## Half of the machine removed
#
# Where does the machine keep what it knows? Nowhere in particular. Eight machines learn all four
# shapes from 200 images. Then we take away association units, a random part since the units are
# in no order, and ask again.

# %%
names = list(SHAPES)
X, y = shapes(names, 200, rng)
X, target = X.astype(np.float32), np.where(y[:, None] == np.arange(4), 1, -1)
machine = MarkIPerceptron(excitatory=5, inhibitory=5, threshold=2, max_epochs=15)
*_, taught = machine.learn(machine.start(X, target, 8, rng), X, target.astype(np.float32), rng)
parts = np.array([0, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 7 / 8, 31 / 32])
right = []  # (part, shape)
for part in parts:
    left_over = np.arange(512) >= part * 512
    damaged = taught._replace(weights=taught.weights * left_over[:, None, None])
    said = machine.respond(damaged, X).argmax(axis=1)  # (image, machine)
    right.append([(said[y == number] == number).mean() for number in range(4)])
right = np.array(right)
print("removed  ", "".join(f"{name:>10}" for name in names), "       all")
for part, row in zip(parts, right, strict=True):
    print(f"{part:7.1%}  ", "".join(f"{r:10.2f}" for r in row), f"{row.mean():10.2f}")
assert right[0].mean() > 0.95
assert (np.diff(right.mean(axis=1)) < 0).all()
assert right[1].min() > 0.6

# %%
figure, ax = plt.subplots(figsize=(7.2, 3.2))
for number, name in enumerate(names):
    ax.plot(parts, right[:, number], "osD^"[number], label=name, **theme.series(number))
ax.axhline(0.25, color=theme.MUTED, linewidth=0.8)
ax.text(0.01, 0.235, "chance", va="top", color=theme.MUTED)
ax.set(xlim=(-0.01, 1), ylim=(0, 1.03), xlabel="association units removed")
ax.set_ylabel("right answers, share")
ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
figure.set_label(
    "Right answers for each of four shapes as association units are removed. All "
    "four begin near one and have lost much when most units are gone, some sooner "
    "than others; on average they fall with every part, and none drops to nothing "
    "at once."
)

# %% [markdown]
# The loss is gradual, and no class is lost at a stroke while the others stay as they were. This is the
# ninth of the paper's conclusions (page 405). With few units left the machine prefers some answers to
# others, so a single shape may even gain while the average falls.
#
# A machine is wired for its retina, though, and for no other:

# %%
small, which = shapes(["disk", "cross"], 20, rng, side=16)
large, _ = shapes(["disk"], 1, rng)
try:
    MarkIPerceptron().fit(small, which).predict(large)
except ValueError as error:
    print(f"ValueError: {str(error).rstrip('.')}")

# %% [markdown]
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
# Write down your prediction first. An `assert` that complains describes our run: delete it.
#
# 1. Set `excitatory=5` and `inhibitory=5` in `unit_kinds(XOR.X, ...)`. Which kinds are left, and which of
#    AND, OR and XOR can be done then? Compare `run(MarkIPerceptron(excitatory=5, inhibitory=5), ...)`.
# 2. Give the machine `excitatory=4, inhibitory=6, threshold=0`. What happens in the dark now, and what
#    in full light? Which of NAND and XNOR can it learn?
# 3. In `grow`, give the machine of the random dots ten times as many units. Which of its two curves
#    will change, and which cannot?
# 4. Put square and disk, which fill nearly the same points, in place of triangle and cross. What
#    becomes of the two probabilities $P_c$, and what of the answers to new images?
#
# ## Sources
#
# - F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in
#   the brain", *Psychological Review* 65(6) (1958) 386–408, doi:10.1037/h0042519.
# - F. Rosenblatt, "Perceptron simulation experiments", *Proceedings of the IRE* 48(3) (1960) 301–309,
#   doi:10.1109/JRPROC.1960.287598.
# - F. Rosenblatt, "The perceptron: a perceiving and recognizing automaton (Project PARA)", report
#   85-460-1, Cornell Aeronautical Laboratory, January 1957, and *Principles of Neurodynamics*, Spartan
#   Books 1962, page ix, for the builders Wightman, Martin and Hay. We have both from others who quote
#   them.
# - A. B. J. Novikoff, "On convergence proofs on perceptrons", *Proceedings of the Symposium on the
#   Mathematical Theory of Automata* 12, Polytechnic Institute of Brooklyn (1962) 615–622: the theorem,
#   which Rosenblatt had proved in the report VG-1196-G-4 of 1960.
# - The paper's figures are not reproduced here. Shapes, sizes and counts are ours.
# - The model: [Mark I Perceptron](../models/mark_i.md).

# %%
plt.show()
