"""What the layers of the autoencoder know of the digits, though no label was shown."""

from __future__ import annotations

import numpy as np

from neurohistory.site.chapters import Chapter


def test_the_map_keeps_digits_apart_better_than_principal_components(chapter: Chapter) -> None:
    ours, linear = chapter.tables[0].rows
    assert ours["nearest neighbor right"] > linear["nearest neighbor right"] + 0.1
    assert ours["error of an image"] < linear["error of an image"]


def test_units_know_more_of_the_class_from_layer_to_layer(chapter: Chapter) -> None:
    (_, *learned), (_, pixels, *random) = (row.values() for row in chapter.names["ratios"])
    assert learned == sorted(set(learned))
    assert learned[0] == pixels
    assert max(random) < min(learned[1:])


def test_as_a_classifier_pretraining_is_everything_from_small_weights_only(chapter: Chapter) -> None:
    right = chapter.names["right"]
    assert min(right["pretrained"]) > 0.9
    assert max(right["random start"]) < 0.3
    assert np.mean(right["wider start"]) > np.mean(right["pretrained"])
