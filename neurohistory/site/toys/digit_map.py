"""The map of 2006: two numbers, and the digit that the decoder makes of them.

The paper: `neurohistory.papers.hinton_2006`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from neurohistory import get_problem
from neurohistory.network.theta import layers
from neurohistory.site.toys.loading import toy
from neurohistory.site.toys.packing import packed

__all__ = ["made", "told"]

_STILL = """The axes of this map are the two numbers of the code. Whoever points at a place, or turns two
sliders, sees the digit that the decoder makes of these two numbers. Small numerals stand where the
encoder puts the digits that the network has not seen: each kind has a region, and kinds that look alike
are neighbours. The weights are those of the Python, rounded to a byte each, which moves no pixel by more
than three hundredths."""


def told(model: Any) -> dict[str, Any]:
    """The layers on the way down, row 0 of each the biases, and the codes of the unseen digits.

    Parameters
    ----------
    model : DeepAutoencoder
        Fitted to the digits, with a code of two numbers.
    """
    digits = get_problem("digits")
    sizes = model.network(model.state_).sizes
    down = layers(model.state_.theta, sizes)[len(model.state_.stack) :]
    codes = model.transform(digits.X_test.astype(np.float32))
    assert digits.target_test is not None
    return {
        "layers": [packed(layer[..., 0]) for layer in down],
        "black": packed(model.low_ + (model.high_ - model.low_)),
        "white": packed(model.low_),
        "codes": codes.astype(float).round(2).tolist(),
        "digits": digits.target_test.argmax(axis=1).tolist(),
    }


def made(model: Any) -> str:
    """The toy, in Markdown.

    Parameters
    ----------
    model : DeepAutoencoder
        Fitted to the digits, with a code of two numbers.
    """
    return toy("digit-map", told(model), _STILL)
