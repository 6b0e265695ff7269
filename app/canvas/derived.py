"""Layers of a scene that no file holds: zones, borders, river reaches, straddling forest, patrol areas."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zlib import crc32

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from app.canvas import scene as ids
from app.canvas.outlines import CountyOutlines
from app.canvas.reads import Look, texts_of
from app.canvas.scene import Group, LabelSet, Part, SceneLayer
from app.canvas.scene_parts import SceneParts
from app.canvas.shapes import Shapes
from app.numbers import number
from layers.geodesy import HA_PER_M2
from layers.kinds import ReachType, Role, Shape, ZoneClass
from layers.styling.model import color_of

#: Up to this rank, outline and tint grow by this much: the first three and the first ten stand out across a room.
_RANK_STEPS = ((3, 1.8, 0.14), (10, 0.8, 0.05), (math.inf, 0.0, 0.0))
#: So does the disc of its number; minor ones wait until the map is closer.
_NUMBER_TIERS = (("zone_top", 0, 3), ("zone_number", 3, 10), ("zone_minor", 10, math.inf))


class DerivedLayers(SceneParts):
    """Builds them from their own tables."""

    def _derived_layers(self) -> list[tuple[tuple[str, str, Group], Callable[[SceneLayer], SceneLayer]]]:
        words = self.words
        return [
            ((ids.STRADDLING, words.straddling, Group.STRADDLING), self._straddling),
            ((ids.ZONES, words.zones, Group.ZONE), self._zones),
            ((ids.REACHES, words.reaches, Group.REACH), self._reaches),
            ((ids.BORDER_ROADS, words.border_roads, Group.REACH), self._border_roads),
            ((ids.BORDERS, words.borders, Group.BORDER), self._borders),
            ((ids.PATROL, words.patrol_areas, Group.PATROL), self._patrol),
        ]

    def _derived(self, uid: str, title: str, group: Group) -> SceneLayer:
        look = self.derived.get(uid, Look())
        # The colours of zones say which class they are.
        color = "" if uid == ids.ZONES else color_of(look.style)
        return SceneLayer(uid, uid, title, group, opacity=look.opacity, visible=look.visible, color=color)

    def _straddling(self, base: SceneLayer) -> SceneLayer:
        frame = self.reads.straddling()
        if len(frame) == 0:
            return base
        part = Part("straddling", self.theme.style("straddling"), self._shapes((base.uid, "all"), frame, frame))
        return replace(base, parts=(part,))

    def _reaches(self, base: SceneLayer) -> SceneLayer:
        frame = self.reads.reaches()
        parts = []
        for reach in (ReachType.BORDERING, ReachType.CROSSING):
            rows = frame[frame["reach_type"].astype(str) == reach.value] if len(frame) else frame
            if len(rows):
                key = f"reach_{reach.value}"
                parts.append(Part(key, self.theme.style(key), self._shapes((base.uid, key), frame, rows)))
        return replace(base, parts=tuple(parts))

    def _border_roads(self, base: SceneLayer) -> SceneLayer:
        # An excerpt of a plan may come without roads.
        read = getattr(self.reads, "roads", None)
        frame = read() if read is not None else None
        if frame is None or len(frame) == 0:
            return base
        parts = []
        for kind in ("following", "crossing"):
            rows = frame[frame["kind"].astype(str) == kind]
            if len(rows):
                key = f"border_road_{kind}"
                parts.append(Part(key, self.theme.style(key), self._shapes((base.uid, key), frame, rows)))
        return replace(base, parts=tuple(parts))

    def _borders(self, base: SceneLayer) -> SceneLayer:
        frame = self.reads.borders()
        parts = []
        for level in ("outer", "county", "prefecture", "province"):
            rows = frame[frame["level"].astype(str) == level] if len(frame) else frame
            if len(rows):
                key = f"border_{level}"
                names = [self._pair_name(pair) for pair in texts_of(rows, "pair")]
                shapes = self._shapes((base.uid, key, tuple(names)), frame, rows, names)
                parts.append(Part(key, self.theme.style(key), shapes))
        return replace(base, parts=tuple(self._disputed() + self._unanalysed_outlines(frame) + parts))

    def _disputed(self) -> list[Part]:
        """Strips that both counties claim or neither does, and that they agreed to leave open."""
        # An excerpt of a plan may come without verdicts.
        read = getattr(self.reads, "border_verdicts", None)
        frame = read() if read is not None else None
        rows = None if frame is None else frame[(frame["verdict"] == "disputed").to_numpy()]
        if rows is None or len(rows) == 0:
            return []
        names = [self._pair_name("|".join(counties)) for counties in rows["counties"]]
        shapes = self._shapes((ids.BORDERS, "disputed", tuple(names)), frame, rows, names)
        return [Part("border_disputed", self.theme.style("border_disputed"), shapes)]

    def _unanalysed_outlines(self, borders: gpd.GeoDataFrame) -> list[Part]:
        """Outlines of counties that no border segment mentions: before the first analysis, or added since."""
        known = set() if len(borders) == 0 else set(texts_of(borders, "left")) | set(texts_of(borders, "right"))
        parts = []
        for record in self.records:
            if record.role is not Role.COUNTY or record.shape is not Shape.POLYGON:
                continue
            frame = self._frame(record)
            missing = [code not in known for code in texts_of(frame, "code")] if len(frame) else []
            if any(missing):
                rows = frame if all(missing) else frame[missing]
                # All of them are drawn as land too: the same shapes serve both.
                what = ("all",) if all(missing) else ("outline source", sum(missing))
                land = self._shapes((record.uid, *what), frame, rows)
                key = ("outlines", record.uid, sum(missing), id(land))
                outlines = self._kept(key, partial(CountyOutlines, land))
                self._keyed(outlines, record, "outlines", crc32(bytes(missing)))
                parts.append(Part("border_county", self.theme.style("border_county"), outlines))
        return parts

    def _zones(self, base: SceneLayer) -> SceneLayer:
        frame = self.reads.zones()
        if len(frame) == 0:
            return base
        frame_shown = frame[frame["zone_class"].astype(str) != ZoneClass.LOCAL.value]
        if self.hazard:
            frame_shown = frame_shown[frame_shown["hazard"].astype(str) == self.hazard]
        ranks = frame_shown["rank"].to_numpy(dtype=float)
        classes = frame_shown["zone_class"].astype(str).to_numpy()
        said = [name for name in ("counties", "number", "edited") if name in frame_shown.columns]
        names = [self._zone_name(row) for row in frame_shown[said].to_dict("records")]
        parts = []
        for zone_class in dict.fromkeys(["pending", "S3", "S2", "S1", *classes]):
            for upper, wider, deeper in reversed(_RANK_STEPS):
                lower = max([limit for limit, *_ in _RANK_STEPS if limit < upper], default=-math.inf)
                members = np.flatnonzero((classes == zone_class) & (ranks > lower) & (ranks <= upper))
                if len(members):
                    key = f"zone_{zone_class}"
                    style = self.theme.style(key)
                    style = replace(style, width=style.width + wider, fill_opacity=style.fill_opacity + deeper)
                    rows = frame_shown.iloc[members]
                    shapes = self._shapes((base.uid, key, upper, self.hazard), frame, rows, [names[i] for i in members])
                    if zone_class == ZoneClass.PENDING:
                        parts.append(Part(key, replace(style, pattern="wide"), shapes))
                        parts.append(Part(key, style, self._unknown_sides(rows, shapes)))
                    else:
                        parts.append(Part(key, style, shapes))
        labels = self._zone_labels(frame, frame_shown, names, classes, ranks)
        return replace(base, parts=tuple(parts), labels=labels)

    def _unknown_sides(self, rows: gpd.GeoDataFrame, zones: Shapes) -> Shapes:
        """Return the sides of pending zones whose data is missing; the whole zone when that side is not in it."""
        # An excerpt of a plan may come without parts: its pending zones are hatched whole.
        read_parts = getattr(self.reads, "parts", None)
        sides = read_parts() if read_parts is not None else None
        keys = [] if sides is None else list(zip(texts_of(sides, "zone_uid"), texts_of(sides, "county"), strict=True))
        geometries, uids, names = [], [], []
        for uid, name, whole, unknown in zip(rows["uid"], zones.names, rows.geometry, rows["unknown"], strict=True):
            wanted = {(uid, str(one["county"])) for one in unknown or ()}
            found = [sides.geometry.iloc[i] for i, key in enumerate(keys) if key in wanted and sides is not None]
            found = found or [whole]
            geometries += found
            uids += [uid] * len(found)
            names += [name] * len(found)
        return Shapes(np.array(geometries, dtype=object), self.epsg, uids, names)

    def _zone_labels(
        self,
        frame: gpd.GeoDataFrame,
        shown: gpd.GeoDataFrame,
        names: list[str],
        classes: NDArray[np.object_],
        ranks: NDArray[np.float64],
    ) -> tuple[LabelSet, ...]:
        name = self.theme.style("zone_name").label
        if name is None or len(shown) == 0:
            return ()
        shapes = self._shapes((ids.ZONES, "labels", self.hazard), frame, shown, names)
        colors = tuple(self.theme.style(f"zone_{one}").line for one in classes)
        texts = tuple(f"{rank:.0f}" for rank in ranks)
        sets = [LabelSet(name, shapes, tuple(names), weights=-ranks, offset_px=13.0)]
        for key, lower, upper in _NUMBER_TIERS:
            label = self.theme.style(key).label
            if label is not None:
                tier = tuple(text if lower < rank <= upper else "" for text, rank in zip(texts, ranks, strict=True))
                sets.append(LabelSet(label, shapes, tier, weights=-ranks, colors=colors))
        return tuple(sets)

    def _patrol(self, base: SceneLayer) -> SceneLayer:
        frame = self.reads.patrol_areas()
        if len(frame) == 0:
            return base
        style = self.theme.style("patrol")
        shapes = self._shapes((base.uid, "all"), frame, frame)
        texts = [
            f"{name}\n" + self.words.hectares.format(area=_short_number(area_m2 * HA_PER_M2))
            for name, area_m2 in zip(texts_of(frame, "name"), self._areas_m2(frame), strict=True)
        ]
        return replace(base, parts=(Part("patrol", style, shapes),), labels=self._labels(style, shapes, texts))


def _short_number(value: float) -> str:
    return number(value, 1 if value < 100 else 0)
