"""From the rows of a plan to a scene.  Reads a plan or the open document; knows nothing of windows."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from app.canvas import scene as ids
from app.canvas.coloring import recolored
from app.canvas.outlines import CountyOutlines
from app.canvas.rasters import RasterLayer
from app.canvas.scene import Group, LabelSet, Part, Scene, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.stacking import stacked
from app.canvas.styles import Style, Theme, color_in
from app.canvas.styles import theme as load_theme
from app.canvas.words import MapWords, window_words
from layers.crs import STORAGE_CRS, metric_epsg, transform
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.kinds import Origin, ReachType, Role, Shape, ZoneClass
from layers.plan import rasters
from layers.plan.model import LayerLook, LayerRecord, PlanInfo
from layers.plan.raster_places import facts
from layers.plan.rasters import RasterCode, RasterState

__all__ = ["Look", "MapWords", "Reads", "build_scene", "looks_of", "river_sizes", "window_words"]

_log = logging.getLogger(__name__)


class Reads(Protocol):
    """What a scene needs to know: a plan store and the open document both answer.

    They also answer ``parts()``, the sides of zones by county; it is asked for only where it exists.
    """

    def info(self) -> PlanInfo:
        """Return the plan's own facts."""
        ...

    def layers(self) -> list[LayerRecord]:
        """Return the layer records."""
        ...

    def frame(self, layer_uid: str, /) -> gpd.GeoDataFrame:
        """Return the features of a layer."""
        ...

    def zones(self) -> gpd.GeoDataFrame:
        """Return the zones."""
        ...

    def straddling(self) -> gpd.GeoDataFrame:
        """Return the straddling patches."""
        ...

    def reaches(self) -> gpd.GeoDataFrame:
        """Return the river reaches."""
        ...

    def borders(self) -> gpd.GeoDataFrame:
        """Return the border segments."""
        ...

    def patrol_areas(self) -> gpd.GeoDataFrame:
        """Return the patrol areas."""
        ...


#: How a layer that no file holds is shown.
Look = LayerLook

#: Up to this rank, outline and tint grow by this much: the first three and the first ten stand out across a room.
_RANK_STEPS = ((3, 1.8, 0.14), (10, 0.8, 0.05), (math.inf, 0.0, 0.0))
#: So does the disc of its number; minor ones wait until the map is closer.
_NUMBER_TIERS = (("zone_top", 0, 3), ("zone_number", 3, 10), ("zone_minor", 10, math.inf))
#: A layer of more points than this shows only where there is room for them.
_MANY_POINTS, _MANY_POINTS_MPP = 300, 260.0
_LINE_ROLES = (Role.TOWNSHIP,)  # areas that are drawn by their outline only


def build_scene(
    reads: Reads,
    *,
    theme: str = "light",
    words: MapWords | None = None,
    derived: Mapping[str, Look] | None = None,
    previous: Scene | None = None,
    found: Mapping[tuple[str, ...], RasterState] | None = None,
) -> Scene:
    """Return the scene of a plan.

    Parameters
    ----------
    reads : PlanStore or Document
    theme : ``light``, ``dark`` or ``print``
    words : what the map prints by itself; Chinese by default
    derived : looks of ``zones``, ``borders``, ``straddling``, ``reaches``, ``patrol_areas``; the plan's own by default
    previous : the scene before; projections and detail levels of frames that did not change are kept
    found : where rasters are, by :func:`layers.plan.rasters.identity`; others are looked for
    """
    looks = looks_of(reads) if derived is None else derived
    return _Builder(reads, load_theme(theme), words or MapWords(), looks, previous, found or {}).scene()


def looks_of(reads: Reads) -> Mapping[str, Look]:
    """Return the looks of derived layers that a plan keeps; an excerpt of a plan may come without."""
    read = getattr(reads, "looks", None)
    return {} if read is None else read()


