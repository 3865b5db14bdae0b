"""Who is fastest: no rule on both surfaces; and on XOR the quickest is not the surest."""

from __future__ import annotations

from neurohistory.network.optimizers import OPTIMIZERS
from neurohistory.site.chapters import Chapter

TITLE = "Steps until a path stays within 0.1 of the minimum; a dash is more than 300"


def test_no_rule_is_first_on_both_surfaces(chapter: Chapter) -> None:
    found = chapter.names["found"]
    first = {
        title: min(OPTIMIZERS, key=lambda name: found[name, title]) for title in ("valley", "Beale")
    }
    assert first == {"valley": "adagrad", "Beale": "adam"}


def test_the_rate_decides_as_much_as_the_method(chapter: Chapter) -> None:
    rows = {row["rule"]: row for row in chapter.table(TITLE)}
    assert rows.keys() == {rule.title for rule in OPTIMIZERS.values()}
    assert rows["Adagrad"]["valley: common"] is None
    assert rows["Adagrad"]["valley: best"] == 21
    for row in rows.values():
        for title in ("valley", "Beale"):
            common, best = row[f"{title}: common"], row[f"{title}: best"]
            assert common is None or best <= common


def test_xor_is_asked_of_nine_optimizers_from_200_starts(chapter: Chapter) -> None:
    rows = chapter.table("XOR from 200 starts")
    assert {row["optimizer"] for row in rows} == {rule.title for rule in OPTIMIZERS.values()}
    assert all(study.n_starts == 200 for study in chapter.names["studies"].values())
    assert 0 < min(row["solved"] for row in rows) <= max(row["solved"] for row in rows) < 200


def test_the_quickest_where_it_succeeds_is_not_the_surest(chapter: Chapter) -> None:
    studies, rates = chapter.names["studies"], chapter.names["rates"]
    best = {name: studies[name, rate] for name, rate in rates.items()}
    rate = {name: study.success_rate for name, study in best.items()}
    steady = min(rate[name] for name in ("momentum", "nesterov", "adadelta"))
    quick = max(rate[name] for name in ("adagrad", "rmsprop", "adam", "adamax", "nadam"))
    assert steady > 0.8 > 0.7 > quick
    assert min(best, key=lambda name: best[name].epochs.median) == "rmsprop"
    assert studies["momentum", 10].success_rate < 0.25


def test_the_bowl_and_the_slice_hold_nearly_all_of_their_paths(chapter: Chapter) -> None:
    assert chapter.names["history"].solved.all()
    assert 0.99 < chapter.names["bowl"].total_explained <= 1  # the bias moves too
    assert 0.99 < chapter.names["plane"].total_explained < 1
