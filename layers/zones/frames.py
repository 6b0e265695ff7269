"""Zones of all hazards → the frames of a result: numbers, ranks, uids, reasons, and rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.borders.levels import highest
from layers.borders.model import BorderNetwork
from layers.crs import STORAGE_CRS
from layers.hazards.band import BorderLines
from layers.hazards.registry import kind_of
from layers.kinds import BorderLevel, Role, ZoneClass, ZoneStatus
from layers.parallel import in_threads, query_pairs
from layers.zones.hazard_zones import HazardZone, HazardZones
from layers.zones.identity import content_uid, kept_from, unique
from layers.zones.model import PART_COLUMNS, REACH_COLUMNS, ZONE_COLUMNS, Parameters, ZoneInputs
from layers.zones.parts import people_together, storable
from layers.zones.ranking import Cover, ZoneFacts, ranks, reasons, score, score_parts
from layers.zones.reranking import tie_of
from layers.zones.responsibility import responsibility
from layers.zones.stability import ScoreTable, group_of

Objects = NDArray[np.object_]

#: A zone may lose this much to rounding along county lines; what is more lay outside every county.
_OUTSIDE_M2 = 5.0


#: Hazard and counties → the agreements that cover them.
Covers = dict[tuple[str, tuple[str, ...]], Cover]


@dataclass(frozen=True)
class ZoneRows:
    """The zones frame, and for every zone of every hazard its uid and its evidence."""

    frame: gpd.GeoDataFrame
    uids: list[list[str]]  # per hazard, per zone
    rank_of: dict[str, int]


def zone_frame(
    found: list[HazardZones],
    inputs: ZoneInputs,
    parameters: Parameters,
    network: BorderNetwork,
    lines: BorderLines,
    previous: gpd.GeoDataFrame | None,
    covers: Covers,
) -> ZoneRows:
    """Return all zones by rank, ZONE_COLUMNS; ``covers`` holds what is known of agreements and is filled."""
    crs = f"EPSG:{network.metric_epsg}"
    levels = dict(zip(network.segments["pair"], network.segments["level"], strict=True))
    rows: list[dict[str, Any]] = []
    shapes: list[Objects] = []
    for zones in found:
        if not zones.zones:
            continue
        hazard = zones.result.hazard
        position, nearest = _along_border(zones.shapes, lines)
        level = _levels(zones.shapes, nearest, lines, levels)
        by_zone = _part_rows(zones)
        for at, zone in enumerate(zones.zones):
            counties = zone.evidence.classification.counties
            key = (hazard, counties)
            if key not in covers:
                covers[key] = cover_of(inputs, hazard, counties)
            rows.append(
                _row(zones, zone, by_zone[at], covers[key], parameters) | {"level": level[at], "position": position[at]}
            )
        shapes.append(_storage_shapes(zones, crs))
    if not rows:
        return ZoneRows(_empty(ZONE_COLUMNS), [[] for _ in found], {})
    every = np.concatenate(shapes)
    planar = np.concatenate([zones.shapes for zones in found if zones.zones])
    _identify(rows, planar, crs, previous)
    _number(rows)
    classes = [ZoneClass(row["zone_class"]) for row in rows]
    ties = [tie_of(row["hazard"], row["border"], row["number"], row["uid"]) for row in rows]
    firm = ScoreTable.of([row["score_parts"] for row in rows], list(map(group_of, classes)), ties).stabilities(
        parameters.weights
    )
    ranked = ranks(classes, [row["score"] for row in rows], ties)
    for row, rank, stability in zip(rows, ranked, firm, strict=True):
        row["rank"], row["stability"] = rank, {"weights": stability.as_dict()}
    order = np.argsort([row["rank"] for row in rows], kind="stable")
    frame = gpd.GeoDataFrame(
        {name: [rows[k][name] for k in order] for name in ZONE_COLUMNS if name != "geometry"},
        geometry=every[order],
        crs=STORAGE_CRS,
    )[list(ZONE_COLUMNS)]
    uids: list[list[str]] = []
    start = 0
    for zones in found:
        uids.append([row["uid"] for row in rows[start : start + len(zones.zones)]])
        start += len(zones.zones)
    return ZoneRows(frame, uids, {row["uid"]: row["rank"] for row in rows})


def part_frame(found: list[HazardZones], zones: ZoneRows) -> gpd.GeoDataFrame:
    """Return the parts of all zones in the order of their zones, then by county: PART_COLUMNS."""
    tables: list[pd.DataFrame] = []
    shapes: list[Objects] = []
    for of_hazard, uids in zip(found, zones.uids, strict=True):
        if len(of_hazard.numbers) == 0:
            continue
        table = of_hazard.numbers.copy()
        at = table["zone"].to_numpy()
        table["zone_uid"] = np.array(uids, dtype=object)[at]
        evidence = [of_hazard.zones[k].evidence for k in at]
        codes = table["county"].to_numpy(dtype=object)
        silent = of_hazard.result.silent
        table["hazard_share"] = [
            _number_or_nan(item.hazard_share, code, code in silent) for item, code in zip(evidence, codes, strict=True)
        ]
        table["exposure_share"] = [
            _number_or_nan(item.exposure_share, code, math.isnan(people))
            for item, code, people in zip(evidence, codes, table["people"].tolist(), strict=True)
        ]
        tables.append(table)
        shapes.append(of_hazard.parts.stored)
    if not tables:
        return _empty(PART_COLUMNS)
    frame = gpd.GeoDataFrame(pd.concat(tables, ignore_index=True), geometry=np.concatenate(shapes), crs=STORAGE_CRS)
    frame["rank"] = [zones.rank_of[uid] for uid in frame["zone_uid"]]
    frame = frame.sort_values(["rank", "county"], kind="stable")
    return frame[list(PART_COLUMNS)].reset_index(drop=True)


def reach_frame(reaches: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    """Return river reaches, an empty frame with the right columns when there are none."""
    if reaches is None or len(reaches) == 0:
        return _empty(REACH_COLUMNS)
    return reaches[list(REACH_COLUMNS)].reset_index(drop=True)


def _row(
    zones: HazardZones, zone: HazardZone, parts: list[dict[str, Any]], cover: Cover, parameters: Parameters
) -> dict[str, Any]:
    evidence = zone.evidence
    outcome = evidence.classification
    hazard = zones.result.hazard
    share = responsibility(outcome, evidence.hazard_share, evidence.exposure_share, parameters)
    people = people_together([part["people"] for part in parts])
    facts = ZoneFacts(
        hazard=hazard,
        evidence=evidence,
        responsibility=share,
        people=people,
        people_unknown_places=sum(part["people_unknown_places"] for part in parts),
        villages=sum(part["villages"] for part in parts),
        parts=parts,
        cover=cover,
        reach_type=zone.reach_type,
        reach=zone.reach,
        legal_band_m=zones.result.legal_band_m if zone.legal_band else 0.0,
        cuts=len(zone.cuts),
        links=zone.links,
    )
    scored = score_parts(facts, parameters.weights)
    border = "|".join(outcome.counties)
    return {
        "uid": content_uid(hazard, border, zone.objects, *zone.centre),
        "hazard": str(hazard),
        "zone_class": (outcome.zone_class or ZoneClass.LOCAL).value,
        "counties": list(outcome.counties),
        "border": border,
        "area_ha": sum(part["area_ha"] for part in parts),
        "people": people,
        "people_unknown_places": facts.people_unknown_places,
        "villages": facts.villages,
        "forest_ha": sum(part["forest_ha"] for part in parts),
        "river_m": sum(part["river_m"] for part in parts),
        "lead": share.lead,
        "supports": list(share.supports),
        "rotation": share.rotation,
        "score": score(scored),
        "reasons": reasons(facts, parameters),
        "score_parts": scored,
        "hazard_share": dict(evidence.hazard_share),
        "exposure_share": dict(evidence.exposure_share),
        "whole_share": dict(zone.whole_share),
        "responsibility": dict(share.shares),
        "unknown": _unknown(zone, hazard, parts),
        "agreements": list(cover.uids),
        "cuts": [list(place) for place in zone.cuts],
        "status": ZoneStatus.IDENTIFIED.value,
        "names": list(zone.names),
        "reach_type": zone.reach_type,
        "legal_band": zone.legal_band,
        "links": list(zone.links),
        "evidence": evidence.found.as_dict(),
        "exposures": {},
        "stability": {},
        "states": [],
        "edited": {},
    }


def _unknown(zone: HazardZone, hazard: str, parts: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the files to ask for: every unknown value of the zone, by county."""
    asked: list[tuple[str, str]] = []
    for code, share in zone.evidence.hazard_share.items():
        if share is None:
            asked.append((code, kind_of(hazard).role.value))
    for code, share in zone.evidence.exposure_share.items():
        if share is None:
            found, places = zone.evidence.found, zone.evidence.unknown_places.get(code, 0)
            if code in found.silent_fuel:
                asked.append((code, kind_of(hazard).role.value))
            if places or code in found.silent_places:
                asked.append((code, (Role.POPULATION if places else Role.SETTLEMENT).value))
    concerned = set(zone.evidence.classification.counties)
    for part in parts:
        if part["depots_unknown"] and part["county"] in concerned:
            asked.append((str(part["county"]), Role.DEPOT.value))
    return [{"county": code, "role": role} for code, role in sorted(set(asked))]


