"""``briefing PLAN --out FILE``: one page per zone or border, as slides or PDF."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.briefing.choice import Choice
    from layers.plan.store import PlanStore


def run(arguments: argparse.Namespace) -> int:
    """Write the briefing that was asked for; exit 3 when Qt cannot draw."""
    from layers.plan.store import PlanStore

    problem = start_qt(arguments.lang)
    if arguments.out.suffix.lower() not in (".pptx", ".pdf"):
        warn(tr("{name}: a briefing is written as .pptx or .pdf").format(name=arguments.out))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        choice = _choice(store, arguments)
        if choice is None:
            return Exit.USAGE
        if problem:
            say_graphics_missing(problem)
            return Exit.NO_GRAPHICS
        from app.tasks.briefing import BriefingRequest, write_briefing
        from layers.export.job import Stamp

        stamp = Stamp(arguments.purpose, arguments.classification, maker=arguments.maker)
        request = BriefingRequest(choice, arguments.out, arguments.lang, stamp)
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        say(str(write_briefing(store, request, progress=console_progress(tr("Writing the briefing")))))
    return Exit.OK


def _choice(store: PlanStore, arguments: argparse.Namespace) -> Choice | None:
    """Return what the options say; None, with the reason told, when they name what the plan does not have."""
    from layers.briefing.choice import By, Choice
    from layers.workflow import county_names

    names = county_names(store)
    codes = []
    for text in filter(None, (arguments.county, *arguments.border.replace("|", "-").split("-"))):
        code = next((code for code, name in names.items() if text in (code, name)), None)
        if code is None:
            warn(tr("{value}: no county of the plan; give its code or its name").format(value=text))
            return None
        codes.append(code)
    county = codes.pop(0) if arguments.county else ""
    border = "|".join(sorted(codes))
    if border and border not in set(store.borders()["pair"].astype(str)):
        warn(tr("{value}: no border of the plan; write CODE-CODE").format(value=arguments.border))
        return None
    if arguments.first < 0:
        warn(tr("{value}: give the number of pages, 0 for all").format(value=arguments.first))
        return None
    return Choice(
        By(arguments.by), arguments.first, county, border, arguments.hazard, arguments.phones, arguments.drills
    )
