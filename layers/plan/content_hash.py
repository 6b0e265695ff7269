"""The content hash: one SHA-256 over what a plan says.

Two plans that say the same have the same hash, whatever their file, history, row numbers, times, looks and view.
``docs/plan-format.md``, section *Content hash*, defines it so that another program can compute it too;
:mod:`layers.plan.canonical` and :mod:`layers.plan.canonical_geometry` are the forms of values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import apsw

from layers.errors import PlanDamaged
from layers.kinds import Origin, Role
from layers.plan import canonical, canonical_geometry
from layers.plan.frames import Column
from layers.plan.json_text import loads
from layers.plan.schema import GEOMETRY_COLUMN, LATER_COLUMNS, SINCE, SPECS, Kind, Table, quoted
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.plan.contents import PlanContents

#: Written before everything else, so that hashes of another canonical form never match by accident.
PREFIX = b"lianfang-content %d\n" % canonical.VERSION

#: Tables that say something, in the order they are hashed; the others hold looks, the view, the sketch, the history,
#: what was taken in, blocks (a help for drawing, not a thing that was said), comments, alternatives and what was said
#: at meetings: talk about the plan and drafts of it, which must not make printed paper wrong.  What a meeting decided
#: is the register's.
TABLES: tuple[Table, ...] = tuple(
    sorted(
        set(SPECS)
        - {Table.LOOK, Table.VIEW, Table.SKETCH, Table.SCENE, Table.PLATE, Table.BLOCK, Table.BLOCK_RUN}
        - {Table.TAKEN, Table.COMMENT, Table.ALTERNATIVE, Table.MINUTE, Table.MINUTE_PICTURE},
        key=lambda table: table.value,
    )
)

#: Tables that came after canonical form 1 was fixed.  Without rows they are not hashed, so that a plan in which
#: nothing of the kind was said keeps the hash that an older program wrote down.
LATER_TABLES = frozenset(TABLES) & frozenset(SINCE)

#: Rows are taken in chunks of at most this many rows and about this many bytes.
_CHUNK_ROWS, _CHUNK_BYTES = 4096, 8 << 20

#: What of a layer's source is hashed: all but where the file lay.
_SOURCE_FACTS = ("sha256", "file_date", "crs_found", "crs_used", "encoding", "credit", "notes", "mending")
#: What of an analysis and of its inputs is hashed: not when, how fast and by which version.
_RESULT_FACTS = ("parameters", "metric_epsg", "reference_date")
_INPUT_FACTS = ("title", "role", "sha256")


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


@dataclass(frozen=True)
class _Field:
    """A column to hash: the name it is hashed under, its name in the table, how its values are written."""

    name: str
    sql: str
    encode: Callable[[Sequence[Any]], list[bytes]]


#: Known hashes of feature tables by table name, filled while hashing: a table that stays the same is read once.
#: Those of layers recorded by hand, which change with the history, are never among them.
FeatureHashes = dict[str, str]


def content_hash(plan: PlanContents | apsw.Connection, *, progress: Progress = silent) -> str:
    """Return the SHA-256 over what a plan says, 64 hex digits.

    Parameters
    ----------
    plan : PlanContents or apsw.Connection
        An open plan, of any format version, in the thread that opened it.

    Raises
    ------
    PlanDamaged
        Tables cannot be read.
    """
    db = plan if isinstance(plan, apsw.Connection) else plan._db
    try:
        return hash_rows(db, {}, progress=progress)
    except (apsw.Error, ValueError) as error:
        raise PlanDamaged(path=db.filename, reason=str(error), reason_code="sqlite") from error


def hash_rows(db: apsw.Connection, known: FeatureHashes, *, progress: Progress = silent) -> str:
    """Return the content hash, reading only the feature tables whose hash is not ``known`` yet.

    Raises
    ------
    apsw.Error, ValueError
        Rows cannot be read, or a text is not UTF-8.
    """
    digest = hashlib.sha256(PREFIX)
    with one_state(db):
        for position, table in enumerate(TABLES):
            progress(position / len(TABLES), "hashing")
            _feed_table(digest, db, table, known)
    progress(1.0, "hashing")
    return digest.hexdigest()


def table_sha256(db: apsw.Connection, table: Table) -> str:
    """Return the SHA-256 over what one of :data:`TABLES` says, 64 hex digits.

    Raises
    ------
    apsw.Error, ValueError
        Rows cannot be read, or a text is not UTF-8.
    """
    digest = hashlib.sha256(PREFIX)
    _feed_table(digest, db, table, {})
    return digest.hexdigest()


def _feed_table(digest: _Digest, db: apsw.Connection, table: Table, known: FeatureHashes) -> None:
    if table in LATER_TABLES and not _has_rows(db, table):
        return
    if table is Table.LAYER:
        _feed_layers(digest, db, known)
    elif table is Table.RESULT:
        _feed_result(digest, db)
    else:
        fields = [field for field in _fields_of(table) if not _is_unsaid(db, table, field.name)]
        _feed(digest, db, table, table, fields, has_uid=table is not Table.PLAN)


def _has_rows(db: apsw.Connection, table: Table) -> bool:
    exists = db.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (str(table),)).fetchone()
    return exists is not None and db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _is_unsaid(db: apsw.Connection, table: Table, column: str) -> bool:
    """Return True for a column that came after form 1 and in which no row says anything: it is not hashed."""
    if column not in LATER_COLUMNS.get(table, ()):
        return False
    name = quoted(column)
    exists = db.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, column)).fetchone()
    said = f"SELECT 1 FROM {table} WHERE {name} IS NOT NULL AND {name} NOT IN ('[]', '{{}}') LIMIT 1"
    return exists is None or db.execute(said).fetchone() is None


def features_sha256(db: apsw.Connection, table: str, columns: Sequence[Column]) -> str:
    """Return the SHA-256 over the features of a read layer, 64 hex digits.

    Parameters
    ----------
    table : str
        The feature table; its name is not hashed.
    columns : sequence of Column
        As the layer's row lists them; hashed under their own names and with their kinds.

    Raises
    ------
    apsw.Error, ValueError
        Rows cannot be read, or a text is not UTF-8.
    """
    own = [column for column in columns if column.sql != "uid"]
    kinds = {column.sql: "geometry" if column.sql == GEOMETRY_COLUMN else column.kind.value for column in own}
    fields = [
        _Field(column.name, column.sql, _encoder(kinds[column.sql], canonical.DEFAULT_DECIMALS)) for column in own
    ]
    fields.sort(key=lambda field: (field.name.encode("utf-8", "surrogatepass"), field.sql))
    digest = hashlib.sha256(PREFIX)
    _feed(digest, db, table, "features", fields, kinds=[kinds[field.sql] for field in fields])
    return digest.hexdigest()


@contextmanager
def one_state(db: apsw.Connection) -> Iterator[None]:
    """Read one state of the plan inside, whatever others commit meanwhile."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