def cover_of(inputs: ZoneInputs, hazard: str, counties: tuple[str, ...]) -> Cover:
    """Return the agreements that cover a hazard between some counties on the reference date."""
    if inputs.agreements is None or len(inputs.agreements) == 0 or len(counties) < 2:
        return Cover((), "missing", 0)
    from datetime import date

    from layers.agreements import covering

    on = inputs.reference_date
    found = covering(inputs.agreements, counties, hazard, on or date.max)
    uids = tuple(sorted(str(uid) for uid in found["uid"]))
    if on is None:  # nothing can be said about today
        own = [how != "superior" for how in found["how"].astype(str)]
        return Cover(uids, "undated" if any(own) else ("superior" if own else "missing"), len(own))
    own_found = found[found["how"].astype(str) != "superior"]
    standing = own_found["in_force"].tolist()
    for state, wanted in (("covers", True), ("undated", None)):
        count = sum(value is wanted for value in standing)
        if count:
            return Cover(uids, state, count)
    superior = [value for value in found[found["how"].astype(str) == "superior"]["in_force"] if value is not False]
    if superior:
        return Cover(uids, "superior", len(superior))
    return Cover(uids, "lapsed", len(standing)) if standing else Cover(uids, "missing", 0)


def _part_rows(zones: HazardZones) -> list[list[dict[str, Any]]]:
    by_zone: list[list[dict[str, Any]]] = [[] for _ in zones.zones]
    names = [str(name) for name in zones.numbers.columns]
    columns = [zones.numbers[name].to_numpy().tolist() for name in names]
    for zone, *values in zip(zones.numbers["zone"].tolist(), *columns, strict=True):
        by_zone[zone].append(dict(zip(names, values, strict=True)))
    return by_zone


