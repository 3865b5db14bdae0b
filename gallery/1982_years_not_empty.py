# %% [markdown]
# # 1982: Years that were not empty
#
# Between *Perceptrons* in 1969 and back-propagation in 1986 nothing happened, so it is often told. That is not so. Fewer
# people worked on networks, and visitors asked Teuvo Kohonen: "Don't you know that this area is dead?" But the memory that is
# a matrix was found in those years, by two people at once, and so were the layers that see, derivatives that run backward, and
# the landscape of an energy.
#
# ## 1972, twice: a memory that is a matrix
#
# Kohonen and James Anderson described the same memory in 1972, with an ocean between them. Write each thing to be
# remembered as numbers of −1 and +1. Multiply every two of them and add up over all things: that is the
# matrix. The line is Hebb's of [1949](1945_cells_everywhere.md), used once for each thing, and so it does not run
# away.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots, show
from neurohistory.plots import theme

plt.style.use(plots.STYLE)


# %% idea
def memory(things):
    """The matrix of a memory: products of every two units, added up over all things."""
    T = things.T @ things
    np.fill_diagonal(T, 0)
    return T


# %%
pictures = {"a cross": "-+- +++ -+-", "a T": "+++ -+- -+-", "an L": "+-- +-- +++"}
small = np.array(
    [
        [1 if point == "+" else -1 for point in drawn.replace(" ", "")]
        for drawn in pictures.values()
    ]
)
figure, axes = plt.subplots(1, 4, figsize=(theme.PAGE_WIDTH, 2.6), width_ratios=(1, 1, 1, 2.6))
for ax, name, thing in zip(axes[:3], pictures, small, strict=True):
    plots.draw_image(ax, (thing + 1) / 2)
    ax.set_title(name)
matrix = memory(small)
plots.draw_image(axes[3], matrix / len(small), signed=True)
axes[3].set(title="the memory of all three", xlabel="point", ylabel="point")
figure.set_label(
    "Three pictures of three by three points, a cross, a T and an L, and beside them the matrix that "
    "remembers them, nine by nine marks: squares where two points agree and diamonds where they differ, large "
    "where they do so in all pictures and small where in two of three. The diagonal is empty."
)

# %% caption [markdown]
# **Three pictures lie in one matrix.** A blue square joins two points that agree in most of the pictures, an orange diamond
# two that differ, and a large mark stands for all three. No picture has a place of its own.

# %% [markdown]
# ## 1982: a landscape
#
# John Hopfield, a physicist, let such a matrix work on its own answers (*April 1982*). A unit is chosen
# at random and takes the sign of what the others tell it. Each such step can only lower a number, the energy.
# So the state rolls downhill and must come to rest, and the things that are remembered are the valleys.


# %% idea
def recall(T, state, rng, sweeps=8):
    """Units in random order take the sign of their sum; the energies on the way."""
    state, energy, energies = state.copy(), -state @ T @ state / 2, []
    for unit in rng.permuted(np.tile(np.arange(len(state)), (sweeps, 1)), axis=1).ravel():
        sign = 1 if T[unit] @ state >= 0 else -1
        if sign != state[unit]:
            state[unit] = sign
            energy = -state @ T @ state / 2
        energies.append(energy)
    return state, energies


# %%
rng = np.random.default_rng(1982)
N, rows = 100, []
for n in (5, 10, 15, 20):
    kept = ended = 0
    for _ in range(20):
        things = rng.choice([-1.0, 1.0], size=(n, N))
        T = memory(things)
        kept += (np.where(things @ T >= 0, 1, -1) == things).all(axis=1).sum()
        start = things[0] * np.where(
            rng.permutation(N) < 10, -1, 1
        )  # ten of a hundred are wrong
        ended += (recall(T, start, rng)[0] != things[0]).sum() <= 5
    rows.append({
        "things": n, "lie still, exactly": kept / (20 * n), "found again from 10 errors": ended / 20,
    })  # fmt: skip
formats = {"lie still, exactly": ".0%", "found again from 10 errors": ".0%"}
show(rows, "A memory of 100 units", formats)

# %%
things = rng.choice([-1.0, 1.0], size=(5, N))
T = memory(things)
figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3), width_ratios=(1.2, 1))
falls = []
for n_wrong in (10, 20, 30):
    start = things[0] * np.where(rng.permutation(N) < n_wrong, -1, 1)
    end, energies = recall(T, start, rng, sweeps=3)
    falls.append(energies)
    left.plot(energies, label=f"{n_wrong} wrong at first", **theme.series(len(falls) - 1))
