# %% [markdown]
# # 1943: A cell that computes, and cannot learn
#
# In 1943 Warren McCulloch and Walter Pitts published "A logical calculus of the ideas immanent in
# nervous activity". Its claim: if a nerve cell either fires or does not, then its firing is a
# *proposition*, true or false at each moment, and a net of cells computes with propositions.
#
# The paper rests on five assumptions, here in our words:
#
# - a cell is all or none: at each tick of a clock it fires or it does not;
# - it fires if enough of its excitatory endings were active one tick before: at least its
#   *threshold*;
# - every synapse costs one tick, and there is no other delay;
# - one active inhibitory ending forbids firing, whatever else is active: inhibition is *absolute*;
# - the structure of the net never changes.
#
# In symbols, with $n_i$ excitatory endings from source $i$ and threshold $\theta$:
#
# $$y(t) = 1 \iff \sum_i n_i\, x_i(t-1) \ge \theta \quad\text{and}\quad x_j(t-1) = 0
# \text{ for every inhibitory } j$$
#
# (This is the paper's second assumption, which asks for "a certain fixed number" of active endings. In
# the proof of its Theorem I a cell fires when their sum *exceeds* its threshold; with a threshold one
# lower, that is the same cell.)
#
# The last assumption is the limit of this chapter. Nobody teaches such a cell; somebody wires it.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, from_truth_table, load, plots, run, show
from neurohistory.models.perceptron import PerceptronState
from neurohistory.nervous_nets import Net, Neuron
from neurohistory.nervous_nets import run as run_net
from neurohistory.problems.gates import TWO_INPUT

plt.style.use(plots.STYLE)

# %% [markdown]
# ## One cell, wired by hand
#
# A cell is a list of endings and a threshold. We read the paper's first figure so: the threshold is 2
# everywhere, a source that suffices alone makes two endings, and a source that needs a partner makes
# one. (The paper prints no threshold there.) Here are three cells that listen to the same sources, and
# what they say one tick after each of the four cases.

# %%
wired = [
    Neuron("a and b", {"a": 1, "b": 1}),
    Neuron("a or b", {"a": 2, "b": 2}),
    Neuron("a and not b", {"a": 2}, inhibitory=["b"]),
]
cases = XOR.X.astype(int)  # 00, 01, 10, 11: one at each tick
spikes = run_net(Net(["a", "b"], wired), {"a": cases[:, 0], "b": cases[:, 1]})
answers = [
    {"a": a, "b": b} | {cell.name: int(spikes[cell.name][tick + 1]) for cell in wired}
    for tick, (a, b) in enumerate(cases)
]
show(answers)

# %% [markdown]
# A triangle is a cell with its threshold, a dot is an excitatory ending, and a ring with a bar is an
# inhibitory one. (The paper draws its cells much like this, and writes their numbers into them.)

# %%
figure, axes = plt.subplots(1, 3, figsize=(7.2, 2.2))
for ax, cell in zip(axes, wired, strict=True):
    plots.draw_net(ax, Net(["a", "b"], [cell]))
figure.set_label(
    "Three cells with threshold 2. 'a and b' has one excitatory ending from each source; 'a or b' "
    "has two from each; 'a and not b' has two from a and an inhibitory one from b."
)

# %% caption [markdown]
# **Endings and a threshold make a word.** To fire, each cell needs two active excitatory endings at
# once. Whether a source has one or two of them decides between *and* and *or*, and one inhibitory
# ending makes *and not*.

# %% [markdown]
# ## Seven of sixteen
#
# Two inputs have sixteen functions. Which of them can one cell be? Here a search stands in for the
# designer: it tries all wirings and takes the one with the fewest wrong answers. The search is ours;
# the paper designs by hand.

