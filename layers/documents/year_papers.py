"""The annual work plan and the yearly evaluation on paper: facts for their templates, filled like agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from layers.agreements.books import Book
from layers.documents.library import Library
from layers.documents.office import filled as filled_in
from layers.export.cells import date_text
from layers.export.year_book import confirm_cells
from layers.export.year_texts import (
    day_text,
    indicator_texts,
    pair_text,
    standing_text,
    title_text,
    who_text,
    why_text,
)
from layers.year.calendar import Calendar
from layers.year.confirming import Line
from layers.year.days import year_of
from layers.year.due import season_groups
from layers.year.evaluation import JUDGED, Evaluation
from layers.year.material import YearMaterial
from layers.year.model import Entry, Kind, State
from layers.year.rotation import terms

if TYPE_CHECKING:
    from layers.export.job import Stamp
    from layers.export.words import Words


class YearPaper(StrEnum):
    """What is written of a year; the value is the name of its template."""

    PLAN = "year_plan"  # 年度联防工作计划
    EVALUATION = "year_evaluation"  # 年度联防工作评估表


#: Sections of the plan → the kinds in each: goals, work and means in common (目标协同、过程协同、资源协同, 张小明).
SECTIONS: Mapping[str, tuple[Kind, ...]] = {
    "goals": (Kind.AGREEMENT, Kind.BOUNDARY, Kind.DECISION),
    "work": (Kind.MEETING, Kind.SEASON, Kind.PATROL, Kind.DRILL, Kind.TRAINING, Kind.OTHER),
    "means": (Kind.STOCK, Kind.LOAN),
    "watch": (Kind.DUTY,),
}
#: Names in a row of a printed table.
_MOST_NAMES, _MOST_SEASON_NAMES = 6, 12


@dataclass(frozen=True)
class YearPaperPlan:
    """What a paper is filled from."""

    calendar: Calendar
    material: YearMaterial
    lines: Sequence[Line]
    evaluation: Evaluation
    stamp: Stamp
    is_sample: bool = False
    pair: str = ""  # only this border; "" for all


def write_paper(paper: YearPaper, given: YearPaperPlan, words: Words, library: Library) -> bytes:
    """Return a paper as DOCX.

    Raises
    ------
    TemplateBroken, TemplateFieldUnknown
        The template cannot be filled; the error names it.
    """
    facts = plan_fields(given, words) if paper is YearPaper.PLAN else evaluation_fields(given, words)
    return filled_in(library.template(paper.value), facts, given.material.on)


def plan_fields(given: YearPaperPlan, words: Words) -> dict[str, Any]:
    """Return the facts of the annual plan; names of fields are those of ``docs/year.md``."""
    chosen = [one for one in given.calendar.entries if one.state is not State.DROPPED and _is_about(one, given.pair)]
    shown = {code: [one for one in chosen if one.kind in kinds] for code, kinds in SECTIONS.items()}
    standing = [given.calendar.standing(one).value for one in chosen]
    return {
        **_frame("plan_title", given, words),
        "summary": words.text(
            "year_paper.summary",
            entries=len(chosen),
            overdue=standing.count("overdue"),
            soon=standing.count("soon"),
            unknown=standing.count("unknown"),
            open=sum(not line.is_confirmed for line in given.lines),
        ),
        "seasons": [*_seasons(given, words)],
        "chairs": [*_chairs(given, words)],
        "months": [*_months(given, chosen, words)],
        "confirm": [_confirm(line, words) for line in given.lines],
        **{code: [_row(one, given, words) for one in entries] for code, entries in shown.items()},
    }


def evaluation_fields(given: YearPaperPlan, words: Words) -> dict[str, Any]:
    """Return the facts of the evaluation; marks are empty cells that people fill in."""
    found = given.evaluation
    pairs = [one for one in found.pairs if not given.pair or one.pair == given.pair]
    return {
        **_frame("evaluation_title", given, words),
        "until": date_text(found.until, words),
        "indicators": [
            {"number": str(number), "indicator": words.code("year_indicator", one.code),
             "value": indicator_texts(one, words)[0], "share": indicator_texts(one, words)[1],
             "rule": words.code("year_rule", one.code), "mark": ""}
            for number, one in enumerate(found.indicators, start=1)
        ],
        "judged": [
            {"number": str(number), "item": words.code("year_judged", code), "self_mark": "", "third_mark": "",
             "grounds": ""}
            for number, code in enumerate(JUDGED, start=1)
        ],
        "pairs": [
            {"border": pair_text(one.pair, given.material.counties, words), "km": f"{one.length_m / 1000.0:,.1f}",
             "state": words.code("border_state", one.state) if one.state else words["year_unit.unknown"],
             **{f"{kind.value}s": f"{one.done[kind]}/{one.due[kind]}" for kind in one.done},
             "inspected": one.inspected.isoformat() if one.inspected is not None else words["year_unit.unknown"]}
            for one in pairs
        ],
        "no_pairs": "" if pairs else words["year_paper.no_pairs"],
    }  # fmt: skip


def _frame(code: str, given: YearPaperPlan, words: Words) -> dict[str, str]:
    year, material = given.calendar.year, given.material
    stamp = given.stamp.filled(words)
    title = words.text(f"year_paper.{code}", year=year)
    if given.pair:
        title = f"{pair_text(given.pair, material.counties, words)}　{title}"
    legal = [words["year_paper.legal"], *([words["year_paper.sample"]] if given.is_sample else [])]
    return {
        "title": title,
        "year": str(year),
        "plan": material.title,
        "date": date_text(material.on, words),
        "header": words.text("year_paper.header", plan=material.title, date=date_text(material.on, words)),
        "legal": words["punctuation.sentence_gap"].join(legal),
        "maker": stamp.maker,
        "purpose": stamp.purpose,
        "classification": stamp.classification,
        "blank": words["year_paper.blank"],
    }


def _is_about(entry: Entry, pair: str) -> bool:
    return not pair or pair in entry.pairs


def _row(entry: Entry, given: YearPaperPlan, words: Words) -> dict[str, str]:
    return {
        "date": day_text(entry, words),
        "kind": words.code("year_kind", entry.kind.value),
        "what": title_text(entry, words),
        "who": who_text(entry, words, most=_MOST_NAMES),
        "why": why_text(entry, words),
        "standing": standing_text(entry, given.calendar, words),
    }


def _months(given: YearPaperPlan, entries: Sequence[Entry], words: Words) -> Iterator[dict[str, str]]:
    """Yield a line for each month: what falls into it, and first what is open from before or without a day."""
    first, last = year_of(given.calendar.year)
    by_month: dict[int, list[str]] = {number: [] for number in range(13)}
    alike = Counter((one.day, one.code) for one in entries if one.code.endswith("_asked"))
    for one in entries:
        if one.kind is Kind.DUTY:
            continue
        within = one.day is not None and first <= one.day <= last
        number = one.day.month if one.day is not None and within else 0
        day = words.text("year_paper.day", day=one.day.day) if one.day is not None and number else ""
        title, count = title_text(one, words), alike[one.day, one.code]
        if count > 1:  # the same for several agreements: told once
            what = words.code("year_indicator", f"{one.kind.value}s")
            title = words.text("year_paper.alike", what=what, count=count)
        by_month[number].append(f"{day}{title}")
    for number, texts in by_month.items():
        if number or texts:
            name = words.text("year_paper.month", month=number) if number else words["year_paper.earlier"]
            yield {"month": name, "entries": words["year_paper.gap"].join(dict.fromkeys(texts))}


def _seasons(given: YearPaperPlan, words: Words) -> Iterator[str]:
    counties = set(given.pair.split("|")) if given.pair else set(given.material.counties)
    for season, codes in season_groups(given.material):
        mine = [given.material.county(code) for code in codes if code in counties]
        if not mine:
            continue
        names = words.join(mine[:_MOST_SEASON_NAMES])
        if len(mine) > _MOST_SEASON_NAMES:
            names += words.text("year_paper.more", count=len(mine))
        basis = words.text("year_why.season_basis", basis=season.basis) if season.basis else ""
        yield words.text(
            "year_paper.season_line",
            season=words.code("year_season", season.kind.value),
            counties=names,
            start=season.start,
            end=season.end,
            basis=basis or words["year_why.season_proposed"],
        )


def _chairs(given: YearPaperPlan, words: Words) -> Iterator[dict[str, str]]:
    first, last = year_of(given.calendar.year)
    for body in given.material.rows(Book.BODY):
        if given.pair and given.pair not in given.material.pairs_of({**body, "body": ""}):
            continue
        for term in terms(body, last):
            if term.start <= last and term.end >= first:
                origin = words["year_column.proposed" if term.is_proposed else "year_column.recorded"]
                span = words.text("year_paper.span", start=term.start.isoformat(), end=term.end.isoformat())
                yield {"body": str(body["name"]), "chair": term.chair, "term": span, "origin": origin}


def _confirm(line: Line, words: Words) -> dict[str, str]:
    kind, title, said, standing, by, day, _note = confirm_cells(line, words)
    blank = words["year_paper.blank"]
    signed = line.is_confirmed
    return {"subject": kind, "title": title, "said": said, "standing": standing,
            "by": by if signed else blank, "day": day if signed else blank}  # fmt: skip
