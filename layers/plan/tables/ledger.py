"""Help given and received, cost shares, loans and compensation."""

from __future__ import annotations

from layers.plan.tables.spec import JSON, NULLABLE, REAL, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.AID,
        "支援登记",
        {
            "date": NULLABLE,
            "event": NULLABLE,
            "kind": NULLABLE,
            "giver": NULLABLE,
            "receiver": NULLABLE,
            "hazard": NULLABLE,
            "content": NULLABLE,
            "people": REAL,
            "hours": REAL,
            "cost_yuan": REAL,
            "repaid_yuan": REAL,
            "agreement": NULLABLE,
            "files": JSON,
            "remark": NULLABLE,
        },
        since=7,
    ),
    TableSpec(
        Table.LOAN,
        "借用与补偿登记",
        {
            "date": NULLABLE,
            "kind": NULLABLE,
            "item": NULLABLE,
            "quantity": REAL,
            "unit": NULLABLE,
            "giver": NULLABLE,
            "receiver": NULLABLE,
            "due": NULLABLE,
            "returned": NULLABLE,
            "value_yuan": REAL,
            "settled_yuan": REAL,
            "settled": NULLABLE,
            "basis": NULLABLE,
            "agreement": NULLABLE,
            "files": JSON,
            "remark": NULLABLE,
        },
        since=7,
    ),
    TableSpec(
        Table.ACCOUNT,
        "往来结算记录",
        {"pair": NULLABLE, "date": NULLABLE, "said": JSON, "note": NULLABLE},
        since=7,
    ),
)
