"""What is said on the wall about a zone or a line between two counties: short texts, each with its unit or its dash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QCoreApplication

from app import reasons, words
from app.meeting.agenda import BORDERS, Item
from layers.geodesy import HA_PER_M2, geodesic_area_m2
from layers.kinds import Role, ZoneClass

if TYPE_CHECKING:
    import geopandas as gpd

    from app.document import Document

#: Reasons that fit beside the map, and those whose figures stand in a table of their own.
_MOST_WHY = 2
_IN_THE_TABLE = frozenset({"people_inside", "depot_own_first", "depot_across_in_time", "reach_is_distance"})
#: Lines of a section before the rest is counted.
_MOST_LINES = 4


@dataclass(frozen=True)
class CountyRow:
    """One side of a zone."""

    name: str
    people: str
    villages: str
    area_ha: str
    area_mu: str


@dataclass(frozen=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """All that the card and the bar say of one point of the agenda."""

    title: str = ""
    zone_class: str = ""  # "" for a line between counties
    class_short: str = ""
    headline: str = ""
    why: tuple[str, ...] = ()
    counties: tuple[CountyRow, ...] = ()
    sections: tuple[Section, ...] = ()
    areas: tuple[str, ...] = ()  # by county, in one line: in full, and shorter and shorter; the names stay


def facts_of(document: Document, item: Item) -> Facts | None:
    """Return what is known of a point of the agenda; None when it is gone from the plan."""
    if item.kind == BORDERS:
        return _border(document, item)
    zones = document.zones()
    found = zones[zones["uid"] == item.key]
    return None if found.empty else _zone(document, next(found.itertuples(index=False)))


def response_lines(document: Document, zone_names: Sequence[str]) -> tuple[str, ...]:
    """Return how soon it is across the line and who is there first, by the first zone that an area lies on."""
    if not zone_names:
        return (_tr("{unknown} (on no zone)").format(unknown=words.UNKNOWN_SIGN),)
    uid = next((uid for uid, name in document.zone_names().items() if name == zone_names[0]), "")
    zones = document.zones()
    found = zones[zones["uid"] == uid]
    if found.empty:
        return (words.UNKNOWN_SIGN,)
    zone, frame = next(found.itertuples(index=False)), document.parts()
    parts = frame.loc[frame["zone_uid"] == uid].itertuples(index=False)
    return (*_minutes(document, zone), *(_first(document, part) for part in parts))


# -- a zone -----------------------------------------------------------------------------------


def _zone(document: Document, zone: Any) -> Facts:
    frame = document.parts()
    parts = list(frame.loc[frame["zone_uid"] == zone.uid].itertuples(index=False))
    silent = {one["county"] for one in zone.unknown if one["role"] == Role.SETTLEMENT.value}
    short = document.short_county_name
    rows = [_row(short(part.county), part, part.county in silent) for part in parts]
    if len(parts) > 1:
        rows.append(_row(_tr("Together"), zone, bool(silent)))
    told = [reason for reason in zone.reasons if reason["code"] not in _IN_THE_TABLE]
    sections = [
        Section(_tr("How soon"), _minutes(document, zone)),
        Section(_tr("First there"), tuple(_first(document, part) for part in parts)),
        Section(_tr("Roles"), (_roles(document, zone),)),
        Section(_tr("Patrols"), _patrols(document, zone.geometry)),
    ]
    if zone.unknown:
        asked = [f"{short(one['county'])} {words.role(one['role'])}" for one in zone.unknown]
        sections.append(Section(_tr("Ask for"), _cut(asked)))
    return Facts(
        document.zone_name(zone),
        str(zone.zone_class),
        words.zone_class_short(zone.zone_class),
        headline(document, zone),
        tuple(reasons.sentences(told, document.county_names())[:_MOST_WHY]),
        tuple(rows),
        tuple(one for one in sections if one.lines),
        areas_said([(short(part.county), part.area_ha) for part in parts]),
    )


def headline(document: Document, zone: Any) -> str:
    """Return the class in words and where it goes: 火可越界：丰宁 → 怀柔."""
    short, text = document.short_county_name, words.zone_class(zone.zone_class)
    others = [code for code in zone.counties if code != zone.lead]
    if zone.lead and others and zone.zone_class != ZoneClass.LOCAL:
        text = QCoreApplication.translate("ZoneCard", "{what}: {origin} → {others}").format(
            what=text, origin=short(zone.lead), others=words.joined([short(code) for code in others])
        )
    return f"{words.zone_class_short(zone.zone_class)} · {text}"


def _row(name: str, part: Any, is_silent: bool) -> CountyRow:
    is_partial = is_silent or bool(part.people_unknown_places)
    return CountyRow(
        name,
        words.at_least(part.people, is_partial),
        words.at_least(part.villages, is_silent),
        words.hectares(part.area_ha).removesuffix(" hm²"),
        words.mu(part.area_ha).rsplit(" ", 1)[0],
    )


def _minutes(document: Document, zone: Any) -> tuple[str, ...]:
    """How soon it is across the line; a reach that is a distance has no time, and says so."""
    across = sorted((one for one in zone.links or () if one["from"] != one["to"]), key=lambda one: one["first_min"])
    if not across:
        return (_tr("{unknown} (its reach is a distance, not a time)").format(unknown=words.UNKNOWN_SIGN),)
    short = document.short_county_name
    text = _tr("{origin} → {county}: {minutes} min")
    return _cut(
        [
            text.format(origin=short(one["from"]), county=short(one["to"]), minutes=words.number(one["first_min"]))
            for one in across
        ]
    )


def _first(document: Document, part: Any) -> str:
    """Who is in a county's part first, its own depot or a neighbour's, and how long the other one takes."""
    short = document.short_county_name
    here = short(part.county)
    own = (part.depot_own, here, *_way(part, "own"))
    across = (part.depot_across, short(part.depot_across_county), *_way(part, "across"))
    known = [one for one in (own, across) if one[0]]
    if not known:
        why = _tr("its depots are not known") if part.depots_unknown else _tr("no depot known")
        text = _tr("{county}: {unknown} ({why})")
        return text.format(county=here, unknown=words.UNKNOWN_SIGN, why=why)
    known.sort(key=lambda one: one[3])
    name, owner, time, _sort = known[0]
    text = _tr("{county}: {depot} ({owner}) {time}").format(county=here, depot=name, owner=owner, time=time)
    if len(known) > 1:
        text += _tr(", {owner} {time}").format(owner=known[1][1], time=known[1][2])
    return text


def _way(part: Any, side: str) -> tuple[str, float]:
    """Return how long or how far a depot is from a part, in words, and as what they are compared by."""
    way: Mapping[str, Any] = (getattr(part, "response", None) or {}) if part.depot_method == "travel" else {}
    far_km = float(getattr(part, f"depot_{side}_km"))
    if not way:
        return f"{words.number(far_km, 1)} km", far_km if words.is_known(far_km) else float("inf")
    minutes = way.get(f"{side}_min")
    if minutes is None:
        return f"> {words.number(way.get('limit_min'))} min", float("inf")
    return f"{words.number(minutes)} min", float(minutes)


def _roles(document: Document, zone: Any) -> str:
    if not zone.lead:
        return _tr("{unknown} (open until the neighbour’s data is there)").format(unknown=words.UNKNOWN_SIGN)
    short = document.short_county_name
    said = [_tr("lead {county}").format(county=short(zone.lead))]
    if zone.supports:
        said.append(_tr("support {counties}").format(counties=words.joined([short(code) for code in zone.supports])))
    return " · ".join(said)


def _patrols(document: Document, shape: shapely.Geometry) -> tuple[str, ...]:
    areas = document.patrol_areas()
    over = areas[areas.intersects(shape)] if len(areas) else areas
    return _cut(
        [
            f"{name} {words.hectares(geodesic_area_m2(outline) * HA_PER_M2)}"
            for name, outline in zip(over["name"], over.geometry, strict=True)
        ]
    )


# -- a line between two counties -----------------------------------------------------------------


def _border(document: Document, item: Item) -> Facts | None:
    frame = document.borders()
    lines = frame[frame["pair"] == item.key]
    if lines.empty:
        return None
    codes = item.key.split("|")
    zones = document.zones()
    both = zones[[set(codes) <= set(one) for one in zones["counties"]]].sort_values("rank", kind="stable")
    register = document.agreements()
    kept = [str(name) for name, pairs in zip(register["name"], register["borders"], strict=True) if item.key in pairs]
    listed = [f"{int(row.rank)} {document.zone_name(row)}" for row in both.itertuples(index=False)]
    none = _tr("{unknown} (none on record)").format(unknown=words.UNKNOWN_SIGN)
    return Facts(
        item.title,
        "",
        "",
        _tr("County line of {length}").format(length=words.kilometres(float(lines["length_m"].sum()))),
        (),
        (),
        (
            Section(_tr("Zones"), _cut(listed) or (none,)),
            Section(_tr("Agreements"), _cut(kept) or (none,)),
            Section(_tr("Patrols"), _patrols(document, lines.union_all()) or (none,)),
        ),
        areas_said([(document.short_county_name(code), _zoned_ha(document, both, code)) for code in codes]),
    )


def areas_said(areas: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return counties with their areas in hm²: in full, with one unit for all, in whole hm², the names, in two rows."""
    names = [name for name, _area in areas]
    half = (len(names) + 1) // 2
    rows = [" · ".join(one) for one in (names[:half], names[half:]) if one]
    forms = (
        " · ".join(f"{name} {words.hectares(area)}" for name, area in areas),
        " · ".join(f"{name} {words.hectares(area).removesuffix(' hm²')}" for name, area in areas) + " hm²",
        " · ".join(f"{name} {words.number(area)}" for name, area in areas) + " hm²",
        " · ".join(names),
        "\n".join(rows),
    )
    return tuple(dict.fromkeys(forms)) if areas else ()


def _zoned_ha(document: Document, zones: gpd.GeoDataFrame, county: str) -> float:
    """Return how much of a county lies in zones, hm²; land in two of them counted once."""
    parts = document.parts()
    mine = parts[(parts["county"] == county) & parts["zone_uid"].isin(zones["uid"])]
    return 0.0 if mine.empty else geodesic_area_m2(mine.union_all()) * HA_PER_M2


def _cut(lines: list[str]) -> tuple[str, ...]:
    """Return as many lines as fit, and how many more there are."""
    if len(lines) <= _MOST_LINES:
        return tuple(lines)
    more = _tr("and {count} more").format(count=len(lines) - _MOST_LINES + 1)
    return (*lines[: _MOST_LINES - 1], more)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingFacts", text)
