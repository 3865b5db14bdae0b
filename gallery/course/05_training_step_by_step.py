# %% [markdown]
# # Training, step by step
#
# Training a network is a loop of a few steps, and each of them can be looked at and checked on its own.
# The lecture counts six:
#
# 1. start with random weights;
# 2. propagate the examples forward;
# 3. measure the cost $J(\Theta)$;
# 4. propagate the errors back, example by example;
# 5. add them up over all $m$ examples: the gradient;
# 6. move all weights a little downhill, and repeat from 2.
#
# This chapter takes them one at a time, puts a check of the gradient between 5 and 6, and asks at the
# end why step 1 says *random*. The task: 200 points in the plane, in three classes. So there are two
# inputs, $K = 3$ outputs, one for each class, and we take four hidden units.

# %%
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, get_problem, load, run, train
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.gradient_check import gradient_check
from neurohistory.network.initialization import uniform
from neurohistory.network.propagation import Network
from neurohistory.network.slides import cost_and_gradient
from neurohistory.plots import STYLE, draw_line, draw_loss, draw_network, theme

plt.style.use(STYLE)
blobs = get_problem("blobs")
# fewer, to be quick
blobs = replace(blobs, X=blobs.X[:200], target=blobs.target[:200])
X = blobs.X  # (example, input)
y = (blobs.target > 0).astype(float)  # (example, class)
wanted = y[:, :, None]  # the last axis counts networks side by side; here it is one
m, K = y.shape
print(
    f"m = {m} examples, K = {K} classes of "
    f"{', '.join(f'{n:.0f}' for n in y.sum(axis=0))} examples"
)

# %% [markdown]
# ## Step 1: random weights
#
# Every weight is drawn uniformly from $[-\epsilon, \epsilon]$, with $\epsilon = 0.5$ here, and rounded,
# so that one can read it in the figure. The package keeps $\Theta^{(l)}$ with one *column* for each
# unit above and the biases in row 0, the transpose of the lecture's.

# %%
sizes = (2, 4, 3)
network = Network(sizes, get_activation("logistic"), get_cost("cross_entropy"))
# (weight, start)
theta = uniform(0.5)(sizes, 1, np.random.default_rng(0)).round(2)
Theta1, Theta2 = (matrix[:, :, 0] for matrix in network.layers(theta))
print(f"{network.n_parameters} weights, from {theta.min():.2f} to {theta.max():.2f}")

# %% [markdown]
# ## Step 2: forward
#
# $a^{(1)} = x$, then $z^{(2)}$, $a^{(2)} = g(z^{(2)})$, $z^{(3)}$ and $a^{(3)} = h(x)$, as in the
# chapter on [forward propagation](03_forward_propagation.md). Here is the first example.


# %%
def g(z):
    return 1 / (1 + np.exp(-z))


x, d = X[0], y[0]
a2 = g(Theta1[0] + x @ Theta1[1:])
a3 = g(Theta2[0] + a2 @ Theta2[1:])
print("x    =", *(f"{value:+.3f}" for value in x))
print("a(2) =", *(f"{value:.3f}" for value in a2))
print(
    "h(x) =",
    *(f"{value:.3f}" for value in a3),
    "  wanted:",
    *(f"{value:.0f}" for value in d),
)
assert np.allclose(a3, network.outputs(theta, X)[0, :, 0])

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 4.6))
draw_network(ax, sizes, [Theta1, Theta2], [x, a2, a3])
for unit, value in enumerate(d):
    ax.text(2.2, 1 - unit, f"wanted {value:.0f}", va="center", color=theme.MUTED)
ax.set_xlim(right=2.55)
figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=2)
figure.set_label(
    "The network 2-4-3 with its first, random weights and what its units say to "
    f"the first example: the three outputs are {a3[0]:.2f}, {a3[1]:.2f} and "
    f"{a3[2]:.2f}, and wanted are 0, 1 and 0."
)
assert d.tolist() == [0, 1, 0]

