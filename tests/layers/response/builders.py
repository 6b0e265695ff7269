"""Small lands in metres of EPSG:4548, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.kinds import Role
from layers.response.land import ResponseLand, response_land
from layers.response.settings import ResponseSettings
from layers.zones.model import LayerInput, ZoneInputs

EPSG = 4548
X, Y = 500_000.0, 4_500_000.0

#: class, corners in km
Road = tuple[str, Sequence[tuple[float, float]]]
#: Six nodes: A (0, 0), B (6, 0), C (6, 4), D (0, 5), E (3, 5), F (3, 7.5); each stretch takes 6 minutes, E–F 10.
SIX: tuple[Road, ...] = (
    ("国道", ((0, 0), (6, 0))),
    ("县道", ((6, 0), (6, 4))),
    ("省道", ((0, 0), (0, 5))),
    ("乡道", ((0, 5), (3, 5))),
    ("县道", ((6, 4), (6, 5), (3, 5))),
    ("林道", ((3, 5), (3, 7.5))),
)
SIX_NODES = {"A": (0.0, 0.0), "B": (6.0, 0.0), "C": (6.0, 4.0), "D": (0.0, 5.0), "E": (3.0, 5.0), "F": (3.0, 7.5)}


def at(x_km: float, y_km: float) -> tuple[float, float]:
    return X + x_km * 1000.0, Y + y_km * 1000.0


def point(x_km: float, y_km: float) -> shapely.Point:
    return shapely.Point(*at(x_km, y_km))


def line(corners: Sequence[tuple[float, float]]) -> shapely.LineString:
    return shapely.LineString([at(*one) for one in corners])


def frame(shapes: Sequence[shapely.Geometry], **columns: Sequence[object]) -> gpd.GeoDataFrame:
    data = {"uid": [f"u{row}" for row in range(len(shapes))], **columns}
    return gpd.GeoDataFrame(data, geometry=list(shapes), crs=EPSG)


def land(
    roads: Sequence[Road] = (),
    depots: Sequence[tuple[float, float]] = (),
    teams: Sequence[tuple[float, float]] = (),
    rivers: Sequence[tuple[float, Sequence[tuple[float, float]]]] = (),
    *,
    closed: Sequence[Sequence[tuple[float, float]]] = (),
    halves: float | None = None,
    box_km: tuple[float, float, float, float] = (-2.0, -2.0, 10.0, 10.0),
    settings: ResponseSettings | None = None,
    turnout: Sequence[float] | None = None,
    strength: Sequence[float] | None = None,
) -> ResponseLand:
    """Return a land on level ground; ``halves`` cuts the box into counties 110101 and 110102 at that x."""
    left, bottom, right, top = box_km
    cuts = [left, right] if halves is None else [left, halves, right]
    shapes = [shapely.box(*at(a, bottom), *at(b, top)) for a, b in pairwise(cuts)]
    counties = gpd.GeoDataFrame(
        {"code": ["110101", "110102"][: len(shapes)], "name": ["甲", "乙"][: len(shapes)]}, geometry=shapes, crs=EPSG
    )
    layers = []
    if roads:
        rows = frame([line(one) for _, one in roads], name=[""] * len(roads))
        rows["class"] = [kind for kind, _ in roads]
        layers.append(LayerInput("roads", Role.ROAD, rows))
    if closed:
        layers.append(
            LayerInput("closed", Role.ROAD, frame([line(one) for one in closed], closed=[True] * len(closed)))
        )
    if depots:
        names = [f"depot {row}" for row in range(len(depots))]
        layers.append(LayerInput("depots", Role.DEPOT, frame([point(*one) for one in depots], name=names)))
    if teams:
        made = frame([point(*one) for one in teams], name=[f"team {row}" for row in range(len(teams))])
        made["uid"] = [f"t{row}" for row in range(len(teams))]
        if turnout is not None:
            made["turnout_min"] = list(turnout)
        if strength is not None:
            made["strength"] = list(strength)
        layers.append(LayerInput("teams", Role.TEAM, made))
    if rivers:
        shapes = [line(one) for _, one in rivers]
        layers.append(LayerInput("rivers", Role.RIVER, frame(shapes, width_m=[width for width, _ in rivers])))
    inputs = ZoneInputs(counties, tuple(layers))
    return response_land(inputs, counties, EPSG, settings or ResponseSettings(cell_m=100.0))


def with_heights(made: ResponseLand, height_m: NDArray[np.float64]) -> ResponseLand:
    from dataclasses import replace

    return replace(made, ground=replace(made.ground, height_m=height_m.astype(np.float32)))
