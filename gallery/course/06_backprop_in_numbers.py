# %% [markdown]
# # Backpropagation in numbers
#
# The chain rule is short to state and easy to get wrong. This chapter takes one network and one example
# and prints every number on the way: each $z$, each $a$, each $\delta$, each slope, and each weight
# after the step. Follow it with a pocket calculator. After that come three cases whose results are
# known beforehand, so that a program of your own can be held against them.
#
# ## The slope of the logistic function
#
# Backpropagation needs $g'(z)$, and for the logistic function it is cheap:
#
# $$\begin{aligned}
# g(z) &= (1 + e^{-z})^{-1} \\
# g'(z) &= -(1 + e^{-z})^{-2} \cdot (-e^{-z}) = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} \\
# &= g(z)\, (1 - g(z)) = a (1 - a),
# \end{aligned}$$
#
# for $e^{-z} / (1 + e^{-z}) = 1 - 1 / (1 + e^{-z})$. Whoever has the activation $a$ has the slope too.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, train
from neurohistory.network.activations import activation
from neurohistory.network.costs import cost
from neurohistory.network.gradient_check import gradient_check
from neurohistory.network.propagation import Network
from neurohistory.plots import STYLE, draw_network, theme

plt.style.use(STYLE)


def g(z):
    return 1 / (1 + np.exp(-z))


print("   z       a   a(1 - a)   difference quotient")
for z in (-4.0, -1.0, 0.0, 1.0, 4.0):
    a, quotient = g(z), (g(z + 1e-5) - g(z - 1e-5)) / 2e-5
    print(f"{z:+4.0f}{a:9.4f}{a * (1 - a):10.6f}{quotient:17.6f}")
    assert np.isclose(a * (1 - a), quotient)
assert g(0.0) * (1 - g(0.0)) == 0.25

# %% [markdown]
# The slope is at most $1/4$, at $z = 0$, and nearly nothing where the unit is saturated.
#
# ## Forward
#
# The network 2-2-1 and the XOR case $x = (0, 1)$, for which the answer should be $y = 1$. The weights
# are picked by hand, not learned. We write $\Theta^{(l)}$ as the lecture does: a row for each unit
# above, the bias first.

# %%
Theta1 = np.array([[0.1, 0.5, -0.3], [-0.2, 0.4, 0.6]])
Theta2 = np.array([[0.3, -0.7, 0.2]])
x, y = np.array([0.0, 1.0]), 1.0

a1 = np.array([1.0, *x])  # the bias unit on top
z2 = Theta1 @ a1
a2 = np.array([1.0, *g(z2)])
z3 = Theta2 @ a2
a3 = g(z3)
J = -(y * np.log(a3[0]) + (1 - y) * np.log(1 - a3[0]))

for unit in (0, 1):
    terms = " ".join(f"{w:+.1f}({v:g})" for w, v in zip(Theta1[unit], a1, strict=True))
    print(f"z{unit + 1}(2) = {terms} = {z2[unit]:+.4f}   a{unit + 1}(2) = {a2[unit + 1]:.4f}")
terms = " ".join(f"{w:+.1f}({v:.4f})" for w, v in zip(Theta2[0], a2, strict=True))
print(f"z1(3) = {terms} = {z3[0]:+.4f}   a1(3) = h(x) = {a3[0]:.4f}")
print(f"J = -log h(x) = {J:.4f}")

# %% [markdown]
# ## Backward
#
# The delta of the output is $\delta^{(3)} = a^{(3)} - y$. Why? The slope of $J$ with respect to
# $a^{(3)}$ is $-y / a + (1 - y) / (1 - a) = (a - y) / (a (1 - a))$, and multiplied by $g' = a (1 - a)$
# it loses its denominator. That is the charm of the cross-entropy: an output that is badly wrong learns
# fast, even where its unit is saturated.
#
# A hidden unit gets the $\delta$ of the output along its own weight, times its own $g'$.

# %%
delta3 = a3 - y
back = Theta2[0, 1:] * delta3  # along the weights; the bias unit has no delta
slopes = a2[1:] * (1 - a2[1:])
delta2 = back * slopes

