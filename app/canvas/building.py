"""From the rows of a plan to a scene.  Reads a plan or the open document; knows nothing of windows."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app.canvas.derived import DerivedLayers
from app.canvas.placed import PlacedPicture
from app.canvas.rasters import RasterLayer
from app.canvas.reads import Look, Reads, Rows, looks_of, numbers_of, texts_of
from app.canvas.restyling import relabelled, restyled
from app.canvas.scene import ZONES, CellClass, Group, LabelSet, Part, Scene, SceneLayer
from app.canvas.splitting import SplitLayers
from app.canvas.stacking import stacked
from app.canvas.styles import Style
from app.canvas.styles import theme as load_theme
from app.canvas.tiled import TileArchiveLayer
from app.canvas.words import MapWords
from layers.kinds import Origin, Role, Shape
from layers.plan import rasters
from layers.plan.model import LayerRecord
from layers.plan.raster_places import facts, is_sqlite
from layers.plan.rasters import RasterCode, RasterState
from layers.styling.cover import CoverClasses, classes_of_raster, strange
from layers.styling.model import LabelChoice, LayerStyle, Mode, color_of, read_style
from layers.styling.model import Look as Changes
from layers.styling.presets import effective

_log = logging.getLogger(__name__)


#: A layer of more points than this shows only where there is room for them.
_MANY_POINTS, _MANY_POINTS_MPP = 300, 260.0
#: How strongly classes of land cover are drawn: lines and names on them must be read.
COVER_OPACITY = 0.6
_LINE_ROLES = (Role.TOWNSHIP,)  # areas that are drawn by their outline only


def build_scene(
    reads: Reads,
    *,
    theme: str = "light",
    words: MapWords | None = None,
    derived: Mapping[str, Look] | None = None,
    previous: Scene | None = None,
    found: Mapping[tuple[str, ...], RasterState] | None = None,
    hazard: str = "",
) -> Scene:
    """Return the scene of a plan.

    Parameters
    ----------
    reads : PlanStore or Document
    theme : ``light``, ``dark`` or ``print``
    words : what the map prints by itself; Chinese by default
    derived : looks of ``zones``, ``borders``, ``straddling``, ``reaches``, ``patrol_areas``; the plan's own by default
    previous : the scene before; projections and detail levels of frames that did not change are kept
    hazard : whose zones are drawn; of all hazards by default
    found : where rasters are, by :func:`layers.plan.rasters.identity`; others are looked for
    """
    looks = looks_of(reads) if derived is None else derived
    return _Builder(reads, load_theme(theme), words or MapWords(), looks, previous, found or {}, hazard).scene()


class _Builder(SplitLayers, DerivedLayers):
    """Puts a scene together: layers of files here, the others in :class:`DerivedLayers`."""

    def scene(self) -> Scene:
        # Derived records have their own tables and painters, and come last: they are named after counties.
        records = [record for record in self.records if record.origin is not Origin.DERIVED]
        read = [self._or_problem(_base(record), partial(self._record, record)) for record in records]
        derived = [self._or_problem(self._derived(*what), draw) for what, draw in self._derived_layers()]
        derived = [self._derived_look(one) for one in derived]
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

    def _derived_look(self, layer: SceneLayer) -> SceneLayer:
        """Return a layer that no file holds as the planner wants it; the colours of zones say their class and stay."""
        look = self.derived.get(layer.uid)
        style = read_style(look.style) if look is not None else LayerStyle()
        changes = Changes() if layer.uid == ZONES else style.look
        if changes == Changes() and style.labels == LabelChoice():
            return layer
        parts = tuple(replace(part, style=restyled(part.style, changes, self.theme.land)) for part in layer.parts)
        labels = tuple(
            replace(one, style=kept)
            for one in layer.labels
            if (kept := relabelled(Style(label=one.style), _resized(one, style.labels), self.theme).label) is not None
        )
        return replace(layer, parts=parts, labels=labels, has_own_look=changes != Changes())

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
        if record.role is Role.COUNTY:
            frame = self._frame(record)
            return base if frame is None or len(frame) == 0 else self._county(base, record, frame)
        rows = self._rows(record)
        return base if rows is None or len(rows) == 0 else self._vector(base, record, rows)

    def _raster(self, base: SceneLayer, record: LayerRecord) -> SceneLayer:
        plan = Path(getattr(self.reads, "path", "plan")).absolute()
        state = self.found.get(rasters.identity(record)) or self._looked_for(record, plan)
        is_terrain = record.role is Role.TERRAIN
        kind = "terrain" if is_terrain else "picture"
        path = state.path or plan.parent / record.raster_path
        # A file that was put back or written anew is tried again.
        stamp = _stamp(path) if state.path is not None else None
        placed = json.dumps(record.placement, sort_keys=True) if record.placement else ""
        key = ("raster", str(path), stamp, kind, self.epsg, placed)
        raster = self._kept(key, partial(_raster_of, path, self.epsg, kind, record.placement, stamp is None))
        raster.is_changed = state.code is RasterCode.CHANGED
        opacity = base.opacity * (self.theme.hillshade_opacity if is_terrain else 1.0)
        group = Group.RELIEF if is_terrain else Group.PICTURE
        made = replace(base, group=group, raster=raster, opacity=opacity, is_pickable=False)
        if record.role is Role.LAND_COVER and stamp is not None:
            return self._cover(made, record, raster, (str(path), stamp))
        return made

    def _cover(
        self, base: SceneLayer, record: LayerRecord, raster: RasterLayer, file: tuple[object, ...]
    ) -> SceneLayer:
        """Return a land-cover raster in the colours of its classes, pale and right on the land: it fills the map."""
        code = read_style(record.style).classification
        key = ("classes", *file, record.title, code)
        found = self._kept(key, lambda: (_cover_classes(raster.path, record.title, code),))[0]
        raster.show_classes(found)
        if found is None:
            return base
        chinese = self.words.is_chinese
        cells = tuple(CellClass(one.value, one.zh if chinese else one.en, one.color) for one in found.classes)
        strange_one = strange()
        cells += (CellClass(strange_one.value, strange_one.zh if chinese else strange_one.en, strange_one.color),)
        return replace(base, group=Group.COVER, cells=cells, opacity=base.opacity * COVER_OPACITY)

    def _looked_for(self, record: LayerRecord, plan: Path) -> RasterState:
        homes: tuple[str, ...] = getattr(self.reads, "raster_homes", tuple)()
        # What is printed is checked to the last byte; the map must not wait for that.
        limit = None if self.theme.name == "print" else rasters.AT_ONCE_BYTES
        return rasters.resolve(record, plan, homes=homes, hash_up_to=limit)

    def _county(self, base: SceneLayer, record: LayerRecord, frame: gpd.GeoDataFrame) -> SceneLayer:
        names = texts_of(frame, "name")
        self.county_names |= dict(zip(texts_of(frame, "code"), names, strict=True))
        shapes = self._keyed(self._shapes((base.uid, "all"), frame, frame), record, "all")
        style = self._looked(self.theme.style("county"), read_style(record.style))
        parts = [Part("county", style, shapes)]
        labels = self._labels(style, shapes, names)
        return replace(base, group=Group.LAND, parts=tuple(parts), labels=labels)

    def _vector(self, base: SceneLayer, record: LayerRecord, rows: Rows) -> SceneLayer:
        frame = rows.table
        stored = read_style(record.style)
        # Looking through the columns for a style that comes by itself takes a while; a frame never changes.
        made_by = ("style", base.uid, record.role, repr(record.style), id(frame))
        style = self._kept(made_by, lambda: (frame, effective(record.role, stored, frame)))[1]
        dimensions = rows.dimensions()
        weights = numbers_of(frame, "people")
        parts: list[Part] = []
        labels: list[LabelSet] = []
        for dimension in (2, 1, 0):
            chosen = np.flatnonzero(dimensions == dimension)
            if len(chosen) == 0:
                continue
            for key, members in self._classes(record.role, dimension, frame, chosen, style.mode):
                whole = self._part(record, key, dimension, rows, members)
                if not style.is_split:
                    found = [replace(whole, style=self._looked(whole.style, style))]
                else:
                    found = self._split(base.uid, key, whole.style, style, frame, whole.shapes, members)
                for part in found:
                    features = members if part.shapes is whole.shapes else members[self._places(part, whole)]
                    labels += self._column_labels(part, style, frame, features, weights[features])
                parts += found
        own = style.look != Changes() or stored.is_split
        group = _group(record.role, dimensions)
        return replace(base, group=group, parts=tuple(parts), labels=tuple(labels), has_own_look=own)

    def _part(self, record: LayerRecord, key: str, dimension: int, rows: Rows, members: NDArray[np.intp]) -> Part:
        style = _for_dimension(self.theme.style(key), self.theme.style("other"), dimension)
        if dimension == 0 and len(members) > _MANY_POINTS:
            style = replace(style, max_mpp=min(style.max_mpp, _MANY_POINTS_MPP))
        shapes = self._shapes((record.uid, key, dimension), rows, rows.take(members))
        # Which features look alike may change with the program; who they are is part of the key.
        return Part(
            key, style, self._keyed(shapes, record, dimension, len(members), crc32(members.astype("<i4").tobytes()))
        )

    def _classes(
        self, role: Role, dimension: int, frame: pd.DataFrame, chosen: NDArray[np.intp], mode: Mode
    ) -> list[tuple[str, NDArray[np.intp]]]:
        """Split a layer into groups that look alike by themselves: rivers by order, everything else in one."""
        if role is Role.RIVER and dimension == 1 and mode is not Mode.DEFAULT:
            return [("river_2", chosen)]
        if role is not Role.RIVER or dimension != 1:
            return [(role.value if role is not Role.RIVER else "lake", chosen)]
        size = river_sizes(frame)[chosen]
        return [(f"river_{k}", chosen[size == k]) for k in (3, 2, 1) if (size == k).any()]


def river_sizes(frame: pd.DataFrame) -> NDArray[np.intp]:
    """Return 1 (large), 2 or 3 (small) for each river, from order, width and name, whichever is known.

    Orders count upwards from the springs (Strahler 1957): the two highest orders are large.
    """
    order, width = numbers_of(frame, "order"), numbers_of(frame, "width_m")
    named = np.array([bool(name) for name in texts_of(frame, "name")])
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
        color=color_of(record.style),
    )


def _resized(labels: LabelSet, choice: LabelChoice) -> LabelChoice:
    """Return a choice of size for a label that has one of several; numbers of zones keep their own."""
    return replace(choice, size_px=None) if labels.style.placement == "disc" else choice


def _cover_classes(path: Path, title: str, code: str) -> CoverClasses | None:
    """Return the classes of a land-cover raster; None where it has none or cannot be read, which drawing will tell."""
    try:
        return classes_of_raster(path, names=(title,), classification=code)
    except Exception:
        _log.exception("the classes of %s could not be read", path)
        return None


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file does; None when there is no such file."""
    found = facts(path)
    return None if found is None else (found.st_mtime_ns, found.st_size)


def _raster_of(path: Path, epsg: int, kind: str, placement: Mapping[str, Any], is_missing: bool) -> RasterLayer:
    """Return what draws a file: by its content, and by what the plan knows of its place."""
    if placement:
        return PlacedPicture(path, epsg, placement, is_missing=is_missing)
    if not is_missing and path.is_file() and is_sqlite(path):  # opening a pipe would wait for its other end
        return TileArchiveLayer(path, epsg, is_missing=is_missing)
    return RasterLayer(path, epsg, kind, is_missing=is_missing)


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
