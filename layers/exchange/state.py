"""What a plan says at one moment, read from its tables as rows by uid.

Everything is read that the content hash writes, and what only makes sense together is put together: a zone has its
parts, the tables of an analysis are one block.  Looks, scenes, the view, the sketch and blocks for drawing are each
county's own and are not exchanged.  A plan that another program edited may lack uids, repeat them or have columns of
its own: such rows get a uid from their content, and everything odd is a finding.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import apsw

from layers.exchange.model import ANALYSIS, FEATURES, ORDER, PLAN, Block, Column, Finding, Rows, State, ValueKind
from layers.kinds import Role
from layers.plan import canonical, content_hash
from layers.plan.frames import Column as LayerColumn
from layers.plan.frames import to_json
from layers.plan.schema import CONTENT_PREFIX, GEOMETRY_COLUMN, SPECS, Kind, Table, quoted

#: Tables of an analysis that have no meaning one row at a time.
ANALYSIS_TABLES = (*(Table.STRADDLING, Table.REACH, Table.BORDER_ROAD, Table.BORDER, Table.BORDER_ISSUE, Table.RESULT),)
#: Tables that are each county's own.
_OWN = frozenset(
    {"lf_look", "lf_view", "lf_sketch", "lf_scene", "lf_plate", "lf_block", "lf_block_run", "lf_taken", "lf_change"}
)
_APART = frozenset({*ANALYSIS_TABLES, Table.ZONE_PART, Table.PLAN})
_PLAN_COLUMNS = ("title", "reference_date", "is_sample")
#: Columns of a layer that are its own facts; table, count, bounds and checksum follow from its features.
LAYER_COLUMNS = (
    *("title", "role", "shape", "origin", "speaks_for", "verified_none", "is_sample", "source", "placement"),
    *("raster_sha256", "raster_path", "raster_bytes"),
)
_ONLY = "only"


def read_state(
    db: apsw.Connection, *, features_of: Collection[str] = (), is_foreign: bool = False, path: str = ""
) -> State:
    """Read a plan.

    Parameters
    ----------
    db : apsw.Connection
        Of the current format.
    features_of : collection of str
        Uids of layers whose features are read as well.
    is_foreign : bool
        The plan comes from somebody else: look for what another program left in it, and take the checksums of
        features from the features.

    Raises
    ------
    apsw.Error, ValueError
        Rows cannot be read.
    """
    tables: dict[str, Rows] = {}
    findings: list[Finding] = []
    with content_hash.one_state(db):
        tables[PLAN] = _plan(db)
        for table in exchanged_tables(db):
            if table is Table.LAYER:
                tables[Table.LAYER] = _layers(db, is_foreign, findings)
                tables[ORDER] = _order(db)
            else:
                tables[table] = _rows(db, table, findings)
        tables[Table.ZONE] = _with_parts(db, tables[Table.ZONE])
        tables[ANALYSIS] = Rows(ANALYSIS, (Column("results", ValueKind.BLOCK),), {_ONLY: (_analysis(db),)})
        if is_foreign:
            findings += _foreign(db)
    return add_features(State(tables, tuple(findings)), db, features_of)


def add_features(state: State, db: apsw.Connection, layers: Collection[str]) -> State:
    """Return a state with the features of some of its layers; rasters and layers it has not are left out."""
    tables, findings = dict(state.tables), list(state.findings)
    for uid in layers:
        found = _features(db, uid, findings)
        if found is not None:
            tables[FEATURES + uid] = found
    return State(tables, tuple(findings))


def exchanged_tables(db: apsw.Connection) -> list[Table]:
    """Return the program's tables that are compared row by row and are there."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return [table for table in sorted(SPECS) if str(table) in there and table not in _APART and str(table) not in _OWN]


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of one of the program's tables, its shape first."""
    spec = SPECS[table]
    shape = (Column(GEOMETRY_COLUMN, ValueKind.GEOMETRY),) if spec.geometry else ()
    return (*shape, *(_column(name, kind) for name, kind in spec.columns.items()))


