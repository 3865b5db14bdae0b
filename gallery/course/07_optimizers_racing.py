# %% [markdown]
# # Optimizers racing
#
# Back-propagation delivers a gradient. What to do with it is another question, and the lecture lists
# the optimization method among the things on which the number of iterations depends. It shows the
# famous animations in which optimizers race down a surface.
#
# Here the races are run, on surfaces whose formulas are known. Alec Radford, who made such
# animations, wrote captions that say what can be seen in them. We check his observations one by
# one. Then the same optimizers learn XOR, from 200 starts each, and the order of arrival is another
# one.

# %%
import textwrap

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import AND, XOR, get_problem, load, plots, run, train
from neurohistory.landscapes import learning_plane, unit_surface
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.optimizers import OPTIMIZERS, get_optimizer
from neurohistory.network.propagation import Network
from neurohistory.network.races import BEALE, LONG_VALLEY, SADDLE, race, steps_to_reach
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
plt.rcParams["figure.max_open_warning"] = 0  # a film has many figures

# %% [markdown]
# ## Nine rules
#
# Let $g$ be the gradient $\partial J / \partial \Theta$ and $\alpha$ the learning rate. Three rules
# use $g$ as it is.
#
# - **Gradient descent**: $\Theta \leftarrow \Theta - \alpha g$.
# - **Momentum**: $v \leftarrow \gamma v - \alpha g$, then $\Theta \leftarrow \Theta + v$. The
#   velocity $v$ remembers earlier steps; $\gamma = 0.9$ here.
# - **Nesterov**: the same, but $g$ is taken where the velocity is about to lead, at $\Theta +
#   \gamma v$.
#
# The others divide by a measure of how large the gradients of *this* weight have been, so that every
# weight gets a step size of its own. We call them **scaled**.
#
# - **Adagrad**: by the root of the sum of all squared gradients so far. The sum never shrinks.
# - **RMSprop**: by the root of a running mean of the squares, which forgets.
# - **Adadelta**: as RMSprop, times a running size of the earlier steps; no learning rate is needed.
# - **Adam**: a running mean of the gradients in place of $g$, divided as in RMSprop.
# - **AdaMax**: Adam with a running largest value in place of the mean square.
# - **Nadam**: Adam that looks ahead as Nesterov does.
#
# A race needs rates. The three unscaled rules get one rate in common, and the scaled ones another, so
# that differences within a family are differences of method. Adadelta runs as published.

# %%
UNSCALED = ("gradient_descent", "momentum", "nesterov")


def rules(unscaled, scaled):
    """All nine by name, the two families with a rate each."""
    rates = {name: unscaled if name in UNSCALED else scaled for name in OPTIMIZERS}
    rates["adadelta"] = 1.0  # the published rule
    return {name: get_optimizer(name, learning_rate=rate) for name, rate in rates.items()}


verdicts = []


def check(surface, observation, verdict, measured):
    """Note an observation of Radford's, and whether our run shows it."""
    verdicts.append(verdict)
    print(f"{verdict.upper()}: {observation} ({surface})")
    print(textwrap.indent(textwrap.fill(measured, 80), "    "))


# %% [markdown]
# ## The long valley
#
# $$f(x, y) = \tfrac{1}{2} \left( x^2 + 100\, y^2 \right)$$
#
# Across, the slope is a hundred times as steep as along. A rate that is safe across is small along:
# plain descent is stable only for $\alpha < 2/100$.

# %%
valley = race(LONG_VALLEY, rules(0.005, 0.1), 300)
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.7))
plots.draw_race(ax, LONG_VALLEY, {name: path[:61] for name, path in valley.items()})
ax.set_title("The long valley: 60 steps")
figure.set_label(
    "Nine paths in a long valley, from a start on its side. Gradient descent drops "
    "to the floor of the valley and creeps along it. Momentum swings across the "
    "floor while it speeds up. Adam, Nadam, AdaMax and RMSprop set out diagonally; "
    "Adadelta has hardly left the start."
)

