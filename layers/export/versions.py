"""Versions on paper: the redline of an amendment, and who agreed to what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.export.book import Sheet, write_book
from layers.export.document import Align, AnnexDocument, Block, Column, Heading, Paragraph, Picture, Table, Tone
from layers.export.words import Words
from layers.plan.version import program_version
from layers.progress import Progress, silent
from layers.versions.ledger import LedgerRow
from layers.versions.model import Consent, Thing, ThingKind, Version
from layers.versions.paper_code import CodeKind, short_form
from layers.versions.redline import ClauseChange, ColumnChange, Mark, Redline, Run

if TYPE_CHECKING:
    pass

#: The slot of the map of an amendment, and its height on paper.
PLATE, PLATE_HEIGHT_MM = "redline", 105.0
ENDINGS = (".docx", ".pdf", ".txt")

_STRUCK, _PUT_IN = ("〔", "〕"), ("【", "】")


# --- an amendment ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RedlineFacts:
    """What a redline is of: the thing, both versions (None where it is the thing as it is now), the day."""

    thing: Thing
    before: int
    after: int
    rows: tuple[tuple[int, str, str, str], ...]  # number, state, day, hash of the versions compared
    plan_title: str
    on: date
    is_sample: bool = False


def redline_document(found: Redline, facts: RedlineFacts, words: Words) -> AnnexDocument:
    """Return the table of an amendment: area added and removed, clauses and entries before and after."""
    title = words.text(
        "version.redline_title" if facts.before else "version.redline_title_new",
        title=facts.thing.title,
        before=facts.before,
        after=facts.after,
    )
    blocks: list[Block] = [Paragraph(title, Tone.TITLE), Paragraph(facts.plan_title, Tone.SUBTITLE)]
    blocks += [Heading(words["version.versions"]), _versions_compared(facts, words)]
    blocks += _areas(found, words)
    if facts.thing.kind is ThingKind.AGREEMENT:
        blocks += _clauses(found.clauses, words)
    blocks += _entries(found.columns, facts.thing.title, words)
    blocks.append(Paragraph(_legal(words, facts.is_sample), Tone.LEGAL))
    return _document(title, words["version.redline_subject"], facts.on, blocks, words)


def _versions_compared(facts: RedlineFacts, words: Words) -> Table:
    columns = (
        Column(words["version_column.version"], 0.8, Align.CENTRE),
        Column(words["version_column.state"], 1.2),
        Column(words["version_column.on"], 1.2, Align.CENTRE),
        Column(words["version_column.short"], 2.4, Align.CENTRE),
    )
    rows = tuple(
        (
            str(number),
            words.code("version_state", state),
            day or words["version.nothing"],
            short_form(CodeKind.VERSION, sha256) if sha256 else words["version.now"],
        )
        for number, state, day, sha256 in facts.rows
    )
    return Table(columns, rows, key="versions")


def _areas(found: Redline, words: Words) -> list[Block]:
    changed = [one for one in found.shapes if one.mark is not Mark.SAME]
    heading = Heading(words["version.area"])
    if not changed:
        return [heading, Paragraph(words["version.area_same"])]
    columns = (
        Column(words["version_column.thing"], 1.8),
        *(
            Column(words[f"version_column.{name}"], 1.1, Align.RIGHT)
            for name in ("before_ha", "added_ha", "removed_ha", "after_ha", "added_mu", "removed_mu")
        ),
    )
    figures = [(one.before_m2, one.added_m2, one.removed_m2, one.after_m2) for one in changed]
    rows = [(one.title, *_figures(*row)) for one, row in zip(changed, figures, strict=True)]
    if len(changed) > 1:
        rows.append((words["version.total"], *_figures(*(sum(column) for column in zip(*figures, strict=True)))))
    return [
        heading,
        Table(columns, tuple(rows), key="areas", has_total=len(changed) > 1),
        Paragraph(words["version.area_note"], Tone.NOTE),
        Picture(PLATE, words["version.map_caption"], words["version.map_missing"], False, height_mm=PLATE_HEIGHT_MM),
    ]


def _figures(before: float, added: float, removed: float, after: float) -> tuple[str, ...]:
    """Return areas in hm² and 亩 with four and two decimals: a square metre and seven."""
    hectares = [f"{m2 / 1e4:.4f}" for m2 in (before, added, removed, after)]
    return (*hectares, f"{added * 15 / 1e4:.2f}", f"{removed * 15 / 1e4:.2f}")


def _clauses(changes: Sequence[ClauseChange], words: Words) -> list[Block]:
    heading = Heading(words["version.clauses"])
    if not changes:
        return [heading, Paragraph(words["version.clauses_none"])]
    changed = [(place, one) for place, one in enumerate(changes, start=1) if one.mark is not Mark.SAME]
    if not changed:
        return [heading, Paragraph(words["version.clauses_same"])]
    columns = (
        Column(words["version_column.number"], 0.5, Align.CENTRE),
        Column(words["version_column.before"], 3.0),
        Column(words["version_column.after"], 3.0),
    )
    nothing = words["version.nothing"]
    rows = tuple(
        (str(place), marked(one.runs, Mark.REMOVED) or nothing, marked(one.runs, Mark.ADDED) or nothing)
        for place, one in changed
    )
    note = words.text("version.clauses_note", count=len(changes) - len(changed))
    return [heading, Table(columns, rows, key="clauses"), Paragraph(note, Tone.NOTE)]


def marked(runs: Sequence[Run], side: Mark) -> str:
    """Return one side of a changed paragraph: what was struck out (or put in) in brackets, the rest as it is."""
    left, right = _STRUCK if side is Mark.REMOVED else _PUT_IN
    return "".join(
        f"{left}{run.text}{right}" if run.mark is side else run.text for run in runs if run.mark in (side, Mark.SAME)
    )


def _entries(changes: Sequence[ColumnChange], title: str, words: Words) -> list[Block]:
    heading = Heading(words["version.entries"])
    if not changes:
        return [heading, Paragraph(words["version.entries_same"])]
    columns = (
        Column(words["version_column.thing"], 1.6),
        Column(words["version_column.entry"], 1.4),
        Column(words["version_column.before"], 2.4),
        Column(words["version_column.after"], 2.4),
    )
    rows = tuple(
        (one.of or title, entry_name(one.name, words), value_text(one.before, words), value_text(one.after, words))
        for one in changes
    )
    return [heading, Table(columns, rows, key="entries")]


def entry_name(name: str, words: Words) -> str:
    """Return what a column is called."""
    for group in ("version_entry", "register_agreement", "register_duty"):
        if f"{group}.{name}" in words:
            return words[f"{group}.{name}"]
    return name


def value_text(value: Any, words: Words) -> str:
    """Return what a column says: parties by name, lists in a row."""
    if value in (None, "", [], {}):
        return words["version.nothing"]
    if isinstance(value, list):
        return words.join([value_text(one, words) for one in value])
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("text") or json.dumps(value, ensure_ascii=False))
    for group in ("agreement_hazard", "phase", "means", "agreement_type", "standing"):
        if isinstance(value, str) and f"{group}.{value}" in words:
            return words[f"{group}.{value}"]
    return str(value)


# --- who agreed to what -------------------------------------------------------------------------------------------


def ledger_document(
    rows: Sequence[LedgerRow], words: Words, *, plan_title: str, on: date, is_sample: bool = False
) -> AnnexDocument:
    """Return the list of who agreed to what: all areas, and every agreement that somebody spoke to."""
    spoken = {row.thing.key for row in rows if row.consent is not None}
    told = [row for row in rows if row.thing.kind is ThingKind.PATROL_AREA or row.thing.key in spoken]
    title = words.text("version.ledger_title", plan=plan_title)
    columns = (
        Column(words["version_column.thing"], 1.8),
        Column(words["version_column.party"], 1.4),
        Column(words["version_column.standing"], 1.4),
        Column(words["version_column.spoken"], 0.9, Align.CENTRE),
        Column(words["version_column.on"], 1.1, Align.CENTRE),
        Column(words["version_column.name"], 1.3),
        Column(words["version_column.short"], 1.9, Align.CENTRE),
    )
    texts = tuple(
        (
            row.thing.title,
            row.party,
            words.code("version_standing", row.standing.value),
            f"{row.version} / {row.now}" if row.consent else words["version.nothing"],
            row.consent.on if row.consent else "",
            who_text(row.consent) if row.consent else "",
            short_form(CodeKind.VERSION, row.consent.sha256) if row.consent and row.consent.sha256 else "",
        )
        for row in told
    )
    body: list[Block] = [Paragraph(title, Tone.TITLE)]
    table = Table(columns, texts, key="ledger", is_small=True)
    body.append(table if texts else Paragraph(words["version.ledger_empty"]))
    if left := len({row.thing.key for row in rows} - {row.thing.key for row in told}):
        body.append(Paragraph(words.text("version.ledger_left_out", count=left), Tone.NOTE))
    body += [Paragraph(words["version.ledger_note"], Tone.NOTE), Paragraph(_legal(words, is_sample), Tone.LEGAL)]
    return _document(title, words["version.ledger_subject"], on, body, words)


def who_text(consent: Consent) -> str:
    """Return name and post of who said something."""
    return " ".join(text for text in (consent.name, consent.role) if text)


def write_ledger(
    target: Path,
    rows: Sequence[LedgerRow],
    consents: Sequence[Consent],
    versions: Sequence[Version],
    words: Words,
    *,
    progress: Progress = silent,
) -> Path:
    """Write who agreed to what as XLSX: how each party stands, everything that was said, and the versions.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    titles = {row.thing.key: row.thing.title for row in rows} | {one.key: one.title for one in versions}

    def head(*names: str) -> list[str]:
        return [words[f"version_column.{name}"] for name in names]

    standing = [
        [
            words.code("version_kind", row.thing.kind.value),
            row.thing.title,
            row.party,
            row.county,
            words.code("version_standing", row.standing.value),
            row.version or None,
            row.now,
            *(
                (row.consent.on, row.consent.name, row.consent.role, row.consent.sha256)
                if row.consent
                else ("", "", "", "")
            ),
        ]
        for row in rows
    ]
    said = [
        [
            titles.get(one.key, one.thing),
            one.version,
            words.code("version_act", one.act.value),
            one.party,
            one.county,
            one.name,
            one.role,
            one.on,
            one.note,
            one.sha256,
            one.created_at,
        ]
        for one in consents
    ]
    kept = [
        [
            words.code("version_kind", one.kind.value),
            one.title,
            one.number,
            words.code("version_state", one.state.value),
            short_form(CodeKind.VERSION, one.sha256) if one.sha256 else "",
            one.sha256,
            one.note,
            one.changed_at,
        ]
        for one in versions
    ]
    sheets = [
        Sheet(
            words["version.ledger_sheet"],
            head(*("kind", "thing", "party", "code", "standing", "spoken", "version", "on", "name", "role", "sha256")),
            (12, 28, 18, 10, 20, 10, 8, 12, 12, 14, 68),
            standing,
            len(standing),
            has_filter=True,
        ),
        Sheet(
            words["version.history_sheet"],
            head("thing", "version", "act", "party", "code", "name", "role", "on", "note", "sha256", "written"),
            (28, 8, 10, 18, 10, 12, 14, 12, 30, 68, 30),
            said,
            len(said),
            has_filter=True,
        ),
        Sheet(
            words["version.versions_sheet"],
            head("kind", "thing", "version", "state", "short", "sha256", "note", "written"),
            (12, 28, 8, 12, 22, 68, 30, 30),
            kept,
            len(kept),
            has_filter=True,
        ),
    ]
    write_book(target, sheets, progress=progress)
    return target


def _legal(words: Words, is_sample: bool) -> str:
    lines = [words["legal.line"], words["legal.indicative"], *([words["legal.sample"]] if is_sample else [])]
    return words["punctuation.sentence_gap"].join(lines)


def _document(title: str, subject: str, on: date, blocks: Sequence[Block], words: Words) -> AnnexDocument:
    return AnnexDocument(
        title=title,
        subject=subject,
        header=title,
        footer=program_version(),
        page_text=words["version.page"],
        author="",
        language=words.language,
        reference_date=on,
        blocks=tuple(blocks),
    )
