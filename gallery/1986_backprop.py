# %% [markdown]
# # 1986: Errors travel backward
#
# How shall the units *between* input and output be taught? Nobody can say what such a hidden unit
# should have answered. Several people had found ways before (the end of the chapter names them), but
# none that became known and worked in general. In October 1986 David Rumelhart, Geoffrey Hinton and
# Ronald Williams published four pages in *Nature* that made one way famous: let every unit be smooth,
# and the chain rule tells how much each hidden unit is to blame for the error at the output.
#
# This chapter does one step of it by hand, solves XOR, looks at what the hidden units have learned, and
# then asks 1,000 starts instead of one. Not all of them arrive.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, plots, run, show, surface, train
from neurohistory.network.gradient_check import gradient_check
from neurohistory.plots import theme
from neurohistory.states import side_by_side

plt.style.use(plots.STYLE)
model = load("backprop")()  # two inputs, two hidden units, one output

# %% [markdown]
# ## One sweep by hand
#
# Every unit takes a weighted sum of what is below it and squashes it: $y = 1 / (1 + e^{-x})$. The
# network 2-2-1 has nine weights, three of them biases. The error is half the sum of squares over all
# cases,
#
# $$E = \tfrac{1}{2} \sum_c (y_c - d_c)^2 .$$
#
# Going backward, each unit gets a delta, the derivative of $E$ with respect to its weighted sum. At the
# output it is $\delta = (y - d)\, y\, (1 - y)$. For a hidden unit with activation $a$ and the weight
# $w$ to the output it is $\delta\, w\, a\, (1 - a)$: the error travels back along the same weight. The
# derivative of $E$ for any weight is then the delta above it times the activation below it, summed over the
# cases.

# %%
state = model.start(XOR.X, XOR.target, n_starts=1, rng=np.random.default_rng(9))
network = model.network(state)
wanted = model.output_targets(XOR.target)  # (case, output, 1)


def error(theta):
    return network.cost_of(theta, XOR.X, wanted).item()


hidden = network.forward(state.theta, XOR.X)[1][1][:, :, 0]  # (case, hidden unit)
output = network.outputs(state.theta, XOR.X)[:, 0, 0]
show(
    [
        {"case": case, "hidden 1": h[0], "hidden 2": h[1], "output": y, "wanted": d}
        for case, h, y, d in zip(("00", "01", "10", "11"), hidden, output, XOR.y, strict=True)
    ],
    formats=".3f",
)
print(f"E = {error(state.theta):.4f}")

# %% [markdown]
# Before learning, the network says about the same to everything. Now the gradient, once by the chain
# rule and once the slow way: move one weight a little up and down and see how $E$ changes. A check of
# this kind is worth its time whenever a gradient was derived by hand.

# %%
check = gradient_check(network, state.theta[:, 0], XOR.X, wanted[:, :, 0])
names = model.named_weights(state)
gradients = [
    {"weight": name, "by the chain rule": by_rule, "by differences": by_nudge}
    for name, by_rule, by_nudge in zip(names, *check, strict=True)
]
show(gradients, formats="+.6f")

after = next(model.learn(state, XOR.X, XOR.target, np.random.default_rng(0)))
print(f"E after one sweep: {error(after.theta):.4f}")

# %% [markdown]
# Each sweep adds to every weight $\Delta w(t) = -\varepsilon\, \partial E / \partial w + \alpha\, \Delta
# w(t-1)$. The step size is $\varepsilon = 0.5$ and the momentum $\alpha = 0.9$; the book *Parallel
# Distributed Processing* (chapter 8, of the same year) reports a momentum of about 0.9 in most of its
# simulations.
#
# ## XOR, solved
#
# The same start, carried on. At first nothing seems to happen.

# %%
history = train(model, XOR.X, XOR.target, rng=9)
solved_at = int(history.epochs_to_solve[0])
sweeps = [0, 75, 125, 150, solved_at, 1000]
moments = side_by_side([history.states[sweep] for sweep in sweeps])
film = surface(model, moments, XOR, resolution=81)
print(f"right from sweep {solved_at} on; E is {history.loss[-1, 0]:.4f} after 1,000 sweeps")

figure, axes = plt.subplots(2, 3, figsize=(theme.PAGE_WIDTH, 6.0), sharex=True, sharey=True)
for frame, (ax, sweep) in enumerate(zip(axes.flat, sweeps, strict=True)):
    plots.draw_region(ax, film, frame=frame)
    ax.set_title(f"sweep {sweep:,}: E = {history.loss[sweep, 0]:.3f}", size=10)
    ax.label_outer()
plots.draw_key(figure)
figure.set_label(
    "Six moments of one network learning XOR. Up to sweep 150 at least one case is wrong and the error "
    f"stays near 0.5; at sweep {solved_at} all four are right, and the region of yes has become a band "
    "between two boundaries."
)

