"""Nothing is lost: what is done stays done, damage is found, and nobody else's outcomes are taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neurohistory import Study, StudyResult, study
from neurohistory.outcomes import DIVERGED
from neurohistory.process.writing import write_whole
from neurohistory.studies import folder as folders
from neurohistory.studies.engine import ChunkFailedError
from neurohistory.studies.folder import Folder, FolderError
from neurohistory.studies.plan import plan
from neurohistory.studies.progress import Progress

Rates = Callable[[int], Study]
Lasting = Callable[[Path], dict[str, bytes]]


def equal(one: StudyResult, other: StudyResult) -> bool:
    numbers = [[*result.epochs, *result.loss] for result in (one, other)]
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(*numbers, strict=True))


def test_what_is_done_is_not_run_again(asked: Study, tmp_path: Path) -> None:
    first = study(asked, folder=tmp_path)
    again: list[Progress] = []
    second = study(asked, folder=tmp_path, progress=again.append)
    assert again == []
    assert equal(first, second)
    assert equal(first, study(asked))
    assert second.seconds == pytest.approx(first.seconds, rel=1e-3)


def test_a_study_grows_and_is_then_as_one_that_was_large_at_once(
    tmp_path: Path, rates: Rates, lasting: Lasting
) -> None:
    study(rates(40), folder=tmp_path / "grown")
    ran: list[Progress] = []
    study(rates(100), folder=tmp_path / "grown", progress=ran.append)
    study(rates(100), folder=tmp_path / "at once")
    assert len(ran) == 6  # of ten chunks four were there
    assert (ran[-1].starts, ran[-1].all_starts) == (200, 200)
    assert lasting(tmp_path / "grown") == lasting(tmp_path / "at once")


def test_each_session_has_a_line_also_behind_one_that_was_cut_short(
    asked: Study, tmp_path: Path
) -> None:
    folder = Folder(tmp_path, asked)
    folder.note_session({"number": 1})
    folder.note_session({"number": 2})
    written = tmp_path / "sessions.jsonl"
    assert written.read_text() == '{"number": 1}\n{"number": 2}\n'
    written.write_text('{"number": 1}\n{"numb')
    folder.note_session({"number": 3})
    assert written.read_text() == '{"number": 1}\n{"numb\n{"number": 3}\n'
    assert folder.sessions() == [{"number": 1}, {"number": 3}]


def test_the_folder_can_be_moved(asked: Study, tmp_path: Path) -> None:
    study(asked, folder=tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    assert plan(asked, Folder(tmp_path / "there", asked)).missing == []


def no_bytes(content: bytes) -> bytes:
    return b""


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    return content[:-5] + bytes([content[-5] ^ 1]) + content[-4:]


@pytest.mark.parametrize("damage", [no_bytes, half, flipped])
def test_a_damaged_chunk_is_set_aside_and_made_again(
    damage: Any, asked: Study, tmp_path: Path, lasting: Lasting
) -> None:
    study(asked, folder=tmp_path)
    before = lasting(tmp_path)
    path = tmp_path / "outcomes" / "0001" / "00000020.chunk"
    spoilt = damage(path.read_bytes())
    path.write_bytes(spoilt)
    found = plan(asked, Folder(tmp_path, asked))
    assert [str(missing.place) for missing in found.missing] == ["0001-00000020"]
    assert found.missing[0].why.startswith("damaged: ")
    study(asked, folder=tmp_path)
    assert lasting(tmp_path) == before
    assert (tmp_path / "damaged" / "0001-00000020.0").read_bytes() == spoilt


def test_a_chunk_of_another_study_or_place_is_found(asked: Study, tmp_path: Path) -> None:
    study(asked, folder=tmp_path)
    (tmp_path / "outcomes" / "0000" / "00000000.chunk").replace(
        tmp_path / "outcomes" / "0000" / "00000020.chunk"
    )
    reasons = plan(asked, Folder(tmp_path, asked)).reasons
    assert reasons == {"not run yet": 1, "damaged: its first is 0, and not 20": 1}


def test_another_study_is_refused_with_the_difference(asked: Study, tmp_path: Path) -> None:
    study(asked, folder=tmp_path)
    other = Study("backprop", "XOR", grid={"learning_rate": [0.5, 4.0]}, max_epochs=60, chunk=20, seed=1)
    with pytest.raises(FolderError, match="another study") as refused:
        study(other, folder=tmp_path)
    assert "grid.learning_rate is [0.5, 2] there, and [0.5, 4] here" in str(refused.value)
    assert "seed is 0 there, and 1 here" in str(refused.value)
    assert "momentum" not in str(refused.value)


def test_another_version_is_refused(asked: Study, tmp_path: Path) -> None:
    study(asked, folder=tmp_path)
    described = json.loads((tmp_path / "study.json").read_text())
    described["versions"]["numpy"] = "1.0"
    (tmp_path / "study.json").write_text(json.dumps(described))
    with pytest.raises(FolderError, match=r"versions\.numpy is 1\.0 there, and"):
        study(asked, folder=tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_a_description_that_cannot_be_read_is_named(
    asked: Study, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "study.json").write_bytes(content)
    with pytest.raises(FolderError, match=r"study\.json cannot be read: .*; take another folder"):
        study(asked, folder=tmp_path)
    assert (tmp_path / "study.json").read_bytes() == content


def test_a_folder_with_other_things_in_it_is_left_alone(asked: Study, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(FolderError, match="no run folder"):
        study(asked, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_second_writer_is_refused_and_the_first_goes_on(
    asked: Study, tmp_path: Path, lasting: Lasting
) -> None:
    refused = []

    def another(so_far: Progress) -> None:
        with pytest.raises(FolderError, match=r"by another process \(process \d+ on "):
            study(asked, folder=tmp_path)
        refused.append(so_far)

    study(asked, folder=tmp_path, progress=another)
    assert len(refused) == 4
    assert len(lasting(tmp_path)) == 5


def test_whoever_interrupts_is_told_what_is_kept(asked: Study, tmp_path: Path) -> None:
    def stop(so_far: Progress) -> None:
        if so_far.starts == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as told:
        study(asked, folder=tmp_path, progress=stop)
    assert told.value.__notes__ == [
        f"after 40 of 80 starts; they are in {tmp_path}, and the next run goes on with them"
    ]
    assert len(plan(asked, Folder(tmp_path, asked)).there) == 2


def test_a_full_disk_loses_what_is_in_flight_alone(
    asked: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lasting: Lasting
) -> None:
    study(asked, folder=tmp_path / "whole")
    written: list[bool] = []

    def full(path: Path, content: bytes | str) -> None:
        if path.suffix == ".chunk" and len(written) == 2:
            raise OSError(28, "No space left on device", str(path))
        written.append(path.suffix == ".chunk")
        write_whole(path, content)

    with monkeypatch.context() as small:
        small.setattr(folders, "write_whole", full)
        with pytest.raises(OSError, match="No space left"):
            study(asked, folder=tmp_path / "full")
    found = plan(asked, Folder(tmp_path / "full", asked))
    assert len(found.there) == 1
    assert found.reasons == {"not run yet": 3}
    study(asked, folder=tmp_path / "full")
    assert lasting(tmp_path / "full") == lasting(tmp_path / "whole")


def test_a_cell_that_diverges_is_recorded_and_the_rest_goes_on() -> None:
    result = study("adaline", "XOR", grid={"learning_rate": [0.1, 1e6]}, starts=20, max_epochs=60)
    assert result.failed == ()
    assert not (result.epochs[0] == DIVERGED).any()
    assert (result.epochs[1] == DIVERGED).all()
    assert np.isnan(result.loss[1]).all()


def test_a_chunk_that_fails_is_recorded_and_tried_again(tmp_path: Path) -> None:
    asked = Study("perceptron", ["XOR", "ADDITION2"], starts=100, max_epochs=5)  # the second takes bits
    result = study(asked, folder=tmp_path)
    assert [len(epochs) for epochs in result.epochs] == [100, 0]
    (failed,) = result.failed
    assert (failed.cell, failed.chunk.first) == (1, 0)
    assert str(failed).startswith("cell 1, starts 0 to 99: ")
    (why,) = plan(asked, Folder(tmp_path, asked)).reasons
    assert why == f"failed: {failed.reason}"
    with pytest.raises(ChunkFailedError, match="ADDITION2"):
        study(asked, folder=tmp_path, fail_fast=True)


def test_a_line_that_was_cut_short_hides_no_other(asked: Study, tmp_path: Path, rates: Rates) -> None:
    study(asked, folder=tmp_path)
    with (tmp_path / "seconds.csv").open("a") as file:
        file.write("0,2")
    with (tmp_path / "sessions.jsonl").open("a") as file:
        file.write('{"began": ')
    study(rates(60), folder=tmp_path)
    folder = Folder(tmp_path, asked)
    assert len(folder.seconds()) == 6
    assert [session["processes"] for session in folder.sessions()] == [1, 1]


def test_what_nothing_tells_apart_is_kept_in_no_folder(tmp_path: Path) -> None:
    asked = Study("backprop", grid={"initialization": [lambda sizes, n, rng: 0]})
    with pytest.raises(ValueError, match="cannot tell"):
        study(asked, folder=tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_more_memory_than_there_is_is_refused_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from neurohistory.studies import memory

    monkeypatch.setattr(memory, "available", lambda: 2**26)
    asked = Study("backprop", "digits", starts=1000, chunk=1000, max_epochs=2)
    words = r"needs about .* GB, and there are 0\.062 GB; set chunk=\d+"
    with pytest.raises(MemoryError, match=words):
        study(asked, folder=tmp_path)
    monkeypatch.setattr(memory, "available", lambda: 2**30)
    monkeypatch.setattr(memory, "of_chunk", lambda cell, chunk: 2**22)  # for one start
    with pytest.raises(MemoryError, match=r"needs about 3\.5 GB, and there are 1\.0 GB; set chunk=127"):
        study(asked, folder=tmp_path)
    assert not (tmp_path / "outcomes").exists()
