"""Earlier versions of plans, kept apart from them: a lost stick or an overwritten file does not take them along.

Each plan has a folder of its own, named by its uid, in a folder that the caller names.  A version is three files
with one number, the *generation*: a clean copy of the plan, a few facts about it as JSON (so that a list is made
without opening a database), and a picture of the map.  The facts are written first and the copy is renamed into
place last: what has no copy is no version, and a kill at any moment leaves nothing half-made under a final name.

:mod:`layers.plan.backup_list` reads them; its functions are offered here too.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.errors import BackupFailed, PlanDamaged, PlanNotSaved, PlanReadOnly
from layers.plan.backup_list import (
    SUFFIX,
    Backup,
    all_backups,
    facts_of,
    home_of,
    never_saved,
    newest,
    newest_by_place,
    of_plan,
    read_version,
    reading,
    room_bytes,
    with_ending,
)
from layers.plan.retention import over_limit, to_drop
from layers.progress import Cancelled, Progress, silent

if TYPE_CHECKING:
    import apsw

    from layers.plan.contents import PlanContents

__all__ = [
    "Backup",
    "all_backups",
    "default_limit",
    "forget",
    "make",
    "never_saved",
    "newest",
    "newest_by_place",
    "of_plan",
    "restore",
    "room_bytes",
    "thin",
    "to_drop",
]

log = logging.getLogger(__name__)

#: All versions of all plans take at most this much, or this share of what could be free, whichever is less.
LIMIT_BYTES = 2_000_000_000
LIMIT_SHARE = 0.2
#: Room that a version leaves on the disk for work.
RESERVE_BYTES = 200_000_000

#: Left behind by a kill; no copy takes this long.
_STALE_S = 3600.0


# --- making -------------------------------------------------------------------------------------------


def make(
    source: PlanContents | str | Path,
    folder: Path,
    *,
    reason: str,
    picture: bytes = b"",
    now: datetime | None = None,
    limit_bytes: int | None = None,
    progress: Progress = silent,
) -> Backup | None:
    """Keep a version of a plan, unless it is as the last one; then let go what is no longer kept.

    Parameters
    ----------
    source : PlanStore or path
        A reader of the plan, in its own thread; or the plan's file, which may be open elsewhere.
    folder : Path
        Where the versions of all plans lie.
    reason : str
        ``opened``, ``worked`` or ``closed``.
    picture : bytes, optional
        PNG of the map.
    now : datetime, optional
        The clock; only says how old a version is, the order is that of the generations.
    limit_bytes : int, optional
        Room for all plans together; :func:`default_limit` unless given.
    progress : callable, optional
        Raising in it leaves nothing behind.

    Returns
    -------
    Backup or None
        None when nothing was done since the last version, or ever.

    Raises
    ------
    BackupFailed
        The disk is full or fails, or the folder cannot be written (``facts['reason_code']``).
    Cancelled
        From ``progress``; or the plan was written too often to be copied, on a drive that knows no write-ahead log.
    PlanError
        The plan cannot be read.
    """
    now = now or datetime.now(UTC)
    with _told(folder), _opened(source) as (db, plan_path):
        facts = facts_of(db)
        last = newest(folder, facts["plan_uid"], plan_path)
        if not _says_anything(db) or (last is not None and last.state == facts["state"] and not last.is_damaged):
            return None
        home = home_of(folder, facts["plan_uid"])
        home.mkdir(parents=True, exist_ok=True)
        _sweep(home)
        _require_room(folder, db)
        made = _write(db, home, plan_path, reason=reason, picture=picture, now=now, progress=progress)
    thin(folder, now=now, limit_bytes=limit_bytes)
    return made


def _write(
    db: apsw.Connection,
    home: Path,
    plan_path: Path,
    *,
    reason: str,
    picture: bytes,
    now: datetime,
    progress: Progress,
) -> Backup:
    from layers.plan import files, rasters
    from layers.plan.version import program_version

    def tell_home(copy: apsw.Connection) -> None:  # a version opened for a look finds its rasters too
        rasters.remember_home(copy, plan_path, home / plan_path.name)

    temporary = files.copy_beside(db, home / f"new{SUFFIX}", finish=tell_home, progress=_Patience(progress))
    target: Path | None = None
    try:
        with reading(temporary) as copy:  # what the copy says, not what the plan says by now
            read = facts_of(copy)
        facts = {
            **read,
            "plan_path": str(plan_path),
            "when": now.astimezone(UTC).isoformat(timespec="seconds"),
            "program": program_version(),
            "reason": reason,
            "size_bytes": temporary.stat().st_size,
        }
        target = _claim(home, facts)
        if picture:
            with_ending(target, ".png").write_bytes(picture)
        files.put_in_place(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        if target is not None:
            _remove(target)
        raise
    made = read_version(target)
    assert made is not None
    return made


class _Patience:
    """Progress that gives a copy up when it had to begin again too often."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._last, self._left = progress, 0.0, 5

    def __call__(self, fraction: float, step: str) -> None:
        self._left -= fraction < self._last
        self._last = fraction
        if self._left < 0:
            raise Cancelled
        self._progress(fraction, step)


