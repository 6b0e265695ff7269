"""Hand-made geography: squares given in metres on the plane of the plan's zone, returned in EPSG:4490.

x = 20 km is the central meridian 117° E (EPSG:4548) near 40° N: within 20 km of it plane and ellipsoid agree to 1e-5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.zones.model import LayerInput

EPSG = 4548
ORIGIN = (480_000.0, 4_430_000.0)
KM = 1_000.0


def placed(shape: Any) -> Any:
    """Move a shape from local metres to the plane of EPSG:4548."""
    return shapely.transform(shape, lambda xy: xy + np.array(ORIGIN))


def box_km(xmin: float, ymin: float, xmax: float, ymax: float) -> shapely.Polygon:
    return shapely.box(xmin * KM, ymin * KM, xmax * KM, ymax * KM)


def frame(shapes: Sequence[Any], **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """Return local shapes as an EPSG:4490 frame, edges densified so that they stay straight in the plane."""
    planar = [
        shapely.segmentize(placed(shape), 100.0) if shape.geom_type != "Point" else placed(shape) for shape in shapes
    ]
    return gpd.GeoDataFrame(dict(columns), geometry=planar, crs=f"EPSG:{EPSG}").to_crs(STORAGE_CRS)


def counties(shapes: Mapping[str, Any]) -> gpd.GeoDataFrame:
    return frame(list(shapes.values()), code=list(shapes), name=[f"county {code}" for code in shapes])


def forests(
    shapes: Sequence[Any], *, speaks_for: frozenset[str] | None = None, uid: str = "forest", names: Sequence[str] = ()
) -> LayerInput:
    table = frame(
        shapes,
        uid=[f"{uid}-{k}" for k in range(len(shapes))],
        name=list(names) or [""] * len(shapes),
        species=[""] * len(shapes),
        stock_m3=[np.nan] * len(shapes),
    )
    return LayerInput(uid, Role.FOREST, table, speaks_for)


def settlements(
    points: Sequence[tuple[float, float]],
    people: Sequence[float],
    *,
    speaks_for: frozenset[str] | None = None,
    uid: str = "settlement",
) -> LayerInput:
    """Points in km."""
    shapes = [shapely.Point(x * KM, y * KM) for x, y in points]
    table = frame(
        shapes,
        uid=[f"{uid}-{k}" for k in range(len(shapes))],
        name=[f"village {k}" for k in range(len(shapes))],
        people=list(people),
        kind=["village"] * len(shapes),
    )
    return LayerInput(uid, Role.SETTLEMENT, table, speaks_for)


def depots(points: Sequence[tuple[float, float]], *, speaks_for: frozenset[str] | None = None) -> LayerInput:
    shapes = [shapely.Point(x * KM, y * KM) for x, y in points]
    count = len(shapes)
    blank = [""] * count
    table = frame(
        shapes,
        uid=[f"depot-{k}" for k in range(count)],
        name=[f"depot {k}" for k in range(count)],
        kind=blank,
        level=blank,
        contact=blank,
        phone=blank,
        items=blank,
    )
    return LayerInput("depot", Role.DEPOT, table, speaks_for)


def rivers(
    lines: Sequence[Sequence[tuple[float, float]]], *, names: Sequence[str] = (), uid: str = "river"
) -> LayerInput:
    """Lines of points in km, of unknown width and direction."""
    count = len(lines)
    table = frame(
        [shapely.LineString([(x * KM, y * KM) for x, y in line]) for line in lines],
        uid=[f"{uid}-{k}" for k in range(count)],
        name=list(names) or [""] * count,
        width_m=[np.nan] * count,
        directed=pd.array([pd.NA] * count, dtype="boolean"),
        order=[np.nan] * count,
    )
    return LayerInput(uid, Role.RIVER, table)
