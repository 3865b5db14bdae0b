"""Four machines on digits: whether hidden layers are worth it."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_a_narrow_network_reads_unseen_digits_no_better_than_a_linear_machine(chapter: Chapter) -> None:
    linear, narrow, wide, kernel = chapter.table("Four machines on the same digits")
    assert narrow["seen, %"] > linear["seen, %"]
    assert narrow["unseen, %"] < linear["unseen, %"] + 0.5
    assert wide["unseen, %"] > linear["unseen, %"]
    for n in (1, 2, 3):
        assert kernel[f"division {n}"] > wide[f"division {n}"]
    assert kernel["unseen, %"] > wide["unseen, %"] + 1
    assert min(machine["unseen, %"] for machine in (linear, narrow, wide, kernel)) > 94
