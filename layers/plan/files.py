"""The plan as a file: making one, checking one before it is trusted, copying one safely."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import apsw

from layers.errors import NotAPlan, PlanDamaged, PlanFromFuture
from layers.plan import failures, long_path, placing, spatial_index
from layers.plan.geometry_blob import SRS_ID
from layers.plan.placing import sync as sync
from layers.plan.schema import (
    APPLICATION_ID,
    CHANGE_SQL,
    CHANGE_TITLE,
    FORMAT_VERSION,
    GEOMETRY_COLUMN,
    GEOPACKAGE_SQL,
    SINCE,
    SPECS,
    USER_VERSION,
    Table,
    spatial_reference_rows,
)
from layers.progress import Progress, silent

SUFFIX = ".lianfang.gpkg"

#: SQLite's file layer by name, "" for the system's own; tests put one that fails in its place.
VFS = ""

_SQLITE_MAGIC = b"SQLite format 3\x00"
#: 4 MiB between two reports of progress.
_PAGES_A_STEP = 1024

#: Unused room in a file that is worth writing the rest of it anew, and the largest file for which that is quick.
_WORTH_SHRINKING_BYTES = 4_000_000
_QUICK_TO_SHRINK_BYTES = 250_000_000


# --- making -----------------------------------------------------------------------------------------


def build(path: Path, finish: Callable[[apsw.Connection], object] | None = None) -> None:
    """Write an empty plan file; it has its name only when it is whole and on the disk.

    Parameters
    ----------
    finish : callable of an apsw.Connection, optional
        Adds the plan's own row, in the same transaction.

    Raises
    ------
    PlanReadOnly
        The folder cannot be written.
    PlanNotSaved
        The disk is full or fails; nothing is left behind.
    """
    with placing.told_as_plan_errors(path):
        temporary = placing.passing_file(path)
        try:
            with contextlib.closing(_connect(temporary, "mode=rw")) as db:
                db.execute("PRAGMA page_size = 4096")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {USER_VERSION}")
                with db:
                    _make_tables(db)
                    if finish is not None:
                        finish(db)
            placing.sync(temporary)
        except BaseException:
            placing.remove(temporary)
            raise
    put_in_place(temporary, path)


def _make_tables(db: apsw.Connection) -> None:
    db.execute(GEOPACKAGE_SQL)
    db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", spatial_reference_rows())
    for spec in SPECS.values():
        db.execute(spec.create_sql())
        register(db, spec.table, spec.title, geometry=spec.geometry)
    db.execute(CHANGE_SQL)
    register(db, Table.CHANGE, CHANGE_TITLE, geometry="")


def register(
    db: apsw.Connection,
    table: str,
    title: str,
    *,
    geometry: str,
    bounds: tuple[float, float, float, float] | None = None,
) -> None:
    """Enter a table in the GeoPackage's contents; ``title`` is made unique when it is taken."""
    identifier, number = title or table, 1
    while db.execute("SELECT 1 FROM gpkg_contents WHERE identifier = ?", (identifier,)).fetchone():
        number += 1
        identifier = f"{title} ({number})"
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            table,
            "features" if geometry else "attributes",
            identifier,
            *(bounds or (None,) * 4),
            SRS_ID if geometry else None,
        ),
    )
    if geometry:
        db.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)", (table, GEOMETRY_COLUMN, geometry, SRS_ID)
        )


def unregister(db: apsw.Connection, table: str) -> None:
    """Take a table out of the GeoPackage's contents; its rows stay."""
    db.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = ?", (table,))
    db.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))


# --- opening ----------------------------------------------------------------------------------------