def _claim(home: Path, facts: Mapping[str, Any]) -> Path:
    """Write the facts under the next number: a file of that name must be new, so two programs never share one."""
    numbers = [int(name) for entry in os.scandir(home) if (name := entry.name.split(".")[0]).isdecimal()]
    number = max(numbers, default=0) + 1
    while True:
        target = home / f"{number:06d}{SUFFIX}"
        try:
            with with_ending(target, ".json").open("x", encoding="utf-8") as file:
                json.dump(facts, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            return target
        except FileExistsError:
            number += 1


def _require_room(folder: Path, db: apsw.Connection) -> None:
    rows: Any = db.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()").fetchall()
    needed = rows[0][0] + RESERVE_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise BackupFailed(path=str(folder), reason="the disk is full", reason_code="disk_full")


def _sweep(home: Path) -> None:
    """Remove what a kill left: copies without a name, facts and pictures without a copy."""
    for entry in list(os.scandir(home)):
        path = Path(entry.path)
        is_orphan = path.suffix in {".json", ".png"} and not with_ending(path, SUFFIX).exists()
        with contextlib.suppress(OSError):
            if (is_orphan or entry.name.endswith(".tmp")) and abs(time.time() - entry.stat().st_mtime) > _STALE_S:
                path.unlink()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what goes wrong with a version into a sentence about versions: the plan itself is safe."""
    import apsw

    from layers.plan import failures

    def told(reason: object, code: str) -> BackupFailed:
        return BackupFailed(path=str(folder), reason=str(reason), reason_code=code)

    try:
        yield
    except PlanReadOnly as error:
        raise told(error.facts.get("reason"), "folder") from error
    except PlanNotSaved as error:
        raise told(error.facts.get("reason"), str(error.facts.get("reason_code", ""))) from error
    except FileNotFoundError as error:
        raise told(error.strerror, "missing") from error
    except (OSError, apsw.Error) as error:
        raise told(getattr(error, "strerror", None) or error, failures.reason_code(error)) from error


# --- what a copy says -----------------------------------------------------------------------------------


@contextmanager
def _opened(source: PlanContents | str | Path) -> Iterator[tuple[apsw.Connection, Path]]:
    """Give a connection and the plan's own path."""
    if isinstance(source, str | Path):
        path = Path(source).absolute()
        if not path.is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        with reading(path) as db:
            ((mode,),) = db.execute("PRAGMA journal_mode").fetchall()
            if mode == "wal":  # stay with one state: the copy of one that moves begins again with every commit
                db.execute("BEGIN")
            yield db, path
    else:
        yield source._db, Path(getattr(source, "path", ""))


def _says_anything(db: apsw.Connection) -> bool:
    """Whether anybody did anything yet: a plan just made is not worth a version."""
    tables = ("lf_change", "lf_layer", "lf_patrol_area", "lf_agreement", "lf_contact")
    return any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall() for table in tables)


# --- letting go -----------------------------------------------------------------------------------------


def thin(folder: Path, *, now: datetime, limit_bytes: int | None = None) -> list[Backup]:
    """Let go the versions that are no longer kept, and return them; one that cannot be removed stays."""
    versions = all_backups(folder)
    lines: dict[tuple[str, str], list[Backup]] = {}
    for one in versions:
        lines.setdefault(one.line, []).append(one)
    dropped = [one for members in lines.values() for one in to_drop(members, now)]
    kept = [one for one in versions if one not in dropped]
    limit = default_limit(folder, sum(one.size_bytes for one in kept)) if limit_bytes is None else limit_bytes
    dropped += over_limit(kept, limit)
    for one in dropped:
        try:
            forget(one)
        except OSError as error:
            log.warning("an earlier version stays: %s", error)
    return dropped


def default_limit(folder: Path, used_bytes: int) -> int:
    """Return the room for all versions: 2 GB, or 20 % of what would be free without them if that is less."""
    return int(min(LIMIT_BYTES, LIMIT_SHARE * (shutil.disk_usage(folder).free + used_bytes)))


def forget(backup: Backup) -> None:
    """Remove a version (or a plan that was never saved).

    Raises
    ------
    OSError
        It cannot be removed.
    """
    _remove(backup.path)
    if backup.reason == "untitled":
        for suffix in ("-wal", "-shm", "-journal"):
            backup.path.with_name(backup.path.name + suffix).unlink(missing_ok=True)
        return
    with contextlib.suppress(OSError):  # other versions are there
        backup.path.parent.rmdir()


def _remove(copy: Path) -> None:
    for ending in (SUFFIX, ".png", ".json"):  # the copy first: what has no copy is no version
        with_ending(copy, ending).unlink(missing_ok=True)


# --- restoring ------------------------------------------------------------------------------------------


def restore(backup: Backup, target: Path, *, progress: Progress = silent) -> Path:
    """Write a version as a plan under a new name; it keeps its uid, its history and its unfinished sketch.

    Paths of rasters lead to the same files: a copy remembers the folders that they start from.

    Raises
    ------
    FileExistsError
        Something of that name is there; it is left alone.
    NotAPlan, PlanDamaged, PlanFromFuture
        The version itself is not sound.
    PlanReadOnly, PlanNotSaved
        The folder cannot be written or the disk is full.
    """
    from layers.plan.lock import PlanLock
    from layers.plan.store import PlanStore

    target = Path(target).absolute()
    if backup.is_damaged:
        raise PlanDamaged(path=str(backup.path), reason="not as it was written", reason_code="backup")
    with PlanStore.open(backup.path, read_only=True) as store:
        lock = PlanLock.acquire(target)
        try:
            if target.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
            store.write_copy(target, progress=progress)
        finally:
            lock.release()
    return target
