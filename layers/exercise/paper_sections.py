"""Sections of the exercise plan: facts, parties, phases, sites and their checks, rings, light, what was run."""

from __future__ import annotations

import math
from datetime import datetime

from layers.exercise.checks import RULES, verdict_of
from layers.exercise.material import Material
from layers.exercise.model import Physics
from layers.exercise.paper_tables import county_names
from layers.exercise.telling import (
    border_text,
    day_text,
    ddm,
    dms,
    fact_text,
    limit_text,
    number,
    site_kind,
    title_text,
    value_text,
    why_text,
)
from layers.export.document import Align, Block, Column, Heading, Paragraph, Picture, Table, Tone
from layers.export.notices import contact_lines
from layers.export.words import Words

#: The slot of the map, and its height.
MAP = "exercise_map"
MAP_HEIGHT_MM = 120.0


def fact_section(given: Material, words: Words) -> list[Block]:
    """Return name, time, border and the rest."""
    names = ("name", "when", "where", "type", "hazard", "host", "rotation", "pattern", "register")
    return [Heading(words["exercise_kit.facts"]), *fact_table(given, words, names)]


def fact_table(given: Material, words: Words, wanted: tuple[str, ...]) -> list[Block]:
    """Return some of the facts as a table."""
    one = given.exercise
    kinds = words.join(
        [
            words.code("drill_kind", one.kind),
            words.code("drill_scope", one.scope),
            words[f"exercise_purpose.{one.purpose.value}"],
        ]
    )
    last = words["exercise_kit.last_none"]
    if given.last is not None:
        last = words.text("exercise_kit.last_drill", day=given.last.day, name=given.last.name, days=given.last.days)
    values = {
        "name": title_text(one, words),
        "when": f"{day_text(one, words)}　{number(one.number('duration_min') or math.nan, 'min', words)}",
        "where": border_text(one, given.names, words),
        "type": kinds,
        "hazard": words[f"exercise_physics.{one.physics.value}"],
        "host": given.names.get(one.host, one.host),
        "rotation": county_names(one.rotation, given),
        "pattern": one.pattern,
        "register": last,
    }
    rows = tuple((words[f"exercise_kit.{name}"], values[name]) for name in wanted if values[name])
    columns = (Column(words["column.item"], 1.0), Column(words["column.value"], 4.0))
    blocks: list[Block] = [Table(columns, rows, key="facts", has_headings=False)]
    if one.remark:
        blocks.append(Paragraph(one.remark))
    return blocks


def party_section(given: Material, words: Words) -> list[Block]:
    """Return who takes part, with contacts."""
    return [Heading(words["exercise_kit.parties"]), party_table(given, words, with_contacts=True)]


def party_table(given: Material, words: Words, *, with_contacts: bool = False) -> Table:
    """Return who takes part."""
    columns = [Column(words["exercise_kit.party"], 1.4), Column(words["exercise_kit.duty"], 0.8, Align.CENTRE)]
    if with_contacts:
        columns.append(Column(words["exercise_kit.contacts"], 2.4))
    rows = []
    for one in given.exercise.parties:
        row = [one.name or given.names.get(one.code, one.code), words.code("exercise_duty", one.duty)]
        if with_contacts:
            row.append(contact_lines(one.code, given.contacts, words["exercise.unknown"]) if one.code else "")
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows), key="parties")


def phase_section(given: Material, words: Words) -> list[Block]:
    """Return phases, subjects and scenes under their heading."""
    return [Heading(words["exercise_kit.phases"]), *phase_table(given, words)]


def phase_table(given: Material, words: Words) -> list[Block]:
    """Return phases, subjects and scenes, and how many."""
    one = given.exercise
    said = words.text("exercise_kit.count", phases=len(one.phases), subjects=one.subject_count, scenes=one.scene_count)
    rows, at = [], 0
    for number_, phase in enumerate(one.phases, start=1):
        for place, subject in enumerate(phase.subjects):
            scenes = []
            for scene in subject.scenes:
                at += 1
                scenes.append(f"{at}. {scene}")
            first = f"{number_}. {phase.name}" if place == 0 else ""
            rows.append((first, subject.name, "\n".join(scenes)))
    columns = (
        Column(words["exercise_kit.phase"], 1.2),
        Column(words["exercise_kit.subject"], 1.2),
        Column(words["exercise_kit.scene"], 2.4),
    )
    return [Paragraph(said), Table(columns, tuple(rows), key="phases")]