class _Builder:
    def __init__(
        self,
        reads: Reads,
        theme: Theme,
        words: MapWords,
        derived: Mapping[str, Look],
        previous: Scene | None,
        found: Mapping[tuple[str, ...], RasterState],
    ) -> None:
        self.found = found
        self.reads, self.theme, self.words, self.derived = reads, theme, words, derived
        self.info = reads.info()
        self.records = [record for record in reads.layers() if record.shape is not Shape.TABLE]
        self.epsg = self.info.metric_epsg or _epsg_of(self.records)
        self.old_cache = previous.cache if previous is not None and previous.metric_epsg == self.epsg else {}
        self.cache: dict[object, object] = {}
        self.county_names: dict[str, str] = {}

    def scene(self) -> Scene:
        # Derived records have their own tables and painters, and come last: they are named after counties.
        records = [record for record in self.records if record.origin is not Origin.DERIVED]
        read = [self._or_problem(_base(record), partial(self._record, record)) for record in records]
        derived = [self._or_problem(self._derived(*what), draw) for what, draw in self._derived_layers()]
        read, derived = [self._colored(one) for one in read], [self._colored(one) for one in derived]
        sampled = self.info.is_sample or any(record.is_sample for record in self.records)
        credits = dict.fromkeys(record.source.credit for record in self.records if record.source.credit)
        return Scene(
            stacked(read, derived),
            self.epsg,
            self.theme,
            disclaimer=self.words.disclaimer if sampled else "",
            credits=tuple(credits),
            cache=self.cache,
        )

    def _colored(self, layer: SceneLayer) -> SceneLayer:
        """Return a layer in the colour the planner chose for it."""
        if not layer.color:
            return layer
        land = self.theme.land
        parts = tuple(replace(part, style=recolored(part.style, layer.color, land)) for part in layer.parts)
        return replace(layer, parts=parts)

    @staticmethod
    def _or_problem(base: SceneLayer, build: Callable[[SceneLayer], SceneLayer]) -> SceneLayer:
        """Return a layer, or an empty one that says why: a broken table must not take the map away."""
        try:
            return build(base)
        except Exception as error:
            _log.exception("layer %s could not be read for the map", base.uid)
            return replace(base, problem=str(error) or type(error).__name__)

    # -- layers of files ---------------------------------------------------------------------------

    def _record(self, record: LayerRecord, base: SceneLayer) -> SceneLayer:
        if record.shape is Shape.RASTER:
            return self._raster(base, record)
        frame = self._frame(record)
        if frame is None or len(frame) == 0:
            return base
        if record.role is Role.COUNTY:
            return self._county(base, frame)
        return self._vector(base, record.role, frame)

    def _frame(self, record: LayerRecord) -> gpd.GeoDataFrame:
        """Return the features of a layer; a feature table never changes, so it is read once."""
        if not record.table:
            return self.reads.frame(record.uid)
        return self._kept(("read", record.uid, record.table), partial(self.reads.frame, record.uid))

    def _raster(self, base: SceneLayer, record: LayerRecord) -> SceneLayer:
        plan = Path(getattr(self.reads, "path", "plan")).absolute()
        state = self.found.get(rasters.identity(record)) or self._looked_for(record, plan)
        is_terrain = record.role is Role.TERRAIN
        kind = "terrain" if is_terrain else "picture"
        path = state.path or plan.parent / record.raster_path
        # A file that was put back or written anew is tried again.
        stamp = _stamp(path) if state.path is not None else None
        key = ("raster", str(path), stamp, kind, self.epsg)
        raster = self._kept(key, lambda: RasterLayer(path, self.epsg, kind, is_missing=stamp is None))
        raster.is_changed = state.code is RasterCode.CHANGED
        opacity = base.opacity * (self.theme.hillshade_opacity if is_terrain else 1.0)
        group = Group.RELIEF if is_terrain else Group.PICTURE
        return replace(base, group=group, raster=raster, opacity=opacity, is_pickable=False)

    def _looked_for(self, record: LayerRecord, plan: Path) -> RasterState:
        homes: tuple[str, ...] = getattr(self.reads, "raster_homes", tuple)()
        # What is printed is checked to the last byte; the map must not wait for that.
        limit = None if self.theme.name == "print" else rasters.AT_ONCE_BYTES
        return rasters.resolve(record, plan, homes=homes, hash_up_to=limit)

    def _county(self, base: SceneLayer, frame: gpd.GeoDataFrame) -> SceneLayer:
        names = _texts(frame, "name")
        self.county_names |= dict(zip(_texts(frame, "code"), names, strict=True))
        shapes = self._shapes((base.uid, "all"), frame, frame)
        style = self.theme.style("county")
        parts = [Part("county", style, shapes)]
        labels = self._labels(style, shapes, names)
        return replace(base, group=Group.LAND, parts=tuple(parts), labels=labels)

    def _vector(self, base: SceneLayer, role: Role, frame: gpd.GeoDataFrame) -> SceneLayer:
        dimensions = shapely.get_dimensions(frame.geometry.values)
        parts: list[Part] = []
        labels: list[LabelSet] = []
        for dimension in (2, 1, 0):
            chosen = np.flatnonzero(dimensions == dimension)
            if len(chosen) == 0:
                continue
            for key, members in self._classes(role, dimension, frame, chosen):
                part = self._part(base.uid, key, dimension, frame, members)
                parts.append(part)
                weights = _column(frame, "people")
                labels += self._labels(part.style, part.shapes, list(part.shapes.names), weights[members])
        return replace(base, group=_group(role, dimensions), parts=tuple(parts), labels=tuple(labels))

    def _part(self, uid: str, key: str, dimension: int, frame: gpd.GeoDataFrame, members: NDArray[np.intp]) -> Part:
        style = _for_dimension(self.theme.style(key), self.theme.style("other"), dimension)
        if dimension == 0 and len(members) > _MANY_POINTS:
            style = replace(style, max_mpp=min(style.max_mpp, _MANY_POINTS_MPP))
        shapes = self._shapes(
            (uid, key, dimension), frame, frame if len(members) == len(frame) else frame.iloc[members]
        )
        return Part(key, style, shapes)

    def _classes(
        self, role: Role, dimension: int, frame: gpd.GeoDataFrame, chosen: NDArray[np.intp]
    ) -> list[tuple[str, NDArray[np.intp]]]:
        """Split a layer into groups that look alike: rivers by order, everything else in one."""
        if role is not Role.RIVER or dimension != 1:
            return [(role.value if role is not Role.RIVER else "lake", chosen)]
        size = river_sizes(frame)[chosen]
        return [(f"river_{k}", chosen[size == k]) for k in (3, 2, 1) if (size == k).any()]

    # -- derived and drawn layers ------------------------------------------------------------------

    def _derived_layers(self) -> list[tuple[tuple[str, str, Group], Callable[[SceneLayer], SceneLayer]]]:
        words = self.words
        return [
            ((ids.STRADDLING, words.straddling, Group.STRADDLING), self._straddling),
            ((ids.ZONES, words.zones, Group.ZONE), self._zones),
            ((ids.REACHES, words.reaches, Group.REACH), self._reaches),
            ((ids.BORDERS, words.borders, Group.BORDER), self._borders),
            ((ids.PATROL, words.patrol_areas, Group.PATROL), self._patrol),
        ]

    def _derived(self, uid: str, title: str, group: Group) -> SceneLayer:
        look = self.derived.get(uid, Look())
        # The colours of zones say which class they are.
        color = "" if uid == ids.ZONES else color_in(look.style)
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

    def _borders(self, base: SceneLayer) -> SceneLayer:
        frame = self.reads.borders()
        parts = []
        for level in ("outer", "county", "prefecture", "province"):
            rows = frame[frame["level"].astype(str) == level] if len(frame) else frame
            if len(rows):
                key = f"border_{level}"
                names = [self._pair_name(pair) for pair in _texts(rows, "pair")]
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
        known = set() if len(borders) == 0 else set(_texts(borders, "left")) | set(_texts(borders, "right"))
        parts = []
        for record in self.records:
            if record.role is not Role.COUNTY or record.shape is not Shape.POLYGON:
                continue
            frame = self._frame(record)
            missing = [code not in known for code in _texts(frame, "code")] if len(frame) else []
            if any(missing):
                rows = frame if all(missing) else frame[missing]
                land = self._shapes((record.uid, "outline source", sum(missing)), frame, rows)
                key = ("outlines", record.uid, sum(missing), id(land))
                outlines = self._kept(key, partial(CountyOutlines, land))
                parts.append(Part("border_county", self.theme.style("border_county"), outlines))
        return parts

    def _zones(self, base: SceneLayer) -> SceneLayer:
        frame = self.reads.zones()
        if len(frame) == 0:
            return base
        frame_shown = frame[frame["zone_class"].astype(str) != ZoneClass.LOCAL.value]
        ranks = frame_shown["rank"].to_numpy(dtype=float)
        classes = frame_shown["zone_class"].astype(str).to_numpy()
        names = [self.zone_name(row) for row in frame_shown[["counties", "number"]].to_dict("records")]
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
                    shapes = self._shapes((base.uid, key, upper), frame, rows, [names[i] for i in members])
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
        keys = [] if sides is None else list(zip(_texts(sides, "zone_uid"), _texts(sides, "county"), strict=True))
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
        shapes = self._shapes((ids.ZONES, "labels"), frame, shown, names)
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
            for name, area_m2 in zip(_texts(frame, "name"), self._areas_m2(frame), strict=True)
        ]
        return replace(base, parts=(Part("patrol", style, shapes),), labels=self._labels(style, shapes, texts))

    # -- helpers -----------------------------------------------------------------------------------

    def _areas_m2(self, frame: gpd.GeoDataFrame) -> NDArray[np.float64]:
        """Measure as the lists and the annex do: edges are straight in the plan's metric CRS."""
        shapes = np.asarray(frame.geometry.values, dtype=object)
        return areas_from_gk_m2(transform(shapes, STORAGE_CRS, f"EPSG:{self.epsg}"), self.epsg)

    def zone_name(self, row: Mapping[str, Any]) -> str:
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
        return (LabelSet(style.label, shapes, tuple(texts), weights=weights, offset_px=offset),)

    def _shapes(
        self,
        key: tuple[object, ...],
        frame: gpd.GeoDataFrame,
        rows: gpd.GeoDataFrame,
        names: Sequence[str] | None = None,
    ) -> Shapes:
        """Return shapes of rows of a frame; those of the scene before when nothing in them changed."""

        def new() -> Shapes:
            uids = _texts(rows, "uid") if "uid" in rows else [str(i) for i in range(len(rows))]
            return Shapes(np.asarray(rows.geometry.values), self.epsg, uids, names or _texts(rows, "name"))

        kept = self.old_cache.get(("frame", *key))
        if isinstance(kept, tuple) and kept[0] is frame and len(kept[1]) == len(rows):
            shapes = kept[1]
        else:
            shapes = new()
            # A plan read again gives new frames of the same features: their detail levels are still good.
            if isinstance(kept, tuple) and shapes.equals(kept[1]):
                shapes = kept[1]
        self.cache[("frame", *key)] = (frame, shapes)
        return shapes

    def _kept(self, key: object, new: Callable[[], Any]) -> Any:
        value = self.old_cache.get(key)
        if value is None:
            value = new()
        self.cache[key] = value
        return value


