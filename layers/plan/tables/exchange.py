"""What was taken in from other plans: who gave it, and which states came with it (:mod:`layers.exchange`)."""

from __future__ import annotations

from layers.plan.tables.spec import JSON, TEXT, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.TAKEN,
        "收到的规划",
        {
            "at": TEXT,
            "person": TEXT,
            "given_at": TEXT,
            "given_by": TEXT,
            "county": TEXT,
            "county_name": TEXT,
            "title": TEXT,
            "our_state": TEXT,
            "state": TEXT,
            "content_hash": TEXT,
            "known": JSON,
            "accepted": JSON,
            "renamed": JSON,
        },
        since=7,
    ),
)
