"""What a table of a plan is, and the names of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

GEOMETRY_COLUMN = "geom"


class Table(StrEnum):
    """Tables that hold what a person can change, and what the program keeps beside it."""

    PLAN = "lf_plan"
    PARAMETER = "lf_parameter"
    LAYER = "lf_layer"
    LOOK = "lf_look"
    ZONE = "lf_zone"
    ZONE_PART = "lf_zone_part"
    ZONE_ASIDE = "lf_zone_aside"
    STRADDLING = "lf_straddling"
    REACH = "lf_reach"
    BORDER_ROAD = "lf_border_road"
    BORDER = "lf_border"
    BORDER_ISSUE = "lf_border_issue"
    BORDER_VERDICT = "lf_border_verdict"
    RESULT = "lf_result"
    PATROL_AREA = "lf_patrol_area"
    AGREEMENT = "lf_agreement"
    CONTACT = "lf_contact"
    BODY = "lf_body"
    MEETING = "lf_meeting"
    DRILL = "lf_drill"
    DUTY = "lf_duty"
    STOCK = "lf_stock"
    STOCK_ITEM = "lf_stock_item"
    STOCK_NEED = "lf_stock_need"
    HAZARD_CHECK = "lf_hazard_check"
    CHANGE = "lf_change"
    VIEW = "lf_view"
    SKETCH = "lf_sketch"
    SCENE = "lf_scene"
    BLOCK = "lf_block"
    BLOCK_RUN = "lf_block_run"
    ALTERNATIVE = "lf_alternative"

    # the ledger
    AID = "lf_aid"
    LOAN = "lf_loan"
    ACCOUNT = "lf_account"

    # the year
    YEAR = "lf_year"
    YEAR_TICK = "lf_year_tick"

    # versions and comments
    VERSION = "lf_version"
    CONSENT = "lf_consent"
    COMMENT = "lf_comment"

    # exchange
    TAKEN = "lf_taken"

    # drills
    EXERCISE = "lf_exercise"
    EXERCISE_SITE = "lf_exercise_site"
    EXERCISE_INJECT = "lf_exercise_inject"

    # patrols

    # meetings
    MINUTE = "lf_minute"
    MINUTE_PICTURE = "lf_minute_picture"

    # plates
    PLATE = "lf_plate"


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
    empty: Mapping[str, str] = field(default_factory=dict)  # columns that came later: what older rows say there
    since: int = 1  # the format it came with
    added: Mapping[str, int] = field(default_factory=dict)  # columns that came after it, and the format: from 7 on

    def create_sql(self) -> str:
        """Return the statement that makes the table."""
        return create_table_sql(self.table, self.columns, geometry=self.geometry, empty=self.empty)

    def column_sql(self, name: str) -> str:
        """Return the definition of one column."""
        return _column_sql(name, self.columns[name], self.empty)


def create_table_sql(
    table: str, columns: dict[str, Kind], *, geometry: str, empty: Mapping[str, str] | None = None
) -> str:
    """Return the statement that makes a table with ``fid``, ``uid``, the geometry and some columns."""
    rows = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "uid TEXT UNIQUE NOT NULL"]
    if geometry:
        rows.append(f"{GEOMETRY_COLUMN} {geometry}")
    rows += [_column_sql(name, kind, empty or {}) for name, kind in columns.items()]
    return f"CREATE TABLE {quoted(table)} ({', '.join(rows)})"


def _column_sql(name: str, kind: Kind, empty: Mapping[str, str]) -> str:
    default = f" DEFAULT '{empty[name]}'" if name in empty else ""
    return f"{quoted(name)} {sql_type(kind)}{default}"


def quoted(name: str) -> str:
    """Return a name as an SQL identifier, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


#: The kinds by their short names, for the tables' lists of columns.
TEXT, NULLABLE, INTEGER, REAL, BOOL, JSON, WHOLE = (
    Kind.TEXT,
    Kind.NULLABLE,
    Kind.INTEGER,
    Kind.REAL,
    Kind.BOOL,
    Kind.JSON,
    Kind.WHOLE,
)
