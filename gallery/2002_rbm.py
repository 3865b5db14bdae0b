# %% [markdown]
# # 2002: Learn what is likely
#
# Every machine of this story so far that learned was told the right answer. A *Boltzmann machine* is
# only shown patterns, and learns how likely each is. It is of 1985, by David Ackley, Geoffrey Hinton
# and Terrence Sejnowski, and had to settle to equilibrium, twice, before each change of its weights.
# The restricted one has two layers of units, visible and hidden, with wires between the layers and none
# within; Paul Smolensky described such machines in 1986, in his theory of harmony. In 2002 Hinton
# published a shortcut, *contrastive divergence*, which does not wait for equilibrium, and four years
# later it trained the layers of the deep autoencoder.
#
# To learn without a teacher is older still. Donald Hebb wrote of it in 1949; the paper on the
# [perceptron](1958_perceptron.md) of 1958 counts the "spontaneous recognition" of classes among its
# results (page 405); and John Hopfield's net of 1982 stores what it is shown.
#
# This chapter counts a tiny machine out by hand, measures what the shortcut costs, teaches XOR as a
# pattern among patterns, lets a machine dream, and ends with handwritten digits.

# %%
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PolyCollection
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from neurohistory import AND, OR, XOR, load, run
from neurohistory.network.boltzmann import (
    energy,
    free_energy,
    sample,
    start_machine,
)
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.network.enumeration import (
    exact_gradient,
    expected_contrast,
    log_likelihood,
    log_partition,
    log_probability,
    maximum_likelihood,
    states,
)
from neurohistory.plots import STYLE, theme

plt.style.use(STYLE)

# %% [markdown]
# ## Energy
#
# All units are 0 or 1. A joint state has an energy,
#
# $$E(\mathbf{v}, \mathbf{h}) = -\mathbf{b}\cdot\mathbf{v} - \mathbf{c}\cdot\mathbf{h} -
# \mathbf{v}^{\top} W \mathbf{h},$$
#
# and the lower it is, the likelier the state: $p(\mathbf{v}, \mathbf{h}) = e^{-E(\mathbf{v},
# \mathbf{h})} / Z$. The number $Z$ is the sum of $e^{-E}$ over all states, so that the probabilities add
# up to 1. Here are two visible units and one hidden unit, with weights 2 and -1.

# %%
tiny = start_machine(2, 1, 1, np.random.default_rng(0))._replace(
    weights=np.array([[[2.0]], [[-1.0]]]),
    visible_bias=np.array([[0.0], [0.5]]),
    hidden_bias=np.array([[-0.5]]),
)
V = states(2)
E = np.hstack([energy(tiny, V, np.full((4, 1), h)) for h in (0, 1)])  # (v, h)
Z = np.exp(-E).sum()
F = free_energy(tiny, V)[:, 0]
for v, both, f in zip(V.astype(int), E + 0.0, F, strict=True):
    print(
        f"v = {v[0]}{v[1]}: E = {both[0]:+.1f} with h = 0, {both[1]:+.1f} with h = 1; "
        f"F = {f:+.3f}, p(v) = {np.exp(-f) / Z:.3f}"
    )
print(f"Z = {Z:.3f}")
assert np.isclose(np.exp(-F).sum(), Z)
assert np.isclose(log_partition(tiny)[0], np.log(Z))

# %% [markdown]
# The *free energy* $F(\mathbf{v})$ sums the hidden unit out: $e^{-F(\mathbf{v})} = \sum_{\mathbf{h}}
# e^{-E(\mathbf{v}, \mathbf{h})}$. Because hidden units have no wires among themselves, it is a formula
# and not a sum, even with a thousand of them:
#
# $$F(\mathbf{v}) = -\mathbf{b}\cdot\mathbf{v} - \sum_j \ln\left(1 + e^{c_j + \mathbf{v}\cdot
# \mathbf{w}_j}\right).$$
#
# Only $Z$ stays hard: with $n$ units it has $2^n$ terms. With all weights and biases at 0 each state has the energy 0,
# so $\ln Z$ is the number of units times $\ln 2$. In general one has to count, and for small machines
# this package does, as a referee.
#
# ## The shortcut
#
# How should a weight change to make the data likelier? The answer is short:
#
# $$\frac{\partial}{\partial w_{ij}} \ln p = \langle v_i h_j \rangle_{\mathrm{data}} -
# \langle v_i h_j \rangle_{\mathrm{machine}}.$$
#
# The first mean is easy: put the data on the visible units and see how often both are on. The second is
# over what the machine itself would produce, and to get that honestly one draws hidden units from
# visible ones and visible from hidden ones, back and forth, for a long time. Hinton's shortcut starts
# the drawing *at the data* and stops after $k$ rounds, often after a single one. This is CD-$k$.
#
# It is biased. For a small machine the bias can be computed without chance, from the transition matrix
# of the back and forth. Here are 200 random machines with four visible and three hidden units, for
# weights of three sizes.