def site_section(given: Material, words: Words) -> list[Block]:
    """Return the table of sites in both notations."""
    columns = (
        Column(words["exercise_kit.site_number"], 0.5, Align.CENTRE),
        Column(words["exercise_kit.site_kind"], 1.2),
        Column(words["exercise_kit.site_name"], 1.2),
        Column(words["exercise_kit.site_dms"], 1.7),
        Column(words["exercise_kit.site_ddm"], 1.7),
        Column(words["exercise_kit.site_state"], 0.8, Align.CENTRE),
    )
    rows = tuple(
        (
            str(at),
            site_kind(one.kind, given.exercise.physics, words),
            one.name,
            dms(one),
            ddm(one),
            words[f"exercise_verdict.{verdict_of(given.checks.get(one.uid, ())).value}"],
        )
        for at, one in enumerate(given.sites, start=1)
    )
    return [Heading(words["exercise_kit.sites"]), Table(columns, rows, key="sites", is_small=True)]


def check_section(given: Material, words: Words) -> list[Block]:
    """Return each site against its rules."""
    blocks: list[Block] = [
        Heading(words["exercise_kit.checks"]),
        Paragraph(words["exercise_kit.checks_note"], Tone.NOTE),
    ]
    if given.problem:
        blocks.append(Paragraph(given.problem, Tone.WARNING))
    columns = (
        Column(words["exercise_kit.check_rule"], 1.5),
        Column(words["exercise_kit.check_value"], 0.9, Align.RIGHT),
        Column(words["exercise_kit.check_limit"], 0.9, Align.RIGHT),
        Column(words["exercise_kit.check_state"], 0.7, Align.CENTRE),
        Column(words["exercise_kit.check_why"], 2.6),
    )
    for one in given.sites:
        kind = site_kind(one.kind, given.exercise.physics, words)
        blocks.append(Heading(f"{kind} {one.name}", 2))
        rows = tuple(
            (
                words[f"exercise_rule.{check.code}"],
                value_text(check, words),
                limit_text(check, words),
                words[f"exercise_verdict.{check.verdict.value}"],
                why_text(check, given.names, words),
            )
            for check in given.checks.get(one.uid, ())
        )
        blocks.append(Table(columns, rows, key=f"checks-{one.uid}", is_small=True))
        typed = words.join([fact_text(name, value, words) for name, value in one.facts.items()])
        if typed:
            blocks.append(Paragraph(typed, Tone.NOTE))
    return blocks


def ring_section(given: Material, words: Words) -> list[Block]:
    """Return the safe distances and who is inside."""
    names = {one.uid: one.name for one in given.sites}
    columns = (
        Column(words["exercise_kit.ring_of"], 1.4),
        Column(words["exercise_kit.ring_m"], 0.7, Align.RIGHT),
        Column(words["exercise_kit.ring_inside"], 2.6),
    )
    rows = tuple(
        (
            f"{site_kind(one.kind, given.exercise.physics, words)} {names.get(one.uid, '')}",
            f"{one.radius_m:.0f}",
            words.join(list(one.inside)) if one.is_broken else words["exercise_kit.ring_none"],
        )
        for one in given.rings
    )
    return [Heading(words["exercise_kit.rings"]), Table(columns, rows, key="rings")] if rows else []


def _hour(at: datetime | None, words: Words) -> str:
    return f"{at:%H:%M}" if at is not None else words["exercise.unknown"]


