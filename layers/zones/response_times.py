"""How soon help is at each part of a zone: minutes by road and on foot, where ways are known.

The point that is reached is the one straight lines are measured to; whoever comes first within the limit is named.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.exposure.location import speaking_counties
from layers.geodesy import cgcs2000
from layers.kinds import ResponseMethod, Role
from layers.memory import Memory, NoMemory
from layers.progress import Progress, part, silent
from layers.zones.hazard_zones import HazardZones
from layers.zones.model import Parameters, ZoneInputs

#: Keys of ``response`` of a part: minutes within ``limit_min`` or None; ``why`` a straight line stands in their place.
RESPONSE_KEYS = ("own_min", "across_min", "limit_min", "why")
#: Decimals that minutes are stored with.
_DECIMALS = 3

Objects = NDArray[np.object_]


def with_times(
    found: Sequence[HazardZones], inputs: ZoneInputs, parameters: Parameters, memory: Memory, progress: Progress
) -> list[HazardZones]:
    """Return the zones of all hazards with the minutes of help in their parts."""
    if parameters.response_method != ResponseMethod.TRAVEL or not any(len(one.numbers) for one in found):
        return list(found)
    stored = np.concatenate([one.parts.stored for one in found])
    numbers = pd.concat([one.numbers for one in found], ignore_index=True)
    epsg = inputs.metric_epsg
    assert epsg is not None
    fresh = part_times(numbers, stored, inputs, epsg, parameters, memory=memory, progress=progress)
    result, start = [], 0
    for one in found:
        rows = fresh.iloc[start : start + len(one.numbers)].reset_index(drop=True)
        result.append(replace(one, numbers=rows[list(one.numbers.columns)]))
        start += len(one.numbers)
    return result


def part_times(
    numbers: pd.DataFrame,
    stored: Objects,
    inputs: ZoneInputs,
    epsg: int,
    parameters: Parameters,
    *,
    memory: Memory | None = None,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Return the numbers of parts with minutes in place of straight lines.

    Parameters
    ----------
    numbers : DataFrame
        ``county`` and the columns of :func:`layers.access.nearest_depots`, n rows.
    stored : ndarray of shapely geometry, (n,)
        The parts, EPSG:4490.
    inputs : ZoneInputs
        Roads, rivers, lakes and depots among its layers, terrain among its rasters.
    epsg : int
        Metric CRS.
    parameters : Parameters
    memory : Memory, optional
    progress : Progress

    Returns
    -------
    DataFrame
        ``depot_method`` is ``travel`` where somebody is there within the limit.  Where no road layer speaks for the
        county, or nobody is there in time, the straight line stays and ``response`` says why.
    """
    if parameters.response_method != ResponseMethod.TRAVEL or len(numbers) == 0:
        return numbers
    memory = memory or NoMemory()
    codes = numbers["county"].to_numpy(dtype=object)
    known = speaking_counties(inputs.of_role(Role.ROAD), set(codes))
    if not known:  # nothing to drive on anywhere: no land is made
        return numbers.assign(
            response=pd.Series([{"why": "no_roads"}] * len(numbers), index=numbers.index, dtype=object)
        )
    minutes, who, land = _times(stored, codes, inputs, epsg, parameters, memory, progress)
    fresh = numbers.copy()
    names = np.append(land.who["name"].to_numpy(dtype=object), "")
    counties = np.append(land.who["county"].to_numpy(dtype=object), "")
    points = transform(land.who.geometry.to_numpy(), str(land.who.crs.to_string()), STORAGE_CRS)
    depot = shapely.get_coordinates(points).reshape(-1, 2)
    inner = shapely.get_coordinates(shapely.point_on_surface(stored)).reshape(-1, 2)
    limit = float(parameters.response_limit_min)
    response: list[dict[str, Any]] = []
    method = np.full(len(fresh), "geodesic", dtype=object)
    for row, code in enumerate(codes.tolist()):
        own, across = (None if not np.isfinite(one) else round(float(one), _DECIMALS) for one in minutes[row])
        if numbers["depots_unknown"].iloc[row]:
            own = None
        if not land.has_roads or code not in known:
            response.append({"why": "no_roads"})
        elif own is None and across is None:
            has_any = bool(numbers["depot_own"].iloc[row] or numbers["depot_across"].iloc[row])
            response.append({"limit_min": limit, "why": "out_of_reach"} if has_any else {})
        else:
            method[row] = "travel"
            response.append({"own_min": own, "across_min": across, "limit_min": limit})
    travels = method == "travel"
    for side, column in ((0, "depot_own"), (1, "depot_across")):
        there = np.flatnonzero(travels & np.array([_has(one, column) for one in response], dtype=bool))
        first = who[there, side]
        fresh.loc[fresh.index[there], column] = names[first]
        km = cgcs2000().inv(inner[there, 0], inner[there, 1], depot[first, 0], depot[first, 1])[2] / 1000.0
        fresh.loc[fresh.index[there], f"{column}_km"] = km
        if column == "depot_across":
            fresh.loc[fresh.index[there], "depot_across_county"] = counties[first]
    fresh["depot_method"] = method
    fresh["response"] = pd.Series(response, index=fresh.index, dtype=object)
    return fresh


