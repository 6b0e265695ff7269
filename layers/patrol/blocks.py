"""Blocks (联防单元): the pieces of land that roads, rivers, ridges, fuel breaks and county lines already form.

A block is what US agencies call a potential operational delineation: ground bounded by features where people can stand
and hold something, in which risk and response are summarised.  Joint-patrol areas are put together from blocks on both
sides of a county line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import exposure
from layers.borders import build_network, clean_counties
from layers.borders.model import BorderNetwork
from layers.borders.partition import CountyPartition, build_partition
from layers.borders.straddle import cut_objects
from layers.crs import STORAGE_CRS, transform
from layers.errors import AnalysisError
from layers.exposure.location import ON_EDGE_M
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.hazards.band import BorderLines, border_lines
from layers.kinds import Role
from layers.parallel import in_threads
from layers.patrol import faces, shaping
from layers.patrol.block_model import BLOCK_COLUMNS, ZONES, BlockParameters, road_class_column
from layers.patrol.ridges import MARGIN_M, Heights, ridge_lines
from layers.progress import Progress, part, silent
from layers.zones.model import ZoneInputs, shared_zones
from layers.zones.parts import Parts, cut_by_county, forest_ha, once_only, storable

Objects = NDArray[np.object_]

#: A union of blocks that share their edges has the area of their sum within this part; else they overlap.
_SAME_AREA = 1e-9

#: Reads the terrain for an extent (xmin, ymin, xmax, ymax) of EPSG:code.
ReadTerrain = Callable[[tuple[float, float, float, float], int], Sequence[Heights]]


@dataclass(frozen=True)
class Blocks:
    """Blocks and what is worth knowing about how they came about."""

    frame: gpd.GeoDataFrame
    parameters: BlockParameters
    metric_epsg: int
    used: Mapping[str, int]  # Role value or "ridge" → lines that reach into the ground divided
    dangles_m: float  # length of what bounds nothing
    dangles: int
    joined_ends: int
    merged: int  # pieces below the least size that joined a neighbour
    terrain_step_m: float | None  # cell the ridges were found on; None without terrain


def make_blocks(
    inputs: ZoneInputs,
    parameters: BlockParameters | None = None,
    *,
    zones: gpd.GeoDataFrame | None = None,
    terrain: ReadTerrain | None = None,
    progress: Progress = silent,
) -> Blocks:
    """Divide the land along county lines into blocks.

    The same inputs give the same blocks; the order of rows and layers does not matter.

    Parameters
    ----------
    inputs : ZoneInputs
        Counties and layers, EPSG:4490: roads, rivers, lakes and firebreaks divide (lines, or the outlines of polygons);
        settlements, population and forest are counted.
    parameters : BlockParameters, optional
    zones : GeoDataFrame, optional
        Columns ``ZONE_COLUMNS``: the ground when ``around`` is ``"zones"``.
    terrain : callable, optional
        Reads heights; without it there are no ridges.

    Returns
    -------
    Blocks
        Blocks do not overlap and cover the ground exactly, as far as it lies in a county.  Where county lines divide
        they are never moved, and each block lies in one county.

    Raises
    ------
    AnalysisError
        There is no county polygon with a code (``missing``), no two counties meet (``reason_code``
        ``"no_shared_line"``), or there is no shared zone to divide (``"no_zones"``).
    """
    chosen = parameters or BlockParameters()
    progress(0.0, "borders")
    counties = clean_counties(inputs.counties)
    network = build_network(counties, metric_epsg=inputs.metric_epsg, progress=part(progress, 0.0, 0.08))
    inputs = replace(inputs, counties=counties[["code", "name", "geometry"]], metric_epsg=network.metric_epsg)
    partition = build_partition(counties, network)
    lines = border_lines(network)
    band = _ground(chosen, lines, zones, partition.crs)
    progress(0.15, "blocks_lines")
    dividing, used = _dividing(inputs, chosen, band, partition.crs)
    ridges, step = _ridges(chosen, band, partition.metric_epsg, terrain, part(progress, 0.15, 0.3))
    if step is not None:
        used["ridge"] = len(ridges)
    outlines = _outlines(counties, network, partition)
    found = faces.divide(
        band,
        partition.polygons,
        np.concatenate([*dividing, ridges]),
        fixed=outlines if chosen.county_lines else _outer(network, outlines),
        snap_m=chosen.snap_m,
        progress=part(progress, 0.3, 0.7),
    )
    owners = found.owners if chosen.county_lines else np.zeros(len(found.owners), dtype=np.int64)
    areas = areas_from_gk_m2(found.shapes, partition.metric_epsg) * HA_PER_M2
    shapes, of_face = faces.without_small(found.shapes, owners, areas, chosen.least_ha)
    progress(0.8, "blocks_exposure")
    county = np.full(len(shapes), -1, dtype=np.int64)
    county[of_face] = found.owners
    frame = _described(shapes, county, chosen, inputs, partition, lines)
    progress(1.0, "done")
    return Blocks(
        frame=frame,
        parameters=chosen,
        metric_epsg=partition.metric_epsg,
        used=used,
        dangles_m=float(shapely.length(found.dangles).sum()),
        dangles=len(found.dangles),
        joined_ends=found.joined_ends,
        merged=len(found.shapes) - len(shapes),
        terrain_step_m=step,
    )


def joined(shapes: Sequence[shapely.Geometry], *, epsg: int) -> shapely.Geometry:
    """Return one area of several blocks (EPSG:4490): only the lines between them go, nothing else moves.

    Parameters
    ----------
    shapes : sequence of polygons
        Blocks that were made together share their vertices; with others the union is worked out in EPSG:``epsg``.
    """
    blocks = np.array(list(shapes), dtype=object)
    try:
        whole = faces.single(shapely.coverage_union_all(blocks))
    except shapely.errors.GEOSException:  # blocks of two makings cross
        return shaping.merge(list(shapes), epsg=epsg)
    if whole.is_valid and abs(whole.area - shapely.area(blocks).sum()) <= _SAME_AREA * whole.area:
        return shapely.orient_polygons(whole)
    return shaping.merge(list(shapes), epsg=epsg)


def _ground(chosen: BlockParameters, lines: BorderLines, zones: gpd.GeoDataFrame | None, crs: str) -> shapely.Geometry:
    """Return the ground to be divided, metric CRS."""
    if chosen.around == ZONES:
        shared = shared_zones(zones) if zones is not None and len(zones) else None
        if shared is None or len(shared) == 0:
            raise AnalysisError(reason_code="no_zones")
        shapes = transform(np.asarray(shared.geometry.array, dtype=object), STORAGE_CRS, crs)
        width = chosen.zone_margin_m
    else:
        if len(lines.stretches) == 0:
            raise AnalysisError(reason_code="no_shared_line")
        shapes, width = lines.stretches, chosen.band_m
    around = in_threads(lambda some: shapely.buffer(some, width, quad_segs=8), shapes, chunk=64)
    return shapely.union_all(around)


def _dividing(
    inputs: ZoneInputs, chosen: BlockParameters, band: shapely.Geometry, crs: str
) -> tuple[list[Objects], dict[str, int]]:
    """Return the lines of layers that divide, metric CRS, and how many features of each role reach the ground."""
    roles = [
        *([Role.ROAD] if chosen.roads else []),
        *([Role.RIVER, Role.LAKE] if chosen.rivers else []),
        *([Role.FIREBREAK] if chosen.firebreaks else []),
    ]
    found: list[Objects] = []
    used: dict[str, int] = {}
    for role in roles:
        for layer in sorted(inputs.of_role(role), key=lambda item: item.uid):
            frame = layer.frame
            column = road_class_column(frame) if role is Role.ROAD and chosen.road_classes is not None else ""
            if column:
                frame = frame[frame[column].astype(str).isin(chosen.road_classes or ())]
            shapes = np.asarray(frame.geometry.array, dtype=object)
            shapes = shapes[~shapely.is_missing(shapes)]
            shapes = shapes[shapely.get_dimensions(shapes) >= 1]
            metric = transform(shapes, STORAGE_CRS, crs)
            metric = np.where(shapely.get_dimensions(metric) == 2, shapely.boundary(metric), metric)
            near = shapely.STRtree(metric).query(shapely.get_parts(band), predicate="intersects")[1]
            near = np.unique(near)
            used[role.value] = used.get(role.value, 0) + len(near)
            found.append(np.asarray(metric[near], dtype=object))
    return found, used


def _ridges(
    chosen: BlockParameters,
    band: shapely.Geometry,
    epsg: int,
    terrain: ReadTerrain | None,
    progress: Progress,
) -> tuple[Objects, float | None]:
    """Return the ridges of all terrain there is, and the widest cell they were found on."""
    nothing = np.zeros(0, dtype=object)
    if not chosen.ridges or terrain is None:
        return nothing, None
    xmin, ymin, xmax, ymax = shapely.bounds(band).tolist()
    grids = terrain((xmin - MARGIN_M, ymin - MARGIN_M, xmax + MARGIN_M, ymax + MARGIN_M), epsg)
    found = [
        ridge_lines(grid, chosen.ridge, progress=part(progress, at / len(grids), (at + 1) / len(grids)))
        for at, grid in enumerate(grids)
    ]
    if not found:
        return nothing, None
    every = np.concatenate(found)
    if len(every):
        every = every[np.unique(shapely.STRtree(every).query(shapely.get_parts(band), predicate="intersects")[1])]
    return every, max(grid.step_m for grid in grids)


def _outlines(counties: gpd.GeoDataFrame, network: BorderNetwork, partition: CountyPartition) -> Objects:
    """Return the counties' outlines in the metric CRS: as they are, or as they are cut with where they do not fit."""
    shapes = partition.polygons
    if network.is_exact:
        shapes = transform(np.asarray(counties.geometry.array, dtype=object), STORAGE_CRS, partition.crs)
    return np.asarray(shapely.boundary(shapes), dtype=object)


