"""Depots’ stocks, needs, hazard sources."""

from __future__ import annotations

from layers.plan.tables.spec import JSON, NULLABLE, REAL, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.STOCK,
        "应急资源清单",
        {
            "kind": NULLABLE,
            "item": NULLABLE,
            "name": NULLABLE,
            "quantity": REAL,
            "unit": NULLABLE,
            "holder": NULLABLE,
            "holder_uid": NULLABLE,
            "county": NULLABLE,
            "mobilise_min": REAL,
            "contact": NULLABLE,
            "phone": NULLABLE,
            "callsign": NULLABLE,
            "channel": NULLABLE,
            "backup": NULLABLE,
            "backup_phone": NULLABLE,
            "checked": NULLABLE,
            "note": NULLABLE,
        },
        since=6,
    ),
    TableSpec(
        Table.STOCK_ITEM,
        "应急资源目录",
        {
            "kind": NULLABLE,
            "name": NULLABLE,
            "unit": NULLABLE,
            "capabilities": JSON,
            "synonyms": JSON,
            "name_en": NULLABLE,
        },
        since=6,
    ),
    TableSpec(
        Table.STOCK_NEED,
        "应急资源需求",
        {
            "item": NULLABLE,
            "county": NULLABLE,
            "quantity": REAL,
            "rule": NULLABLE,
            "per": REAL,
            "basis": REAL,
            "source": NULLABLE,
            "note": NULLABLE,
        },
        since=6,
    ),
    TableSpec(
        Table.HAZARD_CHECK,
        "隐患台账",
        {
            "layer_uid": NULLABLE,
            "owner": NULLABLE,
            "hazard_type": NULLABLE,
            "inspected": NULLABLE,
            "result": NULLABLE,
            "rectification": NULLABLE,
            "due": NULLABLE,
            "next_joint": NULLABLE,
            "contact": NULLABLE,
            "phone": NULLABLE,
            "note": NULLABLE,
        },
        since=6,
    ),
)
