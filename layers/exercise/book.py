"""Sites, checks, script, evaluation and reinforcement as one workbook."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from layers.exercise.checks import verdict_of
from layers.exercise.evaluation import clock, evaluate
from layers.exercise.material import Material
from layers.exercise.paper_tables import items_text, origin
from layers.exercise.telling import (
    ddm,
    dms,
    expected,
    limit_text,
    sentence,
    site_kind,
    source_text,
    value_text,
    why_text,
)
from layers.export.book import Sheet, write_book
from layers.export.words import Words
from layers.progress import Progress, silent


def write(target: Path, given: Material, words: Words, *, progress: Progress = silent) -> Path:
    """Write the workbook, whole or not at all; the first row of each sheet says 演练 in its title.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [_sites(given, words), _checks(given, words), _script(given, words), _tasks(given, words)]
    sheets.append(_teams(given, words))
    write_book(target, sheets, progress=progress)
    return target


def _title(words: Words, text: str) -> str:
    return f"{words['exercise.mark']} {text}"[:31]


def _named(given: Material, words: Words, key: str) -> str:
    """Return the title of a section without its number."""
    text = words[f"exercise_kit.{key}"]
    for mark in ("、", ". "):
        head, _, rest = text.partition(mark)
        if rest and len(head) <= 2:
            return _title(words, rest)
    return _title(words, text)


def _sites(given: Material, words: Words) -> Sheet:
    kit = [words[f"exercise_kit.site_{name}"] for name in ("number", "kind", "name", "county", "dms", "ddm")]
    heading = [*kit, "lon °", "lat °", words["exercise_kit.site_state"], words["exercise_kit.site_step"]]
    rows = [
        [
            at,
            site_kind(one.kind, given.exercise.physics, words),
            one.name,
            given.names.get(one.county, one.county),
            dms(one),
            ddm(one),
            round(one.lon, 6),
            round(one.lat, 6),
            words[f"exercise_verdict.{verdict_of(given.checks.get(one.uid, ())).value}"],
            one.step,
            one.remark,
        ]
        for at, one in enumerate(given.sites, start=1)
    ]
    heading.append(words["exercise_kit.site_remark"])
    return Sheet(_named(given, words, "sites"), heading, (6, 16, 18, 14, 30, 30, 12, 12, 10, 12, 30), rows, len(rows))


def _checks(given: Material, words: Words) -> Sheet:
    names = (
        "site_name",
        "site_kind",
        "check_rule",
        "check_value",
        "check_limit",
        "check_state",
        "check_why",
        "sources",
    )
    heading = [words[f"exercise_kit.{name}"] for name in names]
    rows = [
        [
            one.name,
            site_kind(one.kind, given.exercise.physics, words),
            words[f"exercise_rule.{check.code}"],
            value_text(check, words),
            limit_text(check, words),
            words[f"exercise_verdict.{check.verdict.value}"],
            why_text(check, given.names, words),
            source_text(check, words),
        ]
        for one in given.sites
        for check in given.checks.get(one.uid, ())
    ]
    title = _named(given, words, "checks")
    return Sheet(title, heading, (18, 16, 22, 14, 14, 10, 44, 60), rows, len(rows), has_filter=True)


def _script(given: Material, words: Words) -> Sheet:
    names = ("minute", "clock", "phase", "event", "expected", "to", "due", "by", "origin")
    heading = [words[f"exercise_kit.{name}"] for name in names]
    phases = given.exercise.phases
    rows = [
        [
            one.minute,
            clock(given.exercise, one.minute),
            phases[one.phase].name if 0 <= one.phase < len(phases) else "",
            sentence(one, given.exercise, given.names, words),
            expected(one, given.exercise, given.names, words),
            words.join([given.names.get(code, code) for code in one.to]),
            clock(given.exercise, one.due_min),
            given.names.get(one.by, one.by),
            words[f"exercise_kit.{origin(one)}"],
        ]
        for one in given.script
    ]
    return Sheet(
        _title(words, words["exercise_kit.script"]), heading, (8, 9, 16, 50, 44, 16, 9, 14, 8), rows, len(rows)
    )


def _tasks(given: Material, words: Words) -> Sheet:
    heading = [words[f"exercise_kit.{name}"] for name in ("task", "due_at", "done_at", "late", "items", "outcome")]
    rows = [
        [
            sentence(one.inject, given.exercise, given.names, words),
            one.due_min,
            None if math.isnan(one.done_min) else one.done_min,
            None if math.isnan(one.late_min) else round(one.late_min, 1),
            "" if one.is_arrival else items_text(one.inject, words),
            words[f"exercise_outcome.{one.outcome.value}"],
        ]
        for one in evaluate(given.script).tasks
    ]
    return Sheet(_named(given, words, "evaluation"), heading, (60, 10, 10, 10, 10, 10), rows, len(rows))


def _teams(given: Material, words: Words) -> Sheet:
    names = ("team", "site_county", "strength", "modelled", "measured", "difference")
    heading = [words[f"exercise_kit.{name}"] for name in names]
    actual = {one.inject: one.minute for one in given.exercise.log if one.inject}
    rows: list[list[Any]] = []
    for one in given.reinforcements:
        strength = None if math.isnan(one.strength) else one.strength
        county = given.names.get(one.county, one.county)
        rows.append([one.name, county, strength, round(one.minutes, 1), actual.get(one.uid), None])
        done = rows[-1][4]
        rows[-1][5] = None if done is None else round(done - one.minutes, 1)
    return Sheet(_named(given, words, "reinforcement"), heading, (26, 16, 8, 10, 10, 10), rows, len(rows))
