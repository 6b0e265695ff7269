"""The gap map: what stands between the counties at every border segment, for one hazard on one date.

Kilometres and forest of the classes add up to those of all borders of the plan, outer lines included, to the metre
and the square metre.  Borders across which much comes and nothing is agreed or practised stand first, with reasons:
the criticism of "event-driven" agreements in 王丛虎 (2016) is that they stand where something happened, not where it
would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.agreements.coverage import EXPIRING_DAYS, BorderCover, applies_to, border_state
from layers.agreements.events import Dated, latest
from layers.agreements.grades import with_grades
from layers.agreements.settings import RegisterSettings
from layers.agreements.vocabulary import AgreementHazard, BorderState, emergency_of
from layers.geodesy import geodesic_lengths_m
from layers.kinds import ZoneClass

#: Hazards a gap map is offered for; those that are analysed first.
GAP_HAZARDS = (
    AgreementHazard.FOREST,
    AgreementHazard.RIVER,
    AgreementHazard.ACCIDENT,
    AgreementHazard.PUBLIC_HEALTH,
    AgreementHazard.SOCIAL_SAFETY,
)
#: The class of lines beyond which no county is loaded: not a gap, and not covered either.
OUTER = "outer"
#: Classes in the order in which they are listed and added up.
GAP_CLASSES: tuple[str, ...] = (*(state.value for state in BorderState), OUTER)

#: What each state leaves to be done, 0–1: our proposal [P].
OPEN_SHARE: Mapping[BorderState, float] = {
    BorderState.IN_FORCE: 0.0,
    BorderState.EXPIRING: 0.25,
    BorderState.UNDATED: 0.5,
    BorderState.NEGOTIATING: 0.75,
    BorderState.EXPIRED: 1.0,
    BorderState.NONE: 1.0,
}
#: Shares of agreement and drill in the priority, [P].
AGREEMENT_SHARE, DRILL_SHARE = 0.7, 0.3


@dataclass(frozen=True)
class Pressure:
    """What the analysis says comes across a line.

    Attributes
    ----------
    value : float or None
        0–1, the highest of its zones on the ranking's scale; None when no zone can say.
    sent_ha : float or None
        hm² that burn on the other side, both ways added up; None where no fire was run or a side is unknown.
    amount : float
        Extent of the hazard in the zones on the line, in ``unit``.
    zones : int
        Zones on the line, those that wait for data included.
    waiting : int
        Zones that wait for a neighbour's data.
    """

    value: float | None = None
    sent_ha: float | None = None
    amount: float = 0.0
    unit: str = "ha"
    zones: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class PairGap:
    """One border between two counties, all its segments together."""

    pair: str
    counties: tuple[str, str]
    length_m: float
    forest_ha: float | None  # of the patches it cuts; None: nobody says where forest is
    cover: BorderCover
    pressure: Pressure
    drill: str  # ISO date of the last drill; "" when none is on record
    priority: float | None  # 0–1; None where what comes across is not known
    is_open: bool  # agreement open by half or more, or no drill that counts
    reasons: tuple[Mapping[str, Any], ...]
    grade: int = 0  # 1 to take up first, 2 next, 3 later; 0: covered, little comes across, or nobody can tell

    @property
    def is_urgent(self) -> bool:
        """Whether it is to be taken up first."""
        return self.grade == 1


@dataclass(frozen=True)
class ClassSum:
    """One class of the map: how many borders, how long, how much forest."""

    code: str  # of GAP_CLASSES
    borders: int
    length_m: float
    forest_ha: float  # what is known
    forest_unknown: int  # borders whose forest nobody tells


@dataclass(frozen=True)
class GapReport:
    """The map of one hazard.

    ``states`` is the class of each row of ``segments`` (the plan's border segments), so that a map and a table never
    differ.
    """

    hazard: str
    on: date
    pairs: tuple[PairGap, ...]  # what is most urgent first
    classes: tuple[ClassSum, ...]  # every class of GAP_CLASSES
    segments: gpd.GeoDataFrame
    states: tuple[str, ...]
    settings: RegisterSettings = field(default_factory=RegisterSettings)

    def graded(self, grade: int) -> int:
        """Return how many borders have a grade."""
        return sum(one.grade == grade for one in self.pairs)

    @property
    def length_m(self) -> float:
        """All lines of the plan."""
        return math.fsum(one.length_m for one in self.classes)

    @property
    def forest_ha(self) -> float:
        """The forest of all patches that a line cuts, as far as it is known."""
        return math.fsum(one.forest_ha for one in self.classes)


def gap_report(
    agreements: pd.DataFrame,
    drills: pd.DataFrame,
    borders: gpd.GeoDataFrame,
    zones: pd.DataFrame,
    straddling: gpd.GeoDataFrame,
    *,
    hazard: str,
    on: date,
    forest_known: frozenset[str],
    settings: RegisterSettings = RegisterSettings(),  # noqa: B008 – frozen
    expiring_days: int = EXPIRING_DAYS,
) -> GapReport:
    """Return the gap map for one hazard.

    Parameters
    ----------
    agreements, drills : DataFrame
        Tables of the register, normal.
    borders : GeoDataFrame
        The plan's border segments, columns ``SEGMENT_COLUMNS``, EPSG:4490.
    zones : DataFrame
        Columns ``ZONE_COLUMNS``.
    straddling : GeoDataFrame
        Patches cut by a line, columns ``STRADDLING_COLUMNS``, EPSG:4490.
    hazard : str
        An ``AgreementHazard`` value or the code of a hazard.
    on : date
        The plan's reference date.
    forest_known : frozenset of str
        Counties whose forest some layer tells.  A patch that a line cuts shows only where both sides are told: without
        the other side there being none is not known.
    settings : RegisterSettings
        How old a drill may be, and how grades are given.
    """
    lengths: dict[str, float] = {}
    for pair, length in zip(borders["pair"], borders["length_m"], strict=True):
        lengths[str(pair)] = lengths.get(str(pair), 0.0) + float(length)
    forest = forest_by_pair(straddling, borders)
    pressures = pressure_by_pair(zones, hazard)
    inner = [pair for pair in lengths if is_inner(pair)]
    made = []
    for pair in inner:
        first, second = pair.split("|")
        known = {first, second} <= forest_known
        cover = border_state(agreements, (first, second), hazard, on, expiring_days=expiring_days)
        drill = latest(drills, agreements, (first, second), on, matters=_about(hazard))
        forest_ha = forest.get(pair, 0.0) if known or pair in forest else None
        pressure = pressures.get(pair, Pressure())
        made.append(_pair_gap(pair, lengths[pair], forest_ha, cover, pressure, drill, on, settings))
    made = sorted(with_grades(made, settings), key=_order)
    state_of = {one.pair: one.cover.state.value for one in made}
    states = tuple(state_of.get(str(pair), OUTER) for pair in borders["pair"])
    outer = {pair: lengths[pair] for pair in lengths if not is_inner(pair)}
    return GapReport(hazard, on, tuple(made), _sums(made, outer, forest), borders, states, settings)


def is_inner(pair: str) -> bool:
    """Tell whether both sides of a line are counties of the plan."""
    return all(pair.split("|")) and "|" in pair


def forest_by_pair(straddling: gpd.GeoDataFrame, borders: gpd.GeoDataFrame) -> dict[str, float]:
    """Divide every patch that lines cut among those lines, hm².

    A patch that one line cuts is that line's; one that several cut is divided in proportion to the length of each
    inside it (geodesic, CGCS2000).  What the lines get adds up to the area of all patches.

    Returns
    -------
    dict of str to float
        Pair (``"110116|130826"``, outer lines ``"110116|"``) → hm².
    """
    if not len(straddling) or not len(borders):
        return {}
    lines = borders.geometry.to_numpy()
    pairs = borders["pair"].astype(str).to_numpy()
    tree = shapely.STRtree(lines)
    patches = straddling.geometry.to_numpy()
    at_patch, at_line = tree.query(patches, predicate="intersects")
    inside = shapely.intersection(lines[at_line], patches[at_patch])
    lengths = geodesic_lengths_m(inside)
    found: dict[str, float] = {}
    for row, (area_ha, counties) in enumerate(zip(straddling["area_ha"], straddling["counties"], strict=True)):
        mine = at_patch == row
        shares: dict[str, float] = {}
        for pair, length in zip(pairs[at_line[mine]], lengths[mine], strict=True):
            shares[pair] = shares.get(pair, 0.0) + float(length)
        whole = math.fsum(shares.values())
        if whole <= 0.0:  # touched in a point only: the border of its first two counties
            shares, whole = {"|".join(sorted(counties)[:2]): 1.0}, 1.0
        for pair, length in shares.items():
            found[pair] = found.get(pair, 0.0) + float(area_ha) * length / whole
    return found


def pressure_by_pair(zones: pd.DataFrame, hazard: str) -> dict[str, Pressure]:
    """Return pair → what the zones of a hazard say comes across its line."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    is_meant = meant_by(hazard)
    for zone in zones.to_dict("records"):
        if zone["zone_class"] == ZoneClass.LOCAL or not is_meant(str(zone["hazard"])):
            continue
        codes = sorted(zone["counties"])
        for at, first in enumerate(codes):
            for second in codes[at + 1 :]:
                found.setdefault(f"{first}|{second}", []).append({str(k): v for k, v in zone.items()})
    return {pair: _pressure(pair, members) for pair, members in found.items()}


def _pressure(pair: str, zones: Sequence[Mapping[str, Any]]) -> Pressure:
    values: list[float] = []
    amount, unit = 0.0, "ha"
    sent: float | None = 0.0
    waiting = 0
    for zone in zones:
        parts = {str(part["code"]): part for part in zone["score_parts"]}
        waiting += zone["zone_class"] == ZoneClass.PENDING
        told = [parts[code] for code in ("transmission", "hazard") if code in parts and parts[code]["weight"] > 0]
        if told:
            values.append(float(told[0]["value"]))
        if "hazard" in parts and parts["hazard"]["raw"] is not None:
            amount, unit = amount + float(parts["hazard"]["raw"]), str(parts["hazard"]["unit"])
        flow = _sent(zone["links"], set(pair.split("|")))
        sent = None if sent is None or flow is None else sent + flow
    return Pressure(max(values, default=None), sent, amount, unit, len(zones), waiting)


def _sent(links: Sequence[Mapping[str, Any]], sides: set[str]) -> float | None:
    """Return what burns across one line, both ways; None where no fire was run or somebody's fuel is unknown."""
    if not links:
        return None
    total = 0.0
    for link in links:
        if link["from"] == link["to"] or {link["from"], link["to"]} != sides:
            continue
        areas = link["area_ha"]
        if not areas or areas[-1] is None:
            return None
        total += float(areas[-1])
    return total


def _pair_gap(
    pair: str,
    length_m: float,
    forest_ha: float | None,
    cover: BorderCover,
    pressure: Pressure,
    drill: Dated | None,
    on: date,
    settings: RegisterSettings,
) -> PairGap:
    drill_days = None if drill is None else (on - date.fromisoformat(drill.day)).days
    is_practised = drill_days is not None and drill_days <= settings.drill_days
    open_share = OPEN_SHARE[cover.state]
    need = AGREEMENT_SHARE * open_share + DRILL_SHARE * (not is_practised)
    priority = None if pressure.value is None else round(pressure.value * need, 6)
    is_open = open_share >= OPEN_SHARE[BorderState.UNDATED] or not is_practised
    first, second = pair.split("|")
    day = "" if drill is None else drill.day
    reasons = (*_crossing_reasons(pressure), *_cover_reasons(cover), _drill_reason(day, drill_days, settings))
    return PairGap(pair, (first, second), length_m, forest_ha, cover, pressure, day, priority, is_open, reasons)


def _crossing_reasons(pressure: Pressure) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if not pressure.zones:
        return [{"code": "no_zones"}]
    if pressure.sent_ha is not None:
        found.append({"code": "sent", "area_ha": pressure.sent_ha, "zones": pressure.zones})
    elif pressure.amount > 0.0:
        code = "hazard_m" if pressure.unit == "m" else "hazard_ha" if pressure.unit == "ha" else "hazard_other"
        found.append({"code": code, "amount": pressure.amount, "zones": pressure.zones})
    else:
        found.append({"code": "zones", "zones": pressure.zones})
    if pressure.waiting:
        found.append({"code": "waiting", "zones": pressure.waiting})
    return found


def _cover_reasons(cover: BorderCover) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"code": f"state_{cover.state.value}", "count": len(cover.agreements)}]
    if cover.superior:
        found.append({"code": "superior", "count": len(cover.superior)})
    return found