print(f"delta1(3) = {a3[0]:.4f} - {y:.0f} = {delta3[0]:+.4f}")
for unit in (0, 1):
    print(
        f"delta{unit + 1}(2) = {Theta2[0, unit + 1]:+.1f}({delta3[0]:+.4f})"
        f" x {a2[unit + 1]:.4f}({1 - a2[unit + 1]:.4f}) = {delta2[unit]:+.4f}"
    )

# %% [markdown]
# The slope for each weight is the $\delta$ above it times the activation below it, and the step is
# $\Theta := \Theta - \alpha\, \partial J / \partial \Theta$. We take $\alpha = 1$.

# %%
D1, D2 = np.outer(delta2, a1), np.outer(delta3, a2)
alpha = 1.0
after1, after2 = Theta1 - alpha * D1, Theta2 - alpha * D2

print("to    from     delta x activation      slope    weight   after")
for layer, (Theta, D, new, below) in enumerate(
    ((Theta1, D1, after1, a1), (Theta2, D2, after2, a2)), start=2
):
    for i, j in np.ndindex(Theta.shape):
        delta = (delta2, delta3)[layer - 2][i]
        print(
            f"a{i + 1}({layer}) a{j}({layer - 1}) {delta:+.4f} x {below[j]:.4f} = "
            f"{D[i, j] + 0:+.4f}   {Theta[i, j]:+.4f} {new[i, j]:+.4f}"
        )

# %% [markdown]
# Two of the nine weights do not move: those from $x_1$, which was 0. Who has said nothing is not to
# blame.

# %%
figure, axes = plt.subplots(3, 1, figsize=(theme.PAGE_WIDTH, 9.0))
outputs = [["$x_1$", "$x_2$"], ["$a_1^{(2)}$", "$a_2^{(2)}$"], ["$h(x)$"]]
deltas = [
    ["$x_1$", "$x_2$"],
    [r"$\delta_1^{(2)}$", r"$\delta_2^{(2)}$"],
    [r"$\delta_1^{(3)}$"],
]
new2 = g(after1 @ a1)
new3 = g(after2 @ np.array([1.0, *new2]))
for ax, title, thetas, says, names in zip(
    axes,
    (
        "forward: weights and activations",
        "backward: slopes and deltas",
        "after the step",
    ),
    ((Theta1, Theta2), (D1, D2), (after1, after2)),
    ([x, a2[1:], a3], [x, delta2, delta3], [x, new2, new3]),
    (outputs, deltas, outputs),
    strict=True,
):
    draw_network(ax, [2, 2, 1], [Theta.T for Theta in thetas], says, names)
    ax.set_title(title)
figure.legend(
    axes[0].get_lines(),
    ["positive", "negative"],
    loc="outside lower center",
    ncols=2,
)
figure.set_label(
    "The network 2-2-1 three times. Forward, with its weights and activations: the "
    f"output says {a3[0]:.2f}. Backward, with the slope of each weight and the "
    f"delta of each unit: the output's delta is −{-delta3[0]:.2f}. After the step, "
    f"with the new weights: the output says {new3[0]:.2f}."
)

# %% [markdown]
# Did the step help? It did, for this example. For the other three it was not asked.

# %%
network = Network((2, 2, 1), activation("logistic"), cost("cross_entropy"))


def column(*Thetas):
    """All weights of a network as the package keeps them: in one column."""
    return np.concatenate([Theta.T.ravel() for Theta in Thetas])[:, None]


before, after = column(Theta1, Theta2), column(after1, after2)
wanted = XOR.y[:, None, None].astype(float)  # (example, output, start)
print("case  wanted  h before  h after   J before  J after")
for case in range(4):
    X_case, y_case = XOR.X[case : case + 1], wanted[case : case + 1]
    h = [network.outputs(theta, X_case).item() for theta in (before, after)]
    costs = [network.cost_of(theta, X_case, y_case).item() for theta in (before, after)]
    inputs = "".join(f"{value:.0f}" for value in XOR.X[case])
    numbers = f"{h[0]:11.4f}{h[1]:9.4f}{costs[0]:11.4f}{costs[1]:9.4f}"
    print(f"{inputs}{XOR.y[case]:8}{numbers}")
