"""``minutes PLAN``: the meetings of a plan, and the minutes of one as files."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.minutes_workflow import Said


def run(arguments: argparse.Namespace) -> int:
    """List the meetings, or tell one and write its minutes; the plan is only read."""
    problem = start_qt(arguments.lang)
    from app.tasks.minutes_writing import FORMATS, MinutesRequest, write_minutes
    from layers import minutes_workflow
    from layers.plan.store import PlanStore

    formats = tuple(FORMATS if arguments.formats == "all" else (code.strip() for code in arguments.formats.split(",")))
    folder, stem = arguments.out, ""
    if folder is not None and folder.suffix.lower().lstrip(".") in FORMATS:
        formats, stem, folder = (folder.suffix.lower().lstrip("."),), folder.stem, folder.parent
    if unknown := [code for code in formats if code not in FORMATS]:
        known, value = ", ".join(FORMATS), ", ".join(unknown)
        warn(tr("{value}: no such format; use some of {known}").format(value=value, known=known))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        held = minutes_workflow.meetings(store)
        if not held:
            warn(tr("The plan has no minutes: begin a meeting in the window, under Agreements."))
            return Exit.BAD_INPUT
        chosen = _chosen(held, arguments.meeting)
        if chosen is None:
            titles = ", ".join(str(row["title"]) for row in held)
            text = tr("{value}: no such meeting; there are {titles}")
            warn(text.format(value=arguments.meeting, titles=titles))
            return Exit.USAGE
        for number, row in enumerate(held, start=1):
            say(f"{'*' if row is chosen else ' '} {number}  {row['date']}  {row['title']}".rstrip())
        _tell(minutes_workflow.told(chosen, store.minutes()), arguments.lang)
        if folder is not None:
            request = MinutesRequest(str(chosen["uid"]), folder, arguments.lang, formats, stem)
            drawing = console_progress(tr("Writing files"))
            for path in write_minutes(store, request, can_draw=not problem, progress=drawing):
                say(str(path))
    if problem and folder is not None and "pdf" in formats:
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    return Exit.OK


def _chosen(held: list[dict[str, Any]], wanted: str) -> dict[str, Any] | None:
    """Return the meeting meant: the last one, or that of a number from 1, a uid or a title."""
    if not wanted:
        return held[-1]
    if wanted.isdigit() and 1 <= int(wanted) <= len(held):
        return held[int(wanted) - 1]
    return next((row for row in held if wanted in (row["uid"], row["title"])), None)


def _tell(said: list[Said], language: str) -> None:
    from datetime import datetime

    from app.sheets.words import load_words

    words = load_words(language)
    for one in said:
        at = datetime.fromisoformat(one.minute.at).astimezone()
        kind = words.code("minute_kind", one.minute.kind.value)
        state = words.code("decision_state", one.state) if one.state else ""
        parts = [f"{at:%H:%M}", kind, one.minute.about.title, one.text, one.owner, one.due, state]
        say("    " + "  ".join(part for part in parts if part))
