"""River layers → one table of simple lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.hazards.river_chains import joined

if TYPE_CHECKING:
    from layers.zones.model import LayerInput

#: Columns of :func:`gather`.
LINE_COLUMNS = (
    "layer_uid",
    "object_uid",
    "name",
    "width_m",
    "directed",  # bool: digitised downstream
    "chainage_m",  # chainage of the river at the start of this line
    "members",  # tuple of str: object_uid of each section, in the order of the line
    "geometry",  # LineString, EPSG:4490
)


def gather(
    layers: Sequence[LayerInput], *, default_width_m: float, metric_epsg: int, snap_m: float
) -> gpd.GeoDataFrame:
    """Return every river line once, with what classification needs to know of it.

    Sections whose ends meet are joined, across layers too (:mod:`layers.hazards.river_chains`).  A
    river of several parts gives several lines, its chainage running on from part to part.  A
    feature that two layers share (same ``uid``) is taken once.  Only ``directed`` = True says that
    a line runs downstream; anything else leaves the direction unknown.
    """
    tables = [_table(layer, default_width_m) for layer in layers]
    tables = [table for table in tables if len(table)]
    if not tables:
        return _none()
    table = pd.concat(tables, ignore_index=True).drop_duplicates("object_uid", ignore_index=True)
    parts, of = shapely.get_parts(table["geometry"].to_numpy(dtype=object), return_index=True)
    simple = (shapely.get_type_id(parts) == 1) & (shapely.get_num_points(parts) >= 2)
    parts, of = parts[simple], of[simple]
    some = shapely.length(parts) > 0
    parts, of = parts[some], of[some]
    if len(parts) == 0:
        return _none()
    lines = table.iloc[of].drop(columns="geometry").reset_index(drop=True)
    sections = gpd.GeoDataFrame(lines, geometry=parts, crs=crs.STORAGE_CRS)
    return joined(sections, metric_epsg=metric_epsg, snap_m=snap_m)[list(LINE_COLUMNS)]


def _none() -> gpd.GeoDataFrame:
    """Return a table of no lines."""
    columns = {name: pd.Series(dtype=object) for name in LINE_COLUMNS[:-1]}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=crs.STORAGE_CRS))


def _table(layer: LayerInput, default_width_m: float) -> pd.DataFrame:
    """Return the features of one layer that are lines."""
    frame = layer.frame
    geometry = shapely.force_2d(frame.geometry.to_numpy())
    frame = pd.DataFrame(frame).reset_index(drop=True)
    usable = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry)) & np.isin(shapely.get_dimensions(geometry), 1)
    columns = pd.DataFrame(
        {
            "layer_uid": layer.uid,
            "object_uid": frame["uid"].astype(str),
            "name": _column(frame, "name", "").astype(str),
            "width_m": _widths(frame, default_width_m),
            "directed": _column(frame, "directed", False).isin([True]).to_numpy(dtype=bool),
        }
    )
    columns["geometry"] = geometry
    return pd.DataFrame(columns[usable])


def _column(frame: pd.DataFrame, name: str, default: object) -> pd.Series:
    """Return a column with the default where it or its value is missing."""
    if name not in frame.columns:
        return pd.Series([default] * len(frame), index=frame.index, dtype=object)
    column = frame[name].astype(object)
    return column.where(column.notna(), default)


def _widths(frame: pd.DataFrame, default_width_m: float) -> NDArray[np.float64]:
    """Return bankfull widths in metres; no width is no water, so the default stands in for 0 and less."""
    width = pd.to_numeric(_column(frame, "width_m", np.nan), errors="coerce").to_numpy(dtype=float)
    return np.where(np.isfinite(width) & (width > 0), width, default_width_m)