def _outer(network: BorderNetwork, outlines: Objects) -> Objects:
    """Return the outline of all counties together: where blocks end also when county lines do not divide them."""
    if network.is_exact:
        outer = network.segments[network.segments["right"].isna()]
        return transform(np.asarray(outer.geometry.array, dtype=object), STORAGE_CRS, f"EPSG:{network.metric_epsg}")
    together = shapely.union_all(shapely.polygonize(shapely.get_parts(shapely.union_all(outlines))))
    return np.array([shapely.boundary(together)], dtype=object)


def _described(
    shapes: Objects,
    county: NDArray[np.int64],
    chosen: BlockParameters,
    inputs: ZoneInputs,
    partition: CountyPartition,
    lines: BorderLines,
) -> gpd.GeoDataFrame:
    """Return blocks with what lies in each."""
    shapes, stored = storable(shapes, partition.crs)
    if chosen.county_lines:
        hectares = areas_from_gk_m2(shapes, partition.metric_epsg) * HA_PER_M2
        parts = Parts(np.arange(len(shapes)), county, shapes, stored, hectares)
    else:
        parts = cut_by_county(shapes, partition)
    codes = partition.codes[parts.county].astype(str) if len(parts.county) else np.zeros(0, dtype=object)
    planar = gpd.GeoDataFrame({"code": partition.codes}, geometry=partition.polygons, crs=partition.crs)
    silent_counties = exposure.silent_counties(inputs, planar)
    cut = gpd.GeoDataFrame({"key": parts.zone, "county": codes}, geometry=parts.shape, crs=partition.crs)
    places = _each_in_one(exposure.places(inputs, counties=planar), parts, codes, partition.crs)
    counted = exposure.summarise(cut, places, silent=silent_counties)
    forest = inputs.of_role(Role.FOREST)
    green = forest_ha(parts, once_only(cut_objects(forest, partition)))
    spoken = exposure.speaking_counties(forest, planar["code"])
    counted["forest_ha"] = np.where(np.isin(codes, list(spoken)), green, np.nan)
    count = len(shapes)
    sums = counted.groupby("key")[["people_unknown_places", "villages", "assets"]].sum().reindex(range(count))
    known = counted.groupby("key")[["people", "forest_ha"]].sum(min_count=1).reindex(range(count))
    areas: list[dict[str, float]] = [{} for _ in range(count)]
    for at in np.lexsort([-parts.area_ha, parts.zone]).tolist():
        areas[int(parts.zone[at])][str(codes[at])] = float(parts.area_ha[at])
    distance, borders = _to_border(shapes, [next(iter(one), "") for one in areas], lines)
    columns = pd.DataFrame(
        {
            "uid": [_uid(shape) for shape in shapes],
            "number": np.arange(1, count + 1),
            "counties": pd.Series([list(one) for one in areas], dtype=object),
            "areas_ha": pd.Series(areas, dtype=object),
            "area_ha": [float(np.sum(list(one.values()))) for one in areas],
            "people": known["people"].to_numpy(dtype=float),
            "people_unknown_places": sums["people_unknown_places"].fillna(0).to_numpy(dtype=np.int64),
            "villages": sums["villages"].fillna(0).to_numpy(dtype=np.int64),
            "assets": sums["assets"].fillna(0).to_numpy(dtype=np.int64),
            "forest_ha": known["forest_ha"].to_numpy(dtype=float),
            "distance_m": np.where(np.isfinite(distance), distance, np.nan),
            "border": borders,
        }
    )
    frame = gpd.GeoDataFrame(columns, geometry=stored, crs=STORAGE_CRS)
    return frame[list(BLOCK_COLUMNS)]


