"""A zone's outline with all that is counted inside it: what a hand-drawn outline must be measured for anew."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers import access, exposure
from layers.borders import build_network, clean_counties
from layers.borders.partition import build_partition
from layers.borders.straddle import cut_objects
from layers.crs import STORAGE_CRS, transform
from layers.errors import OutlineOutside
from layers.exposure.amounts import gather
from layers.exposure.by_county import exposures
from layers.kinds import Role
from layers.wkb import shape_of
from layers.zones.model import LayerInput, Parameters, ZoneInputs
from layers.zones.parts import Holdings, cut_by_county, once_only, part_numbers, river_lines
from layers.zones.response_times import part_times

#: Columns of a zone that are counted inside its outline.
NUMBERS = ("area_ha", "people", "people_unknown_places", "villages", "forest_ha", "river_m", "exposures")
#: An outline may lose this much to rounding along county lines; what is more lay outside every county.
_OUTSIDE_M2 = 5.0
#: Layers whose features far away do not matter; depots and teams may help from anywhere.
_LOCAL = frozenset(
    {Role.FOREST, Role.RIVER, Role.LAKE, Role.ROAD, Role.FIREBREAK, Role.FARMLAND, Role.BUILDING}
    | {Role.SETTLEMENT, Role.POPULATION, Role.INSTALLATION, Role.WATER_INTAKE, Role.HAZARD_SOURCE}
)
#: Counties within this of an outline are counted with, so that its parts meet whole neighbours.  Degrees, about 2 km.
_MARGIN_DEG = 0.02


@dataclass(frozen=True)
class Outline:
    """An outline, EPSG:4490, its figures (:data:`NUMBERS`; nan is unknown) and its parts by county.

    ``parts`` are plain rows with the part columns; their ``geometry`` is a shape.
    """

    shape: shapely.Geometry
    numbers: Mapping[str, Any]
    parts: Sequence[Mapping[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        """Return plain data that ``json`` takes; shapes become hexadecimal WKB, nan becomes None."""
        return {
            "outline": shapely.to_wkb(self.shape, hex=True),
            "numbers": {name: _plain(value) for name, value in self.numbers.items()},
            "parts": [
                {name: _plain(value) for name, value in part.items() if name != "geometry"}
                | {"geometry": shapely.to_wkb(part["geometry"], hex=True)}
                for part in self.parts
            ],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Outline:
        """Return what :meth:`as_dict` wrote; None is nan again where it stands for a number."""
        return cls(
            shape_of(stored["outline"]),
            {name: math.nan if value is None else value for name, value in stored["numbers"].items()},
            [
                {name: math.nan if value is None else value for name, value in part.items() if name != "geometry"}
                | {"geometry": shape_of(part["geometry"])}
                for part in stored["parts"]
            ],
        )

    @classmethod
    def of_rows(cls, zone: Mapping[str, Any], parts: gpd.GeoDataFrame) -> Outline:
        """Return the outline of a zone row with its rows of the parts frame."""
        own = parts[parts["zone_uid"] == zone["uid"]]
        return cls(
            zone["geometry"],
            {name: _number(zone[name]) for name in NUMBERS},
            [dict(row) for row in own.to_dict("records")],
        )


def count(
    shape: shapely.Geometry,
    inputs: ZoneInputs,
    parameters: Parameters,
    before: Sequence[Mapping[str, Any]] = (),
) -> Outline:
    """Cut an outline by county and count what lies inside.

    Parameters
    ----------
    shape : Polygon or MultiPolygon, EPSG:4490
    inputs : ZoneInputs
        What an analysis reads; what is far from the outline is left aside.
    parameters : Parameters
    before : sequence of mapping
        Parts of the same zone: what is not counted here (shares, figures of other rooms) is taken from the part of
        the same county; in a county it did not reach before it is unknown.

    Raises
    ------
    OutlineOutside
        The outline lies outside every county.
    """
    near = _near(inputs, shape)
    counties = clean_counties(near.counties)
    network = build_network(counties, parameters=parameters, metric_epsg=near.metric_epsg)
    near = ZoneInputs(
        counties[["code", "name", "geometry"]], near.layers, None, network.metric_epsg, cells=inputs.cells
    )
    partition = build_partition(counties, network)
    planar = gpd.GeoDataFrame({"code": partition.codes}, geometry=partition.polygons, crs=partition.crs)
    holdings = Holdings(
        forest=once_only(cut_objects(near.of_role(Role.FOREST), partition)),
        rivers=river_lines(near, partition.crs),
        places=exposure.places(near, counties=planar),
        depots=access.depots(inputs, counties=_planar(inputs, network.metric_epsg)),
        silent_places=exposure.silent_counties(near, planar),
        silent_depots=access.silent_counties(near, planar),
    )
    (metric,) = transform(np.array([_polygonal(shape)], dtype=object), STORAGE_CRS, partition.crs)
    metric = metric if metric.is_valid else _polygonal(metric)
    parts = cut_by_county(np.array([metric], dtype=object), partition)
    if len(parts.zone) == 0:
        raise OutlineOutside
    frame = part_numbers(parts, holdings, partition)
    frame = part_times(frame, parts.stored, inputs, network.metric_epsg, parameters)
    areas = gpd.GeoDataFrame(
        {"key": "zone", "county": partition.codes[parts.county]}, geometry=parts.shape, crs=partition.crs
    )
    exposed = exposures(areas, planar, gather(near, planar), parameters).get("zone", {})
    known = {str(part["county"]): part for part in before}
    rows = [
        _row(known.get(str(values["county"])), {str(name): value for name, value in values.items()}, stored)
        for values, stored in zip(frame.drop(columns="zone").to_dict("records"), parts.stored, strict=True)
    ]
    drawn = _polygonal(shape)
    # What lies outside every county is cut away; where nothing does, the outline stays to the last digit.
    if abs(float(shapely.area(parts.shape).sum()) - metric.area) > _OUTSIDE_M2:
        (drawn,) = transform(np.array([shapely.union_all(parts.shape)], dtype=object), partition.crs, STORAGE_CRS)
    return Outline(_polygonal(drawn), {**_numbers(frame), "exposures": exposed}, rows)


def _near(inputs: ZoneInputs, shape: shapely.Geometry) -> ZoneInputs:
    xmin, ymin, xmax, ymax = shape.bounds
    box = (xmin - _MARGIN_DEG, ymin - _MARGIN_DEG, xmax + _MARGIN_DEG, ymax + _MARGIN_DEG)

    def of(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return frame.iloc[np.sort(frame.sindex.query(shapely.box(*box)))] if len(frame) else frame

    layers = tuple(
        LayerInput(one.uid, one.role, of(one.frame), one.speaks_for, one.title) if one.role in _LOCAL else one
        for one in inputs.layers
    )
    counties = of(inputs.counties)
    codes = set(counties["code"])  # a county of several rows stays whole
    whole = inputs.counties[inputs.counties["code"].isin(codes)]
    if not len(whole):
        raise OutlineOutside
    return ZoneInputs(whole, layers, None, inputs.metric_epsg)


def _planar(inputs: ZoneInputs, epsg: int) -> gpd.GeoDataFrame:
    """Return all counties in the plane, for depots far away."""
    return clean_counties(inputs.counties)[["code", "geometry"]].to_crs(f"EPSG:{epsg}")


def _numbers(frame: pd.DataFrame) -> dict[str, float]:
    """Return the figures of a zone from those of its parts; nobody on the known side says nothing of the other."""
    known = frame["people"].dropna()
    people = float(known.sum()) if len(known) else math.nan
    if people == 0.0 and len(known) < len(frame):
        people = math.nan
    return {
        "area_ha": float(frame["area_ha"].sum()),
        "people": people,
        "people_unknown_places": int(frame["people_unknown_places"].sum()),
        "villages": int(frame["villages"].sum()),
        "forest_ha": float(frame["forest_ha"].sum()),
        "river_m": float(frame["river_m"].sum()),
    }


def _row(before: Mapping[str, Any] | None, values: Mapping[str, Any], shape: shapely.Geometry) -> dict[str, Any]:
    carried = dict(before) if before is not None else {"hazard_share": math.nan, "exposure_share": math.nan}
    return {**carried, **values, "geometry": shape}


def _polygonal(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the valid polygons of a shape as one MultiPolygon."""
    valid = shape if shape.is_valid else shapely.make_valid(shape)
    parts = shapely.get_parts(shapely.get_parts(valid))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and math.isnan(value) else value


def _number(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
