"""The page of a zone in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from layers.agreements.vocabulary import BorderState
from layers.briefing.model import HelpFacts, SideFacts, ZoneFacts
from layers.briefing.sheet import Block, Grid, Lines, Section, Sheet, SheetKind
from layers.briefing.speaking import RIGHT, Speaker, decimals, units
from layers.export.reasons import reason_sentences
from layers.kinds import Hazard, Role

#: Columns that are printed only where something is known of one county at least.
_WHERE_KNOWN = ("farmland_ha", "buildings", "installations", "intakes")
_ROLE_OF = {
    "farmland_ha": Role.FARMLAND.value,
    "buildings": Role.BUILDING.value,
    "installations": Role.INSTALLATION.value,
    "intakes": Role.WATER_INTAKE.value,
}


def zone_sheet(zone: ZoneFacts, speaker: Speaker, about: Sequence[str]) -> Sheet:
    """Return the page of a zone.

    Parameters
    ----------
    about : sequence of str
        What every page's notes say: sources and parameters.
    """
    words = speaker.words
    heading = {key.removeprefix("briefing_heading."): text for key, text in words.items() if "briefing_heading" in key}
    sentences = reason_sentences(speaker, {"reasons": list(zone.reasons)})
    sections = (
        Section(heading["why"], (Lines((sentences[0] if sentences else speaker.none,)),)),
        Section(heading["affected"], _affected(zone, speaker)),
        Section(heading["soon"], _soon(zone, speaker)),
        Section(heading["first"], _first(zone, speaker)),
        Section(heading["cover"], _cover(zone, speaker)),
        Section(heading["areas"], (speaker.areas(zone.areas, zone.area_ha),)),
        Section(heading["tasks"], _tasks(zone, speaker)),
        Section(heading["unknown"], (speaker.missing(zone.missing), *_beyond(zone, speaker))),
    )
    return Sheet(
        SheetKind.ITEM,
        speaker.told("number_name", name=zone.name, text=headline(zone, speaker)),
        _subtitle(zone, speaker),
        zone.key,
        speaker.told("map_alt", name=zone.name),
        sections,
        (words["briefing_notes.reasons"], *(f"· {text}" for text in sentences), *about),
    )


def headline(zone: ZoneFacts, speaker: Speaker) -> str:
    """Return the class in words and where it goes: 火可越界：丰宁 → 怀柔."""
    what = class_text(zone.hazard, zone.zone_class, speaker)
    if not zone.origin or not zone.others:
        return what
    return speaker.told("arrow", what=what, origin=speaker.short(zone.origin), others=speaker.shorts(zone.others))


def class_text(hazard: str, zone_class: str, speaker: Speaker) -> str:
    """Return a zone's class as a hazard says it."""
    own = f"briefing_class.{hazard}_{zone_class}"
    return speaker.words[own] if own in speaker.words else speaker.words.code("briefing_class", zone_class)


def rank_text(zone: ZoneFacts, speaker: Speaker) -> str:
    """Return the rank, and between which it lies when weights move."""
    if zone.rank_low is None or zone.rank_high is None or zone.rank_low == zone.rank_high:
        return speaker.told("rank", rank=zone.rank)
    return speaker.told("rank_range", rank=zone.rank, low=zone.rank_low, high=zone.rank_high)


def lead_text(lead: str, speaker: Speaker) -> str:
    """Return the leading county; a pending zone has none."""
    return speaker.short(lead) if lead else speaker.words["text.pending_lead"]


def _subtitle(zone: ZoneFacts, speaker: Speaker) -> str:
    lead = lead_text(zone.lead, speaker)
    if zone.rotates:
        lead = speaker.words.text("text.rotation", counties=speaker.shorts(zone.counties))
    return speaker.told(
        "subtitle_page",
        hazard=speaker.words.code("hazard", zone.hazard),
        rank=rank_text(zone, speaker),
        score=f"{zone.score:.2f}",
        lead=lead,
        state=speaker.words.code("status", zone.state),
    )


# -- who is affected ------------------------------------------------------------------------------------


def _affected(zone: ZoneFacts, speaker: Speaker) -> tuple[Block, ...]:
    sides = zone.sides
    more = [name for name in _WHERE_KNOWN if any(getattr(side, name) is not None for side in sides)]
    columns = [
        speaker.col("county", 1.1),
        speaker.col("people", 1.0, RIGHT),
        speaker.col("villages", 0.8, RIGHT),
        speaker.col("forest_ha", 1.2, RIGHT),
        *(speaker.col(name, 1.0, RIGHT) for name in more),
        speaker.col("area_ha", 1.2, RIGHT),
        speaker.col("area_mu", 1.2, RIGHT),
    ]
    rows = [_side_row(side, more, speaker) for side in sides]
    areas = [units(side.area_ha) for side in sides]
    total = [
        speaker.words["briefing_column.total"],
        _total(sides, "people", speaker.count, any(side.people_partial for side in sides), speaker),
        _total(sides, "villages", speaker.count, False, speaker),
        _total(sides, "forest_ha", speaker.hectares, False, speaker),
        *(_total(sides, name, _said(name, speaker), False, speaker) for name in more),
        decimals(sum(areas)),
        decimals(sum(areas) * 15),
    ]
    blocks: list[Block] = [Grid(tuple(columns), (*rows, tuple(total)), has_total=True)]
    notes = []
    if any("≥" in cell for row in (*rows, tuple(total)) for cell in row):
        notes.append(speaker.say("affected_note"))
    shown = {Role.POPULATION.value, Role.SETTLEMENT.value, Role.FOREST.value, *(_ROLE_OF[name] for name in more)}
    for side in sides:
        missing = list(dict.fromkeys(side.unknown))
        if side.people == 0 and side.people_partial:
            missing.append(Role.POPULATION.value)
        roles = [speaker.words.code("role", role) for role in missing if role in shown]
        if roles:
            told = speaker.words.join(roles)
            notes.append(speaker.say("affected_dash", county=speaker.short(side.county), roles=told))
    if notes:
        blocks.append(Lines(tuple(notes), is_muted=True))
    return tuple(blocks)


