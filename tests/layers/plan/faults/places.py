"""Real places where a plan cannot be written: full and read-only disks, drives that vanish, other users and programs.

Each function works a plan into trouble, makes sure that nothing confirmed is lost, and returns the errors a planner
would be shown.
"""

from __future__ import annotations

import errno
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from layers.errors import LianfangError, NotAPlan, PlanError, PlanNotSaved, PlanReadOnly
from layers.plan import PlanStore
from layers.plan.lock import lock_path
from tests.layers.plan.builders import REFERENCE
from tests.layers.plan.faults.session import digest
from tests.layers.plan.faults.sweeping import GESTURES, NAME, make_plan

DRAW = dict(GESTURES)["draw"]
RESHAPE = dict(GESTURES)["reshape"]


@contextmanager
def mounted(folder: Path, size: str = "4m") -> Iterator[Path]:
    """Mount a small disk in memory; skips the test where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root on Linux to mount a disk")
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "lianfang", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def fill(folder: Path) -> Path:
    """Fill a disk to the brim and return the file that does it."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def _told(kind: type[LianfangError], work: Callable[[], object]) -> LianfangError:
    with pytest.raises(kind) as caught:
        work()
    return caught.value


# --- disks ------------------------------------------------------------------------------------------


def disk_fills_up_while_working(folder: Path) -> list[LianfangError]:
    """Gestures are refused, the plan stays as it was, and goes on once there is room."""
    with mounted(folder / "小盘") as disk:
        store = PlanStore.open(make_plan(disk))
        for _, gesture in GESTURES[:2]:
            gesture(store)
        ballast = fill(disk)
        errors: list[LianfangError] = []
        while not errors:  # the log has room of its own for a while
            before = digest(store)
            try:
                RESHAPE(store)
            except PlanNotSaved as error:
                errors.append(error)
            else:
                store.undo()
        assert digest(store) == before
        errors.append(_told(PlanNotSaved, lambda: store.save_copy(disk / "copy.gpkg")))
        errors.append(_told(PlanNotSaved, lambda: store.set_sketch_state({"points": [[117.0, 40.0]] * 9000})))
        assert not (disk / "copy.gpkg").exists()
        store.save_copy(folder / "elsewhere.gpkg")
        ballast.unlink()
        RESHAPE(store)
        said = digest(store)
        store.close()
        with PlanStore.open(disk / NAME) as again:
            assert digest(again) == said and not again.read_only
        with PlanStore.open(folder / "elsewhere.gpkg") as copy:
            assert digest(copy) == before
        assert errors[0].facts["reason_code"] == "disk_full"
        return errors


def disk_is_full_when_opening(folder: Path) -> list[LianfangError]:
    """The plan opens for reading, a killed one with its log too; nothing in it changes."""
    with mounted(folder / "小盘", "6m") as disk:
        path = make_plan(disk)
        with PlanStore.open(path) as store:
            said = digest(store)
        fill(disk)
        before = path.read_bytes()
        with PlanStore.open(path) as store:
            assert store.read_only and digest(store) == said
            refused = _told(PlanReadOnly, lambda: DRAW(store))
        assert refused.facts["reason_code"] == "disk_full"
        assert path.read_bytes()[100:] == before[100:]
        made = _told(PlanError, lambda: PlanStore.create(disk / "new.gpkg", title="x", reference_date=REFERENCE))
        assert not (disk / "new.gpkg").exists()
        return [refused, made]


def closing_on_a_full_disk(folder: Path) -> list[LianfangError]:
    """Closing does not fail, and every gesture is there afterwards."""
    with mounted(folder / "小盘") as disk:
        store = PlanStore.open(make_plan(disk))
        for _, gesture in GESTURES[:4]:
            gesture(store)
        said = digest(store)
        ballast = fill(disk)
        store.close()
        with PlanStore.open(disk / NAME) as again:
            assert digest(again) == said
        ballast.unlink()
        with PlanStore.open(disk / NAME) as again:
            assert digest(again) == said and not again.read_only
        return []


