"""Map plates that were set up, to be printed again."""

from __future__ import annotations

from layers.plan.tables.spec import INTEGER, JSON, TEXT, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(Table.PLATE, "图幅", {"name": TEXT, "position": INTEGER, "state": JSON}, since=7),
)