def river_sizes(frame: gpd.GeoDataFrame) -> NDArray[np.intp]:
    """Return 1 (large), 2 or 3 (small) for each river, from order, width and name, whichever is known.

    Orders count upwards from the springs (Strahler 1957): the two highest orders are large.
    """
    order, width = _column(frame, "order"), _column(frame, "width_m")
    named = np.array([bool(name) for name in _texts(frame, "name")])
    size = np.where(named, 2, 3)
    if np.isfinite(order).any():
        top = np.nanmax(order)
        size = np.where(
            np.isfinite(order), np.where(order >= max(top - 1, 2), 1, np.where(order >= top - 2, 2, 3)), size
        )
    return np.where(np.nan_to_num(width) >= 30.0, 1, size).astype(np.intp)


def _base(record: LayerRecord) -> SceneLayer:
    """Return a layer without content, of the group its record makes us expect."""
    groups = {Shape.RASTER: Group.PICTURE, Shape.LINE: Group.LINE, Shape.POINT: Group.POINT}
    return SceneLayer(
        record.uid,
        record.role.value,
        record.title,
        Group.LAND if record.role is Role.COUNTY else groups.get(record.shape, Group.AREA),
        opacity=record.opacity,
        visible=record.visible,
        position=record.position,
        color=color_in(record.style),
    )


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file does; None when there is no such file."""
    found = facts(path)
    return None if found is None else (found.st_mtime_ns, found.st_size)


def _group(role: Role, dimensions: NDArray[np.integer]) -> Group:
    if role in _LINE_ROLES:
        return Group.LINE
    return {2: Group.AREA, 1: Group.LINE}.get(int(dimensions.max(initial=0)), Group.POINT)


def _for_dimension(style: Style, fallback: Style, dimension: int) -> Style:
    """Return a style that can draw a dimension: points have symbols, lines and areas have none."""
    if dimension == 0:
        return (
            style
            if style.symbol
            else replace(fallback, fill=style.fill or style.line or fallback.fill, label=style.label)
        )
    label = replace(style.label, placement="area" if dimension == 2 else "line") if style.label else None
    line = style.line or style.fill
    return replace(style, symbol="", glyph="", line=line, fill=style.fill if dimension == 2 else "", label=label)


def _column(frame: gpd.GeoDataFrame, name: str) -> NDArray[np.float64]:
    if name not in frame:
        return np.full(len(frame), np.nan)
    return pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float)


def _texts(frame: gpd.GeoDataFrame, name: str) -> list[str]:
    if name not in frame:
        return [""] * len(frame)
    return ["" if value is None or value != value else str(value) for value in frame[name]]


def _short_number(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def _epsg_of(records: Sequence[LayerRecord]) -> int:
    counties = [record.bounds for record in records if record.role is Role.COUNTY and record.bounds]
    boxes = counties or [record.bounds for record in records if record.bounds]
    whole = ids.union(list(boxes))
    return metric_epsg(whole) if whole is not None else metric_epsg((117.0, 40.0, 117.0, 40.0))
