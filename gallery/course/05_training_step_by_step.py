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
# This chapter takes them one at a time. Between 5 and 6 belongs a
# [check of the gradient](05c_gradient_check.md), and another page asks
# [why step 1 says *random*](05b_why_not_zero.md). The task: 200 points in the plane, in three classes. So
# there are two inputs, $K = 3$ outputs, one for each class, and we take four hidden units.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, show, train
from neurohistory.network.activations import get_activation
from neurohistory.network.costs import get_cost
from neurohistory.network.initialization import uniform
from neurohistory.network.propagation import Network
from neurohistory.network.slides import cost_and_gradient
from neurohistory.plots import theme
from neurohistory.problems.variants import fewer

plt.style.use(plots.STYLE)
blobs = fewer(get_problem("blobs"), 200)  # to be quick
X = blobs.X  # (example, input)
y = (blobs.target > 0).astype(float)  # (example, class)
target = y[:, :, None]  # the last axis counts networks side by side; here it is one
m, K = y.shape
print(f"m = {m} examples, K = {K} classes of", *y.sum(axis=0).astype(int), "examples")

# %% [markdown]
# ## Step 1: random weights
#
# Every weight is drawn uniformly from $[-\epsilon, \epsilon]$, with $\epsilon = 0.5$ here, and rounded,
# so that one can read it in the figure. The package keeps $\Theta^{(l)}$ with one *column* for each
# unit above and the biases in row 0, the transpose of the lecture's.

# %%
sizes = (2, 4, 3)
network = Network(sizes, get_activation("logistic"), get_cost("cross_entropy"))
theta = uniform(0.5)(sizes, 1, np.random.default_rng(0)).round(2)  # (weight, start)
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
print("x =", *(f"{value:+.3f}" for value in x))
show({"hidden unit": [1, 2, 3, 4], "a(2)": a2}, formats=".3f")
show({"class": [1, 2, 3], "h(x)": a3, "target": d.astype(int)}, formats=".3f")

figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 6.0))
plots.draw_network(ax, sizes, [Theta1, Theta2], [x, a2, a3])
for unit, value in enumerate(d):
    ax.text(2.2, 1 - unit, f"target {value:.0f}", va="center", color=theme.MUTED)
ax.set_xlim(right=2.55)
plots.draw_key(figure)
figure.set_label(
    "The network 2-4-3 with its first, random weights and what its units say to the first example: "
    f"the three outputs are {a3[0]:.2f}, {a3[1]:.2f} and {a3[2]:.2f}, and the targets 0, 1 and 0."
)

# %% caption [markdown]
# **Before any learning the outputs say about one half.** The weights are small random numbers.

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
print(f"J of the start: {J:.4f}; by the package: {network.cost_of(theta, X, target)[0]:.4f}")
print(f"J of a network that always says 1/2: K log 2 = {K * np.log(2):.4f}")

# %% [markdown]
# ## Step 4: errors travel backward
#
# For one example, each unit gets a $\delta$: the derivative of its cost with respect to $z$ of that unit.
#
# $$\delta^{(3)} = a^{(3)} - y, \qquad \delta^{(2)} = (\Theta^{(2)})^T \delta^{(3)} \odot g'(z^{(2)}),
# \qquad g'(z) = a (1 - a)$$
#
# and the derivative for the weight to unit $i$ from unit $j$ is $a_j^{(l)} \delta_i^{(l+1)}$. The slides
# do not dwell on three things. First, $\delta^{(3)} = a^{(3)} - y$ is no general rule; it holds for
# the cross-entropy with logistic outputs, and for the squared error a factor $g'(z^{(3)})$ remains.
# Second, $(\Theta^{(2)})^T \delta^{(3)}$ has one entry too many, the bias's. It must be dropped:
# nothing leads into a bias unit. Third, there is no $\delta^{(1)}$, for inputs cannot be blamed.

