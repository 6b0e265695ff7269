"""The open plan: reading it, changing it one gesture at a time, closing it into one file."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import apsw
import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from layers.crs import metric_epsg
from layers.errors import PlanReadOnly
from layers.kinds import Role, ZoneStatus
from layers.plan import files, frames, geometry_blob, records
from layers.plan.frames import to_json
from layers.plan.history import Change, History, Listener
from layers.plan.lock import PlanLock
from layers.plan.model import ChangeRecord, LayerRecord, PlanInfo
from layers.plan.schema import CONTENT_PREFIX, FORMAT_VERSION, GEOMETRY_COLUMN, SPECS, Table, quoted
from layers.plan.version import program_version
from layers.zones.model import Parameters, ZoneResult

_PLAN_UID = "plan"


class PlanStore:
    """A plan file that is open.

    Writing methods work only inside :meth:`change`: one ``with`` block is one gesture, one
    committed transaction and one row of the history.  They take uids, not row numbers.

    A store belongs to the thread that opened it: writing from another raises ``RuntimeError``.
    A job reads through :meth:`reader`, a second, read-only store on the same file, which sees
    what was committed when each of its reads begins.

    Use :meth:`create`, :meth:`open` or :meth:`temporary`; a store is a context manager that closes.
    """

    def __init__(
        self, path: Path, db: apsw.Connection, *, read_only: bool, lock: PlanLock | None, reason: str = ""
    ) -> None:
        self.path = path
        self.read_only = read_only
        #: Why a plan asked for writing was opened for reading; "" otherwise.
        self.read_only_reason = reason
        self.is_temporary = False
        self._db = db
        self._lock = lock
        self._scratch: Path | None = None
        self._thread = threading.get_ident()
        self._history = History(db, str(path), program_version())
        self._is_open = True

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
        lock = PlanLock.acquire(path)
        try:
            files.build(path)
            db = files.open_writing(path)
            db.execute(
                f"INSERT INTO {Table.PLAN} (uid, title, reference_date, is_sample, format_version, created_at, program)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    uid or uuid.uuid4().hex,
                    title,
                    reference_date.isoformat(),
                    int(is_sample),
                    FORMAT_VERSION,
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    program_version(),
                ),
            )
        except BaseException:
            path.unlink(missing_ok=True)
            lock.release()
            raise
        return cls(path, db, read_only=False, lock=lock)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> PlanStore:
        """Open a plan.

        A plan whose file or folder cannot be written is opened for reading: ``read_only`` is then
        true, ``read_only_reason`` says why, and :class:`PlanReadOnly` comes with the first change.

        Raises
        ------
        NotAPlan, PlanFromFuture, PlanDamaged
            See :func:`layers.plan.files.check`; the file is not touched.
        PlanReadOnly
            Another program has it open for writing (``facts['who']``); open it ``read_only``.
        """
        path = Path(path).absolute()
        reason = ""
        lock: PlanLock | None = None
        if not read_only and path.is_file():
            reason = "" if files.can_write(path) else "the file is write-protected"
            if not reason:
                try:
                    lock = PlanLock.acquire(path)
                except PlanReadOnly as error:
                    if error.facts.get("reason_code") == "locked":
                        files.check(path)  # a file that is no plan is told as such
                        raise
                    reason = str(error.facts["reason"])
        try:
            files.check(path)
            if lock is not None:
                try:
                    return cls(path, files.open_writing(path), read_only=False, lock=lock)
                except PlanReadOnly as error:
                    reason = str(error.facts["reason"])
                    lock.release()
            return cls._open_reading(path, reason)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def _open_reading(cls, path: Path, reason: str = "") -> PlanStore:
        db, scratch = files.open_reading(path)
        store = cls(path, db, read_only=True, lock=None, reason=reason)
        store._scratch = scratch
        return store

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
        """Return a second, read-only store on the same file, for another thread; close it there."""
        return PlanStore._open_reading(self.path)

    def close(self) -> None:
        """Drop what no undo can bring back, refresh what other programs read, leave one file.  Safe to call twice."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            if not self.read_only:
                # Every gesture is on the disk already: what fails here (a full disk) loses nothing.
                with contextlib.suppress(apsw.Error):
                    self._tidy()
                    files.settle(self._db)
        finally:
            self._db.close()
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

    def _tidy(self) -> None:
        """Compact and refresh, outside the history: none of it changes what the plan says."""
        kept = {record.table for record in self.layers()} | self._history.live_content_tables()
        with self._db:
            for (table,) in self._db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, ?) = ?",
                (len(CONTENT_PREFIX), CONTENT_PREFIX),
            ).fetchall():
                if table not in kept:
                    self._db.execute(f"DROP TABLE {quoted(str(table))}")
            self._refresh_for_others(self._db, self.path.name)

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
        qgis_project.store(db, file_name, self.info().title, self.layers())

    # --- what the plan says -------------------------------------------------------------------------

    def info(self) -> PlanInfo:
        """Return the plan's own facts; the metric CRS follows from the county layers' extent."""
        row: Any = self._db.execute(
            f"SELECT uid, title, reference_date, format_version, is_sample FROM {Table.PLAN}"
        ).fetchone()
        uid, title, reference, version, is_sample = row
        boxes = [layer.bounds for layer in self.layers() if layer.role is Role.COUNTY and layer.bounds is not None]
        epsg = metric_epsg(_union(boxes)) if boxes else 0
        return PlanInfo(uid, title, date.fromisoformat(reference), version, bool(is_sample), epsg)

    def layers(self) -> list[LayerRecord]:
        """Return the layers, the topmost (position 0) first."""
        return records.read_all(self._db)

    def layer(self, uid: str) -> LayerRecord:
        """Return one layer; ``KeyError`` when there is none."""
        return records.read_one(self._db, uid)

    def frame(self, layer_uid: str) -> gpd.GeoDataFrame:
        """Return the features of a read layer as they were added, EPSG:4490 (a plain frame for a table without shapes).

        Raises
        ------
        KeyError
            There is no such layer, or it is a raster outside the plan.
        """
        record = self.layer(layer_uid)
        if not record.table:
            raise KeyError(f"layer {layer_uid} has no features in the plan")
        columns = records.columns_of(self._db, layer_uid)
        return frames.read_layer(self._db, record.table, columns)

    def zones(self) -> gpd.GeoDataFrame:
        """Return the zones by rank, columns ``ZONE_COLUMNS``."""
        return self._read_spatial(Table.ZONE, "rank, fid")

    def parts(self) -> gpd.GeoDataFrame:
        """Return the zones' parts by county, columns ``PART_COLUMNS``."""
        return self._read_spatial(Table.ZONE_PART)

    def straddling(self) -> gpd.GeoDataFrame:
        """Return forest patches cut by a county line, columns ``STRADDLING_COLUMNS``."""
        return self._read_spatial(Table.STRADDLING)

    def reaches(self) -> gpd.GeoDataFrame:
        """Return rivers against the lines, columns ``REACH_COLUMNS``."""
        return self._read_spatial(Table.REACH)

    def borders(self) -> gpd.GeoDataFrame:
        """Return the border segments, columns ``SEGMENT_COLUMNS``."""
        return self._read_spatial(Table.BORDER)

    def border_issues(self) -> gpd.GeoDataFrame:
        """Return gaps and overlaps between the counties' lines, columns ``ISSUE_COLUMNS``."""
        return self._read_spatial(Table.BORDER_ISSUE)

    def patrol_areas(self) -> gpd.GeoDataFrame:
        """Return the drawn joint-patrol areas by number, columns ``PATROL_COLUMNS``."""
        return self._read_spatial(Table.PATROL_AREA, "number, fid")

    def agreements(self) -> pd.DataFrame:
        """Return the agreement register, columns ``AGREEMENT_COLUMNS``."""
        return frames.read_table(self._db, Table.AGREEMENT)

    def contacts(self) -> pd.DataFrame:
        """Return the contacts: uid, county, body, name, duty, phone, backup, callsign."""
        return frames.read_table(self._db, Table.CONTACT)

    def parameters(self) -> Parameters:
        """Return the analysis parameters the plan would be analysed with now."""
        return Parameters.from_dict(records.read_parameters(self._db))

    def result_facts(self) -> dict[str, Any]:
        """Return what the stored analysis was made from; {} when the plan was never analysed."""
        return records.read_result(self._db)[0]

    def analysis_is_stale(self) -> bool:
        """Return whether layers, their counties, parameters or agreements changed since the stored analysis."""
        facts, stamp = records.read_result(self._db)
        return bool(facts) and stamp != self._input_stamp()

    def view_state(self) -> dict[str, Any]:
        """Return where the map was left."""
        return records.read_view(self._db)

    def set_view_state(self, state: Mapping[str, Any]) -> None:
        """Keep where the map was left; not part of the history, silently skipped in a read-only plan."""
        if not self.read_only:
            self._own_thread()
            records.write_view(self._db, dict(state))

    def _read_spatial(self, table: Table, order: str = "fid") -> gpd.GeoDataFrame:
        frame = frames.read_table(self._db, table, order=order)
        assert isinstance(frame, gpd.GeoDataFrame)
        return frame

    def _input_stamp(self) -> str:
        """SHA-256 over what an analysis depends on: a layer's features never change under its table name."""
        layers = [
            [
                layer.uid,
                layer.role,
                layer.table,
                sorted(layer.speaks_for),
                sorted(layer.verified_none),
                layer.raster_sha256,
                # Where two county layers carry the same code, the upper one is used.
                layer.position if layer.role is Role.COUNTY else 0,
            ]
            for layer in sorted(self.layers(), key=lambda layer: layer.uid)
        ]
        columns = ", ".join(map(quoted, frames.frame_columns(SPECS[Table.AGREEMENT])))
        agreements = self._db.execute(f"SELECT {columns} FROM {Table.AGREEMENT} ORDER BY uid").fetchall()
        text = to_json([layers, self.parameters().as_dict(), agreements])
        return hashlib.sha256(text.encode()).hexdigest()

    # --- gestures -------------------------------------------------------------------------------------

    def change(self, code: str, **facts: Any) -> AbstractContextManager[Change]:
        """Return a context that is one gesture.

        On leaving, everything written inside is committed together with its change row, synced to
        the disk, before listeners hear of it.  An exception inside leaves the plan as it was; a
        block that changes nothing writes nothing.

        Parameters
        ----------
        code : str
            What is being done, e.g. ``"patrol_area_added"``; ``app`` has the words.
        **facts
            Plain data for those words; ``change.facts`` may be added to inside the block.

        Raises
        ------
        PlanReadOnly
            The plan is open for reading.
        PlanNotSaved
            The disk is full or fails; the plan is as it was.
        RuntimeError
            Another change is open, or another thread calls.
        """
        if self.read_only:
            raise PlanReadOnly(
                path=str(self.path),
                reason=self.read_only_reason or "it was opened for reading",
                reason_code="opened",
                who=None,
            )
        self._own_thread()
        return self._history.change(code, dict(facts))

    def set_info(self, *, title: str | None = None, reference_date: date | None = None) -> None:
        """Change the plan's title or reference date: a gesture of its own, unless one is open."""
        values: dict[str, Any] = {}
        if title is not None:
            values["title"] = title
        if reference_date is not None:
            values["reference_date"] = reference_date.isoformat()
        if self._history.current is None:
            with self.change("plan_info_changed", **values):
                self._update(Table.PLAN, None, values)
        else:
            self._update(Table.PLAN, None, values)

    def add_layer(self, record: LayerRecord, frame: gpd.GeoDataFrame | None) -> LayerRecord:
        """Add a layer at ``record.position``; what is there and below moves down.

        Parameters
        ----------
        record : LayerRecord
            ``uid`` is kept, or made when empty; table, count and bounds are filled in from the frame.
        frame : GeoDataFrame or None
            EPSG:4490 with a unique text column ``uid``; None for rasters.

        Notes
        -----
        The features go into a table of their own that is not part of the changeset: undo takes the
        registration away and leaves the table, until closing finds that nothing can bring it back.
        """
        change = self._open_change()
        uid = record.uid or uuid.uuid4().hex
        columns: list[frames.Column] = []
        table, bounds = "", record.bounds
        if frame is not None:
            table = f"{CONTENT_PREFIX}{uuid.uuid4().hex[:12]}"
            columns = frames.write_layer(self._db, table, frame)
            has_shapes = isinstance(frame, gpd.GeoDataFrame)
            bounds = _bounds(frame.geometry.to_numpy()) if has_shapes else None
            files.register(
                self._db,
                table,
                record.title,
                geometry=frames.geometry_type(frame) if has_shapes else "",
                bounds=bounds,
            )
            change.content_tables.add(table)
        count = record.feature_count if frame is None else len(frame)
        record = replace(record, uid=uid, table=table, bounds=bounds, feature_count=count)
        records.insert(self._db, record, columns)
        return record

    def update_layer(self, uid: str, **fields: Any) -> LayerRecord:
        """Set fields of a layer's record: title, role, position, visible, opacity, style, speaks_for, …"""
        self._open_change()
        return records.update(self._db, uid, fields)

    def remove_layer(self, uid: str) -> None:
        """Take a layer out of the plan; its features wait in the file for undo."""
        change = self._open_change()
        record = self.layer(uid)
        records.delete(self._db, uid)
        if record.table:
            files.unregister(self._db, record.table)
            change.content_tables.add(record.table)

    def save_result(self, result: ZoneResult, facts: Mapping[str, Any] | None = None) -> None:
        """Replace all derived rows by those of an analysis.

        Parameters
        ----------
        facts : mapping
            What it was made from (input uids and checksums, counts …), plain data.  ``"zone_names"``
            (uid → words) is not kept with them but written beside the zones for other programs.
            Parameters, metric CRS, seconds, program version and time are added here.
        """
        self._open_change()
        kept = dict(facts or {})
        zone_names = kept.pop("zone_names", {})
        zones = result.zones.assign(name=[zone_names.get(uid) for uid in result.zones["uid"]])
        frames.replace_rows(self._db, Table.ZONE, zones)
        parts, issues = result.parts, result.border_issues
        part_uids = [f"{zone}:{county}" for zone, county in zip(parts["zone_uid"], parts["county"], strict=True)]
        frames.replace_rows(self._db, Table.ZONE_PART, parts, part_uids)
        frames.replace_rows(self._db, Table.STRADDLING, result.straddling)
        frames.replace_rows(self._db, Table.REACH, result.reaches)
        frames.replace_rows(self._db, Table.BORDER, result.borders)
        frames.replace_rows(self._db, Table.BORDER_ISSUE, issues, [str(row) for row in range(len(issues))])
        records.write_result(
            self._db,
            {
                **kept,
                "parameters": result.parameters.as_dict(),
                "metric_epsg": result.metric_epsg,
                "seconds": dict(result.seconds),
                "program": program_version(),
                "analysed_at": datetime.now(UTC).isoformat(timespec="seconds"),
            },
            self._input_stamp(),
        )

    def set_zone_status(self, uid: str, status: ZoneStatus | str) -> None:
        """Set where the counties are with a zone."""
        self._open_change()
        self._update(Table.ZONE, uid, {"status": ZoneStatus(status).value})

    def add_patrol_area(
        self, name: str, geometry: BaseGeometry, note: str = "", uid: str | None = None, number: int | None = None
    ) -> str:
        """Add a drawn joint-patrol area (EPSG:4490) and return its uid; it gets the next number unless one is given."""
        self._open_change()
        uid = uid or uuid.uuid4().hex
        if number is None:
            rows: Any = self._db.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {Table.PATROL_AREA}").fetchall()
            number = rows[0][0]
        (blob,) = geometry_blob.encode([geometry])
        self._db.execute(
            f"INSERT INTO {Table.PATROL_AREA} (uid, {GEOMETRY_COLUMN}, number, name, note) VALUES (?, ?, ?, ?, ?)",
            (uid, blob, number, name, note),
        )
        return uid

    def update_patrol_area(self, uid: str, **fields: Any) -> None:
        """Set name, note, number or geometry of a patrol area."""
        self._open_change()
        allowed = {*SPECS[Table.PATROL_AREA].columns, "geometry"}
        if unknown := set(fields) - allowed:
            raise TypeError(f"patrol areas have no {', '.join(sorted(unknown))}")
        values = dict(fields)
        if "geometry" in values:
            (values[GEOMETRY_COLUMN],) = geometry_blob.encode([values.pop("geometry")])
        self._update(Table.PATROL_AREA, uid, values)

    def remove_patrol_area(self, uid: str) -> None:
        """Take a patrol area away."""
        self._open_change()
        self._db.execute(f"DELETE FROM {Table.PATROL_AREA} WHERE uid = ?", (uid,))
        if not self._db.changes():
            raise KeyError(uid)

    def put_agreements(self, agreements: pd.DataFrame) -> None:
        """Replace the agreement register (columns ``AGREEMENT_COLUMNS``)."""
        self._open_change()
        frames.replace_rows(self._db, Table.AGREEMENT, agreements)

    def put_contacts(self, contacts: pd.DataFrame) -> None:
        """Replace the contacts."""
        self._open_change()
        frames.replace_rows(self._db, Table.CONTACT, contacts)

    def set_parameters(self, parameters: Parameters) -> None:
        """Set the parameters of the next analysis."""
        self._open_change()
        records.write_parameters(self._db, parameters.as_dict())

    def _update(self, table: Table, uid: str | None, values: Mapping[str, Any]) -> None:
        if not values:
            return
        assignments = ", ".join(f"{quoted(name)} = ?" for name in values)
        where, key = ("", ()) if uid is None else (" WHERE uid = ?", (uid,))
        self._db.execute(f"UPDATE {table} SET {assignments}{where}", (*values.values(), *key))
        if not self._db.changes():
            raise KeyError(uid)

    def _open_change(self) -> Change:
        if self._history.current is None:
            raise RuntimeError("writing needs an open change: with store.change(...)")
        self._own_thread()
        return self._history.current

    def _own_thread(self) -> None:
        if threading.get_ident() != self._thread:
            raise RuntimeError("a plan is written only by the thread that opened it; jobs use PlanStore.reader()")

    # --- history --------------------------------------------------------------------------------------

    def history(self) -> list[ChangeRecord]:
        """Return the changes, oldest first; those that undo took back are marked."""
        return self._history.records()

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return not self.read_only and self._history.has("done")

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again."""
        return not self.read_only and self._history.has("undone")

    def undo(self) -> ChangeRecord | None:
        """Take the last change back; None when there is none.

        Raises
        ------
        PlanDamaged
            The rows are not as the change left them: another program wrote to the file.
        """
        self._require_writable()
        return self._history.undo()

    def redo(self) -> ChangeRecord | None:
        """Do the last undone change again; None when there is none.  Raises as :meth:`undo`."""
        self._require_writable()
        return self._history.redo()

    def undo_change(self, change_id: int) -> ChangeRecord:
        """Take back the change with this id, which must be the last done one (``ValueError`` otherwise)."""
        return self._step(change_id, "undo")

    def redo_change(self, change_id: int) -> ChangeRecord:
        """Do again the change with this id, which must be the next to redo (``ValueError`` otherwise)."""
        return self._step(change_id, "redo")

    def _step(self, change_id: int, direction: Any) -> ChangeRecord:
        following = self._history.next_id(direction)
        if following != change_id:
            raise ValueError(f"cannot {direction} change {change_id}: change {following} is next")
        record = self.undo() if direction == "undo" else self.redo()
        assert record is not None
        return record

    def _require_writable(self) -> None:
        if self.read_only:
            self.change("")
        self._own_thread()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(record, tables, direction)`` after each commit; returns a function that ends it.

        ``tables`` are names of :class:`layers.plan.schema.Table` (and the GeoPackage's own two).
        """
        return self._history.subscribe(listener)

    # --- copies ---------------------------------------------------------------------------------------

    @property
    def saved_at(self) -> datetime | None:
        """UTC time of the last commit; None in a plan nobody changed yet."""
        return self._history.saved_at

    def save_copy(self, path: str | Path) -> Path:
        """Write a clean copy (backup API, fsync, rename), replacing a file of that name, and stay here.

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
        if target.exists() and self.path.exists() and target.samefile(self.path):
            raise ValueError("a plan cannot be copied onto itself")
        lock = PlanLock.acquire(target)
        try:
            files.copy_to(self._db, target, finish=lambda copy: self._refresh_for_others(copy, target.name))
        finally:
            lock.release()
        return target

    def save_as(self, path: str | Path) -> None:
        """Copy the plan to a new place and go on there; a temporary plan's old file is removed."""
        target = self.save_copy(path)
        old, was_temporary, listeners = self.path, self.is_temporary, self._history
        self.close()
        if was_temporary:
            old.unlink(missing_ok=True)
        fresh = PlanStore.open(target)
        fresh._history.adopt_listeners(listeners)
        self.__dict__.update(fresh.__dict__)


def _untitled_folder() -> Path:
    import platformdirs

    folder = Path(platformdirs.user_data_dir("lianfang", appauthor=False)) / "untitled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a service account without a home
        return Path(tempfile.mkdtemp(prefix="lianfang-"))
    return folder


def _bounds(geometries: Any) -> tuple[float, float, float, float] | None:
    if len(geometries) == 0:
        return None
    box = shapely.total_bounds(geometries)
    if not (box == box).all():  # nan: only empty shapes
        return None
    return float(box[0]), float(box[1]), float(box[2]), float(box[3])


def _union(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    xmin, ymin, xmax, ymax = zip(*boxes, strict=True)
    return min(xmin), min(ymin), max(xmax), max(ymax)
