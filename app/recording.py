"""Edits of what is recorded by hand: one method, one gesture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import record_words
from app.editing import Editing
from layers import recording
from layers.kinds import Origin, RecordKind
from layers.plan.model import LayerRecord

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

    from layers.plan.store import PlanStore

#: Changes of what is recorded; each gives a recorded layer other features.
RECORD_CODES = frozenset(
    {"recorded_added", "recorded_changed", "recorded_moved", "recorded_removed", "recorded_removed_several"}
)


#: A new record is held against layers of up to so many features.
_MOST_COMPARED = 20_000


@dataclass(frozen=True)
class RecordRow:
    """One record as the lists show it."""

    kind: RecordKind
    layer: str
    uid: str
    name: str
    county: str  # codes joined by |
    recorded_at: str
    values: Mapping[str, Any]
    shape: shapely.Geometry

    @property
    def key(self) -> tuple[str, str]:
        """Layer and uid, as the map names a feature."""
        return (self.layer, self.uid)


class PlanRecording(Editing):
    """The half of :class:`~app.document.Document` that records things without a file."""

    def recorded_layers(self) -> dict[RecordKind, LayerRecord]:
        """Return the layer of each kind that has one."""
        return recording.recorded_layers(self.layers())

    def records_of(self, kind: RecordKind) -> list[RecordRow]:
        """Return what is recorded of a kind, in the order of recording."""
        layer = self.recorded_layers().get(kind)
        if layer is None:
            return []
        columns = recording.FORMS[kind].columns
        return [
            RecordRow(
                kind,
                layer.uid,
                str(row["uid"]),
                str(row["name"]),
                str(row["county"]),
                str(row["recorded_at"]),
                {name: row[name] for name in columns},
                row["geometry"],
            )
            for row in self.frame(layer.uid).to_dict("records")
        ]

    def record_row(self, layer: str, uid: str) -> RecordRow | None:
        """Return one record; None when it is not there, or the layer is not recorded by hand."""
        for kind, record in self.recorded_layers().items():
            if record.uid == layer:
                return next((row for row in self.records_of(kind) if row.uid == uid), None)
        return None

    def county_outlines(self) -> gpd.GeoDataFrame | None:
        """Return code and geometry (EPSG:4490) of the counties; None when the plan has none."""
        import geopandas as gpd

        from layers.crs import STORAGE_CRS

        shapes = self.county_shapes()
        if not shapes:
            return None
        return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=STORAGE_CRS)

    def same_role_frames(self, kind: RecordKind, *, without: str = "") -> list[gpd.GeoDataFrame]:
        """Return the features of a kind's role and shape, of files and recorded, but the record ``without``.

        Layers of more than :data:`_MOST_COMPARED` features are left out: the hand would wait for them.
        """
        form = recording.FORMS[kind]
        frames = [
            self.frame(layer.uid)
            for layer in self.layers()
            if layer.role is form.role and layer.shape is form.shape and 0 < layer.feature_count <= _MOST_COMPARED
        ]
        return [frame[frame["uid"] != without] if without else frame for frame in frames]

    def record_feature(self, kind: RecordKind, shape: shapely.Geometry, values: Mapping[str, Any]) -> tuple[str, str]:
        """Record one thing and return its layer and uid; the first of its kind makes the layer."""
        counties, title = self.county_outlines(), record_words.layer_title(kind)
        made = self._edit(
            "recorded_added",
            lambda store: recording.put_record(store, kind, shape, values, counties=counties, title=title),
            record_kind=kind.value,
            name=str(values.get("name") or ""),
        )
        return made.layer_uid, made.uid

    def change_recorded(
        self,
        layer: str,
        uid: str,
        *,
        shape: shapely.Geometry | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Move a record, change its fields, or both; nothing happens when it is so already."""
        row = self.record_row(layer, uid)
        if row is None:
            raise KeyError(uid)
        if shape is not None and shape.equals_exact(row.shape, 0.0):
            shape = None
        if values is not None and all(_same(row.values[name], value) for name, value in values.items()):
            values = None
        if shape is None and values is None:
            return
        counties = self.county_outlines()
        self._edit(
            "recorded_moved" if values is None else "recorded_changed",
            lambda store: recording.change_record(store, layer, uid, counties=counties, shape=shape, values=values),
            record_kind=row.kind.value,
            name=str((values or {}).get("name") or row.name),
        )

    def remove_recorded(self, keys: Iterable[tuple[str, str]]) -> None:
        """Take records away: one gesture, however many."""
        rows = [row for row in (self.record_row(*key) for key in keys) if row is not None]
        if not rows:
            return
        by_layer: dict[str, list[str]] = {}
        for row in rows:
            by_layer.setdefault(row.layer, []).append(row.uid)
        facts: dict[str, Any] = {"record_kind": rows[0].kind.value, "name": rows[0].name}
        code = "recorded_removed"
        if len(rows) > 1:
            code, facts = "recorded_removed_several", {"count": len(rows)}

        def remove(store: PlanStore) -> None:
            for layer, uids in by_layer.items():
                recording.remove_records(store, layer, uids)

        self._edit(code, remove, **facts)


def without_recorded(cache: Mapping[Any, Any], layers: Iterable[LayerRecord]) -> dict[Any, Any]:
    """Return cached reads without the features of layers recorded by hand: they are others now."""
    uids = {layer.uid for layer in layers if layer.origin is Origin.RECORDED}
    return {key: value for key, value in cache.items() if not (isinstance(key, tuple) and key[1] in uids)}


def _same(kept: Any, typed: Any) -> bool:
    import pandas as pd

    if pd.isna(kept) or pd.isna(typed):
        return bool(pd.isna(kept)) and bool(pd.isna(typed))
    return bool(kept == typed)