# %%
data = states(4)[[0, 3, 5, 9]]
rounds = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15]
sizes = {0.5: "about 0.5", 2.0: "about 2", 4.0: "about 4"}
off = {}
for size in sizes:
    machine = start_machine(4, 3, 200, np.random.default_rng(1), scale=size)
    exact = exact_gradient(machine, data).weights  # (visible, hidden, start)
    length = np.linalg.norm(exact, axis=(0, 1))
    gaps = [expected_contrast(machine, data, k).weights - exact for k in rounds]
    gap = np.linalg.norm(gaps, axis=(1, 2)) / length  # (k, start)
    off[size] = 100 * np.median(gap, axis=1)
    few = ", ".join(f"{off[size][rounds.index(k)]:.2f} %" for k in (1, 3, 8))
    print(f"weights {sizes[size]}: off by {few} after 1, 3, 8 rounds (medians)")
assert all((np.diff(gap) < 1e-9).all() for gap in off.values())
assert off[0.5][0] < off[2.0][0] < off[4.0][0]

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.6))
for number, (size, name) in enumerate(sizes.items()):
    seen = off[size] > 0.01
    look = theme.series(number)
    ax.plot(np.array(rounds)[seen], off[size][seen], marker="o", ms=4, **look)
    end = np.flatnonzero(seen)[-1]
    ax.annotate(
        name,
        (rounds[end], off[size][end]),
        xytext=(7, 2),
        textcoords="offset points",
        color=look["color"],
    )
ax.set(yscale="log", xlim=(0, 18.5), ylim=(0.01, 100))
ax.set(xlabel="rounds k", ylabel="distance from the exact gradient, %")
ax.text(18.3, 60, "lines: size of the weights", color=theme.MUTED, ha="right")
ax.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
ax.minorticks_off()
ax.set_xticks([1, 5, 10, 15])
figure.set_label(
    "How far the mean of CD-k is from the exact gradient, in percent of its length, "
    "medians over 200 machines on a logarithmic axis. All three curves fall with "
    "each round: steeply for weights about 0.5, slowly for weights about 4, whose "
    "states hold themselves."
)

# %% [markdown]
# With small weights one round is nearly enough, for the machine soon forgets where it started. With
# large weights its states hold themselves, and the sampling stays near the data. Weights grow while a
# machine learns, so the shortcut is best early and worst late.
#
# ## What the bias costs
#
# Bars and stripes: images of 3 by 3 pixels in which each row has one color, or each column. There are
# 14 of them among 512. A machine that knew them and nothing else would give each the probability 1/14.
# We teach eight hidden units, five ways, from the same four starts: by the exact gradient, by CD-1 and
# CD-10, and by *persistent* CD, which Tijmen Tieleman brought to these machines in 2008, after work of
# Laurent Younes: the sampling goes on from where it was, and never returns to the data.

# %%
lines = states(3)
both_ways = np.concatenate([np.repeat(lines, 3, axis=1), np.tile(lines, 3)])
images = np.unique(both_ways, axis=0)  # (image, pixel)
assert len(images) == 14


def begin(n_chains=0):
    rng = np.random.default_rng(2)
    return start_machine(9, 8, 4, rng, scale=0.5, n_chains=n_chains)


EPOCHS, EVERY = 750, 50
how = {"learning_rate": 0.3, "epochs": EPOCHS}
sampled = {**how, "momentum": 0.0, "weight_decay": 0.0, "batch_size": None}
rng = np.random.default_rng(0)


def persistent(n_chains):
    start = begin(n_chains)
    return contrastive_divergence(start, images, rng, persistent=True, **sampled)


ways = {
    "exact gradient": maximum_likelihood(begin(), images, **how),
    "CD-10": contrastive_divergence(begin(), images, rng, steps=10, **sampled),
    "persistent, 200 chains": persistent(200),
    "CD-1": contrastive_divergence(begin(), images, rng, **sampled),
    "persistent, 14 chains": persistent(14),
}
curves, taught = {}, {}
for name, learning in ways.items():
    curve = [log_likelihood(begin(), images)]
    for epoch, machine in enumerate(learning, start=1):
        if epoch % EVERY == 0:
            curve.append(log_likelihood(machine, images))
    curves[name], taught[name] = np.array(curve), machine  # (time, start)
    print(f"{name}: mean ln p = {curves[name][-1].mean():.2f} at the end")