# %% caption [markdown]
# **For a long time nothing seems to happen, and then all at once.** The region of yes becomes a band
# between two boundaries.

# %% [markdown]
# ## What the hidden units have learned
#
# A line in the plane of the *inputs* cannot do XOR. But the output unit does not see the inputs. It sees
# the two hidden activations, and there the four cases lie differently.

# %%
first, second = (theta[:, :, 0] for theta in network.layers(history.end.theta))
# (case, hidden unit)
hidden = network.forward(history.end.theta, XOR.X)[1][1][:, :, 0]

figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.3))
extent = (-0.5, 1.5, -0.5, 1.5)
plots.draw_examples(left, XOR.X, XOR.truth)
for unit, place in enumerate([(-0.42, 0.22), (0.4, 1.32)]):
    plots.draw_line(left, first[1:, unit], first[0, unit], extent)
    left.text(*place, f"hidden {unit + 1}")
left.set(xlim=extent[:2], ylim=extent[2:], xticks=[0, 1], yticks=[0, 1], aspect="equal")
left.set(xlabel="x₁", ylabel="x₂")
left.set_title("in the plane of the inputs", size=10)

plots.draw_examples(right, hidden, XOR.truth)
plots.draw_line(right, second[1:, 0], second[0, 0], (-0.2, 1.2, -0.2, 1.2))
for case, (x, y) in zip(("00", "01 and 10", "", "11"), hidden, strict=True):
    right.annotate(case, (x, y), xytext=(0, -21), textcoords="offset points", ha="center")
half = [0, 0.5, 1]
right.set(xlim=(-0.2, 1.2), ylim=(-0.2, 1.2), xticks=half, yticks=half, aspect="equal")
right.set(xlabel="activation of hidden 1", ylabel="activation of hidden 2")
right.set_title("in the plane of the hidden units", size=10)
plots.draw_key(figure)
figure.set_label(
    "Left: in the plane of the inputs each hidden unit is a line, one on either side of the two yes cases. "
    "Right: the same four cases at their hidden activations. The cases 01 and 10 have moved to the same "
    "corner, and one straight line now separates them from 00 and 11."
)
show(
    [
        {"case": case, "hidden 1": h[0], "hidden 2": h[1]}
        for case, h in zip(("00", "01", "10", "11"), hidden, strict=True)
    ],
    formats=".2f",
)

# %% caption [markdown]
# **The hidden units see the four cases so that one line is enough.** On the left each is a line in
# the plane of the inputs; on the right the same cases stand where the output unit sees them.

# %% [markdown]
# The figure shows where each hidden unit is at $1/2$, with an arrow to the side where it is on: hidden
# unit 1 has become an OR and hidden unit 2 an AND. The output unit says: the first, and not the
# second. This is the net that the chapter on [1969](1969_xor.md) wired by hand; here nobody told the units what to be.
#
# ## One start is no answer
#
# The first weights are random, uniform between -0.5 and 0.5. (This is the range of the handbook that
# McClelland and Rumelhart published in 1988; the *Nature* paper starts between -0.3 and 0.3.) So ask
# 1,000 starts.

# %%
trial = run("backprop", XOR, starts=1000, seed=0, loss=False, label="2 hidden")
needed = trial.history.epochs_to_solve[trial.history.solved]
low, high = trial.interval
middle = trial.epochs
print(f"{trial.n_solved} of {trial.n_starts} starts solve XOR within 1,000 sweeps")
print(f"success rate {trial.success_rate:.1%}, 95 % interval {low:.1%} to {high:.1%} (Wilson)")
print(f"sweeps needed: quartiles {middle.lower:.0f}, {middle.median:.0f}, {middle.upper:.0f}")
print(f"fastest {needed.min():.0f}, slowest {needed.max():.0f}")

# %% [markdown]
# About nine in ten. The [scoreboard](../scoreboard.md) asks 200 starts and not 1,000; its share differs a
# little, and lies within this interval. Another range of first weights, another step size or another
# patience would give another rate.
#
# How many hidden units does it take? Here are other networks beside it, 300 starts each. One hidden unit
# and eight get 400 sweeps: the eight need no more, and for the one no number would do.

# %%
lean = {"starts": 300, "loss": False}
studies = [
    run(load("backprop")((n,), max_epochs=most), XOR, label=f"{n} hidden", **lean)
    for n, most in ((1, 400), (3, 1000), (8, 400))
]
studies.insert(1, trial)
show(
    {
        "network": study.label, "starts": study.n_starts, "solved": study.n_solved,
        "sweeps, median": study.epochs.median,
    }
    for study in studies
)  # fmt: skip