# %%
trials = {name: run("mcculloch_pitts", gate, starts=1) for name, gate in TWO_INPUT.items()}
can = [name for name, trial in trials.items() if trial.n_solved]
silence = [name for name in trials if TWO_INPUT[name].truth[0]]
rest = [name for name in trials if name not in can + silence]
print(f"one cell computes {len(can)} of {len(trials)}: {', '.join(can)}")
print(f"out of silence, {len(silence)}: {', '.join(silence)}")
print(f"left, {len(rest)}: {', '.join(rest)}")

# %% [markdown]
# Two reasons account for the nine that fail.
#
# **Silence in, silence out.** A threshold is at least 1. If no ending was active, the cell is still.
# So every function that is true of 00 is lost: NOT and NAND among them. Half of the sixteen go.
#
# **An input cannot excite and inhibit.** XOR passes the first test. But b has to help at 01, so
# it must excite; and at 11 it has to prevent, so it must inhibit. With excitation alone, more active
# inputs can never mean less, and XOR wants 11 silent while 01 and 10 fire.


# %%
def draw_tables(axes, names, title):
    """Small truth tables in a row; what the best wiring gets wrong is ringed."""
    for ax, name in zip(axes, names, strict=False):
        gate, wrong = TWO_INPUT[name], trials[name].answers() != TWO_INPUT[name].truth
        plots.draw_examples(ax, gate.X, gate.truth, wrong=wrong)
        ax.set(xlim=(-0.65, 1.65), ylim=(-0.65, 1.65), aspect="equal")
        ax.set_xlabel(name.replace("_NOT", "\nNOT").replace("NOT_", "NOT ").replace("_", " "))
    axes[0].set_title(" ")  # room for the words, which are wider than the table
    heading = axes[0].text(0, 1.12, title, transform=axes[0].transAxes, size=11, weight="bold")
    heading.set_in_layout(False)
    for ax in axes:
        ax.set(xticks=[], yticks=[], frame_on=False)


# %%
figure, axes = plt.subplots(3, 8, figsize=(7.2, 4.9))
draw_tables(axes[0], can, "One cell computes these")
draw_tables(axes[1], silence, "These would have to fire out of silence")
draw_tables(axes[2], rest, "This one asks an input both to excite and to inhibit")
note = "In each table a runs to the right and b upward.\n"
note += "Ringed: what the best wiring of one cell gets wrong."
beside = axes[2, 1]
beside.text(0.2, 0.5, note, transform=beside.transAxes, va="center").set_in_layout(False)
plots.draw_key(figure)
figure.set_label(
    "Truth tables of the sixteen functions of two inputs in three groups: seven that one cell "
    f"computes ({', '.join(can)}), eight that are true of 00, and XOR. The best wiring of a cell "
    "misses one case of XOR and at least one of each of the eight."
)

# %% caption [markdown]
# **One cell computes seven of the sixteen.** The other nine fall into two groups: eight that say yes
# to silence, which a cell of 1943 never does, and XOR.

# %% [markdown]
# ## XOR in two layers
#
# What one cell cannot do, a net can. "a and not b" and "b and not a" are on the list of seven, and
# so is OR. Two cells in a first layer, one cell behind them, wired by hand. Each synapse costs a
# tick, so the answer to what happens at tick $t$ comes at tick $t + 2$.

# %%
first = [Neuron("a and not b", {"a": 2}, ["b"]), Neuron("b and not a", {"b": 2}, ["a"])]
second = Neuron("a xor b", {"a and not b": 2, "b and not a": 2})  # or
net = Net(["a", "b"], [*first, second])
pulses = np.zeros((9, 2), dtype=int)
pulses[1:5] = cases  # one tick after the other
spikes = run_net(net, {"a": pulses[:, 0], "b": pulses[:, 1]}, ticks=9)
print(spikes)

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.1), width_ratios=(1.15, 1))
plots.draw_net(left, net)
plots.draw_spikes(right, spikes)
figure.set_label(
    "Left: the net for XOR, sources a and b, then the cells 'a and not b' and 'b and not a', then "
    "a cell that fires if either does. Right: which of them fires at each tick. The cases 00, 01, "
    "10, 11 are shown at ticks 1 to 4; 'a xor b' fires at ticks 4 and 5, two ticks after 01 and 10."
)

