# %% [markdown]
# # 2006 Deep autoencoder
#
# Geoffrey E. Hinton · Ruslan R. Salakhutdinov
#
# A network that squeezes its input through a few numbers, the *code*, and gives it back. Machines that
# learn from the data alone are stacked, each on what the one below makes of the data; the stack is
# unrolled, up and down again; and back-propagation tunes all of it. No labels are needed.
#
# It answers no question of yes or no, so it has no row on the [scoreboard](../scoreboard.md) and no place
# on the line of years. The [pretrained classifier](pretrained_classifier.md) of the same paper has. The
# [chapter on 2006](../story/2006_deep_autoencoder.md) tells how both came about and what the layers learn.
#
# **What it could not do.** It does not say how many layers and units to take, nor how long a code should
# be. Three stages have constants of their own, and with a longer code principal components catch up, as
# the table below shows.
#
# ## The rule
#
# $$
# \begin{aligned} \Delta w_{ij} &= \varepsilon \left( \langle v_i h_j \rangle_{\mathrm{data}} -
# \langle v_i h_j \rangle_{1} \right) \quad \text{machine by machine} \\
# \text{up:} \quad \mathbf{h}_l &= \sigma(\mathbf{c}_l + W_l^{\top} \mathbf{h}_{l-1}), \qquad
# \mathbf{code} = \mathbf{c}_L + W_L^{\top} \mathbf{h}_{L-1} \\
# \text{down:} \quad \hat{\mathbf{h}}_{l-1} &= \sigma(\mathbf{b}_l + W_l \hat{\mathbf{h}}_l), \qquad
# \hat{\mathbf{h}}_L = \mathbf{code} \\
# \Delta \theta(t) &= -\eta\, \frac{\partial J}{\partial \theta} + \alpha\, \Delta \theta(t - 1)
# \quad \text{all weights, up and down apart} \end{aligned}
# $$
#
# **Where we depart from the paper**
#
# - Fine-tuning goes down the gradient with momentum, in mini-batches of 100; the authors' program took
#   conjugate gradients, three line searches on each 1,000 images, 200 times through the data.
# - The default layers are smaller, 64 and 32 units where the paper has 1,000, 500 and 250, and so are the
#   budgets: 20 epochs of pretraining where the paper has 50.
# - Inputs are scaled to the range 0 to 1 and taken for probabilities.
#
# ## How to run it
#
# `DeepAutoencoder` is a transformer in the manner of scikit-learn: `fit` learns without labels,
# `transform` gives codes, and `inverse_transform` gives back what belongs to a code.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA

from neurohistory import get_problem, plots, show
from neurohistory.models.deep_autoencoder import DeepAutoencoder
from neurohistory.plots import theme
from neurohistory.report.docstrings import parameters_of

plt.style.use(plots.STYLE)
digits = get_problem("digits")
X, X_test = digits.X.astype(np.float32), digits.X_test.astype(np.float32)

model = DeepAutoencoder(code_size=8, random_state=0).fit(X)
codes = model.transform(X_test)
back = model.inverse_transform(codes)
print("images", X_test.shape, "-> codes", codes.shape, "-> images", back.shape)
print(f"squared error of an unseen image: {model.reconstruction_error(X_test):.2f}")

# %% [markdown]
# Whoever follows it epoch by epoch calls `start` and `learn`, the two halves of `fit`. They speak of
# inputs between 0 and 1, which `scaled` makes; `reconstruct` then shows what comes back through the
# machines that have begun to learn.

# %%
V = model.scaled(X)
rng = np.random.default_rng(0)
short = DeepAutoencoder(code_size=8, pretraining_epochs=5, max_epochs=5)
start = short.start(V, rng)
stages = []
for epoch, state in enumerate(short.learn(start, V, rng), start=1):
    if epoch % 5 == 0:
        again = short.reconstruct(state, V)
        error = ((again - V) ** 2).sum(axis=1).mean()
        stage = "fine-tuned" if state.epochs else "pretrained"
        stages.append({"epoch": epoch, "machines": state.depth, "stage": stage, "error": error})
show(stages, formats=".2f")

# %% [markdown]
# The more machines, the fewer numbers carry the image and the larger the error; fine-tuning brings it
# down again. (These errors are of the scaled inputs, and of the digits to learn from.)
#
# ## Beside principal components
#
# Principal component analysis (PCA) is the best that a *linear* code can do on the data to learn from.
# The errors are squared, summed over the 64 pixels, and of digits that neither has seen.


# %%
def unseen_error(back):
    """Squared error of an unseen image, summed over its pixels: the mean of all."""
    return ((back - X_test) ** 2).sum(axis=1).mean()


print(f"the mean image for all: {unseen_error(X.mean(axis=0)):.2f}")
coders = {2: DeepAutoencoder(code_size=2, random_state=0).fit(X), 8: model}
coders[16] = DeepAutoencoder(code_size=16, random_state=0).fit(X)
errors = []
for size, coder in coders.items():
    pca = PCA(size).fit(X)
    linear = unseen_error(pca.inverse_transform(pca.transform(X_test)))
    ours = coder.reconstruction_error(X_test)
    errors.append({"numbers in the code": size, "autoencoder": ours, "PCA": linear})
show(errors, formats=".2f")

# %% [markdown]
# With two and with eight numbers the autoencoder leaves a third less error; with sixteen the two are
# level. The paper's own figures are of other and larger data: on MNIST, with 784-1000-500-250-30 units,
# 3.00 for the autoencoder and 13.87 for PCA.

# %%
pca = PCA(8).fit(X)
labels = digits.target_test.argmax(axis=1)
one_each = np.array([(labels == digit).argmax() for digit in range(10)])
linear = pca.inverse_transform(pca.transform(X_test[one_each]))
rows = {"unseen": X_test[one_each], "autoencoder": back[one_each], "PCA": linear}
figure, axes = plt.subplots(3, 10, figsize=(theme.PAGE_WIDTH, 2.5))
plots.draw_pictures(axes, rows)
figure.set_label(
    "One unseen digit of each kind from 0 to 9, and what comes back from a code of eight numbers, in shades "
    "of gray. The autoencoder gives back clear strokes. Eight principal components "
    "give the same digits with more gray beside the strokes."
)

# %% caption [markdown]
# **Eight numbers for a digit.** The autoencoder gives back clear strokes, and principal components
# the same digits with gray beside them.

# %% [markdown]
# ## Parameters

# %%
show(
    {"parameter": name, "default": repr(default), "meaning": meaning}
    for name, default, meaning in parameters_of(DeepAutoencoder)
)

# %% [markdown]
# ## Source
#
# - [@hinton_2006]. The program is the one that the authors published beside it.
#
# ```bibtex
# @article{hinton2006,
#   author = {Hinton, Geoffrey E. and Salakhutdinov, Ruslan R.},
#   title = {Reducing the dimensionality of data with neural networks},
#   journal = {Science},
#   volume = {313},
#   pages = {504--507},
#   year = {2006},
#   doi = {10.1126/science.1127647}
# }
# ```

# %%
plt.show()
