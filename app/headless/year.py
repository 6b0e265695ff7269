"""``year PLAN``: what is due when, the annual plan and the evaluation as files, and the plan of the next year."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt, warn
from app.headless.exporting import stamp_of
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.year.calendar import Calendar
    from layers.year.material import YearMaterial


def run(arguments: argparse.Namespace) -> int:
    """List the year and write it; the plan is only read, the next year goes into a copy."""
    problem = start_qt(arguments.lang)
    from app.tasks.year_writing import FORMATS, YearRequest, write_year
    from layers.plan.store import PlanStore
    from layers.year import calendar, to_confirm
    from layers.year_workflow import material_of

    formats = tuple(FORMATS if arguments.formats == "all" else (code.strip() for code in arguments.formats.split(",")))
    if unknown := [code for code in formats if code not in FORMATS]:
        known, value = ", ".join(FORMATS), ", ".join(unknown)
        warn(tr("{value}: no such format; use some of {known}").format(value=value, known=known))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        material = material_of(store, progress=console_progress(tr("Putting the year together")))
        year = arguments.year or material.on.year
        pair = _pair(arguments.border, material)
        if arguments.border and not pair:
            names = ", ".join(sorted(material.borders)) or tr("none yet")
            warn(tr("{border}: no such border. The plan has: {names}").format(border=arguments.border, names=names))
            return Exit.USAGE
        found = calendar(material, year)
        _list(found, material, pair, arguments.lang)
        lines = to_confirm(material, year, pair)
        open_lines = sum(not line.is_confirmed for line in lines)
        say(tr("{open} of {count} lines are to be confirmed for {year}").format(
            open=open_lines, count=len(lines), year=year))  # fmt: skip
        if arguments.out is not None:
            request = YearRequest(
                year, arguments.out, arguments.lang, stamp_of(arguments), formats, pair=pair,
                templates=arguments.templates,
            )  # fmt: skip
            for path in write_year(store, request, can_draw=not problem):
                say(str(path))
        if arguments.next is not None:
            _write_next(store.save_copy(arguments.next), year + 1)
    if problem and arguments.out is not None and "pdf" in formats:
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    return Exit.OK


def _pair(text: str, material: YearMaterial) -> str:
    """Return a border by the codes or short names of its counties, ``110116,130826`` or ``怀柔-丰宁``; "" for none."""
    sides = [side.strip() for side in text.replace("–", ",").replace("-", ",").replace("|", ",").split(",")]
    codes = {name: code for code, name in material.counties.items()}
    pair = "|".join(sorted(codes.get(side, side) for side in sides if side))
    return pair if pair in material.borders else ""


def _list(found: Calendar, material: YearMaterial, pair: str, language: str) -> None:
    from app.sheets.words import load_words
    from layers.export.year_texts import day_text, title_text, who_text
    from layers.year.model import Standing

    words = load_words(language)
    marks = {Standing.OVERDUE: "!", Standing.SOON: "·", Standing.UNKNOWN: "?"}
    say(tr("Year {year}, on {date}:").format(year=found.year, date=material.on.isoformat()))
    for one in found.entries:
        standing = found.standing(one)
        if (pair and pair not in one.pairs) or standing is Standing.DROPPED:
            continue
        state = words.code("year_standing", standing.value)
        who = who_text(one, words)
        say(f"{marks.get(standing, ' ')} {day_text(one, words)}  {state}  {title_text(one, words)}  {who}".rstrip())


def _write_next(path: Path, year: int) -> None:
    """Roll a copy of the plan into the next year: one step that can be undone there."""
    from layers.plan.store import PlanStore
    from layers.year import roll
    from layers.year_workflow import material_of, put_rolled

    with closing(PlanStore.open(path)) as store:
        material = material_of(store)
        rolled = roll(material, year)
        if not rolled.is_nothing(material):
            with store.change("year_rolled", year=year):
                put_rolled(store, rolled)
    say(str(path))
    say("    " + tr("{year}: {dates} dates, {watches} watches, {terms} terms of the chair carried on").format(
        year=year, dates=rolled.dates, watches=rolled.watches, terms=rolled.terms))  # fmt: skip
