"""Gaps and overlaps between counties' own lines, each one listed: *whose sliver is it?*

Found on the lines as they were read, in degrees, where the vertices of the files lie: a projection
bends an edge that only one side has a vertex on, and would make slivers that are in no file.  It does
not matter whether an analysis takes the exact or the tolerant network: one gap is found as surely as
two thousand.
"""

from __future__ import annotations

import hashlib
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.borders import strips
from layers.borders.coverage import clean_counties
from layers.crs import EDGE_DEG, STORAGE_CRS
from layers.crs import metric_epsg as choose_epsg
from layers.geodesy import areas_m2, geodesic_lengths_m
from layers.parallel import in_threads
from layers.progress import Progress, silent

#: Columns of the frame :func:`find_slivers` returns.
SLIVER_COLUMNS = (
    "uid",  # str, from kind, counties and shape: the same files give the same uid
    "kind",  # "gap" | "overlap"
    "counties",  # list[str], the two or more counties along it, in code order
    "pair",  # "110116|130826"
    "area_m2",  # geodesic, CGCS2000
    "width_m",  # mean width, 2·area / perimeter
    "length_m",  # half the perimeter: how far the two lines run apart
    "is_open",  # bool: a gap that is open at an end, at the rim of the coverage
    "geometry",  # Polygon, EPSG:4490
)

GAP, OVERLAP = "gap", "overlap"

#: Wider holes of the coverage are land of counties that are not loaded, not a misfit of two lines.
WIDEST_M = 300.0
#: How close a neighbour's line must lie to a gap, in degrees (0.2 m): a thread of land thinner than that parts nothing.
_TOUCH_DEG = 2e-6
#: An overlap that takes more than this share of the smaller county is an enclave that was not cut out, not a sliver.
_ENCLAVE_SHARE = 0.5
#: At the rim, between counties whose lines fit everywhere else: wider strips, and those that widen towards their
#: mouth by more than this, are inlets of a coast.
_SURELY_A_STRIP_M = 30.0
_WEDGE = 1.5


