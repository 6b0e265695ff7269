"""Writes on single zones: what a hand changes, what goes aside and comes back, marks on roads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.crs import STORAGE_CRS
from layers.plan import frames, geometry_blob, records
from layers.plan.editing import PlanEditing
from layers.plan.schema import GEOMETRY_COLUMN, SPECS, Table, quoted
from layers.zones.model import Parameters


class ZoneEditing(PlanEditing):
    """The part of :class:`layers.plan.store.PlanStore` that changes zones one by one.

    It writes what it is told; which columns an edit changes is the business of :mod:`layers.zones.edits`.
    """

    def update_zone(
        self, uid: str, columns: Mapping[str, Any], parts: Sequence[Mapping[str, Any]] | None = None
    ) -> None:
        """Set columns of a zone (``geometry`` in EPSG:4490) and, when given, replace its parts by county.

        Raises
        ------
        KeyError
            There is no such zone.
        TypeError
            A column that zones do not have.
        """
        self._open_change()
        self._update(Table.ZONE, uid, _stored(Table.ZONE, columns))
        if parts is not None:
            self._put_parts(uid, parts)

    def add_zone(self, zone: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> None:
        """Put one zone among the others, at its rank; those from there on move down by one."""
        self._open_change()
        counts: Any = self._db.execute(f"SELECT count(*) FROM {Table.ZONE}").fetchall()
        rank = max(1, min(int(zone["rank"]), counts[0][0] + 1))
        self._db.execute(f"UPDATE {Table.ZONE} SET rank = rank + 1 WHERE rank >= ?", (rank,))
        known = {name: zone[name] for name in (*SPECS[Table.ZONE].columns, "geometry") if name in zone}
        self._insert(Table.ZONE, str(zone["uid"]), _stored(Table.ZONE, {**known, "rank": rank}))
        self._put_parts(str(zone["uid"]), parts)

    def remove_zone(self, uid: str) -> None:
        """Take a zone and its parts away; those after it move up by one."""
        self._open_change()
        rows = self._db.execute(f"SELECT rank FROM {Table.ZONE} WHERE uid = ?", (uid,)).fetchall()
        if not rows:
            raise KeyError(uid)
        self._db.execute(f"DELETE FROM {Table.ZONE} WHERE uid = ?", (uid,))
        self._db.execute(f"DELETE FROM {Table.ZONE_PART} WHERE zone_uid = ?", (uid,))
        self._db.execute(f"UPDATE {Table.ZONE} SET rank = rank - 1 WHERE rank > ?", rows[0])

    def set_weights(self, weights: Mapping[str, float]) -> None:
        """Set the weights of the score and rank the stored zones by them.

        Nothing else of the analysis depends on weights, so one that was fresh stays fresh.

        Raises
        ------
        ValueError
            The weights rank nothing: :func:`layers.zones.reranking.require_weights`.
        """
        from layers.zones.reranking import require_weights

        self._open_change()
        require_weights(weights)
        facts, stamp = records.read_result(self._db)
        is_fresh = bool(facts) and stamp == self.input_stamp()
        self.set_parameters(replace(self.parameters(), weights=dict(weights)))
        if not facts:
            return
        self.rank_zones(weights)
        used = replace(Parameters.from_dict(facts.get("parameters", {})), weights=dict(weights))
        records.write_result(
            self._db, {**facts, "parameters": used.as_dict()}, self.input_stamp() if is_fresh else stamp
        )

    def rank_zones(self, weights: Mapping[str, float] | None = None) -> None:
        """Rank the zones anew and say how firm each rank is; by the weights they were derived with when None."""
        from layers.zones.reranking import reranked

        self._open_change()
        used = Parameters.from_dict(self.result_facts().get("parameters", {})).weights if weights is None else weights
        if not any(used.values()):
            return
        there = self.zones()
        for old, row in zip(there.to_dict("records"), reranked(there, used).to_dict("records"), strict=True):
            changed = {str(name): row[name] for name in row if name != "uid" and row[name] != old[name]}
            if changed:
                self._update(Table.ZONE, str(row["uid"]), _stored(Table.ZONE, changed))

    def replace_aside(self, aside: gpd.GeoDataFrame) -> None:
        """Make the zones that are aside exactly these, columns ``ASIDE_COLUMNS``."""
        self._open_change()
        frames.replace_rows(self._db, Table.ZONE_ASIDE, aside)

    def put_aside(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put zones aside; one of the same uid is replaced."""
        there = self.zones_aside()
        kept = there[~there["uid"].isin({str(row["uid"]) for row in rows})]
        new = gpd.GeoDataFrame(pd.DataFrame(list(rows)), geometry="geometry", crs=STORAGE_CRS)
        both = pd.concat([kept, new], ignore_index=True) if len(kept) else new
        self.replace_aside(gpd.GeoDataFrame(both, geometry="geometry", crs=STORAGE_CRS))

    def remove_aside(self, uids: Collection[str]) -> None:
        """Forget zones that are aside."""
        there = self.zones_aside()
        if missing := set(uids) - set(there["uid"]):
            raise KeyError(", ".join(sorted(missing)))
        self.replace_aside(there[~there["uid"].isin(set(uids))])

    def set_road_marks(self, marks: Mapping[str, Mapping[str, Any]]) -> None:
        """Set which roads carry a hazard by a planner's word: road uid → ``{"carries", "at", "by"}``."""
        self._open_change()
        records.write_parameters(self._db, {records.ROAD_MARKS: {uid: dict(mark) for uid, mark in marks.items()}})

    def _put_parts(self, uid: str, parts: Sequence[Mapping[str, Any]]) -> None:
        self._db.execute(f"DELETE FROM {Table.ZONE_PART} WHERE zone_uid = ?", (uid,))
        for part in parts:
            known = {name: part[name] for name in (*SPECS[Table.ZONE_PART].columns, "geometry") if name in part}
            self._insert(
                Table.ZONE_PART, f"{uid}:{part['county']}", _stored(Table.ZONE_PART, {**known, "zone_uid": uid})
            )

    def _insert(self, table: Table, uid: str, values: Mapping[str, Any]) -> None:
        names = ["uid", *values]
        marks = ", ".join("?" * len(names))
        self._db.execute(
            f"INSERT INTO {table} ({', '.join(map(quoted, names))}) VALUES ({marks})", (uid, *values.values())
        )


def _stored(table: Table, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as SQLite takes them."""
    kinds = SPECS[table].columns
    if unknown := set(columns) - {*kinds, "geometry"}:
        raise TypeError(f"{table} has no {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {}
    for name, value in columns.items():
        if name == "geometry":
            (values[GEOMETRY_COLUMN],) = geometry_blob.encode([value])
        else:
            (values[name],) = frames.encoded(pd.Series([value], dtype=object), kinds[name])
    return values
