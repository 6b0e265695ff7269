"""The page of a border in words."""

from __future__ import annotations

from collections.abc import Sequence

from layers.briefing.model import BorderFacts, CoverFacts, ZoneLine
from layers.briefing.sheet import Block, Grid, Lines, Section, Sheet, SheetKind
from layers.briefing.speaking import CENTRE, RIGHT, Speaker
from layers.briefing.zone_wording import class_text, lead_text
from layers.export.cells import plain_number
from layers.kinds import Hazard

#: More zones of a border than this are counted only: the rest stands in the table of all.
MOST_ZONES = 6


def border_sheet(border: BorderFacts, speaker: Speaker, about: Sequence[str], *, of: int) -> Sheet:
    """Return the page of a border.

    Parameters
    ----------
    about : sequence of str
        What every page's notes say: sources and parameters.
    of : int
        How many borders the plan has.
    """
    words = speaker.words
    heading = {key.removeprefix("briefing_heading."): text for key, text in words.items() if "briefing_heading" in key}
    reasons = gap_reasons(border, speaker)
    sections = (
        Section(heading["gap"], (Lines((words["punctuation.reasons"].join(reasons),)), _forest(border, speaker))),
        Section(heading["states"], _states(border, speaker)),
        Section(heading["flows"], _flows(border, speaker)),
        Section(heading["zones"], _zones(border, speaker)),
        Section(heading["areas"], (speaker.areas(border.areas, border.length_m / 1000.0),)),
        Section(heading["tasks"], (speaker.tasks(border.tasks),)),
        Section(heading["unknown"], (speaker.missing(border.missing),)),
        Section(heading["contacts"], _contacts(border, speaker)),
    )
    pair = speaker.pair(border.counties)
    return Sheet(
        SheetKind.ITEM,
        speaker.told("border_title", pair=pair, km=f"{border.length_m / 1000.0:.1f}"),
        speaker.told(
            "border_subtitle",
            hazard=hazard_text(border.hazard, speaker),
            grade=speaker.told(f"grade_{border.grade}"),
            place=speaker.told("border_place", of=of, place=border.place),
        ),
        border.key,
        speaker.told("map_alt", name=words.text("plate.border_name", pair=pair)),
        sections,
        (words["briefing_notes.reasons"], *(f"· {text}" for text in reasons), *about),
    )


def gap_reasons(border: BorderFacts, speaker: Speaker) -> list[str]:
    """Return why the border's gap has its grade."""
    told = []
    for reason in border.reasons:
        facts = {name: value for name, value in reason.items() if name != "code"}
        if "amount" in facts:
            is_m = reason["code"] == "hazard_m"
            facts["amount"] = f"{facts['amount'] / 1000.0:.1f}" if is_m else speaker.hectares(facts["amount"])
        if "area_ha" in facts:
            facts["area_ha"] = speaker.hectares(facts["area_ha"])
        if "date" in facts:
            facts["date"] = speaker.day(str(facts["date"]))
        if "priority" in facts:
            facts["priority"] = plain_number(round(facts["priority"], 2))
        told.append(speaker.words.code("gap_reason", reason["code"], **facts))
    return told


def hazard_text(code: str, speaker: Speaker) -> str:
    """Return the field of an agreement or a hazard in words."""
    if f"agreement_hazard.{code}" in speaker.words:
        return speaker.words[f"agreement_hazard.{code}"]
    return speaker.words.code("hazard", code)


def _forest(border: BorderFacts, speaker: Speaker) -> Lines:
    if border.forest_ha is None:
        return Lines((speaker.say("border_forest_unknown"),), is_muted=True)
    return Lines((speaker.say("border_forest", ha=speaker.hectares(border.forest_ha)),), is_muted=True)


def _states(border: BorderFacts, speaker: Speaker) -> tuple[Block, ...]:
    columns = (speaker.col("field", 1.2), speaker.col("state", 0.8), speaker.col("agreement", 3.4))
    words = speaker.words
    has_own = [any(not one.is_superior for one in cover.agreements) for cover in border.covers]
    shown = [cover for at, cover in enumerate(border.covers) if at == 0 or has_own[at]]
    others = [cover for cover in border.covers if cover not in shown]
    rows = tuple(
        (
            hazard_text(cover.hazard, speaker),
            words.code("border_state", cover.state),
            words["punctuation.reasons"].join(speaker.agreements(cover)) or _told_of(cover, speaker),
        )
        for cover in shown
    )
    notes = [speaker.superior(border.covers[0])]
    if others:
        told = [
            speaker.say("other_field", field=hazard_text(cover.hazard, speaker), told=_told_of(cover, speaker))
            for cover in others
        ]
        notes.append(speaker.say("other_fields", told=words.join(told)))
    return (Grid(columns, rows), Lines(tuple(filter(None, notes)), is_muted=True))


def _told_of(cover: CoverFacts, speaker: Speaker) -> str:
    """Return how many agreements of superiors a field has that has none of the counties' own."""
    superior = sum(one.is_superior for one in cover.agreements)
    return speaker.say("superior_count", count=superior) if superior else speaker.none


def _flows(border: BorderFacts, speaker: Speaker) -> tuple[Block, ...]:
    if not border.flows:
        return (Lines((speaker.say("flows_none"),)),)
    is_fire = any(one.hazard == Hazard.FOREST.value for one in border.flows)
    hours = speaker.minutes(max(one.last_min for one in border.flows))
    notes = [speaker.say("soon_note" if is_fire else "soon_note_other", hours=hours), speaker.say("flows_note")]
    notes += speaker.flow_dashes(border.flows)
    return (speaker.flows(border.flows, with_zones=True), Lines(tuple(notes), is_muted=True))


def _zones(border: BorderFacts, speaker: Speaker) -> tuple[Block, ...]:
    if not border.zones:
        return (Lines((speaker.say("zones_none"),)),)
    columns = (
        speaker.col("rank", 0.6, CENTRE),
        speaker.col("zone", 1.6),
        speaker.col("what", 2.0),
        speaker.col("lead", 0.8),
        speaker.col("area_ha", 1.1, RIGHT),
        speaker.col("people", 0.9, RIGHT),
        speaker.col("to_line", 1.0, RIGHT),
    )
    shown = border.zones[:MOST_ZONES]
    grid = Grid(columns, tuple(_zone_row(one, speaker) for one in shown))
    rest = len(border.zones) - len(shown)
    return (grid, Lines((speaker.told("more_zones", count=rest),), is_muted=True)) if rest else (grid,)


def _zone_row(one: ZoneLine, speaker: Speaker) -> tuple[str, ...]:
    return (
        str(one.rank),
        one.name,
        class_text(one.hazard, one.zone_class, speaker),
        lead_text(one.lead, speaker),
        speaker.hectares(one.area_ha),
        speaker.count(one.people, partial=one.people_partial),
        speaker.none if one.first_min is None else speaker.minutes(one.first_min),
    )


def _contacts(border: BorderFacts, speaker: Speaker) -> tuple[Block, ...]:
    if not border.contacts:
        return (Lines((speaker.say("contacts_none"),)),)
    told = []
    for one in border.contacts:
        phones = " / ".join(filter(None, (one.phone, one.backup)))
        said = " · ".join(filter(None, (one.body, one.name, one.duty, phones, one.callsign)))
        told.append(speaker.say("contact", county=speaker.short(one.county), told=said))
    lines = Lines(tuple(told), is_marked=True)
    return (lines,) if speaker.with_phones else (lines, Lines((speaker.say("phones_left_out"),), is_muted=True))
