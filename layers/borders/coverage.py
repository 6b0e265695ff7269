"""County polygons as they come → one valid row per county code, in code order."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS
from layers.errors import AnalysisError


def clean_counties(counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one valid polygon or multipolygon per county, sorted by code.

    Rows with the same code are parts of one county and are dissolved; invalid shapes are mended
    with GEOS' structure method, which keeps area and never invents a new part; rows without a code
    or without an area (boundary lines that ride along in some files) are left out.  The lines
    themselves are not moved.

    Parameters
    ----------
    counties : GeoDataFrame
        Columns ``code`` (GB/T 2260), ``geometry``; ``name`` if there is one.  EPSG:4490.

    Returns
    -------
    GeoDataFrame
        ``code``, ``name``, ``rows`` (parts dissolved), ``mended`` (bool), ``geometry``; a plain
        ``RangeIndex``.  ``attrs["left_out"]`` counts the rows without code or area.

    Raises
    ------
    AnalysisError
        No row has a code and an area.
    """
    if "code" not in counties.columns:
        raise AnalysisError(missing="county codes (column code)")
    shapes = shapely.force_2d(np.asarray(counties.geometry.array, dtype=object))
    mended = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes[mended] = shapely.make_valid(shapes[mended], method="structure", keep_collapsed=False)
    shapes = np.array([polygonal(shape) for shape in shapes], dtype=object)
    codes = counties["code"].fillna("").astype(str).str.strip().to_numpy()
    usable = (codes != "") & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    if not usable.any():
        raise AnalysisError(missing="county polygons")
    names = counties["name"].fillna("").astype(str).to_numpy() if "name" in counties.columns else codes
    rows = pd.DataFrame({"code": codes, "name": names, "mended": mended, "at": np.arange(len(codes))})[usable]
    merged: list[tuple[str, str, int, bool, shapely.Geometry]] = []
    for code, group in rows.groupby("code", sort=True):
        parts = shapes[group["at"].to_numpy()]
        shape = parts[0] if len(parts) == 1 else dissolved(parts)
        name = min((text for text in group["name"] if text), default=str(code))
        merged.append((str(code), name, len(parts), bool(group["mended"].any()), shape))
    frame = gpd.GeoDataFrame(merged, columns=["code", "name", "rows", "mended", "geometry"], crs=STORAGE_CRS)
    frame.attrs["left_out"] = int((~usable).sum())
    return frame


def dissolved(parts: NDArray[np.object_]) -> shapely.Geometry:
    """Return the union of polygons in a form that does not depend on their order."""
    return polygonal(shapely.normalize(shapely.union_all(shapely.normalize(parts))))


def polygonal(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return the polygons of a geometry as Polygon or MultiPolygon; None when it has none."""
    if shape is None or shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    if shape.geom_type != "GeometryCollection":
        return None
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    parts = [piece for part in parts for piece in shapely.get_parts(part)]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
