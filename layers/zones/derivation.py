"""Inputs → zones: the one call that the desktop and the command line make."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers import access, exposure
from layers.borders import build_network, clean_counties
from layers.borders.model import BorderNetwork
from layers.borders.partition import CountyPartition, build_partition
from layers.borders.straddle import CutObjects, cut_objects, straddling
from layers.crs import STORAGE_CRS, transform
from layers.exposure.by_county import with_exposures
from layers.hazards import road
from layers.hazards.band import BorderLines, border_lines
from layers.hazards.kind import Reaching
from layers.hazards.model import HazardResult
from layers.hazards.registry import HazardKind, Shared, chosen
from layers.kinds import Role
from layers.memory import Memory, NoMemory
from layers.parallel import collector_paused
from layers.progress import Progress, part, silent
from layers.zones.dependence import Keys
from layers.zones.evidence import Setting, places_of
from layers.zones.footprint_reach import FootprintReach
from layers.zones.frames import Covers, part_frame, reach_frame, zone_frame
from layers.zones.hazard_zones import HazardZones, zones_of
from layers.zones.model import LayerInput, Parameters, ZoneInputs, ZoneResult
from layers.zones.parts import Holdings, once_only, river_lines
from layers.zones.reach import DistanceReach, Reach
from layers.zones.response_times import with_times

#: Lines a long cluster may be cut at, where they cross the border.
_CUT_ROLES = (Role.RIVER, Role.ROAD, Role.FIREBREAK)


def derive(
    inputs: ZoneInputs,
    parameters: Parameters | None = None,
    *,
    previous: gpd.GeoDataFrame | None = None,
    memory: Memory | None = None,
    progress: Progress = silent,
) -> ZoneResult:
    """Derive borders, shared-responsibility zones, straddling patches and river reaches.

    The same inputs give the same result to the byte; the order of rows does not matter, and that of layers only where
    forest layers overlap: a fire runs over the stands of the first.

    Parameters
    ----------
    inputs : ZoneInputs
        Counties and layers, EPSG:4490.  They are left as they were.
    parameters : Parameters, optional
        The numbers of the analysis; defaults otherwise.
    previous : GeoDataFrame, optional
        Zones of an earlier analysis: a zone that is derived again keeps its uid and status by
        greatest overlap within its hazard.
    memory : Memory, optional
        What earlier analyses worked out: only steps that depend on something that changed are done again.  The result
        is the same as without.
    progress : callable
        Told a fraction and a step code; raising from it cancels.

    Returns
    -------
    ZoneResult

    Raises
    ------
    AnalysisError
        There is no county polygon with a code.
    NothingSpreads, LandTooLarge
        Reach is by spread, and R0 is 0 or the cells are too many.
    """
    with collector_paused():
        return _derive(inputs, parameters or Parameters(), previous, memory or NoMemory(), progress)


def _derive(
    inputs: ZoneInputs,
    parameters: Parameters,
    previous: gpd.GeoDataFrame | None,
    memory: Memory,
    progress: Progress,
) -> ZoneResult:
    clock = _Clock()
    progress(0.0, "borders")
    keys = Keys(inputs, parameters, memory)
    ground = memory.get("borders", keys.borders, lambda: ground_of(inputs, parameters, part(progress, 0.0, 0.08)))
    network, partition, lines = ground.network, ground.partition, ground.lines
    clock.mark("borders")
    as_given = replace(inputs, counties=ground.counties, metric_epsg=network.metric_epsg)
    inputs = replace(as_given, layers=in_order(inputs.layers))
    progress(0.1, "straddling")

    def cut() -> tuple[CutObjects, gpd.GeoDataFrame]:
        forest = cut_objects(inputs.of_role(Role.FOREST), partition)
        return forest, straddling((), ground.counties, network, partition=partition, cut=forest)

    forest, patches = memory.get("straddling", keys.forest, cut)
    shared = Shared(partition, lines, forest)
    clock.mark("straddling")
    progress(0.15, "exposure")
    planar = gpd.GeoDataFrame({"code": partition.codes}, geometry=partition.polygons, crs=partition.crs)
    holdings = memory.get("exposure", keys.layers, lambda: holdings_of(inputs, shared, planar))
    places = places_of(holdings.places, partition)
    features = cutting_lines(inputs, partition.crs)
    clock.mark("exposure")
    found: list[HazardZones] = []
    reaches: gpd.GeoDataFrame | None = None
    kinds = chosen(parameters)
    for at, kind in enumerate(kinds):
        start, stop = 0.2 + 0.7 * at / len(kinds), 0.2 + 0.7 * (at + 1) / len(kinds)
        middle = start + (stop - start) * 0.3
        assessing = partial(kind.assess, inputs, network, parameters, part(progress, start, middle), shared)
        result, lines_of_hazard = memory.get(f"{kind.code}_hazard", keys.hazard(kind), assessing)
        clock.mark(f"{kind.code}_hazard")
        if lines_of_hazard is not None:
            reaches = lines_of_hazard
        if len(lines.pieces) == 0:
            continue  # no two counties meet: nothing is shared

        def zones(
            kind: HazardKind = kind, result: HazardResult = result, start: float = middle, stop: float = stop
        ) -> HazardZones:
            after = start + 0.1 * (stop - start)
            land, rest = part(progress, start, after), part(progress, after, stop)
            reach: Reach
            if kind.reach is not None:
                silent_places = holdings.silent_places
                reach = kind.reach(result, Reaching(as_given, parameters, planar, places, silent_places, memory, land))
                clock.mark(f"{kind.code}_reach")
            elif result.footprints:
                reach = FootprintReach(kind.code, result.footprints)
            else:
                reach = DistanceReach(result.reach_m)
            setting = Setting(
                kind.code,
                partition,
                places,
                parameters,
                reach,
                touching_m(network, parameters),
                result.silent,
                holdings.silent_places,
            )
            return zones_of(result, setting, lines, features, holdings, rest, memory, keys.layers)

        found.append(memory.get(f"{kind.code}_zones", keys.zones(kind), zones))
        clock.mark(f"{kind.code}_zones")
    progress(0.9, "roads_lines")

    def roads_at_lines() -> gpd.GeoDataFrame:
        return road.assess(
            inputs,
            network,
            parameters,
            part(progress, 0.9, 0.94),
            lines=lines,
            partition=partition,
            places=places,
            silent_places=holdings.silent_places,
        )

    roads = memory.get("roads", keys.roads(), roads_at_lines)
    clock.mark("roads")
    progress(0.94, "response")
    found = with_times(found, as_given, parameters, memory, part(progress, 0.94, 0.95))
    clock.mark("response")
    covers: Covers = memory.get("agreements", keys.agreements, dict)
    rows = zone_frame(found, inputs, parameters, network, lines, previous, covers)
    parts = part_frame(found, rows)
    clock.mark("ranking")
    finished = with_exposures(rows.frame, parts, inputs, planar, parameters, progress=part(progress, 0.95, 1.0))
    clock.mark("exposures")
    progress(1.0, "done")
    return ZoneResult(
        zones=finished,
        parts=parts,
        straddling=patches.copy(),
        reaches=reach_frame(reaches),
        borders=network.segments.copy(),
        border_issues=network.issues.copy(),
        parameters=parameters,
        metric_epsg=network.metric_epsg,
        roads=roads.copy(),
        seconds=clock.seconds,
    )


def touching_m(network: BorderNetwork, parameters: Parameters) -> float:
    """Return how close to a silent county a hazard may go on there."""
    return parameters.snap_m if network.is_exact else max(parameters.snap_m, parameters.gap_width_m)


@dataclass(frozen=True)
class Ground:
    """Counties and the lines between them."""

    counties: gpd.GeoDataFrame
    network: BorderNetwork
    partition: CountyPartition
    lines: BorderLines


def ground_of(inputs: ZoneInputs, parameters: Parameters, progress: Progress = silent) -> Ground:
    """Return clean counties, their network and what is cut with."""
    counties = clean_counties(inputs.counties)
    network = build_network(counties, parameters=parameters, metric_epsg=inputs.metric_epsg, progress=progress)
    partition = build_partition(counties, network)
    return Ground(counties[["code", "name", "geometry"]], network, partition, border_lines(network))


def in_order(layers: tuple[LayerInput, ...]) -> tuple[LayerInput, ...]:
    """Return layers and their rows by uid, so that no sum and no cut depends on the order they came in."""
    ordered = []
    for layer in sorted(layers, key=lambda item: (item.uid, item.role.value)):
        uid = layer.frame["uid"].astype(str).to_numpy()
        if (uid[1:] < uid[:-1]).any():
            layer = replace(layer, frame=layer.frame.iloc[np.argsort(uid, kind="stable")])
        ordered.append(layer)
    return tuple(ordered)


def holdings_of(inputs: ZoneInputs, shared: Shared, planar: gpd.GeoDataFrame) -> Holdings:
    """Return what is counted inside parts; ``planar`` are the counties in the metric CRS."""
    return Holdings(
        forest=once_only(shared.forest),
        rivers=river_lines(inputs, shared.partition.crs),
        places=exposure.places(inputs, counties=planar),
        depots=access.depots(inputs, counties=planar),
        silent_places=exposure.silent_counties(inputs, planar),
        silent_depots=access.silent_counties(inputs, planar),
    )


def cutting_lines(inputs: ZoneInputs, crs: str) -> NDArray[np.object_]:
    """Return the lines that a long cluster may be cut at, metric CRS."""
    shapes = [
        np.asarray(layer.frame.geometry.array, dtype=object) for role in _CUT_ROLES for layer in inputs.of_role(role)
    ]
    if not shapes:
        return np.zeros(0, dtype=object)
    every = np.concatenate(shapes)
    every = every[~shapely.is_missing(every)]
    every = every[shapely.get_dimensions(every) == 1]
    return transform(every, STORAGE_CRS, crs) if len(every) else every


class _Clock:
    """Seconds between marks."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def mark(self, step: str) -> None:
        """Note the seconds since the last mark under a name."""
        now = time.perf_counter()
        self.seconds[step] = now - self._last
        self._last = now