# %%
delta3 = a3 - d
delta2 = Theta2[1:] @ delta3 * a2 * (1 - a2)  # row 0, the bias, is left out
show({"output": [1, 2, 3], "delta(3)": delta3}, formats="+.4f")
show({"hidden unit": [1, 2, 3, 4], "delta(2)": delta2}, formats="+.4f")
derivative = a2[0] * delta3[1]
print("derivative for the weight from hidden unit 1 to output 2:")
print(f"{a2[0]:.4f} x {delta3[1]:.4f} = {derivative:.4f}")

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
gradient = network.gradient(theta, X, target)
together = [matrix[:, :, 0] for matrix in network.layers(gradient)]
apart = [np.abs(one - other).max() for one, other in zip(D, together, strict=True)]
shapes = dict(
    zip(("rows", "columns"), np.transpose([matrix.shape for matrix in D]), strict=True)
)
show({"matrix": ["D(1)", "D(2)"]} | shapes | {"largest difference": apart}, formats=".0e")
show({"output": [1, 2, 3], "derivative by its bias": D[1][0]}, formats="+.4f")

# %% [markdown]
# Is the gradient right? That can be [checked](05c_gradient_check.md), by a way that knows nothing of the
# chain rule.
#
# ## Step 6: downhill
#
# $\Theta := \Theta - \alpha\, \partial J / \partial \Theta$, for all weights at the same time, and
# again from step 2. The whole of training is one line in a loop.


# %%
def descend(network, alpha, n_steps=300):
    """J before and after each step downhill, and the weights at the end."""
    going, costs = theta.copy(), [J]
    for _ in range(n_steps):
        going -= alpha * network.gradient(going, X, target)
        costs.append(network.cost_of(going, X, target)[0])
    return np.array(costs), going


curves, rows = {}, []
for alpha in (0.1, 0.5, 2, 16):
    curves[alpha], going = descend(network, alpha)
    right = network.outputs(going, X)[:, :, 0].argmax(axis=1) == y.argmax(axis=1)
    row = {
        "α": alpha,
        "J": curves[alpha][-1],
        "steps that rise": (np.diff(curves[alpha]) > 0).sum(),
    }
    rows.append(row | {"right, %": round(100 * right.mean())})
show(rows, "After 300 steps", {"J": ".3f"})

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.2))
for number, (alpha, curve) in enumerate(curves.items()):
    ax.plot(curve, label=f"α = {alpha:g}", **theme.series(number) | {"linewidth": 1.3})
ax.axhline(K * np.log(2), color=theme.MUTED, linewidth=0.8)
ax.text(200, K * np.log(2) + 0.04, "always ½: K log 2", ha="center", color=theme.MUTED)
ax.set(xlabel="step", ylabel="J", xlim=(0, 300), ylim=(0.8, 3))
ax.legend(loc="upper right", ncols=4)
figure.set_label(
    "The cost J over 300 steps of gradient descent from one start, for four learning rates. With "
    "0.1 it falls slowly, with 0.5 and 2 faster, and always smoothly; with 16 it jumps up and "
    "down, at first beyond 3, and stays above what 0.5 and 2 reach."
)

# %% caption [markdown]
# **Half of the art is the learning rate.** Too small, and it takes for ever; too large, and the cost
# jumps about.

# %% [markdown]
# With a large $\alpha$ the steps overshoot, so that $J$ rises. Three classes that overlap cannot all be told apart, so the
# accuracy stops near four fifths for any good $\alpha$.
#
# The loop above is what the package's model does when it is asked for plain gradient descent:

# %%
settings = {"cost": "cross_entropy", "optimizer": "gradient_descent", "learning_rate": 2.0}
model = load("backprop")((4,), initialization=[Theta1, Theta2], max_epochs=300, **settings)
history = train(model, X, blobs.target, keep_states=False)
print(f"J after 300 epochs: {history.loss[-1, 0]:.6f}; by our loop: {curves[2][-1]:.6f}")

# %% [markdown]
# That leaves step 1. Why random weights, and [why not zero](05b_why_not_zero.md)?
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Start with $\epsilon = 0$ in step 1, then with `uniform(20.0)`. What will $J$ of the start be, and
#    how far will 300 steps bring it?
# 2. Between which of our values of $\alpha$ does $J$ begin to rise in some steps? Find it within a
#    factor of 1.5.
#
# ## Sources
#
# * The six steps and the notation are those of the university lecture which this course follows; the
#   data and the runs are ours.
# * [@rumelhart_1986].

# %%
plt.show()
