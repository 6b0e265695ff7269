"""``drill PLAN --out FOLDER``: the papers of an exercise of a plan, or of all of them."""

from __future__ import annotations

import argparse
import json
import math
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.exercise.material import Material
    from layers.exercise.model import Exercise
    from layers.export.words import Words


def run(arguments: argparse.Namespace) -> int:
    """Work an exercise out, say how its sites stand and write its kit; the plan is only read."""
    problem = start_qt(arguments.lang)
    from app.sheets.words import load_words
    from app.tasks.exercise_kit import FORMATS, write_kit
    from layers.exercise.material import gather, of_plan
    from layers.exercise.reading import plan_land
    from layers.exercise.telling import title_text
    from layers.export.files import safe_stem
    from layers.plan.store import PlanStore

    wanted = FORMATS if arguments.formats == "all" else tuple(arguments.formats.split(","))
    if unknown := [one for one in wanted if one not in FORMATS]:
        text = tr("{value}: no such format; use some of {known}")
        warn(text.format(value=", ".join(unknown), known=", ".join(FORMATS)))
        return Exit.USAGE
    words = load_words(arguments.lang)
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        every = of_plan(store)
        if not every:
            warn(tr("The plan has no exercise: make one in the window, under Exercise."))
            return Exit.BAD_INPUT
        chosen = _chosen(every, arguments.exercise)
        if not chosen:
            titles = ", ".join(title_text(one, words) for one in every)
            text = tr("{value}: no such exercise; there are {titles}")
            warn(text.format(value=arguments.exercise, titles=titles))
            return Exit.USAGE
        land = plan_land(store, console_progress(tr("Reading the land")))
        told = []
        for at, one in enumerate(chosen, start=1):
            given = gather(store, one, land=land, progress=console_progress(title_text(one, words)))
            if arguments.json:
                told.append(data(given, words))
            else:
                _print(given, words)
            if arguments.out is not None:
                # Titles may repeat; every exercise has a folder of its own.
                stem = safe_stem(title_text(one, words)) if len(chosen) > 1 else ""
                same = sum(title_text(other, words) == title_text(one, words) for other in chosen) > 1
                folder = arguments.out / (f"{stem}_{at}" if same and stem else stem)
                drawing = console_progress(tr("Writing files"))
                for path in write_kit(
                    store, given, folder, arguments.lang, formats=wanted, can_draw=not problem, progress=drawing
                ):
                    warn(str(path))
    if arguments.json:
        say(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
    if problem and arguments.out is not None and {"pdf", "png"} & set(wanted):
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    return Exit.OK


def _chosen(every: list[Exercise], wanted: str) -> list[Exercise]:
    """Return the exercises meant: all, or the one of a number from 1, a uid or a title."""
    if wanted == "all":
        return every
    if wanted.isdigit() and 1 <= int(wanted) <= len(every):
        return [every[int(wanted) - 1]]
    return [one for one in every if wanted in (one.uid, one.title)]


def _print(given: Material, words: Words) -> None:
    from layers.exercise.checks import Verdict, verdict_of
    from layers.exercise.telling import border_text, day_text, site_kind, title_text, value_text

    one = given.exercise
    say(f"{title_text(one, words)}  {border_text(one, given.names, words)}  {day_text(one, words)}")
    if given.problem:
        warn(given.problem)
    for site in given.sites:
        checks = given.checks.get(site.uid, ())
        verdict = words[f"exercise_verdict.{verdict_of(checks).value}"]
        failed = [
            f"{words[f'exercise_rule.{check.code}']} {value_text(check, words)}"
            for check in checks
            if check.verdict is Verdict.FAIL
        ]
        tail = f": {words.join(failed)}" if failed else ""
        say(f"    {site_kind(site.kind, one.physics, words)} {site.name}  {verdict}{tail}")
    text = tr("    {count} lines of script, {teams} depots and teams on the way")
    say(text.format(count=len(given.script), teams=len(given.reinforcements)))


def data(given: Material, words: Words) -> dict[str, Any]:
    """Return an exercise as plain data; unknown numbers are None."""
    from layers.exercise.telling import expected, sentence

    def plain(value: float) -> float | None:
        return round(value, 3) if math.isfinite(value) else None

    one = given.exercise
    return {
        "uid": one.uid,
        "title": one.title,
        "day": one.day,
        "physics": one.physics.value,
        "counties": list(one.counties),
        "problem": given.problem,
        "sites": [
            {
                "kind": site.kind.value,
                "name": site.name,
                "lon": site.lon,
                "lat": site.lat,
                "checks": [
                    {
                        "rule": check.code,
                        "verdict": check.verdict.value,
                        "value": plain(check.value),
                        "limit": plain(check.limit),
                        "unit": check.rule.unit,
                    }
                    for check in given.checks.get(site.uid, ())
                ],
            }
            for site in given.sites
        ],
        "script": [
            {
                "minute": plain(line.minute),
                "code": line.code,
                "text": sentence(line, one, given.names, words),
                "expected": expected(line, one, given.names, words),
                "to": list(line.to),
                "due_min": plain(line.due_min),
            }
            for line in given.script
        ],
        "reinforcements": [
            {"name": team.name, "county": team.county, "minutes": plain(team.minutes)} for team in given.reinforcements
        ],
    }
