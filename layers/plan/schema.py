"""The tables of a plan file, as data: the home of every table and column name.

A plan is a GeoPackage 1.3.  Tables of the program begin with ``lf_``; feature tables of read layers
are ``layer_<uid>``.  Every table has a local integer key ``fid`` and a lasting text key ``uid``.
``docs/plan-format.md`` describes the same for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from layers.crs import STORAGE_CRS
from layers.plan.geometry_blob import SRS_ID

#: Version of the tables below.  A plan with a lower number is upgraded on a copy (``upgrade``), one with
#: a higher number comes from a newer program.
FORMAT_VERSION = 4
#: The oldest format version whose programs can read a plan made now; columns and tables are only ever added.
READABLE_BY = 2

#: SQLite header fields of a GeoPackage 1.3: "GPKG" and 10300.
APPLICATION_ID = 0x47504B47
USER_VERSION = 10300

GEOMETRY_COLUMN = "geom"
CONTENT_PREFIX = "layer_"


class Table(StrEnum):
    """Tables that hold what a person can change, and what the program keeps beside it."""

    PLAN = "lf_plan"
    PARAMETER = "lf_parameter"
    LAYER = "lf_layer"
    LOOK = "lf_look"
    ZONE = "lf_zone"
    ZONE_PART = "lf_zone_part"
    STRADDLING = "lf_straddling"
    REACH = "lf_reach"
    BORDER = "lf_border"
    BORDER_ISSUE = "lf_border_issue"
    BORDER_VERDICT = "lf_border_verdict"
    RESULT = "lf_result"
    PATROL_AREA = "lf_patrol_area"
    AGREEMENT = "lf_agreement"
    CONTACT = "lf_contact"
    CHANGE = "lf_change"
    VIEW = "lf_view"
    SKETCH = "lf_sketch"
    SCENE = "lf_scene"
    BLOCK = "lf_block"
    BLOCK_RUN = "lf_block_run"


class Kind(StrEnum):
    """How a column is stored and what it becomes in a frame."""

    TEXT = "text"  # str; missing is nan in a frame of pandas' own text type
    NULLABLE = "nullable"  # str or None in an object column
    INTEGER = "integer"  # int64
    REAL = "real"  # float64, nan ↔ NULL
    BOOL = "bool"  # bool
    JSON = "json"  # list or dict ↔ JSON text
    WHOLE = "whole"  # Int64, <NA> ↔ NULL


_SQL_TYPE = {
    Kind.TEXT: "TEXT",
    Kind.NULLABLE: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.REAL: "REAL",
    Kind.BOOL: "BOOLEAN",
    Kind.JSON: "TEXT",
    Kind.WHOLE: "INTEGER",
}


def sql_type(kind: Kind) -> str:
    """Return the GeoPackage column type of a kind."""
    return _SQL_TYPE[kind]


@dataclass(frozen=True)
class TableSpec:
    """One table: its Chinese title for other programs, and its columns after ``fid`` and ``uid``."""

    table: Table
    title: str
    columns: dict[str, Kind]
    geometry: str = ""  # GeoPackage geometry type; "" for tables without shapes
    unlisted: tuple[str, ...] = ()  # columns in the file that frames do not carry

    def create_sql(self) -> str:
        """Return the statement that makes the table."""
        return create_table_sql(self.table, self.columns, geometry=self.geometry)


def create_table_sql(table: str, columns: dict[str, Kind], *, geometry: str) -> str:
    """Return the statement that makes a table with ``fid``, ``uid``, the geometry and some columns."""
    rows = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "uid TEXT UNIQUE NOT NULL"]
    if geometry:
        rows.append(f"{GEOMETRY_COLUMN} {geometry}")
    rows += [f"{quoted(name)} {sql_type(kind)}" for name, kind in columns.items()]
    return f"CREATE TABLE {quoted(table)} ({', '.join(rows)})"


def quoted(name: str) -> str:
    """Return a name as an SQL identifier, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


_T, _N, _I, _R, _B, _J, _W = (
    Kind.TEXT,
    Kind.NULLABLE,
    Kind.INTEGER,
    Kind.REAL,
    Kind.BOOL,
    Kind.JSON,
    Kind.WHOLE,
)

