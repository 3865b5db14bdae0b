"""On small digits the support vectors stay ahead, and both methods learn."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_support_vectors_are_ahead_at_every_number_of_examples(chapter: Chapter) -> None:
    errors = chapter.names["errors"]
    vectors, network = (errors[name].mean(axis=1) for name in chapter.names["machines"])
    assert (vectors < network).all()


def test_more_examples_help_both(chapter: Chapter) -> None:
    for values in chapter.names["errors"].values():
        mean = values.mean(axis=1)
        assert sorted(mean, reverse=True) == mean.tolist()
        assert mean[-1] < 0.06