def check(path: Path) -> int:
    """Make sure a file is a sound plan that this program can read, without writing a byte.

    Returns
    -------
    int
        Its format version: an older plan has to be upgraded (on a copy), a newer one can only be read.

    Raises
    ------
    NotAPlan
        Missing, not SQLite, a GeoPackage of another kind, or with triggers, views, virtual tables
        other than standard spatial indexes or generated columns (``facts['reason_code']``, ``facts['objects']``).
    PlanFromFuture
        The format is newer and says that this program cannot read it (``facts['found']``, ``facts['known']``).
    PlanDamaged
        The integrity check fails, or tables are missing.
    PlanNotRead
        The disk fails.
    """
    _check_header(path)
    try:
        with reading(path) as db:
            # Only what has pages is read before foreign objects are looked for: a virtual table could do anything.
            stored = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
            names = {name for (name,) in db.execute(stored)}
            if Table.PLAN not in names:
                raise NotAPlan(
                    path=str(path), reason="a database, but without the tables of a plan", reason_code="no_plan_table"
                )
            version = _check_version(db, path)
            known = {str(table) for table in SPECS if SINCE.get(table, 1) <= version}
            missing = sorted({*known, str(Table.CHANGE), "gpkg_contents", "gpkg_geometry_columns"} - names)
            if missing:
                raise PlanDamaged(path=str(path), reason=f"missing tables: {', '.join(missing)}", reason_code="tables")
            _check_foreign_objects(db, path)
            verdict = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
            if verdict != ["ok"]:
                raise PlanDamaged(path=str(path), reason="; ".join(verdict)[:300], reason_code="integrity")
    except (apsw.Error, ValueError, OSError) as error:  # ValueError: names that are not UTF-8
        raise failures.not_read(path, error) from error
    return version


def _check_header(path: Path) -> None:
    if not path.is_file():
        raise NotAPlan(path=str(path), reason="there is no such file", reason_code="missing")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise NotAPlan(path=str(path), reason=error.strerror or str(error), reason_code="unreadable") from error
    if not header:
        raise NotAPlan(path=str(path), reason="the file is empty", reason_code="empty")
    if header[:16] != _SQLITE_MAGIC:
        raise NotAPlan(path=str(path), reason="the content is not a GeoPackage", reason_code="not_sqlite")
    if len(header) < 100:
        raise PlanDamaged(path=str(path), reason="the file ends within its first page", reason_code="truncated")


def _check_version(db: apsw.Connection, path: Path) -> int:
    row = db.execute(f"SELECT format_version FROM {Table.PLAN}").fetchone()
    found = row[0] if row else None
    if not isinstance(found, int):
        raise PlanDamaged(path=str(path), reason="the format version is missing", reason_code="version")
    if found < 1:
        raise PlanDamaged(path=str(path), reason=f"there is no format {found}", reason_code="version")
    if found > FORMAT_VERSION and not _is_readable(db):
        raise PlanFromFuture(path=str(path), found=found, known=FORMAT_VERSION)
    return found


def _is_readable(db: apsw.Connection) -> bool:
    """Whether a plan of a newer format says that we can read it, and has all that we would read."""
    for spec in SPECS.values():
        columns = {str(row[0]) for row in db.execute("SELECT name FROM pragma_table_info(?)", (str(spec.table),))}
        if not {"fid", "uid", *spec.columns} <= columns:
            return False
    row = db.execute(f"SELECT readable_by FROM {Table.PLAN}").fetchone()
    return row is not None and isinstance(row[0], int) and row[0] <= FORMAT_VERSION


def foreign_objects(db: apsw.Connection) -> list[str]:
    """Return what others put into a plan and would run when we read or write, by kind and name.

    Triggers, views, virtual tables, columns that are worked out; spatial indexes made by the book are left out:
    :func:`open_writing` drops them before anything is written.
    """
    known = {one.name for one in spatial_index.standard_objects(db)}
    found = [
        f"{kind} {name}"
        for kind, name in db.execute(
            "SELECT CASE type WHEN 'table' THEN 'virtual table' ELSE type END, name FROM sqlite_schema"
            # A table without pages of its own is a virtual one, however its definition is written.
            " WHERE type IN ('trigger', 'view')"
            " OR (type = 'table' AND (coalesce(rootpage, 0) = 0 OR sql LIKE 'CREATE VIRTUAL%')) ORDER BY name"
        )
        if name not in known
    ]
    worked_out = (
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c"
        " WHERE t.type = 'table' AND t.rootpage > 0 AND c.hidden IN (2, 3) ORDER BY t.name"
    )
    return found + [f"generated column {table}.{column}" for table, column in db.execute(worked_out)]


