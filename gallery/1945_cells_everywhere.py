# %% [markdown]
# # 1945: Cells in a computer, and cells that learn
#
# The paper of [1943](1943_mcculloch_pitts.md) described cells that compute and do not learn. In the next
# thirteen years its readers took it two ways. For some it was a way to draw a computer. Others wanted the
# cells to change, and built the first machines that did.
#
# On 30 June 1945 John von Neumann finished the *First Draft of a Report on the EDVAC*, which describes a
# computer that keeps its program in its memory. He draws its circuits as idealized neurons (section 4.2),
# and the paper of McCulloch and Pitts is the only one that the report cites.

# %%
import re
from itertools import product

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import plots
from neurohistory.nervous_nets import Net, Neuron, run
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

# %% [markdown]
# ## An adder that keeps one spike in mind
#
# How can cells add? Let two numbers come in as spikes, one bit at each tick, the smallest first. All that has
# to be remembered is the carry, and a cell with an ending on itself can do that: it fires if at
# least two of a, b and its own last spike were there. The net is ours; the report has circuits of its own.

# %% idea
adder = Net(["a", "b"], [
    Neuron("carry", {"a": 1, "b": 1, "carry": 1}, threshold=2),  # the ending on itself is the memory
    Neuron("some", {"a": 1, "b": 1, "carry": 1}, threshold=1),
    Neuron("all", {"a": 1, "b": 1, "carry": 1}, threshold=3),
    Neuron("one", {"some": 1}, inhibitory=["carry"], threshold=1),
    Neuron("three", {"all": 1}, threshold=1),
    Neuron("sum", {"one": 1, "three": 1}, threshold=1),
])  # fmt: skip


# %%
def bits(numbers, n=5):
    """The bits of a number, or of many side by side, as spikes; the smallest first."""
    return [numbers >> place & 1 for place in range(n)]


def added(a, b):
    """What the adder makes of two numbers, read three ticks later."""
    spikes = run(adder, {"a": bits(a), "b": bits(b)}, ticks=9)
    return sum(fired.astype(int) << place for place, fired in enumerate(spikes["sum"][3:]))


a, b = np.indices((32, 32)).reshape(2, -1)
right = (added(a, b) == a + b).sum()
print(f"sums of two numbers from 0 to 31: {right} of {len(a)} are right")

# %%
spikes = run(adder, {"a": bits(11), "b": bits(6)}, ticks=9)
figure, (left, on_the_right) = plt.subplots(1, 2, figsize=(7.2, 3.2), width_ratios=(1.2, 1))
plots.draw_net(left, adder)
plots.draw_spikes(on_the_right, spikes, ["a", "b", "carry", "sum"])
figure.set_label(
    "Left: six cells that add, one of them with an ending on itself. Right: the spikes of 11, which is 1101 "
    "from the smallest bit on, and of 6, which is 0110. The sum fires at ticks 3 and 7, three ticks "
    "behind the bits 0 and 4, and that is 17."
)

# %% caption [markdown]
# **Six cells add numbers of any length.** Here 11 and 6 make 17: the first bit and the fifth, three ticks later.

# %% [markdown]
# ## What can a net know of its past?
#
# Stephen Kleene asked this in 1951; his answer was printed in 1956. A net can tell two pasts apart if they
# differ by what he called a *regular event*. They live on as the regular expressions with which every
# programmer searches texts. An example: "the last spike was 0, 3, 6, ... ticks ago". As a regular expression
# that is `.*1(000)*`, and as a net it is a ring of three cells that every new spike starts afresh.

# %% idea
ring = Net(["x"], [
    Neuron("yes", {"x": 1, "later": 1}, threshold=1),
    Neuron("soon", {"yes": 1}, inhibitory=["x"], threshold=1),
    Neuron("later", {"soon": 1}, inhibitory=["x"], threshold=1),
])  # fmt: skip
event = re.compile(".*1(000)*")

# %%
agree, pasts = 0, []
for n in range(1, 11):
    spikes_of_all = list(product("01", repeat=n))  # all pasts of n ticks, side by side
    yes = run(ring, {"x": np.array(spikes_of_all, dtype=int).T}, ticks=n + 1)["yes"][n]
    found = [bool(event.fullmatch("".join(past))) for past in spikes_of_all]
    agree += (yes == found).sum()
    pasts += spikes_of_all
print(f"the net and Python's re agree about {agree} of {len(pasts)} pasts")

