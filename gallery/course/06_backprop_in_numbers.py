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

from neurohistory import XOR, load, show, train
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.gradient_check import gradient_check
from neurohistory.network.propagation import Network
from neurohistory.plots import STYLE, draw_key, draw_network, theme

plt.style.use(STYLE)


def g(z):
    return 1 / (1 + np.exp(-z))


z = np.array([-4, -1, 0, 1, 4])
a, quotient = g(z), (g(z + 1e-5) - g(z - 1e-5)) / 2e-5
show(
    {"z": z, "a": a, "a(1 - a)": a * (1 - a), "difference quotient": quotient},
    "The slope",
    ".6f",
)

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


def written_out(weights, below):
    return " ".join(f"{w:+.1f}({a:.4g})" for w, a in zip(weights, below, strict=True))


for i in (1, 2):
    print(
        f"z{i}(2) = {written_out(Theta1[i - 1], a1)} = {z2[i - 1]:+.4f}, a{i}(2) = {a2[i]:.4f}"
    )
print(f"z1(3) = {written_out(Theta2[0], a2)} = {z3[0]:+.4f}, a1(3) = h(x) = {a3[0]:.4f}")
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
delta2 = back * a2[1:] * (1 - a2[1:])

print(f"delta1(3) = {a3[0]:.4f} - {y:.0f} = {delta3[0]:+.4f}")
for i in (1, 2):
    along = f"{Theta2[0, i]:+.1f}({delta3[0]:+.4f})"
    print(f"delta{i}(2) = {along} x {a2[i]:.4f}({1 - a2[i]:.4f}) = {delta2[i - 1]:+.4f}")

# %% [markdown]
# The slope for each weight is the $\delta$ above it times the activation below it, and the step is
# $\Theta := \Theta - \alpha\, \partial J / \partial \Theta$. We take $\alpha = 1$.

# %%
D1, D2 = np.outer(delta2, a1), np.outer(delta3, a2)
alpha = 1.0
after1, after2 = Theta1 - alpha * D1, Theta2 - alpha * D2

rows, layers = [], ((Theta1, D1, delta2, a1), (Theta2, D2, delta3, a2))
for n, (Theta, D, delta, below) in enumerate(layers, start=2):
    for i, j in np.ndindex(Theta.shape):
        row = {"to": f"a{i + 1}({n})", "from": f"a{j}({n - 1})", "delta": delta[i]}
        row |= {"activation": below[j], "slope": D[i, j], "weight": Theta[i, j]}
        rows.append(row | {"after": Theta[i, j] - alpha * D[i, j]})
show(rows, "One step", "+.4f")

# %% [markdown]
# Two of the nine weights do not move: those from $x_1$, which was 0. Who has said nothing is not to
# blame.

# %%
new2 = g(after1 @ a1)
new3 = g(after2 @ np.array([1.0, *new2]))
outputs = [["$x_1$", "$x_2$"], ["$a_1^{(2)}$", "$a_2^{(2)}$"], ["$h(x)$"]]
deltas = [outputs[0], [r"$\delta_1^{(2)}$", r"$\delta_2^{(2)}$"], [r"$\delta_1^{(3)}$"]]
pictures = {
    "forward: weights and activations": ((Theta1, Theta2), [x, a2[1:], a3], outputs),
    "backward: slopes and deltas": ((D1, D2), [x, delta2, delta3], deltas),
    "after the step": ((after1, after2), [x, new2, new3], outputs),
}
figure, axes = plt.subplots(3, 1, figsize=(theme.PAGE_WIDTH, 9.0))
for ax, (title, (numbers, says, names)) in zip(axes, pictures.items(), strict=True):
    draw_network(ax, [2, 2, 1], [matrix.T for matrix in numbers], says, names)
    ax.set_title(title)
draw_key(figure)
figure.set_label(
    "The network 2-2-1 three times. Forward, with its weights and activations: the output says "
    f"{a3[0]:.2f}. Backward, with the slope of each weight and the delta of each unit: the "
    f"output's delta is −{-delta3[0]:.2f}. After the step, with the new weights: the output says "
    f"{new3[0]:.2f}."
)

# %% [markdown]
# Did the step help? It did, for this example. For the other three it was not asked.

# %%
parts = get_activation("logistic"), get_cost("cross_entropy")
network = Network((2, 2, 1), *parts)


def column(*Thetas):
    """All weights of a network as the package keeps them: in one column."""
    return np.concatenate([Theta.T.ravel() for Theta in Thetas])[:, None]


before, after = column(Theta1, Theta2), column(after1, after2)
h = [network.outputs(theta, XOR.X)[:, 0, 0] for theta in (before, after)]
costs = [-np.log(np.where(XOR.y, each, 1 - each)) for each in h]
cases = {"case": ["00", "01", "10", "11"], "target": XOR.y, "h before": h[0], "h after": h[1]}
show(cases | {"J before": costs[0], "J after": costs[1]}, "Before and after the step", ".4f")
means = [each.mean() for each in costs]
print(f"mean of J over the four cases: {means[0]:.4f} before, {means[1]:.4f} after")

