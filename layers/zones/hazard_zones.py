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
from layers.progress import Progress, part, silent
from layers.zones.cluster import cut_long, joined
from layers.zones.delineation import Outlines, apart, outlines
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
    candidates = candidates_of(result, setting, part(progress, 0.0, 0.15))
    drawn = outlined(
        candidates, result, setting, lines, features, part(progress, 0.15, 0.6), memory=memory, ground=ground
    )
    progress(0.6, "zones_delineating")
    shapes = apart(drawn.outlines)
    progress(0.7, "zones_dividing")
    divided = divide(drawn, shapes, setting)
    numbers = part_numbers(divided.parts, holdings, setting.partition)
    progress(0.95, "zones_describing")
    zones = described(divided.drawn, result, setting)
    progress(1.0, "zones_done")
    return HazardZones(result, zones, divided.shapes, divided.parts, numbers)


#: The first piece of its cluster (object, county, border, west, south, which connected part), and which cut of it.
OrderKey = tuple[str, int, str, float, float, int, int]
#: Class, origin, counties, border, legal band: pieces that agree in it may be joined.
JoinKey = tuple[ZoneClass | None, str, tuple[str, ...], str, bool]


@dataclass(frozen=True)
class Candidates:
    """Pieces of the objects that have a class, and with what each may be joined.

    What a piece is told here depends on its own object alone.
    """

    pieces: Pieces
    key: Sequence[JoinKey]


@dataclass(frozen=True)
class Drawn:
    """Zones of one hazard as long as they may still overlap; pieces belong to zones 0 … z−1.

    ``order`` says where each comes among all zones of the hazard, rising: :func:`_order`.
    """

    pieces: Pieces
    zone: Integers
    evidence: list[Evidence]
    cuts: dict[int, list[tuple[float, float]]]
    contacts: Contacts
    outlines: Outlines
    order: list[OrderKey]


@dataclass(frozen=True)
class Divided:
    """Zones without overlaps that have land of their own, and their parts by county."""

    drawn: Drawn
    shapes: Objects
    parts: Parts
    kept: Integers  # numbers before those without land were left out


def candidates_of(result: HazardResult, setting: Setting, progress: Progress = silent) -> Candidates:
    """Judge every hazard object on its pieces in the band."""
    pieces, group = _objects(pieces_of(result, setting.partition))
    progress(0.3, "zones_classifying")
    contacts = setting.reach.contacts(pieces, group, setting, part(progress, 0.3, 0.9))
    judged = weigh(pieces, group, contacts, setting)
    has_class = np.array([item.classification.zone_class is not None for item in judged], dtype=bool)
    kept = np.flatnonzero(has_class[group]) if len(group) else np.zeros(0, dtype=np.int64)
    keys = _keys(pieces, group, judged)
    progress(1.0, "zones_classifying")
    return Candidates(pieces.take(kept), [keys[at] for at in kept.tolist()])


def outlined(
    candidates: Candidates,
    result: HazardResult,
    setting: Setting,
    lines: BorderLines,
    features: Objects,
    progress: Progress = silent,
    *,
    memory: Memory,
    ground: Hashable = (),
) -> Drawn:
    """Join pieces, cut long clusters, judge again what results, and draw each zone as if it were alone."""
    parameters = setting.parameters
    progress(0.0, "zones_joining")
    # A forest that comes near the border in two distant places is two clusters.
    pieces, source = candidates.pieces.connected()
    numbers: dict[JoinKey, int] = {}
    key = np.array([numbers.setdefault(one, len(numbers)) for one in candidates.key], dtype=np.int64)[source]
    cluster = joined(pieces.shape, key, parameters.cluster_gap_m)
    progress(0.2, "zones_cutting")
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
    contacts = setting.reach.contacts(pieces, zone, setting, part(progress, 0.25, 0.45))
    evidence = weigh(pieces, zone, contacts, setting)
    # A stretch left with less than the least amount of hazard is no zone.
    has_class = np.array([item.classification.zone_class is not None for item in evidence], dtype=bool)
    zone, used = _renumbered(zone, has_class)
    contacts = contacts.renumbered(_fresh(has_class))
    alive = zone >= 0
    pieces, zone = pieces.take(alive), zone[alive]
    evidence = [evidence[k] for k in used]
    cuts = {at: clusters.cuts.get(int(k), []) for at, k in enumerate(used)}
    progress(0.5, "zones_delineating")
    found = outlines(pieces, zone, evidence, contacts, setting, result, lines)
    progress(1.0, "zones_delineating")
    order = _order(candidates.pieces, source, cluster, clusters.origin)
    return Drawn(pieces, zone, evidence, cuts, contacts, found, [order[k] for k in used])


