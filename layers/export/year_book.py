"""Calendar, annual plan and evaluation as workbooks: real dates, filters, one sheet for each list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.agreements.books import Book
from layers.export.book import Sheet, write_book
from layers.export.year_texts import (
    indicator_texts,
    pair_text,
    pairs_text,
    standing_text,
    title_text,
    who_text,
    why_text,
)
from layers.year.calendar import Calendar
from layers.year.confirming import Line
from layers.year.days import year_of
from layers.year.evaluation import JUDGED, Evaluation
from layers.year.material import YearMaterial
from layers.year.model import Entry, Kind
from layers.year.rotation import terms

if TYPE_CHECKING:
    from layers.export.words import Words

#: Names in a cell are never shortened.
_ALL = 10_000


def plan_sheets(
    year: Calendar,
    lines: Sequence[Line],
    material: YearMaterial,
    words: Words,
    *,
    entries: Sequence[Entry] | None = None,
) -> list[Sheet]:
    """Return the annual plan: entries, what must be confirmed, and who is in the chair."""
    chosen = year.entries if entries is None else tuple(entries)
    rows = [
        (entry.day, entry.end, words.code("year_kind", entry.kind.value), title_text(entry, words),
         who_text(entry, words, most=_ALL), why_text(entry, words), standing_text(entry, year, words),
         pairs_text(entry.pairs, material.counties, words), entry.was)
        for entry in chosen
    ]  # fmt: skip
    heads = ("date", "end", "kind", "what", "who", "why", "standing", "borders", "was")
    return [
        _sheet("entries", heads, (12, 12, 16, 44, 30, 56, 12, 40, 12), rows, words),
        _sheet("confirm", ("subject", "title", "said", "standing", "by", "day", "note"), (10, 34, 60, 14, 14, 12, 24),
               [confirm_cells(line, words) for line in lines], words),
        _sheet("chairs", ("body", "chair", "date", "end", "origin"), (36, 24, 12, 12, 12),
               list(_chairs(material, year.year, words)), words),
    ]  # fmt: skip


def evaluation_sheets(found: Evaluation, material: YearMaterial, words: Words) -> list[Sheet]:
    """Return the evaluation: indicators, what was counted, each border, and blanks for marks."""
    indicators = [
        (words.code("year_indicator", one.code), *indicator_texts(one, words), words.code("year_rule", one.code))
        for one in found.indicators
    ]
    evidence = [
        (words.code("year_indicator", one.code), _evidence(one.code, piece.text, material, words), piece.day,
         words["year_paper.counts_yes" if piece.counts else "year_paper.counts_no"])
        for one in found.indicators
        for piece in one.evidence
    ]  # fmt: skip
    asked = (Kind.MEETING, Kind.DRILL, Kind.PATROL)
    pairs = [
        (pair_text(one.pair, material.counties, words), round(one.length_m / 1000.0, 1),
         words.code("border_state", one.state) if one.state else words["year_unit.unknown"],
         *(f"{one.done[kind]}/{one.due[kind]}" for kind in asked), one.inspected)
        for one in found.pairs
    ]  # fmt: skip
    judged = [(words.code("year_judged", code), None, None, None) for code in JUDGED]
    return [
        _sheet("indicators", ("indicator", "value", "share", "rule"), (26, 20, 10, 80), indicators, words),
        _sheet("judged", ("item", "self_mark", "third_mark", "grounds"), (40, 12, 12, 60), judged, words),
        _sheet("pairs", ("border", "km", "state", "meetings", "drills", "patrols", "inspected"),
               (20, 10, 14, 10, 10, 12, 16), pairs, words),
        _sheet("evidence", ("indicator", "evidence", "date", "counts"), (26, 60, 14, 8), evidence, words),
    ]  # fmt: skip


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> Path:
    """Write sheets as a workbook, whole or not at all.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    write_book(path, sheets)
    return path


def confirm_cells(line: Line, words: Words) -> tuple[str, ...]:
    """Return a line of what must be confirmed: kind, about, what it says, standing, by whom, when, remark.

    Telephone numbers are left out: they stand in the register.
    """
    state = "confirmed" if line.is_confirmed else "changed" if line.has_changed else "open"
    tick = line.tick
    title = words.code("year_season", line.uid) + " " + line.title if line.book is None else line.title
    return (
        words.code("year_confirm", line.subject.value),
        title,
        line.printed,
        words[f"year_confirm.{state}"],
        tick.by if tick is not None else "",
        tick.day if tick is not None else "",
        tick.note if tick is not None else "",
    )


def _chairs(material: YearMaterial, year: int, words: Words) -> Any:
    first, last = year_of(year)
    for body in material.rows(Book.BODY):
        for term in terms(body, last):
            if term.start <= last and term.end >= first:
                origin = words["year_column.proposed" if term.is_proposed else "year_column.recorded"]
                yield body["name"], term.chair, term.start, term.end, origin


def _evidence(code: str, text: str, material: YearMaterial, words: Words) -> str:
    return pair_text(text, material.counties, words) if code in ("agreements", "boundary") else text


def _sheet(
    code: str, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Any]], words: Words
) -> Sheet:
    heading = [words[f"year_column.{name}"] for name in heads]
    return Sheet(words[f"year_sheet.{code}"], heading, widths, rows, len(rows), has_filter=bool(rows))