def _has(response: dict[str, Any], column: str) -> bool:
    return response.get("own_min" if column == "depot_own" else "across_min") is not None


def _times(
    stored: Objects,
    codes: Objects,
    inputs: ZoneInputs,
    epsg: int,
    parameters: Parameters,
    memory: Memory,
    progress: Progress,
) -> tuple[NDArray[np.float64], NDArray[np.int64], Any]:
    """Return minutes and rows of the first depot of the own county and of any other, (n, 2), and the land."""
    from layers.borders import clean_counties
    from layers.response.answers import answers
    from layers.response.land import response_land
    from layers.response.settings import ResponseSettings
    from layers.response.travel import Travel

    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]]
    settings = ResponseSettings.of(parameters)
    told = part(progress, 0.0, 0.4)
    land = response_land(inputs, counties, epsg, settings, roles=(Role.DEPOT,), memory=memory, progress=told)
    minutes, who = np.full((len(codes), 2), np.inf), np.full((len(codes), 2), -1, dtype=np.int64)
    if not land.has_roads or len(land.who) == 0:
        return minutes, who, land
    points = shapely.point_on_surface(stored)
    planar = transform(np.asarray(points, dtype=object), STORAGE_CRS, f"EPSG:{epsg}")

    def first() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        travel = Travel(land)
        row = {code: at for at, code in enumerate(land.counties["code"].tolist())}
        county = np.array([row.get(code, -1) for code in codes.tolist()], dtype=np.int32)
        rest = part(progress, 0.4, 1.0)
        found = answers(travel, travel.ways(planar), county, k=1, over_cells=False, progress=rest).places
        for side, of in enumerate((found.own, found.across)):
            minutes[:, side], who[:, side] = of.minutes[:, 0], of.who[:, 0]
        return minutes, who

    is_kept = not isinstance(memory, NoMemory)
    closed = tuple(shapely.to_wkb(land.closed.geometry.to_numpy()).tolist())
    shapes = tuple(shapely.to_wkb(np.asarray(points)).tolist())
    speeds = tuple(sorted(settings.speeds_kmh.items()))
    others = (
        settings.limit_min,
        settings.access_m,
        settings.load_factor,
        settings.off_path_factor,
        settings.closed_m,
        speeds,
    )
    turnout = tuple(land.who["turnout_min"].tolist())
    facts = tuple(land.who["name"]), tuple(land.who["county"])
    key: Hashable = (land.key, closed, others, turnout, facts, tuple(codes.tolist()), shapes) if is_kept else ()
    minutes, who = memory.get("response_parts", key, first)
    return minutes, who, land
