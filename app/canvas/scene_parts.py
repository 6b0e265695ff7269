"""What every layer of a scene is made with: the plan and its words, shapes kept from the scene before, labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from app.canvas import scene as ids
from app.canvas.levels import FACTS_LEVEL, VERSION
from app.canvas.reads import Look, Reads, Rows, rows_of, texts_of
from app.canvas.scene import LabelSet, Scene
from app.canvas.shapes import Shapes
from app.canvas.styles import Style, Theme
from app.canvas.words import MapWords
from layers.crs import STORAGE_CRS, metric_epsg, transform
from layers.flat import FlatShapes
from layers.flat_later import Facts, FactsDamaged, LaterFlat
from layers.geodesy import areas_from_gk_m2
from layers.kinds import Role, Shape
from layers.plan.levels import SEPARATOR
from layers.plan.model import LayerRecord
from layers.plan.rasters import RasterState


class SceneParts:
    """The state in which one scene is built, and the pieces all layers share."""

    def __init__(
        self,
        reads: Reads,
        theme: Theme,
        words: MapWords,
        derived: Mapping[str, Look],
        previous: Scene | None,
        found: Mapping[tuple[str, ...], RasterState],
        hazard: str = "",
    ) -> None:
        self.hazard = hazard
        self.found = found
        self.reads, self.theme, self.words, self.derived = reads, theme, words, derived
        self.info = reads.info()
        self.records = [record for record in reads.layers() if record.shape is not Shape.TABLE]
        self.epsg = self.info.metric_epsg or _epsg_of(self.records)
        self.old_cache = previous.cache if previous is not None and previous.metric_epsg == self.epsg else {}
        self.cache: dict[object, object] = {}
        self.county_names: dict[str, str] = {}

    def _frame(self, record: LayerRecord) -> gpd.GeoDataFrame:
        """Return the features of a layer; a feature table changes only with its checksum, so it is read once."""
        if not record.table:
            return self.reads.frame(record.uid)
        key = ("read", record.uid, record.table, record.content_sha256)
        return self._kept(key, partial(self.reads.frame, record.uid))

    def _rows(self, record: LayerRecord) -> Rows | None:
        """Return the features of a layer for drawing; a plan gives them without making a shape of each."""
        if not record.table:
            frame = self.reads.frame(record.uid)
            return None if frame is None else rows_of(frame)
        key = ("rows", record.uid, record.table, record.content_sha256)
        return self._kept(key, partial(self._read_rows, record))

    def _read_rows(self, record: LayerRecord) -> Rows:
        # An excerpt of a plan may have frames only.
        read = getattr(self.reads, "flat", None)
        if read is None:
            return rows_of(self.reads.frame(record.uid))
        later = getattr(self.reads, "read_later", None)
        if later is None or not record.content_sha256:
            return Rows(*read(record.uid))
        key = SEPARATOR.join((record.content_sha256, "facts", str(VERSION)))
        facts = _facts_in(self.reads.levels(key))  # type: ignore[attr-defined]
        if facts is None:
            table, flat = read(record.uid)
            return Rows(table, flat, key)
        table = self.reads.columns(record.uid)  # type: ignore[attr-defined]
        if len(table) != len(facts):
            return Rows(*read(record.uid))
        some = self.reads.read_some_later(record.uid)  # type: ignore[attr-defined]
        return Rows(table, LaterFlat(facts, later(record.uid), some))

    def _areas_m2(self, frame: gpd.GeoDataFrame) -> NDArray[np.float64]:
        """Measure as the lists and the annex do: edges are straight in the plan's metric CRS."""
        shapes = np.asarray(frame.geometry.values, dtype=object)
        return areas_from_gk_m2(transform(shapes, STORAGE_CRS, f"EPSG:{self.epsg}"), self.epsg)

    def _zone_name(self, row: Mapping[str, Any]) -> str:
        by_hand = (row.get("edited") or {}).get("name")
        if by_hand:
            return str(by_hand["value"])
        counties = "–".join(self._short(code) for code in row["counties"])
        return self.words.zone.format(counties=counties, number=int(row["number"]))

    def _pair_name(self, pair: str) -> str:
        return "–".join(self._short(code) for code in pair.split("|") if code)

    def _short(self, code: str) -> str:
        from layers.sources.gazetteer import short_name

        return short_name(self.county_names[code]) if code in self.county_names else code

    def _labels(
        self, style: Style, shapes: Shapes, texts: Sequence[str], weights: NDArray[np.float64] | None = None
    ) -> tuple[LabelSet, ...]:
        if style.label is None or not any(texts):
            return ()
        offset = style.size / 2.0 if style.is_point else 0.0
        shown = style.max_mpp
        return (LabelSet(style.label, shapes, tuple(texts), weights, offset_px=offset, object_max_mpp=shown),)

    def _shapes(
        self,
        key: tuple[object, ...],
        frame: gpd.GeoDataFrame | Rows,
        rows: gpd.GeoDataFrame | Rows,
        names: Sequence[str] | None = None,
    ) -> Shapes:
        """Return shapes of rows of a frame; those of the scene before when nothing in them changed."""

        def new() -> Shapes:
            some = rows if isinstance(rows, Rows) else rows_of(rows)
            uids = texts_of(some.table, "uid") if "uid" in some.table else [str(i) for i in range(len(some))]
            made = Shapes(some.shapes, self.epsg, uids, names or texts_of(some.table, "name"))
            if isinstance(frame, Rows) and frame.facts_key and isinstance(frame.shapes, FlatShapes):
                made.facts_to_keep = (frame.facts_key, frame.shapes)
            return made

        kept = self.cache.get(("frame", *key)) or self.old_cache.get(("frame", *key))
        if isinstance(kept, tuple) and kept[0] is frame and len(kept[1]) == len(rows):
            shapes = kept[1]
        else:
            shapes = new()
            # A plan read again gives new frames of the same features: their detail levels are still good.
            if isinstance(kept, tuple) and shapes.equals(kept[1]):
                shapes = kept[1]
        self.cache[("frame", *key)] = (frame, shapes)
        return shapes

    def _keyed(self, shapes: Shapes, record: LayerRecord, *what: object) -> Shapes:
        """Return shapes that know what the plan keeps of them, under all that their detail levels depend on."""
        if record.content_sha256:
            said = (record.content_sha256, *what, self.epsg, VERSION)
            self._take_levels(shapes, SEPARATOR.join(map(str, said)))
        return shapes

    def _take_levels(self, shapes: Shapes, key: str) -> None:
        read = getattr(self.reads, "levels", None)
        if read is not None and not shapes.level_key:
            shapes.take_levels(key, read(key))

    def _kept(self, key: object, new: Callable[[], Any]) -> Any:
        value = self.old_cache.get(key)
        if value is None:
            value = new()
        self.cache[key] = value
        return value


def _facts_in(kept: Mapping[int, bytes]) -> Facts | None:
    """Return the facts of features that a plan keeps; None where it keeps none that make sense."""
    try:
        return Facts.unpacked(kept[FACTS_LEVEL]) if FACTS_LEVEL in kept else None
    except FactsDamaged:
        return None


def _epsg_of(records: Sequence[LayerRecord]) -> int:
    counties = [record.bounds for record in records if record.role is Role.COUNTY and record.bounds]
    boxes = counties or [record.bounds for record in records if record.bounds]
    whole = ids.union(list(boxes))
    return metric_epsg(whole) if whole is not None else metric_epsg((117.0, 40.0, 117.0, 40.0))
