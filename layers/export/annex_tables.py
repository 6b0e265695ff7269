"""The annex's tables about zones, duties, people, depots, agreements, sources and parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from layers.export.cells import date_text, is_unknown, number_text, plain_number, records, text_of
from layers.export.document import Align, Block, Column, Heading, Paragraph, Table, Tone
from layers.export.job import ExportJob
from layers.export.provenance import parameter_rows
from layers.export.reasons import reason_sentences
from layers.export.sources import source_lines
from layers.inventory.privacy import masked
from layers.kinds import ReachMethod
from layers.sources.gazetteer import division_name, short_name
from layers.zones.edits import EDITABLE
from layers.zones.states import current


def _columns(job: ExportJob, *specs: tuple[str, float, Align]) -> tuple[Column, ...]:
    return tuple(Column(job.words[f"column.{key}"], weight, align) for key, weight, align in specs)


def _section(job: ExportJob, heading: str, *blocks: Block) -> list[Block]:
    return [Heading(job.words[f"heading.{heading}"]), *blocks]


def zone_title(job: ExportJob, zone: dict[str, Any]) -> str:
    """Return a zone's name as printed: its counties and its number, ``怀柔–丰宁 07``, or the one a hand gave it."""
    by_hand = (zone.get("edited") or {}).get("name")
    if by_hand:
        return str(by_hand["value"])
    counties = job.words["punctuation.pair"].join(short_name(job.county_name(code)) for code in zone["counties"])
    return job.words.text("zone.title", counties=counties, number=f"{int(zone['number']):02d}")


def lead_texts(job: ExportJob, zone: Mapping[str, Any], counties: Sequence[str]) -> tuple[str, str]:
    """Return lead and support in words: a pending zone has neither, one whose lead rotates names all in turn."""
    words = job.words
    if zone["rotation"]:
        return words.text("text.rotation", counties=words.join([job.county_name(code) for code in counties])), ""
    lead = text_of(zone, "lead")
    supports = words.join([job.county_name(code) for code in zone["supports"]])
    return (job.county_name(lead) if lead else words["text.pending_lead"]), supports


def state_text(job: ExportJob, zone: Mapping[str, Any]) -> str:
    """Return where the counties are with a zone, and since when; the plain state while its log is empty."""
    words, log = job.words, list(zone.get("states") or ())
    state = words.code("status", current(log, zone["status"]).value)
    if not log:
        return words.text("text.zone_state", state=state)
    since = date_text(datetime.fromisoformat(log[-1]["at"]).astimezone().date(), words)
    return words.text("text.zone_state_since", state=state, date=since)


def edit_sentences(job: ExportJob, zone: Mapping[str, Any]) -> list[str]:
    """Return what a hand changed on a zone, nothing when no hand did."""
    words, edited = job.words, zone.get("edited") or {}
    fields = [words.code("zone_field", name) for name in EDITABLE if name in edited]
    return [words.text("text.zone_edited", fields=words.join(fields))] if fields else []


def _lead_cell(job: ExportJob, zone: Mapping[str, Any], counties: Sequence[str]) -> str:
    lead, supports = lead_texts(job, zone, counties)
    return job.words.text("text.lead_supports", lead=lead, supports=supports) if supports else lead


def _zone_cell(job: ExportJob, zone: Mapping[str, Any]) -> str:
    """Return a zone's name with the townships it touches below it, where they are known."""
    names = job.report.zone_townships.get(str(zone["uid"]), ())
    title = zone_title(job, dict(zone))
    return _joined(title, job.words.text("text.zone_townships", names=job.words.join(names)) if names else "")


def zones(job: ExportJob) -> list[Block]:
    """Return the shared-responsibility zones inside the area, by rank, with the reasons for it."""
    words = job.words
    if len(job.report.zones) == 0:
        return _section(job, "zones", Paragraph(words["text.no_zones"]))
    rows = []
    for zone in records(job.report.zones):
        rows.append(
            (
                str(int(zone["rank"])),
                _zone_cell(job, zone),
                words.code("zone_class", zone["zone_class"]),
                number_text(zone.get("inside_ha"), 2, words["punctuation.unknown"]),
                _lead_cell(job, zone, zone["counties"]),
                words["punctuation.reasons"].join([*edit_sentences(job, zone), *reason_sentences(job, zone)]),
            )
        )
    columns = _columns(
        job,
        ("rank", 0.6, Align.CENTRE),
        ("zone", 1.4, Align.LEFT),
        ("class", 1.1, Align.LEFT),
        ("inside_ha", 1.0, Align.RIGHT),
        ("lead_supports", 1.3, Align.LEFT),
        ("why", 5.2, Align.LEFT),
    )
    used = job.parameters
    note = words.text(
        "text.zones_note_spread" if used.forest_reach == ReachMethod.SPREAD else "text.zones_note",
        forest_reach_m=plain_number(used.forest_reach_m),
        river_reach_m=plain_number(used.river_reach_m),
        hours=plain_number(used.fire_hours),
    )
    return _section(job, "zones", Table(columns, tuple(rows), key="zones", is_small=True), Paragraph(note, Tone.NOTE))


