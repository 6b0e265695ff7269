"""``past-events``, ``grades`` and ``receptors``: lists beside the zones as workbooks."""

from __future__ import annotations

import argparse
from contextlib import closing

from app.headless.console import Exit, say, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Write the list that was asked for; a plan is only read."""
    start_qt(arguments.lang)
    if arguments.out.suffix.lower() != ".xlsx":
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=".xlsx"))
        return Exit.USAGE
    return _TASKS[arguments.list](arguments)


def _past_events(arguments: argparse.Namespace) -> int:
    from app.sheets.words import load_words
    from layers import workflow
    from layers.export.hazard_lists import write_sides
    from layers.hazards.history import sides_of_plan
    from layers.plan.store import PlanStore

    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        found = sides_of_plan(store, line_precision_m=arguments.line, usual_precision_m=arguments.fix)
        names = workflow.county_names(store)
    say(str(write_sides(arguments.out, found, names, load_words(arguments.lang), arguments.line)))
    text = tr("    {events} events, {unclear} of them unclear which side")
    say(text.format(events=len(found), unclear=int(found["is_unclear"].sum())))
    return Exit.OK


def _grades(arguments: argparse.Namespace) -> int:
    from app.sheets.words import load_words
    from layers.export.hazard_lists import write_grades
    from layers.hazards.grades import read_grades, side_by_side

    rows = side_by_side(read_grades(arguments.first), read_grades(arguments.second))
    names = arguments.first.stem, arguments.second.stem
    say(str(write_grades(arguments.out, rows, *names, load_words(arguments.lang))))
    text = tr("    {rows} items, {count} of them do not agree")
    say(text.format(rows=len(rows), count=sum(one.is_mismatch for one in rows)))
    return Exit.OK


def _receptors(arguments: argparse.Namespace) -> int:
    from app.sheets.words import load_words
    from layers import workflow
    from layers.export.hazard_lists import write_receptors
    from layers.plan.store import PlanStore
    from layers.spread.receptors import read_receptors

    names: dict[str, str] = {}
    if arguments.plan is not None:
        with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
            names = dict(workflow.county_names(store))
    table = read_receptors(arguments.table, names, citation=arguments.citation)
    say(str(write_receptors(arguments.out, table, names, load_words(arguments.lang))))
    return Exit.OK


_TASKS = {"past-events": _past_events, "grades": _grades, "receptors": _receptors}
