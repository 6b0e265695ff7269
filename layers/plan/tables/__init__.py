"""The tables of a plan, a file for each field of work.

A new table: its name in :class:`~layers.plan.tables.spec.Table`, its :class:`~layers.plan.tables.spec.TableSpec`
with ``since`` in the file of its field.  A new column of a table that is there: at the end of its columns, with
what older rows say there in ``empty`` and its format in ``added``.  The upgrade from the format before makes
both (:mod:`layers.plan.upgrade`); docs/plan-format.md tells readers of other programs.
"""

from __future__ import annotations

from layers.plan.tables import (
    areas,
    core,
    drills,
    exchange,
    inventory,
    ledger,
    meetings,
    patrols,
    plates,
    registers,
    versions,
    year,
    zones,
)
from layers.plan.tables.spec import Table, TableSpec

#: In the order in which a plan is made.
SPECS: dict[Table, TableSpec] = {
    spec.table: spec
    for specs in (
        core.SPECS,
        zones.SPECS,
        areas.SPECS,
        registers.SPECS,
        inventory.SPECS,
        ledger.SPECS,
        year.SPECS,
        versions.SPECS,
        exchange.SPECS,
        drills.SPECS,
        patrols.SPECS,
        meetings.SPECS,
        plates.SPECS,
    )
    for spec in specs
}

#: Tables that came after format 1, and the format they came with.
SINCE: dict[Table, int] = {spec.table: spec.since for spec in SPECS.values() if spec.since > 1}