# %% caption [markdown]
# **Two layers do what one cell cannot.** The answer to each question comes two ticks after it, one
# tick for each layer.

# %% [markdown]
# The net is a pipeline: while the second layer still answers one question, the first already works
# on the next. The paper goes much further in the same way. It shows how to build a net for any
# expression of logic with delays, and how to read the expression from a net; and it has loops of
# cells, which remember. One of its nets imitates learning by a loop that, once set going, never
# stops. But the wiring itself stays as it was drawn.
#
# ## A veto is not a weight
#
# Later units have negative weights, and it is tempting to read a 1943 inhibitor as one. It is not.
# Give a cell $n$ endings from a, and one inhibitory ending from b, and let both be active. Beside it
# stands a threshold unit of the later kind that sums $n \cdot a - 1 \cdot b$ against the same threshold.

# %%
unit, both = load("perceptron")(), np.array([[1, 1]])
rows = []
for n in (1, 2, 3, 10, 100):
    net = Net(["a", "b"], [Neuron("cell", {"a": n}, inhibitory=["b"])])
    alone, vetoed = (run_net(net, {"a": [1], "b": [b]}).ticks("cell") for b in (0, 1))
    weights = PerceptronState(np.array([-2.0]), np.array([[n], [-1.0]]), np.array([0]))
    summed = unit.decide(unit.respond(weights, both)).item()
    rows.append({
        "endings from a": n,
        "1943 cell, b silent": "fires" if alone else "silent",
        "1943 cell, b active": "fires" if vetoed else "silent",
        "weight −1, b active": "fires" if summed else "silent",
    })  # fmt: skip
show(rows)

# %% [markdown]
# A hundred active endings do not beat one inhibitor; three of them beat a weight of −1. The
# difference changes what one unit can be. Take three inputs and ask whether $a + b - c \ge 1$. The
# weights stand in the question itself, and the threshold unit of the next chapter learns it from
# every one of a hundred starts. No wiring of one 1943 cell answers it: with a alone active c must
# prevent, but with a and b active it must not.

# %%
eight = np.array([[a, b, c] for a in (0.0, 1) for b in (0.0, 1) for c in (0.0, 1)])
outvoted = from_truth_table("a + b - c >= 1", eight, eight @ [1, 1, -1] >= 1)
outcomes = [run(name, outvoted, starts=100) for name in ("mcculloch_pitts", "perceptron")]
show(
    {
        "unit": trial.label,
        "starts": trial.n_starts,
        "solved": trial.n_solved,
        "theory": trial.expectation.verdict.value,
        "reason": trial.expectation.reason,
    }
    for trial in outcomes
)

# %% [markdown]
# ## Try it
#
# 1. `Neuron` gives a cell the threshold 2 if it is not told another. Predict which three functions the
#    cells of the first table become with `threshold=1`. Then change the lines.
# 2. Let a fire at ticks 1, 2 and 3, and b at tick 2 alone (change the line that sets `pulses`).
#    At which ticks will "a xor b" fire? Write them down before you run the script.
# 3. XNOR is true of 00 and of 11. Can any net of these cells compute it, with any number of layers?
#    What would you have to add to the outside of the net?
# 4. Three endings outvote the weight −1. How many does it take with the weight −10? Which weight
#    would act like a veto against up to 100 endings?
#
# ## Sources
#
# - [@mcculloch_1943]. The assumptions stand on pages 117 and 118.
# - Our departures: wirings are searched for in the second section; the drawings of cells are ours.
# - The model: [McCulloch-Pitts neuron](../models/mcculloch_pitts.md). Next: the nets of 1943 tick by
#   tick, loops included, in [nets with time](1943_nets_with_time.md).

# %%
plt.show()
