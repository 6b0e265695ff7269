"""From facts to pages in words: cover, table of all, one page an item."""

from __future__ import annotations

from layers.briefing.border_wording import border_sheet, hazard_text
from layers.briefing.choice import By
from layers.briefing.measure import clipped
from layers.briefing.model import Briefing
from layers.briefing.sheet import Grid, Lines, Section, Sheet, SheetKind
from layers.briefing.speaking import CENTRE, RIGHT, Speaker
from layers.briefing.zone_wording import class_text, headline, lead_text, zone_sheet
from layers.export.cells import date_text
from layers.export.job import Stamp
from layers.export.provenance import parameter_rows
from layers.export.words import Words
from layers.versions.paper_code import CodeKind, short_form

#: Parameters that a page's notes name; the cover's notes have all.
_TOLD = (
    "forest_band_m",
    "river_band_m",
    "forest_reach",
    "forest_reach_m",
    "river_reach_m",
    "fire_hours",
    "wind_ms",
    "wind_from_deg",
    "spread_model",
    "response_method",
    "response_limit_min",
    "line_precision_m",
)


def speaker_of(briefing: Briefing, words: Words) -> Speaker:
    """Return who says the facts of a briefing."""
    return Speaker(words, briefing.counties, briefing.choice.with_phones)


def compose(briefing: Briefing, words: Words, stamp: Stamp | None = None) -> tuple[Sheet, ...]:
    """Return the pages of a briefing in words: cover, table of all items, then one for each.

    Parameters
    ----------
    stamp : Stamp, optional
        What was declared; empty texts take the defaults of the templates.
    """
    speaker = speaker_of(briefing, words)
    about = _about(briefing, words, whole=False)
    sheets = [_cover(briefing, speaker, (stamp or Stamp()).filled(words)), _summary(briefing, speaker)]
    sheets += [zone_sheet(one, speaker, about) for one in briefing.zones]
    sheets += [border_sheet(one, speaker, about, of=briefing.of) for one in briefing.borders]
    return tuple(sheets)


def statements(briefing: Briefing, words: Words) -> tuple[str, ...]:
    """Return the sentences no map may be without."""
    lines = [words["legal.line"], words["legal.indicative"]]
    return (*lines, words["legal.sample"]) if briefing.is_sample else tuple(lines)


def footer(briefing: Briefing, words: Words) -> str:
    """Return what stands at the foot of every page, without its number."""
    return words.text(
        "briefing.footer",
        plan=briefing.title,
        date=date_text(briefing.on, words),
        code=short_form(CodeKind.PLAN, briefing.content_hash),
        state=words["briefing.stale" if briefing.is_stale else "briefing.fresh"],
    )


def chosen_text(briefing: Briefing, words: Words) -> str:
    """Return in words which items were chosen."""
    choice, speaker = briefing.choice, speaker_of(briefing, words)
    told = []
    if choice.hazard:
        told.append(words.text("briefing.chosen_hazard", hazard=hazard_text(choice.hazard, speaker)))
    if choice.county:
        told.append(words.text("briefing.chosen_county", county=briefing.county_name(choice.county)))
    if choice.border:
        told.append(words.text("briefing.chosen_border", pair=speaker.pair(choice.border.split("|"))))
    if choice.first > 0:
        told.append(words.text("briefing.chosen_first", count=choice.first))
    return words.join(told) if told else words["briefing.chosen_all"]


def _cover(briefing: Briefing, speaker: Speaker, stamp: Stamp) -> Sheet:
    words, by = speaker.words, briefing.choice.by
    colon = words["punctuation.colon"]
    items = words.text(f"briefing.items_{by}", count=len(briefing.items), of=briefing.of)
    counties = words.join([briefing.county_name(code) for code in briefing.concerned])
    facts = (
        items,
        words.text("briefing.chosen", text=chosen_text(briefing, words)),
        f"{words['briefing.counties']}{colon}{counties}",
        words.text("briefing.prepared", date=date_text(briefing.on, words)),
        words["briefing.stale" if briefing.is_stale else "briefing.fresh"],
    )
    declared = tuple(
        f"{words[f'stamp.{name}']}{colon}{clipped(getattr(stamp, name), 160)}"
        for name in ("purpose", "classification", "maker")
    )
    return Sheet(
        SheetKind.COVER,
        briefing.title,
        f"{words['briefing.name']} · {words[f'briefing.subtitle_{by}']}",
        sections=(
            Section("", (Lines(facts),)),
            Section(
                "", (Lines((*declared, words["punctuation.sentence_gap"].join(statements(briefing, words))), True),)
            ),
        ),
        notes=_about(briefing, words, whole=True),
    )


