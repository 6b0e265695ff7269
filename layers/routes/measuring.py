"""One patrol route: length, climb, minutes on foot each way and by vehicle, where it is handed over."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.response.foot import TOBLER_BEST, TOBLER_FALL, TOBLER_KMH
from layers.response.settings import SPEEDS_KMH, RoadClass
from layers.spread.landscape import Grid

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]


@dataclass(frozen=True)
class RouteSettings:
    """What patrols are worked out with; proposals, to be agreed on.

    Attributes
    ----------
    detection_m : float
        To either side of a route what is watched: 200–500 m.
    handover_m : float
        A boundary marker this close to a route is where it can be handed over.
    step_m : float
        Ground is looked at so often along a route.
    pace_share : float
        Share of Tobler's speed that a patrol keeps: it looks around.
    road_m : float
        A route this close to a road is driven on it.
    track_m : float
        A track this close to a route has walked it.
    village_m : float
        Villages this close to an area are told who walks near them.
    cell_m : float
        Side of the cells in which woods are counted.
    ranger_ha : float
        Woods one ranger looks after: 133–333 hm² in 湖北.
    """

    detection_m: float = 300.0
    handover_m: float = 200.0
    step_m: float = 50.0
    pace_share: float = 0.8
    road_m: float = 40.0
    track_m: float = 100.0
    village_m: float = 1000.0
    cell_m: float = 100.0
    ranger_ha: float = 200.0
    speeds_kmh: Mapping[RoadClass, float] = field(default_factory=lambda: dict(SPEEDS_KMH))


@dataclass(frozen=True)
class Handover:
    """Where a route meets the line between counties: a marker near it (``name``), or a bare crossing ("")."""

    name: str
    x_m: float
    y_m: float
    along_m: float


@dataclass(frozen=True)
class RouteFigures:
    """What is worked out of one route.

    ``climb_m`` and ``fall_m`` are nan without terrain; ``drive_min`` is nan where less than all of it lies on roads,
    ``on_road`` is the share that does.
    """

    length_m: float
    climb_m: float
    fall_m: float
    foot_min: float
    foot_back_min: float
    drive_min: float
    on_road: float
    handovers: tuple[Handover, ...]


def foot_minutes(step_m: Floats, rise_m: Floats, pace_share: float) -> float:
    """Return minutes on foot over stretches of a path.

    Tobler 1993: 6·exp(−3.5·|S + 0.05|) km/h, S the slope in the direction walked; of it ``pace_share``.  Stretches
    whose rise is nan are taken as level.
    """
    length = np.asarray(step_m, dtype=float)
    known = np.where(np.isfinite(rise_m), rise_m, 0.0)
    slope = np.divide(known, length, out=np.zeros_like(length), where=length > 0.0)
    m_per_min = TOBLER_KMH * 1000.0 / 60.0 * np.exp(-TOBLER_FALL * np.abs(slope - TOBLER_BEST)) * pace_share
    return float((length / m_per_min).sum())


def stations(line: shapely.LineString, step_m: float) -> tuple[Floats, Floats]:
    """Return metres along a line at even steps of at most ``step_m``, both ends included, and the places (n, 2)."""
    count = max(math.ceil(line.length / step_m), 1)
    along = np.linspace(0.0, line.length, count + 1)
    return along, shapely.get_coordinates(shapely.line_interpolate_point(line, along))


def measure(
    line: shapely.LineString,
    length_m: float,
    *,
    settings: RouteSettings,
    ground: tuple[NDArray[np.float32], Grid] | None = None,
    roads: tuple[Objects, NDArray[np.int64]] | None = None,
    markers: Sequence[tuple[str, float, float]] = (),
    crossings: shapely.Geometry | None = None,
) -> RouteFigures:
    """Measure one route.

    Parameters
    ----------
    line : LineString
        Metric CRS.
    length_m : float
        Its geodesic length; times are scaled to it.
    settings : RouteSettings
    ground : (height, grid), optional
        Elevations in the same CRS.
    roads : (lines, kind), optional
        As :func:`layers.response.roads.road_lines` gives them, same CRS.
    markers : sequence of (name, x, y)
        Boundary markers.
    crossings : shapely geometry, optional
        The lines between counties.
    """
    along, xy = stations(line, settings.step_m)
    scale = length_m / line.length if line.length > 0.0 else 1.0
    step = np.diff(along) * scale
    if ground is None:
        rise = np.full(len(step), np.nan)
    else:
        from layers.lookout.sight import grounds_m  # with the compiler: the window stands without it

        rise = np.diff(grounds_m(*ground, xy[:, 0], xy[:, 1]))
    known = rise[np.isfinite(rise)]
    drive, on_road = _driven(line, along, scale, settings, roads)
    return RouteFigures(
        length_m=length_m,
        climb_m=float(known[known > 0.0].sum()) if len(known) else math.nan,
        fall_m=float(-known[known < 0.0].sum()) if len(known) else math.nan,
        foot_min=foot_minutes(step, rise, settings.pace_share),
        foot_back_min=foot_minutes(step[::-1], -rise[::-1], settings.pace_share),
        drive_min=drive,
        on_road=on_road,
        handovers=tuple(_handovers(line, markers, crossings, settings.handover_m)),
    )


def _driven(
    line: shapely.LineString,
    along: Floats,
    scale: float,
    settings: RouteSettings,
    roads: tuple[Objects, NDArray[np.int64]] | None,
) -> tuple[float, float]:
    """Return minutes by vehicle and the share of a route that lies on roads."""
    if roads is None or len(roads[0]) == 0:
        return math.nan, 0.0
    lines, kind = roads
    middles = shapely.line_interpolate_point(line, (along[1:] + along[:-1]) / 2.0)
    tree = shapely.STRtree(lines)
    speeds = np.array([float(settings.speeds_kmh.get(one, 0.0)) for one in RoadClass])
    # The fastest of the roads in reach: a lane beside the main road does not slow who drives there.
    best = np.zeros(len(middles))
    at, near = tree.query(middles, predicate="dwithin", distance=settings.road_m)
    np.maximum.at(best, at, speeds[kind[near]])
    step = np.diff(along) * scale
    share = float(step[best > 0.0].sum() / step.sum()) if step.sum() > 0.0 else 0.0
    if (best <= 0.0).any():
        return math.nan, share
    return float((step / (best * 1000.0 / 60.0)).sum()), share


def _handovers(
    line: shapely.LineString,
    markers: Sequence[tuple[str, float, float]],
    crossings: shapely.Geometry | None,
    near_m: float,
) -> list[Handover]:
    """Return markers near the route, and crossings of the line that no marker is near, along the route."""
    found = []
    for name, x, y in markers:
        point = shapely.Point(x, y)
        if line.dwithin(point, near_m):
            found.append(Handover(name, x, y, float(line.project(point))))
    if crossings is not None:
        for point in shapely.get_parts(shapely.points(shapely.get_coordinates(line.intersection(crossings)))):
            if all(math.hypot(one.x_m - point.x, one.y_m - point.y) > near_m for one in found):
                found.append(Handover("", float(point.x), float(point.y), float(line.project(point))))
    return sorted(found, key=lambda one: (one.along_m, one.name))
