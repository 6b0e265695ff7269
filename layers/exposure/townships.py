"""Townships (乡镇), the optional second level below the counties: from the user's own file, never needed.

The county of a township is what its code says: GB/T 10114 codes of nine digits begin with the six of the county.  A
township without a code belongs where it lies.  Code and place are compared, and what disagrees is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import EDGE_M, STORAGE_CRS, metric_epsg, transform
from layers.exposure.location import county_of, representative_points
from layers.geodesy import HA_PER_M2, areas_m2

TOWNSHIP_COLUMNS = ("code", "name", "county", "geometry")
SHARE_COLUMNS = ("code", "name", "county", "inside_ha", "share")

#: A township counts as touched from here on, hectares: less is two files' versions of one line.
LEAST_HA = 0.1
#: A township whose code names one county lies in another when more than this share of it does.
MOSTLY = 0.5


def gather_townships(frames: Sequence[gpd.GeoDataFrame], counties: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    """Return the townships of some layers, each with its county.

    Parameters
    ----------
    frames : sequence of GeoDataFrame, EPSG:4490
        Township layers, the upper first: where two carry the same code it wins.
    counties : GeoDataFrame, EPSG:4490, optional
        Columns ``code``, ``geometry``: for townships without a code.

    Returns
    -------
    GeoDataFrame
        :data:`TOWNSHIP_COLUMNS`, EPSG:4490; ``county`` is "" where neither code nor place tells it.
    """
    rows = [_plain(frame) for frame in frames if len(frame)]
    if not rows:
        return gpd.GeoDataFrame({name: [] for name in TOWNSHIP_COLUMNS}, geometry="geometry", crs=STORAGE_CRS)
    merged = pd.concat(rows, ignore_index=True)
    again = (merged["code"] != "") & merged["code"].duplicated()
    merged = merged[~again].reset_index(drop=True)
    county = np.array([code[:6] if len(code) >= 9 else "" for code in merged["code"]], dtype=object)
    silent = np.flatnonzero(county == "")
    if len(silent) and counties is not None and len(counties):
        county[silent] = _county_by_place(merged.geometry.to_numpy()[silent], counties)
    merged["county"] = county
    return gpd.GeoDataFrame(merged[list(TOWNSHIP_COLUMNS)], geometry="geometry", crs=STORAGE_CRS)


def townships_inside(area: shapely.Geometry, townships: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the townships that an area touches, and how much of each lies in it.

    Parameters
    ----------
    area : Polygon or MultiPolygon, EPSG:4490
    townships : GeoDataFrame
        From :func:`gather_townships`.

    Returns
    -------
    DataFrame
        :data:`SHARE_COLUMNS`: ``inside_ha`` in hectares on the ellipsoid, ``share`` of the whole township (0–1); by
        county, the largest part first.  Parts below :data:`LEAST_HA` are left out.  Edges are straight in the 3° zone
        of the area, as for the shares of counties.
    """
    rows = townships.sindex.query(area, predicate="intersects") if len(townships) else np.empty(0, dtype=np.intp)
    if len(rows) == 0:
        return pd.DataFrame({name: [] for name in SHARE_COLUMNS})
    rows = np.sort(rows)
    plane = f"EPSG:{metric_epsg(area.bounds)}"
    whole = _in_plane(townships.geometry.to_numpy()[rows], plane)
    (zone,) = _in_plane(np.array([area], dtype=object), plane)
    parts = shapely.intersection(whole, zone)
    inside_ha = areas_m2(parts, plane) * HA_PER_M2
    whole_ha = areas_m2(whole, plane) * HA_PER_M2
    found = pd.DataFrame(townships.drop(columns="geometry")).iloc[rows].reset_index(drop=True)
    found["inside_ha"] = inside_ha
    found["share"] = np.divide(inside_ha, whole_ha, out=np.zeros_like(inside_ha), where=whole_ha > 0)
    found = found[found["inside_ha"] >= LEAST_HA]
    found = found.sort_values(["county", "inside_ha"], ascending=[True, False], kind="stable")
    return found[list(SHARE_COLUMNS)].reset_index(drop=True)


def misplaced_townships(frame: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> list[str]:
    """Return the names of townships most of which lies in another county than their code says.

    Parameters
    ----------
    frame : GeoDataFrame, EPSG:4490
        A township layer; columns ``code`` and ``name``.
    counties : GeoDataFrame, EPSG:4490
        Columns ``code``, ``geometry``.  Only townships of these counties can be judged.
    """
    plain = _plain(frame)
    known = counties["code"].astype(str)
    by_code = plain["code"].str[:6]
    rows = np.flatnonzero((plain["code"].str.len() >= 9) & by_code.isin(set(known)))
    if len(rows) == 0:
        return []
    plane = f"EPSG:{metric_epsg(tuple(counties.total_bounds))}"
    shapes = _in_plane(plain.geometry.to_numpy()[rows], plane)
    own = {
        code: shapely.union_all(_in_plane(counties.geometry.to_numpy()[known == code], plane))
        for code in set(by_code.iloc[rows])
    }
    at_home = np.array([own[code] for code in by_code.iloc[rows]], dtype=object)
    there = shapely.area(shapely.intersection(shapes, at_home))
    away = there < (1 - MOSTLY) * shapely.area(shapes)
    return [str(name) for name in plain["name"].iloc[rows[away]]]


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    def texts(column: str) -> list[str]:
        if column not in frame:
            return [""] * len(frame)
        return ["" if value is None or value != value else str(value) for value in frame[column]]

    values: dict[str, Any] = {"code": texts("code"), "name": texts("name")}
    return gpd.GeoDataFrame(values, geometry=frame.geometry.to_numpy(), crs=STORAGE_CRS)


def _county_by_place(shapes: NDArray[np.object_], counties: gpd.GeoDataFrame) -> NDArray[np.object_]:
    plane = f"EPSG:{metric_epsg(tuple(counties.total_bounds))}"
    points = transform(representative_points(shapes), STORAGE_CRS, plane)
    return county_of(points, counties.to_crs(plane))


def _in_plane(shapes: NDArray[np.object_], plane: str) -> NDArray[np.object_]:
    """Return valid shapes with short edges in a plane; what is drawn may cross itself."""
    moved = transform(np.asarray(shapes, dtype=object), STORAGE_CRS, plane)
    moved = np.where(shapely.is_valid(moved), moved, shapely.make_valid(moved))
    return np.asarray(shapely.segmentize(moved, EDGE_M), dtype=object)