def read_only_mount(folder: Path) -> list[LianfangError]:
    """The plan opens for reading from a read-only disk, a killed one too, and goes on in a copy."""
    with mounted(folder / "光盘") as disk:
        store = PlanStore.open(make_plan(disk))
        DRAW(store)
        said = digest(store)
        killed = disk / "killed.gpkg"
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{store.path}{suffix}", f"{killed}{suffix}")
        store.close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        errors = []
        for path in (disk / NAME, killed):
            with PlanStore.open(path) as reader:
                assert reader.read_only and digest(reader) == said
                errors.append(_told(PlanReadOnly, lambda reader=reader: DRAW(reader)))
                errors.append(_told(PlanReadOnly, lambda reader=reader: reader.save_copy(disk / "copy.gpkg")))
                reader.save_as(folder / f"of {path.name}")
                RESHAPE(reader)
        assert sorted(one.name for one in disk.iterdir()) == sorted([NAME, "killed.gpkg", "killed.gpkg-wal"])
        return errors


def drive_pulled_out(folder: Path) -> list[LianfangError]:
    """The mount goes away under the open plan: gestures are refused, a copy elsewhere holds everything confirmed."""
    with mounted(folder / "U盘") as disk:
        store = PlanStore.open(make_plan(disk))
        DRAW(store)
        said = digest(store)
        subprocess.run(["umount", "-l", str(disk)], check=True)
        errors = [_told(PlanNotSaved, lambda: RESHAPE(store)), _told(PlanNotSaved, store.undo)]
        errors.append(_told(PlanNotSaved, lambda: store.set_sketch_state({"points": [[117.0, 40.0]]})))
        assert digest(store) == said
        store.save_as(folder / "kept.gpkg")
        RESHAPE(store)
        store.close()
        with PlanStore.open(folder / "kept.gpkg") as kept:
            kept.undo()
            assert len(kept.patrol_areas()) == 4
        assert list(disk.iterdir()) == []
        return errors


def drive_pulled_out_for_good(folder: Path) -> list[LianfangError]:
    """Closed without a copy, nothing is raised; and the plan that is not there is told as missing."""
    with mounted(folder / "U盘") as disk:
        store = PlanStore.open(make_plan(disk))
        DRAW(store)
        subprocess.run(["umount", "-l", str(disk)], check=True)
        error = _told(PlanNotSaved, lambda: RESHAPE(store))
        store.close()
        missing = _told(NotAPlan, lambda: PlanStore.open(disk / NAME))
        assert list(disk.iterdir()) == []
        return [error, missing]


# --- another user -------------------------------------------------------------------------------------


