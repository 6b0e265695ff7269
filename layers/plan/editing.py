"""Gestures: every write to a plan, each inside an open change."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import apsw
import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from layers.crs import STORAGE_CRS
from layers.errors import PlanReadOnly
from layers.kinds import Origin, ZoneStatus
from layers.plan import (
    failures,
    feature_edits,
    feature_table,
    files,
    frames,
    freezing,
    geometry_blob,
    plates,
    records,
    scenes,
)
from layers.plan import levels as plan_levels
from layers.plan.contents import PlanContents
from layers.plan.feature_table import FeatureTable
from layers.plan.history import Change, History
from layers.plan.model import LayerLook, LayerRecord
from layers.plan.place import Place
from layers.plan.schema import CONTENT_PREFIX, GEOMETRY_COLUMN, SPECS, TRACKED_TABLES, Table, quoted
from layers.plan.version import program_version
from layers.zones.model import Parameters, ZoneResult


class PlanEditing(PlanContents):
    """The writing half of :class:`layers.plan.store.PlanStore`.

    Writing methods work only inside :meth:`change`.  They take uids, not row numbers.
    """

    def __init__(self, path: Path, db: apsw.Connection, *, refusal: PlanReadOnly | None) -> None:
        super().__init__(db)
        self.path = path
        #: Why the plan cannot be written: what every change raises; None when it can.
        self.refusal = refusal
        self._thread = threading.get_ident()
        self._cached = 0  # rows written that say nothing
        self._place = Place.of(path) if refusal is None else None
        self._history = History(db, str(path), program_version())
        self._history.before_commit = self._refuse_when_lost
        freezer = freezing.Freezer(db)
        self._history.keeping, self._history.guard = freezer.keeping, freezer.require_unchanged
        self._history.undo_guard = freezing.require_undoable

    @property
    def read_only(self) -> bool:
        """Whether the plan can only be looked at; ``refusal`` says why."""
        return self.refusal is not None

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
            The disk is full or fails, or the file is no longer where it was; the plan is as it was.
        RuntimeError
            Another change is open, or another thread calls.
        """
        if self.refusal is not None:
            raise PlanReadOnly(**self.refusal.facts)
        self._own_thread()
        self.require_place()
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

    def add_layer(self, record: LayerRecord, frame: gpd.GeoDataFrame | FeatureTable | None) -> LayerRecord:
        """Add a layer at ``record.position``; what is there and below moves down.

        Parameters
        ----------
        record : LayerRecord
            ``uid`` is kept, or made when empty; table, count, bounds and checksum are filled in from the frame.
        frame : GeoDataFrame, FeatureTable or None
            EPSG:4490 with a unique text column ``uid``, or what :func:`layers.plan.feature_table.prepare` made of it,
            so that the plan is not kept waiting for that; None for rasters.

        Notes
        -----
        The features go into a table of their own that is not part of the changeset: undo takes the
        registration away and leaves the table, until closing finds that nothing can bring it back.
        """
        change = self._open_change()
        uid = record.uid or uuid.uuid4().hex
        columns: list[frames.Column] = []
        table, bounds, checksum = "", record.bounds, ""
        count = record.feature_count
        if frame is not None:
            ready = frame if isinstance(frame, FeatureTable) else feature_table.prepare(frame)
            table = f"{CONTENT_PREFIX}{uuid.uuid4().hex[:12]}"
            columns, checksum, bounds, count = ready.layer.columns, ready.sha256, ready.bounds, ready.count
            frames.write_layer(self._db, table, ready.layer)
            files.register(self._db, table, record.title, geometry=ready.layer.geometry, bounds=bounds)
            change.content_tables.add(table)
        record = replace(record, uid=uid, table=table, bounds=bounds, feature_count=count, content_sha256=checksum)
        records.insert(self._db, record, columns)
        return record

    def update_layer(self, uid: str, **fields: Any) -> LayerRecord:
        """Set fields of a layer's record: title, role, position, visible, opacity, style, speaks_for, …"""
        self._open_change()
        return records.update(self._db, uid, fields)

    def edit_features(
        self, layer_uid: str, put: gpd.GeoDataFrame | None = None, removed: Collection[str] = ()
    ) -> LayerRecord:
        """Add, replace (by ``uid``) and remove features of a layer that is recorded by hand.

        Its count, bounds and checksum follow; what was done is part of the changeset.  See
        :func:`layers.plan.feature_edits.edit` for what is raised.
        """
        change = self._open_change()
        record = self.layer(layer_uid)
        change.edited_tables.add(record.table)
        return feature_edits.edit(self._db, record, put, removed)

    def remove_layer(self, uid: str) -> None:
        """Take a layer out of the plan; its features wait in the file for undo."""
        change = self._open_change()
        record = self.layer(uid)
        records.delete(self._db, uid)
        if record.table:
            files.unregister(self._db, record.table)
            change.content_tables.add(record.table)

    def save_result(
        self, result: ZoneResult, facts: Mapping[str, Any] | None = None, *, input_stamp: str | None = None
    ) -> None:
        """Replace all derived rows by those of an analysis.

        Parameters
        ----------
        facts : mapping
            What it was made from (input uids and checksums, counts …), plain data.  ``"zone_names"``
            (uid → words) is not kept with them but written beside the zones for other programs.
            Parameters, metric CRS, seconds, program version and time are added here.
        input_stamp : str, optional
            :meth:`input_stamp` of the reader the analysis worked on.  Without it the layers and
            agreements of this moment are taken for those it was made from.
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
        frames.replace_rows(self._db, Table.BORDER_ROAD, result.roads)
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
            input_stamp or self.input_stamp(result.parameters),
        )

    def set_look(self, layer: str, **fields: Any) -> LayerLook:
        """Set visible, opacity or style of a layer that no file holds (``zones``, ``borders`` …)."""
        self._open_change()
        look = replace(self.looks().get(layer, LayerLook()), **fields)
        records.write_look(self._db, layer, look)
        return look

    def put_scene(self, scene: scenes.NamedScene) -> None:
        """Add a named scene, or replace the one of its uid."""
        self._open_change()
        scenes.write(self._db, scene)

    def put_scenes(self, every: Iterable[scenes.NamedScene]) -> None:
        """Add named scenes, or replace those of their uids."""
        for scene in every:
            self.put_scene(scene)

    def remove_scene(self, uid: str) -> None:
        """Take a named scene away; ``KeyError`` when there is none."""
        self._open_change()
        scenes.delete(self._db, uid)

    def put_plate(self, plate: plates.StoredPlate) -> None:
        """Keep how a map plate is set up, or replace the one of its uid."""
        self._open_change()
        plates.write(self._db, plate)

    def remove_plate(self, uid: str) -> None:
        """Take a map plate away; ``KeyError`` when there is none."""
        self._open_change()
        plates.delete(self._db, uid)

    def apply_scene(self, changes: scenes.SceneChanges) -> None:
        """Show layers as a scene has them."""
        for uid, look in changes.layers.items():
            self.update_layer(uid, visible=look.visible, opacity=look.opacity, style=look.style)
        for uid, look in changes.derived.items():
            self.set_look(uid, visible=look.visible, opacity=look.opacity, style=look.style)

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
        """Take a patrol area away, and what was proposed for it."""
        self._open_change()
        self._db.execute(f"DELETE FROM {Table.ALTERNATIVE} WHERE area = ?", (uid,))
        self._db.execute(f"DELETE FROM {Table.PATROL_AREA} WHERE uid = ?", (uid,))
        if not self._db.changes():
            raise KeyError(uid)

    def put_border_verdicts(self, verdicts: gpd.GeoDataFrame) -> None:
        """Add verdicts (columns ``VERDICT_COLUMNS``); one of the same uid is replaced."""
        self._open_change()
        there = self.border_verdicts()
        kept = there[~there["uid"].isin(set(verdicts["uid"]))]
        self._replace_verdicts(pd.concat([kept, verdicts], ignore_index=True) if len(kept) else verdicts)

    def remove_border_verdicts(self, uids: Collection[str]) -> None:
        """Take verdicts back: the strips are undecided again."""
        self._open_change()
        there = self.border_verdicts()
        if missing := set(uids) - set(there["uid"]):
            raise KeyError(", ".join(sorted(missing)))
        self._replace_verdicts(there[~there["uid"].isin(set(uids))])

    def _replace_verdicts(self, verdicts: pd.DataFrame) -> None:
        frame = gpd.GeoDataFrame(verdicts, geometry="geometry", crs=STORAGE_CRS)
        frames.replace_rows(self._db, Table.BORDER_VERDICT, frame)

    def put_blocks(self, blocks: gpd.GeoDataFrame, facts: Mapping[str, Any], stamp: str) -> None:
        """Replace the blocks (columns ``BLOCK_COLUMNS``) and what they were made from."""
        self._open_change()
        frames.replace_rows(self._db, Table.BLOCK, blocks)
        records.write_block_run(self._db, facts, stamp)

    def remove_blocks(self) -> None:
        """Take all blocks away."""
        self._open_change()
        for table in (Table.BLOCK, Table.BLOCK_RUN):
            self._db.execute(f"DELETE FROM {table}")

    def put_agreements(self, agreements: pd.DataFrame) -> None:
        """Replace the agreement register (columns ``AGREEMENT_COLUMNS``)."""
        self._open_change()
        frames.replace_rows(self._db, Table.AGREEMENT, agreements)

    def put_contacts(self, contacts: pd.DataFrame) -> None:
        """Replace the contacts."""
        self._open_change()
        frames.replace_rows(self._db, Table.CONTACT, contacts)

    def put_book(self, table: Table | str, rows: pd.DataFrame) -> None:
        """Replace a table of the register (bodies, meetings, drills, duties …)."""
        self._open_change()
        frames.replace_rows(self._db, Table(table), rows)

    def put_book_rows(self, table: Table | str, rows: pd.DataFrame) -> None:
        """Add rows to a table of the register, or replace those of the same uid; the others are not touched."""
        self._open_change()
        frames.put_rows(self._db, Table(table), rows)

    def remove_book_rows(self, table: Table | str, uids: Collection[str]) -> None:
        """Take rows out of a table of the register; ``KeyError`` when one of them is not there."""
        self._open_change()
        for uid in uids:
            self._db.execute(f"DELETE FROM {Table(table)} WHERE uid = ?", (uid,))
            if not self._db.changes():
                raise KeyError(uid)

    def put_inventory(self, table: Table, rows: pd.DataFrame) -> None:
        """Add rows to a register of the inventory; those of the same uid are replaced, in their place."""
        self._open_change()
        there = frames.read_table(self._db, table).astype(object)
        order = list(dict.fromkeys([*there["uid"], *rows["uid"]]))
        every = pd.concat([there[~there["uid"].isin(set(rows["uid"]))], rows.astype(object)])
        frames.replace_rows(self._db, table, every.set_index("uid", drop=False).loc[order])

    def remove_inventory(self, table: Table, uids: Collection[str]) -> None:
        """Take rows of a register of the inventory away; ``KeyError`` when one of them is not there."""
        self._open_change()
        there = frames.read_table(self._db, table)
        if missing := set(uids) - set(there["uid"]):
            raise KeyError(", ".join(sorted(missing)))
        self._db.executemany(f"DELETE FROM {table} WHERE uid = ?", [(uid,) for uid in uids])

    def put_exercise_rows(self, table: Table, rows: pd.DataFrame) -> None:
        """Add rows to a table of the exercises; those of the same uid are replaced, in their place."""
        self._open_change()
        there = frames.read_table(self._db, table)
        order = list(dict.fromkeys([*there["uid"], *rows["uid"]]))
        kept = there[~there["uid"].isin(set(rows["uid"]))]
        every = pd.concat([kept.astype(object), rows.astype(object)]) if len(kept) else rows.astype(object)
        every = every.set_index("uid", drop=False).loc[order]
        if "geometry" in every.columns:
            every = gpd.GeoDataFrame(every, geometry="geometry", crs=STORAGE_CRS)
        frames.replace_rows(self._db, table, every)

    def remove_exercise_rows(self, table: Table, uids: Collection[str]) -> None:
        """Take sites or lines of scripts away; an exercise goes with all that belongs to it."""
        self._open_change()
        keys = [(uid,) for uid in uids]
        self._db.executemany(f"DELETE FROM {table} WHERE uid = ?", keys)
        if table is Table.EXERCISE:
            for part in (Table.EXERCISE_SITE, Table.EXERCISE_INJECT):
                self._db.executemany(f"DELETE FROM {part} WHERE exercise = ?", keys)

    def set_script(self, exercise: str, rows: pd.DataFrame) -> None:
        """Replace the script of an exercise."""
        self._open_change()
        there = frames.read_table(self._db, Table.EXERCISE_INJECT)
        others = there[there["exercise"] != exercise]
        every = pd.concat([others.astype(object), rows.astype(object)]) if len(others) else rows
        frames.replace_rows(self._db, Table.EXERCISE_INJECT, every)

    def set_inventory_settings(self, values: Mapping[str, Any]) -> None:
        """Set what the inventory is judged by, as ``layers.inventory.model.InventorySettings`` gives it."""
        self._open_change()
        records.write_parameters(self._db, {records.INVENTORY: dict(values)})

    def set_year_settings(self, values: Mapping[str, Any]) -> None:
        """Set the seasons and numbers of the calendar, as ``layers.year.settings.YearSettings`` gives them."""
        self._open_change()
        records.write_parameters(self._db, {records.YEAR: dict(values)})

    def set_parameters(self, parameters: Parameters) -> None:
        """Set the parameters of the next analysis."""
        self._open_change()
        records.write_parameters(self._db, parameters.as_dict())

    def set_check_rules(self, values: Mapping[str, Any]) -> None:
        """Set the rules of the checks of patrol areas, as ``layers.patrol.area_checks.CheckRules`` gives them."""
        self._open_change()
        records.write_parameters(self._db, {records.CHECK_RULES: dict(values)})

    def set_river_settings(self, values: Mapping[str, Any]) -> None:
        """Set what rivers are worked out with, as ``layers.rivers.settings.RiverSettings`` gives it."""
        self._open_change()
        records.write_parameters(self._db, {records.RIVERS: dict(values)})

    def set_patrol_rules(self, values: Mapping[str, Any]) -> None:
        """Set what was agreed on for patrols, as ``layers.routes.rules.PatrolRules`` gives it."""
        self._open_change()
        records.write_parameters(self._db, {records.PATROLS: dict(values)})

    def set_hazard_lists(self, values: Mapping[str, Any]) -> None:
        """Set what is kept about hazards, as ``layers.hazards.lists.HazardLists`` gives it."""
        self._open_change()
        records.write_parameters(self._db, {records.HAZARDS: dict(values)})

    def set_register_settings(self, values: Mapping[str, Any]) -> None:
        """Set what the register is judged by, as ``layers.agreements.settings.RegisterSettings`` gives it."""
        self._open_change()
        records.write_parameters(self._db, {records.REGISTER: dict(values)})

    def set_paper_facts(self, values: Mapping[str, Any]) -> None:
        """Set what documents need beside the map, as ``paper_facts`` gives it."""
        self._open_change()
        records.write_parameters(self._db, {records.PAPERS: dict(values)})

    def set_fire_choices(self, values: Mapping[str, Any]) -> None:
        """Set what fires need beside the parameters, as ``layers.spread.choices.FireChoices`` gives it."""
        self._open_change()
        records.write_parameters(self._db, {records.FIRE: dict(values)})

    def write_rows(
        self, table: Table | str, put: Mapping[str, Mapping[str, Any]], removed: Collection[str] = ()
    ) -> None:
        """Put rows into one of the program's tables and take some away, as another plan has them.

        Parameters
        ----------
        put : mapping
            uid → column → value as SQLite holds it; columns that are not named stay as they are.
        removed : collection of str
            Uids; one that is not there is gone already.

        Raises
        ------
        TypeError
            A table that gestures do not change, or a column that it does not have.
        """
        self._open_change()
        spec = SPECS[Table(table)]
        if str(table) not in TRACKED_TABLES:
            raise TypeError(f"{table} is no part of the history")
        known = {*spec.columns, *([GEOMETRY_COLUMN] if spec.geometry else [])}
        self._db.executemany(f"DELETE FROM {table} WHERE uid = ?", [(uid,) for uid in removed])
        for uid, values in put.items():
            if unknown := set(values) - known:
                raise TypeError(f"{table} has no {', '.join(sorted(unknown))}")
            if values:
                feature_edits.put_row(self._db, str(table), uid, values)

    def write_features(
        self, layer_uid: str, put: Mapping[str, Mapping[str, Any]], removed: Collection[str] = ()
    ) -> LayerRecord:
        """Put features and take some away as another plan has them: own names of columns → values as SQLite holds them.

        Of a layer recorded by hand the rows are changed; the table of a read layer never changes, so it gets a new one.
        """
        change = self._open_change()
        record = self.layer(layer_uid)
        if record.origin is Origin.RECORDED:
            change.edited_tables.add(record.table)
            return feature_edits.write(self._db, record, put, removed)
        return self.replace_features(layer_uid, feature_edits.rewritten(self._db, record, put, removed))

    def replace_features(self, layer_uid: str, ready: FeatureTable) -> LayerRecord:
        """Give a layer other features in a table of their own; undo brings the old table back."""
        change = self._open_change()
        record = self.layer(layer_uid)
        table = f"{CONTENT_PREFIX}{uuid.uuid4().hex[:12]}"
        frames.write_layer(self._db, table, ready.layer)
        if record.table:
            files.unregister(self._db, record.table)
        files.register(self._db, table, record.title, geometry=ready.layer.geometry, bounds=ready.bounds)
        change.content_tables.update({table, record.table} - {""})
        return records.update_table(self._db, layer_uid, table, ready)

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

    def require_place(self) -> None:
        """Make sure that the file is still there under its own name, so that nothing is written where nobody finds it.

        Raises
        ------
        PlanNotSaved
            It is not (``facts['reason_code']``: a key of :data:`layers.plan.place.REASONS`).  What was
            confirmed is folded into the file that is open, wherever it is now; it can still be copied elsewhere.
        """
        problem = self._place.problem() if self._place is not None else ""
        if problem and self._place is not None:
            files.fold(self._db)
            raise self._place.lost(problem)

    def _refuse_when_lost(self) -> None:
        """Raise as :meth:`require_place` at the end of a gesture: a long import gives time to pull a stick out."""
        problem = self._place.problem() if self._place is not None else ""
        if problem and self._place is not None:
            raise self._place.lost(problem)

    @property
    def is_lost(self) -> bool:
        """Whether the file is no longer where it was opened."""
        return self._place is not None and bool(self._place.problem())

    def set_view_state(self, state: Mapping[str, Any]) -> None:
        """Keep where the map was left; not part of the history, silently skipped where it cannot be written."""
        if not self.read_only and not self.is_lost:
            self._own_thread()
            with contextlib.suppress(apsw.Error):
                records.write_view(self._db, dict(state))

    def write_beside(self, step: Callable[[apsw.Connection], None]) -> bool:
        """Write what lies beside the view and is no part of the history; False where it cannot be written.

        Raises
        ------
        PlanNotSaved
            The disk is full or fails, or the file is no longer where it was.
        """
        if self.read_only:
            return False
        self._own_thread()
        self.require_place()
        try:
            with self._db:
                step(self._db)
        except apsw.Error as error:
            raise failures.not_saved(self.path, error) from error
        return True

    def keep_levels(self, levels: Collection[tuple[str, int, bytes]]) -> None:
        """Keep what the map has simplified: key (see :mod:`layers.plan.levels`), level, bytes.

        Not part of the history, silently skipped where it cannot be written.
        """
        if not self.read_only and not self.is_lost:
            self._own_thread()
            before = self._db.total_changes()
            with contextlib.suppress(apsw.Error):
                plan_levels.write(self._db, levels, {layer.content_sha256 for layer in self.layers()} - {""})
            self._cached += self._db.total_changes() - before

    def set_sketch_state(self, state: Mapping[str, Any]) -> None:
        """Keep the sketch in hand, plain data; {} takes it away.  Not part of the history, on the disk on return.

        Skipped in a read-only plan.

        Raises
        ------
        PlanNotSaved
            The disk is full or fails, or the file is no longer where it was.
        """
        if self.read_only:
            return
        self._own_thread()
        self.require_place()
        try:
            records.write_sketch(self._db, state)
        except apsw.Error as error:
            raise failures.not_saved(self.path, error) from error
