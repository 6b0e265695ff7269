"""Every place that can be hurt, as one frame of points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.exposure.location import (
    GeometryArray,
    county_of,
    metric_counties,
    metric_epsg_of,
    representative_points,
    speaking_counties,
)
from layers.kinds import Role

#: Roles whose features are assets.
ASSET_ROLES = (Role.SETTLEMENT, Role.POPULATION, Role.BUILDING, Role.INSTALLATION, Role.WATER_INTAKE)
#: Roles that say where people live: a county none of them speaks for has unknown people.
PEOPLE_ROLES = (Role.SETTLEMENT, Role.POPULATION)

#: Columns of :func:`places`.
PLACE_COLUMNS = (
    "uid",
    "layer_uid",
    "role",  # Role value
    "name",
    "county",  # code; "" outside every county
    "people",  # float, the place's own figure; nan unknown
    "counted",  # bool: its people enter sums (False where a population layer already counts them)
    "geometry",  # Point, EPSG:4490
)

if TYPE_CHECKING:  # the zones room imports this one
    from layers.zones.model import LayerInput, ZoneInputs

#: A population polygon is spread over at most about this many points, no closer than SPREAD_MIN_M.
SPREAD_POINTS = 400
SPREAD_MIN_M = 250.0


def places(inputs: ZoneInputs, *, counties: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    """Return all assets of an analysis, each in exactly one county.

    Parameters
    ----------
    inputs : ZoneInputs
        Layers of the roles in :data:`ASSET_ROLES` are read; a feature that two layers share (same
        role and ``uid``) is taken once.
    counties : GeoDataFrame, optional
        The counties already in the metric CRS, to save projecting them again.

    Returns
    -------
    GeoDataFrame
        Columns :data:`PLACE_COLUMNS`, EPSG:4490.  Lines and polygons stand at a point on them.
        A population polygon with a figure is spread evenly over a lattice of points inside it whose
        people sum to the figure (areal weighting: even density is assumed), so that a zone takes the
        share it covers.  A missing, negative or infinite figure is nan: a place with people unknown.
        Where a population layer with figures speaks for a county, the figures of that county's other
        places stay visible but are not ``counted``, because they are the same people.
    """
    metric = metric_counties(inputs) if counties is None else counties
    epsg = metric_epsg_of(inputs) if metric.crs is None else metric.crs.to_epsg()
    frames = [_layer_places(layer, epsg) for role in ASSET_ROLES for layer in inputs.of_role(role)]
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return _empty()
    table = pd.concat(frames, ignore_index=True)
    table = table[~table.duplicated(["role", "uid"])].reset_index(drop=True)
    frame = gpd.GeoDataFrame(table, geometry="geometry", crs=crs.STORAGE_CRS)
    points = frame.geometry.to_numpy()
    if metric.crs is not None:
        points = crs.transform(points, crs.STORAGE_CRS, metric.crs.to_string())
    frame["county"] = county_of(points, metric)
    counted_elsewhere = frame["county"].isin(list(_population_counties(inputs, frame)))
    frame["counted"] = (frame["role"] == Role.POPULATION.value) | ~counted_elsewhere
    return frame[list(PLACE_COLUMNS)]


def silent_counties(inputs: ZoneInputs, counties: gpd.GeoDataFrame | Iterable[str]) -> frozenset[str]:
    """Return the codes of the counties for which no settlement or population layer speaks.

    Parameters
    ----------
    counties : GeoDataFrame with a ``code`` column, or codes
    """
    codes = frozenset(counties["code"] if isinstance(counties, pd.DataFrame) else counties)
    speaking = [layer for role in PEOPLE_ROLES for layer in inputs.of_role(role)]
    return codes - speaking_counties(speaking, codes)


def _layer_places(layer: LayerInput, epsg: int | None) -> pd.DataFrame:
    """Return the places of one layer, without county."""
    frame = layer.frame
    geometry = frame.geometry.to_numpy()
    usable = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    frame, geometry = frame[usable], geometry[usable]
    columns = pd.DataFrame(
        {
            "uid": frame["uid"].to_numpy(dtype=object),
            "layer_uid": layer.uid,
            "role": layer.role.value,
            "name": _names(frame),
            "people": _people(frame),
        }
    )
    if layer.role is Role.POPULATION and epsg is not None:
        return _spread(columns, geometry, epsg)
    columns["geometry"] = representative_points(geometry)
    return columns


def _names(frame: pd.DataFrame) -> NDArray[np.object_]:
    """Return the name column as text, "" where missing."""
    if "name" not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    return frame["name"].astype(object).where(frame["name"].notna(), "").to_numpy(dtype=object)


def _people(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Return the people column; anything that is not a count is nan."""
    if "people" not in frame.columns:
        return np.full(len(frame), np.nan)
    people = pd.to_numeric(frame["people"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isfinite(people) & (people >= 0), people, np.nan)


def _spread(columns: pd.DataFrame, geometry: GeometryArray, epsg: int) -> pd.DataFrame:
    """Return places with each polygon that has a figure spread over lattice points."""
    spread = np.isin(shapely.get_dimensions(geometry), (2,)) & columns["people"].notna().to_numpy()
    whole = columns[~spread].assign(geometry=representative_points(geometry[~spread]))
    pieces = [whole]
    metric = crs.transform(geometry[spread], crs.STORAGE_CRS, f"EPSG:{epsg}")
    for (_, row), polygon in zip(columns[spread].iterrows(), metric, strict=True):
        points = crs.transform(_lattice(polygon), f"EPSG:{epsg}", crs.STORAGE_CRS)
        part = pd.DataFrame([row] * len(points)).reset_index(drop=True)
        part["uid"] = [f"{row['uid']}.{i}" for i in range(len(points))]
        part["people"] = float(row["people"]) / len(points)
        part["geometry"] = points
        pieces.append(part)
    pieces = [piece for piece in pieces if len(piece)]
    return pd.concat(pieces, ignore_index=True) if pieces else whole


def _lattice(polygon: shapely.Geometry) -> GeometryArray:
    """Return lattice points inside a metric polygon, at least one."""
    step_m = max(SPREAD_MIN_M, float(np.sqrt(polygon.area / SPREAD_POINTS)))
    xmin, ymin, xmax, ymax = polygon.bounds
    # The lattice hangs on the CRS, not on the polygon: neighbours tile without doubling a strip.
    x = (np.arange(np.floor(xmin / step_m), np.ceil(xmax / step_m)) + 0.5) * step_m
    y = (np.arange(np.floor(ymin / step_m), np.ceil(ymax / step_m)) + 0.5) * step_m
    grid_x, grid_y = np.meshgrid(x, y)
    inside = shapely.contains_xy(polygon, grid_x.ravel(), grid_y.ravel())
    if not inside.any():
        return representative_points(np.array([polygon], dtype=object))
    return np.asarray(shapely.points(grid_x.ravel()[inside], grid_y.ravel()[inside]), dtype=object)


def _population_counties(inputs: ZoneInputs, frame: pd.DataFrame) -> frozenset[str]:
    """Return the counties whose people a population layer counts: it speaks for them and has figures there."""
    codes = frozenset(inputs.counties["code"])
    with_figures = frame[(frame["role"] == Role.POPULATION.value) & frame["people"].notna()]
    counties: frozenset[str] = frozenset()
    for layer in inputs.of_role(Role.POPULATION):
        there = frozenset(with_figures.loc[with_figures["layer_uid"] == layer.uid, "county"])
        counties |= speaking_counties((layer,), codes) & there
    return counties


def _empty() -> gpd.GeoDataFrame:
    """Return a frame of no places with the right columns."""
    kinds = {"people": float, "counted": bool}
    columns = {name: pd.Series(dtype=kinds.get(name, object)) for name in PLACE_COLUMNS[:-1]}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=crs.STORAGE_CRS))
