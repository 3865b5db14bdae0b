"""The map of 2006 draws what the network of the chapter draws."""

from __future__ import annotations

import json

import numpy as np

from neurohistory import get_problem
from neurohistory.models.deep_autoencoder import DeepAutoencoder
from neurohistory.site.toys.digit_map import told
from neurohistory.site.toys.packing import unpacked

NEAR = 0.03  # of a pixel: weights are whole numbers of a byte


def test_the_rounded_decoder_draws_nearly_what_the_network_draws() -> None:
    digits = get_problem("digits").X.astype(np.float32)
    model = DeepAutoencoder((16,), 2, pretraining_epochs=3, max_epochs=5, random_state=0).fit(digits)
    shown = told(model)
    codes = np.array(shown["codes"][::15])
    drawn = codes
    for layer in map(unpacked, shown["layers"]):
        drawn = 1 / (1 + np.exp(-(layer[0] + drawn @ layer[1:])))
    drawn = unpacked(shown["white"]) + (unpacked(shown["black"]) - unpacked(shown["white"])) * drawn
    np.testing.assert_allclose(drawn, model.inverse_transform(codes), atol=NEAR)
    assert len(shown["codes"]) == len(shown["digits"]) == 450
    assert len(json.dumps(shown)) < 20_000
