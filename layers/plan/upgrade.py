"""Plans of older formats: brought up to date on a copy, never in place.

Formats only ever grow: a step adds tables and adds columns at the end of tables, so the changesets of
the history still fit (SQLite fills columns that a changeset does not know with their defaults).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import apsw

from layers.errors import PlanNotSaved
from layers.plan import files
from layers.plan.schema import FORMAT_VERSION, READABLE_BY, SINCE, SPECS, Table


def to_current(db: apsw.Connection) -> None:
    """Bring a copy of an older plan up to date, in one transaction."""
    rows: Any = db.execute(f"SELECT format_version FROM {Table.PLAN}").fetchall()
    db.execute("BEGIN IMMEDIATE")
    for version in range(rows[0][0], FORMAT_VERSION):
        _STEPS[version](db)
    db.execute(f"UPDATE {Table.PLAN} SET format_version = ?, readable_by = ?", (FORMAT_VERSION, READABLE_BY))
    db.execute("COMMIT")


def replace_by_upgraded(path: Path, found: int) -> Path:
    """Put an upgraded copy in the place of an older plan and keep the original beside it.

    The caller holds the plan's lock.  The order is: original copied and on the disk, upgraded copy
    complete and on the disk, then one rename; a kill at any moment leaves a whole plan under the name.

    Returns
    -------
    Path
        Where the original is now, e.g. ``name (format 1).lianfang.gpkg``.

    Raises
    ------
    PlanReadOnly, PlanNotSaved
        The folder cannot be written or the disk is full; the plan is as it was.
    """
    kept = _free_name(path, found)
    with files.reading(path) as db:
        files.copy_to(db, kept)
        fresh = files.copy_beside(db, path, finish=to_current)
    files.put_in_place(fresh, path)
    return kept


def scratch_copy(path: Path) -> Path:
    """Return an upgraded copy of a plan in a scratch folder of its own, for reading; the caller removes the folder.

    Raises
    ------
    PlanNotSaved
        There is no room for it.
    """
    folder = Path(tempfile.mkdtemp(prefix="lianfang-"))
    try:
        with files.reading(path) as db:
            files.copy_to(db, folder / path.name, finish=to_current)
    except (apsw.Error, OSError, PlanNotSaved):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / path.name


def _free_name(path: Path, version: int) -> Path:
    name = path.name.removesuffix(files.SUFFIX)
    number = 1
    while True:
        more = f" {number}" if number > 1 else ""
        kept = path.with_name(f"{name} (format {version}{more}){files.SUFFIX}")
        if not kept.exists():
            return kept
        number += 1


# --- steps ------------------------------------------------------------------------------------------


def _from_1(db: apsw.Connection) -> None:
    """Looks of derived layers and the sketch in hand get tables; layers get checksums of what they hold."""
    _add_columns(db, Table.PLAN, "readable_by")
    _add_columns(db, Table.LAYER, "content_sha256", "raster_bytes")
    _add_tables(db, Table.LOOK, Table.SKETCH)
    _move_hidden_layers(db)


def _from_2(db: apsw.Connection) -> None:
    """Verdicts on gaps and overlaps of county lines get a table."""
    _add_tables(db, Table.BORDER_VERDICT)


def _from_3(db: apsw.Connection) -> None:
    """What came with format 4 gets tables; pictures can be placed by control points."""
    _add_columns(db, Table.LAYER, "placement")
    _add_tables(db, *(table for table, since in SINCE.items() if since == 4))


#: Columns that came with format 5, by table, in the order of the schema.
_NEW_IN_5: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (Table.ZONE, ("links", "evidence", "exposures", "stability", "states", "edited")),
)


def _from_4(db: apsw.Connection) -> None:
    """Zones say what reaches whom and when, what they were judged by, and what was decided about them."""
    for table, names in _NEW_IN_5:
        _add_columns(db, table, *names)
    _add_tables(db, *(table for table, since in SINCE.items() if since == 5))


def _from_5(db: apsw.Connection) -> None:
    """Registers of agreements and of the inventory get tables; parts of zones say how soon help is there."""
    _add_columns(db, Table.AGREEMENT, "means")
    _add_columns(db, Table.ZONE_PART, "response")
    _add_tables(db, *(table for table, since in SINCE.items() if since == 6))


def _from_6(db: apsw.Connection) -> None:
    """What came with format 7, as the specifications say."""
    _add_what_came_with(db, 7)


def _add_what_came_with(db: apsw.Connection, version: int) -> None:
    for spec in SPECS.values():
        # A table that an earlier step made has all its columns already.
        there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (spec.table,))}
        names = [name for name, since in spec.added.items() if since == version]
        _add_columns(db, spec.table, *(name for name in names if there and name not in there))
    _add_tables(db, *(table for table, since in SINCE.items() if since == version))


def _move_hidden_layers(db: apsw.Connection) -> None:
    """Format 1 kept which derived layers are hidden with the view."""
    db.execute(
        f"INSERT INTO {Table.LOOK} (uid, visible, opacity, style) SELECT DISTINCT one.value, 0, 1.0, '{{}}'"
        f" FROM {Table.VIEW} AS view, json_each(view.state, '$.hidden') AS one WHERE one.type = 'text'"
    )
    db.execute(f"UPDATE {Table.VIEW} SET state = json_remove(state, '$.hidden')")


def _add_columns(db: apsw.Connection, table: Table, *names: str) -> None:
    for name in names:
        db.execute(f"ALTER TABLE {table} ADD COLUMN {SPECS[table].column_sql(name)}")


def _add_tables(db: apsw.Connection, *tables: Table) -> None:
    for table in tables:
        spec = SPECS[table]
        db.execute(spec.create_sql())
        files.register(db, table, spec.title, geometry=spec.geometry)


#: Format → the step to the next one.
_STEPS: Mapping[int, Callable[[apsw.Connection], None]] = {
    1: _from_1,
    2: _from_2,
    3: _from_3,
    4: _from_4,
    5: _from_5,
    6: _from_6,
}
