# %% [markdown]
# # 1995: The bets
#
# In March 1995 two men at Bell Labs bet on neural networks. Larry Jackel led the group that
# read handwriting with them. Vladimir Vapnik's support-vector machine had just been accepted for print, after
# almost two years in review. Yann LeCun signed as a witness. The stakes were two dinners.
#
# *The first bet, Jackel's:* by 2000 we shall understand why large networks work. *The second, Vapnik's:* some years on nobody
# "in his right mind" will use networks like those of 1995. The year of the second is told in two ways, 2000 (by
# LeCun) and 2005 (by later accounts).
#
# Which method is ahead on handwritten digits? Here are the two methods on small ones, with ever more examples.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, plots, show
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.models.svm import SupportVectorMachine
from neurohistory.plots import theme
from neurohistory.problems.variants import in_single_precision

plt.style.use(plots.STYLE)
network = {
    "cost": "softmax_cross_entropy", "optimizer": "adam", "initialization": "glorot",
    "learning_rate": 0.03, "max_epochs": 40, "batch_size": 100,
}  # fmt: skip
numbers, seeds = [50, 100, 200, 400, 800], range(3)
divisions = [in_single_precision(get_problem("digits", seed)) for seed in seeds]


# %% idea
def error(machine, n, seed):
    """The share of unseen digits that is misread after n examples."""
    digits = divisions[seed]
    said = machine.fit(digits.X[:n], digits.y[:n]).predict(digits.X_test)
    return np.mean(said != digits.target_test.argmax(axis=1))


# %% numbers
machines = {
    "support vectors": lambda seed: SupportVectorMachine("rbf", C=10.0),
    "network 64-32-10": lambda seed: MultilayerPerceptron((32,), random_state=seed, **network),
}
errors = {
    name: np.array([[error(make(seed), n, seed) for seed in seeds] for n in numbers])
    for name, make in machines.items()
}
rows = [
    {"examples": n} | {name: values[place].mean() for name, values in errors.items()}
    for place, n in enumerate(numbers)
]
show(rows, "Unseen digits misread", dict.fromkeys(machines, ".1%"))

# %%
figure, ax = plt.subplots(figsize=(7.2, 3))
for number, (name, values) in enumerate(errors.items()):
    look = theme.series(number)
    ax.plot(numbers, 100 * values.mean(axis=1), label=name, **look)
    ax.plot(numbers, 100 * values, "os"[number], color=look["color"], markersize=4)
ax.set(xscale="log", ylim=(0, None), xlabel="examples", ylabel="misread, %")
ax.set_xticks(numbers, [str(n) for n in numbers])
ax.minorticks_off()
ax.legend()
figure.set_label(
    "The share of unseen digits that are misread falls for both methods from 50 to 800 examples. The curve of the "
    "support vectors lies below that of the network everywhere. Marks are three divisions of the digits."
)

# %% caption [markdown]
# **On small digits the support vectors stay ahead, and both improve with every doubling.** Marks are three divisions
# of the digits.

# %% [markdown]
# On large ones it was close. In 1998 the printed errors on sixty thousand digits were 1.1 % for support vectors and
# 0.95 % for LeCun's network; with added examples, shifted and bent, both came to 0.8 %.
#
# ## What came of it
#
# Jackel lost the first bet: in 2000 nobody could say why large networks work. LeCun holds that Vapnik lost the second, for such
# networks were still used. At the time another question decided: which method has the better theory? Support vectors had one, and
# it became quiet around networks for ten years, "largely forsaken" as LeCun, Bengio and Hinton wrote in 2015. People feared
# their poor local minima. LeCun gives another reason, which is that there was no software to share.
#
# All the while the losing method read checks. A system built on LeCun's networks read "several million checks per
# day", and by the end of the 1990s more than a tenth of those in the United States.
#
# ## Try it
#
# 1. Give the network 4 hidden units, then 128. Does it come nearer to the support vectors at 800 examples?
# 2. Give the support vectors no kernel, `SupportVectorMachine("linear")`. Which of the two methods would Vapnik have
#    bet on then?
#
# ## Sources
#
# - The bets: Y. LeCun, who signed them, in a public post of 2012; the wording after L. Jackel and V. Vapnik is from
#   *Learning from Examples*, "Bell Labs' last trick".
# - [@cortes_1995], received on 15 May 1993 and accepted on 20 February 1995.
# - Y. LeCun, Y. Bengio and G. E. Hinton, "Deep learning", *Nature* 521 (2015), for the silence and the checks.
# - The errors of 1998 and the checks: Y. LeCun and others, *Proceedings of the IEEE* 86 (1998), page 2278. We have both
#   from later accounts.
# - The digits: `sklearn.datasets.load_digits` of scikit-learn, 8 by 8 pixels. The settings of both machines were chosen by
#   hand.
# - Before: [a kernel of our own](1995_kernels_of_our_own.md). Next: [2002](2002_rbm.md).

# %%
plt.show()
