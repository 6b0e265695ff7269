"""The new plan from what is left of a damaged one: rows as they were, outside the history."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import apsw

from layers.plan import files, frames, records, upgrade
from layers.plan.json_text import loads
from layers.plan.salvage_check import CHANGE_FORM, Form, Judged, key_of, name_of, program_form
from layers.plan.salvage_copy import Tally, copy_rows, name_missing, sift
from layers.plan.salvage_history import still_fits
from layers.plan.salvage_layers import Registered, copy_layer, copy_waiting, from_history, registered, unregistered
from layers.plan.salvage_replay import Replayed, known_rows, replay, write
from layers.plan.salvage_report import LayerReport, RowCount, TableReport
from layers.plan.salvage_source import Source
from layers.plan.schema import FORMAT_VERSION, READABLE_BY, SPECS, Table
from layers.plan.version import program_version
from layers.progress import Progress, part
from layers.zones.model import Parameters

#: What an analysis leaves: with any of it lost, the analysis has to be made again.
_DERIVED = (
    *(Table.ZONE, Table.ZONE_PART, Table.STRADDLING, Table.REACH, Table.BORDER_ROAD),
    *(Table.BORDER, Table.BORDER_ISSUE),
)
#: Tables a stored analysis depends on.
_INPUTS = (Table.AGREEMENT, Table.PARAMETER)
#: Kept beside the plan's content; losing it loses no work.
_ASIDE = (Table.VIEW, Table.SKETCH)


@dataclass
class Built:
    """What went into the new plan."""

    title: str
    tables: dict[Table, TableReport]
    layers: list[LayerReport]
    history: str
    changes: int
    problems: list[dict[str, Any]]

    def note(self, code: str, **facts: Any) -> None:
        """Add to what was wrong."""
        self.problems.append({"code": code, **facts})


def program_forms() -> list[Form]:
    """Return the forms of all tables of the program."""
    return [*(program_form(table) for table in SPECS), CHANGE_FORM]


def build(source: Source, target: Path, title: str, progress: Progress) -> Built:
    """Write a new plan of what a source holds; ``title`` is for a plan whose own is lost."""
    files.build(target, lambda _db: None)  # the plan's own row comes with the others
    db = files.open_writing(target)
    try:
        # A scratch file: nothing of it counts before it is whole and copied to its place.
        db.execute("PRAGMA journal_mode = MEMORY").fetchall()
        db.execute("PRAGMA synchronous = OFF")
        return _Builder(source, db, progress).run(title)
    finally:
        db.close()


class _Builder:
    def __init__(self, source: Source, db: apsw.Connection, progress: Progress) -> None:
        self._source = source
        self._db = db
        self._progress = progress
        self._built = Built("", {}, [], "none", 0, [])
        self._text = self._twice = 0

    def run(self, title: str) -> Built:
        built = self._built
        with self._db:
            self._copy_facts(title)
            self._copy_changes()
            self._copy_layers(part(self._progress, 0.1, 0.7))
            tallies: dict[Table, Tally] = {}
            for table in SPECS:
                if table not in (Table.PLAN, Table.LAYER):
                    tallies[table] = self._copy_table(table)
            self._progress(0.8, "reading")
            self._give_back(tallies)
            self._move_looks()
            self._prove_readable()
            self._drop_parts_without_zone()
            self._judge_history()
            self._mark_stale()
        if built.history == "kept" and not still_fits(self._db):
            self._list_history()
        if self._text:
            built.note("text", count=self._text)
        if self._twice:
            built.note("twice", count=self._twice)
        self._progress(1.0, "writing")
        return built

    # --- the plan's own row ----------------------------------------------------------------------------------

    def _copy_facts(self, title: str) -> None:
        form = program_form(Table.PLAN)
        tally = Tally()
        rows = [dict(zip(form.names, row.values, strict=True)) for row in sift(self._source, form, tally)]
        row: dict[str, Any] = rows[0] if rows else {}
        if not row:
            self._built.note("plan_facts", title=title)
        try:
            reference = date.fromisoformat(row.get("reference_date") or "")
        except ValueError:
            reference = date.today()
            if row:
                self._built.note("plan_facts", title=row.get("title") or title)
        self._built.title = row.get("title") or title
        self._db.execute(
            f"INSERT INTO {Table.PLAN}"
            " (uid, title, reference_date, is_sample, format_version, created_at, program, readable_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.get("uid") or uuid.uuid4().hex,
                self._built.title,
                reference.isoformat(),
                int(row.get("is_sample") or 0),
                FORMAT_VERSION,
                row.get("created_at") or datetime.now(UTC).isoformat(timespec="seconds"),
                row.get("program") or program_version(),
                READABLE_BY,
            ),
        )
        count = RowCount(tally.saved, 0 if rows else 1, tally.doubtful)
        self._report(Table.PLAN, tally, count)

    # --- layers ----------------------------------------------------------------------------------------------

    def _copy_layers(self, progress: Progress) -> None:
        form, tally = program_form(Table.LAYER), Tally()
        found = registered(self._source, form, tally)
        name_missing(self._source, form, tally)
        known = self._source.completeness(form)
        expected = len(known.keys) if known.keys is not None else None
        count = tally.count(expected, is_whole=known.is_whole)
        if not count.is_whole:
            found, count = self._layers_given_back(form, tally, count, found)
        if count.lost != 0:
            found += unregistered(self._source, found)
        self._report(Table.LAYER, tally, count)
        self._expect_layers(found)
        for number, layer in enumerate(found):
            step = part(progress, number / len(found), (number + 1) / len(found))
            step(0.0, "reading")
            size = max(1, layer.record.feature_count)
            report, rows = copy_layer(self._source, self._db, layer, _ticker(step, size))
            self._text, self._twice = self._text + rows.text, self._twice + rows.twice
            self._built.layers.append(report)
        if any(layer.record.is_sample for layer in found):
            self._db.execute(f"UPDATE {Table.PLAN} SET is_sample = 1")

    def _layers_given_back(
        self, form: Form, tally: Tally, count: RowCount, found: list[Registered]
    ) -> tuple[list[Registered], RowCount]:
        """Return the layers with those that only the history still registers, and the count with them."""
        replayed = self._replayed(form, tally, count)
        back = from_history(form, replayed)
        uids = {layer.record.uid for layer in back}
        together = [layer for layer in found if layer.record.uid not in uids] + back
        return sorted(together, key=lambda layer: layer.record.position), replayed.count

    def _expect_layers(self, found: list[Registered]) -> None:
        self._source.expect([layer.form for layer in found if layer.record.table])

    # --- other tables ------------------------------------------------------------------------------------------

    def _copy_table(self, table: Table) -> Tally:
        form = program_form(table)
        tally, count = copy_rows(
            self._source, form, self._db, form.names, tick=lambda _count: self._progress(0.75, "reading")
        )
        if table in _ASIDE:
            count = RowCount(count.saved + count.doubtful)
        self._report(table, tally, count)
        return tally

    def _give_back(self, tallies: Mapping[Table, Tally]) -> None:
        """Take rows that are lost or doubtful in their tables from the changes that made them."""
        for table, tally in tallies.items():
            report = self._built.tables[table]
            if table in _ASIDE or report.rows.is_whole:
                continue
            form = program_form(table)
            replayed = self._replayed(form, tally, report.rows)
            write(self._db, form, replayed)
            back = {key_of(form, row) for row in replayed.rows} | {name_of(form, row) for row in replayed.rows}
            lost = tuple(name for name in report.lost_names if name not in back) if replayed.count.lost != 0 else ()
            named = tuple(name_of(form, row) or key_of(form, row) for row in replayed.rows)
            if replayed.is_certain:
                doubtful = tuple(name for name in report.doubtful_names if name not in back)
            else:
                doubtful = report.doubtful_names + named
            self._built.tables[table] = TableReport(str(table), replayed.count, lost, doubtful)

    def _move_looks(self) -> None:
        """Format 1 kept which derived layers are hidden with the view."""
        if not self._db.execute(f"SELECT 1 FROM {Table.LOOK}").fetchone():
            upgrade._move_hidden_layers(self._db)

    def _replayed(self, form: Form, tally: Tally, count: RowCount) -> Replayed:
        """Return the rows of a table that the history gives back."""
        changes = self._built.tables[Table.CHANGE].rows
        states, could_follow = replay(self._db, {form.table})
        keys = self._source.completeness(form).keys
        is_certain = changes.is_whole and could_follow
        return known_rows(form, states[form.table], tally, count, keys, is_certain=is_certain)

    def _report(self, table: Table, tally: Tally, count: RowCount) -> None:
        self._text += tally.text
        self._twice += tally.twice
        self._built.tables[table] = TableReport(str(table), count, tuple(tally.lost_names), tuple(tally.doubtful_names))

    def _prove_readable(self) -> None:
        """Read every table as the program does; one that does not read is left empty and told."""
        from layers.exchange.settings import require_settings
        from layers.plan.contents import PlanContents

        for table in SPECS:
            try:
                if table is Table.PARAMETER:
                    Parameters.from_dict(records.read_parameters(self._db))
                    require_settings(PlanContents(self._db))
                elif table is Table.LOOK:
                    records.read_looks(self._db)
                elif table is Table.RESULT:
                    records.read_result(self._db)
                elif table in _ASIDE:
                    records.read_view(self._db), records.read_sketch(self._db)
                elif table not in (Table.PLAN, Table.LAYER):
                    frames.read_table(self._db, table)
            except Exception:  # rows of a stranger make any reader fail in any way
                self._db.execute(f"DELETE FROM {table}")
                self._built.note("parameters" if table is Table.PARAMETER else "unreadable_table", table=str(table))
                report = self._built.tables[table]
                lost = report.rows.saved + report.rows.doubtful + (report.rows.lost or 0)
                self._built.tables[table] = replace(report, rows=RowCount(0, lost, 0))

    def _drop_parts_without_zone(self) -> None:
        """A part of a zone that is lost says nothing by itself."""
        self._db.execute(
            f"DELETE FROM {Table.ZONE_PART} WHERE zone_uid NOT IN (SELECT uid FROM {Table.ZONE}) OR zone_uid IS NULL"
        )
        dropped = self._db.changes()
        report = self._built.tables[Table.ZONE_PART]
        if dropped:
            rows = report.rows
            doubtful = min(rows.doubtful, dropped)
            lost = None if rows.lost is None else rows.lost + dropped
            counted = RowCount(rows.saved - (dropped - doubtful), lost, rows.doubtful - doubtful)
            self._built.tables[Table.ZONE_PART] = replace(report, rows=counted)

    def _mark_stale(self) -> None:
        """Make an analysis count as out of date when anything it was made from, or it, is not whole."""
        tables = self._built.tables
        (zones,) = self._db.execute(f"SELECT count(*) FROM {Table.ZONE}").fetchone() or (0,)
        (results,) = self._db.execute(f"SELECT count(*) FROM {Table.RESULT}").fetchone() or (0,)
        whole = all(tables[table].rows.is_whole for table in (*_DERIVED, *_INPUTS, Table.LAYER, Table.RESULT))
        if whole and all(layer.state == "whole" for layer in self._built.layers):
            return
        if results:
            self._db.execute(f"UPDATE {Table.RESULT} SET stamp = ''")
        elif zones:
            records.write_result(self._db, {"salvaged": True}, "")
        if results or zones:
            self._built.note("analysis_again")
        self._db.execute(f"UPDATE {Table.BLOCK_RUN} SET stamp = ''")

    # --- history -----------------------------------------------------------------------------------------------

    def _copy_changes(self) -> None:
        built = self._built
        tally, count = copy_rows(self._source, CHANGE_FORM, self._db, CHANGE_FORM.names, means=_is_change)
        built.tables[Table.CHANGE] = TableReport(str(Table.CHANGE), count)
        self._text += tally.text
        built.changes = count.saved + count.doubtful

    def _judge_history(self) -> None:
        built = self._built
        here, count = built.changes, built.tables[Table.CHANGE].rows
        if not here:
            built.history = "none" if count.lost == 0 else "lost"
            return
        built.history = "kept"
        rows = self._db.execute(f"SELECT content_tables FROM {Table.CHANGE} WHERE state <> 'discarded'")
        waiting = {str(table) for (text,) in rows.fetchall() for table in loads(str(text))}
        tracked = all(report.rows.is_whole for table, report in built.tables.items() if table not in _ASIDE)
        whole = tracked and all(layer.state == "whole" for layer in built.layers) and not built.problems
        if not whole or not copy_waiting(self._source, self._db, sorted(waiting)):
            self._list_history()

    def _list_history(self) -> None:
        """Keep what was done as a list: it cannot be undone any more."""
        self._built.history = "listed"
        self._db.execute(f"UPDATE {Table.CHANGE} SET state = 'discarded', changeset = NULL")


def _is_change(row: Judged) -> bool:
    values = dict(zip(CHANGE_FORM.names, row.values, strict=True))
    if values["state"] not in ("done", "undone", "discarded"):
        return False
    if any(values[name] is None for name in ("code", "facts", "at", "program", "tables", "content_tables")):
        return False
    if values["changeset"] is None and values["state"] != "discarded":
        return False
    try:
        datetime.fromisoformat(values["at"])
        facts: Mapping[str, Any] = loads(values["facts"])
        tables, content = loads(values["tables"]), loads(values["content_tables"])
    except ValueError:
        return False
    return isinstance(facts, dict) and isinstance(tables, list) and isinstance(content, list)


def _ticker(progress: Progress, size: int) -> Callable[[int], None]:
    return lambda count: progress(min(1.0, count / size), "reading")