def _each_in_one(places: gpd.GeoDataFrame, parts: Parts, codes: Objects, crs: str) -> gpd.GeoDataFrame:
    """Return places in the metric CRS; one on the line between two blocks is moved into the first, to count once."""
    metric = places.to_crs(crs)
    points = np.asarray(metric.geometry.array, dtype=object)
    part_at, place = shapely.STRtree(points).query(parts.shape, predicate="dwithin", distance=ON_EDGE_M)
    own = codes[part_at] == places["county"].to_numpy(dtype=object)[place]
    part_at, place = part_at[own], place[own]
    order = np.lexsort([part_at, place])
    part_at, place = part_at[order], place[order]
    first = np.r_[True, place[1:] != place[:-1]] if len(place) else np.zeros(0, dtype=bool)
    several = np.bincount(place, minlength=len(points))[place] > 1
    moved = first & several
    points[place[moved]] = shapely.point_on_surface(parts.shape[part_at[moved]])
    return metric.set_geometry(gpd.GeoSeries(points, index=metric.index, crs=crs))


def _to_border(shapes: Objects, counties: Sequence[str], lines: BorderLines) -> tuple[NDArray[np.float64], list[str]]:
    """Return how far the nearest shared line is, metres, and whose it is: of several, one of the block's own county."""
    distance, _ = lines.nearest(shapes, np.inf)
    distance = np.where(distance < ON_EDGE_M, 0.0, distance)
    reach = np.where(np.isfinite(distance), distance + ON_EDGE_M, 0.0)
    block, piece = lines.tree.query(shapes, predicate="dwithin", distance=reach)
    pairs = lines.pairs[piece].astype(str)
    other = np.array([counties[at] not in pair.split("|") for at, pair in zip(block, pairs, strict=True)], dtype=bool)
    borders = [""] * len(shapes)
    for at in np.lexsort([piece, other, block])[::-1].tolist():
        borders[block[at]] = str(pairs[at])
    return distance, borders


def _uid(shape: shapely.Geometry) -> str:
    """Return a name that hangs on the outline alone, so that making blocks again changes only those that are other."""
    rounded = shapely.normalize(shapely.set_precision(shape, 0.01))
    return hashlib.sha256(b"block" + shapely.to_wkb(rounded, byte_order=1)).hexdigest()[:32]
