"""Earlier versions of plans, kept apart from them: a lost stick or an overwritten file does not take them along.

Each plan has a folder of its own, named by its uid, in a folder that the caller names.  A version is three files
with one number, the *generation*: a clean copy of the plan, a few facts about it as JSON (so that a list is made
without opening a database), and a picture of the map.  The facts are written first and the copy is renamed into
place last: what has no copy is no version, and a kill at any moment leaves nothing half-made under a final name.

Listing loads neither SQLite nor anything else that is heavy.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import logging
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.errors import BackupFailed, LianfangError, PlanDamaged, PlanNotSaved, PlanReadOnly
from layers.plan.retention import over_limit, to_drop
from layers.progress import Cancelled, Progress, silent

if TYPE_CHECKING:
    import apsw

    from layers.plan.contents import PlanContents

log = logging.getLogger(__name__)

#: All versions of all plans take at most this much, or this share of what could be free, whichever is less.
LIMIT_BYTES = 2_000_000_000
LIMIT_SHARE = 0.2
#: Room that a version leaves on the disk for work.
RESERVE_BYTES = 200_000_000

#: As ``files.SUFFIX``, which would load SQLite for a list.
_SUFFIX = ".lianfang.gpkg"
_MAGIC = b"SQLite format 3\x00"
#: Left behind by a kill; no copy takes this long.
_STALE_S = 3600.0


@dataclass(frozen=True)
class Backup:
    """One earlier version of a plan."""

    path: Path  # the copy
    plan_uid: str
    generation: int  # counts up within a plan; 0 for a plan that was never saved
    title: str
    plan_path: Path | None  # where the plan lay; None when that is not known
    when: datetime  # clock time, UTC
    size_bytes: int
    reason: str = ""  # opened, worked, closed or untitled; "" when not known
    program: str = ""
    changes: int = 0  # gestures in force
    last_change: Mapping[str, Any] = field(default_factory=dict)  # code, facts, at; {} when there is none
    state: str = ""  # SHA-256 of the history: equal when nothing was done between two versions
    is_damaged: bool = False  # shorter or other than it was when written

    @property
    def line(self) -> tuple[str, str]:
        """Versions of one plan in one place: copies at two places are worked on apart."""
        return self.plan_uid, str(self.plan_path or "")

    @property
    def thumbnail(self) -> Path:
        """The picture of the map, if there is one."""
        return _with_ending(self.path, ".png")


# --- listing ------------------------------------------------------------------------------------------


def all_backups(folder: Path) -> list[Backup]:
    """Return the earlier versions of all plans, by plan, the newest generation first.

    A version whose copy or facts are damaged is listed as such, whatever of it can still be read.
    """
    try:
        plans = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []
    return [one for uid in plans for one in of_plan(folder, uid)]


def of_plan(folder: Path, plan_uid: str) -> list[Backup]:
    """Return the earlier versions of one plan, the newest generation first."""
    try:
        names = [entry.name for entry in os.scandir(folder / plan_uid)]
    except OSError:
        return []
    copies = [name for name in names if name.endswith(_SUFFIX) and name.removesuffix(_SUFFIX).isdecimal()]
    found = (_read(folder / plan_uid / name) for name in copies)
    return sorted((one for one in found if one is not None), key=lambda one: -one.generation)


def newest(folder: Path, plan_uid: str, plan_path: Path) -> Backup | None:
    """Return the last version of a plan in a place; None when there is none."""
    return next((one for one in of_plan(folder, plan_uid) if one.plan_path == plan_path), None)


def newest_by_place(folder: Path) -> dict[Path, Backup]:
    """Return place → the last sound version of the plan that lay there; of several plans, that of the latest."""
    found: dict[Path, Backup] = {}
    lines = set()
    for one in all_backups(folder):  # the newest generation of each plan first
        if one.plan_path is None or one.is_damaged or one.line in lines:
            continue
        lines.add(one.line)
        known = found.get(one.plan_path)
        if known is None or known.when < one.when:
            found[one.plan_path] = one
    return found


def room_bytes(folder: Path) -> int:
    """Return how much room all versions take."""
    return sum(one.size_bytes for one in all_backups(folder))


def never_saved(folder: Path) -> list[Backup]:
    """Return the untitled plans in a folder that no program has open, the newest first.

    A program that was killed leaves them; they can be restored like any earlier version.
    """
    import apsw

    from layers.plan.lock import holder

    found = []
    for path in folder.glob(f"*{_SUFFIX}") if folder.is_dir() else ():
        try:
            if holder(path) is not None:
                continue
            with _reading(path) as db:
                facts = _facts_of(db)
            size, when = path.stat().st_size, datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (LianfangError, OSError, apsw.Error) as error:
            log.info("not listed: %s", error)
            continue
        found.append(Backup(path, generation=0, plan_path=None, when=when, size_bytes=size, reason="untitled", **facts))
    return sorted(found, key=lambda one: one.when, reverse=True)


def _read(path: Path) -> Backup | None:
    """Return a version from its facts; without them, from the copy itself; None when the copy went meanwhile."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            is_database = file.read(len(_MAGIC)) == _MAGIC
    except FileNotFoundError:
        return None
    except OSError:
        size, is_database = 0, False
    try:
        facts = json.loads(_with_ending(path, ".json").read_text(encoding="utf-8"))
        return Backup(
            path,
            plan_uid=path.parent.name,
            generation=int(path.name.removesuffix(_SUFFIX)),
            title=str(facts["title"]),
            plan_path=Path(facts["plan_path"]),
            when=_utc(str(facts["when"])),
            size_bytes=size,
            reason=str(facts["reason"]),
            program=str(facts["program"]),
            changes=int(facts["changes"]),
            last_change=dict(facts["last_change"]),
            state=str(facts["state"]),
            is_damaged=not is_database or size != facts["size_bytes"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return _without_facts(path, size)


def _without_facts(path: Path, size: int) -> Backup:
    import apsw

    known: dict[str, Any] = {"title": "", "is_damaged": True}
    with contextlib.suppress(LianfangError, OSError, apsw.Error), _reading(path) as db:
        known = _facts_of(db)
    known["plan_uid"] = path.parent.name
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        when = datetime.fromtimestamp(0, UTC)
    generation = int(path.name.removesuffix(_SUFFIX))
    return Backup(path, generation=generation, plan_path=None, when=when, size_bytes=size, **known)


def _utc(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


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
        facts = _facts_of(db)
        last = newest(folder, facts["plan_uid"], plan_path)
        if not _says_anything(db) or (last is not None and last.state == facts["state"] and not last.is_damaged):
            return None
        home = folder / facts["plan_uid"]
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

    temporary = files.copy_beside(db, home / f"new{_SUFFIX}", finish=tell_home, progress=_Patience(progress))
    target: Path | None = None
    try:
        with _reading(temporary) as copy:  # what the copy says, not what the plan says by now
            read = _facts_of(copy)
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
            _with_ending(target, ".png").write_bytes(picture)
        files.put_in_place(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        if target is not None:
            _remove(target)
        raise
    made = _read(target)
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
        target = home / f"{number:06d}{_SUFFIX}"
        try:
            with _with_ending(target, ".json").open("x", encoding="utf-8") as file:
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
        is_orphan = path.suffix in {".json", ".png"} and not _with_ending(path, _SUFFIX).exists()
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
        with _reading(path) as db:
            ((mode,),) = db.execute("PRAGMA journal_mode").fetchall()
            if mode == "wal":  # stay with one state: the copy of one that moves begins again with every commit
                db.execute("BEGIN")
            yield db, path
    else:
        yield source._db, Path(getattr(source, "path", ""))


@contextmanager
def _reading(path: Path) -> Iterator[apsw.Connection]:
    from layers.plan import files

    with files.reading(path) as db:
        yield db


def _facts_of(db: apsw.Connection) -> dict[str, Any]:
    rows: Any = db.execute("SELECT uid, title FROM lf_plan").fetchall()
    uid, title = rows[0] if rows else ("", "")
    digest, changes = hashlib.sha256(), 0
    for change, state in db.execute("SELECT uid, state FROM lf_change ORDER BY fid"):
        digest.update(f"{change} {state}\n".encode())
        changes += state == "done"
    last: Any = db.execute(
        "SELECT code, facts, at FROM lf_change WHERE state = 'done' ORDER BY fid DESC LIMIT 1"
    ).fetchall()
    return {
        "plan_uid": str(uid),
        "title": str(title),
        "changes": changes,
        "last_change": {"code": last[0][0], "facts": json.loads(last[0][1]), "at": last[0][2]} if last else {},
        "state": digest.hexdigest(),
    }


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
    for ending in (_SUFFIX, ".png", ".json"):  # the copy first: what has no copy is no version
        _with_ending(copy, ending).unlink(missing_ok=True)


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


def _with_ending(path: Path, ending: str) -> Path:
    return path.with_name(path.name.split(".")[0] + ending)
