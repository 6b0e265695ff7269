"""Patrol routes, checkpoints, lookouts, rosters, tracks."""

from __future__ import annotations

from layers.plan.tables.spec import TableSpec

SPECS: tuple[TableSpec, ...] = ()