# %% [markdown]
# ## Step 3: the cost
#
# Each output is taken as the probability that the example belongs to its class. The cost is the mean
# over the examples of the cross-entropies of all $K$ outputs:
#
# $$J(\Theta) = -\frac{1}{m} \sum_{i=1}^{m} \sum_{k=1}^{K} \left[ y_k^{(i)} \log h_\Theta(x^{(i)})_k +
# (1 - y_k^{(i)}) \log (1 - h_\Theta(x^{(i)})_k) \right]$$
#
# Do not forget the minus sign: logarithms of probabilities are negative, and a cost should be positive.
# A network that says $1/2$ to everything has $J = K \log 2$, so a fresh start should be near that.

# %%
h = network.outputs(theta, X)[:, :, 0]  # (example, class)
J = -(y * np.log(h) + (1 - y) * np.log(1 - h)).sum() / m
print(f"J of the start: {J:.4f};  by the package: {network.cost_of(theta, X, wanted)[0]:.4f}")
print(f"J of a network that always says 1/2: K log 2 = {K * np.log(2):.4f}")
assert np.isclose(J, network.cost_of(theta, X, wanted)[0])
assert np.isclose(K * np.log(2), network.cost_of(0 * theta, X, wanted)[0])

# %% [markdown]
# ## Step 4: errors travel backward
#
# For one example, each unit gets a $\delta$: the slope of its cost with respect to $z$ of that unit.
#
# $$\delta^{(3)} = a^{(3)} - y, \qquad \delta^{(2)} = (\Theta^{(2)})^T \delta^{(3)} \odot g'(z^{(2)}),
# \qquad g'(z) = a (1 - a)$$
#
# and the slope for the weight to unit $i$ from unit $j$ is $a_j^{(l)} \delta_i^{(l+1)}$. Three things
# that the slides do not dwell on. First, $\delta^{(3)} = a^{(3)} - y$ is no general rule; it holds for
# the cross-entropy with logistic outputs, and for the squared error a factor $g'(z^{(3)})$ remains.
# Second, $(\Theta^{(2)})^T \delta^{(3)}$ has one entry too many, the bias's. It must be dropped:
# nothing leads into a bias unit. Third, there is no $\delta^{(1)}$, for inputs cannot be blamed.

# %%
delta3 = a3 - d
delta2 = Theta2[1:] @ delta3 * a2 * (1 - a2)  # row 0, the bias, is left out
print("delta(3) =", *(f"{value:+.4f}" for value in delta3))
print("delta(2) =", *(f"{value:+.4f}" for value in delta2))
slope = a2[0] * delta3[1]
print(
    f"slope for the weight from hidden unit 1 to output 2: {a2[0]:.4f} x "
    f"{delta3[1]:.4f} = {slope:.4f}"
)

# %% [markdown]
# ## Step 5: the accumulators
#
# The slides go through the examples one by one and let accumulators $\Delta^{(l)}$, zero at first, take
# in each product: $\Delta_{ij}^{(l)} := \Delta_{ij}^{(l)} + a_j^{(l)} \delta_i^{(l+1)}$. At the end
# $D = \Delta / m$ is the gradient of $J$. The package has this loop as `slides.cost_and_gradient`,
# plain and slow on purpose, and next to it the form that it trains with: all examples and all networks
# at once. The two must agree.

# %%
J_slides, D = cost_and_gradient(network, [Theta1, Theta2], X, y)
gradient = network.gradient(theta, X, wanted)
together = [matrix[:, :, 0] for matrix in network.layers(gradient)]
for number, (one, other) in enumerate(zip(D, together, strict=True), start=1):
    apart = np.abs(one - other).max()
    print(
        f"D({number}), {one.shape[0]} x {one.shape[1]}: both ways equal within "
        f"1e-14: {apart < 1e-14}"
    )
    assert apart < 1e-14
print("slopes for the biases of the outputs:", *(f"{value:+.4f}" for value in D[1][0]))
assert np.isclose(J_slides, J)

