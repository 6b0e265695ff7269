"""County polygons → the border network, by the exact method or, where they do not fit, a tolerant one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders import fit, hashing, tolerant
from layers.borders.coverage import clean_counties
from layers.borders.levels import county_level
from layers.borders.model import ISSUE_COLUMNS, SEGMENT_COLUMNS, BorderNetwork
from layers.crs import STORAGE_CRS, densified, transform
from layers.crs import metric_epsg as choose_epsg
from layers.geodesy import geodesic_lengths_m
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.zones.model import Parameters


#: Longest edge of the tolerant copy: at 1 km a straight edge in the plane leaves the geodesic by centimetres.
LINE_EDGE_M = 1000.0


def build_network(
    counties: gpd.GeoDataFrame,
    *,
    parameters: Parameters | None = None,
    metric_epsg: int | None = None,
    progress: Progress = silent,
) -> BorderNetwork:
    """Return every stretch of line between counties, each exactly once.

    Exact where neighbours share their vertices (segment hashing; a vertex that only one side has
    is no obstacle).  Where line should be shared and is not (:func:`layers.borders.fit.is_exact`), a cleaned copy
    stands in for the network, ``is_exact`` is False, and gaps and overlaps are listed.

    Parameters
    ----------
    counties : GeoDataFrame
        ``code``, ``geometry`` (EPSG:4490); the order of rows does not matter.
    parameters : Parameters, optional
        ``snap_m``, ``gap_width_m``, ``sliver_report_m`` are used.
    metric_epsg : int, optional
        CRS for planar work; chosen from the extent when None.

    Returns
    -------
    BorderNetwork
        Segments have the lower code on their left, outer ones their county; sorted by pair and
        from the north-west.  On a clean coverage the segments of a county sum to its perimeter.

    Raises
    ------
    AnalysisError
        There is no county polygon with a code.
    """
    if parameters is None:
        from layers.zones.model import Parameters as Defaults

        parameters = Defaults()
    clean = clean_counties(counties)
    epsg = metric_epsg or choose_epsg(tuple(clean.total_bounds))
    codes = clean["code"].to_numpy(dtype=object)
    polygons = np.asarray(clean.geometry.array, dtype=object)
    progress(0.1, "borders_hashing")
    edges = hashing.directed_edges(polygons, hashing.DEGREE_GRID)
    pairing = hashing.pair_up(edges)
    split = hashing.noded(edges, pairing, hashing.DEGREE_GRID)
    if split is not edges:
        edges, pairing = split, hashing.pair_up(split)
    progress(0.5, "borders_fit")
    snap_m = max(parameters.snap_m, 1.0)
    exact = fit.is_exact(
        polygons, edges, pairing, metric_epsg=epsg, snap_m=snap_m, gap_m=max(snap_m, parameters.gap_width_m)
    )
    issues = gpd.GeoDataFrame({name: [] for name in ISSUE_COLUMNS}, geometry="geometry", crs=STORAGE_CRS)
    source = STORAGE_CRS
    if not exact:
        progress(0.6, "borders_cleaning")
        source = f"EPSG:{epsg}"
        planar = densified(transform(polygons, STORAGE_CRS, source), LINE_EDGE_M)
        partition, overlaps = tolerant.without_overlaps(planar)
        closed, strips = tolerant.gaps_between(partition, parameters.gap_width_m)
        gaps = np.concatenate([closed, strips])
        issues = tolerant.issue_frame(
            codes, planar, overlaps, gaps, metric_epsg=epsg, narrowest_m=parameters.sliver_report_m
        )
        fitted = tolerant.cleaned(
            tolerant.bridged(partition, strips), snap_m=parameters.snap_m, gap_width_m=parameters.gap_width_m
        )
        edges = hashing.directed_edges(fitted, hashing.METRE_GRID)
        pairing = hashing.pair_up(edges)
    progress(0.8, "borders_lines")
    segments = _segments(codes, edges, pairing, source)
    points, owners = hashing.meeting_points(edges)
    tripoints = _tripoints(codes, points, owners, source)
    progress(1.0, "borders_done")
    return BorderNetwork(segments, tripoints, issues, epsg, exact)


def _segments(
    codes: NDArray[np.object_], edges: hashing.Edges, pairing: hashing.Pairing, source: str
) -> gpd.GeoDataFrame:
    lines, left, right = hashing.merged_lines(edges, pairing)
    lines = transform(lines, source, STORAGE_CRS)
    head = shapely.get_coordinates(shapely.get_point(lines, 0))
    tail = shapely.get_coordinates(shapely.get_point(lines, -1))
    # North-west first: the end with the smaller (longitude − latitude) is the more north-western one.
    north_west = np.minimum(head[:, 0] - head[:, 1], tail[:, 0] - tail[:, 1]) if len(lines) else np.zeros(0)
    order = np.lexsort([tail[:, 0], head[:, 1], head[:, 0], north_west, right, left])
    lines, left, right = lines[order], left[order], right[order]
    left_codes = [str(codes[k]) for k in left]
    right_codes = [str(codes[k]) if k >= 0 else None for k in right]
    pairs = [f"{a}|{b or ''}" for a, b in zip(left_codes, right_codes, strict=True)]
    seen: dict[str, int] = {}
    uids = []
    for pair in pairs:
        seen[pair] = seen.get(pair, 0) + 1
        uids.append(hashlib.sha1(f"border {pair} {seen[pair]}".encode()).hexdigest()[:16])
    frame = gpd.GeoDataFrame(
        {
            "uid": uids,
            "left": left_codes,
            "right": np.array(right_codes, dtype=object),
            "pair": pairs,
            "level": [county_level(a, b).value for a, b in zip(left_codes, right_codes, strict=True)],
            "length_m": geodesic_lengths_m(lines),
        },
        geometry=lines,
        crs=STORAGE_CRS,
    )
    return frame[list(SEGMENT_COLUMNS)]


def _tripoints(
    codes: NDArray[np.object_], points: NDArray[np.float64], owners: list[NDArray[np.int64]], source: str
) -> gpd.GeoDataFrame:
    places = transform(np.asarray(shapely.points(points), dtype=object), source, STORAGE_CRS)
    frame = gpd.GeoDataFrame(
        {"counties": [[str(codes[k]) for k in group] for group in owners]}, geometry=places, crs=STORAGE_CRS
    )
    return frame.iloc[np.lexsort([frame.geometry.y, frame.geometry.x])].reset_index(drop=True)