def _order(whole: Pieces, source: Integers, cluster: Integers, origin: Integers) -> list[OrderKey]:
    """Return for each zone what it is sorted by: pieces come sorted, clusters are numbered by their first one."""
    _, head = np.unique(cluster, return_index=True)
    at = source[head][origin]
    part_no = (np.arange(len(source)) - np.searchsorted(source, source))[head][origin]
    chunk = np.arange(len(origin)) - np.searchsorted(origin, origin)
    bounds = shapely.bounds(whole.shape[at])
    return list(
        zip(
            whole.uid[at].astype(str).tolist(),
            whole.county[at].tolist(),
            whole.border[at].astype(str).tolist(),
            bounds[:, 0].tolist(),
            bounds[:, 1].tolist(),
            part_no.tolist(),
            chunk.tolist(),
            strict=True,
        )
    )


def divide(drawn: Drawn, shapes: Objects, setting: Setting) -> Divided:
    """Cut zones (``shapes``, without overlaps) by county.

    Zones without land of their own are left out: the same forest in another layer already holds it.
    """
    parts = cut_by_county(shapes, setting.partition)
    has_land = np.zeros(len(drawn.evidence), dtype=bool)
    has_land[parts.zone] = True
    every = np.arange(len(has_land))
    if has_land.all():
        return Divided(drawn, shapes, parts, every)
    of_part, used = _renumbered(parts.zone, has_land)
    zone, _ = _renumbered(drawn.zone, has_land)
    alive = zone >= 0
    left = Drawn(
        drawn.pieces.take(alive),
        zone[alive],
        [drawn.evidence[k] for k in used],
        {at: drawn.cuts[k] for at, k in enumerate(used)},
        drawn.contacts.renumbered(_fresh(has_land)),
        drawn.outlines.take(every[has_land]),
        [drawn.order[k] for k in used],
    )
    return Divided(left, shapes[used], replace(parts, zone=of_part), every[has_land])


def _objects(pieces: Pieces) -> tuple[Pieces, Integers]:
    """Number the objects of some pieces; pieces arrive sorted by object uid."""
    if len(pieces) == 0:
        return pieces, np.zeros(0, dtype=np.int64)
    fresh = np.r_[True, pieces.uid[1:] != pieces.uid[:-1]]
    return pieces, np.cumsum(fresh) - 1


def _keys(pieces: Pieces, group: Integers, judged: list[Evidence]) -> list[JoinKey]:
    """Return for each piece what decides with which others it may be joined."""
    keys: list[JoinKey] = []
    for of_group, border, legal in zip(group.tolist(), pieces.border.tolist(), pieces.legal_band.tolist(), strict=True):
        outcome = judged[of_group].classification
        local = outcome.zone_class is ZoneClass.LOCAL
        origin = "" if outcome.zone_class is ZoneClass.S1 else outcome.origin
        keys.append((outcome.zone_class, origin, tuple(outcome.counties), border if local else "", legal))
    return keys


def _fresh(alive: NDArray[np.bool_]) -> Integers:
    """Return the new number of each that is left, −1 for the others."""
    return np.where(alive, np.cumsum(alive) - 1, -1).astype(np.int64)


def _renumbered(zone: Integers, alive: NDArray[np.bool_]) -> tuple[Integers, list[int]]:
    return (_fresh(alive)[zone] if len(zone) else zone), np.flatnonzero(alive).tolist()


def described(drawn: Drawn, result: HazardResult, setting: Setting) -> list[HazardZone]:
    """Return all that is told of each zone."""
    pieces, zone, evidence, cuts, contacts = drawn.pieces, drawn.zone, drawn.evidence, drawn.cuts, drawn.contacts
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