# %% [markdown]
# ## A check: is the gradient right?
#
# The lecture sends its students to a video on *numerical gradient checking*. Move a single weight up
# and down by a small step $s$ and look at the cost:
#
# $$\frac{\partial J}{\partial \Theta_{ij}} \approx \frac{J(\Theta_{ij} + s) - J(\Theta_{ij} - s)}{2 s}$$
#
# It takes two forward propagations for every weight, too slow for training, but it knows nothing of
# the chain rule and therefore cannot share its mistakes.

# %%
check = gradient_check(network, theta[:, 0], X, y)
names = [f"Theta{n}[{i},{j}]" for n, T in enumerate(D, start=1) for i, j in np.ndindex(T.shape)]
print("weight        back-propagation   differences")
for name, exact, numerical in list(zip(names, *check, strict=True))[::3]:
    print(f"{name:12}{exact:+18.9f}{numerical:+14.9f}")
print(f"largest difference, as a share of the largest slope: {check.largest_difference:.0e}")
assert check.largest_difference < 1e-8

# %% [markdown]
# Every third of the 27 weights is shown. Now let us make a mistake on purpose and forget the factor
# $g'(z^{(2)})$ in step 4. Watch what the cost says, and what the check says.

# %%
# g' is taken to be 1
forgetful = replace(
    network, hidden=replace(network.hidden, derivative=lambda z, a: np.ones_like(z))
)
wrong, right = theta.copy(), theta.copy()
for _ in range(300):
    wrong -= 0.5 * forgetful.gradient(wrong, X, wanted)
    right -= 0.5 * network.gradient(right, X, wanted)
J_wrong, J_right = (network.cost_of(t, X, wanted)[0] for t in (wrong, right))
print(f"after 300 steps: J = {J_right:.3f} with the gradient, {J_wrong:.3f} without the factor")
off = gradient_check(forgetful, theta[:, 0], X, y).largest_difference
print(f"gradient check without the factor: off by {100 * off:.0f} %")
assert J_right < J_wrong < J
assert off > 0.1

# %% [markdown]
# The cost falls all the same, only not so far. Without the check one would blame the data, or the
# learning rate. A falling cost is no proof of a right gradient. (For the networks of the package the
# command `neurohistory gradient backprop XOR` prints such a table.)
#
# How small should $s$ be? Central differences are off by something like $s^2$, so a tenth of the step
# gives a hundredth of the error; but below some point the two costs are so nearly equal that rounding
# takes over.

# %%
steps = 10.0 ** -np.arange(1, 13)
errors = np.array(
    [gradient_check(network, theta[:, 0], X, y, s).largest_difference for s in steps]
)
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
ax.loglog(steps, errors, "o-", color=theme.BLUE)
ax.axhline(off, color=theme.VERMILLION, linestyle=(0, (6, 1.6)))
ax.text(
    1e-12,
    off * 0.6,
    "the gradient without its factor, at any step",
    color=theme.VERMILLION,
    va="top",
)
ax.text(1e-2, errors[2], "differences\ntoo coarse", ha="left", va="center")
ax.text(3e-9, errors[8], "rounding", ha="left", va="center")
ax.set(
    xlabel="step s",
    ylabel="largest difference,\nshare of the largest slope",
    ylim=(1e-11, 10),
)
figure.set_label(
    "Difference between back-propagation and numerical differences, by step, on "
    "logarithmic axes. It is V-shaped, with the least near a step of one "
    "ten-thousandth: larger steps are too coarse, smaller ones drown in rounding. "
    "The wrong gradient lies far above at any useful step."
)
best = steps[errors.argmin()]
print(
    f"error at 0.1: {errors[0]:.0e}, at 0.01: {errors[1]:.0e}; least between 1e-6 and 1e-3:",
    1e-6 <= best <= 1e-3,
)
assert 80 < errors[0] / errors[1] < 120
assert 1e-6 <= best <= 1e-3

