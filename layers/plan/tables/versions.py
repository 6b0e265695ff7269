"""Versions of what is agreed on, who agreed to what, comments."""

from __future__ import annotations

from layers.plan.tables.spec import INTEGER, JSON, TEXT, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.VERSION,
        "版本",
        {
            "kind": TEXT,  # patrol_area or agreement
            "thing": TEXT,  # uid of it
            "number": INTEGER,
            "state": TEXT,
            "title": TEXT,
            "sha256": TEXT,
            "content": JSON,
            "annex": JSON,
            "clauses": JSON,
            "note": TEXT,
            "created_at": TEXT,
            "changed_at": TEXT,
        },
        geometry="GEOMETRY",
        since=7,
    ),
    TableSpec(
        Table.CONSENT,
        "同意与签署",
        {
            "kind": TEXT,
            "thing": TEXT,
            "act": TEXT,
            "version": INTEGER,
            "sha256": TEXT,
            "county": TEXT,
            "party": TEXT,
            "name": TEXT,
            "role": TEXT,
            "said_on": TEXT,
            "note": TEXT,
            "created_at": TEXT,
            "changed_at": TEXT,
        },
        since=7,
    ),
    TableSpec(
        Table.COMMENT,
        "意见",
        {
            "text": TEXT,
            "author": TEXT,
            "county": TEXT,
            "created_at": TEXT,
            "changed_at": TEXT,
            "thread": TEXT,
            "target_kind": TEXT,
            "target": TEXT,
            "target_title": TEXT,
            "state": TEXT,
        },
        geometry="GEOMETRY",
        since=7,
    ),
)