def _check_foreign_objects(db: apsw.Connection, path: Path) -> None:
    if found := foreign_objects(db):
        raise NotAPlan(
            path=str(path),
            reason=f"another program added to it: {', '.join(found[:5])}",
            reason_code="foreign_objects",
            objects=found,
        )


@contextmanager
def reading(path: Path) -> Iterator[apsw.Connection]:
    """Open a plan for a look; see :func:`open_reading`."""
    db, scratch = open_reading(path)
    try:
        yield db
    finally:
        with contextlib.suppress(apsw.Error):
            db.close()
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)


def open_reading(path: Path) -> tuple[apsw.Connection, Path | None]:
    """Open a plan without ever writing to it.

    A plan with a write-ahead log (open elsewhere, or killed) needs a shared-memory file beside it.
    Where the folder forbids that or the disk is full, a plan without anything in its log is opened *immutable*;
    otherwise file and log are copied to a scratch folder, returned so that it can be removed.
    """
    db: apsw.Connection | None = None
    try:
        db = _connect(path, "mode=ro")
        db.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        return db, None
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.IOError, apsw.FullError):
        if db is not None:
            with contextlib.suppress(apsw.Error):
                db.close()
    sides = [path.with_name(path.name + suffix) for suffix in ("-wal", "-journal")]
    if not any(_has_content(side) for side in sides):
        return _connect(path, "mode=ro&immutable=1"), None
    scratch = Path(tempfile.mkdtemp(prefix="lianfang-"))
    try:
        for source in (path, *sides):
            if source.exists():
                shutil.copyfile(source, scratch / source.name)
        return _connect(scratch / path.name, "mode=rw"), scratch
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def open_writing(path: Path) -> apsw.Connection:
    """Open a plan for work: write-ahead log, every commit synced to the disk.

    Raises
    ------
    PlanReadOnly
        SQLite may not write the file, or the disk has no room for its log.
    PlanDamaged
        It cannot make sense of it.
    """
    db: apsw.Connection | None = None
    try:
        db = _connect(path, "mode=rw")
        db.set_busy_timeout(2000)
        db.execute("PRAGMA journal_mode = WAL").fetchall()  # a share that cannot keeps its rollback journal
        # FULL for the log; a rollback journal is committed by its removal, which EXTRA puts on the disk as well.
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("PRAGMA cache_size = -32000")
        spatial_index.drop(db)
    except apsw.Error as error:
        if db is not None:
            db.close()
        if isinstance(error, failures.DAMAGE):
            raise failures.not_saved(path, error) from error
        raise failures.not_writable(path, error) from error
    return db


def _connect(path: Path, options: str) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_URI
    if "mode=rwc" in options:
        flags |= apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    else:
        flags |= apsw.SQLITE_OPEN_READWRITE if "mode=rw" in options else apsw.SQLITE_OPEN_READONLY
    resolved = path.resolve()
    if not VFS and long_path.is_too_long(resolved):
        db = long_path.connect(resolved, options, flags)
    else:
        uri = f"file:{quote(resolved.as_posix())}?{options}" + (f"&vfs={VFS}" if VFS else "")
        db = apsw.Connection(uri, flags=flags)
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def can_write(path: Path) -> bool:
    """Return whether the file's own mode lets it be written; the lock and SQLite have the last word."""
    return os.access(path, os.W_OK)


# --- closing and copying ----------------------------------------------------------------------------