# %%
first = {name: path[1] - path[0] for name, path in valley.items()}
along = {name: abs(step[0] / step[1]) for name, step in first.items()}
swings = {
    name: int(((path[1:, 1] * path[:-1, 1] < 0) & (abs(path[1:, 1]) > 0.001)).sum())
    for name, path in valley.items()
}
done = {name: 100 * (1 + path[100, 0] / 4) for name, path in valley.items()}
scaled = [name for name in OPTIMIZERS if name not in UNSCALED]

check(
    "long valley",
    "plain descent gets nowhere",
    "in part",
    f"after 100 steps it has gone {done['gradient_descent']:.0f} % of the way, "
    f"momentum {done['momentum']:.0f} %; but Adadelta only {done['adadelta']:.0f} "
    "%",
)
check(
    "long valley",
    "momentum and Nesterov oscillate until velocity has built up",
    "seen",
    f"they cross the floor {swings['momentum']} and {swings['nesterov']} times by "
    "more than 0.001, plain descent never",
)
check(
    "long valley",
    "scaled methods begin the descent at once",
    "seen",
    "length along by length across of the first step: "
    f"{along['gradient_descent']:.2f} for plain "
    f"descent, {along['adam']:.2f} for all scaled ones",
)
assert 30 < done["gradient_descent"] < 50
assert done["adadelta"] < done["gradient_descent"] < done["momentum"]
assert swings["momentum"] > 10 > swings["nesterov"] > swings["gradient_descent"] == 0
assert np.allclose([along[name] for name in scaled], 1, atol=0.01)

# %% [markdown]
# Nesterov's rule looks ahead and brakes in time, so its swings die out sooner. The last line is the
# point of scaling. Dividing each slope by its own size leaves little but its sign, so the first
# step goes as far along the valley as across it.
#
# Radford's caption speaks of *breaking symmetry*, so his valley had a ridge to leave, where the
# slope is nearly zero. Ours slopes all the way, and plain descent does move. The nearly flat start
# comes with the saddle below.
#
# ## Beale's function
#
# $$f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2$$
#
# A curved valley between steep walls, with its lowest point at $(3, 0.5)$. The start is on a wall.

# %%
steps = 300
beale = race(BEALE, rules(0.005, 0.1), steps)
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.0))
plots.draw_race(ax, BEALE, beale)
ax.set_title(f"Beale's function: {steps} steps")
figure.set_label(
    "Nine paths from the wall of Beale's function. Momentum and Nesterov shoot "
    "down across the valley and out of the picture before they come to the "
    "minimum; Adam and Nadam arrive too. RMSprop gets close and rattles across the "
    "valley; gradient descent, Adagrad, AdaMax and Adadelta are still on their way."
)

# %%
slope = np.hypot(*BEALE.gradient(*np.array(BEALE.start)))
rises = {name: int((np.diff(BEALE.value(*path.T)) > 0).sum()) for name, path in beale.items()}
length = {name: np.hypot(*np.diff(path, axis=0).T) for name, path in beale.items()}
bolder = {name: get_optimizer(name, learning_rate=0.01) for name in UNSCALED}
bolder = race(BEALE, bolder, 500)
print(f"slope at the start: {slope:.0f}")

check(
    "Beale",
    "methods with velocity shoot off and bounce around",
    "seen",
    f"f rises in {rises['momentum']} and {rises['nesterov']} of {steps} steps, "
    f"for plain descent in {rises['gradient_descent']}; with twice the rate "
    "both leave for infinity, and plain descent arrives at step "
    f"{steps_to_reach(bolder['gradient_descent'], BEALE, 0.1)}",
)
check(
    "Beale",
    "Adagrad almost becomes unstable",
    "not seen",
    f"f rises in {rises['adagrad']} steps; its longest step is the first, "
    f"{length['adagrad'][0]:.2f}, plain descent's is "
    f"{length['gradient_descent'][0]:.2f}",
)
check(
    "Beale",
    "Adadelta and RMSprop take the large gradient with more stability",
    "in part",
    f"f rises in {rises['adadelta']} steps of Adadelta, whose longest is "
    f"{length['adadelta'].max():.2f}; RMSprop stays near, but f rises in "
    f"{rises['rmsprop']} steps: it walks {length['rmsprop'].sum():.0f}, Adam "
    f"{length['adam'].sum():.1f}",
)
assert not np.isfinite(bolder["momentum"]).all()
assert not np.isfinite(bolder["nesterov"]).all()
assert steps_to_reach(bolder["gradient_descent"], BEALE, 0.1)
assert min(rises["momentum"], rises["nesterov"]) > 10
assert rises["adagrad"] == rises["adadelta"] == rises["gradient_descent"] == 0
assert np.isclose(length["adagrad"].max(), length["adagrad"][0])

