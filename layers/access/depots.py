"""The nearest depot of one's own county and across the line.

A depot holds things, a team moves: only layers of role depot count here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.exposure.location import county_of, metric_counties, representative_points, speaking_counties
from layers.geodesy import cgcs2000
from layers.kinds import Role

#: How the distance was found: the geodesic on the CGCS2000 ellipsoid, not a road.
METHOD = "geodesic"

#: Columns of :func:`depots`; text is "" where the layer has none.
DEPOT_COLUMNS = ("uid", "layer_uid", "name", "county", "kind", "level", "contact", "phone", "items", "geometry")

#: Columns of :func:`nearest_depots`, as in ``PART_COLUMNS``.
DEPOT_ANSWER_COLUMNS = (
    "depot_own",
    "depot_own_km",
    "depot_across",
    "depot_across_county",
    "depot_across_km",
    "depot_method",
    "depots_unknown",
    "response",
)

if TYPE_CHECKING:  # the zones room imports this one
    from layers.zones.model import ZoneInputs

#: Chords through the ellipsoid rank depots like geodesics to about 1e-5 within a region; closer
#: contenders than this are measured exactly.
_CHORD_TOLERANCE = 1e-4
_CHUNK = 2_000_000

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def depots(inputs: ZoneInputs, *, counties: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    """Return the depots of all depot layers, each in one county (the lowest code on a shared line).

    Parameters
    ----------
    inputs : ZoneInputs
        A depot that two layers share (same ``uid``) is taken once.
    counties : GeoDataFrame, optional
        The counties already in the metric CRS, to save projecting them again.

    Returns
    -------
    GeoDataFrame
        Columns :data:`DEPOT_COLUMNS`, EPSG:4490, Points.
    """
    rows = []
    for layer in inputs.of_role(Role.DEPOT):
        geometry = layer.frame.geometry.to_numpy()
        usable = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
        frame = pd.DataFrame(layer.frame)[usable]
        row = {name: _text(frame, name) for name in ("uid", "name", "kind", "level", "contact", "phone", "items")}
        rows.append(pd.DataFrame({**row, "layer_uid": layer.uid, "geometry": representative_points(geometry[usable])}))
    if not rows:
        columns = {name: pd.Series(dtype=object) for name in DEPOT_COLUMNS[:-1]}
        return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=crs.STORAGE_CRS))
    table = pd.concat(rows, ignore_index=True).drop_duplicates("uid", ignore_index=True)
    result = gpd.GeoDataFrame(table, geometry="geometry", crs=crs.STORAGE_CRS)
    metric = metric_counties(inputs) if counties is None else counties
    points = result.geometry.to_numpy()
    if metric.crs is not None:
        points = crs.transform(points, crs.STORAGE_CRS, metric.crs.to_string())
    result["county"] = county_of(points, metric)
    return result[list(DEPOT_COLUMNS)]


def silent_counties(inputs: ZoneInputs, counties: gpd.GeoDataFrame | Iterable[str]) -> frozenset[str]:
    """Return the codes of the counties for which no depot layer speaks."""
    codes = frozenset(counties["code"] if isinstance(counties, pd.DataFrame) else counties)
    return codes - speaking_counties(inputs.of_role(Role.DEPOT), codes)


def nearest_depots(
    points: gpd.GeoDataFrame, depots: gpd.GeoDataFrame, silent: Collection[str] = frozenset()
) -> pd.DataFrame:
    """Find, for each place, the nearest depot of its county and the nearest of any other county.

    Parameters
    ----------
    points : GeoDataFrame, n rows
        Columns ``county`` and ``geometry``, any CRS.  The distance is from a polygon's
        representative point, which lies inside it, not from its nearest edge: help must get in.
    depots : GeoDataFrame
        From :func:`depots`, any CRS.  One outside every county belongs to nobody and is left out.
    silent : collection of str
        Counties no depot layer speaks for.

    Returns
    -------
    DataFrame, indexed like ``points``
        :data:`DEPOT_ANSWER_COLUMNS`.  "" and nan: none is known.  For a silent county, and outside
        every county, the own depot stays blank and ``depots_unknown`` is True.  ``response`` is {}: no way was looked
        for (:mod:`layers.response.zone_parts`).  Distances are
        geodesic on CGCS2000 in km (Karney 2013).  Equal distances: lowest county code, name, uid.
    """
    place = _lonlat(points)
    known = depots[depots["county"] != ""].sort_values(["county", "name", "uid"], kind="stable")
    depot = _lonlat(known)
    place_county = points["county"].to_numpy(dtype=object)
    depot_county = known["county"].to_numpy(dtype=object)
    unknown = np.isin(place_county.astype(str), ["", *silent])
    own = np.full(len(points), -1)
    across = np.full(len(points), -1)
    own_m = np.full(len(points), np.nan)
    across_m = np.full(len(points), np.nan)
    for county in pd.unique(place_county):
        at = np.flatnonzero(place_county == county)
        mine = np.flatnonzero(depot_county == county)
        others = np.flatnonzero(depot_county != county)
        if not unknown[at[0]]:
            own[at], own_m[at] = _nearest(place[at], depot, mine)
        across[at], across_m[at] = _nearest(place[at], depot, others)
    names = np.append(known["name"].to_numpy(dtype=object), "")  # index -1: none
    codes = np.append(depot_county, "")
    return pd.DataFrame(
        {
            "depot_own": names[own],
            "depot_own_km": own_m / 1000.0,
            "depot_across": names[across],
            "depot_across_county": codes[across],
            "depot_across_km": across_m / 1000.0,
            "depot_method": METHOD,
            "depots_unknown": unknown,
            "response": [{} for _ in range(len(points))],
        },
        index=points.index,
    )


def _nearest(place: FloatArray, depot: FloatArray, candidates: IntArray) -> tuple[IntArray, FloatArray]:
    """Return the candidate nearest to each place and its geodesic distance in metres; −1 and nan without any."""
    best = np.full(len(place), -1, dtype=np.int64)
    best_m = np.full(len(place), np.nan)
    if len(candidates) == 0:
        return best, best_m
    to = _cartesian(depot[candidates])
    step = max(1, _CHUNK // len(candidates))
    for start in range(0, len(place), step):
        part = place[start : start + step]
        chord = np.sqrt(((_cartesian(part)[:, None, :] - to[None, :, :]) ** 2).sum(axis=2))
        near = chord <= chord.min(axis=1, keepdims=True) * (1.0 + _CHORD_TOLERANCE) + 1e-3
        row, column = np.nonzero(near)
        end = depot[candidates[column]]
        metres = cgcs2000().inv(part[row, 0], part[row, 1], end[:, 0], end[:, 1])[2]
        order = np.lexsort((column, metres, row))
        first = order[np.unique(row[order], return_index=True)[1]]
        best[start + row[first]] = candidates[column[first]]
        best_m[start + row[first]] = metres[first]
    return best, best_m


def _cartesian(lonlat: FloatArray) -> FloatArray:
    """Return earth-centred x, y, z in metres of points on the ellipsoid."""
    lon, lat = np.radians(lonlat).T
    normal = cgcs2000().a / np.sqrt(1.0 - cgcs2000().es * np.sin(lat) ** 2)
    return np.column_stack(
        [
            normal * np.cos(lat) * np.cos(lon),
            normal * np.cos(lat) * np.sin(lon),
            normal * (1.0 - cgcs2000().es) * np.sin(lat),
        ]
    )


def _lonlat(frame: gpd.GeoDataFrame) -> FloatArray:
    """Return longitude, latitude of the representative point of each row, shape (n, 2)."""
    points = representative_points(frame.geometry.to_numpy())
    if len(frame):
        points = crs.transform(points, frame.crs.to_string(), crs.STORAGE_CRS)
    return np.asarray(shapely.get_coordinates(points), dtype=np.float64).reshape(-1, 2)


def _text(frame: pd.DataFrame, name: str) -> NDArray[np.object_]:
    """Return a column as text, "" where it or its value is missing."""
    if name not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    return frame[name].astype(object).where(frame[name].notna(), "").astype(str).to_numpy(dtype=object)