best = -np.log(14)
print(f"the best possible: -ln 14 = {best:.2f}")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.0))
epochs = np.arange(0, EPOCHS + 1, EVERY)
ends = {name: curve.mean(axis=1)[-1] for name, curve in curves.items()}
for number, curve in enumerate(curves.values()):
    ax.plot(epochs, curve.mean(axis=1), **theme.series(number))
places = sorted(ends.values())
for rank in range(1, len(places)):  # labels must not touch
    places[rank] = max(places[rank], places[rank - 1] + 0.2)
for place, name in zip(places, sorted(ends, key=ends.get), strict=True):
    color = theme.series([*curves].index(name))["color"]
    ax.text(EPOCHS + 12, place, name, color=color, va="center")
ax.axhline(best, color=theme.MUTED, linewidth=0.8)
ax.text(5, best + 0.05, "the best possible", color=theme.MUTED)
ax.set(xlabel="epoch", ylabel="mean ln p of the 14 images", xlim=(0, EPOCHS * 1.33))
ax.set_xticks([0, 250, 500, 750])
figure.set_label(
    "Mean log probability of the bars and stripes by epoch, five ways of learning, "
    "means of four starts. The exact gradient climbs highest, CD-10 and persistent "
    "CD with 200 chains come close, CD-1 stays below them, and persistent CD with "
    "only 14 chains wavers far below."
)
assert ends["exact gradient"] > ends["CD-10"] > ends["CD-1"]
assert ends["CD-1"] > ends["persistent, 14 chains"]
assert abs(ends["persistent, 200 chains"] - ends["CD-10"]) < 0.25
assert ends["persistent, 200 chains"] > ends["CD-1"]

# %% [markdown]
# CD-1 is cheap and gets most of the way. Then its bias holds it: it looks at the close surroundings of
# the data only. CD-10 gets further and takes ten times the sampling. Two hundred persistent chains, one
# round each, do about as well; fourteen do not keep up with a machine that moves at this rate. The
# figure is a luxury of small machines. With a larger one nobody can count $Z$, and CD goes down no other
# cost that one could watch instead.
#
# ## Dreams
#
# A machine that knows what is likely can be asked for more of it: begin with noise, draw back and forth.

# %%
dreamer = taught["CD-10"]
dreams = sample(dreamer, 24, np.random.default_rng(5), steps=200)[..., 0]
true = (dreams[:, None] == images).all(axis=2).any(axis=1)
sure = np.exp(log_probability(dreamer, images))[:, 0].sum()
print(f"{true.sum()} of {len(dreams)} dreams are bars or stripes")
print(f"by count, the machine gives them a probability of {sure:.2f}")
print(f"before learning it was {np.exp(log_probability(begin(), images))[:, 0].sum():.3f}")


