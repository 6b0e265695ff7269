"""Meetings held on the wall: marks, alternatives, minutes."""

from __future__ import annotations

from layers.plan.tables.spec import TableSpec

SPECS: tuple[TableSpec, ...] = ()