def find_slivers(
    counties: gpd.GeoDataFrame,
    *,
    narrowest_m: float = 1.0,
    smallest_m2: float = 0.0,
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """Return every gap and overlap between counties, the largest first.

    Parameters
    ----------
    counties : GeoDataFrame
        ``code``, ``geometry`` (EPSG:4490); rows of one code are parts of one county.
    narrowest_m, smallest_m2 : float
        Slivers must be wider (mean width 2·area / perimeter, metres) and larger (square metres) than this.

    Returns
    -------
    GeoDataFrame
        Columns :data:`SLIVER_COLUMNS`, EPSG:4490, a plain ``RangeIndex``; empty for a coverage that fits.  Holes
        wider than :data:`WIDEST_M` are counties that are not loaded; overlaps are listed however wide they are,
        except enclaves that were not cut out of the county around them.

    Raises
    ------
    AnalysisError
        There is no county polygon with a code.
    Cancelled
        From ``progress``.
    """
    clean = clean_counties(counties)
    codes = clean["code"].to_numpy(dtype=object)
    polygons = np.asarray(clean.geometry.array, dtype=object)
    progress(0.1, "slivers_overlaps")
    found = _overlaps(codes, polygons)
    progress(0.4, "slivers_gaps")
    whole = shapely.union_all(polygons)
    holes, rim = _holes(whole)
    progress(0.6, "slivers_strips")
    epsg = choose_epsg(tuple(clean.total_bounds))
    opened, mouths = strips.open_strips(polygons, rim, widest_m=WIDEST_M, metric_epsg=epsg)
    progress(0.8, "slivers_measuring")
    found += [(GAP, group, holes[at]) for at, group in _between(codes, polygons, holes)]
    misfits = {group for _, group, _ in found}
    lines = dict(zip(codes, shapely.boundary(polygons), strict=True))
    at_rim = [
        (GAP, group, opened[at])
        for at, group in _between(codes, polygons, opened)
        if group in misfits or not _is_inlet(opened[at], group, mouths[at], lines)
    ]
    is_open = np.r_[np.zeros(len(found), dtype=bool), np.ones(len(at_rim), dtype=bool)]
    found += at_rim
    frame = measured(
        [kind for kind, _, _ in found],
        [list(group) for _, group, _ in found],
        [shape for _, _, shape in found],
        is_open,
    )
    wanted = (frame["width_m"] > narrowest_m) & (frame["area_m2"] > smallest_m2)
    progress(1.0, "slivers_done")
    return frame[wanted].reset_index(drop=True)


def measured(
    kinds: list[str], counties: list[list[str]], shapes: list[shapely.Geometry], is_open: NDArray[np.bool_]
) -> gpd.GeoDataFrame:
    """Return slivers with their measures and uids, the largest first; columns :data:`SLIVER_COLUMNS`.

    Parameters
    ----------
    kinds : list of str
        :data:`GAP` or :data:`OVERLAP`.
    counties : list of list of str
        The codes along each, in order.
    shapes : list of Polygon, EPSG:4490
    is_open : ndarray of bool
        Whether each is open at an end.
    """
    polygons = np.asarray(shapely.normalize(np.array(shapes, dtype=object)), dtype=object)
    areas = sliver_areas_m2(polygons)
    rims = np.asarray(shapely.boundary(polygons), dtype=object)
    perimeters = geodesic_lengths_m(rims) if len(polygons) else np.zeros(0)
    widths = np.divide(2 * areas, perimeters, out=np.zeros(len(polygons)), where=perimeters > 0)
    pairs = ["|".join(group) for group in counties]
    frame = gpd.GeoDataFrame(
        {
            "uid": [sliver_uid(*one) for one in zip(kinds, pairs, polygons, strict=True)],
            "kind": np.array(kinds, dtype=object),
            "counties": pd.Series(counties, dtype=object),
            "pair": np.array(pairs, dtype=object),
            "area_m2": areas,
            "width_m": widths,
            "length_m": perimeters / 2,
            "is_open": np.asarray(is_open, dtype=bool),
        },
        geometry=polygons,
        crs=STORAGE_CRS,
    )
    frame = frame.drop_duplicates("uid").sort_values(["area_m2", "uid"], ascending=[False, True], kind="stable")
    return frame[list(SLIVER_COLUMNS)].reset_index(drop=True)


def sliver_areas_m2(polygons: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the geodesic area of each polygon (EPSG:4490), ring by ring.

    GEOS densifies a polygon and then repairs it with a buffer of nothing.  A gap that runs out into a crack
    between two lines of different vertices may cross itself by a hair once it is dense, and the repair would
    throw away the gap and keep the crack.  Rings are densified as they are.
    """
    rings, owner = shapely.get_rings(polygons, return_index=True)
    dense = shapely.polygons(shapely.segmentize(rings, EDGE_DEG))
    sizes = areas_m2(np.asarray(dense, dtype=object))
    is_outer = np.r_[True, owner[1:] != owner[:-1]] if len(owner) else np.zeros(0, dtype=bool)
    sums = np.bincount(owner, weights=np.where(is_outer, sizes, -sizes), minlength=len(polygons))
    return sums.astype(np.float64)


def sliver_uid(kind: str, pair: str, shape: shapely.Geometry) -> str:
    """Return the lasting identity of a sliver: 16 hex digits of SHA-1 over kind, pair and shape.

    Coordinates count to 1e-9° (0.1 mm), so that the same files give the same uid on every machine.
    """
    corners = np.round(shapely.get_coordinates(shapely.normalize(shape)) * 1e9).astype(np.int64)
    digest = hashlib.sha1(f"sliver {kind} {pair} ".encode())
    digest.update(np.ascontiguousarray(corners, dtype="<i8").tobytes())
    return digest.hexdigest()[:16]


_Found = list[tuple[str, tuple[str, ...], shapely.Geometry]]


def _overlaps(codes: NDArray[np.object_], polygons: NDArray[np.object_]) -> _Found:
    a, b = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    once = a < b
    a, b = a[once], b[once]
    if len(a) == 0:
        return []
    common = in_threads(shapely.intersection, polygons[a], polygons[b], chunk=32, worth=32)
    size = shapely.area(common)
    areas = shapely.area(polygons)
    is_sliver = (size > 0) & (size <= _ENCLAVE_SHARE * np.minimum(areas[a], areas[b]))
    pieces, owner = polygons_of(common[is_sliver])
    pairs = [(str(codes[i]), str(codes[j])) for i, j in zip(a[is_sliver], b[is_sliver], strict=True)]
    return [(OVERLAP, pairs[at], piece) for at, piece in zip(owner, pieces, strict=True)]


def polygons_of(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the polygons in shapes of any kind, and which shape each comes from; lines and points are contacts."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    inner, of_part = shapely.get_parts(parts, return_index=True)  # a collection may hold a multipolygon
    keep = (shapely.get_type_id(inner) == 3) & (shapely.area(inner) > 0)
    return inner[keep], owner[of_part[keep]]


def _holes(whole: shapely.Geometry) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the narrow holes of a coverage as polygons, and all its other rings: its rim."""
    rings, parent = shapely.get_rings(shapely.get_parts(whole), return_index=True)
    is_hole = np.r_[False, parent[1:] == parent[:-1]]
    shapes = shapely.polygons(rings)
    areas = sliver_areas_m2(np.asarray(shapes[is_hole], dtype=object))
    is_gap = is_hole.copy()
    is_gap[is_hole] = 2 * areas <= WIDEST_M * geodesic_lengths_m(rings[is_hole])
    return np.asarray(shapes[is_gap], dtype=object), np.asarray(rings[~is_gap], dtype=object)


def _between(
    codes: NDArray[np.object_], polygons: NDArray[np.object_], gaps: NDArray[np.object_]
) -> list[tuple[int, tuple[str, ...]]]:
    """Return which gaps have counties along them, and which; one inside a single county is that county's own affair.

    A county counts when it lies along the gap, not when it only touches it in a corner.
    """
    if len(gaps) == 0:
        return []
    at, beside = shapely.STRtree(polygons).query(gaps, predicate="dwithin", distance=_TOUCH_DEG)
    along = _shared_length(gaps[at], polygons[beside])
    perimeter = shapely.length(gaps)[at]
    counts = along > 1e-3 * perimeter
    found = []
    starts = np.searchsorted(at, np.arange(len(gaps) + 1))
    for index in range(len(gaps)):
        rows = slice(starts[index], starts[index + 1])
        group = tuple(sorted(str(codes[k]) for k in beside[rows][counts[rows]]))
        if len(group) >= 2:
            found.append((index, group))
    return found


def _is_inlet(shape: shapely.Geometry, counties: tuple[str, ...], mouth_m: float, lines: dict[str, Any]) -> bool:
    """Tell whether a strip at the rim is the shape of a coast: wide, or a wedge, between lines that fit elsewhere.

    A wedge is at its mouth twice as wide as on average, a strip between two versions of a line about as wide.
    """
    area = float(sliver_areas_m2(np.array([shape], dtype=object))[0])
    width = 2 * area / float(geodesic_lengths_m(np.array([shape.exterior], dtype=object))[0])
    if width <= _SURELY_A_STRIP_M and mouth_m <= _WEDGE * width:
        return False
    one, other = counties[:2]
    return float(shapely.length(shapely.intersection(lines[one], lines[other]))) > 0


def _shared_length(gaps: NDArray[np.object_], polygons: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return how much of each gap's rim lies along a polygon, in degrees, judged by the middles of its edges."""
    shapely.prepare(polygons)
    result = np.zeros(len(gaps))
    coords, owner = shapely.get_coordinates(
        shapely.segmentize(shapely.get_exterior_ring(gaps), EDGE_DEG), return_index=True
    )
    same = owner[1:] == owner[:-1]
    start, end, owner = coords[:-1][same], coords[1:][same], owner[:-1][same]
    near = shapely.dwithin(polygons[owner], shapely.points((start + end) / 2), _TOUCH_DEG)
    np.add.at(result, owner[near], np.hypot(*(end - start)[near].T))
    return result