def light_section(given: Material, words: Words) -> list[Block]:
    """Return sunrise, sunset and the flying hours."""
    heading = Heading(words["exercise_kit.light"])
    found = given.light
    if found is None:
        return [heading, Paragraph(words["exercise_kit.light_none"])]
    begins, ends = _hour(found.begins, words), _hour(found.ends, words)
    state = words.text(
        "exercise_kit.light_day" if found.is_day else "exercise_kit.light_dark", begins=begins, ends=ends
    )
    if found.is_day:
        state += words["exercise_kit.light_fly_ok" if found.can_fly else "exercise_kit.light_fly_no"]
    flying = words.text(
        "exercise_kit.light_fly_value", first=_hour(found.first_flight, words), last=_hour(found.last_flight, words)
    )
    rows = (
        (words["exercise_kit.light_dawn"], _hour(found.sun.dawn, words)),
        (words["exercise_kit.light_rise"], _hour(found.sun.rise, words)),
        (words["exercise_kit.light_set"], _hour(found.sun.sets, words)),
        (words["exercise_kit.light_dusk"], _hour(found.sun.dusk, words)),
        (words["exercise_kit.light_fly"], flying),
        (words["exercise_kit.light_state"], state),
    )
    columns = (Column(words["column.item"], 1.0), Column(words["column.value"], 3.0))
    return [
        heading,
        Table(columns, rows, key="light", has_headings=False),
        Paragraph(words["exercise_kit.light_note"], Tone.NOTE),
    ]


def picture(words: Words) -> Picture:
    """Return the place of the map."""
    caption, missing = words["exercise_kit.map_caption"], words["exercise_kit.map_missing"]
    return Picture(MAP, caption, missing, height_mm=MAP_HEIGHT_MM)


def map_section(_given: Material, words: Words) -> list[Block]:
    """Return the map under its heading."""
    return [Heading(words["exercise_kit.map"]), picture(words)]


def run_section(given: Material, words: Words) -> list[Block]:
    """Return what was run, with which numbers."""
    blocks: list[Block] = [Heading(words["exercise_kit.runs"])]
    run = given.situation.run if given.situation is not None else None
    if run is None:
        return [*blocks, Paragraph(given.problem or words["exercise_kit.runs_none"])]
    facts = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in run.facts.items()}
    if run.physics is Physics.FIRE:
        said = words.text(
            "exercise_kit.runs_wind",
            wind=facts["wind_ms"],
            **{"from": facts["wind_from_deg"]},
            rate=f"{float(run.facts['base_rate_m_min']):.2f}",
            hours=facts["hours"],
            cell=facts["cell_m"],
        )
    elif run.physics is Physics.PLUME:
        said = words.text("exercise_kit.runs_plume", wind=facts["wind_ms"])
    else:
        said = words.text(
            "exercise_kit.runs_river",
            river=facts["river"] or words["punctuation.unnamed"],
            speed=facts["speed_ms"],
            hours=facts["hours"],
        )
    return [*blocks, Paragraph(said), Paragraph(words["exercise_kit.runs_limits"], Tone.NOTE)]


def safety_section(_given: Material, words: Words) -> list[Block]:
    """Return the safety rules."""
    lines = words["exercise_kit.safety_lines"].splitlines()
    return [Heading(words["exercise_kit.safety"]), *(Paragraph(f"{at}. {line}") for at, line in enumerate(lines, 1))]


def source_section(given: Material, words: Words) -> list[Block]:
    """Return where the rules of the kinds that were placed come from."""
    kinds = dict.fromkeys(one.kind for one in given.sites)
    used = dict.fromkeys(rule.source for kind in kinds for rule, _ in RULES[kind])
    lines = [Paragraph(words[f"exercise_source.{code}"], Tone.NOTE) for code in used]
    return [Heading(words["exercise_kit.sources"], 2), *lines] if lines else []


def signature_section(given: Material, words: Words) -> list[Block]:
    """Return room for signatures of all parties."""
    columns = (Column(words["exercise_kit.party"], 2.0), Column(words["exercise_kit.signature"], 2.0))
    rows = tuple((one.name or given.names.get(one.code, one.code), "\n") for one in given.exercise.parties)
    return [Table(columns, rows, key="signatures")] if rows else []