def _column(name: str, kind: Kind) -> Column:
    return Column(name, ValueKind.JSON if kind is Kind.JSON else ValueKind.PLAIN, canonical.decimals_of(name))


def _plan(db: apsw.Connection) -> Rows:
    row: Any = db.execute(f"SELECT {', '.join(_PLAN_COLUMNS)} FROM {Table.PLAN}").fetchone()
    return Rows(PLAN, tuple(Column(name) for name in _PLAN_COLUMNS), {_ONLY: tuple(row)})


def _rows(db: apsw.Connection, table: Table, findings: list[Finding]) -> Rows:
    columns = columns_of(table)
    names = ", ".join(quoted(column.name) for column in columns)
    cursor = db.execute(f"SELECT uid, {names} FROM {table} ORDER BY fid")
    return Rows(table, columns, dict(_keyed(cursor, columns, str(table), findings)))


def _keyed(
    cursor: Any, columns: tuple[Column, ...], table: str, findings: list[Finding]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield uid and values; a row without a uid, or with one that was there before, gets one from its content."""
    seen: set[str] = set()
    made = 0
    for uid, *values in cursor:
        key = str(uid) if uid not in (None, "") else ""
        if not key or key in seen:
            key, made = made_uid(columns, values), made + 1
            if key in seen:  # the same row twice says nothing new
                continue
        seen.add(key)
        yield key, tuple(values)
    if made:
        findings.append(Finding("rows_without_uid", {"table": table, "count": made}))


def made_uid(columns: tuple[Column, ...], values: list[Any]) -> str:
    """Return a uid from what a row says, so that taking it in twice is taking it in once."""
    from layers.exchange.cells import canonical_value

    digest = hashlib.sha256(b"lianfang-row")
    for column, value in zip(columns, values, strict=True):
        digest.update(canonical_value(column, value))
    return MADE + digest.hexdigest()[:24]


#: How uids begin that were made from a row's content.
MADE = "row-"


def _with_parts(db: apsw.Connection, zones: Rows) -> Rows:
    """Return zones with their parts by county as one more value."""
    columns = columns_of(Table.ZONE_PART)
    names = ", ".join(quoted(column.name) for column in columns)
    parts: dict[str, dict[str, tuple[Any, ...]]] = {}
    for uid, zone, *values in db.execute(f"SELECT uid, zone_uid, {names} FROM {Table.ZONE_PART} ORDER BY uid"):
        parts.setdefault(str(zone), {})[str(uid)] = tuple(values)
    rows = {
        uid: (*values, block({Table.ZONE_PART: Rows(Table.ZONE_PART, columns, parts.get(uid, {}))}))
        for uid, values in zones.rows.items()
    }
    return Rows(Table.ZONE, (*zones.columns, Column("parts", ValueKind.BLOCK)), rows)


def block(tables: Mapping[str, Rows]) -> Block:
    """Return rows of some tables as one thing, with the digest of what they say."""
    from layers.exchange.cells import canonical_value

    digest = hashlib.sha256()
    for name in sorted(tables):
        rows = tables[name]
        digest.update(canonical.text(name))
        for uid in sorted(rows.rows):
            digest.update(canonical.text(uid))
            digest.update(canonical.row(map(canonical_value, rows.columns, rows.rows[uid])))
    return Block(digest.hexdigest(), tables)


def _analysis(db: apsw.Connection) -> Block:
    """Return the tables of the analysis; the digest leaves out when and how fast it was made, as the hash does."""
    tables: dict[str, Rows] = {}
    digest = hashlib.sha256()
    for table in ANALYSIS_TABLES:
        columns = columns_of(table)
        names = ", ".join(quoted(column.name) for column in columns)
        rows = {
            str(uid): tuple(values) for uid, *values in db.execute(f"SELECT uid, {names} FROM {table} ORDER BY fid")
        }
        tables[table] = Rows(table, columns, rows)
        digest.update(content_hash.table_sha256(db, table).encode())
    return Block(digest.hexdigest(), tables)


# --- layers ------------------------------------------------------------------------------------------


def _layers(db: apsw.Connection, is_foreign: bool, findings: list[Finding]) -> Rows:
    """Return the layers; ``features`` is the checksum of their features, ``columns`` how they are kept."""
    json_columns = {name for name, kind in SPECS[Table.LAYER].columns.items() if kind is Kind.JSON}
    columns = (
        *(Column(name, ValueKind.JSON if name in json_columns else ValueKind.PLAIN) for name in LAYER_COLUMNS),
        Column("features"),
    )
    names = ", ".join(map(quoted, LAYER_COLUMNS))
    rows: dict[str, tuple[Any, ...]] = {}
    cursor = db.execute(
        f"SELECT uid, table_name, columns, content_sha256, {names} FROM {Table.LAYER} ORDER BY position, fid"
    )
    for uid, table, kept, checksum, *values in cursor.fetchall():
        features = checksum or ""
        if table and (is_foreign or not features):
            features = content_hash.features_sha256(db, str(table), content_hash.columns_from(kept))
            if checksum and features != checksum:
                findings.append(Finding("layer_edited", {"title": values[0]}))
        rows[str(uid)] = (*values, features)
    return Rows(Table.LAYER, columns, rows)


def _order(db: apsw.Connection) -> Rows:
    """Return the county layers from the top: where two carry the same county, the upper one counts."""
    uids = [
        str(uid)
        for (uid,) in db.execute(f"SELECT uid FROM {Table.LAYER} WHERE role = ? ORDER BY position, fid", (Role.COUNTY,))
    ]
    return Rows(ORDER, (Column("layers", ValueKind.JSON),), {_ONLY: (to_json(uids),)})


def layer_columns(db: apsw.Connection, uid: str) -> tuple[str, list[LayerColumn]] | None:
    """Return a layer's feature table and how its columns are kept; None for a raster or an unknown layer."""
    row: Any = db.execute(f"SELECT table_name, columns FROM {Table.LAYER} WHERE uid = ?", (uid,)).fetchone()
    if row is None or not row[0]:
        return None
    return str(row[0]), content_hash.columns_from(row[1])


def _features(db: apsw.Connection, uid: str, findings: list[Finding]) -> Rows | None:
    """Return the features of a layer under their columns' own names."""
    found = layer_columns(db, uid)
    if found is None:
        return None
    table, kept = found
    own = [column for column in kept if column.sql != "uid"]
    columns = tuple(
        Column(GEOMETRY_COLUMN, ValueKind.GEOMETRY)
        if column.sql == GEOMETRY_COLUMN
        else Column(column.name, ValueKind.JSON if column.kind is Kind.JSON else ValueKind.PLAIN)
        for column in own
    )
    names = ", ".join(quoted(column.sql) for column in own)
    cursor = db.execute(f"SELECT uid, {names} FROM {quoted(table)} ORDER BY fid")
    return Rows(FEATURES + uid, columns, dict(_keyed(cursor, columns, FEATURES + uid, findings)))


# --- what another program left -------------------------------------------------------------------------


def _foreign(db: apsw.Connection) -> list[Finding]:
    """Return what is in the file that no plan has: it is not taken in, and is named."""
    findings = []
    for table, spec in SPECS.items():
        known = {"fid", "uid", *spec.columns} | ({GEOMETRY_COLUMN} if spec.geometry else set())
        extra = [str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (str(table),))]
        if unknown := [name for name in extra if name not in known]:
            findings.append(Finding("extra_columns", {"table": str(table), "columns": unknown}))
    kept: Any = db.execute(f"SELECT title, table_name, columns FROM {Table.LAYER} WHERE table_name <> ''").fetchall()
    for title, table, columns in kept:
        known = {"fid", "uid", *(column.sql for column in content_hash.columns_from(columns))}
        there = [str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        if unknown := [name for name in there if name not in known]:
            findings.append(Finding("extra_columns", {"table": str(title), "columns": unknown}))
    ours = {*map(str, SPECS), str(Table.CHANGE)}
    listed = [str(name) for (name,) in db.execute("SELECT table_name FROM gpkg_contents")]
    if tables := [name for name in listed if name not in ours and not name.startswith(CONTENT_PREFIX)]:
        findings.append(Finding("extra_tables", {"tables": tables}))
    return findings