def _drill_reason(day: str, days: int | None, settings: RegisterSettings) -> dict[str, Any]:
    if days is None:
        return {"code": "drill_none"}
    return {"code": "drill_old" if days > settings.drill_days else "drill_recent", "date": day, "days": days}


def _order(one: PairGap) -> tuple[Any, ...]:
    """By grade, then by priority; borders of which nothing is known after those with a figure."""
    return (one.grade or 9, one.priority is None, -(one.priority or 0.0), -one.length_m, one.pair)


def _sums(pairs: Sequence[PairGap], outer: Mapping[str, float], forest: Mapping[str, float]) -> tuple[ClassSum, ...]:
    sums = []
    for code in GAP_CLASSES:
        if code == OUTER:
            inner = {one.pair for one in pairs}
            rest = math.fsum(area for pair, area in forest.items() if pair not in inner)
            sums.append(ClassSum(code, len(outer), math.fsum(outer.values()), rest, 0))
            continue
        members = [one for one in pairs if one.cover.state.value == code]
        known = [one.forest_ha for one in members if one.forest_ha is not None]
        length_m = math.fsum(one.length_m for one in members)
        sums.append(ClassSum(code, len(members), length_m, math.fsum(known), len(members) - len(known)))
    return tuple(sums)


def meant_by(hazard: str) -> Callable[[str], bool]:
    """Return a test whether a zone's hazard is the one of the map, or of its kind of emergency."""

    def test(code: str) -> bool:
        return code == hazard or (code not in set(AgreementHazard) and emergency_of(code) == hazard)

    return test


def _about(hazard: str) -> Callable[[Mapping[str, Any]], bool]:
    """Return a test whether a drill is about a hazard; one that names none is taken to be."""
    return lambda drill: not drill["hazards"] or applies_to(drill["hazards"], hazard)


def segments_of(report: GapReport, code: str) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Return the lines of one class, EPSG:4490."""
    wanted = np.array([state == code for state in report.states], dtype=bool)
    lines: np.ndarray[Any, np.dtype[np.object_]] = report.segments.geometry.to_numpy()[wanted]
    return lines