SPECS: dict[Table, TableSpec] = {
    spec.table: spec
    for spec in (
        TableSpec(
            Table.PLAN,
            "规划",
            {
                "title": _T,
                "reference_date": _T,
                "is_sample": _B,
                "format_version": _I,
                "created_at": _T,
                "program": _T,
                "readable_by": _I,
            },
        ),
        TableSpec(Table.PARAMETER, "参数", {"value": _J}),
        TableSpec(
            Table.LAYER,
            "图层登记",
            {
                "title": _T,
                "role": _T,
                "shape": _T,
                "origin": _T,
                "table_name": _T,
                "position": _I,
                "visible": _B,
                "opacity": _R,
                "style": _J,
                "speaks_for": _J,
                "verified_none": _J,
                "is_sample": _B,
                "feature_count": _I,
                "bounds": _J,
                "source": _J,
                "raster_path": _T,
                "raster_sha256": _T,
                "columns": _J,
                "content_sha256": _T,
                "raster_bytes": _I,
                "placement": _J,
            },
        ),
        TableSpec(Table.LOOK, "派生图层样式", {"visible": _B, "opacity": _R, "style": _J}),
        TableSpec(
            Table.ZONE,
            "共同责任区",
            {
                "number": _I,
                "hazard": _T,
                "zone_class": _T,
                "counties": _J,
                "border": _T,
                "level": _T,
                "area_ha": _R,
                "people": _R,
                "people_unknown_places": _I,
                "villages": _I,
                "forest_ha": _R,
                "river_m": _R,
                "lead": _T,
                "supports": _J,
                "rotation": _B,
                "rank": _I,
                "score": _R,
                "reasons": _J,
                "score_parts": _J,
                "hazard_share": _J,
                "exposure_share": _J,
                "whole_share": _J,
                "responsibility": _J,
                "unknown": _J,
                "agreements": _J,
                "cuts": _J,
                "status": _T,
                "names": _J,
                "reach_type": _T,
                "legal_band": _B,
                "name": _T,  # in words, for readers in other programs
            },
            geometry="GEOMETRY",
            unlisted=("name",),
        ),
        TableSpec(
            Table.ZONE_PART,
            "共同责任区分县",
            {
                "zone_uid": _T,
                "county": _T,
                "area_ha": _R,
                "forest_ha": _R,
                "river_m": _R,
                "people": _R,
                "people_unknown_places": _I,
                "villages": _I,
                "hazard_share": _R,
                "exposure_share": _R,
                "depot_own": _T,
                "depot_own_km": _R,
                "depot_across": _T,
                "depot_across_county": _T,
                "depot_across_km": _R,
                "depot_method": _T,
                "depots_unknown": _B,
            },
            geometry="GEOMETRY",
            unlisted=("uid",),
        ),
        TableSpec(
            Table.STRADDLING,
            "跨界林斑",
            {
                "layer_uid": _T,
                "object_uid": _T,
                "name": _T,
                "counties": _J,
                "area_ha": _R,
                "shares": _J,
                "areas_ha": _J,
            },
            geometry="GEOMETRY",
        ),
        TableSpec(
            Table.REACH,
            "河段",
            {
                "layer_uid": _T,
                "object_uid": _T,
                "name": _T,
                "reach_type": _T,
                "start_m": _R,
                "end_m": _R,
                "length_m": _R,
                "left": _T,
                "right": _T,
                "upstream": _J,
                "downstream": _J,
                "direction_known": _B,
                "level": _T,
            },
            geometry="GEOMETRY",
        ),
        TableSpec(
            Table.BORDER,
            "县界分段",
            {"left": _T, "right": _N, "pair": _T, "level": _T, "length_m": _R},
            geometry="GEOMETRY",
        ),
        TableSpec(
            Table.BORDER_ISSUE,
            "界线缝隙与重叠",
            {"kind": _T, "counties": _J, "area_m2": _R, "width_m": _R},
            geometry="GEOMETRY",
            unlisted=("uid",),
        ),
        TableSpec(
            Table.BORDER_VERDICT,
            "界线缝隙与重叠认定",
            {
                "kind": _T,
                "counties": _J,
                "verdict": _T,
                "lines": _J,
                "holder": _T,
                "judged_by": _T,
                "judged_at": _T,
                "note": _T,
                "meeting": _T,
                "area_m2": _R,
                "width_m": _R,
                "length_m": _R,
                "is_open": _B,
            },
            geometry="GEOMETRY",
        ),
        TableSpec(Table.RESULT, "分析记录", {"facts": _J, "stamp": _T}),
        TableSpec(
            Table.PATROL_AREA,
            "联防区",
            {"number": _I, "name": _T, "note": _T},
            geometry="GEOMETRY",
        ),
        TableSpec(
            Table.AGREEMENT,
            "协议登记",
            {
                "number": _N,
                "year": _W,
                "name": _N,
                "departments": _N,
                "form": _N,
                "content": _N,
                "remark": _N,
                "type": _N,
                "standing": _N,
                "designating_authority": _N,
                "hazards": _J,
                "phases": _J,
                "parties": _J,
                "borders": _J,
                "zones": _J,
                "files": _J,
                "start": _N,
                "end": _N,
                "state": _N,
                "level_superior": _N,
            },
        ),
        TableSpec(
            Table.CONTACT,
            "联络表",
            dict.fromkeys(("county", "body", "name", "duty", "phone", "backup", "callsign"), _N),
        ),
        TableSpec(Table.VIEW, "视图", {"state": _J}),
        TableSpec(Table.SKETCH, "未完成的草图", {"state": _J}),
        TableSpec(Table.SCENE, "图景", {"name": _T, "position": _I, "state": _J}),
        TableSpec(
            Table.BLOCK,
            "联防单元",
            {
                "number": _I,
                "counties": _J,
                "areas_ha": _J,
                "area_ha": _R,
                "people": _R,
                "people_unknown_places": _I,
                "villages": _I,
                "assets": _I,
                "forest_ha": _R,
                "distance_m": _R,
                "border": _T,
            },
            geometry="GEOMETRY",
        ),
        TableSpec(Table.BLOCK_RUN, "联防单元生成记录", {"facts": _J, "stamp": _T}),
    )
}

#: Tables that came after format 1, and the format they came with.
SINCE: dict[Table, int] = {
    Table.LOOK: 2,
    Table.SKETCH: 2,
    Table.BORDER_VERDICT: 3,
    Table.SCENE: 4,
    Table.BLOCK: 4,
    Table.BLOCK_RUN: 4,
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
