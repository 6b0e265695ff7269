"""The annex's table of what is exposed in the area, county by county, with its range and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.export.cells import number_text, plain_number
from layers.export.document import Align, Block, Column, Paragraph, Table, Tone
from layers.export.job import ExportJob
from layers.exposure.by_county import CELLS, PLACES, POLYGONS
from layers.geodesy import MU_PER_HA

#: Amount → digits behind the point; a column is printed where some county's figure is known.
_COLUMNS: Mapping[str, int] = {
    "people": 0,
    "villages": 0,
    "farmland_ha": 2,
    "buildings": 0,
    "installations": 0,
    "lines_m": 0,
    "intakes": 0,
}

#: Where people and farmland may come from, as it is told.
_ORIGINS = (("people", CELLS), ("people", PLACES), ("farmland", POLYGONS), ("farmland", CELLS))


def exposed(job: ExportJob) -> list[Block]:
    """Return what is exposed by county; nothing where no layer tells anything."""
    words, entries = job.words, job.report.exposures
    shown = [name for name in _COLUMNS if any(entry.get(name) is not None for entry in entries.values())]
    if not shown:
        return []
    columns = [Column(words["column.county"], 1.6)]
    columns += [Column(words[f"column.exposed_{name}"], 1.4, Align.RIGHT) for name in shown]
    order = [share.county for share in job.report.shares if share.county in entries]
    rows = [(job.county_name(code), *(_cell(job, entries[code], name) for name in shown)) for code in order]
    if len(order) > 1:
        rows.append((words["text.total"], *(_together(job, entries, order, name) for name in shown)))
    blocks: list[Block] = [
        Paragraph(words["text.exposed"]),
        Table(tuple(columns), tuple(rows), key="exposed", has_total=len(order) > 1, is_small=True),
    ]
    blocks += [Paragraph(text, Tone.NOTE) for text in _notes(job, entries, order)]
    return blocks


def _cell(job: ExportJob, entry: Mapping[str, Any], name: str) -> str:
    words, decimals = job.words, _COLUMNS[name]
    unknown = words["punctuation.unknown"]
    value = entry.get(name)
    if value is None:
        return unknown
    text = number_text(value, decimals, unknown)
    if name == "farmland_ha":
        text = words.text("text.exposed_mu", ha=text, mu=number_text(value * MU_PER_HA, 0, unknown))
    low, high = entry.get(f"{name}_low"), entry.get(f"{name}_high")
    if (low, high) == (value, value):
        return text
    told = [number_text(one, decimals, "?") for one in (low, high)]
    return f"{text}\n({told[0]}–{told[1]})"


def _together(job: ExportJob, entries: Mapping[str, Mapping[str, Any]], order: list[str], name: str) -> str:
    """Return the sum; where a county's figure is unknown, nothing is summed across it."""
    values = [entries[code].get(name) for code in order]
    known = [float(value) for value in values if value is not None]
    if len(known) < len(values):
        return job.words["punctuation.unknown"]
    return _cell(job, {name: sum(known), f"{name}_low": sum(known), f"{name}_high": sum(known)}, name)


def _notes(job: ExportJob, entries: Mapping[str, Mapping[str, Any]], order: list[str]) -> list[str]:
    words = job.words
    notes = [words.text("text.exposed_range", p=plain_number(job.parameters.line_precision_m))]
    for name, origin in _ORIGINS:
        by_source: dict[str, list[str]] = {}
        for code in order:
            entry = entries[code]
            if entry.get(f"{name}_from") == origin:
                by_source.setdefault(str(entry.get(f"{name}_source", "")), []).append(code)
        for source, codes in by_source.items():
            named = words.join([job.county_name(code) for code in codes])
            notes.append(words.text(f"text.exposed_{name}_{origin}", counties=named, source=source))
    for code in order:
        entry = entries[code]
        ground = sum(float(entry.get(f"{name}_unknown_ha", 0.0)) for name in ("people", "farmland"))
        if ground > 0.0:
            notes.append(
                words.text("text.exposed_no_cells", county=job.county_name(code), ha=number_text(ground, 1, ""))
            )
        if entry.get("people_unknown_places"):
            notes.append(
                words.text(
                    "text.exposed_no_figure", county=job.county_name(code), places=int(entry["people_unknown_places"])
                )
            )
        if entry.get("unknown"):
            roles = words.join([words.code("role", role) for role in entry["unknown"]])
            notes.append(words.text("text.exposed_unknown", county=job.county_name(code), roles=roles))
        if entry.get("unread"):
            notes.append(words.text("text.exposed_unread", titles=words.join(list(entry["unread"]))))
    return list(dict.fromkeys(notes))
