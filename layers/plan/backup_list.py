"""The list of earlier versions: what lies in their folder, read from the small facts beside each copy.

Loads neither SQLite nor anything else that is heavy, unless a version has lost its facts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.errors import LianfangError

if TYPE_CHECKING:
    import apsw

log = logging.getLogger(__name__)

#: As ``files.SUFFIX``, which would load SQLite for a list.
SUFFIX = ".lianfang.gpkg"
_MAGIC = b"SQLite format 3\x00"
#: Uids as the program gives them; a stranger's plan may have anything there, also a path.
_OUR_UID = re.compile("[0-9a-f-]{8,64}")


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
        return with_ending(self.path, ".png")


# --- listing ------------------------------------------------------------------------------------------


def all_backups(folder: Path) -> list[Backup]:
    """Return the earlier versions of all plans, by plan, the newest generation first.

    A version whose copy or facts are damaged is listed as such, whatever of it can still be read.
    """
    try:
        plans = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []
    return [one for name in plans for one in _in_home(folder / name)]


def home_of(folder: Path, plan_uid: str) -> Path:
    """Return the folder of one plan's versions: by its uid, unless that is none of ours and might lead elsewhere."""
    if not _OUR_UID.fullmatch(plan_uid):
        plan_uid = hashlib.sha256(plan_uid.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return folder / plan_uid


def of_plan(folder: Path, plan_uid: str) -> list[Backup]:
    """Return the earlier versions of one plan, the newest generation first."""
    return _in_home(home_of(folder, plan_uid))


def _in_home(home: Path) -> list[Backup]:
    try:
        names = [entry.name for entry in os.scandir(home)]
    except OSError:
        return []
    copies = [name for name in names if name.endswith(SUFFIX) and name.removesuffix(SUFFIX).isdecimal()]
    found = (read_version(home / name) for name in copies)
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
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        try:
            if holder(path) is not None:
                continue
            with reading(path) as db:
                facts = facts_of(db)
            size, when = path.stat().st_size, datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except (LianfangError, OSError, ValueError, apsw.Error) as error:
            log.info("not listed: %s", error)
            continue
        found.append(Backup(path, generation=0, plan_path=None, when=when, size_bytes=size, reason="untitled", **facts))
    return sorted(found, key=lambda one: one.when, reverse=True)


def read_version(path: Path) -> Backup | None:
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
        facts = json.loads(with_ending(path, ".json").read_text(encoding="utf-8"))
        return Backup(
            path,
            plan_uid=path.parent.name,
            generation=int(path.name.removesuffix(SUFFIX)),
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
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return _without_facts(path, size)


def _without_facts(path: Path, size: int) -> Backup:
    import apsw

    known: dict[str, Any] = {"title": "", "is_damaged": True}
    with contextlib.suppress(LianfangError, OSError, ValueError, apsw.Error), reading(path) as db:
        known = facts_of(db)
    known["plan_uid"] = path.parent.name
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        when = datetime.fromtimestamp(0, UTC)
    generation = int(path.name.removesuffix(SUFFIX))
    return Backup(path, generation=generation, plan_path=None, when=when, size_bytes=size, **known)


def _utc(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


# --- what a copy says -----------------------------------------------------------------------------------


@contextmanager
def reading(path: Path) -> Iterator[apsw.Connection]:
    """Open a plan for a look; loads SQLite only now."""
    from layers.plan import files

    with files.reading(path) as db:
        yield db


def facts_of(db: apsw.Connection) -> dict[str, Any]:
    """Return uid, title, gestures in force, the last of them, and the state of the history."""
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
        "last_change": {"code": last[0][0], "facts": _facts(last[0][1]), "at": last[0][2]} if last else {},
        "state": digest.hexdigest(),
    }


def _facts(text: Any) -> dict[str, Any]:
    """Return the facts of a change; {} when they make no sense, which is no reason to keep no version."""
    from layers.plan.records import json_object

    try:
        return json_object(text)
    except ValueError:
        return {}


def with_ending(path: Path, ending: str) -> Path:
    """Return the file of the same number with another ending."""
    return path.with_name(path.name.split(".")[0] + ending)
