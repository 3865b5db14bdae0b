"""The deep belief net of 2006: a model of digits and their labels, trained by greed, then up and down.

The paper: `neurohistory.papers.hinton_2006_belief_nets`.  The two topmost layers are a Boltzmann
machine whose visible units are the layer below it *and* the labels.  From there, weights lead down to
the pixels, which is how the net makes an image; other weights lead up, which is how it guesses what
made one.

* `start_net`: machines before any learning
* `pretrain`: the lowest machine first; the way down is the transpose of the way up
* `up_down`: ways up and down part, each taught by what the other has drawn
* `label_scores`: what each label is worth for an image
* `generate`: images, with a label held

A net is one learner, without the axis start.  It is no classifier that happens to generate: for that
one, and for what back-propagation does with the same pretraining, see
`neurohistory.models.pretrained_classifier`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurohistory.network.activations import logistic, softmax, softplus
from neurohistory.network.batches import batches
from neurohistory.network.boltzmann import check_visible, draw, start_machine
from neurohistory.network.contrastive_divergence import contrastive_divergence
from neurohistory.network.effort import spend

__all__ = ["BeliefNet", "Layer", "generate", "label_scores", "pretrain", "start_net", "up_down"]

Array = NDArray[np.floating]


class Layer(NamedTuple):
    """Weights from one layer to another, and the biases of the second."""

    weights: Array  # (from, to)
    bias: Array  # (to,)


class BeliefNet(NamedTuple):
    """Ways up and down, and the memory on top of them.

    The visible units of the memory are the labels first, then the units of the layer below.
    """

    up: tuple[Layer, ...]  # recognition, the lowest first
    down: tuple[Layer, ...]  # generation, the lowest first: from each layer to the one below it
    weights: Array  # (label + unit, top)
    visible_bias: Array  # (label + unit,)
    top_bias: Array  # (top,)
    n_labels: int


def start_net(
    sizes: Sequence[int], n_labels: int, rng: np.random.Generator, *, scale: float = 0.1
) -> BeliefNet:
    """A net before any learning: normal weights, biases 0.

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer, pixels first and the top last; three at least.
    n_labels : int
    rng : numpy.random.Generator
    scale : float, default=0.1
        Standard deviation of the weights.

    Raises
    ------
    ValueError
        If there are fewer than three layers.

    Notes
    -----
    The net of the paper, on files of digits that one has:

        _, digits = problems.files.read(Path("train-images-idx3-ubyte.gz"), "train-labels-idx1-ubyte.gz")
        net = start_net((784, 500, 500, 2000), 10, rng)
        net = pretrain(net, digits.X, np.eye(10)[digits.labels], rng, epochs=30)

    Examples
    --------
    >>> net = start_net((64, 30, 20, 50), 10, np.random.default_rng(0))
    >>> [layer.weights.shape for layer in net.up], net.weights.shape
    ([(64, 30), (30, 20)], (30, 50))
    """
    if len(sizes) < 3:  # pixels, a layer, the top
        raise ValueError(f"sizes must name pixels, at least one layer, and the top, not {tuple(sizes)}")
    weights = [scale * rng.standard_normal(pair) for pair in pairwise(sizes[:-1])]
    ups = tuple(Layer(W, np.zeros(W.shape[1])) for W in weights)
    downs = tuple(Layer(W.T.copy(), np.zeros(len(W))) for W in weights)
    memory = scale * rng.standard_normal((n_labels + sizes[-2], sizes[-1]))
    return BeliefNet(ups, downs, memory, np.zeros(len(memory)), np.zeros(sizes[-1]), n_labels)


def pretrain(
    net: BeliefNet,
    X: Array,
    labels: Array,
    rng: np.random.Generator,
    *,
    epochs: int,
    learning_rate: float = 0.1,
    batch_size: int = 10,
) -> BeliefNet:
    """Greedily: each layer learns what the one below makes of the images, the top with the labels.

    CD-1, without momentum in the memory on top.

    Parameters
    ----------
    net : BeliefNet
    X : ndarray of shape (example, pixel)
        From 0 to 1.
    labels : ndarray of shape (example, label)
        1 for the label of an example, 0 for the others.
    rng : numpy.random.Generator
    epochs : int
        For each layer, and for the top.
    learning_rate : float, default=0.1
    batch_size : int, default=10

    Raises
    ------
    ValueError
        If X is not from 0 to 1, or labels do not fit.
    """
    _check_examples(net, X, labels)
    ups, downs = [], []
    below = X
    for layer in net.up:
        n_below, n_above = layer.weights.shape
        start = start_machine(n_below, n_above, 1, rng)._replace(weights=layer.weights[..., None])
        learning = contrastive_divergence(
            start,
            below,
            rng,
            epochs=epochs,
            learning_rate=learning_rate,
            momentum=0.5,
            batch_size=batch_size,
            reconstruction="mean",
        )
        (machine,) = deque(learning, maxlen=1) or (start,)
        W, b, c = (field[..., 0] for field in machine[:3])
        ups.append(Layer(W, c))
        downs.append(Layer(W.T.copy(), b))
        below = logistic(below @ W + c)
    net = net._replace(up=tuple(ups), down=tuple(downs))
    for _ in range(epochs):
        for pen, label in batches((below, labels), batch_size, 1, rng):
            net, _ = _memory_step(net, draw(pen, rng), label, rng, learning_rate, steps=1)
    return net


def up_down(
    net: BeliefNet,
    X: Array,
    labels: Array,
    rng: np.random.Generator,
    *,
    epochs: int,
    learning_rate: float = 0.02,
    steps: int = 3,
    batch_size: int = 10,
) -> Iterator[BeliefNet]:
    """Fine-tune as one: up through the net, `steps` of the memory, and down again.

    On the way up, units are drawn and each layer's way down learns to give back the layer below.  The
    memory learns by CD.  From where it ends units are drawn on the way down, and each layer's way up
    learns to give back the layer above.

    Parameters
    ----------
    net : BeliefNet
        It is not changed.
    X : ndarray of shape (example, pixel)
    labels : ndarray of shape (example, label)
    rng : numpy.random.Generator
    epochs : int
    learning_rate : float, default=0.02
        The same for all weights; it multiplies a mean over the batch.
    steps : int, default=3
        Full steps of sampling in the memory.
    batch_size : int, default=10

    Yields
    ------
    BeliefNet
        After each epoch.

    Raises
    ------
    ValueError
        If X is not from 0 to 1, or labels do not fit.
    """
    _check_examples(net, X, labels)
    for _ in range(epochs):
        for x, label in batches((X, labels), batch_size, 1, rng):
            wake = [x]
            for layer in net.up:
                wake.append(draw(_means(layer, wake[-1]), rng))
            taught, pen = _memory_step(net, wake[-1], label, rng, learning_rate, steps)
            sleep = [pen]
            for depth, layer in reversed(list(enumerate(net.down))):
                means = _means(layer, sleep[0])
                sleep.insert(0, draw(means, rng) if depth else means)  # pixels stay probabilities
            pairs = range(len(net.up))
            n_weights = sum(layer.weights.size for layer in (*net.up, *net.down))
            # Each way is walked twice, to draw and to predict, and has a product for its change.
            spend(multiply_adds=3 * len(x) * n_weights, parameters=n_weights + net.weights.size)
            net = taught._replace(
                down=tuple(_delta(net.down[i], wake[i + 1], wake[i], learning_rate) for i in pairs),
                up=tuple(_delta(net.up[i], sleep[i], sleep[i + 1], learning_rate) for i in pairs),
            )
        yield net


def label_scores(net: BeliefNet, X: Array) -> Array:
    """What each label is worth: minus the free energy of the memory with it held, (example, label).

    Examples
    --------
    >>> net = start_net((4, 3, 5), 2, np.random.default_rng(0), scale=0)
    >>> label_scores(net, np.zeros((1, 4)))  # 5 ln 2
    array([[3.4657359, 3.4657359]])
    """
    pen = X
    for layer in net.up:
        pen = _means(layer, pen)
    of_labels, of_pen = net.weights[: net.n_labels], net.weights[net.n_labels :]
    z = pen @ of_pen + net.top_bias
    gains = [softplus(z + row).sum(axis=1) for row in of_labels]
    return np.asarray(np.stack(gains, axis=1) + net.visible_bias[: net.n_labels])


def generate(
    net: BeliefNet,
    labels: Array,
    rng: np.random.Generator,
    *,
    steps: int = 200,
    start: Array | None = None,
) -> Array:
    """Images of the labels that are held, as probabilities of pixels, shape (example, pixel).

    Parameters
    ----------
    net : BeliefNet
    labels : ndarray of shape (example, label)
    rng : numpy.random.Generator
    steps : int, default=200
        Full steps of sampling in the memory before the way down.
    start : ndarray of shape (example, pixel), optional
        Images whose way up starts the memory; random bits if not given.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> generate(start_net((4, 3, 5), 2, rng), np.eye(2), rng, steps=5).shape
    (2, 4)
    """
    if start is None:
        pen = rng.integers(0, 2, (len(labels), len(net.weights) - net.n_labels)).astype(float)
    else:
        pen = start
        for layer in net.up:
            pen = draw(_means(layer, pen), rng)
    for _ in range(steps):
        top = draw(_top(net, pen, labels), rng)
        pen = draw(logistic(_visible(net, top)[:, net.n_labels :]), rng)
    for layer in reversed(net.down[1:]):
        pen = draw(_means(layer, pen), rng)
    return _means(net.down[0], pen)


def _memory_step(
    net: BeliefNet, pen: Array, label: Array, rng: np.random.Generator, rate: float, steps: int
) -> tuple[BeliefNet, Array]:
    """CD in the memory, from units and labels: the net after it, and the units where it ended."""
    n, n_labels = len(pen), net.n_labels
    top0 = top = _top(net, pen, label)
    end_label, end_pen = label, pen
    for _ in range(steps):
        z = _visible(net, draw(top, rng))
        end_label, end_pen = softmax(z[:, :n_labels]), draw(logistic(z[:, n_labels:]), rng)
        top = _top(net, end_pen, end_label)
    n_weights = net.weights.size
    spend(
        presentations=n, updates=1, multiply_adds=n * n_weights * (2 * steps + 3), parameters=n_weights
    )
    seen, end = np.hstack([label, pen]), np.hstack([end_label, end_pen])
    return net._replace(
        weights=net.weights + rate / n * (seen.T @ top0 - end.T @ top),
        visible_bias=net.visible_bias + rate * (seen - end).mean(axis=0),
        top_bias=net.top_bias + rate * (top0 - top).mean(axis=0),
    ), end_pen


def _top(net: BeliefNet, pen: Array, label: Array) -> Array:
    return logistic(np.hstack([label, pen]) @ net.weights + net.top_bias)


def _visible(net: BeliefNet, top: Array) -> Array:
    """What reaches the labels and the units below the top, shape (example, label + unit)."""
    return np.asarray(top @ net.weights.T + net.visible_bias)


def _means(layer: Layer, units: Array) -> Array:
    return logistic(units @ layer.weights + layer.bias)


def _delta(layer: Layer, units: Array, wanted: Array, rate: float) -> Layer:
    """The layer after a step of the delta rule, towards what was wanted of it."""
    error = rate / len(units) * (wanted - _means(layer, units))
    return Layer(layer.weights + units.T @ error, layer.bias + error.sum(axis=0))


def _check_examples(net: BeliefNet, X: Array, labels: Array) -> None:
    check_visible(X, len(net.up[0].weights))
    if labels.shape != (len(X), net.n_labels) or not np.isin(labels, (0, 1)).all():
        raise ValueError(
            f"labels must be 0 and 1, of shape ({len(X)}, {net.n_labels}): a row for each example with "
            f"a 1 for its label; they have the shape {labels.shape}"
        )
    if (wrong := labels.sum(axis=1) != 1).any():
        raise ValueError(f"labels[{int(np.argmax(wrong))}] must have exactly one 1")