def as_nobody(work: Callable[[], Any]) -> Any:
    """Run work in a child process under an unprivileged user and return what it returns."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("needs root to become an unprivileged user")
    import encodings.idna  # noqa: F401  # before the user changes: Python may live in root's home
    import getpass  # noqa: F401
    import pwd  # noqa: F401

    from layers.plan import qgis_project  # noqa: F401

    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            result: Any = work()
        except BaseException as error:
            result = f"{type(error).__name__}: {error}"
        with suppress(Exception), os.fdopen(write_end, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        result = pickle.load(pipe)
    os.waitpid(child, 0)
    return result


def _caught(work: Callable[[], object]) -> dict[str, Any]:
    try:
        work()
    except LianfangError as error:
        return {"kind": type(error), "facts": error.facts}
    raise AssertionError("nothing was refused")


def another_users_plan(folder: Path) -> list[LianfangError]:
    """A file that may not be written, a folder that may not, and a file that may not even be read."""
    with mounted(folder / "共享") as disk:  # every folder above a test's own belongs to root alone
        disk.chmod(0o755)
        path = make_plan(disk)
        path.chmod(0o444)
        unreadable = disk / "私.gpkg"
        shutil.copyfile(path, unreadable)
        unreadable.chmod(0o600)
        open_file = disk / "公.gpkg"
        shutil.copyfile(path, open_file)
        open_file.chmod(0o666)
        with PlanStore.open(path, read_only=True) as store:
            said = digest(store)

        def visit() -> list[dict[str, Any]]:
            found = []
            for one in (path, open_file):
                with PlanStore.open(str(one)) as store:
                    assert store.read_only and digest(store) == said
                    found.append(_caught(lambda store=store: DRAW(store)))
                    found.append(_caught(lambda store=store: store.save_copy(disk / "copy.gpkg")))
            found.append(_caught(lambda: PlanStore.open(str(unreadable))))
            found.append(_caught(lambda: PlanStore.create(disk / "new.gpkg", title="x", reference_date=REFERENCE)))
            return found

        result = as_nobody_within(disk, visit)
        assert isinstance(result, list), result
        codes = [one["facts"]["reason_code"] for one in result]
        assert codes == ["file", "folder", "folder", "folder", "unreadable", "folder"]
        assert sorted(one.name for one in disk.iterdir()) == sorted([NAME, unreadable.name, open_file.name])
        return [one["kind"](**one["facts"]) for one in result]


def as_nobody_within(disk: Path, work: Callable[[], Any]) -> Any:
    """Run work as an unprivileged user who may pass the folders above a disk."""
    changed = []
    for parent in disk.parents:
        mode = parent.stat().st_mode & 0o7777
        if mode & 0o001 == 0:
            changed.append((parent, mode))
            parent.chmod(mode | 0o001)
    try:
        return as_nobody(work)
    finally:
        for parent, mode in changed:
            parent.chmod(mode)


# --- another program --------------------------------------------------------------------------------------


@contextmanager
def held_by_another_program(path: Path) -> Iterator[int]:
    """Have another process hold a plan open for writing."""
    code = (
        "import sys; from layers.plan import PlanStore; store = PlanStore.open(sys.argv[1]);"
        " assert not store.read_only; print('open', flush=True); sys.stdin.read()"
    )
    root = Path(__file__).resolve().parents[4]
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        try:
            yield other.pid
        finally:
            other.kill()


def two_programs(folder: Path) -> list[LianfangError]:
    """The second is told who has the plan and may read it; killed, the first leaves it free."""
    path = make_plan(folder)
    with held_by_another_program(path) as pid:
        error = _told(PlanReadOnly, lambda: PlanStore.open(path))
        assert error.facts["reason_code"] == "locked" and error.facts["who"]["pid"] == pid
        with PlanStore.open(path, or_read_only=True) as second:
            assert second.read_only and len(second.patrol_areas()) == 3
            refused = _told(PlanReadOnly, lambda: DRAW(second))
            copied = _told(PlanReadOnly, lambda: PlanStore.open(folder / NAME).save_copy(path))
        os.kill(pid, signal.SIGKILL)
    with PlanStore.open(path) as store:
        DRAW(store)
        assert not store.read_only
    assert [one.name for one in folder.iterdir()] == [NAME]
    return [error, refused, copied]


def lock_of_another_computer(folder: Path) -> list[LianfangError]:
    """What a lock file says does not count when nobody holds it."""
    path = make_plan(folder)
    lock_path(path).write_text(json.dumps({"pid": 1, "user": "王五", "host": "另一台", "since": "2026-01-01T00:00:00"}))
    with PlanStore.open(path) as store:
        assert not store.read_only
    lock_path(path).write_bytes(b"\xff\x00 not json")
    with PlanStore.open(path) as store:
        assert not store.read_only
    assert [one.name for one in folder.iterdir()] == [NAME]
    return []


def lock_without_a_name(folder: Path) -> list[LianfangError]:
    """A lock that is held but cannot say by whom, for its disk was full."""
    import fcntl

    path = make_plan(folder)
    with lock_path(path).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        return [_told(PlanReadOnly, lambda: PlanStore.open(path))]


def file_system_without_locks(folder: Path) -> list[LianfangError]:
    """A share that knows no locks lets everybody in; SQLite's own locks still keep commits apart."""
    import fcntl

    path = make_plan(folder)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fcntl, "flock", refuse)
        with PlanStore.open(path) as first, PlanStore.open(path) as second:
            DRAW(first)
            first._db.execute("BEGIN IMMEDIATE")
            second._db.set_busy_timeout(10)
            error = _told(PlanNotSaved, lambda: RESHAPE(second))
            first._db.execute("ROLLBACK")
            RESHAPE(second)
            said = digest(second)
            assert digest(first) == said
    assert error.facts["reason_code"] == "busy"
    with PlanStore.open(path) as store:
        assert digest(store) == said
    return [error]


SCENARIOS: tuple[Callable[[Path], list[LianfangError]], ...] = (
    disk_fills_up_while_working,
    disk_is_full_when_opening,
    closing_on_a_full_disk,
    read_only_mount,
    drive_pulled_out,
    drive_pulled_out_for_good,
    another_users_plan,
    two_programs,
    lock_of_another_computer,
    lock_without_a_name,
    file_system_without_locks,
)