# %% [markdown]
# ## Step 6: downhill
#
# $\Theta := \Theta - \alpha\, \partial J / \partial \Theta$, for all weights at the same time, and
# again from step 2. The whole of training is one line in a loop.

# %%
curves = {}
for alpha in (0.1, 0.5, 2, 16):
    going, curve = theta.copy(), [J]
    for _ in range(300):
        going -= alpha * network.gradient(going, X, wanted)
        curve.append(network.cost_of(going, X, wanted)[0])
    curves[alpha] = np.array(curve)
    rises = (np.diff(curve) > 0).sum()
    right = (network.outputs(going, X)[:, :, 0].argmax(axis=1) == y.argmax(axis=1)).mean()
    print(
        f"alpha {alpha:4}: J {curve[0]:.3f} -> {curve[-1]:.3f}, rises in {rises:3} "
        f"of 300 steps, {100 * right:.0f} % right"
    )
assert all((np.diff(curves[alpha]) < 0).all() for alpha in (0.1, 0.5))
assert (np.diff(curves[16]) > 0).sum() > 100

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
for number, (alpha, curve) in enumerate(curves.items()):
    ax.plot(curve, label=f"α = {alpha:g}", **theme.series(number) | {"linewidth": 1.3})
ax.axhline(K * np.log(2), color=theme.MUTED, linewidth=0.8)
ax.text(200, K * np.log(2) + 0.04, "always ½: K log 2", ha="center", color=theme.MUTED)
ax.set(xlabel="step", ylabel="J", xlim=(0, 300), ylim=(0.8, 3))
ax.legend(loc="upper right", ncols=4)
figure.set_label(
    "The cost J over 300 steps of gradient descent from one start, for four "
    "learning rates. With 0.1 it falls slowly, with 0.5 and 2 faster, and always "
    "smoothly; with 16 it jumps up and down, at first beyond 3, and stays above "
    "what 0.5 and 2 reach."
)

# %% [markdown]
# Half of the art is $\alpha$. Too small, and nothing happens in reasonable time; too large, and steps
# overshoot, so that $J$ rises. Three classes that overlap cannot all be told apart, so the share of
# right answers stops near four fifths for any good $\alpha$.
#
# The loop above is what the package's model does when it is asked for plain gradient descent:

# %%
settings = {
    "cost": "cross_entropy",
    "optimizer": "gradient_descent",
    "learning_rate": 2.0,
}
model = load("backprop")((4,), initialization=[Theta1, Theta2], max_epochs=300, **settings)
history = train(model, X, blobs.target, keep_states=False)
print(f"J after 300 epochs: {history.loss[-1, 0]:.6f};  by our loop: {curves[2][-1]:.6f}")
assert np.allclose(history.loss[:, 0], curves[2])

# %% [markdown]
# ## Why not start from zero?
#
# Back to step 1. If all weights are zero, all hidden units say the same, get the same $\delta$, and
# move by the same amount. They are equal after the first step, and so by induction after every step:
# *identical for ever*. Four units then do the work of one.

# %%
patient = {"max_epochs": 400, **settings}
zero = run(
    load("backprop")((4,), initialization="zeros", **patient),
    blobs,
    starts=1,
    label="zeros",
)
drawn = run(
    load("backprop")((4,), initialization=0.5, **patient),
    blobs,
    starts=20,
    label="random",
)
for trial in (zero, drawn):
    end = trial.history.end
    # (bias and inputs, hidden unit)
    first = trial.model.network(end).layers(end.theta)[0][:, :, 0]
    print(
        f"{trial.label}: J {trial.final_loss:.3f}, {100 * trial.accuracy:.0f} % "
        "right; hidden units of one start:"
    )
    for unit in first.T:
        print("   bias and weights", *(f"{weight:+.3f}" for weight in unit))
