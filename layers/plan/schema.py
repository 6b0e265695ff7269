"""The plan file, as data; its tables are in :mod:`layers.plan.tables`.

A plan is a GeoPackage 1.3.  Tables of the program begin with ``lf_``; feature tables of read layers
are ``layer_<uid>``.  Every table has a local integer key ``fid`` and a lasting text key ``uid``.
``docs/plan-format.md`` describes the same for readers.
"""

from __future__ import annotations

from collections.abc import Mapping

from layers.crs import STORAGE_CRS
from layers.plan.geometry_blob import SRS_ID
from layers.plan.tables import SINCE, SPECS
from layers.plan.tables.spec import (
    GEOMETRY_COLUMN,
    Kind,
    Table,
    TableSpec,
    create_table_sql,
    quoted,
    sql_type,
)

__all__ = [
    "APPLICATION_ID",
    "CHANGE_SQL",
    "CHANGE_TITLE",
    "CONTENT_PREFIX",
    "FORMAT_VERSION",
    "GEOMETRY_COLUMN",
    "GEOPACKAGE_SQL",
    "INVENTORY_TABLES",
    "LATER_COLUMNS",
    "LEVEL_TABLE",
    "READABLE_BY",
    "REGISTRATION_TABLES",
    "SINCE",
    "SPECS",
    "TRACKED_TABLES",
    "USER_VERSION",
    "Kind",
    "Table",
    "TableSpec",
    "create_table_sql",
    "quoted",
    "spatial_reference_rows",
    "sql_type",
]

#: Version of the tables below.  A plan with a lower number is upgraded on a copy (``upgrade``), one with
#: a higher number comes from a newer program.
FORMAT_VERSION = 7
#: The oldest format version whose programs can read a plan made now; columns and tables are only ever added.
READABLE_BY = 2

#: SQLite header fields of a GeoPackage 1.3: "GPKG" and 10300.
APPLICATION_ID = 0x47504B47
USER_VERSION = 10300

CONTENT_PREFIX = "layer_"

#: The registers of the inventory (:mod:`layers.inventory`).
INVENTORY_TABLES = (Table.STOCK, Table.STOCK_ITEM, Table.STOCK_NEED, Table.HAZARD_CHECK)

#: Columns that came after canonical form 1 of the content hash was fixed (:mod:`layers.plan.content_hash`).
LATER_COLUMNS: Mapping[Table, frozenset[str]] = {
    spec.table: frozenset(spec.empty) for spec in SPECS.values() if spec.empty
}

#: The history.  Kept apart from :data:`SPECS`: its rows are never part of a change.
CHANGE_SQL = f"""CREATE TABLE {Table.CHANGE} (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    uid TEXT UNIQUE NOT NULL,
    code TEXT NOT NULL,
    facts TEXT NOT NULL,
    at TEXT NOT NULL,
    program TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'discarded')),
    tables TEXT NOT NULL,
    content_tables TEXT NOT NULL,
    changeset BLOB
);
CREATE INDEX {Table.CHANGE}_state ON {Table.CHANGE} (state)"""
CHANGE_TITLE = "修改历史"

#: What the map has simplified (:mod:`layers.plan.levels`): a cache, there only when something is kept.
LEVEL_TABLE = "lf_level"

#: Registration tables of the GeoPackage that a change may touch: they follow layers in and out.
REGISTRATION_TABLES = frozenset({"gpkg_contents", "gpkg_geometry_columns"})

#: Tables whose rows a gesture may change, and undo brings back.
TRACKED_TABLES = frozenset(map(str, SPECS)) - {Table.VIEW, Table.SKETCH} | REGISTRATION_TABLES

GEOPACKAGE_SQL = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB);
"""


def spatial_reference_rows() -> list[tuple[str, int, str, int, str, str]]:
    """Return the rows of ``gpkg_spatial_ref_sys``: the three the standard asks for, and CGCS2000."""
    import pyproj

    def wkt(code: str) -> str:
        return pyproj.CRS.from_user_input(code).to_wkt("WKT1_GDAL")

    return [
        ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
        ("WGS 84 geodetic", 4326, "EPSG", 4326, wkt("EPSG:4326"), "longitude/latitude on the WGS 84 ellipsoid"),
        (
            "China Geodetic Coordinate System 2000",
            SRS_ID,
            "EPSG",
            SRS_ID,
            wkt(STORAGE_CRS),
            "2000国家大地坐标系，经纬度",
        ),
    ]