# --- tables -----------------------------------------------------------------------------------------


def _fields_of(table: Table) -> list[_Field]:
    """Return the columns of a table of the program that say something, by name."""
    spec = SPECS[table]
    left_out = {"format_version", "created_at", "program", "readable_by"} if table is Table.PLAN else set()
    fields = [
        _Field(name, name, _encoder("json" if kind is Kind.JSON else kind.value, canonical.decimals_of(name)))
        for name, kind in spec.columns.items()
        if name not in left_out
    ]
    if spec.geometry:
        fields.append(_Field(GEOMETRY_COLUMN, GEOMETRY_COLUMN, canonical_geometry.column))
    return sorted(fields, key=lambda field: field.name)


def _encoder(kind: str, decimals: int) -> Callable[[Sequence[Any]], list[bytes]]:
    if kind == "geometry":
        return canonical_geometry.column
    write = canonical.json_text if kind == Kind.JSON else canonical.stored
    return lambda values: [write(value, decimals) for value in values]


def _feed(
    digest: _Digest,
    db: apsw.Connection,
    table: str,
    title: str,
    fields: Sequence[_Field],
    *,
    kinds: Sequence[str] = (),
    has_uid: bool = True,
) -> None:
    """Hash a table: its title and columns, then its rows by uid."""
    _feed_head(digest, title, [field.name for field in fields], kinds)
    names = ", ".join(quoted(field.sql) for field in fields)
    key = "uid" if has_uid else "NULL"
    cursor = db.execute(f"SELECT {', '.join(filter(None, (key, names)))} FROM {quoted(table)} ORDER BY {key}")
    _feed_rows(digest, _encoded(cursor, fields, has_uid=has_uid))


def _feed_head(digest: _Digest, title: str, names: Sequence[str], kinds: Sequence[str] = ()) -> None:
    digest.update(b"T" + canonical.text(title) + canonical.row(map(canonical.text, (*names, *kinds))))


def _encoded(cursor: Any, fields: Sequence[_Field], *, has_uid: bool) -> Iterator[tuple[bytes, bytes]]:
    """Yield the uid and the whole of each row in canonical form."""
    for chunk in chunks(cursor):
        uids, *columns = zip(*chunk, strict=True)
        keys = [canonical.stored(uid) for uid in uids]
        written = [field.encode(values) for field, values in zip(fields, columns, strict=True)]
        if has_uid:
            written.insert(0, keys)
        yield from zip(keys, map(canonical.row, zip(*written, strict=True)), strict=True)


