"""Drills: exercises, their sites and scripts."""

from __future__ import annotations

from layers.plan.tables.spec import BOOL, INTEGER, JSON, NULLABLE, REAL, TEXT, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.EXERCISE,
        "演练",
        {
            "title": NULLABLE,
            "day": NULLABLE,
            "start": NULLABLE,
            "physics": NULLABLE,
            "kind": NULLABLE,
            "scope": NULLABLE,
            "purpose": NULLABLE,
            "pattern": NULLABLE,
            "host": NULLABLE,
            "drill": NULLABLE,
            "remark": NULLABLE,
            "counties": JSON,
            "rotation": JSON,
            "parties": JSON,
            "phases": JSON,
            "numbers": JSON,
            "log": JSON,
        },
        since=7,
    ),
    TableSpec(
        Table.EXERCISE_SITE,
        "演练点位",
        {
            "exercise": TEXT,
            "kind": TEXT,
            "name": TEXT,
            "county": TEXT,
            "step": TEXT,
            "remark": TEXT,
            "facts": JSON,
        },
        geometry="POINT",
        since=7,
    ),
    TableSpec(
        Table.EXERCISE_INJECT,
        "演练脚本",
        {
            "exercise": NULLABLE,
            "minute": REAL,
            "code": NULLABLE,
            "facts": JSON,
            "text": NULLABLE,
            "expected": NULLABLE,
            "by": NULLABLE,
            "to": JSON,
            "due_min": REAL,
            "phase": INTEGER,
            "lon": REAL,
            "lat": REAL,
            "told_min": REAL,
            "items": JSON,
            "note": NULLABLE,
            "is_edited": BOOL,
        },
        since=7,
    ),
)