# %% [markdown]
# That Adagrad is so calm here follows from its formula: in the first step the gradient is divided
# by its own size, so every coordinate moves by exactly $\alpha$, however steep the wall is. It may
# take a larger rate than ours to see what Radford saw.
#
# RMSprop's rattling follows from its formula too. Close to the minimum the gradients are small, and
# so is what they are divided by: the steps do not shrink.
#
# Here is the race as a film. Each picture is a later moment; between the first ones there are few
# steps, between the last ones many.

# %%
x, y = np.linspace(-0.5, 4.5, 41), np.linspace(-2, 2, 41)
heights = BEALE.value(*np.meshgrid(x, y))
moments = [0, 1, 2, 3, 5, 8, 12, 17, 24, 34, 48, 68, 100, 150, 210, 300]
for moment in moments:
    figure = plt.figure(figsize=(theme.PAGE_WIDTH, 4.0), layout="none")
    ax = figure.add_axes((0.1, 0.14, 0.63, 0.77))
    ax.contour(
        x,
        y,
        heights,
        [0.2, 0.7, 2, 8, 30, 100],
        colors=[theme.TRACK],
        linewidths=0.8,
    )
    ax.plot(*BEALE.minimum, "*", color=theme.INK, markersize=13)
    for number, (name, path) in enumerate(beale.items()):
        look = theme.series(number) | {"linewidth": 1.2}
        ax.plot(
            *path[max(0, moment - 25) : moment + 1].T,
            **look,
            marker=theme.MARKERS[number],
            markersize=7,
            markevery=[-1],
            label=name,
        )
    ax.set(
        xlim=(-0.5, 4.5),
        ylim=(-2, 2),
        xticks=range(5),
        yticks=range(-2, 3),
        xlabel="x",
        ylabel="y",
        title=f"step {moment}",
    )
    ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    figure.set_label(
        "film: Nine optimizers race from the wall of Beale's function to its "
        "minimum. Within the first few steps most drop into the valley; then "
        "momentum and Nesterov run ahead, overshoot the minimum and swing back, "
        f"while Adadelta comes down slowly. | step {moment}"
    )

# %% [markdown]
# ## The saddle
#
# $$f(x, y) = x^2 - y^2$$
#
# The start is almost on the ridge: $y = 0.001$. Each step of plain descent multiplies $y$ by $1 +
# 2\alpha$ and $x$ by $1 - 2\alpha$. It slides toward $(0, 0)$, where the gradient vanishes, and
# only the small $y$ leads out. There is nothing to reach here, so we ask when $|y|$ exceeds 1.

# %%
saddle = race(SADDLE, rules(0.05, 0.05), 100)
left = {name: int((abs(path[:, 1]) > 1).argmax()) for name, path in saddle.items()}
counts = ", ".join(f"{name} {step}" for name, step in left.items())
print(textwrap.fill(f"steps until |y| > 1: {counts}", 84, subsequent_indent="  "))
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.9))
plots.draw_race(ax, SADDLE, {name: path[: left[name] + 1] for name, path in saddle.items()})
ax.set_title("The saddle, until |y| exceeds 1")
figure.set_label(
    "Nine paths from the ridge of a saddle. Gradient descent goes to the flat "
    "point at the center and leaves from there. Momentum runs along the ridge past "
    "the center before it leaves. Adagrad, Adadelta and RMSprop turn off the ridge "
    "at once."
)

