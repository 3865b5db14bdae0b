# %% [markdown]
# # What one neuron cannot do
#
# [One neuron](01_neuron_by_hand.md) can do AND, OR, NAND and NOR: the weights are quickly found.
#
# ## No weights at all
#
# XOR should fire for exactly one 1. Try a few weights; then let `separate` look for them.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, plots, separate, show, surface
from neurohistory.plots import theme

plt.style.use(plots.STYLE)
found = separate(XOR.X, XOR.target)
print(f"a line for XOR: {'found' if found.separable else 'there is none'}")
print("certificate:", *found.multipliers)
rng, tries = np.random.default_rng(0), []
for _ in range(3):
    bias, w1, w2 = rng.uniform(-30, 30, size=3)
    signed = XOR.target * (bias + XOR.X @ [w1, w2])
    total = abs(np.dot(found.multipliers, signed))
    tries.append(dict(zip(("00", "01", "10", "11"), signed, strict=True)) | {"total": total})
show(tries, "Signed sums of the four cases, and their weighted total", ".2f")

# %% [markdown]
# Count a row's sum $z$ as positive when it is on the right side and as negative when it is not: **for
# XOR these four signed sums, each times the certificate's $1$, add up to zero whatever the weights
# are, so they cannot all be positive.** The chapter on [1969](../story/1969_xor.md) writes the proof out
# and finds that, of the sixteen tables with two inputs, only XOR and its opposite are out of reach.
#
# ## Three neurons
#
# One unit cannot; three can, and we have them already. XOR is "OR, but not both", and "not both" is
# NAND:
#
# $$a_1^{(2)} = g(-10 + 20\,x_1 + 20\,x_2), \qquad a_2^{(2)} = g(30 - 20\,x_1 - 20\,x_2),$$
#
# $$h = a_1^{(3)} = g(-30 + 20\,a_1^{(2)} + 20\,a_2^{(2)}) .$$
#
# The upper index is the layer; the inputs are layer 1. The weights from layer 1 to layer 2 make the
# matrix $\Theta^{(1)}$, and those from layer 2 to layer 3 make $\Theta^{(2)}$. In the code a column
# belongs to a unit above, and the first row holds the biases.

# %%
Theta1 = [[-10.0, 30.0], [20.0, -20.0], [20.0, -20.0]]  # columns: OR, NAND
Theta2 = [[-30.0], [20.0], [20.0]]  # AND
model = load("backprop")(hidden_layer_sizes=(2,), initialization=[Theta1, Theta2])
state = model.start(XOR.X, XOR.target, n_starts=1, rng=rng)  # it is not trained

network = model.network(state)
hidden = network.forward(state.theta, XOR.X)[1][1][:, :, 0]  # (case, unit)
outputs = network.outputs(state.theta, XOR.X)[:, 0, 0]
x1, x2 = XOR.X.astype(int).T
units = {"OR": hidden[:, 0], "NAND": hidden[:, 1], "h": outputs}
show({"x₁": x1, "x₂": x2, **units, "target": XOR.y}, "XOR from three neurons", ".5f")

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.9), width_ratios=(2, 1))
case = 2  # x = 1 0
says = [XOR.X[case], hidden[case], outputs[[case]]]
plots.draw_network(
    left, [2, 2, 1], [Theta1, Theta2], says, [["x₁", "x₂"], ["OR", "NAND"], ["h"]]
)
left.set_title("x = 1 0: the network says yes")
plots.draw_region(right, surface(model, state, XOR))
right.set_title("everywhere in the plane")
plots.draw_key(figure)
figure.set_label(
    "Left: a network of two inputs, the hidden units OR and NAND and an output unit that is AND of "
    "the two, with all weights; for the inputs 1 and 0 all three units say 1. Right: its region of "
    "yes is a band between two parallel lines; it holds the corners (0, 1) and (1, 0) and leaves "
    "out the others."
)

# %% caption [markdown]
# **Two units in between make a band of two lines.** Yes is what OR and NAND have in common.

# %% [markdown]
# So a second layer is what XOR needs; the neurons of 1943, whose weights were set by hand too, need one
# for it as well. Finding such weights by *learning* is another matter, and most of this course is about
# that.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Divide all weights of the XOR network by 5, and then by 10. Is it still XOR? Predict, and look at
#    how far from 0 and 1 the hidden units are now.
# 2. Make the output unit OR in place of AND: its bias is $-10$ then. Which table is it now? Write the
#    four rows first.
#
# ## Sources
#
# - [@minsky_1969].
# - The weights of OR and AND are those of the lecture; the others follow from them.
# - The model: [back-propagation](../models/backprop.md). Next:
#   [activation functions](02_activation_functions.md).

# %%
plt.show()
