# %% [markdown]
# # 1962: Shown in a fixed order
#
# William Ridgway tried [MADALINE](1962_madaline.md) for his thesis of 1962 and found a trap, as the review
# of 1990 reports: when the patterns are shown in the same order again and again, the weights can run in a
# cycle and never converge. We measure it, with both codings of the inputs.
#
# The rule once more: while the answer $y$ of the whole is right, nothing happens. When it is wrong, the
# units whose sums are nearest to zero are moved, as many as it takes, each so far that its sum is the
# target $t$.

# %%
import matplotlib.pyplot as plt
import numpy as np

from neurohistory import XOR, plots, run, show, surface, train
from neurohistory.models.madaline import Madaline, MadalineState
from neurohistory.plots import theme

plt.style.use(plots.STYLE)

elements = {"OR of 2": {}, "AND of 2": {"element": "and"}}
elements["majority of 3"] = {"n_units": 3, "element": "majority"}
both_orders, rows = {}, []
for coding, asked in {"0 and 1": XOR, "−1 and +1": XOR.bipolar}.items():
    for name, kw in elements.items():
        n_starts = 1000 if asked is XOR else 250
        random = run(Madaline(**kw), asked, starts=n_starts)
        fixed = run(Madaline(order="cyclic", **kw), asked, starts=250)
        both_orders[f"{name}, {coding}"] = random, fixed
        low, high = fixed.interval
        rows.append({
            "machine": name, "inputs": coding, "random order": random.success_rate,
            "fixed order": fixed.success_rate, "95 % interval": f"{low:.1%} to {high:.1%}",
        })  # fmt: skip
show(rows, "Starts that learn XOR", formats=".1%")

# %%
figure, ax = plt.subplots(figsize=(theme.PAGE_WIDTH, 2.9))
looks = [("random order", "o", theme.BLUE, -0.15), ("fixed order", "s", theme.VERMILLION, 0.15)]
for row, both in enumerate(both_orders.values()):
    for trial, (label, marker, color, up) in zip(both, looks, strict=True):
        at = row + up
        ax.plot(trial.interval, [at, at], color=color, linewidth=2.4, alpha=0.5)
        dot = {"color": color, "label": None if row else label, "clip_on": False, "zorder": 3}
        ax.plot(trial.success_rate, at, marker, **dot)
ax.set(yticks=range(len(rows)), yticklabels=both_orders, ylim=(5.6, -0.6), xlim=(0, 1))
ax.set(xlabel="success rate on XOR")
ax.grid(axis="x")
plots.draw_key(figure)
figure.set_label(
    "The success rate on XOR for three elements and two codings of the inputs. In random order "
    "all are at or near 1. In the fixed order 00, 01, 10, 11 the rate falls below a tenth or two for "
    "inputs 0 and 1, and stays near 1 for inputs −1 and +1."
)

# %% caption [markdown]
# **A fixed order is a trap, for one coding of the inputs.** Shown as 00, 01, 10, 11 with inputs 0 and
# 1, most learners are caught; in random order hardly any.

# %% [markdown]
# The trap depends on the coding: shown as 00, 01, 10, 11 with inputs 0 and 1, most learners fall into it;
# with −1 and +1 hardly any does. (We chose XOR and the codings; Ridgway's patterns were others.) A look
# at one that is caught, from zero weights under OR:

# %%
locked = Madaline(order="cyclic", initial_scale=0)
history = train(locked, XOR.X, XOR.target)
ends = np.array([[*s.bias, *s.weights.reshape(4, 1)] for s in history.states])
ends = ends.reshape(-1, 6)[:, [0, 2, 3, 1, 4, 5]]  # (epoch, weight), unit by unit
names = [f"unit {u}: {weight}" for u in (1, 2) for weight in ("b", "w1", "w2")]
cycle = [
    {"epoch": epoch} | dict(zip(names, ends[epoch], strict=True))
    for epoch in (1, 2, 3, 4, 5, 6, 8, 10, 200)
]
show(cycle, formats=".2f")

# %%
state = history.states[7]
extent, steps = (-0.5, 1.5, -0.5, 1.5), []
figure, axes = plt.subplots(1, 4, figsize=(theme.PAGE_WIDTH, 2.75), sharey=True)
for ax, x, t in zip(axes, XOR.X, XOR.target, strict=True):
    before = locked.respond(state, x[None]).item()
    state = next(locked.learn(state, x[None], t[None], np.random.default_rng(0)))
    seen = surface(locked, state, XOR, extent)
    plots.draw_region(ax, seen)
    ax.set_title(f"after {x[0]:.0f}{x[1]:.0f}")
    ax.label_outer()
    wrong = int(seen.wrong.sum())
    steps.append({"shown": ax.get_title()[-2:], "sum": before, "wanted": t, "now wrong": wrong})
show(steps, formats={"sum": "+.2f", "wanted": "+.0f"})
plots.draw_key(figure)
figure.set_label(
    "Four states of a locked cycle. After 00 the learner says no to everything, after 01 yes above a "
    "diagonal, after 10 yes to everything, after 11 yes in a strip at the left. Each time the case just "
    "shown is right, and two of the others are wrong, the next to be shown among them."
)

# %% caption [markdown]
# **The trap, step by step.** Each presentation mends its own case and spoils the next one, and after
# four the machine is back.

# %% [markdown]
# Every presentation mends its own case, and the next to be shown is wrong again. All four corrections
# fall on unit 1: where a yes is wanted, its sum is nearer to zero, and where a no is wanted, it alone
# says yes. Unit 2, which could help, is never asked. (To be exact, the weights at the ends of the epochs
# close in on a point, the distance halved each time.)
#
# A change of order is enough to break out. We copy this learner a thousand times and go on in random
# order:

# %%
copies = MadalineState(*(np.repeat(field, 1000, axis=-1) for field in state))
freed = Madaline(max_epochs=200)
rng = np.random.default_rng(1962)
right = [
    ((freed.respond(later, XOR.X) > 0) == XOR.truth[:, None]).all(axis=0).mean()
    for later in freed.learn(copies, XOR.X, XOR.target, rng)
]
half = int(np.argmax(np.array(right) > 0.5)) + 1
print(f"half of them are right after {half} epochs; at the end {100 * right[-1]:.1f} %")

# %% [markdown]
# ## Try it
#
# Write down your prediction before you run the change.
#
# 1. In the locked cycle, show the cases in another order: `from neurohistory import from_truth_table`, and
#    in place of XOR take `from_truth_table("XOR", XOR.X[[0, 1, 3, 2]], XOR.truth[[0, 1, 3, 2]])`. Is every fixed order a
#    trap?
# 2. The trap was found from zero weights. From how many of a hundred starts with `initial_scale=1.0` is
#    the OR of two caught?
#
# ## Sources
#
# - [@widrow_1990]. It cites the thesis of [@ridgway_1962].
# - The codings and the orders are our experiment, and so is the way out.
# - The model: [MADALINE](../models/madaline.md). Before: [1962](1962_madaline.md). Next:
#   [parallel roads](1961_parallel_roads.md).

# %%
plt.show()
