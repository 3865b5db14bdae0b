"""What has grown: the weights, ten thousand times in fifty years."""

from __future__ import annotations

import numpy as np

from neurohistory import XOR
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.site.chapters import Chapter


def test_the_pace_is_that_of_the_mark_i_and_the_network_of_2012(chapter: Chapter) -> None:
    assert 1e4 < 60_000_000 / (512 * 8) < 2e4
    assert f"every {chapter.names['doubling']:.1f} years" in chapter.printed
    assert 3.5 < chapter.names["doubling"] < 4


def test_the_network_for_xor_has_as_many_weights_as_the_table_says(chapter: Chapter) -> None:
    network = MultilayerPerceptron((2,))
    named = network.named_weights(network.start(XOR.X, XOR.target, 1, np.random.default_rng(0)))
    told = {row["machine"]: row["weights"] for row in chapter.tables[0].rows}
    assert len(named) == told["XOR, 2-2-1"]
