"""On XOR the perceptron's weights walk in a circle."""

from __future__ import annotations

from neurohistory.site.chapters import Chapter


def test_from_the_third_epoch_on_every_answer_is_wrong(chapter: Chapter) -> None:
    corrected = chapter.names["corrected"]
    assert corrected.tolist() == [3, 3, *[4] * 10]


def test_every_epoch_ends_where_it_began(chapter: Chapter) -> None:
    path = chapter.names["path"]  # (presentation, bias w1 w2)
    assert path[8::4].tolist() == [[0, -1, 0]] * 11
    assert (path[8:-4] == path[12:]).all()  # period four


def test_the_loop_is_closed(chapter: Chapter) -> None:
    loop = chapter.names["loop"].tolist()
    assert loop == [[0, -1, 0], [-1, -1, 0], [0, -1, 1], [1, 0, 1], [0, -1, 0]]
