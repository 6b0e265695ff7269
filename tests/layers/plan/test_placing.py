"""Files that get their name when they are whole."""

from __future__ import annotations

import errno
import os
import shutil
import time
from pathlib import Path

import pytest

from layers.errors import PlanNotSaved, PlanReadOnly
from layers.plan import PlanStore, failures, files, placing
from tests.layers.plan.builders import REFERENCE, make_plan


def test_what_a_killed_program_left_is_removed_once_it_is_old(tmp_path: Path) -> None:
    target = tmp_path / "规划.gpkg"
    old, young, of_others = placing.passing_file(target), placing.passing_file(target), tmp_path / ".other.tmp"
    of_others.touch()
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    os.utime(of_others, (long_ago, long_ago))
    fresh = placing.passing_file(target)
    assert not old.exists()
    assert young.exists() and fresh.exists() and of_others.exists()


def test_a_passing_name_fits_wherever_the_name_does(tmp_path: Path) -> None:
    target = tmp_path / ("规" * 80 + ".gpkg")  # 245 bytes of the 255 a name may have
    passing = placing.passing_file(target)
    passing.write_bytes(b"whole")
    placing.rename(passing, target)
    assert [one.name for one in tmp_path.iterdir()] == [target.name]


def test_the_log_of_a_file_that_is_replaced_is_folded_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The renaming fails: the older plan, whose last gesture was in its log only, still holds it."""
    store = make_plan(tmp_path)
    with store.change("title"):
        store.set_info(title="只在日志里")
    folder = tmp_path / "there"
    folder.mkdir()
    target = folder / "old.gpkg"
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{store.path}{suffix}", f"{target}{suffix}")

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(PlanNotSaved):
            store.save_copy(target)
    store.close()
    assert [one.name for one in folder.iterdir()] == [target.name]
    with PlanStore.open(target) as kept:
        assert kept.info().title == "只在日志里"


def test_a_plan_that_could_not_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(placing, "sync", full)
    with pytest.raises(PlanNotSaved) as caught:
        PlanStore.create(tmp_path / "a.gpkg", title="x", reference_date=REFERENCE)
    assert caught.value.facts["reason_code"] == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_a_plan_made_by_another_program_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.gpkg"

    def late(*arguments: object) -> None:
        raise AssertionError("nothing is built over a file")

    from layers.plan import store as store_module

    def acquire(plan: Path) -> object:
        path.write_text("theirs")
        return store_module.PlanLock(plan, -1)

    monkeypatch.setattr(store_module.PlanLock, "acquire", acquire)
    monkeypatch.setattr(files, "build", late)
    with pytest.raises(FileExistsError):
        PlanStore.create(path, title="x", reference_date=REFERENCE)
    assert path.read_text() == "theirs"


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (errno.ENOSPC, "disk_full", PlanNotSaved),
        (errno.EIO, "disk_error", PlanNotSaved),
        (errno.EROFS, "folder", PlanReadOnly),
        (errno.EACCES, "folder", PlanReadOnly),
    ],
)
def test_what_the_system_says_becomes_a_reason(tmp_path: Path, number: int, code: str, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught, placing.told_as_plan_errors(tmp_path / "a"):
        raise OSError(number, os.strerror(number))
    assert caught.value.facts["reason_code"] == code  # type: ignore[attr-defined]


def test_no_room_for_shared_memory_is_a_full_disk() -> None:
    import apsw

    error = apsw.IOError("disk I/O error")
    error.extendedresult = apsw.SQLITE_IOERR_SHMSIZE
    assert failures.reason_code(error) == "disk_full"
    assert failures.reason_code(apsw.IOError("disk I/O error")) == "disk_error"
    assert failures.not_read("a", apsw.CorruptError("malformed")).code == "plan_damaged"
    assert failures.not_read("a", apsw.IOError("gone")).code == "plan_not_read"


def test_a_file_that_goes_during_a_gesture_takes_no_gesture_with_it(tmp_path: Path) -> None:
    """A long import gives time to pull a stick out: nothing is confirmed that nobody would find again."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    store = make_plan(folder)
    store.set_info(title="确认过")
    with pytest.raises(PlanNotSaved) as caught, store.change("title"):
        store.set_info(title="未确认")
        folder.rename(tmp_path / "拔掉")
    assert caught.value.facts["reason_code"] == "folder_gone"
    assert store.info().title == "确认过"
    store.save_copy(tmp_path / "copy.gpkg")
    store.close()
    with PlanStore.open(tmp_path / "copy.gpkg") as copy:
        assert copy.info().title == "确认过"
