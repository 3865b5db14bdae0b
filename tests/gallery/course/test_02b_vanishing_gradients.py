"""Vanishing gradients: how fast they shrink from layer to layer."""

from __future__ import annotations

from typing import Any

from neurohistory.site.chapters import Chapter


def test_gradient_of_logistic_layers_shrinks_by_a_quarter_or_more(chapter: Chapter) -> None:
    rows: dict[str, Any] = {
        row["network"]: row for row in chapter.table("Gradients in 20 hidden layers")
    }
    assert 0.2 < rows["logistic, Glorot"]["a layer"] < 0.25
    assert 1e-5 < rows["tanh, ±0.3"]["second / last hidden"] < 0.01
    assert min(rows[kind]["second / last hidden"] for kind in ("ReLU, He", "tanh, Glorot")) > 0.2
    assert rows["ReLU, He"]["a layer"] > 0.9