def townships(job: ExportJob) -> list[Block]:
    """Return the townships the area touches, by county; nothing where the plan has no townships."""
    words, found = job.words, job.report.townships
    if len(found) == 0:
        return []
    rows = [
        (
            job.county_name(text_of(row, "county")) if text_of(row, "county") else words["punctuation.unknown"],
            text_of(row, "name") or words["punctuation.unnamed"],
            text_of(row, "code"),
            number_text(row["inside_ha"], 2, ""),
            number_text(100 * row["share"], 1, ""),
        )
        for row in records(found)
    ]
    columns, shown = _without_empty(
        _columns(
            job,
            ("county", 2.0, Align.LEFT),
            ("township", 2.4, Align.LEFT),
            ("code", 1.2, Align.CENTRE),
            ("inside_ha", 1.5, Align.RIGHT),
            ("township_share", 1.4, Align.RIGHT),
        ),
        rows,
    )
    return [Table(columns, shown, key="townships"), Paragraph(words["text.townships_note"], Tone.NOTE)]


def responsibility(job: ExportJob) -> list[Block]:
    """Return the responsibility list (责任清单): per zone and phase who leads, who supports, what, by when."""
    words = job.words
    duties = job.report.responsibility
    if len(duties) == 0:
        return _section(job, "responsibility", Paragraph(words["text.no_responsibility"]))
    titles = {
        str(zone["uid"]): _joined(zone_title(job, zone), state_text(job, zone)) for zone in records(job.report.zones)
    }
    counties = {str(zone["uid"]): list(zone["counties"]) for zone in records(job.report.zones)}
    rows = []
    for duty in records(duties):
        zone = text_of(duty, "zone")
        rows.append(
            (
                titles.get(zone, zone),
                words.code("phase", text_of(duty, "phase")),
                _lead_cell(job, duty, counties.get(zone, [])),
                words.code("task", text_of(duty, "task")),
                words.code("time_limit", text_of(duty, "time_limit")),
                words.code("basis", text_of(duty, "basis")),
                text_of(duty, "evidence"),
            )
        )
    columns = _columns(
        job,
        ("zone", 1.5, Align.LEFT),
        ("phase", 0.9, Align.CENTRE),
        ("lead_supports", 1.5, Align.LEFT),
        ("task", 3.0, Align.LEFT),
        ("time_limit", 1.4, Align.LEFT),
        ("basis", 1.6, Align.LEFT),
        ("evidence", 1.1, Align.LEFT),
    )
    table = Table(columns, tuple(rows), key="responsibility", is_small=True)
    bases = [Paragraph(text, Tone.NOTE) for text in words.group("basis_text").values()]
    return _section(job, "responsibility", table, Paragraph(words["text.responsibility_note"], Tone.NOTE), *bases)


def _silent(job: ExportJob, *roles: str) -> list[str]:
    """Return the names of the area's counties that no layer of these roles speaks for."""
    inside = {share.county for share in job.report.shares}
    codes = sorted(
        {item["county"] for item in job.report.unknown if item["role"] in roles and item["county"] in inside}
    )
    return [job.county_name(code) for code in codes]


def villages(job: ExportJob) -> list[Block]:
    """Return the villages inside with their people; a missing figure is said, never counted as zero."""
    words, report = job.words, job.report
    silent = _silent(job, "settlement", "population")
    blocks: list[Block] = []
    if len(report.villages):
        known = not is_unknown(report.people)
        key = "text.villages_total" if known else "text.villages_all_unknown"
        sentence = words.text(key, villages=len(report.villages), people=number_text(report.people, 0, ""))
        if known and report.people_unknown_places:
            sentence += words["punctuation.after_sentence"]
            sentence += words.text("text.villages_unknown", places=report.people_unknown_places)
        rows = [
            (
                text_of(village, "name") or words["punctuation.unnamed"],
                job.county_name(text_of(village, "county")),
                number_text(village.get("people"), 0, words["punctuation.unknown"]),
            )
            for village in records(report.villages)
        ]
        columns = _columns(job, ("village", 2.0, Align.LEFT), ("county", 2.0, Align.LEFT), ("people", 1.0, Align.RIGHT))
        blocks += [Paragraph(sentence), Table(columns, tuple(rows), key="villages")]
    elif not silent:
        blocks.append(Paragraph(words["text.no_villages"]))
    if silent:
        blocks.append(Paragraph(words.text("text.villages_silent", counties=words.join(silent)), Tone.WARNING))
    return _section(job, "villages", *blocks)