means = [network.cost_of(theta, XOR.X, wanted).item() for theta in (before, after)]
print(f"mean over the four cases: {means[0]:.4f} before, {means[1]:.4f} after")
assert np.isclose(J, network.cost_of(before, x[None], np.ones((1, 1, 1))).item())
assert means[1] > means[0]

# %% [markdown]
# The two cases that want a 1 gain, the two that want a 0 lose more, and the mean *rises*. This is why
# the lecture adds up the slopes of all examples before it takes the step. (Small steps for one example
# after the other work too, if they are small enough.) And does the package agree with the table above?

# %%
gradient = network.gradient(before, x[None], np.ones((1, 1, 1)))
assert np.allclose(gradient, column(D1, D2), atol=1e-15)
check = gradient_check(network, before[:, 0], x[None], np.ones((1, 1)))
print(f"largest difference to numerical slopes, as a share: {check.largest_difference:.0e}")
assert check.largest_difference < 1e-7

# %% [markdown]
# ## A check without data
#
# To test a program one needs a case that anybody can type in. Here is a network 2-2-4 whose eighteen
# weights are 0.1, 0.2, ..., 1.8, filled into $\Theta^{(1)}$ and then $\Theta^{(2)}$ column by column;
# three examples whose inputs are cosines of 1 to 6; and the classes 4, 2 and 3. With *weight decay*
# $\lambda$ the cost gets $\frac{\lambda}{2m} \sum \Theta_{ij}^2$ on top, biases left out.

# %%
numbers = np.arange(1, 19) / 10
First = numbers[:6].reshape(3, 2).T  # column by column: 2 x 3
Second = numbers[6:].reshape(3, 4).T  # 4 x 3
X = np.cos([[1, 2], [3, 4], [5, 6]])
classes = np.eye(4)[[3, 1, 2]]  # 4, 2 and 3, counted from 1

for decay in (0.0, 4.0):
    net = Network((2, 2, 4), activation("logistic"), cost("cross_entropy"), weight_decay=decay)
    value = net.cost_of(column(First, Second), X, classes[:, :, None]).item()
    slopes = net.layers(net.gradient(column(First, Second), X, classes[:, :, None]))
    print(f"lambda = {decay:.0f}: J = {value:.5f}; slopes for Theta(1), column by column:")
    print("  ", *(f"{slope:+.5f}" for slope in slopes[0].ravel()))
    assert abs(value - (7.40697 if decay == 0 else 19.47364)) < 5e-6

# %% [markdown]
# The first two slopes are those of the biases, and they do not change with $\lambda$.
#
# ## A hand example with the squared error
#
# The rule of 1986 used $E = \tfrac{1}{2} (y_o - d)^2$. An independent re-run of the *Nature* paper,
# public as a program, gives this case to check by hand: one input $u = 1$, one hidden unit without bias
# and with weight $w_1 = 0.5$, one output with weight $w_2 = -0.4$ and bias $b = 0.3$; wanted is
# $d = 1$, and $\varepsilon = 0.5$. Now the output's delta keeps its factor $y_o (1 - y_o)$.

# %%
u, w1, w2, b, d, eps = 1.0, 0.5, -0.4, 0.3, 1.0, 0.5
y_h = g(w1 * u)
y_o = g(w2 * y_h + b)
E = (y_o - d) ** 2 / 2
delta_o = (y_o - d) * y_o * (1 - y_o)
delta_h = delta_o * w2 * y_h * (1 - y_h)  # with the old w2
w1, w2, b = w1 - eps * delta_h * u, w2 - eps * delta_o * y_h, b - eps * delta_o
E_after = (g(w2 * g(w1 * u) + b) - d) ** 2 / 2

print(f"hidden {y_h:.4f}, output {y_o:.4f}, E = {E:.4f}")
print(f"after one step: w1 = {w1:.4f}, w2 = {w2:.4f}, b = {b:.4f}, E = {E_after:.4f}")
found = np.array([y_h, y_o, E, w1, w2, b, E_after])
given = [0.6225, 0.5128, 0.1187, 0.4943, -0.3621, 0.3609, 0.1086]
assert (np.abs(found - given) <= 5.1e-5).all()

