# %% [markdown]
# # The quality of the examples
#
# [How many iterations](08_how_many_iterations.md) learning takes depends on what is learned from, too.
# Quality needs something to generalize to, so the task is the moons. We count epochs until 93 % of 200
# *unseen* examples, with right labels, are answered rightly. In the first rows a fraction of the labels
# of 200 examples to learn from is flipped; in the last ones the labels are right, but there are fewer
# examples. Three different sets of moons with twelve starts each; a network 2-8-1 with Adam.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import get_problem, load, plots, show, train
from neurohistory.answers import count_mistakes
from neurohistory.plots import theme
from neurohistory.problems.variants import fewer, in_single_precision, mislabelled
from neurohistory.report.rows import epoch_rows

plt.style.use(plots.STYLE)
Network = load("backprop")
sets = [in_single_precision(get_problem("moons", seed)) for seed in range(3)]


def on_moons(n_examples, flipped=0.0, batch_size=None, most=80):
    """Epochs until 93 % of the unseen are right, by start and set, or NaN."""
    settings = {"learning_rate": 0.1, "batch_size": batch_size, "max_epochs": most}
    model = Network((8,), "tanh", "cross_entropy", "glorot", "adam", **settings)
    epochs = []
    for seed, moons in enumerate(sets):
        few = mislabelled(fewer(moons, n_examples), flipped, seed)
        unseen = np.vstack([moons.X[200:], moons.X_test])
        truth = np.concatenate([moons.target[200:], moons.target_test])
        history = train(model, few.X, few.target, n_starts=12, rng=seed, loss=False)
        answers = (model.respond(state, unseen) for state in history.states)
        mistakes = np.array([count_mistakes(model, each, truth) for each in answers])
        good = mistakes <= 0.07 * len(truth)  # (epoch, start)
        epochs.extend(np.where(good.any(axis=0), good.argmax(axis=0), np.nan))
    return np.array(epochs)


# %%
by_quality = {f"200, {100 * f:.0f} % flipped": on_moons(200, f) for f in (0, 0.2, 0.3, 0.4)}
by_quality |= {f"{n}, none flipped": on_moons(n) for n in (80, 40, 20)}
show(epoch_rows(by_quality), "Epochs by the quality of the examples", {"arrived": ".0%"})
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.7))
plots.draw_epochs(ax, by_quality, 80)
ax.set_xlabel("epochs until 93 % of the unseen examples are right")
figure.set_label(
    "Epochs until 93 percent of unseen examples of the moons are right. With 200 examples, none or "
    "20 percent of them wrongly labeled, the median is between 40 and 50 epochs; with 30 percent "
    "about half of the starts never arrive, with 40 percent nearly none. Of the small sets, 80 "
    "examples are nearly as good as 200, 40 are not, and 20 never suffice."
)

# %% caption [markdown]
# **Bad labels and few examples move the goal out of reach.** They hardly slow the learning down: most
# starts arrive in the usual time or never.

# %% [markdown]
# Up to a fifth of wrong labels costs these runs only a few epochs, as long as there are 200 examples: the
# mistakes are scattered, and outvoted. Beyond that, more and more starts never get there. Waiting does
# not help them; it makes them worse, as the page on [overfitting](09c_overfitting.md) shows.
#
# An epoch is also not a fixed amount of learning. If the weights are changed after every 20 examples,
# one pass through 200 examples makes ten steps. Fewer passes are needed then, although more steps:

# %%
in_batches = {"200 at once": by_quality["200, 0 % flipped"]}
in_batches["20 at a time"] = on_moons(200, batch_size=20, most=20)
show(epoch_rows(in_batches), "Epochs in batches", {"arrived": ".0%"})

# %% [markdown]
# So the quality of the training set decides *whether* the goal is reached, more than when, and an epoch
# is worth what its steps are: ten of 20 examples go further than one of $m = 200$.
#
# ## Try it
#
# Write down your prediction first.
#
# 1. Set the goal to 90 % (`0.10 * len(truth)`). Which rows change most?
# 2. Flip half of the labels: `on_moons(200, 0.5)`. What is there to be learned?
#
# ## Sources
#
# - D. P. Kingma and J. Ba, [arXiv:1412.6980](https://arxiv.org/abs/1412.6980): Adam.
# - The moons are scikit-learn's `make_moons`; the settings and the runs are ours.

# %%
plt.show()