# %%
before = {name: path[: left[name] + 1] for name, path in saddle.items()}
past = {name: path[:, 0].max() for name, path in before.items()}
check(
    "saddle",
    "momentum and Nesterov explore, almost on another path",
    "seen",
    f"they run past the center to x = {past['momentum']:.2f} and "
    f"{past['nesterov']:.2f}; plain descent stops short of it, at "
    f"{past['gradient_descent']:.3f}",
)
check(
    "saddle",
    "Adadelta, Adagrad and RMSprop proceed like accelerated plain descent",
    "seen",
    f"they leave after {left['adadelta']}, {left['adagrad']} and "
    f"{left['rmsprop']} steps, plain descent after {left['gradient_descent']}; "
    "none passes the center",
)
assert past["gradient_descent"] < 0 < min(past["momentum"], past["nesterov"])
for name in ("adadelta", "adagrad", "rmsprop"):
    assert past[name] < 0
    assert left[name] < left["gradient_descent"]

# %% [markdown]
# ## Noisy moons
#
# The last pair of observations is about noise. A logistic unit learns the two moons from
# mini-batches of 10 examples, so every gradient points a little elsewhere. Twenty learners, 300
# steps, $\alpha = 0.3$.

# %%
moons, unit = (
    get_problem("moons"),
    Network((2, 1), get_activation("logistic"), get_cost("cross_entropy")),
)
wanted = moons.truth.astype(float)


def walk(rule, n_learners=20, n_steps=300, batch=10):
    """The weights after each step: (step, weight, learner)."""
    rng, theta = np.random.default_rng(0), np.zeros((3, n_learners))
    state, path = rule.init(theta), [theta]
    for t in range(1, n_steps + 1):
        some = rng.integers(len(wanted), size=(batch, n_learners))
        X, d = moons.X[some].swapaxes(1, 2), wanted[some][:, None]
        change, state = rule.update(unit.gradient(rule.lookahead(theta, state), X, d), state, t)
        theta = theta + change
        path.append(theta)
    return np.array(path)


# %%
turns, beyond = {}, {}
for name in UNSCALED:
    path = walk(get_optimizer(name, learning_rate=0.3))
    step = np.diff(path, axis=0)
    step = step / np.linalg.norm(step, axis=1, keepdims=True)
    turns[name] = (step[1:] * step[:-1]).sum(axis=1).mean()  # cosine
    far = np.linalg.norm(path, axis=1)  # (step, learner)
    beyond[name] = np.median(far.max(axis=0) / far[-50:].mean(axis=0))
check(
    "moons",
    "momentum smooths",
    "seen",
    f"cosine between a step and the next: plain {turns['gradient_descent']:.2f}, "
    f"momentum {turns['momentum']:.2f}, Nesterov {turns['nesterov']:.2f}",
)
check(
    "moons",
    "and it overshoots and corrects",
    "seen",
    "largest length of the weights by their length at the end: plain "
    f"{beyond['gradient_descent']:.2f}, momentum {beyond['momentum']:.2f}, "
    f"Nesterov {beyond['nesterov']:.2f}",
)
assert turns["gradient_descent"] < 0.3 < 0.7 < min(turns["momentum"], turns["nesterov"])
assert beyond["gradient_descent"] < 1.15 < 1.3 < min(beyond["momentum"], beyond["nesterov"])
counted = [verdicts.count(word) for word in ("seen", "in part", "not seen")]
print(
    f"\nOf {len(verdicts)} observations {counted[0]} seen, {counted[1]} in part, "
    f"{counted[2]} not."
)
assert counted == [7, 2, 1]

# %% [markdown]
# ## Who is fastest?
#
# The number of steps until a path stays within 0.1 of the minimum: at the common rates, and at the
# best of five rates for each rule.

# %%
tried = {  # the common rate, and four others
    "unscaled": (0.005, 0.001, 0.002, 0.01, 0.02),
    "scaled": (0.1, 0.05, 0.2, 0.5, 1.0),
}
found = {}
print(f"{'':17} {'long valley':>24} {'Beale':>25}")
print(f"{'':17} {'common':>10} {'best':>6} {'rate':>6} {'common':>12} {'best':>6} {'rate':>6}")
for name in OPTIMIZERS:
    usual, *others = tried["unscaled" if name in UNSCALED else "scaled"]
    if name == "adadelta":
        usual, others = 1.0, [10.0]
    row = f"{name:17}"
    for surface, common in ((LONG_VALLEY, valley), (BEALE, beale)):
        makers = {rate: get_optimizer(name, learning_rate=rate) for rate in others}
        paths = {usual: common[name]} | race(surface, makers, 300)
        with np.errstate(over="ignore"):
            needed = {rate: steps_to_reach(path, surface, 0.1) for rate, path in paths.items()}
        best, rate = min((n or np.inf, rate) for rate, n in needed.items())
        found[name, surface.name] = best
        row += f" {needed[usual] or '> 300':>10} {best if best < np.inf else '> 300':>6}"
        row += f" {rate if best < np.inf else '-':>6} "
    print(row)