left.set(xlim=(0, 300), xlabel="units asked", ylabel="energy")
left.legend()
load = [row["things"] for row in rows]
for number, name in enumerate(formats):
    values = [100 * row[name] for row in rows]
    right.plot(
        load, values, "os"[number] + "-", label=name, color=theme.series(number)["color"]
    )
right.set(ylim=(0, 104), xticks=load, xlabel="things in a memory of 100 units", ylabel="%")
right.legend(loc="lower left")
figure.set_label(
    "Left: the energy falls with the units that are asked and never rises, from starts with 10, 20 and 30 wrong "
    "units, to the same valley. Right: of five things all lie still and are found again; with twenty things in a hundred "
    "units fewer than half lie still, and fewer than half are found again."
)

# %% caption [markdown]
# **The state rolls downhill into a memory, until there are too many of them.** A hundred units hold five things well, and
# twenty badly.

# %% [markdown]
# With Hopfield's units, which are 0 and 1, fewer things stay. He prints that of five things in a hundred units nearly
# all are stable, and of ten about 60 %; of fifteen about half ended with fewer than five errors. (A net like his gives us the first
# two numbers and [not the third](../papers/hopfield_1982.md).) His round figure was 0.15 things for each unit.
#
# In the memory below the state is a picture of a hundred points. Draw in it, or spoil it, and let it fall. Then give it more
# pictures to remember, until it falls into valleys that nobody dug.
#
# <!-- toy: memory -->
#
# ## The others
#
# *1969-80.* Kunihiko Fukushima built layers of units that extract features (1969), and in 1980 the neocognitron. Its
# layers see and blur in turn, so that a figure may stand anywhere, and it learns without a teacher.
#
# *1970.* Seppo Linnainmaa's thesis in Helsinki has derivatives computed backward through any program. He wanted to
# follow rounding errors, and there is no network in it.
#
# *1973.* A report by James Lighthill made support for artificial intelligence in Britain fall. It is about the
# symbolic kind, and not about neural networks.
#
# *1974.* Paul Werbos wrote his thesis at Harvard. As he tells it, he found the method by putting Freud's psychic
# energy into formulas, his committee thought it "too trivial", and Minsky said that he "can't get involved", since
# everybody knows that a neuron sends 1 or 0. How far the thesis applies the method to networks is disputed; his paper
# of 1982 is explicit.
#
# *1983-85.* David Ackley, Geoffrey Hinton and Terrence Sejnowski gave Hopfield's net hidden units and noise. Hinton had to give a talk in
# 1983, and was "terrified that I didn't have a learning algorithm". The one he found is that of the [Boltzmann
# machine](2002_rbm.md).
#
# ## Try it
#
# 1. Show the memory the opposite of a thing, all signs turned. Will it find the thing, or stay? Say why before you
#    try.
# 2. Take out the line `np.fill_diagonal(T, 0)`. Do more things lie still, or fewer, and is the memory better for it?
#
# ## Sources
#
# - T. Kohonen, "Correlation matrix memories", *IEEE Transactions on Computers* C-21 (1972) 353-359.
# - J. A. Anderson, "A simple neural network generating an interactive memory", *Mathematical Biosciences* 14 (1972)
#   197-220.
# - [@hopfield_1982].
# - K. Fukushima, "Neocognitron", *Biological Cybernetics* 36 (1980), from page 193 on.
# - [@linnainmaa_1976], for the thesis of S. Linnainmaa.
# - [@werbos_1974]; [@werbos_1982]. The scenes are as P. Werbos tells them; they, Kohonen's visitors and Hinton's talk:
#   interviews in J. A. Anderson and E. Rosenfeld (editors), *Talking Nets*, MIT Press 2000. There M. Minsky is quoted.
# - [@ackley_1985], by D. H. Ackley, G. E. Hinton and T. J. Sejnowski.
# - J. Lighthill, "Artificial intelligence: a general survey", 1973.
# - Ours: units of −1 and +1 where Hopfield's are 0 and 1.
# - Before: [1969](1969_xor_to_all_functions.md). Next: [1986](1986_backprop.md).

# %%
plt.show()
