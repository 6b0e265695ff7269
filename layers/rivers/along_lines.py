"""Rivers and the lines between counties: the legal band, basins, and rivers that have left their line.

A line is never moved to the river: when a river that marks it shifts, the line stays (行政区域界线管理条例第七条).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.borders.levels import county_level
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.hazards.river_course import edges
from layers.kinds import BorderLevel, ReachType
from layers.rivers.network import RiverNetwork
from layers.rivers.problems import outlets, pieces
from layers.rivers.settings import RiverSettings

if TYPE_CHECKING:
    from layers.rivers.land import RiverLand

#: Columns of :func:`legal_bands`.
BAND_COLUMNS = ("name", "pair", "county", "area_ha", "geometry")
#: Columns of :func:`departures`.
DEPARTURE_COLUMNS = ("name", "pair", "length_m", "departed_m", "greatest_m", "mean_m", "geometry")
#: Columns of :func:`basins`.
BASIN_COLUMNS = ("number", "name", "rivers", "length_m", "edges", "outlets", "undecided_m", "geometry")

#: Rivers are compared with the line every so many metres.
STEP_M = 50.0
#: Farther away than this a river is another one, not one that has left its line [P].
MOST_M = 1000.0


def legal_bands(land: RiverLand) -> gpd.GeoDataFrame:
    """Return the land within 10 km outside each bank of rivers that are a provincial boundary.

    There nobody builds works for draining, damming, diverting or storing water, or trains the river, without
    agreement or approval (河道管理条例第十九条).

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`BAND_COLUMNS`: for each river and pair of counties on its banks, one row for each county the
        band reaches.
    """
    course, epsg = land.network.course, land.epsg
    width = land.located.lines["width_m"].to_numpy(dtype=float)
    names = land.located.lines["name"].astype(str).to_numpy(dtype=object)
    stretches: dict[tuple[str, str], list[shapely.Geometry]] = {}
    for reach, line in zip(land.located.reaches, land.located.line, strict=True):
        if reach.kind is not ReachType.BORDERING or "" in reach.holders:
            continue
        a, b = reach.holders
        if county_level(a, b) is not BorderLevel.PROVINCE:
            continue
        shape = course.lines(np.array([reach.start]), np.array([reach.end]))[0]
        reach_m = width[line] / 2.0 + land.parameters.provincial_river_band_m
        stretches.setdefault((names[line], f"{a}|{b}"), []).append(shape.buffer(reach_m))
    counties = land.counties.to_crs(epsg=epsg)
    rows = []
    for (name, pair), shapes in stretches.items():
        band = shapely.union_all(shapes)
        for code, polygon in zip(counties["code"], counties.geometry, strict=True):
            part = shapely.intersection(polygon, band)
            if part.area > 0:
                rows.append((name, pair, str(code), part))
    frame = pd.DataFrame(rows, columns=["name", "pair", "county", "geometry"])
    planar = frame["geometry"].to_numpy(dtype=object)
    frame["area_ha"] = areas_from_gk_m2(planar, epsg) * HA_PER_M2 if len(frame) else np.zeros(0)
    shapes_out = crs.transform(planar, course.metric, crs.STORAGE_CRS)
    found = gpd.GeoDataFrame(
        frame.drop(columns="geometry"), geometry=gpd.GeoSeries(list(shapes_out), crs=crs.STORAGE_CRS)
    )
    return found[list(BAND_COLUMNS)]


def departures(land: RiverLand, settings: RiverSettings) -> gpd.GeoDataFrame:
    """Return where boundary rivers have left the line: how far, and over what length.

    Parameters
    ----------
    settings : RiverSettings
        Up to ``departure_m`` from the line a river still follows it.

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`DEPARTURE_COLUMNS`, one row for each stretch within 1 km of a line that begins and ends as a
        bordering reach: its length, how much of it has departed, the greatest and the mean distance of the departed
        part, and that part as lines; the farthest first.
    """
    course = land.network.course
    parts = edges(course).halved(STEP_M)
    starts = np.array([reach.start for reach in land.located.reaches])
    if len(starts) == 0 or len(parts.start) == 0:
        return _departures([], course.metric)
    middle = parts.middle
    distance, piece = land.borders.nearest(course.points(middle), MOST_M)
    line, reach = course.line_of(middle), np.searchsorted(starts, middle, side="right") - 1
    near = np.isfinite(distance)
    follows = np.array([one.kind is ReachType.BORDERING for one in land.located.reaches], dtype=bool)[reach]
    breaks = np.append(True, (line[1:] != line[:-1]) | (near[1:] != near[:-1]))
    run = np.cumsum(breaks) - 1
    length = parts.end - parts.start
    rows = []
    for number in np.unique(run[near & follows]):
        of = np.flatnonzero(run == number)
        # What comes to the line before it first follows it, or leaves it for good, has not departed from it.
        marked = np.flatnonzero(follows[of])
        of = of[marked[0] : marked[-1] + 1]
        gone = of[distance[of] > settings.departure_m]
        if len(gone) == 0:
            continue
        codes, weight = np.unique(land.borders.pairs[piece[of[follows[of]]]].astype(str), return_inverse=True)
        pair = str(codes[np.argmax(np.bincount(weight, weights=length[of[follows[of]]]))])
        first = np.append(True, np.diff(gone) > 1)
        begin, end = parts.start[gone[first]], parts.end[gone[np.append(first[1:], True)]]
        rows.append(
            {
                "name": str(land.located.lines["name"].iloc[int(line[of[0]])]),
                "pair": pair,
                "length_m": float(length[of].sum()),
                "departed_m": float(length[gone].sum()),
                "greatest_m": float(distance[gone].max()),
                "mean_m": float(np.average(distance[gone], weights=length[gone])),
                "geometry": shapely.MultiLineString(list(course.lines(begin, end))),
            }
        )
    return _departures(rows, course.metric)


def _departures(rows: list[dict[str, object]], metric: str) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=list(DEPARTURE_COLUMNS))
    shapes = crs.transform(frame["geometry"].to_numpy(dtype=object), metric, crs.STORAGE_CRS)
    found = gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=gpd.GeoSeries(list(shapes), crs=crs.STORAGE_CRS))
    return found.sort_values(["greatest_m", "name"], ascending=[False, True], kind="stable", ignore_index=True)


def basins(network: RiverNetwork) -> tuple[gpd.GeoDataFrame, NDArray[np.int64]]:
    """Group the rivers by what hangs together.

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`BASIN_COLUMNS`, the longest first; named after its longest named river.  ``outlets`` counts
        where its water leaves; ``undecided_m`` is the length whose direction is unknown.
    ndarray of int64, (e,)
        Number of the basin of each edge.
    """
    piece = pieces(network)
    ends = outlets(network)
    node_piece = np.full(network.nodes, -1, dtype=np.int64)
    node_piece[network.tail] = piece
    node_piece[network.head] = piece
    lines = network.geometry()
    rows, shapes = [], []
    for number in range(int(piece.max()) + 1 if len(piece) else 0):
        of = np.flatnonzero(piece == number)
        lengths = pd.Series(network.length_m[of]).groupby(network.name[of]).sum()
        named = lengths[lengths.index != ""].sort_values(ascending=False, kind="stable")
        rows.append(
            (
                number,
                str(named.index[0]) if len(named) else "",
                [str(name) for name in named.index],
                float(network.length_m[of].sum()),
                len(of),
                int((ends & (node_piece == number)).sum()),
                float(network.length_m[of][network.direction[of] == 0].sum()),
            )
        )
        shapes.append(shapely.MultiLineString(list(lines[of])))
    stored = crs.transform(np.array(shapes, dtype=object), network.course.metric, crs.STORAGE_CRS)
    frame = pd.DataFrame(rows, columns=list(BASIN_COLUMNS[:-1]))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(stored), crs=crs.STORAGE_CRS)), piece
