"""What is kept comes back as it was kept, or not at all."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from neurohistory.process import store as store_module
from neurohistory.process.store import Store

VALUE = {"text": "\n", "numbers": [1, 2]}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def test_what_nobody_has_asked_for_in_a_month_is_thrown_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put("k", VALUE)
    store.prune()
    assert store.get("k") == VALUE
    monkeypatch.setattr(store_module, "_KEPT_FOR", -10)
    store.prune()
    assert store.get("k") is None


@pytest.mark.parametrize(("days", "stays"), [(29.999, True), (30.001, False)])
def test_a_month_has_thirty_days(store: Store, days: float, stays: bool) -> None:
    store.put("k", VALUE)
    (path,) = store.folder.iterdir()
    os.utime(path, 2 * (time.time() - days * 24 * 3600,))
    store.prune()
    assert path.exists() is stays


def broken(kept: bytes) -> Iterator[bytes]:
    """All that a disk, or a person, may make of what was kept."""
    yield from (kept[:n] for n in range(len(kept)))
    for place in range(len(kept)):
        for bit in range(8):
            yield kept[:place] + bytes([kept[place] ^ 1 << bit]) + kept[place + 1 :]
    yield from (kept + b" ", b"", b"\n", b"{}")
    yield pickle.dumps(VALUE)  # without a digest


def test_what_is_not_as_it_was_kept_is_not_there(store: Store) -> None:
    store.put("k", VALUE)
    (path,) = store.folder.iterdir()
    kept = path.read_bytes()
    for wrong in broken(kept):
        path.write_bytes(wrong)
        assert store.get("k") is None, wrong
    path.write_bytes(kept)
    assert store.get("k") == VALUE


def test_one_value_cannot_stand_for_another(store: Store) -> None:
    store.put("k", VALUE)
    (path,) = store.folder.iterdir()
    path.rename(path.with_name(path.name.replace("k", "other", 1)))
    assert store.get("other") is None


def test_a_store_that_may_only_be_read_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("k", VALUE)

    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.utime", forbidden)
    assert store.get("k") == VALUE


class Trap:
    """Runs a command when it is read, as any pickle can."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit('ran')",)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no users")
def test_what_somebody_else_has_written_is_never_loaded(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put("k", Trap())
    with pytest.raises(SystemExit, match="ran"):
        store.get("k")
    monkeypatch.setattr("os.getuid", lambda: -1)
    assert store.get("k") is None


def test_a_class_that_is_no_longer_there_is_no_harm(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "Gone", type("Gone", (), {}), raising=False)
    monkeypatch.setattr(sys.modules[__name__].Gone, "__module__", __name__)
    store.put("k", sys.modules[__name__].Gone())
    assert store.get("k") is not None
    monkeypatch.delattr(sys.modules[__name__], "Gone")
    assert store.get("k") is None


def test_what_was_left_half_written_is_swept(store: Store) -> None:
    store.put("k", VALUE)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (store.folder / f".neurohistory-{ended.pid}.half").write_text("half")
    (store.folder / f".neurohistory-{os.getppid()}.half").write_text("being written")
    store.prune()
    assert len([*store.folder.iterdir()]) == 2
