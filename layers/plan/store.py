"""The open plan: reading it, changing it one gesture at a time, closing it into one file."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import apsw

from layers.errors import PlanDamaged, PlanError, PlanNotRead, PlanNotSaved, PlanReadOnly
from layers.flat import FlatShapes
from layers.flat_later import Read, ReadSome
from layers.plan import (
    failures,
    files,
    frames,
    geometry_blob,
    levels,
    minute_rows,
    place,
    placing,
    rasters,
    records,
    upgrade,
)
from layers.plan.lock import PlanLock
from layers.plan.model import LayerRecord
from layers.plan.refusals import asked_for_reading, made_by_newer, try_to_lock
from layers.plan.schema import CONTENT_PREFIX, FORMAT_VERSION, GEOMETRY_COLUMN, READABLE_BY, SPECS, Table, quoted
from layers.plan.undoing import PlanUndoing
from layers.plan.version import program_version
from layers.progress import Progress, silent

_log = logging.getLogger(__name__)

#: Closing spends no longer than this on compressing the history: some hundred large edits.
_COMPACT_AT_MOST_S = 0.6

_OWN_ROW_SQL = (
    f"INSERT INTO {Table.PLAN}"
    " (uid, title, reference_date, is_sample, format_version, created_at, program, readable_by)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class PlanStore(PlanUndoing):
    """A plan file that is open.

    Writing methods work only inside :meth:`change`: one ``with`` block is one gesture, one
    committed transaction and one row of the history.  They take uids, not row numbers.

    A store belongs to the thread that opened it: writing from another raises ``RuntimeError``.
    A job reads through :meth:`reader`, a second, read-only store on the same file, which shows the
    state that was committed when it was made.

    Use :meth:`create`, :meth:`open` or :meth:`temporary`; a store is a context manager that closes.
    """

    def __init__(
        self,
        path: Path,
        db: apsw.Connection,
        *,
        lock: PlanLock | None = None,
        refusal: PlanReadOnly | None = None,
        scratch: Path | None = None,
    ) -> None:
        super().__init__(path, db, refusal=refusal)
        self.is_temporary = False
        #: Where the original lies when opening upgraded an older plan; None otherwise.
        self.original: Path | None = None
        self._lock = lock
        self._scratch = scratch
        self._is_open = True
        self._switching = threading.Lock()  # held while the store goes from one file to another

    # --- opening and closing ----------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: str | Path, *, title: str, reference_date: date, is_sample: bool = False, uid: str | None = None
    ) -> PlanStore:
        """Make a new plan and open it.

        Raises
        ------
        FileExistsError
            Something of that name is there; it is left alone.
        PlanReadOnly, PlanNotSaved
            The folder cannot be written.
        """
        path = Path(path).absolute()
        if path.exists():
            raise FileExistsError(str(path))
        place.require_name(path)
        row = (
            uid or uuid.uuid4().hex,
            title,
            reference_date.isoformat(),
            int(is_sample),
            FORMAT_VERSION,
            datetime.now(UTC).isoformat(timespec="seconds"),
            program_version(),
            READABLE_BY,
        )
        lock = PlanLock.acquire(path)
        try:
            if path.exists():  # made since we looked
                raise FileExistsError(str(path))
            files.build(path, lambda db: db.execute(_OWN_ROW_SQL, row))
            try:
                db = files.open_writing(path)
            except BaseException:
                placing.remove(path)
                raise
        except BaseException:
            lock.release()
            raise
        return cls(path, db, lock=lock)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, or_read_only: bool = False) -> PlanStore:
        """Open a plan.

        A plan whose file or folder cannot be written, or whose format is newer, is opened for reading:
        ``read_only`` is then true and ``refusal`` says why, also with the first change.

        A plan of an older format is upgraded on a copy, which takes its place; ``original`` names the
        plan as it was.  For reading the copy is a scratch file and the plan is not touched.

        Parameters
        ----------
        read_only : bool
            Only look, whatever could be done.
        or_read_only : bool
            Open for reading when another program has it open for writing, instead of raising;
            ``refusal.facts['who']`` names the other.

        Raises
        ------
        NotAPlan, PlanFromFuture, PlanDamaged
            See :func:`layers.plan.files.check`; the file is not touched.
        PlanNotRead
            The disk fails, or has no room for what opening needs.
        PlanReadOnly
            Another program has it open for writing (``facts['who']``).
        """
        path = place.behind_link(Path(path))
        lock, refusal = (None, asked_for_reading(path)) if read_only else try_to_lock(path)
        try:
            version = files.check(path)  # before a lock is complained of: a file that is no plan is told as such
            if refusal is not None and refusal.facts["reason_code"] == "locked" and not or_read_only:
                raise refusal
            if version > FORMAT_VERSION and not read_only:
                refusal = made_by_newer(path, version)
            if lock is not None and refusal is None:
                try:
                    return cls._open_writing(path, lock, version)
                except PlanReadOnly as error:
                    refusal = error
            if lock is not None:
                lock.release()
            assert refusal is not None
            return cls._open_reading(path, refusal, version)
        except BaseException as error:
            if lock is not None:
                lock.release()
            if isinstance(error, apsw.Error | OSError | ValueError):
                raise failures.not_read(path, error) from error
            raise

    @classmethod
    def _open_writing(cls, path: Path, lock: PlanLock, version: int) -> PlanStore:
        original = None
        if version < FORMAT_VERSION:
            try:
                original = upgrade.replace_by_upgraded(path, version)
            except PlanNotSaved as error:  # no room for a copy: it can still be read
                reason = error.facts["reason"]
                if not error.facts.get("reason_code"):  # its tables are not those of the format it claims to have
                    raise PlanDamaged(path=str(path), reason=reason, reason_code="tables") from error
                raise PlanReadOnly(path=str(path), reason=reason, reason_code="no_room_to_upgrade", who=None) from error
        store = cls._on(files.open_writing(path), None, lambda db: cls(path, db, lock=lock))
        store.original = original
        return store

    @classmethod
    def _on(cls, db: apsw.Connection, scratch: Path | None, make: Callable[[apsw.Connection], PlanStore]) -> PlanStore:
        """Return the store on an open file; when its first look at it fails, nothing stays open."""
        try:
            return make(db)
        except BaseException:
            with contextlib.suppress(apsw.Error):
                db.close()
            if scratch is not None:
                shutil.rmtree(scratch, ignore_errors=True)
            raise

    @classmethod
    def _open_reading(cls, path: Path, refusal: PlanReadOnly, version: int = FORMAT_VERSION) -> PlanStore:
        if version < FORMAT_VERSION:
            try:
                copy = upgrade.scratch_copy(path)
            except PlanNotSaved as error:
                facts = error.facts
                code = facts.get("reason_code") or "tables"
                kind = PlanNotRead if facts.get("reason_code") else PlanDamaged
                raise kind(path=str(path), reason=facts["reason"], reason_code=code) from error
            scratch: Path | None = copy.parent
            db, _ = files.open_reading(copy)
        else:
            db, scratch = files.open_reading(path)
        return cls._on(db, scratch, lambda db: cls(path, db, refusal=refusal, scratch=scratch))

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self._is_open

    @property
    def _file(self) -> Path:
        """The file that is really open: the plan, or a scratch copy of it."""
        if self._scratch is not None and (self._scratch / self.path.name).exists():
            return self._scratch / self.path.name
        return self.path

    @classmethod
    def temporary(
        cls, *, title: str, reference_date: date, is_sample: bool = False, directory: Path | None = None
    ) -> PlanStore:
        """Make an untitled plan in the user's data folder, where it survives a crash until it is saved elsewhere.

        Parameters
        ----------
        directory : Path, optional
            Another folder, for tests and headless work.
        """
        folder = directory or _untitled_folder()
        folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        path = folder / f"untitled-{stamp}-{uuid.uuid4().hex[:6]}{files.SUFFIX}"
        store = cls.create(path, title=title, reference_date=reference_date, is_sample=is_sample)
        store.is_temporary = True
        return store

    def reader(self) -> PlanStore:
        """Return a second, read-only store on the same file, for another thread; close it there.

        It shows the plan as it was when the reader was made, whatever is committed meanwhile: a job
        works on one state.  Only while a writer uses the write-ahead log; else reading would block it.

        Raises
        ------
        PlanNotSaved
            The file is no longer in its place, or another lies there: see :meth:`require_place`.
        """
        with self._switching:
            return self._open_reader()

    def _open_reader(self) -> PlanStore:
        problem = self._place.problem() if self._place is not None else ""
        if problem and self._place is not None:
            raise self._place.lost(problem)
        db, scratch = files.open_reading(self._file)
        store = PlanStore(self.path, db, refusal=asked_for_reading(self.path), scratch=scratch)
        ((mode,),) = store._db.execute("PRAGMA journal_mode").fetchall()
        if mode == "wal":
            store._db.execute("BEGIN")
            store._db.execute(f"SELECT count(*) FROM {Table.PLAN}").fetchall()  # the first read fixes the state
        return store

    def read_later(self, layer_uid: str) -> Read:
        """Return what reads the features of a layer at some other time, in any thread, also after this store is closed.

        That raises a :class:`layers.errors.PlanError` when the file is gone by then, or has other features there.
        """
        wanted = self.layer(layer_uid)

        def read(between: Callable[[], None]) -> FlatShapes:
            with self._later(wanted) as db:
                columns = [one for one in records.columns_of(db, layer_uid) if one.sql == GEOMETRY_COLUMN]
                return frames.read_flat(db, wanted.table, columns, between)[1]

        return read

    def read_some_later(self, layer_uid: str) -> ReadSome:
        """Return what reads some features of a layer by their places, as :meth:`read_later` does all of them."""
        wanted = self.layer(layer_uid)

        def read(rows: Sequence[int], count: int) -> FlatShapes | None:
            with self._later(wanted) as db:
                return frames.read_some(db, wanted.table, rows, count)

        return read

    @contextlib.contextmanager
    def _later(self, wanted: LayerRecord) -> Iterator[apsw.Connection]:
        """Give the plan's file as it is now, as long as a layer still has the features it had."""
        try:
            with _reading(self._file) as db:
                found = records.read_one(db, wanted.uid)
                if (found.table, found.content_sha256) != (wanted.table, wanted.content_sha256):
                    raise ValueError(f"layer {wanted.uid} has other features now")
                yield db
        except (apsw.Error, KeyError, OSError, ValueError) as error:
            raise failures.not_read(self.path, error) from error

    def levels(self, key: str) -> levels.KeptLevels:
        """Return what the map has simplified before: each level is read when asked for, also after this is closed."""
        path = self._file

        def read(level: int) -> bytes | None:
            try:
                with _reading(path) as db:
                    return levels.read(db, key, level)
            except (apsw.Error, PlanError, OSError) as error:
                _log.info("level %d is made again: %s", level, error)
                return None

        return levels.KeptLevels(levels.known(self._db, key), read)

    def close(self, *, tidy: bool = True) -> None:
        """Drop what no undo can bring back, refresh what other programs read, leave one file.  Safe to call twice.

        Parameters
        ----------
        tidy : bool
            False: leave the rows as they are, for they make no sense.
        """
        if not self._is_open:
            return
        self._is_open = False
        try:
            if self.is_lost:
                files.fold(self._db)
                files.leave_names_alone(self._db)
            elif not self.read_only:
                # Every gesture is on the disk already: what fails here (a full disk, rows that make no sense)
                # loses nothing, and must not keep the plan from being closed.
                for step in (self._compact, self._tidy, self._shrink, self._settle) if tidy else (self._settle,):
                    with contextlib.suppress(Exception):
                        step()
        finally:
            with contextlib.suppress(apsw.Error):
                self._db.close()
            if not self.read_only and not os.path.lexists(self.path):  # what is left beside a name that is gone
                placing.remove_spent_sides(self.path)
            if self._lock is not None:
                self._lock.release()
            if self._scratch is not None:
                shutil.rmtree(self._scratch, ignore_errors=True)

    def discard(self) -> None:
        """Close a temporary plan and remove its file."""
        if not self.is_temporary:
            raise RuntimeError(f"{self.path} is not a temporary plan")
        self.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> PlanStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _compact(self) -> None:
        self._history.compact(_COMPACT_AT_MOST_S)

    def _shrink(self) -> None:
        files.shrink(self._db)

    def _settle(self) -> None:
        files.settle(self._db)

    def _tidy(self) -> None:
        """Compact and refresh, outside the history: none of it changes what the plan says."""
        with self._db:
            self._drop_unused_tables(self._db)
            minute_rows.prune_pictures(self._db)
            self._refresh_for_others(self._db, self.path.name)
        levels.prune(self._db, {layer.content_sha256 for layer in self.layers()})

    def _drop_unused_tables(self, db: apsw.Connection) -> None:
        """Drop what no layer uses and no change can bring back."""
        kept = {record.table for record in self.layers()} | self._history.live_content_tables()
        for (table,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, ?) = ?",
            (len(CONTENT_PREFIX), CONTENT_PREFIX),
        ).fetchall():
            if table not in kept:
                db.execute(f"DROP TABLE {quoted(str(table))}")

    def _refresh_for_others(self, db: apsw.Connection, file_name: str) -> None:
        from layers.plan import qgis_project

        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        for spec in SPECS.values():
            if not spec.geometry:
                continue
            heads = [row[0] for row in db.execute(f"SELECT substr({GEOMETRY_COLUMN}, 1, 40) FROM {spec.table}")]
            bounds = geometry_blob.total_bounds(heads) or (None,) * 4
            db.execute(
                "UPDATE gpkg_contents SET min_x = ?1, min_y = ?2, max_x = ?3, max_y = ?4, last_change = ?5"
                " WHERE table_name = ?6 AND (min_x IS NOT ?1 OR min_y IS NOT ?2 OR max_x IS NOT ?3 OR max_y IS NOT ?4)",
                (*bounds, now, spec.table),
            )
        qgis_project.store(db, file_name, self.info().title, self.layers(), self.looks())

    # --- copies ---------------------------------------------------------------------------------------

    def save_copy(self, path: str | Path, *, home: Path | None = None, progress: Progress = silent) -> Path:
        """Write a clean copy (backup API, fsync, rename), replacing a file of that name, and stay here.

        A job copies from a :meth:`reader`, so that edits need not wait; raising in ``progress`` leaves
        nothing behind.

        Parameters
        ----------
        home : Path, optional
            The plan that stored raster paths start from, when it is not this one: a scratch copy of it.

        Raises
        ------
        PlanReadOnly
            The folder cannot be written, or the target is open in a program.
        PlanNotSaved
            The disk is full or fails; an older file of that name is as it was.
        """
        if self._history.current is not None:
            raise RuntimeError("a copy is made between changes")
        target = Path(path).absolute()
        place.require_name(target)
        if target.exists() and self.path.exists() and target.samefile(self.path):
            raise ValueError("a plan cannot be copied onto itself")
        lock = PlanLock.acquire(target)
        try:
            self.write_copy(target, home=home, progress=progress)
        finally:
            lock.release()
        return target

    def write_copy(
        self,
        target: Path,
        *,
        home: Path | None = None,
        finish: Callable[[apsw.Connection], None] | None = None,
        progress: Progress = silent,
    ) -> None:
        """Write a clean copy where nobody else works: the part of :meth:`save_copy` that takes time.

        Parameters
        ----------
        home : Path, optional
            As in :meth:`save_copy`.
        finish : callable of an apsw.Connection, optional
            Last touches on the copy before it gets its name.
        """

        def tidied(copy: apsw.Connection) -> None:
            self._drop_unused_tables(copy)
            self._refresh_for_others(copy, target.name)
            rasters.remember_home(copy, home or self.path, target)
            if finish is not None:
                finish(copy)

        files.copy_to(self._db, target, finish=tidied, progress=progress)

    def save_as(self, path: str | Path, *, progress: Progress = silent) -> None:
        """Copy the plan to a new place and go on there; a temporary plan's old file is removed.

        A plan whose file was deleted under it can be put back under its old name.
        """
        if Path(path).absolute() == self.path:
            self.let_go_if_lost()
        self.go_on_in(self.save_copy(path, progress=progress))

    def let_go_if_lost(self) -> None:
        """Let the lock go when the file it guards is no longer in its place: what lies there now may be opened."""
        if self._lock is not None and self.is_lost:
            self._lock.release()

    def go_on_in(self, copy: Path) -> None:
        """Leave this file for a copy just made of it; listeners and the history go along.

        When the copy cannot be opened, everything stays as it was.  A temporary plan's old file is removed.
        """
        fresh = PlanStore.open(copy)
        if fresh.refusal is not None:
            fresh.close()
            raise fresh.refusal
        with self._switching:  # a job that wants to read now waits for the new file
            old, was_temporary = self.path, self.is_temporary
            fresh._history.adopt_listeners(self._history)
            self.close()
            if was_temporary:
                with contextlib.suppress(OSError):  # Windows keeps it while a job still reads
                    old.unlink(missing_ok=True)
            self.__dict__.update(fresh.__dict__)

    @property
    def writes(self) -> int:
        """How many rows that say something were written since it was opened: whether a copy is still up to date."""
        return self._db.total_changes() - self._cached


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[apsw.Connection]:
    """Give a plan in one state, whatever is written meanwhile."""
    db, scratch = files.open_reading(path)
    try:
        db.execute("BEGIN")
        yield db
    finally:
        db.close()
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)


def untitled_folder() -> Path:
    """Return where plans lie that have no place of their own yet."""
    return _untitled_folder()


def _untitled_folder() -> Path:
    import platformdirs

    folder = Path(platformdirs.user_data_dir("lianfang", appauthor=False)) / "untitled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a service account without a home
        return Path(tempfile.mkdtemp(prefix="lianfang-"))
    return folder