assert found["adagrad", "long valley"] < found["adam", "long valley"]
assert found["adam", "Beale's function"] < found["adagrad", "Beale's function"]
winners = [min(OPTIMIZERS, key=lambda name: found[name, s.name]) for s in (LONG_VALLEY, BEALE)]
assert winners == ["adagrad", "adam"]

# %% [markdown]
# Two things stand out. The rate decides as much as the method: in the valley, Adagrad has not
# arrived after 300 steps at the common rate, and is the first of all at its best. And no rule is
# first on both surfaces. An animation of a race shows one surface, one start and one choice of
# rates.
#
# ## XOR
#
# Now the same nine teach a network with two hidden units XOR, with the cross-entropy as the cost, 200
# starts each, at most 400 passes. For each rule we had tried a few rates on other starts, a factor of
# ten apart, and kept the one that solved the most. Two rows at the end show another rate.

# %%
rates = {
    "gradient_descent": 10,
    "momentum": 1,
    "nesterov": 1,
    "adagrad": 0.1,
    "adadelta": 10,
    "rmsprop": 0.1,
    "adam": 0.01,
    "adamax": 0.1,
    "nadam": 0.01,
}
rows = [*rates.items(), ("momentum", 10), ("adam", 0.1)]
network = load("backprop")((2,), cost="cross_entropy", max_epochs=400)
studies = {}
print("optimizer          rate  solved   95 % interval     passes: quartiles")
for name, rate in rows:
    network.set_params(optimizer=name, learning_rate=rate)
    study = studies[name, rate] = run(network, XOR, starts=200)
    low, high = study.interval
    print(
        f"{name:17} {rate:5g} {study.n_solved:7} {100 * low:8.0f} to {100 * high:3.0f} %",
        end="",
    )
    print("" if not study.n_solved else "   {:6.0f} {:6.0f} {:6.0f}".format(*study.epochs))

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 4.3), sharey=True)
for row, study in enumerate(studies.values()):
    color = theme.BLUE if row < len(rates) else theme.PURPLE
    axes[0].plot(study.interval, (row, row), color=color, linewidth=2.2)
    axes[0].plot(study.success_rate, row, "o" if row < len(rates) else "s", color=color)
    if study.n_solved >= 10:  # quartiles of fewer say little
        axes[1].plot(
            [study.epochs.lower, study.epochs.upper],
            (row, row),
            color=color,
            linewidth=2.2,
        )
        axes[1].plot(study.epochs.median, row, "o" if row < len(rates) else "s", color=color)
axes[0].set_yticks(range(len(rows)), [f"{name}, α = {rate:g}" for name, rate in rows])
axes[0].set(
    xlim=(0, 1),
    xlabel="share of starts that solve XOR",
    ylim=(len(rows) - 0.5, -0.5),
)
axes[1].set(xlim=(0, 400), xlabel="passes needed: middle half, median")
for ax in axes:
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
figure.set_label(
    "Share of 200 starts that solve XOR, and passes they need, for nine "
    "optimizers. Momentum, Nesterov and Adadelta solve most, over four in five. "
    "Adagrad, RMSprop, Adam, AdaMax and Nadam solve about half; RMSprop needs the "
    "fewest passes. Momentum at ten times the rate solves one in seven."
)
share = {name: studies[name, rate].success_rate for name, rate in rates.items()}
steady = min(share[name] for name in ("momentum", "nesterov", "adadelta"))
quick = max(share[name] for name in ("adagrad", "rmsprop", "adam", "adamax", "nadam"))
assert steady > 0.8 > 0.7 > quick
assert studies["momentum", 10].success_rate < 0.25
assert min(rates, key=lambda name: studies[name, rates[name]].epochs.median) == "rmsprop"

