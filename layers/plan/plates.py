"""Map plates kept with a plan: how a sheet or a series was set up, under a name.

A plate says nothing about the counties: it is a way of printing, kept, undone and redone like every other edit, and
no part of the content hash, which is what its QR code holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import apsw

from layers.plan.frames import to_json
from layers.plan.records import json_object
from layers.plan.tables.spec import Table


@dataclass(frozen=True)
class StoredPlate:
    """One plate; ``state`` is what :meth:`layers.plates.PlateSpec.as_dict` gives."""

    uid: str
    name: str
    position: int
    state: Mapping[str, Any]


def read(db: apsw.Connection) -> list[StoredPlate]:
    """Return the plates in their order; one whose row makes no sense is left out."""
    found: list[StoredPlate] = []
    rows = db.execute(f"SELECT uid, name, state FROM {Table.PLATE} ORDER BY position, fid")
    for uid, name, state in rows:
        try:
            found.append(StoredPlate(str(uid), str(name or ""), len(found), json_object(state)))
        except (ValueError, TypeError):
            continue
    return found


def write(db: apsw.Connection, plate: StoredPlate) -> None:
    """Add a plate, or replace the one of its uid."""
    db.execute(
        f"INSERT INTO {Table.PLATE} (uid, name, position, state) VALUES (?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE"
        " SET name = excluded.name, position = excluded.position, state = excluded.state",
        (plate.uid, plate.name, plate.position, to_json(dict(plate.state))),
    )


def delete(db: apsw.Connection, uid: str) -> None:
    """Take a plate away; ``KeyError`` when there is none."""
    db.execute(f"DELETE FROM {Table.PLATE} WHERE uid = ?", (uid,))
    if not db.changes():
        raise KeyError(uid)