below, above = zero.model.network(zero.history.end).layers(zero.history.end.theta)
assert (below == below[:, :1]).all()
assert (above[1:] == above[1:2]).all()
ends = drawn.history.loss[-1]
print(
    f"the {drawn.n_starts} random starts end with J from {ends.min():.3f} to {ends.max():.3f}"
)
assert zero.final_loss > 1.3 > 1.0 > drawn.history.loss[-1].max()

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.9), sharex=True, sharey=True)
extent = (-3, 3, -3, 3)
colors, marks = (theme.BLUE, theme.VERMILLION, theme.GREEN), "os^"
for ax, trial, title in zip(
    axes, (zero, drawn), ("from zeros", "from a random start"), strict=True
):
    for k in range(K):
        points = X[y[:, k] == 1]
        ax.plot(
            *points.T,
            marks[k],
            color=colors[k],
            markersize=3.5,
            alpha=0.55,
            label=f"class {k + 1}",
        )
    end = trial.history.end
    first = trial.model.network(end).layers(end.theta)[0][:, :, 0]
    for unit in first.T:
        draw_line(ax, unit[1:], unit[0], extent)
    ax.set(title=title, xlim=extent[:2], ylim=extent[2:], xlabel="x₁", aspect="equal")
axes[0].set_ylabel("x₂")
figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
figure.set_label(
    "Three classes of points, and the line where each hidden unit is at one half. "
    "From zeros all four hidden units have the same line, which cuts one class "
    "from the others. From a random start the four lines differ."
)

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.0))
draw_loss(ax, [zero, drawn])
rates = y.mean(axis=0)
constant = -(rates * np.log(rates) + (1 - rates) * np.log(1 - rates)).sum()
plateau = zero.history.loss[5, 0]
ax.set(ylabel="J, mean", ylim=(0.6, 2.3))
figure.set_label(
    "The cost J by epoch. From zeros it falls to a plateau at 1.91, stays there "
    "for some ten epochs and comes to rest at 1.36. From twenty random starts it "
    "falls farther, to about 0.9."
)
print(
    f"from zeros after 5 epochs: J = {plateau:.4f}; always answering the shares: {constant:.4f}"
)
assert abs(plateau - constant) < 0.003
assert abs(zero.final_loss - 1.36) < 0.005
assert abs(drawn.final_loss - 0.9) < 0.05

# %% [markdown]
# From zeros the first step moves only the weights of the outputs, for $(\Theta^{(2)})^T \delta^{(3)}$ is
# zero. As the hidden units still say the same to every example, the network can do no better than answer
# with the shares of the classes. Then the hidden units begin to move, all four alike. On XOR it is
# worse still. There the four errors cancel, the gradient is exactly zero, and nothing ever moves:

# %%
stuck = train(load("backprop")((4,), initialization="zeros", **patient), XOR.X, XOR.target)
print(f"XOR from zeros, 400 epochs: the largest weight is {np.abs(stuck.end.theta).max():.1f}")
assert not stuck.end.theta.any()

# %% [markdown]
# So zeros are not the only bad start: any start that gives the units of a layer *equal* weights keeps
# them equal. Random numbers break the symmetry. Which ones hardly matters here, as the range of the
# twenty ends shows; their size does: far from zero logistic units are flat, and their $g' = a (1 - a)$
# leaves little to learn by.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Start with $\epsilon = 0$ in step 1, then with `uniform(20.0)`. What will $J$ of the start be, and
#    how far will 300 steps bring it?
# 2. Replace the wrong slope by `lambda z, a: a`, as if one had forgotten the $(1 - a)$. By how much
#    will the check be off, and will $J$ still fall?
# 3. Between which of our values of $\alpha$ does $J$ begin to rise in some steps? Find it within a
#    factor of 1.5.
# 4. Start all weights at 0.3: `initialization=[np.full((3, 4), 0.3), np.full((5, 3), 0.3)]` in place of
#    `"zeros"`. Is the plateau still there, and are the hidden units still equal at the end?
#
# ## Sources
#
# * The six steps and the notation are those of the university lecture which this course follows; the
#   data and the runs are ours.
# * D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
#   errors", *Nature* 323 (1986) 533-536,
#   [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0): small random first weights, to break the
#   symmetry.

# %%
plt.show()
