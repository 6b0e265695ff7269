"""Coverages that do not quite fit: what is disputed, who counts it, and a network in spite of it.

The counties' own lines are never changed.  For the network only, a copy is cleaned: vertices
closer than ``snap_m`` become one and gaps narrower than ``gap_width_m`` are bridged.  Every gap
and overlap wider than ``sliver_report_m`` is reported with its counties and its area.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.coverage import polygonal
from layers.borders.model import ISSUE_COLUMNS
from layers.crs import STORAGE_CRS, transform
from layers.geodesy import areas_m2
from layers.parallel import in_threads, query_pairs, united_by

#: An overlap that takes more than this share of the smaller county is an enclave that was not cut out.
ENCLAVE_SHARE = 0.5


def without_overlaps(
    polygons: NDArray[np.object_],
) -> tuple[NDArray[np.object_], list[tuple[int, int, shapely.Geometry]]]:
    """Return polygons of which no two overlap, and the overlaps that were there.

    A strip claimed by two counties is counted for the one with the lower index (lower code); an
    overlap that covers most of the smaller county is counted for that county: it lies inside the
    other as an enclave.  Counting decides nothing about the line; the strip is reported.

    Parameters
    ----------
    polygons : ndarray of (multi)polygons in a metric CRS, in code order
    """
    a, b = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    order = np.lexsort([b, a])
    a, b = a[order], b[order]
    once = a < b
    a, b = a[once], b[once]
    if len(a) == 0:
        return polygons, []
    common = in_threads(shapely.intersection, polygons[a], polygons[b], chunk=32)
    size = shapely.area(common)
    keep = size > 0.0
    a, b, common, size = a[keep], b[keep], common[keep], size[keep]
    areas = shapely.area(polygons)
    loser = b.copy()
    enclave = size > ENCLAVE_SHARE * np.minimum(areas[a], areas[b])
    loser[enclave & (areas[a] > areas[b])] = a[enclave & (areas[a] > areas[b])]
    result = polygons.copy()
    losing, taken = united_by(loser, common)
    left = in_threads(shapely.difference, polygons[losing], taken, chunk=8, worth=16)
    result[losing] = [polygonal(shape) or shapely.Polygon() for shape in left]
    return result, [(int(i), int(j), shape) for i, j, shape in zip(a, b, common, strict=True)]


def gaps_between(polygons: NDArray[np.object_], widest_m: float) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return closed gaps and open strips between polygons, both narrower than ``widest_m``.

    A closed gap is a hole of the whole coverage whose mean width 2A/P is at most ``widest_m``; wider
    holes are counties that are not loaded.  Strips are open at an end: closing the whole coverage by
    half the width (grow, then shrink) fills them; what it fills beside one county only is a bay of
    that county and stays.
    """
    whole = shapely.union_all(polygons)
    rings, parent = shapely.get_rings(shapely.get_parts(whole), return_index=True)
    is_hole = np.r_[False, parent[1:] == parent[:-1]]
    areas = shapely.polygons(rings)
    is_gap = is_hole & (2 * shapely.area(areas) <= widest_m * shapely.length(rings))
    kept = is_hole & ~is_gap
    filled = shapely.multipolygons(
        [shapely.polygons(rings[k], holes=rings[kept & (parent == parent[k])]) for k in np.flatnonzero(~is_hole)]
    )
    half = widest_m / 2
    grown = shapely.buffer(whole, half, quad_segs=4, join_style="mitre", mitre_limit=2.0)
    closed = shapely.buffer(grown, -half, quad_segs=4, join_style="mitre", mitre_limit=2.0)
    strips = shapely.get_parts(shapely.difference(closed, filled))
    strips = strips[(shapely.get_type_id(strips) == 3) & (shapely.area(strips) > 1.0)]
    at, _ = query_pairs(shapely.STRtree(polygons), strips, "dwithin", distance=0.01)
    between = np.bincount(at, minlength=len(strips)) >= 2
    return areas[is_gap], np.asarray(shapely.normalize(strips[between]), dtype=object)


def bridged(polygons: NDArray[np.object_], strips: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return polygons with each strip added to the lowest index beside it, for the network only."""
    result = polygons.copy()
    at, beside = shapely.STRtree(polygons).query(strips, predicate="dwithin", distance=0.01)
    for index in np.unique(at):
        taker = int(beside[at == index].min())
        result[taker] = polygonal(shapely.union(result[taker], shapely.buffer(strips[index], 0.01))) or result[taker]
    return without_overlaps(result)[0]


def cleaned(polygons: NDArray[np.object_], *, snap_m: float, gap_width_m: float) -> NDArray[np.object_]:
    """Return a copy of a coverage in which neighbours share every vertex (GEOS CoverageCleaner)."""
    return np.asarray(shapely.coverage_clean(polygons, snapping_distance=snap_m, gap_width=gap_width_m), dtype=object)


def issue_frame(
    codes: NDArray[np.object_],
    polygons: NDArray[np.object_],
    overlaps: list[tuple[int, int, shapely.Geometry]],
    gaps: NDArray[np.object_],
    *,
    metric_epsg: int,
    narrowest_m: float,
) -> gpd.GeoDataFrame:
    """Return gaps and overlaps wider than ``narrowest_m`` as rows of ISSUE_COLUMNS, largest first."""
    kinds: list[str] = []
    counties: list[list[str]] = []
    shapes: list[shapely.Geometry] = []
    for i, j, shape in overlaps:
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                kinds.append("overlap")
                counties.append([str(codes[i]), str(codes[j])])
                shapes.append(part)
    if len(gaps):
        at, beside = shapely.STRtree(polygons).query(gaps, predicate="dwithin", distance=0.01)
        for index, gap in enumerate(gaps):
            kinds.append("gap")
            counties.append(sorted({str(codes[k]) for k in beside[at == index]}))
            shapes.append(gap)
    planar = np.array(shapes, dtype=object)
    perimeter = shapely.length(planar) if shapes else np.zeros(0)
    width = np.divide(2 * shapely.area(planar), perimeter, out=np.zeros(len(shapes)), where=perimeter > 0)
    wide = np.flatnonzero(width > narrowest_m)
    planar = shapely.normalize(planar[wide])
    source = f"EPSG:{metric_epsg}"
    frame = gpd.GeoDataFrame(
        {
            "kind": [kinds[k] for k in wide],
            "counties": [counties[k] for k in wide],
            "area_m2": areas_m2(planar, source),
            "width_m": width[wide],
        },
        geometry=transform(planar, source, STORAGE_CRS),
        crs=STORAGE_CRS,
    )
    frame["pair"] = ["|".join(row) for row in frame["counties"]]
    frame["x"] = shapely.get_x(shapely.centroid(frame.geometry.array)) if len(frame) else []
    frame = frame.sort_values(["area_m2", "kind", "pair", "x"], ascending=[False, True, True, True], kind="stable")
    return frame[list(ISSUE_COLUMNS)].reset_index(drop=True)
