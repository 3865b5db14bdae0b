# %% [markdown]
# # Optimizers racing
#
# Back-propagation delivers a gradient. What to do with it is another question, and the lecture lists the optimization method
# among the things on which the number of iterations depends. It shows the famous animations in which optimizers race down a
# surface.
#
# Here the races are run, on surfaces whose formulas are known. Alec Radford, who made such animations, wrote captions that say
# what can be seen in them. We check his observations one by one.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, plots, show
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.optimizers import OPTIMIZERS, get_optimizer
from neurohistory.network.propagation import Network
from neurohistory.network.races import BEALE, LONG_VALLEY, SADDLE, descend, race, steps_to_reach
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## Nine rules
#
# Let $g$ be the gradient $\partial J / \partial \Theta$ and $\alpha$ the learning rate. Three rules use $g$ as it is.
#
# - **Gradient descent**: $\Theta \leftarrow \Theta - \alpha g$.
# - **Momentum**: $v \leftarrow \gamma v - \alpha g$, then $\Theta \leftarrow \Theta + v$. The velocity $v$ remembers earlier
#   steps; $\gamma = 0.9$ here.
# - **Nesterov**: the same, but $g$ is taken where the velocity is about to lead, at $\Theta + \gamma v$.
#
# The others divide by a measure of how large the gradients of *this* weight have been, so that every weight gets a step size of
# its own. We call them **scaled**.
#
# - **Adagrad**: by the root of the sum of all squared gradients so far. The sum never shrinks.
# - **RMSprop**: by the root of a running mean of the squares, which forgets.
# - **Adadelta**: as RMSprop, times a running size of the earlier steps; no learning rate is needed.
# - **Adam**: a running mean of the gradients in place of $g$, divided as in RMSprop.
# - **AdaMax**: Adam with a running largest value in place of the mean square.
# - **Nadam**: Adam that looks ahead as Nesterov does.
#
# A race needs rates. The three unscaled rules get one rate in common, and the scaled ones another, so that differences within a
# family are differences of method. Adadelta runs as published.

# %%
UNSCALED = ("gradient_descent", "momentum", "nesterov")


def rules(unscaled, scaled):
    """All nine by name, the two families with a rate each."""
    rates = {name: unscaled if name in UNSCALED else scaled for name in OPTIMIZERS}
    rates["adadelta"] = 1.0  # the published rule
    return {name: get_optimizer(name, learning_rate=rate) for name, rate in rates.items()}


def titled(paths):
    """The paths by the names that people write."""
    return {OPTIMIZERS[name].title: path for name, path in paths.items()}


def panels(height, side=3):
    """A figure of nine panels, or of four."""
    shared = {"sharex": True, "sharey": True, "layout": "none"}
    figure, axes = plt.subplots(side, side, figsize=(theme.PAGE_WIDTH, height), **shared)
    figure.subplots_adjust(0.08, 0.5 / height, 0.98, 1 - 0.28 / height, hspace=0.3, wspace=0.13)
    return figure, axes


def verdict(seen, in_part=False):
    """The word for what our runs say of an observation."""
    return "seen" if seen else "in part" if in_part else "not seen"


def judge(surface, measured, observations):
    """Show what we measured of each rule, and whether that is what Radford observed."""
    names = list(next(iter(measured.values())))
    columns = {what: [by_rule[name] for name in names] for what, by_rule in measured.items()}
    rows = {"rule": [OPTIMIZERS[name].title for name in names]} | columns
    show(rows, f"Measured on the {surface}")
    rows = {"Radford's observation": observations, "here": observations.values()}
    show(rows, f"Observations on the {surface}")


# %% [markdown]
# ## The long valley
#
# $$f(x, y) = \tfrac{1}{2} \left( x^2 + 100\, y^2 \right)$$
#
# Across, the surface is a hundred times as steep as along. A rate that is safe across is small along: plain descent is stable
# only for $\alpha < 2/100$.

# %%
valley = race(LONG_VALLEY, rules(0.005, 0.1), 300)
figure, axes = panels(4.3)
plots.draw_races(axes.flat, LONG_VALLEY, titled({n: path[:61] for n, path in valley.items()}))
figure.set_label(
    "Sixty steps in a long valley, from a start on its side, in nine panels. Gradient descent drops to the floor of the valley and "
    "creeps along it. Momentum swings across the floor while it speeds up. Adam, Nadam, AdaMax and RMSprop set out diagonally; "
    "Adadelta has hardly left the start."
)

# %% caption [markdown]
# **In a long valley plain descent creeps, momentum swings, and the scaled rules set out at once.** Sixty steps each from the
# ring toward the star; the others' paths are gray.

# %%
along, swings, done = {}, {}, {}
for name, path in valley.items():
    along[name] = abs(np.divide(*(path[1] - path[0])))
    crosses = (path[1:, 1] * path[:-1, 1] < 0) & (abs(path[1:, 1]) > 0.001)
    swings[name], done[name] = crosses.sum(), 100 * (1 + path[100, 0] / 4)