def depots(job: ExportJob) -> list[Block]:
    """Return the depots, nearest first, with the way the distance was found."""
    words = job.words
    silent = _silent(job, "depot")
    blocks: list[Block] = []
    if len(job.report.depots):
        rows = [
            (
                text_of(depot, "name") or words["punctuation.unnamed"],
                job.county_name(text_of(depot, "county")),
                _joined(words.code("depot_kind", text_of(depot, "kind")), text_of(depot, "level")),
                number_text(depot.get("distance_km"), 1, words["punctuation.unknown"]),
                _person(job, text_of(depot, "contact"), text_of(depot, "phone")) or words["punctuation.unknown"],
                text_of(depot, "items"),
            )
            for depot in records(job.report.depots)
        ]
        specs = [
            ("depot", 2.0, Align.LEFT),
            ("county", 1.5, Align.LEFT),
            ("kind", 1.2, Align.LEFT),
            ("distance_km", 1.0, Align.RIGHT),
            ("contact", 1.4, Align.LEFT),
            ("items", 1.8, Align.LEFT),
        ]
        columns, shown = _without_empty(_columns(job, *specs), rows)
        blocks += [Table(columns, shown, key="depots"), Paragraph(words["text.depots_note"], Tone.NOTE)]
    elif not silent:
        blocks.append(Paragraph(words["text.no_depots"]))
    if silent:
        blocks.append(Paragraph(words.text("text.depots_silent", counties=words.join(silent)), Tone.WARNING))
    return _section(job, "depots", *blocks)


def contacts(job: ExportJob) -> list[Block]:
    """Return the contact list: whoever the job names for the counties involved and above them."""
    words = job.words
    people = list(records(job.contacts))
    if not people:
        return _section(job, "contacts", Paragraph(words["text.no_contacts"]))
    names = ("body", "name", "duty", "phone", "backup", "callsign")
    rows = [
        (
            job.county_names.get(text_of(row, "county"), ""),
            *("" if name in _PHONES and not job.with_phones else _person(job, text_of(row, name)) for name in names),
        )
        for row in people
    ]
    columns, shown = _without_empty(
        _columns(job, ("county", 1.4, Align.LEFT), *((name, 1.2, Align.LEFT) for name in names)), rows
    )
    table = Table(columns, shown, key="contacts")
    note = words["text.contacts_note"] if job.with_phones else words["paper.phones_left_out"]
    return _section(job, "contacts", table, Paragraph(note, Tone.NOTE))


#: Columns of the contacts that hold telephone numbers.
_PHONES = frozenset({"phone", "backup"})


def _person(job: ExportJob, text: str, phone: str = "") -> str:
    """Return who is to be asked, with the number where numbers are told; none hides in the text where they are not."""
    return _joined(text, phone) if job.with_phones else masked(text)


def forces(job: ExportJob) -> Table:
    """Return what the counties of the area hold, as the stock list has it; figures are right-aligned."""
    names = ("county_name", "kind_name", "item", "model", "quantity", "unit", "holder", "mobilise_min", "contact",
             *(("phone",) if job.with_phones else ()), "checked", "note")  # fmt: skip
    rows = [tuple(_stock_cell(job, row, name) for name in names) for row in job.stock]
    heads = {"county_name": "county", "kind_name": "kind", "model": "name"}
    columns = tuple(
        Column(
            job.words[f"inventory_column.{heads.get(name, name)}"],
            2.0 if name in ("item", "holder", "note") else 1.0,
            Align.RIGHT if name in ("quantity", "mobilise_min") else Align.LEFT,
        )
        for name in names
    )
    return Table(columns, tuple(rows), key="forces")