def _summary(briefing: Briefing, speaker: Speaker) -> Sheet:
    by = briefing.choice.by
    grid = _zone_grid(briefing, speaker) if by is By.ZONE else _border_grid(briefing, speaker)
    title = speaker.told(f"summary_{by}")
    return Sheet(SheetKind.TABLE, title, sections=(Section("", (grid,)),), notes=())


def _zone_grid(briefing: Briefing, speaker: Speaker) -> Grid:
    columns = (
        speaker.col("rank", 0.55, CENTRE),
        speaker.col("zone", 1.5),
        speaker.col("hazard", 0.9),
        speaker.col("what", 2.6),
        speaker.col("lead", 0.9),
        speaker.col("area_ha", 1.0, RIGHT),
        speaker.col("people", 0.9, RIGHT),
        speaker.col("to_line", 0.9, RIGHT),
        speaker.col("agreement", 0.9),
    )
    rows = tuple(
        (
            str(one.rank),
            one.name,
            speaker.words.code("hazard", one.hazard),
            headline(one, speaker),
            lead_text(one.lead, speaker),
            speaker.hectares(one.area_ha),
            speaker.count(one.people, partial=one.people_partial),
            speaker.minutes(one.flows[0].first_min) if one.flows else speaker.none,
            speaker.words.code("border_state", one.cover.state),
        )
        for one in briefing.zones
    )
    return Grid(columns, rows)


def _border_grid(briefing: Briefing, speaker: Speaker) -> Grid:
    columns = (
        speaker.col("border", 1.4),
        speaker.col("length_km", 0.8, RIGHT),
        speaker.col("grade", 1.2),
        speaker.col("state", 0.8),
        speaker.col("count", 0.7, RIGHT),
        speaker.col("forest_ha", 1.0, RIGHT),
        speaker.col("to_line", 0.9, RIGHT),
        speaker.col("top", 2.6),
    )
    rows = []
    for one in briefing.borders:
        first = one.zones[0] if one.zones else None
        top = speaker.none
        if first is not None:
            top = f"{speaker.told('rank', rank=first.rank)} {class_text(first.hazard, first.zone_class, speaker)}"
        rows.append(
            (
                speaker.pair(one.counties),
                f"{one.length_m / 1000.0:.1f}",
                speaker.told(f"grade_{one.grade}"),
                speaker.words.code("border_state", one.covers[0].state),
                str(len(one.zones)),
                speaker.hectares(one.forest_ha),
                speaker.minutes(min(flow.first_min for flow in one.flows)) if one.flows else speaker.none,
                top,
            )
        )
    return Grid(columns, tuple(rows))


def _about(briefing: Briefing, words: Words, *, whole: bool) -> tuple[str, ...]:
    """Return what stands in the notes: where figures come from, by which numbers, from which files."""
    told = [words.text("briefing_notes.made", plan=briefing.title, hash=briefing.content_hash)]
    if briefing.analysed_by:
        told.append(words.text("briefing_notes.analysed", program=briefing.analysed_by, epsg=briefing.metric_epsg))
    if briefing.is_stale:
        told.append(words["briefing.stale"])
    told += statements(briefing, words)
    names = {words.code("parameter", name) for name in _TOLD}
    rows = [row for row in parameter_rows(briefing.parameters, words) if whole or row[0] in names]
    told.append(words["briefing_notes.parameters"])
    told += [
        "· " + words.text("briefing_notes.parameter", name=name, value=value, unit=unit).strip()
        for name, value, unit in rows
    ]
    unknown = words["punctuation.unknown"]
    told.append(words["briefing_notes.sources"])
    told += [
        "· " + words.text("briefing_notes.source", title=one.title, date=one.date or unknown, credit=one.credit).strip()
        for one in briefing.sources
    ]
    return tuple(told)


def file_title(briefing: Briefing, words: Words) -> str:
    """Return what a file of the briefing is called."""
    return words.text("briefing.file_name", plan=briefing.title)
