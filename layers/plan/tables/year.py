"""The calendar, and what is to be confirmed again each year."""

from __future__ import annotations

from layers.plan.tables.spec import INTEGER, JSON, NULLABLE, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.YEAR,
        "年度日程",
        {
            "date": NULLABLE,
            "end": NULLABLE,
            "kind": NULLABLE,
            "title": NULLABLE,
            "state": NULLABLE,
            "host": NULLABLE,
            "place": NULLABLE,
            "body": NULLABLE,
            "agreements": JSON,
            "parties": JSON,
            "borders": JSON,
            "content": NULLABLE,
            "remark": NULLABLE,
            "origin": JSON,
        },
        since=7,
    ),
    TableSpec(
        Table.YEAR_TICK,
        "年度确认记录",
        {
            "year": INTEGER,
            "subject": NULLABLE,
            "said": NULLABLE,
            "by": NULLABLE,
            "day": NULLABLE,
            "note": NULLABLE,
        },
        since=7,
    ),
)