def chunks(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Yield rows in lists of a few thousand, fewer where they are large: memory stays flat."""
    chunk: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor:
        chunk.append(row)
        size += sum(len(value) for value in row if isinstance(value, bytes | str))
        if len(chunk) >= _CHUNK_ROWS or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _feed_rows(digest: _Digest, rows: Iterator[tuple[bytes, bytes]]) -> None:
    """Hash rows that come by uid; those of one uid, which another program made, by their bytes."""
    last: bytes | None = None
    group: list[bytes] = []
    for key, row in rows:
        if key != last:
            for one in sorted(group):
                digest.update(one)
            last, group = key, []
        group.append(row)
    for one in sorted(group):
        digest.update(one)
    digest.update(b".")


# --- layers and the analysis --------------------------------------------------------------------------

_LAYER_COLUMNS = ("title", "role", "shape", "origin", "speaks_for", "verified_none", "is_sample", "raster_sha256")
_ORIGIN = _LAYER_COLUMNS.index("origin")
_LAYER_JSON = frozenset({"speaks_for", "verified_none"})


def _feed_layers(digest: _Digest, db: apsw.Connection, known: FeatureHashes) -> None:
    _feed_head(digest, Table.LAYER, [*_LAYER_COLUMNS, "source", "county_rank", "features"])
    ranks = _county_ranks(db)
    cursor = db.execute(
        f"SELECT fid, uid, source, {_placement_column(db)}, table_name, columns, {', '.join(_LAYER_COLUMNS)}"
        f" FROM {Table.LAYER} ORDER BY uid"
    )
    rows = []
    for fid, uid, source, placement, table, columns, *values in cursor:
        key = canonical.stored(uid)
        written = [
            canonical.json_text(value) if name in _LAYER_JSON else canonical.stored(value)
            for name, value in zip(_LAYER_COLUMNS, values, strict=True)
        ]
        kept = {} if values[_ORIGIN] == Origin.RECORDED.value else known
        written += [_source(source, placement), canonical.stored(ranks.get(fid)), _features(db, table, columns, kept)]
        rows.append((key, canonical.row([key, *written])))
    _feed_rows(digest, iter(rows))


def _county_ranks(db: apsw.Connection) -> dict[int, int]:
    """Return the row of each county layer → how many lie above it: the upper one counts where two say the same."""
    rows = db.execute(f"SELECT fid FROM {Table.LAYER} WHERE role = ? ORDER BY position, fid", (Role.COUNTY.value,))
    return {int(str(fid)): rank for rank, (fid,) in enumerate(rows)}


def _placement_column(db: apsw.Connection) -> str:
    """Return the column of where pictures lie as SQL; plans before format 4 have none."""
    rows = db.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = 'placement'", (Table.LAYER,))
    return "placement" if rows.fetchone() is not None else "NULL"


def _source(value: Any, placement: Any) -> bytes:
    source = _parsed(value)
    if source is None:
        return canonical.json_text(value)
    # A layer in which nothing was found is hashed as before there were reports.
    told = {name: source[name] for name in _SOURCE_FACTS if name in source and (name != "mending" or source[name])}
    if placement:  # a layer that is not placed by points is hashed as before there were such
        told["placement"] = _parsed(placement) or str(placement)
    return canonical.plain(told)


def _features(db: apsw.Connection, table: Any, columns: Any, known: FeatureHashes) -> bytes:
    """Return the hash of a layer's features as a text; NULL for a raster, which has none."""
    if not table:
        return canonical.NULL
    if table not in known:
        known[table] = features_sha256(db, table, columns_from(columns))
    return canonical.text(known[table])


def columns_from(stored: Any) -> list[Column]:
    """Return the columns of a feature table as the layer's row lists them; ``ValueError`` when it does not."""
    try:
        columns = [Column.from_list(one) for one in loads(stored)]
    except (TypeError, RecursionError) as error:
        raise ValueError(f"the list of columns cannot be read: {error}") from error
    if not all(isinstance(text, str) for column in columns for text in (column.name, column.sql, column.dtype)):
        raise ValueError("the list of columns cannot be read: a name is no text")
    return columns


def _feed_result(digest: _Digest, db: apsw.Connection) -> None:
    _feed_head(digest, Table.RESULT, ["facts"])
    rows = []
    for (value,) in db.execute(f"SELECT facts FROM {Table.RESULT} ORDER BY uid"):
        facts = _parsed(value)
        if facts is None:
            written = canonical.json_text(value)
        else:
            written = canonical.plain({name: facts[name] for name in _RESULT_FACTS if name in facts})
            inputs = facts.get("inputs")
            inputs = inputs if isinstance(inputs, list) else [inputs] if inputs else []
            written += b"[" + b"".join(sorted(map(_input, inputs))) + b"]"
        rows.append((b"", canonical.row([written])))
    _feed_rows(digest, iter(rows))


def _input(value: Any) -> bytes:
    if not isinstance(value, dict):
        return canonical.plain(value)
    return canonical.plain({name: value[name] for name in _INPUT_FACTS if name in value})


def _parsed(value: Any) -> dict[str, Any] | None:
    """Return JSON text as a dict; None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        parsed = canonical.read_json(value)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None