def squares(ax, centers, sides, **look):
    """Squares of these centers and sides."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2
    shapes = np.asarray(centers)[:, None] + corners * np.asarray(sides)[:, None, None]
    ax.add_collection(PolyCollection(shapes, **look))


figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 1.75))
pixel = np.stack([np.tile(np.arange(3), 3), -np.repeat(np.arange(3), 3)], axis=1)
for number, (dream, good) in enumerate(zip(dreams, true, strict=True)):
    corner = np.array([4.6 * (number % 12), -5.6 * (number // 12)])
    on = pixel[dream == 1] + corner
    squares(ax, pixel + corner, np.ones(9), fc=theme.PANEL, ec=theme.TRACK, lw=0.6)
    if len(on):
        squares(ax, on, np.full(len(on), 0.94), fc=theme.BLUE, ec=theme.BLUE, lw=0.6)
    if not good:
        x, y = corner
        ax.text(x + 1, y - 3.2, "neither", color=theme.WRONG, ha="center", size=8.5)
ax.set(xlim=(-1, 4.6 * 12 - 1), ylim=(-9.6, 1), aspect="equal")
ax.axis("off")
figure.set_label(
    f"Twenty-four images of 3 by 3 pixels drawn from the machine taught by CD-10. "
    f"{true.sum()} of them are bars or stripes; those that are not have the word "
    "neither below them."
)
assert true.mean() > 0.5

# %% [markdown]
# ## XOR as a pattern
#
# Join the inputs and the label to one pattern of three bits. The truth table of XOR is then four patterns
# out of eight, those with an even number of ones. This is a hard case on purpose: every bit alone and
# every pair of bits looks like a fair coin. Without hidden units a machine sees single bits only, and the
# exact gradient leads it to the uniform distribution. Its divergence from the truth table is then $\ln 8
# - \ln 4 = \ln 2$, and stays there.

# %%
table = np.column_stack([XOR.X, XOR.y])  # (case, visible): x1, x2, label
rng = np.random.default_rng(0)
bare = start_machine(3, 0, 5, rng)._replace(visible_bias=rng.normal(size=(3, 5)))
*_, bare = maximum_likelihood(bare, table, epochs=200, learning_rate=1.0)
divergence = -np.log(4) - log_likelihood(bare, table)
print(f"no hidden units: divergence {divergence.mean():.4f} (ln 2 = {np.log(2):.4f})")
assert np.allclose(divergence, np.log(2))

trials = {gate: run("rbm", gate, starts=100, seed=0) for gate in (AND, OR, XOR)}
for gate, trial in trials.items():
    low, high = trial.interval
    print(
        f"{gate.name}: {trial.n_solved} of 100 starts, 95 % interval "
        f"{100 * low:.0f} to {100 * high:.0f} % (Wilson)"
    )

# %% [markdown]
# With eight hidden units the machine of this package learns the gates. To answer, it compares two
# patterns: the same inputs, once with the label 0 and once with the label 1. The lower free energy wins.

# %%
history = trials[XOR].history
start, end = history.states[0].machine, history.end.machine
solved = int(np.flatnonzero(history.solved)[0])
chances = np.exp([log_probability(m, states(3))[:, solved] for m in (start, end)])
names = ["".join(map(str, v)) for v in states(3).astype(int)]
even = states(3).sum(axis=1) % 2 == 0
for name, before, after in zip(names, *chances, strict=True):
    print(f"{name}: {before:.3f} before, {after:.3f} after learning")
print(f"the four of the truth table together: {chances[1][even].sum():.2f}")

# %%
figure, (left, right) = plt.subplots(
    1, 2, figsize=(theme.PAGE_WIDTH, 3.5), width_ratios=(1.25, 1)
)
for number, (gate, trial) in enumerate(trials.items()):
    right_now = (trial.history.mistakes == 0).mean(axis=1)
    left.plot(100 * right_now, label=gate.name, **theme.series(number))
left.set(xlabel="epoch", ylabel="starts with all four right, %")
left.set(xlim=(0, 500), ylim=(0, 103))
left.legend(loc="lower right")
left.set_title("100 starts each", size=10)
for mask, color, hatch, name in (
    (even, theme.YES, "", "in the truth table"),
    (~even, theme.NO, "////", "not in it"),
):
    right.barh(
        np.flatnonzero(mask),
        chances[1][mask],
        color=color if not hatch else theme.PAPER,
        edgecolor=color,
        hatch=hatch,
        label=name,
        height=0.7,
    )
right.set(yticks=range(8), yticklabels=names, xlim=(0, 0.4))
right.invert_yaxis()
right.set(xlabel="probability after learning", ylabel="x₁, x₂, label")
right.legend(loc="center right", bbox_to_anchor=(1.03, 0.66))
right.set_title("one machine that solved XOR", size=10)
figure.set_label(
    "Left: the share of starts that answer all four cases, by epoch. AND and OR "
    "come quickly and XOR takes a few hundred epochs. Right: the probabilities of "
    "the eight patterns in one machine after learning XOR; the four of the truth "
    "table have most of it."
)
assert 0.8 < trials[XOR].success_rate < 1
assert chances[1][even].sum() > 0.8

# %% [markdown]
# Most starts get there, slowly. The first weights matter: ours are large, with a standard deviation of
# 2. From small ones the hidden units have nothing to go by in XOR, since no pair of bits tells them
# anything. **One** hidden unit can never do it: the score then rises or falls along a single weighted
# sum, and the certificate of 1969 applies.
#
# ## Digits
#
# What the machine was made for is larger. Visible units: 64 pixels and ten labels. Hidden units: 100.

# %%
X, y = load_digits(return_X_y=True)
split = train_test_split(X.astype(np.float32), y, test_size=0.25, random_state=0, stratify=y)
X_train, X_test, y_train, y_test = split
reader = load("rbm")(
    n_hidden=100,
    learning_rate=0.1,
    momentum=0.9,
    initial_scale=0.1,
    batch_size=20,
    max_epochs=20,
    random_state=0,
).fit(X_train, y_train)
right_test = reader.score(X_test, y_test)
print(f"{len(X_train)} digits learned, {100 * right_test:.1f} % of {len(X_test)} new ones")
assert right_test > 0.9

# %%
weights = reader.state_.machine.weights[..., 0]  # (64 pixels and 10 labels, hidden)
chosen = [int(weights[64 + digit].argmax()) for digit in range(10)]
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.4))
pixel = np.stack([np.tile(np.arange(8), 8), -np.repeat(np.arange(8), 8)], axis=1)
for digit, unit in enumerate(chosen):
    x, y = 10 * (digit % 5), -11 * (digit // 5)
    w = weights[:64, unit]
    side = np.sqrt(np.abs(w) / np.abs(weights[:64, chosen]).max())
    tile = [(x + 3.5, y - 3.5)]
    squares(ax, tile, [8.6], fc=theme.PANEL, ec=theme.TRACK, lw=0.6)
    up, down, place = w > 0, w < 0, pixel + np.array([x, y])
    squares(ax, place[up], side[up], fc=theme.BLUE, ec="none")
    squares(ax, place[down], 0.85 * side[down], fc="none", ec=theme.NO, lw=0.9)
    ax.text(x + 3.5, y + 1.1, f"votes for {digit}", ha="center", size=9)
ax.set(xlim=(-1.5, 48.5), ylim=(-19.5, 3), aspect="equal")
ax.axis("off")
figure.set_label(
    "Ten hidden units of the machine that reads digits, for each digit the one "
    "that votes for it most. Each tile has 8 by 8 weights: filled blue squares for "
    "positive ones and open orange squares for negative ones, larger for larger "
    "weights. They show strokes and gaps in certain places, not whole digits."
)

# %% [markdown]
# Nobody told the hidden units what to look for. Stacking such machines, each learning what the one
# below has found, is the story of 2006.
#
# **Departures from the paper.** The label units make the machine a classifier, so that it can stand
# beside the others; the paper's machines modeled images. Inputs that are not 0 and 1 are scaled to that
# range and taken for probabilities. By default the reconstruction is sampled and the momentum stays at
# 0.5; the authors' program of 2006 takes probabilities, and a momentum of 0.9 after five epochs.
#
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. Run `run("rbm:initial_scale=0.1", XOR, starts=100)`, and the same for `AND`. Which suffers?
# 2. `run("rbm:n_hidden=2", XOR, starts=100)`: two hidden units can do XOR. How many starts find it?
# 3. Lower the learning rate of bars and stripes to 0.1 and raise the epochs to 2,250. Does persistent
#    CD with 14 chains recover?
# 4. Why is the free energy a formula and not a sum? What would break if two hidden units had a wire
#    between them?
#
# ## Sources
#
# * G. E. Hinton, "Training products of experts by minimizing contrastive divergence", *Neural
#   Computation* 14(8) (2002) 1771-1800,
#   [doi:10.1162/089976602760128018](https://doi.org/10.1162/089976602760128018).
# * D. H. Ackley, G. E. Hinton and T. J. Sejnowski, "A learning algorithm for Boltzmann machines",
#   *Cognitive Science* 9 (1985) 147-169.
# * D. O. Hebb, *The Organization of Behavior*, Wiley 1949; F. Rosenblatt, "The perceptron",
#   *Psychological Review* 65(6) (1958) 386-408; J. J. Hopfield, "Neural networks and physical systems
#   with emergent collective computational abilities", *Proceedings of the National Academy of Sciences*
#   79 (1982) 2554-2558.
# * P. Smolensky, "Information processing in dynamical systems: foundations of harmony theory", in D. E.
#   Rumelhart and J. L. McClelland (eds), *Parallel Distributed Processing*, vol. 1, MIT Press 1986,
#   194-281.
# * T. Tieleman, "Training restricted Boltzmann machines using approximations to the likelihood
#   gradient", *Proceedings of the 25th International Conference on Machine Learning* (2008) 1064-1071;
#   L. Younes, "On the convergence of Markovian stochastic algorithms with rapidly decreasing ergodicity
#   rates", *Stochastics and Stochastic Reports* 65 (1999) 177-228.
# * G. E. Hinton and R. R. Salakhutdinov, "Reducing the dimensionality of data with neural networks",
#   *Science* 313 (2006) 504-507,
#   [doi:10.1126/science.1127647](https://doi.org/10.1126/science.1127647).

# %%
plt.show()