def _along_border(shapes: Objects, lines: BorderLines) -> tuple[list[tuple[int, float]], NDArray[np.int64]]:
    """Return the order of zones along the border, and the border piece nearest to the middle of each.

    The order is (line, metres from its north-western end); lines are in the order of the network.
    """
    points = np.asarray(shapely.centroid(shapes), dtype=object)
    _, nearest = lines.nearest(points, np.inf)
    line = lines.line_of[nearest]
    border = lines.lines[line]
    along = in_threads(shapely.line_locate_point, border, points)
    head = shapely.get_coordinates(shapely.get_point(border, 0))
    tail = shapely.get_coordinates(shapely.get_point(border, -1))
    backwards = tail[:, 0] - tail[:, 1] < head[:, 0] - head[:, 1]
    along = np.where(backwards, shapely.length(border) - along, along)
    return [(index, round(metres, 3)) for index, metres in zip(line.tolist(), along.tolist(), strict=True)], nearest


def _levels(
    shapes: Objects, nearest: NDArray[np.int64], lines: BorderLines, level_of_pair: Mapping[str, str]
) -> list[str]:
    """Return the highest level of border that each zone touches, of its nearest border if it touches none."""
    found: list[list[BorderLevel]] = [[] for _ in shapes]
    zone, piece = query_pairs(lines.tree, shapes, "intersects")
    for at, pair in {(int(z), str(lines.pairs[p])) for z, p in zip(zone, piece, strict=True)}:
        found[at].append(BorderLevel(level_of_pair[pair]))
    return [
        highest(levels or [BorderLevel(level_of_pair[str(lines.pairs[piece])])]).value
        for levels, piece in zip(found, nearest.tolist(), strict=True)
    ]


