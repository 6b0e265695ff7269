"""Spatial indexes that QGIS and other programs add to a plan (GeoPackage extension ``gpkg_rtree_index``).

A plan has none of its own: its frames are read whole.  An index someone added is known by its exact
definition, so that nothing else can pass for one; it is dropped when the plan is opened for writing,
because its triggers call functions that only GIS programs have.  Any of them can be made again there.

Definitions: OGC GeoPackage 1.4, annex F.3; triggers 1 and 3 are those of 1.0 to 1.3, which 1.4 replaced
by 5, 6 and 7.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import apsw

EXTENSION = "gpkg_rtree_index"

_NAME = re.compile(r"\w+", re.ASCII)
_QUOTED = re.compile(r'(?<!")"(\w+)"(?!")', re.ASCII)

_TABLE = "CREATE VIRTUAL TABLE {r} USING rtree(id, minx, maxx, miny, maxy)"
_BOX = "ST_MinX(NEW.{c}), ST_MaxX(NEW.{c}), ST_MinY(NEW.{c}), ST_MaxY(NEW.{c})"
_HAS = "(NEW.{c} NOTNULL AND NOT ST_IsEmpty(NEW.{c}))"
_HAS_NOT = "(NEW.{c} ISNULL OR ST_IsEmpty(NEW.{c}))"
_MOVED, _STAYED = "OLD.{i} != NEW.{i}", "OLD.{i} = NEW.{i}"
_PUT = "INSERT OR REPLACE INTO {r} VALUES (NEW.{i}, " + _BOX + ");"
_TAKE = "DELETE FROM {r} WHERE id = OLD.{i};"
_REPLACED = f"AFTER UPDATE ON {{t}} WHEN {_MOVED} AND {_HAS} BEGIN {_TAKE} {_PUT} END"
#: What follows ``CREATE TRIGGER`` and the name, by the end of the name: t table, c geometry, i key, r index.
_TRIGGERS = {
    "insert": "AFTER INSERT ON {t} WHEN (NEW.{c} NOT NULL AND NOT ST_IsEmpty(NEW.{c})) BEGIN " + _PUT + " END",
    "update1": f"AFTER UPDATE OF {{c}} ON {{t}} WHEN {_STAYED} AND {_HAS} BEGIN {_PUT} END",
    "update2": f"AFTER UPDATE OF {{c}} ON {{t}} WHEN {_STAYED} AND {_HAS_NOT} BEGIN {_TAKE} END",
    "update3": _REPLACED,
    "update4": f"AFTER UPDATE ON {{t}} WHEN {_MOVED} AND {_HAS_NOT} BEGIN"
    " DELETE FROM {r} WHERE id IN (OLD.{i}, NEW.{i}); END",
    "update5": _REPLACED,
    "update6": f"AFTER UPDATE OF {{c}} ON {{t}} WHEN {_STAYED} AND {_HAS}"
    " AND (OLD.{c} NOTNULL AND NOT ST_IsEmpty(OLD.{c})) BEGIN UPDATE {r} SET minx = ST_MinX(NEW.{c}),"
    " maxx = ST_MaxX(NEW.{c}), miny = ST_MinY(NEW.{c}), maxy = ST_MaxY(NEW.{c}) WHERE id = NEW.{i}; END",
    "update7": f"AFTER UPDATE OF {{c}} ON {{t}} WHEN {_STAYED} AND {_HAS}"
    " AND (OLD.{c} ISNULL OR ST_IsEmpty(OLD.{c})) BEGIN INSERT INTO {r} VALUES (NEW.{i}, " + _BOX + "); END",
    "delete": f"AFTER DELETE ON {{t}} WHEN OLD.{{c}} NOT NULL BEGIN {_TAKE} END",
}


@dataclass(frozen=True)
class IndexObject:
    """A virtual table or trigger of a spatial index; ``of`` is the table that is indexed."""

    name: str
    is_trigger: bool
    of: str


def standard_objects(db: apsw.Connection) -> list[IndexObject]:
    """Return what belongs to spatial indexes, word for word as the GeoPackage standard defines it."""
    found: list[IndexObject] = []
    expected = _expected(db)
    for kind, name, sql in db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'"
    ):
        definition = expected.get(str(name).lower())
        if definition is not None and _plain(str(sql)) == definition[1]:
            found.append(IndexObject(str(name), kind == "trigger", definition[0]))
    return found


def drop(db: apsw.Connection) -> None:
    """Drop the spatial indexes of a plan that is open for writing."""
    objects = standard_objects(db)
    if not objects:
        return
    with db:
        for one in sorted(objects, key=lambda item: not item.is_trigger):  # triggers first: they name the table
            db.execute(f'DROP {"TRIGGER" if one.is_trigger else "TABLE"} "{one.name}"')
        if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'gpkg_extensions'").fetchone():
            rows = {(EXTENSION, one.of) for one in objects}
            db.executemany("DELETE FROM gpkg_extensions WHERE extension_name = ? AND table_name = ?", sorted(rows))


def _expected(db: apsw.Connection) -> dict[str, tuple[str, str]]:
    """Return name of an index's object → the indexed table and the plain text of its definition."""
    expected: dict[str, tuple[str, str]] = {}
    for row in db.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall():
        table, column = str(row[0]), str(row[1])
        keys = [str(one[1]) for one in db.execute("SELECT * FROM pragma_table_info(?) WHERE pk > 0", (table,))]
        if len(keys) != 1 or not all(_NAME.fullmatch(name) for name in (table, column, keys[0])):
            continue
        blanks = {"t": table, "c": column, "i": keys[0], "r": f"rtree_{table}_{column}"}
        expected[blanks["r"].lower()] = (table, _plain(_TABLE.format(**blanks)))
        for end, text in _TRIGGERS.items():
            name = f"{blanks['r']}_{end}"
            expected[name.lower()] = (table, _plain(f"CREATE TRIGGER {name} " + text.format(**blanks)))
    return expected


def _plain(sql: str) -> str:
    """Return a statement without what does not change its meaning: quotes around plain names, case, spacing."""
    text = _QUOTED.sub(r"\1", sql).lower()
    return re.sub(r"\s*([(),;=])\s*", r"\1", " ".join(text.split()))