plain, least = done["gradient_descent"], min(done["momentum"], done["nesterov"])
judge(
    "long valley",
    {"% of the way in 100 steps": done, "crossings of the floor": swings,
     "first step, along by across": along},
    {"plain descent gets nowhere": verdict(plain == min(done.values()), plain < least),
     "momentum and Nesterov oscillate until velocity has built up":
         verdict(min(swings["momentum"], swings["nesterov"]) > swings["gradient_descent"]),
     "scaled methods begin the descent at once":
         verdict(min(along[name] for name in along if name not in UNSCALED) > 0.9)},
)  # fmt: skip

# %% [markdown]
# Nesterov's rule looks ahead and brakes in time, so its swings die out sooner. (A crossing counts if it goes beyond 0.001.)
# Plain descent is slow, but Adadelta is slower: so the first observation holds in part. The last column is the point of
# scaling. Dividing each derivative by its own size leaves little but its sign, so the first step goes as far along the valley
# as across it.
#
# Radford's caption speaks of *breaking symmetry*, so his valley had a flat ridge to leave. Ours slopes all the way, and plain
# descent does move. The nearly flat start comes with the saddle below.
#
# ## Beale's function
#
# $$f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2$$
#
# A curved valley between steep walls, with its lowest point at $(3, 0.5)$. The start is on a wall.

# %%
steps = 300
beale = race(BEALE, rules(0.005, 0.1), steps)
figure, axes = panels(4.8)
plots.draw_races(axes.flat, BEALE, titled(beale))
figure.set_label(
    "Three hundred steps from the wall of Beale's function, in nine panels. Momentum and Nesterov shoot down across the valley, out of "
    "the picture and back to the minimum; Adam and Nadam arrive too. RMSprop gets close and rattles across the valley; gradient "
    "descent, Adagrad, AdaMax and Adadelta are still on their way."
)

# %% caption [markdown]
# **On Beale's function who is fast overshoots.** Momentum and Nesterov leave the picture below before they come to the star.

# %%
for moment in range(0, 201, 40):
    figure, axes = panels(4.6, 2)
    four = {name: beale[name] for name in ("gradient_descent", "momentum", "rmsprop", "adam")}
    plots.draw_races(axes.flat, BEALE, titled(four), moment, tail=40)
    figure.set_label(
        "film: Four optimizers race from the wall of Beale's function to its minimum. In the first picture all "
        "stand at the start. Momentum is out of the picture at once, swings back and past the minimum; Adam "
        "and RMSprop follow the floor of the valley; gradient descent creeps after them. | step "
        f"{moment}"
    )

# %% caption [markdown]
# **Momentum is far ahead, and has to come back.** The 40 steps between two pictures are bold; thin lines go on to 300.

# %%
rises = {name: (np.diff(BEALE.value(*path.T)) > 0).sum() for name, path in beale.items()}
length = {name: np.hypot(*np.diff(path, axis=0).T) for name, path in beale.items()}
bolder = {name: get_optimizer(name, learning_rate=0.01) for name in UNSCALED}
bolder = race(BEALE, bolder, 500)
steepness = np.hypot(*BEALE.gradient(*np.array(BEALE.start)))
print(f"length of the gradient at the start: {steepness:.0f}")
arrivals = {name: steps_to_reach(path, BEALE, 0.1) for name, path in bolder.items()}
show(
    {"rule": titled(arrivals), "arrives at step": arrivals.values()},
    "Twice the rate on the wall",
)

judge(
    "function of Beale",
    {f"steps of {steps} in which f rises": rises,
     "longest step": {name: each.max() for name, each in length.items()},
     "length of the walk": {name: each.sum() for name, each in length.items()}},
    {"methods with velocity shoot off and bounce around":
         verdict(min(rises["momentum"], rises["nesterov"]) > rises["gradient_descent"]),
     "Adagrad almost becomes unstable": verdict(rises["adagrad"] > 0),
     "Adadelta and RMSprop take the large gradient with more stability":
         verdict(rises["adadelta"] == rises["rmsprop"] == 0,
                 min(rises["adadelta"], rises["rmsprop"]) == 0)},
)  # fmt: skip

# %% [markdown]
# At twice the rate momentum and Nesterov leave for infinity, and plain descent arrives. That Adagrad is so calm here follows
# from its formula: in the first step the gradient is divided by its own size, so every coordinate moves by exactly $\alpha$,
# however steep the wall is. It may take a larger rate than ours to see what Radford saw. RMSprop's rattling follows from its
# formula too. Close to the minimum the gradients are small, and so is what they are divided by: the steps do not shrink.

