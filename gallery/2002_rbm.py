# %% [markdown]
# # 2002: Learn what is likely
#
# Every machine of this story so far that learned was told the right answer. A *Boltzmann machine* is
# only shown patterns, and learns how likely each is. David Ackley, Geoffrey Hinton and
# Terrence Sejnowski described it in 1985. It had to settle to equilibrium, twice, before each change of
# its weights.
# The restricted one has two layers of units, visible and hidden, with wires between the layers and none
# within; Paul Smolensky described such machines in 1986, in his theory of harmony. In 2002 Hinton
# published a shortcut, *contrastive divergence*, which does not wait for equilibrium, and four years
# later it trained the layers of the deep autoencoder.
#
# To learn without a teacher is older still. Donald Hebb wrote of it in 1949; the paper on the
# [perceptron](1958_perceptron.md) of 1958 counts the "spontaneous recognition" of classes among its
# results (page 405); and John Hopfield's net of 1982 stores what it is shown.
#
# This chapter counts a tiny machine out by hand, measures how far the shortcut is off, teaches XOR as a
# pattern among patterns, and ends with handwritten digits.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from neurohistory import AND, OR, XOR, load, plots, run, show
from neurohistory.network import enumeration
from neurohistory.network.boltzmann import energy, free_energy, start_machine
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision

plt.style.use(plots.STYLE)

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
V = enumeration.states(2)
E = np.hstack([energy(tiny, V, np.full((4, 1), h)) for h in (0, 1)])  # (v, h)
Z = np.exp(-E).sum()
F = free_energy(tiny, V)[:, 0]
show(
    [
        {"v": f"{v[0]:.0f}{v[1]:.0f}", "E, h = 0": off, "E, h = 1": on, "F": f, "p(v)": np.exp(-f) / Z}
        for v, (off, on), f in zip(V, E, F, strict=True)
    ],
    formats={"E, h = 0": "+.1f", "E, h = 1": "+.1f", "F": "+.3f", "p(v)": ".3f"},
)  # fmt: skip
print(f"Z = {Z:.3f}")

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
data = enumeration.states(4)[[0, 3, 5, 9]]
rounds = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15]
sizes = {0.5: "about 0.5", 2.0: "about 2", 4.0: "about 4"}
off, rows = {}, []
for size in sizes:
    machine = start_machine(4, 3, 200, np.random.default_rng(1), scale=size)
    exact = enumeration.exact_gradient(machine, data).weights  # (visible, hidden, start)
    length = np.linalg.norm(exact, axis=(0, 1))
    gaps = [enumeration.expected_contrast(machine, data, k).weights - exact for k in rounds]
    gap = np.linalg.norm(gaps, axis=(1, 2)) / length  # (k, start)
    off[size] = 100 * np.median(gap, axis=1)
    few = {f"{k} round{'s' * (k > 1)}": off[size][rounds.index(k)] for k in (1, 3, 8)}
    rows.append({"weights": sizes[size]} | few)
show(rows, "Off by, in % of the exact gradient (medians)", formats=".2f")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.6))
for number, (size, name) in enumerate(sizes.items()):
    seen = off[size] > 0.01
    look = theme.series(number)
    ax.plot(np.array(rounds)[seen], off[size][seen], marker="o", ms=4, **look)
    end = np.flatnonzero(seen)[-1]
    place = {"xytext": (7, 2), "textcoords": "offset points", "color": look["color"]}
    ax.annotate(name, (rounds[end], off[size][end]), **place)
ax.set(yscale="log", xlim=(0, 18.5), ylim=(0.01, 100))
ax.set(xlabel="rounds k", ylabel="distance from the exact gradient, %")
ax.text(18.3, 60, "lines: size of the weights", color=theme.MUTED, ha="right")
ax.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
ax.minorticks_off()
ax.set_xticks([1, 5, 10, 15])
figure.set_label(
    "How far the mean of CD-k is from the exact gradient, in percent of its length, medians over 200 "
    "machines on a logarithmic axis. All three curves fall with each round: steeply for weights about 0.5, "
    "slowly for weights about 4, whose states hold themselves."
)

# %% caption [markdown]
# **Each round of sampling brings the estimate nearer to the gradient.** With large weights, whose
# states hold themselves, it takes many more rounds.

# %% [markdown]
# With small weights one round is nearly enough, for the machine soon forgets where it started. With
# large weights its states hold themselves, and the sampling stays near the data. Weights grow while a
# machine learns, so the shortcut is best early and worst late.
#
# What that costs, bars and stripes [will show](2002_rbm_bars_and_stripes.md).

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
*_, bare = enumeration.maximum_likelihood(bare, table, epochs=200, learning_rate=1.0)
divergence = -np.log(4) - enumeration.log_likelihood(bare, table)
print(f"no hidden units: divergence {divergence.mean():.4f} (ln 2 = {np.log(2):.4f})")

