"""Zones cut by county, and what lies in each part: area, forest, river, people, depots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.access import nearest_depots
from layers.borders.partition import CountyPartition, line_pieces, of_dimension
from layers.borders.straddle import CutObjects
from layers.crs import STORAGE_CRS, transform
from layers.exposure import summarise
from layers.geodesy import HA_PER_M2, areas_from_gk_m2, geodesic_lengths_m
from layers.kinds import Role
from layers.parallel import in_threads, query_pairs, united_by
from layers.zones.model import ZoneInputs

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Parts smaller than this are rounding along a line, not land.
_SLIVER_M2 = 1.0
#: Threads thinner than this are no land either.
_GRID_M = 0.001


@dataclass(frozen=True)
class Parts:
    """Zone parts by county, in order of zone and county; ``shape`` metric, ``stored`` EPSG:4490."""

    zone: Integers
    county: Integers
    shape: Objects
    stored: Objects
    area_ha: Floats


@dataclass(frozen=True)
class Land:
    """Polygons of which no two overlap, each in one county, metric CRS.

    ``scale`` is hm² on the ellipsoid per square metre of the plane, at each polygon.
    """

    county: Integers
    shape: Objects
    scale: Floats


@dataclass(frozen=True)
class Holdings:
    """Things that are counted inside parts, prepared once for all hazards."""

    forest: Land
    rivers: Objects
    places: gpd.GeoDataFrame
    depots: gpd.GeoDataFrame
    silent_places: frozenset[str]
    silent_depots: frozenset[str]


def cut_by_county(shapes: Objects, partition: CountyPartition) -> Parts:
    """Cut zones by county; what lies outside every county belongs to no zone."""
    zone, county, parts = partition.cut(shapes)
    kept = (county >= 0) & (shapely.area(parts) >= _SLIVER_M2)
    zone, county = zone[kept], county[kept]
    parts, stored = storable(parts[kept], partition.crs)
    area = areas_from_gk_m2(parts, partition.metric_epsg)
    kept = area >= _SLIVER_M2
    return Parts(zone[kept], county[kept], parts[kept], stored[kept], area[kept] * HA_PER_M2)


def storable(shapes: Objects, crs: str) -> tuple[Objects, Objects]:
    """Return polygons that are valid in EPSG:4490 and in the plane, there and back again; both forms.

    Cuts leave threads thinner than reprojection keeps apart; such shapes are put on a grid of 1 mm,
    where threads vanish.  A vertex that then lies on an edge in the plane may lie across it in degrees:
    what is still broken is mended there.
    """
    stored = transform(shapes, crs, STORAGE_CRS)
    again = transform(stored, STORAGE_CRS, crs)
    broken = np.flatnonzero(~(_valid(stored) & _valid(shapes) & _valid(again)))
    if len(broken) == 0:
        return shapes, stored
    shapes = shapes.copy()
    shapes[broken] = in_threads(_without_threads, shapes[broken], worth=32)
    stored[broken] = transform(shapes[broken], crs, STORAGE_CRS)
    crossed = broken[~shapely.is_valid(stored[broken])]
    mended = shapely.make_valid(stored[crossed], method="structure", keep_collapsed=False)
    stored[crossed] = of_dimension(np.asarray(mended, dtype=object), 2)
    shapes[crossed] = transform(stored[crossed], STORAGE_CRS, crs)
    return shapes, stored


def _valid(shapes: Objects) -> NDArray[np.bool_]:
    return in_threads(shapely.is_valid, shapes).astype(bool)


def _without_threads(shapes: Objects) -> Objects:
    """Return polygons on the millimetre grid, without slivers and without threads thinner than that."""
    valid = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    # A geometry remembers its grid, and all that is cut with it later would be put there too: until it is stored, that
    # is, for files do not tell the grid.
    gridded = shapely.set_precision(shapely.set_precision(valid, _GRID_M), 0.0)
    parts, source = shapely.get_parts(gridded, return_index=True)
    land = (shapely.get_type_id(parts) == 3) & (shapely.area(parts) >= _SLIVER_M2)
    result = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    parts, source = parts[land], source[land]
    alone = np.bincount(source, minlength=len(shapes))[source] == 1
    result[source[alone]] = parts[alone]
    shapely.multipolygons(parts[~alone], indices=source[~alone], out=result)
    return result


def river_lines(inputs: ZoneInputs, crs: str) -> Objects:
    """Return the river lines of all layers in short pieces, metric CRS; a feature in two layers counts once."""
    seen: set[str] = set()
    lines: list[shapely.Geometry] = []
    for layer in sorted(inputs.of_role(Role.RIVER), key=lambda item: item.uid):
        for uid, shape in zip(layer.frame["uid"].astype(str), layer.frame.geometry, strict=True):
            if uid not in seen and shape is not None and not shape.is_empty:
                seen.add(uid)
                lines.append(shape)
    parts = shapely.get_parts(np.array(lines, dtype=object))
    parts = parts[shapely.get_type_id(parts) == 1]
    return line_pieces(transform(parts, STORAGE_CRS, crs), 16)[0] if len(parts) else parts


def once_only(objects: CutObjects) -> Land:
    """Return the land under some objects, each place once: the larger polygon keeps what two claim."""
    inside = np.flatnonzero(objects.county >= 0)
    plane = shapely.area(objects.parts[inside])
    order = np.lexsort([inside, -plane])
    inside, plane = inside[order], plane[order]
    shapes = objects.parts[inside]
    a, b = query_pairs(shapely.STRtree(shapes), shapes, "intersects")
    smaller = a > b
    touched, taken = united_by(a[smaller], shapes[b[smaller]])
    left = shapes.copy()
    left[touched] = of_dimension(in_threads(shapely.difference, shapes[touched], taken, chunk=256), 2)
    kept = shapely.area(left) > 0.0
    scale = objects.area_m2[inside] / plane * HA_PER_M2
    return Land(objects.county[inside][kept], left[kept], scale[kept])


def forest_ha(parts: Parts, forest: Land, beside: Parts | None = None) -> Floats:
    """Return the forest inside each part, geodesic hm²; overlapping layers count once.

    ``beside`` are parts of other zones where ``parts`` are not all there are.
    """
    result = np.zeros(len(parts.zone))
    if len(forest.shape) == 0 or len(parts.zone) == 0:
        return result
    shapely.prepare(parts.shape)  # a part is asked by one thread only: prepared shapes are not made for two
    part, piece = query_pairs(shapely.STRtree(forest.shape), parts.shape, "covers")
    same = parts.county[part] == forest.county[piece]
    part, piece = part[same], piece[same]
    np.add.at(result, part, shapely.area(forest.shape[piece]) * forest.scale[piece])
    # Parts do not overlap: what one of them holds whole only touches the others.
    held = [piece] if beside is None else [piece, _held(beside, forest)]
    rest = np.setdiff1d(np.arange(len(forest.shape)), np.concatenate(held))
    part, piece = query_pairs(shapely.STRtree(forest.shape[rest]), parts.shape, "intersects")
    piece = rest[piece]
    same = parts.county[part] == forest.county[piece]
    part, piece = part[same], piece[same]
    inside = in_threads(shapely.intersection, parts.shape[part], forest.shape[piece], chunk=256)
    np.add.at(result, part, shapely.area(inside) * forest.scale[piece])
    return np.asarray(np.minimum(result, parts.area_ha))


def _held(parts: Parts, forest: Land) -> Integers:
    """Return which pieces of forest one of some parts holds whole."""
    if len(parts.zone) == 0:
        return np.zeros(0, dtype=np.int64)
    shapely.prepare(parts.shape)
    part, piece = query_pairs(shapely.STRtree(forest.shape), parts.shape, "covers")
    held: Integers = piece[parts.county[part] == forest.county[piece]]
    return held


def river_m(parts: Parts, rivers: Objects, crs: str) -> Floats:
    """Return the geodesic river length inside each part, metres."""
    result = np.zeros(len(parts.zone))
    if len(rivers) == 0 or len(parts.zone) == 0:
        return result
    piece, part = query_pairs(shapely.STRtree(parts.shape), rivers, "intersects")
    inside = in_threads(shapely.intersection, rivers[piece], parts.shape[part])
    lines = shapely.length(inside) > 0.0
    metres = geodesic_lengths_m(transform(inside[lines], crs, STORAGE_CRS))
    np.add.at(result, part[lines], metres)
    return result


def people_together(people: Sequence[float]) -> float:
    """Return the people of all parts of a zone: the known ones, nan where that says nothing about the whole."""
    known = [one for one in people if not math.isnan(one)]
    together = float(sum(known)) if known else math.nan
    if together == 0.0 and len(known) < len(people):
        return math.nan  # nobody on the known side says nothing about the other
    return together


def part_numbers(
    parts: Parts, holdings: Holdings, partition: CountyPartition, beside: Parts | None = None
) -> pd.DataFrame:
    """Return the numbers of each part, indexed 0 … n−1, with the names of PART_COLUMNS.

    ``beside`` are parts of other zones near them where ``parts`` are not all there are.
    """
    codes = partition.codes[parts.county]
    areas = gpd.GeoDataFrame({"key": parts.zone, "county": codes}, geometry=parts.shape, crs=partition.crs)
    people = summarise(areas, holdings.places, silent=holdings.silent_places)
    # A point of the stored shape: measured again from the plan, it is the same point.
    points = gpd.GeoDataFrame(
        {"county": codes}, geometry=np.asarray(shapely.point_on_surface(parts.stored)), crs=STORAGE_CRS
    )
    depots = nearest_depots(points, holdings.depots, holdings.silent_depots)
    frame = pd.DataFrame(
        {
            "zone": parts.zone,
            "county": codes,
            "area_ha": parts.area_ha,
            "forest_ha": forest_ha(parts, holdings.forest, beside),
            "river_m": river_m(parts, holdings.rivers, partition.crs),
            "people": people["people"].to_numpy(dtype=np.float64),
            "people_unknown_places": people["people_unknown_places"].to_numpy(dtype=np.int64),
            "villages": people["villages"].to_numpy(dtype=np.int64),
        }
    )
    return pd.concat([frame, depots.reset_index(drop=True)], axis=1)
