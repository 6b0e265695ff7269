"""One hazard's pieces → its zones: classify, join, cut, classify again, delineate, divide by county."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.hazards.band import BorderLines
from layers.hazards.model import HazardResult
from layers.kinds import ReachType, ZoneClass
from layers.memory import Memory
from layers.progress import Progress, part
from layers.zones.cluster import cut_long, joined
from layers.zones.delineation import footprints
from layers.zones.evidence import Evidence, Pieces, Setting, pieces_of, weigh
from layers.zones.parts import Holdings, Parts, cut_by_county, part_numbers
from layers.zones.reach import Contacts

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class HazardZone:
    """One zone before it has a number, a rank and a uid; coordinates are longitude, latitude."""

    evidence: Evidence
    objects: tuple[str, ...]  # uids, largest amount first
    names: tuple[str, ...]
    whole_share: Mapping[str, float | None]
    reach_type: str
    legal_band: bool
    cuts: tuple[tuple[float, float], ...]
    centre: tuple[float, float]
    reach: Mapping[str, Any]  # how its reach was found, a reason
    links: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class HazardZones:
    """All zones of one hazard with their parts; ``numbers`` has a row per part (see ``part_numbers``)."""

    result: HazardResult
    zones: list[HazardZone]
    shapes: Objects
    parts: Parts
    numbers: pd.DataFrame


def zones_of(
    result: HazardResult,
    setting: Setting,
    lines: BorderLines,
    features: Objects,
    holdings: Holdings,
    progress: Progress,
    memory: Memory,
    ground: Hashable,
) -> HazardZones:
    """Derive the zones of one hazard.

    Each hazard object is judged on its pieces in the band; objects of one class, origin and county
    set that lie within ``cluster_gap_m`` are joined, clusters longer than ``cluster_max_m`` along
    the border are cut; the zone that results is judged again, so that its class always follows
    from its own shares.  ``memory`` keeps where long clusters were cut, as long as
    lines and features (``ground``) stay.
    """
    parameters = setting.parameters
    pieces, group = _objects(pieces_of(result, setting.partition))
    progress(0.05, "zones_classifying")
    contacts = setting.reach.contacts(pieces, group, setting, part(progress, 0.05, 0.13))
    judged = weigh(pieces, group, contacts, setting)
    has_class = np.array([item.classification.zone_class is not None for item in judged], dtype=bool)
    kept = np.flatnonzero(has_class[group]) if len(group) else np.zeros(0, dtype=np.int64)
    key = _keys(pieces, group, judged)
    progress(0.15, "zones_joining")
    # A forest that comes near the border in two distant places is two clusters.
    pieces, source = pieces.take(kept).connected()
    key = key[kept][source]
    cluster = joined(pieces.shape, key, parameters.cluster_gap_m)
    progress(0.25, "zones_cutting")
    step, place = f"{result.hazard}_cuts", (ground, parameters.cluster_max_m)
    clusters = cut_long(
        pieces,
        cluster,
        lines,
        features,
        longest_m=parameters.cluster_max_m,
        metric_epsg=setting.partition.metric_epsg,
        before=memory.get(step, place, dict),
    )
    memory.put(step, place, clusters.divided)
    pieces, zone = clusters.pieces, clusters.cluster
    contacts = setting.reach.contacts(pieces, zone, setting, part(progress, 0.26, 0.34))
    evidence = weigh(pieces, zone, contacts, setting)
    # A stretch left with less than the least amount of hazard is no zone.
    has_class = np.array([item.classification.zone_class is not None for item in evidence], dtype=bool)
    zone, used = _renumbered(zone, has_class)
    contacts = contacts.renumbered(_fresh(has_class))
    alive = zone >= 0
    pieces, zone = pieces.take(alive), zone[alive]
    evidence = [evidence[k] for k in used]
    cuts = {at: clusters.cuts.get(int(k), []) for at, k in enumerate(used)}
    progress(0.35, "zones_delineating")
    shapes = footprints(pieces, zone, evidence, contacts, setting, result, lines)
    progress(0.7, "zones_dividing")
    parts = cut_by_county(shapes, setting.partition)
    pieces, zone, evidence, cuts, shapes, parts, contacts = _with_land(
        pieces, zone, evidence, cuts, shapes, parts, contacts
    )
    numbers = part_numbers(parts, holdings, setting.partition)
    progress(0.95, "zones_describing")
    zones = _described(pieces, zone, evidence, cuts, contacts, result, setting)
    progress(1.0, "zones_done")
    return HazardZones(result, zones, shapes, parts, numbers)


def _objects(pieces: Pieces) -> tuple[Pieces, Integers]:
    """Number the objects of some pieces; pieces arrive sorted by object uid."""
    if len(pieces) == 0:
        return pieces, np.zeros(0, dtype=np.int64)
    fresh = np.r_[True, pieces.uid[1:] != pieces.uid[:-1]]
    return pieces, np.cumsum(fresh) - 1


def _keys(pieces: Pieces, group: Integers, judged: list[Evidence]) -> Integers:
    """Return a number per piece that is equal for pieces that may be joined."""
    known: dict[tuple[object, ...], int] = {}
    keys = np.zeros(len(pieces), dtype=np.int64)
    for at, (of_group, border, legal) in enumerate(
        zip(group.tolist(), pieces.border.tolist(), pieces.legal_band.tolist(), strict=True)
    ):
        outcome = judged[of_group].classification
        local = outcome.zone_class is ZoneClass.LOCAL
        origin = "" if outcome.zone_class is ZoneClass.S1 else outcome.origin
        key = (outcome.zone_class, origin, outcome.counties, border if local else "", legal)
        keys[at] = known.setdefault(key, len(known))
    return keys


def _fresh(alive: NDArray[np.bool_]) -> Integers:
    """Return the new number of each that is left, −1 for the others."""
    return np.where(alive, np.cumsum(alive) - 1, -1).astype(np.int64)


def _renumbered(zone: Integers, alive: NDArray[np.bool_]) -> tuple[Integers, list[int]]:
    return (_fresh(alive)[zone] if len(zone) else zone), np.flatnonzero(alive).tolist()


def _with_land(
    pieces: Pieces,
    zone: Integers,
    evidence: list[Evidence],
    cuts: dict[int, list[tuple[float, float]]],
    shapes: Objects,
    parts: Parts,
    contacts: Contacts,
) -> tuple[Pieces, Integers, list[Evidence], dict[int, list[tuple[float, float]]], Objects, Parts, Contacts]:
    """Drop zones without land of their own: the same forest in another layer already holds it."""
    has_land = np.zeros(len(evidence), dtype=bool)
    has_land[parts.zone] = True
    if has_land.all():
        return pieces, zone, evidence, cuts, shapes, parts, contacts
    of_part, used = _renumbered(parts.zone, has_land)
    zone, _ = _renumbered(zone, has_land)
    alive = zone >= 0
    return (
        pieces.take(alive),
        zone[alive],
        [evidence[k] for k in used],
        {at: cuts[k] for at, k in enumerate(used)},
        shapes[used],
        replace(parts, zone=of_part),
        contacts.renumbered(_fresh(has_land)),
    )


def _described(
    pieces: Pieces,
    zone: Integers,
    evidence: list[Evidence],
    cuts: Mapping[int, list[tuple[float, float]]],
    contacts: Contacts,
    result: HazardResult,
    setting: Setting,
) -> list[HazardZone]:
    crs = setting.partition.crs
    order = np.argsort(zone, kind="stable")
    heads = np.searchsorted(zone[order], np.arange(len(evidence) + 1))
    middle = shapely.get_coordinates(shapely.centroid(pieces.shape))
    x = np.bincount(zone, weights=middle[:, 0] * pieces.amount, minlength=len(evidence))
    y = np.bincount(zone, weights=middle[:, 1] * pieces.amount, minlength=len(evidence))
    total = np.bincount(zone, weights=pieces.amount, minlength=len(evidence))
    with np.errstate(invalid="ignore", divide="ignore"):
        centres = transform(np.asarray(shapely.points(x / total, y / total), dtype=object), crs, STORAGE_CRS)
    centre = shapely.get_coordinates(centres)
    zones = []
    for at, item in enumerate(evidence):
        mine = order[heads[at] : heads[at + 1]]
        amounts: dict[str, float] = {}
        names: dict[str, float] = {}
        kinds: dict[str, float] = {}
        for uid, name, kind, amount in zip(
            pieces.uid[mine], pieces.name[mine], pieces.reach_type[mine], pieces.amount[mine].tolist(), strict=True
        ):
            amounts[uid] = amounts.get(uid, 0.0) + amount
            kinds[kind] = kinds.get(kind, 0.0) + amount
            if name:
                names[name] = names.get(name, 0.0) + amount
        places: list[shapely.Point] = []
        if cuts[at]:
            places = list(transform(np.asarray(shapely.points(cuts[at]), dtype=object), crs, STORAGE_CRS))
        zones.append(
            HazardZone(
                item,
                tuple(_largest_first(amounts)),
                tuple(_largest_first(names)),
                _whole(amounts, result),
                _reach_type(kinds),
                bool(pieces.legal_band[mine].any()),
                tuple((float(place.x), float(place.y)) for place in places),
                (float(centre[at, 0]), float(centre[at, 1])),
                setting.reach.reason(contacts, at),
                setting.reach.links(contacts, at, setting),
            )
        )
    return zones


def _largest_first(amounts: Mapping[str, float]) -> list[str]:
    return sorted(amounts, key=lambda name: (-round(amounts[name], 6), name))


def _reach_type(kinds: Mapping[str, float]) -> str:
    """Return what the zone's river does at the line: following it outweighs crossing it."""
    for kind in (ReachType.BORDERING, ReachType.CROSSING, ReachType.GRAZING, ReachType.NEAR_PARALLEL):
        if kind.value in kinds:
            return kind.value
    return next((kind for kind in sorted(kinds) if kind), "")


def _whole(amounts: Mapping[str, float], result: HazardResult) -> dict[str, float | None]:
    """Return the county shares of the uncut objects, weighted by what the zone holds of each.

    A county no layer of the hazard speaks for is None when the objects reach into it; the part
    outside every county is left under "".
    """
    total = sum(amounts.values())
    shares: dict[str, float | None] = {}
    for uid, amount in amounts.items():
        for code, share in result.whole.get(uid, {}).items():
            shares[code] = (shares.get(code) or 0.0) + share * amount / total
    return {code: None if code in result.silent else shares[code] for code in sorted(shares)}