# %% [markdown]
# The two cases that want a 1 gain, the two that want a 0 lose more, and the mean *rises*. This is why
# the lecture adds up the slopes of all examples before it takes the step. (Small steps for one example
# after the other work too, if they are small enough.) And does the package agree with the table above?

# %%
one = np.ones((1, 1, 1))  # the target of our example
gradient = network.gradient(before, x[None], one)
apart = np.abs(gradient - column(D1, D2)).max()
print(f"the package's slopes are those of the table within 1e-15: {apart < 1e-15}")
check = gradient_check(network, before[:, 0], x[None], one[:, :, 0])
print(f"largest difference to numerical slopes, as a share: {check.largest_difference:.0e}")

# %% [markdown]
# ## A check without data
#
# To test a program one needs a case that anybody can type in. Here is a network 2-2-4 whose eighteen
# weights are 0.1, 0.2, ..., 1.8, filled into $\Theta^{(1)}$ and then $\Theta^{(2)}$ column by column;
# three examples whose inputs are cosines of 1 to 6; and the classes 4, 2 and 3. With *weight decay*
# $\lambda$ the cost gets $\frac{\lambda}{2m} \sum \Theta_{ij}^2$ on top, biases left out.

# %%
numbers = np.arange(1, 19) / 10
theta = column(numbers[:6].reshape(3, 2).T, numbers[6:].reshape(3, 4).T)  # 2 x 3 and 4 x 3
X = np.cos([[1, 2], [3, 4], [5, 6]])
classes = np.eye(4)[[3, 1, 2], :, None]  # 4, 2 and 3, counted from 1

rows, names = [], ("Θ₁₀", "Θ₂₀", "Θ₁₁", "Θ₂₁", "Θ₁₂", "Θ₂₂")
for decay in (0, 4):
    net = Network((2, 2, 4), *parts, weight_decay=decay)
    slopes = net.layers(net.gradient(theta, X, classes))[0].ravel()
    row = {"λ": decay, "J": net.cost_of(theta, X, classes).item()}
    rows.append(row | dict(zip(names, slopes, strict=True)))
show(rows, "The cost, and its slopes for Θ(1), column by column", ".5f")

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

names = ["hidden", "output", "E", "w1 after", "w2 after", "b after", "E after"]
here = [y_h, y_o, E, w1, w2, b, E_after]
there = [0.6225, 0.5128, 0.1187, 0.4943, -0.3621, 0.3609, 0.1086]
show({"number": names, "here": here, "there": there}, "A hand example", ".4f")

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
hidden = [[-0.276589, -0.402498], [0.432171, -0.038413], [0.448781, 0.036489]]  # biases first
output = [[0.279299], [0.27208], [0.081714]]
settings = {"learning_rate": 0.5, "momentum": 0.9, "max_epochs": 300}
model = load("backprop")((2,), initialization=[hidden, output], **settings)
history = train(model, XOR.X, XOR.target)
tss = 2 * history.loss[:, 0]  # our E has a factor of one half
listed = (0, 1, 30, 90, 180, 210, 240, 270, 287, 288)
show({"updates": listed, "tss": tss[[*listed]]}, "The fixed run", ".6f")
stop = int((tss < 0.04).argmax())
print(f"below 0.04 for the first time after {stop} updates")
for k in (150, stop):
    outputs = model.output(model.respond(history.states[k], XOR.X))[:, 0]
    print(f"outputs after {k} updates:", *(f"{a:.4f}" for a in outputs))

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
ax.plot(tss, color=theme.BLUE)
ax.plot(listed, tss[[*listed]], "o", color=theme.BLUE, markersize=5)
ax.axhline(0.04, color=theme.VERMILLION, linestyle=(0, (6, 1.6)), linewidth=1)
ax.text(0, 0.06, "0.04: stop", color=theme.VERMILLION, va="bottom")
ax.text(stop + 5, 0.06, f"{stop} updates", va="bottom")
ax.text(90, 0.95, "all four outputs near ½", ha="center", va="top")
ax.set(xlabel="updates", ylabel="tss", xlim=(-4, 345), ylim=(0, 1.1))
figure.set_label(
    "The total sum of squares of the fixed run on XOR. It stays at one for about 180 updates, when "
    "all four outputs are near one half, then falls ever faster and is below 0.04 after 288 "
    "updates."
)

# %% [markdown]
# For more than half of the run nothing seems to happen: all four outputs are near $1/2$, and
# $4 \cdot (\tfrac{1}{2})^2 = 1$. Who stops at update 150 concludes that the program is broken.
#
# A program of yours that lists the same values to six digits very probably has its forward propagation,
# its deltas, its momentum and its order of steps right.
#
# ## Try it
#
# Write down your prediction first.
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
