"""Three counties in a row and a river through them, in metres from the corner of a 3° zone.

A | B | C meet at x = 0 and x = 10 km; A and B are 北京's, C is 河北's.  The main river runs east along y = 5 km; a
tributary comes from the north and joins it at x = 5 km.
"""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, box

from layers.crs import STORAGE_CRS
from layers.hazards.river_lines import gather
from layers.kinds import Role
from layers.rivers.land import RiverLand, assemble
from layers.rivers.network import RiverNetwork, build
from layers.rivers.settings import RiverSettings
from layers.zones.model import LayerInput, Parameters, ZoneInputs
from tests.layers.hazards.test_river import EPSG, X0, Y0, at, counties, lonlat

A, B, C = "110116", "110117", "130826"
MAIN = [(-8000, 5000), (5000, 5000), (18000, 5000)]
TRIBUTARY = [(5000, 9000), (5000, 5000)]

__all__ = ["EPSG", "MAIN", "TRIBUTARY", "A", "B", "C", "at", "counties", "land", "lonlat", "network", "place", "rivers"]


def three() -> gpd.GeoDataFrame:
    return counties(
        (A, box(X0 - 10_000, Y0, X0, Y0 + 10_000)),
        (B, box(X0, Y0, X0 + 10_000, Y0 + 10_000)),
        (C, box(X0 + 10_000, Y0, X0 + 20_000, Y0 + 10_000)),
    )


def rivers(
    *lines: Sequence[tuple[float, float]],
    names: Sequence[str] = (),
    directed: bool | None = True,
    uid: str = "r",
    **columns: Sequence[object],
) -> LayerInput:
    shapes = [LineString(at(*line)) for line in lines]
    frame = gpd.GeoDataFrame(
        {
            "uid": [f"{uid}{k}" for k in range(len(shapes))],
            "name": list(names) or [""] * len(shapes),
            "directed": np.array([directed] * len(shapes), dtype=object),
            "width_m": [10.0] * len(shapes),
            **columns,
        },
        geometry=gpd.GeoSeries([lonlat(shape) for shape in shapes], crs=STORAGE_CRS),
    )
    return LayerInput(uid, Role.RIVER, frame)


def points(role: Role, *places: tuple[float, float, str], people: float = 100.0) -> LayerInput:
    frame = gpd.GeoDataFrame(
        {
            "uid": [f"{role.value}{k}" for k in range(len(places))],
            "name": [name for _, _, name in places],
            "people": [people] * len(places),
        },
        geometry=gpd.GeoSeries([lonlat(shapely.Point(at((x, y))[0])) for x, y, _ in places], crs=STORAGE_CRS),
    )
    return LayerInput(role.value, role, frame)


def network(layer: LayerInput, **given: object) -> RiverNetwork:
    lines = gather((layer,), default_width_m=10.0, metric_epsg=EPSG, snap_m=30.0)
    return build(lines, metric_epsg=EPSG, snap_m=30.0, **given)  # type: ignore[arg-type]


def land(
    *layers: LayerInput, frame: gpd.GeoDataFrame | None = None, settings: RiverSettings | None = None, **given: object
) -> RiverLand:
    inputs = ZoneInputs(three() if frame is None else frame, layers, metric_epsg=EPSG)
    return assemble(inputs, Parameters(), settings or RiverSettings(), **given)  # type: ignore[arg-type]


def place(x: float, y: float) -> tuple[float, float]:
    """Metres from the corner → longitude, latitude."""
    point = lonlat(shapely.Point(at((x, y))[0]))
    return point.x, point.y