def _stock_cell(job: ExportJob, row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if name in ("quantity", "mobilise_min"):
        return "" if value is None else plain_number(value)
    return str(value or "") if job.with_phones else masked(str(value or ""))


def agreements(job: ExportJob) -> list[Block]:
    """Return the agreements that cover a border inside the area."""
    words = job.words
    if len(job.report.agreements) == 0:
        return _section(job, "agreements", Paragraph(words["text.no_agreements"]))
    rows = []
    for agreement in records(job.report.agreements):
        state = agreement.get("in_force")
        state_code = "unknown" if is_unknown(state) else str(bool(state)).lower()
        rows.append(
            (
                text_of(agreement, "name"),
                text_of(agreement, "number"),
                words.code("agreement_how", text_of(agreement, "how")),
                words[f"in_force.{state_code}"],
                text_of(agreement, "end"),
            )
        )
    columns, shown = _without_empty(
        _columns(
            job,
            ("agreement", 3.6, Align.LEFT),
            ("number", 1.2, Align.LEFT),
            ("how", 1.4, Align.LEFT),
            ("in_force", 1.0, Align.CENTRE),
            ("end", 1.0, Align.CENTRE),
        ),
        rows,
    )
    notes = [
        Paragraph(
            words.text(
                "text.agreement_apart",
                agreement=text_of(agreement, "name"),
                pairs=words.join([_pair_name(job, *pair) for pair in agreement["apart"]]),
            ),
            Tone.NOTE,
        )
        for agreement in records(job.report.agreements)
        if agreement.get("apart")
    ]
    return _section(job, "agreements", Table(columns, shown, key="agreements"), *notes)


def _pair_name(job: ExportJob, first: str, second: str) -> str:
    names = (job.county_names.get(code) or division_name(code) or code for code in (first, second))
    return job.words["punctuation.pair"].join(names)


def unknown(job: ExportJob) -> list[Block]:
    """Return which file is missing and whom to ask for it (待邻县资料)."""
    words = job.words
    if not job.report.unknown:
        return _section(job, "unknown", Paragraph(words["text.no_unknown"]))
    departments = words.group("department")
    rows = [
        (
            job.county_name(item["county"]),
            words.code("role", item["role"]),
            words.text(
                "text.ask_county",
                county=job.county_name(item["county"]),
                department=departments.get(item["role"], departments["other"]),
            ),
        )
        for item in job.report.unknown
    ]
    columns = _columns(job, ("county", 1.5, Align.LEFT), ("role", 1.5, Align.LEFT), ("ask", 3.0, Align.LEFT))
    note = Paragraph(words["text.unknown_note"], Tone.NOTE)
    return _section(job, "unknown", Table(columns, tuple(rows), key="unknown"), note)


def sources(job: ExportJob) -> list[Block]:
    """Return every source with its date, CRS as found, what was done, licence and checksum."""
    words = job.words
    if len(job.report.sources) == 0:
        return _section(job, "sources", Paragraph(words["text.no_sources"]))
    rows = []
    for line in source_lines(job):
        checksum = f"SHA-256 {line.sha256[:16]}…" if line.sha256 else ""
        done = words["punctuation.reasons"].join(line.done)
        rows.append((line.title, line.role, _joined(line.file, checksum), line.date, line.crs, done, line.credit))
    columns, shown = _without_empty(
        _columns(
            job,
            ("source", 1.4, Align.LEFT),
            ("kind", 0.9, Align.LEFT),
            ("file", 1.8, Align.LEFT),
            ("date", 1.0, Align.CENTRE),
            ("crs", 1.4, Align.LEFT),
            ("done", 2.2, Align.LEFT),
            ("credit", 1.3, Align.LEFT),
        ),
        rows,
    )
    table = Table(columns, shown, key="sources", is_small=True)
    return _section(job, "sources", table, Paragraph(words["text.sources_note"], Tone.NOTE))


def parameters(job: ExportJob) -> list[Block]:
    """Return every number of the analysis that the counties may change."""
    words = job.words
    rows = parameter_rows(job.parameters, words)
    columns = _columns(job, ("parameter", 3.6, Align.LEFT), ("value", 1.0, Align.RIGHT), ("unit", 0.8, Align.LEFT))
    table = Table(columns, tuple(rows), key="parameters", is_small=True)
    return _section(job, "parameters", table, Paragraph(words["text.parameters_note"], Tone.NOTE))


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _without_empty(
    columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]
) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]:
    """Return a table without the columns that have nothing in them (the first always stays)."""
    keep = [i for i in range(len(columns)) if i == 0 or any(row[i] for row in rows)]
    return tuple(columns[i] for i in keep), tuple(tuple(row[i] for i in keep) for row in rows)
