"""One release into the air at a place: its shapes, and which counties and villages it comes to by when.

The same shapes as :mod:`layers.hazards.plume` gives zones; here for one source that somebody points at, with the
numbers of the moment.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.hazards import objects, plume
from layers.hazards.arrival import Arrival
from layers.hazards.footprint import Footprint
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.borders.partition import CountyPartition
    from layers.plan.store import PlanStore
    from layers.zones.model import Parameters, ZoneInputs

#: Columns of :attr:`Release.counties`, the first reached first.
COUNTY_COLUMNS = (
    "code",
    "first_min",  # at the earliest
    "area_ha",  # of what is reached
    "people",  # of places whose figure is known; nan where none is, or nobody says where people live
    "unknown",  # places without a figure
    "villages",
)
#: Columns of :attr:`Release.places`, the first reached first.
PLACE_COLUMNS = ("uid", "role", "name", "county", "people", "distance_m", "minutes", "geometry")


@dataclass(frozen=True)
class Release:
    """A release.  Shapes are EPSG:4490.

    Attributes
    ----------
    name : str
        Of the source; "" for a free place.
    uid : str
    lon, lat : float
    county : str
        Whose it is; "" outside all.
    facts : dict
        How its reach was found, for the sentence of its kind.
    reached : Polygon or MultiPolygon
        All that counts as reached; empty where the threshold is reached nowhere.
    shapes : dict of str to geometry
        ``isolation`` and ``protective`` where distances are known, ``sector`` where a wind is chosen: 15° to either
        side in a steady, 30° in a light wind, as far as the release reaches.
    counties, places : frames
    wind_ms : float
    """

    name: str
    uid: str
    lon: float
    lat: float
    county: str
    facts: Mapping[str, Any]
    reached: shapely.Geometry
    shapes: Mapping[str, shapely.Geometry]
    counties: pd.DataFrame
    places: gpd.GeoDataFrame
    wind_ms: float


def release(
    inputs: ZoneInputs,
    partition: CountyPartition,
    parameters: Parameters,
    lon: float,
    lat: float,
    *,
    near_m: float = 0.0,
) -> Release | None:
    """Return what a release reaches; None where nothing of it reaches the threshold, or nothing says how far it goes.

    Parameters
    ----------
    inputs : ZoneInputs
        Hazard sources, and all that can be hurt.
    partition : CountyPartition
    parameters : Parameters
        With the numbers of ``plume``.
    lon, lat : float
        EPSG:4490.
    near_m : float
        The nearest hazard source this close is meant; otherwise the place itself, without numbers of its own.

    Notes
    -----
    Time is distance by wind speed at 10 m: the earliest anything can be there.
    """
    crs = partition.crs
    row, shape = _source(inputs, crs, lon, lat, near_m)
    if str(row["uid"]):
        middle = transform(shapely.point_on_surface(shape), crs, STORAGE_CRS)
        lon, lat = float(middle.x), float(middle.y)
    made = plume.stamp(row, lon, lat, parameters, crs)
    if made is None:
        return None
    wind_ms = float(plume.KIND.number(parameters, "wind_ms"))
    origin = shapely.point_on_surface(shape)
    reached = Footprint(stamp=made[0]).around(shape)
    arrival = Arrival.spreading(shape, wind_ms * 60.0)
    away_m, _ = _to_line(partition, origin)
    facts = {**made[1], "line_min": away_m / wind_ms / 60.0}
    shapes = _parts(made, parameters, lon, lat, crs, wind_ms)
    placed = {
        name: shapely.transform(one, lambda xy: xy + np.array([origin.x, origin.y])) for name, one in shapes.items()
    }
    places = _places(inputs, partition, reached, arrival, shape)
    return Release(
        name=str(row.get("name") or ""),
        uid=str(row.get("uid") or ""),
        lon=lon,
        lat=lat,
        county=str(np.append(partition.codes, "")[partition.locate(np.array([origin], dtype=object))[0]]),
        facts=facts,
        reached=transform(reached, crs, STORAGE_CRS),
        shapes={name: transform(one, crs, STORAGE_CRS) for name, one in placed.items()},
        counties=_counties(inputs, partition, reached, arrival, places),
        places=places,
        wind_ms=wind_ms,
    )


def release_of_plan(
    store: PlanStore, numbers: Mapping[str, Any], lon: float, lat: float, *, near_m: float
) -> Release | None:
    """Return :func:`release` in a plan, with other numbers of ``plume`` than the plan's.

    Raises
    ------
    AnalysisError
        The plan has no counties.
    """
    from layers.borders import build_network, clean_counties
    from layers.borders.partition import build_partition
    from layers.workflow import build_inputs

    inputs, parameters = build_inputs(store), store.parameters()
    kept = {**parameters.hazard_numbers.get(plume.CODE, {}), **numbers}
    parameters = replace(parameters, hazard_numbers={**parameters.hazard_numbers, plume.CODE: kept})
    land = clean_counties(inputs.counties)
    network = build_network(land, parameters=parameters)
    inputs = replace(inputs, metric_epsg=network.metric_epsg)
    return release(inputs, build_partition(land, network), parameters, lon, lat, near_m=near_m)


def _source(inputs: ZoneInputs, crs: str, lon: float, lat: float, near_m: float) -> tuple[pd.Series, shapely.Geometry]:
    """Return the hazard source nearest to a place, or the place itself."""
    point = transform(shapely.Point(lon, lat), STORAGE_CRS, crs)

    def every(frame: pd.DataFrame, layer: object) -> Any:
        return np.ones(len(frame), dtype=bool)

    found = objects.gather(inputs.of_role(Role.HAZARD_SOURCE), crs, every)
    if len(found) and near_m > 0.0:
        away = np.where(shapely.get_dimensions(found.shape) == 1, np.inf, shapely.distance(found.shape, point))
        nearest = int(np.argmin(away))
        if away[nearest] <= near_m:
            return pd.Series(found.frame.iloc[nearest].to_dict()), found.shape[nearest]
    return pd.Series({"uid": "", "name": "", "kind": ""}, dtype=object), point


def _parts(
    made: Any, parameters: Parameters, lon: float, lat: float, crs: str, wind_ms: float
) -> dict[str, shapely.Geometry]:
    """Return what is drawn beside the outline, about the origin."""
    stamps, facts = made
    found: dict[str, shapely.Geometry] = {}
    if "distance_m" in facts and not str(facts["how"]).startswith("gaussian"):
        found["protective"] = stamps[0]
        if len(stamps) > 1:
            found["isolation"] = stamps[1]
    far = float(facts.get("distance_m", facts.get("radius_m", math.nan)))
    if "wind_from_deg" in facts and far > 0.0:
        half = 15.0 if wind_ms >= 2.0 else 30.0
        half = float(facts.get("half_angle_deg", half))
        towards = (float(facts["wind_from_deg"]) + 180.0) % 360.0
        found["sector"] = plume.sector(lon, lat, towards_deg=towards, half_angle_deg=half, radius_m=far, crs=crs)
    return found


def _to_line(partition: CountyPartition, place: shapely.Point) -> tuple[float, int]:
    """Return how far the nearest other county is, and which; inf and −1 where there is none."""
    home = int(partition.locate(np.array([place], dtype=object))[0])
    away = shapely.distance(partition.polygons, place)
    if 0 <= home < len(away):
        away[home] = np.inf
    nearest = int(np.argmin(away)) if len(away) else -1
    return (float(away[nearest]), nearest) if len(away) else (math.inf, -1)


def _places(
    inputs: ZoneInputs,
    partition: CountyPartition,
    reached: shapely.Geometry,
    arrival: Arrival,
    source: shapely.Geometry,
) -> gpd.GeoDataFrame:
    from layers import exposure

    planar = gpd.GeoDataFrame({"code": partition.codes}, geometry=partition.polygons, crs=partition.crs)
    every = exposure.places(inputs, counties=planar)
    points = (
        transform(every.geometry.to_numpy(dtype=object), STORAGE_CRS, partition.crs) if len(every) else np.array([])
    )
    shapely.prepare(reached)
    inside = np.asarray(shapely.intersects(reached, points), dtype=bool) if len(every) else np.zeros(0, dtype=bool)
    points = points[inside].astype(object)
    table = every[inside].reset_index(drop=True)
    table["distance_m"] = shapely.distance(points, source) if len(points) else np.zeros(0)
    table["minutes"] = arrival.at(points)
    table = table.sort_values(["minutes", "uid"], kind="stable", ignore_index=True)
    return table[[*PLACE_COLUMNS[:-1], "counted", "geometry"]]


def _counties(
    inputs: ZoneInputs,
    partition: CountyPartition,
    reached: shapely.Geometry,
    arrival: Arrival,
    places: gpd.GeoDataFrame,
) -> pd.DataFrame:
    from layers import exposure

    planar = gpd.GeoDataFrame({"code": partition.codes}, geometry=partition.polygons, crs=partition.crs)
    silent = exposure.silent_counties(inputs, planar)
    lives = places["role"].isin([Role.SETTLEMENT.value, Role.POPULATION.value]) & places["counted"]
    rows = []
    for at in np.flatnonzero(shapely.intersects(partition.polygons, reached)).tolist():
        part = shapely.intersection(partition.polygons[at], reached)
        code = str(partition.codes[at])
        mine = places[(places["county"] == code) & lives]
        people = mine["people"].to_numpy(dtype=float)
        area = float(areas_from_gk_m2(np.array([part], dtype=object), partition.metric_epsg)[0]) * HA_PER_M2
        villages = int(((places["county"] == code) & (places["role"] == Role.SETTLEMENT.value)).sum())
        is_known = code not in silent and not (len(people) and np.isnan(people).all())
        known = float(np.nansum(people)) if is_known else math.nan
        rows.append((code, arrival.into(part), area, known, int(np.isnan(people).sum()), villages))
    table = pd.DataFrame(rows, columns=list(COUNTY_COLUMNS))
    return table.sort_values(["first_min", "code"], kind="stable", ignore_index=True)