trials = {  # which is quicker in single precision
    gate: run("rbm", in_single_precision(gate), starts=100, loss=False)
    for gate in (AND, OR, XOR)
}
rows = []
for gate, trial in trials.items():
    low, high = trial.interval
    rows.append({"gate": gate.name, "solved, of 100 starts": trial.n_solved,
                 "95 % interval (Wilson)": f"{low:.0%} to {high:.0%}"})  # fmt: skip
show(rows)

# %% [markdown]
# With eight hidden units the machine of this package learns the gates. To answer, it compares two
# patterns: the same inputs, once with the label 0 and once with the label 1. The lower free energy wins.

# %%
history = trials[XOR].history
start, end = history.states[0].machine, history.end.machine
solved = int(np.flatnonzero(history.solved)[0])
chances = np.exp(
    [enumeration.log_probability(m, enumeration.states(3))[:, solved] for m in (start, end)]
)
names = ["".join(map(str, v)) for v in enumeration.states(3).astype(int)]
even = enumeration.states(3).sum(axis=1) % 2 == 0
show(
    [
        {"pattern": name, "before": before, "after learning": after}
        for name, before, after in zip(names, *chances, strict=True)
    ],
    "Probabilities in one machine",
    formats=".3f",
)
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
full = {"color": theme.YES, "edgecolor": theme.YES, "label": "in the truth table"}
hatched = {"color": theme.PAPER, "edgecolor": theme.NO, "hatch": "////", "label": "not in it"}
for mask, look in ((even, full), (~even, hatched)):
    right.barh(np.flatnonzero(mask), chances[1][mask], height=0.7, **look)
right.set(yticks=range(8), yticklabels=names, xlim=(0, 0.55))
right.invert_yaxis()
right.set(xlabel="probability after learning", ylabel="x₁, x₂, label")
right.legend(loc="center right", bbox_to_anchor=(1.03, 0.6))
right.set_title("one machine that solved XOR", size=10)
figure.set_label(
    "Left: the fraction of starts that answer all four cases, by epoch. AND and OR come quickly and XOR takes a "
    "few hundred epochs. Right: the probabilities of the eight patterns in one machine after learning XOR; "
    "the four of the truth table have most of it."
)

# %% caption [markdown]
# **The machine learns XOR as a table of what is likely.** After learning, the four rows of the truth
# table have most of the probability.

# %% [markdown]
# Most starts get there, slowly. The first weights matter: ours are large, with a standard deviation of
# 2. From small ones the hidden units have nothing to go by in XOR, since no pair of bits tells them
# anything. **One** hidden unit can never do it: the score then rises or falls along a single weighted
# sum, and the certificate of 1969 applies.
#
# Left alone, such a machine dreams. Make it warmer and colder; hold its inputs, and it dreams the answer.
#
# <!-- toy: dream -->
#
# ## Digits
#
# The machine was made for larger things. Ours for digits has 74 visible units, for 64 pixels and ten
# labels, and 100 hidden ones.

# %%
X, y = load_digits(return_X_y=True)
split = train_test_split(X.astype(np.float32), y, test_size=0.25, random_state=0, stratify=y)
X_train, X_test, y_train, y_test = split
reader = load("rbm")(
    n_hidden=100, learning_rate=0.1, momentum=0.9, initial_scale=0.1, batch_size=20, max_epochs=20,
    random_state=0,
).fit(X_train, y_train)  # fmt: skip
right_test = reader.score(X_test, y_test)
print(f"{len(X_train)} digits learned, {100 * right_test:.1f} % of {len(X_test)} new ones")

# %%
weights = reader.state_.machine.weights[..., 0]  # (64 pixels and 10 labels, hidden)
chosen = [int(weights[64 + digit].argmax()) for digit in range(10)]
figure, axes = plt.subplots(2, 5, figsize=(theme.PAGE_WIDTH, 3.4))
largest = np.abs(weights[:64, chosen]).max()
for ax, digit, unit in zip(axes.flat, range(10), chosen, strict=True):
    plots.draw_image(ax, weights[:64, unit] / largest, signed=True)
    ax.set_title(f"votes for {digit}", size=9)
figure.set_label(
    "Ten hidden units of the machine that reads digits, for each digit the one that votes for it most. Each "
    "tile has 8 by 8 weights: upright blue squares for positive ones, orange squares on a corner for "
    "negative ones, larger for larger weights. They show strokes and gaps in certain places, not whole "
    "digits."
)

# %% caption [markdown]
# **What the hidden units have found are strokes and gaps, no whole digits.** Blue squares are
# positive weights, orange diamonds negative ones.

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
# 3. Why is the free energy a formula and not a sum? What would break if two hidden units had a wire
#    between them?
#
# ## Sources
#
# * [@hinton_2002].
# * [@ackley_1985].
# * [@hebb_1949].
# * [@rosenblatt_1958].
# * [@hopfield_1982].
# * [@smolensky_1986].
# * [@hinton_2006].
# * The model: [restricted Boltzmann machine](../models/rbm.md).
# * Before: [1995](1995_the_bets.md). Next: [bars and
#   stripes](2002_rbm_bars_and_stripes.md).

# %%
plt.show()
