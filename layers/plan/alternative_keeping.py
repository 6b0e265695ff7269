"""Alternatives of patrol areas in an open plan: rows, and the one gesture that makes an area of one."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import shapely

from layers.plan import geometry_blob, version_rows
from layers.plan.alternatives import Alternative, Origin, next_label, same_outline
from layers.plan.schema import GEOMETRY_COLUMN, Table
from layers.plan.version_keeping import VersionKeeping


class AlternativeKeeping(VersionKeeping):
    """The part of :class:`layers.plan.store.PlanStore` that keeps what counties propose for patrol areas."""

    def alternatives(self, area: str = "") -> list[Alternative]:
        """Return alternatives by area, oldest first: all whose area is there, or those of one area."""
        where = f"WHERE area IN (SELECT uid FROM {Table.PATROL_AREA}) ORDER BY area, created_at, uid"
        rows = version_rows.read_rows(self._db, Table.ALTERNATIVE, where)
        return [_alternative(row) for row in rows if row["geometry"] is not None and area in ("", row["area"])]

    def put_alternatives(self, alternatives: Collection[Alternative]) -> None:
        """Add alternatives, or change those of their uids."""
        self._open_change()
        for one in alternatives:
            values = {
                "area": one.area,
                "label": one.label,
                "county": one.county,
                "origin": one.origin.value,
                "note": one.note,
                "chosen_at": one.chosen_at,
                "created_at": one.created_at,
                "changed_at": one.changed_at,
                "geometry": one.outline,
            }
            version_rows.put_row(self._db, Table.ALTERNATIVE, one.uid, values)

    def remove_alternatives(self, uids: Collection[str]) -> None:
        """Take alternatives away; ``KeyError`` when one is not there."""
        self._open_change()
        version_rows.delete(self._db, Table.ALTERNATIVE, uids)

    def accept_alternative(self, uid: str, *, at: str) -> Alternative | None:
        """Put the outline of an alternative into its area; the one before stays as an alternative.

        Parameters
        ----------
        at : str
            UTC, ISO 8601.

        Returns
        -------
        Alternative or None
            The former outline, where no alternative had it yet.

        Raises
        ------
        KeyError
            There is no such alternative, or its area is gone.
        VersionFrozen
            When the gesture ends: the area is signed, so its outline stays as it is.
        """
        self._open_change()
        every = {one.uid: one for one in self.alternatives()}
        taken = every[uid]
        siblings = [one for one in every.values() if one.area == taken.area]
        outline = self._outline_of(taken.area)
        former = None
        if not any(same_outline(one.outline, outline) for one in siblings):
            label = next_label(siblings)
            former = Alternative(uuid.uuid4().hex, taken.area, label, outline, "", Origin.FORMER, "", "", at, at)
        others = [replace(one, chosen_at="") for one in siblings if one.chosen_at and one.uid != uid]
        self.put_alternatives([*others, replace(taken, chosen_at=at), *([former] if former else [])])
        if not same_outline(taken.outline, outline):
            self.update_patrol_area(taken.area, geometry=taken.outline)
        return former

    def _outline_of(self, area: str) -> shapely.Geometry:
        sql = f"SELECT {GEOMETRY_COLUMN} FROM {Table.PATROL_AREA} WHERE uid = ?"
        rows: Any = self._db.execute(sql, (area,)).fetchall()
        if not rows:
            raise KeyError(area)
        return geometry_blob.decode([rows[0][0]])[0]


def _alternative(row: dict[str, Any]) -> Alternative:
    known = {one.value for one in Origin}
    return Alternative(
        uid=row["uid"],
        area=row["area"] or "",
        label=row["label"] or "",
        outline=row["geometry"],
        county=row["county"] or "",
        origin=Origin(row["origin"]) if row["origin"] in known else Origin.DRAWN,
        note=row["note"] or "",
        chosen_at=row["chosen_at"] or "",
        created_at=row["created_at"] or "",
        changed_at=row["changed_at"] or "",
    )
