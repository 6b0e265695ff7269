"""The report of a patrol area: every number and name its annex prints."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers import access, agreements, exposure
from layers.crs import EDGE_M, STORAGE_CRS
from layers.exposure.amounts import gather
from layers.exposure.by_county import exposures
from layers.exposure.location import ON_EDGE_M
from layers.exposure.places import PEOPLE_ROLES
from layers.geodesy import HA_PER_M2, cgcs2000, geodesic_length_m
from layers.kinds import Role
from layers.patrol.division import NOTHING_M2, CountyIndex, Division, polygonal
from layers.patrol.duties import responsibility
from layers.patrol.model import PatrolReport
from layers.plan.model import LayerRecord
from layers.zones.model import Parameters, ZoneInputs, shared_zones

#: So many depots are listed, and the nearest of every county the area touches in any case.
DEPOTS_MAX = 20

DEPOT_COLUMNS = ("uid", "name", "county", "kind", "level", "distance_km", "method", "contact", "phone", "items")
AGREEMENT_COLUMNS = (
    "uid", "name", "number", "how", "in_force", "start", "end", "state", "borders", "hazards", "apart",
)  # fmt: skip
SOURCE_COLUMNS = ("title", "role", "path", "date", "crs", "crs_found", "sha256", "credit", "notes")
VILLAGE_COLUMNS = ("uid", "name", "county", "people", "geometry")

#: Roles whose silence in a county the area touches is told, in this order.
_ASKED_ROLES = (Role.SETTLEMENT, Role.DEPOT, Role.FOREST, Role.RIVER)

_DEFAULTS = Parameters()


@dataclass(frozen=True)
class PatrolArea:
    """A drawn joint-patrol area: ``polygon`` is EPSG:4490."""

    uid: str
    name: str
    polygon: shapely.Geometry


def report(
    area: PatrolArea,
    inputs: ZoneInputs,
    zones: gpd.GeoDataFrame,
    *,
    parameters: Parameters = _DEFAULTS,
    on: date,
    layers: Sequence[LayerRecord] = (),
    borders: Collection[str] = (),
    townships: gpd.GeoDataFrame | None = None,
) -> PatrolReport:
    """Gather what a patrol area's documents say.

    Parameters
    ----------
    area : PatrolArea
    inputs : ZoneInputs
        Counties, layers and agreement register of the plan; rasters that tell exposure, where there are any
        (:func:`layers.exposure.cell_layers.with_exposure_layers`).
    zones : GeoDataFrame
        Columns ``ZONE_COLUMNS``, EPSG:4490: the stored result, or an empty frame.
    on : date
        The plan's reference date: which agreements are in force.
    layers : sequence of LayerRecord
        For the list of sources.
    borders : collection of str
        The plan's border pairs, ``"110116|130824"``, to tell which parties of an agreement share no line; without
        them the gazetteer judges.
    townships : GeoDataFrame, optional
        From :func:`layers.exposure.gather_townships`, where the plan has them.

    Returns
    -------
    PatrolReport
        Shares and what lies outside sum to ``area_ha`` exactly.
    """
    index = CountyIndex(inputs.counties, inputs.metric_epsg)
    division = index.divide(area.polygon)
    covered = _zones(zones, division, index)
    parts = _parts_frame(division, index)
    villages, people, unknown_places = _people(inputs, parts)
    return PatrolReport(
        uid=area.uid,
        name=area.name,
        area_ha=division.total_ha,
        shares=division.shares,
        outside_ha=division.outside_ha,
        perimeter_m=geodesic_length_m(area.polygon),
        corners=corners(area.polygon),
        zones=covered,
        villages=villages,
        people=people,
        people_unknown_places=unknown_places,
        depots=_depots(inputs, division, index),
        agreements=_agreements(inputs.agreements, covered, division, parameters, on, borders),
        responsibility=responsibility(covered),
        unknown=_unknown(inputs, covered, division),
        townships=pd.DataFrame() if townships is None else exposure.townships_inside(area.polygon, townships),
        zone_townships={} if townships is None else _of_zones(covered, townships),
        sources=_sources(layers),
        exposures=_exposures(parts, inputs, index, parameters),
    )


def _exposures(
    parts: gpd.GeoDataFrame, inputs: ZoneInputs, index: CountyIndex, parameters: Parameters
) -> Mapping[str, Mapping[str, Any]]:
    """Return what is exposed in the area by county, where it lies in one."""
    counties = gpd.GeoDataFrame(
        {"code": inputs.counties["code"].astype(str).to_numpy(dtype=object)},
        geometry=index.to_metric(inputs.counties.geometry.to_numpy()),
        crs=index.crs,
    )
    inside = parts[parts["county"] != ""].reset_index(drop=True)
    found = exposures(inside, counties, gather(inputs, counties), parameters)
    return found.get("area", {})


def _of_zones(zones: gpd.GeoDataFrame, townships: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """Return zone uid → names of the townships it touches; one without a name goes by its code."""
    found = {}
    for uid, shape in zip(zones["uid"].astype(str), zones.geometry, strict=True):
        touched = exposure.townships_inside(shape, townships)
        found[uid] = tuple(name or code for name, code in zip(touched["name"], touched["code"], strict=True))
    return found


def corners(polygon: shapely.Geometry) -> Mapping[str, tuple[float, float]]:
    """Return the outermost vertices (四至) as lon, lat; of several the northernmost, then the easternmost."""
    xy = shapely.get_coordinates(polygon)
    x, y = xy.T

    def first(*keys: np.ndarray) -> tuple[float, float]:
        row = np.lexsort([-key for key in keys[::-1]])[0]
        return float(xy[row, 0]), float(xy[row, 1])

    return {"east": first(x, y), "south": first(-y, x), "west": first(-x, y), "north": first(y, x)}


def _zones(zones: gpd.GeoDataFrame, division: Division, index: CountyIndex) -> gpd.GeoDataFrame:
    """Return the shared zones that overlap the area, by rank, with ``inside_ha``; touching is not overlapping."""
    zones = shared_zones(zones)
    shapes = index.to_metric(zones.geometry.to_numpy()) if len(zones) else np.empty(0, dtype=object)
    hit = np.flatnonzero(shapely.intersects(shapes, division.whole))
    inside = [polygonal(shapely.intersection(shapes[row], division.whole)) for row in hit]
    m2 = index.areas_m2(shapely.segmentize(np.array(inside, dtype=object), EDGE_M)) if inside else np.zeros(0)
    kept = m2 > NOTHING_M2
    covered = zones.iloc[hit[kept]].assign(inside_ha=m2[kept] * HA_PER_M2)
    return covered.sort_values("rank", kind="stable").reset_index(drop=True)


def _parts_frame(division: Division, index: CountyIndex) -> gpd.GeoDataFrame:
    data = {"key": ["area"] * len(division.parts), "county": list(division.counties)}
    return gpd.GeoDataFrame(data, geometry=list(division.parts), crs=index.crs)


def _people(inputs: ZoneInputs, parts: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, float, int]:
    """Return villages inside (a county's own ones, edge included), known people, places without a figure."""
    places = exposure.places(inputs)
    silent = exposure.silent_counties(inputs, inputs.counties)
    villages = gpd.GeoDataFrame(places[list(VILLAGE_COLUMNS)], crs=places.crs)
    if len(parts) == 0:
        return villages.iloc[:0].reset_index(drop=True), float("nan"), 0
    total = exposure.total(exposure.summarise(parts, places, silent=silent)).iloc[0]
    metric = places.to_crs(parts.crs)
    shapes = parts.geometry.to_numpy()
    tree = shapely.STRtree(metric.geometry.to_numpy())
    part, place = tree.query(shapes, predicate="dwithin", distance=ON_EDGE_M)
    own = parts["county"].to_numpy(dtype=object)[part] == places["county"].to_numpy(dtype=object)[place]
    is_village = (places["role"] == Role.SETTLEMENT.value).to_numpy(dtype=bool)
    rows = np.unique(place[own & is_village[place]])
    return villages.iloc[rows].reset_index(drop=True), float(total["people"]), int(total["people_unknown_places"])


def _depots(inputs: ZoneInputs, division: Division, index: CountyIndex) -> pd.DataFrame:
    depots = access.depots(inputs)
    if len(depots) == 0 or division.whole.is_empty:
        return pd.DataFrame(columns=list(DEPOT_COLUMNS))
    at = index.to_degrees(division.whole.representative_point())
    lon, lat = shapely.get_coordinates(depots.geometry.to_numpy()).T
    metres = cgcs2000().inv(np.full(len(lon), at.x), np.full(len(lon), at.y), lon, lat)[2]
    table = pd.DataFrame(depots.drop(columns="geometry")).assign(distance_km=metres / 1000.0, method=access.METHOD)
    table = table.sort_values(["distance_km", "county", "name", "uid"], kind="stable", ignore_index=True)
    touched = table["county"].isin([code for code in division.counties if code])
    nearest_of_each = touched & ~table[touched].duplicated("county").reindex(table.index, fill_value=True)
    kept = table[(table.index < DEPOTS_MAX) | nearest_of_each]
    return kept[list(DEPOT_COLUMNS)].reset_index(drop=True)


def _agreements(
    register: pd.DataFrame | None,
    zones: pd.DataFrame,
    division: Division,
    parameters: Parameters,
    on: date,
    borders: Collection[str],
) -> pd.DataFrame:
    """Return each agreement that covers a border inside, once, with the borders and hazards it covers here.

    ``apart`` lists the pairs of its counties known to share no line.
    """
    if register is None or register.empty:
        return pd.DataFrame(columns=list(AGREEMENT_COLUMNS))
    from layers.hazards.registry import REGISTRY  # the window starts without the analyses

    wanted = {(tuple(sorted(zone["counties"])), str(zone["hazard"])) for zone in zones.to_dict("records")}
    wanted |= {(pair, hazard) for pair in _borders_inside(division, parameters.snap_m) for hazard in REGISTRY}
    found: dict[str, dict[str, Any]] = {}
    for counties, hazard in sorted(wanted):
        for row in agreements.covering(register, counties, hazard, on).to_dict("records"):
            values = {str(column): value for column, value in row.items()}
            entry = found.setdefault(str(row["uid"]), {**values, "borders": [], "hazards": []})
            for column, value in (("borders", "|".join(counties)), ("hazards", hazard)):
                gathered = entry[column]
                if value not in gathered:
                    gathered.append(value)
    details = register.set_index("uid")[["number", "start", "end", "state", "parties"]]
    rows = []
    for uid, entry in found.items():
        detail = {str(column): value for column, value in details.loc[uid].to_dict().items()}
        gaps = agreements.non_adjacent_parties(detail, borders)
        rows.append({**entry, **detail, "apart": [(gap.first, gap.second) for gap in gaps if gap.known]})
    return pd.DataFrame(rows, columns=list(AGREEMENT_COLUMNS), dtype=object)


def _borders_inside(division: Division, snap_m: float) -> list[tuple[str, str]]:
    """Return the pairs of counties whose line runs inside the area; meeting at a point is not enough.

    Two versions of a line may lie ``snap_m`` apart: a pair counts when the edge of one part stays that
    close to the other part for more than three times as far.
    """
    pairs = []
    own = [(code, part) for code, part in zip(division.counties, division.parts, strict=True) if code]
    for (code_a, part_a), (code_b, part_b) in combinations(own, 2):
        if shapely.dwithin(part_a, part_b, snap_m):
            shared = shapely.intersection(part_a.boundary, part_b.buffer(snap_m))
            if shared.length > 3 * snap_m:
                pairs.append((min(code_a, code_b), max(code_a, code_b)))
    return pairs


def _unknown(inputs: ZoneInputs, zones: pd.DataFrame, division: Division) -> tuple[Mapping[str, str], ...]:
    """Return which file of which county is missing: of the counties touched, and behind the zones covered."""
    touched = sorted(code for code in division.counties if code)
    found = []
    for code in touched:
        for role in _ASKED_ROLES:
            roles = PEOPLE_ROLES if role is Role.SETTLEMENT else (role,)
            layers = [layer for one in roles for layer in inputs.of_role(one)]
            if not exposure.speaking_counties(layers, [code]):
                found.append((code, role.value))
    found += [(str(item["county"]), str(item["role"])) for items in zones.get("unknown", ()) for item in items]
    return tuple({"county": county, "role": role} for county, role in dict.fromkeys(found))


def _sources(layers: Sequence[LayerRecord]) -> pd.DataFrame:
    rows = [
        {
            "title": layer.title,
            "role": layer.role.value,
            "path": layer.source.path,
            "date": layer.source.file_date,
            "crs": layer.source.crs_used or layer.source.crs_found or STORAGE_CRS,
            "crs_found": layer.source.crs_found,
            "sha256": layer.source.sha256 or layer.raster_sha256,
            "credit": layer.source.credit,
            "notes": tuple(layer.source.notes),
        }
        for layer in layers
    ]
    return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS), dtype=object)
