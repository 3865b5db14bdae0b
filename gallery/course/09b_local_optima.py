# %% [markdown]
# # Local optima
#
# The second of the [three drawbacks](09_three_drawbacks.md) of back-propagation: learning can end where
# no step leads further down, and not all is right.
#
# XOR again with the network 2-2-1 of 1986, from 1,000 starts, each for 1,000 epochs.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, load, plots, run, show, surface, train
from neurohistory.network.initialization import uniform
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision
from neurohistory.states import select

plt.style.use(plots.STYLE)
Network = load("backprop")
quick = in_single_precision(XOR)
trial = run("backprop", quick, starts=1000, loss=False)
unsolved = ~trial.history.solved
low, high = (100 - 100 * rate for rate in reversed(trial.interval))
print(f"{unsolved.sum()} of 1,000 starts have not solved XOR: {100 * unsolved.mean():.1f} %,")
print(f"95 % interval {low:.1f} to {high:.1f} %")

# %% [markdown]
# Some of them may only be slow. A flat stretch that leads on is called a *plateau*. From outside, a
# network on a plateau looks just like one that is stuck; the difference shows only if one waits. So
# the unsolved ones get 3,000 epochs more.

# %%
patient = Network(max_epochs=3000)
begin = select(trial.history.end, unsolved)
*_, later = patient.learn(begin, quick.X, quick.target, np.random.default_rng(0))
scores = patient.respond(later, XOR.X)
outputs, E = patient.output(scores), patient.loss(scores, XOR.target)  # (case, start), (start,)
stuck, kinds = E > 0.1, {"1/4": np.abs(E - 1 / 4) < 0.01, "1/3": np.abs(E - 1 / 3) < 0.01}
print(f"{(~stuck).sum()} were on a plateau and have solved it; {stuck.sum()} are still stuck:")
show({"E near": kinds, "networks": [kind.sum() for kind in kinds.values()]}, "The stuck ones")

# %% [markdown]
# Here is one of those that are stuck, with its weights and with what it answers.

# %%
number = int(kinds["1/4"].argmax())
chosen = select(later, number)
thetas = [theta[:, :, 0] for theta in patient.network(chosen).layers(chosen.theta)]
answers = {"case": ["00", "01", "10", "11"], "target": XOR.y, "answer": outputs[:, number]}
show(answers, "A stuck network", ".3f")
wanted = XOR.y.reshape(-1, 1, 1).astype(np.float32)
steepest = np.abs(patient.network(chosen).gradient(chosen.theta, quick.X, wanted)).max()
print(f"E = {E[number]:.4f}, largest derivative by any weight {steepest:.6f}")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 3.0))
plots.draw_network(ax, [2, 2, 1], thetas)
plots.draw_key(figure)
figure.set_label(
    "The stuck network 2-2-1 with its nine weights as numbers on the lines. The largest ones, "
    "above ten, lead from the first input to the two hidden units, and hold both of them fast "
    "wherever that input is 1."
)

# %% caption [markdown]
# **Two weights hold both hidden units fast.** Wherever the first input is 1 they are fully on,
# whatever the second one says.

# %% [markdown]
# Both hidden units have saturated: where $x_1 = 1$ they are fully on, whatever $x_2$ says. So the
# cases 10 and 11 look the same to the output unit, which wants one of them to be 1 and the other 0,
# and settles for $1/2$. On the right is one of the other kind, which takes three cases for the same.

# %%
figure, axes = plt.subplots(1, 2, figsize=(theme.PAGE_WIDTH, 3.9), sharey=True)
for ax, (level, kind) in zip(axes, kinds.items(), strict=True):
    number = int(kind.argmax())
    plots.draw_region(ax, surface(patient, select(later, number), XOR))
    for (x, y), answer in zip(XOR.X, outputs[:, number], strict=True):
        where = {"xytext": (0, 15 if y else -23), "textcoords": "offset points", "ha": "center"}
        ax.annotate(f"{answer:.2f}", (x, y), **where)
    ax.set_title(f"stuck at E = {level}", size=10)
    ax.label_outer()
plots.draw_key(figure)
figure.set_label(
    "The regions of yes and no of two stuck networks, with their answers. Left, at an error of one "
    "quarter: two cases are right, and to 10 and 11 the network says 0.50. Right, at one third: "
    "one case is right, and to the other three the network says 0.67."
)

# %% caption [markdown]
# **Two ways to be stuck.** Where the network cannot tell cases apart, it says their mean.

# %% [markdown]
# ## Is that a local minimum?
#
# For the learner it is: the gradient is practically zero, and no small step leads out. The authors of
# 1986 speak of local minima, and so does the lecture with its "local optima". In the strict sense the
# word is **disputed**. Leonard Hamey argues in a paper of 1998, "XOR has no local minima", that every
# finite stationary point of this network has lower points arbitrarily near. Our networks sit
# in a region whose floor sinks for ever, ever more slowly, toward an error that is not zero. "Stuck
# region" is the safer name. (That other networks for XOR have none either does not follow: Ida
# Sprinkhuizen-Kuyper and Egbert Boers describe, in 1999, a region of local minima for the network
# 2-3-1.)
#
# What helps? A small push does not. We shake all weights of the stuck networks by random amounts, each
# uniform in $[-s, s]$, three times for each network, and let them learn another 1,000 epochs.

# %%
pushes = (0.1, 1, 3, 10)
caught = np.repeat(later.theta[:, stuck], 3, axis=1)  # (parameter, network)
n = caught.shape[1]
push = uniform(1)((2, 2, 1), n, np.random.default_rng(1))
shaken = np.hstack([caught + s * push for s in pushes])
model = Network(initialization=lambda sizes, n_starts, rng: shaken)
lean = {"keep_states": False, "loss": False}
again = train(model, quick.X, quick.target, n_starts=n * len(pushes), rng=0, **lean)
freed = again.solved.reshape(-1, n).mean(axis=1)
show({"shaken by up to": pushes, "get out, %": 100 * freed}, "Shaken networks", ".1f")
print(f"started anew: {100 * trial.success_rate:.1f} % solve XOR (see above)")

# %% [markdown]
# A shake that frees them must be large. A new start is better than any of these, and more hidden units
# better still: [how many units](04_architecture.md) counts them.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Start the 1,000 networks from a wider range: `run("backprop:initialization=2", ...)`. Will more or
#    fewer be stuck after 4,000 epochs?
# 2. Give the network four hidden units: `run("backprop:hidden_layer_sizes=4", XOR, starts=1000)`. How
#    many starts will not solve XOR now?
#
# ## Sources
#
# - [@rumelhart_1986]; and [@rumelhart_1986_pdp].
# - L. G. C. Hamey, "XOR has no local minima: a case study in neural network error surface analysis",
#   *Neural Networks* 11(4) (1998) 669-681.
# - I. G. Sprinkhuizen-Kuyper and E. J. W. Boers, "A local minimum for the 2-3-1 XOR network", *IEEE
#   Transactions on Neural Networks* (1999).
# - [@wilson_1927]: the interval.
# - The stuck networks are looked at from another side in [1986](../story/1986_backprop.md).

# %%
plt.show()
