"""Something is in the river: which counties, intakes and villages it comes to, and by when each must know."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.errors import RiverTooFar
from layers.kinds import ReachType, Role
from layers.rivers import velocity
from layers.rivers.directions import Evidence
from layers.rivers.sections import places_of_change
from layers.rivers.settings import RiverSettings
from layers.rivers.travel import Place, Travel, follow, nearest

if TYPE_CHECKING:
    from layers.rivers.land import RiverLand

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: Columns of :attr:`Traced.stretches`: the way in pieces between one county line and the next.
STRETCH_COLUMNS = (
    "name",  # of the river
    "reach_type",  # ReachType value
    "counties",  # list[str]: the one it runs in, or those on both banks; "" outside all
    "left",  # county on the left bank, looking downstream
    "right",
    "from_m",  # distance from the place
    "to_m",
    "length_m",
    "from_min",  # minutes of the peak
    "to_min",
    "geometry",  # LineString, as the water runs
)
#: Columns of :attr:`Traced.crossings`: 跨界断面, and where a bordering reach (左右岸) begins or ends.
CROSSING_COLUMNS = (
    "name",
    "kind",  # "crossing", "bordering"
    "from_counties",  # list[str], the side the water comes from
    "to_counties",
    "at_m",
    "peak_min",
    "lead_min",
    "geometry",  # Point
)
#: Columns of :attr:`Traced.counties`: one row a county, the first reached first.
COUNTY_COLUMNS = (
    "code",
    "first_m",
    "lead_min",  # the leading edge is there
    "peak_min",
    "length_m",  # of the way; a bordering reach is half each bank's, so that the counties sum to the way
    "rivers",  # list[str]
)
#: Columns of :attr:`Traced.places`: who is beside the way.
PLACE_COLUMNS = (
    "uid",
    "role",  # Role value
    "name",
    "county",
    "people",  # nan unknown
    "at_m",
    "lead_min",
    "peak_min",
    "offset_m",  # from the river
    "river",
    "geometry",  # Point
)


@dataclass(frozen=True)
class Traced:
    """The way of the water from a place, or to it.  Frames are EPSG:4490.

    Attributes
    ----------
    stretches, crossings, counties, places : frames
        Columns above.
    length_m : float
        Of all stretches.
    stops : GeoDataFrame
        ``name``, ``object_uid``, ``is_end``, lines: rivers whose direction is not known where the way meets them;
        with ``is_end`` nothing else leads on from there.
    outlets : GeoDataFrame
        Points where the way ends.
    is_upstream : bool
    """

    stretches: gpd.GeoDataFrame
    crossings: gpd.GeoDataFrame
    counties: pd.DataFrame
    places: gpd.GeoDataFrame
    length_m: float
    stops: gpd.GeoDataFrame
    outlets: gpd.GeoDataFrame
    is_upstream: bool


@dataclass(frozen=True)
class Spill:
    """A spill: where it reaches the river and what follows.

    Attributes
    ----------
    lon, lat : float
        As entered.
    county : str
        Whose it is; "" outside all.
    river : str
        Name of the river, "" where it has none.
    river_lon, river_lat : float
        Where it is in the river.
    offset_m : float
        From the place to the river, straight.
    evidence : Evidence
        What the river's direction rests on; NONE when it is unknown, and then nothing is traced.
    speed_ms : float
        There.
    method : str
        ``velocity.Method`` value that gave it.
    traced : Traced
    settings : RiverSettings
    """

    lon: float
    lat: float
    county: str
    river: str
    river_lon: float
    river_lat: float
    offset_m: float
    evidence: Evidence
    speed_ms: float
    method: str
    traced: Traced
    settings: RiverSettings

    @property
    def others(self) -> pd.DataFrame:
        """The counties to be told: all it reaches but its own."""
        counties = self.traced.counties
        return counties[(counties["code"] != self.county) & (counties["code"] != "")].reset_index(drop=True)


def spill(land: RiverLand, lon: float, lat: float, settings: RiverSettings, *, upstream: bool = False) -> Spill:
    """Follow a spill down the rivers, or find what could have come to a place from above.

    Parameters
    ----------
    land : RiverLand
    lon, lat : float
        CGCS2000, degrees; anywhere within ``settings.to_river_m`` of a river.
    settings : RiverSettings
    upstream : bool
        Who is above instead; times are those the water needs to the place.

    Raises
    ------
    RiverTooFar
        No river is that near.

    Notes
    -----
    The way over land to the river takes no time: nobody should be told later for it.
    """
    metric = land.network.course.metric
    x, y = crs.transformer(crs.STORAGE_CRS, metric).transform(lon, lat)
    place = nearest(land.network, x, y, settings.to_river_m)
    if place is None:
        raise RiverTooFar(lon=round(lon, 6), lat=round(lat, 6), limit_m=round(settings.to_river_m))
    speed, method = velocity.speeds(land.network, settings)
    river_x, river_y = land.network.course.at(np.array([place.measure]))
    river_lon, river_lat = crs.transformer(metric, crs.STORAGE_CRS).transform(river_x[0], river_y[0])
    return Spill(
        lon=lon,
        lat=lat,
        county=land.county_at(lon, lat),
        river=str(land.network.name[place.edge]),
        river_lon=float(river_lon),
        river_lat=float(river_lat),
        offset_m=place.offset_m,
        evidence=Evidence(land.network.evidence[place.edge]),
        speed_ms=float(speed[place.edge]),
        method=str(method[place.edge]),
        traced=trace(land, place, speed, settings, upstream=upstream),
        settings=settings,
    )


def trace(
    land: RiverLand, place: Place, speed_ms: FloatArray, settings: RiverSettings, *, upstream: bool = False
) -> Traced:
    """Return the way from a place of the network through the counties.

    Parameters
    ----------
    speed_ms : ndarray, (e,)
        Of the peak on each edge.
    settings : RiverSettings
        ``hours``, ``near_m`` and ``leading_edge`` count: the leading edge comes after 0.89 of the time to the peak
        (Jobson 1996).
    """
    travel = follow(land.network, place, speed_ms, upstream=upstream, limit_min=settings.hours * 60.0 / _lead(settings))
    stretches = _stretches(land, travel)
    stops, outlets = _stops(land, travel), _outlets(land, travel)
    return Traced(
        stretches=stretches,
        crossings=_crossings(land, travel, settings),
        counties=_counties(stretches, settings),
        places=_places(land, travel, settings),
        length_m=float(travel.length_m.sum()),
        stops=stops,
        outlets=outlets,
        is_upstream=upstream,
    )


def _lead(settings: RiverSettings) -> float:
    return settings.leading_edge


def _interval(travel: Travel) -> tuple[FloatArray, FloatArray]:
    return np.minimum(travel.start, travel.end), np.maximum(travel.start, travel.end)


def _lonlat(shapes: NDArray[np.object_], metric: str) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(crs.transform(shapes, metric, crs.STORAGE_CRS)), crs=crs.STORAGE_CRS)


def _stretches(land: RiverLand, travel: Travel) -> gpd.GeoDataFrame:
    """Cut the way at the ends of the reaches."""
    reaches, course = land.located.reaches, land.network.course
    starts = np.array([reach.start for reach in reaches])
    ends = np.array([reach.end for reach in reaches])
    low, high = _interval(travel)
    rows, lines = [], []
    for k in range(len(travel.edge)):
        first, last = np.searchsorted(ends, low[k], side="right"), np.searchsorted(starts, high[k], side="left")
        forward = travel.end[k] > travel.start[k]
        runs_forward = forward != travel.is_upstream
        for i in range(first, last) if forward else range(last - 1, first - 1, -1):
            reach = reaches[i]
            a, b = max(reach.start, low[k]), min(reach.end, high[k])
            if b - a <= 1e-6:
                continue
            begin, finish = (a, b) if forward else (b, a)
            stretch = np.array([k, k])
            distance, minutes = travel.at(stretch, np.array([begin, finish]))
            left, right = (reach.left, reach.right) if runs_forward else (reach.right, reach.left)
            rows.append(
                (
                    str(land.network.name[travel.edge[k]]),
                    reach.kind.value,
                    list(reach.holders),
                    left,
                    right,
                    float(distance[0]),
                    float(distance[1]),
                    float(b - a),
                    float(minutes[0]),
                    float(minutes[1]),
                )
            )
            line = course.lines(np.array([a]), np.array([b]))[0]
            lines.append(line if runs_forward else line.reverse())
    frame = pd.DataFrame(rows, columns=list(STRETCH_COLUMNS[:-1]))
    found = gpd.GeoDataFrame(frame, geometry=_lonlat(np.array(lines, dtype=object), course.metric))
    return found.sort_values(["from_min", "from_m", "name"], kind="stable", ignore_index=True)


def _crossings(land: RiverLand, travel: Travel, settings: RiverSettings) -> gpd.GeoDataFrame:
    course, sections = land.network.course, [section for section, _line in places_of_change(land)]
    at = np.array([section[0] for section in sections])
    low, high = _interval(travel)
    rows, places = [], []
    for k in range(len(travel.edge)):
        for i in np.flatnonzero((at >= low[k]) & (at <= high[k])):
            _, kind, *sides = sections[int(i)]
            runs_forward = (travel.end[k] > travel.start[k]) != travel.is_upstream
            distance, minutes = travel.at(np.array([k]), at[[i]])
            lead = float(minutes[0]) * _lead(settings)
            name = str(land.network.name[travel.edge[k]])
            before, after = (list(side) for side in (sides if runs_forward else sides[::-1]))
            rows.append((name, kind, before, after, float(distance[0]), float(minutes[0]), lead))
            places.append(float(at[i]))
    frame = pd.DataFrame(rows, columns=list(CROSSING_COLUMNS[:-1]))
    points = course.points(np.array(places)) if places else np.zeros(0, dtype=object)
    found = gpd.GeoDataFrame(frame, geometry=_lonlat(points, course.metric))
    found = found[~found.duplicated(["name", "kind", "at_m"])]  # a section at a node lies on two edges
    return found.sort_values(["peak_min", "at_m", "name"], kind="stable", ignore_index=True)


def _counties(stretches: gpd.GeoDataFrame, settings: RiverSettings) -> pd.DataFrame:
    found: dict[str, dict[str, object]] = {}
    lengths: dict[str, float] = {}
    for row in stretches.to_dict("records"):
        for code in row["counties"]:
            if code not in found:
                found[code] = {
                    "code": code,
                    "first_m": row["from_m"],
                    "lead_min": row["from_min"] * _lead(settings),
                    "peak_min": row["from_min"],
                    "rivers": [],
                }
            rivers = found[code]["rivers"]
            assert isinstance(rivers, list)
            if row["name"] and row["name"] not in rivers:
                rivers.append(row["name"])
            lengths[code] = lengths.get(code, 0.0) + row["length_m"] / len(row["counties"])
    table = pd.DataFrame(list(found.values()), columns=[name for name in COUNTY_COLUMNS if name != "length_m"])
    table["length_m"] = [lengths[code] for code in table["code"]]
    return table[list(COUNTY_COLUMNS)].sort_values(["peak_min", "first_m", "code"], kind="stable", ignore_index=True)


def _places(land: RiverLand, travel: Travel, settings: RiverSettings) -> gpd.GeoDataFrame:
    """Return everything within reach of the way, at the nearest place of it."""
    network, metric = land.network, land.network.course.metric
    beside = land.places
    low, high = _interval(travel)
    columns = list(PLACE_COLUMNS)
    if len(beside) == 0 or len(travel.edge) == 0:
        empty = {name: pd.Series(dtype=object) for name in columns[:-1]}
        return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs=crs.STORAGE_CRS))
    points = crs.transform(beside.geometry.to_numpy(dtype=object), crs.STORAGE_CRS, metric)
    lines = network.course.lines(low, high)
    at, stretch = shapely.STRtree(lines).query(points, predicate="dwithin", distance=settings.near_m)
    offset = shapely.distance(points[at], lines[stretch])
    order = np.lexsort([travel.minutes[stretch], np.round(offset, 2), at])
    at, stretch, offset = at[order], stretch[order], offset[order]
    first = np.append(True, at[1:] != at[:-1]) if len(at) else np.zeros(0, dtype=bool)
    at, stretch, offset = at[first], stretch[first].astype(np.int64), offset[first]
    planar = shapely.line_locate_point(lines[stretch], points[at], normalized=True)
    measure = low[stretch] + planar * (high[stretch] - low[stretch])
    distance, minutes = travel.at(stretch, measure)
    chosen = beside.iloc[at]
    found = gpd.GeoDataFrame(
        {
            "uid": chosen["uid"].to_numpy(dtype=object),
            "role": chosen["role"].to_numpy(dtype=object),
            "name": chosen["name"].to_numpy(dtype=object),
            "county": chosen["county"].to_numpy(dtype=object),
            "people": chosen["people"].to_numpy(dtype=float),
            "at_m": distance,
            "lead_min": minutes * _lead(settings),
            "peak_min": minutes,
            "offset_m": offset,
            "river": network.name[travel.edge[stretch]],
        },
        geometry=gpd.GeoSeries(chosen.geometry.to_numpy(), crs=crs.STORAGE_CRS),
    )
    return found.sort_values(["peak_min", "name", "uid"], kind="stable", ignore_index=True)


def _stops(land: RiverLand, travel: Travel) -> gpd.GeoDataFrame:
    network = land.network
    sign = -1 if travel.is_upstream else 1
    begin = np.where(network.direction * sign < 0, network.head, network.tail)
    leads_on = np.bincount(begin[network.direction != 0], minlength=network.nodes) > 0
    edge = travel.undecided
    # With a way on, the undecided river is most likely a tributary, and still nobody says so.
    is_end = ~(leads_on[network.tail[edge]] | leads_on[network.head[edge]])
    lines = network.course.lines(network.start[edge], network.end[edge])
    uids = network.lines["object_uid"].astype(str).to_numpy(dtype=object)[network.line[edge]]
    return gpd.GeoDataFrame(
        {"name": network.name[edge], "object_uid": uids, "is_end": is_end},
        geometry=_lonlat(lines, network.course.metric),
    )


def _outlets(land: RiverLand, travel: Travel) -> gpd.GeoDataFrame:
    points = land.network.node_points()[travel.outlets]
    return gpd.GeoDataFrame(geometry=_lonlat(points, land.network.course.metric))


def intakes(traced: Traced) -> gpd.GeoDataFrame:
    """Return the water intakes beside a way."""
    return traced.places[traced.places["role"] == Role.WATER_INTAKE.value].reset_index(drop=True)


def known_people(places: gpd.GeoDataFrame) -> tuple[float, int]:
    """Return the people of places whose figure is known, nan when none is, and how many places are without."""
    people = places["people"].to_numpy(dtype=float)
    known = np.isfinite(people)
    return (float(people[known].sum()) if known.any() else math.nan), int((~known).sum())


def borders_of(traced: Traced) -> list[tuple[str, str]]:
    """Return the pairs of counties on both banks of bordering reaches along a way, in order, each once."""
    rows = traced.stretches[traced.stretches["reach_type"] == ReachType.BORDERING.value]
    pairs = [(min(a, b), max(a, b)) for a, b in zip(rows["left"], rows["right"], strict=True) if a != b]
    return list(dict.fromkeys(pairs))
