"""Inputs → zones: the one call that the desktop and the command line make."""

from __future__ import annotations

import time
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers import access, exposure
from layers.borders import build_network, clean_counties
from layers.borders.model import BorderNetwork
from layers.borders.partition import build_partition
from layers.borders.straddle import cut_objects, straddling
from layers.crs import STORAGE_CRS, transform
from layers.hazards.band import BorderLines, border_lines
from layers.hazards.registry import REGISTRY, Shared
from layers.kinds import Role
from layers.parallel import collector_paused
from layers.progress import Progress, part, silent
from layers.zones.evidence import Setting, places_of
from layers.zones.frames import part_frame, reach_frame, zone_frame
from layers.zones.hazard_zones import HazardZones, zones_of
from layers.zones.model import LayerInput, Parameters, ZoneInputs, ZoneResult
from layers.zones.parts import Holdings, once_only, river_lines

#: Lines a long cluster may be cut at, where they cross the border.
_CUT_ROLES = (Role.RIVER, Role.ROAD, Role.FIREBREAK)


def derive(
    inputs: ZoneInputs,
    parameters: Parameters | None = None,
    *,
    previous: gpd.GeoDataFrame | None = None,
    progress: Progress = silent,
) -> ZoneResult:
    """Derive borders, shared-responsibility zones, straddling patches and river reaches.

    The same inputs give the same result to the byte; the order of rows and layers does not matter.

    Parameters
    ----------
    inputs : ZoneInputs
        Counties and layers, EPSG:4490.  They are left as they were.
    parameters : Parameters, optional
        The numbers of the analysis; defaults otherwise.
    previous : GeoDataFrame, optional
        Zones of an earlier analysis: a zone that is derived again keeps its uid and status by
        greatest overlap within its hazard.
    progress : callable
        Told a fraction and a step code; raising from it cancels.

    Returns
    -------
    ZoneResult

    Raises
    ------
    AnalysisError
        There is no county polygon with a code.
    """
    with collector_paused():
        return _derive(inputs, parameters or Parameters(), previous, progress)


def _derive(
    inputs: ZoneInputs, parameters: Parameters, previous: gpd.GeoDataFrame | None, progress: Progress
) -> ZoneResult:
    clock = _Clock()
    progress(0.0, "borders")
    counties = clean_counties(inputs.counties)
    network = build_network(
        counties, parameters=parameters, metric_epsg=inputs.metric_epsg, progress=part(progress, 0.0, 0.08)
    )
    clock.mark("borders")
    inputs = replace(
        inputs,
        counties=counties[["code", "name", "geometry"]],
        layers=_in_order(inputs.layers),
        metric_epsg=network.metric_epsg,
    )
    partition = build_partition(counties, network)
    lines = border_lines(network)
    progress(0.1, "straddling")
    forest = cut_objects(inputs.of_role(Role.FOREST), partition)
    shared = Shared(partition, lines, forest)
    patches = straddling((), counties, network, partition=partition, cut=forest)
    clock.mark("straddling")
    progress(0.15, "exposure")
    planar = gpd.GeoDataFrame({"code": partition.codes}, geometry=partition.polygons, crs=partition.crs)
    holdings = _holdings(inputs, shared, planar)
    places = places_of(holdings.places, partition)
    features = _features(inputs, partition.crs)
    clock.mark("exposure")
    found: list[HazardZones] = []
    reaches: gpd.GeoDataFrame | None = None
    for at, (hazard, assess) in enumerate(REGISTRY.items()):
        start, stop = 0.2 + 0.7 * at / len(REGISTRY), 0.2 + 0.7 * (at + 1) / len(REGISTRY)
        middle = start + (stop - start) * 0.3
        result, lines_of_hazard = assess(inputs, network, parameters, part(progress, start, middle), shared)
        clock.mark(f"{hazard.value}_hazard")
        if lines_of_hazard is not None:
            reaches = lines_of_hazard
        if len(lines.pieces) == 0:
            continue  # no two counties meet: nothing is shared
        setting = Setting(
            hazard=hazard,
            partition=partition,
            places=places,
            parameters=parameters,
            reach_m=result.reach_m,
            touch_m=parameters.snap_m if network.is_exact else max(parameters.snap_m, parameters.gap_width_m),
            silent_hazard=result.silent,
            silent_places=holdings.silent_places,
        )
        found.append(zones_of(result, setting, lines, features, holdings, part(progress, middle, stop)))
        clock.mark(f"{hazard.value}_zones")
    progress(0.92, "ranking")
    zones, parts = _frames(found, inputs, parameters, network, lines, previous)
    clock.mark("ranking")
    progress(1.0, "done")
    return ZoneResult(
        zones=zones,
        parts=parts,
        straddling=patches,
        reaches=reach_frame(reaches),
        borders=network.segments,
        border_issues=network.issues,
        parameters=parameters,
        metric_epsg=network.metric_epsg,
        seconds=clock.seconds,
    )


def _in_order(layers: tuple[LayerInput, ...]) -> tuple[LayerInput, ...]:
    """Return layers and their rows by uid, so that no sum and no cut depends on the order they came in."""
    ordered = []
    for layer in sorted(layers, key=lambda item: (item.uid, item.role.value)):
        uid = layer.frame["uid"].astype(str).to_numpy()
        if (uid[1:] < uid[:-1]).any():
            layer = replace(layer, frame=layer.frame.iloc[np.argsort(uid, kind="stable")])
        ordered.append(layer)
    return tuple(ordered)


def _holdings(inputs: ZoneInputs, shared: Shared, planar: gpd.GeoDataFrame) -> Holdings:
    return Holdings(
        forest=once_only(shared.forest),
        rivers=river_lines(inputs, shared.partition.crs),
        places=exposure.places(inputs, counties=planar),
        depots=access.depots(inputs, counties=planar),
        silent_places=exposure.silent_counties(inputs, planar),
        silent_depots=access.silent_counties(inputs, planar),
    )


def _features(inputs: ZoneInputs, crs: str) -> NDArray[np.object_]:
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


def _frames(
    found: list[HazardZones],
    inputs: ZoneInputs,
    parameters: Parameters,
    network: BorderNetwork,
    lines: BorderLines,
    previous: gpd.GeoDataFrame | None,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    zones = zone_frame(found, inputs, parameters, network, lines, previous)
    return zones.frame, part_frame(found, zones)


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
