"""Breaches of dams and tailings ponds: they reach down the river network.

The network is traced elsewhere (:mod:`layers.hazards.breach_rivers`): :func:`kind` takes whoever can, as a
:data:`Network`.  A dam beside no river, or on one whose direction nobody knows, has no reach, and no zone is made up
for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from layers.crs import STORAGE_CRS, densified, transform
from layers.hazards import river_kind
from layers.hazards.arrival import Arrival
from layers.hazards.footprint import Footprint
from layers.hazards.kind import LANGUAGES, Assessed, HazardKind, Number, Shared
from layers.hazards.sourced import Stamped, sourced
from layers.kinds import Role
from layers.progress import Progress

if TYPE_CHECKING:
    from layers.borders.model import BorderNetwork
    from layers.zones.model import Parameters, ZoneInputs

CODE = "breach"


@dataclass(frozen=True)
class Trace:
    """The way down from a place.

    Attributes
    ----------
    line : LineString or MultiLineString, EPSG:4490
        All that lies downstream within the limit, its parts as the water runs.
    length_m : float
        Along the river, geodesic.
    minutes : float
        Until the wave is at the farthest end; nan where no travel time is known.
    part_min : tuple of (float, float)
        Minutes at both ends of each part of ``line``; empty where no travel time is known.
    wave_ms : float
        The speed the minutes rest on; nan where they rest on several, or none.
    """

    line: shapely.Geometry
    length_m: float
    minutes: float = float("nan")
    part_min: tuple[tuple[float, float], ...] = ()
    wave_ms: float = float("nan")


#: Longitude and latitude of the source, longest way in metres → the way down; None where the source lies beside no
#: river, or the river's direction is not known.
Tracer = Callable[[float, float, float], "Trace | None"]
#: Puts the river network of the inputs together, once for all sources; None without rivers.
Network = Callable[["ZoneInputs", "Parameters", "HazardKind"], "Tracer | None"]


def reach_down(trace: Trace, corridor_m: float, crs: str) -> Footprint:
    """Return what a breach reaches: a corridor on both sides of the way down.  A screening, not a flood extent.

    Parameters
    ----------
    corridor_m : float
        On each side.
    crs : str
        The metric CRS of the analysis.
    """
    line = densified(transform(shapely.force_2d(trace.line), STORAGE_CRS, crs))
    is_timed = trace.minutes == trace.minutes
    facts: dict[str, Any] = {"how": "timed" if is_timed else "reach", "corridor_m": corridor_m}
    facts["length_m"] = float(trace.length_m)
    arrival = None
    if is_timed:
        facts["reach_min"] = float(trace.minutes)
        if trace.wave_ms == trace.wave_ms:
            facts |= {"how": "wave", "wave_ms": float(trace.wave_ms)}
    if trace.part_min:
        times = np.asarray(trace.part_min, dtype=np.float64)
        parts = tuple(shapely.get_parts(line))
        arrival = Arrival(parts, tuple(times[:, 0].tolist()), tuple(times[:, 1].tolist()), within_m=corridor_m)
    return Footprint(whole=shapely.buffer(line, corridor_m, quad_segs=8), facts=facts, arrival=arrival)


def _abroad(found: Footprint, lon: float, lat: float, shared: Shared) -> dict[str, Any]:
    """Return when the wave is in another county for the first time, as facts; none where it is never."""
    if found.arrival is None or found.whole is None:
        return {}
    partition = shared.partition
    home = partition.locate(np.array([transform(shapely.Point(lon, lat), STORAGE_CRS, partition.crs)], dtype=object))[0]
    others = np.flatnonzero(shapely.intersects(partition.polygons, found.whole))
    parts = shapely.intersection(partition.polygons[others[others != home]], found.whole)
    first = min((found.arrival.into(part) for part in parts), default=np.inf)
    if not np.isfinite(first):
        return {}
    return {"how": f"{found.facts['how']}_abroad", "abroad_min": float(first)}


def kind(network_of: Network) -> HazardKind:
    """Return the kind whose sources are traced down the network that somebody puts together."""

    def assess(
        inputs: ZoneInputs, network: BorderNetwork, parameters: Parameters, progress: Progress, shared: Shared
    ) -> Assessed:
        corridor_m = float(made.number(parameters, "corridor_m"))
        longest_m = float(made.number(parameters, "longest_km")) * 1000.0
        footprints: dict[str, Footprint] = {}
        tracer: list[Tracer | None] = []

        def stamp(row: pd.Series, lon: float, lat: float, _: Parameters, crs: str) -> Stamped | None:
            if not tracer:  # a plan without dams needs no network
                tracer.append(network_of(inputs, parameters, made))
            trace = None if tracer[0] is None else tracer[0](lon, lat, longest_m)
            if trace is None:
                return None
            found = reach_down(trace, corridor_m, crs)
            footprints[str(row["uid"])] = found = replace(
                found, facts={**found.facts, **_abroad(found, lon, lat, shared)}
            )
            return (), dict(found.facts)

        result = sourced(made, stamp, inputs, parameters, progress, shared, dimensions=(0, 2), footprints=footprints)
        return result, None

    made = HazardKind(
        code=CODE,
        title={"zh_CN": "水库（尾矿库）溃坝", "en": "Dam or tailings breach"},
        unit="count",
        full_amount=5.0,
        role=Role.HAZARD_SOURCE,
        assess=assess,
        least="least_count",
        numbers=(
            Number(
                "band_m",
                50_000.0,
                {"zh_CN": "县界两侧分析带宽", "en": "Band on each side of the line"},
                "m",
                source=_OURS,
            ),
            Number(
                "least_count",
                0.05,
                {"zh_CN": "最小份额（处）", "en": "Least share of a source"},
                decimals=2,
                source=_OURS,
            ),
            Number(
                "corridor_m",
                500.0,
                {"zh_CN": "河道两侧影响距离", "en": "Corridor on each side of the river"},
                "m",
                10.0,
                20_000.0,
                source=_OURS,
            ),
            Number(
                "longest_km", 50.0, {"zh_CN": "下游追踪长度", "en": "How far down"}, "km", 1.0, 1_000.0, source=_OURS
            ),
            Number(
                "to_river_m",
                2_000.0,
                {"zh_CN": "坝址至河道的最远距离", "en": "Dam to river, at most"},
                "m",
                1.0,
                50_000.0,
                source=_OURS,
            ),
            Number(
                "wave_ms",
                3.0,
                {"zh_CN": "溃坝洪水前锋流速", "en": "Speed of the wave"},
                "m/s",
                0.1,
                40.0,
                1,
                source=_OURS,
            ),
        ),
        sentences={language: _sentences(language) for language in LANGUAGES},
        piece_parameters=river_kind.KIND.piece_parameters,
        pieces_from_rasters=True,
        emergency="accident",
        recognises=("尾矿", "水库", "大坝", "坝", "堰塞湖", "tailings", "dam", "reservoir"),
        color="#1D4ED8",
        glyph="waves",
    )
    return made


_OURS = {"zh_CN": "本软件建议值，请与邻县商定", "en": "Our proposal; agree on it with your neighbour"}


def _sentences(language: str) -> dict[str, str]:
    """Return how the reach was found: what is known of the times is said."""
    if language == "zh_CN":
        way, screening = "沿河向下游 {length_m} m、两侧各 {corridor_m} m", "；筛查用，不是淹没范围"
        timed, wave = "，前锋约 {reach_min} 分钟到末端", "，前锋按 {wave_ms} m/s 约 {reach_min} 分钟到末端"
        abroad = "，最快约 {abroad_min} 分钟到邻县"
    else:
        way = "{length_m} m down the river, {corridor_m} m on each side"
        screening = "; a screening, not a flood extent"
        timed = ", the wave at the end after {reach_min} min"
        wave = ", at {wave_ms} m/s the wave is at the end after {reach_min} min"
        abroad = ", in another county after {abroad_min} min at the earliest"
    found = {"reach": way + screening}
    for code, said in (("timed", timed), ("wave", wave)):
        found[code], found[f"{code}_abroad"] = way + said + screening, way + said + abroad + screening
    return found