figure, (left, right) = plt.subplots(
    1, 2, figsize=(theme.PAGE_WIDTH, 3.2), width_ratios=(1, 1.5)
)
left.hist(needed, bins=np.arange(0, 1001, 50), color=theme.BLUE, edgecolor=theme.PAPER)
left.set(xlabel="sweeps until all four are right", ylabel="starts of 1,000")
left.set(xlim=(0, 1000), xticks=[0, 500, 1000])
left.set_title("2 hidden units", size=10)
plots.draw_success_rates(right, studies)
right.set_title("success rate", size=10)
figure.set_label(
    "Left: how many sweeps the successful starts of the network with two hidden units need; half of them "
    f"need {middle.lower:.0f} to {middle.upper:.0f}, with a tail up to 1,000. Right: the success "
    "rate on XOR is zero with one hidden unit, about nine in ten with two, and practically all from "
    "three on."
)

# %% caption [markdown]
# **Most starts get there, and more units help.** One hidden unit never does; with two about one start
# in ten is left behind.

# %% [markdown]
# **One hidden unit can never do it.** The output rises or falls with the hidden activation, and the
# hidden activation rises with its weighted sum, so the answer changes along a single line, and the
# certificate of 1969 applies. The book's famous XOR network does have one hidden unit, but its inputs
# are connected to the output as well; it needed 558 sweeps (page 331). Such shortcuts are not in our
# model.
#
# More units than necessary help: fewer starts fail, and learning is faster. The book gives a rule of
# thumb of Yves Chauvin for this, $P = 280 - 33 \log_2 H$ presentations with $H$ hidden units at a step
# size of 0.25. Our settings are others, so only the direction can be compared.
#
# What became of the others is told in [the starts that do not arrive](1986_stuck.md).
#
# ## How it came to be tried
#
# Rumelhart had the rule in the spring of 1982. Hinton did not believe in it at first, as both told in
# interviews: the units would stay alike, and learning would get stuck in poor valleys. The students who
# were asked to program it refused, because neurons do not send real numbers, so that Hinton wrote the
# program himself on a weekend.
#
# ## Who was first?
#
# The rule was found more than once. Henry Kelley carried derivatives backward along a flight path in
# 1960, and Arthur Bryson and Stuart Dreyfus did the like in 1961 and 1962: the same mathematics,
# without neurons. Seppo Linnainmaa described the reverse accumulation of derivatives in his thesis of
# 1970 (in English in 1976), for rounding errors. Paul Werbos's thesis of 1974 is the usual reference
# for its use in models that learn; how far it applies the method to neural networks is disputed, and
# his paper of 1982 is explicit. David Parker and Yann Le Cun published related work in 1985; these
# two are the ones whom the *Nature* paper credits.
#
# Several layers had been taught by other means, too. Frank Rosenblatt describes a "back-propagating"
# error correction with rules of thumb in 1962; Alexey Ivakhnenko and Valentin Lapa grew networks layer
# by layer from 1965 on; Shun'ichi Amari published gradient training in 1967, and his student Saito ran
# five layers, of which two learned. What 1986 added was the demonstration that hidden units come to
# stand for useful features of a task, and a method that everybody could use.
#
# The authors themselves named two limits: the descent is not guaranteed to find the lowest point, and
# the procedure is not a plausible model of learning in brains.
#
# **Departures from the paper.** There are no connections that skip a layer. The *Nature* paper's own
# experiments are larger (mirror symmetry, family trees); XOR is from the book chapter, with other
# networks and first weights, so its sweep counts are not to be matched here.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Replace `run("backprop", ...)` by `run("backprop:initialization=3", ...)`. Will more or fewer starts
#    solve XOR? Will those that do be faster?
# 2. Set `momentum=0`, and find out how many sweeps are then needed for the same rate.
# 3. Change the seed 9 of the first start to 5. What do the six regions show?
# 4. Start from zero: `initialization="zeros"`. Why do the two hidden units stay equal for ever?
#
# ## Sources
#
# * [@rumelhart_1986]. Parker and Le Cun are cited there.
# * [@rumelhart_1986_pdp].
# * [@mcclelland_1988].
# * [@kelley_1960].
# * [@ivakhnenko_1965]. What they did, and Bryson and Dreyfus, is told after [@schmidhuber_2015].
# * [@rosenblatt_1962], chapter 13, as others quote it.
# * [@amari_1967]. Saito's run is told after [@schmidhuber_2022].
# * [@linnainmaa_1976].
# * [@werbos_1974].
# * [@werbos_1982].
# * [@wilson_1927].
# * D. E. Rumelhart and G. E. Hinton, interviews in J. A. Anderson and E. Rosenfeld (editors), *Talking
#   Nets*, MIT Press 2000. We have them from later accounts.
# * The model: [back-propagation](../models/backprop.md).
# * Before: [1982](1982_years_not_empty.md). Next: [the starts that do not arrive](1986_stuck.md).

# %%
plt.show()