# %% [markdown]
# All seven numbers are the ones given there. Note the order: $\delta_h$ must be computed with the *old*
# $w_2$. A program that updates the output weight first and then goes on backward has a fault that no
# error message tells.
#
# ## A run that can be repeated exactly
#
# Learning starts at random, so two programs rarely tell the same story. In the handbook of McClelland
# and Rumelhart of 1988 the XOR exercise has fixed first weights. We have them from an independent
# public program, not from the printed page. With $\varepsilon = 0.5$, momentum 0.9 and all four cases
# for each update, the run goes on until the total sum of squares, tss, is below 0.04.

# %%
# biases first
hidden = [[-0.276589, -0.402498], [0.432171, -0.038413], [0.448781, 0.036489]]
output = [[0.279299], [0.27208], [0.081714]]
model = load("backprop")(
    (2,),
    initialization=[hidden, output],
    learning_rate=0.5,
    momentum=0.9,
    max_epochs=300,
)
history = train(model, XOR.X, XOR.target)
tss = 2 * history.loss[:, 0]  # our E has a factor of one half
listed = (0, 1, 30, 90, 180, 210, 240, 270, 287, 288)
for k in listed:
    print(f"after {k:3} updates: tss = {tss[k]:.6f}")
stop = int((tss < 0.04).argmax())
said = model.output(model.respond(history.states[stop], XOR.X))[:, 0]
print(
    f"below 0.04 for the first time after {stop} updates; outputs",
    *(f"{a:.4f}" for a in said),
)
assert stop == 288
assert np.allclose(said, [0.099627, 0.904246, 0.904377, 0.107348], atol=1e-5)

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
ax.plot(tss, color=theme.BLUE)
ax.plot(listed, tss[list(listed)], "o", color=theme.BLUE, markersize=5)
ax.axhline(0.04, color=theme.VERMILLION, linestyle=(0, (6, 1.6)), linewidth=1)
ax.text(0, 0.06, "0.04: stop", color=theme.VERMILLION, va="bottom")
ax.text(stop + 5, 0.06, f"{stop} updates", va="bottom")
ax.text(90, 0.95, "all four outputs near ½", ha="center", va="top")
ax.set(xlabel="updates", ylabel="tss", xlim=(-4, 345), ylim=(0, 1.1))
figure.set_label(
    "The total sum of squares of the fixed run on XOR. It stays at one for about "
    "180 updates, when all four outputs are near one half, then falls ever faster "
    "and is below 0.04 after 288 updates."
)
assert np.ptp(tss[30:181]) < 0.015
early = model.output(model.respond(history.states[150], XOR.X))[:, 0]
print("outputs after 150 updates:", *(f"{a:.3f}" for a in early))
assert np.abs(early - 0.5).max() < 0.1

# %% [markdown]
# For more than half of the run nothing seems to happen: all four outputs are near $1/2$, and
# $4 \cdot (\tfrac{1}{2})^2 = 1$. Who stops at update 150 concludes that the program is broken.
#
# A program of yours that lists the same values to six digits very probably has its forward propagation,
# its deltas, its momentum and its order of steps right.
#
# ## Try it
#
# Write down your prediction first. An `assert` that complains describes our run, not yours: delete it.
#
# 1. Set `y = 0.0` in the first example. Which slopes of the backward table change their sign, and does
#    any keep its size?
# 2. Take $x = (0, 0)$. Which weights can still move?
# 3. Set `alpha = 20.0`. Will $J$ of this example fall below the value after our step, and what becomes
#    of the mean over all four cases?
# 4. The hand example: compute $\delta_h$ with the new $w_2$ instead of the old one. In which digit does
#    `w1` show the fault?
# 5. The fixed run: set `momentum=0.0`. With 0.9 a steady slope moves ten times as far; how many updates
#    will it take? (Raise `max_epochs`.)
#
# ## Sources
#
# * The derivation and the notation are those of the university lecture which this course follows; the
#   first example and its weights are ours.
# * D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
#   errors", *Nature* 323 (1986) 533-536,
#   [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0).
# * J. L. McClelland and D. E. Rumelhart, *Explorations in Parallel Distributed Processing*, MIT Press
#   1988: the XOR exercise. The values of tss are computed here, not copied.
# * The story around it: [1986: Errors travel backward](../story/1986_backprop.md).

# %%
plt.show()
