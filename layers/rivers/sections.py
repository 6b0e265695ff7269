"""Where rivers meet the county lines: 跨界断面, and bordering reaches (左右岸), told in the order the water passes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers import crs
from layers.borders.levels import county_level, highest
from layers.kinds import ReachType

if TYPE_CHECKING:
    from layers.hazards.river_runs import Reach
    from layers.rivers.land import RiverLand

#: Columns of :func:`sections`.
SECTION_COLUMNS = (
    "name",  # of the river
    "kind",  # "crossing": the counties change; "bordering": a bordering reach begins or ends
    "from_counties",  # list[str], the side the water comes from; "" outside all
    "to_counties",
    "direction_known",  # else the sides are those along the line as drawn
    "level",  # BorderLevel value
    "chainage_m",  # along the river as drawn
    "bearing_deg",  # of the water there, anticlockwise from the east of the plan's plane
    "geometry",  # Point, EPSG:4490
)
#: Columns of :func:`bordering`.
BORDERING_COLUMNS = (
    "name",
    "left",  # county on the left bank, looking downstream
    "right",
    "direction_known",  # else left and right are those of the line as drawn
    "level",
    "chainage_m",  # at its start, along the river as drawn
    "length_m",
    "geometry",  # LineString, EPSG:4490
)
#: The bearing at a section is that of the river from so far before it to so far behind.
_AROUND_M = 100.0

Section = tuple[float, str, tuple[str, ...], tuple[str, ...]]


def places_of_change(land: RiverLand) -> list[tuple[Section, int]]:
    """Return where the counties along a line change: running measure, kind, counties before and after; and the line."""
    located = land.located
    found: list[tuple[Section, int]] = [
        ((one.at, ReachType.CROSSING.value, one.before, one.after), int(line))
        for one, line in zip(located.crossings, located.crossing_line, strict=True)
    ]
    for i in range(len(located.reaches) - 1):
        before, after = located.reaches[i], located.reaches[i + 1]
        same_line = located.line[i] == located.line[i + 1]
        # Counties with nothing in common are a crossing already.
        if same_line and set(before.holders) != set(after.holders) and set(before.holders) & set(after.holders):
            section = (after.start, ReachType.BORDERING.value, before.holders, after.holders)
            found.append((section, int(located.line[i])))
    return sorted(found)


def flow_at(land: RiverLand, measure: float) -> tuple[bool, bool]:
    """Return whether the direction at a running measure is known, and whether it is that of the line as drawn."""
    network = land.network
    edge = int(np.clip(np.searchsorted(network.end, measure), 0, network.edges - 1))
    return bool(network.direction[edge] != 0), bool(network.direction[edge] >= 0)


def reach_at(land: RiverLand, measure: float) -> Reach:
    """Return the reach that holds a running measure."""
    starts = np.array([reach.start for reach in land.located.reaches])
    return land.located.reaches[int(np.clip(np.searchsorted(starts, measure, side="right") - 1, 0, len(starts) - 1))]


def sections(land: RiverLand) -> gpd.GeoDataFrame:
    """Return every place where the county along a river changes (跨界断面).

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`SECTION_COLUMNS`, by river and chainage.  A boundary river that meanders about its line has
        none along it: it is one bordering reach.
    """
    course = land.network.course
    rows, at = [], []
    for (measure, kind, before, after), line in places_of_change(land):
        known, forward = flow_at(land, measure)
        first, last = (before, after) if forward else (after, before)
        bearing = _bearing(land, measure, line) + (0.0 if forward else 180.0)
        rows.append(
            (
                _name(land, line),
                kind,
                list(first),
                list(last),
                known,
                _level(before, after),
                _chainage(land, measure, line),
                bearing % 360.0,
            )
        )
        at.append(measure)
    points = course.points(np.array(at)) if at else np.zeros(0, dtype=object)
    return _stored(rows, SECTION_COLUMNS, points, course.metric)


def bordering(land: RiverLand) -> gpd.GeoDataFrame:
    """Return every bordering reach (左右岸): a stretch of river with one county on each bank.

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`BORDERING_COLUMNS`, by river and chainage.  Reaches along the outer edge of the plan, where
        nobody is known on the other bank, are left out.
    """
    course = land.network.course
    rows, starts, ends = [], [], []
    for reach, line in zip(land.located.reaches, land.located.line, strict=True):
        if reach.kind is not ReachType.BORDERING or "" in reach.holders:
            continue
        known, forward = flow_at(land, (reach.start + reach.end) / 2.0)
        left, right = (reach.left, reach.right) if forward else (reach.right, reach.left)
        level = _level([left], [right])
        rows.append(
            (
                _name(land, int(line)),
                left,
                right,
                known,
                level,
                _chainage(land, reach.start, int(line)),
                reach.length_m,
            )
        )
        starts.append(reach.start)
        ends.append(reach.end)
    lines = course.lines(np.array(starts), np.array(ends)) if rows else np.zeros(0, dtype=object)
    return _stored(rows, BORDERING_COLUMNS, lines, course.metric)


def _stored(
    rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], shapes: NDArray[np.object_], metric: str
) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=list(columns[:-1]))
    stored = crs.transform(shapes, metric, crs.STORAGE_CRS)
    found = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(stored), crs=crs.STORAGE_CRS))
    return found.sort_values(["name", "chainage_m"], kind="stable", ignore_index=True)


def _name(land: RiverLand, line: int) -> str:
    return str(land.located.lines["name"].iloc[line])


def _chainage(land: RiverLand, measure: float, line: int) -> float:
    course = land.network.course
    return float(measure - course.start[line] + float(land.located.lines["chainage_m"].iloc[line]))


def _bearing(land: RiverLand, measure: float, line: int) -> float:
    course = land.network.course
    low, high = float(course.measure[course.first[line]]), float(course.measure[course.last[line]])
    x, y = course.at(np.array([max(measure - _AROUND_M, low), min(measure + _AROUND_M, high)]))
    return math.degrees(math.atan2(y[1] - y[0], x[1] - x[0]))


def _level(one_side: tuple[str, ...] | list[str], other_side: tuple[str, ...] | list[str]) -> str:
    """Return the highest level of line between two sides; "" where nobody is known on one of them."""
    pairs = {(min(a, b), max(a, b)) for a in one_side for b in other_side if a != b and a and b}
    return highest([county_level(a, b) for a, b in sorted(pairs)]).value if pairs else ""