def shrink(db: apsw.Connection) -> None:
    """Give room in the file that nothing uses back to the disk, where it is much of the file and quickly done."""
    free, pages, page_bytes = (int(db.pragma(name)) for name in ("freelist_count", "page_count", "page_size"))
    is_worth_it = free * page_bytes >= _WORTH_SHRINKING_BYTES and 3 * free >= pages
    if is_worth_it and pages * page_bytes <= _QUICK_TO_SHRINK_BYTES:
        db.execute("VACUUM").fetchall()


def fold(db: apsw.Connection) -> None:
    """Fold the log into the file that is open, as far as that can be done.

    A log left beside a name that now belongs to another file would be replayed into that one.
    """
    with contextlib.suppress(apsw.Error):
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def leave_names_alone(db: apsw.Connection) -> None:
    """Have closing remove no file by its name: the names belong to another file by now."""
    with contextlib.suppress(apsw.Error):
        db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)


def settle(db: apsw.Connection) -> None:
    """Fold the log into the file and leave one file behind; skipped while another reader is open."""
    with contextlib.suppress(apsw.BusyError, apsw.LockedError):
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.execute("PRAGMA journal_mode = DELETE").fetchall()


def copy_to(
    db: apsw.Connection,
    target: Path,
    *,
    finish: Callable[[apsw.Connection], None] | None = None,
    progress: Progress = silent,
) -> None:
    """Write a clean copy of an open plan: backup API, fsync, rename.

    Parameters
    ----------
    finish : callable of an apsw.Connection, optional
        Last touches on the copy before it gets its name.
    progress : callable
        Raising in it leaves nothing behind.

    Raises
    ------
    PlanReadOnly
        The target's folder cannot be written.
    PlanNotSaved
        The disk is full or fails; an older file of that name is as it was.
    """
    put_in_place(copy_beside(db, target, finish=finish, progress=progress), target)


def copy_beside(
    db: apsw.Connection,
    target: Path,
    *,
    finish: Callable[[apsw.Connection], None] | None = None,
    progress: Progress = silent,
) -> Path:
    """Write a clean copy of an open plan under a passing name beside ``target``, synced; raises as :func:`copy_to`."""
    with placing.told_as_plan_errors(target):
        temporary = placing.passing_file(target)
        try:
            copy = _connect(temporary, "mode=rw")
            try:
                _copy_pages(db, copy, progress)
                copy.execute("PRAGMA journal_mode = DELETE").fetchall()
                if finish is not None:
                    finish(copy)
            finally:
                copy.close()
            placing.sync(temporary)
            if target.exists():
                temporary.chmod(target.stat().st_mode & 0o777)
        except BaseException:
            placing.remove(temporary)
            raise
    return temporary


def _copy_pages(db: apsw.Connection, copy: apsw.Connection, progress: Progress) -> None:
    patience = 50
    with copy.backup("main", db, "main") as backup:
        while not backup.done:
            try:
                backup.step(_PAGES_A_STEP)
            except (apsw.BusyError, apsw.LockedError):  # a program without a write-ahead log is committing
                patience -= 1
                if not patience:
                    raise
                time.sleep(0.1)
            progress(0.9 * (1.0 - backup.remaining / max(backup.page_count, 1)), "copying")


def put_in_place(temporary: Path, target: Path) -> None:
    """Give a copy its name, in the place of an older file; raises as :func:`copy_to`."""
    with placing.told_as_plan_errors(target):
        try:
            _fold_log(target)
            placing.rename(temporary, target)
        except BaseException:
            placing.remove(temporary)
            raise


def _fold_log(path: Path) -> None:
    """Fold what a killed program left in a plan's log into the plan, before the log has to go.

    A file about to be replaced must be whole until it is: should the renaming fail, it stays.
    """
    if any(_has_content(path.with_name(path.name + suffix)) for suffix in ("-wal", "-journal")):
        with contextlib.suppress(apsw.Error), contextlib.closing(_connect(path, "mode=rw")) as db:
            settle(db)
