"""Work is done once: what was done is looked up, what failed is tried again, needs come first."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from operator import concat, truediv
from pathlib import Path
from subprocess import check_output

import pytest

from neurohistory.process.store import Store
from neurohistory.work import Failed, Task, do, fingerprint, source_of

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def counted(marks: Path) -> Task:
    """A task that answers with a line, and leaves one in a file each time that it is done."""
    return Task(check_output, (["sh", "-c", f"echo x >> '{marks}'; echo answer"],), ("counted",))


@posix
def test_a_need_of_two_tasks_is_done_once_and_handed_to_both(store: Store, tmp_path: Path) -> None:
    need = counted(tmp_path / "marks")
    one, other = (Task(concat, made_from=(name,), needs=(need, need)) for name in ("one", "other"))
    work = do([one, other], store=store)
    assert work.answer(one) == work.answer(other) == b"answer\nanswer\n"
    assert (tmp_path / "marks").read_text() == "x\n"


@posix
def test_needs_of_what_is_kept_are_not_done_again(store: Store, tmp_path: Path) -> None:
    need = counted(tmp_path / "marks")
    task = Task(concat, needs=(need, need))
    do([task], store=store)
    for path in store.folder.iterdir():
        if need.key in path.name:
            path.unlink()
    assert list(do([task], store=store).answers) == [task]
    assert (tmp_path / "marks").read_text() == "x\n"


@posix
def test_what_is_not_kept_is_done_again_only_for_those_that_need_it(
    store: Store, tmp_path: Path
) -> None:
    need = replace(counted(tmp_path / "marks"), kept=False)
    one, other = (Task(concat, made_from=(name,), needs=(need, need)) for name in ("one", "other"))
    for tasks in ([one], [one], [one, other]):
        do(tasks, store=store)
    assert (tmp_path / "marks").read_text() == "x\nx\n"


def test_a_failure_is_handed_on_and_neither_it_nor_what_comes_of_it_is_kept(store: Store) -> None:
    bad, good = (Task(truediv, (1, n), (str(n),)) for n in (0, 1))
    both = Task(slice, needs=(bad, good))
    told: list[tuple[int, int]] = []
    for _ in range(2):
        work = do([both], lambda *of: told.append(of), store=store)
        assert work.failures == {bad: "ZeroDivisionError: division by zero"}
        assert work.answer(both) == slice(Failed(work.failures[bad]), 1.0)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3), (1, 3), (2, 3), (3, 3)]  # the good one is kept


def test_an_answer_that_cannot_be_sent_is_a_failure_with_the_reason(store: Store) -> None:
    task = Task(memoryview, (b"1",))
    assert "cannot be sent" in do([task], store=store).failures[task]


def test_a_process_that_dies_is_a_failure_with_its_exit_code(store: Store) -> None:
    task = Task(os._exit, (3,))
    assert "ended with 3" in do([task], store=store).failures[task]


def test_a_key_depends_on_the_function_the_sources_and_the_needs_but_not_on_the_arguments() -> None:
    task = Task(truediv, (1,), ("a",))
    assert task == Task(truediv, (2,), ("a",))
    others = {
        Task(concat, made_from=("a",)),
        Task(truediv, made_from=("b",)),
        Task(truediv, (), ("a",), (task,)),
    }
    assert len(others) == 3
    assert task not in others


def test_a_fingerprint_depends_on_every_part() -> None:
    assert fingerprint("a", "b") == fingerprint("a", "b")
    assert len({fingerprint("a", "b"), fingerprint("ab"), fingerprint("b", "a")}) == 3


@pytest.mark.parametrize("name", ["m.py", "data.npz", "assets/style.css", "deep/er/m.py"])
def test_every_file_of_a_package_counts_and_its_place(tmp_path: Path, name: str) -> None:
    file = tmp_path / "package" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("1")
    before = source_of([tmp_path / "package"])
    file.write_text("2")
    after = source_of([tmp_path / "package"])
    (tmp_path / "package" / "moved").mkdir()
    file.rename(tmp_path / "package" / "moved" / file.name)
    assert len({before, after, source_of([tmp_path / "package"])}) == 3


def test_what_python_compiles_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("1")
    before = source_of([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "m.pyc").write_text("1")
    assert source_of([tmp_path]) == before


def test_a_letter_that_moves_from_the_name_into_the_text_is_a_change(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "ab"
    one.write_text("bc")
    other.write_text("c")
    assert source_of([one]) != source_of([other])


def test_what_is_left_out_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("1")
    before = source_of([tmp_path])
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "m.py").write_text("1")
    assert source_of([tmp_path], without=["plots"]) == before != source_of([tmp_path])


def was_kept(task: Task, store: Store) -> bool:
    found: list[int] = []
    do([task], lambda done, total: found.append(done), store=store)
    return found[0] == 1


def test_what_a_task_reads_of_the_folder_where_we_stand_counts_and_what_it_writes_does_not(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.txt").write_text("one")
    os.utime(tmp_path / "data.txt", (1, 1))
    reads = Task(Path("data.txt").read_text, (), ("reads",))
    writes = Task(Path("written.txt").write_text, ("x",), ("writes",))
    do([reads, writes], store=store)
    assert was_kept(reads, store)
    (tmp_path / "written.txt").write_text("other")
    (tmp_path / "data.txt").write_text("two")
    os.utime(tmp_path / "data.txt", (1, 1))  # the time alone says nothing
    work = do([reads, writes], store=store)
    assert work.answer(reads) == "two"
    assert was_kept(writes, store)
    (tmp_path / "data.txt").unlink()
    assert "FileNotFoundError" in do([reads], store=store).failures[reads]


def test_what_is_edited_while_a_task_is_done_is_not_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.txt").write_text("one")
    task = Task(Path("data.txt").read_text, (), ("reads",))
    do([task], lambda done, total: os.utime("data.txt"), store=store)
    assert not was_kept(task, store)