# %% [markdown]
# ## The saddle
#
# $$f(x, y) = x^2 - y^2$$
#
# The start is almost on the ridge: $y = 0.001$. Each step of plain descent multiplies $y$ by $1 + 2\alpha$ and $x$ by $1 -
# 2\alpha$. It slides toward $(0, 0)$, where the gradient vanishes, and only the small $y$ leads out. There is nothing to reach
# here, so we ask when $|y|$ exceeds 1.

# %%
saddle = race(SADDLE, rules(0.05, 0.05), 100)
left = {name: int((abs(path[:, 1]) > 1).argmax()) for name, path in saddle.items()}
until = {name: path[: left[name] + 1] for name, path in saddle.items()}
figure, axes = panels(4.8)
plots.draw_races(axes.flat, SADDLE, titled(until))
figure.set_label(
    "Nine paths from the ridge of a saddle, until |y| exceeds 1, each in a panel. Gradient descent goes to the flat point at the "
    "center and leaves from there. Momentum runs along the ridge past the center before it leaves. Adagrad, Adadelta and RMSprop turn "
    "off the ridge at once."
)

# %% caption [markdown]
# **Out of a saddle the scaled rules turn at once.** Plain descent walks to the flat point first. Each path is drawn until $|y|$
# exceeds 1.

# %%
past = {name: path[:, 0].max() for name, path in until.items()}
plain, others = "gradient_descent", ("adadelta", "adagrad", "rmsprop")
judge(
    "saddle",
    {"steps until |y| > 1": left, "largest x": past},
    {"momentum and Nesterov explore, almost on another path":
         verdict(past[plain] < 0 < min(past["momentum"], past["nesterov"])),
     "Adadelta, Adagrad and RMSprop proceed like accelerated plain descent":
         verdict(all(left[name] < left[plain] and past[name] < 0 for name in others))},
)  # fmt: skip

# %% [markdown]
# ## Noisy moons
#
# The last pair of observations is about noise. A logistic unit learns the two moons from mini-batches of 10 examples, so every
# gradient points a little elsewhere. Twenty learners, 300 steps, $\alpha = 0.3$.

# %%
moons = get_problem("moons")
unit = Network((2, 1), get_activation("logistic"), get_cost("cross_entropy"))
target, rng = moons.truth.astype(float), np.random.default_rng()


def noisy_gradient(theta):
    """The gradient by ten examples, for each learner others."""
    some = rng.integers(len(target), size=(10, theta.shape[1]))
    return unit.gradient(theta, moons.X[some].swapaxes(1, 2), target[some][:, None])


turns, beyond = {}, {}
for name in UNSCALED:
    rng = np.random.default_rng(0)
    rule = get_optimizer(name, learning_rate=0.3)
    path = descend(rule, noisy_gradient, np.zeros((3, 20)), 300)  # (step, weight, learner)
    step = np.diff(path, axis=0)
    step = step / np.linalg.norm(step, axis=1, keepdims=True)
    turns[name] = (step[1:] * step[:-1]).sum(axis=1).mean()  # cosine
    far = np.linalg.norm(path, axis=1)  # (step, learner)
    beyond[name] = np.median(far.max(axis=0) / far[-50:].mean(axis=0))
judge(
    "moons",
    {"cosine between a step and the next": turns, "largest length by last": beyond},
    {"momentum smooths":
         verdict(min(turns["momentum"], turns["nesterov"]) > turns["gradient_descent"]),
     "and it overshoots and corrects":
         verdict(min(beyond["momentum"], beyond["nesterov"]) > beyond["gradient_descent"])},
)  # fmt: skip

# %% [markdown]
# Which of the nine is first, and at which rate, is told [next](07b_who_is_fastest.md).
#
# ## Try it
#
# 1. Start the saddle race exactly on the ridge: `race(SADDLE, rules(0.05, 0.05), 100, start=(-1.5, 0.0))`. Which of the nine
#    will leave it? Read the formulas first.
# 2. In the long valley, give the unscaled rules `0.02` and then `0.021`. What does plain descent do across the valley at each?
#    ($1 - 100 \alpha$ is the factor of $y$.)
# 3. Move the start of Beale's race to a gentle place: `race(BEALE, rules(0.01, 0.1), 300, start=(2.0, 0.0))`. Does momentum
#    still leave for infinity at the rate that was too bold on the wall?
#
# ## Sources
#
# - Alec Radford's captions to his animations of optimizers, as quoted in public posts. His exact surfaces, starts and rates we
#   have not found; formulas of the valley and the saddle, starts and rates are our choice.
# - A. Cauchy, *Comptes rendus* 25 (1847) 536–538 (gradient descent); H. Robbins and S. Monro, *Annals of Mathematical
#   Statistics* 22 (1951) 400–407 (with noise).
# - [@polyak_1964] (momentum).
# - M. D. Zeiler, arXiv:1212.5701 (Adadelta); D. P. Kingma and J. Ba, arXiv:1412.6980 (Adam, AdaMax).

# %%
plt.show()
