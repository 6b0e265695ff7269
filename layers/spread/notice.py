"""The notice of a fire (火情通报单): who is told what, and by when, as a document without a format."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from layers.export.cells import number_text
from layers.export.document import Align, AnnexDocument, Block, Column, Heading, Paragraph, Picture, Table, Tone
from layers.export.notices import clock_text, contact_lines, notations, time_text
from layers.export.words import Words
from layers.spread.choices import COMPASS, FireChoices
from layers.spread.incident import Incident, Nearest, Reached
from layers.spread.rates import USUAL_M_MIN, Weather

if TYPE_CHECKING:
    from layers.spread.fire_land import FireLand

#: What a notice may end in.
ENDINGS = (".docx", ".pdf")
#: The slot of the map.
PLATE = "fire"
#: Height of the map in the text.
PLATE_HEIGHT_MM = 88.0
#: Villages on the notice; the rest is counted.
_MOST_PLACES = 24
#: Between these the place alone does not say whose fire it is: the common superior looks into it
#: (广东第三十七条, 重庆第四十条).
_DOUBTFUL = (0.05, 0.95)
#: Probabilities below this are not printed.
_LEAST_SHARE = 0.005


@dataclass(frozen=True)
class NoticeFacts:
    """What the person who writes the notice knows.

    Attributes
    ----------
    number : str
    found_at : datetime
        When the fire was seen; it is taken to have started then.
    told_at : datetime
        When the notice is written.
    maker, reporter, phone, remarks : str
        "" leaves a blank to be filled in.
    """

    number: str
    found_at: datetime
    told_at: datetime
    maker: str = ""
    reporter: str = ""
    phone: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class Deadline:
    """Whom to tell by when.

    Attributes
    ----------
    reached : Reached
        The county, and when the fire is there.
    by : datetime
        Arrival less the margin.
    is_now : bool
        That is not later than the notice itself.
    """

    reached: Reached
    by: datetime
    is_now: bool


@dataclass(frozen=True)
class NoticeInputs:
    """What a notice is made of.

    Attributes
    ----------
    land : FireLand
    found : Incident
    settings : FireChoices
        Weather, hours, model and precisions are those the fire was run with.
    names : mapping of str to str
        County code → name.
    contacts : DataFrame
        Columns ``CONTACT_COLUMNS``.
    plan_title : str
    is_sample : bool
    """

    land: FireLand
    found: Incident
    settings: FireChoices
    names: Mapping[str, str]
    contacts: pd.DataFrame
    plan_title: str
    is_sample: bool


def deadlines(found: Incident, facts: NoticeFacts, margin_min: float) -> tuple[Deadline, ...]:
    """Return by when each county that the fire reaches must have been told: arrival less the margin.

    Parameters
    ----------
    found : Incident
    facts : NoticeFacts
    margin_min : float
        Time a county needs between hearing of the fire and being there.
    """
    by = [facts.found_at + timedelta(minutes=one.minutes - margin_min) for one in found.counties]
    return tuple(Deadline(one, at, at <= facts.told_at) for one, at in zip(found.counties, by, strict=True))


def compose_notice(given: NoticeInputs, facts: NoticeFacts, words: Words) -> AnnexDocument:
    """Return the notice of a fire in the language of ``words``.

    Returns
    -------
    AnnexDocument
        What burns and where in three notations, in which county and how surely; whom to tell by when; the map
        (slot :data:`PLATE`); villages in its way; nearest teams; weather, model and their sources; law and limits.
    """
    blocks: list[Block] = [
        Paragraph(words["notice.title"], Tone.TITLE),
        Paragraph(words.text("notice.subtitle", number=facts.number, time=_time(facts.told_at, words)), Tone.SUBTITLE),
    ]
    for section in (_fire, _notify, _map, _places, _teams, _basis, _signatures):
        blocks.extend(section(given, facts, words))
    return AnnexDocument(
        title=f"{words['notice.title']} {facts.number}".strip(),
        subject=given.plan_title,
        header=words.text("notice.header", number=facts.number),
        footer=_footer(given, words),
        page_text=words["document.page"],
        author=facts.maker,
        language=words.language,
        reference_date=facts.told_at.date(),
        blocks=tuple(blocks),
    )


def _footer(given: NoticeInputs, words: Words) -> str:
    said = [words["notice.limits_short"], words["notice.not_a_line"]]
    if given.is_sample:
        said.append(words["legal.sample"])
    return words["punctuation.sentence_gap"].join(said)


# -- sections --------------------------------------------------------------------------------------------


def _fire(given: NoticeInputs, facts: NoticeFacts, words: Words) -> list[Block]:
    found, settings = given.found, given.settings
    shares = [
        words.text("notice.share", county=_county(code, given, words), share=_share(share))
        for code, share in found.probabilities.items()
        if share >= _LEAST_SHARE
    ]
    precision = words.text("notice.precision", fix=f"{settings.fix_m:.0f}", line=f"{settings.line_m:.0f}")
    rows = [
        (words["notice.found_at"], _time(facts.found_at, words)),
        (words["notice.place"], "\n".join(notations(found.lon, found.lat, words))),
        (words["notice.county"], words.join(shares) + precision),
        (words["notice.distance"], _distance(found.line_m, words)),
        (words["notice.burns"], _burns(given, words)),
        (words["notice.maker"], facts.maker or words["notice.blank"]),
        (
            words["notice.reporter"],
            "  ".join(one for one in (facts.reporter, facts.phone) if one) or words["notice.blank"],
        ),
    ]
    if facts.remarks.strip():
        rows.append((words["notice.remarks"], facts.remarks.strip()))
    columns = (Column(words["column.item"], 1.0), Column(words["column.value"], 4.0))
    blocks: list[Block] = [Table(columns, tuple(rows), key="fire", has_headings=False)]
    first = max(found.probabilities.values(), default=0.0)
    if _DOUBTFUL[0] < first < _DOUBTFUL[1]:
        blocks.append(Paragraph(words["notice.doubtful"], Tone.WARNING))
    if math.isfinite(found.start_moved_m) and found.start_moved_m > 0:
        blocks.append(Paragraph(words.text("notice.moved", metres=f"{found.start_moved_m:.0f}"), Tone.NOTE))
    return blocks


def _burns(given: NoticeInputs, words: Words) -> str:
    if math.isnan(given.found.start_moved_m):
        return words["notice.no_fuel"]
    return words.text("notice.burnt", hours=f"{given.settings.hours:g}", area=f"{given.found.burnt_ha:,.0f}")


def _notify(given: NoticeInputs, facts: NoticeFacts, words: Words) -> list[Block]:
    margin = given.settings.notify_margin_min
    rows = []
    for one in deadlines(given.found, facts, margin):
        reached = one.reached
        arrival = facts.found_at + timedelta(minutes=round(reached.minutes))
        rows.append(
            (
                _county(reached.code, given, words),
                words.text("notice.minutes", minutes=f"{reached.minutes:.0f}", time=_clock(arrival, facts, words)),
                words["notice.now"] if one.is_now else _clock(one.by, facts, words),
                _there(reached, given, words),
                _contacts(reached.code, given, words),
            )
        )
    heading = Heading(words["notice.heading_notify"])
    if not rows:
        reached_none = words.text("notice.reaches_none", hours=f"{given.settings.hours:g}")
        said = words["notice.no_fuel"] if math.isnan(given.found.start_moved_m) else reached_none
        return [heading, Paragraph(said), *_law(given, words)]
    columns = (
        Column(words["notice.whom"], 1.3),
        Column(words["notice.arrival"], 1.4),
        Column(words["notice.by"], 1.1, Align.CENTRE),
        Column(words["notice.there"], 1.5),
        Column(words["notice.contact"], 2.2),
    )
    note = words.text("notice.margin_note", margin=f"{margin:.0f}")
    return [heading, Table(columns, tuple(rows), key="notify"), Paragraph(note, Tone.NOTE), *_law(given, words)]


def _there(reached: Reached, given: NoticeInputs, words: Words) -> str:
    """Say what burns in a county, and which known places the fire comes to there."""
    if math.isnan(reached.area_ha):
        return words["notice.what_dark"]
    area = f"{reached.area_ha:,.0f}"
    places = [one for one in given.found.places if one.code == reached.code]
    if reached.code in given.land.people_silent:
        return words.text("notice.what_unknown", area=area)
    if not places:
        return words.text("notice.what", area=area)
    people = _people(reached.people, words)
    if math.isfinite(reached.people) and reached.unknown:
        people = f"≥ {people}"
    return words.text("notice.what_places", area=area, count=len(places), people=people)


def _law(given: NoticeInputs, words: Words) -> list[Block]:
    said: list[Block] = [Paragraph(words["notice.law"], Tone.NOTE)]
    codes = {code for code in given.found.probabilities if code} | {one.code for one in given.found.counties}
    if len({code[:2] for code in codes}) > 1:
        said.append(Paragraph(words["notice.law_province"], Tone.NOTE))
    return said


def _map(given: NoticeInputs, _facts: NoticeFacts, words: Words) -> list[Block]:
    picture = Picture(PLATE, words["notice.map_caption"], words["notice.map_missing"], height_mm=PLATE_HEIGHT_MM)
    return [Heading(words["notice.heading_map"]), picture]


def _places(given: NoticeInputs, facts: NoticeFacts, words: Words) -> list[Block]:
    heading, places = Heading(words["notice.heading_places"]), given.found.places
    burning = {one.code for one in given.found.counties} | given.found.probabilities.keys()
    dark = given.land.people_silent & burning
    names = words.join([_county(code, given, words) for code in sorted(dark)])
    unknown = [Paragraph(words.text("notice.places_silent", counties=names), Tone.NOTE)] if dark else []
    if not places:
        return [heading, Paragraph(words["notice.no_places"]), *unknown]
    rows = tuple(
        (
            f"{one.minutes:.0f}",
            _clock(facts.found_at + timedelta(minutes=round(one.minutes)), facts, words),
            one.name or words["punctuation.unnamed"],
            _county(one.code, given, words),
            _people(one.people, words),
        )
        for one in places[:_MOST_PLACES]
    )
    columns = (
        Column(words["notice.after_min"], 0.8, Align.RIGHT),
        Column(words["notice.clock"], 1.2, Align.CENTRE),
        Column(words["notice.village"], 2.0),
        Column(words["notice.in_county"], 1.6),
        Column(words["notice.people"], 0.9, Align.RIGHT),
    )
    blocks: list[Block] = [heading, Table(columns, rows, key="places", is_small=len(rows) > 8)]
    if len(places) > _MOST_PLACES:
        blocks.append(Paragraph(words.text("notice.more_places", count=len(places) - _MOST_PLACES), Tone.NOTE))
    return [*blocks, *unknown]


def _teams(given: NoticeInputs, _facts: NoticeFacts, words: Words) -> list[Block]:
    rows = tuple(_team_row(team, given, words) for team in given.found.teams)
    blocks: list[Block] = [Heading(words["notice.heading_teams"])]
    if rows:
        columns = (
            Column(words["notice.side"], 0.9),
            Column(words["notice.team"], 1.8),
            Column(words["notice.in_county"], 1.5),
            Column(words["notice.as_the_crow"], 1.2, Align.RIGHT),
            Column(words["column.phone"], 1.5),
        )
        blocks.append(Table(columns, rows, key="teams"))
        blocks.append(Paragraph(words["notice.team_note"], Tone.NOTE))
    else:
        blocks.append(Paragraph(words["notice.no_teams"]))
    if given.land.team_silent:
        silent = words.join([_county(code, given, words) for code in sorted(given.land.team_silent)])
        blocks.append(Paragraph(words.text("notice.team_silent", counties=silent), Tone.NOTE))
    return blocks


def _team_row(team: Nearest, given: NoticeInputs, words: Words) -> tuple[str, ...]:
    home = max(given.found.probabilities, key=lambda code: given.found.probabilities[code])
    side = words["notice.own_side" if team.county == home else "notice.other_side"]
    unknown = words["punctuation.unknown"]
    kilometres = words.text("notice.km", km=f"{team.distance_m / 1000:.1f}")
    return (
        side,
        team.name or words["punctuation.unnamed"],
        _county(team.county, given, words),
        kilometres,
        team.phone or unknown,
    )


def _basis(given: NoticeInputs, _facts: NoticeFacts, words: Words) -> list[Block]:
    """Say weather and model with their sources, and what is not known."""
    settings, land = given.settings, given.land
    rows = [
        (words["notice.wind"], wind_text(given.settings.weather, words), words["notice.wind_source"]),
        (words["notice.r0"], f"{given.settings.weather.base_rate_m_min:.2f} m/min", _r0_source(given, words)),
        (
            words["notice.model"],
            words.code("fire_model", settings.model.value),
            words.text("notice.model_source", downslope=words.code("fire_downslope", settings.downslope.value)),
        ),
        (
            words["notice.land"],
            words.text("notice.cells", cell=f"{land.landscape.grid.cell_m:.0f}"),
            words.join(list(land.used)) or words["punctuation.none"],
        ),
    ]
    if settings.ks:
        changed = [f"{words.code('fuel', code)} {ks:g}" for code, ks in sorted(settings.ks.items())]
        rows.append((words["notice.ks"], words.join(changed), words["notice.ks_source"]))
    columns = (
        Column(words["column.item"], 1.0),
        Column(words["column.value"], 1.8),
        Column(words["notice.from"], 3.2),
    )
    said = [words["notice.limits"]]
    weather, spread = settings.weather, settings.spread
    if not spread.is_usual(weather):
        least, most = (f"{one:g}" for one in USUAL_M_MIN)
        rate = f"{spread.head_m_min(weather):.3g}"
        said.append(words.text("notice.unusual_rate", rate=rate, least=least, most=most))
    if given.found.steep_share > 0.0:
        said.append(words.text("notice.steep", share=f"{given.found.steep_share * 100:.2g} %"))
    if not land.has_height:
        said.append(words["notice.level"])
    if land.silent:
        silent = words.join([_county(code, given, words) for code in sorted(land.silent)])
        said.append(words.text("notice.silent", counties=silent))
    said.append(words["notice.not_a_line"])
    return [
        Heading(words["notice.heading_basis"]),
        Table(columns, tuple(rows), key="basis", is_small=True),
        *(Paragraph(one, Tone.NOTE) for one in said),
    ]


def _r0_source(given: NoticeInputs, words: Words) -> str:
    settings = given.settings
    if settings.temperature_c is None or settings.humidity_percent is None:
        return words["notice.r0_given"]
    rate = settings.regression
    return words.text(
        "notice.r0_formula",
        temperature=f"{settings.temperature_c:g}",
        humidity=f"{settings.humidity_percent:g}",
        a=f"{rate.a:g}",
        b=f"{rate.b:g}",
        c=f"{rate.c:g}",
        d=f"{rate.d:g}",
    )


def _signatures(_given: NoticeInputs, _facts: NoticeFacts, words: Words) -> list[Block]:
    columns = tuple(Column(words[f"notice.{name}"], 1.0) for name in ("written_by", "checked_by", "received_by"))
    return [Table(columns, (("\n", "\n", "\n"),), key="signatures")]


# -- texts ----------------------------------------------------------------------------------------------


def wind_text(weather: Weather, words: Words) -> str:
    """Word a wind: from where, and how strong; calm when there is none."""
    if weather.wind_ms == 0.0:
        return words["notice.calm"]
    place = round(weather.wind_from_deg / 45.0) % len(COMPASS)
    return words.text(
        "notice.wind_value",
        direction=words.code("compass", COMPASS[place]),
        degrees=f"{weather.wind_from_deg % 360:.0f}",
        speed=f"{weather.wind_ms:g}",
    )


def _county(code: str, given: NoticeInputs, words: Words) -> str:
    return given.names.get(code, code) or words["text.outside"]


def _share(share: float) -> str:
    return f"{100.0 * share:.0f} %" if share < 0.995 or share == 1.0 else "> 99 %"


def _people(people: float, words: Words) -> str:
    return number_text(people, 0, words["punctuation.unknown"])


def _distance(metres: float, words: Words) -> str:
    if not math.isfinite(metres):
        return words["punctuation.unknown"]
    return words.text("notice.km", km=f"{metres / 1000:.2f}")


def _contacts(code: str, given: NoticeInputs, words: Words) -> str:
    return contact_lines(code, given.contacts, words["notice.no_contact"])


def _time(at: datetime, words: Words) -> str:
    return time_text(at, words, "notice.time")


def _clock(at: datetime, facts: NoticeFacts, words: Words) -> str:
    return clock_text(at, facts.found_at.date(), words, "notice.day_time")
