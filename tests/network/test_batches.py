"""Mini-batches: each example once, each start in an order of its own, and pairs stay together."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest

from neurohistory.network.batches import batches


@pytest.mark.parametrize("size", [None, 7, 100])
def test_all_at_once_are_as_they_came(size: int | None) -> None:
    X, wanted = np.arange(14.0).reshape(7, 2), np.ones((7, 1, 1))
    ((x, d),) = batches((X, wanted), size, 3, np.random.default_rng(0))
    assert x is X
    assert d is wanted


@pytest.mark.parametrize("n_starts", [1, 4])
@pytest.mark.parametrize("own", [False, True], ids=["shared data", "own data"])
def test_each_example_occurs_once_with_what_belongs_to_it(n_starts: int, own: bool) -> None:
    # Example i has the features i and 100 i, and i + 0.5 is wanted; own data add 1000 times the start.
    i, start = np.arange(10.0)[:, None], 1000.0 * np.arange(n_starts)
    X = np.hstack([i, 100 * i])
    X = X[:, :, None] + start if own else X
    wanted = (i + 0.5)[:, :, None]
    seen = list(batches((X, wanted), 4, n_starts, np.random.default_rng(0)))
    assert [len(x) for x, _ in seen] == [4, 4, 2]
    assert [d.shape for _, d in seen] == [(n, 1, n_starts) for n in (4, 4, 2)]
    x, d = (np.concatenate(parts) for parts in zip(*seen, strict=True))
    x = x if x.ndim == 3 else x[:, :, None]
    x = x - start if own else x
    assert np.sort(x[:, 0], axis=0).tolist() == np.repeat(i, n_starts, axis=1).tolist()
    assert (x[:, 1] == 100 * x[:, 0]).all()
    assert (d[:, 0] == x[:, 0] + 0.5).all()


def test_starts_and_epochs_have_orders_of_their_own() -> None:
    X, rng = np.arange(50.0)[:, None], np.random.default_rng(0)
    epochs = [
        np.concatenate(list(chain.from_iterable(batches((X,), 20, 3, rng))))[:, 0] for _ in range(2)
    ]
    orders = {tuple(order) for epoch in epochs for order in epoch.T}
    assert len(orders) == 6