# %% [markdown]
# The rule that is quickest where it succeeds is not the one that succeeds most often. With two
# hidden units there is nothing to spare, and a start that goes wrong stays wrong. What an optimizer
# gains on a smooth test surface says little about that. (Our rates are the best of few and XOR is a
# small problem: this is no ranking for others.)
#
# ## The surfaces of the machines themselves
#
# The test surfaces have two variables because a page has two dimensions. How does the loss of a
# learning machine look? For ADALINE on AND we can draw it exactly, over its two weights, with the
# bias as it ends. The network for XOR has nine weights. Its picture is a slice: the plane through the
# end of learning that lies closest to the path. The path is seen from straight above.

# %%
adaline, backprop = load("adaline")(max_epochs=60), load("backprop")(max_epochs=600)
rolled = train(adaline, AND.bipolar.X, AND.target, rng=18)
bowl = unit_surface(adaline, AND.bipolar, rolled, extent=(-2.4, 2.4, -1.9, 2.9))
history = train(backprop, XOR.X, XOR.target, rng=9)
plane = learning_plane(backprop, XOR, history)
print(
    f"ADALINE: lowest loss {bowl.loss.min():.2f}, {100 * bowl.share:.0f} % of the "
    "path in the picture"
)
print(f"XOR: {100 * plane.share:.1f} % of the path in the plane")
print(
    f"     loss {history.loss[0, 0]:.3f} at the start and {history.loss[-1, 0]:.4f} at the end"
)
assert history.solved.all()

figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.4))
figure.get_layout_engine().set(wspace=0.06)
for ax, landscape, title in zip(
    axes, (bowl, plane), ("ADALINE on AND", "2-2-1 on XOR"), strict=True
):
    plots.draw_landscape(ax, landscape)
    ax.set_title(title)
figure.set_label(
    "Left: the loss of ADALINE on AND is a round bowl, and the path goes down to "
    "its bottom. Right: a plane through the nine weights of a network that solves "
    "XOR. The path crosses high ground, turns, and goes down a slope onto a floor "
    "that sinks ever more slowly toward the right."
)

# %% [markdown]
# ADALINE has a bowl: from everywhere the way leads down to the same point. The network's slice has
# none. Its path starts on high, nearly level ground, goes down a slope, and the floor behind it
# sinks on, ever more slowly, as the weights grow. Where such a path turns is what an optimizer has
# to cope with.
#
# ## Try it
#
# 1. Start the saddle race exactly on the ridge: `race(SADDLE, rules(0.05, 0.05), 100, start=(-1.5,
#    0.0))`. Which of the nine will leave it? Read the formulas first.
# 2. In the long valley, give the unscaled rules `0.02` and then `0.021`. What does plain descent do
#    across the valley at each? ($1 - 100 \alpha$ is the factor of $y$.)
# 3. Give the network for XOR four hidden units: `load("backprop")((4,), ...)`. Does the difference
#    between Adam and momentum in the share of solved starts stay, shrink or grow?
# 4. Move the start of Beale's race to a gentle place: `race(BEALE, rules(0.01, 0.1), 300, start=(2.0,
#    0.0))`. Does momentum still leave for infinity at the rate that was too bold on the wall?
#
# ## Sources
#
# - Alec Radford's captions to his animations of optimizers, as quoted in public posts. His exact
#   surfaces, starts and rates we have not found; formulas of the valley and the saddle, starts and
#   rates are our choice.
# - A. Cauchy, *Comptes rendus* 25 (1847) 536–538 (gradient descent); H. Robbins and S. Monro,
#   *Annals of Mathematical Statistics* 22 (1951) 400–407 (with noise); B. T. Polyak, *USSR
#   Computational Mathematics and Mathematical Physics* 4(5) (1964) 1–17 (momentum).
# - M. D. Zeiler, arXiv:1212.5701 (Adadelta); D. P. Kingma and J. Ba, arXiv:1412.6980 (Adam, AdaMax).

# %%
plt.show()
