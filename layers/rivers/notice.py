"""The notice of a spill (跨界水污染通报单): who is told what, and by when, as a document without a format."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from layers.export.cells import number_text, records
from layers.export.document import Align, AnnexDocument, Block, Column, Heading, Paragraph, Picture, Table, Tone
from layers.export.notices import clock_text, contact_lines, notations, time_text
from layers.export.words import Words
from layers.kinds import Role
from layers.rivers.directions import Evidence
from layers.rivers.settings import PARAMETERS, Method
from layers.rivers.spill import Spill, intakes, known_people

if TYPE_CHECKING:
    from layers.rivers.land import RiverLand

#: What a notice may end in.
ENDINGS = (".docx", ".pdf", ".txt")
#: Key and height of its map.
PLATE, PLATE_HEIGHT_MM = "spill_map", 105.0
#: Villages on the notice; the rest is counted.
_MOST_PLACES = 30


@dataclass(frozen=True)
class SpillFacts:
    """What the person who writes the notice knows.

    Attributes
    ----------
    number : str
    found_at : datetime
        When it got into the river, or was seen: the times count from then.
    told_at : datetime
        When the notice is written.
    substance, amount, maker, reporter, phone, remarks : str
        "" leaves a blank to be filled in.
    """

    number: str
    found_at: datetime
    told_at: datetime
    substance: str = ""
    amount: str = ""
    maker: str = ""
    reporter: str = ""
    phone: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class Deadline:
    """Whom to tell by when: ``by`` is the leading edge less the margin; ``is_now``, that is past already."""

    code: str
    lead_at: datetime
    peak_at: datetime
    distance_m: float
    by: datetime
    is_now: bool


@dataclass(frozen=True)
class NoticeInputs:
    """What a notice is made of.

    Attributes
    ----------
    land : RiverLand
    found : Spill
    contacts : DataFrame
        Columns ``CONTACT_COLUMNS``.
    plan_title : str
    is_sample : bool
    """

    land: RiverLand
    found: Spill
    contacts: pd.DataFrame
    plan_title: str
    is_sample: bool


def deadlines(found: Spill, facts: SpillFacts) -> tuple[Deadline, ...]:
    """Return by when each other county must have been told, the first first.

    The leading edge counts, not the peak (Jobson 1996), less the margin of the settings.
    """
    result = []
    for row in found.others.to_dict("records"):
        lead = facts.found_at + timedelta(minutes=row["lead_min"])
        by = lead - timedelta(minutes=found.settings.notify_margin_min)
        peak = facts.found_at + timedelta(minutes=row["peak_min"])
        result.append(Deadline(str(row["code"]), lead, peak, float(row["first_m"]), by, by <= facts.told_at))
    return tuple(result)


def compose_notice(given: NoticeInputs, facts: SpillFacts, words: Words) -> AnnexDocument:
    """Return the notice of a spill in the language of ``words``.

    Returns
    -------
    AnnexDocument
        What, where and whose; whom to tell by when; the sections between counties; intakes; villages; how it was
        worked out, what is not known, and the law.
    """
    blocks: list[Block] = [
        Paragraph(words["spill.title"], Tone.TITLE),
        Paragraph(words.text("spill.subtitle", number=facts.number, time=_time(facts.told_at, words)), Tone.SUBTITLE),
    ]
    for section in (_event, _notify, _map, _sections, _intakes, _villages, _basis, _signatures):
        blocks.extend(section(given, facts, words))
    said = [words["spill.limits_short"], words["spill.not_a_line"]]
    if given.is_sample:
        said.append(words["legal.sample"])
    return AnnexDocument(
        title=f"{words['spill.title']} {facts.number}".strip(),
        subject=given.plan_title,
        header=words.text("spill.header", number=facts.number),
        footer=words["punctuation.sentence_gap"].join(said),
        page_text=words["document.page"],
        author=facts.maker,
        language=words.language,
        reference_date=facts.told_at.date(),
        blocks=tuple(blocks),
    )


# -- sections --------------------------------------------------------------------------------------------


def _event(given: NoticeInputs, facts: SpillFacts, words: Words) -> list[Block]:
    found, blank = given.found, words["spill.blank"]
    river = found.river or words["punctuation.unnamed"]
    where = words.text("spill.river_at", river=river, metres=f"{found.offset_m:.0f}")
    told_by = "  ".join(one for one in (facts.reporter, facts.phone) if one)
    rows = [
        (words["spill.found_at"], _time(facts.found_at, words)),
        (words["spill.place"], "\n".join(notations(found.lon, found.lat, words))),
        (words["spill.county"], _county(found.county, given, words)),
        (words["spill.river"], f"{where}\n{words.code('spill_evidence', found.evidence.value)}"),
        (words["spill.substance"], facts.substance or blank),
        (words["spill.amount"], facts.amount or blank),
        (words["spill.maker"], facts.maker or blank),
        (words["spill.reporter"], told_by or blank),
    ]
    if facts.remarks.strip():
        rows.append((words["spill.remarks"], facts.remarks.strip()))
    columns = (Column(words["column.item"], 1.0), Column(words["column.value"], 4.0))
    blocks: list[Block] = [Table(columns, tuple(rows), key="event", has_headings=False)]
    if found.evidence is Evidence.NONE:
        blocks.append(Paragraph(words["spill.direction_unknown"], Tone.WARNING))
    return blocks


def _notify(given: NoticeInputs, facts: SpillFacts, words: Words) -> list[Block]:
    heading = Heading(words["spill.heading_notify"])
    rows = tuple(_notify_row(one, given, facts, words) for one in deadlines(given.found, facts))
    law = [Paragraph(words["spill.law"], Tone.NOTE)]
    if not rows:
        said = "spill.direction_unknown" if given.found.evidence is Evidence.NONE else "spill.reaches_none"
        return [heading, Paragraph(words.text(said, hours=f"{given.found.settings.hours:g}")), *law]
    columns = (
        Column(words["spill.whom"], 1.2),
        Column(words["spill.arrival"], 1.5),
        Column(words["spill.by"], 1.1, Align.CENTRE),
        Column(words["spill.there"], 1.6),
        Column(words["spill.contact"], 2.0),
    )
    margin = words.text("spill.margin_note", margin=f"{given.found.settings.notify_margin_min:.0f}")
    return [heading, Table(columns, rows, key="notify"), Paragraph(margin, Tone.NOTE), *law]


def _notify_row(one: Deadline, given: NoticeInputs, facts: SpillFacts, words: Words) -> tuple[str, ...]:
    arrival = words.text(
        "spill.arrival_value",
        lead=_clock(one.lead_at, facts, words),
        peak=_clock(one.peak_at, facts, words),
        km=f"{one.distance_m / 1000:.1f}",
    )
    by = words["spill.now"] if one.is_now else _clock(one.by, facts, words)
    return (
        _county(one.code, given, words),
        arrival,
        by,
        _there(one.code, given, words),
        _contacts(one.code, given, words),
    )


def _there(code: str, given: NoticeInputs, words: Words) -> str:
    """Say how many intakes and villages of a county lie by the river."""
    traced = given.found.traced
    mine = traced.places[traced.places["county"] == code]
    taking = int((mine["role"] == Role.WATER_INTAKE.value).sum())
    said = words["spill.intakes_unknown"] if code in given.land.intake_silent and not taking else ""
    said = said or words.text("spill.intakes_count", count=taking)
    villages = mine[mine["role"] != Role.WATER_INTAKE.value]
    if code in given.land.people_silent and not len(villages):
        return f"{said}\n{words['spill.villages_unknown']}"
    people, unknown = known_people(villages)
    text = number_text(people, 0, words["punctuation.unknown"])
    text = f"≥ {text}" if unknown and math.isfinite(people) else text
    if not len(villages):
        text = "0"
    return f"{said}\n{words.text('spill.villages_count', count=len(villages), people=text)}"


def _map(given: NoticeInputs, _facts: SpillFacts, words: Words) -> list[Block]:
    picture = Picture(PLATE, words["spill.map_caption"], words["spill.map_missing"], height_mm=PLATE_HEIGHT_MM)
    return [Heading(words["spill.heading_map"]), picture]


def _sections(given: NoticeInputs, facts: SpillFacts, words: Words) -> list[Block]:
    crossings = given.found.traced.crossings
    if not len(crossings):
        return []
    rows = tuple(
        (
            row["name"] or words["punctuation.unnamed"],
            words.text(
                f"spill.{row['kind']}",
                before=_counties(row["from_counties"], given, words),
                after=_counties(row["to_counties"], given, words),
            ),
            f"{row['at_m'] / 1000:.1f}",
            _clock(facts.found_at + timedelta(minutes=row["lead_min"]), facts, words),
            _clock(facts.found_at + timedelta(minutes=row["peak_min"]), facts, words),
            f"{row['geometry'].x:.5f}, {row['geometry'].y:.5f}",
        )
        for row in crossings.to_dict("records")
    )
    columns = (
        Column(words["spill.river"], 1.1),
        Column(words["spill.section"], 2.0),
        Column(words["spill.km"], 0.7, Align.RIGHT),
        Column(words["spill.lead"], 1.0, Align.CENTRE),
        Column(words["spill.peak"], 1.0, Align.CENTRE),
        Column(words["spill.coordinate"], 1.5),
    )
    return [Heading(words["spill.heading_sections"]), Table(columns, rows, key="sections", is_small=len(rows) > 6)]


def _intakes(given: NoticeInputs, facts: SpillFacts, words: Words) -> list[Block]:
    found = intakes(given.found.traced)
    return _beside(found, given.land.intake_silent, "intakes", given, facts, words)


def _villages(given: NoticeInputs, facts: SpillFacts, words: Words) -> list[Block]:
    places = given.found.traced.places
    return _beside(
        places[places["role"] != Role.WATER_INTAKE.value], given.land.people_silent, "villages", given, facts, words
    )


def _beside(
    places: pd.DataFrame, silent: frozenset[str], key: str, given: NoticeInputs, facts: SpillFacts, words: Words
) -> list[Block]:
    """List the places of one kind beside the river, the first reached first, and the counties that told nothing."""
    heading = Heading(words[f"spill.heading_{key}"])
    dark = sorted(silent & set(given.found.traced.counties["code"]))
    unknown: list[Block] = []
    if dark:
        text = words.text(f"spill.{key}_silent", counties=_counties(dark, given, words))
        unknown = [Paragraph(text, Tone.NOTE)]
    if not len(places):
        near = f"{given.found.settings.near_m:.0f}"
        return [heading, Paragraph(words.text(f"spill.no_{key}", near=near)), *unknown]
    rows = tuple(
        (
            _clock(facts.found_at + timedelta(minutes=row["lead_min"]), facts, words),
            _clock(facts.found_at + timedelta(minutes=row["peak_min"]), facts, words),
            row["name"] or words["punctuation.unnamed"],
            _county(str(row["county"]), given, words),
            f"{row['at_m'] / 1000:.1f}",
            f"{row['offset_m']:.0f}",
            number_text(row["people"], 0, words["punctuation.unknown"]),
        )
        for row in list(records(places))[:_MOST_PLACES]
    )
    columns = (
        Column(words["spill.lead"], 1.0, Align.CENTRE),
        Column(words["spill.peak"], 1.0, Align.CENTRE),
        Column(words["spill.name"], 1.8),
        Column(words["spill.in_county"], 1.4),
        Column(words["spill.km"], 0.8, Align.RIGHT),
        Column(words["spill.offset"], 0.8, Align.RIGHT),
        Column(words["spill.people"], 0.8, Align.RIGHT),
    )
    blocks: list[Block] = [heading, Table(columns, rows, key=key, is_small=len(rows) > 8)]
    if len(places) > _MOST_PLACES:
        blocks.append(Paragraph(words.text("spill.more_places", count=len(places) - _MOST_PLACES), Tone.NOTE))
    return [*blocks, *unknown]


def _basis(given: NoticeInputs, _facts: SpillFacts, words: Words) -> list[Block]:
    """Say how it was worked out, with the sources, and what is not known."""
    found, settings = given.found, given.found.settings
    rows = [
        (
            words["spill.speed"],
            f"{found.speed_ms:.2f} m/s",
            words.code("spill_method", found.method, stage=words.code("spill_stage", settings.stage.value)),
        ),
        *_parameter_rows(found, words),
        (words["spill.direction"], words.code("spill_evidence", found.evidence.value), words["spill.direction_source"]),
    ]
    columns = (Column(words["column.item"], 1.0), Column(words["column.value"], 1.4), Column(words["spill.from"], 3.2))
    said = [words["spill.limits"]]
    if found.method != settings.method.value:
        said.append(words["spill.method_lacks"])
    stops = found.traced.stops
    if len(stops):
        names = words.join(list(dict.fromkeys(name or words["punctuation.unnamed"] for name in stops["name"])))
        key = "spill.stops_end" if bool(stops["is_end"].any()) else "spill.stops_branch"
        said.append(words.text(key, rivers=names, count=len(stops)))
    said.append(words["spill.not_a_line"])
    return [
        Heading(words["spill.heading_basis"]),
        Table(columns, tuple(rows), key="basis", is_small=True),
        *(Paragraph(one, Tone.NOTE) for one in said),
    ]


def _parameter_rows(found: Spill, words: Words) -> list[tuple[str, str, str]]:
    """Return every number of the settings that the spill was worked out with: name, value with unit, source."""
    values, by_name = found.settings.as_dict(), {one.name: one for one in PARAMETERS}
    by_method = {
        Method.GIVEN.value: (f"{found.settings.stage.value}_ms",),
        Method.MANNING.value: ("manning_n", "hydraulic_radius_m", "slope_min"),
        Method.JOBSON.value: ("discharge_m3s", "mean_discharge_m3s", "drainage_km2", "slope_min"),
    }
    names = (*by_method[found.method], "leading_edge", "dem_noise_m", "to_river_m", "near_m", "hours")
    rows = []
    for name in (*names, "notify_margin_min"):
        one, value = by_name[name], values[name]
        text = words["punctuation.unknown"] if value is None else f"{value:g} {one.unit.strip('–')}".strip()
        rows.append((words.code("river_parameter", name), text, words.code("river_source", one.source)))
    return rows


def _signatures(_given: NoticeInputs, _facts: SpillFacts, words: Words) -> list[Block]:
    columns = tuple(Column(words[f"spill.{name}"], 1.0) for name in ("written_by", "checked_by", "received_by"))
    return [Table(columns, (("\n", "\n", "\n"),), key="signatures")]


# -- texts ----------------------------------------------------------------------------------------------


def _county(code: str, given: NoticeInputs, words: Words) -> str:
    names: Mapping[str, str] = given.land.names()
    return names.get(code, code) or words["text.outside"]


def _counties(codes: Any, given: NoticeInputs, words: Words) -> str:
    return words.join([_county(str(code), given, words) for code in codes])


def _contacts(code: str, given: NoticeInputs, words: Words) -> str:
    return contact_lines(code, given.contacts, words["spill.no_contact"])


def _time(at: datetime, words: Words) -> str:
    return time_text(at, words, "spill.time")


def _clock(at: datetime, facts: SpillFacts, words: Words) -> str:
    return clock_text(at, facts.found_at.date(), words, "spill.day_time")