# %% [markdown]
# ## 1949: connections that change
#
# In *The Organization of Behavior* (page 62) Donald Hebb supposes that when cell A repeatedly takes part in
# firing cell B, A becomes better at it. That is biology and no algorithm; as the shortest line of code it
# says that a weight grows by the product of what stands at its two ends. The line has a flaw that is easy to
# see once it runs. Whatever makes the cell fire is strengthened, and then makes it fire more.


# %% idea
def hebb(w, x, rate=0.1):
    """What fires together is joined more firmly."""
    y = w @ x
    return w + rate * y * x


def corrected(w, x, target, rate=0.1):
    """The same line with an error in place of the answer: the rule of 1960."""
    return w + rate * (target - w @ x) * x


# %%
rng = np.random.default_rng(1949)
teacher = np.array([0.6, -0.3, 0.2, 0.1])
w_hebb, w_corrected = np.full(4, 0.1), np.full(4, 0.1)
lengths = [(np.linalg.norm(w_hebb), np.linalg.norm(w_corrected))]
for x in rng.choice([-1.0, 1.0], size=(60, 4)):
    w_hebb, w_corrected = hebb(w_hebb, x), corrected(w_corrected, x, teacher @ x)
    lengths.append((np.linalg.norm(w_hebb), np.linalg.norm(w_corrected)))
lengths = np.array(lengths)
figure, ax = plt.subplots(figsize=(7.2, 3))
for number, name in enumerate(("Hebb's line", "with an error")):
    ax.plot(lengths[:, number], label=name, **theme.series(number))
ax.set(yscale="log", xlim=(0, 60), xlabel="presentations", ylabel="length of the weights")
ax.legend()
figure.set_label(
    "The length of the weights over 60 presentations, on a logarithmic axis. By Hebb's line it rises "
    "steeply and without end, more than a thousandfold; with an error in place of the answer it settles below one."
)

# %% caption [markdown]
# **Without a brake the weights run away.** With an error in place of the answer they settle.

# %% [markdown]
# So the idea of 1949 needs a brake: something forgotten, a limit, or an error. The rules of the next chapters
# have the error.
#
# ## The first machines that learned
#
# *1951.* Marvin Minsky and Dean Edmonds built SNARC, about 40 units with motors, clutches and a surplus
# autopilot from a bomber. It imitated a rat in a maze. By a fault in the wiring there were several rats at
# once, which followed each other, and it worked all the same: "I don't think we ever debugged our machine
# completely", Minsky told a reporter thirty years later. His memory was of "nearly three hundred tubes"; one
# unit survives.
#
# *1954.* B. G. Farley and W. A. Clark ran the first neural network on a digital computer. It learned by
# reward.
#
# *1956.* Rochester, Holland, Haibt and Duda ran another one. In the summer neuron nets were among the seven
# topics of the meeting at Dartmouth that gave artificial intelligence its name. Minsky had left them by
# then: one would need "thousands or millions of neurons", and that "I couldn't afford".
#
# ## Try it
#
# 1. Give the adder two numbers of nine bits. How many cells more will it need, and how many ticks?
# 2. Which net knows the event `.*1(00)*`? Say which cell of the ring must go, and let `re` check it.
# 3. Put `w / np.linalg.norm(w)` behind Hebb's line, so that the weights keep their length. Which way will
#    they point in the end, if one input always fires with another?
#
# ## Sources
#
# - John von Neumann, *First Draft of a Report on the EDVAC*, 30 June 1945, section 4.2. That it cites one paper we have from others who read all of it.
# - [@mcculloch_1943].
# - S. C. Kleene, who studied in 1951 what nets can tell, printed in 1956, as [@rosenblatt_1958] cites him.
# - [@hebb_1949].
# - SNARC and what Minsky said: M. Minsky, as told to J. Bernstein for *The New Yorker*, 1981. Edmonds,
#   the motors and the autopilot are in later accounts.
# - B. G. Farley and W. A. Clark: as told by R. S. Sutton and A. G. Barto, *Reinforcement Learning*.
# - Rochester, Holland, Haibt and Duda, 1956: we have not seen their paper.
# - The topics of Dartmouth: the proposal by McCarthy, Minsky, Rochester and Shannon, 31 August 1955, page 2.
# - Ours: the adder, the ring, and the experiment with Hebb's line.
# - Before: [from logic to a net](1943_wired_logic.md). Next: [1958](1958_perceptron.md).

# %%
plt.show()