def _side_row(side: SideFacts, more: Sequence[str], speaker: Speaker) -> tuple[str, ...]:
    area = units(side.area_ha)
    return (
        speaker.short(side.county),
        speaker.count(side.people, partial=side.people_partial),
        speaker.count(side.villages),
        speaker.hectares(side.forest_ha),
        *(_said(name, speaker)(getattr(side, name)) for name in more),
        decimals(area),
        decimals(area * 15),
    )


def _said(name: str, speaker: Speaker) -> Callable[..., str]:
    return speaker.hectares if name.endswith("_ha") else speaker.count


def _total(sides: Sequence[SideFacts], name: str, say: Callable[..., str], partial: bool, speaker: Speaker) -> str:
    """Return the sum of what is printed above it; ``≥`` as soon as something of it is not known."""
    values = [getattr(side, name) for side in sides]
    known = [value for value in values if value is not None]
    if not known:
        return speaker.none
    is_area = name.endswith("_ha")
    whole = sum(units(value) for value in known) / 100.0 if is_area else float(sum(round(value) for value in known))
    return say(whole, partial=partial or len(known) < len(values))


# -- when, who, under which agreement -----------------------------------------------------------------------


def _soon(zone: ZoneFacts, speaker: Speaker) -> tuple[Block, ...]:
    if not zone.flows:
        key = {"distance": "soon_distance", "none_cross": "soon_none_cross"}.get(zone.no_times, "soon_not_timed")
        return (Lines((speaker.say(key),)),)
    is_fire = zone.hazard == Hazard.FOREST.value
    hours = speaker.minutes(max(one.last_min for one in zone.flows))
    notes = [speaker.say("soon_note" if is_fire else "soon_note_other", hours=hours), *speaker.flow_dashes(zone.flows)]
    return (speaker.flows(zone.flows), Lines(tuple(notes), is_muted=True))


def _first(zone: ZoneFacts, speaker: Speaker) -> tuple[Block, ...]:
    columns = (
        speaker.col("county", 0.8),
        speaker.col("own", 2.0),
        speaker.col("across", 2.2),
        speaker.col("sooner", 0.9),
    )
    rows = tuple(_help_row(one, speaker) for one in zone.helps)
    notes = []
    if any(one.by_road for one in zone.helps):
        notes.append(speaker.say("first_road"))
    straight = sorted({one.why for one in zone.helps if not one.by_road and (one.own_name or one.across_name)})
    notes += [speaker.say("first_straight", why=speaker.words.code("briefing_text", f"why_{why}")) for why in straight]
    grid = Grid(columns, rows)
    return (
        (grid, Lines((speaker.words["punctuation.after_sentence"].join(notes),), is_muted=True)) if notes else (grid,)
    )


def _help_row(one: HelpFacts, speaker: Speaker) -> tuple[str, ...]:
    own = speaker.say("first_none")
    if one.own_known:
        own = _who(one.own_name, one.own_min, one.own_km, one, speaker)
    across = _who(one.across_name, one.across_min, one.across_km, one, speaker)
    if one.across_name and one.across_county:
        across = f"{speaker.short(one.across_county)} {across}"
    sooner = speaker.say("first_tie")
    if one.is_own_first is not None:
        sooner = speaker.short(one.county if one.is_own_first else one.across_county)
    return speaker.short(one.county), own, across, sooner


def _who(name: str, minutes: float | None, km: float | None, one: HelpFacts, speaker: Speaker) -> str:
    if not name:
        return speaker.say("first_nobody")
    if one.by_road and minutes is not None:
        return f"{speaker.free(name)} {speaker.told('minutes', value=f'{minutes:.0f}')}"
    if one.by_road and one.limit_min:
        return f"{speaker.free(name)} {speaker.told('minutes_limit', value=f'{one.limit_min:.0f}')}"
    return f"{speaker.free(name)} {speaker.told('km', value=f'{km:.1f}')}" if km is not None else speaker.free(name)


def _cover(zone: ZoneFacts, speaker: Speaker) -> tuple[Block, ...]:
    state = speaker.say("cover_state", state=speaker.words.code("border_state", zone.cover.state))
    told, superior = speaker.agreements(zone.cover), speaker.superior(zone.cover)
    first = speaker.say("cover_none") if zone.cover.state == BorderState.NONE else state
    blocks: list[Block] = [Lines((first,))]
    if told:
        blocks.append(Lines(tuple(told), is_marked=True))
    if superior:
        blocks.append(Lines((superior,), is_muted=True))
    return tuple(blocks)


def _tasks(zone: ZoneFacts, speaker: Speaker) -> tuple[Block, ...]:
    rest = [speaker.say("duties", count=zone.duties) if zone.duties else speaker.say("duties_none")]
    if zone.edited:
        fields = [speaker.words.code("zone_field", name) for name in zone.edited]
        rest.append(speaker.say("edited", fields=speaker.words.join(fields)))
    return (speaker.tasks(zone.tasks), Lines(tuple(rest)))


def _beyond(zone: ZoneFacts, speaker: Speaker) -> tuple[Block, ...]:
    """Say that people may be missing of a place that the hazard reaches outside the zone."""
    inside = {side.county for side in zone.sides if side.people_partial or side.people is None}
    if any(role == Role.POPULATION.value and county not in inside for county, role in zone.missing):
        return (Lines((speaker.say("unknown_beyond"),), is_muted=True),)
    return ()