def _identify(rows: list[dict[str, Any]], shapes: Objects, crs: str, previous: gpd.GeoDataFrame | None) -> None:
    hazard = np.array([row["hazard"] for row in rows], dtype=object)
    kept = kept_from(previous, hazard, shapes, crs)
    taken = {uid for uid, _ in kept.values()}
    fresh = unique([*sorted(taken), *(rows[at]["uid"] for at in range(len(rows)) if at not in kept)])[len(taken) :]
    following = iter(fresh)
    for at, row in enumerate(rows):
        if at in kept:
            row["uid"], row["status"] = kept[at]
        else:
            row["uid"] = next(following)


def _number(rows: list[dict[str, Any]]) -> None:
    """Number the zones of each county set along its border, from the north-west; hazards share the count."""
    by_border: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_border.setdefault(row["border"], []).append(row)
    for group in by_border.values():
        group.sort(key=lambda row: (row["position"], row["hazard"], row["uid"]))
        for number, row in enumerate(group, start=1):
            row["number"] = number


def _storage_shapes(zones: HazardZones, crs: str) -> Objects:
    """Return each zone as MultiPolygon of its parts, EPSG:4490."""
    count = len(zones.zones)
    order = np.argsort(zones.parts.zone, kind="stable")
    heads = np.searchsorted(zones.parts.zone[order], np.arange(count + 1))
    single = np.diff(heads) == 1
    result = np.empty(count, dtype=object)
    result[single] = zones.parts.stored[order[heads[:-1][single]]]
    several = np.flatnonzero(~single)
    # Where nothing lay outside the counties the zone before the cut is the union of its parts.
    land = np.bincount(zones.parts.zone, weights=shapely.area(zones.parts.shape), minlength=count)
    planar = zones.shapes[several].copy()
    for k in np.flatnonzero(np.abs(shapely.area(planar) - land[several]) > _OUTSIDE_M2):
        at = several[k]
        planar[k] = shapely.union_all(zones.parts.shape[order[heads[at] : heads[at + 1]]])
    if len(several):
        result[several] = storable(planar, crs)[1]
    for at in np.flatnonzero(shapely.get_type_id(result) == 7):
        polygons = [polygon for polygon in shapely.get_parts(result[at]) if polygon.geom_type == "Polygon"]
        result[at] = shapely.MultiPolygon(polygons)
    single = shapely.get_type_id(result) == 3
    result[single] = shapely.multipolygons(result[single], indices=np.arange(single.sum()))
    return result


def _number_or_nan(shares: Mapping[str, float | None], code: str, unknown: bool) -> float:
    if code in shares:
        value = shares[code]
        return math.nan if value is None else float(value)
    return math.nan if unknown else 0.0


def _empty(columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({name: [] for name in columns}, geometry="geometry", crs=STORAGE_CRS)
